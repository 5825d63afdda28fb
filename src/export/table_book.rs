//! A study's tables as one workbook: a sheet each behind an index, typed cells, shares as percentages.
//!
//! How a workbook is written is `book`'s. What a sheet or a cell cannot hold is left out and said: CSV has it all.

use super::ExportError;
use super::book::{BookCell, Sheet, book};
use crate::measure::Table;

/// Rows of a table that its sheet holds: with many more, a workbook takes minutes to open.
const MOST_ROWS: usize = 100_000;

/// UTF-16 units of a text that a cell takes, and the end of one that was longer.
const CELL: usize = 32_767;
const CUT: &str = " … (cut; the CSV file has it all)";

/// The tables as the bytes of a workbook.
///
/// # Errors
/// A table has more columns than a sheet takes.
pub fn table_book(title: &str, tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    book(title, &tables.iter().map(sheet).collect::<Vec<_>>())
}

fn sheet(table: &Table) -> Sheet {
    let shares: Vec<bool> = table.columns.iter().map(|column| is_share(column.name())).collect();
    let rows = table.rows.len();
    let (id, title, columns) = (table.id.clone(), table.title.clone(), table.columns.clone());
    let shown = Table { id, title, columns, rows: table.rows.iter().take(MOST_ROWS).cloned().collect() };
    let mut sheet = Sheet::of_table(&shown);
    if rows > MOST_ROWS {
        sheet.about = format!("the first {MOST_ROWS} of {rows} rows; tables/{}.csv has them all", table.id);
    }
    for line in &mut sheet.lines {
        for (cell, share) in line.iter_mut().zip(&shares) {
            match cell {
                BookCell::Exact(value) if *share => *cell = BookCell::Percent(*value),
                BookCell::Text(text) => *text = fitted(text),
                _ => {}
            }
        }
    }
    sheet
}

/// Whether a column holds shares between 0 and 1.
fn is_share(name: &str) -> bool {
    name.split('_').any(|word| word == "share")
}

/// A text that a cell can hold.
fn fitted(text: &str) -> String {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let mut room = CELL - CUT.encode_utf16().count();
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or_default();
        left.is_some()
    };
    text.chars().take_while(fits).collect::<String>() + CUT
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::measure::{Cell, TableColumn};

    fn opened(table: &Table) -> Xlsx<Cursor<Vec<u8>>> {
        calamine::open_workbook_from_rs(Cursor::new(table_book("Tables", std::slice::from_ref(table)).unwrap()))
            .unwrap()
    }

    #[test]
    fn what_would_be_a_formula_is_a_text() {
        for hostile in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://evil.example", "<b>", "a\u{0}b\u{202e}c"]
        {
            let mut table = super::super::tests::table();
            table.rows[0][0] = hostile.into();
            let range = opened(&table).worksheet_range("themes").unwrap();
            assert!(matches!(range.get((1, 0)), Some(Data::String(_))), "{hostile}: {:?}", range.get((1, 0)));
        }
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        for text in ["x".repeat(40_000), "👍".repeat(20_000)] {
            let shown = fitted(&text);
            assert!(shown.ends_with(CUT) && shown.encode_utf16().count() <= CELL, "{}", shown.len());
        }
        assert_eq!(fitted("é👍"), "é👍");
    }

    #[test]
    fn a_table_with_more_rows_than_a_sheet_should_have_is_cut_and_the_index_says_so() {
        let rows = (0..=MOST_ROWS).map(|row| vec![Cell::from(row)]).collect();
        let table =
            Table { id: "long".to_owned(), title: "Long".to_owned(), columns: vec![TableColumn::Int("n")], rows };
        let sheet = sheet(&table);
        assert_eq!(sheet.lines.len(), 1 + MOST_ROWS);
        assert_eq!(sheet.about, "the first 100000 of 100001 rows; tables/long.csv has them all");
    }

    #[test]
    fn columns_of_shares_are_known_by_their_names() {
        for name in ["share", "share_without", "poll_share"] {
            assert!(is_share(name), "{name}");
        }
        for name in ["shared", "count", "value"] {
            assert!(!is_share(name), "{name}");
        }
    }
}

//! Workbooks to read: sheets of tables behind an index sheet that leads to each of them.
//!
//! What stands in the cells is the caller's; [`Sheet::of_table`] makes a sheet of any tidy table. Sheets to fill in are
//! `coding_sheet`'s, rows without end are `rows::xlsx`'s.

mod names;
mod write;

pub use write::book;

use crate::measure::{Cell, Table};

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; what a sheet cannot be called, or is called already, is changed.
    pub name: String,
    /// What it shows, in one line: the text of its link in the index.
    pub title: String,
    /// More of it, beside the link, such as its base.
    pub about: String,
    /// Its lines, from the first.
    pub lines: Vec<Vec<BookCell>>,
    /// Lines and columns that stay in view.
    pub frozen: (u32, u16),
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum BookCell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// The head of a column or of a block.
    Head(String),
    /// A remark, in small italics; it does not widen its column.
    Note(String),
    /// A whole number.
    Int(u64),
    /// A real number, shown with one digit.
    Real(f64),
    /// A real number, shown as it is.
    Exact(f64),
    /// A share, shown as whole percent.
    Percent(f64),
}

impl From<Cell> for BookCell {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Empty => Self::Empty,
            Cell::Text(text) => Self::Text(text),
            Cell::Int(number) => Self::Int(number),
            Cell::Real(number) => Self::Exact(number),
        }
    }
}

impl Sheet {
    /// A tidy table under its header.
    #[must_use]
    pub fn of_table(table: &Table) -> Self {
        let header = table.columns.iter().map(|column| BookCell::Head(column.name().to_owned())).collect();
        let rows = table.rows.iter().map(|row| row.iter().cloned().map(BookCell::from).collect());
        Self {
            name: table.id.clone(),
            title: table.title.clone(),
            about: format!("{} rows", table.rows.len()),
            lines: std::iter::once(header).chain(rows).collect(),
            frozen: (1, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn sheet(name: &str, lines: Vec<Vec<BookCell>>) -> Sheet {
        Sheet { name: name.to_owned(), title: format!("About {name}"), lines, ..Sheet::default() }
    }

    fn opened(sheets: &[Sheet]) -> Xlsx<Cursor<Vec<u8>>> {
        calamine::open_workbook_from_rs(Cursor::new(book("A book", sheets).unwrap())).unwrap()
    }

    #[test]
    fn a_book_has_an_index_and_every_sheet_and_is_the_same_bytes_each_time() {
        let long = "a/name: far longer than the thirty-one characters of a sheet";
        let cells =
            vec![vec![BookCell::Head("=1+1".to_owned()), BookCell::Int(3), BookCell::Percent(0.25), BookCell::Empty]];
        let sheets = [sheet(long, cells.clone()), sheet(long, cells), sheet("Index", Vec::new())];
        let mut found = opened(&sheets);
        assert_eq!(found.sheet_names().len(), 4);
        let index = found.worksheet_range("Index").unwrap();
        assert!(index.rows().flatten().any(|cell| *cell == Data::String(sheets[0].title.clone())));
        let name = found.sheet_names()[1].clone();
        assert!(name.chars().count() <= 31, "{name}");
        let first = found.worksheet_range(&name).unwrap();
        assert_eq!(first.get((0, 0)), Some(&Data::String("=1+1".to_owned())));
        assert_eq!(first.get((0, 2)), Some(&Data::Float(0.25)));
        assert_eq!(book("A book", &sheets).unwrap(), book("A book", &sheets).unwrap());
    }

    #[test]
    fn a_tidy_table_keeps_its_numbers() {
        let mut found = opened(&[Sheet::of_table(&super::super::tests::table())]);
        let range = found.worksheet_range("themes").unwrap();
        assert_eq!(range.get((1, 2)), Some(&Data::Float(0.1)));
        assert_eq!(range.get((2, 0)).unwrap_or(&Data::Empty), &Data::Empty);
    }

    #[test]
    fn more_than_a_sheet_takes_is_an_error_that_says_so() {
        let wide = vec![vec![BookCell::Int(1); 16_385]];
        let error = book("b", &[sheet("wide", wide)]).unwrap_err().to_string();
        assert!(error.contains("wide") && error.contains("16384"), "{error}");
        let long = vec![vec![BookCell::Text("x".repeat(40_000))]];
        assert!(book("b", &[sheet("long", long)]).is_err());
    }
}

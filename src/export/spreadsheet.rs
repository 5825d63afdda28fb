//! CSV for spreadsheets: a text that one would take for a formula gets an apostrophe before it.
//!
//! Such a file is not exact any more, so this is asked for and never done unasked.

use crate::measure::{Cell, Table};

/// The table with its texts guarded; numbers stay what they are.
#[must_use]
pub fn guarded(table: &Table) -> Table {
    let mut table = table.clone();
    for cell in table.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell
            && is_formula(text)
        {
            text.insert(0, '\'');
        }
    }
    table
}

/// Whether a spreadsheet may read the text as a formula: by its first letter that is no white space.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::TableColumn;

    #[test]
    fn texts_that_begin_as_formulas_are_guarded_and_nothing_else_is() {
        let texts = ["=1+1", "+1", "-1", "@a", " =1", "\t=1", "＝1", "a=1", "", "'=1", "é"];
        let mut rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![Cell::from(*text)]).collect();
        rows.push(vec![Cell::Real(-0.5)]);
        let table = Table { id: "t".to_owned(), title: "T".to_owned(), columns: vec![TableColumn::Text("a")], rows };
        let shown: Vec<String> = guarded(&table).rows.iter().map(|row| row[0].to_string()).collect();
        let expected = ["'=1+1", "'+1", "'-1", "'@a", "' =1", "'\t=1", "'＝1", "a=1", "", "'=1", "é", "-0.5"];
        assert_eq!(shown, expected);
    }
}

//! Tidy tables as JSON, for programs.

use crate::measure::{Cell, Table};

/// A tidy table as an array of objects.
pub(super) fn table_json(table: &Table) -> serde_json::Result<String> {
    let value = |cell: &Cell| match cell {
        Cell::Empty => serde_json::Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Int(number) => (*number).into(),
        Cell::Real(number) => (*number).into(),
    };
    let object = |row: &Vec<Cell>| {
        let named = table.columns.iter().zip(row).map(|(column, cell)| (column.name().to_owned(), value(cell)));
        named.collect::<serde_json::Map<_, _>>()
    };
    serde_json::to_string_pretty(&table.rows.iter().map(object).collect::<Vec<_>>())
}

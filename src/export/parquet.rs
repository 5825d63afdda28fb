//! Tables as Parquet, typed column by column, with fixed settings so that the same table gives the same bytes.
//!
//! Frames do not leave it. Rows that are written while they are made are `rows`'.

use polars::prelude::{Column, DataFrame, NamedFrom, ParquetCompression, ParquetWriter, Series, StatisticsOptions};

use super::{ExportError, Format};
use crate::measure::{Cell, Table, TableColumn};

/// Parquet.
pub const FORMAT: Format =
    Format { id: "parquet", extension: "parquet", about: "typed columns for pandas, R, DuckDB and polars", write };

/// Rows in a row group: fixed, so that bytes depend on the table alone.
const ROW_GROUP: usize = 65_536;

fn write(table: &Table) -> Result<Vec<u8>, ExportError> {
    let failed = |reason: String| ExportError::Table { table: table.id.clone(), format: FORMAT.id, reason };
    if let Some(row) = table.rows.iter().position(|row| row.len() != table.columns.len()) {
        return Err(failed(format!("row {row} has {} cells of {}", table.rows[row].len(), table.columns.len())));
    }
    let columns = table.columns.iter().enumerate().map(|(position, column)| series(table, position, *column)).collect();
    let mut frame = DataFrame::new(table.rows.len(), columns).map_err(|error| failed(error.to_string()))?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Uncompressed)
        .with_statistics(StatisticsOptions::empty())
        .with_row_group_size(Some(ROW_GROUP))
        .set_parallel(false)
        .finish(&mut frame)
        .map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}

/// One column of the table with its type; a cell of another kind than its column is empty.
fn series(table: &Table, position: usize, column: TableColumn) -> Column {
    let cells = table.rows.iter().map(|row| &row[position]);
    let name = column.name().into();
    match column {
        TableColumn::Text(_) => Series::new(name, cells.map(text).collect::<Vec<_>>()),
        TableColumn::Int(_) => Series::new(name, cells.map(int).collect::<Vec<_>>()),
        TableColumn::Real(_) => Series::new(name, cells.map(real).collect::<Vec<_>>()),
    }
    .into()
}

fn text(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

/// Signed, because that is the whole number that every reader of Parquet knows.
fn int(cell: &Cell) -> Option<i64> {
    if let Cell::Int(number) = cell { i64::try_from(*number).ok() } else { None }
}

fn real(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Real(number) => Some(*number),
        Cell::Int(number) => Some(*number as f64),
        Cell::Empty | Cell::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{DataType, ParquetReader, SerReader};

    use super::*;
    use crate::export::tests::table;

    #[test]
    fn what_was_written_reads_back_typed() {
        let frame = ParquetReader::new(Cursor::new(write(&table()).unwrap())).finish().unwrap();
        assert_eq!(frame.shape(), (3, 3));
        assert_eq!(frame.dtypes(), [DataType::String, DataType::Int64, DataType::Float64]);
        let text: Vec<_> = frame.column("theme").unwrap().str().unwrap().iter().collect();
        assert_eq!(text, [Some("a, \"b\"\nc"), None, Some("é👍")]);
        let counts: Vec<_> = frame.column("comments").unwrap().i64().unwrap().iter().collect();
        assert_eq!(counts, [Some(52), None, Some(0)]);
        let shares: Vec<_> = frame.column("share").unwrap().f64().unwrap().iter().collect();
        assert_eq!(shares, [Some(0.1), None, Some(1.0)]);
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let mut twice = table();
        twice.columns[1] = TableColumn::Int("theme");
        assert!(matches!(write(&twice), Err(ExportError::Table { format: "parquet", .. })));
    }

    #[test]
    fn a_ragged_table_is_refused() {
        let mut ragged = table();
        ragged.rows[1].pop();
        assert!(write(&ragged).unwrap_err().to_string().contains("row 1 has 2 cells of 3"));
    }
}

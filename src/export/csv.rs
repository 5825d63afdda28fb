//! Tables as CSV: UTF-8, LF, a header line, an empty cell where a value is not defined.
//!
//! Real numbers are written with the fewest digits that read back as the same number.

use super::{ExportError, Format};
use crate::measure::Table;

/// The id of the format.
pub const CSV: &str = "csv";

/// CSV.
pub const FORMAT: Format =
    Format { id: CSV, extension: "csv", about: "text that every spreadsheet and script reads", write };

/// A table as CSV.
///
/// # Errors
/// A row is not as long as the header.
pub fn write(table: &Table) -> Result<Vec<u8>, ExportError> {
    let failed = |reason: String| ExportError::Table { table: table.id.clone(), format: FORMAT.id, reason };
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let header = table.columns.iter().map(|column| column.name());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(ToString::to_string)).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.error().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::table;
    use crate::measure::Cell;

    #[test]
    fn cells_are_quoted_where_needed_and_empty_where_undefined() {
        let text = String::from_utf8(write(&table()).unwrap()).unwrap();
        assert_eq!(text, "theme,comments,share\n\"a, \"\"b\"\"\nc\",52,0.1\n,,\né👍,0,1\n");
    }

    #[test]
    fn real_numbers_read_back_as_the_same_number() {
        for number in [0.1, 1.0 / 3.0, 0.68, 2.0 / 149.0, 1e-7] {
            assert_eq!(Cell::Real(number).to_string().parse(), Ok(number));
        }
    }

    #[test]
    fn a_ragged_table_is_refused() {
        let mut ragged = table();
        ragged.rows[1].pop();
        assert!(matches!(write(&ragged), Err(ExportError::Table { format: "csv", .. })));
    }
}

//! Tidy files out: tables in each format, and the whole output folder, written or left alone.
//!
//! [`FORMATS`] turns a [`Table`] into bytes, [`ROW_FORMATS`] write rows while they are made; [`publish`] puts finished
//! bytes into a folder. What the tables hold is `measure`'s.

mod addition;
pub mod book;
mod coding_sheet;
mod csv;
mod draft;
mod error;
mod manifest;
mod output;
mod parquet;
mod pdf;
mod pictures;
mod rows;
pub mod sav;
mod spreadsheet;
mod swap;
mod table_book;

pub use addition::{Addition, WAVES_RECORD, WavesRecord, digest_file, write_addition};
pub use coding_sheet::{Form, form_csv, form_workbook};
pub use csv::{CSV, write as csv_table};
pub use draft::{Draft, RECORD, write_draft};
pub use error::ExportError;
pub use manifest::{MANIFEST, Manifest, PROGRAM, digest};
pub use output::{Outputs, publish};
pub use pdf::{PdfPage, pdf};
pub use pictures::{PICTURES, write_pictures};
pub use rows::{
    Described, Encoded, Field, FieldKind, Heading, Misfit, Prepared, PreparedTexts, ROW_FORMATS, RowBuffer, RowFormat,
    RowSink,
};
pub use spreadsheet::guarded;
pub use table_book::table_book;

use crate::measure::Table;

/// A file format for tables.
pub struct Format {
    /// Id, as a flag or a study names it.
    pub id: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// What it is good for, in one line.
    pub about: &'static str,
    /// The table as the bytes of a file: the same table gives the same bytes.
    pub write: fn(&Table) -> Result<Vec<u8>, ExportError>,
}

/// Every format, in the order shown.
pub const FORMATS: &[Format] = &[csv::FORMAT, parquet::FORMAT];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Cell, TableColumn};

    /// One row of each kind of cell.
    pub(super) fn table() -> Table {
        Table {
            id: "themes".to_owned(),
            title: "How often each theme is shown".to_owned(),
            columns: vec![TableColumn::Text("theme"), TableColumn::Int("comments"), TableColumn::Real("share")],
            rows: vec![
                vec!["a, \"b\"\nc".into(), 52_u64.into(), 0.1.into()],
                vec![Cell::Empty, Cell::Empty, Cell::Empty],
                vec!["é👍".into(), 0_u64.into(), 1.0.into()],
            ],
        }
    }

    #[test]
    fn every_format_gives_the_same_bytes_each_time() {
        for format in FORMATS {
            let first = (format.write)(&table()).unwrap();
            assert!(!first.is_empty(), "{}", format.id);
            assert_eq!(first, (format.write)(&table()).unwrap(), "{}", format.id);
        }
    }

    #[test]
    fn every_format_takes_a_table_without_rows() {
        let empty = Table { rows: Vec::new(), ..table() };
        for format in FORMATS {
            assert!(!(format.write)(&empty).unwrap().is_empty(), "{}", format.id);
        }
    }

    #[test]
    fn formats_have_ids_and_endings_of_their_own() {
        for (position, format) in FORMATS.iter().enumerate() {
            for other in &FORMATS[position + 1..] {
                assert_ne!((format.id, format.extension), (other.id, other.extension));
            }
        }
    }
}

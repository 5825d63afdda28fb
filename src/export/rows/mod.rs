//! Rows that are written while they are made, by any number of threads, for files too long to be held.
//!
//! A [`RowBuffer`] encodes rows in the thread that makes them; the [`RowSink`] puts what buffers gave into one file, in
//! the order in which it is handed over. One file a format, and one line in [`ROW_FORMATS`].

mod csv;
mod heading;
mod jsonl;
mod moments;
mod parquet;
mod prepared;
mod sav;
mod spool;
mod text;
mod tsv;
mod xlsx;

pub use heading::{Described, Field, FieldKind, Heading, Misfit};
pub use prepared::{Prepared, PreparedTexts};

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use polars::prelude::DataFrame;

/// A format for rows.
pub struct RowFormat {
    /// Id, as `--format` names it.
    pub id: &'static str,
    /// Endings of file names, without the dot.
    pub extensions: &'static [&'static str],
    /// What it is good for, in one line.
    pub about: &'static str,
    /// Whether it is no text, and so nothing for a terminal.
    pub binary: bool,
    /// Whether columns are told apart by their names alone, which must differ then.
    keyed: bool,
    encode: fn(&str) -> Vec<u8>,
    buffer: fn(&[Field]) -> Box<dyn RowBuffer>,
    sink: fn(&Heading) -> io::Result<Box<dyn RowSink>>,
}

/// Every format, in the order shown; the first is for where none is named.
pub const ROW_FORMATS: &[RowFormat] =
    &[csv::FORMAT, tsv::FORMAT, jsonl::FORMAT, parquet::FORMAT, sav::FORMAT, xlsx::FORMAT];

impl RowFormat {
    /// The format of an id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<&'static Self> {
        ROW_FORMATS.iter().find(|format| format.id == id)
    }

    /// The format that the ending of a file's name stands for.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<&'static Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ROW_FORMATS.iter().find(|format| format.extensions.contains(&ending.as_str()))
    }

    /// The columns as this format can have them: where names tell columns apart, one without a name is called by its
    /// place, `#3`, and one that repeats a name gets a number, `name_2`.
    #[must_use]
    pub fn fields(&self, mut fields: Vec<Field>) -> Vec<Field> {
        if !self.keyed {
            return fields;
        }
        let mut taken: BTreeSet<String> = fields.iter().map(|field| field.name.clone()).collect();
        let mut seen = BTreeSet::new();
        for (place, field) in fields.iter_mut().enumerate() {
            if field.name.trim().is_empty() {
                field.name = format!("#{}", place + 1);
            }
            if !seen.insert(field.name.clone()) {
                let numbered = (2..).map(|number| format!("{}_{number}", field.name));
                if let Some(free) = numbered.into_iter().find(|name| !taken.contains(name)) {
                    field.name.clone_from(&free);
                    taken.insert(free.clone());
                    seen.insert(free);
                }
            }
        }
        fields
    }

    /// Room for rows of these columns, for one thread.
    #[must_use]
    pub fn buffer(&self, fields: &[Field]) -> Box<dyn RowBuffer> {
        (self.buffer)(fields)
    }

    /// The beginning of a file of these columns.
    ///
    /// # Errors
    /// The format cannot have them.
    pub fn sink(&self, heading: &Heading) -> io::Result<Box<dyn RowSink>> {
        (self.sink)(heading)
    }

    /// Texts made ready to be written again and again.
    #[must_use]
    pub fn prepare<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> PreparedTexts {
        PreparedTexts::new(texts.into_iter(), self.encode)
    }
}

/// Takes rows cell by cell, in the order of the columns.
pub trait RowBuffer: Send {
    /// The next cell is this text.
    fn text(&mut self, cell: &str);
    /// The next cell is this text, made ready by the same format.
    fn prepared(&mut self, cell: Prepared<'_>);
    /// The next cell is this number.
    fn int(&mut self, number: u64);
    /// The next cell has no value.
    fn none(&mut self);
    /// The row is complete.
    fn end_row(&mut self);
    /// The rows since the last time.
    ///
    /// # Errors
    /// The cells were not those of the columns.
    fn take(&mut self) -> io::Result<Encoded>;
}

/// Rows as a buffer gave them, for the sink of the same format.
pub struct Encoded(Rows);

enum Rows {
    Bytes(Vec<u8>),
    Frame(DataFrame),
}

/// A file that is being written.
pub trait RowSink: Send {
    /// Writes the next rows.
    ///
    /// # Errors
    /// `out` fails, or the rows are of another format.
    fn write(&mut self, rows: Encoded, out: &mut (dyn Write + Send)) -> io::Result<()>;

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// `out` fails.
    fn finish(&mut self, out: &mut (dyn Write + Send)) -> io::Result<()>;
}

#[cfg(test)]
mod tests;

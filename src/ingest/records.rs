//! Delimited files row by row, with the line of every row and the reason for every row that cannot be used.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::BadRow;
use crate::diag::{Diagnostic, Place, did_you_mean};

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The file cannot be opened or read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file's content is not what was expected.
    #[error("{0}")]
    Invalid(Box<Diagnostic>),
}

impl IngestError {
    /// What to do about it, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                Some("check the path; paths in study.toml are relative to the study's folder".to_owned())
            }
            Self::Read { .. } => None,
            Self::Invalid(diagnostic) => diagnostic.hint.clone(),
        }
    }

    /// The error as a diagnostic, with its place where it has one.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Read { path, source } => {
                let found =
                    Diagnostic::error(Place::file(path.display().to_string()), format!("cannot be read: {source}"));
                match self.hint() {
                    Some(hint) => found.hint(hint),
                    None => found,
                }
            }
            Self::Invalid(diagnostic) => (**diagnostic).clone(),
        }
    }
}

impl From<Diagnostic> for IngestError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Invalid(Box::new(diagnostic))
    }
}

/// A column as a person names it: by its header, or by its place as `#n`, first = 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Column {
    /// The header's text.
    Name(String),
    /// The place, first = 1.
    Position(usize),
}

impl From<String> for Column {
    fn from(given: String) -> Self {
        match given.strip_prefix('#').and_then(|digits| digits.parse().ok()) {
            Some(position) => Self::Position(position),
            None => Self::Name(given),
        }
    }
}

impl std::str::FromStr for Column {
    type Err = std::convert::Infallible;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(given.to_owned()))
    }
}

/// A row of a file: its first line, and its cells, as many as there are headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// First line of the row, first = 1.
    pub line: u64,
    /// The cells.
    pub cells: Vec<String>,
}

/// A row as it stands in the file, to be read into again and again.
#[derive(Debug, Clone, Default)]
pub struct Row(csv::ByteRecord);

impl Row {
    /// First line of the row, first = 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.0.position().map_or(0, csv::Position::line)
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the row has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A cell, first = 0; nothing where there is none.
    #[must_use]
    pub fn cell(&self, place: usize) -> &[u8] {
        self.0.get(place).unwrap_or_default()
    }

    /// A cell as text; nothing where it does not decode.
    #[must_use]
    pub fn text(&self, place: usize) -> &str {
        std::str::from_utf8(self.cell(place)).unwrap_or_default()
    }
}

/// Why a row of a file with these headers cannot be used; `None` where it can.
pub fn fault(headers: &[String], shown: &str, row: &Row) -> Option<BadRow> {
    let bad = |reason| Some(BadRow { place: Place::line(shown, row.line()), reason });
    if row.len() != headers.len() {
        return bad(format!("the row has {} cells, expected {}", row.len(), headers.len()));
    }
    headers.iter().enumerate().find_map(|(place, header)| {
        let cell = row.cell(place);
        let at = std::str::from_utf8(cell).err()?.valid_up_to();
        bad(format!("column `{header}` is not UTF-8: byte 0x{:02X} at byte {} of the cell", cell[at], at + 1))
    })
}

/// The rows of a delimited file, in order.
pub struct Records {
    shown: String,
    headers: Vec<String>,
    reader: csv::Reader<Box<dyn Read + Send>>,
}

/// Opens a CSV file, or a tab-separated one where the name ends in `.tsv`; `shown` is its name in messages.
///
/// # Errors
/// The file cannot be read, is empty, or its header does not decode.
pub fn open_csv(path: &Path, shown: &str) -> Result<Records, IngestError> {
    let read_error = |source| IngestError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(read_error)?;
    if file.metadata().map_err(read_error)?.is_dir() {
        return Err(read_error(std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder")));
    }
    let tabs = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"));
    // The CSV reader has a buffer of its own.
    Records::new(Box::new(file), if tabs { b'\t' } else { b',' }, shown)
}

impl Records {
    /// Rows from any source of bytes.
    ///
    /// # Errors
    /// As [`open_csv`].
    pub fn new(input: Box<dyn Read + Send>, delimiter: u8, shown: &str) -> Result<Self, IngestError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .buffer_capacity(1 << 16)
            .flexible(true)
            .has_headers(false)
            .from_reader(input);
        let mut row = csv::ByteRecord::new();
        let found = reader.read_byte_record(&mut row).map_err(|error| unreadable(shown, &error))?;
        if !found || row.iter().all(<[u8]>::is_empty) {
            return Err(Diagnostic::error(Place::file(shown), "the file is empty, expected a header row")
                .hint("export the data again, with column names in the first row")
                .into());
        }
        let headers: Result<Vec<String>, _> =
            row.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect();
        let mut headers = headers.map_err(|_| {
            Diagnostic::error(Place::line(shown, 1), "the header row is not UTF-8").hint("save the file as UTF-8")
        })?;
        if let Some(first) = headers.first_mut() {
            *first = first.trim_start_matches('\u{FEFF}').to_owned();
        }
        Ok(Self { shown: shown.to_owned(), headers, reader })
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The place of a column, first = 0.
    ///
    /// # Errors
    /// There is no such column, or its name stands twice.
    pub fn position(&self, column: &Column) -> Result<usize, IngestError> {
        let names: Vec<&str> = self.headers.iter().map(String::as_str).collect();
        match column {
            Column::Position(position) if (1..=names.len()).contains(position) => Ok(position - 1),
            Column::Position(position) => Err(Diagnostic::error(
                Place::line(&self.shown, 1),
                format!("there is no column #{position}; the file has {}", names.len()),
            )
            .into()),
            Column::Name(name) => {
                let mut places = (0..names.len()).filter(|&place| names[place].trim() == name.trim());
                match (places.next(), places.next()) {
                    (Some(place), None) => Ok(place),
                    (Some(first), Some(second)) => {
                        Err(Diagnostic::error(Place::line(&self.shown, 1), format!("two columns are named `{name}`"))
                            .hint(format!("name one by its place: `#{}` or `#{}`", first + 1, second + 1))
                            .into())
                    }
                    _ => Err(Diagnostic::error(Place::line(&self.shown, 1), format!("there is no column `{name}`"))
                        .hint(did_you_mean(name, &names))
                        .into()),
                }
            }
        }
    }

    /// Reads the next row as it stands; `false` at the end.
    ///
    /// # Errors
    /// The source fails while it is read.
    pub fn read_row(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        self.reader.read_byte_record(&mut row.0).map_err(|error| unreadable(&self.shown, &error))
    }

    /// Why a row cannot be used; `None` where it can.
    #[must_use]
    pub fn fault(&self, row: &Row) -> Option<BadRow> {
        fault(&self.headers, &self.shown, row)
    }

    /// The next row, or the row that cannot be used and why; `None` at the end.
    ///
    /// # Errors
    /// The source fails while it is read.
    pub fn next_row(&mut self) -> Result<Option<Result<Record, BadRow>>, IngestError> {
        let mut row = Row::default();
        if !self.read_row(&mut row)? {
            return Ok(None);
        }
        if let Some(bad) = self.fault(&row) {
            return Ok(Some(Err(bad)));
        }
        let cells = (0..row.len()).map(|cell| String::from_utf8_lossy(row.cell(cell)).into_owned()).collect();
        Ok(Some(Ok(Record { line: row.line(), cells })))
    }

    /// The file's name in messages.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

fn unreadable(shown: &str, error: &csv::Error) -> IngestError {
    Diagnostic::error(Place::file(shown), format!("cannot be read: {error}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &'static [u8]) -> Result<Records, IngestError> {
        Records::new(Box::new(text), b',', "test.csv")
    }

    #[test]
    fn a_ragged_row_and_one_that_does_not_decode_are_set_aside_with_their_lines() -> Result<(), IngestError> {
        let mut rows = records(b"\xEF\xBB\xBFid,text\n1,\"two\nlines\"\n2\n3,caf\xE9\n4,fine\n")?;
        assert_eq!(rows.headers(), ["id", "text"]);
        let mut shown = Vec::new();
        while let Some(row) = rows.next_row()? {
            shown.push(match row {
                Ok(record) => format!("{} {}", record.line, record.cells[0]),
                Err(bad) => format!("{}: {}", bad.place, bad.reason),
            });
        }
        assert_eq!(
            shown,
            [
                "2 1",
                "test.csv:4: the row has 1 cells, expected 2",
                "test.csv:5: column `text` is not UTF-8: byte 0xE9 at byte 4 of the cell",
                "6 4"
            ]
        );
        Ok(())
    }

    #[test]
    fn columns_are_named_by_name_or_by_place() -> Result<(), IngestError> {
        let rows = records(b"id,text,text\n")?;
        assert_eq!(rows.position(&Column::from("id".to_owned()))?, 0);
        assert_eq!(rows.position(&Column::from("#3".to_owned()))?, 2);
        let twice = rows.position(&Column::from("text".to_owned())).map_err(|error| error.hint());
        assert_eq!(twice.err().flatten().as_deref(), Some("name one by its place: `#2` or `#3`"));
        let slip = rows.position(&Column::from("ids".to_owned())).map_err(|error| error.hint());
        assert_eq!(slip.err().flatten().as_deref(), Some("did you mean `id`?"));
        Ok(())
    }

    #[test]
    fn an_empty_file_is_refused() {
        assert!(records(b"").is_err());
    }
}

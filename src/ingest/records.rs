//! Files row by row under their header, with the line of every row and the reason for every row that cannot be used.

use std::path::{Path, PathBuf};

use serde::Deserialize;

mod export;
mod row;

pub use export::{Export, HeaderForm, open_export_records};
pub use row::Row;

use super::BadRow;
use super::sheet::{Dictionary, Opening, RowSource, Sheet, open_shown};
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

/// What stands in a cell for a character that does not decode; it is not UTF-8, so that [`fault`] finds it.
pub(super) const BROKEN: &[u8] = b"\xFF\xFE\xFF";

/// Why a row of a file with these headers cannot be used; `None` where it can.
pub fn fault(headers: &[String], shown: &str, row: &Row) -> Option<BadRow> {
    let bad = |reason| Some(BadRow { place: Place::line(shown, row.line()), reason });
    if let Some(reason) = &row.spoilt {
        return bad(reason.to_string());
    }
    if row.len() != headers.len() {
        return bad(format!("the row has {} cells, expected {}", row.len(), headers.len()));
    }
    headers.iter().enumerate().find_map(|(place, header)| {
        let cell = row.cell(place);
        let at = std::str::from_utf8(cell).err()?.valid_up_to();
        if cell[at..].starts_with(BROKEN) {
            return bad(format!(
                "column `{header}` does not decode: a broken character at byte {} of the cell",
                at + 1
            ));
        }
        bad(format!("column `{header}` is not UTF-8: byte 0x{:02X} at byte {} of the cell", cell[at], at + 1))
    })
}

/// The rows of a file under its header row, in order.
pub struct Records {
    shown: String,
    headers: Vec<String>,
    /// What is known of an export beside the names of its columns.
    export: Option<Box<Export>>,
    dictionary: Option<Dictionary>,
    /// What was found while the file was opened, until it is told.
    warnings: Vec<Diagnostic>,
    rows: Box<dyn RowSource>,
}

/// Opens a file in any container; `shown` is its name in messages.
///
/// # Errors
/// The file cannot be read, is empty, or its header does not decode.
pub fn open_records(path: &Path, shown: &str, opening: &Opening) -> Result<Records, IngestError> {
    Records::new(open_shown(path, shown, opening)?)
}

impl Records {
    /// The rows of a sheet under its first, which holds the names of the columns.
    ///
    /// # Errors
    /// The sheet is empty, or its first row does not decode.
    pub fn new(sheet: Sheet) -> Result<Self, IngestError> {
        let mut sheet = sheet;
        let mut row = Row::default();
        sheet.rows.read(&mut row)?;
        Self::under(sheet, &row)
    }

    /// The rows of a sheet whose header row was read.
    fn under(sheet: Sheet, row: &Row) -> Result<Self, IngestError> {
        let Sheet { shown, rows, dictionary, warnings, .. } = sheet;
        if (0..row.len()).all(|cell| row.cell(cell).is_empty()) {
            return Err(nothing(&shown).into());
        }
        let headers: Result<Vec<String>, _> =
            (0..row.len()).map(|cell| std::str::from_utf8(row.cell(cell)).map(str::to_owned)).collect();
        let headers = headers.map_err(|_| {
            Diagnostic::error(Place::line(shown.clone(), 1), "the header row is not UTF-8")
                .hint("save the file as UTF-8")
        })?;
        Ok(Self { shown, headers, export: None, dictionary, warnings, rows })
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
        let place = position(&self.headers, &self.shown, column);
        match &self.export {
            Some(export) => place.or_else(|error| export.position(&self.shown, column).unwrap_or(Err(error))),
            None => place,
        }
    }

    /// Reads the next row as it stands; `false` at the end.
    ///
    /// # Errors
    /// The source fails while it is read.
    pub fn read_row(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        match &mut self.export {
            None => self.rows.read(row),
            Some(export) => export.read(&mut *self.rows, self.headers.len(), row),
        }
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

    /// What was found so far and should be known; each is told once.
    pub fn warnings(&mut self) -> Vec<Diagnostic> {
        let mut warnings = std::mem::take(&mut self.warnings);
        warnings.extend(self.rows.warnings());
        warnings
    }

    /// What the file says of its columns, one entry a column, where it can.
    #[must_use]
    pub fn dictionary(&self) -> Option<&Dictionary> {
        self.dictionary.as_ref()
    }

    /// What is known of an export beside the names of its columns; nothing of a plain table.
    #[must_use]
    pub fn export(&self) -> Option<&Export> {
        self.export.as_deref()
    }

    /// The file's name in messages.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// The place of a column among these headers, first = 0; `shown` is the file's name in messages.
///
/// # Errors
/// There is no such column, or its name stands twice.
pub fn position(headers: &[String], shown: &str, column: &Column) -> Result<usize, IngestError> {
    let names: Vec<&str> = headers.iter().map(String::as_str).collect();
    match column {
        Column::Position(position) if (1..=names.len()).contains(position) => Ok(position - 1),
        Column::Position(position) => Err(Diagnostic::error(
            Place::line(shown, 1),
            format!("there is no column #{position}; the file has {}", names.len()),
        )
        .into()),
        Column::Name(name) => {
            let mut places = (0..names.len()).filter(|&place| names[place].trim() == name.trim());
            match (places.next(), places.next()) {
                (Some(place), None) => Ok(place),
                (Some(first), Some(second)) => {
                    Err(Diagnostic::error(Place::line(shown, 1), format!("two columns are named `{name}`"))
                        .hint(format!("name one by its place: `#{}` or `#{}`", first + 1, second + 1))
                        .into())
                }
                _ => Err(Diagnostic::error(Place::line(shown, 1), format!("there is no column `{name}`"))
                    .hint(did_you_mean(name, &names))
                    .into()),
            }
        }
    }
}

/// That a file holds nothing.
pub(super) fn nothing(shown: &str) -> Diagnostic {
    Diagnostic::error(Place::file(shown), "the file is empty, expected a header row")
        .hint("export the data again, with column names in the first row")
}

#[cfg(test)]
mod tests;

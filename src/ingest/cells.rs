//! The cells of a comment's row beside its text: those of the columns that were asked for, and no others.

use std::sync::Arc;

use super::{IngestError, Row};
use crate::diag::{Diagnostic, Place, did_you_mean};

/// The cells of a row in the columns that were asked for. They are read by patterns and stand in no output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    /// The names of the columns, kept once for all rows.
    names: Arc<[String]>,
    /// A cell for each of them.
    cells: Box<[String]>,
}

impl Cells {
    /// The cell in the column of this name; `None` where nobody asked for it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let place = self.names.iter().position(|known| known == name)?;
        self.cells.get(place).map(String::as_str)
    }
}

/// A column that is read beside the text, and who asks for it: the name of a file, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The column's name.
    pub column: String,
    /// Who asks for it.
    pub by: String,
}

/// Where the columns stand that were asked for.
pub(super) struct CellPlaces {
    names: Arc<[String]>,
    places: Vec<usize>,
}

impl CellPlaces {
    /// Finds the columns among these headers, each once.
    pub fn new(wanted: &[Wanted], headers: &[String], shown: &str) -> Result<Self, IngestError> {
        let headers: Vec<&str> = headers.iter().map(|header| header.trim()).collect();
        let (mut names, mut places) = (Vec::new(), Vec::new());
        for Wanted { column, by } in wanted {
            if names.contains(column) {
                continue;
            }
            let mut found = (0..headers.len()).filter(|place| headers[*place] == column.trim());
            let wrong = match (found.next(), found.next()) {
                (Some(place), None) => {
                    names.push(column.clone());
                    places.push(place);
                    continue;
                }
                (Some(_), Some(_)) => {
                    let found = format!("{by} asks for the column `{column}`, and two have this name");
                    Diagnostic::error(Place::line(shown, 1), found).hint("rename one of the two")
                }
                (None, _) => {
                    let found = format!("{by} asks for the column `{column}`, which is not there");
                    Diagnostic::error(Place::line(shown, 1), found).hint(did_you_mean(column, &headers))
                }
            };
            return Err(wrong.into());
        }
        Ok(Self { names: names.into(), places })
    }

    /// The cells of a row.
    pub fn of(&self, row: &Row) -> Cells {
        let cells = self.places.iter().map(|place| row.text(*place).to_owned());
        Cells { names: Arc::clone(&self.names), cells: cells.collect() }
    }
}

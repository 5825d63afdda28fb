//! An export opened: its container and its platform are known, its header rows are behind, its responses come next.

use std::collections::VecDeque;
use std::path::Path;

use super::shape::is_id_name;
use crate::diag::{Diagnostic, Place};
use crate::ingest::formats::{HEAD_ROWS, Head, Layout, Role, recognise};
use crate::ingest::responses::Gate;
use crate::ingest::sheet::{self, Opening, RowSource, Sheet};
use crate::ingest::{IngestError, Row};

/// An export whose header rows have been read.
pub struct Opened {
    /// What was seen of the file. Its rows begin behind the header rows.
    pub sheet: Sheet,
    /// Id of the platform.
    pub format: &'static str,
    /// Name of the platform.
    pub format_name: &'static str,
    /// How sure that is, between 0 and 1.
    pub score: f64,
    /// What was seen of the platform, in words.
    pub evidence: Vec<String>,
    /// What its columns are.
    pub layout: Layout,
    /// Which rows are responses.
    pub gate: Gate,
    /// The header rows as they stand, or the names that the container keeps apart.
    pub header: Vec<Row>,
}

impl Opened {
    /// The names of the columns, by which questions name them.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.layout.columns.iter().map(|column| column.name.clone()).collect()
    }
}

/// Opens an export and recognises its platform; `format` names it where that should not be guessed.
///
/// # Errors
/// The file cannot be read, is of no kind that is known, or holds no responses.
pub fn open_export(path: &Path, opening: &Opening, format: Option<&str>) -> Result<Opened, IngestError> {
    recognised(sheet::open(path, opening)?, format)
}

/// [`open_export`], with the name that the file has in messages.
///
/// # Errors
/// As [`open_export`].
pub fn open_shown(path: &Path, shown: &str, opening: &Opening, format: Option<&str>) -> Result<Opened, IngestError> {
    recognised(sheet::open_shown(path, shown, opening)?, format)
}

fn recognised(mut sheet: Sheet, format: Option<&str>) -> Result<Opened, IngestError> {
    let shown = sheet.shown.clone();
    let mut head = read_head(&mut *sheet.rows)?;
    let rows: Vec<Vec<String>> = head.iter().map(cells).collect();
    if rows.is_empty() {
        let empty = Diagnostic::error(Place::file(&shown), "there is no row, expected a header row and responses");
        return Err(empty.hint("export the responses again, with column names in the first row").into());
    }
    let seen = Head {
        container: sheet.container,
        rows: &rows,
        dictionary: sheet.dictionary.as_ref(),
        named: sheet.named,
        quoted_by: sheet.delimiter.filter(|_| sheet.rows.all_quoted()),
    };
    let found = recognise(&seen, format).map_err(|error| placed(error, &shown))?;
    let behind = if sheet.named { 1 } else { found.layout.header_rows };
    let header: Vec<Row> = head.drain(..behind.min(head.len())).collect();
    let rest = std::mem::replace(&mut sheet.rows, Box::new(Nothing));
    sheet.rows = Box::new(Replay { head: head.into(), rest });
    let names: Vec<String> = found.layout.columns.iter().map(|column| column.name.clone()).collect();
    let gate = Gate::new(&shown, &names, &found.layout.set_aside, id_column(&found.layout));
    Ok(Opened {
        format: found.format.id,
        format_name: found.format.name,
        score: found.score.value,
        evidence: found.score.evidence,
        layout: found.layout,
        gate,
        header,
        sheet,
    })
}

/// The column with the respondents' ids, as far as headers tell.
pub fn id_column(layout: &Layout) -> Option<usize> {
    let said = layout.columns.iter().position(|column| column.role == Role::Id);
    said.or_else(|| layout.columns.iter().position(|column| is_id_name(&column.name)))
}

/// The error with the file that it is about.
fn placed(error: IngestError, shown: &str) -> IngestError {
    match error {
        IngestError::Invalid(found) if found.place.is_none() => {
            Diagnostic { place: Some(Place::file(shown)), ..*found }.into()
        }
        other => other,
    }
}

/// Bytes of the first rows that are held: a file that is one endless row must not fill the memory twice.
const HEAD_BYTES: usize = 64 << 20;

fn read_head(rows: &mut dyn RowSource) -> Result<Vec<Row>, IngestError> {
    let mut head = Vec::new();
    let mut bytes = 0;
    while head.len() < HEAD_ROWS && bytes < HEAD_BYTES {
        let mut row = Row::default();
        if !rows.read(&mut row)? {
            break;
        }
        bytes += row.bytes().len();
        head.push(row);
    }
    Ok(head)
}

fn cells(row: &Row) -> Vec<String> {
    (0..row.len()).map(|place| String::from_utf8_lossy(row.cell(place)).into_owned()).collect()
}

/// Rows that were read to recognise the platform, then the rest.
struct Replay {
    head: VecDeque<Row>,
    rest: Box<dyn RowSource>,
}

impl RowSource for Replay {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        match self.head.pop_front() {
            Some(next) => {
                *row = next;
                Ok(true)
            }
            None => self.rest.read(row),
        }
    }

    fn warnings(&mut self) -> Vec<Diagnostic> {
        self.rest.warnings()
    }
}

/// No rows, in the moment between two sources.
struct Nothing;

impl RowSource for Nothing {
    fn read(&mut self, _: &mut Row) -> Result<bool, IngestError> {
        Ok(false)
    }
}

//! A file as rows of cells, whatever it is kept in: delimited text, a workbook, JSON, Parquet, SPSS.
//!
//! One file a container, and one line in [`CONTAINERS`]. What the rows mean is `formats`'.
//!
//! A file goes through at most four steps, each in a file of its own: `input` (a file or standard input, unpacked),
//! `detect` (which container), `decode` (bytes to UTF-8, where the container is text), and the container itself.

mod archive;
mod decode;
mod delimited;
mod detect;
mod dialect;
mod encoding;
mod input;
mod json;
mod json_keys;
mod json_records;
mod json_rows;
mod parquet;
mod refusal;
mod sav;
mod spreadsheet;
#[cfg(test)]
mod tests;
mod workbook;

pub(super) use detect::open_shown;
pub use detect::{CONTAINERS, open};

use super::{IngestError, Row};
use crate::diag::Diagnostic;

/// Gives rows one after another; cells are UTF-8.
pub trait RowSource: Send {
    /// Reads the next row into the room of the last; `false` at the end.
    ///
    /// # Errors
    /// The source fails, or cannot be what it said it was.
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError>;

    /// Whether every cell that was seen so far stands in quotes, as some programs write all of them.
    fn all_quoted(&self) -> bool {
        false
    }

    /// What was found while reading and should be known; each is told once.
    fn warnings(&mut self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// How a file is to be opened; the default sees for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// Id of the container.
    pub container: Option<String>,
    /// Name of the encoding, as `windows-1252`.
    pub encoding: Option<String>,
    /// The byte between cells.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook, by name; the first with rows otherwise.
    pub sheet: Option<String>,
}

/// A kind of file.
pub struct Container {
    /// Id: `csv`, `xlsx`, `jsonl`.
    pub id: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Endings of file names, without the dot. What a file holds counts before its name.
    pub extensions: &'static [&'static str],
    /// Whether a file is one of these, by what it holds.
    fits: fn(&input::Input) -> bool,
    /// Opens it.
    open: fn(input::Input, &Opening) -> Result<Sheet, IngestError>,
}

/// A file that was opened: what was seen of it, and its rows.
pub struct Sheet {
    /// The file's name in messages.
    pub shown: String,
    /// Id of the container.
    pub container: &'static str,
    /// Name of the encoding, as `UTF-8`, `UTF-16LE`, `windows-1252`, `macintosh`.
    pub encoding: &'static str,
    /// How the encoding is known, in words: a byte-order mark, a margin between two guesses and its first offset.
    pub encoding_evidence: String,
    /// `LF`, `CRLF`, `CR`, `CR CR LF`, or `mixed`; nothing where rows are not lines.
    pub line_ends: Option<&'static str>,
    /// The byte between cells, where there is one.
    pub delimiter: Option<u8>,
    /// What the file says of its columns, where it can (SPSS).
    pub dictionary: Option<Dictionary>,
    /// Whether the first row is made of the names that the container keeps apart (JSON keys, Parquet and SPSS columns):
    /// then there is no header row in the file.
    pub named: bool,
    /// What should be known.
    pub warnings: Vec<Diagnostic>,
    /// The rows, header rows among them.
    pub rows: Box<dyn RowSource>,
}

/// What a file says of its own columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dictionary {
    /// One entry a column, in order.
    pub variables: Vec<Variable>,
    /// Multiple-response sets.
    pub sets: Vec<ResponseSet>,
    /// Name of the weight variable.
    pub weight: Option<String>,
    /// The file's label.
    pub label: Option<String>,
}

/// A column as its file describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variable {
    /// Name.
    pub name: String,
    /// What was asked.
    pub label: Option<String>,
    /// Values with their labels, in the file's order; a value is written as it stands in the rows.
    pub labels: Vec<(String, String)>,
    /// Values that stand for no answer, as they stand in the rows.
    pub missing: Vec<String>,
    /// Ranges of numbers that stand for no answer.
    pub missing_ranges: Vec<(f64, f64)>,
    /// Whether it holds text.
    pub text: bool,
    /// Whether its numbers are dates or times; then rows hold them as `2026-11-23 14:05:00`.
    pub date: bool,
    /// `nominal`, `ordinal`, `scale`, where the file says.
    pub measure: Option<&'static str>,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// Width in characters.
    pub width: u32,
}

/// Several columns that are one question with several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseSet {
    /// Name, without the dollar sign.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// Names of its columns.
    pub variables: Vec<String>,
    /// The value that means *chosen*, where each column is an option; otherwise each column holds one of the answers.
    pub counted: Option<String>,
}

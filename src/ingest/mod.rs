//! Outside bytes become our typed columns: polls, comments, codings.
//!
//! One file per kind of input. A row that cannot be used is set aside, counted and listed; a file that cannot be used
//! is an error. Nothing is computed here.

mod calendar;
mod cells;
mod codings;
mod comments;
pub mod formats;
pub mod inspect;
pub mod personal;
mod poll;
mod records;
pub mod responses;
pub mod sheet;
mod thread;

pub use cells::{Cells, Wanted};
pub use codings::{
    Coding, Decision, Half, SETTLED_COLUMNS, SHEET_COLUMNS, THEME, is_settled, read_codings, read_split,
};
pub use comments::{CommentColumns, read_comments};
pub use personal::{Personal, personal};
pub use poll::read_poll;
pub use records::{
    Column, Export, HeaderForm, IngestError, Record, Records, Row, fault, open_export_records, open_records, position,
};
pub use thread::{MASK as NAME_MASK, People, Thread, ThreadComment, name as written_name, parse_thread, read_thread};

use crate::diag::Place;

/// One open-ended text by one author; immutable once read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The row's id, unique in its source.
    pub id: String,
    /// Who wrote it: the study's pseudonym, or `R1`, `R2` … by first appearance; `None` where the cell is empty.
    pub author: Option<String>,
    /// Date as the source writes it.
    pub date: Option<String>,
    /// The id of the comment that this one answers.
    pub reply_to: Option<String>,
    /// Number of reactions.
    pub reactions: Option<u64>,
    /// Where the text comes from (`published`, `constructed`, …), if the source says.
    pub provenance: Option<String>,
    /// The text, exactly as written.
    pub text: String,
    /// The other cells of its row that were asked for.
    pub cells: Cells,
    /// First line of the row in its file, first = 1.
    pub line: u64,
    /// Whether its words are kept out of every output, because its author did not agree to be quoted.
    pub withheld: bool,
}

/// A row that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// File and line.
    pub place: Place,
    /// What was found and what was expected.
    pub reason: String,
}

/// A poll as published: options in order, with what is known of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Poll {
    /// Options in the order in which they were shown.
    pub options: Vec<PollOption>,
    /// Digits after the decimal point of the published percentages.
    pub decimals: u32,
}

/// An option of a poll with its published share, its votes, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct PollOption {
    /// The option's text.
    pub label: String,
    /// The published share in units of the last published digit (`68` for 68%, `683` for 68.3%).
    pub points: Option<u64>,
    /// Number of votes.
    pub votes: Option<u64>,
}

/// Everything that was read for one open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comments {
    /// The comments in file order.
    pub comments: Vec<Comment>,
    /// Rows that could not be read.
    pub bad_rows: Vec<BadRow>,
    /// Rows that are no responses, by reason, with their number.
    pub set_aside: Vec<(String, u64)>,
}

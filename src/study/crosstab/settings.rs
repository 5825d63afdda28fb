//! `[banner]` and `[[table]]`: the table book of a study.

use serde::Deserialize;

/// `[banner]`: what stands in the columns of every table of the book.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// The questions, side by side.
    pub questions: Vec<String>,
}

/// `[[table]]`: a table of the book.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookTable {
    /// The question whose answers are the rows.
    pub rows: String,
    /// What the table is called, if not as the question.
    pub title: Option<String>,
    /// The questions in its columns, if not those of the banner.
    pub columns: Option<Vec<String>>,
    /// Answers that are counted together.
    #[serde(default)]
    pub nets: Vec<Net>,
}

/// Answers that are counted together, each person once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Net {
    /// What they are called together.
    pub label: String,
    /// The answers.
    pub of: Vec<String>,
}

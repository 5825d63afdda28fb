//! Responses: the answers of every respondent to every question, typed.
//!
//! `inspect` finds the questions of an export, a study declares them; either way [`QuestionSpec`] says where they stand,
//! and [`read_responses`] makes [`Responses`] of the rows. Which rows are responses is told by [`Gate`].

mod answers;
mod gate;
mod held;
mod keep;
mod number;
mod numbers;
mod read;
mod split;

use serde::Deserialize;

use super::BadRow;

pub use gate::{Gate, SUMMARY, Verdict};
pub use held::{Ahead, Gated};
pub use number::{NumberStyle, is_number};
pub(super) use read::aside;
pub use read::{Form, read_responses, read_weights};
pub use split::Splitter;

/// What kind of question a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One answer of several.
    Single,
    /// Any number of answers of several.
    Multiple,
    /// One answer of several that stand in an order, such as *agree* to *disagree*.
    Scale,
    /// A number.
    Number,
    /// A text of the respondent's own.
    Open,
}

/// Where the answers to a question stand, and how they are read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSpec {
    /// Id, unique in the survey: letters, digits, `-` and `_`.
    pub id: String,
    /// What was asked. A row of a grid has the grid's question, a colon and the row.
    pub question: String,
    /// Its kind.
    pub kind: Kind,
    /// The columns, by name or as `#n`; several for a multiple choice. Then each column is an option; but where there are
    /// `labels`, each column holds one of the answers.
    pub columns: Vec<super::Column>,
    /// The options in the order shown. With one column an option, the option of each column.
    #[serde(default)]
    pub options: Vec<String>,
    /// What cells hold, and the option that it stands for, where they hold codes.
    #[serde(default)]
    pub labels: std::collections::BTreeMap<String, String>,
    /// What parts several answers in one cell.
    pub separator: Option<String>,
    /// With one column an option: the cells that mean *chosen*. None: anything but blank.
    #[serde(default)]
    pub chosen: Vec<String>,
    /// Cells that stand for no answer, beside blank ones.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Id of the grid that it is a row of.
    pub grid: Option<String>,
    /// For a scale, the number of each option, in the order of `options`; 1, 2, 3 … without it. Where it is shorter than
    /// `options`, those past its end stand outside the scale (*don't know*) and have no number.
    #[serde(default)]
    pub values: Vec<f64>,
}

impl QuestionSpec {
    /// A question whose answers stand in one column as they are.
    #[must_use]
    pub fn in_column(id: &str, question: &str, kind: Kind, column: super::Column) -> Self {
        Self {
            id: id.to_owned(),
            question: question.to_owned(),
            kind,
            columns: vec![column],
            options: Vec::new(),
            labels: std::collections::BTreeMap::new(),
            separator: None,
            chosen: Vec::new(),
            missing: Vec::new(),
            grid: None,
            values: Vec::new(),
        }
    }
}

/// Everything that respondents answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Responses {
    /// The id of each respondent: as in the file, or the number of the row.
    pub ids: Vec<String>,
    /// Of each respondent whether the file does not say who it is, so that the id is the number of the row.
    pub unnamed: Vec<bool>,
    /// The first line of each respondent's row, first = 1.
    pub lines: Vec<u64>,
    /// The questions with their answers.
    pub questions: Vec<Answered>,
    /// The weight of each respondent, where the survey has weights.
    pub weights: Option<Vec<f64>>,
    /// Rows that could not be used, and why.
    pub bad_rows: Vec<BadRow>,
    /// Rows that are no responses, by reason, with their number: previews, unfinished ones, blank rows.
    pub set_aside: Vec<(String, u64)>,
    /// Cells that could not be read, such as words in a question that asks for a number; they count as no answer.
    pub bad_cells: Vec<BadRow>,
    /// What should be known of how cells were read.
    pub notes: Vec<String>,
}

/// A question with the answers of every respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Where it stood.
    pub spec: QuestionSpec,
    /// The answers.
    pub answers: Answers,
}

/// The answers to one question, one entry a respondent.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// Index into the options; `None` where nothing was answered. For `Single` and `Scale`.
    One {
        /// The options in order: declared ones first, then others by first appearance.
        options: Vec<String>,
        /// The answers.
        chosen: Vec<Option<u32>>,
    },
    /// Indices into the options, ascending. `None` where the question was not answered (or not asked); empty where it
    /// was answered with none of them.
    Several {
        /// The options in order.
        options: Vec<String>,
        /// The answers.
        chosen: Vec<Option<Vec<u32>>>,
    },
    /// Numbers.
    Numbers(Vec<Option<f64>>),
    /// Texts.
    Texts(Vec<Option<String>>),
}

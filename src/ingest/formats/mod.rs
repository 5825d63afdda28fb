//! Platforms: what the header rows of an export mean. One file a platform, and one line in [`FORMATS`].
//!
//! A platform is recognised by score, never by the name of the file. It says which columns are which; what their cells
//! hold is seen by `profile`.

mod box_names;
mod boxes;
mod clean;
mod comment_columns;
#[cfg(test)]
mod fixture;
mod generic;
mod google_forms;
mod grid;
mod groups;
mod json;
mod kobo;
mod limesurvey;
mod linkedin_comments;
mod linkedin_poll;
mod moment;
mod ms_forms;
mod name_rows;
mod named_alike;
mod poll_json;
mod qualtrics;
mod qualtrics_ids;
mod recognise;
mod report_rows;
mod slack;
mod spss;
mod status;
mod summaries;
mod surveymonkey;
mod two_rows;
mod typeform;
mod words;
mod youtube_comments;

pub use boxes::{NOT_TICKED, TICKED};
pub use clean::{clean_text, plain_text, with_part};
pub use generic::summary_row;
pub use json::{JsonRecords, records};
pub use linkedin_comments::comment_urn;
pub use moment::moment;
pub use recognise::{Recognised, recognise};

use super::sheet::Dictionary;

/// Every platform; the last is what a file is read as when no other is sure.
pub static FORMATS: &[Format] = &[
    qualtrics::FORMAT,
    surveymonkey::FORMAT,
    google_forms::FORMAT,
    typeform::FORMAT,
    ms_forms::FORMAT,
    limesurvey::FORMAT,
    kobo::FORMAT,
    spss::FORMAT,
    linkedin_poll::FORMAT,
    linkedin_comments::FORMAT,
    youtube_comments::FORMAT,
    slack::FORMAT,
    generic::FORMAT,
];

/// What is known of a file before its rows are read to the end.
pub struct Head<'a> {
    /// Id of the container.
    pub container: &'static str,
    /// The first rows, header rows among them; at most [`HEAD_ROWS`].
    pub rows: &'a [Vec<String>],
    /// What the file says of its columns.
    pub dictionary: Option<&'a Dictionary>,
    /// Whether the first row is made of names that the container keeps apart.
    pub named: bool,
    /// What parts the cells of a text in which every cell stands in quotes, numbers and blank ones too.
    pub quoted_by: Option<u8>,
}

/// Rows that are looked at to recognise a platform.
pub const HEAD_ROWS: usize = 200;

/// A platform.
pub struct Format {
    /// Id: `qualtrics`.
    pub id: &'static str,
    /// Name: `Qualtrics`.
    pub name: &'static str,
    /// What it recognises, in one line.
    pub about: &'static str,
    /// How sure it is, and why.
    pub score: fn(&Head<'_>) -> Score,
    /// What its columns are.
    pub layout: fn(&Head<'_>) -> Layout,
}

/// How sure a format is that a file is of its platform.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// Between 0 and 1.
    pub value: f64,
    /// What was seen, in words.
    pub evidence: Vec<String>,
    /// Where the file is of the platform but holds no responses (a summary, a crosstab): what it is, and what to export
    /// instead.
    pub refusal: Option<(String, String)>,
}

/// What the columns of a file are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Header rows, first in the file; 0 where the container keeps names apart.
    pub header_rows: usize,
    /// One entry a column of the file.
    pub columns: Vec<Header>,
    /// Which rows are no responses.
    pub set_aside: Vec<RowRule>,
    /// What parts several answers in one cell, likeliest first.
    pub separators: &'static [&'static str],
    /// Cells that stand for no answer on this platform.
    pub missing: Vec<String>,
    /// What should be known.
    pub warnings: Vec<String>,
}

/// A column as its header rows describe it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// The column's own name: `Q1_2`; for platforms without one, the question's text.
    pub name: String,
    /// The question's text as asked, without markup.
    pub question: String,
    /// What columns of one question share; `None` where the column stands alone.
    pub group: Option<String>,
    /// The option, row or part of the question that this column is.
    pub part: Option<String>,
    /// What the platform says it is.
    pub role: Role,
}

/// What a platform says that a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing: its cells tell.
    #[default]
    Answer,
    /// The respondent's id.
    Id,
    /// When it was answered.
    Date,
    /// About the response, and no answer.
    Metadata,
    /// Says who the person is; never written to an output of a study.
    Personal,
    /// A text of the respondent's own.
    Open,
    /// What was written beside an option such as "other".
    OtherText,
    /// The weight of the response.
    Weight,
    /// Who wrote a comment: a name, or an address; never written to an output of a study.
    Author,
    /// The id of the comment that this one answers.
    ReplyTo,
    /// Number of reactions.
    Reactions,
}

/// A rule that says that a row is no response.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRule {
    /// The column, first = 0.
    pub column: usize,
    /// The row is set aside where the cell is one of these (trimmed, any case); with none, where the cell is blank.
    pub values: Vec<String>,
    /// Why: `preview`, `unfinished`, `test`, `spam`.
    pub reason: &'static str,
}

impl Score {
    /// A score with what was seen.
    fn seen(value: f64, evidence: impl Into<String>) -> Self {
        Self { value, evidence: vec![evidence.into()], refusal: None }
    }

    /// A file of the platform that holds no responses: what it is, and what to export instead.
    fn refused(what: impl Into<String>, instead: impl Into<String>) -> Self {
        let what = what.into();
        Self { value: 1.0, evidence: vec![what.clone()], refusal: Some((what, instead.into())) }
    }
}

impl Header {
    /// A column by its own name and its question; a blank name becomes the column's place, as `#3`.
    fn at(place: usize, name: &str, question: &str) -> Self {
        let name = Some(clean_text(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| format!("#{}", place + 1));
        Self { name, question: clean_text(question), ..Self::default() }
    }
}

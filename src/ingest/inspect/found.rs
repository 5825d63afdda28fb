//! What `inspect` says of an export: plain data, for a terminal, for JSON, and for a study that is made of it.

use super::Opened;
use super::pass::Passed;
use crate::diag::Diagnostic;
use crate::ingest::formats::Role;
use crate::ingest::responses::QuestionSpec;
use crate::ingest::{BadRow, Column, CommentColumns};

/// What an export holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The file's name in messages.
    pub shown: String,
    /// Id of the container: `csv`, `xlsx`.
    pub container: &'static str,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How the encoding is known.
    pub encoding_evidence: String,
    /// How lines end, where rows are lines.
    pub line_ends: Option<&'static str>,
    /// The byte between cells, where there is one.
    pub delimiter: Option<u8>,
    /// Id of the platform.
    pub format: &'static str,
    /// Name of the platform.
    pub format_name: &'static str,
    /// How sure that is, between 0 and 1.
    pub score: f64,
    /// What was seen of the platform.
    pub evidence: Vec<String>,
    /// Header rows in the file; 0 where the container keeps names apart.
    pub header_rows: usize,
    /// Rows of data in the file, before any is set aside.
    pub responses: u64,
    /// Responses that are left.
    pub kept: u64,
    /// Rows that are no responses, by reason.
    pub set_aside: Vec<SetAside>,
    /// Rows that cannot be read: the first of them.
    pub bad_rows: Vec<BadRow>,
    /// Every column of the file, in order.
    pub columns: Vec<ColumnSeen>,
    /// The questions, regrouped from columns.
    pub questions: Vec<QuestionSeen>,
    /// The column with the respondent's id.
    pub id: Option<Column>,
    /// The column with the response's weight.
    pub weight: Option<Column>,
    /// For a file of comments: its id, and who wrote it, when, in reply to what, with how many reactions.
    pub comment: CommentColumns,
    /// Doubles among respondents and texts.
    pub doubles: Doubles,
    /// What should be known.
    pub warnings: Vec<Diagnostic>,
}

/// Rows that are no responses for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Why.
    pub reason: String,
    /// How many rows.
    pub count: u64,
    /// The lines of the first of them.
    pub lines: Vec<u64>,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// The respondent's id.
    Id,
    /// When it was answered.
    Date,
    /// About the response, and no answer.
    Metadata,
    /// Says who the person is.
    Personal,
    /// One answer of several.
    Single,
    /// Answers of several: an option, or all of them in one cell.
    Multiple,
    /// One answer of several that stand in an order.
    Scale,
    /// A row of a grid.
    Grid,
    /// A number.
    Number,
    /// A text of the respondent's own.
    Open,
    /// The response's weight.
    Weight,
    /// Blank throughout.
    Blank,
}

impl ColumnKind {
    /// The word for it in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Date => "date",
            Self::Metadata => "metadata",
            Self::Personal => "personal",
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::Scale => "scale",
            Self::Grid => "grid",
            Self::Number => "number",
            Self::Open => "open",
            Self::Weight => "weight",
            Self::Blank => "blank",
        }
    }

    /// What it is called for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Personal => "personal data",
            Self::Single => "single choice",
            Self::Multiple => "multiple choice",
            Self::Grid => "grid row",
            Self::Open => "open-ended",
            other => other.id(),
        }
    }
}

/// An option and how often it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSeen {
    /// The option; for codes with labels, the label.
    pub label: String,
    /// What the cells hold for it, where that is another text.
    pub code: Option<String>,
    /// Cells that hold it, among those that were counted.
    pub count: u64,
}

/// A column and what its cells hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnSeen {
    /// The place, first = 1.
    pub position: usize,
    /// Its name in the file.
    pub name: String,
    /// What was asked.
    pub question: String,
    /// The option, row or part of the question that this column is.
    pub part: Option<String>,
    /// What it is.
    pub kind: ColumnKind,
    /// How that is known.
    pub why: String,
    /// Options in order; for a scale from the lowest to the highest.
    pub options: Vec<OptionSeen>,
    /// For a scale, the number of each option; options past its end stand outside the scale.
    pub values: Vec<f64>,
    /// What parts several answers in one cell.
    pub separator: Option<String>,
    /// How its dates are written.
    pub date_format: Option<String>,
    /// Cells with an answer.
    pub base: u64,
    /// Blank cells, and cells that the file declares to be no answer.
    pub missing: u64,
    /// The number of different values; `None` where there are more than were counted.
    pub distinct: Option<u64>,
    /// The first few values; none for personal data.
    pub examples: Vec<String>,
    /// Cells that the file or its platform declares to be no answer.
    pub declared_missing: Vec<String>,
    /// Cells that look like no answer, with their number: proposed, never taken for granted.
    pub proposed_missing: Vec<(String, u64)>,
    /// What should be known of it.
    pub notes: Vec<String>,
    /// The id of the question that it belongs to.
    pub question_id: Option<String>,
}

/// A question, regrouped from its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionSeen {
    /// Where it stands, as a study declares it.
    pub spec: QuestionSpec,
    /// Responses that answered it.
    pub base: u64,
    /// The id of the question whose "other" text this is.
    pub other_of: Option<String>,
    /// Cells that look like no answer: proposed for `missing`.
    pub proposed_missing: Vec<String>,
}

/// Doubles among respondents and texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubles {
    /// Responses whose id an earlier one has.
    pub ids: u64,
    /// Responses without an id that hold the same as an earlier one in every cell.
    pub rows: u64,
    /// Texts of some length that repeat an earlier text of their column but for case, spaces and signs.
    pub texts: u64,
    /// Texts that share four fifths of their runs of three words with an earlier text of their column, and are not the same.
    pub near: u64,
    /// Lines of the first of each, with what is double.
    pub places: Vec<(u64, &'static str)>,
    /// Whether there were more responses than could be compared; then the counts are of the first of them.
    pub partial: bool,
}

pub(super) fn put_together(
    opened: Opened,
    passed: Passed,
    columns: Vec<ColumnSeen>,
    questions: Vec<QuestionSeen>,
    warnings: Vec<Diagnostic>,
) -> Inspection {
    let sheet = opened.sheet;
    let references = super::regroup::references(&columns);
    let lone = |kind| {
        let mut of_kind = columns.iter().filter(|column| column.kind == kind);
        of_kind.next().map(|column| references[column.position - 1].clone())
    };
    let of_role = |role| {
        let place = opened.layout.columns.iter().position(|column| column.role == role)?;
        references.get(place).cloned()
    };
    let comment = CommentColumns {
        id: of_role(Role::Id),
        author: of_role(Role::Author),
        date: of_role(Role::Date),
        reply_to: of_role(Role::ReplyTo),
        reactions: of_role(Role::Reactions),
        provenance: None,
    };
    Inspection {
        shown: sheet.shown,
        container: sheet.container,
        encoding: sheet.encoding,
        encoding_evidence: sheet.encoding_evidence,
        line_ends: sheet.line_ends,
        delimiter: sheet.delimiter,
        format: opened.format,
        format_name: opened.format_name,
        score: opened.score,
        evidence: opened.evidence,
        header_rows: if sheet.named { 0 } else { opened.layout.header_rows },
        responses: passed.rows,
        kept: passed.kept,
        set_aside: passed.set_aside,
        bad_rows: passed.bad_rows,
        id: lone(ColumnKind::Id),
        weight: lone(ColumnKind::Weight),
        comment,
        doubles: passed.doubles,
        columns,
        questions,
        warnings,
    }
}

//! The breakdown of a closed question: how often each option was chosen, and of whom.
//!
//! One path for rows and for totals: [`answers_of_rows`] counts the answers of respondents, [`answers_of_poll`] takes
//! the counts of a poll, and both give an [`AnswerBreakdown`]. Counting is `breakdown`'s, the place of numbers `spread`'s,
//! sentences are `wording`'s.

mod breakdown;
mod scale_set;
mod sides;
mod spread;
mod upper;

pub use breakdown::{answers_of_poll, answers_of_rows};
pub use scale_set::{ScaleRow, ScaleSet, scale_sets, shared_text};
pub use sides::{Sides, sides};
pub use spread::{Spread, spread};
pub use upper::upper_estimate;

pub use crate::ingest::inspect::stands_apart;

use super::Share;
use super::design_based::SurveyDesign;
use crate::ingest::BadRow;
use crate::ingest::responses::{Answered, Kind, Responses};

/// The id of the poll among the closed questions.
pub const POLL_ID: &str = "poll";

/// A source with closed questions, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct ResponsesInput<'a> {
    /// Id of the source.
    pub source: &'a str,
    /// What was read.
    pub responses: &'a Responses,
    /// Their weights, and how they were drawn; `None` where they have neither.
    pub design: Option<SurveyDesign<'a>>,
}

/// A closed question, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct ClosedInput<'a> {
    /// Id of the source.
    pub source: &'a str,
    /// The question with its answers, one a response.
    pub answered: &'a Answered,
}

/// What is told of a source with closed questions.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRead {
    /// Id of the source.
    pub source: String,
    /// Responses: every one is asked every question.
    pub responses: u64,
    /// Rows that are no responses, by reason.
    pub set_aside: Vec<(String, u64)>,
    /// Rows that could not be read.
    pub bad_rows: Vec<BadRow>,
    /// Cells that could not be read; each counts as no answer.
    pub bad_cells: Vec<BadRow>,
    /// What should be known of how cells were read.
    pub notes: Vec<String>,
}

impl SourceRead {
    /// What is told of a source.
    #[must_use]
    pub fn of(input: &ResponsesInput<'_>) -> Self {
        let read = input.responses;
        Self {
            source: input.source.to_owned(),
            responses: read.ids.len() as u64,
            set_aside: read.set_aside.clone(),
            bad_rows: read.bad_rows.clone(),
            bad_cells: read.bad_cells.clone(),
            notes: read.notes.clone(),
        }
    }
}

/// An option of a closed question.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerOption {
    /// Its text.
    pub label: String,
    /// How many chose it.
    pub count: u64,
    /// Whether the study names it; true for all where it names none.
    pub declared: bool,
    /// Its number, where it stands on a scale.
    pub value: Option<f64>,
}

/// The breakdown of a closed question.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerBreakdown {
    /// Id of the question; [`POLL_ID`] for a poll.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// Its kind.
    pub kind: Kind,
    /// Id of the grid that it is a row of.
    pub grid: Option<String>,
    /// Id of the source; `None` for a poll, which is known by its totals.
    pub source: Option<String>,
    /// Responses of the source; `None` where it is not known how many were asked.
    pub asked: Option<u64>,
    /// Those who answered.
    pub answered: u64,
    /// Those of them who answered a multiple choice with none of its options.
    pub none: u64,
    /// All options chosen by all people; for a multiple choice.
    pub mentions: Option<u64>,
    /// The options: as declared, then others by how often they were chosen.
    pub options: Vec<AnswerOption>,
    /// The numbers that were answered, or those of the options of a scale.
    pub spread: Option<Spread>,
    /// The two highest options of a scale, and who chose one of them; of those who answered with an option of the scale.
    pub top_two: Option<([String; 2], Share)>,
}

impl AnswerBreakdown {
    /// The share of those who answered.
    #[must_use]
    pub fn of_answered(&self, option: &AnswerOption) -> Share {
        Share::new(option.count, self.answered)
    }

    /// The share of everyone asked.
    #[must_use]
    pub fn of_asked(&self, option: &AnswerOption) -> Option<Share> {
        Some(Share::new(option.count, self.asked?))
    }

    /// The share of all options chosen.
    #[must_use]
    pub fn of_mentions(&self, option: &AnswerOption) -> Option<Share> {
        Some(Share::new(option.count, self.mentions?))
    }

    /// Those who were asked and gave no answer.
    #[must_use]
    pub fn missing(&self) -> Option<Share> {
        let asked = self.asked?;
        Some(Share::new(asked.saturating_sub(self.answered), asked))
    }

    /// Whether it is a scale whose levels are numbers alone.
    #[must_use]
    pub fn is_of_numbers(&self) -> bool {
        let mut levels = self.options.iter().filter(|option| option.value.is_some());
        self.kind == Kind::Scale && levels.all(|level| level.label.trim().parse::<f64>().is_ok_and(f64::is_finite))
    }

    /// What stands for all its numbers, and its name: the median of numbers, the mean of a scale of numbers alone. `None`
    /// for other questions, and where nobody gave a number.
    #[must_use]
    pub fn middle(&self) -> Option<(&'static str, f64)> {
        let spread = self.spread?;
        match self.kind {
            Kind::Number => Some(("median", spread.median)),
            _ if self.is_of_numbers() => Some(("mean", spread.mean?)),
            _ => None,
        }
    }

    /// The options from the most chosen to the least; those of a scale in its order. Ties stay in the order declared.
    #[must_use]
    pub fn ranked(&self) -> Vec<&AnswerOption> {
        let mut options: Vec<&AnswerOption> = self.options.iter().collect();
        if self.kind != Kind::Scale {
            options.sort_by_key(|option| std::cmp::Reverse(option.count));
        }
        options
    }

    /// Whether an option is none of the question's own answers: outside its scale, or *other*, *don't know* and the like.
    #[must_use]
    pub fn stands_apart(&self, option: &AnswerOption) -> bool {
        if self.kind == Kind::Scale { self.is_off_scale(option) } else { stands_apart(&option.label) }
    }

    /// Whether an option stands outside the scale of the question, such as *don't know*.
    #[must_use]
    pub fn is_off_scale(&self, option: &AnswerOption) -> bool {
        self.kind == Kind::Scale && option.value.is_none()
    }
}

#[cfg(test)]
mod tests;

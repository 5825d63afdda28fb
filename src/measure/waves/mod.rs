//! Waves side by side: the same question, or the same theme, each time that it was asked.
//!
//! Waves are never put together: every wave has its own counts and its own bases. Whether bounds, tests and marks may be
//! shown is decided in `design`; what a change is, is `change`'s.

mod change;
mod overlap;
mod rows;
mod series;
mod themes;
mod value;
mod weighted;

pub use change::{Change, Mark, Paired};
pub use value::{Unit, Value};
pub use weighted::Weighted;

use rayon::prelude::*;

use super::design_based::SurveyDesign;
use super::{About, QuestionInput};
use crate::ingest::responses::Answered;

/// A question with its answers in every wave that asked it, in their order.
#[derive(Debug, Clone)]
pub struct SeriesInput<'a> {
    /// Id of the question.
    pub id: &'a str,
    /// What was asked.
    pub question: &'a str,
    /// What it was called in other waves.
    pub was: Vec<&'a str>,
    /// Options that came with a later wave.
    pub new_options: &'a [String],
    /// Options that a later wave no longer has.
    pub gone_options: &'a [String],
    /// The waves that asked it.
    pub waves: Vec<WaveInput<'a>>,
    /// The newest wave of its survey.
    pub newest: &'a str,
}

/// One wave of a question.
#[derive(Debug, Clone)]
pub struct WaveInput<'a> {
    /// Id of the wave.
    pub id: &'a str,
    /// Whether an id stands for the same person as in the waves before it.
    pub same_people: bool,
    /// Whether its ids are those of people, so that who of them answered before can be told.
    pub known: bool,
    /// The answers.
    pub answers: WaveAnswers<'a>,
}

/// The answers of one wave to one question.
#[derive(Debug, Clone)]
pub enum WaveAnswers<'a> {
    /// To a closed question, with the ids of those who were asked.
    Closed {
        /// The answers.
        answered: &'a Answered,
        /// The ids.
        ids: &'a [String],
        /// Of whom the file does not say who it is.
        unnamed: &'a [bool],
        /// Their weights, and how they were drawn; `None` where they have neither.
        design: Option<SurveyDesign<'a>>,
    },
    /// To an open question.
    Open {
        /// The comments.
        question: Box<QuestionInput<'a>>,
        /// The ids of the responses that the weights are of; none where there are no weights.
        ids: &'a [String],
    },
}

/// An option or a theme over the waves.
#[derive(Debug, Clone, PartialEq)]
pub struct WaveItem {
    /// Of whom.
    pub unit: Unit,
    /// Id of the theme, or the option.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What each wave gave; `None` where it could not be chosen.
    pub values: Vec<Option<Value>>,
    /// The change since the wave before.
    pub changes: Vec<Option<Change>>,
}

/// A question over its waves.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionWaves {
    /// Id of the question.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// The waves that asked it, in their order; the figures of the report are those of the last.
    pub waves: Vec<String>,
    /// What it was called in other waves.
    pub was: Vec<String>,
    /// Whether options came or went between its waves.
    pub other_options: bool,
    /// Whether the newest wave of the survey asked it.
    pub in_newest: bool,
    /// The rows.
    pub items: Vec<WaveItem>,
}

/// Every question that has waves.
#[derive(Debug, Clone, PartialEq)]
pub struct Waves {
    /// The newest wave of each survey.
    pub newest: Vec<String>,
    /// What is withheld of the comparison and what allows it; `None` where nothing is.
    pub withheld: Option<String>,
    /// The questions.
    pub questions: Vec<QuestionWaves>,
}

/// Sets the waves side by side; `None` for a study without waves.
#[must_use]
pub fn waves(series: &[SeriesInput<'_>], about: &About) -> Option<Waves> {
    let allowed = about.sample.intervals().is_some();
    let of = |input: &SeriesInput<'_>| QuestionWaves {
        id: input.id.to_owned(),
        question: input.question.to_owned(),
        waves: input.waves.iter().map(|wave| wave.id.to_owned()).collect(),
        was: input.was.iter().map(|was| (*was).to_owned()).collect(),
        other_options: !(input.new_options.is_empty() && input.gone_options.is_empty()),
        in_newest: input.waves.last().is_some_and(|wave| wave.id == input.newest),
        items: series::items(&input.waves, (input.new_options, input.gone_options), allowed),
    };
    let mut newest: Vec<String> = Vec::new();
    for input in series {
        if !newest.iter().any(|id| id == input.newest) {
            newest.push(input.newest.to_owned());
        }
    }
    let withheld = about.sample.design.withheld_of_waves(&about.sample);
    (!series.is_empty()).then(|| Waves { newest, withheld, questions: series.par_iter().map(of).collect() })
}

#[cfg(test)]
mod tests;

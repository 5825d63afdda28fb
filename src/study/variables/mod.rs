//! `[[variable]]` and `[[exclude]]`: closed questions made of others, and responses that are left out.
//!
//! What an expression says is `condition`'s; what it holds for is `rows`'. The variables are made in `derive`, the
//! responses left out in `exclude`; a filter for an export is `filter`'s, one for a study `kept`'s. Weights are
//! `super::weights`'.

mod asked;
mod derive;
mod exclude;
mod filter;
mod kept;
mod mistakes;
mod rows;

pub(super) use asked::extra_specs;
pub use filter::Filter;
pub use kept::Filtered;
pub use rows::Rows;

use serde::Deserialize;

use super::{Study, StudyError, Survey, read, tag_all};
use crate::ingest::responses::Kind;
use crate::tag::Tags;

/// `[[variable]]`: a closed question that is made of other answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Id, unique in the study: letters, digits, `-` and `_`.
    pub id: String,
    /// What it is called where questions are.
    pub question: String,
    /// Id of the source whose responses it is about; needed where several sources have closed questions.
    pub source: Option<String>,
    /// One option a response, any number of them, or one of several in an order.
    #[serde(default = "single")]
    pub kind: Kind,
    /// The question or the column that `in` asks for.
    pub of: Option<String>,
    /// The options in the order shown.
    pub options: Vec<VariableOption>,
    /// The option of whoever answered and fits no other.
    #[serde(rename = "else")]
    pub otherwise: Option<String>,
}

/// An option of a variable, and for which responses it holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariableOption {
    /// Its text.
    pub label: String,
    /// An expression.
    pub when: Option<String>,
    /// Answers to `of`: a range or a list.
    #[serde(rename = "in")]
    pub among: Option<Among>,
}

/// Answers that become one: a range such as `18..34`, or a list of answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Among {
    /// A range, or a list, as the language of conditions writes it.
    Range(String),
    /// Texts and numbers.
    List(Vec<Answer>),
}

/// An answer in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

/// `[[exclude]]`: responses that are left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// An expression: the responses for which it holds are left out.
    pub when: String,
    /// Why, for the reader of the report.
    pub reason: String,
    /// Id of the source; needed where several sources have closed questions.
    pub source: Option<String>,
    /// The one wave that it is about; without it, every wave of the source's survey.
    pub wave: Option<String>,
}

fn single() -> Kind {
    Kind::Single
}

impl Study {
    /// The source that a variable, an exclusion or weights are about: the one named, or the only one that there can be. Of
    /// a survey of several waves it is the newest, which the report's figures come from; they are about the others too.
    pub(super) fn source_of<'s>(&'s self, named: Option<&'s str>) -> Option<&'s str> {
        let mut of_questions: Vec<&str> = self.closed.iter().map(|closed| self.survey_of(&closed.source)).collect();
        of_questions.dedup();
        let source = named.or(match (of_questions.as_slice(), self.sources.as_slice()) {
            ([first, rest @ ..], _) if rest.iter().all(|other| other == first) => Some(*first),
            ([], [only]) => Some(&only.id),
            _ => None,
        })?;
        Some(self.waves_of(self.survey_of(source)).last().map_or(source, |newest| newest.id.as_str()))
    }

    /// Whether a variable, an exclusion or weights that name a source, or none, are about this one: every wave of its
    /// survey.
    pub(super) fn is_about(&self, named: Option<&str>, source: &str) -> bool {
        self.source_of(named).is_some_and(|of| self.survey_of(of) == self.survey_of(source))
    }

    /// Whether a source is one of several waves.
    pub(super) fn has_waves(&self, source: &str) -> bool {
        self.waves_of(self.survey_of(source)).len() > 1
    }

    /// The exclusions that are about a source.
    pub(super) fn exclusions_of<'s>(&'s self, source: &'s str) -> impl Iterator<Item = &'s Exclude> {
        let wave = self.source(source).and_then(|source| source.wave.as_deref());
        let own = move |of: &&Exclude| {
            self.is_about(of.source.as_deref(), source) && of.wave.as_deref().is_none_or(|own| Some(own) == wave)
        };
        self.exclude.iter().filter(own)
    }

    /// Id, source and kind of a closed question or, behind these, of a variable.
    pub(super) fn asked_at(&self, place: usize) -> Option<(&str, &str, Kind)> {
        match place.checked_sub(self.closed.len()) {
            None => self.closed.get(place).map(|closed| (closed.id.as_str(), closed.source.as_str(), closed.kind)),
            Some(place) => {
                let variable = self.variables.get(place)?;
                Some((&variable.id, self.source_of(variable.source.as_deref())?, variable.kind))
            }
        }
    }

    /// Whether something is declared that needs the responses of a source, beside its closed questions.
    pub(super) fn treats(&self, source: &str) -> bool {
        let named = self.variables.iter().map(|variable| variable.source.as_deref());
        let named = named.chain(self.exclude.iter().map(|exclude| exclude.source.as_deref()));
        let named = named.chain(self.weight.iter().map(|weight| weight.source.as_deref()));
        let drawn = self.sample.is_drawn().then_some(self.sample.source.as_deref());
        let named = named.chain(drawn);
        let filtered = self.filtering().ok().flatten().is_some_and(|(_, of)| of == source);
        filtered || named.into_iter().any(|named| self.is_about(named, source))
    }
}

/// Reads a study, tags its comments and prepares its responses: what is counted, as `report` counts it.
///
/// # Errors
/// As [`read`] and [`prepare`].
pub fn read_prepared(study: &Study) -> Result<(Survey<'_>, Vec<Vec<Tags>>), StudyError> {
    let mut survey = read(study)?;
    let mut tags = tag_all(&survey);
    prepare(study, &mut survey, &mut tags)?;
    Ok((survey, tags))
}

/// Makes the variables of a study that was read and tagged, leaves out what it excludes, weighs what is left, and keeps
/// what its filter asks for.
///
/// # Errors
/// An expression asks for what is not there, options of a variable overlap, nothing is left, or the weights cannot be
/// computed.
pub fn prepare(study: &Study, survey: &mut Survey<'_>, tags: &mut [Vec<Tags>]) -> Result<(), StudyError> {
    study.filtering()?;
    let mut absent = derive::Absent::default();
    for place in 0..survey.answers.len() {
        let source = survey.answers[place].source.id.clone();
        if study.treats(&source) {
            let rows = Rows::of_study(study, survey, place, tags);
            let derived = derive::variables(study, &source, rows)?;
            let excluded = exclude::rows(study, &source, &derived.rows)?;
            let mut made = derived.made;
            absent.extend(derived.absent);
            exclude::leave_out(survey, place, tags, excluded, &mut made)?;
            derive::add(study, survey, place, made);
        }
    }
    derive::newest(study, survey, absent)?;
    super::weights::weigh(study, survey)?;
    super::drawn::draw(study, survey)?;
    kept::filter(study, survey, tags)
}

//! A filter given for a study: the responses of one source that are counted, and their comments.
//!
//! It comes last, after weighing: weights are made for everybody, and a filter only looks at some of them.

use std::collections::{BTreeSet, HashMap};

use super::asked::Written;
use super::rows::{Rows, column};
use super::{Study, Survey};
use crate::condition::Logic;
use crate::diag::{Diagnostic, Place};
use crate::study::StudyError;
use crate::tag::Tags;

/// What a filter kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtered {
    /// The expression.
    pub text: String,
    /// The source that it is about; empty for an export.
    pub source: String,
    /// How many responses it kept.
    pub kept: usize,
    /// Of how many.
    pub of: usize,
}

/// What would be wrong with a filter that keeps nobody.
pub(super) fn nobody(text: &str, responses: usize) -> Diagnostic {
    let message = format!("the filter `{text}` leaves none of the {responses} responses");
    Diagnostic::error(Place::file("--filter"), message).hint("`verbatims inspect` shows the answers that there are")
}

impl Study {
    /// The filter, and the source that it is about: the one whose questions, variables and themes it asks for, or the
    /// only one that there can be.
    ///
    /// # Errors
    /// It is no expression, or which source it is about cannot be told.
    pub(super) fn filtering(&self) -> Result<Option<(Written, &str)>, Diagnostic> {
        let Some(text) = &self.filter else { return Ok(None) };
        let written = self.written(text, "the filter")?;
        let mut about: BTreeSet<&str> = BTreeSet::new();
        written.logic.visit(&mut |part| match part {
            Logic::Condition(condition, _) => about.extend(self.source_that_has(column(condition))),
            Logic::Theme(name, _) => {
                let question = name.split_once('.').map_or(name.as_str(), |(question, _)| question);
                let open = self.open.iter().find(|open| open.id == question);
                about.extend(open.map(|open| open.source.as_str()));
            }
            _ => {}
        });
        let wrong = |what: &str, hint: String| {
            Err(Diagnostic::error(Place::file("--filter"), format!("the filter `{text}` {what}")).hint(hint))
        };
        let one = about.first().copied().or_else(|| self.source_of(None));
        match one {
            _ if about.len() > 1 => {
                let sources: Vec<&str> = about.into_iter().collect();
                let hint = "ask for answers in one file; responses are kept or left out by the rows of that file";
                wrong(&format!("asks for answers of several sources: {}", sources.join(", ")), hint.to_owned())
            }
            Some(source) => Ok(Some((written, source))),
            None => {
                let hint = "name a question or a variable, or a theme as `@question.theme`".to_owned();
                wrong("does not tell which of the sources of the study it is about", hint)
            }
        }
    }

    /// The source of a closed question or a variable.
    fn source_that_has(&self, name: &str) -> Option<&str> {
        let closed = self.closed.iter().find(|closed| closed.id == name).map(|closed| closed.source.as_str());
        let variable = || self.variables.iter().find(|variable| variable.id == name);
        closed.or_else(|| self.source_of(variable()?.source.as_deref()))
    }
}

/// Keeps the responses for which the filter of a study holds, with their weights, and the comments in their rows.
///
/// # Errors
/// It asks for what is not there, or keeps nobody.
pub(super) fn filter(study: &Study, survey: &mut Survey<'_>, tags: &mut [Vec<Tags>]) -> Result<(), StudyError> {
    let Some((written, source)) = study.filtering()? else { return Ok(()) };
    let Some(place) = survey.answers.iter().position(|read| read.source.id == source) else { return Ok(()) };
    let rows = Rows::of_study(study, survey, place, tags);
    let keep = rows.holds(&written.logic).map_err(|fault| study.fault(&written.text, &written.owner, &fault))?;
    let kept = keep.iter().filter(|keep| **keep).count();
    if kept == 0 {
        return Err(nobody(&written.text, keep.len()).into());
    }
    survey.filtered = Some(Filtered { text: written.text, source: source.to_owned(), kept, of: keep.len() });
    let read = &mut survey.answers[place];
    let lines: HashMap<u64, bool> = read.responses.lines.iter().copied().zip(keep.iter().copied()).collect();
    read.responses.retain(&keep);
    read.drawn.iter_mut().for_each(|drawn| drawn.retain(&keep));
    read.asked.iter_mut().for_each(|answered| answered.answers.retain(&keep));
    for (question, tags) in survey.questions.iter_mut().zip(tags).filter(|(of, _)| of.source.id == source) {
        let comments = &mut question.comments.comments;
        let stays = |line: u64| lines.get(&line).copied().unwrap_or(false);
        let left: Vec<bool> = comments.iter().map(|comment| stays(comment.line)).collect();
        let mut left = left.into_iter();
        tags.retain(|_| left.next().unwrap_or(false));
        comments.retain(|comment| stays(comment.line));
    }
    crate::study::weights::place_comments(survey, place);
    Ok(())
}

//! What is kept of a run to compare the next one with: no text of any comment.

use std::sync::Arc;

use super::super::run::Left;
use super::super::{Question, Ran, held_out};
use crate::article::Statement;
use crate::diag::Diagnostic;
use crate::measure::named::{NamedUnit, named};
use crate::measure::{ClaimResult, Results, Verdict};
use crate::tag::Tags;

/// A run, as far as the next one is compared with it.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The tags of each open question.
    pub(super) tagged: Vec<Tagged>,
    /// Shares first, then counts.
    pub(super) numbers: Vec<Number>,
    /// Id, verdict and what was found.
    pub(super) claims: Vec<(String, Verdict, String)>,
    /// What the article says.
    pub(super) statements: Vec<Statement>,
    /// What was warned of, but for the article's statements.
    pub(super) warnings: Vec<Diagnostic>,
}

/// The tags of the comments on one question, but for those held out.
#[derive(Debug, Clone)]
pub(super) struct Tagged {
    /// Id of the question.
    pub question: String,
    /// Ids of the themes.
    pub themes: Vec<String>,
    /// Ids of the comments.
    pub comments: Arc<Vec<String>>,
    /// Comments held out for testing: whoever writes patterns must not see them.
    pub hidden: usize,
    /// The themes of all comments one after the other, and where those of each end.
    shown: Vec<u32>,
    ends: Vec<usize>,
}

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub name: String,
    pub shown: String,
}

impl Snapshot {
    /// What is to be kept of a run; comments that are those of the run before are kept once.
    pub(super) fn of(ran: &Ran, left: &Left<'_>, before: Option<&Self>) -> Self {
        let tagged = left.survey.questions.iter().zip(&left.tags).map(|(question, tags)| {
            let same = before.and_then(|before| before.tagged.iter().find(|then| then.question == question.open.id));
            Tagged::of(question, tags, same.map(|then| &then.comments))
        });
        let warnings = ran.warnings.iter().chain(&ran.bad_rows);
        Self {
            tagged: tagged.collect(),
            numbers: numbers(&ran.results),
            claims: ran.results.claims.iter().map(claim).collect(),
            statements: left.statements.clone(),
            warnings: warnings.filter(|found| !left.off.contains(found)).cloned().collect(),
        }
    }
}

impl Tagged {
    fn of(question: &Question<'_>, tags: &[Tags], before: Option<&Arc<Vec<String>>>) -> Self {
        let hidden = held_out(question);
        let open = question.comments.comments.iter().zip(tags).enumerate();
        let open = open.filter(|(place, _)| !hidden.contains(place)).map(|(_, of)| of);
        let same = before.filter(|before| before.iter().eq(open.clone().map(|(comment, _)| &comment.id)));
        let comments = match same {
            Some(same) => Arc::clone(same),
            None => Arc::new(open.clone().map(|(comment, _)| comment.id.clone()).collect()),
        };
        let (mut shown, mut ends) = (Vec::new(), Vec::with_capacity(comments.len()));
        for (_, tags) in open {
            shown.extend(tags.themes().into_iter().filter_map(|theme| u32::try_from(theme).ok()));
            ends.push(shown.len());
        }
        let themes = question.codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        Self { question: question.open.id.clone(), themes, comments, hidden: hidden.len(), shown, ends }
    }

    /// A question `q` of these themes, and comments with the places of theirs.
    #[cfg(test)]
    pub(super) fn made(themes: &[&str], comments: &[(&str, &[u32])]) -> Self {
        let (mut shown, mut ends) = (Vec::new(), Vec::new());
        for (_, own) in comments {
            shown.extend(*own);
            ends.push(shown.len());
        }
        let themes = themes.iter().map(|id| (*id).to_owned()).collect();
        let ids = Arc::new(comments.iter().map(|(id, _)| (*id).to_owned()).collect());
        Self { question: "q".to_owned(), themes, comments: ids, hidden: 0, shown, ends }
    }

    /// The themes of a comment, ascending.
    pub(super) fn shown(&self, comment: usize) -> &[u32] {
        let start = comment.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.shown[start..self.ends[comment]]
    }
}

fn claim(claim: &ClaimResult) -> (String, Verdict, String) {
    let found = claim.checks.iter().map(|check| format!("{} is {}", check.quantity, check.shown));
    (claim.id.clone(), claim.verdict, claim.reason.iter().cloned().chain(found).collect::<Vec<_>>().join("; "))
}

/// Shares of answers and themes, then counts. Pairs of themes and mentions are left out: they follow, and are many.
fn numbers(results: &Results) -> Vec<Number> {
    let mut all = named(results);
    all.retain(|number| number.cell.table != "cooccurrence" && number.unit != NamedUnit::Mentions);
    all.sort_by_key(|number| !number.is_share);
    all.into_iter().map(|number| Number { shown: number.shown(), name: number.name }).collect()
}

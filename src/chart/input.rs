//! What charts are drawn from: results, and what is measured beside them, in plain types that the caller fills.
//!
//! Nothing is computed here: every share comes with the base that it was measured on.

use super::Datum;
use crate::measure::{Portion, Results};

/// What charts are drawn from, and what of it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The results.
    pub results: &'a Results,
    /// Questions crossed, such as themes by answers.
    pub crossed: &'a [Crossed],
    /// What was measured several times.
    pub waves: &'a [Waves],
    /// Only this theme, question or claim, by its id; in a chart of several themes it is the one that stands out.
    pub only: Option<&'a str>,
    /// A title in the place of the one by rule, for every figure.
    pub title: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// All of the results, and nothing beside them.
    #[must_use]
    pub fn of(results: &'a Results) -> Self {
        Self { results, crossed: &[], waves: &[], only: None, title: None }
    }

    /// Whether what has one of these ids is drawn.
    pub(super) fn takes(&self, ids: &[&str]) -> bool {
        self.only.is_none_or(|only| ids.contains(&only))
    }

    /// Whether rows or lines are drawn: of these questions, or one of them stands for what is asked for.
    pub(super) fn takes_named<'n>(&self, questions: &[String], mut named: impl Iterator<Item = &'n Named>) -> bool {
        let Some(only) = self.only else { return true };
        questions.iter().any(|id| id == only) || named.any(|named| named.is(only))
    }

    /// The title that is given, else the finding.
    pub(super) fn titled(&self, finding: impl Into<String>) -> String {
        self.title.map_or_else(|| finding.into(), |title| title.trim().to_owned())
    }
}

/// A row or a line of a picture: what it stands for and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// A theme or an answer.
    pub datum: Datum,
    /// Its label.
    pub label: String,
}

impl Named {
    /// Whether it is the theme with this id, or the answer with this label.
    pub(super) fn is(&self, only: &str) -> bool {
        match &self.datum {
            Datum::Theme(id) => id == only,
            Datum::Answer(_, label) => label == only,
            _ => false,
        }
    }
}

/// Themes, or answers, by groups of people: a share for each, of the base of the group.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossed {
    /// Id, unique in the study: a part of the names of files.
    pub id: String,
    /// The ids of the two questions.
    pub asked: [String; 2],
    /// The open question whose comments are counted, by its id.
    pub open: Option<String>,
    /// What the rows are, such as `Guidelines`.
    pub title: String,
    /// What was asked to make the groups.
    pub by: String,
    /// What is counted, one and many: `comment`, `comments`.
    pub unit: (String, String),
    /// The rows.
    pub rows: Vec<Named>,
    /// The groups.
    pub groups: Vec<String>,
    /// The shares, row after row, one a group; nothing where a share is kept back.
    pub shares: Vec<Vec<Option<Portion>>>,
    /// What a reader must not miss.
    pub note: Option<String>,
}

/// Whether one of these shares is weighted.
fn any_weighted<'s>(mut shares: impl Iterator<Item = &'s Option<Portion>>) -> bool {
    shares.any(|share| share.is_some_and(|share| share.weighted.is_some()))
}

/// A finding that names shares, with the word where they are weighted.
pub(super) fn marked(finding: String, weighted: bool) -> String {
    if weighted && finding.contains('%') { format!("{finding} (weighted)") } else { finding }
}

/// What shares and bases are called: each person counts once in a base, whatever they weigh.
pub(super) fn shares_and_bases(weighted: bool) -> (&'static str, &'static str) {
    if weighted { ("weighted share", "Unweighted bases") } else { ("share", "Bases") }
}

impl Crossed {
    /// Whether its shares are weighted.
    pub(super) fn is_weighted(&self) -> bool {
        any_weighted(self.shares.iter().flatten())
    }
}

impl Waves {
    /// Whether its shares are weighted.
    pub(super) fn is_weighted(&self) -> bool {
        any_weighted(self.lines.iter().flat_map(|(_, shares)| shares))
    }
}

/// The same shares measured several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Waves {
    /// Id, unique in the study: a part of the names of files.
    pub id: String,
    /// The id of the question.
    pub asked: String,
    /// The open question whose comments are counted, by its id.
    pub open: Option<String>,
    /// What was asked, or what the lines are.
    pub title: String,
    /// What is counted, one and many: `response`, `responses`.
    pub unit: (String, String),
    /// The waves in their order, such as `July 2021`.
    pub waves: Vec<String>,
    /// The lines, each with one share a wave; nothing where it was not measured.
    pub lines: Vec<(Named, Vec<Option<Portion>>)>,
    /// Whether some people answered in more than one wave.
    pub same_people: bool,
    /// What a reader must not miss.
    pub note: Option<String>,
}

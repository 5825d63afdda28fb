//! Several coders of one open question, the tagger as one of them: what each decided, how far they agree, and where they
//! do not.
//!
//! The coefficients themselves are `reliability`'s; precision and recall of the tagger are `agreement`'s.

mod coefficients;
mod columns;
mod disagreements;
mod table;

pub use coefficients::{Coefficients, Measured, coefficients};
pub use columns::{Columns, of_columns};
pub use disagreements::{Disagreement, Disputed, Movement, disagreements};
pub(super) use table::AGREEMENT_COLUMNS;
pub use table::{agreement_table, disagreement_table};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Coded;
use crate::ingest::{Coding, Decision, Half};

/// The name under which the tagger is a coder.
pub const TAGGER: &str = "tagger";

/// What every coder decided on the comments counted.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    /// The comments.
    pub coded: &'a Coded<'a>,
    /// The people who decided on something, in the order of the study.
    pub people: Vec<Person>,
    /// The names of those who decided on nothing.
    pub silent: Vec<String>,
    /// The comments and themes on which a disagreement is settled.
    pub settled: BTreeSet<(usize, usize)>,
    /// Comments held out for testing.
    pub held_out: BTreeSet<usize>,
    /// Whether the study holds out comments: the tagger is then judged by these only.
    pub is_split: bool,
    /// Whether the tagger is one of the coders.
    pub with_tagger: bool,
}

/// A person who coded.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name of the coding file.
    pub name: String,
    /// The decisions by comment and theme.
    decided: HashMap<(usize, usize), Decision>,
}

/// How far the people who coded agree among themselves; nothing with fewer than two.
pub(super) fn among_people(
    coded: &Coded<'_>,
    codings: &[(String, Vec<Coding>)],
    settled: &[String],
    split: &BTreeMap<String, Half>,
) -> Vec<Coefficients> {
    let panel = Panel::new(coded, codings, settled, split, false);
    if panel.people.len() > 1 { coefficients(&panel) } else { Vec::new() }
}

impl<'a> Panel<'a> {
    /// The coders of a question. `settled` are the names of codings that settle disagreements of the others.
    #[must_use]
    pub fn new(
        coded: &'a Coded<'a>,
        codings: &[(String, Vec<Coding>)],
        settled: &[String],
        split: &BTreeMap<String, Half>,
        with_tagger: bool,
    ) -> Self {
        let place: HashMap<&str, usize> =
            coded.counted().map(|comment| (coded.comments[comment].id.as_str(), comment)).collect();
        let held_out = |comment: &usize| split.get(&coded.comments[*comment].id) == Some(&Half::Test);
        let mut panel = Self {
            coded,
            people: Vec::new(),
            silent: Vec::new(),
            settled: BTreeSet::new(),
            held_out: coded.counted().filter(held_out).collect(),
            is_split: !split.is_empty(),
            with_tagger,
        };
        for (name, codings) in codings {
            let cell = |coding: &Coding| {
                let comment = place.get(coding.comment.as_str()).copied();
                Some(((comment?, coded.codebook.theme(&coding.theme)?), coding.decision))
            };
            let decided: HashMap<_, _> = codings.iter().filter_map(cell).collect();
            if settled.contains(name) {
                panel.settled.extend(decided.keys());
            } else if decided.is_empty() {
                panel.silent.push(name.clone());
            } else {
                panel.people.push(Person { name: name.clone(), decided });
            }
        }
        panel
    }

    /// The comments counted that a person read with this theme in mind, in file order.
    fn read(&self, theme: usize) -> BTreeSet<usize> {
        let cells = self.people.iter().flat_map(|person| person.decided.keys());
        cells.filter(|(_, of)| *of == theme).map(|(comment, _)| *comment).collect()
    }
}

impl Person {
    /// What the person decided; `None` where they have not read it.
    #[must_use]
    pub fn decision(&self, comment: usize, theme: usize) -> Option<Decision> {
        self.decided.get(&(comment, theme)).copied()
    }
}

//! What an article can speak of: the numbers of the study with their names, its pictures, its quotes, and its words.
//!
//! All values are `measure`'s; nothing is computed here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::chart::Figure;
use crate::measure::named::{Named, named};
use crate::measure::{Design, Quantifier, Results};

/// A picture of the study, as an article shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub id: String,
    pub table: String,
    pub alt: String,
}

/// What values by name are taken from.
#[derive(Debug)]
pub struct Numbers {
    pub(super) named: Vec<Named>,
    pub(super) figures: Vec<Shown>,
    pub(super) results: Results,
}

impl Numbers {
    /// The numbers, pictures and quotes of a study that was measured.
    #[must_use]
    pub fn new(results: &Results, figures: &[Figure]) -> Arc<Self> {
        let shown = |figure: &Figure| Shown {
            id: figure.id.clone(),
            table: figure.table.clone(),
            alt: figure.alt_long.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let figures = figures.iter().map(shown).collect();
        Arc::new(Self { named: named(results), figures, results: results.clone() })
    }

    /// The number with this name, in any case, with or without backticks.
    pub(super) fn find(&self, name: &str) -> Option<&Named> {
        self.named.iter().find(|named| named.is_called(name))
    }
}

/// What a text is held against.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The numbers.
    pub numbers: Arc<Numbers>,
    /// Every comment: its id and its text.
    pub comments: Vec<(&'a str, &'a str)>,
    /// What "most", "many", "some" stand for.
    pub words: &'a BTreeMap<String, Quantifier>,
    /// Other words for a theme, by its id, or for an option of the poll, by its label.
    pub names: &'a BTreeMap<String, Vec<String>>,
    /// Texts of the study's own that may stand in quotation marks: questions, claims.
    pub own: Vec<String>,
    /// The design, which forbids phrases.
    pub design: Design,
}

//! One comment while it is matched: its words, the cells of its row, and what is known of the themes that patterns name.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::evaluate::{Occurrence, occurrences, reach};
use super::matcher::{Token, fits};
use super::overlap::Reaches;
use super::places::Places;
use super::references::References;
use crate::codebook::{Element, Expression, Target};

/// The cells of a comment's row: what stands in the column of a name; `None` where there is no such column.
pub type Cells<'r> = &'r dyn Fn(&str) -> Option<&'r str>;

/// A comment while it is matched.
pub(super) struct Comment<'c, 'r> {
    pub text: &'c str,
    pub tokens: Vec<Token<'c>>,
    pub cells: Cells<'r>,
    references: &'c References,
    /// What names stand for in this comment: several patterns may have the same.
    referred: RefCell<BTreeMap<Target, Rc<[Occurrence]>>>,
    excluded: OnceCell<Reaches<()>>,
    places: OnceCell<Option<Places>>,
}

impl<'c, 'r> Comment<'c, 'r> {
    pub fn new(text: &'c str, tokens: Vec<Token<'c>>, cells: Cells<'r>, references: &'c References) -> Self {
        let (excluded, places) = (OnceCell::new(), OnceCell::new());
        Self { text, tokens, cells, references, referred: RefCell::default(), excluded, places }
    }

    /// The places of the words that are what the element asks for, in order.
    pub fn fitting(&self, element: &Element) -> Vec<usize> {
        match self.places.get_or_init(|| Places::new(&self.tokens)) {
            Some(places) => places.of(element, &self.tokens),
            None => (0..self.tokens.len()).filter(|place| fits(element, &self.tokens[*place])).collect(),
        }
    }

    /// Every place of what a name stands for.
    pub fn referred(&self, target: Target) -> Rc<[Occurrence]> {
        if let Some(known) = self.referred.borrow().get(&target) {
            return Rc::clone(known);
        }
        // Stands here while it is looked for, so that a circle could not go on for ever.
        self.referred.borrow_mut().insert(target, Rc::from([]));
        let found: Rc<[Occurrence]> = match target {
            Target::Negation => self.every(&self.references.negation).into(),
            Target::Theme(theme) => self.of_theme(theme).into(),
        };
        self.referred.borrow_mut().insert(target, Rc::clone(&found));
        found
    }

    fn of_theme(&self, theme: usize) -> Vec<Occurrence> {
        let Some(named) = self.references.themes.get(&theme) else { return Vec::new() };
        let mut found = self.every(&named.patterns);
        if !found.is_empty() {
            let own = self.reaches(&named.exclude);
            let everywhere = self.excluded.get_or_init(|| self.reaches(&self.references.exclude));
            found.retain(|place| {
                let inside = reach(place);
                place.is_empty() || (own.around(inside).is_none() && everywhere.around(inside).is_none())
            });
        }
        for below in &named.below {
            found.extend_from_slice(&self.referred(Target::Theme(*below)));
        }
        found.sort();
        found.dedup();
        found
    }

    fn every(&self, expressions: &[Expression]) -> Vec<Occurrence> {
        expressions.iter().flat_map(|expression| occurrences(expression, self)).collect()
    }

    fn reaches(&self, exclusions: &[Expression]) -> Reaches<()> {
        let found = self.every(exclusions);
        Reaches::new(found.iter().filter(|place| !place.is_empty()).map(|place| (reach(place), ())).collect())
    }
}

//! What the names in patterns stand for, gathered once: the patterns of the themes that are named, and the words of which
//! one must occur for a named theme to match.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::anchors::anchors;
use crate::codebook::{Codebook, Element, Expression, Item, Pattern, Target};

/// What the names in a codebook's patterns stand for.
#[derive(Debug, Default)]
pub(super) struct References {
    pub themes: BTreeMap<usize, Named>,
    pub negation: Vec<Expression>,
    /// The exclusions of the codebook.
    pub exclude: Vec<Expression>,
    anchors: BTreeMap<Target, Option<Vec<Element>>>,
}

/// A theme that a pattern names.
#[derive(Debug)]
pub(super) struct Named {
    pub patterns: Vec<Expression>,
    pub exclude: Vec<Expression>,
    pub below: Vec<usize>,
}

impl References {
    pub fn new(codebook: &Codebook) -> Self {
        let own = codebook.themes.iter().flat_map(|theme| theme.patterns.iter().chain(&theme.exclude));
        let mut open: BTreeSet<Target> = own.chain(&codebook.exclude).flat_map(targets).collect();
        let mut references = Self::default();
        if open.is_empty() {
            return references;
        }
        references.exclude = expressions(&codebook.exclude);
        references.negation = expressions(&codebook.negation);
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (theme, entry) in codebook.themes.iter().enumerate() {
            if let Some(parent) = entry.parent {
                below.entry(parent).or_default().push(theme);
            }
        }
        while let Some(target) = open.pop_first() {
            let Target::Theme(theme) = target else { continue };
            if references.themes.contains_key(&theme) {
                continue;
            }
            let Some(entry) = codebook.themes.get(theme) else { continue };
            let below = below.remove(&theme).unwrap_or_default();
            open.extend(below.iter().map(|theme| Target::Theme(*theme)));
            open.extend(entry.patterns.iter().chain(&entry.exclude).flat_map(targets));
            let named = Named { patterns: expressions(&entry.patterns), exclude: expressions(&entry.exclude), below };
            references.themes.insert(theme, named);
        }
        let targets: Vec<Target> =
            references.themes.keys().map(|theme| Target::Theme(*theme)).chain([Target::Negation]).collect();
        targets.into_iter().for_each(|target| references.find_anchors(target));
        references
    }

    /// Words of which one must occur for what is named to match; `None` where there is no such set.
    pub fn anchors(&self, target: Target) -> Option<&[Element]> {
        self.anchors.get(&target)?.as_deref()
    }

    /// Finds the anchors of a name, those of the names in its patterns first.
    fn find_anchors(&mut self, target: Target) {
        if self.anchors.contains_key(&target) {
            return;
        }
        // Stands here while it is looked for, so that a circle could not go on for ever.
        self.anchors.insert(target, None);
        let (patterns, below) = match target {
            Target::Negation => (self.negation.clone(), Vec::new()),
            Target::Theme(theme) => match self.themes.get(&theme) {
                Some(named) => (named.patterns.clone(), named.below.clone()),
                None => return,
            },
        };
        let below: Vec<Target> = below.into_iter().map(Target::Theme).collect();
        for named in patterns.iter().flat_map(targets_of).chain(below.iter().copied()) {
            self.find_anchors(named);
        }
        let of_patterns = patterns.iter().map(|pattern| anchors(pattern, self));
        let of_below = below.iter().map(|named| self.anchors(*named).map(|found| found.iter().collect()));
        let found: Option<Vec<Vec<&Element>>> = of_patterns.chain(of_below).collect();
        let mut seen = HashSet::new();
        let found = found.map(|found| {
            let each = found.into_iter().flatten().cloned();
            each.filter(|element| seen.insert(Item::Word(element.clone()).to_string())).collect()
        });
        self.anchors.insert(target, found);
    }
}

fn expressions(patterns: &[Pattern]) -> Vec<Expression> {
    patterns.iter().map(|pattern| pattern.expression.clone()).collect()
}

fn targets(pattern: &Pattern) -> Vec<Target> {
    targets_of(&pattern.expression)
}

fn targets_of(expression: &Expression) -> Vec<Target> {
    let mut found = Vec::new();
    expression.visit(false, &mut |part, _| {
        if let Expression::Reference(reference) = part {
            found.push(reference.target);
        }
    });
    found
}

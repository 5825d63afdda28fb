//! The tagger: a comment and a codebook give matches, and the matches give tags.
//!
//! [`Tagger::new`] compiles a codebook once; [`Tagger::tag`] cannot fail and keeps no state, so it can run in any
//! thread. Counting is `measure`'s.

mod anchors;
mod beginnings;
mod cache;
mod comment;
mod edit;
mod evaluate;
mod explain;
mod firing;
mod glob;
mod lexicon;
mod matcher;
mod occurring;
mod overlap;
mod places;
mod references;
#[cfg(test)]
mod rows;
mod rule;
mod spans;

pub use cache::Cache;
pub use comment::Cells;
pub use explain::{Cancelled, Explanation, explain, explain_row};
pub use firing::firing;
pub use matcher::Tagger;
pub use spans::Spans;

use std::collections::BTreeSet;

/// One firing of a pattern in a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index into the codebook's themes.
    pub theme: usize,
    /// Index into the theme's patterns.
    pub pattern: usize,
    /// The words that fired it: one span, several, or none.
    pub spans: Spans,
}

/// What one comment shows: its matches, ordered by theme, then by place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags {
    /// The matches left after overlap and exclusions: the mentions.
    pub matches: Vec<Match>,
    /// Themes shown because one below them is, and by no match of their own; in the codebook's order.
    pub parents: Vec<usize>,
}

/// The themes above those that have matches, without those that have matches themselves. `parents` may be empty.
fn above(parents: &[Option<usize>], matches: &[Match]) -> Vec<usize> {
    if parents.is_empty() {
        return Vec::new();
    }
    let mut found = BTreeSet::new();
    let mut last = None;
    for theme in matches.iter().map(|found| found.theme) {
        // Matches are ordered by theme.
        if last.replace(theme) != Some(theme) {
            let parent = |theme: usize| parents.get(theme).copied().flatten();
            found.extend(std::iter::successors(parent(theme), |theme| parent(*theme)));
        }
    }
    found.retain(|theme| matches.iter().all(|found| found.theme != *theme));
    found.into_iter().collect()
}

impl Tags {
    /// Whether the comment shows the theme, by a match of its own or because it shows a theme below it.
    #[must_use]
    pub fn shows(&self, theme: usize) -> bool {
        self.matches.iter().any(|found| found.theme == theme) || self.parents.contains(&theme)
    }

    /// The themes that the comment shows, in the codebook's order.
    #[must_use]
    pub fn themes(&self) -> Vec<usize> {
        let mut themes: Vec<usize> = self.matches.iter().map(|found| found.theme).collect();
        themes.dedup();
        if !self.parents.is_empty() {
            themes.extend(&self.parents);
            themes.sort_unstable();
        }
        themes
    }

    /// The mentions of one theme, those of themes below it not among them.
    pub fn of(&self, theme: usize) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(move |found| found.theme == theme)
    }
}

//! The tagger: a comment and a codebook give matches, and the matches give tags.
//!
//! [`Tagger::new`] compiles a codebook once; [`Tagger::tag`] cannot fail and keeps no state, so it can run in any
//! thread. Counting is `measure`'s.

mod evaluate;
mod explain;
mod lexicon;
mod matcher;
mod overlap;
#[cfg(test)]
mod rows;

pub use explain::{Cancelled, Explanation, explain};
pub use matcher::{Cache, Tagger};

use crate::text::Span;

/// One firing of a pattern in a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index into the codebook's themes.
    pub theme: usize,
    /// Index into the theme's patterns.
    pub pattern: usize,
    /// The words that fired it: one span, several, or none.
    pub spans: Vec<Span>,
}

/// What one comment shows: its matches, ordered by theme, then by place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags {
    /// The matches left after overlap and exclusions: the mentions.
    pub matches: Vec<Match>,
}

impl Tags {
    /// Whether the comment shows the theme.
    #[must_use]
    pub fn shows(&self, theme: usize) -> bool {
        self.matches.iter().any(|found| found.theme == theme)
    }

    /// The themes that the comment shows, in the codebook's order.
    #[must_use]
    pub fn themes(&self) -> Vec<usize> {
        let mut themes: Vec<usize> = self.matches.iter().map(|found| found.theme).collect();
        themes.dedup();
        themes
    }

    /// The mentions of one theme.
    pub fn of(&self, theme: usize) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(move |found| found.theme == theme)
    }
}

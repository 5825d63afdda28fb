//! What a pattern may refer to by name: the patterns of a theme, the codebook's negation words.
//!
//! Whether what is referred to can be followed is `graph`'s.

use std::collections::HashMap;

use crate::text::{Forms, Span, Stemmer};

/// A name in a pattern that stands for other patterns: `@theme`, `@@negation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it stands for.
    pub target: Target,
    /// The name as written, without its first `@`.
    pub name: String,
    /// Where it stands in the pattern, in bytes.
    pub span: Span,
}

/// What a [`Reference`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The patterns of a theme and of the themes below it, without what their exclusions cancel, before overlap.
    Theme(usize),
    /// The negation words that the codebook names.
    Negation,
}

impl Reference {
    /// The theme that it stands for, if it stands for one.
    #[must_use]
    pub fn theme(&self) -> Option<usize> {
        match self.target {
            Target::Theme(theme) => Some(theme),
            Target::Negation => None,
        }
    }
}

/// How a bare word of a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stemming {
    /// By its stem: `note` matches `notes`.
    #[default]
    Stem,
    /// By its folded form, as if it stood in quotes.
    Exact,
}

/// What reading a pattern needs to know of its codebook.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Stems bare words.
    pub stemmer: &'a Stemmer,
    /// What counts as one word, and as the same word.
    pub forms: Forms,
    /// How a bare word matches.
    pub stemming: Stemming,
    /// The positions of the themes by id; `None` where no theme may be named.
    pub themes: Option<&'a HashMap<String, usize>>,
    /// Whether the codebook names negation words, and may be asked for them here.
    pub negation: bool,
}

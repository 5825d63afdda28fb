//! The codebook: themes as declared, their patterns, their groups, and the examples that they must pass.
//!
//! Loading and checking are here; matching comments is `tag`'s.

mod canonical;
mod condition;
mod cover;
mod edit;
mod example;
pub mod exchange;
mod file;
mod graph;
mod impossible;
mod keys;
mod language;
mod lexer;
mod limits;
mod lint;
mod literal;
mod load;
mod parse;
mod pattern;
mod redundant;
mod reference;
mod regular;
mod standing;
#[cfg(test)]
mod tests;
mod words;

pub use edit::add_pattern;
pub use example::Example;
pub use keys::{KEYS, Key};
pub use language::{Form, LANGUAGE, SETTING, Sample};
pub use limits::read_file;
pub use lint::{Fault, lint, unexampled};
pub use load::{CodebookError, is_sheet, is_workbook, load, parse, parse_as};
pub use pattern::{Element, Expression, Item, Near, Order, Pattern, PatternError, Scope};
pub use redundant::{dead, shadowed};
pub use reference::{Reading, Reference, Stemming, Target};
pub use regular::RegularExpression;

use std::collections::{BTreeSet, HashMap};

use crate::condition::{Condition, Quantity};
use crate::text::{Forms, Language, Spelling};

/// A codebook: groups of themes, read from one file.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Name, for the method box.
    pub name: String,
    /// The language whose stems bare words match by.
    pub language: Language,
    /// Spelling variants mapped before stemming.
    pub spelling: Spelling,
    /// How a bare word matches.
    pub stemming: Stemming,
    /// What counts as one word, and as the same word.
    pub forms: Forms,
    /// Which matches of one theme count that share words.
    pub overlap: Overlap,
    /// Which matches of different themes count that share words.
    pub across: Across,
    /// The words that `@@negation` stands for.
    pub negation: Vec<Pattern>,
    /// Groups in the order declared; each theme belongs to one.
    pub groups: Vec<Group>,
    /// Themes in the order declared.
    pub themes: Vec<Theme>,
    /// Exclusions that apply to every theme.
    pub exclude: Vec<Pattern>,
    /// The positions of the themes by id.
    positions: HashMap<String, usize>,
}

/// Which matches of one theme count that share words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// The one with the most words; of equals the first in the comment, then the first in the codebook.
    #[default]
    Longest,
    /// The one that begins first in the comment; of equals the first in the codebook.
    First,
    /// All of them: mentions of one theme may share words.
    All,
}

/// Which matches of different themes count that share words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// All of them: themes do not compete, and the same words can be evidence for several.
    #[default]
    All,
    /// quanteda's `nested_scope = "dictionary"`: matches are taken the longest first, of equals from left to right, and one
    /// counts only if some word of it is not yet part of a match that was taken before, of whatever theme. Those that
    /// have the very same words do not cancel each other.
    Nested,
}

/// A set of themes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id, unique among groups.
    pub id: String,
    /// Name as shown.
    pub label: String,
    /// Whether a comment can show one theme of the group only; where two fire, the comment is *mixed*.
    pub exclusive: bool,
}

/// A theme as declared.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Id, unique among themes.
    pub id: String,
    /// Name as shown in tables and charts.
    pub label: String,
    /// What a comment must speak of to show the theme.
    pub definition: String,
    /// Index into [`Codebook::groups`].
    pub group: usize,
    /// The theme above it, which is shown wherever this one is; in the same group.
    pub parent: Option<usize>,
    /// Any of these shows the theme.
    pub patterns: Vec<Pattern>,
    /// A match that lies wholly inside a match of one of these is cancelled.
    pub exclude: Vec<Pattern>,
    /// Texts that must show the theme.
    pub matches: Vec<Example>,
    /// Texts that must not.
    pub no_match: Vec<Example>,
}

impl Codebook {
    /// The position of the theme with this id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The position of the group with this id.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.id == id)
    }

    /// The positions of the themes of a group, in the order declared.
    pub fn themes_of(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.themes.iter().enumerate().filter(move |(_, theme)| theme.group == group).map(|(position, _)| position)
    }

    /// The themes above a theme, the nearest first.
    pub fn above(&self, theme: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.themes[theme].parent, |theme| self.themes[*theme].parent)
    }

    /// Of some themes, those that none of the others stands below: what a comment shows most precisely.
    #[must_use]
    pub fn lowest(&self, themes: &BTreeSet<usize>) -> BTreeSet<usize> {
        let above: BTreeSet<usize> = themes.iter().flat_map(|theme| self.above(*theme)).collect();
        themes.difference(&above).copied().collect()
    }

    /// The columns that conditions of the patterns ask for, each once, in the order in which they first stand.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let own = self.themes.iter().flat_map(|theme| theme.patterns.iter().chain(&theme.exclude));
        let mut found: Vec<&str> = Vec::new();
        for pattern in self.exclude.iter().chain(own) {
            pattern.expression.visit(false, &mut |part, _| {
                if let Expression::Condition(Condition { quantity: Quantity::Column(name), .. }) = part
                    && !found.contains(&name.as_str())
                {
                    found.push(name);
                }
            });
        }
        found
    }
}

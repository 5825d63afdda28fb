//! The codebook: themes as declared, their patterns, their groups, and the examples that they must pass.
//!
//! Loading and checking are here; matching comments is `tag`'s.

mod lint;
mod load;
mod parse;
mod pattern;

pub use lint::{Fault, lint};
pub use load::{CodebookError, load, parse};
pub use pattern::{Element, Expression, Item, Near, Order, Pattern, PatternError, Scope};

use crate::text::{Language, Spelling};

/// A codebook: groups of themes, read from one file.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Name, for the method box.
    pub name: String,
    /// The language whose stems bare words match by.
    pub language: Language,
    /// Spelling variants mapped before stemming.
    pub spelling: Spelling,
    /// Groups in the order declared; each theme belongs to one.
    pub groups: Vec<Group>,
    /// Themes in the order declared.
    pub themes: Vec<Theme>,
    /// Exclusions that apply to every theme.
    pub exclude: Vec<Pattern>,
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
    /// Any of these shows the theme.
    pub patterns: Vec<Pattern>,
    /// A match that lies wholly inside a match of one of these is cancelled.
    pub exclude: Vec<Pattern>,
    /// Texts that must show the theme.
    pub matches: Vec<String>,
    /// Texts that must not.
    pub no_match: Vec<String>,
}

impl Codebook {
    /// The position of the theme with this id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<usize> {
        self.themes.iter().position(|theme| theme.id == id)
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
}

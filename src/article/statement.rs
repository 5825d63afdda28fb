//! One thing that a text says of the study, and what the study says of it.

use std::ops::Range;

use crate::diag::Place;

/// What the study says of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// It is so.
    Yes,
    /// Nothing in the study bears it out, or it is not clear what it speaks of.
    Unsupported,
    /// It is not so.
    Off,
}

impl Holds {
    /// The word that starts its line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "holds",
            Self::Unsupported => "unsupported",
            Self::Off => "off",
        }
    }
}

/// Something that a text says of the study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands.
    pub place: Place,
    /// The words.
    pub found: String,
    /// What the study says of it.
    pub holds: Holds,
    /// What it was held against, with the right value.
    pub message: String,
    /// Names of values that might be meant.
    pub candidates: Vec<String>,
}

/// A judgement of some tokens, before it has a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    /// Its bytes in the passage.
    pub span: Range<usize>,
    pub holds: Holds,
    pub message: String,
    pub candidates: Vec<String>,
    /// The subjects that it was tied to without doubt.
    pub tied: bool,
}

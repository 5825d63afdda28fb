//! Patterns: what one line of a codebook asks for. `parse` reads the language, `canonical` writes it in one form.

use super::{Reading, Reference, RegularExpression};
use crate::condition::Condition;
use crate::text::Span;

/// One pattern, as written and as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern as the codebook writes it.
    pub source: String,
    /// What it asks for.
    pub expression: Expression,
}

/// What a pattern asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Items side by side; never empty, and never [`Element::Any`] alone.
    Sequence(Vec<Item>),
    /// Any of them; all have a place.
    Or(Vec<Expression>),
    /// All of them, anywhere in the comment.
    And(Vec<Expression>),
    /// That it does not occur; has no place.
    Not(Box<Expression>),
    /// Two that stand close.
    Near(Box<Near>),
    /// What a regular expression finds in the original text.
    Text(RegularExpression),
    /// What a comment counts, or what stands in another column of its row; has no place.
    Condition(Condition),
    /// The patterns of a theme, or the codebook's negation words.
    Reference(Reference),
}

/// Two expressions and how they must stand to each other. Both have a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The first operand.
    pub left: Expression,
    /// The second operand.
    pub right: Expression,
    /// Most positions between their nearest ends; adjacent is 1.
    pub within: usize,
    /// How they must stand.
    pub order: Order,
    /// What they must not be parted by.
    pub scope: Scope,
}

/// How the operands of [`Near`] must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `NEAR`: either first.
    Any,
    /// `THEN`: the left one first.
    LeftFirst,
    /// `NOT NEAR`: the left one, with no right one this close.
    Absent,
}

/// What the operands of [`Near`] must not be parted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: anywhere in the comment.
    Comment,
    /// `:s`: the end of a sentence.
    Sentence,
    /// `:p`: a line break.
    Paragraph,
}

/// One item of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A word.
    Word(Element),
    /// An expression in parentheses.
    Group(Expression),
}

/// What one word must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A word with this stem.
    Stem {
        /// The stem compared.
        stem: String,
        /// The word as the pattern writes it.
        word: String,
    },
    /// The word with this folded form.
    Exact(String),
    /// A word whose folded form this glob matches, from end to end.
    Glob(String),
    /// The word exactly as written, in the form of [`crate::text::as_written`].
    Written(String),
    /// A word whose folded form is at most one edit away from this one, its first letter the same.
    Edit(String),
    /// A word that a regular expression matches as written, from end to end.
    Regex(RegularExpression),
    /// Any one word.
    Any,
}

/// What is wrong in a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// The place in the pattern, in bytes.
    pub span: Span,
    /// What was found and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Pattern {
    /// Reads one pattern.
    ///
    /// # Errors
    /// The pattern can never match, an operator lacks an operand, a quote or a parenthesis is not closed, or a sign is
    /// used that has another use.
    pub fn parse(source: &str, reading: &Reading<'_>) -> Result<Self, PatternError> {
        let expression = super::parse::expression(source, reading)?;
        Ok(Self { source: source.to_owned(), expression })
    }

    /// Whether the two match the same words, however they are written.
    #[must_use]
    pub fn compares_as(&self, other: &Self) -> bool {
        self.expression.to_string() == other.expression.to_string()
    }

    /// The words that the pattern names, in the order written.
    #[must_use]
    pub fn elements(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        self.expression.collect(&mut found);
        found
    }
}

impl Expression {
    /// Whether a match has a place in the comment; only such can stand near another. A theme referred to counts as
    /// having one: whether it has is told once the codebook is read.
    #[must_use]
    pub fn has_place(&self) -> bool {
        self.has_place_given(&|_| true)
    }

    /// The same, where it is known of each theme whether all of its patterns have a place.
    pub(super) fn has_place_given(&self, themes: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::Sequence(_) | Self::Near(_) | Self::Text(_) => true,
            Self::Or(parts) => parts.iter().all(|part| part.has_place_given(themes)),
            Self::And(_) | Self::Not(_) | Self::Condition(_) => false,
            Self::Reference(reference) => reference.theme().is_none_or(themes),
        }
    }

    /// Whether a match can have words of its own as evidence.
    #[must_use]
    pub fn can_have_words(&self) -> bool {
        match self {
            Self::Sequence(_) | Self::Near(_) | Self::Text(_) | Self::Reference(_) => true,
            Self::Or(parts) | Self::And(parts) => parts.iter().any(Self::can_have_words),
            Self::Not(_) | Self::Condition(_) => false,
        }
    }

    /// Calls `visit` with every part of the expression that is no word, itself first, and whether the part must have a
    /// place because it stands near or beside another.
    pub(crate) fn visit<'e>(&'e self, near: bool, visit: &mut dyn FnMut(&'e Self, bool)) {
        visit(self, near);
        match self {
            Self::Sequence(items) => items.iter().for_each(|item| {
                if let Item::Group(inner) = item {
                    inner.visit(true, visit);
                }
            }),
            Self::Or(parts) => parts.iter().for_each(|part| part.visit(near, visit)),
            Self::And(parts) => parts.iter().for_each(|part| part.visit(false, visit)),
            Self::Not(inner) => inner.visit(false, visit),
            Self::Near(pair) => {
                pair.left.visit(true, visit);
                pair.right.visit(true, visit);
            }
            Self::Text(_) | Self::Condition(_) | Self::Reference(_) => {}
        }
    }

    fn collect<'e>(&'e self, found: &mut Vec<&'e Element>) {
        self.visit(false, &mut |part, _| {
            if let Self::Sequence(items) = part {
                found.extend(items.iter().filter_map(|item| match item {
                    Item::Word(Element::Any) | Item::Group(_) => None,
                    Item::Word(element) => Some(element),
                }));
            }
        });
    }
}

impl Element {
    /// The element as the pattern writes it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Stem { word, .. } => word,
            Self::Exact(word) | Self::Glob(word) | Self::Written(word) | Self::Edit(word) => word,
            Self::Regex(regex) => regex.source(),
            Self::Any => "*",
        }
    }
}

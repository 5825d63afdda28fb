//! Patterns: what one line of a codebook asks for. `parse` reads the language.

use std::fmt;

use crate::text::{Span, Stemmer};

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
    pub fn parse(source: &str, stemmer: &Stemmer) -> Result<Self, PatternError> {
        let expression = super::parse::expression(source, stemmer)?;
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
    /// Whether a match has a place in the comment; only such can stand near another.
    #[must_use]
    pub fn has_place(&self) -> bool {
        match self {
            Self::Sequence(_) | Self::Near(_) => true,
            Self::Or(parts) => parts.iter().all(Self::has_place),
            Self::And(_) | Self::Not(_) => false,
        }
    }

    fn collect<'e>(&'e self, found: &mut Vec<&'e Element>) {
        match self {
            Self::Sequence(items) => items.iter().for_each(|item| match item {
                Item::Word(Element::Any) => {}
                Item::Word(element) => found.push(element),
                Item::Group(inner) => inner.collect(found),
            }),
            Self::Or(parts) | Self::And(parts) => parts.iter().for_each(|part| part.collect(found)),
            Self::Not(inner) => inner.collect(found),
            Self::Near(near) => {
                near.left.collect(found);
                near.right.collect(found);
            }
        }
    }
}

impl Element {
    /// The element as the pattern writes it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Stem { word, .. } => word,
            Self::Exact(word) | Self::Glob(word) => word,
            Self::Any => "*",
        }
    }
}

/// The expression in one form, with stems in place of words: equal texts match the same words.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sequence(items) => joined(f, items, " "),
            Self::Or(parts) => joined(f, parts, " OR "),
            Self::And(parts) => joined(f, parts, " AND "),
            Self::Not(inner) => write!(f, "NOT {inner}"),
            Self::Near(near) => {
                let word = match near.order {
                    Order::Any => "NEAR",
                    Order::LeftFirst => "THEN",
                    Order::Absent => "NOT NEAR",
                };
                write!(f, "({} {word}/{}{} {})", near.left, near.within, near.scope, near.right)
            }
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comment => "",
            Self::Sentence => ":s",
            Self::Paragraph => ":p",
        })
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(Element::Stem { stem, .. }) => write!(f, "{stem}~"),
            Self::Word(Element::Exact(word)) => write!(f, "\"{word}\""),
            Self::Word(Element::Glob(glob)) => f.write_str(glob),
            Self::Word(Element::Any) => f.write_str("*"),
            Self::Group(inner) => write!(f, "({inner})"),
        }
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, parts: &[T], between: &str) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

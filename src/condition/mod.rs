//! Conditions on a row: the one language of the `[…]` of patterns, of filters, of exclusions and of variables.
//!
//! What stands in a cell is asked of whoever has the row; which names there are is checked there too. The forms of the
//! language are in [`FORMS`], from which the reference page is made.

mod ask;
mod dates;
mod forms;
mod lexer;
mod parse;
mod shown;

pub use ask::{Ask, Choice, Comparison, Value, plain_number};
pub use dates::{DateStyle, Period};
pub use forms::{FORMS, Form};
pub use parse::{Allowed, DEEPEST, parse};

use crate::text::Span;

/// One condition: what is compared, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What is compared.
    pub quantity: Quantity,
    /// With what.
    pub ask: Ask,
}

/// What a condition compares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// The number of words of the comment.
    Words,
    /// The number of characters of the comment, in Unicode code points.
    Characters,
    /// The cell of the row in the column of this name.
    Column(String),
}

/// Conditions, and how they belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logic {
    /// All of these hold.
    And(Vec<Logic>),
    /// At least one of these holds.
    Or(Vec<Logic>),
    /// This does not hold.
    Not(Box<Logic>),
    /// A condition, and where its name stands in the text.
    Condition(Condition, Span),
    /// A theme is shown: its name, and where that stands in the text.
    Theme(String, Span),
}

/// What is wrong with a condition, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes.
    pub span: Span,
    /// What was found, and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Condition {
    /// Whether it is fulfilled: `count` is the comment's where it asks for one, `cell` gives the cells of the row.
    ///
    /// A column that is not there fulfils nothing; an empty cell says nothing, and fulfils `= ""` and `is missing` only.
    pub fn holds<'c>(&self, count: impl Fn(&Quantity) -> usize, cell: impl Fn(&str) -> Option<&'c str>) -> bool {
        match &self.quantity {
            Quantity::Column(name) => {
                cell(name).is_some_and(|cell| self.ask.of_cell(cell, plain_number, |cell| DateStyle::Plain.read(cell)))
            }
            // No count reaches the whole numbers that a float cannot hold.
            quantity => self.ask.of_number(count(quantity) as f64),
        }
    }
}

impl Logic {
    /// Calls `visit` with every condition and every theme, in the order written.
    pub fn visit<'l>(&'l self, visit: &mut dyn FnMut(&'l Self)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(visit)),
            Self::Not(inner) => inner.visit(visit),
            Self::Condition(..) | Self::Theme(..) => visit(self),
        }
    }
}

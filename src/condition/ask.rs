//! What is asked of a cell: to equal a value, to lie in a range, to be one of several, to be missing.

use super::Period;
use crate::text::fold;

/// What a condition asks of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To compare so with the value.
    Is(Comparison, Value),
    /// To be one of these.
    Among(Vec<Choice>),
    /// To be empty.
    Missing,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// What a condition compares with.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, folded; compared with a folded cell.
    Text(String),
    /// A number, always finite; a cell that is no number does not fulfil the condition.
    Number(f64),
    /// A day, a month or a year; a cell that is no date does not fulfil the condition.
    Date(Period),
}

// Numbers are finite, so that equality is one.
impl Eq for Value {}

/// One of several: a value, or a range whose ends belong to it; a range has at least one end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This value.
    One(Value),
    /// From the first to the second: numbers or dates.
    Range(Option<Value>, Option<Value>),
}

/// The longest sign first, so that `<=` is not read as `<`.
pub(super) const COMPARISONS: &[(&str, Comparison)] = &[
    ("!=", Comparison::Unequal),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::More),
];

impl Comparison {
    fn numbers(self, found: f64, expected: f64) -> bool {
        match self {
            Self::Equal => found == expected,
            Self::Unequal => found != expected,
            Self::Less => found < expected,
            Self::AtMost => found <= expected,
            Self::More => found > expected,
            Self::AtLeast => found >= expected,
        }
    }

    fn days(self, found: u32, expected: Period) -> bool {
        let within = (expected.first..=expected.last).contains(&found);
        match self {
            Self::Equal => within,
            Self::Unequal => !within,
            Self::Less => found < expected.first,
            Self::AtMost => found <= expected.last,
            Self::More => found > expected.last,
            Self::AtLeast => found >= expected.first,
        }
    }

    fn texts(self, found: &str, expected: &str) -> bool {
        match self {
            Self::Equal => found == expected,
            Self::Unequal => found != expected,
            _ => false,
        }
    }

    pub(super) fn sign(self) -> &'static str {
        COMPARISONS.iter().find(|(_, comparison)| *comparison == self).map_or("=", |(sign, _)| sign)
    }
}

impl Ask {
    /// Whether a cell fulfils it, given how its column writes numbers and days.
    pub fn of_cell(&self, cell: &str, number: impl Fn(&str) -> Option<f64>, day: impl Fn(&str) -> Option<u32>) -> bool {
        let cell = cell.trim();
        if cell.is_empty() {
            return self.of_nothing();
        }
        let is = |comparison: Comparison, value: &Value| match value {
            Value::Text(text) => comparison.texts(&fold(cell), text),
            Value::Number(expected) => number(cell).is_some_and(|found| comparison.numbers(found, *expected)),
            Value::Date(expected) => day(cell).is_some_and(|found| comparison.days(found, *expected)),
        };
        self.any(is)
    }

    /// Whether a number fulfils it.
    #[must_use]
    pub fn of_number(&self, found: f64) -> bool {
        self.any(|comparison, value| match value {
            Value::Number(expected) => comparison.numbers(found, *expected),
            Value::Text(text) => plain_number(text).is_some_and(|expected| comparison.numbers(found, expected)),
            Value::Date(_) => false,
        })
    }

    /// Whether a cell without anything in it fulfils it.
    #[must_use]
    pub fn of_nothing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Is(comparison, Value::Text(text)) => *comparison == Comparison::Equal && text.is_empty(),
            Self::Is(..) | Self::Among(_) => false,
        }
    }

    fn any(&self, is: impl Fn(Comparison, &Value) -> bool) -> bool {
        match self {
            Self::Missing => false,
            Self::Is(comparison, value) => is(*comparison, value),
            Self::Among(choices) => choices.iter().any(|choice| match choice {
                Choice::One(value) => is(Comparison::Equal, value),
                Choice::Range(from, to) => {
                    from.as_ref().is_none_or(|from| is(Comparison::AtLeast, from))
                        && to.as_ref().is_none_or(|to| is(Comparison::AtMost, to))
                }
            }),
        }
    }

    /// Every value that it names.
    #[must_use]
    pub fn values(&self) -> Vec<&Value> {
        match self {
            Self::Missing => Vec::new(),
            Self::Is(_, value) => vec![value],
            Self::Among(choices) => choices
                .iter()
                .flat_map(|choice| match choice {
                    Choice::One(value) => vec![value],
                    Choice::Range(from, to) => from.iter().chain(to).collect(),
                })
                .collect(),
        }
    }
}

/// A number as data files write it: digits with a decimal point; no `inf`, no `nan`.
#[must_use]
pub fn plain_number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && text.ends_with(|c: char| c.is_ascii_digit() || c == '.')).then_some(number)
}

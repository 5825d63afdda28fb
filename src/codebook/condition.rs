//! Conditions in patterns: on what a comment counts, and on the other columns of its row.

use std::fmt;

use super::parse::error;
use super::pattern::PatternError;
use crate::text::{Span, fold};

/// A condition: `[words < 4]`, `[role = "student"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What is compared.
    pub quantity: Quantity,
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub value: Value,
}

/// What a condition compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// The number of words of the comment.
    Words,
    /// The number of characters of the comment, in Unicode code points.
    Characters,
    /// The cell of the comment's row in the column of this name.
    Column(String),
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

/// The longest sign first, so that `<=` is not read as `<`.
const COMPARISONS: &[(&str, Comparison)] = &[
    ("!=", Comparison::Unequal),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::More),
];

/// What a condition compares with.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, folded; compared with a folded cell.
    Text(String),
    /// A number, always finite; a cell that is no number does not fulfil the condition.
    Number(f64),
}

// Numbers are finite, so that equality is one.
impl Eq for Value {}

impl Condition {
    /// Whether it is fulfilled: `count` is the comment's where it asks for one, `cell` gives the cells of the row.
    ///
    /// A column that is not there fulfils nothing; an empty cell says nothing, and fulfils `= ""` only.
    pub fn holds<'c>(&self, count: impl Fn(&Quantity) -> usize, cell: impl Fn(&str) -> Option<&'c str>) -> bool {
        match (&self.quantity, &self.value) {
            (Quantity::Column(name), Value::Text(text)) => cell(name).is_some_and(|cell| {
                let cell = fold(cell.trim());
                match self.comparison {
                    Comparison::Equal => cell == *text,
                    Comparison::Unequal => !cell.is_empty() && cell != *text,
                    _ => false,
                }
            }),
            (Quantity::Column(name), Value::Number(number)) => {
                let found = cell(name).and_then(|cell| number_of(cell.trim()));
                found.is_some_and(|found| self.comparison.holds(found, *number))
            }
            // No count reaches the whole numbers that a float cannot hold.
            (quantity, Value::Number(number)) => self.comparison.holds(count(quantity) as f64, *number),
            (_, Value::Text(_)) => false,
        }
    }
}

impl Comparison {
    fn holds(self, found: f64, expected: f64) -> bool {
        match self {
            Self::Equal => found == expected,
            Self::Unequal => found != expected,
            Self::Less => found < expected,
            Self::AtMost => found <= expected,
            Self::More => found > expected,
            Self::AtLeast => found >= expected,
        }
    }

    fn sign(self) -> &'static str {
        COMPARISONS.iter().find(|(_, comparison)| *comparison == self).map_or("=", |(sign, _)| sign)
    }
}

/// A number as data files write it: digits with a decimal point; no `inf`, no `nan`.
fn number_of(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && text.ends_with(|c: char| c.is_ascii_digit() || c == '.')).then_some(number)
}

/// Reads what stands between the brackets.
pub(super) fn condition(source: &str, span: Span) -> Result<Condition, PatternError> {
    let inner = span.of(source);
    let (name, quoted, rest) = name(inner).ok_or_else(|| unreadable(span))?;
    let rest = rest.trim_start();
    let (sign, comparison) =
        COMPARISONS.iter().find(|(sign, _)| rest.starts_with(sign)).ok_or_else(|| unreadable(span))?;
    let value = value(rest[sign.len()..].trim(), span)?;
    let quantity = match name.strip_prefix("col:").filter(|_| !quoted) {
        Some(column) => Quantity::Column(column.trim().to_owned()),
        None if name == "words" && !quoted => Quantity::Words,
        None if name == "characters" && !quoted => Quantity::Characters,
        None => Quantity::Column(name.to_owned()),
    };
    if matches!(&quantity, Quantity::Column(name) if name.is_empty()) {
        return Err(unreadable(span));
    }
    let ordered = !matches!(comparison, Comparison::Equal | Comparison::Unequal);
    match (&quantity, &value) {
        (_, Value::Text(_)) if ordered => {
            let message = format!("`{sign}` compares numbers, and the value is a text");
            Err(error(span, &message, "write a number without quotes, or compare with `=` or `!=`"))
        }
        (Quantity::Words | Quantity::Characters, Value::Text(_)) => {
            let message = format!("`{name}` is a count, and the value is a text");
            Err(error(
                span,
                &message,
                &format!("write a number without quotes; for a column of this name write `col:{name}`"),
            ))
        }
        _ => Ok(Condition { quantity, comparison: *comparison, value }),
    }
}

/// The name, whether it stands in quotes, and what follows it.
fn name(inner: &str) -> Option<(&str, bool, &str)> {
    match inner.trim_start().strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(name, rest)| (name, true, rest)),
        None => {
            let at = inner.find(['=', '!', '<', '>'])?;
            let name = inner[..at].trim();
            (!name.is_empty()).then_some((name, false, &inner[at..]))
        }
    }
}

fn value(text: &str, span: Span) -> Result<Value, PatternError> {
    if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
        && !inner.contains('"')
    {
        return Ok(Value::Text(fold(inner.trim())));
    }
    number_of(text).map(Value::Number).ok_or_else(|| {
        let message = format!("the value is `{text}`, expected a number, or a text in quotes");
        error(span, &message, "write `[rating <= 2]` or `[role = \"student\"]`")
    })
}

fn unreadable(span: Span) -> PatternError {
    error(
        span,
        "this is no condition, expected a name, one of = != < <= > >=, and a value",
        "write `[words < 4]`, `[rating <= 2]` or `[role = \"student\"]`; quote a column's name that holds such a sign",
    )
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.quantity {
            Quantity::Words => f.write_str("[words")?,
            Quantity::Characters => f.write_str("[characters")?,
            Quantity::Column(name) => write!(f, "[\"{name}\"")?,
        }
        match &self.value {
            Value::Text(text) => write!(f, " {} \"{text}\"]", self.comparison.sign()),
            Value::Number(number) => write!(f, " {} {number}]", self.comparison.sign()),
        }
    }
}

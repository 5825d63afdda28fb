//! Conditions as they are shown: in one form, whatever their author's.

use std::fmt;

use super::{Ask, Choice, Condition, Quantity, Value};

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.quantity {
            Quantity::Words => f.write_str("[words")?,
            Quantity::Characters => f.write_str("[characters")?,
            Quantity::Column(name) => write!(f, "[\"{name}\"")?,
        }
        write!(f, " {}]", self.ask)
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Is(comparison, value) => write!(f, "{} {value}", comparison.sign()),
            Self::Among(choices) => {
                let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
                write!(f, "in ({})", choices.join(", "))
            }
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(value) => write!(f, "{value}"),
            Self::Range(from, to) => {
                let end = |end: &Option<Value>| end.as_ref().map(ToString::to_string).unwrap_or_default();
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}

//! Expressions in one form, with stems in place of words: equal texts match the same words.

use std::fmt;

use super::{Element, Expression, Item, Order, Scope};

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sequence(items) => joined(f, items, " "),
            Self::Or(parts) => joined(f, parts, " OR "),
            Self::And(parts) => joined(f, parts, " AND "),
            Self::Not(inner) if matches!(**inner, Self::Or(_) | Self::And(_)) => write!(f, "NOT ({inner})"),
            Self::Not(inner) => write!(f, "NOT {inner}"),
            Self::Near(near) => {
                let word = match near.order {
                    Order::Any => "NEAR",
                    Order::LeftFirst => "THEN",
                    Order::Absent => "NOT NEAR",
                };
                write!(f, "({} {word}/{}{} {})", near.left, near.within, near.scope, near.right)
            }
            Self::Text(regex) => write!(f, "/{}/", regex.source()),
            Self::Condition(condition) => write!(f, "{condition}"),
            Self::Reference(reference) => write!(f, "@{}", reference.name),
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
            Self::Word(Element::Written(word)) => write!(f, "=\"{word}\""),
            Self::Word(Element::Edit(word)) => write!(f, "{word}~1"),
            Self::Word(Element::Regex(regex)) => write!(f, "/{}/t", regex.source()),
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

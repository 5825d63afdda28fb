//! Conditions in patterns: what stands between brackets, as parts of a pattern.
//!
//! The language of conditions is `condition`'s.

use super::parse::error;
use super::pattern::{Expression, PatternError};
use crate::condition::{Allowed, Logic, parse};
use crate::text::Span;

/// Reads what stands between the brackets: each condition is a part of the pattern by itself.
pub(super) fn condition(source: &str, span: Span) -> Result<Expression, PatternError> {
    parse(source, span, Allowed::Counts).map(expression).map_err(|fault| error(fault.span, &fault.message, &fault.hint))
}

fn expression(logic: Logic) -> Expression {
    let all = |parts: Vec<Logic>| parts.into_iter().map(expression).collect();
    match logic {
        Logic::And(parts) => Expression::And(all(parts)),
        Logic::Or(parts) => Expression::Or(all(parts)),
        Logic::Not(inner) => Expression::Not(Box::new(expression(*inner))),
        Logic::Condition(condition, _) => Expression::Condition(condition),
        // Themes are refused between brackets.
        Logic::Theme(..) => Expression::Or(Vec::new()),
    }
}

//! What can be told of an expression before any comment: which words must occur for it to hold, and whether it is a
//! plain phrase.

use super::references::References;
use crate::codebook::{Element, Expression, Item, Order, Scope};

/// The words of a pattern that is nothing but words side by side.
pub(super) fn phrase(expression: &Expression) -> Option<Vec<Element>> {
    let Expression::Sequence(items) = expression else { return None };
    let words = items.iter().map(|item| match item {
        Item::Word(element) => Some(element.clone()),
        Item::Group(_) => None,
    });
    words.collect()
}

/// Whether the expression asks for sentences or paragraphs.
pub(super) fn asks_for_scopes(expression: &Expression) -> bool {
    let mut scoped = false;
    expression.visit(false, &mut |part, _| {
        scoped |= matches!(part, Expression::Near(near) if near.scope != Scope::Comment);
    });
    scoped
}

/// Words of which at least one must occur for the expression to hold; `None` where there is no such set.
pub(super) fn anchors<'e>(expression: &'e Expression, references: &'e References) -> Option<Vec<&'e Element>> {
    let of = |part: &'e Expression| anchors(part, references);
    match expression {
        Expression::Sequence(items) => items.iter().find_map(|item| match item {
            Item::Word(Element::Any) => None,
            Item::Word(element) => Some(vec![element]),
            Item::Group(inner) => of(inner),
        }),
        Expression::Or(parts) => {
            let parts: Option<Vec<Vec<&Element>>> = parts.iter().map(of).collect();
            Some(parts?.concat())
        }
        Expression::And(parts) => parts.iter().find_map(of),
        Expression::Not(_) | Expression::Text(_) | Expression::Condition(_) => None,
        Expression::Near(near) if near.order == Order::Absent => of(&near.left),
        Expression::Near(near) => of(&near.left).or_else(|| of(&near.right)),
        Expression::Reference(reference) => Some(references.anchors(reference.target)?.iter().collect()),
    }
}

//! Whether and where an expression holds in a comment, by the plain meaning of each operator.

use super::matcher::{Token, fits};
use crate::codebook::{Element, Expression, Item, Near, Order, Scope};

/// A run of words: first, and one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub start: usize,
    pub end: usize,
}

/// One place where an expression holds: its runs of words, in order and apart; none for `NOT`.
pub(super) type Occurrence = Vec<Run>;

/// Every place where the expression holds, in order of its first word; each once.
pub(super) fn occurrences(expression: &Expression, tokens: &[Token<'_>]) -> Vec<Occurrence> {
    let mut found = match expression {
        Expression::Sequence(items) => sequences(items, tokens),
        Expression::Or(parts) => parts.iter().flat_map(|part| occurrences(part, tokens)).collect(),
        Expression::And(parts) => all(parts, tokens),
        Expression::Not(inner) => {
            if occurrences(inner, tokens).is_empty() {
                vec![Vec::new()]
            } else {
                Vec::new()
            }
        }
        Expression::Near(near) => nearby(near, tokens),
    };
    found.sort();
    found.dedup();
    found
}

fn sequences(items: &[Item], tokens: &[Token<'_>]) -> Vec<Occurrence> {
    let Some((first, rest)) = items.split_first() else { return Vec::new() };
    let mut found: Vec<Occurrence> = match first {
        Item::Group(inner) => occurrences(inner, tokens),
        Item::Word(element) => (0..tokens.len())
            .filter(|&place| fits(element, &tokens[place]))
            .map(|place| vec![Run { start: place, end: place + 1 }])
            .collect(),
    };
    for item in rest {
        if found.is_empty() {
            break;
        }
        found = match item {
            Item::Word(element) => found.into_iter().filter_map(|before| followed(before, element, tokens)).collect(),
            Item::Group(inner) => {
                let next = occurrences(inner, tokens);
                let joins = |before: &Occurrence| {
                    let end = end(before);
                    next.iter()
                        .filter(move |next| start(next) == end)
                        .map(|next| union(before, next))
                        .collect::<Vec<_>>()
                };
                found.iter().flat_map(joins).collect()
            }
        };
    }
    found
}

fn followed(mut before: Occurrence, element: &Element, tokens: &[Token<'_>]) -> Option<Occurrence> {
    let place = end(&before);
    fits(element, tokens.get(place)?).then(|| {
        if let Some(last) = before.last_mut() {
            last.end = place + 1;
        }
        before
    })
}

/// `AND` is one match of the whole comment: the words of all its parts are its evidence.
fn all(parts: &[Expression], tokens: &[Token<'_>]) -> Vec<Occurrence> {
    let mut whole = Vec::new();
    for part in parts {
        let found = occurrences(part, tokens);
        if found.is_empty() {
            return Vec::new();
        }
        whole = found.iter().fold(whole, |whole, next| union(&whole, next));
    }
    vec![whole]
}

fn nearby(near: &Near, tokens: &[Token<'_>]) -> Vec<Occurrence> {
    let left = occurrences(&near.left, tokens);
    if left.is_empty() {
        return Vec::new();
    }
    let right = occurrences(&near.right, tokens);
    let nearest = |from: &Occurrence| {
        let close = right.iter().filter_map(|to| Some((distance(near, from, to, tokens)?, to)));
        close.min_by_key(|(distance, _)| *distance).map(|(_, to)| to)
    };
    match near.order {
        Order::Absent => left.into_iter().filter(|from| nearest(from).is_none()).collect(),
        Order::Any | Order::LeftFirst => left.iter().filter_map(|from| Some(union(from, nearest(from)?))).collect(),
    }
}

/// Positions between the nearest ends, adjacent is 1; `None` where the two do not stand as they must.
fn distance(near: &Near, from: &Occurrence, to: &Occurrence, tokens: &[Token<'_>]) -> Option<usize> {
    let (gap, last, first) = if start(to) >= end(from) {
        (start(to) + 1 - end(from), end(from) - 1, start(to))
    } else if start(from) >= end(to) && near.order != Order::LeftFirst {
        (start(from) + 1 - end(to), end(to) - 1, start(from))
    } else {
        return None;
    };
    let together = match near.scope {
        Scope::Comment => true,
        Scope::Sentence => tokens[last].sentence == tokens[first].sentence,
        Scope::Paragraph => tokens[last].paragraph == tokens[first].paragraph,
    };
    (gap <= near.within && together).then_some(gap)
}

fn start(occurrence: &Occurrence) -> usize {
    occurrence.first().map_or(0, |run| run.start)
}

fn end(occurrence: &Occurrence) -> usize {
    occurrence.last().map_or(0, |run| run.end)
}

/// The runs of both, in order, joined where they touch.
fn union(a: &Occurrence, b: &Occurrence) -> Occurrence {
    let mut runs: Vec<Run> = a.iter().chain(b).copied().collect();
    runs.sort();
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}

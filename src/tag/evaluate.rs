//! Whether and where an expression holds in a comment, by the plain meaning of each operator.
//!
//! Every step is bounded by the places found and not by their pairs: a comment may be a book.

use super::comment::Comment;
use super::matcher::{Token, fits};
use crate::codebook::{Element, Expression, Item, Near, Order, Scope};
use crate::condition::Quantity;
use crate::text::Span;

/// A piece of the text: its place in bytes, the first word that it touches, and one past the last. A piece that
/// touches no word stands between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub span: Span,
    pub start: usize,
    pub end: usize,
}

/// One place where an expression holds: its runs, in order and apart; none for `NOT` and conditions.
pub(super) type Occurrence = Vec<Run>;

/// Every place where the expression holds, in order; each once.
pub(super) fn occurrences(expression: &Expression, comment: &Comment<'_, '_>) -> Vec<Occurrence> {
    let tokens = &comment.tokens;
    let mut found = match expression {
        Expression::Sequence(items) => sequences(items, comment),
        Expression::Or(parts) => parts.iter().flat_map(|part| occurrences(part, comment)).collect(),
        Expression::And(parts) => all(parts, comment),
        Expression::Not(inner) => without_place(occurrences(inner, comment).is_empty()),
        Expression::Near(near) => nearby(near, comment),
        Expression::Text(regex) => {
            regex.find(comment.text).into_iter().map(|span| vec![run_at(span, tokens)]).collect()
        }
        Expression::Condition(condition) => {
            let count = |quantity: &Quantity| match quantity {
                Quantity::Characters => comment.text.chars().count(),
                Quantity::Words | Quantity::Column(_) => tokens.len(),
            };
            without_place(condition.holds(count, comment.cells))
        }
        Expression::Reference(reference) => comment.referred(reference.target).to_vec(),
    };
    found.sort();
    found.dedup();
    found
}

fn without_place(holds: bool) -> Vec<Occurrence> {
    if holds { vec![Vec::new()] } else { Vec::new() }
}

/// The run of a piece of the text.
fn run_at(span: Span, tokens: &[Token<'_>]) -> Run {
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    Run { span, start, end }
}

fn sequences(items: &[Item], comment: &Comment<'_, '_>) -> Vec<Occurrence> {
    let tokens = &comment.tokens;
    let Some((first, rest)) = items.split_first() else { return Vec::new() };
    let mut found: Vec<Occurrence> = match first {
        Item::Group(inner) if rest.is_empty() => occurrences(inner, comment),
        Item::Group(inner) => one_each(occurrences(inner, comment)),
        Item::Word(element) => {
            let run = |place: usize| vec![Run { span: tokens[place].span, start: place, end: place + 1 }];
            comment.fitting(element).into_iter().map(run).collect()
        }
    };
    for item in rest {
        if found.is_empty() {
            break;
        }
        found = match item {
            Item::Word(element) => found.into_iter().filter_map(|before| followed(before, element, tokens)).collect(),
            Item::Group(inner) => joined(&found, &occurrences(inner, comment)),
        };
    }
    found
}

fn followed(mut before: Occurrence, element: &Element, tokens: &[Token<'_>]) -> Option<Occurrence> {
    let place = end(&before);
    let token = tokens.get(place)?;
    fits(element, token).then(|| {
        if let Some(last) = before.last_mut() {
            *last = Run { span: Span::new(last.span.start, token.span.end), start: last.start, end: place + 1 };
        }
        before
    })
}

/// Those of the one that those of the other follow at once.
fn joined(found: &[Occurrence], next: &[Occurrence]) -> Vec<Occurrence> {
    let mut pairs = Vec::new();
    for before in found {
        let first = next.partition_point(|next| start(next) < end(before));
        let adjacent = next[first..].iter().take_while(|next| start(next) == end(before));
        pairs.extend(adjacent.filter(|next| follows(before, next)).map(|next| union([before, next])));
    }
    one_each(pairs)
}

/// Of several parts of a phrase from the same beginning to the same end one, that with the most words: else the ways to
/// fill a phrase would multiply with its length.
fn one_each(mut found: Vec<Occurrence>) -> Vec<Occurrence> {
    found.sort_by(|a, b| reach(a).cmp(&reach(b)).then(words(b).cmp(&words(a))).then_with(|| a.cmp(b)));
    found.dedup_by_key(|place| reach(place));
    found
}

/// `AND` is one match of the whole comment: the words of all its parts are its evidence.
fn all(parts: &[Expression], comment: &Comment<'_, '_>) -> Vec<Occurrence> {
    let mut whole = Vec::new();
    for part in parts {
        let found = occurrences(part, comment);
        if found.is_empty() {
            return Vec::new();
        }
        whole.extend(found);
    }
    vec![union(&whole)]
}

fn nearby(near: &Near, comment: &Comment<'_, '_>) -> Vec<Occurrence> {
    let left = occurrences(&near.left, comment);
    if left.is_empty() {
        return Vec::new();
    }
    let right = Others::new(occurrences(&near.right, comment));
    let nearest = |from: &Occurrence| right.nearest(near, from, &comment.tokens);
    match near.order {
        Order::Absent => left.into_iter().filter(|from| nearest(from).is_none()).collect(),
        Order::Any | Order::LeftFirst => left.iter().filter_map(|from| Some(union([from, nearest(from)?]))).collect(),
    }
}

/// The right operands of a `NEAR`, to be asked for the nearest on either side.
struct Others {
    /// In order of their beginnings.
    found: Vec<Occurrence>,
    /// Positions in `found` in order of their ends, each with the first position among those that end at the same word.
    by_end: Vec<(usize, usize)>,
}

impl Others {
    fn new(found: Vec<Occurrence>) -> Self {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|place| (reach(&found[*place]).end, *place));
        let mut by_end: Vec<(usize, usize)> = Vec::with_capacity(order.len());
        for place in order {
            let best = match by_end.last() {
                Some((last, best)) if end(&found[*last]) == end(&found[place]) => place.min(*best),
                _ => place,
            };
            by_end.push((place, best));
        }
        Self { found, by_end }
    }

    /// The nearest that stands as it must; of two as near the first. Nearer ones are parted from `from` only where
    /// farther ones are too, so that one on each side needs to be looked at.
    fn nearest(&self, near: &Near, from: &Occurrence, tokens: &[Token<'_>]) -> Option<&Occurrence> {
        let place = self.found.partition_point(|to| !follows(from, to));
        let after = self.found.get(place).map(|to| (start(to) + 1 - end(from), place, (from, to)));
        let before = self.by_end[..self.by_end.partition_point(|(to, _)| follows(&self.found[*to], from))].last();
        let before = before.filter(|_| near.order != Order::LeftFirst).map(|(_, place)| {
            let to = &self.found[*place];
            (start(from) + 1 - end(to), *place, (to, from))
        });
        let stands = |(gap, _, (first, second)): &(usize, usize, (&Occurrence, &Occurrence))| {
            *gap <= near.within && together(near.scope, last_word(first), first_word(second), tokens)
        };
        let nearest = [after, before].into_iter().flatten().filter(stands).min_by_key(|(gap, place, _)| (*gap, *place));
        nearest.map(|(_, place, _)| &self.found[place])
    }
}

/// Whether the second stands wholly after the first, sharing no word with it.
fn follows(first: &Occurrence, second: &Occurrence) -> bool {
    start(second) >= end(first) && reach(second).start >= reach(first).end
}

fn together(scope: Scope, last: usize, first: usize, tokens: &[Token<'_>]) -> bool {
    let (Some(last), Some(first)) = (tokens.get(last), tokens.get(first)) else { return true };
    match scope {
        Scope::Comment => true,
        Scope::Sentence => last.sentence == first.sentence,
        Scope::Paragraph => last.paragraph == first.paragraph,
    }
}

fn start(occurrence: &Occurrence) -> usize {
    occurrence.first().map_or(0, |run| run.start)
}

fn end(occurrence: &Occurrence) -> usize {
    occurrence.last().map_or(0, |run| run.end)
}

/// The first word; for a sign between words the word before it, to whose sentence it belongs.
fn first_word(occurrence: &Occurrence) -> usize {
    occurrence.first().map_or(0, |run| if run.start == run.end { run.start.saturating_sub(1) } else { run.start })
}

fn last_word(occurrence: &Occurrence) -> usize {
    end(occurrence).saturating_sub(1)
}

fn words(occurrence: &Occurrence) -> usize {
    occurrence.iter().map(|run| run.end - run.start).sum()
}

/// From its first byte to its last.
pub(super) fn reach(occurrence: &[Run]) -> Span {
    match occurrence {
        [] => Span::new(0, 0),
        [first, ..] => Span::new(first.span.start, occurrence.last().map_or(0, |last| last.span.end)),
    }
}

/// The runs of all, in order, joined where they touch.
fn union<'o>(parts: impl IntoIterator<Item = &'o Occurrence>) -> Occurrence {
    let mut runs: Vec<Run> = parts.into_iter().flatten().copied().collect();
    runs.sort();
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end => {
                last.end = last.end.max(run.end);
                last.span.end = last.span.end.max(run.span.end);
            }
            _ => joined.push(run),
        }
    }
    joined
}

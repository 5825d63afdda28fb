//! The pieces of text that are the evidence of a match: nearly always one, which needs no memory of its own.

use std::cmp::Ordering;
use std::ops::Deref;

use crate::text::Span;

/// The spans of a match, in order; to be read as a slice.
#[derive(Debug, Clone)]
pub struct Spans(Held);

#[derive(Debug, Clone)]
enum Held {
    One([Span; 1]),
    Others(Vec<Span>),
}

impl PartialEq for Spans {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Spans {}

impl PartialOrd for Spans {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Spans {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Default for Spans {
    fn default() -> Self {
        Self(Held::Others(Vec::new()))
    }
}

impl Deref for Spans {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        match &self.0 {
            Held::One(only) => only,
            Held::Others(spans) => spans,
        }
    }
}

impl From<Span> for Spans {
    fn from(only: Span) -> Self {
        Self(Held::One([only]))
    }
}

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Self {
        spans.into_iter().collect()
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans = spans.into_iter();
        Self(match (spans.next(), spans.next()) {
            (Some(only), None) => Held::One([only]),
            (first, second) => Held::Others(first.into_iter().chain(second).chain(spans).collect()),
        })
    }
}

impl<'s> IntoIterator for &'s Spans {
    type Item = &'s Span;
    type IntoIter = std::slice::Iter<'s, Span>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

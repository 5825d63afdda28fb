//! What ties a number to a subject.
//!
//! - A number belongs to the subjects that its segment names.
//! - Where a row of subjects is followed by as many numbers (*Never and All got 20% and 12%*), they pair off in order.
//! - Where its segment names none, the segments beside it that have no number are looked at, past those that have
//!   numbers and no subject, then the whole sentence: a match there holds; what does not match is off only where one
//!   subject alone can be meant and the number stands almost alone, or with its unit.
//! - A sentence that begins with *it*, *they*, *this* and names no subject speaks of those of the sentence before.
//! - The unit is the noun behind the number, else the only unit that the segment, or the sentence, names.

use std::ops::Range;

use super::claimed::{Claimed, Form, claimed, units_of};
use super::facts::Facts;
use super::subjects::{Occurrence, Subjects};
use super::tokens::{Kind, Token, segments};
use crate::measure::named::NamedUnit;

/// Words that turn what a number is said of into those who did not.
pub(super) const DENYING: [&str; 14] = [
    "not", "don't", "doesn't", "didn't", "won't", "wouldn't", "isn't", "aren't", "wasn't", "weren't", "cannot",
    "can't", "couldn't", "without",
];

/// A sentence with what it names and claims.
pub(super) struct Sentence<'t> {
    pub tokens: &'t [Token],
    pub range: Range<usize>,
    pub segments: Vec<Range<usize>>,
    pub named: Vec<Occurrence>,
    pub claimed: Vec<Claimed>,
    pub row: bool,
    /// The subjects of the sentence before, where this one begins with *it* or *they*.
    pub before: Vec<usize>,
    /// The subjects of the sentence before, however this one begins.
    pub previous: Vec<usize>,
}

/// The subjects that a number may be of.
pub(super) struct Tie {
    pub subjects: Vec<usize>,
    /// Whether a number that fits none of them is off.
    pub sure: bool,
    pub units: Option<Vec<NamedUnit>>,
}

impl<'t> Sentence<'t> {
    pub fn new(tokens: &'t [Token], range: Range<usize>, row: bool, facts: &Facts<'_>, subjects: &Subjects) -> Self {
        let named = subjects.named_in(tokens, &range);
        let mut claimed = claimed(tokens, &range, facts.words);
        // A word inside a name is part of the name: the option “Some”, a theme “First things first”.
        claimed.retain(|claimed| !named.iter().any(|name| overlap(&name.at, &claimed.at)));
        let joined = named.windows(2).map(|two| (&two[0].at, &two[1].at)).filter(|(first, second)| {
            // "Never and All" stay together; a number between them would part them.
            let between = &tokens[first.end.min(second.start)..second.start];
            between.iter().all(|token| token.any(&["and", "or", "“", "”", "\"", "the"]))
        });
        let joined: Vec<Range<usize>> = joined.map(|(first, second)| first.start..second.end).collect();
        let said = named.iter().map(|name| name.at.clone()).chain(claimed.iter().map(|claimed| claimed.at.clone()));
        let kept: Vec<Range<usize>> = said.chain(joined).collect();
        let segments = segments(tokens, &range, row, &kept);
        Self { tokens, range, segments, named, claimed, row, before: Vec::new(), previous: Vec::new() }
    }

    /// The segment that holds a token.
    pub fn segment(&self, at: usize) -> Option<usize> {
        self.segments.iter().position(|segment| segment.contains(&at))
    }

    /// The subjects named in a range of tokens.
    pub fn subjects_in(&self, range: &Range<usize>) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.named.iter().filter(|name| overlap(&name.at, range)).map(|name| name.subject).collect();
        found.dedup();
        found
    }

    /// The nearest of these segments that names a subject, past those that have a number only; none where it has a number
    /// of its own.
    fn beside<'s>(&self, mut segments: impl Iterator<Item = &'s Range<usize>>) -> Option<&'s Range<usize>> {
        segments
            .find(|segment| !self.subjects_in(segment).is_empty() || !self.has_number(segment))
            .filter(|segment| !self.has_number(segment))
    }

    /// The same sentence, with the subjects of the one before where it begins with a word that stands for them.
    pub fn after(mut self, before: Option<&Self>) -> Self {
        self.previous = before.map(|before| before.subjects_in(&before.range)).unwrap_or_default();
        let begins = self.tokens[self.range.clone()].iter().find(|token| token.kind == Kind::Word);
        if begins.is_some_and(|token| token.any(&["it", "they", "this", "that", "these", "both"])) {
            self.before = self.previous.clone();
        }
        self
    }

    fn has_number(&self, segment: &Range<usize>) -> bool {
        self.claimed.iter().any(|claimed| overlap(&claimed.at, segment))
    }

    /// The subjects that a number of the sentence may be of.
    pub fn tie(&self, claimed: &Claimed) -> Tie {
        let units = claimed.units.clone().or_else(|| self.unit_near(claimed));
        if let Some(subject) = self.paired(claimed) {
            return Tie { subjects: vec![subject], sure: true, units };
        }
        let Some(place) = self.segment(claimed.at.start) else {
            return Tie { subjects: Vec::new(), sure: false, units };
        };
        let own = self.subjects_in(&self.segments[place]);
        if !own.is_empty() {
            let several = self.row && self.claimed.len() > 1;
            return Tie { subjects: own, sure: !several, units };
        }
        let beside = [self.beside(self.segments[..place].iter().rev()), self.beside(self.segments[place + 1..].iter())];
        let mut subjects: Vec<usize> =
            beside.into_iter().flatten().flat_map(|segment| self.subjects_in(segment)).collect();
        subjects.sort_unstable();
        subjects.dedup();
        if subjects.is_empty() {
            let sure = self.before.len() == 1 && claimed.units.is_some();
            let subjects = if self.before.is_empty() { self.subjects_in(&self.range) } else { self.before.clone() };
            return Tie { subjects, sure, units };
        }
        let words = self.tokens[self.segments[place].clone()].iter().filter(|token| token.kind == Kind::Word).count();
        let alone = words <= 3 || claimed.units.is_some();
        Tie { sure: subjects.len() == 1 && alone, subjects, units }
    }

    /// The subject of a number where a row of subjects is followed by a row of as many numbers.
    fn paired(&self, claimed: &Claimed) -> Option<usize> {
        let themes: Vec<&Occurrence> = self.named.iter().collect();
        // A multiple is of two subjects.
        let claims = self.claimed.iter().filter(|claimed| !matches!(claimed.form, Form::Times(_)));
        let claims: Vec<&Claimed> = claims.collect();
        let (first, last) = (claims.first()?, themes.last()?);
        let place = claims.iter().position(|other| *other == claimed)?;
        let several = themes.len() > 1 && themes.len() == claims.len();
        (several && last.at.end <= first.at.start).then(|| themes[place].subject)
    }

    /// Whether a number is said of those who did not: between it and what its segment names stands *not*.
    pub fn is_denied(&self, claimed: &Claimed) -> bool {
        let Some(segment) = self.segment(claimed.at.start).map(|place| &self.segments[place]) else { return false };
        let between = |name: &Occurrence| match name.at.start >= claimed.at.end {
            true => claimed.at.end..name.at.start,
            false => name.at.end.min(claimed.at.start)..claimed.at.start,
        };
        let named = self.named.iter().filter(|name| segment.contains(&name.at.start)).map(between);
        let nearest = named.min_by_key(|between| between.len());
        nearest.is_some_and(|between| self.tokens[between].iter().any(|token| token.any(&DENYING)))
    }

    /// Whether a number is said of those who are left: *the other 88%*.
    pub fn is_of_others(&self, claimed: &Claimed) -> bool {
        let before = claimed.at.start.checked_sub(1).filter(|before| *before >= self.range.start);
        before.is_some_and(|before| self.tokens[before].any(&["other", "remaining"]))
    }

    /// The only unit that the segment of a number, or else the sentence, names.
    pub fn unit_near(&self, claimed: &Claimed) -> Option<Vec<NamedUnit>> {
        let only = |range: &Range<usize>| {
            let mut found: Vec<Vec<NamedUnit>> = self.tokens[range.clone()].iter().filter_map(units_of).collect();
            found.sort();
            found.dedup();
            (found.len() == 1).then(|| found.remove(0))
        };
        let segment = self.segment(claimed.at.start).map(|place| &self.segments[place]);
        segment.and_then(only).or_else(|| only(&self.range))
    }

    /// The bytes of some tokens.
    pub fn span(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(at.start).map_or(0, |token| token.span.start);
        start..self.tokens[at.clone()].last().map_or(start, |token| token.span.end)
    }
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

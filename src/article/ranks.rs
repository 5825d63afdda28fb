//! Judges *comes first*, *the most common*, *leads*, *least often*: the place of a theme or an option among its kind.
//!
//! The place belongs to the subject named before the verb; with an adjective (*the most common condition is …*) to the
//! only subject of its segment, or the one named behind it. Where none is named, nothing is judged.

use std::ops::Range;

use super::facts::Facts;
use super::functions::ordinal;
use super::statement::{Holds, Judged};
use super::subjects::{Occurrence, Subjects};
use super::ties::Sentence;
use super::tokens::Token;
use crate::measure::named::Named;

/// A place that is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// From the top, first = 1.
    Top(usize),
    Last,
}

/// Where it is claimed, and on which side of it the subject stands.
struct Found {
    place: Place,
    at: Range<usize>,
    /// Whether only what stands before can be meant.
    verb: bool,
}

const VERBS: [&str; 16] = [
    "come", "comes", "came", "coming", "rank", "ranks", "ranked", "is", "are", "was", "stands", "stand", "finishes",
    "places", "placed", "finished",
];
const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
const ADJECTIVES: [&str; 9] =
    ["common", "frequent", "popular", "often", "mentioned", "named", "cited", "chosen", "frequently"];

/// The judgement of every place that a sentence claims for a subject.
pub(super) fn judge(sentence: &Sentence<'_>, facts: &Facts<'_>, subjects: &Subjects) -> Vec<Judged> {
    let mut found = Vec::new();
    let mut at = sentence.range.start;
    while at < sentence.range.end {
        match read(sentence.tokens, at, sentence.range.end) {
            Some(claim) => {
                at = claim.at.end;
                found.extend(judge_one(sentence, &claim, facts, subjects));
            }
            None => at += 1,
        }
    }
    found
}

fn read(tokens: &[Token], at: usize, end: usize) -> Option<Found> {
    let token = |place: usize| tokens.get(place).filter(|_| place < end);
    let is = |place: usize, words: &[&str]| token(place).is_some_and(|token| token.any(words));
    if is(at, &VERBS) {
        let mut next = at + 1;
        while is(next, &["in", "clearly", "-", "a", "close", "the"]) && next < at + 3 {
            next += 1;
        }
        let ordinal = token(next).and_then(|token| ORDINALS.iter().position(|word| token.is(word)));
        let last = is(next, &["last"]);
        // "is the first thing", "is second to none" are no places.
        let ends = token(next + 1).is_none_or(|after| {
            after.kind == super::tokens::Kind::Sign
                || after.any(&[
                    "place", "and", "with", "by", "ahead", "among", "close", "in", "at", "followed", "again", "overall",
                ])
        });
        let place = ordinal.map(|place| Place::Top(place + 1)).or(last.then_some(Place::Last));
        return place.filter(|_| ends).map(|place| Found { place, at: at..next + 1, verb: true });
    }
    if is(at, &["leads"]) || (is(at, &["lead"]) && is(at + 1, &["with", "among", "in"])) {
        return Some(Found { place: Place::Top(1), at: at..at + 1, verb: true });
    }
    let side = if is(at, &["most"]) { Some(true) } else { is(at, &["least"]).then_some(false) };
    let top = side.filter(|_| is(at + 1, &ADJECTIVES))?;
    let before = at.checked_sub(1).and_then(&token).and_then(|token| ORDINALS.iter().position(|word| token.is(word)));
    let place = if top { Place::Top(before.unwrap_or(0) + 1) } else { Place::Last };
    Some(Found { place, at: at - usize::from(before.is_some() && top)..at + 2, verb: false })
}

fn judge_one(sentence: &Sentence<'_>, claim: &Found, facts: &Facts<'_>, subjects: &Subjects) -> Option<Judged> {
    let subject = subject(sentence, claim, subjects)?;
    let named = subjects.all[subject].numbers.iter().map(|place| &facts.numbers.named[*place]);
    let units: Vec<_> = sentence.tokens[sentence.range.clone()].iter().filter_map(super::claimed::units_of).collect();
    let unit = units.first().filter(|first| units.iter().all(|unit| unit == *first));
    let ranked: Vec<(&Named, usize, usize)> = named
        .filter(|named| unit.is_none_or(|units| units.contains(&named.unit)))
        .filter(|named| !named.name.contains("mentions."))
        .filter_map(|named| {
            let members = || facts.numbers.named.iter().filter(|other| other.family == named.family);
            let last = members().filter_map(|other| other.rank).max()?;
            (members().count() > 1).then_some((named, named.rank?, last))
        })
        .collect();
    let (first, ..) = ranked.first()?;
    let holds = ranked.iter().any(|(_, rank, last)| match claim.place {
        Place::Top(place) => *rank == place,
        Place::Last => rank == last,
    });
    let wanted = |other: &&Named| other.family == first.family && Some(other.rank) == wanted_rank(claim.place, &ranked);
    let holder = facts.numbers.named.iter().find(wanted);
    let message = if holds {
        format!("{} is {}", first.name, ordinal(first.rank.unwrap_or_default()))
    } else {
        let holder = holder.map(|holder| format!("; that place is “{}”’s", holder.label)).unwrap_or_default();
        format!("“{}” is {}{holder}", first.label, ordinal(first.rank.unwrap_or_default()))
    };
    let holds = if holds { Holds::Yes } else { Holds::Off };
    Some(Judged { span: sentence.span(&claim.at), holds, message, candidates: Vec::new(), tied: true })
}

fn wanted_rank(place: Place, ranked: &[(&Named, usize, usize)]) -> Option<Option<usize>> {
    Some(Some(match place {
        Place::Top(place) => place,
        Place::Last => ranked.first()?.2,
    }))
}

fn subject(sentence: &Sentence<'_>, claim: &Found, subjects: &Subjects) -> Option<usize> {
    let segment = &sentence.segments[sentence.segment(claim.at.start)?];
    let theme = |name: &&Occurrence| !subjects.all[name.subject].is_count && segment.contains(&name.at.start);
    let named: Vec<&Occurrence> = sentence.named.iter().filter(theme).collect();
    let before = named.iter().rev().find(|name| name.at.end <= claim.at.start);
    let after = named.iter().find(|name| name.at.start >= claim.at.end);
    let found = match (claim.verb, named.as_slice()) {
        (true, _) => before,
        (false, [only]) => Some(only),
        (false, _) => after,
    };
    found.map(|name| name.subject)
}

//! Between which two things a multiple stands.
//!
//! - *A is twice as common as B*, *twice as many ask for A as for B*, *A has double the share of B*: the second is the only
//!   subject behind *as*, *than* or *of* in its clause, the first the only one between, or before in its clause; *it*,
//!   *this*, *that* at the start of the sentence stand for the only subject of the sentence before.
//! - *A is in 28 comments, B twice as many*: where nothing is compared with, the only other subject that the sentence
//!   named before; or, less sure, that of the sentence before.
//! - What is denied, what is likely among some people only, and what stands in other words between the two is unclear.

use std::ops::Range;

use crate::article::claimed::Claimed;
use crate::article::factors::{Joint, Multiple};
use crate::article::subjects::Occurrence;
use crate::article::ties::{DENYING, Sentence};

/// What a multiple stands between, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// The subjects that the words for the first may mean.
    pub of: Vec<usize>,
    /// Those of the second.
    pub to: Vec<usize>,
    /// Whether what does not fit is off.
    pub sure: bool,
    /// Why it is not clear.
    pub unclear: Option<&'static str>,
}

const NOT_TWO: &str = "the sentence does not name two things of the study that are compared";
const SEVERAL: &str = "more than two things are named";
const DENIED: &str = "it is denied";
const SOME_ONLY: &str = "it speaks of some of them only, or of what some are likely to say";

/// Words between the two that say that more than the two shares is compared.
const CONDITIONS: [&str; 9] = ["among", "amongst", "when", "where", "if", "before", "after", "during", "since"];
/// What a subject can be likely to be; any other verb tells what some people are likely to do.
const LIKELY_TO_BE: [&str; 10] =
    ["chosen", "mentioned", "named", "picked", "selected", "cited", "shown", "found", "raised", "given"];

/// The sides of a multiple.
pub(super) fn sides(sentence: &Sentence<'_>, claimed: &Claimed, multiple: Multiple) -> Sides {
    let joint = match multiple.joint {
        Joint::Of => Some(claimed.at.end),
        Joint::As => joint(sentence, claimed),
    };
    let mut found = match joint {
        Some(joint) => compared(sentence, claimed, multiple, joint),
        None => left_open(sentence, claimed),
    };
    let distinct = !found.of.is_empty() && !found.to.is_empty() && found.of != found.to;
    found.unclear = found.unclear.or((!distinct).then_some(NOT_TWO));
    found.sure &= found.unclear.is_none();
    found
}

/// The token behind *as* or *than*, in the clause of the multiple and in no name.
fn joint(sentence: &Sentence<'_>, claimed: &Claimed) -> Option<usize> {
    let in_name = |at: usize| sentence.named.iter().any(|name| name.at.contains(&at));
    let mut behind = (claimed.at.end..sentence.range.end).filter(|at| !in_name(*at));
    let found = behind.find(|at| sentence.tokens[*at].any(&["as", "than", ",", ";", ":", "–", "—"]))?;
    sentence.tokens[found].any(&["as", "than"]).then_some(found + 1)
}

/// *A is twice as common as B*, *twice as many chose A as B*, *double the share of B*.
fn compared(sentence: &Sentence<'_>, claimed: &Claimed, multiple: Multiple, joint: usize) -> Sides {
    let start = sentence.range.start;
    let second = sentence.named.iter().find(|name| name.at.start >= joint);
    let second = second.filter(|name| sentence.segment(name.at.start) == sentence.segment(joint));
    let between = match multiple.joint {
        Joint::As => claimed.at.end..joint,
        Joint::Of => joint..joint,
    };
    let last = sentence.named.iter().rev().find(|name| name.at.end <= claimed.at.start);
    let of = match (only(named(sentence, &between)), last) {
        (Ok(found), None) if found.is_empty() => only_one(&sentence.before),
        (Ok(found), Some(last)) if found.is_empty() => {
            // "A, ahead of B, is twice as common as C": of several clauses before, any might name it.
            let clause = clause_start(sentence, claimed.at.start);
            let begin = if last.at.start >= clause { clause } else { start };
            only(named(sentence, &(begin..claimed.at.start)))
        }
        (found, _) => found,
    };
    let to = match second {
        Some(second) => {
            let clause = sentence.segment(joint).map_or(joint..joint, |place| sentence.segments[place].clone());
            only(named(sentence, &(second.at.start..clause.end)))
        }
        None => Ok(Vec::new()),
    };
    let begin = last.filter(|_| named(sentence, &between).next().is_none()).map_or(start, |last| last.at.end);
    let unclear = if denied(sentence, &(begin..claimed.at.start)) {
        Some(DENIED)
    } else if second.is_some_and(|second| is_of_some(sentence, claimed, joint, second)) {
        Some(SOME_ONLY)
    } else {
        (of.is_err() || to.is_err()).then_some(SEVERAL)
    };
    Sides { of: of.unwrap_or_default(), to: to.unwrap_or_default(), sure: true, unclear }
}

/// *A is in 28 comments, B twice as many*; or *A is in 28 comments. B is named twice as often.*
fn left_open(sentence: &Sentence<'_>, claimed: &Claimed) -> Sides {
    let own = clause_start(sentence, claimed.at.start);
    if named(sentence, &(claimed.at.end..sentence.range.end)).next().is_some() {
        return Sides::default();
    }
    let of = only(named(sentence, &(own..claimed.at.start)));
    let earlier = only(named(sentence, &(sentence.range.start..own)));
    let unclear = if denied(sentence, &(own..claimed.at.start)) {
        Some(DENIED)
    } else {
        (of.is_err() || earlier.is_err()).then_some(SEVERAL)
    };
    let (of, earlier) = (of.unwrap_or_default(), earlier.unwrap_or_default());
    let sure = !earlier.is_empty();
    let to = if sure { earlier } else { only_one(&sentence.previous).unwrap_or_default() };
    Sides { of, to, sure, unclear }
}

/// Where the clause of a token starts; *more than* parts none here.
fn clause_start(sentence: &Sentence<'_>, at: usize) -> usize {
    let mut start = at;
    while let Some(place) = sentence.segment(start) {
        start = sentence.segments[place].start;
        match start.checked_sub(2).filter(|_| sentence.tokens[start - 1].is("than")) {
            Some(before) if before >= sentence.range.start => start = before,
            _ => break,
        }
    }
    start
}

fn named<'s>(sentence: &'s Sentence<'_>, range: &Range<usize>) -> impl Iterator<Item = &'s Occurrence> {
    sentence.named.iter().filter(move |name| range.start <= name.at.start && name.at.end <= range.end)
}

/// The subjects that words in one place may mean; an error where several places name others.
fn only<'s>(names: impl Iterator<Item = &'s Occurrence>) -> Result<Vec<usize>, ()> {
    let names: Vec<&Occurrence> = names.collect();
    let at = |place: &Range<usize>| -> Vec<usize> {
        names.iter().filter(|name| name.at == *place).map(|name| name.subject).collect()
    };
    let first = names.first().map(|name| at(&name.at)).unwrap_or_default();
    if names.iter().all(|name| at(&name.at) == first) { Ok(first) } else { Err(()) }
}

fn only_one(subjects: &[usize]) -> Result<Vec<usize>, ()> {
    let mut found = subjects.to_vec();
    found.sort_unstable();
    found.dedup();
    if found.len() < 2 { Ok(found) } else { Err(()) }
}

/// Whether *not* stands there; *not quite* says how exactly it is meant.
fn denied(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let quite = |at: usize| sentence.tokens.get(at + 1).is_some_and(|next| next.is("quite"));
    range.clone().any(|at| sentence.tokens[at].any(&DENYING) && !quite(at))
}

/// Whether the two are compared among some only, or it is said what some people are likely to do.
fn is_of_some(sentence: &Sentence<'_>, claimed: &Claimed, joint: usize, second: &Occurrence) -> bool {
    let tokens = sentence.tokens;
    if tokens[joint..second.at.start].iter().any(|token| token.any(&CONDITIONS)) {
        return true;
    }
    if !tokens[claimed.at.clone()].iter().any(|token| token.any(&["likely", "likelier"])) {
        return false;
    }
    let some = tokens[sentence.range.clone()].iter().any(|token| token.any(&["who", "whose", "those"]));
    let to_be = |at: usize| {
        tokens.get(at + 1).is_some_and(|next| next.is("be"))
            && tokens.get(at + 2).is_some_and(|next| next.any(&LIKELY_TO_BE))
    };
    // "Voters are as likely to choose A as B": what stands between the multiple and *as* is of both.
    some || (joint..sentence.range.end).any(|at| tokens[at].is("to") && !to_be(at))
}

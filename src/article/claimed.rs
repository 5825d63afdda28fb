//! What a sentence claims in numbers: percentages, fractions, counts, parts of a whole, words such as *most*.
//!
//! Only the form is read here; what it is claimed of is `ties`'s. A number in no such form (a year, *five guidelines*, a
//! list's number) claims nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use super::factors::{self, Multiple};
use super::tokens::{Kind, Token};
use crate::measure::Quantifier;
use crate::measure::named::NamedUnit;

/// How exactly a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    Exactly,
    About,
    Nearly,
    JustOver,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// A percentage, and its digits after the point.
    Percent(f64, usize),
    /// A fraction.
    Fraction(f64),
    /// So many of something.
    Count(f64),
    /// So many of so many.
    Part(u64, u64),
    /// A word that the study gives a meaning.
    Word(String, Quantifier),
    /// So many times as many.
    Times(Multiple),
}

/// A number as a sentence claims it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claimed {
    pub form: Form,
    pub hedge: Hedge,
    /// Its tokens.
    pub at: Range<usize>,
    /// What is counted, where the words behind it say.
    pub units: Option<Vec<NamedUnit>>,
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// Words for one part of several.
const PARTS: [(&str, f64); 12] = [
    ("half", 2.0),
    ("third", 3.0),
    ("quarter", 4.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
    ("twelfth", 12.0),
    ("twentieth", 20.0),
];
/// What stands before a number and says how exactly it is meant; longer ones first.
const HEDGES: [(&[&str], Hedge); 30] = [
    (&["no", "more", "than"], Hedge::AtMost),
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["not", "quite"], Hedge::Nearly),
    (&["just", "under"], Hedge::Nearly),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "under"], Hedge::Nearly),
    (&["close", "to"], Hedge::About),
    (&["more", "than"], Hedge::MoreThan),
    (&["fewer", "than"], Hedge::LessThan),
    (&["less", "than"], Hedge::LessThan),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["over"], Hedge::MoreThan),
    (&["above"], Hedge::MoreThan),
    (&["under"], Hedge::LessThan),
    (&["below"], Hedge::LessThan),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["~"], Hedge::About),
    (&["nearly"], Hedge::Nearly),
    (&["almost"], Hedge::Nearly),
    (&["barely"], Hedge::JustOver),
    (&["some"], Hedge::About),
];

/// The unit that a noun names.
pub(super) fn units_of(token: &Token) -> Option<Vec<NamedUnit>> {
    use NamedUnit::{Authors, Comments, Mentions, Responses, Stating, Votes};
    Some(match token.low.as_str() {
        "vote" | "votes" | "voter" | "voters" | "voted" => vec![Votes],
        "comment" | "comments" => vec![Comments],
        "commenter" | "commenters" | "commentator" | "commentators" | "author" | "authors" => vec![Authors, Stating],
        "mentions" => vec![Mentions],
        "respondent" | "respondents" | "response" | "responses" | "participant" | "participants" => {
            vec![Responses, Votes]
        }
        "people" | "persons" | "members" => vec![Authors, Stating, Votes, Responses],
        _ => return None,
    })
}

/// Every number that a sentence claims, from left to right.
pub(super) fn claimed(tokens: &[Token], sentence: &Range<usize>, words: &BTreeMap<String, Quantifier>) -> Vec<Claimed> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match read(&tokens[..sentence.end], at, sentence.start, words) {
            Some(claimed) => {
                at = claimed.at.end.max(at + 1);
                found.push(claimed);
            }
            None => at += 1,
        }
    }
    found
}

fn read(tokens: &[Token], at: usize, start: usize, words: &BTreeMap<String, Quantifier>) -> Option<Claimed> {
    if let Some((multiple, end)) = factors::read(tokens, at) {
        let hedge = hedge(&tokens[start..at]);
        let units = units_behind(tokens, end);
        return Some(Claimed { form: Form::Times(multiple), hedge, at: at..end, units });
    }
    if let Some(claimed) = declared(tokens, at, start, words) {
        return Some(claimed);
    }
    let hedge = hedge(&tokens[start..at]);
    let (form, end) = number_form(tokens, at)?;
    let plus = tokens.get(end).is_some_and(|token| token.is("+"));
    let hedge = if plus && hedge == Hedge::Exactly { Hedge::AtLeast } else { hedge };
    let end = end + usize::from(plus);
    let named = units_behind(tokens, end);
    // "20 percentage points" is a difference, and "one in three-quarters" is nothing.
    if tokens.get(end).is_some_and(|token| token.any(&["point", "points", "percentage"])) {
        return None;
    }
    let form = match form {
        Form::Count(_) if named.is_none() => return None,
        Form::Part(count, base) if named.is_none() && count > base => return None,
        form => form,
    };
    Some(Claimed { form, hedge, at: at..end, units: named })
}

/// How exactly the number behind these tokens is meant.
fn hedge(before: &[Token]) -> Hedge {
    // An article stands between: "nearly a third".
    let before = match before.split_last() {
        Some((last, rest)) if last.any(&["a", "the", "only"]) => rest,
        _ => before,
    };
    let found = HEDGES.iter().find(|(words, _)| {
        before.len() >= words.len() && before[before.len() - words.len()..].iter().zip(*words).all(|(t, w)| t.is(w))
    });
    found.map_or(Hedge::Exactly, |found| found.1)
}

/// The unit that the words behind a number name: `comments`, `of the commenters`, `published comments`.
fn units_behind(tokens: &[Token], end: usize) -> Option<Vec<NamedUnit>> {
    for token in tokens.get(end..)?.iter().take(4) {
        if let Some(units) = units_of(token) {
            return Some(units);
        }
        if token.kind != Kind::Word
            || token.any(&["and", "or", "but", "in", "to", "is", "are", "was", "were", "that", "who", "as", "than"])
        {
            return None;
        }
    }
    None
}

/// A percentage, a fraction, a part or a count, and where it ends.
pub(super) fn number_form(tokens: &[Token], at: usize) -> Option<(Form, usize)> {
    let token = tokens.get(at)?;
    if token.any(&["½", "⅓", "⅔", "¼", "¾"]) {
        let value = [("½", 0.5), ("⅓", 1.0 / 3.0), ("⅔", 2.0 / 3.0), ("¼", 0.25), ("¾", 0.75)];
        return value.iter().find(|(sign, _)| token.is(sign)).map(|(_, value)| (Form::Fraction(*value), at + 1));
    }
    if token.is("half") {
        // "half past", "half an hour" are no share; those who write of one say of what.
        let next = tokens.get(at + 1);
        let other = next.is_some_and(|next| next.any(&["a", "an", "past", "way", "hour", "year", "-", "hearted"]));
        let second = at.checked_sub(1).and_then(|before| tokens.get(before));
        let other =
            other || second.is_some_and(|before| before.any(&["first", "second", "other", "test", "this", "that"]));
        return (!other).then_some((Form::Fraction(0.5), at + 1));
    }
    let article = token.any(&["a", "one"]).then(|| tokens.get(at + 1)).flatten();
    if let Some(parts) = article.and_then(|next| part_word(&next.low)) {
        let ordinal = token.is("a")
            && tokens.get(at + 2).is_some_and(|next| {
                next.kind == Kind::Word
                    && !next.any(&[
                        "of", "are", "is", "say", "said", "never", "accept", "chose", "voted", "speak", "mention",
                        "and", "or",
                    ])
            });
        return (!ordinal).then_some((Form::Fraction(1.0 / parts), at + 2));
    }
    let (number, decimals, end) = number(tokens, at)?;
    if let Some(end) = percent_sign(tokens, end) {
        return Some((Form::Percent(number / 100.0, decimals), end));
    }
    if let Some(found) = fraction(tokens, number, end) {
        return Some(found);
    }
    let whole = number.fract() == 0.0 && decimals == 0;
    // A part of something: a version, a date, money, a list's number.
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let odd =
        before.is_some_and(|before| before.any(&["$", "€", "£", "#", "-", "/", "no", "number", "page", "step", "n"]));
    (whole && !odd).then_some((Form::Count(number), end))
}

/// Where a sign or word for percent ends, if one stands here.
fn percent_sign(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    match token.low.as_str() {
        "%" | "percent" => Some(at + 1),
        "per" if tokens.get(at + 1).is_some_and(|next| next.is("cent")) => Some(at + 2),
        _ => None,
    }
}

/// `two thirds`, `two-thirds`, `one in three`, `four out of five`, `24 of the 136`.
fn fraction(tokens: &[Token], number: f64, end: usize) -> Option<(Form, usize)> {
    let hyphen = usize::from(tokens.get(end).is_some_and(|token| token.is("-")));
    let next = tokens.get(end + hyphen)?;
    let plural = next.low.strip_suffix('s').or_else(|| next.is("halves").then_some("half"));
    if let Some(parts) = plural.and_then(part_word) {
        return (number < parts).then_some((Form::Fraction(number / parts), end + hyphen + 1));
    }
    let in_every = next.is("in") as usize;
    let of = match (in_every, next.low.as_str()) {
        (1, _) => end + hyphen + 1,
        (_, "of") => end + 1,
        (_, "out") if tokens.get(end + 1).is_some_and(|token| token.is("of")) => end + 2,
        _ => return None,
    };
    let of = of + usize::from(tokens.get(of).is_some_and(|token| token.any(&["every", "the", "all", "-", "our"])));
    let (base, _, after) = self::number(tokens, of)?;
    if base.fract() != 0.0 || number.fract() != 0.0 || base < number || base < 1.0 {
        return None;
    }
    // "one in 2021" names a year; "in 3" after a large number is no fraction.
    if in_every == 1 {
        return (base <= 100.0).then_some((Form::Fraction(number / base), after));
    }
    match base <= 20.0 && number < base && tokens.get(of).is_some_and(|token| token.kind == Kind::Word) {
        true => Some((Form::Fraction(number / base), after)),
        false => Some((Form::Part(number as u64, base as u64), after)),
    }
}

pub(super) fn part_word(word: &str) -> Option<f64> {
    PARTS.iter().find(|part| part.0 == word).map(|part| part.1)
}

/// A number in digits or in words, its digits after the point, and where it ends.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(f64, usize, usize)> {
    let token = tokens.get(at)?;
    if token.kind == Kind::Number {
        let digits = token.low.replace(',', "");
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        return digits.parse().ok().filter(|number: &f64| number.is_finite()).map(|number| (number, decimals, at + 1));
    }
    let (hundreds, mut end) = match (token.low.as_str(), tokens.get(at + 1)) {
        ("a", Some(next)) if next.is("hundred") => (100.0, at + 2),
        (word, Some(next)) if next.is("hundred") => (small(word)? * 100.0, at + 2),
        _ => (0.0, at),
    };
    let skip = usize::from(hundreds > 0.0 && tokens.get(end).is_some_and(|token| token.is("and")));
    let rest = below_hundred(tokens, end + skip);
    if let Some((_, after)) = rest {
        end = after;
    }
    let number = hundreds + rest.map_or(0.0, |rest| rest.0);
    (end > at).then_some((number, 0, end))
}

fn below_hundred(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let word = tokens.get(at)?;
    if let Some(number) = small(&word.low) {
        return Some((number, at + 1));
    }
    let tens = (TENS.iter().position(|tens| word.is(tens))? + 2) as f64 * 10.0;
    let hyphen = usize::from(tokens.get(at + 1).is_some_and(|token| token.is("-")));
    let ones =
        tokens.get(at + 1 + hyphen).and_then(|token| small(&token.low)).filter(|ones| (1.0..10.0).contains(ones));
    Some(ones.map_or((tens, at + 1), |ones| (tens + ones, at + 2 + hyphen)))
}

fn small(word: &str) -> Option<f64> {
    SMALL.iter().position(|small| *small == word).map(|number| number as f64)
}

/// A word of the study such as *most* or *about one third*, used of a share: it begins its segment or stands before what
/// is counted.
fn declared(tokens: &[Token], at: usize, start: usize, words: &BTreeMap<String, Quantifier>) -> Option<Claimed> {
    let length = |word: &str| {
        let parts: Vec<&str> = word.split_whitespace().collect();
        let there = tokens.len() >= at + parts.len()
            && parts.iter().zip(&tokens[at..]).all(|(part, t)| t.is(&part.to_lowercase()));
        (there && !parts.is_empty()).then_some(parts.len())
    };
    let (length, word, meaning) =
        words.iter().filter_map(|(word, meaning)| Some((length(word)?, word, meaning))).max_by_key(|found| found.0)?;
    let units = units_behind(tokens, at + length);
    let before = at.checked_sub(1).filter(|before| *before >= start).and_then(|before| tokens.get(before));
    let begins = before.is_none_or(|before| before.kind == Kind::Sign && !before.is("-"));
    let subject = begins && tokens.get(at + length).is_some_and(|next| next.kind == Kind::Word && !next.is("of"));
    // *some of*, *many a*, *most common* and the like claim no share.
    let next = tokens.get(at + length).map_or("", |next| next.low.as_str());
    let other = ["common", "often", "frequent", "popular", "important", "likely", "a", "more", "other"].contains(&next);
    let several = length > 1;
    ((units.is_some() || subject || several) && !other).then(|| Claimed {
        form: Form::Word(word.clone(), *meaning),
        hedge: Hedge::Exactly,
        at: at..at + length,
        units,
    })
}

#[cfg(test)]
mod tests;

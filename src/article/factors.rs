//! Reads multiples: *twice as many*, *three times as often*, *half as common*, *double the share*, *2.5 times more*.
//!
//! Only the form is read here; between what it is claimed is `multiples`'s. *Twice* by itself, *half of them*, *double
//! standards* and *two or three times as many* claim no one factor.

use super::claimed::{Form, number, number_form, part_word, units_of};
use super::tokens::{Kind, Token};

/// So many times as many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Multiple {
    pub by: f64,
    /// What stands before the second of the two things.
    pub joint: Joint,
    /// *Three times more*, which some read as four times as many.
    pub more: bool,
}

/// What stands between a multiple and the second of the two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// *As many as*, *more than*: the words *as* or *than*.
    As,
    /// *The share of*, *that of*: nothing more.
    Of,
}

/// How a factor is written, which says what may stand behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// *Half*, *a third*: a share, if nothing like *as many* stands behind it.
    Part,
    /// *Twice*, *double*.
    Word,
    /// *Three times*, *2.5x*.
    Times,
}

const WORDS: [(&str, f64); 5] = [("twice", 2.0), ("thrice", 3.0), ("double", 2.0), ("triple", 3.0), ("quadruple", 4.0)];
const COMPARED: [&str; 16] = [
    "many",
    "much",
    "often",
    "common",
    "frequent",
    "frequently",
    "popular",
    "likely",
    "large",
    "big",
    "high",
    "great",
    "strong",
    "numerous",
    "widespread",
    "prevalent",
];
const MORE: [&str; 6] = ["more", "higher", "larger", "bigger", "greater", "likelier"];
const MEASURES: [&str; 11] =
    ["share", "shares", "number", "numbers", "count", "rate", "percentage", "proportion", "size", "level", "total"];

/// A multiple that begins at a token, and where it ends: *twice as many*.
pub(super) fn read(tokens: &[Token], at: usize) -> Option<(Multiple, usize)> {
    let (by, written, end) = factor(tokens, at)?;
    let sensible = by > 0.0 && by < 1e6 && !is_range(tokens, at);
    let (joint, more, end) = behind(tokens, end, written).filter(|_| sensible)?;
    Some((Multiple { by, joint, more }, end))
}

fn factor(tokens: &[Token], at: usize) -> Option<(f64, Written, usize)> {
    let token = tokens.get(at)?;
    if let Some((_, by)) = WORDS.iter().find(|(word, _)| token.is(word)) {
        return Some((*by, Written::Word, at + 1));
    }
    let one_of = token.any(&["a", "one"]).then(|| tokens.get(at + 1).and_then(|next| part_word(&next.low))).flatten();
    if let Some(parts) = one_of {
        return Some((1.0 / parts, Written::Part, at + 2));
    }
    if let Some((Form::Fraction(by), end)) = number_form(tokens, at) {
        return Some((by, Written::Part, end));
    }
    let (by, _, end) = number(tokens, at)?;
    let half = ["and", "a", "half"];
    let half = half.iter().zip(tokens.get(end..)?).filter(|(word, token)| token.is(word)).count() == half.len();
    let (by, end) = if half { (by + 0.5, end + 3) } else { (by, end) };
    tokens.get(end).is_some_and(|token| token.any(&["times", "x", "×"])).then_some((by, Written::Times, end + 1))
}

/// Whether it is the end of a range: *two or three times*.
fn is_range(tokens: &[Token], at: usize) -> bool {
    let joined = at.checked_sub(1).is_some_and(|before| tokens[before].any(&["or", "to", "-", "–"]));
    let before = at.checked_sub(2).filter(|_| joined);
    before.is_some_and(|before| number(tokens, before).is_some() || tokens[before].any(&["twice", "times", "double"]))
}

/// What stands behind a factor, whether it says *more*, and where it ends.
fn behind(tokens: &[Token], end: usize, written: Written) -> Option<(Joint, bool, usize)> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.any(words));
    if is(end, &["as"]) && is(end + 1, &COMPARED) {
        return Some((Joint::As, false, end + 2));
    }
    if written == Written::Times && is(end, &MORE) {
        return Some((Joint::As, true, end + 1 + usize::from(is(end + 1, &COMPARED))));
    }
    if is(end, &["that", "those"]) && is(end + 1, &["of"]) {
        return Some((Joint::Of, false, end + 2));
    }
    if is(end, &["the"]) {
        // "Half the comments" is a share of them, "twice the comments" a multiple.
        let noun = tokens.get(end + 1)?;
        let counted = written != Written::Part && (units_of(noun).is_some() || noun.kind == Kind::Number);
        return (counted || noun.any(&MEASURES)).then_some((Joint::Of, false, end + 1));
    }
    (written != Written::Part && is(end, &["“", "\"", "„", "«"])).then_some((Joint::Of, false, end))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{stemmer, tokens};
    use super::*;

    fn factors(text: &str) -> Vec<f64> {
        let tokens = tokens(text, &stemmer());
        (0..tokens.len()).filter_map(|at| read(&tokens, at)).map(|(multiple, _)| multiple.by).collect()
    }

    #[test]
    fn multiples_are_read_in_digits_and_in_words() {
        for (text, by) in [
            ("twice as many", 2.0),
            ("three times as often", 3.0),
            ("2.5 times as common", 2.5),
            ("two and a half times as likely", 2.5),
            ("4x as many, 4× as many", 4.0),
            ("half as many", 0.5),
            ("a quarter as often", 0.25),
            ("double the share of", 2.0),
            ("triple that of", 3.0),
            ("half the number of votes", 0.5),
            ("three times more often", 3.0),
            ("twice the 20% of", 2.0),
            ("double “Never”", 2.0),
        ] {
            assert!(factors(text).iter().all(|found| *found == by) && !factors(text).is_empty(), "{text}");
        }
        assert_eq!(factors("two-thirds as many"), [2.0 / 3.0]);
    }

    #[test]
    fn what_claims_no_one_factor_is_passed_over() {
        for text in [
            "I asked twice, as many do",
            "two or three times as many",
            "two to three times as many",
            "half the comments",
            "double standards, double glazing",
            "three times this week",
            "as many as three times",
            "half of them, a third of all",
            "twice the effort",
            "0 times as many",
            "99999999 times as many",
        ] {
            assert_eq!(factors(text), Vec::<f64>::new(), "{text}");
        }
    }
}

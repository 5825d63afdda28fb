//! Words and phrases typical of a group of comments against the others.
//!
//! The value of a word is `keyness`'s; which words say something is `untagged`'s.
//!
//! # What it answers
//! Which words and pairs of words do people of a group use more than the others, and how much more?
//!
//! # Formula
//! Groups: the comments of those who gave an answer to a question of the same source (two to twelve answers) against the
//! comments of those who gave another; the comments that show a theme against the others. G² with four terms, and the
//! log ratio, log₂ of (uses in the group / all its words) / (uses in the rest / all its words), a rest of zero counted as
//! one half. Phrases are two words side by side, both of which say something, against all such pairs. The p (χ² with one
//! degree of freedom) of all terms of a group, words and phrases apart, are corrected together (Benjamini–Hochberg), those
//! left out below too. Given are terms with three uses and G² of at least 3.84, ten of each.
//!
//! # Assumptions and when not to use it
//! Words are taken as independent draws, which they are not; p is given only where `design` allows tests. A theme's own
//! patterns lead its list.
//!
//! # Reference
//! See `keyness`. Hardie, A. (2014). Log ratio: an informal introduction. Gabrielatos, C. & Marchi, A. (2012). Keyness:
//! appropriate metrics and practical issues.
//!
//! # Example
//! 12 of 1,000 words against 5 of 2,000: G² 9.884805, log ratio 2.263.

use super::contingency::{Correction, adjust};
use super::distribution::chi_squared_tail;
use super::keyness::{KeyWord, key_terms};
use super::rating::groups;
use super::terms::{Size, Terms};
use super::untagged::{LEAST_G2, LEAST_USES};
use super::{Coded, QuestionInput, StudyInput};

/// Terms given of each kind, at most.
const MOST: usize = 10;

/// A word or phrase typical of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Typical {
    /// The question whose answer makes the group; `None` for a theme.
    pub by: Option<String>,
    /// The answer, or the id of the theme.
    pub group: String,
    /// Words in the term.
    pub words: u64,
    /// The term with its uses.
    pub key: KeyWord,
    /// All terms of this kind in the group, and in the rest.
    pub all: [u64; 2],
    /// Log ratio, base 2.
    pub log_ratio: Option<f64>,
    /// Its p among those of all terms of the group, where the design allows tests.
    pub p: Option<f64>,
}

/// What is typical of each group of the comments on a question.
#[must_use]
pub fn typical(coded: &Coded, input: &QuestionInput, study: &StudyInput) -> Vec<Typical> {
    let tests = study.about.sample.intervals().is_some();
    let terms = Terms::of(coded);
    let mut found = Vec::new();
    for (by, group, inside, outside) in contrasts(coded, input, study) {
        for (kind, size) in [(Size::One, 1), (Size::Two, 2)] {
            let of = |(key, all, p): (KeyWord, [u64; 2], f64)| Typical {
                by: by.clone(),
                group: group.clone(),
                words: size,
                log_ratio: log_ratio(&key, all),
                key,
                all,
                p: tests.then_some(p),
            };
            found.extend(compared((&terms, kind), &inside, &outside).into_iter().map(of));
        }
    }
    found
}

type Contrast = (Option<String>, String, Vec<usize>, Vec<usize>);

/// The groups with their comments and those of the rest.
fn contrasts(coded: &Coded, input: &QuestionInput, study: &StudyInput) -> Vec<Contrast> {
    let mut all = Vec::new();
    if let Some((source, rows)) = input.responses {
        let counted = |row: &usize| {
            let comment = rows.get(*row).copied().flatten();
            comment.filter(|comment| coded.set_aside[*comment].is_none())
        };
        for question in study.closed.iter().filter(|question| question.source == source) {
            let comments: Vec<(String, Vec<usize>)> = groups(&question.answered.answers, rows.len())
                .into_iter()
                .map(|(label, rows)| (label, rows.iter().filter_map(counted).collect()))
                .collect();
            for (place, (label, inside)) in comments.iter().enumerate() {
                let others = comments.iter().enumerate().filter(|(other, _)| *other != place);
                let outside = others.flat_map(|(_, (_, comments))| comments.iter().copied()).collect();
                all.push((Some(question.answered.spec.id.clone()), label.clone(), inside.clone(), outside));
            }
        }
    }
    for (theme, declared) in coded.codebook.themes.iter().enumerate() {
        let (inside, outside) = coded.counted().partition(|comment| coded.shown[*comment][theme]);
        all.push((None, declared.id.clone(), inside, outside));
    }
    all.retain(|(_, _, inside, outside)| !inside.is_empty() && !outside.is_empty());
    all
}

/// The terms typical of some comments with the number of all terms and the corrected p.
fn compared((terms, size): (&Terms, Size), inside: &[usize], outside: &[usize]) -> Vec<(KeyWord, [u64; 2], f64)> {
    let mut uses = vec![[0_u64; 2]; terms.len(size)];
    for (side, comments) in [inside, outside].into_iter().enumerate() {
        for &term in comments.iter().flat_map(|comment| terms.of_comment(size, *comment)) {
            uses[term as usize][side] += 1;
        }
    }
    let all = uses.iter().fold([0, 0], |sum, uses| [sum[0] + uses[0], sum[1] + uses[1]]);
    let counted = uses.iter().enumerate().map(|(term, uses)| (term, uses[0], uses[1]));
    let keys = key_terms(counted, all, LEAST_USES, |term| terms.name(size, term));
    let plain: Vec<f64> = keys.iter().map(|key| chi_squared_tail(key.g2.max(0.0), 1.0).unwrap_or(1.0)).collect();
    let corrected = adjust(&plain, Correction::BenjaminiHochberg);
    let given = keys.into_iter().zip(corrected).filter(|(key, _)| key.g2 >= LEAST_G2).take(MOST);
    given.map(|(key, p)| (key, all, p)).collect()
}

/// How many times as often, as a power of two.
fn log_ratio(key: &KeyWord, all: [u64; 2]) -> Option<f64> {
    let rest = if key.rest == 0 { 0.5 } else { key.rest as f64 };
    (all[0] > 0 && all[1] > 0).then(|| ((key.count as f64 / all[0] as f64) / (rest / all[1] as f64)).log2())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    fn key(count: u64, rest: u64) -> KeyWord {
        KeyWord { word: "w".to_owned(), count, rest, g2: 0.0 }
    }

    /// Python: `math.log2((12/1000)/(5/2000))` and `math.log2((12/1000)/(0.5/2000))`.
    #[test]
    fn the_log_ratio_counts_a_rest_of_zero_as_one_half() {
        assert!((log_ratio(&key(12, 5), [1000, 2000]).unwrap() - 2.263_034_405_833_794).abs() < 1e-12);
        assert!((log_ratio(&key(12, 0), [1000, 2000]).unwrap() - 5.584_962_500_721_156).abs() < 1e-12);
        assert_eq!(log_ratio(&key(12, 0), [1000, 0]), None);
    }

    #[test]
    fn words_and_phrases_of_one_group_stand_out() {
        let study = Fixture::with_texts(&[
            ("A", "t1", "late ferry late ferry late ferry late ferry"),
            ("B", "", "clean seats friendly crew clean seats friendly crew warm tea"),
        ]);
        let coded = study.coded();
        let terms = Terms::of(&coded);
        let found: Vec<(String, u64)> =
            compared((&terms, Size::One), &[0], &[1]).into_iter().map(|(key, _, _)| (key.word, key.count)).collect();
        assert_eq!(found, [("ferry".to_owned(), 4), ("late".to_owned(), 4)]);
        let phrases: Vec<String> =
            compared((&terms, Size::Two), &[0], &[1]).into_iter().map(|(key, _, _)| key.word).collect();
        assert_eq!(phrases, ["late ferry", "ferry late"]);
    }
}

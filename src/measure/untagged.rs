//! The comments that show no theme, and the words typical of them: where a codebook may have a gap.
//!
//! # What it answers
//! How much of what people wrote does the codebook not speak of, and what do those comments speak of?
//!
//! # Formula
//! Comments counted that show no theme of any group, of the comments counted. Their words against those of the other
//! comments counted, by `keyness`: at least three uses and G² of at least 3.84 (the 5% point of χ² with one degree of
//! freedom, as a cut and not as a test), the twenty most typical. A word is folded (case, accents);
//! words of one letter, function words, numbers, mentions, hashtags, addresses and emoji are left out.
//!
//! # Assumptions and when not to use it
//! A comment without a theme is not a failure: "following" says nothing. The words are hints for whoever writes the
//! codebook.
//!
//! # Reference
//! See `keyness`.
//!
//! # Example
//! If "photo" stands five times in the comments without a theme and never elsewhere, it leads the list.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Coded, KeyWord, Share, keyness};
use crate::text::{Language, Word, fold, is_function_word, words};

/// Words used less often than this are not typical of anything.
pub(super) const LEAST_USES: u64 = 3;

/// Words with a lower G² are no more typical than chance would have it.
pub(super) const LEAST_G2: f64 = 3.84;

/// Comments that one thread counts at a time at least.
const CHUNK: usize = 4096;

/// How many words are given.
const MOST_WORDS: usize = 20;

/// The comments that show no theme of any group.
#[derive(Debug, Clone, PartialEq)]
pub struct Untagged {
    /// Of the comments counted.
    pub share: Share,
    /// Positions in the list of comments, in file order.
    pub comments: Vec<usize>,
    /// Words typical of them.
    pub words: Vec<KeyWord>,
}

/// The comments counted that show no theme, and their typical words.
#[must_use]
pub fn untagged(coded: &Coded) -> Untagged {
    let (silent, rest): (Vec<usize>, Vec<usize>) = coded.counted().partition(|comment| coded.shows_nothing(*comment));
    let mut words = keyness(&uses(coded, &silent), &uses(coded, &rest), LEAST_USES);
    words.retain(|key| key.g2 >= LEAST_G2);
    words.truncate(MOST_WORDS);
    Untagged { share: Share::new(silent.len() as u64, (silent.len() + rest.len()) as u64), comments: silent, words }
}

fn uses(coded: &Coded, comments: &[usize]) -> BTreeMap<String, u64> {
    let count = |mut uses: BTreeMap<String, u64>, comment: &usize| {
        for word in words(&coded.comments[*comment].text) {
            if says_something(&word, coded.codebook.language) {
                *uses.entry(fold(&word.cased)).or_insert(0) += 1;
            }
        }
        uses
    };
    let add = |mut uses: BTreeMap<String, u64>, more: BTreeMap<String, u64>| {
        more.into_iter().for_each(|(word, count)| *uses.entry(word).or_insert(0) += count);
        uses
    };
    comments.par_iter().with_min_len(CHUNK).fold(BTreeMap::new, count).reduce(BTreeMap::new, add)
}

/// Whether a word tells what a comment speaks of.
pub(super) fn says_something(word: &Word, language: Language) -> bool {
    let folded = fold(&word.cased);
    word.is_plain()
        && folded.chars().nth(1).is_some()
        && folded.contains(char::is_alphabetic)
        && !is_function_word(language, &folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    #[test]
    fn words_of_comments_without_a_theme_stand_out() {
        let study = Fixture::with_texts(&[
            ("A", "", "Photo, photo, photo first, then 12 photos of a photo and a photo"),
            ("B", "t1", "note then photo and one more word to fill it up"),
            ("C", "", "PHOTO @photo a a a 12 12 first first"),
            ("D", "s1", "note and then note for me first or never first of all"),
        ]);
        let found = untagged(&study.coded());
        assert_eq!((found.share, found.comments), (Share::new(2, 4), vec![0, 2]));
        let words: Vec<(&str, u64, u64)> =
            found.words.iter().map(|key| (key.word.as_str(), key.count, key.rest)).collect();
        assert_eq!(words, [("photo", 6, 1)]);
    }
}

//! The words and the phrases of comments as numbers, so that a million comments take little memory.
//!
//! A term says something: function words, numbers and mentions are none. A phrase is two such words side by side. What is
//! typical of whom is `typical`'s.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Coded;
use super::untagged::says_something;
use crate::text::{Word, fold, words};

/// Comments of which the words are held as texts at a time.
const BLOCK: usize = 65_536;

/// Words, or phrases of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    One,
    Two,
}

/// The terms of comments.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: Vec<String>,
    pairs: Vec<(u32, u32)>,
    singles: Flat,
    doubles: Flat,
}

/// A list of numbers for each comment, one after the other, and where each ends.
#[derive(Debug, Default)]
struct Flat {
    numbers: Vec<u32>,
    ends: Vec<usize>,
}

impl Flat {
    fn of(&self, comment: usize) -> &[u32] {
        let start = comment.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[comment]]
    }

    fn end(&mut self) {
        self.ends.push(self.numbers.len());
    }
}

impl Terms {
    /// The terms of the comments counted; nothing of one set aside.
    pub(super) fn of(coded: &Coded) -> Self {
        let mut terms = Self::default();
        let (mut word_places, mut pair_places) = (HashMap::new(), HashMap::new());
        let places: Vec<usize> = (0..coded.comments.len()).collect();
        for block in places.chunks(BLOCK) {
            let said: Vec<Vec<Option<String>>> = block.par_iter().map(|comment| said(coded, *comment)).collect();
            for said in said {
                let mut before: Option<u32> = None;
                for word in said {
                    let word = word.map(|word| number(&mut terms.words, &mut word_places, word));
                    terms.singles.numbers.extend(word);
                    if let (Some(first), Some(second)) = (before, word) {
                        terms.doubles.numbers.push(number(&mut terms.pairs, &mut pair_places, (first, second)));
                    }
                    before = word;
                }
                terms.singles.end();
                terms.doubles.end();
            }
        }
        terms
    }

    /// How many different terms there are.
    pub(super) fn len(&self, size: Size) -> usize {
        match size {
            Size::One => self.words.len(),
            Size::Two => self.pairs.len(),
        }
    }

    /// The terms of a comment, in their order.
    pub(super) fn of_comment(&self, size: Size, comment: usize) -> &[u32] {
        match size {
            Size::One => self.singles.of(comment),
            Size::Two => self.doubles.of(comment),
        }
    }

    /// A term in words.
    pub(super) fn name(&self, size: Size, term: usize) -> String {
        match size {
            Size::One => self.words[term].clone(),
            Size::Two => {
                let (first, second) = self.pairs[term];
                format!("{} {}", self.words[first as usize], self.words[second as usize])
            }
        }
    }
}

/// The words of a comment in their order; `None` for one that is no term.
fn said(coded: &Coded, comment: usize) -> Vec<Option<String>> {
    if coded.set_aside[comment].is_some() {
        return Vec::new();
    }
    let language = coded.codebook.language;
    let text = &coded.comments[comment].text;
    let term = |word: &Word| says_something(word, language) && !is_mask(text, word);
    words(text).into_iter().map(|word| term(&word).then(|| fold(&word.cased))).collect()
}

/// Whether a word in brackets stands where something was masked, as in `[email]`.
fn is_mask(text: &str, word: &Word) -> bool {
    const MASKS: [&str; 5] = ["email", "phone", "link", "handle", "name"];
    let brackets = text[..word.span.start].ends_with('[') && text[word.span.end..].starts_with(']');
    brackets && MASKS.contains(&word.cased.as_str())
}

/// The number of a term: its place among those met before.
fn number<T: Clone + Eq + std::hash::Hash>(met: &mut Vec<T>, places: &mut HashMap<T, u32>, term: T) -> u32 {
    let next = u32::try_from(met.len()).unwrap_or(u32::MAX);
    *places.entry(term).or_insert_with_key(|term| {
        met.push(term.clone());
        next
    })
}

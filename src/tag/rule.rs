//! Rules in the form in which every comment asks for them: small, and phrases as words that are compared as numbers.
//!
//! Where a rule is set off, and what else it asks for, is `matcher`'s.

use super::lexicon::{Key, Lexicon};
use super::overlap::Owner;
use crate::codebook::{Element, Expression};
use crate::text::{Case, Span};

/// Whose a rule is, and what the word that sets it off is to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub owner: Owner,
    pub part: Part,
}

/// What a word that sets off a rule is to it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// All that the rule asks for.
    All,
    /// A word of the phrase of this number.
    OfPhrase(u32),
    /// One without which the rule cannot hold.
    Anchor,
}

/// What a rule asks for in full.
#[derive(Debug)]
pub(super) enum Shape {
    /// Words side by side.
    Phrase(Vec<Element>),
    /// Anything else.
    Other(Expression),
}

/// The phrases of all rules.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    words: Vec<Asked>,
}

#[derive(Debug)]
struct Phrase {
    /// Its words among those of all phrases.
    first: u32,
    end: u32,
    /// The place in it of the word that sets it off.
    offset: u32,
}

impl Phrases {
    /// Adds a phrase that its word at `place` sets off, and gives its number.
    pub fn add(&mut self, elements: &[Element], place: usize, case: Case) -> u32 {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let first = number(self.words.len());
        self.words.extend(elements.iter().enumerate().map(|(at, element)| match element {
            Element::Any => Asked::ANY,
            // What is set off by the folded form is not yet compared as written.
            element if at == place && !matches!(element, Element::Written(_)) => Asked::ANY,
            element => Asked::new(element, case),
        }));
        self.phrases.push(Phrase { first, end: number(self.words.len()), offset: number(place) });
        number(self.phrases.len() - 1)
    }

    /// The place of the word that sets off a phrase, and its words.
    #[inline]
    pub fn get(&self, phrase: u32) -> (usize, &[Asked]) {
        let Phrase { first, end, offset } = self.phrases[phrase as usize];
        (offset as usize, &self.words[first as usize..end as usize])
    }
}

/// A word that a phrase asks for, as the key of the word that is it for certain: other words may be it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked(u128);

impl Asked {
    /// Any word, or one that is known to be right.
    const ANY: Self = Self(0);
    /// A word of which nothing is told by its key.
    const UNTOLD: Self = Self(u128::MAX);
    /// Says that case does not matter; no key has this bit.
    const ANY_CASE: u128 = 1 << 127;
    /// The bit by which upper and lower case differ, in all bytes of a key but that of the length.
    const LOWER: u128 = u128::from_le_bytes([0x20; 16]) >> 8;

    /// A word of letters only: in any other, the bit that tells the cases of letters apart tells other signs apart.
    fn new(element: &Element, case: Case) -> Self {
        let (word, any_case) = match element {
            // A stem has no case.
            Element::Stem { word, .. } => (word, true),
            Element::Exact(form) => (form, case == Case::Fold),
            Element::Written(word) => (word, false),
            Element::Glob(_) | Element::Edit(_) | Element::Regex(_) | Element::Any => return Self::UNTOLD,
        };
        match Lexicon::key(word, Span::new(0, word.len())) {
            Key::Short(key) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Self(if any_case { key | Self::LOWER | Self::ANY_CASE } else { key })
            }
            _ => Self::UNTOLD,
        }
    }

    #[inline]
    pub fn is_any(self) -> bool {
        self == Self::ANY
    }

    /// Whether the word of this key is it for certain.
    #[inline]
    pub fn is(self, key: Key<'_>) -> bool {
        let Key::Short(key) = key else { return false };
        self.0 == if self.0 & Self::ANY_CASE == 0 { key } else { key | Self::LOWER | Self::ANY_CASE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_are_told_without_asking() {
        let stem = |word: &str| Element::Stem { stem: String::new(), word: word.into() };
        let (exact, written) = (|word: &str| Element::Exact(word.into()), |word: &str| Element::Written(word.into()));
        for (element, case, word, told) in [
            (stem("Note"), Case::Keep, "nOTE", true),
            (stem("note"), Case::Fold, "noted", false),
            (exact("note"), Case::Fold, "NOTE", true),
            (exact("Note"), Case::Keep, "Note", true),
            (exact("Note"), Case::Keep, "note", false),
            (written("Note"), Case::Fold, "Note", true),
            (written("Note"), Case::Fold, "note", false),
            // `@` and a backquote differ by the bit by which the cases of letters do; so do `1` and a control sign.
            (exact("`a"), Case::Fold, "@a", false),
            (exact("a1"), Case::Fold, "a\u{11}", false),
            (exact("été"), Case::Fold, "été", false),
            (exact("abcdefghijklmnop"), Case::Fold, "abcdefghijklmnop", false),
            (exact("abcdefghijklmno"), Case::Fold, "ABCDEFGHIJKLMNO", true),
            (Element::Glob("n*".into()), Case::Fold, "note", false),
        ] {
            let asked = Asked::new(&element, case);
            assert_eq!(asked.is(Lexicon::key(word, Span::new(0, word.len()))), told, "{element:?} {word}");
            assert!(!asked.is_any());
        }
    }

    #[test]
    fn the_word_that_sets_off_a_phrase_is_not_compared_again_but_as_written() {
        let mut phrases = Phrases::default();
        let words = [Element::Exact("a".into()), Element::Any, Element::Written("B".into())];
        for (place, compared) in [(0, [false, false, true]), (2, [true, false, true])] {
            let number = phrases.add(&words, place, Case::Fold);
            let (offset, asked) = phrases.get(number);
            assert_eq!((offset, asked.len()), (place, 3));
            assert!(asked.iter().map(|asked| !asked.is_any()).eq(compared));
        }
    }
}

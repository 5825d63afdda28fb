//! Words met before, found again by what they are as written: an open table of short words, which are compared as
//! numbers, and a map of the long ones.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::text::Span;

/// The longest word that is kept as a number.
const SHORT: usize = 15;

/// Where a word of a text is kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'t> {
    Short(u128),
    Long(&'t str),
}

/// The number given to each word met so far.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Key and number; a key of 0 is an empty place, since no word is empty. Always a power of two in length.
    short: Vec<(u128, u32)>,
    short_count: usize,
    long: HashMap<Box<str>, u32, FixedState>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { short: vec![(0, 0); 1 << 10], short_count: 0, long: HashMap::default() }
    }
}

impl Lexicon {
    /// The key of the word at a place of a text.
    pub fn key(text: &str, span: Span) -> Key<'_> {
        let length = span.len();
        if length > SHORT {
            return Key::Long(span.of(text));
        }
        let bytes = text.as_bytes();
        let ahead: Option<[u8; 16]> = bytes.get(span.start..span.start + 16).and_then(|ahead| ahead.try_into().ok());
        let word = match ahead {
            Some(ahead) => u128::from_le_bytes(ahead) & (u128::MAX >> (8 * (16 - length))),
            None => {
                let mut padded = [0; 16];
                padded[..length].copy_from_slice(&bytes[span.start..span.end]);
                u128::from_le_bytes(padded)
            }
        };
        Key::Short(word | (length as u128) << 120)
    }

    /// The number of a word that was met before.
    pub fn get(&self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Long(word) => self.long.get(word).copied(),
            Key::Short(key) => {
                let (found, number) = self.short[self.place(key)];
                (found == key).then_some(number)
            }
        }
    }

    /// Remembers a word that was not met before.
    pub fn insert(&mut self, key: Key<'_>, number: u32) {
        match key {
            Key::Long(word) => {
                self.long.insert(word.into(), number);
            }
            Key::Short(key) => {
                if 2 * self.short_count >= self.short.len() {
                    self.grow();
                }
                let place = self.place(key);
                self.short[place] = (key, number);
                self.short_count += 1;
            }
        }
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Where a short key is, or the empty place where it would go; there is one, as half of the table is empty.
    fn place(&self, key: u128) -> usize {
        let mask = self.short.len() - 1;
        // Fibonacci hashing of the two halves: the high bits of the product depend on all bits of the key.
        let halves = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
        let mut place = (halves.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.short[place].0 != 0 && self.short[place].0 != key {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let larger = vec![(0, 0); 2 * self.short.len()];
        let kept = std::mem::replace(&mut self.short, larger);
        for (key, number) in kept.into_iter().filter(|(key, _)| *key != 0) {
            let place = self.place(key);
            self.short[place] = (key, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_is_found_again_and_no_other(words in prop::collection::vec("[a-c\\x00é]{1,18}", 1..3000)) {
            let text = words.join(" ");
            let mut lexicon = Lexicon::default();
            let mut expected: HashMap<&str, u32> = HashMap::new();
            let mut at = 0;
            for word in &words {
                let span = Span::new(at, at + word.len());
                at += word.len() + 1;
                let key = Lexicon::key(&text, span);
                prop_assert_eq!(lexicon.get(key), expected.get(word.as_str()).copied());
                if !expected.contains_key(word.as_str()) {
                    let number = expected.len() as u32;
                    lexicon.insert(key, number);
                    expected.insert(word, number);
                }
            }
        }
    }
}

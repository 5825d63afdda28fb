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
    /// Always a power of two in length, and never more than half full.
    short: Vec<Slot>,
    short_count: usize,
    long: HashMap<Box<str>, u64, FixedState>,
}

/// A key and its number; a key of 0 is an empty place, since no word is empty.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// In halves, which need no room between slots.
    low: u64,
    high: u64,
    number: u64,
}

/// The bytes of a short word in the sixteen that stand from its beginning on.
const OWN: [u128; SHORT + 1] = {
    let mut own = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        own[length] = u128::MAX >> (8 * (16 - length));
        length += 1;
    }
    own
};

impl Default for Lexicon {
    fn default() -> Self {
        Self { short: vec![Slot::default(); 1 << 10], short_count: 0, long: HashMap::default() }
    }
}

impl Lexicon {
    /// The key of the word at a place of a text.
    #[inline]
    pub fn key(text: &str, span: Span) -> Key<'_> {
        let length = span.len();
        if length > SHORT {
            return Key::Long(span.of(text));
        }
        let bytes = text.as_bytes();
        let missing = (span.start + 16).saturating_sub(bytes.len());
        let ahead = match bytes.get(span.start - missing.min(span.start)..).and_then(|ahead| ahead.first_chunk()) {
            // Near the end the last sixteen bytes, without those before the word.
            Some(ahead) => u128::from_le_bytes(*ahead) >> (8 * missing),
            None => {
                let mut padded = [0; 16];
                padded[..length].copy_from_slice(&bytes[span.start..span.end]);
                u128::from_le_bytes(padded)
            }
        };
        Key::Short(ahead & OWN[length] | (length as u128) << 120)
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.short_count + self.long.len()
    }

    /// The number of a word that was met before.
    #[inline]
    pub fn get(&self, key: Key<'_>) -> Option<u64> {
        match key {
            Key::Long(word) => self.long.get(word).copied(),
            Key::Short(key) => {
                let found = &self.short[self.place(key)];
                (found.high != 0).then_some(found.number)
            }
        }
    }

    /// Remembers the number of a word.
    pub fn insert(&mut self, key: Key<'_>, number: u64) {
        match key {
            Key::Long(word) => {
                self.long.insert(word.into(), number);
            }
            Key::Short(key) => {
                if 2 * self.short_count >= self.short.len() {
                    self.grow();
                }
                let place = self.place(key);
                self.short_count += usize::from(self.short[place].high == 0);
                self.short[place] = Slot { low: key as u64, high: (key >> 64) as u64, number };
            }
        }
    }

    /// Where a short key is, or the empty place where it would go; there is one, as half of the table is empty.
    #[inline]
    fn place(&self, key: u128) -> usize {
        let mask = self.short.len() - 1;
        let (low, high) = (key as u64, (key >> 64) as u64);
        // Fibonacci hashing of the two halves: the high bits of the product depend on all bits of the key.
        let mut place = ((low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        loop {
            let slot = &self.short[place];
            // The length stands in the high half, so that it is 0 in empty places only.
            if slot.high == 0 || (slot.low == low && slot.high == high) {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); 2 * self.short.len()];
        let kept = std::mem::replace(&mut self.short, larger);
        for slot in kept.into_iter().filter(|slot| slot.high != 0) {
            let place = self.place(u128::from(slot.low) | u128::from(slot.high) << 64);
            self.short[place] = slot;
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
            let mut expected: HashMap<&str, u64> = HashMap::new();
            let mut at = 0;
            for word in &words {
                let span = Span::new(at, at + word.len());
                at += word.len() + 1;
                let key = Lexicon::key(&text, span);
                prop_assert_eq!(lexicon.get(key), expected.get(word.as_str()).copied());
                if !expected.contains_key(word.as_str()) {
                    let number = expected.len() as u64;
                    lexicon.insert(key, number);
                    expected.insert(word, number);
                }
            }
        }
    }
}

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

/// The number given to each word met so far, which is never 0.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Always a power of two in length, and never more than two thirds full.
    short: Vec<Bucket>,
    short_count: usize,
    long: HashMap<Box<str>, u32, FixedState>,
    /// Bytes of the long words.
    long_bytes: usize,
}

/// Words in one bucket.
const WAYS: usize = 3;

/// Keys and their numbers in one line of the processor's cache, so that most words cost one access to memory. A number
/// of 0 is an empty place; places are filled from the first on.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Bucket {
    keys: [u128; WAYS],
    numbers: [u32; WAYS],
}

impl Bucket {
    /// The number of a key, or 0; without a branch, because in which place a word is cannot be foretold.
    #[inline]
    fn get(&self, key: u128) -> u32 {
        let number = |way: usize| if self.keys[way] == key { self.numbers[way] } else { 0 };
        number(0) | number(1) | number(2)
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.numbers[WAYS - 1] != 0
    }
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
        Self { short: vec![Bucket::default(); 1 << 4], short_count: 0, long: HashMap::default(), long_bytes: 0 }
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

    /// The bytes of the words whose bytes do not lie in the table itself.
    pub fn long_bytes(&self) -> usize {
        self.long_bytes
    }

    /// The number of a word, where it was met before and is in the place where it is looked for first; 0 otherwise.
    #[inline]
    pub fn at_first(&self, key: Key<'_>) -> u32 {
        match key {
            Key::Short(key) => self.short[self.home(key)].get(key),
            Key::Long(_) => 0,
        }
    }

    /// The number of a word that was met before.
    pub fn get(&self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Long(word) => self.long.get(word).copied(),
            Key::Short(key) => match self.short[self.bucket(key)].get(key) {
                0 => None,
                number => Some(number),
            },
        }
    }

    /// Remembers the number of a word that is not in.
    pub fn insert(&mut self, key: Key<'_>, number: u32) {
        match key {
            Key::Long(word) => {
                self.long_bytes += word.len();
                self.long.insert(word.into(), number);
            }
            Key::Short(key) => {
                if self.short_count >= 2 * self.short.len() {
                    self.grow();
                }
                self.put(key, number);
                self.short_count += 1;
            }
        }
    }

    /// Where a key is looked for first, by Fibonacci hashing of its halves: the high bits of the product depend on all
    /// bits of the key.
    #[inline]
    fn home(&self, key: u128) -> usize {
        let (low, high) = (key as u64, (key >> 64) as u64);
        ((low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (self.short.len() - 1)
    }

    /// The bucket that has a key, or the first with an empty place for it; there is one, as a third of the table is
    /// empty.
    fn bucket(&self, key: u128) -> usize {
        let mut place = self.home(key);
        while self.short[place].is_full() && self.short[place].get(key) == 0 {
            place = (place + 1) & (self.short.len() - 1);
        }
        place
    }

    fn put(&mut self, key: u128, number: u32) {
        let place = self.bucket(key);
        let bucket = &mut self.short[place];
        if let Some(way) = bucket.numbers.iter().position(|number| *number == 0) {
            bucket.keys[way] = key;
            bucket.numbers[way] = number;
        }
    }

    fn grow(&mut self) {
        let larger = vec![Bucket::default(); 2 * self.short.len()];
        for bucket in std::mem::replace(&mut self.short, larger) {
            for (key, number) in bucket.keys.into_iter().zip(bucket.numbers).filter(|(_, number)| *number != 0) {
                self.put(key, number);
            }
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
                let number = expected.get(word.as_str()).copied();
                prop_assert_eq!(lexicon.get(key), number);
                prop_assert!([Some(0), number.or(Some(0))].contains(&Some(lexicon.at_first(key))));
                if !expected.contains_key(word.as_str()) {
                    let number = expected.len() as u32 + 1;
                    lexicon.insert(key, number);
                    expected.insert(word, number);
                }
            }
        }
    }
}

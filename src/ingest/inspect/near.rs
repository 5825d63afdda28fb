//! Texts that are nearly the same: a few words changed in a long answer, as copies and machines write them.
//!
//! Texts are compared by their runs of three words, folded in case and without signs: two are near where they share at
//! least four fifths of all such runs (Jaccard). Candidates are found by the smallest hashes of each text under four
//! permutations in each of eight bands, so that not every pair is compared; every candidate is then compared exactly. What
//! is kept of a column is bounded: the first texts are compared, and where there were more that is said. Nothing depends on
//! chance.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

/// Runs of words that are kept in all, 4 bytes each.
const RUNS: usize = 8 << 20;

/// Texts with fewer runs are alike by chance.
const LEAST: usize = 8;

/// Runs of one text that are kept.
const MOST: usize = 4_096;

/// Two texts are near where they share this part of their runs, in tenths.
const SHARED: usize = 8;

/// Groups of hashes by which candidates are found, and the hashes in each.
const BANDS: u64 = 8;
const ROWS: u64 = 4;

/// Texts that a text is compared with in one band.
const COMPARED: usize = 32;

/// The texts of one column, as far as they are kept.
#[derive(Debug)]
pub struct NearTexts {
    /// For each text its runs, sorted and each once.
    texts: Vec<Box<[u32]>>,
    kept: usize,
    limit: usize,
    /// Whether there were more texts than could be kept.
    pub full: bool,
}

impl NearTexts {
    /// For one of so many columns.
    pub fn new(columns: usize) -> Self {
        Self { texts: Vec::new(), kept: 0, limit: (RUNS / columns.max(1)).max(MOST), full: false }
    }

    /// Keeps a text, where there is room.
    pub fn add(&mut self, cell: &[u8]) {
        if self.full {
            return;
        }
        let runs = runs(cell);
        if runs.len() < LEAST {
            return;
        }
        self.kept += runs.len();
        self.full = self.kept > self.limit;
        if !self.full {
            self.texts.push(runs);
        }
    }

    /// How many texts are nearly, and not wholly, the same as an earlier one.
    pub fn count(&self) -> u64 {
        let mut bands: HashMap<(u64, u64), Vec<u32>, FixedState> = HashMap::default();
        let mut near = 0;
        for (place, text) in self.texts.iter().enumerate() {
            let mut found = false;
            for band in 0..BANDS {
                let same = bands.entry((band, key(text, band))).or_default();
                found = found || same.iter().any(|&earlier| is_near(&self.texts[earlier as usize], text));
                if same.len() < COMPARED {
                    same.extend(u32::try_from(place));
                }
            }
            near += u64::from(found);
        }
        near
    }
}

/// The smallest hashes of a text under the permutations of a band.
fn key(text: &[u32], band: u64) -> u64 {
    let smallest = |row: u64| {
        let seed = FixedState::with_seed(band * ROWS + row);
        text.iter().map(|run| seed.hash_one(*run)).min().unwrap_or_default()
    };
    (0..ROWS).map(smallest).fold(band, |key, hash| key.rotate_left(17) ^ hash.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Whether two texts share most of their runs, but not all: those are counted as the same.
fn is_near(one: &[u32], other: &[u32]) -> bool {
    let (mut at, mut shared) = (0, 0);
    for run in one {
        while other.get(at).is_some_and(|other| other < run) {
            at += 1;
        }
        shared += usize::from(other.get(at) == Some(run));
    }
    let all = one.len() + other.len() - shared;
    shared * 10 >= all * SHARED && shared < all
}

/// Hashes of every three words that follow each other.
fn runs(cell: &[u8]) -> Box<[u32]> {
    let state = FixedState::default();
    // Bytes beyond ASCII count as letters, as they do for texts that are wholly the same.
    let folded = cell.to_ascii_lowercase();
    let words = folded.split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<u64> = words.take(MOST).map(|word| state.hash_one(word)).collect();
    let runs = words.windows(3).map(|run| (state.hash_one(run) >> 32) as u32);
    let mut runs: Vec<u32> = runs.collect();
    runs.sort_unstable();
    runs.dedup();
    runs.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(texts: &[&str]) -> u64 {
        let mut near = NearTexts::new(1);
        texts.iter().for_each(|text| near.add(text.as_bytes()));
        near.count()
    }

    const LONG: &str = "The evening boat was late again on Monday and again on Tuesday and nobody at the pier could say when it \
        would come or whether there would be another one that night for those of us who live on the other side of the bay";

    #[test]
    fn a_long_text_with_a_word_changed_is_near_and_another_text_is_not() {
        let changed = LONG.replace("Tuesday", "Thursday");
        let other = "I take the morning boat because the bridge is closed, and it has always been on time so far, which is more than \
            I can say of the bus that I took before";
        assert_eq!(count(&[LONG, other, &changed, other]), 1, "the same text again is counted elsewhere");
        assert_eq!(count(&[LONG, &LONG.to_uppercase()]), 0);
        assert_eq!(count(&["Late again on Monday.", "Late again on Tuesday."]), 0, "short texts are alike by chance");
    }

    #[test]
    fn every_near_pair_among_many_texts_is_found_and_no_other() {
        let word = |n: u64| format!("w{}", FixedState::default().hash_one(n) % 5_000);
        let text = |n: u64| (0..40).map(|place| word(n * 100 + place)).collect::<Vec<_>>().join(" ");
        let mut texts: Vec<String> = (0..500).map(text).collect();
        // One word of forty changes three runs of 38 in each: 35 of 41 are shared.
        texts.extend((0..50).map(|n| text(n * 10).replacen(&format!("{} ", word(n * 1_000 + 20)), "changed ", 1)));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(count(&texts), 50);
    }

    #[test]
    fn what_is_kept_is_bounded_and_that_is_said() {
        let mut near = NearTexts::new(RUNS);
        (0..2_000).for_each(|n| near.add(format!("{LONG} {n}").as_bytes()));
        assert!(near.full && near.kept <= MOST + 100 && near.count() > 0);
    }
}

//! Doubles among respondents, rows and texts, by hashes in bounded memory: what was seen first is compared, and where
//! there was more, that is said.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::found::Doubles;
use super::near::NearTexts;
use crate::ingest::Row;

/// Hashes that are kept in all, 8 bytes each.
const HASHES: usize = 1 << 20;

/// A shorter text is often the same by chance.
const TEXT: usize = 40;

/// Lines that are listed.
const LISTED: usize = 20;

/// Hashes of what was seen before.
#[derive(Debug)]
struct Before {
    hashes: HashSet<u64, FixedState>,
    limit: usize,
    full: bool,
}

impl Before {
    fn new(limit: usize) -> Self {
        Self { hashes: HashSet::default(), limit, full: false }
    }

    /// Whether this was seen before.
    fn repeats(&mut self, hash: u64) -> bool {
        if self.hashes.len() >= self.limit {
            self.full = true;
            return self.hashes.contains(&hash);
        }
        !self.hashes.insert(hash)
    }
}

/// Looks for responses that are there twice.
#[derive(Debug)]
pub struct DoubleRows {
    id: Option<usize>,
    before: Before,
    found: Doubles,
}

impl DoubleRows {
    /// For a file whose respondents have their id in this column.
    pub fn new(id: Option<usize>) -> Self {
        Self { id, before: Before::new(HASHES), found: Doubles::default() }
    }

    /// Compares a response with earlier ones: by its id, or as a whole where it has none.
    pub fn take(&mut self, row: &Row) {
        let state = FixedState::default();
        let id = self.id.map(|place| row.cell(place).trim_ascii()).filter(|id| !id.is_empty());
        let hash = id.map_or_else(|| whole(&state, row), |id| state.hash_one(id));
        if !self.before.repeats(hash) {
            return;
        }
        let what = match id {
            Some(_) => {
                self.found.ids += 1;
                "an earlier response has this id"
            }
            None => {
                self.found.rows += 1;
                "the whole row is that of an earlier one"
            }
        };
        if self.found.places.len() < LISTED {
            self.found.places.push((row.line(), what));
        }
    }

    /// What was found.
    pub fn finish(mut self) -> Doubles {
        self.found.partial = self.before.full;
        self.found
    }
}

/// A hash of all cells, in which a cell that moves to another column counts.
fn whole(state: &FixedState, row: &Row) -> u64 {
    let mut hasher = state.build_hasher();
    for place in 0..row.len() {
        hasher.write(row.cell(place));
        hasher.write_u8(0xFF);
    }
    hasher.finish()
}

impl Doubles {
    /// What is said of ids that stand twice.
    #[must_use]
    pub fn ids_said(&self) -> Option<String> {
        (self.ids > 0).then(|| format!("{} responses have the id of an earlier one", self.ids))
    }

    /// With the texts of the columns that hold texts of the respondents' own.
    pub fn with<'t>(&self, texts: impl Iterator<Item = &'t DoubleTexts> + Clone) -> Self {
        let partial = self.partial || texts.clone().any(|texts| texts.before.full || texts.near.full);
        let near = texts.clone().map(|texts| texts.near.count()).sum();
        Self { texts: texts.map(|texts| texts.repeated).sum(), near, partial, ..self.clone() }
    }
}

/// Looks for texts of one column that repeat an earlier one.
#[derive(Debug)]
pub struct DoubleTexts {
    before: Before,
    near: NearTexts,
    /// Texts of some length that repeat an earlier one but for case, spaces and signs.
    pub repeated: u64,
}

impl DoubleTexts {
    /// For one of so many columns.
    pub fn new(columns: usize) -> Self {
        let before = Before::new((HASHES / columns.max(1)).max(1_000));
        Self { before, near: NearTexts::new(columns), repeated: 0 }
    }

    /// Compares a cell with earlier ones.
    pub fn add(&mut self, cell: &[u8]) {
        if cell.len() < TEXT {
            return;
        }
        let state = FixedState::default();
        let mut hasher = state.build_hasher();
        // Bytes beyond ASCII count as letters: two texts that differ in them are two texts.
        let mut letters =
            cell.iter().filter(|b| b.is_ascii_alphanumeric() || !b.is_ascii()).map(u8::to_ascii_lowercase);
        let mut buffer = [0u8; 64];
        loop {
            let mut filled = 0;
            for (slot, letter) in buffer.iter_mut().zip(&mut letters) {
                *slot = letter;
                filled += 1;
            }
            if filled == 0 {
                break;
            }
            hasher.write(&buffer[..filled]);
        }
        match self.before.repeats(hasher.finish()) {
            true => self.repeated += 1,
            false => self.near.add(cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_signs_and_case_only_are_doubles_and_short_ones_are_not_compared() {
        let mut texts = DoubleTexts::new(1);
        for text in [
            "The ferry was late again, and nobody told us why.",
            "the ferry was late again - and nobody told us WHY!!",
            "The ferry was early again, and nobody told us why.",
            "ok",
            "ok",
        ] {
            texts.add(text.as_bytes());
        }
        assert_eq!(texts.repeated, 1);
    }

    #[test]
    fn memory_stays_within_its_limit_and_that_is_said() {
        let mut before = Before::new(10);
        let repeated = (0..100).filter(|&hash| before.repeats(hash)).count();
        assert_eq!((repeated, before.hashes.len(), before.full), (0, 10, true));
    }
}

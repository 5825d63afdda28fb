//! Results kept from one run to the next, by a digest of everything that they were made of.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// The digest of what a result is made of.
pub(super) type Key = [u8; 32];

/// The digest of some parts, each with its length, so that no two lists of parts are alike.
pub(super) fn key<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Key {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// Results of one kind: those of the last run that came to its end, and those of the run that goes on.
#[derive(Debug)]
pub(super) struct Memo<V> {
    runs: Mutex<Runs<V>>,
}

#[derive(Debug)]
struct Runs<V> {
    last: HashMap<Key, Arc<V>>,
    this: HashMap<Key, Arc<V>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { runs: Mutex::new(Runs { last: HashMap::new(), this: HashMap::new() }) }
    }
}

impl<V> Memo<V> {
    fn runs(&self) -> MutexGuard<'_, Runs<V>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The result with this key, made only where neither run has it.
    pub(super) fn get<E>(&self, key: Key, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let found = {
            let runs = self.runs();
            runs.this.get(&key).or_else(|| runs.last.get(&key)).cloned()
        };
        let found = match found {
            Some(found) => found,
            None => Arc::new(make()?),
        };
        self.runs().this.insert(key, Arc::clone(&found));
        Ok(found)
    }

    /// A run begins: where the one before came to its end, only what it used is kept.
    pub(super) fn begin(&self, ended: bool) {
        let mut runs = self.runs();
        let this = std::mem::take(&mut runs.this);
        if ended {
            runs.last = this;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(memo: &Memo<u32>, name: u8, make: u32) -> u32 {
        *memo.get(key([&[name][..]]), || Ok::<_, ()>(make)).unwrap()
    }

    #[test]
    fn what_a_run_used_is_there_for_the_next_one_and_no_longer() {
        let memo = Memo::default();
        assert_eq!((get(&memo, 1, 10), get(&memo, 2, 20)), (10, 20));
        memo.begin(true);
        assert_eq!(get(&memo, 1, 11), 10);
        memo.begin(true);
        assert_eq!((get(&memo, 1, 12), get(&memo, 2, 22)), (10, 22), "the second was not used");
    }

    #[test]
    fn a_run_that_failed_takes_nothing_away() {
        let memo = Memo::default();
        assert_eq!((get(&memo, 1, 10), get(&memo, 2, 20)), (10, 20));
        memo.begin(true);
        assert_eq!(get(&memo, 3, 30), 30);
        memo.begin(false);
        assert_eq!((get(&memo, 1, 11), get(&memo, 2, 21), get(&memo, 3, 31)), (10, 20, 31));
    }

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(key([&b"ab"[..], b"c"]), key([&b"a"[..], b"bc"]));
    }
}

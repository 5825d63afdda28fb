//! Units drawn again for the intervals of coefficients of agreement, by kind: units with the same decisions are one kind, so
//! that a resample only counts how often each kind was drawn.
//!
//! What is computed of each resample is the caller's.

use std::collections::HashMap;
use std::hash::Hash;

use rand_pcg::Pcg64Mcg;

use crate::measure::Bounds;
use crate::measure::bootstrap::{below, percentile_bounds};

const RESAMPLES: usize = 1000;
const SEED: u128 = 0x7665_7262_6174_696d_735f_616c_7068_615f;

/// Units by what was decided on them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kinds<K> {
    /// What was decided on the units of a kind.
    pub all: Vec<K>,
    /// The kind of each unit.
    of_unit: Vec<usize>,
}

impl<K: Clone + Eq + Hash> Kinds<K> {
    /// The kinds of these units, in the order in which they first appear.
    pub fn new(units: impl Iterator<Item = K>) -> Self {
        let mut places: HashMap<K, usize> = HashMap::new();
        let (mut all, mut of_unit) = (Vec::new(), Vec::new());
        for unit in units {
            let next = all.len();
            of_unit.push(*places.entry(unit).or_insert_with_key(|unit| {
                all.push(unit.clone());
                next
            }));
        }
        Self { all, of_unit }
    }

    /// How many units there are of each kind.
    pub fn times(&self) -> Vec<u64> {
        let mut times = vec![0; self.all.len()];
        self.of_unit.iter().for_each(|kind| times[*kind] += 1);
        times
    }

    /// The bounds of some values, each of which `values` gives for the units drawn, where it is defined; `None` for one
    /// that is not defined in half of the resamples.
    pub fn bounds<const N: usize>(
        &self,
        level: f64,
        mut values: impl FnMut(&[u64]) -> [Option<f64>; N],
    ) -> [Option<Bounds>; N] {
        let mut random = Pcg64Mcg::new(SEED);
        let mut drawn = vec![0; self.all.len()];
        let mut found = [const { Vec::new() }; N];
        let units = self.of_unit.len() as u64;
        for _ in 0..RESAMPLES {
            drawn.fill(0);
            (0..units).for_each(|_| drawn[self.of_unit[below(&mut random, units) as usize]] += 1);
            found.iter_mut().zip(values(&drawn)).for_each(|(found, value)| found.extend(value));
        }
        found.map(|mut found| {
            let (low, high) = percentile_bounds(&mut found, level).filter(|_| found.len() * 2 >= RESAMPLES)?;
            Some(Bounds { low, high, level, method: "percentile bootstrap over units, 1,000 resamples" })
        })
    }
}

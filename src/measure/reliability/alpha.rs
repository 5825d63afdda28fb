//! Krippendorff's alpha, for categories, orders, numbers and sets.
//!
//! # What it answers
//! How far do any number of coders agree, beyond chance, when decisions are missing and some disagreements are worse
//! than others?
//!
//! # Formula
//! α = 1 − D_o / D_e over units with at least two decisions: D_o = (1/n) Σ_u Σ_{i≠j} δ(u_i, u_j) / (m_u − 1),
//! D_e = Σ over all pairs of the n decisions of δ / (n − 1) / n. The interval is the percentile bootstrap over units,
//! seeded; resamples in which α is not defined are left out.
//!
//! # Assumptions and when not to use it
//! Coders independent of each other. Where all decisions are alike D_e is zero and α is not defined; it is not 1.
//!
//! # Reference
//! Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. δ: see `distance`.
//!
//! # Example
//! Krippendorff's data C: nominal 0.743, ordinal 0.815, interval 0.849, ratio 0.797.

use rand_pcg::Pcg64Mcg;

use super::distance::{Level, SetDistance};
use crate::measure::Bounds;
use crate::measure::bootstrap::{below, percentile_bounds};

/// Decisions on units, ready for alpha: every value once, and for each unit the places of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    /// The decisions of each unit, as places among the values.
    units: Vec<Vec<usize>>,
    kind: Kind,
}

/// The distances of sets, row after row: every resample asks for all of them again. Empty for very many sets.
type Distances = Vec<f64>;

/// Different sets whose distances are kept.
const MOST_KEPT: usize = 1000;

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Numbers(Level, Vec<f64>),
    Sets(SetDistance, Vec<Vec<u32>>, Distances),
}

impl Alpha {
    /// Decisions that are numbers, or categories by number. One row a unit.
    #[must_use]
    pub fn numbers(ratings: &[Vec<Option<f64>>], level: Level) -> Self {
        let mut values: Vec<f64> = ratings.iter().flatten().flatten().copied().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let place = |value: &f64| values.partition_point(|other| other < value);
        let units = ratings.iter().map(|unit| unit.iter().flatten().map(place).collect()).collect();
        Self { units, kind: Kind::Numbers(level, values) }
    }

    /// Decisions that are sets of themes, sorted. One row a unit.
    #[must_use]
    pub fn sets(ratings: &[Vec<Option<Vec<u32>>>], distance: SetDistance) -> Self {
        let mut values: Vec<Vec<u32>> = ratings.iter().flatten().flatten().cloned().collect();
        values.sort();
        values.dedup();
        let place = |value: &Vec<u32>| values.partition_point(|other| other < value);
        let units = ratings.iter().map(|unit| unit.iter().flatten().map(place).collect()).collect();
        let row = |a: &Vec<u32>| values.iter().map(|b| distance.between(a, b)).collect::<Vec<_>>();
        let kept = if values.len() <= MOST_KEPT { values.iter().flat_map(row).collect() } else { Vec::new() };
        Self { units, kind: Kind::Sets(distance, values, kept) }
    }

    fn values(&self) -> usize {
        match &self.kind {
            Kind::Numbers(_, values) => values.len(),
            Kind::Sets(_, values, _) => values.len(),
        }
    }

    fn of(&self, units: &[&Vec<usize>]) -> Option<f64> {
        let pairable = || units.iter().filter(|unit| unit.len() > 1);
        let mut counts = vec![0.0; self.values()];
        pairable().for_each(|unit| unit.iter().for_each(|value| counts[*value] += 1.0));
        let n: f64 = counts.iter().sum();
        let distance = |a: usize, b: usize| match &self.kind {
            Kind::Numbers(level, values) => level.distance(values, &counts, a, b),
            Kind::Sets(_, values, kept) if !kept.is_empty() => kept[a * values.len() + b],
            Kind::Sets(distance, values, _) => distance.between(&values[a], &values[b]),
        };
        let mut observed = 0.0;
        for unit in pairable() {
            let mut sum = 0.0;
            for (place, first) in unit.iter().enumerate() {
                sum += 2.0 * unit[place + 1..].iter().map(|second| distance(*first, *second)).sum::<f64>();
            }
            observed += sum / (unit.len() as f64 - 1.0);
        }
        let mut expected = 0.0;
        for (a, first) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            expected += 2.0 * (a + 1..counts.len()).map(|b| first * counts[b] * distance(a, b)).sum::<f64>();
        }
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
    }
}

/// The coefficient; `None` where it is not defined.
#[must_use]
pub fn alpha(decisions: &Alpha) -> Option<f64> {
    decisions.of(&decisions.units.iter().collect::<Vec<_>>())
}

const RESAMPLES: usize = 1000;
const SEED: u128 = 0x7665_7262_6174_696d_735f_616c_7068_615f;

/// The interval of the coefficient; `None` where it is not defined, or where it is in fewer than half of the resamples.
#[must_use]
pub fn alpha_bounds(decisions: &Alpha, level: f64) -> Option<Bounds> {
    alpha(decisions)?;
    let units: Vec<&Vec<usize>> = decisions.units.iter().filter(|unit| unit.len() > 1).collect();
    let mut random = Pcg64Mcg::new(SEED);
    let mut drawn = Vec::with_capacity(units.len());
    let mut values = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        drawn.clear();
        drawn.extend((0..units.len()).map(|_| units[below(&mut random, units.len() as u64) as usize]));
        values.extend(decisions.of(&drawn));
    }
    let (low, high) = percentile_bounds(&mut values, level).filter(|_| values.len() * 2 >= RESAMPLES)?;
    Some(Bounds { low, high, level, method: "percentile bootstrap over units, 1,000 resamples" })
}

/// Krippendorff 2011, data C: twelve units by four coders, as categories from 0.
#[cfg(test)]
pub(super) fn krippendorff_c() -> Vec<Vec<Option<u32>>> {
    let rows: [[u8; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];
    let decision = |value: u8| value.checked_sub(1).map(u32::from);
    (0..12).map(|unit| rows.iter().map(|coder| decision(coder[unit])).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Krippendorff 2011, data C.
    #[test]
    fn data_c_gives_the_published_values() {
        let ratings: Vec<Vec<Option<f64>>> = krippendorff_c()
            .iter()
            .map(|unit| unit.iter().map(|value| value.map(|value| f64::from(value) + 1.0)).collect())
            .collect();
        for (level, expected) in [
            (Level::Nominal, 0.743_421_1),
            (Level::Ordinal, 0.815_387_5),
            (Level::Interval, 0.849_107_1),
            (Level::Ratio, 0.797_402_8),
        ] {
            let found = alpha(&Alpha::numbers(&ratings, level)).unwrap();
            assert!((found - expected).abs() < 6e-8, "{level:?} {found}");
        }
        let bounds = alpha_bounds(&Alpha::numbers(&ratings, Level::Nominal), 0.95).unwrap();
        assert!(bounds.low < 0.743 && bounds.high > 0.743 && bounds.low > 0.0 && bounds.high <= 1.0);
    }

    /// NLTK 3.10 `AnnotationTask` with its MASI and Jaccard distances.
    #[test]
    fn sets_give_the_values_of_nltk() {
        let first: [&[u32]; 6] = [&[0], &[0, 1], &[2], &[1], &[0, 2], &[2]];
        let second: [&[u32]; 6] = [&[0], &[0], &[1, 2], &[1], &[1, 2], &[0]];
        let ratings: Vec<Vec<Option<Vec<u32>>>> =
            first.iter().zip(second).map(|(a, b)| vec![Some(a.to_vec()), Some(b.to_vec())]).collect();
        for (distance, expected) in [
            (SetDistance::Masi, 0.287_946_43),
            (SetDistance::Jaccard, 0.352_941_18),
            (SetDistance::Equal, 0.228_070_18),
        ] {
            let found = alpha(&Alpha::sets(&ratings, distance)).unwrap();
            assert!((found - expected).abs() < 6e-9, "{distance:?} {found}");
        }
    }

    #[test]
    fn decisions_that_are_all_alike_have_no_alpha() {
        let same = vec![vec![Some(1.0), Some(1.0)]; 5];
        assert_eq!(alpha(&Alpha::numbers(&same, Level::Nominal)), None);
        assert_eq!(alpha_bounds(&Alpha::numbers(&same, Level::Nominal), 0.95), None);
        assert_eq!(alpha(&Alpha::numbers(&[vec![Some(1.0), None]], Level::Interval)), None);
    }
}

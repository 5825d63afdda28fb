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

use super::distance::{Level, SetDistance};
use super::intersections::Parts;
use super::resample::Kinds;
use crate::measure::Bounds;

/// Decisions on units, ready for alpha: the values of the units that have at least two, by place, units alike as one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    units: Kinds<Vec<usize>>,
    values: Values,
}

/// Every value once.
#[derive(Debug, Clone, PartialEq)]
enum Values {
    Numbers(Level, Vec<f64>),
    /// The sets with their parts, where these are not too many.
    Sets(SetDistance, Vec<Vec<u32>>, Option<Parts>),
}

impl Alpha {
    /// Decisions that are numbers, or categories by number. One row a unit.
    #[must_use]
    pub fn numbers(ratings: &[Vec<Option<f64>>], level: Level) -> Self {
        let mut values: Vec<f64> = ratings.iter().flatten().flatten().copied().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let units = units(ratings, |value| values.partition_point(|other| other < value));
        Self { units, values: Values::Numbers(level, values) }
    }

    /// Decisions that are sets of themes, sorted. One row a unit.
    #[must_use]
    pub fn sets(ratings: &[Vec<Option<Vec<u32>>>], distance: SetDistance) -> Self {
        let mut values: Vec<Vec<u32>> = ratings.iter().flatten().flatten().cloned().collect();
        values.sort();
        values.dedup();
        let units = units(ratings, |value| values.partition_point(|other| other < value));
        let parts = Parts::of(&values);
        Self { units, values: Values::Sets(distance, values, parts) }
    }

    /// How far two values are apart.
    fn distance(&self, counts: &[u64], a: usize, b: usize) -> f64 {
        match &self.values {
            Values::Numbers(level, values) => level.distance(values, counts, a, b),
            Values::Sets(distance, values, _) => distance.between(&values[a], &values[b]),
        }
    }

    /// Whether the distances are the same whatever units are drawn.
    fn is_fixed(&self) -> bool {
        !matches!(self.values, Values::Numbers(Level::Ordinal, _))
    }

    /// Σ δ over the pairs of a unit's decisions, each both ways round, per other decision.
    fn within(&self, counts: &[u64], unit: &[usize]) -> f64 {
        let of = |(place, first): (usize, &usize)| {
            unit[place + 1..].iter().map(|second| self.distance(counts, *first, *second)).sum::<f64>()
        };
        2.0 * unit.iter().enumerate().map(of).sum::<f64>() / (unit.len() as f64 - 1.0)
    }

    /// Σ δ over all pairs of decisions, each both ways round.
    fn between(&self, counts: &[u64]) -> f64 {
        match &self.values {
            Values::Numbers(Level::Nominal, _) => {
                let alike: u64 = counts.iter().map(|count| count * count).sum();
                (counts.iter().sum::<u64>().pow(2) - alike) as f64
            }
            Values::Sets(distance, _, Some(parts)) => parts.sum(counts, |a, b, common| distance.of(a, b, common)),
            _ => {
                let given = || counts.iter().enumerate().filter(|(_, count)| **count > 0);
                let of = |(a, first): (usize, &u64)| {
                    let others = given().skip_while(|(b, _)| *b <= a);
                    others.map(|(b, second)| (first * second) as f64 * self.distance(counts, a, b)).sum::<f64>()
                };
                2.0 * given().map(of).sum::<f64>()
            }
        }
    }

    /// The coefficient of so many units of each kind; `within` has what the distances within each kind add up to, where
    /// these are fixed.
    fn of(&self, times: &[u64], within: Option<&[f64]>) -> Option<f64> {
        let mut counts = vec![0_u64; self.len()];
        let drawn = || self.units.all.iter().zip(times).enumerate().filter(|(_, (_, times))| **times > 0);
        drawn().for_each(|(_, (unit, times))| unit.iter().for_each(|value| counts[*value] += times));
        let n = counts.iter().sum::<u64>() as f64;
        let of_kind = |kind: usize, unit: &[usize]| within.map_or_else(|| self.within(&counts, unit), |all| all[kind]);
        let observed: f64 = drawn().map(|(kind, (unit, times))| *times as f64 * of_kind(kind, unit)).sum();
        let expected = self.between(&counts);
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
    }

    /// How many different values there are.
    fn len(&self) -> usize {
        match &self.values {
            Values::Numbers(_, values) => values.len(),
            Values::Sets(_, values, _) => values.len(),
        }
    }
}

/// The units with at least two decisions. The order of the decisions on one means nothing.
fn units<T>(ratings: &[Vec<Option<T>>], place: impl Fn(&T) -> usize) -> Kinds<Vec<usize>> {
    let decided = ratings.iter().map(|unit| {
        let mut places: Vec<usize> = unit.iter().flatten().map(&place).collect();
        places.sort_unstable();
        places
    });
    Kinds::new(decided.filter(|unit| unit.len() > 1))
}

/// The coefficient; `None` where it is not defined.
#[must_use]
pub fn alpha(decisions: &Alpha) -> Option<f64> {
    decisions.of(&decisions.units.times(), None)
}

/// More different sets than this, where they have too many parts, have no interval: its time grows with their square.
const MOST_SETS: usize = 300;

/// The interval of the coefficient; `None` where it is not defined, where it is in fewer than half of the resamples, or
/// where there are too many different sets that are large.
#[must_use]
pub fn alpha_bounds(decisions: &Alpha, level: f64) -> Option<Bounds> {
    alpha(decisions)?;
    if matches!(&decisions.values, Values::Sets(_, values, None) if values.len() > MOST_SETS) {
        return None;
    }
    let kinds = decisions.units.all.iter();
    let fixed: Option<Vec<f64>> = decisions.is_fixed().then(|| kinds.map(|unit| decisions.within(&[], unit)).collect());
    let [found] = decisions.units.bounds(level, |times| [decisions.of(times, fixed.as_deref())]);
    found
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

//! Agreement of any number of coders corrected for chance: Fleiss' kappa and Gwet's AC1; and without correction.
//!
//! # What it answers
//! How far do coders agree beyond chance, when a unit may have been decided by some of them only?
//!
//! # Formula
//! For unit i with r_i decisions, r_ik of them for category k: agreement a = the mean over units with r_i ≥ 2 of
//! Σ r_ik (r_ik − 1) / (r_i (r_i − 1)). With π_k the mean over units of r_ik / r_i: Fleiss (a − e)/(1 − e) with
//! e = Σ π_k²; Gwet's AC1 the same with e = Σ π_k (1 − π_k) / (q − 1), q the number of categories. The intervals are the
//! percentile bootstrap over units, seeded; resamples in which a coefficient is not defined are left out.
//!
//! # Assumptions and when not to use it
//! Coders independent of each other. Fleiss' kappa falls when one category is rare; AC1 does not.
//!
//! # Reference
//! Fleiss, J. L. (1971). *Psychological Bulletin* 76, 378–382. Gwet, K. L. (2008). *British Journal of Mathematical and
//! Statistical Psychology* 61, 29–48.
//!
//! # Example
//! The ten by fourteen decisions of Fleiss' table: 0.2099.

use super::Ratings;
use super::resample::Kinds;
use crate::measure::Bounds;

/// A coefficient of agreement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceCorrected {
    /// The coefficient.
    pub value: f64,
    /// Agreement before correction.
    pub agreement: f64,
    /// Agreement by chance.
    pub chance: f64,
    /// Units with at least two decisions.
    pub units: u64,
}

/// The share of pairs of decisions on a unit that agree, averaged over units; `None` without a unit decided twice.
#[must_use]
pub fn percent_agreement(ratings: &Ratings) -> Option<f64> {
    tally(ratings, 0).map(|tally| tally.agreement)
}

/// Fleiss' kappa, generalised to missing decisions; `None` where it is not defined.
#[must_use]
pub fn fleiss(ratings: &Ratings) -> Option<ChanceCorrected> {
    tally(ratings, 0)?.fleiss()
}

/// Gwet's AC1 over `categories` possible categories, at least as many as were used; `None` where it is not defined.
#[must_use]
pub fn gwet_ac1(ratings: &Ratings, categories: usize) -> Option<ChanceCorrected> {
    tally(ratings, categories)?.gwet_ac1()
}

/// The intervals of the three; `None` where one is not defined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceBounds {
    /// Of [`percent_agreement`].
    pub percent: Option<Bounds>,
    /// Of [`fleiss`].
    pub fleiss: Option<Bounds>,
    /// Of [`gwet_ac1`].
    pub ac1: Option<Bounds>,
}

/// The intervals of percent agreement, Fleiss' kappa and Gwet's AC1, by the same resamples of the units.
#[must_use]
pub fn chance_bounds(ratings: &Ratings, categories: usize, level: f64) -> ChanceBounds {
    let kinds = decided(ratings, categories);
    let value = |found: Option<ChanceCorrected>| found.map(|found| found.value);
    let [percent, fleiss, ac1] = kinds.bounds(level, |times| {
        let Some(tally) = tally_of(&kinds.all, times) else { return [None; 3] };
        [Some(tally.agreement), value(tally.fleiss()), value(tally.gwet_ac1())]
    });
    ChanceBounds { percent, fleiss, ac1 }
}

struct Tally {
    agreement: f64,
    shares: Vec<f64>,
    units: u64,
}

impl Tally {
    fn fleiss(&self) -> Option<ChanceCorrected> {
        self.corrected(self.shares.iter().map(|share| share * share).sum())
    }

    fn gwet_ac1(&self) -> Option<ChanceCorrected> {
        if self.shares.len() < 2 {
            return None;
        }
        let spread: f64 = self.shares.iter().map(|share| share * (1.0 - share)).sum();
        self.corrected(spread / (self.shares.len() as f64 - 1.0))
    }

    fn corrected(&self, chance: f64) -> Option<ChanceCorrected> {
        let value = (self.agreement - chance) / (1.0 - chance);
        let Self { agreement, units, .. } = *self;
        (1.0 - chance > f64::EPSILON).then_some(ChanceCorrected { value, agreement, chance, units })
    }
}

/// The counts of the categories among the decisions on each unit that has any, units alike as one kind.
fn decided(ratings: &Ratings, categories: usize) -> Kinds<Vec<u32>> {
    let used = ratings.iter().flatten().flatten().map(|category| *category as usize + 1).max().unwrap_or(0);
    let counts = |unit: &Vec<Option<u32>>| {
        let mut counts = vec![0; used.max(categories)];
        unit.iter().flatten().for_each(|category| counts[*category as usize] += 1);
        counts
    };
    Kinds::new(ratings.iter().filter(|unit| unit.iter().any(Option::is_some)).map(counts))
}

fn tally(ratings: &Ratings, categories: usize) -> Option<Tally> {
    let kinds = decided(ratings, categories);
    tally_of(&kinds.all, &kinds.times())
}

/// The tally of so many units of each kind; `None` without a unit decided twice.
fn tally_of(kinds: &[Vec<u32>], times: &[u64]) -> Option<Tally> {
    let mut shares = vec![0.0; kinds.first()?.len()];
    let (mut agreement, mut units, mut decided) = (0.0, 0_u64, 0_u64);
    for (counts, &times) in kinds.iter().zip(times).filter(|(_, times)| **times > 0) {
        let decisions = f64::from(counts.iter().sum::<u32>());
        decided += times;
        let share = |count: u32| times as f64 * f64::from(count) / decisions;
        shares.iter_mut().zip(counts).for_each(|(sum, count)| *sum += share(*count));
        if decisions > 1.0 {
            units += times;
            let alike: f64 = counts.iter().map(|count| f64::from(*count) * (f64::from(*count) - 1.0)).sum();
            agreement += times as f64 * alike / (decisions * (decisions - 1.0));
        }
    }
    if units == 0 {
        return None;
    }
    shares.iter_mut().for_each(|share| *share /= decided as f64);
    Some(Tally { agreement: agreement / units as f64, shares, units })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of Fleiss 1971 as printed in textbooks: ten units, five categories, fourteen coders.
    #[test]
    fn fleiss_table_gives_the_published_value() {
        let counts = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let unit = |row: &[usize; 5]| {
            row.iter()
                .enumerate()
                .flat_map(|(category, times)| std::iter::repeat_n(Some(category as u32), *times))
                .collect()
        };
        let ratings: Vec<Vec<Option<u32>>> = counts.iter().map(unit).collect();
        assert!((fleiss(&ratings).unwrap().value - 0.209_930_70).abs() < 1e-8);
    }

    /// Krippendorff 2011, data C, four coders with missing decisions; irrCAC 0.4 gives AC1 0.77544 and Fleiss 0.76117.
    #[test]
    fn missing_decisions_give_the_values_of_irrcac() {
        let ratings = super::super::alpha::krippendorff_c();
        assert!((gwet_ac1(&ratings, 5).unwrap().value - 0.775_44).abs() < 6e-6);
        assert!((fleiss(&ratings).unwrap().value - 0.761_17).abs() < 6e-6);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(fleiss(&[vec![Some(0), Some(0)], vec![Some(0), Some(0)]]), None);
        assert_eq!(gwet_ac1(&[vec![Some(0), Some(0)]], 1), None);
        assert_eq!(percent_agreement(&[vec![Some(0), None]]), None);
    }
}

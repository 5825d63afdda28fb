//! Comparison of the columns of a table, row by row: which column has the larger share?
//!
//! # What it answers
//! In which groups is an answer more frequent than in which others?
//!
//! # Formula
//! For each pair of columns with shares p₁, p₂ and bases m₁, m₂: z = (p₁ − p₂) / √(p(1−p)(1/m₁ + 1/m₂ − 2 m₁₂/(m₁m₂))),
//! with p = (m₁p₁ + m₂p₂)/(m₁ + m₂) and m₁₂ the base that both columns share; no continuity correction. The p of all
//! pairs of one row are corrected together.
//!
//! # Assumptions and when not to use it
//! A random sample. A column takes no part where its share is 0 or 1 or its sum of weights is below two, as in SPSS
//! CTABLES. With weights the base is the effective number of respondents, unless another is asked for.
//!
//! # Reference
//! IBM SPSS Statistics Algorithms, CTABLES, column proportions; for columns that overlap, the covariance of two means
//! over common respondents.
//!
//! # Example
//! 762/1246, 327/566, 468/945: z 1.3624, 5.4342 and 3.1087.

use super::WeightedCount;
use super::multiplicity::{Correction, adjust};
use crate::measure::distribution::normal_two_sided;

/// Which number of respondents a weighted test counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnBase {
    /// The effective number: (Σw)²/Σw².
    #[default]
    Effective,
    /// The number of respondents.
    Unweighted,
    /// The sum of weights, as SPSS takes it.
    Weighted,
}

/// Two columns of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Index of the column with the larger share.
    pub larger: usize,
    /// Index of the other.
    pub smaller: usize,
    /// How far they are apart, in standard errors.
    pub z: f64,
    /// Its p, two-sided, on its own.
    pub p: f64,
    /// The p corrected for all pairs of the row.
    pub adjusted: f64,
}

/// Every comparison of one row: `counts` are the weighted counts of the row's answer in each column; `shared` gives the
/// size of the base that two columns have in common, zero where they do not overlap.
#[must_use]
pub fn compare_columns(
    counts: &[f64],
    columns: &[WeightedCount],
    base: ColumnBase,
    shared: &dyn Fn(usize, usize) -> f64,
    correction: Correction,
) -> Vec<Comparison> {
    let share = |column: usize| {
        let base = columns[column].weight;
        (base >= 2.0).then(|| counts[column] / base).filter(|share| *share > 0.0 && *share < 1.0)
    };
    let shares: Vec<Option<f64>> = (0..counts.len().min(columns.len())).map(share).collect();
    let mut found = Vec::new();
    for first in 0..shares.len() {
        for second in first + 1..shares.len() {
            let (Some(p1), Some(p2)) = (shares[first], shares[second]) else { continue };
            let (m1, m2) = (columns[first].size(base), columns[second].size(base));
            let pooled = (m1 * p1 + m2 * p2) / (m1 + m2);
            let common = shared(first, second) / (m1 * m2);
            let variance = pooled * (1.0 - pooled) * (1.0 / m1 + 1.0 / m2 - 2.0 * common);
            // Columns of the same respondents do not vary against each other.
            let Some(p) = (variance > 1e-12).then(|| normal_two_sided((p1 - p2) / variance.sqrt())).flatten() else {
                continue;
            };
            let (larger, smaller) = if p1 >= p2 { (first, second) } else { (second, first) };
            found.push(Comparison { larger, smaller, z: (p1 - p2).abs() / variance.sqrt(), p, adjusted: p });
        }
    }
    let adjusted = adjust(&found.iter().map(|comparison| comparison.p).collect::<Vec<_>>(), correction);
    found.iter_mut().zip(adjusted).for_each(|(comparison, adjusted)| comparison.adjusted = adjusted);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(n: u64) -> WeightedCount {
        WeightedCount { n, weight: n as f64, squares: n as f64 }
    }

    fn party(correction: Correction) -> Vec<Comparison> {
        let columns = [plain(1246), plain(566), plain(945)];
        compare_columns(&[762.0, 327.0, 468.0], &columns, ColumnBase::Effective, &|_, _| 0.0, correction)
    }

    /// statsmodels 0.15 `proportions_ztest` and `multipletests` on Agresti's party table.
    #[test]
    fn pairs_of_columns_give_the_values_of_statsmodels() {
        let expected = [(1.3624, 0.17306), (5.4342, 5.5056e-8), (3.1087, 0.001_879_4)];
        for (found, (z, p)) in party(Correction::None).iter().zip(expected) {
            assert!((found.z - z).abs() < 6e-5 && (found.p - p).abs() < 6e-5 * p.max(1e-3), "{found:?}");
        }
        let bonferroni: Vec<f64> = party(Correction::Bonferroni).iter().map(|found| found.adjusted).collect();
        assert!((bonferroni[0] - 0.519_18).abs() < 6e-6 && (bonferroni[2] - 0.005_638_2).abs() < 6e-8);
        let bh: Vec<f64> = party(Correction::BenjaminiHochberg).iter().map(|found| found.adjusted).collect();
        assert!((bh[0] - 0.173_06).abs() < 6e-6 && (bh[2] - 0.002_819_1).abs() < 6e-8);
    }

    #[test]
    fn shares_of_zero_and_one_and_tiny_bases_take_no_part() {
        let columns = [plain(10), plain(10), plain(10), plain(1)];
        let compare = |counts: [f64; 4]| {
            compare_columns(&counts, &columns, ColumnBase::Unweighted, &|_, _| 0.0, Correction::None).len()
        };
        assert_eq!(compare([0.0, 10.0, 5.0, 0.5]), 0);
        assert_eq!(compare([1.0, 2.0, 5.0, 0.5]), 3);
    }

    #[test]
    fn a_column_compared_with_itself_is_never_apart() {
        let columns = [plain(50), plain(50)];
        let shared = |_, _| 50.0;
        assert!(compare_columns(&[20.0, 20.0], &columns, ColumnBase::Effective, &shared, Correction::None).is_empty());
    }
}

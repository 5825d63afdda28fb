//! Comparison of the columns of a table, row by row: which column has the larger share?
//!
//! # What it answers
//! In which groups is an answer more frequent than in which others?
//!
//! # Formula
//! For each pair of columns with shares p₁, p₂ and bases m₁, m₂: z = (p₁ − p₂) / √(p(1−p)(1/m₁ + 1/m₂ − 2c)), with
//! p = (m₁p₁ + m₂p₂)/(m₁ + m₂); no continuity correction. Columns that share respondents have c = Σw²/(W₁W₂) over
//! those, which is n₁₂/(n₁n₂) without weights. The p of all pairs of one row are corrected together.
//!
//! # Assumptions and when not to use it
//! A random sample. A column takes no part where its share is 0 or 1 or its base is below two, as in SPSS CTABLES. With
//! weights the base is the effective number of respondents, unless another is asked for.
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

/// Every base with its id and its name, the default first.
pub const COLUMN_BASES: &[(ColumnBase, &str, &str)] = &[
    (ColumnBase::Effective, "effective", "the effective number of respondents"),
    (ColumnBase::Unweighted, "unweighted", "the number of respondents"),
    (ColumnBase::Weighted, "weighted", "the sum of weights"),
];

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

/// Why a column takes no part in the comparisons of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Its share is 0 or 1.
    ZeroOrOne,
    /// Its base is below two.
    SmallBase,
}

/// Why each column takes no part in the comparisons of a row, `None` where it does: `counts` are the weighted counts of
/// the row's answer in each column.
#[must_use]
pub fn left_out(counts: &[f64], columns: &[WeightedCount], base: ColumnBase) -> Vec<Option<LeftOut>> {
    let of = |(count, column): (&f64, &WeightedCount)| match () {
        () if column.size(base) < 2.0 || column.weight <= 0.0 => Some(LeftOut::SmallBase),
        () if *count <= 0.0 || *count >= column.weight => Some(LeftOut::ZeroOrOne),
        () => None,
    };
    counts.iter().zip(columns).map(of).collect()
}

/// Every comparison of one row: `counts` are the weighted counts of the row's answer in each column; `shared` gives the
/// respondents that two columns have in common.
#[must_use]
pub fn compare_columns(
    counts: &[f64],
    columns: &[WeightedCount],
    base: ColumnBase,
    shared: &dyn Fn(usize, usize) -> WeightedCount,
    correction: Correction,
) -> Vec<Comparison> {
    let out = left_out(counts, columns, base);
    let share = |column: usize| out[column].is_none().then(|| counts[column] / columns[column].weight);
    let shares: Vec<Option<f64>> = (0..out.len()).map(share).collect();
    let pair = |first: usize, second: usize| {
        let (p1, p2) = (shares[first]?, shares[second]?);
        let (m1, m2) = (columns[first].size(base), columns[second].size(base));
        let pooled = (m1 * p1 + m2 * p2) / (m1 + m2);
        let apart = 1.0 / m1 + 1.0 / m2;
        let spread = apart - 2.0 * in_common(&columns[first], &columns[second], &shared(first, second), base);
        let variance = pooled * (1.0 - pooled) * spread;
        // Columns of the same respondents do not vary against each other.
        let varies = spread > 1e-9 * apart && variance > 0.0;
        let z = varies.then(|| (p1 - p2) / variance.sqrt())?;
        Some((z, normal_two_sided(z)?))
    };
    compare_pairs(&shares, &pair, correction)
}

/// Every comparison of one row: `shares` are those of the columns that take part; `pair` gives for two of them how far
/// they are apart, in standard errors, and the p of it.
#[must_use]
pub fn compare_pairs(
    shares: &[Option<f64>],
    pair: &dyn Fn(usize, usize) -> Option<(f64, f64)>,
    correction: Correction,
) -> Vec<Comparison> {
    let mut found = Vec::new();
    for first in 0..shares.len() {
        for second in first + 1..shares.len() {
            let (Some(p1), Some(p2)) = (shares[first], shares[second]) else { continue };
            let Some((z, p)) = pair(first, second) else { continue };
            let (larger, smaller) = if p1 >= p2 { (first, second) } else { (second, first) };
            found.push(Comparison { larger, smaller, z: z.abs(), p, adjusted: p });
        }
    }
    let adjusted = adjust(&found.iter().map(|comparison| comparison.p).collect::<Vec<_>>(), correction);
    found.iter_mut().zip(adjusted).for_each(|(comparison, adjusted)| comparison.adjusted = adjusted);
    found
}

/// What two columns vary together, as a part of p(1 − p).
fn in_common(first: &WeightedCount, second: &WeightedCount, shared: &WeightedCount, base: ColumnBase) -> f64 {
    match base {
        ColumnBase::Effective => shared.squares / (first.weight * second.weight),
        ColumnBase::Unweighted => shared.n as f64 / (first.n as f64 * second.n as f64),
        ColumnBase::Weighted => shared.weight / (first.weight * second.weight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(n: u64) -> WeightedCount {
        WeightedCount { n, weight: n as f64, squares: n as f64 }
    }

    fn nobody(_: usize, _: usize) -> WeightedCount {
        WeightedCount::default()
    }

    fn party(correction: Correction) -> Vec<Comparison> {
        let columns = [plain(1246), plain(566), plain(945)];
        compare_columns(&[762.0, 327.0, 468.0], &columns, ColumnBase::Effective, &nobody, correction)
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
            compare_columns(&counts, &columns, ColumnBase::Unweighted, &nobody, Correction::None).len()
        };
        assert_eq!(compare([0.0, 10.0, 5.0, 0.5]), 0);
        assert_eq!(compare([1.0, 2.0, 5.0, 0.5]), 3);
    }

    #[test]
    fn a_column_compared_with_itself_is_never_apart() {
        let columns = [plain(50), plain(50)];
        let shared = |_: usize, _: usize| plain(50);
        assert!(compare_columns(&[20.0, 20.0], &columns, ColumnBase::Effective, &shared, Correction::None).is_empty());
    }
}

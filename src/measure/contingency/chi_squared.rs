//! Tests of association in a table of counts.
//!
//! # What it answers
//! Are two questions associated, how strongly, and in which cells?
//!
//! # Formula
//! With counts o and e = row total × column total / n: Pearson X² = Σ (o−e)²/e; with Yates' correction, for two by two,
//! Σ (max(|o−e| − ½, 0))²/e, at most ½ and at most |o−e|; G² = 2 Σ o ln(o/e); (rows−1)(columns−1) degrees of freedom.
//! Cramér's V = √(X² / (n · min(rows−1, columns−1))). Adjusted residual: (o−e) / √(e (1−row/n)(1−column/n)).
//!
//! # Assumptions and when not to use it
//! Each respondent counts once; a random sample. Small expected counts (below 5) make the p of X² and G² unreliable:
//! see `fisher`. Weighted data: see `rao_scott`.
//!
//! # Reference
//! Agresti, A. (2007). *An Introduction to Categorical Data Analysis*, 2nd ed., sections 2.4. Yates, F. (1934).
//! *Supplement to the JRSS* 1, 217–235. Cramér, H. (1946). *Mathematical Methods of Statistics*, p. 282.
//!
//! # Example
//! 762, 327, 468 over 484, 239, 477: X² 30.070, two degrees of freedom, V 0.104.

use crate::measure::distribution::chi_squared_tail;

/// The association of two questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// Pearson's X².
    pub pearson: f64,
    /// Its p.
    pub pearson_p: f64,
    /// X² with Yates' correction, and its p; for two by two only.
    pub yates: Option<(f64, f64)>,
    /// The likelihood ratio G².
    pub g2: f64,
    /// Its p.
    pub g2_p: f64,
    /// Degrees of freedom.
    pub df: u64,
    /// Cramér's V.
    pub cramer_v: f64,
    /// The smallest expected count.
    pub least_expected: f64,
    /// The adjusted residual of each cell, row after row; `None` in a row or column without respondents, or with all.
    pub residuals: Vec<Option<f64>>,
}

/// The association in a table of counts, row after row; rows and columns without respondents are left out of it.
///
/// `None` where fewer than two rows or two columns have respondents, or the counts are no table.
#[must_use]
pub fn association(counts: &[u64], columns: usize) -> Option<Association> {
    if columns == 0 || !counts.len().is_multiple_of(columns) {
        return None;
    }
    let row_totals: Vec<f64> = counts.chunks(columns).map(|row| row.iter().sum::<u64>() as f64).collect();
    let total_of = |column: usize| counts.iter().skip(column).step_by(columns).sum::<u64>() as f64;
    let column_totals: Vec<f64> = (0..columns).map(total_of).collect();
    let n: f64 = row_totals.iter().sum();
    let used = |totals: &[f64]| totals.iter().filter(|total| **total > 0.0).count();
    let (rows, kept) = (used(&row_totals), used(&column_totals));
    if rows < 2 || kept < 2 {
        return None;
    }
    let (mut pearson, mut g2, mut yates, mut least) = (0.0, 0.0, 0.0, f64::INFINITY);
    let mut residuals = Vec::with_capacity(counts.len());
    for (place, &count) in counts.iter().enumerate() {
        let (row, column, o) = (row_totals[place / columns], column_totals[place % columns], count as f64);
        if row == 0.0 || column == 0.0 {
            residuals.push(None);
            continue;
        }
        let e = row * column / n;
        let apart = (o - e).abs();
        pearson += apart * apart / e;
        yates += (apart - 0.5_f64.min(apart)).powi(2) / e;
        g2 += if count > 0 { 2.0 * o * (o / e).ln() } else { 0.0 };
        least = least.min(e);
        let spread = e * (1.0 - row / n) * (1.0 - column / n);
        residuals.push((spread > 0.0).then(|| (o - e) / spread.sqrt()));
    }
    let df = ((rows - 1) * (kept - 1)) as u64;
    let p = |statistic: f64| chi_squared_tail(statistic.max(0.0), df as f64);
    Some(Association {
        pearson,
        pearson_p: p(pearson)?,
        yates: if rows == 2 && kept == 2 { Some((yates, p(yates)?)) } else { None },
        g2: g2.max(0.0),
        g2_p: p(g2)?,
        df,
        cramer_v: (pearson / (n * (rows.min(kept) - 1) as f64)).sqrt(),
        least_expected: least,
        residuals,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Agresti 2007, table 2.5, party by gender; R 4.2: `chisq.test`.
    #[test]
    fn the_party_table_gives_the_values_of_agresti() {
        let found = association(&[762, 327, 468, 484, 239, 477], 3).unwrap();
        assert!((found.pearson - 30.070_149_1).abs() < 1e-6 && (found.pearson_p - 2.953_589e-7).abs() < 1e-12);
        assert!((found.g2 - 30.016_692_61).abs() < 1e-7 && found.df == 2);
        assert!((found.cramer_v - 0.104_435_802_4).abs() < 1e-9);
        for (found, expected) in found.residuals.iter().zip([4.502_053_521, 0.699_451_733, -5.315_945_543]) {
            assert!((found.unwrap() - expected).abs() < 1e-8);
        }
    }

    /// R 4.2: `chisq.test(matrix(c(3, 1, 1, 3), 2))` with and without `correct`.
    #[test]
    fn two_by_two_has_the_correction_of_yates() {
        let found = association(&[3, 1, 1, 3], 2).unwrap();
        assert!((found.pearson - 2.0).abs() < 1e-12 && (found.pearson_p - 0.157_299_207_050_285).abs() < 1e-12);
        let (yates, p) = found.yates.unwrap();
        assert!((yates - 0.5).abs() < 1e-12 && (p - 0.479_500_122_186_953).abs() < 1e-12);
    }

    #[test]
    fn empty_rows_and_columns_are_left_out() {
        let full = association(&[5, 9, 7, 2], 2).unwrap();
        let padded = association(&[5, 0, 9, 0, 0, 0, 7, 0, 2], 3).unwrap();
        assert_eq!((full.pearson, full.df), (padded.pearson, padded.df));
        assert_eq!(padded.residuals[1], None);
        assert_eq!(association(&[5, 0, 9, 0], 2), None);
        assert_eq!(association(&[], 0), None);
    }
}

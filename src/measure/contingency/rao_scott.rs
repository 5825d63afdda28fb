//! The test of association for weighted data, with strata and clusters.
//!
//! # What it answers
//! Are two questions associated in the population, given how the sample was drawn and weighted?
//!
//! # Formula
//! X² of the weighted shares times the number of respondents. With V the covariance of the shares p of the cells, D
//! their diagonal and C contrasts that no main effect touches: Δ = (CᵀD⁻¹C / n)⁻¹ CᵀD⁻¹VD⁻¹C.
//! First order: X² / mean(diag Δ) against chi-squared. Second order: F = X² / tr Δ with d = (tr Δ)² / tr Δ² and d · df
//! degrees of freedom, df those of the design.
//!
//! # Assumptions and when not to use it
//! A probability sample. The second order is the default, as in R; SAS gives the first unless asked.
//!
//! # Reference
//! Rao, J. N. K. & Scott, A. J. (1984). *Annals of Statistics* 12, 46–60. Thomas, D. R. & Rao, J. N. K. (1987). *JASA*
//! 82, 630–636.
//!
//! # Example
//! The forty rows of `tests/reference/survey.R` with strata and clusters: F 0.4775 with 1.404 and 11.233, p 0.567.

use super::WeightedCount;
use crate::measure::distribution::{chi_squared_tail, f_tail};

/// The shares of the cells and their covariance, row after row, where only weights differ; `None` where nothing is in
/// the cells, or one respondent.
#[must_use]
pub fn weighted_cells(cells: &[WeightedCount]) -> Option<(Vec<f64>, Vec<f64>)> {
    let n: u64 = cells.iter().map(|cell| cell.n).sum();
    let total: f64 = cells.iter().map(|cell| cell.weight).sum();
    if n < 2 || total <= 0.0 {
        return None;
    }
    let shares: Vec<f64> = cells.iter().map(|cell| cell.weight / total).collect();
    let squares: f64 = cells.iter().map(|cell| cell.squares).sum();
    let factor = n as f64 / (n as f64 - 1.0) / (total * total);
    let mut covariance = Vec::with_capacity(cells.len() * cells.len());
    for (i, first) in cells.iter().enumerate() {
        for (j, second) in cells.iter().enumerate() {
            let own = if i == j { first.squares } else { 0.0 };
            let cell = own - first.squares * shares[j] - second.squares * shares[i] + squares * shares[i] * shares[j];
            covariance.push(factor * cell);
        }
    }
    Some((shares, covariance))
}

/// The test of association.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// X² of the weighted shares, before any correction.
    pub pearson: f64,
    /// Second order: F.
    pub f: f64,
    /// Its first degrees of freedom.
    pub df: f64,
    /// Its second degrees of freedom.
    pub df_error: f64,
    /// Its p.
    pub p: f64,
    /// First order: X² divided by the mean design effect.
    pub first_order: f64,
    /// Its p.
    pub first_order_p: f64,
}

/// The test for the shares of the cells of a table, their covariance, the number of respondents and the design's
/// degrees of freedom. Every row and column must have a share above zero.
///
/// `None` where there are fewer than two rows or columns, a total is zero, or the covariance has no inverse.
#[must_use]
pub fn rao_scott(shares: &[f64], columns: usize, covariance: &[f64], n: u64, df: f64) -> Option<RaoScott> {
    let cells = shares.len();
    if columns < 2 || !cells.is_multiple_of(columns) || cells / columns < 2 || covariance.len() != cells * cells {
        return None;
    }
    let rows = cells / columns;
    let pearson = n as f64 * distance(shares, columns)?;
    let inverse: Vec<f64> = shares.iter().map(|share| if *share > 0.0 { 1.0 / share } else { 0.0 }).collect();
    let contrasts: Vec<Vec<f64>> = (1..rows)
        .flat_map(|row| (1..columns).map(move |column| (row, column)))
        .map(|(row, column)| contrast(row, column, rows, columns, &inverse))
        .collect();
    let k = contrasts.len();
    let (mut left, mut right) = (vec![vec![0.0; k]; k], vec![vec![0.0; k]; k]);
    for (j, second) in contrasts.iter().enumerate() {
        // V times the weighted contrast, once a column.
        let product: Vec<f64> =
            covariance.chunks(cells).map(|row| row.iter().zip(second).map(|(v, c)| v * c).sum()).collect();
        for (i, first) in contrasts.iter().enumerate() {
            left[i][j] = (0..cells).map(|cell| first[cell] * second[cell] * shares[cell]).sum::<f64>() / n as f64;
            right[i][j] = first.iter().zip(&product).map(|(c, v)| c * v).sum();
        }
    }
    let delta = solve(left, right)?;
    let trace: f64 = (0..k).map(|i| delta[i][i]).sum();
    let square: f64 = (0..k).flat_map(|i| (0..k).map(move |j| (i, j))).map(|(i, j)| delta[i][j] * delta[j][i]).sum();
    if trace <= 0.0 || square <= 0.0 {
        return None;
    }
    let d = trace * trace / square;
    let (f, first_order) = (pearson / trace, pearson * k as f64 / trace);
    Some(RaoScott {
        pearson,
        f,
        df: d,
        df_error: d * df,
        p: f_tail(f, d, d * df)?,
        first_order,
        first_order_p: chi_squared_tail(first_order, k as f64)?,
    })
}

/// Pearson's distance of shares from independence.
fn distance(shares: &[f64], columns: usize) -> Option<f64> {
    let by_row: Vec<f64> = shares.chunks(columns).map(|row| row.iter().sum()).collect();
    let by_column: Vec<f64> = (0..columns).map(|column| shares.iter().skip(column).step_by(columns).sum()).collect();
    let mut sum = 0.0;
    for (place, share) in shares.iter().enumerate() {
        let expected = by_row[place / columns] * by_column[place % columns];
        if expected <= 0.0 {
            return None;
        }
        sum += (share - expected).powi(2) / expected;
    }
    Some(sum)
}

/// The interaction of a row and a column, free of main effects, over the shares of the cells.
fn contrast(row: usize, column: usize, rows: usize, columns: usize, inverse: &[f64]) -> Vec<f64> {
    let centred = |here: bool, of: usize| f64::from(u8::from(here)) - 1.0 / of as f64;
    let value = |cell: usize| centred(cell / columns == row, rows) * centred(cell % columns == column, columns);
    (0..inverse.len()).map(|cell| value(cell) * inverse[cell]).collect()
}

/// The matrix X with `left` X = `right`; `None` where there is none.
fn solve(mut left: Vec<Vec<f64>>, mut right: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let k = left.len();
    for pivot in 0..k {
        let largest = (pivot..k).max_by(|a, b| left[*a][pivot].abs().total_cmp(&left[*b][pivot].abs()))?;
        left.swap(pivot, largest);
        right.swap(pivot, largest);
        let scale = left[pivot][pivot];
        if scale.abs() < 1e-300 || !scale.is_finite() {
            return None;
        }
        left[pivot].iter_mut().chain(&mut right[pivot]).for_each(|cell| *cell /= scale);
        for row in (0..k).filter(|row| *row != pivot) {
            let factor = left[row][pivot];
            if factor != 0.0 {
                for matrix in [&mut left, &mut right] {
                    let from = matrix[pivot].clone();
                    matrix[row].iter_mut().zip(from).for_each(|(cell, from)| *cell -= factor * from);
                }
            }
        }
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::design_based::SurveyDesign;
    use crate::measure::weighting::forty::{Forty, forty};

    fn test(design: &SurveyDesign<'_>, rows: &Forty) -> RaoScott {
        let cell = |row: usize| (rows.vote[row] * 2 + rows.role[row]) as usize;
        let total: f64 = rows.weights.iter().sum();
        let mut shares = vec![0.0; 6];
        (0..40).for_each(|row| shares[cell(row)] += rows.weights[row] / total);
        let covariance = design.covariance(6, |row, values| {
            let own = cell(row);
            values.iter_mut().zip(&shares).enumerate().for_each(|(place, (value, share))| {
                *value = rows.weights[row] * (f64::from(u8::from(place == own)) - share) / total;
            });
        });
        rao_scott(&shares, 2, &covariance.unwrap(), 40, design.df()).unwrap()
    }

    /// R survey 4.1 `svychisq`, tests/reference/survey.R.
    #[test]
    fn both_orders_are_those_of_r() {
        let rows = forty();
        let plain = SurveyDesign::weighted(&rows.weights);
        let clusters = SurveyDesign { strata: Some(&rows.stratum), clusters: Some(&rows.cluster), ..plain };
        for (design, expected) in [(plain, PLAIN), (clusters, CLUSTERS)] {
            let found = test(&design, &rows);
            let found = [found.f, found.df, found.df_error, found.p, found.pearson, found.first_order_p];
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-8 * expected, "{found} {expected}");
            }
        }
    }

    const PLAIN: [f64; 6] = [
        0.108_972_443_558_549,
        1.994_939_303_993_375,
        77.802_632_855_741_63,
        0.896_444_313_442_750,
        0.269_630_423_287_675,
        0.896_755_128_537_955,
    ];
    const CLUSTERS: [f64; 6] = [
        0.477_493_718_632_888,
        1.404_133_857_635_488,
        11.233_070_861_083_908,
        0.567_018_638_007_356,
        0.269_630_423_287_675,
        0.620_336_182_143_233,
    ];

    #[test]
    fn sums_by_cell_give_the_covariance_of_the_design() {
        let rows = forty();
        let mut cells = vec![WeightedCount::default(); 6];
        for row in 0..40 {
            let cell = &mut cells[(rows.vote[row] * 2 + rows.role[row]) as usize];
            let weight = rows.weights[row];
            *cell =
                WeightedCount { n: cell.n + 1, weight: cell.weight + weight, squares: cell.squares + weight * weight };
        }
        let (shares, covariance) = weighted_cells(&cells).unwrap();
        let found = rao_scott(&shares, 2, &covariance, 40, 39.0).unwrap();
        assert!((found.p - PLAIN[3]).abs() < 1e-9);
        assert_eq!(weighted_cells(&[WeightedCount::default(); 4]), None);
    }
}

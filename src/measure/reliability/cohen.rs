//! Cohen's kappa of two coders.
//!
//! # What it answers
//! How far do two coders agree beyond what their own habits would give by chance?
//!
//! # Formula
//! κ = (p_o − p_e) / (1 − p_e), with p_o the share of units on which they agree and p_e = Σ p_i. p_.i. The interval is
//! κ ± z s with the large-sample s of Fleiss, Cohen and Everitt.
//!
//! # Assumptions and when not to use it
//! Two coders, independent of each other; units that both decided. Where one category is rare κ is low in spite of much
//! agreement: read AC1 beside it. Where both coders used one category only it is not defined.
//!
//! # Reference
//! Cohen, J. (1960). *Educational and Psychological Measurement* 20, 37–46. Fleiss, J. L., Cohen, J. & Everitt, B. S.
//! (1969). *Psychological Bulletin* 72, 323–327.
//!
//! # Example
//! 20, 5 over 10, 15: κ 0.4.

use super::Ratings;
use crate::measure::Bounds;
use crate::measure::distribution::normal_quantile;

/// Cohen's kappa.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// The coefficient.
    pub kappa: f64,
    /// Its interval.
    pub bounds: Bounds,
    /// Units that both decided.
    pub units: u64,
}

/// The kappa of the first two coders over the units that both decided; `None` where it is not defined.
#[must_use]
pub fn cohen(ratings: &Ratings, level: f64) -> Option<Kappa> {
    let pairs: Vec<(usize, usize)> =
        ratings.iter().filter_map(|unit| Some(((*unit.first()?)? as usize, (*unit.get(1)?)? as usize))).collect();
    let categories = pairs.iter().map(|(a, b)| a.max(b) + 1).max()?;
    let n = pairs.len() as f64;
    let mut table = vec![0.0; categories * categories];
    pairs.iter().for_each(|(a, b)| table[a * categories + b] += 1.0 / n);
    let row = |i: usize| table[i * categories..(i + 1) * categories].iter().sum::<f64>();
    let column = |i: usize| table.iter().skip(i).step_by(categories).sum::<f64>();
    let (rows, columns): (Vec<f64>, Vec<f64>) = (0..categories).map(|i| (row(i), column(i))).unzip();
    let observed: f64 = (0..categories).map(|i| table[i * categories + i]).sum();
    let expected: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum();
    if 1.0 - expected <= f64::EPSILON {
        return None;
    }
    let kappa = (observed - expected) / (1.0 - expected);
    let off = 1.0 - kappa;
    let mut variance = -(kappa - expected * off).powi(2);
    for (place, share) in table.iter().enumerate() {
        let (i, j) = (place / categories, place % categories);
        variance += match i == j {
            true => share * (1.0 - (rows[i] + columns[i]) * off).powi(2),
            false => share * (off * (columns[i] + rows[j])).powi(2),
        };
    }
    let half = normal_quantile(0.5 + level / 2.0)? * variance.max(0.0).sqrt() / (n.sqrt() * (1.0 - expected));
    let bounds = Bounds { low: (kappa - half).max(-1.0), high: (kappa + half).min(1.0), level, method: "large sample" };
    Some(Kappa { kappa, bounds, units: pairs.len() as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(counts: [usize; 4]) -> Vec<Vec<Option<u32>>> {
        let cells = [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().zip(counts);
        cells.flat_map(|((a, b), times)| std::iter::repeat_n(vec![Some(a), Some(b)], times)).collect()
    }

    /// The coefficient by hand; the interval by statsmodels 0.15 `cohens_kappa`, tests/reference/agreement.py.
    #[test]
    fn kappa_and_its_interval_are_those_of_statsmodels() {
        let found = cohen(&table([20, 5, 10, 15]), 0.95).unwrap();
        assert!((found.kappa - 0.4).abs() < 1e-12);
        assert!((found.bounds.low - COHEN.0).abs() < 1e-9 && (found.bounds.high - COHEN.1).abs() < 1e-9, "{found:?}");
    }

    const COHEN: (f64, f64) = (0.151_092_290_476_661, 0.648_907_709_523_338_9);

    #[test]
    fn one_category_or_no_common_unit_gives_nothing() {
        assert_eq!(cohen(&table([9, 0, 0, 0]), 0.95), None);
        assert_eq!(cohen(&[vec![Some(1), None], vec![None, Some(1)]], 0.95), None);
        assert_eq!(cohen(&[], 0.95), None);
    }
}

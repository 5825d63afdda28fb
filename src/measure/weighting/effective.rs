//! What weights cost: the effective number of respondents.
//!
//! # What it answers
//! How many equally weighted respondents would say as much as these weighted ones?
//!
//! # Formula
//! n_eff = (Σw)² / Σw²; design effect of weighting = n Σw² / (Σw)².
//!
//! # Assumptions and when not to use it
//! The weights have nothing to do with the answers. Strata and clusters are left out: see `design_based`.
//!
//! # Reference
//! Kish, L. (1965). *Survey Sampling*, section 11.7.
//!
//! # Example
//! 50 weights of 0.5, 30 of 1 and 20 of 2: n_eff 73.6735, design effect 1.35734.

/// The size of a weighted base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effective {
    /// Number of respondents.
    pub n: u64,
    /// Sum of their weights.
    pub weighted: f64,
    /// Effective number of respondents.
    pub effective_n: f64,
    /// The design effect of weighting.
    pub deff: f64,
}

/// The size of a base; `None` where the weights sum to zero.
#[must_use]
pub fn effective(weights: impl IntoIterator<Item = f64>) -> Option<Effective> {
    let (mut n, mut sum, mut squares) = (0_u64, 0.0, 0.0);
    for weight in weights {
        n += 1;
        sum += weight;
        squares += weight * weight;
    }
    (sum > 0.0 && squares > 0.0).then(|| Effective {
        n,
        weighted: sum,
        effective_n: sum * sum / squares,
        deff: n as f64 * squares / (sum * sum),
    })
}

#[cfg(test)]
mod tests {
    use super::super::forty::forty;
    use super::*;

    /// The first by hand; the second by R, tests/reference/survey.R.
    #[test]
    fn effective_n_is_kish_s() {
        let weights = [(0.5, 50), (1.0, 30), (2.0, 20)].into_iter();
        let found = effective(weights.flat_map(|(weight, times)| std::iter::repeat_n(weight, times))).unwrap();
        assert_eq!(found.n, 100);
        assert!(
            (found.effective_n - 73.673_469_387_755).abs() < 1e-9 && (found.deff - 1.357_340_720_221_607).abs() < 1e-9
        );
        let found = effective(forty().weights).unwrap();
        assert!((found.effective_n - 33.465_346_534_653_46).abs() < 1e-12);
        assert!((found.deff - 1.195_266_272_189_35).abs() < 1e-12);
    }

    #[test]
    fn weights_that_sum_to_zero_give_nothing() {
        assert_eq!(effective([]), None);
        assert_eq!(effective([0.0, 0.0]), None);
    }
}

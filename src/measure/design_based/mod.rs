//! Estimates that follow from how the sample was drawn: weights, strata, clusters, a finite population.
//!
//! Which sample may be given such estimates is decided in `design`.
//!
//! # What it answers
//! How far could a weighted share or mean be from that of the population, given the design?
//!
//! # Formula
//! Taylor linearisation with the ultimate cluster: each respondent's z = w (y − ȳ) / Σw, summed by cluster; the variance
//! is Σ over strata of (1 − n_h/N_h) n_h/(n_h−1) Σ (z_hi − z̄_h)². Degrees of freedom: clusters − strata.
//! Without clusters each respondent is one; without population sizes the factor 1 − n_h/N_h is 1.
//!
//! # Assumptions and when not to use it
//! A probability sample with these weights; the first stage drawn with replacement, or a small part of the population.
//! A stratum with one cluster has no variance: nothing is estimated then.
//!
//! # Reference
//! Binder, D. A. (1983). *International Statistical Review* 51, 279–292. Lumley, T. (2010). *Complex Surveys*, chapter 2.
//!
//! # Example
//! The forty rows of `tests/reference/survey.R`: 0.3038 with a standard error of 0.0316 with strata and clusters.

mod drawn;
mod share;
mod variance;

#[cfg(test)]
pub(in crate::measure) use drawn::tests as drawn_tests;
pub use drawn::{Drawn, DrawnError};
pub use share::{WeightedInterval, beta_interval, logit_interval, mean_interval};
pub use variance::Numbered;

/// How a sample was drawn.
#[derive(Debug, Clone, Copy)]
pub struct SurveyDesign<'a> {
    /// The weight of each respondent.
    pub weights: &'a [f64],
    /// Whether everybody counts alike: the weights are 1 for want of any.
    pub equal: bool,
    /// The stratum of each; one stratum without it.
    pub strata: Option<&'a [u32]>,
    /// The cluster of each; cluster numbers are told apart within their stratum.
    pub clusters: Option<&'a [u32]>,
    /// The number of clusters in the population of each respondent's stratum.
    pub population: Option<&'a [f64]>,
    /// The number of clusters that were drawn in each respondent's stratum, where some of them are not here; those who
    /// are here without it.
    pub sampled: Option<&'a [u32]>,
}

/// An estimate of a mean or a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEstimate {
    /// The weighted mean.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Degrees of freedom of the design.
    pub df: f64,
    /// Respondents counted.
    pub n: u64,
    /// The design effect against a simple random sample drawn with replacement; `None` where nothing varies.
    pub deff: Option<f64>,
}

impl<'a> SurveyDesign<'a> {
    /// A sample in which only weights differ.
    #[must_use]
    pub fn weighted(weights: &'a [f64]) -> Self {
        Self { weights, equal: false, strata: None, clusters: None, population: None, sampled: None }
    }

    /// The weighted mean of what `value` gives for each respondent; those for whom it gives nothing are outside.
    ///
    /// `None` where nobody is inside, or where a stratum has only one cluster.
    #[must_use]
    pub fn mean(&self, value: impl Fn(usize) -> Option<f64>) -> Option<DesignEstimate> {
        let values: Vec<Option<f64>> = (0..self.weights.len()).map(value).collect();
        let inside = || values.iter().zip(self.weights).filter_map(|(value, weight)| Some(((*value)?, *weight)));
        let total: f64 = inside().map(|(_, weight)| weight).sum();
        if total <= 0.0 {
            return None;
        }
        let mean = inside().map(|(value, weight)| value * weight).sum::<f64>() / total;
        let linear = |row: usize| values[row].map_or(0.0, |value| self.weights[row] * (value - mean) / total);
        let (variance, df) = (self.variance(linear)?, self.df());
        let n = inside().count() as u64;
        let spread = inside().map(|(value, weight)| weight * (value - mean).powi(2)).sum::<f64>() / total;
        let simple = spread / (n as f64 - 1.0).max(1.0);
        let deff = (n > 1 && simple > 0.0).then(|| variance / simple);
        Some(DesignEstimate { value: mean, standard_error: variance.sqrt(), df, n, deff })
    }

    /// The same, with the degrees of freedom of those inside, as for a subset in R.
    #[must_use]
    pub fn mean_inside(&self, value: impl Fn(usize) -> Option<f64>) -> Option<DesignEstimate> {
        Some(DesignEstimate { df: self.df_inside(|row| value(row).is_some()), ..self.mean(value)? })
    }

    /// Whether strata, clusters or the size of the population tell more than weights do; else each respondent is a
    /// cluster of one stratum.
    #[must_use]
    pub fn is_complex(&self) -> bool {
        self.strata.is_some() || self.clusters.is_some() || self.population.is_some()
    }
}

#[cfg(test)]
mod tests;

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

mod share;

pub use share::{SHARE_INTERVALS, ShareInterval, beta_interval, logit_interval, mean_interval};

use std::collections::{BTreeMap, BTreeSet};

/// How a sample was drawn.
#[derive(Debug, Clone, Copy)]
pub struct SurveyDesign<'a> {
    /// The weight of each respondent.
    pub weights: &'a [f64],
    /// The stratum of each; one stratum without it.
    pub strata: Option<&'a [u32]>,
    /// The cluster of each; cluster numbers are told apart within their stratum.
    pub clusters: Option<&'a [u32]>,
    /// The number of clusters in the population of each respondent's stratum.
    pub population: Option<&'a [f64]>,
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
        Self { weights, strata: None, clusters: None, population: None }
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

    /// The same, with the degrees of freedom of those inside, as for a subset in R; for one stratum.
    #[must_use]
    pub fn mean_inside(&self, value: impl Fn(usize) -> Option<f64>) -> Option<DesignEstimate> {
        let inside = (0..self.weights.len()).filter(|row| value(*row).is_some() && self.weights[*row] > 0.0);
        let apart = match self.clusters {
            Some(clusters) => inside.map(|row| clusters[row]).collect::<BTreeSet<u32>>().len(),
            None => inside.count(),
        };
        Some(DesignEstimate { df: apart.saturating_sub(1) as f64, ..self.mean(value)? })
    }

    /// Degrees of freedom: clusters − strata.
    #[must_use]
    pub fn df(&self) -> f64 {
        if self.is_plain() {
            return self.weights.len().saturating_sub(1) as f64;
        }
        let strata = self.sums(0, |_, _| {});
        let clusters: usize = strata.values().map(|stratum| stratum.sums.len()).sum();
        clusters.saturating_sub(strata.len()) as f64
    }

    /// The variance of the sum of `linear` over respondents; `None` where a stratum has only one cluster.
    #[must_use]
    pub fn variance(&self, linear: impl Fn(usize) -> f64) -> Option<f64> {
        self.covariance(1, |row, values| values[0] = linear(row)).map(|covariance| covariance[0])
    }

    /// The covariance of `width` such sums, row after row: `linear` writes the values of a respondent over zeros.
    #[must_use]
    pub fn covariance(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> Option<Vec<f64>> {
        if self.is_plain() && width == 1 {
            return self.plain_variance(linear).map(|variance| vec![variance]);
        }
        let mut covariance = vec![0.0; width * width];
        for Stratum { sums, population } in self.sums(width, linear).values() {
            let n = sums.len() as f64;
            if sums.len() < 2 {
                return None;
            }
            let mut means = vec![0.0; width];
            for sum in sums.values() {
                means.iter_mut().zip(sum).for_each(|(mean, sum)| *mean += sum / n);
            }
            let finite = population.map_or(1.0, |population| (1.0 - n / population).max(0.0));
            let factor = finite * n / (n - 1.0);
            for sum in sums.values() {
                let apart: Vec<f64> = sum.iter().zip(&means).map(|(sum, mean)| sum - mean).collect();
                for (row, first) in covariance.chunks_mut(width.max(1)).zip(&apart) {
                    row.iter_mut().zip(&apart).for_each(|(cell, second)| *cell += factor * first * second);
                }
            }
        }
        Some(covariance)
    }

    /// Each respondent is a cluster of one stratum: nothing needs to be gathered.
    fn is_plain(&self) -> bool {
        self.strata.is_none() && self.clusters.is_none() && self.population.is_none()
    }

    fn plain_variance(&self, linear: impl Fn(usize, &mut [f64])) -> Option<f64> {
        let rows = self.weights.len();
        let n = rows as f64;
        let at = |row: usize| {
            let mut value = [0.0];
            linear(row, &mut value);
            value[0]
        };
        let mean: f64 = (0..rows).map(|row| at(row) / n).sum();
        (rows > 1).then(|| (0..rows).map(|row| n / (n - 1.0) * (at(row) - mean).powi(2)).sum())
    }

    fn sums(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> BTreeMap<u32, Stratum> {
        let mut strata: BTreeMap<u32, Stratum> = BTreeMap::new();
        let mut values = vec![0.0; width];
        for row in 0..self.weights.len() {
            let stratum = strata.entry(self.strata.map_or(0, |strata| strata[row])).or_default();
            stratum.population = self.population.map(|population| population[row]);
            let cluster = self.clusters.map_or(u32::try_from(row).unwrap_or(u32::MAX), |clusters| clusters[row]);
            values.fill(0.0);
            linear(row, &mut values);
            let sums = stratum.sums.entry(cluster).or_insert_with(|| vec![0.0; width]);
            sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
        }
        strata
    }
}

/// The sums of a stratum's clusters, and the number of clusters in the population.
#[derive(Default)]
struct Stratum {
    sums: BTreeMap<u32, Vec<f64>>,
    population: Option<f64>,
}

#[cfg(test)]
mod tests;

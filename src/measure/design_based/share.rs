//! Intervals of a share from its design-based estimate.
//!
//! # What it answers
//! Between which bounds does the share of the population lie, given how the sample was drawn?
//!
//! # Formula
//! With p, its standard error s and t the quantile of Student's t at the design's degrees of freedom:
//! logit: logit(p) ± t s / (p(1−p)), turned back. Mean: p ± t s, which may leave 0 to 1.
//! Beta: Clopper–Pearson with the effective size p(1−p)/s² · (t_{n−1} / t_df)², as Korn and Graubard.
//!
//! # Assumptions and when not to use it
//! As `design_based`. Logit and mean are not defined for shares of 0 and 1, where nothing varies.
//!
//! # Reference
//! Korn, E. L. & Graubard, B. I. (1998). *Survey Methodology* 24, 193–201. R's package survey, `svyciprop`.
//!
//! # Example
//! The forty rows of `tests/reference/survey.R`, weights only: logit 0.1709 to 0.4803.

use serde::Deserialize;

use super::DesignEstimate;
use crate::measure::Bounds;
use crate::measure::distribution::t_quantile;
use crate::measure::proportion::clopper_pearson_real;

/// A way to put bounds on a design-based share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightedInterval {
    /// On the log-odds; stays within 0 and 1.
    #[default]
    Logit,
    /// Korn–Graubard; for small shares.
    Beta,
    /// Symmetric; may leave 0 to 1.
    Mean,
}

impl WeightedInterval {
    /// Every way, the default first.
    pub const ALL: [Self; 3] = [Self::Logit, Self::Beta, Self::Mean];

    /// The bounds at a confidence level; `None` where they are not defined.
    #[must_use]
    pub fn bounds(self, share: &DesignEstimate, level: f64) -> Option<Bounds> {
        match self {
            Self::Logit => logit_interval(share, level),
            Self::Beta => beta_interval(share, level),
            Self::Mean => mean_interval(share, level),
        }
    }

    /// The name of one of several that hold at once.
    pub(in crate::measure) fn shared_out(self) -> &'static str {
        match self {
            Self::Logit => "logit, Bonferroni",
            Self::Beta => "beta, Bonferroni",
            Self::Mean => "mean, Bonferroni",
        }
    }

    /// What it is, for readers.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Logit => "on the log-odds",
            Self::Beta => "Korn–Graubard",
            Self::Mean => "symmetric",
        }
    }
}

/// The interval on the log-odds; `None` where the share is 0 or 1.
#[must_use]
pub fn logit_interval(share: &DesignEstimate, level: f64) -> Option<Bounds> {
    let variance = inner(share)?;
    let centre = (share.value / (1.0 - share.value)).ln();
    let half = t_quantile(0.5 + level / 2.0, share.df)? * share.standard_error / variance;
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Some(Bounds { low: back(centre - half), high: back(centre + half), level, method: "logit" })
}

/// The interval of Korn and Graubard; `None` where the share is 0 or 1.
#[must_use]
pub fn beta_interval(share: &DesignEstimate, level: f64) -> Option<Bounds> {
    let variance = inner(share)?;
    let tail = 0.5 + level / 2.0;
    let ratio = t_quantile(tail, share.n as f64 - 1.0)? / t_quantile(tail, share.df)?;
    let n = variance / share.standard_error.powi(2) * ratio * ratio;
    clopper_pearson_real(n * share.value, n, level)
}

/// The symmetric interval; `None` where nothing varies.
#[must_use]
pub fn mean_interval(share: &DesignEstimate, level: f64) -> Option<Bounds> {
    inner(share)?;
    let half = t_quantile(0.5 + level / 2.0, share.df)? * share.standard_error;
    Some(Bounds { low: share.value - half, high: share.value + half, level, method: "mean" })
}

/// p (1 − p) where it is above zero and the standard error is too.
fn inner(share: &DesignEstimate) -> Option<f64> {
    let variance = share.value * (1.0 - share.value);
    (variance > 0.0 && share.standard_error > 0.0).then_some(variance)
}

#[cfg(test)]
mod tests {
    use super::super::tests::designs;
    use super::*;

    /// R survey 4.1 `svyciprop`, tests/reference/survey.R.
    #[test]
    fn intervals_are_those_of_r() {
        let expected = |name: &str| match name {
            "plain" => [
                (0.170_884_887_695_908, 0.480_327_781_769_466),
                (0.159_151_919_591_060, 0.483_893_622_051_869),
                (0.145_135_785_639_365, 0.462_556_522_052_943),
            ],
            "strata" => [
                (0.169_412_393_126_228, 0.482_931_413_489_130),
                (0.157_368_603_825_197, 0.486_669_834_180_123),
                (0.142_929_883_977_977, 0.464_762_423_714_331),
            ],
            "clusters" => [
                (0.236_169_132_324_303, 0.381_237_215_542_739),
                (0.234_290_798_390_603, 0.380_704_536_128_854),
                (0.230_923_581_085_382, 0.376_768_726_606_926),
            ],
            _ => [
                (0.197_114_430_226_199, 0.436_920_251_086_844),
                (0.190_292_875_988_901, 0.438_084_233_161_929),
                (0.182_139_962_066_620, 0.425_552_345_625_688),
            ],
        };
        designs(|name, share| {
            for (method, (low, high)) in WeightedInterval::ALL.iter().zip(expected(name)) {
                let bounds = method.bounds(share, 0.95).unwrap();
                let near = |found: f64, expected: f64| (found - expected).abs() < 1e-6;
                assert!(near(bounds.low, low) && near(bounds.high, high), "{name} {method:?}: {bounds:?}");
            }
        });
    }

    #[test]
    fn shares_of_zero_and_one_have_no_interval() {
        let sure = DesignEstimate { value: 1.0, standard_error: 0.0, df: 9.0, n: 10, deff: None };
        assert!(WeightedInterval::ALL.iter().all(|method| method.bounds(&sure, 0.95).is_none()));
    }
}

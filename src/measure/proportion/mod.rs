//! Intervals of shares: of one, of a whole breakdown at once, and of the difference between two.
//!
//! Whether an interval may be shown for a sample is decided in `design`; intervals from weights, strata and clusters are
//! `design_based`'s.

mod binomial;
mod difference;
mod simultaneous;
mod wilson;

pub(super) use binomial::clopper_pearson_real;
pub use binomial::{agresti_coull, clopper_pearson, jeffreys};
pub use difference::{McNemar, difference, mcnemar, pooled_z};
pub use simultaneous::{goodman, quesenberry_hurst, sison_glaz};
pub use wilson::{wilson, wilson_at};

use super::Share;

/// The confidence level of every interval, unless another is asked for.
pub(in crate::measure) const LEVEL: f64 = 0.95;

/// Bounds of an estimate, and the method that gave them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Confidence level, such as 0.95.
    pub level: f64,
    /// The method's name, as shown.
    pub method: &'static str,
}

/// A way to put bounds on one share.
pub struct IntervalMethod {
    /// Id, as a flag or a study names it.
    pub id: &'static str,
    /// What it is good for, in one line.
    pub about: &'static str,
    /// The bounds at a confidence level; `None` where they are not defined.
    pub bounds: fn(Share, f64) -> Option<Bounds>,
}

/// Every way to put bounds on one share, the default first.
pub const INTERVALS: &[IntervalMethod] = &[
    IntervalMethod { id: "wilson", about: "score interval; right on average at any base", bounds: wilson_at },
    IntervalMethod { id: "clopper_pearson", about: "exact; never covers too little", bounds: clopper_pearson },
    IntervalMethod { id: "agresti_coull", about: "Wilson's centre with a simple width", bounds: agresti_coull },
    IntervalMethod { id: "jeffreys", about: "Bayesian with an even prior; equal tails", bounds: jeffreys },
];

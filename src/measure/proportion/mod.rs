//! Intervals of shares: of one, of a whole breakdown at once, and of the difference between two.
//!
//! Whether an interval may be shown for a sample is decided in `design`; intervals from weights, strata and clusters are
//! `design_based`'s.

mod binomial;
mod difference;
mod methods;
mod simultaneous;
mod wilson;

pub(super) use binomial::clopper_pearson_real;
pub use binomial::{agresti_coull, clopper_pearson, jeffreys};
pub use difference::{McNemar, difference, mcnemar, pooled_z};
pub use methods::{Interval, Methods, Simultaneous};
pub use simultaneous::{goodman, quesenberry_hurst, sison_glaz};
pub use wilson::{wilson, wilson_at};

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

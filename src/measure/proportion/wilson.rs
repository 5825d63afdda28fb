//! The Wilson score interval of a share.
//!
//! Whether an interval may be shown for a sample is decided in `design`.
//!
//! # What it answers
//! Between which bounds does the true share lie, if the units counted are a random sample?
//!
//! # Formula
//! With p = count / n and z the normal quantile:
//! (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), without continuity correction.
//!
//! # Assumptions and when not to use it
//! Independent units drawn at random. It holds for small n and for shares of 0 and 1. It says nothing of people who
//! were not sampled: never use it on the votes of an opt-in poll.
//!
//! # Reference
//! Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *JASA* 22, 209–212.
//! Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion. *Statistics in Medicine* 17, 857–872.
//!
//! # Example
//! 81 of 263 gives 0.2553 to 0.3662.

use super::{Bounds, LEVEL};
use crate::measure::Share;
use crate::measure::distribution::normal_quantile;

/// The Wilson interval of a share at a confidence level; `None` where the base is zero or the level is none.
#[must_use]
pub fn wilson_at(share: Share, level: f64) -> Option<Bounds> {
    let p = share.value()?;
    let n = share.base as f64;
    let z = normal_quantile(0.5 + level / 2.0)?;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // The two ends that are exact are set, so that rounding in the last digit cannot show.
    let low = if share.count == 0 { 0.0 } else { (middle - half) / scale };
    let high = if share.count >= share.base { 1.0 } else { (middle + half) / scale };
    Some(Bounds { low, high, level, method: "Wilson" })
}

/// The 95% Wilson interval of a share; `None` where the base is zero.
#[must_use]
pub fn wilson(share: Share) -> Option<Bounds> {
    wilson_at(share, LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, table I, method 3.
    #[test]
    fn wilson_gives_the_table_of_newcombe() {
        for (count, base, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (29, 29, 0.8830, 1.0),
        ] {
            let bounds = wilson(Share::new(count, base)).unwrap();
            assert!((bounds.low - low).abs() < 5e-5 && (bounds.high - high).abs() < 5e-5, "{count}/{base}: {bounds:?}");
        }
    }

    #[test]
    fn no_base_gives_no_interval() {
        assert_eq!(wilson(Share::new(0, 0)), None);
    }
}

//! The difference between two shares: of two groups or waves, and of one group asked twice.
//!
//! # What it answers
//! How far apart are two shares, and how far could they be? Did more people change one way than the other?
//!
//! # Formula
//! Newcombe's method 10: with the Wilson bounds (l₁, u₁) and (l₂, u₂) of p₁ and p₂ and d = p₁ − p₂,
//! d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²).
//! Pooled z: d / √(p(1−p)(1/n₁ + 1/n₂)), with p the share of both together, without continuity correction.
//! McNemar: (b − c)² / (b + c) with one degree of freedom, where b and c count those who changed; with continuity
//! correction (|b − c| − 1)² / (b + c).
//!
//! # Assumptions and when not to use it
//! The first two: two independent random samples. McNemar: the same respondents in both, matched.
//!
//! # Reference
//! Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. *Statistics in
//! Medicine* 17, 873–890. McNemar, Q. (1947). *Psychometrika* 12, 153–157.
//!
//! # Example
//! 56 of 70 less 48 of 80: 0.20, from 0.0524 to 0.3339; z = 2.650.

use super::{Bounds, wilson_at};
use crate::measure::Share;
use crate::measure::distribution::{chi_squared_tail, normal_two_sided};

/// The difference first − second with Newcombe's interval; `None` where a base is zero.
#[must_use]
pub fn difference(first: Share, second: Share, level: f64) -> Option<(f64, Bounds)> {
    let (p1, p2) = (first.value()?, second.value()?);
    let (one, two) = (wilson_at(first, level)?, wilson_at(second, level)?);
    let d = p1 - p2;
    let bounds = Bounds {
        low: d - (p1 - one.low).hypot(two.high - p2),
        high: d + (one.high - p1).hypot(p2 - two.low),
        level,
        method: "Newcombe, method 10",
    };
    Some((d, bounds))
}

/// The z of two shares with a pooled variance, and its two-sided p; `None` where a base is zero or nothing varies.
#[must_use]
pub fn pooled_z(first: Share, second: Share) -> Option<(f64, f64)> {
    let (p1, p2) = (first.value()?, second.value()?);
    let pooled = Share::new(first.count + second.count, first.base + second.base).value()?;
    let variance = pooled * (1.0 - pooled) * (1.0 / first.base as f64 + 1.0 / second.base as f64);
    if variance <= 0.0 {
        return None;
    }
    let z = (p1 - p2) / variance.sqrt();
    Some((z, normal_two_sided(z)?))
}

/// McNemar's test of a change in the same respondents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct McNemar {
    /// The statistic without continuity correction.
    pub statistic: f64,
    /// Its p.
    pub p: f64,
    /// The statistic with continuity correction.
    pub corrected: f64,
    /// Its p.
    pub corrected_p: f64,
}

/// The test for those who changed one way and those who changed the other; `None` where nobody changed.
#[must_use]
pub fn mcnemar(one_way: u64, other_way: u64) -> Option<McNemar> {
    let changed = (one_way + other_way) as f64;
    if changed == 0.0 {
        return None;
    }
    let apart = one_way.abs_diff(other_way) as f64;
    let (statistic, corrected) = (apart * apart / changed, (apart - 1.0).max(0.0).powi(2) / changed);
    let tail = |statistic| chi_squared_tail(statistic, 1.0);
    Some(McNemar { statistic, p: tail(statistic)?, corrected, corrected_p: tail(corrected)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, table II, method 10.
    #[test]
    fn the_difference_gives_the_table_of_newcombe() {
        for (x1, n1, x2, n2, low, high) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775),
            (10, 10, 0, 20, 0.6791, 1.0),
        ] {
            let (_, bounds) = difference(Share::new(x1, n1), Share::new(x2, n2), 0.95).unwrap();
            assert!((bounds.low - low).abs() < 6e-5 && (bounds.high - high).abs() < 6e-5, "{x1}/{n1}: {bounds:?}");
        }
        assert_eq!(difference(Share::new(0, 0), Share::new(1, 2), 0.95), None);
    }

    /// R 4.2: `prop.test(c(56, 48), c(70, 80), correct = FALSE)`.
    #[test]
    fn the_pooled_z_is_that_of_r() {
        let (z, p) = pooled_z(Share::new(56, 70), Share::new(48, 80)).unwrap();
        assert!((z - 2.650_171_951).abs() < 1e-9 && (p - 0.008_045_081_368).abs() < 1e-12);
        assert_eq!(pooled_z(Share::new(0, 5), Share::new(0, 9)), None);
    }

    /// Agresti 2007, approval of the prime minister; R 4.2: `mcnemar.test`.
    #[test]
    fn mcnemar_is_that_of_agresti() {
        let test = mcnemar(150, 86).unwrap();
        assert!((test.statistic - 17.355_932_2).abs() < 1e-7 && (test.corrected - 16.817_796_61).abs() < 1e-8);
        assert!((test.p - 3.099_293_441e-5).abs() < 1e-13 && (test.corrected_p - 4.114_562_281e-5).abs() < 1e-13);
        assert_eq!(mcnemar(0, 0), None);
    }
}

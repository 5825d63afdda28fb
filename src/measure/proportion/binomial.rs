//! Intervals of one share beside Wilson's: Clopper–Pearson, Agresti–Coull and Jeffreys.
//!
//! # What it answers
//! Between which bounds does the true share lie, if the units counted are a random sample?
//!
//! # Formula
//! With x of n and α = 1 − level:
//! Clopper–Pearson: the α/2 quantile of Beta(x, n − x + 1) and the 1 − α/2 quantile of Beta(x + 1, n − x).
//! Agresti–Coull: ñ = n + z², p̃ = (x + z²/2) / ñ, p̃ ± z √(p̃(1−p̃)/ñ), kept within 0 and 1.
//! Jeffreys: the α/2 and 1 − α/2 quantiles of Beta(x + ½, n − x + ½), with 0 below for x = 0 and 1 above for x = n.
//!
//! # Assumptions and when not to use it
//! Independent units drawn at random. Clopper–Pearson covers at least the level and is wide for small n;
//! Agresti–Coull can leave 0 to 1 near the ends, where it is cut off; Jeffreys may cover a little less than the level.
//!
//! # Reference
//! Clopper, C. J. & Pearson, E. S. (1934). *Biometrika* 26, 404–413.
//! Agresti, A. & Coull, B. A. (1998). *The American Statistician* 52, 119–126.
//! Brown, L. D., Cai, T. T. & DasGupta, A. (2001). *Statistical Science* 16, 101–133.
//!
//! # Example
//! 81 of 263: Clopper–Pearson 0.2527 to 0.3676, Agresti–Coull 0.2552 to 0.3663, Jeffreys 0.2545 to 0.3656.

use super::Bounds;
use crate::measure::Share;
use crate::measure::distribution::{beta_quantile, normal_quantile};

/// The exact interval of Clopper and Pearson; `None` where the base is zero.
#[must_use]
pub fn clopper_pearson(share: Share, level: f64) -> Option<Bounds> {
    let bounds = clopper_pearson_real(share.count as f64, share.base as f64, level)?;
    Some(Bounds { method: "Clopper–Pearson", ..bounds })
}

/// The same for counts that need not be whole, such as those of an effective sample.
pub(in crate::measure) fn clopper_pearson_real(x: f64, n: f64, level: f64) -> Option<Bounds> {
    let (x, tail) = (x.min(n), (1.0 - level) / 2.0);
    if n <= 0.0 || x < 0.0 {
        return None;
    }
    let low = if x == 0.0 { 0.0 } else { beta_quantile(tail, x, n - x + 1.0)? };
    let high = if x >= n { 1.0 } else { beta_quantile(1.0 - tail, x + 1.0, n - x)? };
    Some(Bounds { low, high, level, method: "beta" })
}

/// The interval of Agresti and Coull; `None` where the base is zero.
#[must_use]
pub fn agresti_coull(share: Share, level: f64) -> Option<Bounds> {
    share.value()?;
    let z = normal_quantile(0.5 + level / 2.0)?;
    let n = share.base as f64 + z * z;
    let p = (share.count as f64 + z * z / 2.0) / n;
    let half = z * (p * (1.0 - p) / n).sqrt();
    Some(Bounds { low: (p - half).max(0.0), high: (p + half).min(1.0), level, method: "Agresti–Coull" })
}

/// Jeffreys' interval with equal tails; `None` where the base is zero.
#[must_use]
pub fn jeffreys(share: Share, level: f64) -> Option<Bounds> {
    share.value()?;
    let (a, b) = (share.count as f64 + 0.5, share.base.saturating_sub(share.count) as f64 + 0.5);
    let tail = (1.0 - level) / 2.0;
    let low = if share.count == 0 { 0.0 } else { beta_quantile(tail, a, b)? };
    let high = if share.count >= share.base { 1.0 } else { beta_quantile(1.0 - tail, a, b)? };
    Some(Bounds { low, high, level, method: "Jeffreys" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::proportion::Interval;

    fn near(bounds: Option<Bounds>, low: f64, high: f64, case: &str) {
        let bounds = bounds.unwrap();
        assert!((bounds.low - low).abs() < 5e-5 && (bounds.high - high).abs() < 5e-5, "{case}: {bounds:?}");
    }

    /// Newcombe 1998, table I, method 5.
    #[test]
    fn clopper_pearson_gives_the_table_of_newcombe() {
        for (count, base, low, high) in [
            (81, 263, 0.2527, 0.3676),
            (15, 148, 0.0578, 0.1617),
            (0, 20, 0.0, 0.1684),
            (1, 29, 0.0009, 0.1776),
            (29, 29, 0.8806, 1.0),
        ] {
            near(clopper_pearson(Share::new(count, base), 0.95), low, high, &format!("{count}/{base}"));
        }
    }

    /// R 4.2: the formulas above with `qbeta` and `qnorm`; ends outside 0 and 1 are cut off here.
    #[test]
    fn agresti_coull_and_jeffreys_are_those_of_r() {
        for (count, base, ac, jeff) in [
            (81, 263, (0.2552, 0.3663), (0.2545, 0.3656)),
            (15, 148, (0.0614, 0.1615), (0.0604, 0.1576)),
            (0, 20, (0.0, 0.1898), (0.0, 0.1166)),
            (1, 29, (0.0, 0.1863), (0.0037, 0.1501)),
            (29, 29, (0.8613, 1.0), (0.9177, 1.0)),
        ] {
            let share = Share::new(count, base);
            near(agresti_coull(share, 0.95), ac.0, ac.1, &format!("{count}/{base}"));
            near(jeffreys(share, 0.95), jeff.0, jeff.1, &format!("{count}/{base}"));
        }
    }

    #[test]
    fn every_interval_holds_its_share_and_is_not_defined_without_a_base() {
        for method in Interval::ALL {
            assert_eq!(method.bounds(Share::new(0, 0), 0.95), None, "{method:?}");
            for base in [1, 2, 5, 40] {
                for count in 0..=base {
                    let bounds = method.bounds(Share::new(count, base), 0.95).unwrap();
                    let p = count as f64 / base as f64;
                    assert!(0.0 <= bounds.low && bounds.low <= p && p <= bounds.high && bounds.high <= 1.0);
                }
            }
        }
    }
}

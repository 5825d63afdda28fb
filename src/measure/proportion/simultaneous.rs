//! Simultaneous intervals of a whole breakdown: all shares lie in their bounds at once, at the level.
//!
//! # What it answers
//! Between which bounds do the true shares of all options lie together, if the answers are a random sample and each
//! respondent gave one?
//!
//! # Formula
//! With counts x of n in k options: Goodman and Quesenberry–Hurst take
//! (A + 2x ± √(A (A + 4x(n−x)/n))) / (2 (n + A)), with A the 1 − α/k quantile of chi-squared with one degree of freedom
//! (Goodman) or the 1 − α quantile with k − 1 (Quesenberry–Hurst).
//! Sison–Glaz: the smallest whole number c for which the multinomial chance that every count lies within c of its mean
//! reaches the level, by Poisson variables cut off at ±c and an Edgeworth series of four moments; the bounds are
//! x/n − c/n and x/n + c/n + 2δ/n, where δ says how far between c and c + 1 the level lies.
//!
//! # Assumptions and when not to use it
//! One answer a respondent. Sison–Glaz is narrower for many options of middling size; Goodman holds for small counts.
//!
//! # Reference
//! Goodman, L. A. (1965). *Technometrics* 7, 247–254. Quesenberry, C. P. & Hurst, D. C. (1964). *Technometrics* 6, 191–195.
//! Sison, C. P. & Glaz, J. (1995). *JASA* 90, 366–369. May, W. L. & Johnson, W. D. (2000). *JSS* 5(6).
//!
//! # Example
//! 91, 49, 37 and 43: Goodman gives 0.3342 to 0.4978 for the first, Sison–Glaz 0.3455 to 0.4833.

use super::Bounds;
use crate::measure::distribution::{chi_squared_quantile, poisson_at_most};

/// Goodman's intervals; `None` without answers or with fewer than two options.
#[must_use]
pub fn goodman(counts: &[u64], level: f64) -> Option<Vec<Bounds>> {
    let a = chi_squared_quantile(1.0 - (1.0 - level) / counts.len() as f64, 1.0)?;
    score(counts, a, level, "Goodman")
}

/// The intervals of Quesenberry and Hurst; `None` as for [`goodman`].
#[must_use]
pub fn quesenberry_hurst(counts: &[u64], level: f64) -> Option<Vec<Bounds>> {
    let a = chi_squared_quantile(level, counts.len().checked_sub(1)? as f64)?;
    score(counts, a, level, "Quesenberry–Hurst")
}

fn score(counts: &[u64], a: f64, level: f64, method: &'static str) -> Option<Vec<Bounds>> {
    let n = counts.iter().sum::<u64>() as f64;
    if n == 0.0 || counts.len() < 2 {
        return None;
    }
    let bounds = |&count: &u64| {
        let x = count as f64;
        let half = (a * (a + 4.0 * x * (n - x) / n)).sqrt();
        let end = |value: f64| (value / (2.0 * (n + a))).clamp(0.0, 1.0);
        let low = if count == 0 { 0.0 } else { end(a + 2.0 * x - half) };
        let high = if x == n { 1.0 } else { end(a + 2.0 * x + half) };
        Bounds { low, high, level, method }
    };
    Some(counts.iter().map(bounds).collect())
}

/// The largest number of answers for which [`sison_glaz`] looks for its whole number.
const MOST_ANSWERS: u64 = 10_000_000;

/// The intervals of Sison and Glaz; `None` as for [`goodman`], and where the series does not reach the level.
#[must_use]
pub fn sison_glaz(counts: &[u64], level: f64) -> Option<Vec<Bounds>> {
    let total: u64 = counts.iter().sum();
    if total == 0 || total > MOST_ANSWERS || counts.len() < 2 {
        return None;
    }
    let n = total as f64;
    let chance = |c: u64| within(counts, n, c as f64);
    // The chance grows with c: the first c that reaches the level is found by halving.
    let (mut below, mut reaches) = (0, total);
    if chance(reaches)? <= level {
        return None;
    }
    while reaches - below > 1 {
        let middle = below + (reaches - below) / 2;
        if chance(middle)? > level { reaches = middle } else { below = middle }
    }
    let before = if below == 0 { 0.0 } else { chance(below)? };
    let delta = (level - before) / (chance(reaches)? - before);
    let width = below as f64 / n;
    let bounds = |&count: &u64| {
        let p = count as f64 / n;
        let (low, high) = ((p - width).max(0.0), (p + width + 2.0 * delta / n).min(1.0));
        Bounds { low, high, level, method: "Sison–Glaz" }
    };
    Some(counts.iter().map(bounds).collect())
}

/// The chance that every count lies within `c` of what was counted, by the series.
fn within(counts: &[u64], n: f64, c: f64) -> Option<f64> {
    let mut sums = [0.0; 4];
    let mut inside = 1.0;
    for &count in counts {
        let ([mean, variance, third, fourth], chance) = moments(count as f64, c)?;
        let cumulants = [mean, variance, third, fourth - 3.0 * variance * variance];
        sums.iter_mut().zip(cumulants).for_each(|(sum, cumulant)| *sum += cumulant);
        inside *= chance;
    }
    let [mean, variance, third, fourth] = sums;
    if variance <= 0.0 {
        return None;
    }
    let z = (n - mean) / variance.sqrt();
    let (skew, kurtosis) = (third / variance.powf(1.5), fourth / (variance * variance));
    let z2 = z * z;
    let series = 1.0
        + skew * z * (z2 - 3.0) / 6.0
        + kurtosis * (z2 * z2 - 6.0 * z2 + 3.0) / 24.0
        + skew * skew * (z2 * z2 * z2 - 15.0 * z2 * z2 + 45.0 * z2 - 15.0) / 72.0;
    let density = series * (-z2 / 2.0).exp() / (2.0 * std::f64::consts::PI * variance).sqrt();
    let exactly_n = poisson_at_most(n, n)? - poisson_at_most(n - 1.0, n)?;
    Some(inside * density / exactly_n)
}

/// The mean and the central moments of a Poisson variable cut off at `c` from its mean, and the chance that it lies there.
fn moments(mean: f64, c: f64) -> Option<([f64; 4], f64)> {
    let (top, bottom) = (mean + c, (mean - c).max(0.0));
    let chance = poisson_at_most(top, mean)? - poisson_at_most(bottom - 1.0, mean)?;
    let mut factorial = [0.0; 4];
    for (place, factorial) in factorial.iter_mut().enumerate() {
        let r = (place + 1) as f64;
        let above = poisson_at_most(top, mean)? - poisson_at_most(top - r, mean)?;
        let below = poisson_at_most(bottom - 1.0, mean)? - poisson_at_most(bottom - r - 1.0, mean)?;
        *factorial = mean.powi(place as i32 + 1) * (1.0 - (above - below) / chance);
    }
    let [f1, f2, f3, f4] = factorial;
    let f1s = f1 * f1;
    let variance = f2 + f1 - f1s;
    let third = f3 + f2 * (3.0 - 3.0 * f1) + (f1 - 3.0 * f1s + 2.0 * f1s * f1);
    let fourth = f4
        + f3 * (6.0 - 4.0 * f1)
        + f2 * (7.0 - 12.0 * f1 + 6.0 * f1s)
        + (f1 - 4.0 * f1s + 6.0 * f1s * f1 - 3.0 * f1s * f1s);
    Some(([f1, variance, third, fourth], chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(found: Option<Vec<Bounds>>, expected: &[(f64, f64)], digits: f64) {
        let found = found.unwrap();
        assert_eq!(found.len(), expected.len());
        for (bounds, (low, high)) in found.iter().zip(expected) {
            assert!((bounds.low - low).abs() < digits && (bounds.high - high).abs() < digits, "{found:?}");
        }
    }

    /// R 4.2, the formula of Goodman 1965.
    #[test]
    fn goodman_gives_the_values_of_r() {
        let four = [(0.3342, 0.4978), (0.1609, 0.2999), (0.1146, 0.2401), (0.1375, 0.2702)];
        agree(goodman(&[91, 49, 37, 43], 0.95), &four, 5e-5);
        agree(goodman(&[20, 68, 12], 0.95), &[(0.1217, 0.3108), (0.5612, 0.7793), (0.0622, 0.2190)], 5e-5);
    }

    /// R 4.2, the formula of Quesenberry and Hurst 1964.
    #[test]
    fn quesenberry_and_hurst_give_the_values_of_r() {
        let three = [(0.1844, 0.4274), (0.0780, 0.2748), (0.4210, 0.6849)];
        agree(quesenberry_hurst(&[23, 12, 44], 0.95), &three, 5e-5);
    }

    /// May and Johnson 2000; the second is the example of R's package MultinomialCI.
    #[test]
    fn sison_and_glaz_give_the_published_values() {
        let four = [(0.3455, 0.4833), (0.1545, 0.2924), (0.1000, 0.2378), (0.1273, 0.2651)];
        agree(sison_glaz(&[91, 49, 37, 43], 0.95), &four, 6e-5);
        agree(sison_glaz(&[23, 12, 44], 0.95), &[(0.1899, 0.4107), (0.0506, 0.2714), (0.4557, 0.6765)], 6e-5);
        agree(sison_glaz(&[20, 68, 12], 0.95), &[(0.12, 0.297), (0.60, 0.777), (0.04, 0.217)], 6e-4);
    }

    #[test]
    fn without_answers_or_options_nothing_is_defined() {
        for counts in [&[][..], &[5], &[0, 0]] {
            assert_eq!(goodman(counts, 0.95), None);
            assert_eq!(quesenberry_hurst(counts, 0.95), None);
            assert_eq!(sison_glaz(counts, 0.95), None);
        }
        assert!(
            sison_glaz(&[1, 0], 0.95).is_some_and(|bounds| bounds.iter().all(|one| one.low >= 0.0 && one.high <= 1.0))
        );
    }
}

//! Quantiles and tails of the distributions that statistics need: each `None` where it is not defined.
//!
//! They are statrs'; quantiles are made exact to the last digits by Newton's method, because some of statrs' are found
//! by bisection to nine digits only.

use statrs::distribution::DiscreteCDF;
use statrs::distribution::{Beta, ChiSquared, Continuous, ContinuousCDF, FisherSnedecor, Normal, Poisson, StudentsT};

/// The p quantile of the standard normal distribution.
pub(super) fn normal_quantile(p: f64) -> Option<f64> {
    // The smaller tail keeps its digits; the density is positive everywhere.
    let tail = p.min(1.0 - p);
    let mut x = quantile(&Normal::new(0.0, 1.0).ok()?, tail)?;
    for _ in 0..4 {
        let density = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        x -= (normal_tail(-x) - tail) / density;
    }
    Some(if p < 0.5 { x } else { -x })
}

/// The chance that a standard normal value is at least `z`: statrs' is good to eleven digits only.
fn normal_tail(z: f64) -> f64 {
    libm::erfc(z / std::f64::consts::SQRT_2) / 2.0
}

/// The p quantile of Student's t.
pub(super) fn t_quantile(p: f64, df: f64) -> Option<f64> {
    quantile(&StudentsT::new(0.0, 1.0, df).ok()?, p)
}

/// The p quantile of chi-squared.
pub(super) fn chi_squared_quantile(p: f64, df: f64) -> Option<f64> {
    quantile(&ChiSquared::new(df).ok()?, p)
}

/// The p quantile of the beta distribution.
pub(super) fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    quantile(&Beta::new(a, b).ok()?, p)
}

/// The chance that a standard normal value is at least as far from zero as `z`.
pub(super) fn normal_two_sided(z: f64) -> Option<f64> {
    z.is_finite().then(|| 2.0 * normal_tail(z.abs()))
}

/// The chance that a chi-squared value is at least `x`.
pub(super) fn chi_squared_tail(x: f64, df: f64) -> Option<f64> {
    (x.is_finite() && x >= 0.0).then_some(())?;
    Some(ChiSquared::new(df).ok()?.sf(x))
}

/// The chance that a value of F is at least `x`.
pub(super) fn f_tail(x: f64, first: f64, second: f64) -> Option<f64> {
    (x.is_finite() && x >= 0.0).then_some(())?;
    Some(FisherSnedecor::new(first, second).ok()?.sf(x))
}

/// The chance that a Poisson value is at most `x`; zero below zero. A mean of zero is always zero.
pub(super) fn poisson_at_most(x: f64, mean: f64) -> Option<f64> {
    if x < 0.0 {
        return Some(0.0);
    }
    if mean == 0.0 {
        return Some(1.0);
    }
    Some(Poisson::new(mean).ok()?.cdf(x as u64))
}

fn quantile<D: ContinuousCDF<f64, f64> + Continuous<f64, f64>>(distribution: &D, p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let mut x = distribution.try_inverse_cdf(p).ok().filter(|x| x.is_finite())?;
    for _ in 0..8 {
        // The smaller tail keeps its digits.
        let off = if p < 0.5 { distribution.cdf(x) - p } else { (1.0 - p) - distribution.sf(x) };
        let step = off / distribution.pdf(x);
        let next = x - step;
        if !next.is_finite() || next <= distribution.min() || next >= distribution.max() {
            break;
        }
        x = next;
        if step.abs() <= 1e-15 * x.abs() {
            break;
        }
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} is not {expected}");
    }

    /// R 4.2: `qnorm`, `qt`, `qchisq`, `qbeta`.
    #[test]
    fn quantiles_are_those_of_r() {
        near(normal_quantile(0.975), 1.959_963_984_540_054);
        near(t_quantile(0.975, 23.0), 2.068_657_610_419_049_5);
        near(t_quantile(0.025, 14.0), -2.144_786_687_917_802);
        near(chi_squared_quantile(0.9875, 1.0), 6.238_532_636_909_542);
        near(beta_quantile(0.025, 81.0, 183.0), 0.252_736_745_585_271_15);
        near(beta_quantile(0.975, 0.5, 20.5), 0.116_638_982_904_875_4);
    }

    /// R 4.2: `pnorm`, `pchisq`, `pf`.
    #[test]
    fn tails_are_those_of_r() {
        near(normal_two_sided(-5.4342), 5.504_281_690_294_439e-8);
        near(chi_squared_tail(30.0, 2.0), 3.059_023_205_018_258e-7);
        near(f_tail(5.193_369_541, 1.494_639_778, 20.924_956_888), 0.021_747_462_371_470_374);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(normal_quantile(1.0), None);
        assert_eq!(t_quantile(0.5, 0.0), None);
        assert_eq!(beta_quantile(0.5, 0.0, 1.0), None);
        assert_eq!(chi_squared_tail(f64::NAN, 1.0), None);
    }
}

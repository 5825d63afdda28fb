//! The mean of numbers that people gave, its spread and its standard error, weighted or not.
//!
//! Which numbers of whom is `rating`'s; means of two groups are compared in `welch`.
//!
//! # What it answers
//! Around which number do the answers lie, how far apart, and how far might the mean be off?
//!
//! # Formula
//! m = Σwx / Σw. Standard deviation: √(Σw(x − m)² / Σw · n / (n − 1)). Standard error without weights: sd / √n; with
//! them Taylor-linearised, √(N / (N − 1) Σ (w (x − m) / Σw)²), where N counts the respondents outside the base too; with
//! strata, clusters or a finite population as in `design_based`.
//! Interval: m ± t · se with n − 1 degrees of freedom, or those of the design. Median: the number at which half of the weight is reached; where
//! a half is met exactly, the middle between it and the next.
//!
//! # Assumptions and when not to use it
//! The steps of a scale are taken as equally wide. A standard error needs two people and numbers that differ.
//!
//! # Reference
//! R: `t.test`; package survey: `svymean`, `svyvar`, `svyquantile(qrule = "school")`.
//!
//! # Example
//! 9, 10, 7, 8, 10, 6, 9, 3, 10, 8: mean 8, standard deviation 2.211, median 8.5.

use crate::measure::Bounds;
use crate::measure::design_based::SurveyDesign;
use crate::measure::distribution::t_quantile;
use crate::measure::proportion::LEVEL;
use crate::measure::weighting::{Effective, effective};

/// A part of half the weight below which two sums count as the same: they are added in another order than the whole.
const SAME: f64 = 1e-12;

/// The numbers of a group of people with the weight of each.
#[derive(Debug, Clone)]
pub struct Numbers<'a> {
    /// Each person's number and weight.
    pub given: Vec<(f64, f64)>,
    /// Where there are weights: all respondents of the source, those outside the group too.
    pub weighted_of: Option<usize>,
    /// Where strata, clusters or the size of the population are known: how everyone was drawn.
    pub among: Option<Among<'a>>,
}

/// A group of people among all who were drawn.
#[derive(Debug, Clone)]
pub struct Among<'a> {
    /// How everyone was drawn.
    pub design: SurveyDesign<'a>,
    /// The respondent who gave each number.
    pub rows: Vec<usize>,
}

/// A mean with what is needed to compare it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The base.
    pub base: Effective,
    /// The mean.
    pub value: f64,
    /// The standard deviation; `None` for one person.
    pub deviation: Option<f64>,
    /// The standard error; `None` for one person, or where all numbers are the same.
    pub error: Option<f64>,
    /// Its degrees of freedom.
    pub df: f64,
    /// Whether weights were used.
    pub weighted: bool,
}

impl Mean {
    /// The interval of the mean; `None` where there is no standard error.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let half = t_quantile(0.5 + LEVEL / 2.0, self.df)? * self.error?;
        let method = if self.weighted { "Taylor linearisation, t" } else { "t" };
        Some(Bounds { low: self.value - half, high: self.value + half, level: LEVEL, method })
    }
}

impl<'a> Numbers<'a> {
    /// Numbers with weights that stand beside nothing else that is known of the sample.
    #[must_use]
    pub fn new(given: Vec<(f64, f64)>, weighted_of: Option<usize>) -> Self {
        Self { given, weighted_of, among: None }
    }

    /// The numbers of respondents by their places, without weights where there is no design.
    #[must_use]
    pub fn of(numbers: &[(usize, f64)], design: Option<SurveyDesign<'a>>) -> Self {
        let weight = |row: usize| design.map_or(1.0, |design| design.weights[row]);
        let rows = || numbers.iter().map(|(row, _)| *row).collect();
        Self {
            given: numbers.iter().map(|(row, number)| (*number, weight(*row))).collect(),
            weighted_of: design.map(|design| design.weights.len()),
            among: design.filter(SurveyDesign::is_complex).map(|design| Among { design, rows: rows() }),
        }
    }

    /// What each respondent adds to the error of the mean: the linearised residual, zero outside the group.
    pub(super) fn residuals(&self, mean: &Mean) -> Option<Vec<f64>> {
        let among = self.among.as_ref()?;
        let mut linear = vec![0.0; among.design.weights.len()];
        for (row, (x, w)) in among.rows.iter().zip(&self.given) {
            linear[*row] = w * (x - mean.value) / mean.base.weighted;
        }
        Some(linear)
    }

    /// The mean; `None` where there are no people, or their weights sum to zero, or the sum is too large to be held.
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        let base = effective(self.given.iter().map(|(_, weight)| *weight))?;
        let value = self.given.iter().map(|(x, w)| x * w).sum::<f64>() / base.weighted;
        let square = |(x, w): &(f64, f64)| w * (x - value).powi(2);
        let squares: f64 = self.given.iter().map(square).sum();
        let n = base.n as f64;
        if !value.is_finite() || !squares.is_finite() {
            return None;
        }
        let deviation = (base.n > 1).then(|| (squares / base.weighted * n / (n - 1.0)).sqrt());
        let error = match self.weighted_of {
            None => deviation.map(|deviation| deviation / n.sqrt()),
            Some(of) => {
                let linear: f64 = self.given.iter().map(|(x, w)| (w * (x - value) / base.weighted).powi(2)).sum();
                let of = of.max(self.given.len()) as f64;
                (base.n > 1).then(|| (of / (of - 1.0) * linear).sqrt())
            }
        };
        let error = error.filter(|error| *error > 0.0);
        let mean = Mean { base, value, deviation, error, df: n - 1.0, weighted: self.weighted_of.is_some() };
        let Some((among, linear)) = self.among.as_ref().zip(self.residuals(&mean)) else { return Some(mean) };
        let mut inside = vec![false; linear.len()];
        among.rows.iter().for_each(|row| inside[*row] = true);
        let error = among.design.variance(|row| linear[row]).map(f64::sqrt).filter(|error| *error > 0.0);
        Some(Mean { error, df: among.design.df_inside(|row| inside[row]), ..mean })
    }

    /// The median; `None` where there are no people or their weights sum to zero.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let mut ordered: Vec<(f64, f64)> = self.given.iter().copied().filter(|(_, w)| *w > 0.0).collect();
        ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half: f64 = ordered.iter().map(|(_, w)| w).sum::<f64>() / 2.0;
        let mut below = 0.0;
        for (place, (x, w)) in ordered.iter().enumerate() {
            below += w;
            if (below - half).abs() <= SAME * half {
                let next = ordered.get(place + 1).map_or(*x, |(next, _)| *next);
                return Some(x / 2.0 + next / 2.0);
            }
            if below > half {
                return Some(*x);
            }
        }
        None
    }

    /// The same people with other numbers.
    #[must_use]
    pub fn map(&self, of: impl Fn(f64) -> f64) -> Self {
        let given = self.given.iter().map(|(x, w)| (of(*x), *w)).collect();
        Self { given, weighted_of: self.weighted_of, among: self.among.clone() }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The three groups of `tests/reference/ratings.R`.
    pub const GROUPS: [&[f64]; 3] = [
        &[9.0, 10.0, 7.0, 8.0, 10.0, 6.0, 9.0, 3.0, 10.0, 8.0],
        &[5.0, 7.0, 6.0, 8.0, 2.0, 9.0, 4.0, 6.0, 7.0, 5.0, 10.0, 3.0],
        &[7.0, 7.0, 8.0, 6.0, 9.0],
    ];

    /// The groups, each without weights, or with those of the same script.
    pub fn groups(weighted: bool) -> Vec<Numbers<'static>> {
        let mut row = 0;
        let mut one = |x: &f64| {
            let weight = if weighted { 0.5 + ((row * 37) % 10) as f64 / 4.0 } else { 1.0 };
            row += 1;
            (*x, weight)
        };
        let mut numbers = |group: &&[f64]| Numbers::new(group.iter().map(&mut one).collect(), weighted.then_some(27));
        GROUPS.iter().map(&mut numbers).collect()
    }

    #[track_caller]
    pub fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{found} {expected}");
    }

    /// R, tests/reference/ratings.R.
    #[test]
    fn the_mean_of_a_group_is_that_of_r() {
        let first = &groups(false)[0];
        let mean = first.mean().unwrap();
        near(mean.value, 8.0);
        near(mean.deviation.unwrap(), 2.211_083_193_570_27);
        assert_eq!(first.median(), Some(8.5));
    }

    /// R, package survey, tests/reference/ratings.R.
    #[test]
    fn the_weighted_mean_its_spread_and_its_bounds_are_those_of_r() {
        let parts = groups(true);
        let all = Numbers::new(parts.iter().flat_map(|of| of.given.clone()).collect(), Some(27));
        let mean = all.mean().unwrap();
        near(mean.value, 6.736_842_105_263_158);
        near(mean.error.unwrap(), 0.557_154_795_551_496);
        near(mean.deviation.unwrap(), 2.468_208_255_461_64);
        let bounds = mean.bounds().unwrap();
        near(bounds.low, 5.591_594_021_126_01);
        near(bounds.high, 7.882_090_189_400_31);
        assert_eq!(all.median(), Some(7.0));
        let part = parts[0].mean().unwrap();
        near(part.value, 7.769_230_769_230_77);
        near(part.error.unwrap(), 1.013_389_792_112_13);
        near(part.bounds().unwrap().low, 5.476_783_792_297_74);
    }

    #[test]
    fn one_person_or_numbers_that_do_not_differ_have_no_bounds() {
        let of = |given: &[(f64, f64)]| Numbers::new(given.to_vec(), None).mean();
        assert_eq!(of(&[]), None);
        assert!(of(&[(3.0, 1.0)]).is_some_and(|mean| mean.deviation.is_none() && mean.bounds().is_none()));
        assert!(of(&[(3.0, 1.0), (3.0, 1.0)]).is_some_and(|mean| mean.bounds().is_none()));
        assert_eq!(of(&[(3.0, 0.0)]), None);
        assert_eq!(of(&[(f64::MAX, 1.0), (f64::MAX, 1.0)]), None);
    }
}

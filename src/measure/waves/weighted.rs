//! A share or a mean of one weighted wave, and the change from one such wave to the next.
//!
//! # What it answers
//! Which share of the weighted respondents gave this answer in each wave, or which mean, and how far could the change
//! between two waves of different people be off?
//!
//! # Formula
//! Share: sum of the weights of those who did / sum of the weights of the base. Its variance is Taylor-linearised within
//! its wave, respondents outside the base counted as such, comments by one author a cluster; by strata, clusters and the size of the
//! population where they are known. The change is the later
//! share less the earlier, its variance the sum of the two, its bounds the change ± t √variance, with the degrees of
//! freedom of the two bases together.
//!
//! # Assumptions and when not to use it
//! Samples drawn for each wave apart; weights taken as given. Where some people answered in both waves the variances do not
//! add: `overlap` has the bounds then. A share of 0 or 1 varies in no sample like it, which says nothing of the next: there
//! are no bounds then. Whether bounds may be shown at all is the design's.
//!
//! # Reference
//! R's package survey: `svycontrast` of the two waves of `svyby(covmat = TRUE)`, the waves as strata.
//!
//! # Example
//! See `tests/reference/weighted_waves.R`.

use crate::measure::Share;
use crate::measure::design_based::SurveyDesign;
use crate::measure::distribution::t_quantile;
use crate::measure::proportion::{Bounds, LEVEL};
use crate::measure::weighting::{Effective, effective};

/// A share or a mean of one weighted wave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    /// How many of how many, each counted once; of a mean, all of whom it is.
    pub counted: Share,
    /// The share or the mean; `None` where the weights of the base sum to zero.
    pub number: Option<f64>,
    /// The weights of those who are counted; `None` for a mean.
    pub weighted_n: Option<f64>,
    /// The base and what its weights cost.
    pub base: Option<Effective>,
    /// The standard error and its degrees of freedom; `None` where nothing varies.
    pub error: Option<(f64, f64)>,
}

impl Weighted {
    /// The share of those for whom `holds`; those for whom it says nothing are outside the base.
    pub(super) fn share(design: &SurveyDesign<'_>, holds: &dyn Fn(usize) -> Option<bool>) -> Self {
        let weights = design.weights;
        let found: Vec<Option<bool>> = (0..weights.len()).map(holds).collect();
        let holds = |row: usize| found[row];
        let rows = || (0..weights.len()).filter_map(|row| Some((row, holds(row)?)));
        let of = |all: bool| rows().filter(move |(_, holds)| all || *holds);
        let value = |row: usize| holds(row).map(|holds| f64::from(u8::from(holds)));
        Self {
            counted: Share::new(of(false).count() as u64, of(true).count() as u64),
            weighted_n: Some(of(false).map(|(row, _)| weights[row]).sum()),
            ..Self::number(design, &value)
        }
    }

    /// The mean of the numbers that people gave.
    pub(super) fn mean(design: &SurveyDesign<'_>, number: &dyn Fn(usize) -> Option<f64>) -> Self {
        Self::number(design, number)
    }

    fn number(design: &SurveyDesign<'_>, value: &dyn Fn(usize) -> Option<f64>) -> Self {
        let weights = design.weights;
        let inside: Vec<usize> = (0..weights.len()).filter(|row| value(*row).is_some()).collect();
        let base = effective(inside.iter().map(|row| weights[*row]));
        let found = base.and_then(|_| design.mean_inside(value));
        let n = inside.len() as u64;
        Self {
            counted: Share::new(n, n),
            number: found.map(|found| found.value),
            weighted_n: None,
            base,
            error: found.map(|found| (found.standard_error, found.df)).filter(|(error, _)| *error > 0.0),
        }
    }
}

/// The bounds of the change between two waves of different people.
pub(super) fn bounds(before: &Weighted, after: &Weighted) -> Option<Bounds> {
    let ((one, df_one), (two, df_two)) = (before.error?, after.error?);
    around(after.number? - before.number?, one.hypot(two), df_one + df_two, "Taylor linearisation in each wave, t")
}

/// The bounds of a change with this standard error and these degrees of freedom.
pub(super) fn around(difference: f64, error: f64, df: f64, method: &'static str) -> Option<Bounds> {
    let half = t_quantile(0.5 + LEVEL / 2.0, df)? * error;
    Some(Bounds { low: difference - half, high: difference + half, level: LEVEL, method })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of `tests/reference/weighted_waves.R`, made by the same formulas: weight, answer, author.
    fn wave(rows: usize, step: usize) -> (Vec<f64>, Vec<Option<bool>>, Vec<u32>) {
        let weights = (0..rows).map(|i| 0.5 + ((i * 37 + step) % 10) as f64 / 4.0).collect();
        let answers = (0..rows).map(|i| [Some(true), Some(false), None, Some(false)][(i * step + i / 3) % 4]);
        (weights, answers.collect(), (0..rows as u32).map(|i| i / 2).collect())
    }

    fn both(clustered: bool) -> (Weighted, Weighted) {
        let one = |rows, step| {
            let (weights, answers, authors) = wave(rows, step);
            let design = SurveyDesign::weighted(&weights);
            let design = SurveyDesign { clusters: clustered.then_some(authors.as_slice()), ..design };
            Weighted::share(&design, &|row| answers[row])
        };
        (one(80, 3), one(100, 7))
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    /// R, package survey, tests/reference/weighted_waves.R.
    #[test]
    fn the_difference_of_two_weighted_waves_and_its_bounds_are_those_of_r() {
        for (clustered, shares, se, low, high) in [
            (
                false,
                [0.518_950_437_317_784_2, 0.503_448_275_862_069],
                [0.074_915_580_443_182_7, 0.067_322_526_881_262_1],
                -0.214_956_641_440_364_8,
                0.183_952_318_528_933_4,
            ),
            (
                true,
                [0.518_950_437_317_784_2, 0.503_448_275_862_069],
                [0.030_799_739_297_479_7, 0.026_889_961_569_155_5],
                -0.097_345_091_868_792_6,
                0.066_340_768_957_362_1,
            ),
        ] {
            let (before, after) = both(clustered);
            near(before.number.unwrap(), shares[0]);
            near(after.number.unwrap(), shares[1]);
            near(before.error.unwrap().0, se[0]);
            near(after.error.unwrap().0, se[1]);
            let bounds = bounds(&before, &after).unwrap();
            near(bounds.low, low);
            near(bounds.high, high);
        }
    }

    #[test]
    fn weights_of_one_give_the_share_and_a_share_of_nobody_has_no_bounds() {
        let of =
            |yes: usize| Weighted::share(&SurveyDesign::weighted(&[1.0; 20]), &|row| (row < 16).then_some(row < yes));
        let half = of(8);
        assert_eq!((half.counted, half.number, half.weighted_n), (Share::new(8, 16), Some(0.5), Some(8.0)));
        assert_eq!(bounds(&of(0), &half), None);
        assert!(bounds(&of(4), &half).is_some());
    }

    #[test]
    fn weights_that_sum_to_zero_give_no_share_and_no_bounds() {
        let nothing = Weighted::share(&SurveyDesign::weighted(&[0.0, 3.0]), &|row| (row == 0).then_some(true));
        assert_eq!((nothing.number, nothing.base, nothing.counted), (None, None, Share::new(1, 1)));
        let some = Weighted::share(&SurveyDesign::weighted(&[1.0, 3.0]), &|row| Some(row == 0));
        assert_eq!(bounds(&nothing, &some), None);
    }
}

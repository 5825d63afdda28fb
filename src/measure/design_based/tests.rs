//! The designs of `tests/reference/survey.R`, and what R makes of them.

use super::*;
use crate::measure::weighting::forty::{Forty, forty};

/// Calls with each design of `tests/reference/survey.R` and the share of the first vote in it.
pub fn designs(check: impl Fn(&str, &DesignEstimate)) {
    let rows = forty();
    let Forty { weights, stratum, cluster, .. } = &rows;
    let plain = SurveyDesign::weighted(weights);
    let strata = SurveyDesign { strata: Some(stratum), ..plain };
    let clusters = SurveyDesign { clusters: Some(cluster), ..strata };
    let population: Vec<f64> = stratum.iter().map(|stratum| if *stratum == 0 { 60.0 } else { 40.0 }).collect();
    let finite = SurveyDesign { population: Some(&population), ..strata };
    for (name, design) in [("plain", plain), ("strata", strata), ("clusters", clusters), ("finite", finite)] {
        let share = design.mean(|row| Some(f64::from(u8::from(rows.vote[row] == 0))));
        check(name, &share.unwrap());
    }
}

/// R survey 4.1 `svymean`, tests/reference/survey.R.
#[test]
fn shares_and_standard_errors_are_those_of_r() {
    designs(|name, share| {
        let (error, df) = match name {
            "plain" => (0.078_464_963_002_802_4, 39.0),
            "strata" => (0.079_488_605_893_439_3, 38.0),
            "clusters" => (0.031_622_915_001_544_6, 8.0),
            _ => (0.060_119_809_644_356_7, 38.0),
        };
        assert!((share.value - 0.303_846_153_846_153_9).abs() < 1e-12, "{name}");
        assert!((share.standard_error - error).abs() < 1e-9 * error, "{name}: {share:?}");
        assert!((share.df - df).abs() < 1e-12, "{name}");
    });
}

/// R survey 4.1 `svymean(~size)` and `deff = "replace"`, tests/reference/survey.R.
#[test]
fn a_mean_and_a_design_effect_are_those_of_r() {
    let rows = forty();
    let design = SurveyDesign::weighted(&rows.weights);
    let mean = design.mean(|row| Some(f64::from(rows.size[row]))).unwrap();
    assert!((mean.value - 1.538_461_538_461_539).abs() < 1e-12);
    assert!((mean.standard_error - 0.195_456_981_026_414).abs() < 1e-12);
    let share = design.mean(|row| Some(f64::from(u8::from(rows.vote[row] == 0)))).unwrap();
    assert!((share.deff.unwrap() - 1.135_160_277_273_5).abs() < 1e-9, "{share:?}");
}

#[test]
fn one_cluster_in_a_stratum_or_nobody_gives_nothing() {
    let weights = [1.0, 1.0, 1.0];
    let lonely = SurveyDesign { strata: Some(&[0, 0, 1]), ..SurveyDesign::weighted(&weights) };
    assert_eq!(lonely.mean(|_| Some(1.0)), None);
    assert_eq!(SurveyDesign::weighted(&weights).mean(|_| None), None);
    assert_eq!(SurveyDesign::weighted(&[0.0, 0.0]).mean(|_| Some(1.0)), None);
}

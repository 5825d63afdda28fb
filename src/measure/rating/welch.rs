//! The difference between the means of two groups of other people.
//!
//! Whether it may be tested is decided in `design`.
//!
//! # What it answers
//! Do the two groups differ in their mean by more than chance would have it, and between which bounds?
//!
//! # Formula
//! t = (m₁ − m₂) / √(se₁² + se₂²). Without weights Welch's degrees of freedom,
//! (se₁² + se₂²)² / (se₁⁴ / (n₁ − 1) + se₂⁴ / (n₂ − 1)); with them n₁ + n₂ − 2 and linearised standard errors. With
//! strata, clusters or a finite population the variance is that of the linearised difference, with the clusters less the
//! strata of the two groups, less one, as degrees of freedom.
//!
//! # Assumptions and when not to use it
//! Nobody is in both groups. Variances may differ. Undefined where either group has one person, or none of them differs.
//!
//! # Reference
//! Welch, B. L. (1947). *Biometrika* 34, 28–35. R: `t.test`; with weights `svyttest` of the package survey.
//!
//! # Example
//! The sleep data of R: t −1.8608 with 17.776 degrees of freedom, p 0.0794.

use super::mean::{Mean, Numbers};
use crate::measure::Bounds;
use crate::measure::distribution::{f_tail, t_quantile};
use crate::measure::proportion::LEVEL;

/// A difference between two means with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first mean less the second.
    pub value: f64,
    /// The statistic.
    pub t: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Two-sided.
    pub p: f64,
    /// The interval of the difference.
    pub bounds: Bounds,
}

/// The difference of two means; `None` where it has no standard error.
#[must_use]
pub fn welch(first: &Mean, second: &Mean) -> Option<Difference> {
    let people = first.base.n.min(second.base.n);
    // One group may be of one mind: its mean is then known without error.
    let squares = [first, second].map(|mean| mean.error.unwrap_or(0.0).powi(2));
    let sum = squares[0] + squares[1];
    if people < 2 || sum <= 0.0 {
        return None;
    }
    let free = |mean: &Mean| mean.base.n as f64 - 1.0;
    let (df, method) = match first.weighted {
        true => (free(first) + free(second), "Taylor linearisation, t"),
        false => (sum * sum / (squares[0].powi(2) / free(first) + squares[1].powi(2) / free(second)), "Welch"),
    };
    tested(first.value - second.value, sum.sqrt(), (df, method))
}

/// The difference of the means of two groups, by how everyone was drawn where that is known; `None` as for [`welch`].
#[must_use]
pub fn compared(first: (&Numbers<'_>, &Mean), second: (&Numbers<'_>, &Mean)) -> Option<Difference> {
    let Some(among) = &first.0.among else { return welch(first.1, second.1) };
    let (one, two) = (first.0.residuals(first.1)?, second.0.residuals(second.1)?);
    let error = among.design.variance(|row| one[row] - two[row]).map(f64::sqrt).filter(|error| *error > 0.0)?;
    let other = second.0.among.as_ref()?;
    let mut inside = vec![false; one.len()];
    among.rows.iter().chain(&other.rows).for_each(|row| inside[*row] = true);
    let df = among.design.df_inside(|row| inside[row]) - 1.0;
    tested(first.1.value - second.1.value, error, (df, "Taylor linearisation, t"))
}

fn tested(value: f64, error: f64, (df, method): (f64, &'static str)) -> Option<Difference> {
    let (t, half) = (value / error, t_quantile(0.5 + LEVEL / 2.0, df)? * error);
    let bounds = Bounds { low: value - half, high: value + half, level: LEVEL, method };
    Some(Difference { value, t, df, p: f_tail(t * t, 1.0, df)?, bounds })
}

#[cfg(test)]
mod tests {
    use super::super::mean::tests::{groups, near};
    use super::*;
    use crate::measure::design_based::drawn_tests::designs;
    use crate::measure::weighting::forty::forty;

    fn between(first: &Numbers, second: &Numbers) -> Difference {
        welch(&first.mean().unwrap(), &second.mean().unwrap()).unwrap()
    }

    /// R, `t.test(extra ~ group, data = sleep)`, and the groups of tests/reference/ratings.R.
    #[test]
    fn welch_is_that_of_r() {
        let of = |numbers: &[f64]| Numbers::new(numbers.iter().map(|x| (*x, 1.0)).collect(), None);
        let sleep = between(
            &of(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]),
            &of(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
        );
        near(sleep.t, -1.860_813_467_486_853);
        near(sleep.df, 17.776_473_516_178_5);
        near(sleep.p, 0.079_394_140_187_358_2);
        near(sleep.bounds.low, -3.365_483_230_711_71);
        near(sleep.bounds.high, 0.205_483_230_711_710_2);
        let groups = groups(false);
        let found = between(&groups[1], &groups[2]);
        near(found.p, 0.122_876_321_168_799);
        near(found.bounds.low, -3.227_271_833_399_86);
    }

    /// R, `svyttest` of the package survey, tests/reference/ratings.R.
    #[test]
    fn with_weights_it_is_that_of_the_design() {
        let groups = groups(true);
        let found = between(&groups[1], &groups[0]);
        near(found.value, -2.163_967_611_336_03);
        near(found.t, -1.738_915_565_083_11);
        near(found.p, 0.097_420_354_390_828_5);
        near(between(&groups[2], &groups[1]).p, 0.056_987_998_574_870_5);
    }

    /// R survey 4.1, `svymean` and `svyttest`, tests/reference/drawn.R.
    #[test]
    fn with_strata_and_clusters_it_is_that_of_the_design() {
        let rows = forty();
        let expected = [
            (
                [0.167_184_246_654_015, 0.206_211_107_612_149],
                (0.731_548_323_938_542, 0.488_205_197_528_247),
                [4.0, 2.0, 7.0],
            ),
            (
                [0.119_276_600_801_992, 0.149_155_011_503_449],
                (1.018_406_125_146_139, 0.342_385_395_263_931),
                [4.0, 2.0, 7.0],
            ),
            ([0.167_759_574_551_801, 0.210_080_393_968_177], (0.0, 1.0), [22.0, 14.0, 37.0]),
        ];
        for ((name, drawn, weights), (errors, (t, p), df)) in designs().into_iter().zip(expected) {
            let design = drawn.design(weights.as_deref());
            let group = |role: u32| {
                let of = (0..40).filter(|row| rows.role[*row] == role).map(|row| (row, f64::from(rows.size[row])));
                Numbers::of(&of.collect::<Vec<_>>(), Some(design))
            };
            let (zero, one) = (group(0), group(1));
            let (a, b) = (zero.mean().unwrap(), one.mean().unwrap());
            near(a.error.unwrap(), errors[0]);
            near(b.error.unwrap(), errors[1]);
            let found = compared((&one, &b), (&zero, &a)).unwrap();
            assert!((found.t - t).abs() < 1e-9 && (found.p - p).abs() < 1e-9, "{name}: {found:?}");
            assert_eq!([a.df, b.df, found.df], df, "{name}");
        }
    }

    #[test]
    fn a_group_of_one_person_is_not_tested() {
        let of = |given: &[(f64, f64)]| Numbers::new(given.to_vec(), None).mean().unwrap();
        assert_eq!(welch(&of(&[(1.0, 1.0)]), &of(&[(1.0, 1.0), (2.0, 1.0)])), None);
        assert_eq!(welch(&of(&[(1.0, 1.0), (1.0, 1.0)]), &of(&[(2.0, 1.0), (2.0, 1.0)])), None);
    }
}

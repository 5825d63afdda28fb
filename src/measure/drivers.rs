//! Drivers: themes against a rating of the same respondents.
//!
//! # What it answers
//! Do those who speak of a theme rate higher or lower than those who do not, and does that hold when the other themes
//! are the same?
//!
//! # Formula
//! Of the respondents whose comment is counted and who rated: mean of those who show the theme less mean of those who
//! do not, by `welch`. Adjusted: the coefficient of the theme in a regression of the rating on all themes at once, by
//! `least_squares` with HC3, or by how everyone was drawn. The p of the themes of a rating are corrected together (Benjamini–Hochberg).
//!
//! # Assumptions and when not to use it
//! A difference is no cause. Bounds and p only where `design` allows intervals. Undefined where fewer than ten respondents
//! show the theme, or do not; only the other themes are in the regression, at most the sixty most frequent.
//!
//! # Reference
//! See `rating::welch` and `least_squares`.
//!
//! # Example
//! The sixty respondents of `tests/reference/drivers.py`: 1.976 for the first theme, 1.953 adjusted.

use super::answers::AnswerBreakdown;
use super::contingency::{Correction, adjust};
use super::design_based::SurveyDesign;
use super::distribution::{f_tail, t_quantile};
use super::least_squares::{Observation, fit, fit_drawn};
use super::proportion::LEVEL;
use super::rating::{Mean, Numbers, compared, numbers_given};
use super::{Bounds, Coded, QuestionInput, StudyInput};

/// Respondents needed on each side of a theme.
pub const LEAST: u64 = 10;

/// Themes that a regression holds at most.
const MOST_THEMES: usize = 60;

/// A theme against a rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Id of the rating question.
    pub rating: String,
    /// Id of the theme.
    pub theme: String,
    /// Its label.
    pub label: String,
    /// Respondents who show the theme, and who do not.
    pub n: [u64; 2],
    /// Their means.
    pub means: [Option<f64>; 2],
    /// The first mean less the second; `None` where undefined.
    pub difference: Option<f64>,
    /// Its interval.
    pub bounds: Option<Bounds>,
    /// Its p among those of all themes.
    pub p: Option<f64>,
    /// The difference with the other themes the same.
    pub adjusted: Option<f64>,
    /// Its interval.
    pub adjusted_bounds: Option<Bounds>,
    /// The p of the adjusted difference among those of all themes.
    pub adjusted_p: Option<f64>,
    /// Why something is undefined.
    pub undefined: Option<&'static str>,
}

/// The themes of an open question against each rating of its source.
#[must_use]
pub fn drivers(coded: &Coded, input: &QuestionInput, study: &StudyInput, closed: &[AnswerBreakdown]) -> Vec<Driver> {
    let Some((source, rows)) = input.responses else { return Vec::new() };
    let own = study.closed.iter().zip(closed).filter(|(question, _)| question.source == source);
    let intervals = study.about.sample.intervals().is_some();
    let rating = |found: &AnswerBreakdown, numbers: &[Option<f64>]| {
        let design = input.weights.map(|weights| weights.design);
        let respondents: Vec<Respondent> = rows
            .iter()
            .zip(numbers)
            .enumerate()
            .filter_map(|(row, (comment, number))| {
                let comment = (*comment).filter(|comment| coded.set_aside[*comment].is_none())?;
                let weight = design.map_or(Some(1.0), |design| design.weights.get(row).copied())?;
                Some(Respondent { row, shows: &coded.shown[comment], number: (*number)?, weight })
            })
            .collect();
        against(coded, &found.id, &respondents, design, intervals)
    };
    own.filter_map(|(question, found)| Some(rating(found, &numbers_given(found, &question.answered.answers)?)))
        .flatten()
        .collect()
}

struct Respondent<'a> {
    row: usize,
    shows: &'a [bool],
    number: f64,
    weight: f64,
}

fn against(
    coded: &Coded,
    rating: &str,
    people: &[Respondent<'_>],
    design: Option<SurveyDesign<'_>>,
    intervals: bool,
) -> Vec<Driver> {
    let all = people.len() as u64;
    let themes: Vec<(usize, u64)> = (0..coded.codebook.themes.len())
        .map(|theme| (theme, people.iter().filter(|person| person.shows[theme]).count() as u64))
        .collect();
    let enough = |count: u64| count >= LEAST && all - count >= LEAST;
    let mut fitting: Vec<(usize, u64)> = themes.iter().copied().filter(|(_, count)| enough(*count)).collect();
    if fitting.is_empty() {
        return Vec::new();
    }
    fitting.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    fitting.truncate(MOST_THEMES);
    let together = regression(people, &fitting, design.filter(SurveyDesign::is_complex));
    let mut found: Vec<Driver> = Vec::new();
    for (theme, count) in themes {
        let declared = &coded.codebook.themes[theme];
        let numbers = |shows: bool| {
            let side = people.iter().filter(|person| person.shows[theme] == shows);
            Numbers::of(&side.map(|person| (person.row, person.number)).collect::<Vec<_>>(), design)
        };
        let sides = [numbers(true), numbers(false)];
        let means = [sides[0].mean(), sides[1].mean()];
        let mut driver = Driver {
            rating: rating.to_owned(),
            theme: declared.id.clone(),
            label: declared.label.clone(),
            n: [count, all - count],
            means: means.map(|mean| mean.map(|mean| mean.value)),
            difference: None,
            bounds: None,
            p: None,
            adjusted: None,
            adjusted_bounds: None,
            adjusted_p: None,
            undefined: (!enough(count)).then_some("fewer than ten respondents on one side"),
        };
        if driver.undefined.is_none() {
            difference(&mut driver, &sides, means);
            let place = fitting.iter().position(|(of, _)| *of == theme);
            let own = place.and_then(|place| together.get(place).copied().flatten());
            driver.undefined = own.is_none().then_some("cannot be told from the other themes");
            if let Some((value, bounds, p)) = own {
                (driver.adjusted, driver.adjusted_bounds, driver.adjusted_p) = (Some(value), bounds, p);
            }
        }
        found.push(driver);
    }
    corrected(&mut found, |driver| &mut driver.p);
    corrected(&mut found, |driver| &mut driver.adjusted_p);
    if !intervals {
        found.iter_mut().for_each(|driver| {
            (driver.bounds, driver.adjusted_bounds, driver.p, driver.adjusted_p) = (None, None, None, None);
        });
    }
    found
}

fn difference(driver: &mut Driver, sides: &[Numbers<'_>; 2], means: [Option<Mean>; 2]) {
    let [Some(with), Some(without)] = means else { return };
    driver.difference = Some(with.value - without.value);
    let tested = compared((&sides[0], &with), (&sides[1], &without));
    driver.bounds = tested.map(|tested| tested.bounds);
    driver.p = tested.map(|tested| tested.p);
}

type Adjusted = (f64, Option<Bounds>, Option<f64>);

/// For each theme its coefficient among the others.
fn regression(
    people: &[Respondent<'_>],
    themes: &[(usize, u64)],
    design: Option<SurveyDesign<'_>>,
) -> Vec<Option<Adjusted>> {
    let observation = |person: &Respondent<'_>| Observation {
        row: person.row,
        ones: (0..themes.len()).filter(|place| person.shows[themes[*place].0]).collect(),
        y: person.number,
        weight: person.weight,
    };
    let observations: Vec<Observation> = people.iter().map(observation).collect();
    let found = match &design {
        Some(design) => fit_drawn(&observations, themes.len(), design),
        None => fit(&observations, themes.len()),
    };
    let Some(found) = found else { return Vec::new() };
    let adjusted = |column: &Option<(f64, f64)>| {
        let (value, error) = (*column)?;
        let half = t_quantile(0.5 + LEVEL / 2.0, found.df).map(|t| t * error).filter(|_| error > 0.0);
        let method = if design.is_some() { "least squares, linearised, t" } else { "least squares, HC3, t" };
        let bounds = half.map(|half| Bounds { low: value - half, high: value + half, level: LEVEL, method });
        let p = half.and_then(|_| f_tail((value / error).powi(2), 1.0, found.df));
        Some((value, bounds, p))
    };
    found.columns.iter().map(adjusted).collect()
}

/// Corrects the p of all themes together.
fn corrected(drivers: &mut [Driver], of: impl Fn(&mut Driver) -> &mut Option<f64>) {
    let mut p: Vec<&mut f64> = drivers.iter_mut().filter_map(|driver| of(driver).as_mut()).collect();
    let plain: Vec<f64> = p.iter().map(|p| **p).collect();
    let adjusted = adjust(&plain, Correction::BenjaminiHochberg);
    p.iter_mut().zip(adjusted).for_each(|(p, adjusted)| **p = adjusted);
}

#[cfg(test)]
mod tests {
    use super::super::least_squares::tests::sixty;
    use super::*;
    use crate::measure::fixture::Fixture;

    fn found(intervals: bool) -> Vec<Driver> {
        let sixty = sixty(false);
        let shows: Vec<Vec<bool>> =
            sixty.iter().map(|of| (0..5).map(|theme| of.ones.contains(&theme)).collect()).collect();
        let people: Vec<Respondent> = sixty
            .iter()
            .zip(&shows)
            .map(|(of, shows)| Respondent { row: of.row, shows, number: of.y, weight: 1.0 })
            .collect();
        let study = Fixture::new(&[("A", "t1")]);
        against(&study.coded(), "r", &people, None, intervals)
    }

    /// statsmodels 0.15, `CompareMeans(…).tconfint_diff(usevar="unequal")` and `OLS(…).fit(cov_type="HC3", use_t=True)`,
    /// tests/reference/drivers.py; p corrected by hand from its p.
    #[test]
    fn differences_and_their_bounds_are_those_of_statsmodels() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        let found = found(true);
        let first = &found[0];
        assert_eq!(first.n, [24, 36]);
        near(first.difference.unwrap(), 1.975_694_444_444_444_5);
        near(first.bounds.unwrap().low, 1.544_727_996_389_602);
        near(first.bounds.unwrap().high, 2.406_660_892_499_285_6);
        near(first.adjusted.unwrap(), 1.952_682_726_380_052_4);
        near(first.adjusted_bounds.unwrap().low, 1.596_314_894_952_213_2);
        near(first.adjusted_bounds.unwrap().high, 2.309_050_557_807_891_5);
        near(found[1].p.unwrap(), 0.001_727_234_872_922_545_2 * 1.5);
        near(found[2].adjusted_p.unwrap(), 0.245_110_482_023_082_1);
    }

    #[test]
    fn a_theme_that_few_show_is_undefined_with_its_reason() {
        let found = found(true);
        assert_eq!((found[3].n, found[3].difference, found[3].adjusted), ([0, 60], None, None));
        assert_eq!(found[3].undefined, Some("fewer than ten respondents on one side"));
    }

    #[test]
    fn without_leave_of_the_design_there_are_differences_and_nothing_else() {
        let first = &found(false)[0];
        assert!(first.difference.is_some() && first.adjusted.is_some());
        assert!(first.bounds.is_none() && first.p.is_none() && first.adjusted_p.is_none());
    }
}

//! The change of a share or a mean where some people answered in both waves.
//!
//! # What it answers
//! How far could the change be off, given that part of the people are the same?
//!
//! # Formula
//! Each wave's share or mean is Σ w y / Σ w over its own base, and its linearised value of a row is w (y − ȳ) / Σ w. The
//! change is the later less the earlier; a person's value is that of the later rows less that of the earlier ones, and the
//! variance is n/(n − 1) Σ (z − z̄)² over all n people of the two waves, those outside the bases counted with 0. The bounds
//! are the change ± t √variance; degrees of freedom are the people in either base, less one. Without weights each row
//! weighs 1.
//!
//! # Assumptions and when not to use it
//! A person is drawn once, for whatever waves they answered in, and people apart from each other; weights taken as given.
//! Where everybody answered in both waves and nothing is weighted, `change` has the paired bounds. A share of 0 or 1 varies
//! in no sample like it: there are no bounds then.
//!
//! # Reference
//! R's package survey: `svydesign(ids = ~person, weights = ~w)` of the two waves together, `svycontrast` of their
//! `svyby(covmat = TRUE)`; `svyglm` on the wave gives the same standard error.
//!
//! # Example
//! See `tests/reference/weighted_waves.R`.

use super::rows::Rows;
use super::weighted::around;
use crate::measure::design_based::SurveyDesign;
use crate::measure::proportion::Bounds;

/// How the bounds were found.
pub(super) const METHOD: &str = "Taylor linearisation, people as clusters, t";

/// Who of two waves answered in which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Met {
    /// People in both bases.
    pub both: u64,
    /// Of them, those whose number went up: who moved to it.
    pub gained: u64,
    /// Of them, those whose number went down: who moved away.
    pub lost: u64,
    /// People in one base only.
    pub once: u64,
}

/// Who answered in which wave; `None` where nothing says it of somebody in a base.
pub(super) fn met(before: &Rows<'_>, after: &Rows<'_>) -> Option<Met> {
    let mut people: Vec<[Option<f64>; 2]> = vec![[None; 2]; known(before, after)];
    for (wave, rows) in [before, after].into_iter().enumerate() {
        for (row, value) in rows.inside() {
            // Whoever stands in several rows showed a theme if one of them does.
            let given = &mut people[person(rows, row)?][wave];
            *given = Some(given.map_or(value, |other| other.max(value)));
        }
    }
    let mut met = Met { both: 0, gained: 0, lost: 0, once: 0 };
    for given in people {
        match given {
            [Some(then), Some(now)] => {
                met.both += 1;
                met.gained += u64::from(now > then);
                met.lost += u64::from(now < then);
            }
            [None, None] => {}
            _ => met.once += 1,
        }
    }
    Some(met)
}

fn person(rows: &Rows<'_>, row: usize) -> Option<usize> {
    rows.people.get(row).copied().flatten().map(|person| person as usize)
}

/// The bounds of the change; `None` where one of the waves does not vary, or its weights sum to zero.
pub(super) fn bounds(before: &Rows<'_>, after: &Rows<'_>) -> Option<Bounds> {
    let (one, two) = (linear(before)?, linear(after)?);
    let people = people(before, after, (&one.linear, &two.linear));
    let each_once = vec![1.0; people.len()];
    let variance = SurveyDesign::weighted(&each_once).variance(|person| people[person].sum)?;
    let inside = people.iter().filter(|person| person.inside).count();
    let df = inside.checked_sub(1)? as f64;
    around(two.mean - one.mean, variance.sqrt(), df, METHOD).filter(|_| variance > 0.0)
}

/// A person of the two waves.
#[derive(Default)]
struct Person {
    /// The linearised values of the later rows less those of the earlier.
    sum: f64,
    /// Whether a row of theirs is in a base and weighs something.
    inside: bool,
}

/// Everybody of the two waves; a row of whom nothing is said is somebody of its own.
fn people(before: &Rows<'_>, after: &Rows<'_>, (one, two): (&[f64], &[f64])) -> Vec<Person> {
    let mut places: Vec<Option<usize>> = vec![None; known(before, after)];
    let mut people: Vec<Person> = Vec::with_capacity(one.len().max(two.len()));
    for (rows, linear, sign) in [(before, one, -1.0), (after, two, 1.0)] {
        for (row, value) in linear.iter().enumerate() {
            let next = people.len();
            let place = person(rows, row).map_or(next, |person| *places[person].get_or_insert(next));
            if place == next {
                people.push(Person::default());
            }
            people[place].sum += sign * value;
            people[place].inside |= rows.values[row].is_some() && rows.weight(row) > 0.0;
        }
    }
    people
}

/// One more than the highest number of a person.
fn known(before: &Rows<'_>, after: &Rows<'_>) -> usize {
    let most = [before, after].into_iter().flat_map(|rows| rows.people.iter().flatten()).max();
    most.map_or(0, |most| *most as usize + 1)
}

/// The mean of a wave and the linearised value of each row.
struct Linear {
    mean: f64,
    linear: Vec<f64>,
}

fn linear(rows: &Rows<'_>) -> Option<Linear> {
    let total: f64 = rows.inside().map(|(row, _)| rows.weight(row)).sum();
    if total <= 0.0 {
        return None;
    }
    let mean = rows.inside().map(|(row, value)| rows.weight(row) * value).sum::<f64>() / total;
    let of = |(row, value): (usize, &Option<f64>)| value.map_or(0.0, |value| rows.weight(row) * (value - mean) / total);
    let linear: Vec<f64> = rows.values.iter().enumerate().map(of).collect();
    let mut counted = rows.inside().filter(|(row, _)| rows.weight(*row) > 0.0);
    let (_, first) = counted.next()?;
    let varies = counted.any(|(_, value)| value != first);
    varies.then_some(Linear { mean, linear })
}

#[cfg(test)]
mod tests {
    use super::super::change::{Between, change};
    use super::*;

    const STEP: u32 = 1;

    /// The rows of `tests/reference/weighted_waves.R`, "same people", made by the same formulas.
    struct Wave {
        weights: Vec<f64>,
        yes: Vec<Option<f64>>,
        score: Vec<Option<f64>>,
        people: Vec<Option<u32>>,
    }

    fn wave(rows: usize, step: usize, (times, plus): (usize, usize), first: u32) -> Wave {
        let answer = |i: usize| [Some(1.0), Some(0.0), None, Some(0.0)][(i * step + i / 3) % 4];
        Wave {
            weights: (0..rows).map(|i| 0.5 + ((i * 37 + step) % 10) as f64 / 4.0).collect(),
            yes: (0..rows).map(answer).collect(),
            score: (0..rows).map(|i| answer(i).map(|_| ((i * times + plus) % 11) as f64)).collect(),
            people: (first..).take(rows).map(Some).collect(),
        }
    }

    fn both() -> [Wave; 2] {
        [wave(80, 3, (7, 3), 0), wave(100, 7, (5, 7), STEP)]
    }

    fn rows(wave: &Wave, weighted: bool, of_score: bool) -> Rows<'_> {
        let values = if of_score { &wave.score } else { &wave.yes }.clone();
        let weights = weighted.then_some(wave.weights.as_slice());
        Rows { values, weights, drawn: None, clusters: None, people: &wave.people }
    }

    /// R 4.2, survey 4.1: tests/reference/weighted_waves.R, "same people".
    #[test]
    fn the_change_where_some_answered_in_both_waves_has_the_bounds_of_r() {
        let [one, two] = both();
        for (weighted, of_score, change, low, high) in [
            (true, false, -0.015_502_161_455_715_3, -0.230_291_612_746_982, 0.199_287_289_835_552),
            (true, true, -0.172_514_325_927_415, -1.484_006_986_952_24, 1.138_978_335_097_41),
            (false, false, 0.0, -0.203_818_696_469_346, 0.203_818_696_469_346),
            (false, true, -0.131_313_131_313_131, -1.353_562_759_370_66, 1.090_936_496_744_4),
        ] {
            let (before, after) = (rows(&one, weighted, of_score), rows(&two, weighted, of_score));
            let bounds = bounds(&before, &after).unwrap();
            let near = |found: f64, expected: f64| (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(near((bounds.low + bounds.high) / 2.0, change), "{bounds:?}");
            assert!(near(bounds.low, low) && near(bounds.high, high), "{weighted} {of_score} {bounds:?}");
        }
    }

    /// R 4.2, survey 4.1: tests/reference/weighted_waves.R, "other people, each once, score".
    #[test]
    fn the_change_of_a_mean_of_other_people_has_the_bounds_of_r() {
        let [one, two] = both();
        let rows = (&rows(&one, false, true), &rows(&two, false, true));
        let values = (rows.0.value(true).unwrap(), rows.1.value(true).unwrap());
        let found = change("1", &Between { values, rows, same_people: false }, true).unwrap();
        let bounds = found.bounds.unwrap();
        assert!((bounds.low + 1.285_185_224_777_052).abs() < 1e-9, "{bounds:?}");
        assert!((bounds.high - 1.022_558_962_150_789).abs() < 1e-9, "{bounds:?}");
        assert_eq!((found.mark, found.paired), (None, None));
    }

    #[test]
    fn weights_of_one_and_weights_of_two_change_nothing() {
        let [one, two] = both();
        let plain = bounds(&rows(&one, false, true), &rows(&two, false, true)).unwrap();
        for weight in [1.0, 2.0] {
            let weights = (vec![weight; 80], vec![weight; 100]);
            let before = Rows { weights: Some(&weights.0), ..rows(&one, false, true) };
            let after = Rows { weights: Some(&weights.1), ..rows(&two, false, true) };
            let found = bounds(&before, &after).unwrap();
            assert!((found.low - plain.low).abs() < 1e-12 && (found.high - plain.high).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn who_answered_in_both_is_counted_and_somebody_unknown_in_a_base_says_that_nothing_is_known() {
        let people = [Some(0), Some(1), None, Some(2)];
        let of = |values: [Option<f64>; 4]| Rows {
            values: values.to_vec(),
            weights: None,
            drawn: None,
            clusters: None,
            people: &people,
        };
        let before = of([Some(0.0), Some(3.0), None, Some(1.0)]);
        let found = met(&before, &of([Some(2.0), Some(1.0), None, None]));
        assert_eq!(found, Some(Met { both: 2, gained: 1, lost: 1, once: 1 }));
        assert_eq!(met(&before, &of([None, None, Some(1.0), None])), None);
    }

    #[test]
    fn a_wave_that_does_not_vary_or_weighs_nothing_has_no_bounds() {
        let people: Vec<Option<u32>> = (0..4).map(Some).collect();
        let of = |values: [f64; 4]| Rows {
            values: values.map(Some).to_vec(),
            weights: None,
            drawn: None,
            clusters: None,
            people: &people,
        };
        let varied = of([0.0, 1.0, 1.0, 0.0]);
        assert!(bounds(&varied, &of([1.0, 1.0, 1.0, 0.0])).is_some());
        assert_eq!(bounds(&varied, &of([1.0; 4])), None);
        let nothing = Rows { weights: Some(&[0.0; 4]), ..of([0.0, 1.0, 1.0, 0.0]) };
        assert_eq!(bounds(&varied, &nothing), None);
        assert_eq!(bounds(&of([0.0; 4]), &varied), None);
    }
}

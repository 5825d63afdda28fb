//! The coefficients of agreement of a table: one row a unit, one column a coder.
//!
//! # What it answers
//! How far do coders agree whose decisions are categories, ordered categories, numbers or sets?
//!
//! # Formula
//! Categories: percent agreement, Cohen's kappa (two coders), Fleiss' kappa, Gwet's AC1, Krippendorff's alpha (nominal).
//! Ordered categories: the same, and alpha (ordinal). Numbers: alpha (interval or ratio). Sets: alpha with MASI's and with
//! Jaccard's distance. Each is given over all coders, and over each two.
//!
//! # Assumptions and when not to use it
//! Coders independent of each other. Ordered categories are ordered as their numbers are.
//!
//! # Reference
//! See `reliability`.
//!
//! # Example
//! Krippendorff's data C as categories: alpha 0.743; in their order 0.815; as numbers 0.849.

use rayon::prelude::*;

use super::coefficients::{Coefficients, Measured, categories, measured, sets, undefined};
use crate::measure::proportion::LEVEL;
use crate::measure::reliability::{Alpha, Level, alpha, alpha_bounds};

/// What coders decided, by row and coder; `None` where one did not decide.
#[derive(Debug, Clone, PartialEq)]
pub enum Columns {
    /// Categories by number, and how many there are.
    Categories(Vec<Vec<Option<u32>>>, usize),
    /// Categories by their place in an order, and how many there are.
    Ordered(Vec<Vec<Option<u32>>>, usize),
    /// Numbers of a scale with equal steps, or with a zero.
    Numbers(Vec<Vec<Option<f64>>>, Level),
    /// Sets of labels by number, sorted.
    Sets(Vec<Vec<Option<Vec<u32>>>>),
}

/// The coefficients over all coders, then over each two.
#[must_use]
pub fn of_columns(names: &[String], columns: &Columns) -> Vec<Coefficients> {
    let pairs = (0..names.len()).flat_map(|first| (first + 1..names.len()).map(move |second| vec![first, second]));
    let all = (names.len() > 2).then(|| (0..names.len()).collect());
    let sets: Vec<Vec<usize>> = all.into_iter().chain(pairs).collect();
    // Each draws from its own generator, so the number of threads does not show.
    sets.par_iter().map(|set| of_set(names, set, columns)).collect()
}

fn of_set(names: &[String], set: &[usize], columns: &Columns) -> Coefficients {
    let (units, measures) = match columns {
        Columns::Categories(rows, count) => categories(&chosen(rows, set), set.len(), *count),
        Columns::Ordered(rows, count) => {
            let rows = chosen(rows, set);
            let (units, mut found) = categories(&rows, set.len(), *count);
            let numbers = |unit: &Vec<Option<u32>>| unit.iter().map(|place| place.map(f64::from)).collect();
            let numbers: Vec<Vec<Option<f64>>> = rows.iter().map(numbers).collect();
            found.push(of_numbers("alpha_ordinal", &numbers, Level::Ordinal));
            (units, found)
        }
        Columns::Numbers(rows, level) => {
            let rows = chosen(rows, set);
            let name = if *level == Level::Ratio { "alpha_ratio" } else { "alpha_interval" };
            (twice(&rows), vec![of_numbers(name, &rows, *level)])
        }
        Columns::Sets(rows) => sets(&chosen(rows, set)),
    };
    let coders: Vec<&str> = set.iter().map(|coder| names[*coder].as_str()).collect();
    Coefficients { coders: coders.join(" + "), half: "all", group: String::new(), theme: None, units, measures }
}

fn of_numbers(measure: &'static str, rows: &[Vec<Option<f64>>], level: Level) -> Measured {
    let decisions = Alpha::numbers(rows, level);
    measured(measure, alpha(&decisions), alpha_bounds(&decisions, LEVEL), undefined(twice(rows)))
}

fn twice<T>(rows: &[Vec<Option<T>>]) -> u64 {
    rows.iter().filter(|unit| unit.iter().flatten().count() > 1).count() as u64
}

fn chosen<T: Clone>(rows: &[Vec<Option<T>>], set: &[usize]) -> Vec<Vec<Option<T>>> {
    rows.iter().map(|unit| set.iter().map(|coder| unit[*coder].clone()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Krippendorff 2011, data C.
    fn data_c() -> Vec<Vec<Option<u32>>> {
        let rows: [[u32; 12]; 4] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        (0..12).map(|unit| rows.iter().map(|coder| coder[unit].checked_sub(1)).collect()).collect()
    }

    fn value(found: &Coefficients, measure: &str) -> f64 {
        found.measures.iter().find(|one| one.measure == measure).unwrap().value.unwrap()
    }

    /// Krippendorff 2011; AC1 and Fleiss by irrCAC 0.4.
    #[test]
    fn data_c_gives_the_published_values_at_every_level() {
        let names: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).into();
        let found = of_columns(&names, &Columns::Ordered(data_c(), 5));
        assert_eq!((found.len(), found[0].coders.as_str(), found[0].units), (7, "a + b + c + d", 11));
        for (measure, expected) in
            [("fleiss", 0.761_17), ("ac1", 0.775_44), ("alpha", 0.743_42), ("alpha_ordinal", 0.815_39)]
        {
            assert!((value(&found[0], measure) - expected).abs() < 6e-6, "{measure}");
        }
        let numbers =
            data_c().into_iter().map(|unit| unit.iter().map(|one| one.map(|one| f64::from(one) + 1.0)).collect());
        let numbers: Vec<Vec<Option<f64>>> = numbers.collect();
        for (level, measure, expected) in
            [(Level::Interval, "alpha_interval", 0.849_11), (Level::Ratio, "alpha_ratio", 0.797_40)]
        {
            let found = of_columns(&names, &Columns::Numbers(numbers.clone(), level));
            assert!((value(&found[0], measure) - expected).abs() < 6e-6, "{measure}");
            assert!(found[0].measures[0].bounds.is_some());
        }
    }

    #[test]
    fn two_coders_with_nothing_in_common_are_undefined_with_the_reason() {
        let names: Vec<String> = ["a", "b"].map(str::to_owned).into();
        let rows = vec![vec![Some(0), None], vec![None, Some(1)]];
        let found = of_columns(&names, &Columns::Categories(rows, 2));
        assert!(found[0].measures.iter().all(|one| one.value.is_none() && one.undefined.is_some()));
    }
}

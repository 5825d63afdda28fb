//! Fisher's exact test: two by two in full, larger tables by random tables with the same totals.
//!
//! # What it answers
//! How likely are tables with these totals that are no likelier than this one, if the questions have nothing to do with
//! each other?
//!
//! # Formula
//! Two by two: the sum of the hypergeometric chances that are at most that of the table, with a margin of 1e-7 of it for
//! rounding. Larger: the answers to one question are shuffled; p = (1 + tables no likelier) / (1 + tables drawn), with
//! its standard error √(p(1−p)/drawn).
//!
//! # Assumptions and when not to use it
//! Each respondent counts once. The totals are taken as given. With weights it has no meaning.
//!
//! # Reference
//! Fisher, R. A. (1935). *The Design of Experiments*, chapter 2. Phipson, B. & Smyth, G. K. (2010). *Statistical
//! Applications in Genetics and Molecular Biology* 9, 39.
//!
//! # Example
//! 3, 1 over 1, 3: 0.4857.

use rand_pcg::Pcg64Mcg;

use crate::measure::bootstrap::below;

const SEED: u128 = 0x7665_7262_6174_696d_735f_6669_7368_6572;

/// Respondents, and steps of shuffling, above which nothing is drawn.
const MOST_RESPONDENTS: u64 = 100_000;
const MOST_STEPS: u64 = 1 << 30;
/// Possible tables of two by two above which their chances are not listed.
const MOST_TABLES: u64 = 1 << 22;

/// The two-sided p of a table of two by two; `None` where a total is zero, or for more than four million possible tables.
#[must_use]
pub fn fisher_two_by_two([a, b, c, d]: [u64; 4]) -> Option<f64> {
    let (first, second, left) = (a + b, c + d, a + c);
    if first == 0 || second == 0 || left == 0 || b + d == 0 {
        return None;
    }
    let (lowest, highest) = (left.saturating_sub(second), left.min(first));
    if highest - lowest > MOST_TABLES {
        return None;
    }
    // The chance of one more in the first cell is that of this number times a ratio; products of factorials would overflow.
    let ratio = |x: u64| ((first - x) as f64 * (left - x) as f64) / ((x + 1) as f64 * (second + x + 1 - left) as f64);
    let most = ((first + 1) as f64 * (left + 1) as f64 / (first + second + 2) as f64) as u64;
    let most = most.clamp(lowest, highest);
    let mut chances = vec![0.0; (highest - lowest + 1) as usize];
    let place = |x: u64| (x - lowest) as usize;
    chances[place(most)] = 1.0;
    (most..highest).for_each(|x| chances[place(x + 1)] = chances[place(x)] * ratio(x));
    (lowest..most).rev().for_each(|x| chances[place(x)] = chances[place(x + 1)] / ratio(x));
    let observed = chances[place(a)] * (1.0 + 1e-7);
    let no_likelier: f64 = chances.iter().filter(|chance| **chance <= observed).sum();
    Some((no_likelier / chances.iter().sum::<f64>()).min(1.0))
}

/// A p from random tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonteCarlo {
    /// The share of random tables that are no likelier.
    pub p: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Tables drawn.
    pub drawn: u64,
}

/// The p of a table of any size from `draws` random tables; `None` where fewer than two rows or columns have
/// respondents, or where they are too many to shuffle so often.
#[must_use]
pub fn fisher_monte_carlo(counts: &[u64], columns: usize, draws: u64) -> Option<MonteCarlo> {
    let n: u64 = counts.iter().sum();
    if columns == 0 || draws == 0 || n > MOST_RESPONDENTS || n.saturating_mul(draws) > MOST_STEPS {
        return None;
    }
    let used = |totals: Vec<u64>| totals.iter().filter(|total| **total > 0).count();
    let by_row: Vec<u64> = counts.chunks(columns).map(|row| row.iter().sum()).collect();
    let by_column = (0..columns).map(|column| counts.iter().skip(column).step_by(columns).sum()).collect();
    if used(by_row.clone()) < 2 || used(by_column) < 2 {
        return None;
    }
    let mut answers: Vec<usize> = counts
        .iter()
        .enumerate()
        .flat_map(|(place, count)| std::iter::repeat_n(place % columns, *count as usize))
        .collect();
    let logarithms = log_factorials(n as usize);
    // The chance of a table with these totals falls with the sum of the logarithms of its counts' factorials.
    let weight = |table: &[u64]| table.iter().map(|count| logarithms[*count as usize]).sum::<f64>();
    let observed = weight(counts) - 1e-7;
    let mut random = Pcg64Mcg::new(SEED);
    let mut table = vec![0; counts.len()];
    let mut no_likelier = 0;
    for _ in 0..draws {
        for place in (1..answers.len()).rev() {
            answers.swap(place, below(&mut random, place as u64 + 1) as usize);
        }
        table.fill(0);
        let mut next = answers.iter();
        for (row, total) in by_row.iter().enumerate() {
            next.by_ref().take(*total as usize).for_each(|column| table[row * columns + column] += 1);
        }
        no_likelier += u64::from(weight(&table) >= observed);
    }
    let p = (1 + no_likelier) as f64 / (1 + draws) as f64;
    Some(MonteCarlo { p, standard_error: (p * (1.0 - p) / draws as f64).sqrt(), drawn: draws })
}

fn log_factorials(n: usize) -> Vec<f64> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain((1..=n).map(|number| {
            sum += (number as f64).ln();
            sum
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher 1935, the lady tasting tea; R 4.2: `fisher.test`.
    #[test]
    fn the_tea_gives_the_value_of_r() {
        assert!((fisher_two_by_two([3, 1, 1, 3]).unwrap() - 0.485_714_285_714_285_7).abs() < 1e-12);
        assert_eq!(fisher_two_by_two([0, 0, 1, 3]), None);
    }

    /// R 4.2: `fisher.test(matrix(c(..), 2))`.
    #[test]
    fn thousands_of_respondents_have_the_p_of_r() {
        for (table, expected) in [
            ([2400, 325, 2195, 461], 2.015_177_699_976_563_2e-8),
            ([4000, 4700, 3900, 4821], 0.097_150_848_799_857_54),
            ([300_000, 299_000, 301_000, 302_000], 0.068_393_030_692_623_01),
        ] {
            let found = fisher_two_by_two(table).unwrap();
            assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}");
        }
        assert_eq!(fisher_two_by_two([9000, 1, 1, 9000]), Some(0.0), "a p below every number is zero, as in R");
    }

    /// R 4.2: `fisher.test(Job)`, job satisfaction by income, 0.782684939.
    #[test]
    fn a_larger_table_lies_within_four_standard_errors_of_r() {
        let job = [1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11];
        let found = fisher_monte_carlo(&job, 4, 20_000).unwrap();
        assert!((found.p - 0.782_684_939).abs() < 4.0 * found.standard_error, "{found:?}");
        assert_eq!(fisher_monte_carlo(&[1, 0, 2, 0], 2, 100), None);
    }
}

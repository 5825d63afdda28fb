//! Nets and differences of published percentages, as ranges and never as one invented number; impossible means.
//!
//! Which counts fit one percentage is `poll_counts`'s.
//!
//! # What it answers
//! Between which bounds do the share of several options together, and the lead of one over another, lie? Can a mean of
//! whole numbers have the digits that are published?
//!
//! # Formula
//! With a range for each option and their sum N known: a net lies between max(Σ low, N − Σ high of the others) and
//! min(Σ high, N − Σ low of the others); the largest lead is high₁ − low₂, less what the others cannot take up or give.
//! Where the number of votes is known the ranges are counts; else they are the roundings of the percentages themselves, in
//! units of half of the last digit. A mean of n whole numbers fits when a whole sum rounds to it.
//!
//! # Assumptions and when not to use it
//! One answer a voter. Without the number of votes the bounds are those of any number, which may be wider than those of
//! the true one.
//!
//! # Reference
//! Brown, N. J. L. & Heathers, J. A. J. (2017). The GRIM test. *Social Psychological and Personality Science* 8, 363–369.
//!
//! # Example
//! 20, 68 and 12 percent: the first and the last together between 31.5 and 32.5; the second leads the first by 47 to 49
//! points. A mean of 5.19 of 28 whole numbers is impossible.

use super::poll_counts::{Range, sum_range};
use super::{Basis, PollBreakdown, Rounding};

/// Between which bounds a value lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// As published, or exact.
    pub value: f64,
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

/// What the ranges of a poll are counts of: votes, or half units of the last digit.
struct Ranges {
    each: Vec<Range>,
    whole: u64,
}

/// The ranges of all options; `None` where they contradict.
fn ranges(poll: &PollBreakdown) -> Option<Ranges> {
    if let Basis::Counts { total } | Basis::Total { total, .. } = poll.basis {
        let each = poll.options.iter().map(|option| option.counts).collect::<Option<_>>()?;
        return Some(Ranges { each, whole: total });
    }
    let whole = 10_u64.saturating_pow(poll.decimals.saturating_add(2));
    let each = poll.options.iter().map(|option| {
        let points = (option.share * whole as f64).round() as u64;
        match poll.rounding {
            Rounding::Floor => (2 * points, 2 * points + 2),
            Rounding::HalfUp | Rounding::HalfEven | Rounding::Any => ((2 * points).saturating_sub(1), 2 * points + 1),
        }
    });
    Some(Ranges { each: each.collect(), whole: 2 * whole })
}

impl Ranges {
    /// Lowest and highest sum of the options chosen.
    fn net(&self, chosen: &[usize]) -> Option<Range> {
        let (mut inside, mut outside) = ((0_u64, 0_u64), (0_u64, 0_u64));
        for (place, range) in self.each.iter().enumerate() {
            let side = if chosen.contains(&place) { &mut inside } else { &mut outside };
            *side = (side.0.saturating_add(range.0), side.1.saturating_add(range.1));
        }
        let low = inside.0.max(self.whole.saturating_sub(outside.1));
        let high = inside.1.min(self.whole.checked_sub(outside.0)?);
        (low <= high).then_some((low, high))
    }

    /// The largest lead of one option over another.
    fn lead(&self, first: usize, second: usize) -> Option<i128> {
        // Together they are what the others leave; the way from there to high₁ + low₂ costs one of the lead a vote.
        let (low, high) = self.net(&[first, second])?;
        let (high_first, low_second) = (self.each.get(first)?.1, self.each.get(second)?.0);
        let together = u128::from(high_first) + u128::from(low_second);
        let off = together.saturating_sub(u128::from(high)).max(u128::from(low).saturating_sub(together));
        Some(i128::from(high_first) - i128::from(low_second) - i128::try_from(off).ok()?)
    }
}

/// The share of several options together, by their places.
#[must_use]
pub fn net_between(poll: &PollBreakdown, chosen: &[usize]) -> Option<Between> {
    let ranges = ranges(poll)?;
    let (low, high) = ranges.net(chosen)?;
    let labels: Vec<&str> =
        chosen.iter().map(|place| Some(poll.options.get(*place)?.label.as_str())).collect::<Option<_>>()?;
    let part = |count: u64| count as f64 / ranges.whole as f64;
    Some(Between { value: poll.net(&labels)?, low: part(low), high: part(high) })
}

/// The share of one option less that of another, by their places.
#[must_use]
pub fn lead_between(poll: &PollBreakdown, first: usize, second: usize) -> Option<Between> {
    let ranges = ranges(poll)?;
    if first == second {
        return None;
    }
    let part = |count: i128| count as f64 / ranges.whole as f64;
    let (high, low) = (ranges.lead(first, second)?, -ranges.lead(second, first)?);
    Some(Between { value: lead(poll, first, second)?, low: part(low), high: part(high) })
}

/// The lead as published, in whole points so that 20% less 68% have no trailing digits; or exact.
fn lead(poll: &PollBreakdown, first: usize, second: usize) -> Option<f64> {
    let share = |place: usize| Some(poll.options.get(place)?.share);
    let (first, second) = (share(first)?, share(second)?);
    if let Some(total) = poll.exact_total() {
        let votes = |share: f64| (share * total as f64).round();
        return Some((votes(first) - votes(second)) / total as f64);
    }
    let whole = 10_u64.saturating_pow(poll.decimals.saturating_add(2)) as f64;
    Some(((first * whole).round() - (second * whole).round()) / whole)
}

/// Whether a mean of `n` people, who each gave `items` whole numbers, can be shown as `digits` (519 for 5.19) with so many
/// decimals; `None` where there are no numbers, or more digits than can be held.
#[must_use]
pub fn mean_fits(digits: u64, decimals: u32, n: u64, items: u64, rounding: Rounding) -> Option<bool> {
    let (unit, numbers) = (10_u64.checked_pow(decimals)?, n.checked_mul(items)?);
    (numbers > 0).then(|| sum_range(digits, unit, numbers, rounding).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::OptionShare;

    fn poll(points: &[u64], basis: Basis, counts: Option<&[Range]>) -> PollBreakdown {
        let option = |(place, points): (usize, &u64)| OptionShare {
            label: format!("o{place}"),
            share: *points as f64 / 100.0,
            percent: points.to_string(),
            counts: counts.map(|counts| counts[place]),
        };
        PollBreakdown {
            question: String::new(),
            options: points.iter().enumerate().map(option).collect(),
            basis,
            decimals: 0,
            headline: String::new(),
            rounding: Rounding::HalfUp,
        }
    }

    #[track_caller]
    fn near(found: Option<Between>, expected: (f64, f64, f64)) {
        let found = found.unwrap();
        for (found, expected) in [(found.value, expected.0), (found.low, expected.1), (found.high, expected.2)] {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn without_the_votes_bounds_are_those_of_the_roundings() {
        let poll = poll(&[20, 68, 12], Basis::PercentOnly { fits: vec![25], all_from: Some(113) }, None);
        near(net_between(&poll, &[0, 2]), (0.32, 0.315, 0.325));
        near(lead_between(&poll, 1, 0), (0.48, 0.47, 0.49));
        assert_eq!(lead_between(&poll, 1, 1), None);
        assert_eq!(net_between(&poll, &[7]), None);
    }

    /// By listing every vector: 147 votes are 29, 100, 18 or 30, 100, 17; 25 are 5, 17, 3.
    #[test]
    fn with_the_votes_bounds_are_those_of_the_counts() {
        let some =
            poll(&[20, 68, 12], Basis::Total { total: 147, vectors: 2 }, Some(&[(29, 30), (100, 100), (17, 18)]));
        near(net_between(&some, &[0, 2]), (0.32, 47.0 / 147.0, 47.0 / 147.0));
        near(lead_between(&some, 0, 2), (0.08, 11.0 / 147.0, 13.0 / 147.0));
        let one = poll(&[20, 68, 12], Basis::Total { total: 25, vectors: 1 }, Some(&[(5, 5), (17, 17), (3, 3)]));
        near(net_between(&one, &[0, 2]), (0.32, 0.32, 0.32));
    }

    /// Against every sharing-out of small polls.
    #[test]
    fn bounds_are_those_of_every_sharing_out() {
        for total in 3..=40_u64 {
            let each = [(0, 5), (total / 3, total / 2), (1, total)];
            let ranges = Ranges { each: each.to_vec(), whole: total };
            let mut all = Vec::new();
            for a in each[0].0..=each[0].1 {
                for b in each[1].0..=each[1].1 {
                    all.extend(total.checked_sub(a + b).filter(|c| *c >= 1).map(|c| [a, b, c]));
                }
            }
            let lead = |(x, y): (usize, usize)| all.iter().map(|v| i128::from(v[x]) - i128::from(v[y])).max();
            for (x, y) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
                assert_eq!(ranges.lead(x, y), lead((x, y)), "{total} {x} {y}");
                let net = all.iter().map(|v| v[x] + v[y]);
                assert_eq!(ranges.net(&[x, y]), net.clone().min().zip(net.max()), "{total}");
            }
        }
    }

    /// The example of Brown and Heathers: 5.19 of 28 is impossible, 5.18 and 5.21 are 145/28 and 146/28.
    #[test]
    fn impossible_means_are_found() {
        let fits = |digits| mean_fits(digits, 2, 28, 1, Rounding::HalfUp);
        assert_eq!([518, 519, 520, 521].map(fits), [Some(true), Some(false), Some(false), Some(true)]);
        assert_eq!(mean_fits(519, 2, 28, 4, Rounding::HalfUp), Some(true)); // 581/112
        assert_eq!(mean_fits(519, 2, 0, 1, Rounding::HalfUp), None);
        assert_eq!(mean_fits(5, 30, 9, 1, Rounding::HalfUp), None);
    }
}

//! Too few to say, and level with: when no sentence may say that one comes before another.
//!
//! # Too few to say
//! Where a base is known and smaller than [`FEW`], no headline says who leads or how often in words; it gives the base.
//!
//! # Level with
//! Things are level where their counts are equal; where their published percentages are, which rounding may have made so,
//! and then that is said; and, where the design allows intervals, where chance could have put either first.

use super::{counted, listed};
use crate::measure::Bounds;

/// The smallest base of which it is said which part of it leads.
pub const FEW: u64 = 30;

/// `Too few to say which leads: 12 answers`, where the base is too small for it.
#[must_use]
pub fn too_few(base: u64, what: &str, (one, many): (&str, &str)) -> Option<String> {
    (base < FEW).then(|| format!("Too few to say {what}: {}", counted(base, one, many)))
}

/// Names of things that are level: `A is level with B`; `A, B and C are level`.
#[must_use]
pub fn level(names: &[String]) -> String {
    match names {
        [one, other] => format!("{one} is level with {other}"),
        _ => format!("{} are level", listed(names)),
    }
}

/// The places of those that cannot be told from the first, itself the first: their intervals overlap with its own.
///
/// Intervals may overlap where a test of the difference would tell two apart, never the other way round.
#[must_use]
pub fn overlapping(shares: &[(f64, Option<Bounds>)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].0.total_cmp(&shares[*a].0));
    let Some((first, bounds)) = order.first().and_then(|first| Some((*first, shares[*first].1?))) else {
        return Vec::new();
    };
    // What has no interval of its own, as a weighted share of nobody has none, stands for itself.
    let apart = |place: usize| shares[place].1.map_or(shares[place].0, |other| other.high) < bounds.low;
    std::iter::once(first).chain(order.into_iter().skip(1).filter(|place| !apart(*place))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Share, wilson};

    #[test]
    fn a_small_base_says_nothing_of_its_parts() {
        let said = |base| too_few(base, "which leads", ("answer", "answers"));
        assert_eq!(said(12).unwrap(), "Too few to say which leads: 12 answers");
        assert_eq!(said(1).unwrap(), "Too few to say which leads: 1 answer");
        assert_eq!(said(30), None);
    }

    #[test]
    fn names_are_level_with_each_other() {
        let names = ["“A”", "“B”", "“C”"].map(str::to_owned);
        assert_eq!(level(&names[..2]), "“A” is level with “B”");
        assert_eq!(level(&names), "“A”, “B” and “C” are level");
    }

    /// The intervals are Wilson's: 41 of 100 between 32% and 51%, 30 between 22% and 40%, 15 between 9% and 23%.
    #[test]
    fn those_whose_intervals_overlap_with_that_of_the_first_are_level_with_it() {
        let shares = [15, 41, 30].map(|count| (f64::from(count as u32) / 100.0, wilson(Share::new(count, 100))));
        assert_eq!(overlapping(&shares), [1, 2]);
        assert_eq!(overlapping(&shares[..2]), [1]);
        assert_eq!(overlapping(&[(0.4, None), (0.3, None)]), Vec::<usize>::new());
        assert_eq!(overlapping(&[shares[1], (0.0, None)]), [0], "a share of nobody is level with none");
    }
}

//! Whole percentages that sum to 100, for the labels of a picture only.
//!
//! Tables and sentences round every share by itself, once, from its counts: `Share::percent`.
//!
//! # What it answers
//! Which whole percentages, each less than one point off, sum to exactly 100?
//!
//! # Formula
//! Every share is cut off; the points still missing go to the largest remainders, ties to the larger count, then to the
//! option that stands first.
//!
//! # Assumptions and when not to use it
//! Each person gave one answer. Never for several answers, whose shares sum to nothing. Show [`FOOTNOTE`] with it.
//!
//! # Reference
//! Hamilton's method of apportionment: Balinski, M. L. & Young, H. P. (1982). *Fair Representation*.
//!
//! # Example
//! 1, 1, 1: 34, 33 and 33.

/// What stands under labels made so.
pub const FOOTNOTE: &str = "Labels are rounded together so that they sum to 100%; tables round each share by itself.";

/// A label a count; `None` where the counts sum to zero, or to more than can be held.
#[must_use]
pub fn largest_remainder(counts: &[u64]) -> Option<Vec<u64>> {
    let total = u128::from(counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count))?);
    if total == 0 {
        return None;
    }
    let scaled = |count: &u64| 100 * u128::from(*count);
    // A part of the total is at most 100.
    let mut labels: Vec<u64> = counts.iter().map(|count| (scaled(count) / total) as u64).collect();
    let missing = 100_u64.saturating_sub(labels.iter().sum());
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&place| std::cmp::Reverse((scaled(&counts[place]) % total, counts[place])));
    order.into_iter().take(missing as usize).for_each(|place| labels[place] += 1);
    Some(labels)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By hand from the rule.
    #[test]
    fn missing_points_go_to_the_largest_remainders() {
        assert_eq!(largest_remainder(&[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(largest_remainder(&[1; 6]), Some(vec![17, 17, 17, 17, 16, 16]));
        assert_eq!(largest_remainder(&[996, 1, 1, 1, 1]), Some(vec![100, 0, 0, 0, 0]));
        assert_eq!((largest_remainder(&[]), largest_remainder(&[0, 0])), (None, None));
        assert_eq!(largest_remainder(&[u64::MAX, 1]), None);
    }

    proptest! {
        #[test]
        fn labels_sum_to_100_and_are_less_than_a_point_off(counts in prop::collection::vec(0_u64..5000, 1..12)) {
            prop_assume!(counts.iter().sum::<u64>() > 0);
            let labels = largest_remainder(&counts).unwrap();
            prop_assert_eq!(labels.iter().sum::<u64>(), 100);
            let total = counts.iter().sum::<u64>() as f64;
            for (label, count) in labels.iter().zip(&counts) {
                prop_assert!((*label as f64 - 100.0 * *count as f64 / total).abs() < 1.0);
            }
        }
    }
}

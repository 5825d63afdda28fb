//! Which counts of votes fit published percentages: whole-number arithmetic only.
//!
//! What a poll's breakdown shows of it is `poll`'s.
//!
//! # What it answers
//! For an option shown as p points of `whole` among n votes: which counts are possible? For all options together: does
//! n fit, how many ways of sharing out n votes are there, and between which counts does each option lie?
//!
//! # Formula
//! Half up: c fits when (p − ½) n / whole ≤ c < (p + ½) n / whole. Half even: an end that is a tie belongs to the even
//! p. Floor: p n / whole ≤ c < (p + 1) n / whole. Any: both ends of half up are allowed. A set of options fits n when
//! every range holds a count and Σ lowest ≤ n ≤ Σ highest.
//!
//! # Assumptions and when not to use it
//! One answer a voter, so that the counts sum to n; every option is given; each percentage is rounded on its own.
//!
//! # Reference
//! The idea of the GRIM test: Brown, N. J. L. & Heathers, J. A. J. (2017). *Social Psychological and Personality
//! Science* 8, 363–369.
//!
//! # Example
//! 20, 68 and 12 percent of 147 votes: 29 or 30, 100, 17 or 18; two ways.

use super::Rounding;

/// An inclusive range of counts.
pub(super) type Range = (u64, u64);

/// More steps than this are not taken to count vectors.
const MOST_STEPS: u64 = 1 << 25;

/// The counts that are shown as `points` of `whole` among `total` votes; `None` where there is none.
pub(super) fn count_range(points: u64, whole: u64, total: u64, rounding: Rounding) -> Option<Range> {
    let (low, high) = sum_range(points, whole, total, rounding)?;
    (low <= total).then_some((low, high.min(total)))
}

/// The whole sums that, divided by `total`, are shown as `points` parts of `whole`; a sum may be above `total`.
pub(super) fn sum_range(points: u64, whole: u64, total: u64, rounding: Rounding) -> Option<Range> {
    let (p, n, twice) = (u128::from(points), u128::from(total), 2 * u128::from(whole));
    let (from, to) = match rounding {
        Rounding::Floor => (2 * p * n, (2 * p + 2) * n),
        Rounding::HalfUp | Rounding::HalfEven | Rounding::Any => ((2 * p).saturating_sub(1) * n, (2 * p + 1) * n),
    };
    let even = points.is_multiple_of(2);
    let (from_allowed, to_allowed) = match rounding {
        Rounding::HalfUp | Rounding::Floor => (true, false),
        Rounding::HalfEven => (even || points == 0, even),
        Rounding::Any => (true, true),
    };
    let low = if from_allowed { from.div_ceil(twice) } else { from / twice + 1 };
    let above = if to_allowed { to / twice + 1 } else { to.div_ceil(twice) };
    let held = |sum: u128| u64::try_from(sum).ok();
    if low < above { held(low).zip(held(above - 1)) } else { None }
}

/// The range of counts of each option, each end of which is reached by a sharing-out of all votes; `None` where the
/// percentages do not fit `total`.
pub(super) fn count_ranges(points: &[u64], whole: u64, total: u64, rounding: Rounding) -> Option<Vec<Range>> {
    let ranges: Vec<Range> =
        points.iter().map(|&points| count_range(points, whole, total, rounding)).collect::<Option<_>>()?;
    let lowest: u64 = ranges.iter().map(|range| range.0).fold(0, u64::saturating_add);
    let highest: u64 = ranges.iter().map(|range| range.1).fold(0, u64::saturating_add);
    if lowest > total || highest < total {
        return None;
    }
    let (spare, lacking) = (total - lowest, highest - total);
    let reached = |&(low, high): &Range| (high.saturating_sub(lacking).max(low), low.saturating_add(spare).min(high));
    Some(ranges.iter().map(reached).collect())
}

/// In how many ways `total` votes can be shared out within the ranges; [`u64::MAX`] where there are more than can be
/// counted: more than fit the number, or too many steps to count them.
pub(super) fn count_vectors(ranges: &[Range], total: u64) -> u64 {
    let lowest: u64 = ranges.iter().map(|range| range.0).sum();
    let widths: Vec<u64> = ranges.iter().map(|range| range.1 - range.0).collect();
    let room: u64 = widths.iter().sum();
    let Some(spare) = total.checked_sub(lowest).filter(|spare| *spare <= room) else { return 0 };
    // Giving out what is spare and taking away what is lacking are the same choice: count the smaller.
    let spare = spare.min(room - spare);
    let countable = widths.iter().try_fold(1_u128, |ways, width| ways.checked_mul(u128::from((*width).min(spare)) + 1));
    let steps = (spare + 1).saturating_mul(widths.len() as u64);
    if countable.is_none() || steps > MOST_STEPS {
        return u64::MAX;
    }
    let length = spare as usize + 1;
    let mut ways = vec![0_u128; length];
    ways[0] = 1;
    for width in widths {
        ways = convolved(&ways, width.min(spare) as usize);
    }
    u64::try_from(ways[length - 1]).unwrap_or(u64::MAX)
}

/// The ways after one more option that takes between 0 and `width` votes, by a sliding sum.
fn convolved(ways: &[u128], width: usize) -> Vec<u128> {
    let mut window = 0;
    let slide = |(votes, way): (usize, &u128)| {
        window += way;
        if votes > width {
            window -= ways[votes - width - 1];
        }
        window
    };
    ways.iter().enumerate().map(slide).collect()
}

/// Whether `total` votes can give these percentages.
pub(super) fn fits(points: &[u64], whole: u64, total: u64, rounding: Rounding) -> bool {
    count_ranges(points, whole, total, rounding).is_some()
}

/// The points shown for `count` of `total` votes.
pub(super) fn points_of(count: u64, whole: u64, total: u64, rounding: Rounding) -> u64 {
    let (scaled, n) = (u128::from(count) * u128::from(whole), u128::from(total.max(1)));
    let (floor, rest) = (scaled / n, scaled % n);
    let up = match rounding {
        Rounding::Floor => false,
        Rounding::HalfUp | Rounding::Any => 2 * rest >= n,
        Rounding::HalfEven => 2 * rest > n || (2 * rest == n && floor % 2 == 1),
    };
    u64::try_from(floor + u128::from(up)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted by listing every vector in a Python program that shares no code with this one.
    #[test]
    fn the_ways_to_share_out_the_votes_are_counted() {
        for (total, vectors) in [(25, 1), (50, 1), (100, 1), (147, 2), (200, 1), (500, 19), (1000, 73)] {
            let ranges = count_ranges(&[20, 68, 12], 100, total, Rounding::HalfUp).unwrap();
            assert_eq!(count_vectors(&ranges, total), vectors, "{total}");
        }
    }

    #[test]
    fn ranges_are_tightened_until_both_ends_can_be_reached() {
        let ranges = |total| count_ranges(&[20, 68, 12], 100, total, Rounding::HalfUp).unwrap();
        assert_eq!(ranges(147), [(29, 30), (100, 100), (17, 18)]);
        assert_eq!(ranges(500), [(98, 102), (338, 342), (58, 62)]);
        assert_eq!(ranges(200), [(40, 40), (136, 136), (24, 24)]);
    }

    /// Every count from 0 to n, rounded by a direct rule, against the range: both directions of one definition.
    #[test]
    fn a_count_is_in_the_range_of_the_points_it_shows() {
        for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Floor] {
            for total in 1..=60 {
                for count in 0..=total {
                    let shown = points_of(count, 20, total, rounding);
                    for points in 0..=20 {
                        let range = count_range(points, 20, total, rounding);
                        let inside = range.is_some_and(|(low, high)| low <= count && count <= high);
                        assert_eq!(inside, points == shown, "{count} of {total} as {points}, {rounding:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn where_the_rule_is_unknown_a_half_may_go_either_way() {
        assert_eq!(count_range(12, 100, 8, Rounding::Any), Some((1, 1)));
        assert_eq!(count_range(13, 100, 8, Rounding::Any), Some((1, 1)));
        assert_eq!(count_range(12, 100, 8, Rounding::HalfUp), None);
    }

    #[test]
    fn a_large_poll_with_thirty_options_is_counted_in_bounded_time() {
        let points = [&[4_u64; 20][..], &[2; 10]].concat();
        let ranges = count_ranges(&points, 100, 10_000_000, Rounding::HalfUp).unwrap();
        assert_eq!(count_vectors(&ranges, 10_000_000), u64::MAX);
    }
}

//! The change of a share from one wave to the next: of different people, or of the same people asked twice.
//!
//! # What it answers
//! How far did the share move, and how far could it have, given chance in who was drawn? Of those who answered in both
//! waves, how many moved each way?
//!
//! # Formula
//! Different people: Newcombe's method 10 for the share in the later wave less that in the earlier. The same people: of
//! those who answered in both waves, b moved to the answer and c away from it; the change is (b − c) / n with the bounds
//! (b − c)/n ± z √(b + c − (b − c)²/n) / n, and McNemar's test is (b − c)² / (b + c).
//! A change is marked where the bounds leave out zero; of the same people where McNemar's p is below 0.05 and at least 10
//! moved. Each change is marked by itself: of twenty that are chance alone, one is marked.
//!
//! # Assumptions and when not to use it
//! Random samples, drawn for each wave apart; or one random sample asked again. Whether that holds is the design's, and
//! nothing but counts and shares is given where it does not. Where some people answered in both waves, the waves are not
//! apart: no bounds are given for the difference of their shares, only for the change of those people. Nor are there any
//! where some may have answered in both and nothing says who they are.
//!
//! # Reference
//! Newcombe, R. G. (1998). *Statistics in Medicine* 17, 873–890. McNemar, Q. (1947). *Psychometrika* 12, 153–157.
//! Agresti, A. (2007). *An Introduction to Categorical Data Analysis*, 2nd ed., 8.1.
//!
//! # Example
//! 1,600 people asked twice, 86 moved to approval and 150 away: −0.04, from −0.059 to −0.021; McNemar 17.36.

use std::collections::HashMap;

use crate::measure::Share;
use crate::measure::distribution::normal_quantile;
use crate::measure::proportion::{Bounds, LEVEL, McNemar, difference, mcnemar};

/// The p below which a change of the same people is marked.
const ALPHA: f64 = 0.05;

/// Those who moved at least, for McNemar's test to mark a change.
const MOVED: u64 = 10;

/// Which way a share moved, where the design allows to say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Up.
    Up,
    /// Down.
    Down,
}

impl Mark {
    /// The sign in tables.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
        }
    }
}

/// The change from one wave to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The earlier wave.
    pub from: String,
    /// Later less earlier.
    pub difference: f64,
    /// Its bounds; `None` where the design does not allow them, or people answered in both.
    pub bounds: Option<Bounds>,
    /// The same people in both waves.
    pub paired: Option<Paired>,
    /// Whether the change is marked.
    pub mark: Option<Mark>,
}

/// Those who answered in both waves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// How many they are.
    pub both: u64,
    /// Of them, those who moved to it.
    pub gained: u64,
    /// Of them, those who moved away.
    pub lost: u64,
    /// The bounds of their change; `None` where the design does not allow them.
    pub bounds: Option<Bounds>,
    /// McNemar's test; `None` where the design does not allow it, or nobody moved.
    pub test: Option<McNemar>,
}

impl Paired {
    /// The change among those who answered in both; `None` where nobody did.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        (self.both > 0).then(|| (self.gained as f64 - self.lost as f64) / self.both as f64)
    }
}

/// What each person answered, by id; for those who answered. Those of whom nothing says who they are stand under `""`.
pub type Given<'a> = HashMap<&'a str, bool>;

/// The change of a share; `None` where a base is zero. `people` holds what each answered, where ids mean the same person.
pub(super) fn change(
    from: &str,
    (before, after): (Share, Share),
    people: Option<(&Given<'_>, &Given<'_>)>,
    allowed: bool,
) -> Option<Change> {
    let (difference, bounds) = difference(after, before, LEVEL)?;
    Some(changed(from, difference, Some(bounds), people, allowed))
}

/// A change with its bounds, if the waves are apart, and with the people who answered in both.
pub(super) fn changed(
    from: &str,
    difference: f64,
    bounds: Option<Bounds>,
    people: Option<(&Given<'_>, &Given<'_>)>,
    allowed: bool,
) -> Change {
    let paired = people.map(|(before, after)| paired(before, after, allowed)).filter(|paired| paired.both > 0);
    let untold = people.is_some_and(|(before, after)| before.contains_key("") || after.contains_key(""));
    let bounds = bounds.filter(|_| allowed && paired.is_none() && !untold);
    let mark = match &paired {
        Some(paired) => paired.mark(),
        None => bounds.and_then(|bounds| mark(bounds.low, bounds.high)),
    };
    Change { from: from.to_owned(), difference, bounds, paired, mark }
}

fn paired(before: &Given<'_>, after: &Given<'_>, allowed: bool) -> Paired {
    let (mut both, mut gained, mut lost) = (0, 0, 0);
    for (id, &then) in before.iter().filter(|(id, _)| !id.is_empty()) {
        if let Some(&now) = after.get(id) {
            both += 1;
            gained += u64::from(!then && now);
            lost += u64::from(then && !now);
        }
    }
    of_moves(both, gained, lost, allowed)
}

fn of_moves(both: u64, gained: u64, lost: u64, allowed: bool) -> Paired {
    let bounds = move || {
        let (n, apart) = (both as f64, gained as f64 - lost as f64);
        let half =
            normal_quantile(0.5 + LEVEL / 2.0)? * ((gained + lost) as f64 - apart * apart / n).max(0.0).sqrt() / n;
        let middle = apart / n;
        Some(Bounds { low: middle - half, high: middle + half, level: LEVEL, method: "paired, Wald" })
    };
    Paired {
        both,
        gained,
        lost,
        bounds: (allowed && both > 0 && gained + lost > 0).then(bounds).flatten(),
        test: allowed.then(|| mcnemar(gained, lost)).flatten(),
    }
}

impl Paired {
    fn mark(&self) -> Option<Mark> {
        let clear = self.test.is_some_and(|test| test.p < ALPHA) && self.gained + self.lost >= MOVED;
        clear.then_some(if self.gained > self.lost { Mark::Up } else { Mark::Down })
    }
}

fn mark(low: f64, high: f64) -> Option<Mark> {
    match () {
        () if low > 0.0 => Some(Mark::Up),
        () if high < 0.0 => Some(Mark::Down),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, table II, method 10: the later wave is the first of his two samples.
    #[test]
    fn two_waves_of_different_people_give_the_table_of_newcombe() {
        for (x1, n1, x2, n2, low, high, sign) in [
            (56, 70, 48, 80, 0.0524, 0.3339, Some(Mark::Up)),
            (9, 10, 3, 10, 0.1705, 0.8090, Some(Mark::Up)),
            (5, 56, 0, 29, -0.0381, 0.1926, None),
            (0, 10, 0, 20, -0.1611, 0.2775, None),
        ] {
            let found = change("1", (Share::new(x2, n2), Share::new(x1, n1)), None, true).unwrap();
            let bounds = found.bounds.unwrap();
            assert!((bounds.low - low).abs() < 6e-5 && (bounds.high - high).abs() < 6e-5, "{x1}/{n1}: {bounds:?}");
            assert_eq!(found.mark, sign, "{x1}/{n1}");
        }
    }

    /// Agresti 2007, 8.1: approval of the prime minister, 794, 150, 86 and 570; difference 0.04 with standard error 0.0095.
    #[test]
    fn the_same_people_asked_twice_give_the_values_of_agresti() {
        let ids: Vec<String> = (0..1600).map(|id| id.to_string()).collect();
        let given = |yes: &dyn Fn(usize) -> bool| -> Given<'_> {
            ids.iter().enumerate().map(|(place, id)| (id.as_str(), yes(place))).collect()
        };
        let before = given(&|place| place < 944);
        let after = given(&|place| place < 794 || (944..1030).contains(&place));
        let shares = (Share::new(944, 1600), Share::new(880, 1600));
        let found = change("1", shares, Some((&before, &after)), true).unwrap();
        let paired = found.paired.unwrap();
        assert_eq!((paired.both, paired.gained, paired.lost), (1600, 86, 150));
        assert!((paired.test.unwrap().statistic - 17.355_932_2).abs() < 1e-7);
        let bounds = paired.bounds.unwrap();
        assert!((paired.difference().unwrap() + 0.04).abs() < 1e-12);
        assert!(((bounds.high - bounds.low) / 2.0 / 1.959_963_985 - 0.0095).abs() < 5e-5, "{bounds:?}");
        assert_eq!((found.bounds, found.mark), (None, Some(Mark::Down)));
    }

    #[test]
    fn where_the_design_does_not_allow_it_nothing_but_counts_is_given() {
        let given: Given<'_> = [("a", true), ("b", false)].into();
        let after: Given<'_> = [("a", false), ("c", true)].into();
        let found = change("1", (Share::new(1, 2), Share::new(1, 2)), Some((&given, &after)), false).unwrap();
        let paired = found.paired.unwrap();
        assert_eq!((paired.both, paired.gained, paired.lost), (1, 0, 1));
        assert_eq!((paired.bounds, paired.test, found.bounds, found.mark), (None, None, None, None));
    }

    #[test]
    fn ids_that_nobody_has_twice_are_different_people() {
        let (one, two): (Given<'_>, Given<'_>) = ([("a", true)].into(), [("b", true)].into());
        let found = change("1", (Share::new(0, 9), Share::new(9, 9)), Some((&one, &two)), true).unwrap();
        assert!(found.paired.is_none() && found.bounds.is_some());
        assert_eq!(change("1", (Share::new(0, 0), Share::new(1, 2)), None, true), None);
    }

    proptest::proptest! {
        #[test]
        fn swapping_the_waves_turns_the_change_around(a in 0_u64..40, b in 0_u64..40, n in 40_u64..90, m in 40_u64..90) {
            let one = change("1", (Share::new(a, n), Share::new(b, m)), None, true).unwrap();
            let two = change("1", (Share::new(b, m), Share::new(a, n)), None, true).unwrap();
            let (first, second) = (one.bounds.unwrap(), two.bounds.unwrap());
            assert!((one.difference + two.difference).abs() < 1e-12);
            assert!((first.low + second.high).abs() < 1e-12 && (first.high + second.low).abs() < 1e-12);
        }
    }
}

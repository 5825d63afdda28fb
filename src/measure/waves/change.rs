//! The change of a share or a mean from one wave to the next: of different people, of the same, or of both.
//!
//! # What it answers
//! How far did it move, and how far could it have, given chance in who was drawn? Of those who answered in both waves, how
//! many moved each way?
//!
//! # Formula
//! Different people, each counted once: Newcombe's method 10 for the share in the later wave less that in the earlier; for
//! means and weighted people, `weighted`. Everybody in both waves, each counted once: b moved to the answer and c away from
//! it; the change of the share is (b − c) / n with the bounds (b − c)/n ± z √(b + c − (b − c)²/n) / n, and McNemar's test is
//! (b − c)² / (b + c). Some in both, means and weighted people: `overlap`.
//! A change is marked where its bounds leave out zero; where everybody answered in both, where McNemar's p is below 0.05.
//! Where people answered in both, at least 10 must have moved or stand in one wave only. Each change is marked by itself: of
//! twenty that are chance alone, one is marked.
//!
//! # Assumptions and when not to use it
//! Random samples, drawn for each wave apart; or one random sample asked again, in whole or in part. Whether that holds is
//! the design's, and nothing but counts and shares is given where it does not. There are no bounds where some may have
//! answered in both waves and nothing says who they are.
//!
//! # Reference
//! Newcombe, R. G. (1998). *Statistics in Medicine* 17, 873–890. McNemar, Q. (1947). *Psychometrika* 12, 153–157.
//! Agresti, A. (2007). *An Introduction to Categorical Data Analysis*, 2nd ed., 8.1.
//!
//! # Example
//! 1,600 people asked twice, 86 moved to approval and 150 away: −0.04, from −0.059 to −0.021; McNemar 17.36.

use super::Value;
use super::overlap::{self, Met};
use super::rows::Rows;
use super::weighted;
use crate::measure::distribution::normal_quantile;
use crate::measure::proportion::{Bounds, LEVEL, McNemar, difference, mcnemar};

/// The p below which a change of the same people is marked.
const ALPHA: f64 = 0.05;

/// Those who moved, or answered in one wave only, at least, for a change to be marked where people answered in both.
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
    /// Its bounds; `None` where the design does not allow them, or they are not defined.
    pub bounds: Option<Bounds>,
    /// The people who answered in both waves, if any.
    pub paired: Option<Paired>,
    /// Whether the change is marked.
    pub mark: Option<Mark>,
}

/// Those who answered in both waves, each counted once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// How many they are.
    pub both: u64,
    /// Of them, those who moved to it; of a mean, those whose number went up.
    pub gained: u64,
    /// Of them, those who moved away; of a mean, those whose number went down.
    pub lost: u64,
    /// Whether it is a mean that they moved.
    pub of_mean: bool,
    /// The bounds of the change of their share; `None` for a mean, of weighted people, and where the design does not allow
    /// them.
    pub bounds: Option<Bounds>,
    /// McNemar's test; `None` where there are no bounds, or nobody moved.
    pub test: Option<McNemar>,
}

impl Paired {
    /// The change of the share among those who answered in both; `None` of a mean.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        (self.both > 0 && !self.of_mean).then(|| (self.gained as f64 - self.lost as f64) / self.both as f64)
    }
}

/// Two waves, the earlier first.
pub(super) struct Between<'r, 'm> {
    /// What they gave.
    pub values: (Value, Value),
    /// Their rows.
    pub rows: (&'r Rows<'m>, &'r Rows<'m>),
    /// Whether the same number stands for the same person in both.
    pub same_people: bool,
}

impl Between<'_, '_> {
    /// Whether more is known of how the rows of either were drawn than weights.
    fn is_drawn(&self) -> bool {
        self.rows.0.drawn.is_some() || self.rows.1.drawn.is_some()
    }
}

/// The change; `None` where one of the two is not defined.
pub(super) fn change(from: &str, between: &Between<'_, '_>, allowed: bool) -> Option<Change> {
    let (before, after) = between.values;
    let difference = Some(after.number()? - before.number()?).filter(|difference| difference.is_finite())?;
    let change = Change { from: from.to_owned(), difference, bounds: None, paired: None, mark: None };
    if !between.same_people {
        return Some(apart(change, between, allowed));
    }
    // Of somebody nothing says whether they answered before: no more is known than the difference.
    let Some(met) = overlap::met(between.rows.0, between.rows.1) else { return Some(change) };
    Some(if met.both == 0 { apart(change, between, allowed) } else { of_same_people(change, between, met, allowed) })
}

/// The change between different people.
fn apart(change: Change, between: &Between<'_, '_>, allowed: bool) -> Change {
    let is_mean = between.values.0.count().is_none();
    let bounds = match between.values {
        (Value::Share(before), Value::Share(after)) if !between.is_drawn() => {
            difference(after, before, LEVEL).map(|(_, bounds)| bounds)
        }
        (Value::Share(_), Value::Share(_)) | (Value::Mean { .. }, Value::Mean { .. }) => {
            weighted::bounds(&between.rows.0.weighed(is_mean), &between.rows.1.weighed(is_mean))
        }
        (Value::Weighted(before), Value::Weighted(after)) => weighted::bounds(&before, &after),
        _ => None,
    };
    let bounds = bounds.filter(|_| allowed).map(|bounds| if is_mean { bounds } else { within(bounds) });
    let mark = bounds.and_then(|bounds| mark(bounds.low, bounds.high));
    Change { bounds, mark, ..change }
}

/// No share moves by more than all.
fn within(bounds: Bounds) -> Bounds {
    Bounds { low: bounds.low.max(-1.0), high: bounds.high.min(1.0), ..bounds }
}

/// The change where at least one person answered in both waves.
fn of_same_people(change: Change, between: &Between<'_, '_>, met: Met, allowed: bool) -> Change {
    // People who answer again in a sample of strata or clusters: what varies together is not told by who they are.
    let allowed = allowed && !between.is_drawn();
    let shares = matches!(between.values, (Value::Share(_), Value::Share(_)));
    let of_mean = between.values.0.count().is_none();
    let paired = of_moves(&met, of_mean, allowed && shares);
    let everybody = shares && met.once == 0;
    let bounds = match everybody {
        true => paired.bounds,
        false => overlap::bounds(between.rows.0, between.rows.1).filter(|_| allowed),
    };
    let bounds = bounds.map(|bounds| if of_mean { bounds } else { within(bounds) });
    let clear = match everybody {
        true => paired.test.filter(|test| test.p < ALPHA).and_then(|_| mark(change.difference, change.difference)),
        false => bounds.and_then(|bounds| mark(bounds.low, bounds.high)),
    };
    let mark = clear.filter(|_| met.gained + met.lost + met.once >= MOVED);
    Change { bounds, paired: Some(paired), mark, ..change }
}

fn of_moves(met: &Met, of_mean: bool, allowed: bool) -> Paired {
    let Met { both, gained, lost, .. } = *met;
    let bounds = move || {
        let (n, apart) = (both as f64, gained as f64 - lost as f64);
        let half =
            normal_quantile(0.5 + LEVEL / 2.0)? * ((gained + lost) as f64 - apart * apart / n).max(0.0).sqrt() / n;
        let middle = apart / n;
        (half > 0.0).then_some(Bounds { low: middle - half, high: middle + half, level: LEVEL, method: "paired, Wald" })
    };
    Paired {
        both,
        gained,
        lost,
        of_mean,
        bounds: (allowed && both > 0 && gained + lost > 0).then(bounds).flatten(),
        test: allowed.then(|| mcnemar(gained, lost)).flatten(),
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
    use crate::measure::Share;
    use crate::measure::design_based::drawn_tests::designs;
    use crate::measure::weighting::forty::{Forty, forty};

    /// Rows of people with these numbers, of whom the first `yes` gave the answer.
    fn rows(people: &[Option<u32>], yes: usize) -> Rows<'_> {
        let values = (0..people.len()).map(|row| Some(if row < yes { 1.0 } else { 0.0 })).collect();
        Rows { values, weights: None, drawn: None, clusters: None, people }
    }

    fn numbered(from: u32, count: u64) -> Vec<Option<u32>> {
        (from..).take(count as usize).map(Some).collect()
    }

    fn compared(before: &Rows<'_>, after: &Rows<'_>, same_people: bool, allowed: bool) -> Option<Change> {
        let values = (before.value(false)?, after.value(false)?);
        change("1", &Between { values, rows: (before, after), same_people }, allowed)
    }

    /// R survey 4.1, `svycontrast` of the two waves of `svyby(covmat = TRUE)`, tests/reference/drawn.R.
    #[test]
    fn waves_drawn_in_strata_and_clusters_are_compared_by_their_design() {
        let forty = forty();
        let [(_, drawn, weights), ..] = designs();
        let design = Some(drawn.design(weights.as_deref()));
        let people = |from| numbered(from, 40);
        let (one, two, same) = (people(0), people(100), people(0));
        let wave = |people, yes: fn(usize, &Forty) -> bool| {
            Rows::new((0..40).map(|row| Some(f64::from(u8::from(yes(row, &forty))))).collect(), design, people)
        };
        let before = wave(&one, |row, forty| forty.vote[row] == 0);
        let later = |row: usize, forty: &Forty| (row * 5).is_multiple_of(4) || forty.role[row] == 1;
        let found = compared(&before, &wave(&two, later), true, true).unwrap();
        let bounds = found.bounds.unwrap();
        for (found, expected) in [
            (found.difference, 0.265_384_615_384_615_3),
            (bounds.low, -0.058_698_046_664_182_7),
            (bounds.high, 0.589_467_277_433_413_3),
        ] {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        let again = compared(&before, &wave(&same, later), true, true).unwrap();
        assert_eq!((again.bounds, again.mark, again.paired.map(|paired| paired.both)), (None, None, Some(40)));
    }

    fn different(before: (u64, u64), after: (u64, u64), same_people: bool) -> Option<Change> {
        let (one, two) = (numbered(0, before.1), numbered(1000, after.1));
        compared(&rows(&one, before.0 as usize), &rows(&two, after.0 as usize), same_people, true)
    }

    /// Newcombe 1998, table II, method 10: the later wave is the first of his two samples.
    #[test]
    fn two_waves_of_different_people_give_the_table_of_newcombe() {
        for (x1, n1, x2, n2, low, high, sign) in [
            (56, 70, 48, 80, 0.0524, 0.3339, Some(Mark::Up)),
            (9, 10, 3, 10, 0.1705, 0.8090, Some(Mark::Up)),
            (5, 56, 0, 29, -0.0381, 0.1926, None),
            (0, 10, 0, 20, -0.1611, 0.2775, None),
        ] {
            // Ids that nobody has twice are different people.
            for same_people in [false, true] {
                let found = different((x2, n2), (x1, n1), same_people).unwrap();
                let bounds = found.bounds.unwrap();
                assert!((bounds.low - low).abs() < 6e-5 && (bounds.high - high).abs() < 6e-5, "{x1}/{n1}: {bounds:?}");
                assert_eq!((found.mark, found.paired), (sign, None), "{x1}/{n1}");
            }
        }
        assert_eq!(different((0, 0), (1, 2), false), None);
    }

    /// Agresti 2007, 8.1: approval of the prime minister, 794, 150, 86 and 570; difference 0.04 with standard error 0.0095.
    #[test]
    fn the_same_people_asked_twice_give_the_values_of_agresti() {
        let people = numbered(0, 1600);
        let (before, mut after) = (rows(&people, 944), rows(&people, 0));
        after.values =
            (0..1600).map(|row| Some(f64::from(u8::from(row < 794 || (944..1030).contains(&row))))).collect();
        let found = compared(&before, &after, true, true).unwrap();
        let paired = found.paired.unwrap();
        assert_eq!((paired.both, paired.gained, paired.lost), (1600, 86, 150));
        assert!((paired.test.unwrap().statistic - 17.355_932_2).abs() < 1e-7);
        let bounds = paired.bounds.unwrap();
        assert!((paired.difference().unwrap() + 0.04).abs() < 1e-12);
        assert!(((bounds.high - bounds.low) / 2.0 / 1.959_963_985 - 0.0095).abs() < 5e-5, "{bounds:?}");
        assert_eq!((found.bounds, found.mark), (Some(bounds), Some(Mark::Down)), "it is the change of everybody");
        // With one person more, who answered once, the people are clusters: nearly the same bounds.
        let more = numbered(0, 1601);
        let mut later = rows(&more, 0);
        later.values = after.values.iter().copied().chain([Some(0.0)]).collect();
        let found = compared(&before, &later, true, true).unwrap();
        let close = found.bounds.unwrap();
        assert!((close.low - bounds.low).abs() < 1e-3 && (close.high - bounds.high).abs() < 1e-3, "{close:?}");
        assert_eq!((close.method, found.mark), (overlap::METHOD, Some(Mark::Down)));
    }

    #[test]
    fn where_the_design_does_not_allow_it_nothing_but_counts_is_given() {
        let (one, two) = (numbered(0, 2), numbered(1, 2));
        let found = compared(&rows(&one, 1), &rows(&two, 1), true, false).unwrap();
        let paired = found.paired.unwrap();
        assert_eq!((paired.both, paired.gained, paired.lost), (1, 1, 0));
        assert_eq!((paired.bounds, paired.test, found.bounds, found.mark), (None, None, None, None));
    }

    #[test]
    fn few_who_moved_mark_nothing() {
        let people = numbered(0, 9);
        let found = compared(&rows(&people, 0), &rows(&people, 8), true, true).unwrap();
        assert!(found.paired.unwrap().test.unwrap().p < 0.05);
        assert_eq!((found.mark, found.bounds.unwrap().low > 0.0), (None, true));
        let all = compared(&rows(&people, 0), &rows(&people, 9), true, true).unwrap();
        assert_eq!((all.difference, all.bounds), (1.0, None), "all moved: nothing varies");
        let (people, later) = (numbered(0, 8), numbered(1, 8));
        let found = compared(&rows(&people, 1), &rows(&later, 7), true, true).unwrap();
        let bounds = found.bounds.unwrap();
        assert!(bounds.low > 0.0 && bounds.high <= 1.0 && found.mark.is_none(), "{found:?}");
    }

    proptest::proptest! {
        #[test]
        fn swapping_the_waves_turns_the_change_around(
            a in 0_u64..40, b in 0_u64..40, n in 40_u64..90, m in 40_u64..90, shift in 0_u32..100, same in proptest::bool::ANY,
        ) {
            let (first, second) = (numbered(0, n), numbered(shift, m));
            let (one, two) = (rows(&first, a as usize), rows(&second, b as usize));
            let (there, back) = (compared(&one, &two, same, true).unwrap(), compared(&two, &one, same, true).unwrap());
            assert!((there.difference + back.difference).abs() < 1e-12);
            assert_eq!(there.bounds.is_some(), back.bounds.is_some());
            if let (Some(there), Some(back)) = (there.bounds, back.bounds) {
                assert!((there.low + back.high).abs() < 1e-12 && (there.high + back.low).abs() < 1e-12);
                assert!(there.low <= there.high);
            }
            assert_eq!(there.values_of(), back.values_of());
        }
    }

    impl Change {
        /// Who met, and whether it is marked.
        fn values_of(&self) -> (Option<u64>, bool) {
            (self.paired.map(|paired| paired.both), self.mark.is_some())
        }
    }

    #[test]
    fn a_base_of_nobody_has_no_change() {
        let nobody = Rows { values: vec![None; 3], weights: None, drawn: None, clusters: None, people: &[] };
        assert_eq!(nobody.value(false), Some(Value::Share(Share::new(0, 0))));
        assert_eq!(compared(&nobody, &nobody, true, true), None);
    }
}

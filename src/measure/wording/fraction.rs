//! A share as a marketer would say it: `two in three`, `one in eight`, `nearly all`; else its percentage.

/// The fractions that are said, as parts of a whole and words.
const SPOKEN: &[(u32, u32, &str)] = &[
    (1, 20, "one in twenty"),
    (1, 15, "one in fifteen"),
    (1, 12, "one in twelve"),
    (1, 10, "one in ten"),
    (1, 8, "one in eight"),
    (1, 7, "one in seven"),
    (1, 6, "one in six"),
    (1, 5, "one in five"),
    (1, 4, "one in four"),
    (3, 10, "three in ten"),
    (1, 3, "one in three"),
    (2, 5, "two in five"),
    (1, 2, "half"),
    (3, 5, "three in five"),
    (2, 3, "two in three"),
    (7, 10, "seven in ten"),
    (3, 4, "three in four"),
    (4, 5, "four in five"),
    (5, 6, "five in six"),
    (7, 8, "seven in eight"),
    (9, 10, "nine in ten"),
    (19, 20, "nineteen in twenty"),
];

/// A share at most this far from the fraction that stands for it is said without `about`.
const NEAR: f64 = 0.015;
/// One further away than this is said as its percentage.
const ABOUT: f64 = 0.03;
/// A fraction stands for a share that is at most this part of the fraction, or of what is left of the whole, away.
const PART: f64 = 0.1;
/// So that a limit includes itself.
const SLACK: f64 = 1e-9;

/// A share (0 to 1) in words, else as its percentage.
///
/// The nearest simple fraction stands for a share where it is at most a tenth of itself away (above one half: a tenth of
/// what is left of the whole): plainly up to 1.5 percentage points, with `about` up to 3 points. So 68% is `two in
/// three`, 77% `about three in four`, 6.5% `one in fifteen`. Beside the half `nearly half` (above 44 and below 48.5%) and
/// `more than half` (above 51.5 and below 57%) are said; above 96% `nearly all`. What none of these fits is said as its
/// percentage, rounded half up, and `less than 1%` where that would be 0. `none` and `all` are exact; what is below 0 or
/// not a number reads as `none`.
#[must_use]
pub fn fraction(share: f64) -> String {
    simple_fraction(share).unwrap_or_else(|| match (share * 100.0 + 0.5 + SLACK).floor() {
        percent if percent >= 1.0 => format!("{percent}%"),
        _ => "less than 1%".to_owned(),
    })
}

/// A share in words, as [`fraction`] says it; `None` where only its percentage would be true to it.
#[must_use]
pub fn simple_fraction(share: f64) -> Option<String> {
    let words = match share {
        s if s >= 1.0 => "all",
        s if s > 0.96 => "nearly all",
        s if s > 0.515 && s < 0.57 => "more than half",
        s if s > 0.44 && s < 0.485 => "nearly half",
        s if s > 0.0 => return nearest(s),
        _ => "none",
    };
    Some(words.to_owned())
}

/// The nearest spoken fraction, with `about` where it is not near; `None` where it is too far away.
fn nearest(share: f64) -> Option<String> {
    let value = |parts: &(u32, u32, &str)| f64::from(parts.0) / f64::from(parts.1);
    let away = |parts: &(u32, u32, &str)| (value(parts) - share).abs();
    let best = SPOKEN.iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
    let smaller = value(best).min(1.0 - value(best));
    match away(best) {
        far if far > ABOUT.min(PART * smaller) + SLACK => None,
        far if far > NEAR + SLACK => Some(format!("about {}", best.2)),
        _ => Some(best.2.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_share_is_said_as_the_nearest_simple_fraction() {
        let rows = [
            (0.68, "two in three"),
            (0.20, "one in five"),
            (0.12, "one in eight"),
            (0.32, "one in three"),
            (0.5, "half"),
            (0.41, "two in five"),
            (0.05, "one in twenty"),
            (2.0 / 31.0, "one in fifteen"),
        ];
        for (share, words) in rows {
            assert_eq!(fraction(share), words, "{share}");
        }
    }

    #[test]
    fn a_share_that_no_fraction_is_near_is_about_one_or_its_percentage() {
        assert_eq!(fraction(0.77), "about three in four");
        assert_eq!(fraction(0.64), "about two in three");
        assert_eq!(fraction(0.22), "about one in five");
        for (share, percent) in [(0.0575, "6%"), (0.03, "3%"), (0.93, "93%"), (0.004, "less than 1%"), (0.005, "1%")] {
            assert_eq!((simple_fraction(share), fraction(share)), (None, percent.to_owned()));
        }
    }

    #[test]
    fn the_sides_of_the_half_and_the_ends_have_their_own_words() {
        assert_eq!(fraction(0.46), "nearly half");
        assert_eq!(fraction(0.55), "more than half");
        assert_eq!(fraction(0.97), "nearly all");
        assert_eq!((fraction(0.0), fraction(1.0), fraction(f64::NAN)), ("none".into(), "all".into(), "none".into()));
    }

    /// The least and the largest share that words may stand for, read from the words and not from how they were chosen.
    fn meant(words: &str) -> (f64, f64) {
        let about = words.strip_prefix("about ");
        let plain = about.unwrap_or(words);
        if let Some(parts) = SPOKEN.iter().find(|parts| parts.2 == plain) {
            let value = f64::from(parts.0) / f64::from(parts.1);
            let most: f64 = if about.is_some() { 0.03 } else { 0.015 };
            let away = most.min(value.min(1.0 - value) / 10.0);
            return (value - away, value + away);
        }
        match words {
            "none" => (0.0, 0.0),
            "less than 1%" => (0.0, 0.01),
            "nearly half" => (0.44, 0.5),
            "more than half" => (0.5, 0.57),
            "nearly all" => (0.96, 1.0),
            "all" => (1.0, 1.0),
            percent => {
                let percent: f64 = percent.strip_suffix('%').unwrap().parse().unwrap();
                ((percent - 0.5) / 100.0, (percent + 0.5) / 100.0)
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn words_are_true_to_any_share(share in 0.0..=1.0_f64) {
            let (low, high) = meant(&fraction(share));
            prop_assert!(low - 1e-6 <= share && share <= high + 1e-6, "{share}: {}", fraction(share));
        }

        #[test]
        fn of_two_shares_the_words_of_the_larger_never_mean_less(a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
            let (less, more) = (meant(&fraction(a.min(b))), meant(&fraction(a.max(b))));
            prop_assert!(less.0 + less.1 <= more.0 + more.1 + 1e-6, "{} and {}", fraction(a.min(b)), fraction(a.max(b)));
        }
    }

    #[test]
    fn words_are_true_to_every_thousandth() {
        for thousandths in 0..=1000 {
            let share = f64::from(thousandths) / 1000.0;
            let (low, high) = meant(&fraction(share));
            assert!(low - 1e-6 <= share && share <= high + 1e-6, "{share}: {}", fraction(share));
        }
    }
}

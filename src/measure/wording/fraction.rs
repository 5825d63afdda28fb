//! A share as a marketer would say it: `two in three`, `one in eight`, `nearly all`.

/// The fractions that are said, as parts of a whole and words.
const SPOKEN: &[(u32, u32, &str)] = &[
    (1, 20, "one in twenty"),
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

/// A share further than this from the fraction that stands for it is said with `about`.
const ABOUT: f64 = 0.015;

/// A share (0 to 1) in words.
///
/// The nearest spoken fraction stands for the share; `about` goes before it where the two are more than 1.5 percentage
/// points apart, so 68% is `two in three` and 77% is `about three in four`. Beside the half, where fractions are
/// sparse, `nearly half` (44 to 48.5%) and `more than half` (51.5 to 57%) are said. Below 4.5% it is `fewer than one
/// in twenty`, above 96% `nearly all`; `none` and `all` are exact. What is below 0 or not a number reads as `none`.
#[must_use]
pub fn fraction(share: f64) -> String {
    let words = match share {
        s if s >= 1.0 => "all",
        s if s > 0.96 => "nearly all",
        s if s > 0.515 && s < 0.57 => "more than half",
        s if s > 0.44 && s < 0.485 => "nearly half",
        s if s >= 0.045 => return nearest(s),
        s if s > 0.0 => "fewer than one in twenty",
        _ => "none",
    };
    words.to_owned()
}

/// The nearest spoken fraction, with `about` where it is not near.
fn nearest(share: f64) -> String {
    let distance = |parts: &&(u32, u32, &str)| (f64::from(parts.0) / f64::from(parts.1) - share).abs();
    let best = SPOKEN.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    match best {
        Some(parts) if distance(&parts) > ABOUT => format!("about {}", parts.2),
        Some(parts) => parts.2.to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
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
        ];
        for (share, words) in rows {
            assert_eq!(fraction(share), words, "{share}");
        }
    }

    #[test]
    fn a_share_that_no_fraction_is_near_is_about_one() {
        assert_eq!(fraction(0.77), "about three in four");
        assert_eq!(fraction(0.64), "about two in three");
        assert_eq!(fraction(0.22), "about one in five");
    }

    #[test]
    fn the_sides_of_the_half_and_the_ends_have_their_own_words() {
        assert_eq!(fraction(0.46), "nearly half");
        assert_eq!(fraction(0.55), "more than half");
        assert_eq!(fraction(0.97), "nearly all");
        assert_eq!(fraction(0.01), "fewer than one in twenty");
        assert_eq!((fraction(0.0), fraction(1.0), fraction(f64::NAN)), ("none".into(), "all".into(), "none".into()));
    }

    #[test]
    fn without_about_the_words_are_within_a_point_and_a_half() {
        for thousandths in 50..=960 {
            let share = f64::from(thousandths) / 1000.0;
            let words = fraction(share);
            if let Some(parts) = SPOKEN.iter().find(|parts| parts.2 == words) {
                assert!((f64::from(parts.0) / f64::from(parts.1) - share).abs() <= ABOUT + 1e-9, "{share}: {words}");
            }
        }
    }
}

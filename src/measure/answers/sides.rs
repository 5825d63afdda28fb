//! The two sides of a scale: how many stand above its middle, in it, and below it.
//!
//! # What it answers
//! How many agree, how many disagree, and how many do neither?
//!
//! # Formula
//! The options of the scale in the order of their numbers; with an odd count the one in the middle is *middle*, the
//! options before it are *lower* and those after it *upper*. *Apart* are the options outside the scale (*don't know*).
//! All are shares of those who answered.
//!
//! # Assumptions and when not to use it
//! The scale has two sides. A scale from *never* to *always* has a middle option, too, which is not neutral.
//!
//! # Reference
//! None: counting only.
//!
//! # Example
//! 1, 2, 3, 4 and 5 answered by 1, 2, 3, 4 and 5 of 15: lower 3, middle 3, upper 9.

use super::{AnswerBreakdown, AnswerOption};
use crate::ingest::responses::Kind;
use crate::measure::Share;

/// The sides of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Sides<'a> {
    /// The options of the scale, from the lowest number.
    pub levels: Vec<&'a AnswerOption>,
    /// The options outside the scale.
    pub apart: Vec<&'a AnswerOption>,
    /// Those above the middle.
    pub upper: Share,
}

impl Sides<'_> {
    /// The place of the middle among the levels; nothing where their count is even.
    #[must_use]
    pub fn middle(&self) -> Option<usize> {
        (self.levels.len() % 2 == 1).then_some(self.levels.len() / 2)
    }
}

/// The sides of a scale; `None` for other questions, for fewer than two levels, and where nobody answered.
#[must_use]
pub fn sides(found: &AnswerBreakdown) -> Option<Sides<'_>> {
    let (mut levels, apart): (Vec<&AnswerOption>, Vec<&AnswerOption>) =
        found.options.iter().partition(|option| option.value.is_some());
    levels.sort_by(|a, b| a.value.unwrap_or_default().total_cmp(&b.value.unwrap_or_default()));
    if found.kind != Kind::Scale || levels.len() < 2 || found.answered == 0 {
        return None;
    }
    let upper = levels[levels.len().div_ceil(2)..].iter().map(|option| option.count).sum();
    Some(Sides { levels, apart, upper: Share::new(upper, found.answered) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(counts: &[u64]) -> AnswerBreakdown {
        let option = |(place, count): (usize, &u64)| AnswerOption {
            label: place.to_string(),
            count: *count,
            declared: true,
            value: Some(place as f64),
        };
        AnswerBreakdown {
            id: "q".into(),
            question: "q".into(),
            kind: Kind::Scale,
            grid: None,
            source: Some("s".into()),
            asked: None,
            answered: counts.iter().sum(),
            none: 0,
            mentions: None,
            options: counts.iter().enumerate().map(option).collect(),
            spread: None,
            top_two: None,
        }
    }

    /// By hand: see the example above.
    #[test]
    fn the_middle_is_on_neither_side() {
        let odd = scale(&[1, 2, 3, 4, 5]);
        let found = sides(&odd).unwrap();
        assert_eq!((found.upper, found.middle()), (Share::new(9, 15), Some(2)));
        let even = scale(&[1, 2, 3, 4]);
        let found = sides(&even).unwrap();
        assert_eq!((found.upper, found.middle()), (Share::new(7, 10), None));
        assert_eq!(sides(&scale(&[0, 0])), None);
        assert_eq!(sides(&scale(&[1])), None);
    }
}

//! The ends of a scale: top two, bottom two, and the net promoter score.
//!
//! # What it answers
//! Which part chose the highest or the lowest two points, and by how much do promoters outnumber detractors?
//!
//! # Formula
//! Top two, bottom two: the weight of those who chose one of the two highest, or lowest, points / the weight of all who
//! answered on the scale. Net promoter score: 100 × (share of 9 and 10 − share of 0 to 6), which is the mean of 100, 0
//! and −100, so that its interval and its tests are those of a mean.
//!
//! # Assumptions and when not to use it
//! A scale has a top two from four points on. The score is given for scales of eleven points from 0 to 10 only.
//! The same score comes of many shapes: show the shares beside it.
//!
//! # Reference
//! Reichheld, F. F. (2003). The one number you need to grow. *Harvard Business Review* 81(12). Rocks, B. (2016). Interval
//! estimation for the "net promoter score". *The American Statistician* 70, 365–372, for the interval of a mean.
//!
//! # Example
//! 9, 10, 7, 8, 10, 6, 9, 3, 10, 8: five promoters and two detractors of ten, 30, between −28.9 and 88.9.

use crate::measure::answers::AnswerOption;

/// Points that a scale has at least for its top two to say something.
pub const TWO_FROM: usize = 4;

/// What is counted of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The points, ascending.
    pub values: Vec<f64>,
    /// For a scale from 0 to 10: what is taken off a value to get there.
    pub zero: Option<f64>,
}

/// The points of a scale; `None` for a question without one.
#[must_use]
pub fn points(options: &[AnswerOption]) -> Option<Points> {
    let mut on: Vec<(f64, &str)> =
        options.iter().filter_map(|option| Some((option.value?, option.label.as_str()))).collect();
    on.sort_by(|a, b| a.0.total_cmp(&b.0));
    let first = on.first()?.0;
    let steps = on.len() == 11 && on.iter().enumerate().all(|(place, (value, _))| *value == first + place as f64);
    let named = || on.iter().enumerate().all(|(place, (_, label))| leading_number(label) == Some(place));
    let zero = (steps && (first == 0.0 || named())).then_some(first);
    let mut values: Vec<f64> = on.into_iter().map(|(value, _)| value).collect();
    values.dedup();
    Some(Points { values, zero })
}

impl Points {
    /// Whether a value is one of the two highest; `None` for a short scale.
    #[must_use]
    pub fn top_two(&self) -> Option<f64> {
        self.long().then(|| self.values[self.values.len() - 2])
    }

    /// The higher of the two lowest values; `None` for a short scale.
    #[must_use]
    pub fn bottom_two(&self) -> Option<f64> {
        self.long().then(|| self.values[1])
    }

    fn long(&self) -> bool {
        self.values.len() >= TWO_FROM
    }
}

/// 100 for a promoter, −100 for a detractor, 0 for others.
#[must_use]
pub fn promoting(value: f64, zero: f64) -> f64 {
    match value - zero {
        points if points >= 9.0 => 100.0,
        points if points <= 6.0 => -100.0,
        _ => 0.0,
    }
}

/// The whole number that a label begins with, such as 10 in "10 – extremely likely".
fn leading_number(label: &str) -> Option<usize> {
    let label = label.trim_start();
    let end = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
    label.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::mean::tests::{groups, near};
    use super::*;

    fn scale(labels: &[&str], first: f64) -> Vec<AnswerOption> {
        let option = |(place, label): (usize, &&str)| AnswerOption {
            label: (*label).to_owned(),
            count: 1,
            declared: true,
            value: Some(first + place as f64),
        };
        labels.iter().enumerate().map(option).collect()
    }

    /// R, `t.test` of −1, 0 and 1 times 100, tests/reference/ratings.R.
    #[test]
    fn the_score_and_its_bounds_are_those_of_r() {
        let expected = [
            (30.0, -28.893_374_158_648_7, 88.893_374_158_648_7),
            (-41.666_666_666_666_7, -92.049_034_227_023_2, 8.715_700_893_689_9),
        ];
        for (group, (score, low, high)) in groups(false).iter().zip(expected) {
            let found = group.map(|x| promoting(x, 0.0)).mean().unwrap();
            near(found.value, score);
            near(found.bounds().unwrap().low, low);
            near(found.bounds().unwrap().high, high);
        }
    }

    #[test]
    fn a_scale_from_0_to_10_is_known_by_its_values_or_by_its_labels() {
        let labels = ["0 not at all", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10 – surely"];
        assert_eq!(points(&scale(&labels, 0.0)).unwrap().zero, Some(0.0));
        assert_eq!(points(&scale(&labels, 1.0)).unwrap().zero, Some(1.0));
        assert_eq!(points(&scale(&["a"; 11], 1.0)).unwrap().zero, None);
        assert_eq!(points(&scale(&labels[..10], 0.0)).unwrap().zero, None);
        assert_eq!(points(&[]), None);
    }

    #[test]
    fn a_short_scale_has_no_top_two() {
        assert_eq!(points(&scale(&["a", "b", "c"], 1.0)).unwrap().top_two(), None);
        let four = points(&scale(&["a", "b", "c", "d"], 1.0)).unwrap();
        assert_eq!((four.top_two(), four.bottom_two()), (Some(3.0), Some(2.0)));
    }
}

//! Questions with one scale, such as the rows of a grid, as rows beside each other.
//!
//! # What it answers
//! Which of several things asked about in the same way stands highest?
//!
//! # Formula
//! Questions of one source are a set where the levels of their scales have the same labels in the same order and they are
//! rows of the same grid, or of none. Where the levels are numbers alone, rows stand in the order of their means: whether a
//! high number is a good one is not known. Else they stand in the order of the share on the upper side (see `sides`).
//! Where the responses have weights, shares and means are weighted: those of `estimates` and `rating`.
//!
//! # Assumptions and when not to use it
//! The rows may have been answered by different people: each has a base of its own.
//!
//! # Reference
//! None: counting only.
//!
//! # Example
//! `How much do you trust: the press` and `How much do you trust: the courts` share `How much do you trust`.

use super::{AnswerBreakdown, AnswerOption, Sides, sides};
use crate::measure::{Estimate, Portion, Results};

/// A question among others with the same scale.
#[derive(Debug, Clone)]
pub struct ScaleRow<'a> {
    /// What is its own in the text of the question.
    pub label: &'a str,
    /// The question.
    pub found: &'a AnswerBreakdown,
    /// Its scale.
    pub sides: Sides<'a>,
    /// The share of each level, from the lowest.
    pub shares: Vec<Portion>,
    /// Those above the middle.
    pub upper: Portion,
    /// Those who answered outside the scale; nothing where the question has no such option.
    pub apart: Option<Portion>,
    /// The mean.
    pub mean: Option<f64>,
}

/// Two or more questions with one scale.
#[derive(Debug, Clone)]
pub struct ScaleSet<'a> {
    /// The id of the grid, else that of the question that comes first.
    pub id: &'a str,
    /// What the texts of the questions share before a colon.
    pub shared: Option<&'a str>,
    /// The rows, the highest first.
    pub rows: Vec<ScaleRow<'a>>,
    /// Whether shares and means are weighted; `None` where the responses have no weights.
    pub weighted: Option<bool>,
}

impl<'a> ScaleSet<'a> {
    /// Whether the questions are the rows of a grid.
    #[must_use]
    pub fn is_grid(&self) -> bool {
        self.rows.iter().all(|row| row.found.grid.is_some())
    }

    /// The rows with the mean of each, where the levels are numbers alone.
    #[must_use]
    pub fn means(&self) -> Option<Vec<(&'a str, f64)>> {
        let are_numbers = self.rows.first()?.found.is_of_numbers();
        let mean = |row: &ScaleRow<'a>| Some((row.label, row.mean?));
        self.rows.iter().map(mean).collect::<Option<Vec<_>>>().filter(|_| are_numbers)
    }

    /// How many answered a row: the fewest and the most.
    #[must_use]
    pub fn answered(&self) -> (u64, u64) {
        let answered = || self.rows.iter().map(|row| row.found.answered);
        (answered().min().unwrap_or_default(), answered().max().unwrap_or_default())
    }
}

/// The sets among these questions, in the order of their first.
pub fn scale_sets<'a>(results: &Results, questions: impl Iterator<Item = &'a AnswerBreakdown>) -> Vec<ScaleSet<'a>> {
    let mut sets: Vec<Vec<(&AnswerBreakdown, Sides<'_>)>> = Vec::new();
    for found in questions {
        let Some(sides) = sides(found) else { continue };
        let labels = |sides: &Sides<'a>| sides.levels.iter().map(|level| &level.label).collect::<Vec<_>>();
        let same = |(first, scale): &(&AnswerBreakdown, Sides<'a>)| {
            first.source == found.source && first.grid == found.grid && labels(scale) == labels(&sides)
        };
        match sets.iter_mut().find(|set| set.first().is_some_and(same)) {
            Some(set) => set.push((found, sides)),
            None => sets.push(vec![(found, sides)]),
        }
    }
    sets.into_iter().filter_map(|found| set_of(results, found)).collect()
}

/// The questions as rows, the highest first; `None` for fewer than two.
fn set_of<'a>(results: &Results, found: Vec<(&'a AnswerBreakdown, Sides<'a>)>) -> Option<ScaleSet<'a>> {
    let [(first, _), _, ..] = found.as_slice() else { return None };
    let id = first.grid.as_deref().unwrap_or(&first.id);
    let questions: Vec<&str> = found.iter().map(|(found, _)| found.question.as_str()).collect();
    let (shared, labels) = shared_text(&questions);
    let has_weights = results.has_weights(first);
    let weighed: Option<Vec<Weighed>> =
        found.iter().filter(|_| has_weights).map(|(found, sides)| weighed(results, found, sides)).collect();
    // One row without weighted shares, and the rows could not be set beside each other.
    let weighed = weighed.filter(|all| !all.is_empty());
    let is_weighted = weighed.is_some();
    let weighed = weighed.unwrap_or_else(|| found.iter().map(|(found, sides)| counted(found, sides)).collect());
    let row = |(((found, sides), label), weighed): (_, Weighed)| {
        let Weighed { shares, upper, apart, mean } = weighed;
        ScaleRow { label, found, sides, shares, upper, apart, mean }
    };
    let rows = found.into_iter().zip(labels).zip(weighed).map(row).collect();
    let mut set = ScaleSet { id, shared, rows, weighted: has_weights.then_some(is_weighted) };
    let by_mean = set.means().is_some();
    let height = |row: &ScaleRow<'_>| if by_mean { row.mean } else { row.upper.value() }.unwrap_or_default();
    set.rows.sort_by(|a, b| height(b).total_cmp(&height(a)));
    Some(set)
}

/// What is shown of a question.
struct Weighed {
    shares: Vec<Portion>,
    upper: Portion,
    apart: Option<Portion>,
    mean: Option<f64>,
}

/// Each person counted once.
fn counted(found: &AnswerBreakdown, sides: &Sides<'_>) -> Weighed {
    let shares = sides.levels.iter().map(|level| found.of_answered(level).into()).collect();
    let apart = Portion::together(sides.apart.iter().map(|option| found.of_answered(option).into()));
    Weighed { shares, upper: sides.upper.into(), apart, mean: found.spread.and_then(|spread| spread.mean) }
}

/// By the weights of the people; `None` where one of the shares has none.
fn weighed(results: &Results, found: &AnswerBreakdown, sides: &Sides<'_>) -> Option<Weighed> {
    let share = |option: &&AnswerOption| {
        let own = |of: &&Estimate| of.question == found.id && of.theme.is_none() && of.weighted;
        let estimate = results.estimates.iter().filter(own).find(|of| of.label == option.label)?;
        Some(Portion::weighted(found.of_answered(option), estimate.share?))
    };
    let shares: Vec<Portion> = sides.levels.iter().map(share).collect::<Option<_>>()?;
    let upper = Portion::together(shares[shares.len().div_ceil(2)..].iter().copied())?;
    let apart = Portion::together(sides.apart.iter().map(share).collect::<Option<Vec<_>>>()?);
    let rating = results.ratings.iter().find(|rating| rating.question == found.id);
    let mean = rating.and_then(|rating| {
        rating.values.iter().find(|value| value.group.is_none() && value.statistic == "mean")?.value
    });
    Some(Weighed { shares, upper, apart, mean })
}

/// What texts share before a common `: `, and what is left of each: the first that ends a sentence, else the last.
pub fn shared_text<'a>(texts: &[&'a str]) -> (Option<&'a str>, Vec<&'a str>) {
    let Some(first) = texts.first() else { return (None, Vec::new()) };
    let is_shared = |end: &usize| texts.iter().all(|text| text.get(..*end) == first.get(..*end));
    let ends: Vec<usize> = first.match_indices(COLON).map(|(at, sign)| at + sign.len()).filter(is_shared).collect();
    let before = |end: usize| first.get(..end - COLON.len()).unwrap_or_default();
    let end =
        ends.iter().find(|end| before(**end).ends_with(['.', '?', '!', '…', '。', '？'])).or(ends.last()).copied();
    let own = |text: &&'a str| end.and_then(|end| text.get(end..)).unwrap_or(text).trim();
    (end.map(before), texts.iter().map(own).collect())
}

/// What stands between the text of a grid and that of its row.
const COLON: &str = ": ";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::scale;
    use crate::measure::wording::sample;

    fn labels<'a>(set: &ScaleSet<'a>) -> Vec<&'a str> {
        set.rows.iter().map(|row| row.label).collect()
    }

    #[test]
    fn levels_with_names_stand_by_their_upper_side_and_numbers_by_their_mean() {
        let names = ["no", "so so", "yes"];
        let named = [scale("Trust: a", &names, &[5, 1, 4]), scale("Trust: b", &names, &[0, 7, 3])];
        let sets = scale_sets(&sample::results(), named.iter());
        assert_eq!((sets[0].shared, labels(&sets[0])), (Some("Trust"), vec!["a", "b"]));
        assert_eq!(sets[0].means(), None);
        let numbers = ["1", "2", "3"];
        let ranked = [scale("Trust: a", &numbers, &[5, 1, 4]), scale("Trust: b", &numbers, &[0, 7, 3])];
        let sets = scale_sets(&sample::results(), ranked.iter());
        assert_eq!(sets[0].means(), Some(vec![("b", 2.3), ("a", 1.9)]));
        assert_eq!((sets[0].id, sets[0].is_grid(), sets[0].answered()), ("g", true, (10, 10)));
    }

    #[test]
    fn other_scales_other_grids_and_single_questions_are_no_set() {
        let one = scale("a", &["1", "2"], &[1, 1]);
        let other = scale("b", &["1", "3"], &[1, 1]);
        let elsewhere = AnswerBreakdown { grid: None, ..scale("c", &["1", "2"], &[1, 1]) };
        assert!(scale_sets(&sample::results(), [&one, &other, &elsewhere].into_iter()).is_empty());
    }

    #[test]
    fn the_shared_text_ends_at_the_last_common_colon() {
        assert_eq!(shared_text(&["How: far: a", "How: far: b"]), (Some("How: far"), vec!["a", "b"]));
        assert_eq!(shared_text(&["How?: b: a", "How?: b: c"]), (Some("How?"), vec!["b: a", "b: c"]));
        assert_eq!(shared_text(&["a", "b"]), (None, vec!["a", "b"]));
        assert_eq!(shared_text(&[]), (None, vec![]));
    }
}

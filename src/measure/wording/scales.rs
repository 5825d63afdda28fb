//! What is said of several questions with one scale.

use super::headline::level_or_number;
use super::{FEW, grouped, overlapping, percent, plain_number, quoted, too_few};
use crate::measure::answers::{ScaleRow, ScaleSet};
use crate::measure::proportion::Methods;
use crate::measure::rating::Rating;
use crate::measure::{Bounds, Estimate, Portion, Results, Share};

/// A question with the number that it is ranked by.
struct Standing<'a> {
    label: &'a str,
    value: f64,
    base: u64,
    bounds: Option<Bounds>,
}

/// The headline of several questions: which has the highest mean where the levels of the scale
/// are numbers alone, else which has the largest share on the upper side.
///
/// A question that few answered does not lead; those whose order the intervals leave open are level, where the design
/// allows any. `None` where there is no row.
///
/// Where there are weights it says whether shares and means are weighted.
#[must_use]
pub fn scales_headline(set: &ScaleSet<'_>, results: &Results) -> Option<String> {
    // The intervals of weighted numbers say nothing of unweighted ones.
    let methods = results.about.sample.methods().filter(|_| set.weighted != Some(false));
    let said = match set.means() {
        Some(means) => by_mean(set, &means, if methods.is_some() { &results.ratings } else { &[] }),
        None => by_side(set, methods.map(|methods| (methods, results.uppers.as_slice()))),
    };
    let said = said?;
    let word = match set.weighted {
        Some(true) => "weighted",
        Some(false) => "unweighted",
        None => return Some(said),
    };
    // That few answered is of people, whatever they weigh.
    Some(if said.starts_with(FEW_SAID) { said } else { format!("{said} ({word})") })
}

/// How a headline begins that says no more than that few answered.
const FEW_SAID: &str = "Too few";

/// The questions that enough people answered, and what is said of the others; as an error that there are too few.
fn enough<'s, 'a>(rows: &'s [Standing<'a>]) -> Result<(Vec<&'s Standing<'a>>, &'static str), String> {
    let enough: Vec<&Standing<'_>> = rows.iter().filter(|row| row.base >= FEW).collect();
    if enough.len() > 1 {
        let others = if enough.len() < rows.len() { "; questions with few answers are left out" } else { "" };
        return Ok((enough, others));
    }
    let bases = || rows.iter().map(|row| row.base);
    let (fewest, most) = (bases().min().unwrap_or_default(), bases().max().unwrap_or_default());
    let range = || format!("Too few to say which leads: {} to {} answers", grouped(fewest), grouped(most));
    Err(too_few(fewest, "which leads", ("answer", "answers")).filter(|_| fewest == most).unwrap_or_else(range))
}

/// Those whose intervals overlap with that of the first, in words; `None` where it leads, or where there are no intervals.
fn level_by_chance(rows: &[&Standing<'_>]) -> Option<String> {
    let values: Vec<_> = rows.iter().map(|row| (row.value, row.bounds)).collect();
    let names: Vec<String> = overlapping(&values).into_iter().map(|place| quoted(rows[place].label)).collect();
    let level = || format!("{} in first place, allowing for chance", level_or_number(&names, "questions"));
    (names.len() > 1).then(level)
}

/// Those with the highest number.
fn highest(rows: &[&Standing<'_>]) -> (f64, Vec<String>) {
    let top = rows.iter().map(|row| row.value).fold(f64::MIN, f64::max);
    let first = rows.iter().filter(|row| top - row.value < 1e-9);
    (top, first.map(|row| quoted(row.label)).collect())
}

fn by_mean<'s>(set: &ScaleSet<'s>, means: &[(&'s str, f64)], ratings: &[Rating]) -> Option<String> {
    let levels = &set.rows.first()?.sides.levels;
    let scale = match (levels.first(), levels.last()) {
        (Some(low), Some(high)) => format!("on the scale from {} to {}", low.label.trim(), high.label.trim()),
        _ => return None,
    };
    let bounds = |row: &ScaleRow<'_>| {
        let of = ratings.iter().find(|rating| rating.question == row.found.id)?;
        of.values.iter().find(|value| value.group.is_none() && value.statistic == "mean")?.bounds
    };
    // The means are those of the rows, in their order.
    let standing = |(row, (label, mean)): (&ScaleRow<'_>, &(&'s str, f64))| Standing {
        label,
        // Means that are shown alike are said to be alike.
        value: (mean * 100.0).round() / 100.0,
        base: row.found.spread.map(|spread| spread.n).unwrap_or_default(),
        bounds: bounds(row),
    };
    let rows: Vec<Standing<'_>> = set.rows.iter().zip(means).map(standing).collect();
    let (rows, others) = match enough(&rows) {
        Ok(found) => found,
        Err(few) => return Some(few),
    };
    if let Some(level) = level_by_chance(&rows) {
        return Some(format!("{level}{others}"));
    }
    let (top, first) = highest(&rows);
    let mean = plain_number(top);
    Some(match first.as_slice() {
        [only] => format!("{only} has the highest mean, {mean} {scale}{others}"),
        _ => format!("{} with the highest mean, {mean} {scale}{others}", level_or_number(&first, "questions")),
    })
}

/// A share to compare: weighted ones that are shown alike are said to be alike.
fn shown(share: Portion) -> f64 {
    match (share.weighted, share.percent()) {
        (Some(_), Some(percent)) => percent as f64 / 100.0,
        _ => share.value().unwrap_or_default(),
    }
}

fn by_side<'s>(set: &ScaleSet<'s>, intervals: Option<(Methods, &[Estimate])>) -> Option<String> {
    let levels = &set.rows.first()?.sides.levels;
    let upper: Vec<String> =
        levels[levels.len().div_ceil(2)..].iter().map(|level| quoted(level.label.trim())).collect();
    let side = match upper.as_slice() {
        [only] => only.clone(),
        [one, two] => format!("{one} or {two}"),
        [lowest, .., highest] => format!("{lowest} to {highest}"),
        [] => return None,
    };
    let bounds = |row: &ScaleRow<'s>| {
        let (methods, uppers) = intervals?;
        match (uppers.iter().find(|of| of.question == row.found.id), row.upper.weighted) {
            (Some(estimate), _) => estimate.bounds,
            (None, None) => methods.of_share(Share::new(row.upper.count, row.upper.base)),
            (None, Some(_)) => None,
        }
    };
    let standing = |row: &ScaleRow<'s>| Standing {
        label: row.label,
        value: shown(row.upper),
        base: row.upper.base,
        bounds: bounds(row),
    };
    let rows: Vec<Standing<'_>> = set.rows.iter().map(standing).collect();
    let (rows, others) = match enough(&rows) {
        Ok(found) => found,
        Err(few) => return Some(few),
    };
    let (top, first) = highest(&rows);
    if top <= 0.0 {
        return Some(format!("Nobody answers {side} to any of them{others}"));
    }
    if let Some(level) = level_by_chance(&rows) {
        return Some(format!("{level}{others}"));
    }
    let leads = |row: &&ScaleRow<'_>| row.upper.base >= FEW && quoted(row.label) == first[0];
    let share = percent(set.rows.iter().find(leads)?.upper);
    Some(match first.as_slice() {
        [only] => format!("{only} leads: {share} answer {side}{others}"),
        _ => format!("{}: {share} answer {side}{others}", level_or_number(&first, "questions")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::answers::{AnswerBreakdown, scale_sets};
    use crate::measure::fixture::scale;
    use crate::measure::wording::sample;

    const AGREE: [&str; 4] = ["No", "Rather no", "Agree", "Strongly agree"];
    const NUMBERS: [&str; 4] = ["1", "2", "3", "4"];

    /// Questions with so many answers at the first level and at the last.
    fn said_of(levels: [&str; 4], rows: &[(u64, u64)], results: &Results) -> String {
        let question =
            |(name, (first, last)): (&str, &(u64, u64))| scale(&format!("Q: {name}"), &levels, &[*first, 0, 0, *last]);
        let questions: Vec<AnswerBreakdown> = ["A", "B", "C", "D"].into_iter().zip(rows).map(question).collect();
        scales_headline(scale_sets(results, questions.iter()).first().unwrap(), results).unwrap()
    }

    /// Thirty answers to each question.
    fn said(levels: [&str; 4], last: &[u64]) -> String {
        let rows: Vec<(u64, u64)> = last.iter().map(|last| (30 - last, *last)).collect();
        said_of(levels, &rows, &sample::results())
    }

    #[test]
    fn the_question_with_the_largest_upper_side_leads() {
        assert_eq!(said(AGREE, &[9, 21, 3]), "“B” leads: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(AGREE, &[21, 21, 3]), "“A” is level with “B”: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(AGREE, &[21, 21, 21, 21]), "Four questions are level: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(AGREE, &[0, 0, 0]), "Nobody answers “Agree” or “Strongly agree” to any of them");
    }

    #[test]
    fn of_bare_numbers_the_mean_is_said_and_no_side_is_called_the_better_one() {
        assert_eq!(said(NUMBERS, &[9, 21, 3]), "“B” has the highest mean, 3.1 on the scale from 1 to 4");
        let level = "“A” is level with “B” with the highest mean, 3.1 on the scale from 1 to 4";
        assert_eq!(said(NUMBERS, &[21, 21, 3]), level);
    }

    #[test]
    fn a_question_that_few_answered_leads_nothing() {
        for levels in [AGREE, NUMBERS] {
            let said = |rows: &[(u64, u64)]| said_of(levels, rows, &sample::results());
            assert_eq!(said(&[(9, 20), (20, 9)]), "Too few to say which leads: 29 answers");
            assert_eq!(said(&[(9, 31), (5, 7), (1, 8)]), "Too few to say which leads: 9 to 40 answers");
            let left_out = said(&[(0, 29), (9, 21), (27, 3)]);
            assert!(left_out.starts_with("“B” ") && left_out.ends_with("; questions with few answers are left out"));
        }
    }

    #[test]
    fn where_there_are_weights_it_is_said_that_each_answer_counts_once() {
        let mut results = sample::results();
        results.treatment = crate::measure::Treatment::example();
        results.about.sample.model = Some("A stated model".to_owned());
        let said = said_of(NUMBERS, &[(9, 21), (12, 18)], &results);
        assert_eq!(said, "“A” has the highest mean, 3.1 on the scale from 1 to 4 (unweighted)");
    }

    /// Weighted so that each level has another share than its count: the first and the last of the scale.
    fn weighted(rows: &[(u64, u64)], shares: &[(f64, f64)], levels: [&str; 4]) -> (Vec<AnswerBreakdown>, Results) {
        let question =
            |(name, (first, last)): (&str, &(u64, u64))| scale(&format!("Q: {name}"), &levels, &[*first, 0, 0, *last]);
        let questions: Vec<AnswerBreakdown> = ["A", "B", "C", "D"].into_iter().zip(rows).map(question).collect();
        let estimate = |found: &AnswerBreakdown, label: &str, share: f64| Estimate {
            question: found.id.clone(),
            unit: crate::measure::EstimateUnit::Answered,
            theme: None,
            label: label.to_owned(),
            counted: Share::new(1, found.answered),
            weighted: true,
            weighted_n: share * found.answered as f64,
            base: None,
            share: Some(share),
            of_asked: None,
            of_mentions: None,
            standard_error: None,
            bounds: None,
        };
        let mut results = sample::results();
        results.treatment = crate::measure::Treatment::example();
        for (found, (first, last)) in questions.iter().zip(shares) {
            let of = [*first, 0.0, 0.0, *last];
            results.estimates.extend(levels.iter().zip(of).map(|(label, share)| estimate(found, label, share)));
            results.uppers.push(estimate(found, "upper", *last));
        }
        (questions, results)
    }

    #[test]
    fn weighted_questions_stand_by_their_weighted_shares_and_say_so() {
        let (questions, mut results) = weighted(&[(9, 21), (12, 18)], &[(0.6, 0.4), (0.25, 0.75)], AGREE);
        let said = |results: &Results| {
            let sets = scale_sets(results, questions.iter());
            (sets[0].rows[0].label.to_owned(), scales_headline(&sets[0], results).unwrap())
        };
        let leads = "“B” leads: 75% answer “Agree” or “Strongly agree” (weighted)";
        assert_eq!(said(&results), ("B".to_owned(), leads.to_owned()), "by counts A would lead");
        // Bounds of the upper sides, where the design allows them.
        results.about.sample.model = Some("A stated model".to_owned());
        let bounds = |low, high| Some(Bounds { low, high, level: 0.95, method: "logit" });
        (results.uppers[0].bounds, results.uppers[1].bounds) = (bounds(0.2, 0.6), bounds(0.55, 0.9));
        let level = "“B” is level with “A” in first place, allowing for chance (weighted)";
        assert_eq!(said(&results).1, level);
        results.uppers[0].bounds = bounds(0.3, 0.5);
        assert_eq!(said(&results).1, leads);
        // Weighted shares that are shown alike are said to be alike.
        for share in [0, 4] {
            results.estimates[3 + share].share = Some(if share == 0 { 0.752 } else { 0.748 });
        }
        results.about.sample.model = None;
        assert_eq!(said(&results).1, "“A” is level with “B”: 75% answer “Agree” or “Strongly agree” (weighted)");
        let (questions, results) = weighted(&[(9, 2), (2, 9)], &[(0.6, 0.4), (0.25, 0.75)], AGREE);
        let sets = scale_sets(&results, questions.iter());
        assert_eq!(scales_headline(&sets[0], &results).unwrap(), "Too few to say which leads: 11 answers");
    }

    #[test]
    fn of_weighted_numbers_the_weighted_mean_is_said() {
        let (questions, mut results) = weighted(&[(9, 21), (12, 18)], &[(0.6, 0.4), (0.25, 0.75)], NUMBERS);
        let rating = |(found, mean): (&AnswerBreakdown, f64)| Rating {
            question: found.id.clone(),
            values: vec![crate::measure::rating::RatingValue {
                group: None,
                statistic: "mean",
                value: Some(mean),
                bounds: None,
                base: None,
                left_out: 0,
            }],
            differences: Vec::new(),
        };
        results.ratings = questions.iter().zip([2.2, 3.25]).map(rating).collect();
        let sets = scale_sets(&results, questions.iter());
        let said = "“B” has the highest mean, 3.25 on the scale from 1 to 4 (weighted)";
        assert_eq!(scales_headline(&sets[0], &results).unwrap(), said);
    }

    /// Wilson's intervals: 21 of 30 between 52% and 83%, 18 between 42% and 75%, 3 between 3% and 26%.
    #[test]
    fn where_the_design_allows_intervals_those_that_chance_may_have_ordered_are_level() {
        let mut results = sample::results();
        results.about.sample.model = Some("A stated model".to_owned());
        let said = said_of(AGREE, &[(9, 21), (12, 18), (27, 3)], &results);
        assert_eq!(said, "“A” is level with “B” in first place, allowing for chance");
        assert!(said_of(AGREE, &[(9, 21), (27, 3)], &results).starts_with("“A” leads: 70%"));
    }
}

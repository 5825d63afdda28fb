//! What is said of several questions with one scale.

use super::{listed, percent, plain_number, quoted};
use crate::measure::answers::{ScaleRow, ScaleSet};

/// The headline of several questions: which has the highest mean where the levels of the scale are numbers alone, else which
/// has the largest share on the upper side. `None` where there is no row.
#[must_use]
pub fn scales_headline(set: &ScaleSet<'_>) -> Option<String> {
    match set.means() {
        Some(means) => by_mean(set, &means),
        None => by_side(set),
    }
}

/// Rows with the same number as the first, in words; `None` where more than three have it.
fn tied(labels: &[&str]) -> Option<String> {
    (labels.len() <= 3).then(|| listed(&labels.iter().map(|label| quoted(label)).collect::<Vec<_>>()))
}

fn by_mean(set: &ScaleSet<'_>, means: &[(&str, f64)]) -> Option<String> {
    let levels = &set.rows.first()?.sides.levels;
    let (_, top) = *means.first()?;
    // Means that are shown alike are said to be alike.
    let shown = |mean: f64| format!("{mean:.2}");
    let first: Vec<&str> =
        means.iter().filter(|(_, mean)| shown(*mean) == shown(top)).map(|(label, _)| *label).collect();
    let scale = match (levels.first(), levels.last()) {
        (Some(low), Some(high)) => format!("on the scale from {} to {}", low.label.trim(), high.label.trim()),
        _ => return None,
    };
    let mean = plain_number(top);
    Some(match (tied(&first), first.len()) {
        (Some(label), 1) => format!("{label} has the highest mean, {mean} {scale}"),
        (Some(labels), _) => format!("{labels} have the highest mean, {mean} {scale}"),
        (None, _) => format!("Several have the highest mean, {mean} {scale}"),
    })
}

fn by_side(set: &ScaleSet<'_>) -> Option<String> {
    let first = set.rows.first()?;
    let levels = &first.sides.levels;
    let upper: Vec<String> =
        levels[levels.len().div_ceil(2)..].iter().map(|level| quoted(level.label.trim())).collect();
    let side = match upper.as_slice() {
        [only] => only.clone(),
        [one, two] => format!("{one} or {two}"),
        [lowest, .., highest] => format!("{lowest} to {highest}"),
        [] => return None,
    };
    let value = |row: &ScaleRow<'_>| row.sides.upper.value().unwrap_or_default();
    let top = value(first);
    if top <= 0.0 {
        return Some(format!("Nobody answers {side} to any of them"));
    }
    let leading: Vec<&str> = set.rows.iter().filter(|row| top - value(row) < 1e-9).map(|row| row.label).collect();
    let share = percent(first.sides.upper);
    Some(match (tied(&leading), leading.len()) {
        (Some(label), 1) => format!("{label} leads: {share} answer {side}"),
        (Some(labels), _) => format!("{labels} lead: {share} answer {side}"),
        (None, _) => format!("Several lead equally: {share} answer {side}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::answers::{AnswerBreakdown, scale_sets};
    use crate::measure::fixture::scale;

    /// Ten answers to each question: at the first level, or at the last.
    fn said(levels: [&str; 4], last: &[u64]) -> Option<String> {
        let question = |(name, last): (&str, &u64)| scale(&format!("Q: {name}"), &levels, &[10 - last, 0, 0, *last]);
        let questions: Vec<AnswerBreakdown> = ["A", "B", "C", "D"].into_iter().zip(last).map(question).collect();
        scale_sets(questions.iter()).first().and_then(scales_headline)
    }

    #[test]
    fn the_question_with_the_largest_upper_side_leads() {
        let said = |last: &[u64]| said(["No", "Rather no", "Agree", "Strongly agree"], last).unwrap();
        assert_eq!(said(&[3, 7, 1]), "“B” leads: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(&[7, 7, 1]), "“A” and “B” lead: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(&[7, 7, 7, 7]), "Several lead equally: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(&[0, 0, 0]), "Nobody answers “Agree” or “Strongly agree” to any of them");
    }

    #[test]
    fn of_bare_numbers_the_mean_is_said_and_no_side_is_called_the_better_one() {
        let said = |last: &[u64]| said(["1", "2", "3", "4"], last).unwrap();
        assert_eq!(said(&[3, 7, 1]), "“B” has the highest mean, 3.1 on the scale from 1 to 4");
        assert_eq!(said(&[7, 7, 1]), "“A” and “B” have the highest mean, 3.1 on the scale from 1 to 4");
    }
}

//! Which questions with one scale stand in one picture, and the words around it.

use std::collections::BTreeSet;

use super::answers::asked;
use super::layout::{Page, Sheet, figure};
use super::scales::{Row, Scales};
use super::{Input, Outcome, file_name};
use crate::measure::answers::{AnswerBreakdown, ScaleRow, ScaleSet, scale_sets};
use crate::measure::wording::{counted, grouped, percent, quoted, scales_headline, survey_line};
use crate::measure::{Results, Share};

/// The most levels of a scale: with more, the parts of a bar could not be told apart.
const LEVELS: usize = 11;

/// The sets of questions with one scale whose levels can be told apart in a picture.
fn drawable<'a>(results: &Results, questions: impl Iterator<Item = &'a AnswerBreakdown>) -> Vec<ScaleSet<'a>> {
    let mut sets = scale_sets(results, questions);
    sets.retain(|set| set.rows.first().is_some_and(|row| row.sides.levels.len() <= LEVELS));
    sets
}

/// The ids of the questions that stand in one picture as the rows of a grid.
pub fn rows_of_grids(results: &Results) -> BTreeSet<&str> {
    let sets = drawable(results, results.closed()).into_iter().filter(ScaleSet::is_grid);
    sets.flat_map(|set| set.rows.into_iter().map(|row| row.found.id.as_str())).collect()
}

/// The id of the figure of the set that a question is a row of.
#[must_use]
pub fn figure_id(chart: &str, results: &Results, question: &str) -> Option<String> {
    let sets = drawable(results, results.closed());
    let set = sets.iter().find(|set| set.rows.iter().any(|row| row.found.id == question))?;
    Some(id_of(chart, &sets, set))
}

fn id_of(chart: &str, sets: &[ScaleSet<'_>], set: &ScaleSet<'_>) -> String {
    if sets.len() == 1 { chart.to_owned() } else { file_name(&format!("{chart}-{}", set.id)) }
}

/// A figure for each set of at least two questions with one scale.
pub fn figures(
    input: &Input<'_>,
    sheet: &Sheet<'_>,
    (id, kind): (&str, &'static str),
    diverging: bool,
) -> Vec<Outcome> {
    let sets = drawable(input.results, asked(&Input { only: None, ..*input }));
    let wanted = |set: &&ScaleSet<'_>| {
        let ids = |found: &AnswerBreakdown| input.takes(&[&found.id, found.grid.as_deref().unwrap_or_default()]);
        set.rows.iter().any(|row| ids(row.found))
    };
    let drawn = sets.iter().filter(wanted);
    drawn.filter_map(|set| of_set(input, sheet, (id_of(id, &sets, set), kind), set, diverging)).collect()
}

fn of_set(
    input: &Input<'_>,
    sheet: &Sheet<'_>,
    (id, kind): (String, &'static str),
    set: &ScaleSet<'_>,
    diverging: bool,
) -> Option<Outcome> {
    let scale = &set.rows.first()?.sides;
    let mut outside: Vec<&str> = set
        .rows
        .iter()
        .flat_map(|row| &row.sides.apart)
        .filter(|option| option.count > 0)
        .map(|option| option.label.trim())
        .collect();
    outside.sort_unstable();
    outside.dedup();
    let apart = match outside.as_slice() {
        [] => None,
        [only] => Some((*only).to_owned()),
        _ => Some("Outside the scale".to_owned()),
    };
    let row = |row: &ScaleRow<'_>| {
        let nobody = || Share::new(0, row.found.answered).into();
        let outside = apart.as_ref().map(|_| row.apart.unwrap_or_else(nobody));
        let shares = row.shares.iter().copied().chain(outside).collect();
        Row { id: row.found.id.clone(), label: row.label.to_owned(), shares }
    };
    let levels: Vec<String> = scale.levels.iter().map(|level| level.label.trim().to_owned()).collect();
    let rows = set.rows.iter().map(row).collect();
    let body = Scales { middle: scale.middle(), apart: apart.clone(), rows, levels, diverging };
    let asked = set.shared.map_or_else(|| counted(set.rows.len() as u64, "question", "questions"), quoted);
    let title = input.titled(scales_headline(set, input.results)?);
    let page = page(&body, input, (id, kind), (title, asked), set);
    Some(figure(page, sheet, &body))
}

fn page(
    body: &Scales,
    input: &Input<'_>,
    (id, kind): (String, &'static str),
    (title, asked): (String, String),
    set: &ScaleSet<'_>,
) -> Page {
    let (low, high) = set.answered();
    let (shares, table) = match set.weighted {
        Some(true) => ("weighted share", "estimates"),
        Some(false) => ("unweighted share", "answers"),
        None => ("share", "answers"),
    };
    let base = match low == high {
        true => format!("{} to each question.", counted(low, "answer", "answers")),
        false => format!("{} to {} to each question.", grouped(low), counted(high, "answer", "answers")),
    };
    let apart = match (body.diverging, body.middle) {
        (true, Some(middle)) => {
            format!("; {} stands apart at the right, on neither side", quoted(&body.levels[middle]))
        }
        _ => String::new(),
    };
    let numbers = if set.weighted == Some(true) { "percent, weighted" } else { "percent" };
    let names = body.names();
    let value = |row: &Row| {
        let shares = names.iter().zip(&row.shares).map(|(name, share)| format!("{name} {}", percent(*share)));
        format!("{}: {}", row.label, shares.collect::<Vec<_>>().join(", "))
    };
    Page {
        id,
        table,
        kicker: "Survey".to_owned(),
        title,
        subtitle: format!("{asked}: {shares} of those who answered{apart}"),
        footer: vec![
            format!("{} {base}", survey_line(&input.results.about)),
            format!("Numbers are {numbers}; those wider than their part stand in the table."),
        ],
        note: None,
        kind,
        data: format!(
            "{kind} of the answers to {} with one scale",
            counted(body.rows.len() as u64, "question", "questions")
        ),
        values: body.rows.iter().map(value).collect(),
    }
}

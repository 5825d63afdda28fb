//! Columns that are one question, as their headers say it: `question - part`, `question [part]`, and texts written
//! beside an option. Which of several answers a cell holds is left to others.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, is_same, key};
use super::words::is_other;
use super::{Header, Role};

/// What parts a question from an option in one header.
const DASH: &str = " - ";

/// The longest beginning, up to a dash or the whole, that all texts share; nothing where there is none.
pub(super) fn stem<'a>(texts: &[&'a str]) -> Option<&'a str> {
    let (first, others) = texts.split_first()?;
    stems(first).find(|stem| others.iter().all(|text| part_of(text, stem).is_some()))
}

/// The beginnings of a text that can be a question, longest first.
fn stems(text: &str) -> impl Iterator<Item = &str> {
    let dashes = text.rmatch_indices(DASH).map(|(at, _)| text[..at].trim_end());
    std::iter::once(text).chain(dashes).filter(|stem| !stem.is_empty()).take(16)
}

/// What stands after the question and its dash; nothing where the text is the question itself; `None` where it is not
/// of that question.
pub(super) fn part_of<'a>(text: &'a str, stem: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(stem)?;
    if rest.is_empty() { Some("") } else { rest.trim_start().strip_prefix("- ").filter(|_| rest.starts_with(' ')) }
}

/// `question [part]` as its two halves.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(']')?;
    let mut depth = 0_u32;
    for (at, character) in inner.char_indices().rev() {
        match character {
            ']' => depth += 1,
            '[' if depth == 0 => {
                let (question, part) = (inner[..at].trim_end(), inner[at + 1..].trim());
                return (!question.is_empty() && !part.is_empty()).then_some((question, part));
            }
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Joins neighbours that stand alone and whose headers share a question before a dash.
pub(super) fn join_dashed(columns: &mut [Header]) {
    let mut start = 0;
    while start < columns.len() {
        let (end, stem) = dashed_run(columns, start);
        if let Some(stem) = stem {
            for column in &mut columns[start..end] {
                let part = part_of(&column.question, &stem).unwrap_or("").to_owned();
                column.part = (!part.is_empty()).then_some(part);
                column.group = Some(stem.clone());
                column.question.clone_from(&stem);
            }
        }
        start = end;
    }
}

fn dashed_run(columns: &[Header], start: usize) -> (usize, Option<String>) {
    let free = |column: &Header| column.group.is_none() && matches!(column.role, Role::Answer | Role::Open);
    let pair = columns.get(start..start + 2).filter(|pair| pair.iter().all(free));
    let found = pair
        .filter(|pair| pair[0].question != pair[1].question)
        .and_then(|pair| stem(&[&pair[0].question, &pair[1].question]));
    let Some(stem) = found else { return (start + 1, None) };
    let more = columns[start..].iter().skip(2);
    let more =
        more.take_while(|column| free(column) && part_of(&column.question, stem).is_some_and(|part| !part.is_empty()));
    (start + 2 + more.count(), Some(stem.to_owned()))
}

/// Joins neighbours that stand alone and whose headers are `question [part]` with one question. A question that also
/// stands without a bracket is a question of its own: what is written in brackets beside it is about its answer.
pub(super) fn join_bracketed(columns: &mut [Header]) {
    let plain: Vec<String> = columns.iter().map(|column| column.question.clone()).collect();
    let alone: BTreeSet<&str> = plain.iter().map(String::as_str).collect();
    let halves: Vec<Option<(&str, &str)>> = plain.iter().map(|text| bracketed(text)).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        let Some((question, part)) = halves[index].filter(|_| column.group.is_none()) else { continue };
        let beside = |other: usize| halves.get(other).is_some_and(|half| half.is_some_and(|half| half.0 == question));
        if alone.contains(question) {
            column.role = Role::Metadata;
        } else if beside(index + 1) || index > 0 && beside(index - 1) {
            column.group = Some(question.to_owned());
            column.question = question.to_owned();
            column.part = Some(part.to_owned());
        }
    }
}

/// Marks the columns of a group in which people wrote what stands beside an option.
///
/// By the option's name, and in any language by the cells: where the other columns of the group hold the name of their
/// option or nothing, a column that holds anything else is written text.
pub(super) fn mark_other_texts(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) {
    let echoes: Vec<Option<f64>> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| echo(grid, header_rows, index, column.part.as_deref()?))
        .collect();
    let mut options: BTreeMap<String, u32> = BTreeMap::new();
    for (column, _) in columns.iter().zip(&echoes).filter(|(_, echo)| echo.is_some_and(|share| share > 0.9)) {
        *options.entry(column.group.clone().unwrap_or_default()).or_default() += 1;
    }
    for (index, column) in columns.iter_mut().enumerate() {
        let (Some(part), Role::Answer) = (&column.part, column.role) else { continue };
        let own = echoes[index];
        let named = is_other(&key(part)) && own.is_none_or(|share| share < 0.5) && !is_coded(grid, header_rows, index);
        let siblings = column.group.as_ref().and_then(|group| options.get(group)).copied().unwrap_or(0);
        if named || own.is_some_and(|share| share < 0.5) && siblings >= 2 {
            column.role = Role::OtherText;
        }
    }
}

/// The share of a column's cells that repeat the name of its option.
pub(super) fn echo(grid: Grid<'_>, header_rows: usize, column: usize, option: &str) -> Option<f64> {
    let option = key(option);
    grid.share(header_rows, column, |cell| is_same(cell, &option))
}

/// Whether a column holds one or two short codes only, as `1` or `Yes`/`No`: chosen or not, and nothing written.
fn is_coded(grid: Grid<'_>, header_rows: usize, column: usize) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for cell in grid.column(header_rows, column) {
        if cell.chars().count() > 12 {
            return false;
        }
        if !seen.contains(&cell) {
            seen.push(cell);
        }
        if seen.len() > 2 {
            return false;
        }
    }
    let codes = ["0", "1", "2", "y", "n", "yes", "no", "true", "false", "checked", "unchecked", "selected"];
    !seen.is_empty() && seen.iter().all(|cell| codes.contains(&key(cell).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(texts: &[&str]) -> Vec<Header> {
        texts.iter().map(|text| Header { question: (*text).to_owned(), ..Header::default() }).collect()
    }

    fn shape(columns: &[Header]) -> Vec<(Option<&str>, Option<&str>)> {
        columns.iter().map(|column| (column.group.as_deref(), column.part.as_deref())).collect()
    }

    #[test]
    fn the_longest_shared_beginning_before_a_dash_is_the_question() {
        assert_eq!(stem(&["Tea - hot - A", "Tea - hot - B"]), Some("Tea - hot"));
        assert_eq!(stem(&["Tea?", "Tea? - Other"]), Some("Tea?"));
        assert_eq!(stem(&["Tea-time", "Tea - A"]), None);
        assert_eq!(stem(&["Tea", "Teatime"]), None);
        assert_eq!(stem(&[]), None);
    }

    #[test]
    fn brackets_are_matched_from_the_end() {
        assert_eq!(bracketed("Rate [tea [hot]]"), Some(("Rate", "tea [hot]")));
        assert_eq!(bracketed("[tea]"), None);
        assert_eq!(bracketed("tea]"), None);
    }

    #[test]
    fn neighbours_with_one_question_are_joined_and_others_stay_alone() {
        let mut found = columns(&["Age", "Tea?", "Tea? - Other", "Meals - A", "Meals - B", "Meals - C", "Price - net"]);
        join_dashed(&mut found);
        let (tea, meals) = (Some("Tea?"), Some("Meals"));
        let expected = [
            (None, None),
            (tea, None),
            (tea, Some("Other")),
            (meals, Some("A")),
            (meals, Some("B")),
            (meals, Some("C")),
            (None, None),
        ];
        assert_eq!(shape(&found), expected);
    }

    #[test]
    fn a_bracket_beside_its_own_question_is_about_the_answer() {
        let mut found = columns(&["Sum?", "Sum? [Score]", "Rate [a]", "Rate [b]", "Age [years]"]);
        join_bracketed(&mut found);
        assert_eq!(found[1].role, Role::Metadata);
        assert_eq!(shape(&found)[2..], [(Some("Rate"), Some("a")), (Some("Rate"), Some("b")), (None, None)]);
    }
}

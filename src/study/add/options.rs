//! Which option of a new export is which of the study, and what of the options is different.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{Pairs, SUGGESTED, partners};
use super::drift::{Change, Drift};
use crate::ingest::responses::Kind;
use crate::measure::answers::AnswerBreakdown;
use crate::study::ClosedQuestion;
use crate::study::init::{Clean, quoted};

/// Different texts in the cells of a question up to which they may be options.
const MOST: usize = 100;

/// Answers that an option had to be expected to get for its absence to say something.
const EXPECTED: u64 = 5;

/// The different cells of a question with one cell an answer, by first appearance; `None` where there are too many.
pub(super) fn distinct(clean: &Clean) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for cell in clean.columns.iter().flat_map(|(_, cells)| cells).filter(|cell| !cell.trim().is_empty()) {
        if seen.insert(cell.as_str()) {
            found.push(cell.clone());
        }
        if found.len() > MOST {
            return None;
        }
    }
    Some(found)
}

/// The places, in the order given, of a longest part whose numbers rise.
pub(super) fn in_order(numbers: &[usize]) -> BTreeSet<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let before =
            (0..place).filter(|other| numbers[*other] < *number).max_by_key(|other| (best[*other].0, place - other));
        best.push((before.map_or(1, |other| best[other].0 + 1), before));
    }
    let mut next = (0..numbers.len()).max_by_key(|place| (best[*place].0, numbers.len() - place));
    let mut kept = BTreeSet::new();
    while let Some(place) = next {
        kept.insert(place);
        next = best[place].1;
    }
    kept
}

/// The options of an export held against those of a question.
pub(super) struct Held {
    /// The option of the study for each of the export.
    pub known: BTreeMap<String, String>,
    /// What is different.
    pub drift: Vec<Drift>,
}

/// Holds the options of the export against those of the question. `earlier` is what the last wave before gave, and
/// `ordered` says that the export has an order of its own.
pub(super) fn held(closed: &ClosedQuestion, clean: &Clean, earlier: Option<&AnswerBreakdown>, ordered: bool) -> Held {
    let labels = labels(clean);
    if closed.options.is_empty() || closed.kind == Kind::Number {
        return Held { known: labels.into_iter().map(|label| (label.clone(), label)).collect(), drift: Vec::new() };
    }
    let mut known = BTreeMap::new();
    let mut unknown = Vec::new();
    for label in &labels {
        if closed.missing.iter().any(|missing| missing.trim() == label.trim()) {
            known.insert(label.clone(), label.clone());
            continue;
        }
        match closed.option_of(label) {
            Some(option) => drop(known.insert(label.clone(), option.to_owned())),
            None => unknown.push(label.clone()),
        }
    }
    let there: BTreeSet<&str> = known.values().map(String::as_str).collect();
    let absent: Vec<&String> = closed.options.iter().filter(|option| !there.contains(option.as_str())).collect();
    let pairs = suggested(&absent, &unknown, closed);
    let mut drift: Vec<Drift> = known
        .iter()
        .filter(|(label, option)| !crate::study::waves::same_text(label, option))
        .map(|(label, option)| {
            let how = format!("`options_were` under [[question]] `{}`", closed.id);
            row(closed, Change::Renamed, (Some(option), Some(label)), true, how)
        })
        .collect();
    for (place, option) in absent.iter().enumerate() {
        match pairs.iter().find(|pair| pair.0 == place) {
            Some((_, at, alike)) => drift.push(renamed(closed, option, &unknown[*at], *alike)),
            None => drift.push(lost(closed, option, earlier, answered(clean))),
        }
    }
    let rest = unknown.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|pair| pair.1 == *at));
    drift.extend(rest.map(|(_, label)| added(closed, clean, label)));
    let later =
        closed.new_options.iter().filter(|option| there.contains(option.as_str()) && !closed.options.contains(option));
    drift.extend(later.map(|option| {
        let how = format!("`new_options` under [[question]] `{}`", closed.id);
        row(closed, Change::Added, (None, Some(option)), true, how)
    }));
    if ordered {
        drift.extend(reordered(closed, &labels, &known));
    }
    Held { known, drift }
}

/// The labels that the export has for a question.
fn labels(clean: &Clean) -> Vec<String> {
    match clean.spec.kind {
        Kind::Multiple => clean.spec.options.clone(),
        _ => {
            let mut labels = clean.spec.options.clone();
            labels.extend(distinct(clean).unwrap_or_default());
            let mut seen = BTreeSet::new();
            labels.retain(|label| seen.insert(label.clone()));
            labels
        }
    }
}

fn answered(clean: &Clean) -> u64 {
    let rows = clean.columns.first().map_or(0, |(_, cells)| cells.len());
    let any = |row: &usize| {
        clean.columns.iter().any(|(_, cells)| cells.get(*row).is_some_and(|cell| !cell.trim().is_empty()))
    };
    (0..rows).filter(any).count() as u64
}

fn suggested(absent: &[&String], unknown: &[String], closed: &ClosedQuestion) -> Vec<(usize, usize, f64)> {
    let texts: Vec<Pairs> = unknown.iter().map(|label| Pairs::of(label)).collect();
    let free = |option: &String| !closed.gone_options.contains(option);
    let scores = absent.iter().enumerate().filter(|(_, option)| free(option)).flat_map(|(place, option)| {
        let text = Pairs::of(option);
        let score =
            |(at, other): (usize, &Pairs)| Some((place, at, text.alike(other))).filter(|one| one.2 >= SUGGESTED);
        texts.iter().enumerate().filter_map(score).collect::<Vec<_>>()
    });
    partners(scores)
}

fn row(
    closed: &ClosedQuestion,
    change: Change,
    (was, now): (Option<&String>, Option<&String>),
    settled: bool,
    how: String,
) -> Drift {
    let (was, now) = (was.cloned(), now.cloned());
    Drift { is_question: false, change, question: closed.id.clone(), was, now, alike: None, settled, how }
}

fn renamed(closed: &ClosedQuestion, option: &String, label: &String, alike: f64) -> Drift {
    let how = format!(
        "the same option: under [[question]] `{}` write  options_were = {{ {} = {} }}  ; two options: write  \
         gone_options = [{}]  and  new_options = [{}]",
        closed.id,
        quoted(option),
        quoted(label),
        quoted(option),
        quoted(label)
    );
    Drift { alike: Some(alike), ..row(closed, Change::Renamed, (Some(option), Some(label)), false, how) }
}

/// A file does not list what nobody chose, so an option is lost where it would have been chosen by several.
fn lost(closed: &ClosedQuestion, option: &String, earlier: Option<&AnswerBreakdown>, answered: u64) -> Drift {
    let gone = closed.gone_options.contains(option);
    let expected = earlier.and_then(|found| {
        let count = found.options.iter().find(|other| other.label == *option)?.count;
        (found.answered > 0).then(|| count * answered / found.answered)
    });
    let by_chance = expected.is_some_and(|expected| expected < EXPECTED);
    let how = match (gone, by_chance) {
        (true, _) => format!("`gone_options` under [[question]] `{}`", closed.id),
        (false, true) => "nothing to settle: nobody chose it in this wave, and few did before".to_owned(),
        (false, false) => format!(
            "no longer there: under [[question]] `{}` write  gone_options = [{}]  ; in other words: write  \
             options_were = {{ {} = \"the words of the export\" }}",
            closed.id,
            quoted(option),
            quoted(option)
        ),
    };
    row(closed, Change::Lost, (Some(option), None), gone || by_chance, how)
}

fn added(closed: &ClosedQuestion, clean: &Clean, label: &String) -> Drift {
    let mut how = format!(
        "new: under [[question]] `{}` write  new_options = [{}]  ; an option of the study in other words: write  \
         options_were = {{ \"the option\" = {} }}",
        closed.id,
        quoted(label),
        quoted(label)
    );
    if clean.spec.missing.contains(label) {
        how.push_str("  ; no answer: add it to  missing");
    }
    row(closed, Change::Added, (None, Some(label)), false, how)
}

fn reordered(closed: &ClosedQuestion, labels: &[String], known: &BTreeMap<String, String>) -> Vec<Drift> {
    let place = |label: &String| closed.options.iter().position(|option| Some(option) == known.get(label));
    let placed: Vec<(usize, &String)> = labels.iter().filter_map(|label| Some((place(label)?, label))).collect();
    let kept = in_order(&placed.iter().map(|(place, _)| *place).collect::<Vec<_>>());
    let moved = placed.iter().enumerate().filter(|(at, _)| !kept.contains(at));
    let moved = moved.map(|(_, (place, label))| {
        let how = "nothing to settle: options are known by their text, and the study's order stands".to_owned();
        row(closed, Change::Reordered, (closed.options.get(*place), Some(label)), true, how)
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_part_in_order_is_kept() {
        assert_eq!(in_order(&[0, 3, 1, 2]), [0, 2, 3].into());
        assert_eq!(in_order(&[2, 1, 0]).len(), 1);
        assert!(in_order(&[]).is_empty());
    }
}

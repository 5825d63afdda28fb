//! A column of words: a choice, an ordered choice, several choices in one cell, or a text of the respondent's own.
//!
//! Choices come back, texts do not. With many responses that is counted; with few, short answers without a full stop
//! are taken for choices only where some come back, and it is said that there are too few to be sure.

use std::collections::HashMap;

use super::apart::{Apart, apart};
use super::arrange::arranged;
use super::found::{ColumnKind, ColumnSeen, OptionSeen};
use super::kind::Column;
use super::order::order;
use super::several::{Joined, learn};
use super::shape;
use super::tally::Value;

/// From so many answers on, what comes back is counted.
const ENOUGH: u64 = 20;

/// More options are not listed one by one where most of them are rare.
const LISTED: usize = 30;

/// Judges a column whose cells are words.
pub fn judge(column: &Column<'_>, seen: &mut ColumnSeen) {
    let answers: Vec<&Value> =
        column.values.iter().filter(|value| apart(&value.text) != Some(Apart::Missing)).collect();
    if answers.is_empty() {
        return seen.is(ColumnKind::Open, "nothing but signs for no answer");
    }
    if scale(column, seen) || several(column, seen) {
        return;
    }
    let part = column.header.part.as_deref();
    // The option "other" of a question with one column an option holds its own name, and no text.
    let ticked = part.is_some_and(|part| answers.iter().all(|value| shape::plain(&value.text) == shape::plain(part)));
    let own_text = !ticked && shape::is_other_text(part.unwrap_or(&column.header.question));
    match own_text {
        true => seen.is(ColumnKind::Open, "its header asks for an own text"),
        false if is_choice(column, &answers, seen) => choice(column, seen),
        false => seen.is(ColumnKind::Open, "its texts seldom come back"),
    }
}

fn scale(column: &Column<'_>, seen: &mut ColumnSeen) -> bool {
    if column.tally.is_many() {
        return false;
    }
    let labels: Vec<&str> = column.values.iter().map(|value| value.text.as_str()).collect();
    let Some(found) = order(&labels) else { return false };
    let option = |place: &usize| {
        let value = &column.values[*place];
        OptionSeen { label: value.text.clone(), code: None, count: value.count }
    };
    let outside = found.outside.iter().filter(|&&place| apart(labels[place]) != Some(Apart::Missing));
    seen.options = found.places.iter().chain(outside).map(option).collect();
    seen.values = found.values.unwrap_or_else(|| (1..=found.places.len()).map(|place| place as f64).collect());
    seen.is(ColumnKind::Scale, found.why);
    true
}

fn several(column: &Column<'_>, seen: &mut ColumnSeen) -> bool {
    // A row of a grid may hold several answers too; an option of its own never holds more than its name.
    if column.header.part.is_some() && column.values.len() <= 2 {
        return false;
    }
    let answers: Vec<Value> =
        column.values.iter().filter(|value| apart(&value.text) != Some(Apart::Missing)).cloned().collect();
    match learn(&answers, column.separators) {
        Joined::Several(found) => {
            let options: Vec<OptionSeen> =
                found.options.into_iter().map(|(label, count)| OptionSeen { label, code: None, count }).collect();
            note_capitals(&options, seen);
            seen.options = options;
            if found.own_words > 0 {
                seen.notes.push(format!("{} answers in the respondents' own words", found.own_words));
            }
            if !found.ambiguous.is_empty() {
                let first = &found.ambiguous[0];
                let text = format!("`{first}` can be read as one option or as several; it is read as one");
                seen.notes.push(text);
            }
            seen.is(
                ColumnKind::Multiple,
                format!("several answers a cell, parted by `{}`", found.separator.escape_debug()),
            );
            seen.separator = Some(found.separator);
            true
        }
        Joined::Unsure(separator) => {
            let text = "may hold several answers a cell, but they cannot be told apart: left whole; name its options to part them";
            seen.notes.push(format!("`{}` {text}", separator.escape_debug()));
            false
        }
        Joined::No => false,
    }
}

fn is_choice(column: &Column<'_>, answers: &[&Value], seen: &mut ColumnSeen) -> bool {
    let counted: u64 = answers.iter().map(|value| value.count).sum::<u64>() + column.tally.beyond;
    let different = answers.len();
    let long = answers.iter().filter(|value| shape::is_sentence(&value.text) || value.text.len() > 150).count();
    if counted < ENOUGH {
        seen.notes.push(format!("{counted} answers are too few to be sure of its kind"));
        let short =
            answers.iter().all(|value| shape::words(&value.text) <= 6 && !value.text.ends_with(['.', '!', '?']));
        let come_back = different as u64 * 3 <= counted * 2 || is_yes_or_no(answers);
        let few = counted <= 3 && answers.iter().all(|value| shape::words(&value.text) <= 2);
        return short && (come_back || few);
    }
    let often = often(counted);
    let frequent: Vec<&&Value> = answers.iter().filter(|value| value.count >= often).collect();
    let covered: u64 = frequent.iter().map(|value| value.count).sum();
    // Null answers such as `no` come back in every text; a choice has at least two that do, or nothing else.
    let real = frequent.iter().filter(|value| !is_refusal(&value.text)).count();
    let enough = covered * 10 >= counted * 8 && (real >= 2 || different <= 3);
    let lists = frequent.len() as u64 * 4 <= counted.max(48) && frequent.len() <= 300;
    enough && lists && long * 2 <= different.max(1)
}

/// How often an answer must come back to count as an option.
fn often(answers: u64) -> u64 {
    (answers / 200).max(2)
}

fn is_refusal(text: &str) -> bool {
    ["no", "none", "nope", "nothing", "n/a", "nein", "nichts", "non", "rien", "nada", "niente", "nee", "no comment"]
        .contains(&&*shape::plain(text))
}

fn is_yes_or_no(answers: &[&Value]) -> bool {
    const WORDS: &[&str] = &[
        "yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "si", "sim", "nao", "nee", "male", "female",
    ];
    answers.iter().all(|value| WORDS.contains(&&*shape::plain(&value.text)))
}

/// Answers that are said to be one, for each column.
const ALIKE: usize = 3;

/// Says where answers differ in nothing but capitals and blanks, and how often each wording stands in the file.
fn note_capitals(options: &[OptionSeen], seen: &mut ColumnSeen) {
    let folded = |label: &str| label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut groups: Vec<(String, Vec<&OptionSeen>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for option in options {
        let key = folded(&option.label);
        let at = *places.entry(key.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[at].1.push(option);
    }
    let alike: Vec<Vec<&OptionSeen>> =
        groups.into_iter().map(|(_, wordings)| wordings).filter(|wordings| wordings.len() > 1).collect();
    let said = alike.iter().take(ALIKE).map(|wordings| {
        let each: Vec<String> =
            wordings.iter().map(|option| format!("`{}` ({})", option.label, option.count)).collect();
        each.join(" and ")
    });
    let said = said.collect::<Vec<_>>().join(", ");
    let more = alike.len().saturating_sub(ALIKE);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    if !alike.is_empty() {
        let what =
            "differ in capitals or blanks only and are counted apart; `labels` of the question puts them together";
        seen.notes.push(format!("{said}{more} {what}"));
    }
}

fn choice(column: &Column<'_>, seen: &mut ColumnSeen) {
    let mut options: Vec<&Value> =
        column.values.iter().filter(|value| apart(&value.text) != Some(Apart::Missing)).collect();
    let counted: u64 = options.iter().map(|value| value.count).sum();
    // Most frequent first, then by first appearance; what stands apart comes last.
    options.sort_by_key(|value| (apart(&value.text).is_some(), std::cmp::Reverse(value.count)));
    if options.len() > LISTED || column.tally.is_many() {
        let often = often(counted);
        let before = options.len();
        options.retain(|value| value.count >= often);
        let rare = before - options.len();
        if rare > 0 {
            seen.notes.push(format!("{rare} more answers are rare: the respondents' own words, or seldom chosen"));
        }
    }
    let seen_option = |value: &Value| OptionSeen { label: value.text.clone(), code: None, count: value.count };
    let order = arranged(&options.iter().map(|value| value.text.as_str()).collect::<Vec<_>>());
    let options: Vec<&Value> =
        order.map_or(options.clone(), |places| places.into_iter().map(|place| options[place]).collect());
    let options: Vec<OptionSeen> = options.into_iter().map(seen_option).collect();
    note_capitals(&options, seen);
    seen.options = options;
    seen.is(ColumnKind::Single, "its answers come back");
}

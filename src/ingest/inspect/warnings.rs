//! What a person should know of an export before using it, said once and in order.

use super::found::{ColumnKind, ColumnSeen, QuestionSeen};
use super::opened::Opened;
use super::pass::Passed;
use crate::diag::{Diagnostic, Place};

/// Columns that are named in one warning.
const NAMED: usize = 5;

/// Every warning about an export.
pub fn all(
    opened: &mut Opened,
    passed: &Passed,
    columns: &[ColumnSeen],
    questions: &[QuestionSeen],
) -> Vec<Diagnostic> {
    let mut warnings = opened.sheet.warnings.clone();
    warnings.extend(opened.sheet.rows.warnings());
    let file = &opened.sheet.shown;
    let warn = |message: String| Diagnostic::warning(Place::file(file), message);
    warnings.extend(opened.layout.warnings.iter().map(|warning| warn(warning.clone())));
    if passed.rows == 0 {
        warnings.push(warn("the file has headers and no responses".to_owned()));
    }
    let bad: u64 =
        passed.set_aside.iter().filter(|aside| aside.reason.contains("cannot be read")).map(|aside| aside.count).sum();
    if let Some(first) = passed.bad_rows.first() {
        let place = Place { line: first.place.line, ..Place::file(file) };
        warnings.push(Diagnostic::warning(place, format!("{bad} rows cannot be read; the first: {}", first.reason)));
    }
    let doubles = &passed.doubles;
    warnings.extend(doubles.ids_said().map(warn));
    if doubles.texts > 0 {
        let what = "texts repeat an earlier one of their column but for case and signs";
        warnings.push(warn(format!("{} {what}", doubles.texts)));
    }
    if doubles.near > 0 {
        let of = if doubles.partial { ", of the first that were compared" } else { "" };
        warnings
            .push(warn(format!("{} texts are nearly the same as an earlier one of their column{of}", doubles.near)));
    }
    if doubles.rows > doubles.ids
        && columns.iter().any(|column| matches!(column.kind, ColumnKind::Date | ColumnKind::Open))
    {
        warnings.push(warn(format!("{} responses are the same as an earlier one in every cell", doubles.rows)));
    }
    warnings.extend(gathered(columns).into_iter().map(|(note, names)| warn(format!("{}: {note}", listed(&names)))));
    let proposed: Vec<String> = columns
        .iter()
        .filter(|column| {
            let cells: u64 = column.proposed_missing.iter().map(|(_, count)| count).sum();
            // In a text a few such answers are the respondents' own.
            cells > 0 && (column.kind != ColumnKind::Open || cells * 10 >= column.base)
        })
        .map(|column| {
            let values: Vec<String> =
                column.proposed_missing.iter().map(|(text, count)| format!("`{text}` ({count})")).collect();
            format!("{} has {}", shown(column), values.join(", "))
        })
        .collect();
    if !proposed.is_empty() {
        let more = proposed.len().saturating_sub(NAMED);
        let and = if more > 0 { format!(" and {more} more columns") } else { String::new() };
        let first = proposed[..proposed.len().min(NAMED)].join("; ");
        warnings
            .push(warn(format!("may stand for no answer: {first}{and}")).hint("declare them as `missing` if they do"));
    }
    if passed.rows > 0 && questions.is_empty() {
        warnings.push(warn("no column holds the answers to a question".to_owned()));
    }
    warnings
}

/// The notes of all columns, each with the columns that it is about.
fn gathered(columns: &[ColumnSeen]) -> Vec<(&str, Vec<String>)> {
    let mut gathered: Vec<(&str, Vec<String>)> = Vec::new();
    for column in columns {
        for note in &column.notes {
            match gathered.iter_mut().find(|(known, _)| known == note) {
                Some((_, names)) => names.push(shown(column)),
                None => gathered.push((note, vec![shown(column)])),
            }
        }
    }
    gathered
}

fn listed(names: &[String]) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => first,
        more => format!("{first} and {more} more columns"),
    }
}

fn shown(column: &ColumnSeen) -> String {
    const SHOWN: usize = 40;
    let name: String = column.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = name.chars().take(SHOWN).collect();
    let cut = if short.len() < name.len() { "…" } else { "" };
    format!("#{} `{short}{cut}`", column.position)
}

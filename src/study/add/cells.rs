//! The answers of a new wave in the form that the study's questions are read in: its columns, its words for the options.

use std::collections::BTreeMap;

use super::questions::Known;
use crate::diag::Diagnostic;
use crate::ingest::Column;
use crate::ingest::responses::Kind;
use crate::study::init::Clean;
use crate::study::waves::later_column;
use crate::study::{ClosedQuestion, Study};

/// A column of the file: its name, and the cell of each respondent.
pub(super) type Cells = (String, Vec<String>);

/// The columns of one question; `options` are its options by those of the export.
pub(super) fn cells(
    study: &Study,
    known: Known<'_>,
    clean: &Clean,
    options: &BTreeMap<String, String>,
) -> Result<Vec<Cells>, Diagnostic> {
    let mut names = Vec::new();
    for column in known.columns() {
        match column {
            Column::Name(name) => names.push(name.clone()),
            Column::Position(place) => {
                let message = format!("the question `{}` names its column by its place, `#{place}`", known.asked().id);
                let hint = "name its columns by their headers, which every wave can have".to_owned();
                return Err(study.mistake(&format!("#{place}"), message, hint));
            }
        }
    }
    let label = |label: &str| options.get(label).cloned().unwrap_or_else(|| label.to_owned());
    let Known::Closed(closed) = known else { return Ok(one_cell(names, clean, &label)) };
    if closed.kind != Kind::Multiple {
        return Ok(one_cell(names, clean, &label));
    }
    let rows = chosen(clean, &label);
    if closed.has_a_column_an_option() {
        return Ok(ticked(closed, names, &rows));
    }
    if names.len() == 1 {
        let separator = closed.separator.as_deref().unwrap_or(";");
        let join = |row: &Option<Vec<String>>| row.as_ref().map(|all| all.join(separator)).unwrap_or_default();
        return Ok(names.into_iter().map(|name| (name, rows.iter().map(join).collect())).collect());
    }
    let most = rows.iter().flatten().map(Vec::len).max().unwrap_or_default();
    if most > names.len() {
        let message = format!("the question `{}` has {} columns, and somebody chose {most}", closed.id, names.len());
        let hint = "declare it with one column an option to add a wave".to_owned();
        return Err(study.mistake(&format!("\"{}\"", closed.id), message, hint));
    }
    let side_by_side = names.into_iter().enumerate().map(|(place, name)| {
        let cell = |row: &Option<Vec<String>>| row.as_ref().and_then(|all| all.get(place)).cloned().unwrap_or_default();
        (name, rows.iter().map(cell).collect())
    });
    Ok(side_by_side.collect())
}

fn one_cell(names: Vec<String>, clean: &Clean, label: &dyn Fn(&str) -> String) -> Vec<Cells> {
    let cell = |cell: &String| if cell.trim().is_empty() { String::new() } else { label(cell) };
    let cells = clean.columns.first().map_or_else(Vec::new, |(_, cells)| cells.iter().map(cell).collect());
    names.into_iter().take(1).map(|name| (name, cells.clone())).collect()
}

/// What each respondent chose, in the study's words; `None` where the question was not answered.
fn chosen(clean: &Clean, label: &dyn Fn(&str) -> String) -> Vec<Option<Vec<String>>> {
    let rows = clean.columns.first().map_or(0, |(_, cells)| cells.len());
    let cell = |place: usize, row: usize| {
        clean.columns.get(place).and_then(|(_, cells)| cells.get(row)).map_or("", |c| c.trim())
    };
    let of_row = |row: usize| {
        if clean.spec.kind != Kind::Multiple {
            let only = cell(0, row);
            return (!only.is_empty()).then(|| vec![label(only)]);
        }
        let options = clean.spec.options.iter().enumerate();
        let answered = (0..clean.columns.len()).any(|place| !cell(place, row).is_empty());
        let mut all: Vec<String> =
            options.filter(|(place, _)| cell(*place, row) == "1").map(|(_, option)| label(option)).collect();
        all.dedup();
        answered.then_some(all)
    };
    (0..rows).map(of_row).collect()
}

/// One column an option, and one for each option that came later.
fn ticked(closed: &ClosedQuestion, names: Vec<String>, rows: &[Option<Vec<String>>]) -> Vec<Cells> {
    let (yes, no) = closed.chosen.first().map_or((None, ""), |chosen| (Some(chosen.as_str()), "0"));
    let later = closed.new_options.iter().filter(|option| !closed.options.contains(option));
    let later = later.map(|option| (later_column(&closed.id, option), option));
    let columns = names.into_iter().zip(&closed.options).chain(later);
    let column = |(name, option): (String, &String)| {
        let cell = |row: &Option<Vec<String>>| match row {
            None => String::new(),
            Some(all) if all.contains(option) => yes.unwrap_or(option).to_owned(),
            Some(_) => no.to_owned(),
        };
        (name, rows.iter().map(cell).collect())
    };
    columns.map(column).collect()
}

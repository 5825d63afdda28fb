//! How far the coders of a study agree, and where they do not; and the sheet in which disagreements are settled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::run::tag_comments;
use super::{Question, Study, StudyError};
use crate::diag::{Diagnostic, Place};
use crate::export::Form;
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, Decision, Record, SETTLED_COLUMNS, open_records, read_codings};
use crate::measure::coders::{
    Coefficients, Disagreement, Disputed, Panel, TAGGER, coefficients, disagreement_table, disagreements,
};
use crate::measure::{Agreement, Table, agreement, decide, set_aside};
use crate::tag::{Tagger, Tags};

/// What is asked of the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Whether the tagger is one of the coders.
    pub tagger: bool,
    /// Whether to show the tagger's disagreements on comments held out.
    pub held_out: bool,
}

/// The agreement of the coders of one open question.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// Id of the question.
    pub question: String,
    /// The people, in the order of the study.
    pub people: Vec<String>,
    /// Coders who decided on nothing.
    pub silent: Vec<String>,
    /// The coefficients.
    pub coefficients: Vec<Coefficients>,
    /// Precision, recall and F1 of the tagger; none without the tagger.
    pub scores: Vec<Agreement>,
    /// Where they disagree.
    pub disputed: Disputed,
    /// The disagreements as a table.
    pub table: Table,
    /// The sheet in which to settle them.
    pub sheet: Form,
}

/// Measures the agreement on one open question.
///
/// # Errors
/// There are not two coders, or two have one name.
pub fn agree(study: &Study, question: &Question<'_>, asking: Asking) -> Result<Agreed, StudyError> {
    let comments = &question.comments.comments;
    let tags: Vec<Tags> = tag_comments(&Tagger::new(&question.codebook), comments);
    let reasons = set_aside(comments, &question.open.set_aside);
    let coded = decide(&question.codebook, comments, &tags, reasons, &question.codings, study.themes.source);
    let panel = Panel::new(&coded, &question.codings, &question.settled, &question.split, asking.tagger);
    two_coders(study, question, &panel)?;
    let disputed = disagreements(&panel, asking.held_out);
    let scores = if asking.tagger {
        agreement(&coded, &question.codings, &question.settled, &question.split)
    } else {
        Vec::new()
    };
    let read: Vec<Agreement> = scores.into_iter().filter(|of| !panel.silent.contains(&of.coder)).collect();
    Ok(Agreed {
        question: question.open.id.clone(),
        people: panel.people.iter().map(|person| person.name.clone()).collect(),
        coefficients: coefficients(&panel),
        scores: read,
        table: disagreement_table(&question.open.id, &panel, &disputed),
        sheet: sheet(&panel, &disputed),
        disputed,
        silent: panel.silent,
    })
}

fn two_coders(study: &Study, question: &Question<'_>, panel: &Panel<'_>) -> Result<(), Diagnostic> {
    let names: Vec<&str> = question.codings.iter().map(|(name, _)| name.as_str()).collect();
    for (place, name) in names.iter().enumerate() {
        let found = match () {
            () if names[..place].contains(name) => format!("two coders of `{}` are named `{name}`", question.open.id),
            () if *name == TAGGER => format!("a coder is named `{TAGGER}`, as the program's own is"),
            () => continue,
        };
        return Err(study.mistake(name, found, "a coder is named as the file: rename one".to_owned()));
    }
    if panel.people.len() + usize::from(panel.with_tagger) > 1 && !panel.people.is_empty() {
        return Ok(());
    }
    let found = match (panel.people.len(), panel.silent.as_slice()) {
        (0, []) => format!("`{}` has no codings, expected at least one coder", question.open.id),
        (0, silent) => format!("{} of `{}` decided on no comment that is counted", silent.join(", "), question.open.id),
        _ => format!("`{}` has one coder, expected two or the tagger", question.open.id),
    };
    let hint =
        "`verbatims sample STUDY --coder NAME` writes a sheet to code in; name it under `codings` of the question";
    Err(study.mistake(&question.open.id, found, hint.to_owned()))
}

const BEFORE: [&str; 2] = ["comment", "theme"];
const AFTER: [&str; 3] = ["text", "value", "note"];

/// What stands before a coder's name in a header, so that no name is that of another column.
const CODER: &str = "coder:";

/// The disagreements as a sheet with an empty column `value`.
fn sheet(panel: &Panel<'_>, disputed: &Disputed) -> Form {
    let people = panel.people.iter().map(|person| format!("{CODER}{}", person.name));
    let header = BEFORE.into_iter().map(str::to_owned).chain(people);
    let header: Vec<String> = header.chain(SETTLED_COLUMNS.into_iter().chain(AFTER).map(str::to_owned)).collect();
    let value = u16::try_from(header.len() - 2).ok();
    let row = |one: &Disagreement| {
        let comment = &panel.coded.comments[one.comment];
        let said = |decision: &Option<Decision>| decision.map_or("", Decision::id).to_owned();
        let mut row = vec![comment.id.clone(), panel.coded.codebook.themes[one.theme].id.clone()];
        row.extend(one.people.iter().map(said));
        row.push(one.tagger.map_or("", |shows| if shows { "1" } else { "0" }).to_owned());
        row.push(one.tagger.map(|_| panel.evidence(one.comment, one.theme)).unwrap_or_default());
        row.extend([comment.text.clone(), String::new(), String::new()]);
        row
    };
    let rows = disputed.list.iter().map(row).collect();
    Form { name: "disagreements".to_owned(), header, rows, fill: value.map(|value| (value, value)) }
}

/// What a person wrote into a sheet of disagreements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// The rows with a value or a note, by their columns, in the order of the file.
    rows: Vec<BTreeMap<String, String>>,
    /// The decisions among them.
    pub values: usize,
}

/// Reads a sheet of disagreements back.
///
/// # Errors
/// The file is no such sheet, has a column that would be lost, a value that is no decision, or a row twice.
pub fn read_settled(path: &Path, shown: &str) -> Result<Settled, StudyError> {
    let mut records = open_records(path, shown, &Opening::default())?;
    let headers = records.headers().to_vec();
    let needed = || BEFORE.into_iter().chain(SETTLED_COLUMNS).chain(AFTER);
    let wrong = |found: String, hint: &str| Diagnostic::error(Place::line(shown, 1), found).hint(hint);
    for name in needed() {
        if !headers.iter().any(|header| header == name) {
            let found = format!("is there and has no column `{name}`: it is no sheet of disagreements");
            return Err(wrong(found, "name another file; nothing was written").into());
        }
        records.position(&Column::Name(name.to_owned()))?;
    }
    if let Some(other) = headers.iter().find(|name| !needed().any(|one| one == *name) && !name.starts_with(CODER)) {
        let found = format!("the column `{other}` is not one of the sheet's own and would be lost");
        return Err(wrong(found, "move what it says into `note`, or name another file; nothing was written").into());
    }
    let values = read_codings(path, shown, &mut Vec::new())?.len();
    let mut rows = Vec::new();
    while let Some(next) = records.next_row()? {
        let Record { cells, .. } = next.map_err(|bad| Diagnostic::error(bad.place, bad.reason))?;
        let row: BTreeMap<String, String> = headers.iter().cloned().zip(cells).collect();
        if ["value", "note"].iter().any(|column| row.get(*column).is_some_and(|cell| !cell.trim().is_empty())) {
            rows.push(row);
        }
    }
    Ok(Settled { rows, values })
}

/// The sheet with what a person wrote into an earlier one: their rows first, as they stand, then the others.
#[must_use]
pub fn with_settled(mut sheet: Form, settled: &Settled) -> Form {
    let of = |row: &BTreeMap<String, String>, column: &str| row.get(column).cloned().unwrap_or_default();
    let key =
        |row: &BTreeMap<String, String>| (of(row, "comment").trim().to_owned(), of(row, "theme").trim().to_owned());
    let known: BTreeSet<(String, String)> = settled.rows.iter().map(key).collect();
    // A coder who has left the study has still said what stands in the sheet.
    let gone = settled.rows.iter().flat_map(BTreeMap::keys).filter(|name| !sheet.header.contains(name));
    let gone: BTreeSet<String> = gone.cloned().collect();
    sheet.rows.retain(|row| !known.contains(&(row[0].clone(), row[1].clone())));
    for name in gone.into_iter().rev() {
        sheet.header.insert(BEFORE.len(), name);
        sheet.rows.iter_mut().for_each(|row| row.insert(BEFORE.len(), String::new()));
    }
    let kept = settled.rows.iter().map(|row| sheet.header.iter().map(|column| of(row, column)).collect());
    let kept: Vec<Vec<String>> = kept.collect();
    sheet.rows.splice(0..0, kept);
    sheet
}

/// Whether a question's codings name this file.
#[must_use]
pub fn is_listed(study: &Study, question: &Question<'_>, file: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let wanted = whole(file);
    wanted.is_some() && question.open.codings.iter().any(|coding| whole(&study.folder.join(coding)) == wanted)
}

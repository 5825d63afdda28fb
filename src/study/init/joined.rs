//! Several files of one survey as sources: answers of the same people side by side, and comments of which a person may have
//! written several in a source of their own.
//!
//! By which columns they are joined, and that no row is lost or multiplied, is `join`'s.

use std::collections::HashMap;

use super::commenters::{comment_ids, replies};
use super::join::{Join, likely};
use super::part::{Part, Read, agree, placed, read_part};
use super::people::{PeopleKey, same};
use super::plan::{Plan, asked, same_questions, wave};
use super::sources::{Source, Sources, Taken, beside_columns, questions, whole_numbers};
use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, Inspection, plain};
use crate::ingest::responses::Kind;
use crate::study::StudyError;

/// What is joined to the people so far.
struct People {
    /// The row of each respondent, by their id in the export.
    places: HashMap<String, usize>,
    /// Their number.
    count: usize,
    /// Questions with one answer a person.
    answers: Vec<Read>,
    /// Files with several rows a person, and whose each row is.
    apart: Vec<(Part, Vec<Option<usize>>)>,
}

/// Reads every file and makes the sources.
///
/// # Errors
/// A file cannot be read, asks what another asked, or holds nothing new; or the key of the study's people cannot be read.
pub(super) fn joined(plan: &Plan<'_>, join: &Join, made: &mut Sources, taken: &mut Taken) -> Result<(), StudyError> {
    let key = PeopleKey::of(plan.from.folder)?;
    let base = &plan.found[join.base];
    let mut part = read_part(&plan.from, join.base, base, &beside_columns(base, join.column(join.base)))?;
    let rows: Vec<String> = part.beside.key.take().iter().flatten().map(|cell| same(cell)).collect();
    let ids = people(&rows, &key, base, made);
    let mut beside = vec![("id", ids)];
    beside.extend(part.beside.date.take().map(|dates| ("date", dates)));
    beside.extend(part.beside.weight.take().map(|weights| ("weight", weights)));
    let mut wide = Source { id: "responses", comments: false, beside, questions: Vec::new(), carried: Vec::new() };
    let count = rows.len();
    let places = rows.into_iter().enumerate().map(|(row, id)| (id, row)).collect();
    let mut all = People { places, count, answers: part.questions, apart: Vec::new() };
    for at in (0..plan.found.len()).filter(|at| *at != join.base) {
        attach(plan, join, at, &mut all, made)?;
    }
    wide.questions = questions(made, taken, all.answers);
    for (number, (other, of_row)) in all.apart.into_iter().enumerate() {
        let source = written(made, taken, &wide, (number, other), &of_row);
        made.sources.push(source);
    }
    made.sources.insert(0, wide);
    made.key = Some(key);
    Ok(())
}

/// The ids that the respondents have in the study.
fn people(rows: &[String], key: &PeopleKey, base: &Inspection, made: &mut Sources) -> Vec<String> {
    let mut unknown = 0;
    let id = |id: &String| {
        unknown += usize::from(id.is_empty());
        if id.is_empty() { format!("R{unknown}") } else { key.id(id) }
    };
    let ids: Vec<String> = rows.iter().map(id).collect();
    made.people = ids.len();
    let said = "a keyed hash of the respondent's id; the key is in raw/, and whoever has it can tell who is who";
    made.said.push(("ids", said.to_owned()));
    if unknown > 0 {
        let what =
            format!("{unknown} rows of {} have no id: R1, R2 … by row, and nothing is joined to them", base.shown);
        made.warnings.push(what);
    }
    ids
}

/// Joins one more file to the people.
fn attach(plan: &Plan<'_>, join: &Join, at: usize, all: &mut People, made: &mut Sources) -> Result<(), StudyError> {
    let (found, base) = (&plan.found[at], &plan.found[join.base]);
    let mut wanted = beside_columns(found, join.column(at));
    wanted.id = own_id(found, join.columns.get(at).copied().unwrap_or_default());
    let mut other = read_part(&plan.from, at, found, &wanted)?;
    let keys = other.beside.key.iter().flatten();
    let of_row: Vec<Option<usize>> = keys.map(|cell| all.places.get(&same(cell)).copied()).collect();
    let mut rows_of: Vec<Option<usize>> = vec![None; all.count];
    for (row, place) in of_row.iter().enumerate() {
        if let Some(place) = *place {
            rows_of[place] = Some(row);
        }
    }
    let found_by = rows_of.iter().flatten().count();
    made.said.push(("joined", told(plan, join, at, of_row.len(), found_by)));
    let repeated = repeated(&all.answers, &other, &of_row);
    let differs = repeated.contains(&Some(false));
    if !differs && repeated.iter().all(Option::is_some) {
        let message = format!("holds no answer that is not in {} too, expected further questions", base.shown);
        return Err(Diagnostic::error(Place::file(&found.shown), message)
            .hint("begin the study with one of the two")
            .into());
    }
    if differs && same_questions(base, found) {
        return Err(wave(base, found));
    }
    leave_out(&mut other, &repeated, found, made);
    if found_by < of_row.len() {
        all.apart.push((other, of_row));
        return Ok(());
    }
    all.answers.extend(other.questions.into_iter().map(|(seen, mut answered)| {
        answered.answers = placed(&answered.answers, &rows_of);
        (seen, answered)
    }));
    Ok(())
}

/// Leaves out the questions that an earlier file has with the same answers.
fn leave_out(other: &mut Part, repeated: &[Option<bool>], found: &Inspection, made: &mut Sources) {
    let mut repeated = repeated.iter();
    let mut left = Vec::new();
    other.questions.retain(|(seen, _)| {
        let same = repeated.next() == Some(&Some(true));
        left.extend(same.then(|| format!("`{}`", seen.spec.question)));
        !same
    });
    if !left.is_empty() {
        let of = &found.shown;
        let said = format!("left out of {of}, because an earlier file has the same answers: {}", left.join(", "));
        made.said.push(("", said));
    }
}

/// The id of a comment itself, where the respondent's is another column.
fn own_id(found: &Inspection, key: usize) -> Option<Column> {
    let mut others = found
        .columns
        .iter()
        .filter(|column| column.position != key && column.distinct.is_none_or(|n| n == column.base));
    let named =
        |name: &str| likely(name, ColumnKind::Metadata) > 0 || plain(name).replace(' ', "").ends_with("commentid");
    others.find(|column| named(&column.name)).map(|column| Column::Position(column.position))
}

fn told(plan: &Plan<'_>, join: &Join, at: usize, rows: usize, found_by: usize) -> String {
    let name = |file: usize| {
        let position = join.columns.get(file).copied().unwrap_or_default();
        plan.found[file].columns.get(position.saturating_sub(1)).map_or("", |column| column.name.as_str())
    };
    let (shown, base_shown) = (&plan.found[at].shown, &plan.found[join.base].shown);
    format!(
        "{shown} to {base_shown} by `{}` and `{}`: all {rows} rows found theirs; {found_by} of {} respondents have one",
        name(at),
        name(join.base),
        plan.found[join.base].kept
    )
}

/// For each question of a file, whether it was asked in an earlier one, and then whether all answers agree.
fn repeated(before: &[Read], other: &Part, of_row: &[Option<usize>]) -> Vec<Option<bool>> {
    let same = |(seen, answered): &Read| {
        let (_, earlier) = before.iter().find(|(earlier, _)| asked(earlier) == asked(seen))?;
        Some(agree(&placed(&earlier.answers, of_row), &answered.answers))
    };
    other.questions.iter().map(same).collect()
}

/// Comments of which a person may have written several: a source of its own, in which each row has the answers of whoever
/// wrote it.
fn written(
    made: &mut Sources,
    taken: &mut Taken,
    wide: &Source,
    (number, part): (usize, Part),
    of_row: &[Option<usize>],
) -> Source {
    const IDS: [&str; 4] = ["comments", "comments-2", "comments-3", "comments-4"];
    let people = wide.beside.first().map(|(_, ids)| ids.as_slice()).unwrap_or_default();
    let of = |cells: &[String]| -> Vec<String> {
        of_row.iter().map(|place| place.and_then(|place| cells.get(place)).cloned().unwrap_or_default()).collect()
    };
    let ids = comment_ids(part.lines.len());
    let replies = replies(&part.beside, &ids);
    let mut beside = vec![("id", ids), ("author", of(people))];
    beside.extend(part.beside.date.clone().map(|dates| ("date", dates)));
    beside.extend(replies.map(|(replies, _)| ("reply_to", replies)));
    beside.extend(part.beside.reactions.clone().map(|reactions| ("reactions", whole_numbers(reactions))));
    let closed = wide.questions.iter().filter(|clean| clean.spec.kind != Kind::Open);
    let carried = closed.flat_map(|clean| &clean.columns).map(|(name, cells)| (name.clone(), of(cells))).collect();
    let questions = questions(made, taken, part.questions);
    Source { id: IDS.get(number).copied().unwrap_or("comments-more"), comments: true, beside, questions, carried }
}

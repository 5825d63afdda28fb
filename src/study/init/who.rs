//! By what a person of an export is known again in another one: an address, an id that names people, a profile, a name.
//!
//! It is held in memory against other exports of a study, and never written.

use std::collections::HashSet;

use super::commenters::Commenters;
use super::part::{read_columns, read_part};
use super::people::same;
use super::plan::Plan;
use super::sources::{beside_columns, is_comments};
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, plain};
use crate::ingest::personal::{Personal, personal};
use crate::ingest::{Column, IngestError, Thread};

/// Columns of an export that are looked at.
const LOOKED_AT: usize = 24;

/// By what people are known, row by row; blank where a row does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::study) struct Known {
    /// What it is, the same in every export that has it.
    pub by: String,
    /// What it is called for a person.
    pub named: String,
    /// The cells.
    pub cells: Vec<String>,
}

/// By what the people of an export are known, the surest first; nothing for several files that are joined, which have a key.
///
/// # Errors
/// The file cannot be read any more.
pub(in crate::study) fn known(plan: &Plan<'_>) -> Result<Vec<Known>, IngestError> {
    match plan.found.first().filter(|_| plan.join.is_none()) {
        Some(found) if is_comments(found) => commenters(plan, found),
        Some(found) => respondents(plan, found),
        None => Ok(Vec::new()),
    }
}

/// By what the people of a pasted thread are known: by their names.
pub(in crate::study) fn known_of_thread(thread: &Thread) -> Vec<Known> {
    let keys = thread.known.keys();
    let key = |author: Option<usize>| author.and_then(|number| keys.get(number - 1)).copied().unwrap_or_default();
    let cells = thread.comments.iter().map(|comment| key(comment.author).to_owned());
    vec![by_name(cells.collect())]
}

fn by_name(cells: Vec<String>) -> Known {
    Known { by: "name".to_owned(), named: "their names".to_owned(), cells }
}

fn commenters(plan: &Plan<'_>, found: &Inspection) -> Result<Vec<Known>, IngestError> {
    let part = read_part(&plan.from, 0, found, &beside_columns(found, None))?;
    let profiles = part.beside.profile.as_ref().map(|cells| cells.iter().map(|cell| same(cell)).collect::<Vec<_>>());
    let all = |cells: &Vec<String>| cells.iter().all(|cell| !cell.is_empty());
    let profiles =
        profiles.filter(all).map(|cells| Known { by: "profile".to_owned(), named: "their profiles".to_owned(), cells });
    let commenters = Commenters::of(&part.beside);
    let keys = commenters.names.keys();
    let key = |number: &usize| number.checked_sub(1).and_then(|at| keys.get(at)).copied().unwrap_or_default();
    let names = by_name(commenters.by_name.iter().map(|number| key(number).to_owned()).collect());
    Ok(profiles.into_iter().chain((!commenters.by_name.is_empty()).then_some(names)).collect())
}

fn respondents(plan: &Plan<'_>, found: &Inspection) -> Result<Vec<Known>, IngestError> {
    let may = |column: &&ColumnSeen| column.base > 1 && (column.kind == ColumnKind::Personal || names_people(column));
    let columns: Vec<&ColumnSeen> = found.columns.iter().filter(may).take(LOOKED_AT).collect();
    let places: Vec<Column> = columns.iter().map(|column| Column::Position(column.position)).collect();
    let (_, cells) = read_columns(&plan.from, 0, found, &places)?;
    let mut addresses = Vec::new();
    let mut ids = Vec::new();
    for (column, cells) in columns.into_iter().zip(cells) {
        let cells: Vec<String> = cells.iter().map(|cell| same(cell)).collect();
        let named = format!("`{}`", column.name);
        if personal("", &mut cells.iter().map(String::as_str)) == Some(Personal::Email) {
            addresses.push(Known { by: "e-mail".to_owned(), named, cells });
        } else if names_people(column) && are_ids(&cells) {
            let by = plain(&column.name).chars().filter(|c| c.is_alphanumeric()).collect();
            ids.push(Known { by, named, cells });
        }
    }
    let filled = |known: &Known| known.cells.iter().filter(|cell| !cell.is_empty()).count();
    let address = addresses.into_iter().rev().max_by_key(filled);
    Ok(address.into_iter().chain(ids).collect())
}

/// Whether a column is named as one of ids that people keep; a response, a submission or an interview is not a person.
fn names_people(column: &ColumnSeen) -> bool {
    const PEOPLE: &[&str] =
        &["participant", "panelist", "panellist", "member", "respondent", "person", "user", "customer", "employee"];
    const OUTSIDE: &[&str] = &["externalreference", "externaldatareference", "externalid", "externaldataid"];
    let letters: String = plain(&column.name).chars().filter(|c| c.is_alphanumeric()).collect();
    let is_id = ["id", "number", "code", "key", "no"].iter().any(|end| letters.ends_with(end));
    OUTSIDE.contains(&letters.as_str()) || (is_id && PEOPLE.iter().any(|person| letters.starts_with(person)))
}

/// Whether cells are ids: each stands once, and they are no numbers of rows, which begin anew in every export.
fn are_ids(cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let different: HashSet<&&String> = filled.iter().collect();
    let most = filled.len() as u64 * 10;
    let rows = filled.iter().all(|cell| cell.parse::<u64>().is_ok_and(|number| number <= most));
    filled.len() > 1 && different.len() == filled.len() && !rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_rows_and_what_stands_twice_are_no_ids_of_people() {
        let ids = |cells: &[&str]| are_ids(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        assert!(ids(&["118201", "118202", ""]) && ids(&["a1", "b2"]));
        assert!(!ids(&["1", "2", "3"]) && !ids(&["a1", "a1"]) && !ids(&["a1"]));
    }

    #[test]
    fn the_people_of_a_thread_are_known_by_their_names() {
        let text = "Ada Quill\n• 2nd\nBaker\n3d\nFirst of all, hello.\nLike\nReply\n\
                    Bo Reed\n• 3rd\nMiller\n2d\nAnd hello again.\nLike\nReply\n";
        let known = known_of_thread(&crate::ingest::parse_thread(text));
        assert_eq!((known[0].by.as_str(), known[0].cells.len()), ("name", 2));
        assert!(known[0].cells[0] != known[0].cells[1] && !known[0].cells[0].is_empty());
    }
}

//! `--interactive`: which column is the id and the weight, which of those about the response are kept, and how days are
//! written where the file does not tell.

use std::io;

use super::ask::{Asking, one_line, question};
use super::plan::Plan;
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection};
use crate::ingest::responses::Kind;

/// The word for no column.
const NONE: &str = "none";

/// Asks about the columns of one file.
pub(super) fn columns(asking: &mut Asking<'_>, plan: &mut Plan<'_>, at: usize) -> io::Result<()> {
    let joined = plan.join.is_some();
    let found = &mut plan.found[at];
    about_the_response(asking, found)?;
    if !joined && !super::sources::is_comments(found) {
        id(asking, found)?;
    }
    let may_weigh = |column: &ColumnSeen| matches!(column.kind, ColumnKind::Number | ColumnKind::Weight);
    if found.weight.is_some() || found.columns.iter().any(may_weigh) {
        let now = found.weight.as_ref().and_then(|weight| seen(found, weight)).map(|column| column.name.clone());
        let chosen = one(asking, found, "Column with the weight of each response", now.as_deref())?;
        found.weight = become_role(found, found.weight.clone(), chosen, ColumnKind::Weight);
    }
    days(asking, plan, at)
}

/// A column of a reference.
fn seen<'f>(found: &'f Inspection, column: &Column) -> Option<&'f ColumnSeen> {
    found.columns.iter().find(|seen| match column {
        Column::Name(name) => seen.name.trim() == name.trim(),
        Column::Position(position) => seen.position == *position,
    })
}

/// Columns about the response: left out, unless somebody asks for them.
fn about_the_response(asking: &mut Asking<'_>, found: &mut Inspection) -> io::Result<()> {
    let left: Vec<(usize, String)> = found
        .columns
        .iter()
        .filter(|column| column.kind == ColumnKind::Metadata && column.base > 0)
        .map(|column| (column.position, column.name.clone()))
        .collect();
    if left.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = left.iter().map(|(_, name)| name.as_str()).collect();
    asking.tell(&format!("\nAbout the response, and left out: {}", one_line(&names.join("; "))))?;
    let mut chosen: Vec<usize> = Vec::new();
    loop {
        let answer = asking.text("  keep as questions, parted by `;`", NONE)?;
        if answer.eq_ignore_ascii_case(NONE) {
            return Ok(());
        }
        let mut unknown = None;
        for name in answer.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            match left.iter().find(|(_, own)| own.trim().eq_ignore_ascii_case(name)) {
                Some((position, _)) => chosen.push(*position),
                None => unknown = Some(name.to_owned()),
            }
        }
        match unknown {
            Some(name) => {
                chosen.clear();
                asking.tell(&format!("  found `{name}`, expected one of: {}", one_line(&names.join("; "))))?;
            }
            None => break,
        }
    }
    for column in found.columns.iter_mut().filter(|column| chosen.contains(&column.position)) {
        let word = asking.one_of(
            &format!("  kind of `{}`: single, open", one_line(&column.name)),
            &["single", "open"],
            "single",
        )?;
        let kind = if word == "open" { Kind::Open } else { Kind::Single };
        column.kind = if kind == Kind::Open { ColumnKind::Open } else { ColumnKind::Single };
        let made = question(column, kind);
        if found.questions.iter().all(|seen| seen.spec.id != made.spec.id) {
            found.questions.push(made);
        }
    }
    Ok(())
}

fn id(asking: &mut Asking<'_>, found: &mut Inspection) -> io::Result<()> {
    let now = found.id.as_ref().and_then(|id| seen(found, id)).map(|column| column.name.clone());
    let chosen = one(asking, found, "\nColumn with the respondent's id", now.as_deref())?;
    found.id = become_role(found, found.id.clone(), chosen, ColumnKind::Id);
    Ok(())
}

/// The place of one of the columns, by its name or as `#3`; `None` for no column.
fn one(asking: &mut Asking<'_>, found: &Inspection, what: &str, now: Option<&str>) -> io::Result<Option<usize>> {
    loop {
        let answer = asking.text(&format!("{what}, or none"), now.unwrap_or(NONE))?;
        if answer.eq_ignore_ascii_case(NONE) {
            return Ok(None);
        }
        let plain = found.columns.iter().find(|column| column.name.trim().eq_ignore_ascii_case(answer.trim()));
        if let Some(column) = plain.or_else(|| seen(found, &Column::from(answer.clone()))) {
            return Ok(Some(column.position));
        }
        asking.tell(&format!("  found `{answer}`, expected the name of a column, or #3 for the third"))?;
    }
}

/// Gives a column a role that it takes from another, which is then about the response.
fn become_role(found: &mut Inspection, now: Option<Column>, chosen: Option<usize>, kind: ColumnKind) -> Option<Column> {
    let before = now.as_ref().and_then(|column| seen(found, column)).map(|column| column.position);
    if before == chosen {
        return now;
    }
    for column in &mut found.columns {
        if Some(column.position) == chosen {
            column.kind = kind;
        } else if column.kind == kind {
            column.kind = ColumnKind::Metadata;
        }
    }
    let place = chosen?;
    let name = found.columns.iter().find(|column| column.position == place).map(|column| column.name.clone());
    let own = |column: &Column| match column {
        Column::Position(position) => *position == place,
        Column::Name(other) => name.as_ref() == Some(other),
    };
    found.questions.retain(|seen| !(seen.spec.columns.len() == 1 && seen.spec.columns.iter().all(own)));
    Some(Column::Position(place))
}

/// Whether the day or the month stands first, where every date fits both ways.
fn days(asking: &mut Asking<'_>, plan: &mut Plan<'_>, at: usize) -> io::Result<()> {
    const UNTOLD: &str = "day and month cannot be told apart";
    let untold =
        |column: &&ColumnSeen| column.kind == ColumnKind::Date && column.notes.iter().any(|note| note.contains(UNTOLD));
    let Some(column) = plan.found[at].columns.iter().find(untold) else { return Ok(()) };
    let example = column.examples.first().map(|cell| format!(", as in {}", one_line(cell))).unwrap_or_default();
    let question = format!(
        "\nIn `{}` the day and the month fit both ways{example}. First: day, month, unknown",
        one_line(&column.name)
    );
    plan.day_first = match asking.one_of(&question, &["day", "month", "unknown"], "unknown")?.as_str() {
        "day" => Some(true),
        "month" => Some(false),
        _ => plan.day_first,
    };
    Ok(())
}

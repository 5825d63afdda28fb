//! What `init` says of an export at the top of `study.toml`: what it is, what was left out, what to look at.

use super::export::Told;
use super::page::Page;
use super::plan::Plan;
use super::sources::Sources;
use crate::ingest::inspect::{ColumnKind, Inspection};
use crate::ingest::personal::Masked;
use crate::ingest::{Column, NAME_MASK};

/// Writes what was found as comments; nothing in them gives anybody away.
pub(super) fn write(page: &mut Page, plan: &Plan<'_>, made: &Sources, told: &Told) {
    let mut fact = |what: &str, said: &str| page.fact(what, &Masked::default().mask(said));
    for (found, raw) in plan.found.iter().zip(&told.raw) {
        of_file(&mut fact, found, raw);
    }
    for source in &made.sources {
        let of = if made.sources.len() > 1 { format!("{}: ", source.file()) } else { String::new() };
        if let Some((_, dates)) = source.beside.iter().find(|(name, _)| *name == "date")
            && let (Some(first), Some(last)) = (dates.first(), dates.last())
        {
            fact("dates", &format!("{of}{first} in the first row, {last} in the last"));
        }
    }
    made.said.iter().for_each(|(what, said)| fact(what, said));
    let replies: Vec<String> =
        plan.found.iter().filter_map(|found| found.comment.reply_to.as_ref().map(named)).collect();
    let of_kind = |kind| {
        let all = plan.found.iter().flat_map(|found| columns(found, kind));
        all.filter(|name| !replies.contains(name)).collect::<Vec<_>>()
    };
    for (what, about, kind) in [
        ("dropped", "personal data", ColumnKind::Personal),
        ("left out", "about the response", ColumnKind::Metadata),
        ("left out", "blank throughout", ColumnKind::Blank),
    ] {
        let names = of_kind(kind);
        if !names.is_empty() {
            fact(what, &format!("{about}: {}", names.join(", ")));
        }
    }
    for (mask, word, count) in masked(made) {
        fact("masked", &format!("{word} in texts: {count}, as {mask}"));
    }
    fact("", "Names inside texts are not recognised: read the texts before you publish any.");
    warnings(plan).iter().for_each(|warning| fact("look at", warning));
    made.warnings.iter().for_each(|warning| fact("look at", warning));
}

/// What should be looked at, with its file where there are several.
pub(super) fn warnings(plan: &Plan<'_>) -> Vec<String> {
    let of_file = |(at, found): (usize, &Inspection)| {
        // Of what people wrote after their answers they may have written several.
        let expected = plan.join.as_ref().filter(|join| join.base != at).and_then(|_| found.doubles.ids_said());
        let told = found.warnings.iter().filter(|warning| expected.as_deref() != Some(&warning.message));
        let of = if plan.join.is_some() { format!("{}: ", found.shown) } else { String::new() };
        told.map(|warning| format!("{of}{}", warning.message)).collect::<Vec<String>>()
    };
    plan.found.iter().enumerate().flat_map(of_file).collect()
}

/// A column as a list names it.
fn named(column: &Column) -> String {
    match column {
        Column::Name(name) => format!("`{name}`"),
        Column::Position(position) => format!("`#{position}`"),
    }
}

fn of_file(fact: &mut dyn FnMut(&str, &str), found: &Inspection, raw: &str) {
    fact("platform", &format!("{} ({}), score {:.2}", found.format_name, found.format, found.score));
    found.evidence.iter().for_each(|seen| fact("", &format!("because {seen}")));
    fact("file", &format!("{raw}: {}, {} ({})", found.container, found.encoding, found.encoding_evidence));
    fact("responses", &format!("{} in the file, {} kept", found.responses, found.kept));
    found.set_aside.iter().for_each(|aside| fact("", &format!("{} left out: {}", aside.count, aside.reason)));
    for (cell, columns) in declared(found) {
        fact("no answer", &format!("`{cell}` in {columns} columns, as the file or its platform declares; blank here"));
    }
    if !found.bad_rows.is_empty() {
        fact("", &format!("{} rows left out that cannot be read", found.bad_rows.len()));
    }
}

/// Cells that the file declares to be no answer, and in how many columns of questions.
fn declared(found: &Inspection) -> std::collections::BTreeMap<&str, u64> {
    let mut counted = std::collections::BTreeMap::new();
    for column in found.columns.iter().filter(|column| column.question_id.is_some()) {
        column.declared_missing.iter().for_each(|cell| *counted.entry(cell.as_str()).or_default() += 1);
    }
    counted
}

/// What was masked in texts: its mask, its word, how often.
pub(super) fn masked(made: &Sources) -> impl Iterator<Item = (&'static str, &'static str, u64)> + '_ {
    let names = (made.cleaning.names > 0).then_some((NAME_MASK, "names of commenters", made.cleaning.names));
    made.cleaning.masked.found().chain(names)
}

/// The columns of a kind, by name.
pub(super) fn columns(found: &Inspection, kind: ColumnKind) -> Vec<String> {
    found.columns.iter().filter(|column| column.kind == kind).map(|column| format!("`{}`", column.name)).collect()
}

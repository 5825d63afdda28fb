//! What `init` says of an export at the top of `study.toml`: what it is, what was left out, what to look at.

use super::page::Page;
use crate::ingest::inspect::{ColumnKind, Inspection};
use crate::ingest::personal::Masked;

/// What is told, beside what was found.
pub(super) struct Told<'t> {
    /// Where the export was copied to.
    pub raw: &'t str,
    /// What became of the ids of respondents.
    pub ids: &'t str,
    /// The first and the last date in the file.
    pub dates: Option<(String, String)>,
    /// What was masked.
    pub masked: &'t Masked,
}

/// Writes what was found as comments; nothing in them gives anybody away.
pub(super) fn write(page: &mut Page, found: &Inspection, told: &Told<'_>) {
    let mut fact = |what: &str, said: &str| page.fact(what, &Masked::default().mask(said));
    fact("platform", &format!("{} ({}), score {:.2}", found.format_name, found.format, found.score));
    found.evidence.iter().for_each(|seen| fact("", &format!("because {seen}")));
    fact("file", &format!("{}: {}, {} ({})", told.raw, found.container, found.encoding, found.encoding_evidence));
    fact("responses", &format!("{} in the file, {} kept", found.responses, found.kept));
    found.set_aside.iter().for_each(|aside| fact("", &format!("{} left out: {}", aside.count, aside.reason)));
    if !found.bad_rows.is_empty() {
        fact("", &format!("{} rows left out that cannot be read", found.bad_rows.len()));
    }
    if let Some((first, last)) = &told.dates {
        fact("dates", &format!("{first} in the first row, {last} in the last"));
    }
    fact("ids", told.ids);
    let dropped = columns(found, ColumnKind::Personal);
    if !dropped.is_empty() {
        fact("dropped", &format!("personal data: {}", dropped.join(", ")));
    }
    let beside = columns(found, ColumnKind::Metadata);
    if !beside.is_empty() {
        fact("left out", &format!("about the response: {}", beside.join(", ")));
    }
    let blank = columns(found, ColumnKind::Blank);
    if !blank.is_empty() {
        fact("left out", &format!("blank throughout: {}", blank.join(", ")));
    }
    for (mask, word, count) in told.masked.found() {
        fact("masked", &format!("{word} in texts: {count}, as {mask}"));
    }
    fact("", "Names inside texts are not recognised: read the texts before you publish any.");
    for warning in &found.warnings {
        fact("look at", &warning.message);
    }
}

/// The columns of a kind, by name.
pub(super) fn columns(found: &Inspection, kind: ColumnKind) -> Vec<String> {
    found.columns.iter().filter(|column| column.kind == kind).map(|column| format!("`{}`", column.name)).collect()
}

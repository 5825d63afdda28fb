//! What the export of a new wave holds, made clean as `init` makes it.
//!
//! People who answered before keep their ids (`again`). Others that were numbered by row are named with the wave, so that
//! they stand for nobody of another wave. Where the study has a key of its people, the export's ids become the same keyed
//! hashes as in its other waves.

use std::collections::HashSet;

use super::Joining;
use super::again::{self, PEOPLE};
use super::cells::Cells;
use super::thread::{self, is_thread};
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::{ColumnKind, Inspection, plain};
use crate::ingest::personal::Masked;
use crate::ingest::read_thread;
use crate::ingest::responses::QuestionSpec;
use crate::study::init::{
    self, Clean, CleanSource, FromExport, KEY_FILE, Known, Names, PeopleKey, Plan, known, known_of_thread, sources,
};
use crate::study::{Source, Study, StudyError};

/// What the export holds.
pub(super) struct Responded {
    /// Its name in messages.
    pub shown: String,
    /// What it is, in a few words.
    pub summary: String,
    /// What was found in it, for the study's own file.
    pub facts: Vec<(&'static str, String)>,
    /// Its questions as they were found.
    pub asked: Vec<QuestionSpec>,
    /// Columns of personal data.
    pub dropped: Vec<String>,
    /// Whether a row is a comment.
    pub comments: bool,
    /// Whether it holds the totals of a poll.
    pub is_poll: bool,
    /// Where `init` would keep the export.
    pub raw: String,
    /// What stands beside the answers, by the name of its column; `id` is the first.
    pub beside: Vec<(&'static str, Vec<String>)>,
    /// The questions.
    pub questions: Vec<Clean>,
    /// Columns that conditions and weights of the study ask for, as they stand.
    pub carried: Vec<Cells>,
    /// What is masked in texts.
    pub masked: Masked,
    /// What became of ids and authors.
    pub said: Vec<(&'static str, String)>,
    /// Whether people of it answered before, with the same ids.
    pub same_people: bool,
    /// What should be looked at.
    pub warnings: Vec<String>,
}

impl Responded {
    /// What stands beside the answers in a column.
    pub(super) fn column(&self, name: &str) -> Option<&[String]> {
        self.beside.iter().find(|(column, _)| *column == name).map(|(_, cells)| cells.as_slice())
    }

    /// The questions that are none of the study's; a column that its conditions ask for is nothing new to it.
    pub(super) fn others(&self, found: &[Option<usize>]) -> Vec<usize> {
        let is_carried = |clean: &Clean| {
            let mut names = self.carried.iter().map(|(name, _)| name);
            names.any(|name| clean.spec.id == *name || plain(&clean.spec.question) == plain(name))
        };
        let other = |at: &usize| !found.contains(&Some(*at)) && !is_carried(&self.questions[*at]);
        (0..self.questions.len()).filter(other).collect()
    }
}

/// Reads an export and makes it clean.
///
/// # Errors
/// The file cannot be read, holds no responses, or none that are kept; or the key of the study's people cannot be read.
pub(super) fn responded(study: &Study, joining: &Joining<'_>, first: &Source) -> Result<Responded, StudyError> {
    let (mut found, source, known) =
        if is_thread(joining.file) { pasted(joining)? } else { export(study, joining, first)? };
    let source = named(study, joining, first, (source, &known), &mut found)?;
    Ok(Responded { comments: source.comments, beside: source.beside, questions: source.questions, ..found })
}

fn pasted(joining: &Joining<'_>) -> Result<(Responded, CleanSource, Vec<Known>), StudyError> {
    let shown = joining.file.display().to_string();
    let thread = read_thread(joining.file, &shown)?;
    let summary = format!("{} comments by {} people, as copied from the page", thread.comments.len(), thread.people);
    let mut warnings = Vec::new();
    if thread.folded > 0 {
        warnings.push(format!("{} comments were folded on the page and end early", thread.folded));
    }
    if thread.unplaced > 0 {
        warnings.push(format!("{} lines belong to no comment and were left out", thread.unplaced));
    }
    let found = Responded {
        facts: vec![("comments", summary.clone())],
        summary,
        shown,
        asked: Vec::new(),
        dropped: Vec::new(),
        comments: true,
        is_poll: false,
        raw: init::raw(joining.file, &mut Names::default()),
        beside: Vec::new(),
        questions: Vec::new(),
        carried: Vec::new(),
        masked: thread.masked,
        said: vec![("ids", "comments are c001, c002 … by row, with the wave before them".to_owned())],
        same_people: false,
        warnings,
    };
    Ok((found, thread::source(&thread), known_of_thread(&thread)))
}

fn export(
    study: &Study,
    joining: &Joining<'_>,
    first: &Source,
) -> Result<(Responded, CleanSource, Vec<Known>), StudyError> {
    let files = [joining.file.to_owned()];
    let (opening, format) = (joining.opening, joining.format);
    let plan = Plan::find(FromExport { files: &files, opening, format, folder: &study.folder })?;
    let mut made = sources(&plan)?;
    let Some((source, read)) = made.sources.pop().zip(plan.found.first()) else {
        let none = Diagnostic::error(Place::file(joining.file.display().to_string()), "holds no responses");
        return Err(none.hint("`verbatims inspect` shows what every row was taken for").into());
    };
    let mut warnings = made.warnings;
    let carried = super::carried::carried((study, joining.wave), first, (&plan, &source), &mut warnings)?;
    let dropped = read.columns.iter().filter(|column| column.kind == ColumnKind::Personal);
    let found = Responded {
        shown: read.shown.clone(),
        summary: format!("{}, {} responses, {} kept", read.format_name, read.responses, read.kept),
        facts: facts(read),
        asked: read.questions.iter().map(|seen| seen.spec.clone()).collect(),
        dropped: dropped.map(|column| format!("`{}`", column.name)).collect(),
        comments: source.comments,
        is_poll: is_poll(read),
        raw: init::raw(joining.file, &mut Names::default()),
        beside: Vec::new(),
        questions: Vec::new(),
        carried,
        masked: made.cleaning.masked,
        said: made.said,
        same_people: false,
        warnings,
    };
    Ok((found, source, known(&plan)?))
}

fn facts(read: &Inspection) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("platform", format!("{} ({}), score {:.2}", read.format_name, read.format, read.score)),
        ("responses", format!("{} in the file, {} kept", read.responses, read.kept)),
    ];
    facts.extend(read.set_aside.iter().map(|aside| ("", format!("{} left out: {}", aside.count, aside.reason))));
    facts
}

/// Whether a file holds the totals of a poll: it is a poll's, or has an option a row with its share or votes.
fn is_poll(read: &Inspection) -> bool {
    let names: Vec<String> = read.columns.iter().map(|column| column.name.trim().to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    read.format.contains("poll") || (has("option") && (has("percent") || has("votes")))
}

/// Gives people and comments their ids in the study.
fn named(
    study: &Study,
    joining: &Joining<'_>,
    first: &Source,
    (mut source, known): (CleanSource, &[Known]),
    found: &mut Responded,
) -> Result<CleanSource, StudyError> {
    let numbered = is_numbered(&source);
    if !numbered && study.folder.join(KEY_FILE).exists() {
        return hashed(study, joining, first, source, found);
    }
    let people = if source.comments { "author" } else { "id" };
    if numbered {
        name_with_wave(&mut source, joining.wave);
    }
    let earlier = again::earlier(study, joining, first);
    let column = source.beside.iter_mut().find(|(name, _)| *name == people).map(|(_, cells)| cells);
    let (Some(ids), false) = (column, known.is_empty()) else { return Ok(source) };
    match again::name_again(ids, known, &earlier, (joining.wave, numbered, source.comments)) {
        Some(again) => {
            found.same_people = again.people > 0;
            found.said.push((PEOPLE, again.said()));
            found.warnings.extend(again.doubled());
        }
        None if earlier.is_empty() => {
            let said = "nobody is known again: the export of no earlier wave stands in raw/ as it was read";
            found.said.push((PEOPLE, said.to_owned()));
        }
        None => {}
    }
    Ok(source)
}

/// The ids of a study that has a key of its people.
fn hashed(
    study: &Study,
    joining: &Joining<'_>,
    first: &Source,
    mut source: CleanSource,
    found: &mut Responded,
) -> Result<CleanSource, StudyError> {
    let key = PeopleKey::of(&study.folder)?;
    let ids = source.beside.iter_mut().filter(|(name, _)| *name == "id").flat_map(|(_, ids)| ids);
    ids.for_each(|id| *id = key.id(id));
    let said = "a keyed hash of those of the export, with the key in raw/ as in the first wave".to_owned();
    found.said.iter_mut().filter(|(what, _)| *what == "ids").for_each(|(_, old)| old.clone_from(&said));
    let waves = study.waves_of(&first.id).into_iter().filter(|source| source.wave.as_deref() != Some(joining.wave));
    let before: HashSet<String> = waves.filter_map(|source| again::ids_of(study, source)).flatten().collect();
    let ids = source.beside.first().map(|(_, ids)| ids.as_slice()).unwrap_or_default();
    let people = ids.iter().filter(|id| before.contains(*id)).count();
    found.same_people = people > 0;
    found.said.push((PEOPLE, again::said(people, "their ids")));
    Ok(source)
}

/// Whether the ids are numbers of rows, and not the export's own.
fn is_numbered(source: &CleanSource) -> bool {
    let of_row = |(row, id): (usize, &String)| *id == format!("R{}", row + 1);
    source.comments || source.beside.first().is_some_and(|(_, ids)| ids.iter().enumerate().all(of_row))
}

fn name_with_wave(source: &mut CleanSource, wave: &str) {
    let names = source.beside.iter_mut().filter(|(name, _)| matches!(*name, "id" | "author" | "reply_to"));
    for cell in names.flat_map(|(_, cells)| cells).filter(|cell| !cell.is_empty()) {
        *cell = format!("{wave}-{cell}");
    }
}

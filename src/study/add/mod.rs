//! A new export joined to a study as another wave: what is different is held against what the study says, and where all
//! is settled its answers become a source in the form that the study's questions are read in.
//!
//! Reading an export and making it clean is `init`'s; which waves answer which question is `waves`'. Here files are made;
//! `export` writes them.

mod alike;
mod cells;
mod drift;
mod edit;
mod first;
mod options;
mod page;
mod questions;
mod responded;
mod settle;

pub use drift::{Change, DRIFT, Drift};

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::init::Clean;
use super::questions::read_source;
use super::{Source, Study, StudyError};
use crate::diag::{Diagnostic, Place};
use crate::export::{Addition, WavesRecord};
use crate::ingest::sheet::Opening;
use crate::measure::answers::{AnswerBreakdown, ClosedInput, answers_of_rows};
use cells::{Cells, cells};
use questions::Known;
use responded::{Responded, responded};

/// An export to join to a study.
#[derive(Debug, Clone, Copy)]
pub struct Joining<'f> {
    /// The file.
    pub file: &'f Path,
    /// Its digest.
    pub digest: &'f str,
    /// Id of the wave.
    pub wave: &'f str,
    /// Id of the first wave, where the study does not say it yet.
    pub first: Option<&'f str>,
    /// The source that it is a wave of, where there are several.
    pub source: Option<&'f str>,
    /// How it is opened.
    pub opening: &'f Opening,
    /// Its platform, where that is not to be recognised.
    pub format: Option<&'f str>,
}

/// An export that was held against a study.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// What to write.
    pub addition: Addition,
    /// What is different.
    pub drift: Vec<Drift>,
    /// What was done, for a person.
    pub said: Vec<String>,
    /// What should be looked at.
    pub warnings: Vec<String>,
}

impl Joined {
    /// Whether nothing is left to be settled.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.drift.iter().all(|row| row.settled)
    }
}

/// What is joined to what.
struct Wave<'s> {
    study: &'s Study,
    id: &'s str,
    /// The source of the first wave.
    first: &'s Source,
    /// The source of this wave, where the study has it already.
    own: Option<&'s Source>,
    responded: Responded,
}

/// Holds an export against a study. `record` is what was added before.
///
/// # Errors
/// The export cannot be read, the study has no source that it could be a wave of, or the wave came from another file.
pub fn add(study: &Study, record: &WavesRecord, joining: &Joining<'_>) -> Result<Joined, StudyError> {
    let first = first::source(study, joining.source)?;
    let treated = study.treatments_of(&first.id);
    if !treated.is_empty() {
        return Err(StudyError::Invalid(treated));
    }
    let own = first::same_wave(study, record, joining, first)?;
    let responded = responded(study, joining)?;
    let wave = Wave { study, id: joining.wave, first, own, responded };
    let known = questions::known(study, &first.id, wave.id, false);
    let asked = &wave.responded.questions;
    let found = answered(&known, questions::matched(&known, asked), asked);
    if found.iter().all(Option::is_none) {
        let none = Diagnostic::error(
            Place::file(&wave.responded.found.shown),
            format!("holds no question of `{}`, expected another wave of it", first.id),
        );
        return Err(none
            .hint("`verbatims inspect` shows its questions; `was =` under a question names another wording")
            .into());
    }
    let (drift, suggested) = questions::drift(study, wave.id, &known, asked, &found);
    let mut joined = Joined { drift, ..Joined::default() };
    let answers = held(&wave, &known, (&found, &suggested), &mut joined)?;
    settle::list(&wave, &mut joined)?;
    say(&wave, &known, &found, &mut joined);
    joined.warnings.extend(wave.responded.warnings.iter().cloned());
    if joined.is_settled() {
        settle::settle(&wave, joining, (&known, &found), answers, &mut joined)?;
    }
    Ok(joined)
}

/// A question that nobody answered in their own words was not asked, as far as the file tells.
fn answered(known: &[Known<'_>], found: Vec<Option<usize>>, asked: &[Clean]) -> Vec<Option<usize>> {
    let blank = |clean: &Clean| clean.columns.iter().all(|(_, cells)| cells.iter().all(|cell| cell.trim().is_empty()));
    let keep = |(known, at): (&Known<'_>, Option<usize>)| {
        at.filter(|at| !(matches!(known, Known::Open(_)) && blank(&asked[*at])))
    };
    known.iter().zip(found).map(keep).collect()
}

/// The answers to the questions of the study, and what of their options is different; of questions that are only
/// suggested to be the same, the latter alone, so that a person sees all at once.
fn held(
    wave: &Wave<'_>,
    known: &[Known<'_>],
    (found, suggested): (&[Option<usize>], &[(usize, usize)]),
    joined: &mut Joined,
) -> Result<Vec<Cells>, StudyError> {
    let earlier = earlier(wave, known)?;
    let mut answers = Vec::new();
    for (place, (known, sure)) in known.iter().zip(found).enumerate() {
        let likely = suggested.iter().find(|pair| pair.0 == place).map(|pair| pair.1);
        let Some(at) = sure.or(likely) else { continue };
        let clean = &wave.responded.questions[at];
        let mut names = BTreeMap::new();
        if let Known::Closed(closed) = known {
            let mut seen = wave.responded.found.questions.iter().map(|seen| &seen.spec);
            let ordered = seen
                .find(|spec| spec.id == clean.spec.id)
                .is_some_and(|spec| spec.kind == crate::ingest::responses::Kind::Scale || spec.columns.len() > 1);
            let held = options::held(closed, clean, earlier.get(closed.id.as_str()), ordered);
            joined.drift.extend(held.drift);
            names = held.known;
        }
        if sure.is_some() {
            answers.extend(cells(wave.study, *known, clean, &names)?);
        }
    }
    Ok(answers)
}

/// What the last wave before gave, by question.
fn earlier<'s>(wave: &Wave<'s>, known: &[Known<'s>]) -> Result<HashMap<&'s str, AnswerBreakdown>, StudyError> {
    let study = wave.study;
    let mut found = HashMap::new();
    for source in study.waves_of(&wave.first.id).into_iter().filter(|source| source.wave.as_deref() != Some(wave.id)) {
        let asks = |known: &Known<'_>| matches!(known, Known::Closed(_)) && study.reads(source, known.asked());
        if !known.iter().any(asks) {
            continue;
        }
        let read = read_source(study, source, (&study.folder.join(&source.file), &source.file.display().to_string()))?;
        for (place, answered) in read.places.iter().zip(&read.responses.questions) {
            let counted = answers_of_rows(&ClosedInput { source: &source.id, answered });
            found.insert(study.closed[*place].id.as_str(), counted);
        }
    }
    Ok(found)
}

fn say(wave: &Wave<'_>, known: &[Known<'_>], found: &[Option<usize>], joined: &mut Joined) {
    let read = &wave.responded.found;
    joined.said.push(format!("{}: {}, {} responses, {} kept", read.shown, read.format_name, read.responses, read.kept));
    let there = found.iter().flatten().count();
    joined.said.push(format!("{there} of the {} questions of `{}` are in it", known.len(), wave.first.id));
    let dropped = read.columns.iter().filter(|column| column.kind == crate::ingest::inspect::ColumnKind::Personal);
    let dropped: Vec<String> = dropped.map(|column| format!("`{}`", column.name)).collect();
    if !dropped.is_empty() {
        joined.said.push(format!("personal data left out: {}", dropped.join(", ")));
    }
    let masked = &wave.responded.masked;
    joined.said.extend(masked.found().map(|(mask, word, count)| format!("{word} in texts: {count}, masked as {mask}")));
    let kept =
        known.iter().zip(found).filter(|(known, at)| at.is_some() && wave.study.is_gone(Some(wave.id), known.asked()));
    joined.warnings.extend(
        kept.map(|(known, _)| {
            format!("`{}` is said to be gone in this wave, and the export asks it", known.asked().id)
        }),
    );
}

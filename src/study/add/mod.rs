//! A new export joined to a study as another wave: what is different is held against what the study says, and where all
//! is settled its answers become a source in the form that the study's questions are read in.
//!
//! Who of it answered before is `again`'s. Reading an export and making it clean is `init`'s; which waves answer which question is `waves`'. Here files are made;
//! `export` writes them.

mod again;
mod alike;
mod carried;
mod cells;
mod comments;
mod drift;
mod edit;
mod first;
mod options;
mod page;
mod questions;
mod responded;
mod same_texts;
mod settle;
mod thread;

pub use drift::{Change, DRIFT, Drift};

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::questions::read_source;
use super::{Source, Study, StudyError};
use crate::diag::{Diagnostic, Place};
use crate::export::{Addition, WavesRecord};
use crate::ingest::responses::Kind;
use crate::ingest::sheet::Opening;
use crate::measure::answers::{AnswerBreakdown, ClosedInput, answers_of_rows};
use cells::{Cells, cells};
use comments::{POLLS, answered, only_comments};
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
    let own = first::same_wave(study, record, joining, first)?;
    let responded = responded(study, joining, first)?;
    let wave = Wave { study, id: joining.wave, first, own, responded };
    let known = questions::known(study, &first.id, wave.id, false);
    let asked = &wave.responded.questions;
    let found = match only_comments(&wave, &known) {
        Some(text) => vec![Some(text)],
        None => answered(&known, questions::matched(&known, asked), asked),
    };
    if found.iter().all(Option::is_none) {
        let none = Diagnostic::error(
            Place::file(&wave.responded.shown),
            format!("holds no question of `{}`, expected another wave of it", first.id),
        );
        return Err(none
            .hint(if wave.responded.is_poll {
                POLLS
            } else {
                "`verbatims inspect` shows its questions; `was =` under a question names another wording"
            })
            .into());
    }
    let (drift, suggested) = match only_comments(&wave, &known) {
        Some(_) => Default::default(),
        None => questions::drift(&wave, &known, &found),
    };
    let mut joined = Joined { drift, ..Joined::default() };
    let mut answers = held(&wave, &known, (&found, &suggested), &mut joined)?;
    joined.warnings.extend(same_texts::warnings(&wave, &known, &answers));
    answers.extend(wave.responded.carried.iter().cloned());
    settle::list(&wave, &mut joined)?;
    settle::say(&wave, &known, &found, &mut joined);
    joined.warnings.extend(wave.responded.warnings.iter().cloned());
    if joined.is_settled() {
        settle::settle(&wave, joining, (&known, &found), answers, &mut joined)?;
    }
    Ok(joined)
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
            let mut seen = wave.responded.asked.iter();
            let ordered = seen
                .find(|spec| spec.id == clean.spec.id)
                .is_some_and(|spec| spec.kind == Kind::Scale || spec.columns.len() > 1);
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

//! What a study is begun from, as it was found: a person may correct it before anything is written.

use std::path::{Path, PathBuf};

use super::Begun;
use super::export;
use super::join::{Join, join};
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::{Inspection, QuestionSeen, inspect, plain};
use crate::ingest::sheet::Opening;
use crate::study::StudyError;

/// An export to begin a study from: one file, or several that are one survey.
#[derive(Debug, Clone, Copy)]
pub struct FromExport<'f> {
    /// The files; at least one.
    pub files: &'f [PathBuf],
    /// How they are opened.
    pub opening: &'f Opening,
    /// Their platform, where that is not to be recognised.
    pub format: Option<&'f str>,
    /// The folder of the study, in which the key of its people stands where an earlier run made one.
    pub folder: &'f Path,
}

/// What was found in an export, before a study is made of it.
#[derive(Debug, Clone)]
pub struct Plan<'f> {
    pub(in crate::study) from: FromExport<'f>,
    /// The title of the study.
    pub(in crate::study) title: String,
    /// What was found in each file.
    pub(in crate::study) found: Vec<Inspection>,
    /// How several files are joined.
    pub(in crate::study) join: Option<Join>,
    /// Whether the day stands before the month, where dates fit both ways and a person told it.
    pub(in crate::study) day_first: Option<bool>,
}

impl<'f> Plan<'f> {
    /// Reads the files and says what they hold.
    ///
    /// # Errors
    /// A file cannot be read, or holds no responses or none that are kept; or several files are not one survey.
    pub fn find(from: FromExport<'f>) -> Result<Self, StudyError> {
        let mut found = Vec::with_capacity(from.files.len());
        for file in from.files {
            let inspection = inspect(file, from.opening, from.format)?;
            if inspection.kept == 0 || inspection.questions.is_empty() {
                let what = if inspection.kept == 0 { "responses" } else { "questions" };
                let none = format!("no {what} are left to begin a study with");
                return Err(Diagnostic::error(Place::file(&inspection.shown), none)
                    .hint("`verbatims inspect` shows what every row and column was taken for")
                    .into());
            }
            found.push(inspection);
        }
        let join = if found.len() > 1 { Some(joined(&from, &found)?) } else { None };
        let Some(first) = from.files.get(join.as_ref().map_or(0, |join| join.base)) else {
            return Err(Diagnostic::error(Place::file("FILE"), "there is no file, expected an export").into());
        };
        Ok(Self { title: title(first), from, found, join, day_first: None })
    }

    /// Makes the files of the study.
    ///
    /// # Errors
    /// A file cannot be read any more, or the key of the study's people cannot.
    pub fn begin(&self) -> Result<Begun, StudyError> {
        export::begin(self)
    }
}

/// Begins a study from an export as it was found.
///
/// # Errors
/// As [`Plan::find`] and [`Plan::begin`].
pub fn from_export(from: &FromExport<'_>) -> Result<Begun, StudyError> {
    Plan::find(*from)?.begin()
}

/// How the files are joined; two exports of the same questions are two waves.
fn joined(from: &FromExport<'_>, found: &[Inspection]) -> Result<Join, StudyError> {
    join(from, found).map_err(|error| {
        let pairs = (0..found.len()).flat_map(|one| (0..one).map(move |other| (other, one)));
        let waves = pairs.into_iter().find(|(one, other)| same_questions(&found[*one], &found[*other]));
        waves.map_or(error, |(one, other)| wave(&found[one], &found[other]))
    })
}

/// That a file asks what another asked, of other people or at another time.
pub(super) fn wave(first: &Inspection, second: &Inspection) -> StudyError {
    let message = format!("asks the same questions as {}, expected other answers of the same people", first.shown);
    let hint = format!(
        "these are two waves: begin the study with {}, then run `verbatims add STUDY {} --wave NAME`",
        first.shown, second.shown
    );
    Diagnostic::error(Place::file(&second.shown), message).hint(hint).into()
}

/// Whether two files ask for the most part the same.
pub(super) fn same_questions(one: &Inspection, other: &Inspection) -> bool {
    let asked = |found: &Inspection| found.questions.iter().map(asked).collect::<std::collections::BTreeSet<_>>();
    let (one, other) = (asked(one), asked(other));
    let same = one.intersection(&other).count();
    same * 5 >= one.len().min(other.len()) * 3
}

/// By what two questions of two files are the same.
pub(super) fn asked(seen: &QuestionSeen) -> String {
    plain(&seen.spec.question)
}

/// The title to begin with: the file's name in words.
fn title(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let words: Vec<&str> = stem
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '+'))
        .filter(|word| !word.is_empty())
        .collect();
    let title = words.join(" ");
    let mut letters = title.chars();
    letters.next().map_or_else(|| "A survey".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

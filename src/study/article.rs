//! The article of a study: written by `report`, verified by `verify` and `check`.
//!
//! What an article says and whether it holds is `article`'s.

use std::path::Path;

use super::beside::Beside;
use super::privacy::{self, DRAFT};
use super::run::{input, measured};
use super::{Study, StudyError, Survey, read_prepared};
use crate::article::{self, Facts, Format, Holds, Numbers, Statement};
use crate::chart::{self, Figure};
use crate::diag::{Diagnostic, Place};
use crate::export::Outputs;
use crate::ingest::IngestError;
use crate::measure::Results;
use crate::tag::Tags;

/// The name of the article in a study and in its output.
pub(super) const ARTICLE: &str = "article.md";

/// How the comment begins that marks an article as a draft: the one that `init` writes does.
pub(super) const DRAFT_MARK: &str = "<!-- draft";

/// Bytes that an article may have.
const MOST_BYTES: u64 = 64 << 20;

/// What was found in an article.
#[derive(Debug)]
pub struct Verified {
    /// Everything that it says of the study.
    pub statements: Vec<Statement>,
    /// What should be known of the study's files.
    pub warnings: Vec<Diagnostic>,
}

/// What texts are held against.
pub(super) fn facts<'a>(study: &'a Study, survey: &'a Survey<'_>, results: &Results, figures: &[Figure]) -> Facts<'a> {
    let comments = survey.questions.iter().flat_map(|question| &question.comments.comments);
    let mut own = vec![study.title.clone()];
    own.extend(results.poll.iter().map(|poll| poll.question.clone()));
    own.extend(results.closed().map(|found| found.question.clone()));
    own.extend(results.questions.iter().map(|question| question.question.clone()));
    own.extend(results.claims.iter().map(|claim| claim.text.clone()));
    Facts {
        numbers: Numbers::new(results, figures),
        comments: comments.map(|comment| (comment.id.as_str(), comment.text.as_str())).collect(),
        words: &study.words,
        names: &study.article.names,
        own,
        design: study.sample.design,
    }
}

/// The bytes of the study's own article, where it has one.
pub(super) fn own(study: &Study) -> Result<Option<String>, StudyError> {
    let path = study.folder.join(ARTICLE);
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = bytes_of(&path)?;
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        Diagnostic::error(Place::line(ARTICLE, line as u64 + 1), "the article is not UTF-8")
            .hint("save it as UTF-8")
            .into()
    })
}

/// That an article is marked as a draft, which `report` publishes only as one.
pub(super) fn unfinished(study: &Study, text: &str) -> Option<Diagnostic> {
    let line = text.lines().position(|line| line.trim_start().starts_with(DRAFT_MARK)).filter(|_| !study.draft)?;
    let place = Place::line(ARTICLE, line as u64 + 1);
    let message = "the article is marked as a draft and is left out of the report";
    let hint = format!("take out the comment that begins with `{DRAFT_MARK}` when it is written; `--draft` shows it");
    Some(Diagnostic::warning(place, message).hint(hint))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, StudyError> {
    let cannot = |source| IngestError::Read { path: path.to_owned(), source };
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > MOST_BYTES {
        let message = format!("the article has more than {} MiB", MOST_BYTES >> 20);
        return Err(Diagnostic::error(Place::file(path.display().to_string()), message)
            .hint("is it the right file?")
            .into());
    }
    Ok(std::fs::read(path).map_err(cannot)?)
}

/// What is to be said of the study's own article.
#[derive(Debug, Default)]
pub(super) struct Added {
    /// Everything that it says of the study.
    pub statements: Vec<Statement>,
    /// What in it does not hold, or that it is left out.
    pub off: Vec<Diagnostic>,
    /// Where it quotes people who did not agree.
    pub breaches: Vec<Diagnostic>,
}

/// Adds the study's article to the files of its report. `withheld` are the comments that may not be quoted, as written.
pub(super) fn add(
    study: &Study,
    survey: &mut Survey<'_>,
    (results, figures): (&Results, &[Figure]),
    withheld: &[(String, String)],
    outputs: &mut Outputs,
) -> Result<Added, StudyError> {
    let Some(text) = own(study)? else { return Ok(Added::default()) };
    if let Some(draft) = unfinished(study, &text) {
        return Ok(Added { off: vec![draft], ..Added::default() });
    }
    let facts = facts(study, survey, results, figures);
    let mut rendered = article::render(ARTICLE, &text, &facts.numbers)?;
    let breaches = quoted(rendered.as_bytes(), withheld)?;
    let statements = article::verify(ARTICLE, rendered.as_bytes(), Format::Markdown, &facts)?;
    let off = off(&statements);
    if study.draft {
        rendered.insert_str(0, &format!("> **{DRAFT}**\n\n"));
    }
    let page = article::page(&study.title, &rendered);
    survey.files.insert(ARTICLE.to_owned(), study.folder.join(ARTICLE));
    outputs.files.insert(ARTICLE.to_owned(), rendered.into_bytes());
    outputs.files.insert("article.html".to_owned(), page.into_bytes());
    Ok(Added { statements, off, breaches })
}

/// Where a text in Markdown has words of comments that may not be quoted.
pub(super) fn quoted(text: &[u8], withheld: &[(String, String)]) -> Result<Vec<Diagnostic>, StudyError> {
    let withheld: Vec<(&str, &str)> = withheld.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    if withheld.is_empty() {
        return Ok(Vec::new());
    }
    let found = article::quoted(ARTICLE, text, Format::Markdown, &withheld)?;
    Ok(found.into_iter().map(|(place, id)| privacy::quoted_without_consent(place, &id)).collect())
}

fn off(statements: &[Statement]) -> Vec<Diagnostic> {
    let off = statements.iter().filter(|statement| statement.holds == Holds::Off);
    let warning = |statement: &Statement| {
        Diagnostic::warning(statement.place.clone(), format!("“{}” is off: {}", statement.found, statement.message))
            .hint("`verbatims verify STUDY ARTICLE` lists everything that the article says")
    };
    off.map(warning).collect()
}

/// A study as its outputs show it: what may be shown of its comments, its results, and what charts show beside them.
pub(super) type Disclosed<'s> = (Survey<'s>, Vec<Vec<Tags>>, Results, Beside);

/// Reads and measures a study as its outputs show it.
pub(super) fn disclosed(study: &Study) -> Result<Disclosed<'_>, StudyError> {
    let (mut survey, mut tags) = read_prepared(study)?;
    privacy::mask_answers(&mut survey);
    let mut results = measured(study, &input(study, &survey, &tags))?;
    let (beside, _) = Beside::of((study, &survey, &tags), &results)?;
    privacy::disclose(&mut survey, &mut tags, &mut results);
    privacy::hide_small_counts(&mut results, study.publish.hide_below);
    Ok((survey, tags, results, beside))
}

/// Reads a text that was written or edited by hand, and holds it against the study. A template is rendered first.
///
/// # Errors
/// The study cannot be read or measured, or the article cannot be read.
pub fn verify(study: &Study, path: &Path) -> Result<Verified, StudyError> {
    let bytes = bytes_of(path)?;
    let name = path.display().to_string();
    let format = Format::of(&name, &bytes);
    let (mut survey, _, results, beside) = disclosed(study)?;
    let warnings = std::mem::take(&mut survey.warnings);
    let facts = facts(study, &survey, &results, &chart::figures_of(&beside.input(&results)));
    let rendered = match (format, std::str::from_utf8(&bytes)) {
        (Format::Markdown, Ok(text)) => Some(article::render(&name, text, &facts.numbers)?),
        _ => None,
    };
    let bytes = rendered.as_ref().map_or(bytes.as_slice(), |text| text.as_bytes());
    let statements = article::verify(&name, bytes, format, &facts)?;
    Ok(Verified { statements, warnings })
}

/// A text with its marked values put right, and how many were changed; `None` for a Word document, which has no marks.
///
/// # Errors
/// The study cannot be read or measured, or the article cannot be read.
pub fn fixed(study: &Study, path: &Path) -> Result<Option<(String, usize)>, StudyError> {
    let bytes = bytes_of(path)?;
    let format = Format::of(&path.display().to_string(), &bytes);
    let Some(text) = (format != Format::Docx).then(|| String::from_utf8(bytes).ok()).flatten() else { return Ok(None) };
    let (_, _, results, beside) = disclosed(study)?;
    let numbers = Numbers::new(&results, &chart::figures_of(&beside.input(&results)));
    Ok(Some(article::fix(&text, format, &numbers)))
}

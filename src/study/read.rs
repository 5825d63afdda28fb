//! The study's sources become typed columns, and what refers to what is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::questions::{SourceAnswers, read_source};
use super::{Filtered, OpenQuestion, Source, Study, StudyError};
use crate::codebook::{self, Codebook};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::{self, Coding, Comments, Half, Poll, Wanted};
use crate::measure::{Foreign, Treatment};

/// Everything read from the study's sources.
#[derive(Debug)]
pub struct Survey<'s> {
    /// The poll.
    pub poll: Option<Poll>,
    /// The answers to closed questions, by source.
    pub answers: Vec<SourceAnswers<'s>>,
    /// The open questions, each with the comments of the newest wave that asks it.
    pub questions: Vec<Question<'s>>,
    /// What was done to the responses: nothing, until `prepare` has done it.
    pub treatment: Treatment,
    /// The open questions with the comments of earlier waves.
    pub earlier: Vec<Question<'s>>,
    /// What the filter kept, where there is one.
    pub filtered: Option<Filtered>,
    /// Every file that was read, by its path in the study, for the manifest.
    pub files: BTreeMap<String, PathBuf>,
    /// What should be known of these files; each is told once.
    pub warnings: Vec<Diagnostic>,
}

/// An open question with its comments, its codebook and its codings.
#[derive(Debug)]
pub struct Question<'s> {
    /// The question as the study describes it.
    pub open: &'s OpenQuestion,
    /// Its source as the study describes it.
    pub source: &'s Source,
    /// The codebook.
    pub codebook: Codebook,
    /// The comments.
    pub comments: Comments,
    /// The codings, by coder.
    pub codings: Vec<(String, Vec<Coding>)>,
    /// Coders whose decisions settle disagreements: they saw those of the others.
    pub settled: Vec<String>,
    /// Which half each coded comment is in.
    pub split: BTreeMap<String, Half>,
    /// For each response of the source, where it has closed questions, the place of its comment.
    pub rows: Vec<Option<usize>>,
    /// For a comment of which words were masked, by its id: where its evidence stands in the text as written, in code
    /// points, span by span. Empty until `disclose` has masked.
    pub written: BTreeMap<String, Vec<(usize, usize)>>,
    /// The language of each comment that is in another one than the codebook's, where it was found before.
    pub languages: Option<Arc<Vec<Option<Foreign>>>>,
}

/// Positions of the comments that are held out for testing, and not to be seen by whoever writes patterns.
#[must_use]
pub fn held_out(question: &Question<'_>) -> BTreeSet<usize> {
    let comments = question.comments.comments.iter().enumerate();
    let held_out = comments.filter(|(_, comment)| question.split.get(&comment.id) == Some(&Half::Test));
    held_out.map(|(place, _)| place).collect()
}

/// A codebook that is held against the comments of a study, and the file that it stands for.
#[derive(Debug, Clone, Copy)]
pub struct Held<'c> {
    /// The codebook.
    pub codebook: &'c Codebook,
    /// Its file: held against the open questions that name it, or against all where none does.
    pub path: &'c Path,
}

/// Reads everything that a study names.
///
/// # Errors
/// A file cannot be used, a source lacks a column that a pattern asks for, or a coding, a quote or a stance refers to
/// something that is not there.
pub fn read(study: &Study) -> Result<Survey<'_>, StudyError> {
    read_for(study, &[])
}

/// The same, with the columns that the patterns of these codebooks ask for.
///
/// # Errors
/// As [`read`].
pub fn read_for<'s>(study: &'s Study, held: &[Held<'_>]) -> Result<Survey<'s>, StudyError> {
    let mut files = BTreeMap::from([("study.toml".to_owned(), study.folder.join("study.toml"))]);
    let mut path = |file: &Path| {
        let shown = file.display().to_string();
        files.insert(shown.clone(), study.folder.join(file));
        (study.folder.join(file), shown)
    };
    let mut warnings = Vec::new();
    let poll = match &study.poll {
        Some(poll) => {
            let (file, shown) = path(&poll.file);
            Some(ingest::read_poll(&file, &shown, poll.decimals, &poll.options, &mut warnings)?)
        }
        None => None,
    };
    let (mut questions, mut earlier) = (Vec::new(), Vec::new());
    for open in &study.open {
        let (file, shown) = path(&open.codebook);
        let codebook = codebook::load(&file, &shown)?;
        let wanted = wanted(study, open, (&codebook, &shown), held);
        let mut waves = Vec::new();
        for source in study.sources_of(open.place()) {
            let (file, shown) = path(&source.file);
            let (columns, pseudonymous) = (&source.columns, source.pseudonymous);
            let mut read_with = |wanted: &[Wanted]| {
                ingest::read_comments(&file, &shown, columns, &open.column, pseudonymous, wanted, &mut warnings)
            };
            let mut comments = study.read_with_consent(wanted.clone(), &mut read_with)?;
            let is_missing = |text: &str| open.missing.iter().any(|missing| missing.trim() == text.trim());
            comments.comments.retain(|comment| !is_missing(&comment.text));
            waves.push((source, comments));
        }
        each_comment_its_own_id(study, &mut waves);
        let (mut codings, mut settled) = (Vec::new(), Vec::new());
        for coding in &open.codings {
            let (file, shown) = path(coding);
            let coder = coding.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let read = ingest::read_codings(&file, &shown, &mut warnings)?;
            refer_to_what_is_there(&read, &shown, &codebook, &waves)?;
            if ingest::is_settled(&file, &shown)? {
                settled.push(coder.clone());
            }
            codings.push((coder, read));
        }
        let split = match &open.split {
            Some(split) => {
                let (file, shown) = path(split);
                ingest::read_split(&file, &shown, &mut warnings)?
            }
            None => BTreeMap::new(),
        };
        let mut asked = waves.into_iter().map(|(source, comments)| {
            let codings = of_these(&codings, &comments);
            let (codebook, settled, split) = (codebook.clone(), settled.clone(), split.clone());
            let (rows, written, languages) = (Vec::new(), BTreeMap::new(), None);
            Question { open, source, codebook, comments, codings, settled, split, rows, written, languages }
        });
        questions.extend(asked.next_back());
        earlier.extend(asked);
    }
    let mut answers = Vec::new();
    let asked = |source: &&Source| {
        study.closed.iter().any(|closed| study.reads(source, closed.place())) || study.treats(&source.id)
    };
    for source in study.sources.iter().filter(asked) {
        let (file, shown) = path(&source.file);
        answers.push(read_source(study, source, (&file, &shown))?);
    }
    // Questions may share a file, which is then read for each.
    let mut told: Vec<Diagnostic> = Vec::new();
    for found in warnings {
        if !told.contains(&found) {
            told.push(found);
        }
    }
    let (treatment, filtered, warnings) = (Treatment::default(), None, told);
    let survey = Survey { poll, answers, questions, treatment, earlier, filtered, files, warnings };
    let mistakes = dangling(study, &survey);
    if mistakes.is_empty() { Ok(survey) } else { Err(StudyError::Invalid(mistakes)) }
}

/// In a later wave an id may stand that an earlier one has: its comment is then named with the wave before it, so that a
/// coding means one comment.
fn each_comment_its_own_id(study: &Study, waves: &mut [(&Source, Comments)]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for source in &study.sources {
        let Some((_, comments)) = waves.iter_mut().find(|(own, _)| own.id == source.id) else { continue };
        let wave = source.wave.as_deref().unwrap_or(&source.id);
        for comment in comments.comments.iter_mut().filter(|comment| seen.contains(&comment.id)) {
            comment.id = format!("{wave}:{}", comment.id);
        }
        seen.extend(comments.comments.iter().map(|comment| comment.id.clone()));
    }
}

/// The codings of these comments, by coder.
fn of_these(codings: &[(String, Vec<Coding>)], comments: &Comments) -> Vec<(String, Vec<Coding>)> {
    let ids: BTreeSet<&str> = comments.comments.iter().map(|comment| comment.id.as_str()).collect();
    let own = |all: &[Coding]| all.iter().filter(|coding| ids.contains(coding.comment.as_str())).cloned().collect();
    let of = |(coder, all): &(String, Vec<Coding>)| {
        let own: Vec<Coding> = own(all);
        (all.is_empty() || !own.is_empty()).then(|| (coder.clone(), own))
    };
    codings.iter().filter_map(of).collect()
}

/// The columns that the patterns of an open question ask for: those of its own codebook, and of others held against it.
fn wanted(study: &Study, open: &OpenQuestion, own: (&Codebook, &str), held: &[Held<'_>]) -> Vec<Wanted> {
    let held = held.iter().filter(|held| is_held(study, open, held.path));
    let held = held.map(|held| (held.codebook, held.path.display().to_string()));
    let all = std::iter::once((own.0, own.1.to_owned())).chain(held);
    let columns = all.flat_map(|(codebook, by)| {
        let wanted = |column: &str| Wanted { column: column.to_owned(), by: by.clone() };
        codebook.columns().into_iter().map(wanted).collect::<Vec<_>>()
    });
    columns.collect()
}

/// Whether a codebook of this path is held against an open question: one that names it, or any where none does.
pub(super) fn is_held(study: &Study, open: &OpenQuestion, codebook: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let wanted = whole(codebook);
    let names_it = |open: &OpenQuestion| whole(&study.folder.join(&open.codebook)) == wanted;
    names_it(open) || !study.open.iter().any(names_it)
}

fn refer_to_what_is_there(
    codings: &[Coding],
    shown: &str,
    codebook: &Codebook,
    waves: &[(&Source, Comments)],
) -> Result<(), Diagnostic> {
    let comments = waves.iter().flat_map(|(_, comments)| &comments.comments);
    let ids: std::collections::HashSet<&str> = comments.map(|comment| comment.id.as_str()).collect();
    for coding in codings {
        if codebook.theme(&coding.theme).is_none() {
            let themes: Vec<&str> = codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
            return Err(Diagnostic::error(Place::file(shown), format!("the codebook has no theme `{}`", coding.theme))
                .hint(did_you_mean(&coding.theme, &themes)));
        }
        if !ids.contains(coding.comment.as_str()) {
            return Err(Diagnostic::error(Place::file(shown), format!("there is no comment `{}`", coding.comment))
                .hint("codings belong to the comments as they were read; remove the row, or restore the comment"));
        }
    }
    Ok(())
}

/// Quotes and stances that refer to a comment, a theme or an option that is not there.
fn dangling(study: &Study, survey: &Survey) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for quote in &study.quotes {
        let known = |id: &str| {
            survey.questions.iter().chain(&survey.earlier).any(|q| q.comments.comments.iter().any(|c| c.id == id))
        };
        if !known(&quote.comment) {
            let message = format!("a quote names the comment `{}`, which is not there", quote.comment);
            found.push(study.mistake(&quote.comment, message, "write the comment's id as in its source".to_owned()));
        }
        if let Some(pin) = &quote.pin
            && !survey.questions.iter().any(|question| question.codebook.theme(pin).is_some())
        {
            let themes: Vec<&str> =
                survey.questions.iter().flat_map(|q| q.codebook.themes.iter().map(|theme| theme.id.as_str())).collect();
            let message = format!("a quote is pinned to the theme `{pin}`, which is not there");
            found.push(study.mistake(pin, message, did_you_mean(pin, &themes)));
        }
    }
    let options: Vec<&str> =
        survey.poll.iter().flat_map(|poll| poll.options.iter().map(|option| option.label.as_str())).collect();
    for question in &survey.questions {
        let themes: Vec<&str> = question.codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
        for (theme, option) in &question.open.stance {
            if !themes.contains(&theme.as_str()) {
                let message = format!("the stance `{theme}` is no theme of the codebook");
                found.push(study.mistake(theme, message, did_you_mean(theme, &themes)));
            }
            if !options.contains(&option.as_str()) {
                let message = format!("the stance `{theme}` answers to `{option}`, which is no option of the poll");
                found.push(study.mistake(option, message, did_you_mean(option, &options)));
            }
        }
    }
    found
}

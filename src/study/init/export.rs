//! A study from an export: clean files of answers and comments, a declaration of every question, a codebook an open one.

use super::answers::Clean;
use super::article::{Asked, article};
use super::codebook::codebook;
use super::found;
use super::ids::{Names, slug};
use super::people::KEY_FILE;
use super::plan::Plan;
use super::sources::{Source, Sources, sources};
use super::study_file::study_file;
use super::{Begun, IGNORED};
use crate::ingest::inspect::ColumnKind;
use crate::ingest::personal::Masked;
use crate::ingest::responses::{Kind, QuestionSpec};
use crate::study::StudyError;

/// An open question with its texts.
pub(in crate::study) struct Open<'c> {
    pub clean: &'c Clean,
    pub codebook: String,
    pub texts: Vec<&'c str>,
}

/// What is told of the files beside what was found in them.
pub(super) struct Told {
    /// Where each was copied to.
    pub raw: Vec<String>,
}

/// Makes the files of a study of what was found.
pub(super) fn begin(plan: &Plan<'_>) -> Result<Begun, StudyError> {
    let made = sources(plan)?;
    let mut begun = Begun::default();
    let mut names = Names::default();
    let told = Told { raw: plan.from.files.iter().map(|file| raw(file, &mut names)).collect() };
    for (raw, file) in told.raw.iter().zip(plan.from.files) {
        begun.draft.copies.insert(raw.clone(), file.clone());
    }
    if let Some(key) = &made.key {
        begun.draft.kept.insert(KEY_FILE.to_owned(), key.text().into_bytes());
    }
    begun.file(".gitignore", IGNORED.to_owned());
    for source in &made.sources {
        begun.draft.files.insert(source.file(), rows(source)?);
    }
    let mut files = Names::default();
    let open: Vec<Vec<Open<'_>>> = made.sources.iter().map(|source| open_questions(source, &mut files)).collect();
    for open in open.iter().flatten() {
        begun.file(&open.codebook, codebook(&open.clean.spec.question, &open.texts)?);
    }
    begun.file("study.toml", study_file(plan, &made, &open, &told));
    let all = made.sources.iter().flat_map(|source| &source.questions);
    let asked = all
        .filter(|clean| {
            clean.spec.kind != Kind::Open || open.iter().flatten().any(|open| open.clean.spec.id == clean.spec.id)
        })
        .map(|clean| Asked { question: clean.spec.question.clone(), open: clean.spec.kind == Kind::Open });
    begun.file("article.md", article(&plan.title, &who(&made), &asked.collect::<Vec<_>>()));
    say(&mut begun, plan, &made, open.iter().flatten().count());
    Ok(begun)
}

/// Who answered, in a sentence.
fn who(made: &Sources) -> String {
    match made.sources.as_slice() {
        [only] if only.comments && made.people == 0 => format!("{} comments were read.", only.rows()),
        [only] if only.comments => format!("{} comments by {} people were read.", only.rows(), made.people),
        _ => format!("{} people answered.", made.people),
    }
}

fn say(begun: &mut Begun, plan: &Plan<'_>, made: &Sources, open: usize) {
    for found in &plan.found {
        begun.said.push(format!(
            "{}: {}, {} responses, {} kept",
            found.shown, found.format_name, found.responses, found.kept
        ));
    }
    let all = made.sources.iter().flat_map(|source| &source.questions);
    let closed = all.filter(|clean| clean.spec.kind != Kind::Open).count();
    begun.said.push(format!("{closed} closed questions, {open} open-ended"));
    begun.said.extend(
        made.said.iter().map(|(what, said)| if what.is_empty() { said.clone() } else { format!("{what}: {said}") }),
    );
    let dropped: Vec<String> =
        plan.found.iter().flat_map(|found| found::columns(found, ColumnKind::Personal)).collect();
    if !dropped.is_empty() {
        begun.said.push(format!("personal data left out: {}", dropped.join(", ")));
    }
    begun
        .said
        .extend(found::masked(made).map(|(mask, word, count)| format!("{word} in texts: {count}, masked as {mask}")));
    begun.warnings.extend(found::warnings(plan).iter().map(|warning| Masked::default().mask(warning)));
    begun.warnings.extend(made.warnings.iter().cloned());
}

/// The place of a file's copy: its own name, without signs that a name cannot have everywhere.
pub(in crate::study) fn raw(file: &std::path::Path, names: &mut Names) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = |c: char| if c.is_control() || matches!(c, '/' | '\\' | ':') { '_' } else { c };
    format!("raw/{}", names.unique(&name.chars().map(safe).collect::<String>()))
}

/// The open questions of a source that anybody answered, each with the name of its codebook.
fn open_questions<'s>(source: &'s Source, files: &mut Names) -> Vec<Open<'s>> {
    let open = source.questions.iter().filter(|clean| clean.spec.kind == Kind::Open).filter_map(|clean| {
        let texts = clean.columns.iter().flat_map(|(_, cells)| cells).map(|cell| cell.trim());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty() && !is_missing(&clean.spec, text)).collect();
        if texts.is_empty() {
            return None;
        }
        let codebook = format!("codebook-{}.toml", files.unique(&slug(&clean.spec.id, "open")));
        Some(Open { clean, codebook, texts })
    });
    open.collect()
}

pub(in crate::study) fn is_missing(spec: &QuestionSpec, text: &str) -> bool {
    spec.missing.iter().any(|missing| missing.trim() == text)
}

fn rows(source: &Source) -> Result<Vec<u8>, StudyError> {
    let beside = source.beside.iter().map(|(name, cells)| (*name, cells.as_slice()));
    let answers = source.questions.iter().flat_map(|clean| &clean.columns).chain(&source.carried);
    let columns: Vec<(&str, &[String])> =
        beside.chain(answers.map(|(name, cells)| (name.as_str(), cells.as_slice()))).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| StudyError::Write(error.into());
    writer.write_record(columns.iter().map(|(name, _)| name)).map_err(failed)?;
    for row in 0..source.rows() {
        writer
            .write_record(columns.iter().map(|(_, cells)| cells.get(row).map_or("", String::as_str)))
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))
}

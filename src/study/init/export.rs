//! A study from an export: a clean file of responses, a declaration of every question, a codebook an open one.

use std::path::Path;

use super::answers::{Clean, clean, reading};
use super::article::{Asked, article};
use super::codebook::codebook;
use super::found::{self, Told};
use super::ids::{Names, slug, unfit};
use super::page::Page;
use super::{Begun, IGNORED};
use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, Inspection, inspect, open_export};
use crate::ingest::personal::Masked;
use crate::ingest::responses::{Answers, Form, Gated, Kind, QuestionSpec, Responses, read_responses};
use crate::ingest::sheet::Opening;
use crate::study::StudyError;

/// An export to begin a study from.
#[derive(Debug, Clone, Copy)]
pub struct FromExport<'f> {
    /// The file.
    pub file: &'f Path,
    /// How it is opened.
    pub opening: &'f Opening,
    /// Its platform, where that is not to be recognised.
    pub format: Option<&'f str>,
}

/// Id of the source in the study.
const SOURCE: &str = "responses";

/// Name of the file with the clean responses.
const RESPONSES: &str = "responses.csv";

/// An open question with its texts.
struct Open<'c> {
    clean: &'c Clean,
    codebook: String,
    texts: Vec<&'c str>,
}

/// What the export holds, made clean.
struct Responded {
    found: Inspection,
    raw: String,
    ids: Vec<String>,
    ids_said: String,
    dates: Option<Vec<String>>,
    weights: Option<Vec<String>>,
    questions: Vec<Clean>,
    masked: Masked,
}

/// Begins a study from an export.
///
/// # Errors
/// The file cannot be read, holds no responses, or none that are kept.
pub fn from_export(from: &FromExport<'_>) -> Result<Begun, StudyError> {
    let found = inspect(from.file, from.opening, from.format)?;
    if found.kept == 0 || found.questions.is_empty() {
        let what = if found.kept == 0 { "responses" } else { "questions" };
        let none = Diagnostic::error(Place::file(&found.shown), format!("no {what} are left to begin a study with"));
        return Err(none.hint("`verbatims inspect` shows what every row and column was taken for").into());
    }
    let responded = responded(from, found)?;
    let mut begun = Begun::default();
    begun.draft.copies.insert(responded.raw.clone(), from.file.to_owned());
    begun.file(".gitignore", IGNORED.to_owned());
    begun.draft.files.insert(RESPONSES.to_owned(), rows(&responded)?);
    let open = open_questions(&responded);
    for open in &open {
        begun.file(&open.codebook, codebook(&open.clean.spec.question, &open.texts)?);
    }
    let title = title(from.file);
    begun.file("study.toml", study(&responded, &open, &title));
    let asked = responded
        .questions
        .iter()
        .filter(|clean| clean.spec.kind != Kind::Open || open.iter().any(|open| open.clean.spec.id == clean.spec.id));
    let asked: Vec<Asked> = asked
        .map(|clean| Asked { question: clean.spec.question.clone(), open: clean.spec.kind == Kind::Open })
        .collect();
    let who = format!("{} people answered.", responded.ids.len());
    begun.file("article.md", article(&title, &who, &asked));
    say(&mut begun, &responded, open.len());
    Ok(begun)
}

fn say(begun: &mut Begun, responded: &Responded, open: usize) {
    let found = &responded.found;
    begun
        .said
        .push(format!("{}: {}, {} responses, {} kept", found.shown, found.format_name, found.responses, found.kept));
    let closed = responded.questions.iter().filter(|clean| clean.spec.kind != Kind::Open).count();
    begun.said.push(format!("{closed} closed questions, {open} open-ended"));
    begun.said.push(format!("ids: {}", responded.ids_said));
    let dropped = found::columns(found, ColumnKind::Personal);
    if !dropped.is_empty() {
        begun.said.push(format!("personal data left out: {}", dropped.join(", ")));
    }
    begun.said.extend(
        responded.masked.found().map(|(mask, word, count)| format!("{word} in texts: {count}, masked as {mask}")),
    );
    begun.warnings.extend(found.warnings.iter().map(|warning| Masked::default().mask(&warning.message)));
}

/// Reads the export again, now that its questions are known.
fn responded(from: &FromExport<'_>, found: Inspection) -> Result<Responded, StudyError> {
    let date = found
        .columns
        .iter()
        .find(|column| column.kind == ColumnKind::Date)
        .map(|column| Column::Position(column.position));
    let beside = [found.id.clone(), date, found.weight.clone()];
    let mut specs: Vec<QuestionSpec> = beside.iter().flatten().map(beside_spec).collect();
    specs.extend(found.questions.iter().map(|seen| reading(&seen.spec)));
    let mut opened = open_export(from.file, from.opening, from.format)?;
    let names = opened.names();
    let form = Form { shown: &found.shown, names: &names, id: None, weight: None };
    let read: Responses = read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, &specs)?;
    let count = read.ids.len();
    let mut answered = read.questions.into_iter();
    let [ids, dates, weights] = beside.map(|column| {
        let texts = column.and_then(|_| answered.next()).map(|answered| answered.answers);
        if let Some(Answers::Texts(texts)) = texts { Some(texts) } else { None }
    });
    let (ids, ids_said) = identified(&found, ids, count);
    let mut names = Names::default();
    ["id", "date", "weight"].iter().for_each(|taken| drop(names.unique(taken)));
    let mut masked = Masked::default();
    let questions = found.questions.iter().zip(answered);
    let questions = questions.map(|(seen, answered)| clean(seen, answered, &mut names, &mut masked)).collect();
    let text = |cells: Vec<Option<String>>| cells.into_iter().map(Option::unwrap_or_default).collect();
    let name = from.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = |c: char| if c.is_control() || matches!(c, '/' | '\\' | ':') { '_' } else { c };
    Ok(Responded {
        raw: format!("raw/{}", name.chars().map(safe).collect::<String>()),
        ids,
        ids_said,
        dates: dates.map(text),
        weights: weights.map(text),
        questions,
        masked,
        found,
    })
}

/// A column that is no question, read as it stands.
fn beside_spec(column: &Column) -> QuestionSpec {
    QuestionSpec {
        id: "beside".to_owned(),
        question: String::new(),
        kind: Kind::Open,
        columns: vec![column.clone()],
        options: Vec::new(),
        labels: Default::default(),
        separator: None,
        chosen: Vec::new(),
        missing: Vec::new(),
        grid: None,
        values: Vec::new(),
    }
}

/// The ids that respondents have in the study, and what became of those of the export.
fn identified(found: &Inspection, ids: Option<Vec<Option<String>>>, count: usize) -> (Vec<String>, String) {
    let numbered = || (1..=count).map(|row| format!("R{row}")).collect();
    let name = found.columns.iter().find(|column| column.kind == ColumnKind::Id).map(|column| column.name.as_str());
    let (Some(ids), Some(name)) = (ids, name) else {
        return (numbered(), "the export has none: R1, R2 … by row".to_owned());
    };
    match unfit(&ids, found.format != "generic") {
        None => {
            let kept = ids.into_iter().flatten().map(|id| id.trim().to_owned()).collect();
            (kept, format!("those of the column `{name}`, which say nothing of the person"))
        }
        Some(why) => (numbered(), format!("those of the column `{name}` are not kept, {why}: R1, R2 … by row")),
    }
}

/// The open questions that anybody answered, each with the name of its codebook.
fn open_questions(responded: &Responded) -> Vec<Open<'_>> {
    let mut files = Names::default();
    let open = responded.questions.iter().filter(|clean| clean.spec.kind == Kind::Open).filter_map(|clean| {
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

fn is_missing(spec: &QuestionSpec, text: &str) -> bool {
    spec.missing.iter().any(|missing| missing.trim() == text)
}

fn rows(responded: &Responded) -> Result<Vec<u8>, StudyError> {
    let beside = [("date", &responded.dates), ("weight", &responded.weights)];
    let mut columns: Vec<(&str, &[String])> = vec![("id", &responded.ids)];
    columns.extend(beside.into_iter().filter_map(|(name, cells)| cells.as_deref().map(|cells| (name, cells))));
    let answers = responded.questions.iter().flat_map(|clean| &clean.columns);
    columns.extend(answers.map(|(name, cells)| (name.as_str(), cells.as_slice())));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| StudyError::Write(error.into());
    writer.write_record(columns.iter().map(|(name, _)| name)).map_err(failed)?;
    for row in 0..responded.ids.len() {
        writer
            .write_record(columns.iter().map(|(_, cells)| cells.get(row).map_or("", String::as_str)))
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))
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

fn study(responded: &Responded, open: &[Open<'_>], title: &str) -> String {
    let mut page = Page::default();
    page.comment(
        "A study begun by `verbatims init`. Correct what is wrong here, then run `verbatims report` on this folder.",
    );
    page.comment("");
    page.comment("What was found:");
    let ends = responded.dates.as_ref().and_then(|dates| Some((dates.first()?.clone(), dates.last()?.clone())));
    let told = Told { raw: &responded.raw, ids: &responded.ids_said, dates: ends, masked: &responded.masked };
    found::write(&mut page, &responded.found, &told);
    page.blank();
    page.comment("The title of the report.");
    page.text("title", title);
    sample(&mut page, "panel, probability or census, with the keys that these need");
    page.blank();
    page.comment("One row a respondent. The export itself is in raw/, which version control leaves out.");
    page.line("[[source]]");
    page.text("id", SOURCE);
    page.text("file", RESPONSES);
    page.comment("The ids say nothing of a person, so they may be shown.");
    page.line("pseudonymous = true");
    page.line("[source.columns]");
    page.text("id", "id");
    page.text("author", "id");
    if responded.dates.is_some() {
        page.text("date", "date");
    }
    if responded.weights.is_some() {
        page.comment("The column `weight` holds the weight of each response.");
    }
    for clean in responded.questions.iter().filter(|clean| clean.spec.kind != Kind::Open) {
        closed(&mut page, clean);
    }
    open.iter().for_each(|open| open_question(&mut page, open, &responded.found));
    page.finish()
}

/// How the people came to answer, which decides what may be said.
pub(super) fn sample(page: &mut Page, otherwise: &str) {
    page.blank();
    page.comment("How the people came to answer. With `opt_in`, whoever wanted to did: no margin of error is printed and nothing");
    page.comment(&format!("is said of people at large. Where the people were chosen, say so: {otherwise}."));
    page.line("[sample]");
    page.text("design", "opt_in");
}

fn closed(page: &mut Page, clean: &Clean) {
    let spec = &clean.spec;
    page.blank();
    page.line("[[question]]");
    page.text("id", &spec.id);
    page.text("question", &spec.question);
    page.text("source", SOURCE);
    let kind = match spec.kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open",
    };
    page.text("kind", kind);
    let columns: Vec<String> = clean.columns.iter().map(|(name, _)| name.clone()).collect();
    page.texts("columns", &columns);
    if spec.kind == Kind::Scale {
        page.comment("From the lowest to the highest.");
    }
    page.texts("options", &spec.options);
    page.numbers("values", &spec.values);
    page.texts("chosen", &spec.chosen);
    missing(page, spec);
    if let Some(grid) = &spec.grid {
        page.text("grid", grid);
    }
}

fn missing(page: &mut Page, spec: &QuestionSpec) {
    if !spec.missing.is_empty() {
        page.comment("These look like no answer: take out what is one.");
        page.texts("missing", &spec.missing);
    }
}

fn open_question(page: &mut Page, open: &Open<'_>, found: &Inspection) {
    let spec = &open.clean.spec;
    page.blank();
    let seen = found.questions.iter().find(|seen| seen.spec.id == spec.id);
    if let Some(other) = seen.and_then(|seen| seen.other_of.as_ref()) {
        page.comment(&format!("Written beside the options of `{other}`."));
    }
    page.line("[[open]]");
    page.text("id", &spec.id);
    page.text("question", &spec.question);
    page.text("source", SOURCE);
    page.text("column", open.clean.columns.first().map_or("", |(name, _)| name));
    page.text("codebook", &open.codebook);
    missing(page, spec);
}

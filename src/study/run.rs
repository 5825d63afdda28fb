//! The whole way of a study, as a table of contents: read, tag, measure, draw, write.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::beside::Beside;
use super::disclosure_check::phrase_breaches;
use super::questions::{self, closed_inputs, responses_inputs};
use super::series::series;
use super::watch::Kept;
use super::{Crossed, Question, Study, StudyError, Survey, article, book_bytes, prepare, privacy, read};
use crate::article::Statement;
use crate::chart::{self, Brand, Figure, Sheet};
use crate::diag::{Diagnostic, Place};
use crate::export::{self, Manifest, Outputs};
use crate::ingest::{BadRow, Comment, IngestError};
use crate::measure::{self, About, Comparing, PollInput, QuestionInput, Results, StudyInput, Table, WeightedComments};
use crate::report;
use crate::tag::{Cache, Tagger, Tags};

/// A step of the way, for whoever shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Sources are read.
    Read,
    /// Comments are tagged.
    Tag,
    /// Numbers are computed.
    Measure,
    /// Charts are drawn.
    Draw,
    /// Documents and tables are made.
    Write,
}

impl Step {
    /// What is done, for a person who waits.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Read => "reading",
            Self::Tag => "tagging",
            Self::Measure => "measuring",
            Self::Draw => "drawing",
            Self::Write => "writing",
        }
    }
}

/// What a study gives.
#[derive(Debug)]
pub struct Ran {
    /// Every number.
    pub results: Results,
    /// The files of the report.
    pub outputs: Outputs,
    /// Where they come from.
    pub manifest: Manifest,
    /// What should be known of the files: how an encoding was decided, what was replaced.
    pub warnings: Vec<Diagnostic>,
    /// The rows that were set aside.
    pub bad_rows: Vec<Diagnostic>,
}

/// Runs a study from its sources to the files of its report; writes nothing.
///
/// # Errors
/// A source, the codebook or a claim cannot be used, or a result cannot be drawn.
pub fn run(study: &Study, at: &dyn Fn(Step)) -> Result<Ran, StudyError> {
    run_keeping(study, &Kept::default(), at).map(|(ran, _)| ran)
}

/// What is left of a run beside its results.
pub(super) struct Left<'s> {
    pub survey: Survey<'s>,
    pub tags: Vec<Vec<Tags>>,
    /// What the article says, and what in it is off.
    pub statements: Vec<Statement>,
    pub off: Vec<Diagnostic>,
}

/// The same, with what was made before and has not changed since taken from `kept`.
pub(super) fn run_keeping<'s>(study: &'s Study, kept: &Kept, at: &dyn Fn(Step)) -> Result<(Ran, Left<'s>), StudyError> {
    at(Step::Read);
    let mut brand = study.brand()?;
    if study.draft {
        brand.footer = Some(privacy::DRAFT.to_owned());
    }
    let mut survey = read(study)?;
    at(Step::Tag);
    let mut tags = tag_all(&survey);
    at(Step::Measure);
    prepare(study, &mut survey, &mut tags)?;
    let mut breaches = privacy::breaches(study, &survey);
    breaches.extend(phrase_breaches(study, &survey));
    privacy::mask_answers(&mut survey);
    survey.questions.iter_mut().for_each(|question| question.languages = Some(kept.languages(question)));
    let mut results = measured(study, &input(study, &survey, &tags))?;
    let (beside, crossed) = Beside::of((study, &survey, &tags), &results)?;
    let withheld = privacy::disclose(&mut survey, &mut tags, &mut results);
    let hidden = privacy::hide_small_counts(&mut results, study.publish.hide_below);
    let input = input(study, &survey, &tags);
    let mut tables = measure::tables(&input, &results);
    tables.extend(beside.table.clone());
    at(Step::Draw);
    let drawn = chart::draw_report(&beside.input(&results), &Sheet { preset: &chart::REPORT, brand: &brand });
    let left_out = drawn.iter().filter_map(|drawn| Some(drawn.as_ref().err()?.warning()));
    let mut warnings: Vec<_> = survey.warnings.iter().cloned().chain(left_out).collect();
    let figures: Vec<Figure> = drawn.into_iter().flatten().collect();
    at(Step::Write);
    let comments = published(study, &survey, &input, &results);
    let notice = privacy::notice(study, &hidden);
    let mut outputs = outputs(study, kept, (&results, comments, notice), &tables, (&figures, &brand))?;
    outputs.files.extend(table_book(study, crossed.as_ref().filter(|_| study.banner.is_some()))?);
    warnings.extend(privacy::findable(study, &survey, &results));
    let newest = survey.questions.len();
    let article = article::add(study, &mut survey, (&results, &figures), &withheld, &mut outputs)?;
    warnings.extend(article.off.iter().cloned());
    breaches.extend(article.breaches);
    warnings.extend(privacy::gate(study, breaches)?);
    let manifest = manifest(study, &survey, &tags[..newest], &results)?;
    let bad_rows = bad_rows(&survey);
    warnings.extend(crossed.into_iter().flat_map(|crossed| crossed.warnings));
    let left = Left { survey, tags, statements: article.statements, off: article.off };
    Ok((Ran { results, outputs, manifest, warnings, bad_rows }, left))
}

/// The table book of a study that has a banner.
fn table_book(study: &Study, crossed: Option<&Crossed>) -> Result<Option<(String, Vec<u8>)>, StudyError> {
    let said = match study.sample.comparing() {
        Comparing::Allowed => Vec::new(),
        Comparing::UnderModel(model) => vec![format!("Letters and tests compare columns under this model: {model}")],
        Comparing::Withheld(line) => vec![line.to_owned()],
    };
    let book = crossed.map(|crossed| book_bytes(crossed, &study.title, &said)).transpose()?;
    Ok(book.map(|bytes| ("tables/book.xlsx".to_owned(), bytes)))
}

/// Comments that one thread takes at a time, so that what it learns of words serves several.
const CHUNK: usize = 256;

/// The tags of every comment of every open question, then those of the questions of earlier waves.
#[must_use]
pub fn tag_all(survey: &Survey<'_>) -> Vec<Vec<Tags>> {
    let tag = |question: &Question<'_>| tag_comments(&Tagger::new(&question.codebook), &question.comments.comments);
    survey.questions.iter().chain(&survey.earlier).map(tag).collect()
}

/// The tags of each comment, given the cells of its row.
pub(super) fn tag_comments(tagger: &Tagger, comments: &[Comment]) -> Vec<Tags> {
    let tag = |cache: &mut Cache, comment: &Comment| {
        tagger.tag_row_with(cache, &comment.text, &|column| comment.cells.get(column))
    };
    comments.par_iter().with_min_len(CHUNK).map_init(|| tagger.cache(), tag).collect()
}

/// The rows of a question's source that are no responses, where no closed question of that source tells it.
fn untold<'a>(survey: &'a Survey<'_>, question: &'a Question<'_>) -> &'a [(String, u64)] {
    let told = survey.answers.iter().any(|read| read.source.id == question.source.id);
    if told { &[] } else { &question.comments.set_aside }
}

/// What `measure` needs to know of a study that was read and tagged.
pub(super) fn input<'a>(study: &'a Study, survey: &'a Survey<'_>, tags: &'a [Vec<Tags>]) -> StudyInput<'a> {
    let poll = study.poll.as_ref().zip(survey.poll.as_ref()).map(|(settings, poll)| PollInput {
        question: &settings.question,
        poll,
        total_votes: settings.total_votes,
        rounding: settings.rounding,
        findings: &settings.findings,
    });
    let questions =
        survey.questions.iter().zip(tags).map(|(question, tags)| question_input(study, survey, question, tags));
    StudyInput {
        about: about(study),
        poll,
        questions: questions.collect(),
        closed: closed_inputs(&survey.answers),
        responses: responses_inputs(&survey.answers),
        treatment: &survey.treatment,
        claims: &study.claims,
        words: &study.words,
        series: series(study, survey, tags),
    }
}

/// What `measure` needs to know of one open question.
pub(super) fn question_input<'a>(
    study: &'a Study,
    survey: &'a Survey<'_>,
    question: &'a Question<'_>,
    tags: &'a [Tags],
) -> QuestionInput<'a> {
    QuestionInput {
        id: &question.open.id,
        question: &question.open.question,
        codebook: &question.codebook,
        comments: &question.comments.comments,
        bad_rows: &question.comments.bad_rows,
        rows_aside: untold(survey, question),
        languages: question.languages.as_deref().map(Vec::as_slice),
        tags,
        written: &question.written,
        weights: weights_of(survey, question),
        responses: responses_of(survey, question),
        codings: &question.codings,
        settled: &question.settled,
        split: &question.split,
        set_aside: &question.open.set_aside,
        source: study.themes.source,
        stance_options: &question.open.stance,
        quotes: &study.quotes,
        quotes_per_theme: study.publish.quotes_per_theme,
        anonymous: &study.publish.anonymous,
    }
}

/// The source of a question with the comment of each of its responses, where it has closed questions too.
fn responses_of<'a>(survey: &'a Survey<'_>, question: &'a Question<'_>) -> Option<(&'a str, &'a [Option<usize>])> {
    let read = survey.answers.iter().find(|read| read.source.id == question.source.id)?;
    Some((read.source.id.as_str(), &question.rows))
}

/// The weights of the responses that the comments on a question stand in.
fn weights_of<'a>(survey: &'a Survey<'_>, question: &'a Question<'_>) -> Option<WeightedComments<'a>> {
    let read = survey.answers.iter().find(|read| read.source.id == question.source.id)?;
    Some(WeightedComments { design: read.design()?, comments: &question.rows })
}

/// The results, with a mistake of the poll or of a claim told with its place.
pub(super) fn measured(study: &Study, input: &StudyInput<'_>) -> Result<Results, StudyError> {
    measure::measure(input).map_err(|error| {
        let file = match &error {
            measure::MeasureError::Poll(_) => study.poll.as_ref().map(|poll| poll.file.display().to_string()),
            measure::MeasureError::Claim(_) => None,
        };
        let place = Place::file(file.unwrap_or_else(|| "study.toml".to_owned()));
        Diagnostic::error(place, error.to_string()).hint(error.hint()).into()
    })
}

fn about(study: &Study) -> About {
    let poll = study.poll.as_ref();
    let mut constructed: Vec<String> =
        study.sources.iter().flat_map(|source| source.constructed.iter().cloned()).collect();
    constructed.sort();
    constructed.dedup();
    About {
        title: study.title.clone(),
        platform: poll.and_then(|poll| poll.platform.clone()),
        url: poll.and_then(|poll| poll.url.clone()),
        opened: poll.and_then(|poll| poll.opened.clone()),
        closed: poll.and_then(|poll| poll.closed.clone()),
        sample: study.sample.clone(),
        disclosure: study.disclosure.clone(),
        constructed,
        sum_to_100: study.publish.sum_to_100,
    }
}

/// The comments for readers to go through; none where the study does not publish them.
fn published(
    study: &Study,
    survey: &Survey<'_>,
    input: &StudyInput<'_>,
    results: &Results,
) -> Vec<measure::PublishedComments> {
    if !study.publish.comments {
        return Vec::new();
    }
    let sources: Vec<&str> = survey.questions.iter().map(|question| question.source.id.as_str()).collect();
    measure::published(input, results, &sources, report::MOST_COMMENTS)
}

fn outputs(
    study: &Study,
    kept: &Kept,
    (results, comments, notice): (&Results, Vec<measure::PublishedComments>, Option<report::Block>),
    tables: &[Table],
    (figures, brand): (&[Figure], &Brand),
) -> Result<Outputs, StudyError> {
    let mut report = report::build(results, figures);
    report.blocks.splice(0..0, notice);
    report.comments = comments;
    report.fonts = chart::page_fonts(figures, brand);
    let mut files: BTreeMap<String, Vec<u8>> =
        report::DOCUMENTS.iter().map(|document| (document.file.to_owned(), (document.write)(&report))).collect();
    let drawn: Result<Vec<_>, StudyError> = figures.par_iter().map(|figure| picture(figure, brand, kept)).collect();
    files.extend(drawn?.into_iter().flatten());
    let written: Result<Vec<_>, StudyError> =
        tables.par_iter().map(|table| table_files(table, study.spreadsheet)).collect();
    files.extend(written?.into_iter().flatten());
    let book = export::table_book(&study.title, tables).map_err(|error| output_error(BOOK.to_owned(), &error))?;
    files.insert(BOOK.to_owned(), book);
    Ok(Outputs { files })
}

/// A chart's PNG is twice the size of its SVG, so that it is sharp on the screens of today.
const PNG_SCALE: f32 = 2.0;

fn picture(figure: &Figure, brand: &Brand, kept: &Kept) -> Result<Vec<(String, Vec<u8>)>, StudyError> {
    let png = kept
        .png(figure, brand, || chart::png(&figure.svg, PNG_SCALE, &brand.fonts))
        .map_err(|error| output_error(format!("charts/{}.png", figure.id), &error))?;
    Ok(vec![
        (format!("charts/{}.svg", figure.id), figure.svg.clone().into_bytes()),
        (format!("charts/{}.png", figure.id), png),
    ])
}

/// The workbook with every table.
const BOOK: &str = "tables.xlsx";

/// A table in every format; with `guard`, its CSV is one that a spreadsheet can be given.
fn table_files(table: &Table, guard: bool) -> Result<Vec<(String, Vec<u8>)>, StudyError> {
    let guarded = guard.then(|| export::guarded(table));
    let file = |format: &export::Format| {
        let path = format!("tables/{}.{}", table.id, format.extension);
        let table = guarded.as_ref().filter(|_| format.id == export::CSV).unwrap_or(table);
        let bytes = (format.write)(table).map_err(|error| output_error(path.clone(), &error))?;
        Ok((path, bytes))
    };
    export::FORMATS.iter().map(file).collect()
}

pub(super) fn output_error(path: String, error: &dyn std::error::Error) -> StudyError {
    StudyError::Output(Box::new(Diagnostic::error(Place::file(path), error.to_string())))
}

pub(super) fn manifest(
    study: &Study,
    survey: &Survey<'_>,
    tags: &[Vec<Tags>],
    results: &Results,
) -> Result<Manifest, StudyError> {
    let mut manifest = Manifest::default();
    let codebooks: Vec<String> = study.open.iter().map(|open| open.codebook.display().to_string()).collect();
    let brand = study.brand.iter().map(|file| (file.display().to_string(), study.folder.join(file)));
    for (shown, path) in survey.files.clone().into_iter().chain(brand) {
        let bytes = std::fs::read(&path).map_err(|source| IngestError::Read { path: path.clone(), source })?;
        let list = if codebooks.contains(&shown) { &mut manifest.codebooks } else { &mut manifest.inputs };
        list.insert(shown, export::digest(&bytes));
    }
    let sum = |count: &dyn Fn(&measure::QuestionResults) -> u64| results.questions.iter().map(count).sum();
    let counts: [(&str, u64); 6] = [
        ("bad_rows", sum(&|question| question.bad_rows.len() as u64)),
        ("comments_read", sum(&|question| question.read)),
        ("comments_counted", sum(&|question| question.counted)),
        ("authors", sum(&|question| question.authors)),
        ("mentions", tags.iter().flatten().map(|tags| tags.matches.len() as u64).sum()),
        ("tags", tags.iter().flatten().map(|tags| tags.themes().len() as u64).sum()),
    ];
    manifest.counts = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    if !results.responses.is_empty() {
        let responses = results.responses.iter().map(|read| read.responses).sum();
        manifest.counts.insert("responses".to_owned(), responses);
    }
    Ok(manifest)
}

pub(super) fn bad_rows(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let bad_rows: Vec<_> = survey.questions.iter().flat_map(|question| &question.comments.bad_rows).collect();
    let closed = survey.answers.iter().flat_map(|read| questions::warnings(read, &bad_rows));
    bad_rows.iter().map(|bad| set_aside(bad)).chain(closed).collect()
}

/// The warning of a row that is in no count.
pub(super) fn set_aside(bad: &BadRow) -> Diagnostic {
    Diagnostic::warning(bad.place.clone(), format!("{}; the row is set aside", bad.reason))
        .hint("mend the row, or pass `--strict` to stop at such rows")
}

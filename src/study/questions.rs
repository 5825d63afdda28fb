//! `[[question]]`: the closed questions of a study, as they are declared, checked and read.
//!
//! How cells become answers is `ingest::responses`'; counting them is `measure`'s.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Deserialize;

use super::run::set_aside;
use super::variables::extra_specs;
use super::waves::without_gone;
use super::{Finding, Level, Source, Study, StudyError, Texts};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::inspect::open_shown;
use crate::ingest::responses::{Answered, Form, Gated, Kind, QuestionSpec, Responses, read_responses};
use crate::ingest::sheet::Opening;
use crate::ingest::{BadRow, IngestError};
use crate::measure::answers::{AnswerBreakdown, ClosedInput, POLL_ID, ResponsesInput};
use crate::measure::design_based::{Drawn, SurveyDesign};
use crate::measure::wording::{answers_line, listed, quoted};

/// `[[question]]`: a closed question, and where its answers stand.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedQuestion {
    /// Id of the source.
    pub source: String,
    /// What it was called in other waves.
    #[serde(default)]
    pub was: Texts,
    /// For an option, what it was called in other waves.
    #[serde(default)]
    pub options_were: BTreeMap<String, Texts>,
    /// Options that came with a later wave.
    #[serde(default)]
    pub new_options: Vec<String>,
    /// Options that a later wave no longer has.
    #[serde(default)]
    pub gone_options: Vec<String>,
    /// Where its answers stand in the source, and how they are read.
    #[serde(flatten)]
    pub asked: QuestionSpec,
}

impl std::ops::Deref for ClosedQuestion {
    type Target = QuestionSpec;

    fn deref(&self) -> &QuestionSpec {
        &self.asked
    }
}

impl ClosedQuestion {
    /// What is wrong with the question by itself, and what to do about it.
    fn mistake(&self) -> Option<(String, &'static str)> {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let twice = self.options.iter().enumerate().find(|(place, option)| self.options[..*place].contains(option));
        if self.id.is_empty() || !self.id.chars().all(plain) {
            return Some(("has an id that cannot name a file".to_owned(), "use letters, digits, `-` and `_`"));
        }
        if self.kind == Kind::Open {
            return Some((
                "is open, expected a closed kind".to_owned(),
                "declare it under `[[open]]`, with a codebook",
            ));
        }
        if let Some((_, option)) = twice {
            return Some((format!("has the option `{option}` twice"), "remove one, or part the two by their text"));
        }
        if self.kind == Kind::Scale && self.options.is_empty() {
            return Some(("is a scale without options".to_owned(), "list `options` from the lowest to the highest"));
        }
        if self.values.len() > self.options.len() || (self.kind != Kind::Scale && !self.values.is_empty()) {
            let what = format!("has {} values for {} options", self.values.len(), self.options.len());
            return Some((what, "`values` are the numbers of the options of a scale, in their order"));
        }
        if self.values.iter().any(|value| !value.is_finite()) {
            return Some(("has a value that is no finite number".to_owned(), "give each option a plain number"));
        }
        None
    }
}

impl Study {
    /// Closed questions that do not fit together, or not to the rest of the study.
    pub(super) fn closed_mistakes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let sources: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        for (place, closed) in self.closed.iter().enumerate() {
            let mut wrong = |found_at: &str, what: String, hint: String| {
                found.push(self.mistake(found_at, format!("the question `{}` {what}", closed.id), hint));
            };
            let quoted_id = format!("\"{}\"", closed.id);
            if let Some((what, hint)) = closed.mistake() {
                wrong(&quoted_id, what, hint.to_owned());
            }
            if !sources.contains(&closed.source.as_str()) {
                let what = format!("reads from `{}`, which is no source", closed.source);
                wrong(&closed.source, what, did_you_mean(&closed.source, &sources));
            }
            // Ids name files, and some file systems do not tell capitals from small letters.
            let same = |id: &str| id.eq_ignore_ascii_case(&closed.id);
            if self.closed[..place].iter().any(|other| same(&other.id)) || self.open.iter().any(|open| same(&open.id)) {
                wrong(&quoted_id, "has the id of another question".to_owned(), "rename one".to_owned());
            }
            if self.poll.is_some() && same(POLL_ID) {
                wrong(&quoted_id, "has the id of the poll".to_owned(), "rename the question".to_owned());
            }
        }
        if !self.closed.is_empty() && self.open.iter().any(|open| open.id == "answers") {
            let message =
                "an open question has the id `answers`, which names the charts of closed questions".to_owned();
            found.push(self.mistake("\"answers\"", message, "rename the open question".to_owned()));
        }
        found
    }
}

/// The answers that were read from one source.
#[derive(Debug)]
pub struct SourceAnswers<'s> {
    /// The source as the study describes it.
    pub source: &'s Source,
    /// The places of its questions among the closed questions of the study, in the order of `responses.questions`.
    pub places: Vec<usize>,
    /// What was read.
    pub responses: Responses,
    /// Other columns that the study's expressions and weights ask for, as they stand.
    pub asked: Vec<Answered>,
    /// How the respondents were drawn, where the study says more of it than weights do.
    pub drawn: Option<Drawn>,
    /// What was seen of the file that should be known.
    pub warnings: Vec<Diagnostic>,
    /// For each of its questions, whether this is the newest wave that asks it: the figures of the report are those.
    pub newest: Vec<bool>,
}

impl SourceAnswers<'_> {
    /// The weights of the responses, and how they were drawn; `None` where they have neither.
    #[must_use]
    pub fn design(&self) -> Option<SurveyDesign<'_>> {
        let weights = self.responses.weights.as_deref();
        match &self.drawn {
            Some(drawn) => Some(drawn.design(weights)),
            None => weights.map(SurveyDesign::weighted),
        }
    }
}

/// Reads the closed questions of a source, all in one pass.
///
/// # Errors
/// The file cannot be used, lacks a column, holds no response, or an id stands twice.
pub(super) fn read_source<'s>(
    study: &'s Study,
    source: &'s Source,
    (file, shown): (&Path, &str),
) -> Result<SourceAnswers<'s>, StudyError> {
    let places: Vec<usize> =
        (0..study.closed.len()).filter(|&at| study.reads(source, study.closed[at].place())).collect();
    let mut opened = open_shown(file, shown, &Opening::default(), None)?;
    let names = opened.names();
    let mut specs: Vec<QuestionSpec> = places.iter().map(|&place| study.closed[place].spec_in(&names)).collect();
    specs.extend(extra_specs(study, &source.id, &names)?);
    let form = Form { shown, names: &names, id: source.columns.id.as_ref(), weight: None };
    let mut responses = read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, &specs)?;
    let mut warnings = opened.sheet.warnings;
    warnings.extend(opened.sheet.rows.warnings());
    if responses.ids.is_empty() {
        let empty = Diagnostic::error(Place::file(shown), "there is no response, expected at least one");
        return Err(empty.hint("check that the file holds a row for each person, below its column names").into());
    }
    if source.columns.id.is_some() {
        each_id_once(&responses, shown)?;
    }
    let asked = responses.questions.split_off(places.len());
    if source.wave_of.is_some() {
        let questions = places.iter().zip(&mut responses.questions);
        questions.for_each(|(&place, answered)| without_gone(answered, &study.closed[place].gone_options));
    }
    let newest = places.iter().map(|&place| study.is_newest(source, study.closed[place].place())).collect();
    Ok(SourceAnswers { source, places, responses, asked, drawn: None, warnings, newest })
}

/// A response that stands twice would count twice.
fn each_id_once(responses: &Responses, shown: &str) -> Result<(), IngestError> {
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for (id, &line) in responses.ids.iter().zip(&responses.lines) {
        if let Some(first) = seen.insert(id, line) {
            let what = format!("the id `{id}` stands here and in line {first}, expected it once");
            return Err(Diagnostic::error(Place::line(shown, line), what)
                .hint("remove one of the two, or leave `id` out of the source's columns to number the rows")
                .into());
        }
    }
    Ok(())
}

/// The closed questions in the order of the study, for `measure`.
pub(super) fn closed_inputs<'a>(answers: &'a [SourceAnswers<'_>]) -> Vec<ClosedInput<'a>> {
    let of_source = |read: &'a SourceAnswers<'_>| {
        let questions = read.places.iter().zip(&read.responses.questions).zip(&read.newest);
        let questions = questions.filter(|(_, newest)| **newest).map(|(question, _)| question);
        questions.map(|(place, answered)| (*place, ClosedInput { source: &read.source.id, answered }))
    };
    let mut inputs: Vec<(usize, ClosedInput<'a>)> = answers.iter().flat_map(of_source).collect();
    inputs.sort_by_key(|(place, _)| *place);
    inputs.into_iter().map(|(_, input)| input).collect()
}

/// Their sources, for `measure`: those that the figures of the report come from.
pub(super) fn responses_inputs<'a>(answers: &'a [SourceAnswers<'_>]) -> Vec<ResponsesInput<'a>> {
    let shown = answers.iter().filter(|read| read.newest.is_empty() || read.newest.contains(&true));
    let input = |read: &'a SourceAnswers<'_>| ResponsesInput {
        source: &read.source.id,
        responses: &read.responses,
        design: read.design(),
    };
    shown.map(input).collect()
}

/// Bad cells of a source that are warned of one by one; the report lists more.
const WARNED: usize = 20;

/// What should be known of the responses; rows in `told` were spoken of before.
pub(super) fn warnings(read: &SourceAnswers<'_>, told: &[&BadRow]) -> Vec<Diagnostic> {
    let mut found = read.warnings.clone();
    let rows = read.responses.bad_rows.iter().filter(|bad| !told.iter().any(|told| told.place == bad.place));
    found.extend(rows.map(set_aside));
    let cells = &read.responses.bad_cells;
    let file = Place::file(read.source.file.display().to_string());
    found.extend(cells.iter().take(WARNED).map(|bad| {
        Diagnostic::warning(bad.place.clone(), bad.reason.clone())
            .hint("mend the cell, or list it under `missing` if it stands for no answer")
    }));
    if cells.len() > WARNED {
        let more = format!("{} more cells could not be read; the report lists them", cells.len() - WARNED);
        found.push(Diagnostic::warning(file.clone(), more));
    }
    found.extend(read.responses.notes.iter().map(|note| Diagnostic::warning(file.clone(), note.clone())));
    found
}

/// Options that a finding lists.
const LISTED: usize = 10;

/// The findings of `check` on closed questions: bases, options that nobody chose, answers that are no option, bad cells.
pub(super) fn findings(answers: &[SourceAnswers<'_>], closed: &[&AnswerBreakdown]) -> Vec<Finding> {
    let mut found = Vec::new();
    for read in answers {
        let responses = &read.responses;
        let bad = responses
            .bad_rows
            .iter()
            .map(|bad| (bad, "; set aside"))
            .chain(responses.bad_cells.iter().map(|bad| (bad, "")));
        found.extend(bad.map(|(bad, after)| note(bad.place.to_string(), format!("{}{after}", bad.reason))));
        let source = || format!("source {}", read.source.id);
        let aside = responses.set_aside.iter();
        found.extend(aside.map(|(reason, rows)| note(source(), format!("{rows} rows set aside: {reason}"))));
        found.extend(responses.notes.iter().map(|text| note(source(), text.clone())));
    }
    for question in closed {
        let subject = || format!("question {}", question.id);
        // A number is spelt in one way, and what another row of the grid has is how the file spells it.
        let is_spelt_elsewhere = |of: &AnswerBreakdown, label: &str| {
            let rows = || closed.iter().filter(|other| other.grid.is_some() && other.grid == of.grid);
            let has = |other: &&AnswerBreakdown| other.options.iter().any(|one| one.label == *label && one.count > 0);
            of.is_of_numbers() || rows().any(has)
        };
        found.push(Finding::new(Level::Pass, subject(), answers_line(question)));
        let named = |wanted: &dyn Fn(&crate::measure::answers::AnswerOption) -> bool| {
            let labels: Vec<String> =
                question.options.iter().filter(|option| wanted(option)).map(|option| quoted(&option.label)).collect();
            some(labels)
        };
        found.extend(
            named(&|option| option.declared && option.count == 0 && !is_spelt_elsewhere(question, &option.label))
                .map(|labels| note(subject(), format!("nobody chose {labels}; check how the file spells it"))),
        );
        found.extend(named(&|option| !option.declared).map(|labels| {
            note(subject(), format!("{labels}: in the file, and no declared option; counted as they stand"))
        }));
    }
    found
}

fn note(subject: String, message: String) -> Finding {
    Finding::new(Level::Note, subject, message)
}

/// The labels as a sentence lists them, a long list cut short.
fn some(mut labels: Vec<String>) -> Option<String> {
    let more = labels.len().saturating_sub(LISTED);
    labels.truncate(LISTED);
    if more > 0 {
        labels.push(format!("{more} more"));
    }
    (!labels.is_empty()).then(|| listed(&labels))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "title = 'T'\n[[source]]\nid = 's'\nfile = 'r.csv'\n";

    fn load(rest: &str) -> Result<Study, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("study.toml"), format!("{SOURCE}{rest}")).unwrap();
        Study::load(folder.path()).map_err(|error| error.diagnostics().iter().map(ToString::to_string).collect())
    }

    fn question(id: &str, rest: &str) -> String {
        format!("[[question]]\nid = '{id}'\nquestion = '?'\nsource = 's'\ncolumns = ['a']\n{rest}\n")
    }

    #[test]
    fn a_study_of_closed_questions_alone_is_a_study() {
        let study = load(&question("a", "kind = 'single'\noptions = ['x', 'y']\nlabels = { 1 = 'x' }")).unwrap();
        assert_eq!(study.closed[0].labels["1"], "x");
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_place() {
        for (wrong, said) in [
            (question("a", "kind = 'single'\noption = ['x']"), "unknown"),
            (question("a b", "kind = 'single'"), "cannot name a file"),
            (question("a", "kind = 'open'"), "[[open]]"),
            (question("a", "kind = 'scale'"), "scale without options"),
            (question("a", "kind = 'single'\noptions = ['x', 'x']"), "twice"),
            (question("a", "kind = 'scale'\noptions = ['x']\nvalues = [1, 2]"), "2 values for 1 options"),
            (question("a", "kind = 'scale'\noptions = ['x']\nvalues = [nan]"), "finite"),
            (question("a", "kind = 'single'") + &question("A", "kind = 'single'"), "another question"),
            (question("a", "kind = 'single'").replace("'s'", "'t'"), "no source"),
        ] {
            let found = load(&wrong).unwrap_err().join("\n");
            assert!(found.contains(said) && found.contains("study.toml:"), "{said}: {found}");
        }
    }
}

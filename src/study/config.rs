//! `study.toml`: what a person writes to describe a study.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{
    Banner, BookTable, ClosedQuestion, Exclude, Quoting, StudyError, Texts, Variable, WaveSettings, WeightSettings,
};
use crate::diag::{Diagnostic, Place, from_toml};
use crate::ingest::{Column, CommentColumns, IngestError};
use crate::measure::{Claim, DecisionSource, Quantifier, QuoteRule, Rounding, Sample, SetAsideRules};

/// A study as its `study.toml` describes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// The study's folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The text of `study.toml`.
    #[serde(skip)]
    pub text: String,
    /// Whether cells of CSV files that a spreadsheet would take for formulas are guarded.
    #[serde(skip)]
    pub spreadsheet: bool,
    /// An expression over its questions, variables and themes: only the responses for which it holds are counted.
    #[serde(skip)]
    pub filter: Option<String>,
    /// Whether the report is a draft: written whatever stands against publishing it, and marked as one.
    #[serde(skip)]
    pub draft: bool,
    /// Title of the report.
    pub title: String,
    /// Where the report goes, relative to the study's folder.
    #[serde(default = "default_output")]
    pub output: PathBuf,
    /// The look of the charts, relative to the study's folder.
    pub brand: Option<PathBuf>,
    /// The poll.
    pub poll: Option<PollSettings>,
    /// The files with comments.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// The open questions.
    #[serde(default, rename = "open")]
    pub open: Vec<OpenQuestion>,
    /// The closed questions.
    #[serde(default, rename = "question")]
    pub closed: Vec<ClosedQuestion>,
    /// The columns of the table book.
    pub banner: Option<Banner>,
    /// The tables of the book.
    #[serde(default, rename = "table")]
    pub tables: Vec<BookTable>,
    /// Closed questions that are made of others.
    #[serde(default, rename = "variable")]
    pub variables: Vec<Variable>,
    /// Responses that are left out.
    #[serde(default)]
    pub exclude: Vec<Exclude>,
    /// How much each response counts.
    pub weight: Option<WeightSettings>,
    /// What is known of waves beside their answers.
    #[serde(default, rename = "wave")]
    pub waves: Vec<WaveSettings>,
    /// How the people who answered came to answer.
    #[serde(default)]
    pub sample: Sample,
    /// Whose decision counts.
    #[serde(default)]
    pub themes: Themes,
    /// What "most", "many", "some" stand for.
    #[serde(default)]
    pub words: BTreeMap<String, Quantifier>,
    /// The statements to judge.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
    /// Pinned, dropped and named quotes.
    #[serde(default, rename = "quote")]
    pub quotes: Vec<QuoteRule>,
    /// Which comments may be quoted.
    #[serde(default, rename = "quotes")]
    pub quoting: Quoting,
    /// What is published.
    #[serde(default)]
    pub publish: Publish,
    /// Disclosure items, by id.
    #[serde(default)]
    pub disclosure: BTreeMap<String, String>,
    /// How articles speak of the study.
    #[serde(default)]
    pub article: ArticleSettings,
}

/// `[poll]`: a poll, as far as it is known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollSettings {
    /// The file with `option,percent[,votes]`.
    pub file: PathBuf,
    /// The question as asked.
    pub question: String,
    /// The options in the order shown, if not in file order.
    #[serde(default)]
    pub options: Vec<String>,
    /// Where the poll ran.
    pub platform: Option<String>,
    /// Number of votes.
    pub total_votes: Option<u64>,
    /// When it opened: `2021`, `2021-07` or `2021-07-05`.
    pub opened: Option<String>,
    /// When it closed.
    pub closed: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Digits after the decimal point of the percentages.
    #[serde(default)]
    pub decimals: u32,
    /// How the percentages were rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// The sentence to say when an option leads.
    #[serde(default)]
    pub findings: BTreeMap<String, String>,
}

/// `[[source]]`: a file, and which column is what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id, unique in the study.
    pub id: String,
    /// The file, relative to the study's folder.
    pub file: PathBuf,
    /// Which column is what.
    #[serde(default)]
    pub columns: CommentColumns,
    /// Whether author ids are pseudonyms already and may be shown.
    #[serde(default)]
    pub pseudonymous: bool,
    /// Values of the provenance column that mean that no real person wrote the text.
    #[serde(default)]
    pub constructed: Vec<String>,
    /// Id of the wave that it is.
    pub wave: Option<String>,
    /// The source of the first wave of the same survey.
    pub wave_of: Option<String>,
    /// Whether an id stands for the same person as in the other waves.
    #[serde(default)]
    pub same_people: bool,
}

/// `[[open]]`: an open question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenQuestion {
    /// Id, unique in the study.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// Id of the source.
    pub source: String,
    /// The column with the text.
    pub column: Column,
    /// What it was called in other waves.
    #[serde(default)]
    pub was: Texts,
    /// The codebook, relative to the study's folder.
    pub codebook: PathBuf,
    /// Cells that stand for no answer, beside blank ones.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Which comments are left out of the bases.
    #[serde(default)]
    pub set_aside: SetAsideRules,
    /// Coding files; the file's name is the coder's.
    #[serde(default)]
    pub codings: Vec<PathBuf>,
    /// Which half of the coded comments is kept for testing.
    pub split: Option<PathBuf>,
    /// For a stance theme, the poll option that it answers to.
    #[serde(default)]
    pub stance: BTreeMap<String, String>,
}

/// `[themes]`: whose decision counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Themes {
    /// The tagger's, or a human coding's where there is one.
    pub source: DecisionSource,
}

/// `[publish]`: what is published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publish {
    /// Quotes a theme.
    pub quotes_per_theme: usize,
    /// Whether the comments stand in the page.
    pub comments: bool,
    /// What an author without a name is called.
    pub anonymous: String,
    /// Answers of fewer people are shown nowhere; 0 hides none.
    pub hide_below: u64,
    /// Whether the labels of a picture are rounded together, so that they sum to 100.
    pub sum_to_100: bool,
}

impl Default for Publish {
    fn default() -> Self {
        Self {
            quotes_per_theme: 3,
            comments: false,
            anonymous: "a commenter".to_owned(),
            hide_below: 0,
            sum_to_100: false,
        }
    }
}

/// `[article]`: how articles speak of the study.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArticleSettings {
    /// Other words for a theme, by its id, or for an option of the poll, by its label.
    pub names: BTreeMap<String, Vec<String>>,
}

fn default_output() -> PathBuf {
    PathBuf::from("out")
}

impl Study {
    /// Reads the `study.toml` of a folder.
    ///
    /// # Errors
    /// The file is missing, is no valid TOML, has an unknown key, or its sections do not fit together.
    pub fn load(folder: &Path) -> Result<Self, StudyError> {
        let path = folder.join("study.toml");
        let text = std::fs::read_to_string(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => StudyError::from(
                Diagnostic::error(
                    Place::file(folder.display().to_string()),
                    "there is no `study.toml`, expected a study folder",
                )
                .hint("`verbatims demo DIR` writes a study to start from"),
            ),
            _ => IngestError::Read { path: path.clone(), source }.into(),
        })?;
        let mut study: Self = toml::from_str(&text).map_err(|error| from_toml("study.toml", &text, &error))?;
        study.folder = folder.to_owned();
        study.text = text;
        let mistakes = study.mistakes();
        if mistakes.is_empty() { Ok(study) } else { Err(StudyError::Invalid(mistakes)) }
    }

    /// The folder that the report goes to.
    #[must_use]
    pub fn output_folder(&self) -> PathBuf {
        self.folder.join(&self.output)
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// A mistake in `study.toml`, at the first line that holds the text `found`.
    pub(super) fn mistake(&self, found: &str, message: String, hint: String) -> Diagnostic {
        let place = match self.text.find(found) {
            Some(offset) => Place::offset("study.toml", &self.text, offset),
            None => Place::file("study.toml"),
        };
        Diagnostic::error(place, message).hint(hint)
    }

    fn mistakes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if self.poll.is_none() && self.open.is_empty() && self.closed.is_empty() {
            let message = "the study has neither a `[poll]` nor an `[[open]]` or a `[[question]]`".to_owned();
            found.push(self.mistake("\0", message, "add the one that you have".to_owned()));
        }
        let sources: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        for open in &self.open {
            if !sources.contains(&open.source.as_str()) {
                let message =
                    format!("the open question `{}` reads from `{}`, which is no source", open.id, open.source);
                found.push(self.mistake(&open.source, message, crate::diag::did_you_mean(&open.source, &sources)));
            }
        }
        for (what, ids) in
            [("source", sources), ("open question", self.open.iter().map(|open| open.id.as_str()).collect())]
        {
            for (place, id) in ids.iter().enumerate() {
                if ids[..place].contains(id) {
                    let message = format!("two {what}s have the id `{id}`");
                    found.push(self.mistake(id, message, "rename one".to_owned()));
                }
            }
        }
        found.extend(self.quoting_mistakes());
        found.extend(self.closed_mistakes());
        found.extend(self.variable_mistakes());
        found.extend(self.weight_mistakes());
        found.extend(self.drawn_mistakes());
        found.extend(self.wave_mistakes());
        for quote in &self.quotes {
            if quote.name.is_some() && quote.consent.as_deref().is_none_or(|consent| consent.trim().is_empty()) {
                let message = format!("the quote of comment `{}` gives a name without consent", quote.comment);
                let hint =
                    "say in `consent` how and when the author allowed the name, or leave the name out".to_owned();
                found.push(self.mistake(&quote.comment, message, hint));
            }
        }
        let items: Vec<&str> = crate::report::DISCLOSURE.iter().map(|item| item.id).collect();
        for key in self.disclosure.keys().filter(|key| !items.contains(&key.as_str())) {
            let message = format!("unknown key `{key}` under [disclosure]");
            found.push(self.mistake(key, message, crate::diag::did_you_mean(key, &items)));
        }
        for problem in self.sample.problems() {
            found.push(self.mistake(
                "[sample]",
                problem,
                "add it under `[sample]`, or choose another `design`".to_owned(),
            ));
        }
        found
    }
}

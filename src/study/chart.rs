//! Pictures on demand: one chart or all, in a shape and a brand, of a study or of a poll as it is typed.
//!
//! What a picture shows is `chart`'s; whether a title that is given may stand over it is `article`'s.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::beside::Beside;
use super::disclosure_check::{footer_breaches, phrase_breaches};
use super::init::typed;
use super::run::{bad_rows, manifest, output_error};
use super::{FromPoll, Study, StudyError, article};
use crate::article::{Facts, Holds, Numbers, verify_text};
use crate::chart::{self, Brand, CHARTS, Figure, Input, PRESETS, Preset, Sheet, draw_chart};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::export::{Manifest, digest};
use crate::ingest::IngestError;
use crate::measure::answers::POLL_ID;
use crate::measure::{self, About, PollInput, Results, Rounding, Sample, StudyInput, Treatment};

/// What pictures are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The ids of charts, in this order; those of a report where there are none.
    pub charts: &'a [String],
    /// The id of the shape; the report's where there is none.
    pub preset: Option<&'a str>,
    /// The brand file; the study's where there is none.
    pub brand: Option<&'a Path>,
    /// Only this theme, question or claim, by its id.
    pub only: Option<&'a str>,
    /// A title in the place of the one by rule.
    pub title: Option<&'a str>,
}

/// How pictures are drawn.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The shape.
    pub preset: &'static Preset,
    /// The look.
    pub brand: Brand,
}

/// Pictures that were drawn.
#[derive(Debug)]
pub struct Drawn {
    /// The pictures, in the order asked for.
    pub figures: Vec<Figure>,
    /// How they were drawn.
    pub drawing: Drawing,
    /// The results that they show.
    pub results: Results,
    /// Where they come from.
    pub manifest: Manifest,
    /// What should be known of them.
    pub warnings: Vec<Diagnostic>,
    beside: Beside,
}

/// Draws the charts that are wanted of a study.
///
/// # Errors
/// The study cannot be read or measured, a flag names what there is not, the title does not hold, or nothing can be drawn.
pub fn draw_study(study: &Study, wanted: &Wanted<'_>) -> Result<Drawn, StudyError> {
    with_study(study, wanted, |drawn, _| Ok(drawn))
}

/// Draws the charts that are wanted of a study, and does something with them and what texts are held against.
pub(super) fn with_study<T>(
    study: &Study,
    wanted: &Wanted<'_>,
    then: impl FnOnce(Drawn, &Facts<'_>) -> Result<T, StudyError>,
) -> Result<T, StudyError> {
    let charts = charts(wanted)?;
    let drawing = drawing(wanted, || study.brand())?;
    let (mut survey, tags, results, beside) = article::disclosed(study)?;
    let mut breaches = phrase_breaches(study, &survey);
    if wanted.brand.is_some() {
        breaches.extend(footer_breaches(&drawing.brand, study.sample.design));
    }
    if !breaches.is_empty() {
        return Err(StudyError::Invalid(breaches));
    }
    let mut manifest = manifest(study, &survey, &tags[..survey.questions.len()], &results)?;
    if let Some(file) = wanted.brand {
        named_brand(&mut manifest, study, file)?;
    }
    let mut warnings = std::mem::take(&mut survey.warnings);
    warnings.extend(bad_rows(&survey));
    let facts = article::facts(study, &survey, &results, &[]);
    warnings.extend(title_holds(wanted.title, &facts)?);
    let drawn = Drawn { figures: Vec::new(), drawing, results, manifest, warnings, beside };
    then(drawn.of(&charts, wanted)?, &facts)
}

/// Draws the charts that are wanted of a poll as it is typed.
///
/// # Errors
/// No number of votes could give these shares, or as for [`draw_study`].
pub fn draw_typed(from: &FromPoll<'_>, wanted: &Wanted<'_>) -> Result<Drawn, StudyError> {
    let charts = charts(wanted)?;
    let drawing = drawing(wanted, || Ok(Brand::default()))?;
    let breaches = footer_breaches(&drawing.brand, Sample::default().design);
    if !breaches.is_empty() {
        return Err(StudyError::Invalid(breaches));
    }
    let poll = typed(from)?;
    let (none, names) = (BTreeMap::new(), BTreeMap::new());
    let treatment = Treatment::default();
    let about = About {
        title: from.question.to_owned(),
        platform: None,
        url: None,
        opened: None,
        closed: None,
        sample: Sample::default(),
        disclosure: BTreeMap::new(),
        constructed: Vec::new(),
        sum_to_100: false,
    };
    let (rounding, findings) = (Rounding::default(), BTreeMap::new());
    let poll =
        PollInput { question: from.question, poll: &poll, total_votes: from.votes, rounding, findings: &findings };
    let results = measure::measure(&StudyInput {
        about,
        poll: Some(poll),
        questions: Vec::new(),
        closed: Vec::new(),
        responses: Vec::new(),
        treatment: &treatment,
        series: Vec::new(),
        claims: &[],
        words: &none,
    })
    .map_err(|error| Diagnostic::error(Place::file("--option"), error.to_string()).hint(error.hint()))?;
    let facts = Facts {
        numbers: Numbers::new(&results, &[]),
        comments: Vec::new(),
        words: &none,
        names: &names,
        own: vec![from.question.to_owned()],
        design: results.about.sample.design,
    };
    let warnings = title_holds(wanted.title, &facts)?;
    let (figures, manifest, beside) = (Vec::new(), Manifest::default(), Beside::default());
    let drawn = Drawn { figures, drawing, results, manifest, warnings, beside };
    drawn.of(&charts, wanted)
}

/// What a study can draw of a kind of chart.
pub struct Able {
    /// The chart.
    pub chart: &'static chart::Chart,
    /// The ids of its figures.
    pub figures: Vec<String>,
    /// Why others of its figures are left out.
    pub left_out: Vec<Diagnostic>,
}

/// What a study can draw of every kind of chart, in the shape and the brand that are wanted.
///
/// # Errors
/// As for [`draw_study`], but that a study may have nothing to draw.
pub fn able(study: &Study, wanted: &Wanted<'_>) -> Result<Vec<Able>, StudyError> {
    let drawing = drawing(wanted, || study.brand())?;
    let (_, _, results, beside) = article::disclosed(study)?;
    let sheet = Sheet { preset: drawing.preset, brand: &drawing.brand };
    let of = |chart: &'static chart::Chart| {
        let (mut figures, mut left_out) = (Vec::new(), Vec::new());
        for outcome in (chart.draw)(&beside.input(&results), &sheet) {
            match outcome {
                Ok(figure) => figures.push(figure.id),
                Err(found) => left_out.push(found.warning()),
            }
        }
        Able { chart, figures, left_out }
    };
    Ok(CHARTS.par_iter().map(of).collect())
}

impl Drawn {
    /// What the pictures are drawn from: the results and what was measured beside them.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        self.beside.input(&self.results)
    }

    /// The same with its pictures.
    fn of(mut self, charts: &[&str], wanted: &Wanted<'_>) -> Result<Self, StudyError> {
        known(wanted.only, &self.results)?;
        let sheet = Sheet { preset: self.drawing.preset, brand: &self.drawing.brand };
        let input = Input { only: wanted.only, title: wanted.title, ..self.beside.input(&self.results) };
        let outcomes: Vec<_> =
            charts.par_iter().flat_map_iter(|id| draw_chart(id, &input, &sheet).unwrap_or_default()).collect();
        let left_out = outcomes.iter().filter_map(|outcome| Some(outcome.as_ref().err()?.warning()));
        let left_out: Vec<Diagnostic> = left_out.collect();
        self.figures = outcomes.into_iter().flatten().collect();
        if !self.figures.is_empty() {
            self.warnings.extend(left_out);
            return Ok(self);
        }
        let errors = left_out.into_iter().map(|found| Diagnostic { severity: crate::diag::Severity::Error, ..found });
        let errors: Vec<Diagnostic> = errors.collect();
        let asked = charts.join("`, `");
        let nothing = Diagnostic::error(Place::file("--chart"), format!("there is nothing to draw as `{asked}`")).hint(
            "a chart needs what it shows: answers, themes, several themes in one comment; `likert` draws the rows of a grid, \
             `--only` one of them; see `verbatims chart --list`",
        );
        Err(StudyError::Invalid(if errors.is_empty() { vec![nothing] } else { errors }))
    }
}

/// The ids of the charts that are wanted.
fn charts<'a>(wanted: &Wanted<'a>) -> Result<Vec<&'a str>, StudyError> {
    let ids: Vec<&str> = CHARTS.iter().map(|chart| chart.id).collect();
    if wanted.charts.is_empty() {
        return Ok(CHARTS.iter().filter(|chart| chart.in_report).map(|chart| chart.id).collect());
    }
    match wanted.charts.iter().find(|id| !ids.contains(&id.as_str())) {
        Some(id) => Err(Diagnostic::error(Place::file("--chart"), format!("there is no chart `{id}`"))
            .hint(did_you_mean(id, &ids))
            .into()),
        None => Ok(wanted.charts.iter().map(String::as_str).collect()),
    }
}

fn drawing(wanted: &Wanted<'_>, own: impl FnOnce() -> Result<Brand, StudyError>) -> Result<Drawing, StudyError> {
    let id = wanted.preset.unwrap_or(chart::REPORT.id);
    let preset = chart::preset(id).ok_or_else(|| {
        let ids: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
        Diagnostic::error(Place::file("--preset"), format!("there is no preset `{id}`")).hint(did_you_mean(id, &ids))
    })?;
    let brand = match wanted.brand {
        Some(file) => Brand::load(file).map_err(StudyError::Invalid)?,
        None => own()?,
    };
    Ok(Drawing { preset, brand })
}

/// Puts the brand file that was asked for in the place of the study's own. It is named without its folder: the same file
/// elsewhere gives the same kit.
fn named_brand(manifest: &mut Manifest, study: &Study, file: &Path) -> Result<(), StudyError> {
    let bytes = std::fs::read(file).map_err(|source| IngestError::Read { path: file.to_owned(), source })?;
    if let Some(own) = &study.brand {
        manifest.inputs.remove(&own.display().to_string());
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    manifest.inputs.insert(format!("--brand {name}"), digest(&bytes));
    Ok(())
}

/// Refuses an id that nothing in the results has.
fn known(only: Option<&str>, results: &Results) -> Result<(), StudyError> {
    let Some(only) = only else { return Ok(()) };
    let mut ids: Vec<&str> = results.poll.iter().map(|_| POLL_ID).collect();
    ids.extend(results.closed().map(|found| found.id.as_str()));
    for question in &results.questions {
        ids.push(&question.id);
        ids.extend(question.frequencies.themes.iter().map(|theme| theme.id.as_str()));
    }
    ids.extend(results.claims.iter().map(|claim| claim.id.as_str()));
    if ids.contains(&only) {
        return Ok(());
    }
    Err(Diagnostic::error(Place::file("--only"), format!("there is no theme, question or claim `{only}`"))
        .hint(did_you_mean(only, &ids))
        .into())
}

/// Refuses a title that is off; what nothing in the study supports is a warning.
fn title_holds(title: Option<&str>, facts: &Facts<'_>) -> Result<Vec<Diagnostic>, StudyError> {
    let Some(title) = title else { return Ok(Vec::new()) };
    let place = || Place::file("--title");
    if title.trim().is_empty() {
        return Err(Diagnostic::error(place(), "is empty").hint("leave it out for the title by rule").into());
    }
    let found = verify_text("--title", title, facts);
    let said = |holds: Holds| {
        let of = found.iter().filter(move |statement| statement.holds == holds);
        of.map(move |statement| (&statement.found, &statement.message))
    };
    let off: Vec<Diagnostic> = said(Holds::Off)
        .map(|(found, message)| {
            Diagnostic::error(place(), format!("“{found}” is off: {message}"))
                .hint("a picture says what the study says: write the right value, or leave `--title` out")
        })
        .collect();
    if !off.is_empty() {
        return Err(StudyError::Invalid(off));
    }
    let unsupported = said(Holds::Unsupported)
        .map(|(found, message)| Diagnostic::warning(place(), format!("“{found}” is unsupported: {message}")));
    Ok(unsupported.collect())
}

/// The files of a picture: SVG, PNG as large as the shape, and PNG of twice the size.
///
/// # Errors
/// A picture cannot be drawn.
pub fn picture_files(drawn: &Drawn) -> Result<BTreeMap<String, Vec<u8>>, StudyError> {
    let Drawing { preset, brand } = &drawn.drawing;
    let files = |figure: &Figure| -> Result<Vec<(String, Vec<u8>)>, StudyError> {
        let name = if preset.is_fixed() { format!("{}-{}", figure.id, preset.id) } else { figure.id.clone() };
        let png = |path: String, scale: f32| -> Result<(String, Vec<u8>), StudyError> {
            let bytes =
                chart::png(&figure.svg, scale, &brand.fonts).map_err(|error| output_error(path.clone(), &error))?;
            Ok((path, bytes))
        };
        let svg = (format!("{name}.svg"), figure.svg.clone().into_bytes());
        Ok(vec![svg, png(format!("{name}.png"), 1.0)?, png(format!("{name}@2x.png"), 2.0)?])
    };
    let written: Result<Vec<_>, StudyError> = drawn.figures.par_iter().map(files).collect();
    Ok(written?.into_iter().flatten().collect())
}

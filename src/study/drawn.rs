//! `[sample]`: the columns with the strata and clusters of the respondents, and the size of the population.
//!
//! What follows from them is `measure::design_based`'s.

use std::collections::{BTreeMap, HashMap};

use super::{SourceAnswers, Study, StudyError, Survey};
use crate::diag::{Diagnostic, Place};
use crate::ingest::responses::{Answered, Answers, NumberStyle};
use crate::measure::FinitePopulation;
use crate::measure::design_based::{Drawn, DrawnError};

impl Study {
    /// The columns that tell how the responses of a source were drawn, each with what it holds.
    pub(super) fn columns_drawn(&self, source: &str) -> Vec<(&str, &'static str)> {
        let sample = &self.sample;
        if !self.is_about(sample.source.as_deref(), source) {
            return Vec::new();
        }
        let size = match &sample.finite_population {
            Some(FinitePopulation::Column(name)) => Some(name),
            _ => None,
        };
        let columns = [(&sample.strata, "the strata"), (&sample.clusters, "the clusters")].into_iter();
        let columns = columns.filter_map(|(name, what)| Some((name.as_deref()?, what)));
        columns.chain(size.map(|name| (name.as_str(), "the sizes of the population"))).collect()
    }

    /// What is wrong with the keys as they are declared.
    pub(super) fn drawn_mistakes(&self) -> Vec<Diagnostic> {
        let sample = &self.sample;
        let mut found = Vec::new();
        let mut wrong = |what: String, hint: &str| found.push(self.mistake("[sample]", what, hint.to_owned()));
        if sample.is_drawn() && sample.intervals().is_none() && sample.problems().is_empty() {
            wrong(
                "`[sample]` tells how respondents were drawn, and no interval or test is shown".to_owned(),
                "strata, clusters and the size of the population belong to a random sample, or to a `model`",
            );
        }
        let sources: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        match &sample.source {
            Some(named) if !sources.contains(&named.as_str()) => {
                let what = format!("the sample `{named}` under `[sample]` is no source");
                wrong(what, &crate::diag::did_you_mean(named, &sources));
            }
            Some(_) if !sample.is_drawn() => wrong(
                "`source` under `[sample]` has no use without `strata`, `clusters` or `finite_population`".to_owned(),
                "leave it out",
            ),
            None if sample.is_drawn() && self.source_of(None).is_none() => wrong(
                "`[sample]` does not tell which source was drawn so".to_owned(),
                "name the `source` whose responses stand in these strata and clusters",
            ),
            _ => {}
        }
        if matches!(sample.finite_population, Some(FinitePopulation::Strata(_))) && sample.strata.is_none() {
            wrong(
                "`finite_population` has a size for each stratum, and there is no `strata`".to_owned(),
                "name the column with the strata, or give one number",
            );
        }
        found
    }
}

/// Tells of the responses of a study how they were drawn.
///
/// # Errors
/// A cell is empty, a size is none, or a stratum has one cluster or a smaller population than was drawn.
pub(super) fn draw(study: &Study, survey: &mut Survey<'_>) -> Result<(), StudyError> {
    if !study.sample.is_drawn() {
        return Ok(());
    }
    for read in &mut survey.answers {
        if study.is_about(study.sample.source.as_deref(), &read.source.id) {
            read.drawn = Some(drawn(study, read)?);
        }
    }
    Ok(())
}

fn drawn(study: &Study, read: &SourceAnswers<'_>) -> Result<Drawn, Diagnostic> {
    let sample = &study.sample;
    let names = |column: &Option<String>, what| column.as_deref().map(|name| cells(read, name, what)).transpose();
    let (strata, clusters) = (names(&sample.strata, "stratum")?, names(&sample.clusters, "cluster")?);
    let population = match &sample.finite_population {
        None => None,
        Some(FinitePopulation::All(size)) => Some(vec![*size as f64; read.responses.ids.len()]),
        Some(FinitePopulation::Column(name)) => Some(sizes(read, name)?),
        Some(FinitePopulation::Strata(sizes)) => Some(of_strata(study, read, strata.as_deref(), sizes)?),
    };
    let numbers = |cells: &Option<Vec<&str>>| cells.as_ref().map(|cells| numbered(cells));
    let found = Drawn::new(read.responses.ids.len(), numbers(&strata), numbers(&clusters), population);
    found.map_err(|error| refused(study, read, strata.as_deref(), &error))
}

/// The cells of a column, none of them empty.
fn cells<'r>(read: &'r SourceAnswers<'_>, name: &str, what: &str) -> Result<Vec<&'r str>, Diagnostic> {
    let texts = read.asked.iter().find(|asked| asked.spec.id == name);
    let Some(Answered { answers: Answers::Texts(texts), .. }) = texts else { return Ok(Vec::new()) };
    let cell = |(text, line): (&'r Option<String>, &u64)| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).ok_or_else(|| {
            let found = format!("the response has no {what} in `{name}`, expected one");
            Diagnostic::error(at(read, *line), found)
                .hint("fill the cell, or leave the response out with `[[exclude]]` and say why")
        })
    };
    texts.iter().zip(&read.responses.lines).map(cell).collect()
}

/// The sizes in a column.
fn sizes(read: &SourceAnswers<'_>, name: &str) -> Result<Vec<f64>, Diagnostic> {
    let cells = cells(read, name, "size of the population")?;
    let (style, _) = NumberStyle::of(cells.iter().copied());
    let size = |(cell, line): (&&str, &u64)| {
        style.read(cell).filter(|size| *size >= 1.0 && size.is_finite()).ok_or_else(|| {
            let found = format!("the size of the population is `{cell}`, expected a number of one or more");
            Diagnostic::error(at(read, *line), found)
                .hint("write how many clusters, or people where there are none, the population has in this stratum")
        })
    };
    cells.iter().zip(&read.responses.lines).map(size).collect()
}

/// The size of each respondent's stratum.
fn of_strata(
    study: &Study,
    read: &SourceAnswers<'_>,
    strata: Option<&[&str]>,
    sizes: &BTreeMap<String, u64>,
) -> Result<Vec<f64>, Diagnostic> {
    let strata = strata.unwrap_or_default();
    if let Some(name) = sizes.keys().find(|name| !strata.contains(&name.as_str())) {
        let found = format!("`finite_population` has a size of `{name}`, which is no stratum of `{}`", read.source.id);
        return Err(study.mistake(name, found, crate::diag::did_you_mean(name, strata)));
    }
    let size = |stratum: &&str| {
        sizes.get(*stratum).map(|size| *size as f64).ok_or_else(|| {
            let found = format!("`finite_population` has no size of the stratum `{stratum}`");
            study.mistake("finite_population", found, "give every stratum its size".to_owned())
        })
    };
    strata.iter().map(size).collect()
}

/// Names as numbers, in the order in which they are first met.
fn numbered<'a>(names: &[&'a str]) -> Vec<u32> {
    let mut known: HashMap<&'a str, u32> = HashMap::new();
    let number = |name: &&'a str| {
        let next = known.len() as u32;
        *known.entry(name).or_insert(next)
    };
    names.iter().map(number).collect()
}

fn refused(study: &Study, read: &SourceAnswers<'_>, strata: Option<&[&str]>, error: &DrawnError) -> Diagnostic {
    let stratum = |row: usize| match strata.and_then(|strata| strata.get(row)) {
        Some(name) => format!("the stratum `{name}`"),
        None => format!("`{}`", read.source.id),
    };
    let units = if study.sample.clusters.is_some() { "clusters" } else { "respondents" };
    let one = if study.sample.clusters.is_some() { "cluster" } else { "respondent" };
    match *error {
        DrawnError::OneCluster(row) => {
            let found = format!("{} has one {one}, expected two or more", stratum(row));
            study.mistake(
                "[sample]",
                found,
                format!("nothing can be told of how its {units} vary: join it to another stratum in the file"),
            )
        }
        DrawnError::MoreThanAll { respondent, drawn, population } => {
            let found = format!("{} has {drawn} {units}, and a population of {population}", stratum(respondent));
            let hint = format!("`finite_population` counts {units} of the whole population, not of the sample");
            study.mistake("finite_population", found, hint)
        }
        DrawnError::TwoSizes(row) => {
            let line = read.responses.lines.get(row).copied().unwrap_or_default();
            let found = format!("{} has another size of the population here than above", stratum(row));
            Diagnostic::error(at(read, line), found).hint("one stratum has one size")
        }
    }
}

fn at(read: &SourceAnswers<'_>, line: u64) -> Place {
    Place::line(read.source.file.display().to_string(), line)
}

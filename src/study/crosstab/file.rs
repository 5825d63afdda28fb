//! The questions of an export, as `inspect` finds them.

use std::path::Path;

use super::asked::{Asked, Gathered};
use super::counts::seems_counted;
use super::names::names;
use super::{Bands, Crossed, CrosstabJob, cross, hide_small, missing};
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::{Inspection, inspect, read_export};
use crate::ingest::responses::{Kind, QuestionSpec, Responses};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, IngestError};
use crate::study::{Filter, StudyError};

pub(super) fn crosstab(
    job: &CrosstabJob<'_>,
    (file, opening, format): (&Path, &Opening, Option<&str>),
    filter: Option<&str>,
    missing: &[String],
) -> Result<Crossed, StudyError> {
    let found = inspect(file, opening, format)?;
    let shown = found.shown.as_str();
    let mut specs: Vec<QuestionSpec> = Vec::new();
    let known = |name: &str| found.named(name).is_ok();
    let rows = named(&found, &names(job.rows, &known), job.weight, &mut specs)?;
    let columns = named(&found, &names(job.columns, &known), job.weight, &mut specs)?;
    // Of all questions, numbers are shown by their means; one that somebody names, by its values too.
    let all = job.rows.iter().any(|name| name == "all");
    let of_means: Vec<usize> = rows.iter().copied().filter(|row| all && specs[*row].kind == Kind::Number).collect();
    let no_answer = missing::leave_out(&found, &mut specs, missing);
    if rows.is_empty() {
        return Err(Diagnostic::error(Place::file(shown), "there is no question with answers to choose from")
            .hint("`verbatims inspect` shows the kind of each question; `--rows` takes a column's name or `#n`")
            .into());
    }
    let filter = filter.map(|text| Filter::of_export(text, &found)).transpose()?;
    specs.extend(filter.iter().flat_map(|filter| filter.specs().iter().cloned()));
    let mut responses = read_export(file, opening, &found, &specs, job.weight)?;
    if responses.ids.is_empty() {
        return Err(Diagnostic::error(Place::file(shown), "there is no response to count").into());
    }
    let filtered = filter.map(|filter| filter.keep(&mut responses)).transpose()?;
    let warnings = [no_answer, warnings(&found, &responses, job)].concat();
    let read = std::mem::take(&mut responses.questions);
    let bands = bands(&found, job.bands, &specs)?;
    let asked = |(place, answered)| {
        let asked = Asked::of(answered, shown)?;
        if let Some((_, bands)) = bands.iter().find(|(of, _)| *of == place) {
            return bands.of(asked, shown);
        }
        Ok(if of_means.contains(&place) && !columns.contains(&place) { asked.into_numbers() } else { asked })
    };
    let questions = read.into_iter().enumerate().map(asked).collect::<Result<_, Diagnostic>>()?;
    let mut people = Gathered {
        shown: shown.to_owned(),
        questions,
        weights: responses.weights.take(),
        drawn: None,
        respondents: responses.ids.len(),
    };
    people.weigh_something()?;
    add_nets(job, &found, &mut people)?;
    let over: Vec<&Asked> = columns.iter().map(|place| &people.questions[*place]).collect();
    let crossed = rows.iter().map(|row| cross(&people, &people.questions[*row], &over, job.compare));
    let questions = crossed.collect::<Result<_, _>>()?;
    let mut crossed =
        Crossed { questions, compare: job.compare, hide_below: job.hide_below, filter: filtered, warnings };
    hide_small(&mut crossed);
    Ok(crossed)
}

fn add_nets(job: &CrosstabJob<'_>, found: &Inspection, people: &mut Gathered) -> Result<(), IngestError> {
    for (question, net) in job.nets {
        let spec = found.named(question)?;
        let asked = people.questions.iter_mut().find(|asked| asked.id == spec.id).ok_or_else(|| {
            let message = format!("a net is of `{question}`, which is in no row");
            Diagnostic::error(Place::file(&found.shown), message).hint("name the question in `--rows`")
        })?;
        asked.add_net(net, &found.shown)?;
    }
    Ok(())
}

/// The bands with the places of their questions, among those to read.
fn bands<'b>(
    found: &Inspection,
    bands: &'b [Bands],
    specs: &[QuestionSpec],
) -> Result<Vec<(usize, &'b Bands)>, IngestError> {
    let place = |bands: &'b Bands| {
        let spec = found.named(&bands.question)?;
        let place = specs.iter().position(|known| known.id == spec.id).ok_or_else(|| {
            let message = format!("bands are of `{}`, which is in no row or column", bands.question);
            Diagnostic::error(Place::file(&found.shown), message).hint("name the question in `--rows` or `--columns`")
        })?;
        Ok((place, bands))
    };
    bands.iter().map(place).collect()
}

/// The places of the questions named, among those to read.
fn named(
    found: &Inspection,
    names: &[String],
    weight: Option<&Column>,
    specs: &mut Vec<QuestionSpec>,
) -> Result<Vec<usize>, IngestError> {
    let wanted: Vec<QuestionSpec> = if names.iter().any(|name| name == "all") {
        let closed = |spec: &QuestionSpec| spec.kind != Kind::Open;
        let is_weight = |spec: &QuestionSpec| match (spec.columns.as_slice(), weight) {
            ([Column::Position(place)], Some(Column::Name(name))) => place
                .checked_sub(1)
                .and_then(|place| found.columns.get(place))
                .is_some_and(|column| column.name == *name),
            ([column], Some(weight)) => column == weight,
            _ => false,
        };
        found.questions.iter().map(|seen| seen.spec.clone()).filter(|spec| closed(spec) && !is_weight(spec)).collect()
    } else {
        names.iter().map(|name| found.named(name)).collect::<Result<_, _>>()?
    };
    let mut places = Vec::new();
    for spec in wanted {
        let known = specs.iter().position(|other| *other == spec);
        let place = known.unwrap_or(specs.len());
        if known.is_none() {
            specs.push(spec);
        }
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

fn warnings(found: &Inspection, responses: &Responses, job: &CrosstabJob<'_>) -> Vec<Diagnostic> {
    let bad = responses.bad_rows.iter().chain(&responses.bad_cells);
    let mut warnings: Vec<Diagnostic> =
        bad.map(|bad| Diagnostic::warning(bad.place.clone(), bad.reason.clone())).collect();
    let file = || Place::file(found.shown.clone());
    warnings.extend(responses.notes.iter().map(|note| Diagnostic::warning(file(), note.clone())));
    let aside = responses.set_aside.iter();
    warnings
        .extend(aside.map(|(why, count)| Diagnostic::warning(file(), format!("{count} rows are set aside: {why}"))));
    warnings.extend(seems_counted(found, job.weight, job.compare));
    if let (Some(column), None) = (&found.weight, job.weight) {
        let name = match column {
            Column::Name(name) => name.clone(),
            Column::Position(position) => format!("#{position}"),
        };
        let message = format!("the column `{name}` looks like a weight and is not used");
        warnings.push(Diagnostic::warning(file(), message).hint(format!("pass `--weight {name}` to use it")));
    }
    warnings
}

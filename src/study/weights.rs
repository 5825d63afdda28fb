//! `[weight]`: weights of responses, from a column or computed to meet targets.
//!
//! How they are computed is `measure::weighting`'s; what they give is `measure`'s.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{Question, Study, StudyError, Survey};
use crate::diag::{Diagnostic, did_you_mean};
use crate::ingest::responses::{Answered, Answers, read_weights};
use crate::measure::weighting::{Margin, RakingError, WeighError, Weighed, effective, weigh as computed};
use crate::measure::{GroupMet, MarginMet, RespondentWeight, Trimmed, WeightMethod, Weighting};

/// `[weight]`: how much each response counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightSettings {
    /// Id of the source; needed where several sources have closed questions.
    pub source: Option<String>,
    /// The column with given weights; with targets, computing starts from them.
    pub column: Option<String>,
    /// How weights are computed.
    #[serde(default)]
    pub method: Computing,
    /// The smallest and the largest weight, where the mean is 1.
    pub trim: Option<(f64, f64)>,
    /// What the weights are computed to meet.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
}

/// How weights are computed from targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Computing {
    /// One target after another, until all are met.
    #[default]
    Raking,
    /// One target, in one step.
    PostStratification,
}

/// `[[weight.target]]`: what share each answer has among the people whom the results are to describe.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Id of a closed question or a variable with one answer each.
    pub question: String,
    /// For each answer its share, its percentage or its count.
    pub shares: BTreeMap<String, f64>,
}

impl Study {
    /// What is wrong with the weights as they are declared.
    pub(super) fn weight_mistakes(&self) -> Vec<Diagnostic> {
        let Some(weight) = &self.weight else { return Vec::new() };
        let wrong = |what: &str, hint: &str| self.mistake("[weight]", format!("`[weight]` {what}"), hint.to_owned());
        let mut found = Vec::new();
        if weight.column.is_none() && weight.targets.is_empty() {
            found.push(wrong(
                "says neither where weights stand nor what they are to meet",
                "name a `column`, or add `[[weight.target]]`",
            ));
        }
        if weight.method == Computing::PostStratification && weight.targets.len() != 1 {
            let hint = "post-stratification has one target: make one question of several with `[[variable]]`, or rake";
            found.push(wrong(&format!("has {} targets for post-stratification", weight.targets.len()), hint));
        }
        if let Some((lower, upper)) = weight.trim {
            if weight.targets.is_empty() {
                found.push(wrong(
                    "trims weights that are given",
                    "trimming belongs to weights that are computed from targets",
                ));
            }
            if !((0.0..=1.0).contains(&lower) && upper >= 1.0 && upper.is_finite()) {
                found.push(wrong(
                    &format!("trims to {lower} and {upper}"),
                    "weights have a mean of 1: write a number from 0 to 1, and one above 1",
                ));
            }
        }
        for (place, target) in weight.targets.iter().enumerate() {
            if weight.targets[..place].iter().any(|other| other.question == target.question) {
                found.push(wrong(&format!("has two targets for `{}`", target.question), "join the two"));
            }
        }
        found
    }
}

/// Gives the responses of a study their weights.
///
/// # Errors
/// A weight is missing, negative or no number, all are zero, or targets do not fit the answers or each other.
pub(super) fn weigh(study: &Study, survey: &mut Survey<'_>) -> Result<(), StudyError> {
    link(survey);
    let Some(settings) = &study.weight else { return Ok(()) };
    let named = settings.source.as_deref();
    let newest = study.source_of(named);
    if !survey.answers.iter().any(|read| Some(read.source.id.as_str()) == newest) {
        let message = "`[weight]` is about a source without closed questions".to_owned();
        let hint = "declare the questions that weights are computed from, or that are to be weighted".to_owned();
        return Err(study.mistake("[weight]", message, hint).into());
    }
    for read in survey.answers.iter_mut().filter(|read| study.is_about(named, &read.source.id)) {
        let given = given(settings, read)?;
        let weighting = weighting(study, settings, read, given).map_err(|error| of_wave(study, read, error))?;
        read.responses.weights = Some(weighting.weights.iter().map(|of| of.weight).collect());
        if Some(read.source.id.as_str()) == newest {
            survey.treatment.weighting = Some(weighting);
        } else {
            survey.treatment.earlier_weightings.push(weighting);
        }
    }
    Ok(())
}

/// A fault of weights, with the wave that has it where there are several.
fn of_wave(study: &Study, read: &super::SourceAnswers<'_>, error: Diagnostic) -> Diagnostic {
    match &read.source.wave {
        Some(wave) if study.has_waves(&read.source.id) => {
            Diagnostic { message: format!("{}, in the wave `{wave}`", error.message), ..error }
        }
        _ => error,
    }
}

/// Tells which comment stands in which response, for every question whose source has closed questions too.
fn link(survey: &mut Survey<'_>) {
    (0..survey.answers.len()).for_each(|place| place_comments(survey, place));
}

/// Tells which comment stands in which response of a source.
pub(super) fn place_comments(survey: &mut Survey<'_>, place: usize) {
    let read = &survey.answers[place];
    let (source, responses) = (&read.source.id, &read.responses);
    let lines: HashMap<u64, usize> = responses.lines.iter().copied().zip(0..).collect();
    let questions = survey.questions.iter_mut().chain(&mut survey.earlier);
    for question in questions.filter(|question| question.source.id == *source) {
        question.rows = rows(question, &lines, responses.lines.len());
    }
}

/// For each response the place of its comment.
fn rows(question: &Question<'_>, lines: &HashMap<u64, usize>, responses: usize) -> Vec<Option<usize>> {
    let mut rows = vec![None; responses];
    for (place, comment) in question.comments.comments.iter().enumerate() {
        if let Some(row) = lines.get(&comment.line) {
            rows[*row] = Some(place);
        }
    }
    rows
}

/// The weights that stand in a column.
fn given(settings: &WeightSettings, read: &super::SourceAnswers<'_>) -> Result<Option<Vec<f64>>, StudyError> {
    let Some(column) = &settings.column else { return Ok(None) };
    let Some(Answered { answers: Answers::Texts(cells), .. }) =
        read.asked.iter().find(|asked| asked.spec.id == *column)
    else {
        return Ok(None);
    };
    let cells: Vec<String> = cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect();
    let shown = read.source.file.display().to_string();
    Ok(Some(read_weights(&shown, &cells, &read.responses.lines)?))
}

fn weighting(
    study: &Study,
    settings: &WeightSettings,
    read: &super::SourceAnswers<'_>,
    given: Option<Vec<f64>>,
) -> Result<Weighting, Diagnostic> {
    let n = read.responses.ids.len();
    let start = given.clone().unwrap_or_else(|| vec![1.0; n]);
    let groups: Vec<Groups<'_>> =
        settings.targets.iter().map(|target| grouped(study, target, read)).collect::<Result<_, _>>()?;
    alike(study, settings)?;
    let (weighed, method) = if groups.is_empty() {
        let weighed = Weighed { untrimmed: start.clone(), weights: start.clone(), rounds: None, outside: 0 };
        (weighed, WeightMethod::Column)
    } else {
        let margins: Vec<Margin<'_>> = groups.iter().map(|groups| groups.margin(n as f64)).collect();
        let raking = settings.method == Computing::Raking;
        let weighed =
            computed(&start, &margins, raking, settings.trim).map_err(|error| unmet(study, &groups, &error))?;
        let method = weighed.rounds.map_or(WeightMethod::PostStratification, WeightMethod::Raking);
        (weighed, method)
    };
    let size = effective(weighed.weights.iter().copied()).ok_or_else(|| {
        let message = format!("the weights of all {n} responses sum to zero");
        let column = settings.column.clone().unwrap_or_default();
        study.mistake(&column, message, "somebody must count; name another column".to_owned())
    })?;
    let margins = groups.iter().map(|groups| groups.met(&weighed.weights)).collect();
    let weights = read.responses.ids.iter().enumerate().map(|(row, id)| RespondentWeight {
        respondent: id.clone(),
        given: given.as_ref().map(|given| given[row]),
        untrimmed: weighed.untrimmed[row],
        weight: weighed.weights[row],
    });
    Ok(Weighting {
        source: read.source.id.clone(),
        method,
        column: settings.column.clone(),
        margins,
        trimmed: settings.trim.map(|(lower, upper)| Trimmed { lower, upper, outside: weighed.outside }),
        size,
        weights: weights.collect(),
    })
}

/// The respondents by the groups of a target.
struct Groups<'a> {
    question: &'a str,
    labels: Vec<&'a String>,
    shares: Vec<f64>,
    of: Vec<u32>,
}

impl Groups<'_> {
    fn margin(&self, respondents: f64) -> Margin<'_> {
        let sum: f64 = self.shares.iter().sum();
        let targets = self.shares.iter().map(|share| share / sum * respondents).collect();
        Margin { name: self.question.to_owned(), of: &self.of, targets }
    }

    fn met(&self, weights: &[f64]) -> MarginMet {
        let sum: f64 = self.shares.iter().sum();
        let total: f64 = weights.iter().sum();
        let n = self.of.len() as f64;
        let group = |(place, label): (usize, &&String)| {
            let inside = || self.of.iter().enumerate().filter(move |(_, of)| **of as usize == place);
            let weighted: f64 = inside().map(|(row, _)| weights[row]).sum();
            let counted = inside().count() as u64;
            GroupMet {
                label: (*label).clone(),
                n: counted,
                unweighted: counted as f64 / n,
                target: self.shares[place] / sum,
                weighted: weighted / total,
            }
        };
        MarginMet { question: self.question.to_owned(), groups: self.labels.iter().enumerate().map(group).collect() }
    }
}

/// The groups of a target: every respondent has one, and every answer that somebody gave has a target.
fn grouped<'a>(
    study: &Study,
    target: &'a Target,
    read: &'a super::SourceAnswers<'_>,
) -> Result<Groups<'a>, Diagnostic> {
    let named = |what: String, hint: String| study.mistake(&format!("\"{}\"", target.question), what, hint);
    let id = &target.question;
    let Some(answered) = read.responses.questions.iter().find(|answered| answered.spec.id == *id) else {
        let ids: Vec<&str> = read.responses.questions.iter().map(|answered| answered.spec.id.as_str()).collect();
        return Err(named(
            format!("weights are to meet targets of `{id}`, which is no question of `{}`", read.source.id),
            did_you_mean(id, &ids),
        ));
    };
    let Answers::One { options, chosen } = &answered.answers else {
        let hint = "targets are those of a question with one answer each; make bands of a number with `[[variable]]`";
        return Err(named(
            format!("weights are to meet targets of `{id}`, which has not one answer each"),
            hint.to_owned(),
        ));
    };
    let labels: Vec<&String> = options.iter().filter(|option| target.shares.contains_key(*option)).collect();
    if let Some(label) = target.shares.keys().find(|label| !options.contains(label)) {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        return Err(named(
            format!("`{id}` has a target for `{label}`, which nobody answered"),
            did_you_mean(label, &options),
        ));
    }
    let place = |option: &String| labels.iter().position(|label| *label == option);
    let mut of = Vec::with_capacity(chosen.len());
    for one in chosen {
        let Some(option) = one.map(|one| &options[one as usize]) else {
            return Err(silent(study, read, target, chosen));
        };
        let Some(group) = place(option) else {
            let what = format!("`{id}` has no target for `{option}`, which somebody answered");
            return Err(named(what, "add it to `shares`, or leave them out with `[[exclude]]`".to_owned()));
        };
        if target.shares.get(option) == Some(&0.0) {
            let what = format!("`{id}` has a target of 0 for `{option}`, which somebody answered");
            return Err(named(what, "leave them out with `[[exclude]]` and say why, or write their share".to_owned()));
        }
        of.push(u32::try_from(group).unwrap_or(u32::MAX));
    }
    let shares = labels.iter().filter_map(|label| target.shares.get(*label).copied()).collect();
    Ok(Groups { question: id, labels, shares, of })
}

fn silent(study: &Study, read: &super::SourceAnswers<'_>, target: &Target, chosen: &[Option<u32>]) -> Diagnostic {
    let count = chosen.iter().filter(|one| one.is_none()).count();
    let first = chosen.iter().position(Option::is_none).and_then(|row| read.responses.lines.get(row)).copied();
    let message = format!(
        "{count} of {} responses have no answer to `{}`, which weights are computed from; the first is in line {} of {}",
        chosen.len(),
        target.question,
        first.unwrap_or_default(),
        read.source.file.display(),
    );
    let hint = "leave them out with `[[exclude]]`, or give them a group of their own with `[[variable]]`: `when = '… is missing'`";
    study.mistake(&format!("\"{}\"", target.question), message, hint.to_owned())
}

/// Targets that do not sum alike are of different populations.
fn alike(study: &Study, settings: &WeightSettings) -> Result<(), Diagnostic> {
    let sum = |target: &Target| target.shares.values().sum::<f64>();
    for target in &settings.targets {
        let at = format!("\"{}\"", target.question);
        if target.shares.values().any(|share| !share.is_finite() || *share < 0.0) || sum(target) <= 0.0 {
            let message =
                format!("the targets of `{}` are not all zero or more, with a sum above zero", target.question);
            return Err(study.mistake(&at, message, "write shares, percentages or counts".to_owned()));
        }
        let first = &settings.targets[0];
        if (sum(target) / sum(first) - 1.0).abs() > 1e-6 {
            let message = format!(
                "the targets of `{}` sum to {}, those of `{}` to {}: expected the same sum",
                first.question,
                sum(first),
                target.question,
                sum(target)
            );
            let hint = "write all as shares, all as percentages or all as counts of one population; a rounded percentage may need its digits";
            return Err(study.mistake(&at, message, hint.to_owned()));
        }
    }
    Ok(())
}

fn unmet(study: &Study, groups: &[Groups<'_>], error: &WeighError) -> Diagnostic {
    let of = |name: &str| groups.iter().find(|groups| groups.question == name);
    let at = |name: &str| format!("\"{name}\"");
    match error {
        WeighError::Targets(RakingError::Empty { margin, group, .. }) => {
            let label = of(margin).and_then(|groups| groups.labels.get(group - 1)).map_or("?", |label| label.as_str());
            let message = format!("`{margin}` has a target for `{label}`, and nobody there has a weight above zero");
            study.mistake(&at(margin), message, "join it with another answer in a `[[variable]]`".to_owned())
        }
        WeighError::Targets(RakingError::NotSettled { margin, .. }) => {
            let hint =
                "the targets contradict each other on these respondents: join small groups, or leave out a target";
            study.mistake(&at(margin), error.to_string(), hint.to_owned())
        }
        WeighError::Targets(_) => study.mistake("[weight]", error.to_string(), "mend the targets".to_owned()),
        WeighError::Bounds { .. } => {
            study.mistake("trim", error.to_string(), "trim less, or join small groups".to_owned())
        }
    }
}

//! The variables of a source, made one after another so that one may ask for another.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Written;
use super::rows::{Rows, column};
use super::{Study, Survey, Variable};
use crate::condition::Logic;
use crate::diag::Diagnostic;
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec};
use crate::measure::{MadeVariable, wording::quoted};
use crate::study::Source;

/// The variables of a source.
pub(super) struct Derived<'a> {
    /// The responses, with the variables among what is known of them.
    pub rows: Rows<'a>,
    /// Each variable: its place in the study, its answers, and how it is made.
    pub made: Vec<(usize, Answered, MadeVariable)>,
    /// The variables that this wave has not what they ask for.
    pub absent: Absent,
}

/// Variables that a wave could not have, by their place in the study, and what was not there.
pub(super) type Absent = BTreeMap<usize, Diagnostic>;

/// Makes the variables of a source.
///
/// # Errors
/// Variables ask for each other, an expression asks for what is not there, or two options hold for one response.
pub(super) fn variables<'a>(study: &Study, source: &str, mut rows: Rows<'a>) -> Result<Derived<'a>, Diagnostic> {
    let own = |place: &usize| study.is_about(study.variables[*place].source.as_deref(), source);
    let mut expressions = BTreeMap::new();
    for place in (0..study.variables.len()).filter(own) {
        expressions.insert(place, study.options_of(&study.variables[place])?);
    }
    let (mut made, mut absent) = (Vec::new(), Absent::new());
    for place in order(study, &expressions)? {
        let variable = &study.variables[place];
        if study.has_waves(source) {
            let lacks = |written: &Written| Some((written.clone(), rows.lacks(&written.logic)?));
            if let Some((written, fault)) = expressions[&place].iter().find_map(lacks) {
                absent.insert(place, study.fault_in(&written, &fault, source));
                continue;
            }
        }
        let answered = make(study, variable, &expressions[&place], &rows)?;
        rows.make(answered.clone());
        made.push((place, answered, described(variable, &expressions[&place])));
    }
    made.sort_by_key(|(place, ..)| *place);
    Ok(Derived { rows, made, absent })
}

/// The variables in an order in which each comes after those that it asks for.
fn order(study: &Study, expressions: &BTreeMap<usize, Vec<Written>>) -> Result<Vec<usize>, Diagnostic> {
    let mut ordered: Vec<usize> = Vec::new();
    let mut asks: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (&place, written) in expressions {
        let wanted = asks.entry(place).or_default();
        for written in written {
            written.logic.visit(&mut |part| {
                if let Logic::Condition(condition, _) = part {
                    let named = |other: &&usize| study.variables[**other].id == column(condition);
                    wanted.extend(expressions.keys().find(named));
                }
            });
        }
    }
    while ordered.len() < asks.len() {
        let ready = |place: &&usize| !ordered.contains(place) && asks[*place].iter().all(|of| ordered.contains(of));
        match asks.keys().find(ready) {
            Some(place) => ordered.push(*place),
            None => return Err(cycle(study, &asks, &ordered)),
        }
    }
    Ok(ordered)
}

fn cycle(study: &Study, asks: &BTreeMap<usize, BTreeSet<usize>>, ordered: &[usize]) -> Diagnostic {
    let mut at = asks.keys().find(|place| !ordered.contains(place)).copied().unwrap_or_default();
    let mut way: Vec<usize> = Vec::new();
    while !way.contains(&at) {
        way.push(at);
        at = asks[&at].iter().find(|of| !ordered.contains(of)).copied().unwrap_or(at);
    }
    let first = way.iter().position(|place| *place == at).unwrap_or_default();
    let ids: Vec<String> =
        way[first..].iter().chain([&at]).map(|place| format!("`{}`", study.variables[*place].id)).collect();
    let message = format!("variables ask for each other: {}", ids.join(" asks for "));
    study.mistake(&format!("\"{}\"", study.variables[at].id), message, "make one of them of questions only".to_owned())
}

fn make(study: &Study, variable: &Variable, written: &[Written], rows: &Rows<'_>) -> Result<Answered, Diagnostic> {
    let n = rows.respondents();
    let mut chosen: Vec<Vec<u32>> = vec![Vec::new(); n];
    let mut known = vec![false; n];
    for (option, written) in (0_u32..).zip(written) {
        let wrong = |fault| study.fault(&written.text, &written.owner, &fault);
        let holds = rows.holds(&written.logic).map_err(wrong)?;
        chosen.iter_mut().zip(holds).filter(|(_, holds)| *holds).for_each(|(of_row, _)| of_row.push(option));
        let says = rows.known(&written.logic).map_err(wrong)?;
        known.iter_mut().zip(says).for_each(|(known, says)| *known |= says);
    }
    let mut options: Vec<String> = variable.options.iter().map(|option| option.label.clone()).collect();
    if let Some(otherwise) = &variable.otherwise {
        let place = u32::try_from(options.len()).unwrap_or(u32::MAX);
        options.push(otherwise.clone());
        let rest = chosen.iter_mut().zip(&known).filter(|(of_row, known)| of_row.is_empty() && **known);
        rest.for_each(|(of_row, _)| of_row.push(place));
    }
    let spec = QuestionSpec {
        id: variable.id.clone(),
        question: variable.question.clone(),
        kind: variable.kind,
        columns: Vec::new(),
        options: options.clone(),
        labels: BTreeMap::new(),
        separator: None,
        chosen: Vec::new(),
        missing: Vec::new(),
        grid: None,
        values: Vec::new(),
    };
    let answers = if variable.kind == Kind::Multiple {
        let answered = |(places, known): (Vec<u32>, &bool)| (*known || !places.is_empty()).then_some(places);
        Answers::Several { options, chosen: chosen.into_iter().zip(&known).map(answered).collect() }
    } else {
        if let Some(several) = chosen.iter().find(|places| places.len() > 1) {
            return Err(overlap(study, variable, &chosen, several));
        }
        Answers::One { options, chosen: chosen.into_iter().map(|places| places.first().copied()).collect() }
    };
    Ok(Answered { spec, answers })
}

fn overlap(study: &Study, variable: &Variable, chosen: &[Vec<u32>], several: &[u32]) -> Diagnostic {
    let labels: Vec<String> =
        several.iter().take(2).map(|place| quoted(&variable.options[*place as usize].label)).collect();
    let responses = chosen.iter().filter(|places| places.len() > 1).count();
    let message = format!(
        "options of the variable `{}` overlap: {} both hold for a response ({responses} in all), expected one option each",
        variable.id,
        labels.join(" and "),
    );
    let hint = "both ends of a range belong to it; part the options, or say `kind = \"multiple\"`".to_owned();
    study.mistake(&format!("\"{}\"", variable.id), message, hint)
}

fn described(variable: &Variable, written: &[Written]) -> MadeVariable {
    let options = variable.options.iter().zip(written);
    MadeVariable {
        id: variable.id.clone(),
        options: options.map(|(option, written)| (option.label.clone(), written.text.clone())).collect(),
        otherwise: variable.otherwise.clone(),
    }
}

/// Puts what was made beside the questions of the source, for the responses that are left.
pub(super) fn add(study: &Study, survey: &mut Survey<'_>, place: usize, made: Vec<(usize, Answered, MadeVariable)>) {
    let read = &mut survey.answers[place];
    for (variable, answered, described) in made {
        let kept = read.responses.ids.len();
        let without = match &answered.answers {
            Answers::One { chosen, .. } => chosen.iter().filter(|one| one.is_none()).count(),
            _ => 0,
        };
        if without > 0 && without < kept && described.otherwise.is_none() {
            let id = &described.id;
            read.responses.notes.push(format!(
                "variable `{id}`: {without} of {kept} responses fit none of its options and count as no answer"
            ));
        }
        read.places.push(study.closed.len() + variable);
        read.responses.questions.push(answered);
        read.newest.push(true);
        if survey.treatment.variables.iter().all(|made| made.id != described.id) {
            survey.treatment.variables.push(described);
        }
    }
}

/// Says of every variable which wave is the newest that has it: the figures of the report are those.
///
/// # Errors
/// No wave has what a variable asks for.
pub(super) fn newest(study: &Study, survey: &mut Survey<'_>, absent: Absent) -> Result<(), Diagnostic> {
    for (place, variable) in study.variables.iter().enumerate() {
        let at = study.closed.len() + place;
        let survey_of = study.source_of(variable.source.as_deref()).map(|source| study.survey_of(source));
        let waves = survey_of.map(|first| study.waves_of(first)).unwrap_or_default();
        let has = |source: &&&Source| {
            survey.answers.iter().any(|read| read.source.id == source.id && read.places.contains(&at))
        };
        let newest = waves.iter().rev().find(has).map(|source| source.id.clone());
        if let (None, Some(fault)) = (&newest, absent.get(&place)) {
            return Err(fault.clone());
        }
        for read in survey.answers.iter_mut().filter(|read| waves.iter().any(|wave| wave.id == read.source.id)) {
            let is_newest = newest.as_ref() == Some(&read.source.id);
            let own = read.places.iter().zip(&mut read.newest).filter(|(known, _)| **known == at);
            own.for_each(|(_, newest)| *newest = is_newest);
        }
    }
    Ok(())
}

//! `[[exclude]]`: responses that are left out, each for the first reason that holds, and their comments with them.

use std::collections::HashMap;

use super::asked::EXCLUDE;
use super::rows::Rows;
use super::{Study, Survey};
use crate::diag::Diagnostic;
use crate::measure::Exclusion;
use crate::study::StudyError;
use crate::tag::Tags;

/// For each response the exclusion that leaves it out, and all exclusions of the source.
pub(super) struct Excluded {
    reasons: Vec<Option<usize>>,
    exclusions: Vec<Exclusion>,
}

/// Which responses of a source are left out.
///
/// # Errors
/// An expression asks for what is not there, or nothing is left.
pub(super) fn rows(study: &Study, source: &str, rows: &Rows<'_>) -> Result<Excluded, Diagnostic> {
    let mut found = Excluded { reasons: vec![None; rows.respondents()], exclusions: Vec::new() };
    for exclude in study.exclusions_of(source) {
        let written = study.written(&exclude.when, EXCLUDE)?;
        let holds = rows.holds(&written.logic).map_err(|fault| study.fault_in(&written, &fault, source))?;
        let place = found.exclusions.len();
        for (reason, _) in found.reasons.iter_mut().zip(holds).filter(|(reason, holds)| *holds && reason.is_none()) {
            *reason = Some(place);
        }
        found.exclusions.push(Exclusion {
            source: source.to_owned(),
            when: exclude.when.clone(),
            reason: exclude.reason.clone(),
            responses: Vec::new(),
            comments: Vec::new(),
        });
    }
    if !found.exclusions.is_empty() && found.reasons.iter().all(Option::is_some) {
        let when = study.exclude.last().map(|exclude| exclude.when.as_str()).unwrap_or_default();
        let message = format!("the exclusions leave none of the {} responses of `{source}`", found.reasons.len());
        let hint = "`when` says which responses are left out, not which are kept".to_owned();
        return Err(study.mistake(when, message, hint));
    }
    Ok(found)
}

/// Takes the responses out, and the comments that stand in their rows.
///
/// # Errors
/// No comment is left for an open question.
pub(super) fn leave_out(
    survey: &mut Survey<'_>,
    place: usize,
    tags: &mut [Vec<Tags>],
    excluded: Excluded,
    made: &mut [(usize, crate::ingest::responses::Answered, crate::measure::MadeVariable)],
) -> Result<(), StudyError> {
    let Excluded { reasons, mut exclusions } = excluded;
    let read = &mut survey.answers[place];
    let mut by_line: HashMap<u64, usize> = HashMap::new();
    for ((id, line), reason) in read.responses.ids.iter().zip(&read.responses.lines).zip(&reasons) {
        if let Some(reason) = reason {
            by_line.insert(*line, *reason);
            exclusions[*reason].responses.push(id.clone());
        }
    }
    let keep: Vec<bool> = reasons.iter().map(Option::is_none).collect();
    if exclusions.is_empty() || by_line.is_empty() {
        survey.treatment.exclusions.extend(exclusions);
        return Ok(());
    }
    read.responses.retain(&keep);
    read.asked.iter_mut().for_each(|answered| answered.answers.retain(&keep));
    made.iter_mut().for_each(|(_, answered, _)| answered.answers.retain(&keep));
    let source = &read.source.id;
    let questions = survey.questions.iter_mut().chain(&mut survey.earlier).zip(tags);
    for (question, tags) in questions.filter(|(of, _)| of.source.id == *source) {
        let comments = &mut question.comments.comments;
        let out = |line: u64| by_line.get(&line).copied();
        for comment in comments.iter() {
            if let Some(reason) = out(comment.line) {
                exclusions[reason].comments.push((question.open.id.clone(), comment.id.clone()));
            }
        }
        let mut left = comments.iter().map(|comment| out(comment.line).is_none()).collect::<Vec<_>>().into_iter();
        tags.retain(|_| left.next().unwrap_or(true));
        comments.retain(|comment| out(comment.line).is_none());
        if comments.is_empty() {
            let message = format!("the exclusions leave no comment on `{}`", question.open.id);
            return Err(Diagnostic::error(crate::diag::Place::file("study.toml"), message)
                .hint("`when` says which responses are left out, not which are kept")
                .into());
        }
    }
    survey.treatment.exclusions.extend(exclusions);
    Ok(())
}

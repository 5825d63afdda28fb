//! Checks what a study says of itself: every item that its design asks for, no phrase that its design forbids, and an
//! article that holds.
//!
//! Comments and the wording of questions are other people's words, and are not looked at.

use super::article::{ARTICLE, facts, own};
use super::{Finding, Level, Study, StudyError, Survey};
use crate::article::{self, Format, Holds, forbidden};
use crate::chart::Figure;
use crate::diag::Diagnostic;
use crate::measure::Results;
use crate::report::DISCLOSURE;

/// The items that the study's design asks for.
pub(super) fn items(study: &Study, results: &Results) -> Vec<Finding> {
    let design = study.sample.design;
    let asked = DISCLOSURE.iter().filter(|item| item.applies(results) && item.mandatory.contains(&design));
    let mut findings: Vec<Finding> = asked
        .clone()
        .filter(|item| item.said(results).is_none())
        .map(|item| {
            let message =
                format!("`{}` is empty, and the design `{}` asks for it: {}", item.id, design.id(), item.expected);
            Finding::new(Level::Fail, "disclosure", message)
        })
        .collect();
    if findings.is_empty() {
        let message = format!("all {} items that the design `{}` asks for are stated", asked.count(), design.id());
        findings.push(Finding::new(Level::Pass, "disclosure", message));
    }
    findings
}

/// Phrases in the texts of `study.toml` that the design forbids.
pub(super) fn phrases(study: &Study) -> Vec<Finding> {
    let mut texts: Vec<(String, &str)> = vec![("title".to_owned(), study.title.as_str())];
    let said = study.poll.iter().flat_map(|poll| &poll.findings);
    texts.extend(said.map(|(option, text)| (format!("finding {option}"), text.as_str())));
    for claim in &study.claims {
        texts.push((format!("claim {}", claim.id), claim.text.as_str()));
        texts.extend(claim.cannot_be_known.iter().map(|text| (format!("claim {}", claim.id), text.as_str())));
    }
    texts.extend(study.disclosure.iter().map(|(item, text)| (format!("disclosure {item}"), text.as_str())));
    let sample = [&study.sample.population, &study.sample.frame, &study.sample.selection, &study.sample.recruitment];
    texts.extend(sample.into_iter().flatten().map(|text| ("sample".to_owned(), text.as_str())));
    let design = study.sample.design;
    let found = texts.iter().flat_map(|(subject, text)| {
        forbidden(text, design).into_iter().map(move |(_, phrase)| {
            let message = format!("a study with the design `{}` cannot bear “{phrase}”", design.id());
            Finding::new(Level::Fail, subject.clone(), message)
        })
    });
    found.collect()
}

/// What does not hold in the study's own article; a line that it holds where all does.
pub(super) fn of_article(
    study: &Study,
    survey: &Survey<'_>,
    results: &Results,
    figures: &[Figure],
) -> Result<Vec<Finding>, StudyError> {
    let Some(text) = own(study)? else { return Ok(Vec::new()) };
    let facts = facts(study, survey, results, figures);
    let failed = |found: Diagnostic| {
        let hint = found.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
        let place = found.place.map_or_else(|| ARTICLE.to_owned(), |place| place.to_string());
        vec![Finding::new(Level::Fail, place, format!("{}{hint}", found.message))]
    };
    let statements = article::render(ARTICLE, &text, &facts.numbers)
        .and_then(|rendered| article::verify(ARTICLE, rendered.as_bytes(), Format::Markdown, &facts));
    let statements = match statements {
        Ok(statements) => statements,
        Err(found) => return Ok(failed(found)),
    };
    let mut findings: Vec<Finding> = statements
        .iter()
        .filter(|statement| statement.holds != Holds::Yes)
        .map(|statement| {
            let level = if statement.holds == Holds::Off { Level::Fail } else { Level::Note };
            let message = format!("{}: “{}”: {}", statement.holds.word(), statement.found, statement.message);
            Finding::new(level, statement.place.to_string(), message)
        })
        .collect();
    let hold = statements.iter().filter(|statement| statement.holds == Holds::Yes).count();
    if hold > 0 {
        findings.push(Finding::new(Level::Pass, ARTICLE, format!("{hold} statements hold")));
    }
    Ok(findings)
}

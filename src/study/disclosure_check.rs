//! Checks what a study says of itself: every item that its design asks for, no phrase that its design forbids, and an
//! article that holds.
//!
//! Comments and the wording of questions are other people's words, and are not looked at.

use super::article::{ARTICLE, facts, own, quoted, unfinished};
use super::check::of_diagnostic;
use super::{Finding, Level, Study, StudyError, Survey};
use crate::article::{self, Format, Holds, forbidden};
use crate::chart::{Brand, Figure};
use crate::codebook::Codebook;
use crate::diag::{Diagnostic, Place};
use crate::measure::{Design, Results};
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

/// A text written by hand, and where it stands.
type Written<'a> = (String, &'a str);

/// The phrases that a design forbids, as what stands against publishing the study.
pub(super) fn phrase_breaches(study: &Study, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let breach = |found: Finding| {
        Diagnostic::error(Place::file("study.toml"), format!("{}: {}", found.subject, found.message))
            .hint("say what was counted, and of whom; a random sample has another `design`")
    };
    phrases(study, survey).into_iter().map(breach).collect()
}

/// The phrases in a brand's footer that a design forbids.
pub(super) fn footer_breaches(brand: &Brand, design: Design) -> Vec<Diagnostic> {
    let found = forbidden(brand.footer.as_deref().unwrap_or_default(), design).into_iter();
    let breach = |phrase: &str| {
        let message = format!("the design `{}` cannot bear “{phrase}” in `footer`", design.id());
        Diagnostic::error(Place::file("--brand"), message).hint("name another brand file, or change its footer")
    };
    found.map(|(_, phrase)| breach(phrase)).collect()
}

/// Phrases in the texts written by hand, in `study.toml`, the brand and the codebooks, that the design forbids.
pub(super) fn phrases(study: &Study, survey: &Survey<'_>) -> Vec<Finding> {
    let footer = study.brand().ok().and_then(|brand| brand.footer);
    let mut texts = of_study(study);
    texts.extend(made_by_hand(study));
    texts.extend(survey.questions.iter().flat_map(|question| of_codebook(&question.codebook)));
    texts.extend(footer.iter().map(|footer| ("brand footer".to_owned(), footer.as_str())));
    // Questions may share a codebook.
    texts.sort();
    texts.dedup();
    let design = study.sample.design;
    let found = texts.iter().flat_map(|(subject, text)| {
        forbidden(text, design).into_iter().map(move |(_, phrase)| {
            let message = format!("a study with the design `{}` cannot bear “{phrase}”", design.id());
            Finding::new(Level::Fail, subject.clone(), message)
        })
    });
    found.collect()
}

/// The texts of a study that reports show as they are.
fn of_study(study: &Study) -> Vec<Written<'_>> {
    let mut texts: Vec<Written<'_>> = vec![("title".to_owned(), study.title.as_str())];
    texts.push(("publish.anonymous".to_owned(), study.publish.anonymous.as_str()));
    let said = study.poll.iter().flat_map(|poll| &poll.findings);
    texts.extend(said.map(|(option, text)| (format!("finding {option}"), text.as_str())));
    for claim in &study.claims {
        texts.push((format!("claim {}", claim.id), claim.text.as_str()));
        texts.extend(claim.cannot_be_known.iter().map(|text| (format!("claim {}", claim.id), text.as_str())));
    }
    texts.extend(study.disclosure.iter().map(|(item, text)| (format!("disclosure {item}"), text.as_str())));
    let sample = [&study.sample.population, &study.sample.frame, &study.sample.selection, &study.sample.recruitment];
    texts.extend(sample.into_iter().flatten().map(|text| ("sample".to_owned(), text.as_str())));
    texts
}

/// The titles, labels and reasons that a study gives to tables, made variables, exclusions and other words.
fn made_by_hand(study: &Study) -> Vec<Written<'_>> {
    let mut texts: Vec<Written<'_>> = Vec::new();
    for table in &study.tables {
        texts.extend(table.title.iter().map(|title| (format!("table {}", table.rows), title.as_str())));
        texts.extend(table.nets.iter().map(|net| (format!("table {}", table.rows), net.label.as_str())));
    }
    for made in &study.variables {
        let labels = made.options.iter().map(|option| option.label.as_str()).chain(made.otherwise.as_deref());
        let own = std::iter::once(made.question.as_str()).chain(labels);
        texts.extend(own.map(|text| (format!("variable {}", made.id), text)));
    }
    for quote in &study.quotes {
        texts.extend(quote.name.iter().map(|text| (format!("quote {}", quote.comment), text.as_str())));
    }
    texts.extend(study.poll.iter().filter_map(|poll| Some(("poll.platform".to_owned(), poll.platform.as_deref()?))));
    texts.extend(study.exclude.iter().map(|exclude| ("exclude".to_owned(), exclude.reason.as_str())));
    texts
}

/// What a codebook calls its groups and themes, and what it says of them.
fn of_codebook(codebook: &Codebook) -> Vec<Written<'_>> {
    let mut texts: Vec<Written<'_>> = vec![("codebook".to_owned(), codebook.name.as_str())];
    texts.extend(codebook.groups.iter().map(|group| (format!("group {}", group.id), group.label.as_str())));
    for theme in &codebook.themes {
        texts.extend([&theme.label, &theme.definition].map(|text| (format!("theme {}", theme.id), text.as_str())));
    }
    texts
}

/// What does not hold in the study's own article; a line that it holds where all does.
pub(super) fn of_article(
    study: &Study,
    (survey, results, figures): (&Survey<'_>, &Results, &[Figure]),
    withheld: &[(String, String)],
) -> Result<Vec<Finding>, StudyError> {
    let Some(text) = own(study)? else { return Ok(Vec::new()) };
    if let Some(draft) = unfinished(study, &text) {
        return Ok(vec![of_diagnostic(Level::Note, draft)]);
    }
    let facts = facts(study, survey, results, figures);
    let rendered = match article::render(ARTICLE, &text, &facts.numbers) {
        Ok(rendered) => rendered,
        Err(found) => return Ok(vec![of_diagnostic(Level::Fail, found)]),
    };
    let statements = match article::verify(ARTICLE, rendered.as_bytes(), Format::Markdown, &facts) {
        Ok(statements) => statements,
        Err(found) => return Ok(vec![of_diagnostic(Level::Fail, found)]),
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
    let breaches = quoted(rendered.as_bytes(), withheld)?;
    findings.extend(breaches.into_iter().map(|breach| of_diagnostic(Level::Fail, breach)));
    let hold = statements.iter().filter(|statement| statement.holds == Holds::Yes).count();
    if hold > 0 {
        findings.push(Finding::new(Level::Pass, ARTICLE, format!("{hold} statements hold")));
    }
    Ok(findings)
}

//! Every check of a study, as findings: its rows, its codebooks, its claims, and what it says of itself. What is checked of
//! a codebook is `codebook_check`'s; of disclosure, phrases and the article `disclosure_check`'s; what may be published is
//! decided in `privacy`, as it is for `report`.

use super::beside::Beside;
use super::codebook_check::{examples, faults, on_comments};
use super::disclosure_check::{items, of_article, phrases};
use super::privacy;
use super::questions::findings as closed_findings;
use super::run::{input, measured};
use super::{Study, StudyError, read_prepared};
use crate::chart;
use crate::diag::Diagnostic;
use crate::measure::Verdict;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It passed.
    Pass,
    /// Nothing is wrong; worth a look.
    Note,
    /// It failed.
    Fail,
}

/// One line of `check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it ended.
    pub level: Level,
    /// What was checked: a theme, a claim.
    pub subject: String,
    /// What was found.
    pub message: String,
}

impl Finding {
    pub(super) fn new(level: Level, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { level, subject: subject.into(), message: message.into() }
    }
}

/// Runs every check of a study.
///
/// # Errors
/// The study cannot be read or measured at all.
pub fn check(study: &Study) -> Result<Vec<Finding>, StudyError> {
    let (mut survey, mut tags) = read_prepared(study)?;
    let mut findings = Vec::new();
    for question in &survey.questions {
        let bad_rows = &question.comments.bad_rows;
        findings.extend(
            bad_rows
                .iter()
                .map(|bad| Finding::new(Level::Note, bad.place.to_string(), format!("{}; set aside", bad.reason))),
        );
    }
    for (question, tags) in survey.questions.iter().zip(&tags) {
        findings.extend(faults(&question.codebook, &question.open.codebook));
        findings.extend(examples(&question.codebook));
        findings.extend(on_comments(&question.codebook, &question.comments.comments, tags));
    }
    let breaches = privacy::breaches(study, &survey);
    privacy::mask_answers(&mut survey);
    let mut results = measured(study, &input(study, &survey, &tags))?;
    findings.extend(closed_findings(&survey.answers, &results.closed().collect::<Vec<_>>()));
    findings.extend(results.claims.iter().map(|claim| {
        let level = match claim.verdict {
            Verdict::DoesNotHold => Level::Fail,
            Verdict::CannotBeKnown => Level::Note,
            Verdict::Holds | Verdict::ShownOnConstructed => Level::Pass,
        };
        let shown: Vec<String> =
            claim.checks.iter().map(|check| format!("{} is {}", check.quantity, check.shown)).collect();
        let detail = claim.reason.iter().cloned().chain(shown).collect::<Vec<_>>().join("; ");
        Finding::new(level, format!("claim {}", claim.id), format!("{}: {detail}", claim.verdict.label()))
    }));
    findings.extend(items(study, &results));
    findings.extend(phrases(study, &survey));
    let (beside, _) = Beside::of((study, &survey, &tags), &results)?;
    let withheld = privacy::disclose(&mut survey, &mut tags, &mut results);
    let hidden = privacy::hide_small_counts(&mut results, study.publish.hide_below);
    findings.extend(hidden.into_iter().map(|said| Finding::new(Level::Note, "publish.hide_below", said)));
    findings.extend(breaches.into_iter().map(|breach| of_diagnostic(Level::Fail, breach)));
    let findable = privacy::findable(study, &survey, &results);
    findings.extend(findable.into_iter().map(|warning| of_diagnostic(Level::Note, warning)));
    let figures = chart::figures_of(&beside.input(&results));
    findings.extend(of_article(study, (&survey, &results, &figures), &withheld)?);
    Ok(findings)
}

/// A line on what `report` would refuse, or warn of.
pub(super) fn of_diagnostic(level: Level, found: Diagnostic) -> Finding {
    let place = found.place.map_or_else(|| "study.toml".to_owned(), |place| place.to_string());
    let hint = found.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    Finding::new(level, place, format!("{}{hint}", found.message))
}

//! Every check of a study, as findings: the codebook's faults and examples, what each stem really matched, patterns
//! that never fire, and the claims.

use std::collections::BTreeMap;

use super::run::{input, measured};
use super::{Question, Study, StudyError, read, tag_all};
use crate::codebook::{Element, Pattern, lint};
use crate::measure::Verdict;
use crate::tag::{Tagger, Tags};
use crate::text::fold;

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
    fn new(level: Level, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { level, subject: subject.into(), message: message.into() }
    }
}

/// Runs every check of a study.
///
/// # Errors
/// The study cannot be read or measured at all.
pub fn check(study: &Study) -> Result<Vec<Finding>, StudyError> {
    let survey = read(study)?;
    let tags = tag_all(&survey);
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
        findings.extend(faults(question));
        findings.extend(examples(question));
        findings.extend(stems(question, tags));
        findings.extend(silent(question, tags));
    }
    let results = measured(study, &input(study, &survey, &tags))?;
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
    Ok(findings)
}

fn faults(question: &Question<'_>) -> Vec<Finding> {
    let faults = lint(&question.codebook);
    faults.into_iter().map(|fault| Finding::new(Level::Fail, fault.theme, fault.message)).collect()
}

fn examples(question: &Question<'_>) -> Vec<Finding> {
    let tagger = Tagger::new(&question.codebook);
    let mut findings = Vec::new();
    for (place, theme) in question.codebook.themes.iter().enumerate() {
        let mut wrong = Vec::new();
        for (examples, expected, message) in [
            (&theme.matches, true, "this example must show the theme and does not"),
            (&theme.no_match, false, "this example must not show the theme and does"),
        ] {
            let failing = examples.iter().filter(|example| tagger.tag(example).shows(place) != expected);
            wrong
                .extend(failing.map(|example| Finding::new(Level::Fail, &theme.id, format!("{message}: “{example}”"))));
        }
        let count = theme.matches.len() + theme.no_match.len();
        if wrong.is_empty() && count > 0 {
            findings.push(Finding::new(Level::Pass, &theme.id, format!("{count} examples, all as they must be")));
        }
        findings.extend(wrong);
    }
    findings
}

/// For each theme, the surface words that each stem of its patterns matched, with counts, where they differ.
fn stems(question: &Question<'_>, tags: &[Tags]) -> Vec<Finding> {
    let tagger = Tagger::new(&question.codebook);
    let themes = question.codebook.themes.iter().enumerate();
    let lines = themes.flat_map(|(place, theme)| {
        let mut surfaces: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
        for (comment, tags) in question.comments.comments.iter().zip(tags) {
            for found in tags.of(place) {
                for span in &found.spans {
                    for (word, surface) in stem_words(&tagger, &theme.patterns[found.pattern], span.of(&comment.text)) {
                        *surfaces.entry(word).or_default().entry(surface).or_default() += 1;
                    }
                }
            }
        }
        // A stem that matched nothing but its own word has nothing to tell.
        let telling = surfaces.into_iter().filter(|(word, counts)| counts.keys().any(|surface| *surface != fold(word)));
        telling.map(move |(word, counts)| {
            let shown: Vec<String> = counts.into_iter().map(|(surface, count)| format!("{surface} {count}")).collect();
            Finding::new(Level::Note, &theme.id, format!("`{word}` by stem matched: {}", shown.join(", ")))
        })
    });
    lines.collect()
}

/// The words of a pattern that match by stem, each with the words of the comment that it matched.
fn stem_words<'p>(tagger: &Tagger, pattern: &'p Pattern, matched: &str) -> Vec<(&'p str, String)> {
    let stems = pattern.elements().into_iter().filter_map(|element| match element {
        Element::Stem { word, .. } => Some((element, word.as_str())),
        Element::Exact(_) | Element::Glob(_) | Element::Any => None,
    });
    stems
        .flat_map(|(element, word)| tagger.found(element, matched).into_iter().map(move |found| (word, fold(found))))
        .collect()
}

/// For each theme, how many of its patterns fire on no comment of the study.
fn silent(question: &Question<'_>, tags: &[Tags]) -> Vec<Finding> {
    let themes = question.codebook.themes.iter().enumerate();
    let lines = themes.filter_map(|(place, theme)| {
        let fired: std::collections::BTreeSet<usize> =
            tags.iter().flat_map(|tags| tags.of(place)).map(|found| found.pattern).collect();
        let silent: Vec<&str> = theme
            .patterns
            .iter()
            .enumerate()
            .filter(|(pattern, _)| !fired.contains(pattern))
            .map(|(_, pattern)| pattern.source.as_str())
            .collect();
        (!silent.is_empty()).then(|| {
            let message =
                format!("{} of {} patterns fire on no comment of this study", silent.len(), theme.patterns.len());
            Finding::new(Level::Note, &theme.id, message)
        })
    });
    lines.collect()
}

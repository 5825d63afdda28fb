//! Every check of a codebook, as findings: its faults, its examples, and on the comments of a study what each stem
//! really matched, which patterns never fire, and which of their words nobody wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::check::{Finding, Level};
use super::read::is_held;
use super::run::tag_comments;
use super::{Held, Question, Study, StudyError, Survey, read_for};
use crate::codebook::{Codebook, Element, Pattern, Theme, dead, is_sheet, lint, shadowed, unexampled};
use crate::ingest::Comment;
use crate::tag::{Tagger, Tags, firing};
use crate::text::{Stemmer, fold};

/// Checks a codebook, and where a study is given, holds it against the study's comments.
///
/// # Errors
/// The study cannot be read.
pub fn check_codebook(codebook: &Codebook, path: &Path, study: Option<&Study>) -> Result<Vec<Finding>, StudyError> {
    let mut findings = faults(codebook, path);
    findings.extend(examples(codebook));
    if let Some(study) = study {
        let survey = read_for(study, &[Held { codebook, path }])?;
        let tagger = Tagger::new(codebook);
        for question in questions_with(study, &survey, path) {
            let comments = &question.comments.comments;
            findings.extend(on_comments(codebook, comments, &tag_comments(&tagger, comments)));
            findings.extend(absent(codebook, comments));
        }
    }
    Ok(findings)
}

/// The open questions that a codebook is held against: those that name it, or all where none does.
pub(super) fn questions_with<'q, 's>(study: &Study, survey: &'q Survey<'s>, codebook: &Path) -> Vec<&'q Question<'s>> {
    survey.questions.iter().filter(|question| is_held(study, question.open, codebook)).collect()
}

/// What is wrong in the codebook itself, which was read from this file.
pub(super) fn faults(codebook: &Codebook, path: &Path) -> Vec<Finding> {
    // A sheet has no place for examples, so that their lack is no fault of whoever wrote it.
    let lack = if is_sheet(path) { Level::Note } else { Level::Fail };
    if codebook.themes.is_empty() {
        let message = "the codebook has no theme yet: `verbatims codebook suggest STUDY` shows what stands out";
        return vec![Finding::new(Level::Note, path.display().to_string(), message)];
    }
    let findings = [
        (Level::Fail, lint(codebook)),
        (lack, unexampled(codebook)),
        (Level::Fail, dead(codebook)),
        (Level::Note, shadowed(codebook)),
    ];
    findings
        .into_iter()
        .flat_map(|(level, faults)| {
            faults.into_iter().map(move |fault| Finding::new(level, fault.theme, fault.message))
        })
        .collect()
}

/// Whether the examples of each theme show it, and those that must not do not.
#[must_use]
pub fn examples(codebook: &Codebook) -> Vec<Finding> {
    let tagger = Tagger::new(codebook);
    let mut findings = Vec::new();
    for (place, theme) in codebook.themes.iter().enumerate() {
        let mut wrong = Vec::new();
        for (examples, expected, message) in [
            (&theme.matches, true, "this example must show the theme and does not"),
            (&theme.no_match, false, "this example must not show the theme and does"),
        ] {
            let failing = examples.iter().filter(|example| {
                tagger.tag_row(&example.text, &|column| example.cell(column)).shows(place) != expected
            });
            wrong.extend(failing.map(|example| Finding::new(Level::Fail, &theme.id, format!("{message}: {example}"))));
        }
        let count = theme.matches.len() + theme.no_match.len();
        if wrong.is_empty() && count > 0 {
            findings.push(Finding::new(Level::Pass, &theme.id, format!("{count} examples, all as they must be")));
        }
        findings.extend(wrong);
    }
    findings
}

/// What the comments of a study tell of the codebook that they were tagged with.
pub(super) fn on_comments(codebook: &Codebook, comments: &[Comment], tags: &[Tags]) -> Vec<Finding> {
    let mut findings = stems(codebook, comments, tags);
    findings.extend(silent(codebook, comments, tags));
    findings
}

/// For each theme, the surface words that each stem of its patterns matched, with counts, where they differ.
fn stems(codebook: &Codebook, comments: &[Comment], tags: &[Tags]) -> Vec<Finding> {
    let tagger = Tagger::new(codebook);
    let themes = codebook.themes.iter().enumerate();
    let lines = themes.flat_map(|(place, theme)| {
        let mut surfaces: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
        for (comment, tags) in comments.iter().zip(tags) {
            for found in tags.of(place) {
                let Some(pattern) = theme.patterns.get(found.pattern) else { continue };
                for span in &found.spans {
                    for (word, surface) in stem_words(&tagger, pattern, span.of(&comment.text)) {
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
        _ => None,
    });
    stems
        .flat_map(|(element, word)| tagger.found(element, matched).into_iter().map(move |found| (word, fold(found))))
        .collect()
}

/// For each theme, its patterns that fire on no comment of the study, and those of which no match counts because others
/// of the theme have its words.
fn silent(codebook: &Codebook, comments: &[Comment], tags: &[Tags]) -> Vec<Finding> {
    let tagger = Tagger::new(codebook);
    // Where no pattern of any theme counts, none fires that another one could hide.
    let tagged = comments.par_iter().zip(tags).filter(|(_, tags)| !tags.matches.is_empty());
    let fires =
        tagged.flat_map_iter(|(comment, _)| firing(&tagger, &comment.text, &|column| comment.cells.get(column)));
    let fires: BTreeSet<(usize, usize)> = fires.collect();
    let counts: BTreeSet<(usize, usize)> =
        tags.iter().flat_map(|tags| &tags.matches).map(|found| (found.theme, found.pattern)).collect();
    let mut findings = Vec::new();
    for (place, theme) in codebook.themes.iter().enumerate() {
        let all = theme.patterns.len();
        let mut tell = |what: &str, is: &dyn Fn(&(usize, usize)) -> bool| {
            let patterns = theme.patterns.iter().enumerate().filter(|(pattern, _)| is(&(place, *pattern)));
            let found: Vec<&str> = patterns.map(|(_, pattern)| pattern.source.as_str()).collect();
            let message = format!("{} of {all} patterns {what}: {}", found.len(), list(&found));
            findings.extend((!found.is_empty()).then(|| Finding::new(Level::Note, &theme.id, message)));
        };
        tell("fire on no comment of this study", &|pattern| !fires.contains(pattern));
        tell("fire only where a match of another pattern counts in their place", &|pattern| {
            fires.contains(pattern) && !counts.contains(pattern)
        });
    }
    findings
}

/// For each theme, the words of its patterns that stand in no comment: slips of spelling are among them.
fn absent(codebook: &Codebook, comments: &[Comment]) -> Vec<Finding> {
    let written = Written::new(codebook, comments);
    let lines = codebook.themes.iter().filter_map(|theme| {
        let absent = written.missing(theme);
        let message = format!("{} words of its patterns stand in no comment: {}", absent.len(), list(&absent));
        (!absent.is_empty()).then(|| Finding::new(Level::Note, &theme.id, message))
    });
    lines.collect()
}

/// How many patterns or words stand on one line.
const LISTED: usize = 12;

fn list(all: &[&str]) -> String {
    let shown: Vec<String> = all.iter().take(LISTED).map(|one| format!("`{one}`")).collect();
    let more = all.len().saturating_sub(LISTED);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// Every word that somebody wrote, once.
struct Written {
    tagger: Tagger,
    stems: BTreeSet<String>,
    forms: BTreeSet<String>,
    /// All of them as one text, for what is more than a word.
    text: String,
}

impl Written {
    fn new(codebook: &Codebook, comments: &[Comment]) -> Self {
        let stemmer = Stemmer::new(codebook.language, codebook.spelling);
        let forms = codebook.forms;
        let written = comments.iter().flat_map(|comment| {
            forms.words(&comment.text).into_iter().map(|word| (word.span.of(&comment.text), word.cased))
        });
        let written: BTreeMap<&str, String> = written.collect();
        Self {
            tagger: Tagger::new(codebook),
            stems: written.values().map(|cased| stemmer.stem_with(cased, forms.accents)).collect(),
            forms: written.iter().map(|(word, cased)| forms.form(word, cased)).collect(),
            text: written.into_keys().collect::<Vec<_>>().join("\n"),
        }
    }

    /// The words of a theme's patterns that nobody wrote, in the order of the patterns, each once.
    fn missing<'t>(&self, theme: &'t Theme) -> Vec<&'t str> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for element in theme.patterns.iter().flat_map(Pattern::elements) {
            let there = match element {
                Element::Stem { stem, .. } => self.stems.contains(stem),
                Element::Exact(form) => self.forms.contains(form),
                _ => !self.tagger.found(element, &self.text).is_empty(),
            };
            if !there && seen.insert(element.shown()) {
                found.push(element.shown());
            }
        }
        found
    }
}

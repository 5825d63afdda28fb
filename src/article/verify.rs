//! Reads a text and holds it against the study: marked values, numbers, places, quotations, forbidden phrases.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Document, Format, Mark, Passage};
use super::facts::Facts;
use super::functions::{FREE, resolve};
use super::phrases::forbidden;
use super::quotations::{self, quotations};
use super::statement::{Holds, Judged, Statement};
use super::subjects::Subjects;
use super::ties::{Sentence, overlap};
use super::tokens::{sentences, stemmer, tokens};
use super::{numbers, ranks};
use crate::diag::{Diagnostic, Place};
use crate::text::Stemmer;

/// Everything that an article says of the study, in its order.
///
/// # Errors
/// The file is too large, is not UTF-8, or is no Word document.
pub fn verify(name: &str, bytes: &[u8], format: Format, facts: &Facts<'_>) -> Result<Vec<Statement>, Diagnostic> {
    let document = Document::read(name, bytes, format)?;
    let mut found = Verifier::new(facts).document(&document);
    found.extend(unsaid(&document, facts, &found));
    Ok(found)
}

/// Where a text quotes these comments (each its id and its text), with the comment's id.
///
/// # Errors
/// As [`verify`].
pub fn quoted(
    name: &str,
    bytes: &[u8],
    format: Format,
    comments: &[(&str, &str)],
) -> Result<Vec<(Place, String)>, Diagnostic> {
    let document = Document::read(name, bytes, format)?;
    let stemmer = stemmer();
    let mut found = Vec::new();
    for passage in &document.passages {
        let tokens = tokens(&passage.text, &stemmer);
        let sentences = sentences(&passage.text, &tokens);
        for quotation in quotations(passage, &tokens, &sentences) {
            if let Some(id) = quotation.source(&passage.text, comments) {
                found.push((document.place(passage, quotation.span.start), id.to_owned()));
            }
        }
    }
    Ok(found)
}

/// Everything that a piece of plain text says of the study: a title, a claim, a post.
#[must_use]
pub fn verify_text(name: &str, text: &str, facts: &Facts<'_>) -> Vec<Statement> {
    Verifier::new(facts).document(&Document::of_text(name, text, Format::Markdown))
}

struct Verifier<'f> {
    facts: &'f Facts<'f>,
    subjects: Subjects,
    stemmer: Stemmer,
}

impl<'f> Verifier<'f> {
    fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts, subjects: Subjects::new(facts), stemmer: stemmer() }
    }

    fn document(&self, document: &Document) -> Vec<Statement> {
        let mut quoted = Vec::new();
        let mut judged: Vec<(usize, Judged)> = Vec::new();
        for (place, passage) in document.passages.iter().enumerate() {
            let tokens = tokens(&passage.text, &self.stemmer);
            let sentences = sentences(&passage.text, &tokens);
            let found = quotations(passage, &tokens, &sentences);
            let mut read: Vec<Sentence<'_>> = Vec::new();
            for range in sentences {
                let sentence = Sentence::new(&tokens, range, passage.row, self.facts, &self.subjects);
                let sentence = sentence.after(read.last());
                read.push(sentence);
            }
            judged.extend(self.passage(passage, &read, &found).into_iter().map(|judged| (place, judged)));
            // A marked quotation is its mark's matter.
            let marked =
                |found: &quotations::Quotation| passage.marks.iter().any(|mark| overlap(&mark.text, &found.span));
            quoted.extend(found.into_iter().filter(|found| !marked(found)).map(|found| (place, found)));
        }
        let pairs: Vec<_> = quoted.iter().map(|(place, found)| (&document.passages[*place], found.clone())).collect();
        let places = quoted.iter().map(|(place, _)| *place);
        let judgements = places.zip(quotations::judge(&pairs, self.facts));
        judged.extend(judgements.filter_map(|(place, judged)| Some((place, judged?))));
        judged.sort_by_key(|(place, judged)| (*place, judged.span.start));
        judged.into_iter().map(|(place, judged)| statement(document, place, judged)).collect()
    }

    fn passage(&self, passage: &Passage, sentences: &[Sentence<'_>], quoted: &[quotations::Quotation]) -> Vec<Judged> {
        let in_quotation =
            |span: &Range<usize>| passage.quotation || quoted.iter().any(|found| overlap(&found.span, span));
        let mut found: Vec<Judged> = sentences
            .iter()
            .flat_map(|sentence| {
                let numbers = numbers::judge(sentence, self.facts, &self.subjects);
                numbers.into_iter().chain(ranks::judge(sentence, self.facts, &self.subjects))
            })
            // What a comment says is the comment's.
            .filter(|judged| !in_quotation(&judged.span) && !is_free(passage, &judged.span))
            .collect();
        for mark in passage.marks.iter().filter(|mark| !mark.call.starts_with(FREE)) {
            let marked = self.mark(passage, mark);
            // A value that is right by its name stands, unless its sentence speaks of something else without doubt.
            found.retain(|other| !overlap(&other.span, &mark.text) || other.tied && other.holds == Holds::Off);
            if marked.holds != Holds::Yes || !found.iter().any(|other| overlap(&other.span, &mark.text)) {
                found.retain(|other| !overlap(&other.span, &mark.text));
                found.push(marked);
            }
        }
        for (span, phrase) in forbidden(&passage.text, self.facts.design) {
            if !in_quotation(&span) && !is_free(passage, &span) {
                let design = self.facts.design.id();
                let message = format!("a study with the design `{design}` cannot bear “{phrase}”");
                found.push(Judged { span, holds: Holds::Off, message, candidates: Vec::new(), tied: true });
            }
        }
        found
    }

    fn mark(&self, passage: &Passage, mark: &Mark) -> Judged {
        let written = passage.text[mark.text.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let (holds, message) = match resolve(&self.facts.numbers, &mark.call) {
            Err(unknown) => (Holds::Off, format!("{}; {}", unknown.message, unknown.hint)),
            Ok(value) => {
                let right = value.plain.split_whitespace().collect::<Vec<_>>().join(" ");
                match same(&written, &right) {
                    true => (Holds::Yes, mark.call.clone()),
                    false => (Holds::Off, format!("{} is {right}", mark.call)),
                }
            }
        };
        Judged { span: mark.text.clone(), holds, message, candidates: Vec::new(), tied: true }
    }
}

/// Whether a marked text is the value: its first letter may be a capital where it begins a sentence.
pub(super) fn same(written: &str, right: &str) -> bool {
    let lowered = |text: &str| {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    lowered(written) == lowered(right)
}

/// Whether a span stands in a passage marked as free: its numbers are another's.
fn is_free(passage: &Passage, span: &Range<usize>) -> bool {
    passage.marks.iter().any(|mark| mark.call.starts_with(FREE) && overlap(&mark.text, span))
}

fn statement(document: &Document, place: usize, judged: Judged) -> Statement {
    let passage = &document.passages[place];
    Statement {
        place: document.place(passage, judged.span.start),
        found: passage.text.get(judged.span).unwrap_or_default().to_owned(),
        holds: judged.holds,
        message: judged.message,
        candidates: judged.candidates,
    }
}

/// That an article uses numbers of comments that nobody wrote, and does not say so.
fn unsaid(document: &Document, facts: &Facts<'_>, found: &[Statement]) -> Option<Statement> {
    let constructed: BTreeMap<&str, bool> =
        facts.numbers.named.iter().map(|named| (named.name.as_str(), named.constructed)).collect();
    let rests = found.iter().find(|statement| {
        let name = statement.message.split_once(": ").map_or(statement.message.as_str(), |(name, _)| name);
        let name = name.split_once('(').map_or(name, |(_, rest)| rest.trim_end_matches(')'));
        statement.holds == Holds::Yes && constructed.get(name) == Some(&true)
    })?;
    let words = &facts.numbers.results.about.constructed;
    let said = document.passages.iter().any(|passage| {
        let text = passage.text.to_lowercase();
        text.contains("constructed") || words.iter().any(|word| text.contains(&word.to_lowercase()))
    });
    (!said).then(|| Statement {
        place: rests.place.clone(),
        found: rests.found.clone(),
        holds: Holds::Off,
        message: "it rests on constructed comments, and the text nowhere says that comments are constructed".to_owned(),
        candidates: Vec::new(),
    })
}

//! Which comments a study may show, and what of them: `[quotes]`, and the one place where texts are masked.
//!
//! Everything before [`disclose`] works on comments as they were written; everything after it sees only what may be shown.
//! What stands against publishing is `gate`'s; what a search engine would find, `findable`'s.

mod findable;
mod gate;
mod small;
mod small_waves;
mod terms;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Deserialize;

pub(super) use findable::findable;
pub(super) use gate::{DRAFT, breaches, gate, notice, quoted_without_consent};
pub(super) use small::hide_small_counts;
use terms::shown_terms;

use super::{Study, Survey};
use crate::diag::Diagnostic;
use crate::ingest::personal::{Masked, MaskedText};
use crate::ingest::responses::Answers;
use crate::ingest::{Comment, Comments, IngestError, Wanted};
use crate::measure::Results;
use crate::tag::Tags;
use crate::text::{Span, fold, words};

/// Where the comments come from that are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteSource {
    /// Anybody can read them where they were written.
    Public,
    /// Their authors were asked, and only those who agreed are quoted.
    Consent,
}

/// `[quotes]`: which comments may be quoted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quoting {
    /// Where they come from.
    pub source: Option<QuoteSource>,
    /// The column that says who agreed.
    pub consent: Option<String>,
    /// Its cells that mean yes.
    pub yes: Vec<String>,
}

/// Cells that mean yes, where the study names none.
const YES: [&str; 4] = ["yes", "y", "true", "1"];

impl Quoting {
    fn asks_for_consent(&self) -> bool {
        self.source == Some(QuoteSource::Consent)
    }

    fn means_yes(&self, cell: &str) -> bool {
        let cell = fold(cell.trim());
        let own = self.yes.iter().any(|yes| fold(yes.trim()) == cell);
        own || (self.yes.is_empty() && YES.contains(&cell.as_str()))
    }
}

impl Study {
    pub(super) fn quoting_mistakes(&self) -> Vec<Diagnostic> {
        let Quoting { source, consent, yes } = &self.quoting;
        let consents = *source == Some(QuoteSource::Consent);
        let mut found = Vec::new();
        if consents && consent.as_deref().is_none_or(|column| column.trim().is_empty()) {
            let message = "`[quotes]` asks for consent and does not say where it stands".to_owned();
            let hint = "name the column that says who agreed: `consent = \"may quote\"`".to_owned();
            found.push(self.mistake("[quotes]", message, hint));
        }
        if !consents && (consent.is_some() || !yes.is_empty()) {
            let message = "`[quotes]` says who agreed and not that this is asked for".to_owned();
            found.push(self.mistake("[quotes]", message, "add `source = \"consent\"`".to_owned()));
        }
        found
    }

    /// Reads comments with the column that says who agreed to be quoted, where the study asks for it. A draft is made
    /// without that column too: then nobody agreed.
    pub(super) fn read_with_consent(
        &self,
        wanted: Vec<Wanted>,
        read: &mut dyn FnMut(&[Wanted]) -> Result<Comments, IngestError>,
    ) -> Result<Comments, IngestError> {
        let Some(column) = self.quoting.consent.as_deref().filter(|_| self.quoting.asks_for_consent()) else {
            return read(&wanted);
        };
        let mut all = wanted.clone();
        all.push(Wanted { column: column.to_owned(), by: "[quotes] of study.toml".to_owned() });
        let mut comments = match read(&all) {
            Err(_) if self.draft => read(&wanted)?,
            found => found?,
        };
        for comment in &mut comments.comments {
            comment.withheld = !comment.cells.get(column).is_some_and(|cell| self.quoting.means_yes(cell));
        }
        Ok(comments)
    }
}

/// Masks what gives people away in answers that people wrote themselves, such as after *other*.
pub(super) fn mask_answers(survey: &mut Survey<'_>) {
    let mut mask = Masked::default();
    for read in &mut survey.answers {
        for answered in &mut read.responses.questions {
            let declared = answered.spec.options.len();
            let (Answers::One { options, .. } | Answers::Several { options, .. }) = &mut answered.answers else {
                continue;
            };
            for place in declared.min(options.len())..options.len() {
                let masked = mask.mask(&options[place]);
                if masked != options[place] {
                    // Options are told apart by their words.
                    let taken = options.iter().filter(|other| other.starts_with(&masked)).count();
                    options[place] = if taken == 0 { masked } else { format!("{masked} ({})", taken + 1) };
                }
            }
        }
        let bad = read.responses.bad_cells.iter_mut().chain(&mut read.responses.bad_rows);
        bad.for_each(|bad| bad.reason = mask.mask(&bad.reason));
    }
    for question in &mut survey.questions {
        question.comments.bad_rows.iter_mut().for_each(|bad| bad.reason = mask.mask(&bad.reason));
    }
}

/// Leaves of every comment only what may be shown: what gives people away is masked, and a comment whose author did not
/// agree to be quoted has no text. Evidence, quotes and typical words follow. Gives the comments without consent, as written.
pub(super) fn disclose(
    survey: &mut Survey<'_>,
    tags: &mut [Vec<Tags>],
    results: &mut Results,
) -> Vec<(String, String)> {
    let mut withheld = Vec::new();
    for ((question, tags), found) in survey.questions.iter_mut().zip(tags).zip(&mut results.questions) {
        let comments = &mut question.comments.comments;
        let hidden: Vec<Option<MaskedText>> =
            comments.par_iter().map(|comment| MaskedText::of(&comment.text)).collect();
        for ((comment, tags), masked) in comments.iter_mut().zip(tags).zip(&hidden) {
            if masked.is_none() && !comment.withheld {
                continue;
            }
            let places = crate::text::CodePoints::new(&comment.text);
            let spans = tags.matches.iter().flat_map(|found| found.spans.iter());
            question.written.insert(comment.id.clone(), spans.map(|span| places.of(*span)).collect());
            for found in &mut tags.matches {
                found.spans = found.spans.iter().map(|span| shown_at(comment, masked.as_ref(), *span)).collect();
            }
            let text = match masked {
                _ if comment.withheld => String::new(),
                Some(masked) => masked.text.clone(),
                None => continue,
            };
            let written = std::mem::replace(&mut comment.text, text);
            if comment.withheld {
                withheld.push((comment.id.clone(), written));
            }
        }
        for quote in &mut found.quotes {
            let (comment, masked) = (&comments[quote.comment], hidden[quote.comment].as_ref());
            let mut evidence: Vec<Span> = quote.evidence.iter().map(|span| shown_at(comment, masked, *span)).collect();
            evidence.dedup();
            (quote.text, quote.evidence) = (comment.text.clone(), evidence);
        }
        if comments.iter().zip(&hidden).all(|(of, masked)| !of.withheld && masked.is_none()) {
            continue;
        }
        let shown = found.untagged.comments.iter().flat_map(|place| words(&comments[*place].text));
        let shown: BTreeSet<String> = shown.map(|word| fold(&word.cased)).collect();
        found.untagged.words.retain(|key| shown.contains(&key.word));
        if !found.typical.is_empty() {
            let shown = shown_terms(comments);
            found.typical.retain(|typical| shown.contains(&typical.key.word));
        }
    }
    withheld
}

/// Where a span of a comment as written stands in what is shown of it.
fn shown_at(comment: &Comment, masked: Option<&MaskedText>, span: Span) -> Span {
    match masked {
        _ if comment.withheld => Span::new(0, 0),
        Some(masked) => masked.span(span),
        None => span,
    }
}

//! Which comments speak for a theme in the report.
//!
//! How a quote looks, with its evidence marked, is `report`'s.
//!
//! # What it answers
//! Which few comments show a reader best what people mean by this theme?
//!
//! # Formula
//! Themes take turns in the codebook's order. For each, first every comment that the study pins to it. Then, up to the
//! number of quotes a theme, the comments counted that show the theme with words as evidence, in the codebook's
//! language, in this order:
//! 1. not used for another theme, as long as there are such;
//! 2. written by a real person before constructed;
//! 3. 8 to 60 words long before shorter or longer;
//! 4. with fewer other themes of the same group;
//! 5. with more distinct evidence;
//! 6. nearer to 25 words;
//! 7. earlier in the file.
//!
//! An author is quoted once a theme, pins aside. A dropped comment is never shown, nor is one
//! whose author did not agree to be quoted.
//!
//! # Assumptions and when not to use it
//! Quotes illustrate; they are no sample of what was said.
//!
//! # Reference
//! None: this is the program's own rule.
//!
//! # Example
//! A comment of 25 words on one theme comes before one of 25 words on three.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Coded, LanguageCount};
use crate::text::{Span, word_count};

/// Lengths in words at which a comment reads well as a quote.
const GOOD_LENGTH: std::ops::RangeInclusive<usize> = 8..=60;

/// The length in words that is preferred.
const BEST_LENGTH: usize = 25;

/// A `[[quote]]` of a study: pins a comment, drops it, or gives the name to show.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRule {
    /// The comment's id.
    pub comment: String,
    /// Show it first under this theme.
    pub pin: Option<String>,
    /// Never show it.
    #[serde(default)]
    pub drop: bool,
    /// The name to show, which needs `consent`.
    pub name: Option<String>,
    /// How and when the author allowed the name.
    pub consent: Option<String>,
}

/// A comment chosen to speak for a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Id of the theme.
    pub theme: String,
    /// Position of the comment in the list of comments.
    pub comment: usize,
    /// Id of the comment.
    pub id: String,
    /// The text, exactly as written.
    pub text: String,
    /// The evidence in the text: sorted, not overlapping.
    pub evidence: Vec<Span>,
    /// Who said it, as it may be shown.
    pub by: String,
    /// Where the text comes from, if the source says.
    pub provenance: Option<String>,
}

/// What decides which comments are quoted, and how.
#[derive(Debug, Clone, Copy)]
pub struct QuoteChoice<'a> {
    /// Pinned, dropped and named comments.
    pub rules: &'a [QuoteRule],
    /// Quotes a theme.
    pub per_theme: usize,
    /// The words that stand for an author without a name, such as `a commenter`.
    pub anonymous: &'a str,
    /// Provenance values that mean real people did not write the text.
    pub constructed: &'a [String],
    /// The comments in another language, which are quoted only where they are pinned.
    pub languages: &'a [LanguageCount],
}

/// The quotes for every theme, in the codebook's order.
#[must_use]
pub fn choose_quotes(coded: &Coded, choice: QuoteChoice) -> Vec<Quote> {
    let dropped =
        |comment: usize| coded.comments[comment].withheld || rules_of(coded, choice, comment).any(|rule| rule.drop);
    let pinned: Vec<(&str, usize)> = pins(coded, choice).filter(|(_, comment)| !dropped(*comment)).collect();
    let mut used: BTreeSet<usize> = pinned.iter().map(|(_, comment)| *comment).collect();
    let foreign: BTreeSet<&String> = choice.languages.iter().flat_map(|language| &language.comments).collect();
    let able = coded.counted().filter(|comment| !dropped(*comment) && !foreign.contains(&coded.comments[*comment].id));
    let able: Vec<usize> = able.collect();
    let mut quotes = Vec::new();
    for (theme, declared) in coded.codebook.themes.iter().enumerate() {
        let mut chosen: Vec<usize> =
            pinned.iter().filter(|(id, _)| *id == declared.id).map(|(_, comment)| *comment).collect();
        for comment in ranked(coded, choice, theme, &able, &used) {
            let author = &coded.comments[comment].author;
            let heard = chosen
                .iter()
                .any(|&other| other == comment || (author.is_some() && coded.comments[other].author == *author));
            if chosen.len() < choice.per_theme && !heard {
                chosen.push(comment);
            }
        }
        used.extend(&chosen);
        quotes.extend(chosen.into_iter().map(|comment| quote(coded, choice, theme, comment)));
    }
    quotes
}

fn rules_of<'a>(coded: &Coded, choice: QuoteChoice<'a>, comment: usize) -> impl Iterator<Item = &'a QuoteRule> {
    let id = coded.comments[comment].id.clone();
    choice.rules.iter().filter(move |rule| rule.comment == id)
}

/// The theme's id and the comment's position of each pin, in the order of the rules.
fn pins<'a>(coded: &'a Coded, choice: QuoteChoice<'a>) -> impl Iterator<Item = (&'a str, usize)> {
    choice.rules.iter().filter_map(|rule| {
        let comment = coded.comments.iter().position(|comment| comment.id == rule.comment)?;
        Some((rule.pin.as_deref()?, comment))
    })
}

/// The comments that show the theme with words as evidence, best first.
fn ranked(coded: &Coded, choice: QuoteChoice, theme: usize, able: &[usize], used: &BTreeSet<usize>) -> Vec<usize> {
    let key = |comment: usize| {
        let evidence = evidence(coded, theme, comment);
        if !coded.shown[comment][theme] || evidence.is_empty() {
            return None;
        }
        let written = &coded.comments[comment];
        let constructed = written.provenance.as_ref().is_some_and(|found| choice.constructed.contains(found));
        let length = word_count(&written.text);
        let alone = coded.shown_of(comment, coded.codebook.themes[theme].group).count();
        let distance = length.abs_diff(BEST_LENGTH);
        let distinct = Reverse(evidence.len());
        Some((used.contains(&comment), constructed, !GOOD_LENGTH.contains(&length), alone, distinct, distance, comment))
    };
    let mut keys: Vec<_> = able.iter().filter_map(|comment| key(*comment)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| key.6).collect()
}

/// The words that show the theme or one below it, overlapping spans made one.
fn evidence(coded: &Coded, theme: usize, comment: usize) -> Vec<Span> {
    let shows = |found: &usize| *found == theme || coded.codebook.above(*found).any(|above| above == theme);
    let matches = coded.tags[comment].matches.iter().filter(|found| shows(&found.theme));
    let mut spans: Vec<Span> = matches.flat_map(|found| found.spans.iter().copied()).collect();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn quote(coded: &Coded, choice: QuoteChoice, theme: usize, comment: usize) -> Quote {
    let written = &coded.comments[comment];
    let allowed = rules_of(coded, choice, comment)
        .filter(|rule| rule.consent.as_ref().is_some_and(|consent| !consent.trim().is_empty()))
        .find_map(|rule| rule.name.as_deref());
    Quote {
        theme: coded.codebook.themes[theme].id.clone(),
        comment,
        id: written.id.clone(),
        text: written.text.clone(),
        evidence: evidence(coded, theme, comment),
        by: allowed.unwrap_or(choice.anonymous).to_owned(),
        provenance: written.provenance.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    const LONG: &str = "note words that go on for long enough to make a comment that reads well as a quote";

    fn rule(comment: &str) -> QuoteRule {
        QuoteRule { comment: comment.to_owned(), pin: None, drop: false, name: None, consent: None }
    }

    fn chosen(study: &Fixture, rules: &[QuoteRule]) -> Vec<(String, String)> {
        let constructed = ["made".to_owned()];
        let choice =
            QuoteChoice { rules, per_theme: 2, anonymous: "a commenter", constructed: &constructed, languages: &[] };
        choose_quotes(&study.coded(), choice).into_iter().map(|quote| (quote.theme, quote.id)).collect()
    }

    fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(theme, id)| ((*theme).to_owned(), (*id).to_owned())).collect()
    }

    #[test]
    fn comments_on_one_theme_alone_and_of_good_length_come_first() {
        let study =
            Fixture::with_texts(&[("A", "t1", "note"), ("B", "t1 t2", LONG), ("C", "t1", LONG), ("D", "s1", "")]);
        assert_eq!(chosen(&study, &[]), of(&[("t1", "c3"), ("t1", "c2"), ("t2", "c2")]));
    }

    #[test]
    fn real_comments_come_before_constructed_ones_and_an_author_is_quoted_once_a_theme() {
        let rows = [("A", "t1", LONG), ("B", "t1", "note now"), ("B", "t1", LONG), ("C", "t1", LONG)];
        let mut study = Fixture::with_texts(&rows);
        study.comments[0].provenance = Some("made".to_owned());
        study.comments[3].provenance = Some("made".to_owned());
        assert_eq!(chosen(&study, &[]), of(&[("t1", "c3"), ("t1", "c1")]));
    }

    #[test]
    fn a_pin_leads_a_drop_is_never_shown_and_a_comment_is_not_used_twice() {
        let study = Fixture::with_texts(&[
            ("A", "t1", LONG),
            ("B", "t1 t2", LONG),
            ("C", "t1", LONG),
            ("D", "t2", "note"),
            ("E", "", "no evidence"),
        ]);
        let pin = QuoteRule { pin: Some("t1".to_owned()), ..rule("c5") };
        let drop = QuoteRule { drop: true, ..rule("c1") };
        let found = chosen(&study, &[pin, drop]);
        assert_eq!(found, of(&[("t1", "c5"), ("t1", "c3"), ("t2", "c2"), ("t2", "c4")]));
    }

    #[test]
    fn a_name_is_shown_only_with_consent() {
        let study = Fixture::with_texts(&[("A", "t1", LONG)]);
        let by = |consent: Option<&str>| {
            let rules = [QuoteRule { name: Some("Ada".into()), consent: consent.map(str::to_owned), ..rule("c1") }];
            let choice =
                QuoteChoice { rules: &rules, per_theme: 3, anonymous: "a commenter", constructed: &[], languages: &[] };
            choose_quotes(&study.coded(), choice)[0].by.clone()
        };
        assert_eq!(by(None), "a commenter");
        assert_eq!(by(Some("by mail, 2021-08-01")), "Ada");
    }

    #[test]
    fn evidence_is_sorted_and_merged() {
        let mut study = Fixture::with_texts(&[("A", "t1", LONG)]);
        study.tags[0].matches[0].spans = vec![Span::new(5, 10), Span::new(0, 4), Span::new(8, 15)].into();
        assert_eq!(evidence(&study.coded(), 0, 0), [Span::new(0, 4), Span::new(5, 15)]);
    }
}

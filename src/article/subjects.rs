//! What a number can be a number of: themes, options, counts, with the words by which a text names them.
//!
//! A subject is named by its label, by its id where that is a word, and by the words that the study lists for it under
//! `[article.names]`. A label that is one very common word, such as the option *All*, is taken for the option only in
//! quotation marks, with a capital inside a sentence, or beside a word of the question (*accept all*).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::facts::Facts;
use super::tokens::{Kind, Token, stemmer, tokens};
use crate::measure::named::Named;
use crate::text::{Language, Stemmer, is_function_word};

/// Something that numbers are given of.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub label: String,
    /// Its numbers, as places in the list of named ones.
    pub numbers: Vec<usize>,
    /// Whether it is a count such as the comments read, and not a theme or an option.
    pub is_count: bool,
}

/// Where a subject is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub subject: usize,
    /// The tokens that name it.
    pub at: Range<usize>,
}

/// A way to name a subject.
#[derive(Debug)]
struct Phrase {
    subject: usize,
    stems: Vec<String>,
    /// Whether it is one very common word.
    common: bool,
}

/// All subjects of a study, and the words that name them.
#[derive(Debug)]
pub(super) struct Subjects {
    pub all: Vec<Subject>,
    /// By their first stem.
    phrases: BTreeMap<String, Vec<Phrase>>,
    /// The stems of the questions' own words.
    asked: BTreeSet<String>,
}

/// Words that name counts, by the name of the count; the label and the last part of the name are added.
const COUNTED: [(&str, &[&str]); 6] = [
    ("comments.read", &["read", "reviewed", "in the thread", "under the poll", "below the poll", "came in"]),
    ("comments.counted", &["counted"]),
    ("comments.constructed", &["constructed", "made up", "invented"]),
    ("comments.set_aside", &["set aside", "left out"]),
    ("comments.untagged", &["no theme", "none of the themes", "without any theme"]),
    ("untagged", &["no theme", "none of the themes", "none of them"]),
];
/// Words that are too common to name an option by themselves, beside the function words.
const COMMON: [&str; 8] = ["never", "none", "many", "often", "always", "sometimes", "maybe", "depends"];

impl Subjects {
    pub fn new(facts: &Facts<'_>) -> Self {
        let stemmer = stemmer();
        let mut made = Self { all: Vec::new(), phrases: BTreeMap::new(), asked: asked(facts, &stemmer) };
        let named = &facts.numbers.named;
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        for (place, number) in named.iter().enumerate() {
            let pair = number.name.contains("pairs.");
            if !number.is_share || number.family.is_empty() || pair || labels.contains_key(&number.label) {
                continue;
            }
            let same = |other: &Named| {
                let pair = other.name.contains("pairs.");
                other.is_share && !pair && (other.label == number.label || other.also.contains(&number.label))
            };
            let numbers = (0..named.len()).filter(|other| same(&named[*other])).collect();
            labels.insert(number.label.clone(), made.all.len());
            let subject = made.add(&number.label, numbers, false);
            let mut names = vec![number.label.clone()];
            if number.id.len() >= 4 && number.id != number.label {
                names.push(number.id.replace(['_', '-'], " "));
            }
            let poll = format!("poll.{}", number.label);
            for key in [&number.id, &number.label, &number.name, &poll] {
                names.extend(facts.names.get(key).into_iter().flatten().cloned());
            }
            names.iter().for_each(|name| made.name(subject, name, &stemmer));
            debug_assert!(made.all[subject].numbers.contains(&place));
        }
        made.counts(named, &stemmer);
        made
    }

    /// The counts, and the shares that are of no theme.
    fn counts(&mut self, named: &[Named], stemmer: &Stemmer) {
        for (place, number) in named.iter().enumerate().filter(|(_, number)| {
            !number.is_share || number.name.ends_with("untagged") || number.name.contains("none.")
        }) {
            let subject = self.add(&number.label, vec![place], true);
            let of = number.name.rsplit_once("comments.").map(|(_, last)| format!("comments.{last}"));
            let name = of.unwrap_or_else(|| number.name.rsplit('.').next().unwrap_or_default().to_owned());
            let words =
                COUNTED.iter().filter(|(counted, _)| *counted == name).flat_map(|(_, words)| words.iter().copied());
            let own = number.name.contains("provenance.")
                || number.name.contains("set_aside.")
                || number.name.contains("none.");
            let own = own.then_some(number.label.as_str());
            let none = number.name.contains("none.").then_some("none of these");
            words.chain(own).chain(none).for_each(|name| self.name(subject, name, stemmer));
        }
    }

    fn add(&mut self, label: &str, numbers: Vec<usize>, is_count: bool) -> usize {
        self.all.push(Subject { label: label.to_owned(), numbers, is_count });
        self.all.len() - 1
    }

    fn name(&mut self, subject: usize, name: &str, stemmer: &Stemmer) {
        let words: Vec<Token> = tokens(name, stemmer).into_iter().filter(|token| token.kind != Kind::Sign).collect();
        let begin = words.iter().take_while(|token| words.len() > 1 && token.any(&["a", "an", "the"])).count();
        let Some(first) = words.get(begin) else { return };
        let common = words.len() == begin + 1
            && (is_function_word(Language::English, &first.low)
                || COMMON.contains(&first.low.as_str())
                || first.low.len() < 3);
        let stems: Vec<String> = words[begin..].iter().map(|token| token.stem.clone()).collect();
        let phrases = self.phrases.entry(stems[0].clone()).or_default();
        if !phrases.iter().any(|phrase| phrase.subject == subject && phrase.stems == stems) {
            phrases.push(Phrase { subject, stems, common });
        }
    }

    /// Where subjects are named in a sentence; of names within names the longest.
    pub fn named_in(&self, tokens: &[Token], sentence: &Range<usize>) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let phrases = self.phrases.get(&tokens[at].stem).into_iter().flatten();
            let fitting: Vec<(usize, &Phrase)> = phrases
                .filter_map(|phrase| Some((matched(&phrase.stems, tokens, at, sentence.end)?, phrase)))
                .filter(|(_, phrase)| !phrase.common || self.is_meant(tokens, at, sentence))
                .collect();
            let end = fitting.iter().map(|fit| fit.0).max().unwrap_or(at);
            for (_, phrase) in fitting.iter().filter(|fit| fit.0 == end) {
                found.push(Occurrence { subject: phrase.subject, at: at..end });
            }
            at = end.max(at + 1);
        }
        found
    }

    /// Whether a very common word is meant as an option.
    fn is_meant(&self, tokens: &[Token], at: usize, sentence: &Range<usize>) -> bool {
        let before = at.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| &tokens[before]);
        let after = tokens.get(at + 1).filter(|_| at + 1 < sentence.end);
        let open = before.is_some_and(|token| token.any(&["“", "\"", "‘", "'", "«", "„"]));
        let close = after.is_some_and(|token| token.any(&["”", "\"", "’", "'", "»", ",", "."]));
        let capital = tokens[at].capital && before.is_some_and(|token| token.kind != Kind::Sign || token.is(","));
        // "Never was chosen by", "Some by 68%", "All got".
        let verb = ["was", "is", "by", "got", "gets", "has", "had", "with", "at", "wins", "won", "leads", "stands"];
        let capital = capital || tokens[at].capital && after.is_some_and(|token| token.any(&verb));
        let asked = |token: &&Token| self.asked.contains(&token.stem);
        // "all comments", "some of them" speak of comments and of them.
        let noun = after.is_some_and(|token| super::claimed::units_of(token).is_some() || token.is("of"));
        // A label before its number, as charts and tables have it: "Never 20%", "Never: 20%".
        let listed =
            after.is_some_and(|token| token.kind == Kind::Number || token.any(&[":", "|", "="])) && tokens[at].capital;
        (open && close) || listed || (capital && !noun) || (!noun && [before, after].iter().flatten().any(asked))
    }
}

/// Where a phrase ends that begins at a token; quotation marks and hyphens inside it do not matter.
fn matched(stems: &[String], tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let mut next = at;
    for (place, stem) in stems.iter().enumerate() {
        while place > 0 && next < end && tokens[next].any(&["-", "’", "'", "*", "_"]) {
            next += 1;
        }
        if next >= end || tokens[next].stem != *stem {
            return None;
        }
        next += 1;
    }
    Some(next)
}

/// The stems of the words of the questions that are no function words.
fn asked(facts: &Facts<'_>, stemmer: &Stemmer) -> BTreeSet<String> {
    let results = &facts.numbers.results;
    let questions = results.poll.iter().map(|poll| poll.question.as_str());
    let questions = questions.chain(results.closed().map(|found| found.question.as_str()));
    let words = questions.flat_map(|question| tokens(question, stemmer));
    words
        .filter(|token| {
            token.kind == Kind::Word && !is_function_word(Language::English, &token.low) && token.low.len() > 2
        })
        .map(|token| token.stem)
        .collect()
}

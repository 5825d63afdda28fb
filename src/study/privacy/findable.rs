//! Quotes that a search engine would find word for word, and with them whoever wrote them.
//!
//! The rule: a stretch of at least eight words in a row, of which at least three are rare: no function words of the
//! codebook's language, and in at most one in a hundred of the comments on the question, or in this one alone.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Study, Survey};
use super::QuoteSource;
use crate::diag::Diagnostic;
use crate::measure::Results;
use crate::text::{Language, fold, is_function_word, words};

/// Words in a row that are found as a phrase.
const LONG: usize = 8;
/// How many of them are rare.
const RARE: usize = 3;
/// Quotes named in a warning.
const NAMED: usize = 5;

/// A warning for each open question with quotes that would be found; only public comments that somebody wrote can be.
pub(in crate::study) fn findable(study: &Study, survey: &Survey<'_>, results: &Results) -> Vec<Diagnostic> {
    if study.quoting.source != Some(QuoteSource::Public) {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for (question, found) in survey.questions.iter().zip(&results.questions) {
        let comments = &question.comments.comments;
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for comment in comments {
            let different: BTreeSet<String> = words(&comment.text).iter().map(|word| fold(&word.cased)).collect();
            different.into_iter().for_each(|word| *uses.entry(word).or_insert(0) += 1);
        }
        let rare = |word: &str| uses.get(word).is_none_or(|uses| *uses <= (comments.len() / 100).max(1));
        let written = |from: Option<&String>| from.is_none_or(|from| !results.about.constructed.contains(from));
        let quotes = found.quotes.iter().filter(|quote| written(quote.provenance.as_ref()));
        let ids: BTreeSet<&str> = quotes
            .filter(|quote| is_findable(&quote.text, question.codebook.language, &rare))
            .map(|quote| quote.id.as_str())
            .collect();
        if let Some(first) = ids.first() {
            let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join("`, `");
            let more = if ids.len() > NAMED { " …" } else { "" };
            let message = format!(
                "{} of the comments quoted on `{}` would be found word for word by a search engine: `{named}`{more}",
                ids.len(),
                question.open.id
            );
            let hint = format!("a `[[quote]]` with `comment = \"{first}\"` and `drop = true` leaves one out");
            warnings.push(study.mistake("[quotes]", message, hint));
            if let Some(last) = warnings.last_mut() {
                last.severity = crate::diag::Severity::Warning;
            }
        }
    }
    warnings
}

/// Whether a stretch between masks has enough words, and enough rare ones.
fn is_findable(text: &str, language: Language, rare: &dyn Fn(&str) -> bool) -> bool {
    let masks: Vec<&str> = crate::ingest::personal::Trace::ALL.iter().map(|(_, mask, _)| *mask).collect();
    let parted = masks.iter().fold(text.replace("[name]", "\n"), |text, mask| text.replace(mask, "\n"));
    parted.lines().any(|stretch| {
        let plain: Vec<String> =
            words(stretch).iter().filter(|word| word.is_plain()).map(|word| fold(&word.cased)).collect();
        let rare = |word: &&String| !is_function_word(language, word) && rare(word);
        plain.len() >= LONG && plain.iter().filter(rare).count() >= RARE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotes_with_rare_words_are_found_and_short_or_common_ones_are_not() {
        let found = |text: &str| is_findable(text, Language::English, &|word| word.starts_with('z'));
        assert!(found("my zebra zigzags past the zoo and then it was gone"));
        assert!(!found("my zebra zigzags past the zoo"), "six words");
        assert!(!found("my zebra and then it was gone and it was all"), "one rare word");
        assert!(!found("my zebra zigzags past [link] the zoo and then it was gone"), "a mask parts it");
    }
}

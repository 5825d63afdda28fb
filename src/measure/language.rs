//! Which comments are in another language than the codebook's. They are counted all the same, and named.
//!
//! # What it answers
//! Which comments could the codebook not have understood?
//!
//! # Formula
//! Trigram language detection (whatlang), believed only where the comment has at least ten words of letters and the
//! detector calls itself reliable, which is a confidence above 0.9. Mentions, hashtags, addresses and emoji are taken
//! out first.
//!
//! # Assumptions and when not to use it
//! One language a comment. Short comments are never named: on few words the detector guesses.
//!
//! # Reference
//! The crate whatlang, after Cavnar, W. B. & Trenkle, J. M. (1994). N-gram-based text categorization.
//!
//! # Example
//! A comment of twenty French words under an English codebook is listed as French.

use super::Coded;
use crate::text::{Word, words};

/// Shorter comments are not named.
const LEAST_WORDS: usize = 10;

/// Comments in a language other than the codebook's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageCount {
    /// English name of the language.
    pub language: String,
    /// ISO 639-3 code.
    pub code: String,
    /// Ids of the comments, in file order.
    pub comments: Vec<String>,
}

/// The ISO 639-3 code and the English name of a text's language; `None` where the text is short or the detector is
/// not sure.
#[must_use]
pub fn detect_language(text: &str) -> Option<(&'static str, &'static str)> {
    let spoken: Vec<Word> = words(text).into_iter().filter(Word::is_plain).collect();
    if spoken.len() < LEAST_WORDS {
        return None;
    }
    let spoken: Vec<&str> = spoken.iter().map(|word| word.span.of(text)).collect();
    let found = whatlang::detect(&spoken.join(" ")).filter(whatlang::Info::is_reliable)?;
    Some((found.lang().code(), found.lang().eng_name()))
}

/// The languages other than the codebook's among the comments counted: most comments first, ties by code.
#[must_use]
pub fn other_languages(coded: &Coded) -> Vec<LanguageCount> {
    let mut found: Vec<LanguageCount> = Vec::new();
    for comment in coded.counted() {
        let written = &coded.comments[comment];
        let foreign = detect_language(&written.text).filter(|(code, _)| *code != coded.codebook.language.code());
        let Some((code, language)) = foreign else { continue };
        let id = written.id.clone();
        match found.iter_mut().find(|entry| entry.code == code) {
            Some(entry) => entry.comments.push(id),
            None => found.push(LanguageCount { language: language.into(), code: code.into(), comments: vec![id] }),
        }
    }
    found.sort_by(|a, b| b.comments.len().cmp(&a.comments.len()).then_with(|| a.code.cmp(&b.code)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    const FRENCH: &str = "Je n'accepte que les invitations des personnes que j'ai déjà rencontrées dans mon travail.";
    const GERMAN: &str = "Ich nehme nur Einladungen von Leuten an, mit denen ich schon einmal gearbeitet habe.";

    #[test]
    fn long_comments_are_named_and_short_ones_are_not() {
        assert_eq!(detect_language(FRENCH), Some(("fra", "French")));
        assert_eq!(detect_language("Je suis d'accord"), None);
        assert_eq!(detect_language("@a @b @c @d @e @f @g @h @i @j ok"), None);
    }

    #[test]
    fn comments_in_another_language_are_listed() {
        let english = "I only accept invitations from people that I have met or worked with before.";
        let study = Fixture::with_texts(&[("A", "", english), ("B", "", GERMAN), ("C", "", FRENCH), ("D", "", GERMAN)]);
        let found = other_languages(&study.coded());
        let listed: Vec<(&str, &[String])> =
            found.iter().map(|entry| (entry.language.as_str(), entry.comments.as_slice())).collect();
        assert_eq!(listed, [("German", &["c2".to_owned(), "c4".to_owned()][..]), ("French", &["c3".to_owned()][..])]);
    }
}

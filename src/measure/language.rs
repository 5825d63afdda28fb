//! Which comments are in another language than the codebook's. They are counted all the same, and named.
//!
//! # What it answers
//! Which comments could the codebook not have understood?
//!
//! # Formula
//! Trigram language detection (whatlang), believed only where the comment has at least ten words of letters and the
//! detector calls itself reliable, which is a confidence above 0.9. Mentions, hashtags, addresses and emoji are taken
//! out first. Under an English codebook a comment of which at least four words in ten are English function words is
//! English, and the detector is not asked.
//!
//! # Assumptions and when not to use it
//! One language a comment. Short comments are never named: on few words the detector guesses. Of all words in use, 44% of
//! those in English are on the list of function words, and in the 41 other languages that wordfreq 3.1 knows at most 6%
//! (Dutch; then Slovenian and Filipino). At that rate one Dutch comment of ten words in 500, and one of twenty words in
//! 90,000, would be taken for English. Function words of other languages are not known, so that under other codebooks
//! the detector alone decides.
//!
//! # Reference
//! The crate whatlang, after Cavnar, W. B. & Trenkle, J. M. (1994). N-gram-based text categorization.
//!
//! # Example
//! A comment of twenty French words under an English codebook is listed as French.

use rayon::prelude::*;

use super::Coded;
use crate::ingest::Comment;
use crate::text::{Language, Word, fold, is_function_word, words};

/// Shorter comments are not named.
const LEAST_WORDS: usize = 10;

/// Of so many words at least [`HOLDING`] that hold sentences together: the comment is in the codebook's language.
const OF_WORDS: usize = 10;
const HOLDING: usize = 4;

/// A language other than the codebook's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign(whatlang::Lang);

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
    let found = detected(text, &spoken(text)?)?;
    Some((found.code(), found.eng_name()))
}

/// The words of a text that is long enough to be named.
fn spoken(text: &str) -> Option<Vec<Word>> {
    let spoken: Vec<Word> = words(text).into_iter().filter(Word::is_plain).collect();
    (spoken.len() >= LEAST_WORDS).then_some(spoken)
}

fn detected(text: &str, spoken: &[Word]) -> Option<whatlang::Lang> {
    let spoken: Vec<&str> = spoken.iter().map(|word| word.span.of(text)).collect();
    whatlang::detect(&spoken.join(" ")).filter(whatlang::Info::is_reliable).map(|found| found.lang())
}

/// The language of each comment that is in another one than the codebook's.
#[must_use]
pub fn foreign_languages(comments: &[Comment], language: Language) -> Vec<Option<Foreign>> {
    comments.par_iter().map(|comment| foreign(&comment.text, language)).collect()
}

/// Words that hold sentences together are told in no time; the detector compares a text with every language.
fn foreign(text: &str, language: Language) -> Option<Foreign> {
    let spoken = spoken(text)?;
    let holding = spoken.iter().filter(|word| is_function_word(language, &fold(&word.cased))).count();
    if holding * OF_WORDS >= spoken.len() * HOLDING {
        return None;
    }
    detected(text, &spoken).filter(|found| found.code() != language.code()).map(Foreign)
}

/// The languages other than the codebook's among the comments counted: most comments first, ties by code. `known` are
/// those of all comments, where they were found before.
#[must_use]
pub fn other_languages(coded: &Coded, known: Option<&[Option<Foreign>]>) -> Vec<LanguageCount> {
    let own = || foreign_languages(coded.comments, coded.codebook.language);
    let known = known.map_or_else(|| std::borrow::Cow::Owned(own()), std::borrow::Cow::Borrowed);
    let mut found: Vec<LanguageCount> = Vec::new();
    for comment in coded.counted() {
        let Some(Foreign(lang)) = known[comment] else { continue };
        let (code, language) = (lang.code(), lang.eng_name());
        let id = coded.comments[comment].id.clone();
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
    fn a_comment_with_the_function_words_of_english_is_english_where_the_codebook_is() {
        let (english, italian) = (Language::English, Language::Italian);
        let mistaken = "To me pasta or a tango or a panorama is no more normal as a camera is";
        assert_eq!(detect_language(mistaken), Some(("por", "Portuguese")), "what the detector says");
        assert_eq!(foreign(mistaken, english), None);
        assert!(foreign(mistaken, italian).is_some(), "of Italian no function words are known");
        let dutch = "Ik heb de laatste jaren alleen mensen toegevoegd die ik in het echt heb ontmoet of gesproken";
        for text in [FRENCH, GERMAN, dutch] {
            assert!(foreign(text, english).is_some(), "{text}");
        }
    }

    #[test]
    fn comments_in_another_language_are_listed() {
        let english = "I only accept invitations from people that I have met or worked with before.";
        let study = Fixture::with_texts(&[("A", "", english), ("B", "", GERMAN), ("C", "", FRENCH), ("D", "", GERMAN)]);
        let found = other_languages(&study.coded(), None);
        let listed: Vec<(&str, &[String])> =
            found.iter().map(|entry| (entry.language.as_str(), entry.comments.as_slice())).collect();
        assert_eq!(listed, [("German", &["c2".to_owned(), "c4".to_owned()][..]), ("French", &["c3".to_owned()][..])]);
    }
}

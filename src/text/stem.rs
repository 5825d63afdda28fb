//! Stems: what a bare word of a pattern and the words of a comment have in common.
//!
//! The stemmer is Snowball's of 2019. Only languages in which it agrees with today's Snowball but for a few words in
//! ten thousand are offered; the others match by exact word and wildcard.

use rust_stemmers::Algorithm;

use super::{Accents, Spelling, fold_accents};

/// The language of a codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English: 57 of 42,649 words differ from today's Snowball (`added`, `emergency`, `university` among them).
    English,
    /// Spanish: 9 words differ.
    Spanish,
    /// Italian: 1 word differs.
    Italian,
    /// Portuguese: none differ.
    Portuguese,
}

/// The languages, their two-letter codes, their ISO 639-3 codes and their English names.
const LANGUAGES: &[(Language, &str, &str, &str)] = &[
    (Language::English, "en", "eng", "English"),
    (Language::Spanish, "es", "spa", "Spanish"),
    (Language::Italian, "it", "ita", "Italian"),
    (Language::Portuguese, "pt", "por", "Portuguese"),
];

impl Language {
    /// The language with this two-letter code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        LANGUAGES.iter().find(|entry| entry.1 == code).map(|entry| entry.0)
    }

    /// The two-letter codes on offer.
    #[must_use]
    pub fn codes() -> Vec<&'static str> {
        LANGUAGES.iter().map(|entry| entry.1).collect()
    }

    /// The ISO 639-3 code: `eng`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().2
    }

    /// The English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().3
    }

    fn entry(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        LANGUAGES.iter().find(|entry| entry.0 == self).unwrap_or(&LANGUAGES[0])
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Self::English => Algorithm::English,
            Self::Spanish => Algorithm::Spanish,
            Self::Italian => Algorithm::Italian,
            Self::Portuguese => Algorithm::Portuguese,
        }
    }
}

/// Stems the words of one language.
pub struct Stemmer {
    language: Language,
    spelling: Spelling,
    snowball: rust_stemmers::Stemmer,
}

impl Stemmer {
    /// A stemmer for a language, with its spelling variants.
    #[must_use]
    pub fn new(language: Language, spelling: Spelling) -> Self {
        Self { language, spelling, snowball: rust_stemmers::Stemmer::create(language.algorithm()) }
    }

    /// The stem of a word in the form that [`super::fold_case`] gives: variant mapped, stemmed, then accents folded.
    #[must_use]
    pub fn stem(&self, cased: &str) -> String {
        self.stem_with(cased, Accents::Fold)
    }

    /// With how many letters of a stem every word begins that has it, if the word is plain ASCII and not one of the
    /// [`Stemmer::variants`].
    ///
    /// The stemmers take endings off and put at most one letter (English) or two of their own in their place; what they
    /// take begins behind the second letter. Only `dying`, `lying` and `tying` keep less.
    #[must_use]
    pub fn kept(&self, stem: &str) -> usize {
        let own = match self.language {
            Language::English if matches!(stem, "die" | "lie" | "tie") => return 1,
            Language::English => 1,
            Language::Spanish | Language::Italian | Language::Portuguese => 2,
        };
        let kept = stem.len().saturating_sub(own).max(stem.len().min(2));
        if stem.is_char_boundary(kept) { kept } else { 0 }
    }

    /// The spelling variants that do not begin with the same six letters as the word that they are mapped to, and that
    /// word.
    pub fn variants(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.spelling.apart(self.language)
    }

    /// The same with accents folded or kept.
    #[must_use]
    pub fn stem_with(&self, cased: &str, accents: Accents) -> String {
        let stem = self.snowball.stem(self.spelling.apply(self.language, cased));
        match accents {
            Accents::Fold => fold_accents(&stem),
            Accents::Keep => stem.into_owned(),
        }
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stemmer").field("language", &self.language).field("spelling", &self.spelling).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_and_american_spellings_have_one_stem() {
        let stemmer = Stemmer::new(Language::English, Spelling::Variants);
        assert_eq!(stemmer.stem("personalize"), stemmer.stem("personalised"));
        assert_eq!(stemmer.stem("organization"), stemmer.stem("organisation"));
        assert_eq!(stemmer.stem("sender's"), stemmer.stem("sender"));
    }

    #[test]
    fn a_stem_is_taken_before_accents_are_folded() {
        let stemmer = Stemmer::new(Language::Portuguese, Spelling::Variants);
        assert_eq!(stemmer.stem("conexões"), stemmer.stem("conexão").replace("conexa", "conexo"));
    }
}

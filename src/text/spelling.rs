//! Spelling variants: a table of word pairs, mapped before stemming.
//!
//! A table and never a suffix rule: a rule that turns `-ize` into `-ise` would also turn `prize` into `prise`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Language;

const ENGLISH: &str = include_str!("../../assets/spelling-en.csv");

/// Which spelling variants are the same word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spelling {
    /// American and other variants are read as the British form; on by default for English.
    #[default]
    Variants,
    /// Words are taken as they are spelled.
    AsWritten,
}

impl Spelling {
    /// The form of a case-folded word that is stemmed.
    #[must_use]
    pub fn apply(self, language: Language, word: &str) -> &str {
        if self == Self::AsWritten || language != Language::English {
            return word;
        }
        match english().get(word) {
            Some(british) => british,
            None => word,
        }
    }

    /// The variants that do not begin with the same six letters as the form that is stemmed, and that form.
    pub fn apart(self, language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
        static APART: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
        let none = self == Self::AsWritten || language != Language::English;
        let found = APART.get_or_init(|| {
            let pairs = ENGLISH.lines().skip(1).filter_map(|line| line.split_once(','));
            pairs.filter(|(variant, british)| variant.bytes().take(6).ne(british.bytes().take(6))).collect()
        });
        found.iter().copied().filter(move |_| !none)
    }
}

fn english() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| ENGLISH.lines().skip(1).filter_map(|line| line.split_once(',')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_forms_become_british_and_other_words_stay() {
        let of = |word| Spelling::Variants.apply(Language::English, word).to_owned();
        assert_eq!(of("personalized"), "personalised");
        assert_eq!(of("behavior"), "behaviour");
        assert_eq!(of("prize"), "prize");
        assert_eq!(of("size"), "size");
        assert_eq!(Spelling::AsWritten.apply(Language::English, "behavior"), "behavior");
    }

    #[test]
    fn the_table_has_no_chains_and_no_doubles() {
        let table = english();
        assert_eq!(table.len(), ENGLISH.lines().skip(1).count(), "a variant stands twice, or a line has no comma");
        for (variant, british) in table {
            assert!(!table.contains_key(british), "{variant} leads to {british}, which leads on");
        }
    }
}

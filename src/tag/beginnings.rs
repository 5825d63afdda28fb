//! Which words can set off a rule at all, told from their first letters: most words of most comments cannot, and need
//! neither be looked up nor stemmed.
//!
//! It may say yes to a word that sets off nothing, and never no to one that does. Which rules a word does set off is
//! `matcher`'s.

use crate::codebook::Element;
use crate::text::{Forms, Span, Stemmer, fold_case};

/// Letters of a word that are looked at.
const LETTERS: usize = 6;

/// The most letters of which every way to go on is marked one by one.
const FEW: usize = 4;

/// Bits of a letter that are looked at: the lowest, which upper and lower case share. None are set behind the end of a
/// word.
const BITS: usize = 5;

/// Bits to mark words that are known by their first four letters or fewer: one for each four letters.
const NEAR: usize = 1 << (FEW * BITS);

/// Bits to mark words of which more is known: many six letters share one.
const FAR: usize = 1 << 19;

/// The bytes of a word of so many in the eight that stand from its beginning on; of a longer one those looked at.
const OWN: [u64; LETTERS + 1] = [0, 0x1F, 0x1F1F, 0x1F_1F1F, 0x1F1F_1F1F, 0x1F_1F1F_1F1F, 0x1F1F_1F1F_1F1F];

/// The beginnings of all words that can set off a rule.
#[derive(Debug)]
pub(super) struct Beginnings {
    near: Box<[u64; NEAR / 64]>,
    far: Box<[u64; FAR / 64]>,
}

impl Beginnings {
    pub fn new() -> Self {
        Self { near: empty(), far: empty() }
    }

    /// Whether the word at a place of a text can set off a rule, if it is plain ASCII. Of other words nothing is known:
    /// they fold to others.
    #[inline]
    pub fn may_set_off(&self, text: &str, word: Span) -> bool {
        let bytes = text.as_bytes();
        // Near the end the last eight bytes, without those before the word.
        let from = word.start.min(bytes.len().wrapping_sub(8));
        let first = match bytes.get(from..).and_then(<[u8]>::first_chunk) {
            Some(eight) => {
                u64::from_le_bytes(*eight).wrapping_shr(8 * (word.start - from) as u32) & OWN[word.len().min(LETTERS)]
            }
            None => first_of(&bytes[word.start..word.end]),
        };
        self.has(first)
    }

    #[inline]
    fn has(&self, first: u64) -> bool {
        let (near, far) = (near(first), far(first));
        (self.near[near / 64] >> (near % 64) | self.far[far / 64] >> (far % 64)) & 1 != 0
    }

    /// Adds the words that the element may fit.
    pub fn add(&mut self, element: &Element, stemmer: &Stemmer, forms: Forms) {
        match element {
            Element::Stem { stem, .. } => self.add_words(&stem[..stemmer.kept(stem)], false),
            Element::Exact(form) => self.add_words(form, true),
            Element::Written(word) => self.add_words(&forms.form(word, &fold_case(word)), true),
            Element::Glob(glob) => match glob.find(['*', '?']) {
                Some(letters) => self.add_words(&glob[..letters], false),
                None => self.add_words(glob, true),
            },
            Element::Edit(form) => self.add_words(form.get(..1).unwrap_or_default(), false),
            Element::Regex(_) | Element::Any => self.near.fill(u64::MAX),
        }
    }

    /// Adds the words that are mapped to others before they are stemmed, where those are in. To be called last.
    pub fn add_variants(&mut self, stemmer: &Stemmer) {
        for (variant, mapped) in stemmer.variants() {
            if self.has(first_of(mapped.as_bytes())) {
                self.add_words(variant, true);
            }
        }
    }

    /// Adds the word itself, or all words that begin so.
    fn add_words(&mut self, beginning: &str, whole: bool) {
        if !beginning.is_ascii() {
            // Only words that are not ASCII either begin so.
            return;
        }
        let first = first_of(beginning.as_bytes());
        if beginning.len() <= FEW {
            // What begins alike stands together.
            let open = if whole { 0 } else { BITS * (FEW - beginning.len()) };
            for place in near(first)..near(first) + (1 << open) {
                self.near[place / 64] |= 1 << (place % 64);
            }
        } else {
            let open = if whole || beginning.len() >= LETTERS { 1 } else { 1 << BITS };
            for next in 0..open {
                let place = far(first | next << (8 * (LETTERS - 1)));
                self.far[place / 64] |= 1 << (place % 64);
            }
        }
    }
}

/// Memory that the system hands out as zeros; an array would be written first.
fn empty<const N: usize>() -> Box<[u64; N]> {
    vec![0; N].try_into().unwrap_or_else(|_| Box::new([0; N]))
}

fn first_of(word: &[u8]) -> u64 {
    let letters = word.iter().take(LETTERS).rev();
    letters.fold(0, |first, letter| first << 8 | u64::from(*letter)) & OWN[LETTERS]
}

/// The place of the first four letters, the first of them the highest.
#[inline]
fn near(first: u64) -> usize {
    let letters = (first as u32).swap_bytes();
    (letters >> 9 & 0xF_8000 | letters >> 6 & 0x7C00 | letters >> 3 & 0x3E0 | letters & 0x1F) as usize
}

/// A place for all letters, by Fibonacci hashing.
#[inline]
fn far(first: u64) -> usize {
    (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FAR.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Language, Spelling};

    /// Words that the stemmers take apart, mostly: letters with endings of the four languages, several in a row.
    fn word() -> impl Strategy<Value = String> {
        let endings = [
            "", "s", "es", "ies", "ied", "ed", "ing", "ly", "li", "y", "e", "er", "ation", "ational", "ization",
            "izer", "biliti", "bility", "ability", "fulness", "ousness", "iveness", "ement", "ment", "ence", "ency",
            "al", "ic", "icate", "ative", "'s", "at", "bl", "iz", "eed", "logi", "tional", "amente", "mente", "ando",
            "iendo", "endo", "ar", "er", "ir", "arlo", "erle", "endola", "enza", "enze", "encia", "ezza", "logia",
            "logie", "uzione", "uzioni", "idades", "idad", "ita", "iva", "ivo", "ici", "iche", "gue", "que", "gui",
            "ci", "eria", "issimo", "ista", "abile", "avel", "oso", "o", "a", "i",
        ];
        let ending = || prop::sample::select(endings.to_vec());
        prop_oneof![
            4 => ("[a-z]{0,4}", ending(), ending()).prop_map(|(word, a, b)| format!("{word}{a}{b}")),
            2 => ("[aeiouybcdlntszg]{1,6}", ending(), ending(), ending()).prop_map(|(word, a, b, c)| format!("{word}{a}{b}{c}")),
            1 => ("[a-z]{1}", ending()).prop_map(|(word, a)| format!("{word}{a}")),
            1 => "[a-zA-Z0-9@#'+]{1,20}",
            1 => prop::sample::select(variants()).prop_map(str::to_owned),
            1 => prop::sample::select(vec!["dying", "lying", "tying", "skies", "skis", "news", "only", "early", "gently"]).prop_map(str::to_owned),
        ]
    }

    fn variants() -> Vec<&'static str> {
        let stemmer = Stemmer::new(Language::English, Spelling::Variants);
        stemmer.variants().map(|(variant, _)| variant).collect()
    }

    fn language() -> impl Strategy<Value = Language> {
        prop::sample::select(vec![Language::English, Language::Spanish, Language::Italian, Language::Portuguese])
    }

    fn may(beginnings: &Beginnings, word: &str) -> bool {
        // With nothing behind the word, and with something.
        let found = [word.to_owned(), format!("{word} zzzz")]
            .map(|text| beginnings.may_set_off(&text, Span::new(0, word.len())));
        assert_eq!(found[0], found[1], "{word}");
        found[0]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_word_with_the_stem_is_let_through(word in word(), language in language(), upper: bool) {
            prop_assume!(!word.is_empty() && !word.starts_with('\''));
            let stemmer = Stemmer::new(language, Spelling::Variants);
            let stem = stemmer.stem(&fold_case(&word));
            let mut beginnings = Beginnings::new();
            beginnings.add(&Element::Stem { stem: stem.clone(), word: String::new() }, &stemmer, Forms::default());
            beginnings.add_variants(&stemmer);
            let word = if upper { word.to_uppercase() } else { word };
            prop_assert!(may(&beginnings, &word), "{} has the stem {}", word, stem);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn a_word_that_is_asked_for_is_let_through(word in "[a-zA-Z0-9']{1,9}", cut in 0..8usize, edit in 1..6usize) {
            let stemmer = Stemmer::new(Language::English, Spelling::Variants);
            let form = Forms::default().form(&word, &fold_case(&word));
            let glob: String = form.chars().take(cut).chain("?*".chars()).collect();
            let edited: String = form.chars().enumerate().map(|(at, c)| if at == edit { 'x' } else { c }).collect();
            for element in [Element::Exact(form), Element::Written(word.clone()), Element::Glob(glob), Element::Edit(edited)] {
                let mut beginnings = Beginnings::new();
                beginnings.add(&element, &stemmer, Forms::default());
                prop_assert!(may(&beginnings, &word), "{} by {:?}", word, element);
            }
        }
    }

    #[test]
    fn most_words_are_kept_out() {
        let stemmer = Stemmer::new(Language::English, Spelling::Variants);
        let mut beginnings = Beginnings::new();
        for element in [Element::Stem { stem: "templat".into(), word: String::new() }, Element::Exact("ad".into())] {
            beginnings.add(&element, &stemmer, Forms::default());
        }
        for word in ["add", "a", "temper", "tempo", "note", "x", "123456", "a-very-long-word-indeed"] {
            assert!(!may(&beginnings, word), "{word}");
        }
        assert!(may(&beginnings, "TEMPLATES") && may(&beginnings, "Ad"));
    }
}

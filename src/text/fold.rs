//! Folding: the forms under which two spellings of one word are the same word.
//!
//! A folded form is for comparison only; what is shown is always a slice of the original.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The word in lower case, composed (NFKC, which also folds width), with apostrophes made straight.
///
/// Accents are kept, because a stemmer needs them: see [`fold_accents`] for the step after it.
#[must_use]
pub fn fold_case(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let lower: String = word.nfkc().flat_map(char::to_lowercase).collect();
    lower.nfc().filter_map(straight).collect()
}

/// The word composed (NFKC) with apostrophes made straight; case and accents kept.
#[must_use]
pub fn keep_case(word: &str) -> String {
    word.nfkc().filter_map(straight).collect()
}

/// The word exactly as written, but that curly apostrophes are made straight and combining marks are composed (NFC):
/// two ways to type what is seen as the same.
#[must_use]
pub fn as_written(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfc().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
}

/// The word without its accents, and with `ß` and the ligatures written out.
#[must_use]
pub fn fold_accents(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'ẞ' => folded.push_str("SS"),
            'æ' => folded.push_str("ae"),
            'Æ' => folded.push_str("AE"),
            'œ' => folded.push_str("oe"),
            'Œ' => folded.push_str("OE"),
            'ø' => folded.push('o'),
            'Ø' => folded.push('O'),
            'đ' => folded.push('d'),
            'Đ' => folded.push('D'),
            'ł' => folded.push('l'),
            'Ł' => folded.push('L'),
            'ı' => folded.push('i'),
            _ => folded.push(c),
        }
    }
    // A mark that stands alone is not nothing: what has no letters left would be the same word as all such.
    if folded.is_empty() { word.nfkd().collect() } else { folded }
}

/// Case, width, apostrophes and accents folded: the form that exact words and wildcards compare.
#[must_use]
pub fn fold(word: &str) -> String {
    fold_accents(&fold_case(word))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{FF07}')
}

fn straight(c: char) -> Option<char> {
    match c {
        c if is_apostrophe(c) => Some('\''),
        // Joiners and soft hyphens are invisible inside a word; emoji are compared without their variation selector.
        '\u{00AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_width_and_quotes_fold() {
        for (word, folded) in [
            ("Résumé", "resume"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("don’t", "don't"),
            ("ｎｏｔｅ", "note"),
            ("e\u{301}cole", "ecole"),
            ("co\u{AD}operate", "cooperate"),
            ("👍\u{FE0F}", "👍"),
        ] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }

    #[test]
    fn a_word_as_written_keeps_all_but_the_way_it_is_typed() {
        for (word, written) in [("Don’t", "Don't"), ("E\u{301}cole", "École"), ("ｎote", "ｎote"), ("Straße", "Straße")]
        {
            assert_eq!(as_written(word), written);
        }
    }

    #[test]
    fn a_mark_that_stands_alone_is_kept() {
        assert_eq!(fold("\u{20E3}"), "\u{20E3}");
        assert_eq!(fold("\u{5B0}"), "\u{5B0}");
    }

    #[test]
    fn accents_stay_until_the_stem_is_taken() {
        assert_eq!(fold_case("RÉPONSES"), "réponses");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(word in "\\PC{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}

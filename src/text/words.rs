//! Words: the units that patterns match and that distances count.
//!
//! Words are Unicode words (UAX #29) with the choices that comments need:
//! - an apostrophe inside a word belongs to it (`don't`), straight or curly;
//! - a hyphen separates: `follow-up` is two adjacent words, as `follow up` is;
//! - `@name` and `#topic` are one word each, sign included;
//! - an address (`https://…`, `www.…`) is one word;
//! - each emoji is a word, as one grapheme;
//! - `C++` and `C#` keep their signs;
//! - other punctuation and white space are no words.

use unicode_segmentation::UnicodeSegmentation;

use super::{Span, fold_case};

/// A word of a text: its place, and its case-folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the original.
    pub span: Span,
    /// Lower case, composed, apostrophes straight; accents kept.
    pub cased: String,
}

impl Word {
    /// Whether the word is made of letters or digits: no emoji, mention, hashtag or address.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        !self.is_address() && self.cased.starts_with(char::is_alphanumeric)
    }

    /// Whether the word is a mention of a person: `@name`.
    #[must_use]
    pub fn is_mention(&self) -> bool {
        self.cased.starts_with('@')
    }

    fn is_address(&self) -> bool {
        starts_address(&self.cased)
    }
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (start, piece) in text.split_word_bound_indices() {
        if start < skip_to {
            continue;
        }
        let Some(end) = word_end(text, start, piece) else { continue };
        skip_to = end;
        found.push(Word { span: Span::new(start, end), cased: fold_case(&text[start..end]) });
    }
    found
}

/// The number of words in a text.
#[must_use]
pub fn word_count(text: &str) -> usize {
    words(text).len()
}

/// Where each sentence of a text begins, in bytes (UAX #29).
#[must_use]
pub fn sentences(text: &str) -> Vec<usize> {
    text.split_sentence_bound_indices().map(|(start, _)| start).collect()
}

/// Where the word that starts here ends; `None` where no word starts.
fn word_end(text: &str, start: usize, piece: &str) -> Option<usize> {
    let rest = &text[start..];
    if starts_address(rest) {
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return Some(
            start + rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '”']).len(),
        );
    }
    let first = piece.chars().next()?;
    if matches!(first, '@' | '#') {
        let name =
            rest[1..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len() - 1);
        let name = rest[1..=name].trim_end_matches(['.', '-']).len();
        let after_word = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        return (name > 0 && !after_word).then_some(start + 1 + name);
    }
    if piece.chars().any(char::is_alphanumeric) && !is_keycap(piece) {
        let end = start + piece.len();
        let signs = ["++", "#"].into_iter().find(|signs| {
            piece.chars().count() == 1
                && first.is_ascii_alphabetic()
                && text[end..].starts_with(signs)
                && !text[end + signs.len()..].starts_with(char::is_alphanumeric)
        });
        return Some(end + signs.map_or(0, str::len));
    }
    is_emoji(first, piece).then_some(start + piece.len())
}

fn starts_address(text: &str) -> bool {
    ["https://", "http://", "www."].into_iter().any(|prefix| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) && text.len() > prefix.len()
    })
}

fn is_keycap(piece: &str) -> bool {
    piece.contains('\u{20E3}')
}

/// Whether a piece that holds no letter or digit is a picture: the blocks of Unicode where emoji and dingbats stand.
fn is_emoji(first: char, piece: &str) -> bool {
    is_keycap(piece)
        || matches!(u32::from(first), 0x2190..=0x21FF | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cased(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.cased).collect()
    }

    #[test]
    fn comments_split_as_documented() {
        for (text, expected) in [
            ("Don’t pitch me.", vec!["don't", "pitch", "me"]),
            ("a follow-up note", vec!["a", "follow", "up", "note"]),
            ("@Dana thoughts? #job", vec!["@dana", "thoughts", "#job"]),
            ("see https://example.org/a?b=1, ok", vec!["see", "https://example.org/a?b=1", "ok"]),
            ("yes 👍🏽🇫🇷!", vec!["yes", "👍🏽", "🇫🇷"]),
            ("C++ and C# or C", vec!["c++", "and", "c#", "or", "c"]),
            ("me@home", vec!["me", "home"]),
            ("1,000 of 3.5", vec!["1,000", "of", "3.5"]),
            ("…—!?", vec![]),
        ] {
            assert_eq!(cased(text), expected, "{text}");
        }
    }

    #[test]
    fn a_joined_emoji_is_one_word() {
        let text = "the 👩‍👩‍👧 family";
        let found = words(text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].span.of(text), "👩‍👩‍👧");
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_slice_the_text(text in "\\PC{0,60}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= last && !word.span.is_empty());
                prop_assert!(text.is_char_boundary(word.span.start) && text.is_char_boundary(word.span.end));
                last = word.span.end;
            }
            prop_assert!(last <= text.len());
        }
    }
}

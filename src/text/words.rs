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
    each_word(text, |span| found.push(Word { span, cased: fold_case(span.of(text)) }));
    found
}

/// Calls `found` with the place of each word of a text, in order.
///
/// Text is taken apart at white space, which parts words whatever stands beside it. A run of ASCII letters and digits
/// between white space, or before one sign of punctuation, is a word at once; what holds other signs is looked at byte
/// by byte, and what is not plain ASCII goes the long way.
#[inline]
pub fn each_word(text: &str, mut found: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Up to here words are told apart byte by byte.
    let mut plain = 0;
    // Words found the long way, the last first.
    let mut any: Vec<Span> = Vec::new();
    // One place only calls `found`, so that it is compiled into the loop.
    loop {
        let word = if let Some(word) = any.pop() {
            word
        } else if at < plain {
            let word = next_plain(&bytes[..plain], at);
            at = word.end;
            word
        } else if at < bytes.len() {
            let start = at;
            let end = alphanumeric_end(bytes, start);
            if end > start && ends_plainly(bytes, end) {
                at = end + 1;
            } else if end == start && bytes[start].is_ascii_whitespace() {
                at += 1;
            } else {
                let part = part_at(bytes, start, end);
                if is_plain_part(&bytes[part.start..part.end]) {
                    plain = part.end;
                } else {
                    at = part.end;
                    each_word_of_any_text(part.of(text), |span| {
                        any.push(Span::new(start + span.start, start + span.end))
                    });
                    any.reverse();
                }
                continue;
            }
            Span::new(start, end)
        } else {
            return;
        };
        if !word.is_empty() {
            found(word);
        }
    }
}

/// What stands between white space from `start` on, where up to `known` there is none.
fn part_at(bytes: &[u8], start: usize, known: usize) -> Span {
    let space = bytes[known..].iter().position(u8::is_ascii_whitespace);
    Span::new(start, space.map_or(bytes.len(), |space| known + space))
}

/// The next word from `at` on of a text that can be told apart byte by byte, or nothing at its end.
fn next_plain(bytes: &[u8], at: usize) -> Span {
    let start = bytes[at..].iter().position(u8::is_ascii_alphanumeric).map_or(bytes.len(), |sign| at + sign);
    let mut end = alphanumeric_end(bytes, start);
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    // An apostrophe between letters belongs to the word.
    while end > start && bytes.get(end) == Some(&b'\'') && is_letter(end - 1) && is_letter(end + 1) {
        end = alphanumeric_end(bytes, end + 1);
    }
    Span::new(start, end)
}

/// Whether a word ends here for certain: at the end, at white space, or at a stop with white space or the end behind it.
#[inline]
fn ends_plainly(bytes: &[u8], end: usize) -> bool {
    let is_space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    is_space(end) || (matches!(bytes[end], b'.' | b',' | b'!' | b'?') && is_space(end + 1))
}

/// Where the ASCII letters and digits end that stand from here on; eight bytes are looked at together.
#[inline]
fn alphanumeric_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let others = others(eight_from(bytes, at));
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    bytes.len()
}

/// The eight bytes from here on, and zeros for those behind the end.
#[inline]
fn eight_from(bytes: &[u8], at: usize) -> u64 {
    // Near the end the last eight, without those before.
    let from = at.min(bytes.len().wrapping_sub(8));
    match bytes.get(from..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight).wrapping_shr(8 * (at - from) as u32),
        None => short(&bytes[at..]),
    }
}

#[cold]
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte))
}

/// The high bit of each byte that is no ASCII letter or digit, right up to the first such byte: what is carried over
/// from it reaches only those behind it.
#[inline]
fn others(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    /// Sets the high bit of the bytes from this one on, for bytes below 128.
    const fn from(byte: u8) -> u64 {
        EACH * (0x80 - byte as u64)
    }
    let lower = eight | (EACH * 0x20);
    let letters = lower.wrapping_add(from(b'a')) & !lower.wrapping_add(from(b'z' + 1));
    let digits = eight.wrapping_add(from(b'0')) & !eight.wrapping_add(from(b'9' + 1));
    (!(letters | digits) | eight) & (EACH * 0x80)
}

/// Whether words can be told apart byte by byte: ASCII without the signs that join or begin words.
fn is_plain_part(part: &[u8]) -> bool {
    let next_to = |at: usize, is: fn(&u8) -> bool| at > 0 && is(&part[at - 1]) && part.get(at + 1).is_some_and(is);
    part.iter().enumerate().all(|(at, byte)| match byte {
        b'@' | b'#' | b'+' | b'_' => false,
        // `https://`
        b'/' => at == 0 || part[at - 1] != b':',
        // `www.…`
        b'.' if at + 1 < part.len() && at > 0 && part[at - 1].eq_ignore_ascii_case(&b'w') => false,
        b'.' | b':' | b',' | b';' => !next_to(at, u8::is_ascii_alphanumeric),
        b'\'' => !next_to(at, u8::is_ascii_digit),
        other => other.is_ascii(),
    })
}

fn each_word_of_any_text(text: &str, mut found: impl FnMut(Span)) {
    let mut skip_to = 0;
    for (start, piece) in text.split_word_bound_indices() {
        if start < skip_to {
            continue;
        }
        let Some(end) = word_end(text, start, piece) else { continue };
        skip_to = end;
        found(Span::new(start, end));
    }
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
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && text[prefix.len()..].starts_with(|next: char| !next.is_whitespace())
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
        fn eight_bytes_together_end_where_one_by_one_do(bytes in prop::collection::vec(prop_oneof![any::<u8>(), b'0'..=b'z'], 0..30), from in 0..30usize) {
            let from = from.min(bytes.len());
            let one_by_one = bytes[from..].iter().position(|byte| !byte.is_ascii_alphanumeric()).map_or(bytes.len(), |at| from + at);
            prop_assert_eq!(alphanumeric_end(&bytes, from), one_by_one);
        }

        #[test]
        fn the_short_way_finds_the_same_words(text in "([a-zA-Z0-9 '.,:;/@#+_()\"\\-\n&é’👍🇫🇷\u{301}\u{200d}]|https://|www\\.|don't|C\\+\\+){0,40}") {
            let mut long = Vec::new();
            each_word_of_any_text(&text, |span| long.push(span));
            let short: Vec<Span> = words(&text).into_iter().map(|word| word.span).collect();
            prop_assert_eq!(short, long, "{:?}", text);
        }

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

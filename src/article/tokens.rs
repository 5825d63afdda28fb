//! A passage as tokens: words, numbers and signs, parted into sentences and these into segments.
//!
//! A segment is what stands between commas, colons, dashes and words such as *and* or *while*: the nearest that plain
//! rules come to a clause. A number belongs to what its segment names.

use std::ops::Range;

use crate::text::{Language, Spelling, Stemmer, fold_case};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Sign,
}

/// A word, a number or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it stands in the passage.
    pub span: Range<usize>,
    /// In lower case, apostrophes straight.
    pub low: String,
    /// The stem of a word; else as `low`.
    pub stem: String,
    /// Whether it begins with a capital.
    pub capital: bool,
}

impl Token {
    pub fn is(&self, word: &str) -> bool {
        self.low == word
    }

    pub fn any(&self, words: &[&str]) -> bool {
        words.contains(&self.low.as_str())
    }
}

/// The stemmer that texts and names share.
pub(super) fn stemmer() -> Stemmer {
    Stemmer::new(Language::English, Spelling::Variants)
}

/// Signs that part segments.
const PARTING: [&str; 8] = [",", ";", ":", "–", "—", "•", "→", "/"];
/// Words that part segments.
const JOINING: [&str; 8] = ["and", "but", "while", "whereas", "against", "versus", "though", "than"];

/// The tokens of a text.
pub(super) fn tokens(text: &str, stemmer: &Stemmer) -> Vec<Token> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let kind = match letter {
            _ if letter.is_ascii_digit() => Kind::Number,
            _ if letter.is_alphanumeric() => Kind::Word,
            _ => Kind::Sign,
        };
        let mut end = start + letter.len_utf8();
        while let Some(&(at, next)) = letters.peek() {
            let after = text[at + next.len_utf8()..].chars().next();
            let goes_on = match kind {
                Kind::Number => {
                    next.is_ascii_digit() || (matches!(next, ',' | '.') && after.is_some_and(|c| c.is_ascii_digit()))
                }
                Kind::Word => {
                    next.is_alphanumeric() || (matches!(next, '\'' | '’') && after.is_some_and(char::is_alphabetic))
                }
                Kind::Sign => false,
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            letters.next();
        }
        let low = fold_case(&text[start..end]);
        let stem = if kind == Kind::Word { stemmer.stem(&low) } else { low.clone() };
        found.push(Token { kind, span: start..end, low, stem, capital: letter.is_uppercase() });
    }
    found
}

/// The sentences of a text, as ranges of its tokens.
pub(super) fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let rest = &text[token.span.end..];
        let closed = rest.trim_start_matches(['”', '"', '’', '\'', ')', '*', '_']);
        let ends = token.any(&[".", "!", "?", "…"]) && (closed.is_empty() || closed.starts_with(char::is_whitespace));
        if ends {
            // What closes the sentence belongs to it.
            let length = rest.len() - closed.len();
            let last = tokens[at..].iter().take_while(|next| next.span.start < token.span.end + length).count();
            found.push(start..at + last.max(1));
            start = at + last.max(1);
        }
    }
    found.push(start..tokens.len());
    found.retain(|range| range.start < range.end);
    found
}

/// The segments of a sentence, as ranges of tokens; what parts them belongs to none. `kept` are tokens that part nothing
/// because they belong to a name.
pub(super) fn segments(
    tokens: &[Token],
    sentence: &Range<usize>,
    row: bool,
    kept: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        let parts = tokens[at].any(&PARTING) || tokens[at].any(&JOINING) || (tokens[at].is("|") && !row);
        if parts && !kept.iter().any(|range| range.contains(&at)) {
            found.push(start..at);
            start = at + 1;
        }
    }
    found.push(start..sentence.end);
    found.retain(|range| range.start < range.end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Vec<String>> {
        let tokens = tokens(text, &stemmer());
        let sentence = |range: Range<usize>| {
            let words = segments(&tokens, &range, false, &[]).into_iter();
            words.map(|part| tokens[part].iter().map(|t| t.low.clone()).collect::<Vec<_>>().join(" ")).collect()
        };
        sentences(text, &tokens).into_iter().map(sentence).collect()
    }

    #[test]
    fn numbers_keep_their_commas_and_points() {
        assert_eq!(shown("In 1,234.5 of 2. Done"), [vec!["in 1,234.5 of 2 ."], vec!["done"]]);
    }

    #[test]
    fn a_sentence_ends_behind_its_closing_quotes_and_segments_at_commas_and_conjunctions() {
        assert_eq!(
            shown("“Yes.” Never: 20%, and don’t you forget"),
            [vec!["“ yes . ”"], vec!["never", "20 %", "don't you forget"]]
        );
    }
}

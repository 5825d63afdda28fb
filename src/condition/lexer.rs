//! Signs and words of a condition: what each piece of its text is, and where.

use super::Fault;
use super::ask::{COMPARISONS, Comparison};
use crate::text::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// The span is the inside of a pair of quotes.
    Quoted,
    /// Anything between spaces and signs.
    Word,
    /// The span is the name behind an `@`.
    Theme,
    Sign(Comparison),
    Open,
    Close,
    Comma,
    And,
    Or,
    Not,
    In,
    Is,
}

/// Words that belong to the language, in lower case and in upper case.
const KEYWORDS: &[(&str, &str, Token)] = &[
    ("and", "AND", Token::And),
    ("or", "OR", Token::Or),
    ("not", "NOT", Token::Not),
    ("in", "IN", Token::In),
    ("is", "IS", Token::Is),
];

/// The pieces of the part of `source` within `span`; their places are places in `source`.
pub(super) fn tokens(source: &str, span: Span) -> Result<Vec<(Token, Span)>, Fault> {
    let text = &source[..span.end];
    let mut found = Vec::new();
    let mut at = span.start;
    while let Some(next) = text[at..].chars().next() {
        let one = Span::new(at, at + next.len_utf8());
        let rest = &text[at..];
        if next.is_whitespace() {
            at = one.end;
        } else if let Some((sign, comparison)) = COMPARISONS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            found.push((Token::Sign(*comparison), Span::new(at, at + sign.len())));
            at += sign.len();
        } else if let Some(token) = punctuation(next) {
            found.push((token, one));
            at = one.end;
        } else if next == '"' {
            let Some(length) = text[one.end..].find('"') else {
                let message = "the quote is not closed".to_owned();
                return Err(Fault { span: Span::new(at, text.len()), message, hint: "add a `\"`".to_owned() });
            };
            found.push((Token::Quoted, Span::new(one.end, one.end + length)));
            at = one.end + length + 1;
        } else {
            let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | ',' | '=' | '!' | '<' | '>');
            let start = if next == '@' { one.end } else { at };
            let length = text[start..].find(ends).unwrap_or(text.len() - start).max(usize::from(next == '!'));
            let word = Span::new(start, start + length);
            let keyword = KEYWORDS.iter().find(|(lower, upper, _)| [*lower, *upper].contains(&word.of(text)));
            let token = if next == '@' { Token::Theme } else { keyword.map_or(Token::Word, |keyword| keyword.2) };
            found.push((token, word));
            at = word.end;
        }
    }
    Ok(found)
}

fn punctuation(sign: char) -> Option<Token> {
    match sign {
        '(' => Some(Token::Open),
        ')' => Some(Token::Close),
        ',' => Some(Token::Comma),
        _ => None,
    }
}

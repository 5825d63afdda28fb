//! Signs and words of a pattern: what each piece of its text is, and where.
//!
//! What a word asks for is `words`'s, how the pieces belong together is `parse`'s.

use super::parse::{WIDEST, error};
use super::pattern::{Order, PatternError, Scope};
use crate::text::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// The span is the inside of a pair of quotes; after `=` the words are as written.
    Quoted {
        written: bool,
    },
    /// The span is the inside of a pair of slashes; with `t` it is matched word by word.
    Regex {
        on_word: bool,
    },
    /// The span is the inside of a pair of brackets.
    Condition,
    Bare,
    Open,
    Close,
    Or,
    And,
    Not,
    Near {
        order: Order,
        within: usize,
        scope: Scope,
    },
}

pub(super) fn tokens(source: &str) -> Result<Vec<(Token, Span)>, PatternError> {
    let mut found: Vec<(Token, Span)> = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        let one = Span::new(at, at + next.len_utf8());
        at = match next {
            c if c.is_whitespace() => one.end,
            '(' | ')' => {
                found.push((if next == '(' { Token::Open } else { Token::Close }, one));
                one.end
            }
            '"' => quoted(source, at, false, &mut found)?,
            '=' if source[one.end..].starts_with('"') => quoted(source, one.end, true, &mut found)?,
            '/' => regex(source, at, &mut found)?,
            '[' => condition(source, at, &mut found)?,
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')');
                let span = Span::new(at, at + source[at..].find(ends).unwrap_or(source.len() - at));
                bare(source, span, &mut found)?;
                span.end
            }
        };
    }
    Ok(found)
}

/// Reads from the quote at `at`; gives where it ends.
fn quoted(source: &str, at: usize, written: bool, found: &mut Vec<(Token, Span)>) -> Result<usize, PatternError> {
    let rest = Span::new(at, source.len());
    let length = source[at + 1..]
        .find('"')
        .ok_or_else(|| error(rest, "the quote is not closed", "add a `\"` after the last exact word"))?;
    found.push((Token::Quoted { written }, Span::new(at + 1, at + 1 + length)));
    Ok(at + length + 2)
}

/// Reads from the slash at `at`; gives where the expression ends, its flag included.
fn regex(source: &str, at: usize, found: &mut Vec<(Token, Span)>) -> Result<usize, PatternError> {
    let mut escaped = false;
    let closing = source[at + 1..].char_indices().find(|(_, c)| {
        let closes = *c == '/' && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    let Some((length, _)) = closing else {
        let rest = Span::new(at, source.len());
        return Err(error(rest, "the regular expression is not closed", "add a `/`; a slash inside is written `\\/`"));
    };
    let inner = Span::new(at + 1, at + 1 + length);
    let after = inner.end + 1;
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')');
    let end = after + source[after..].find(ends).unwrap_or(source.len() - after);
    let on_word = match &source[after..end] {
        "" => false,
        "t" => true,
        other => {
            let message = format!("`{other}` after a regular expression, expected nothing or `t`");
            let hint = "`/…/t` matches word by word; a slash inside is written `\\/`; for any case begin with `(?i)`";
            return Err(error(Span::new(after, end), &message, hint));
        }
    };
    found.push((Token::Regex { on_word }, inner));
    Ok(end)
}

/// Reads from the bracket at `at`; gives where it ends. A bracket in quotes closes nothing.
fn condition(source: &str, at: usize, found: &mut Vec<(Token, Span)>) -> Result<usize, PatternError> {
    let mut in_quotes = false;
    let closing = source[at + 1..].char_indices().find(|(_, c)| {
        in_quotes ^= *c == '"';
        *c == ']' && !in_quotes
    });
    let Some((length, _)) = closing else {
        let rest = Span::new(at, source.len());
        return Err(error(rest, "the bracket is not closed", "add a `]` after the value"));
    };
    found.push((Token::Condition, Span::new(at + 1, at + 1 + length)));
    Ok(at + length + 2)
}

fn bare(source: &str, span: Span, found: &mut Vec<(Token, Span)>) -> Result<(), PatternError> {
    let word = span.of(source);
    let token = match word.split('/').next() {
        _ if word == "OR" => Token::Or,
        _ if word == "AND" => Token::And,
        _ if word == "NOT" => Token::Not,
        Some("NEAR") => near(word, span, Order::Any)?,
        Some("THEN") => near(word, span, Order::LeftFirst)?,
        _ => Token::Bare,
    };
    if let (Token::Near { order: Order::Any, within, scope }, Some((Token::Not, not))) = (token, found.last().copied())
    {
        found.pop();
        found.push((Token::Near { order: Order::Absent, within, scope }, Span::new(not.start, span.end)));
    } else {
        found.push((token, span));
    }
    Ok(())
}

fn near(word: &str, span: Span, order: Order) -> Result<Token, PatternError> {
    let name = &word[..4];
    let wrong = || {
        error(
            span,
            &format!("`{word}` does not say how near, expected a number from 1 to {WIDEST}"),
            &format!(
                "write `{name}/3`, or `{name}/3:s` for within one sentence; to match the word write it in lower case"
            ),
        )
    };
    let given = word[4..].strip_prefix('/').ok_or_else(wrong)?;
    let (number, scope) = match given.split_once(':') {
        None => (given, Scope::Comment),
        Some((number, "s")) => (number, Scope::Sentence),
        Some((number, "p")) => (number, Scope::Paragraph),
        Some(_) => return Err(wrong()),
    };
    let within = number.parse().ok().filter(|within| (1..=WIDEST).contains(within)).ok_or_else(wrong)?;
    Ok(Token::Near { order, within, scope })
}

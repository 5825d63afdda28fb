//! A value of another program's dictionary becomes a pattern of ours: exact words in quotes, and wildcards.
//!
//! Values split at white space into words, each with its own wildcards, matched from end to end, as quanteda does.
//! Where a value's word is several of ours (`and/or`), it becomes that many adjacent words.

use crate::text::{Accents, Case, Forms, Hyphens};

/// How the values of a dictionary are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// `*` is any run of characters, `?` is one.
    Glob,
    /// Only a `*` at the end is a wildcard: LIWC.
    Stem,
    /// Exact words.
    Fixed,
    /// A regular expression for each word, found anywhere in it.
    Regex,
    /// A pattern of our own language.
    Pattern,
}

impl ValueType {
    /// Those that `--valuetype` takes, by name.
    pub const NAMED: [(&'static str, Self); 3] = [("glob", Self::Glob), ("fixed", Self::Fixed), ("regex", Self::Regex)];
}

/// What counts as one word, and as the same word, in codebooks made of dictionaries: what it does for quanteda.
pub(super) const FORMS: Forms = Forms { case: Case::Fold, accents: Accents::Keep, hyphens: Hyphens::Join };

enum Piece<'v> {
    Exact(&'v str),
    /// Has a wildcard and is written bare.
    Bare(&'v str),
    Regex(&'v str),
}

/// The pattern that says what the value says, or why there is none.
pub(super) fn pattern(value: &str, kind: ValueType) -> Result<String, String> {
    let value = value.trim();
    if kind == ValueType::Pattern {
        return Ok(value.to_owned());
    }
    let mut pieces = Vec::new();
    for word in value.split_whitespace() {
        match kind {
            ValueType::Regex => pieces.push(Piece::Regex(word)),
            ValueType::Glob if word.contains(['*', '?']) => glob(word, &mut pieces)?,
            ValueType::Stem if word.trim_end_matches('*').contains('*') => {
                return Err("only a `*` at the end of a word is a wildcard there".to_owned());
            }
            ValueType::Stem if word.ends_with('*') && word.contains('?') => {
                return Err("a `?` is no wildcard there".to_owned());
            }
            ValueType::Stem if word.ends_with('*') => glob(word, &mut pieces)?,
            _ => pieces.extend(FORMS.words(word).iter().map(|found| Piece::Exact(found.span.of(word)))),
        }
    }
    if pieces.is_empty() {
        return Err("it holds no word".to_owned());
    }
    if pieces.iter().all(|piece| matches!(piece, Piece::Bare("*"))) {
        return Err("it would match every word".to_owned());
    }
    Ok(written(&pieces))
}

/// Signs that part words in comments as they do in the value.
const PARTS: [char; 4] = ['-', '\u{2013}', '\u{2014}', '/'];

fn glob<'v>(word: &'v str, pieces: &mut Vec<Piece<'v>>) -> Result<(), String> {
    if word == "*" {
        pieces.push(Piece::Bare(word));
        return Ok(());
    }
    // A stand-in letter for each wildcard shows where our words begin and end.
    let sample = word.replace(['*', '?'], "x");
    let mut last: Option<usize> = None;
    for found in FORMS.words(&sample) {
        let span = found.span;
        let apart = last.map_or("", |last| &word[last..span.start]);
        if let Some(sign) = apart.chars().find(|c| !PARTS.contains(c)) {
            return Err(format!("a wildcard cannot reach over the `{sign}`, which ends a word"));
        }
        last = Some(span.end);
        let piece = span.of(word);
        match piece.contains(['*', '?']) {
            true if !piece.contains(char::is_alphanumeric) => {
                return Err(format!("`{piece}` has no letter, so it would match every word there"));
            }
            true => pieces.push(Piece::Bare(piece)),
            false => pieces.push(Piece::Exact(piece)),
        }
    }
    if word[last.unwrap_or(0)..].contains(['*', '?']) {
        return Err("its wildcard stands at no word".to_owned());
    }
    Ok(())
}

/// Exact words side by side share their quotes.
fn written(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut quoted = false;
    for piece in pieces {
        let exact = matches!(piece, Piece::Exact(_));
        if quoted && !exact {
            text.push('"');
        }
        if !text.is_empty() {
            text.push(' ');
        }
        match piece {
            Piece::Exact(word) => {
                if !quoted {
                    text.push('"');
                }
                text.push_str(word);
            }
            Piece::Bare(word) => text.push_str(word),
            Piece::Regex(word) => text.push_str(&regex(word)),
        }
        quoted = exact;
    }
    if quoted {
        text.push('"');
    }
    text
}

/// A regular expression for one word, in our language: there it is found anywhere in the word and in any case.
fn regex(word: &str) -> String {
    let mut escaped = String::new();
    let mut signs = word.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '/' => escaped.push_str("\\/"),
            '\\' => escaped.extend([sign].into_iter().chain(signs.next())),
            _ => escaped.push(sign),
        }
    }
    format!("/(?i).*(?:{escaped}).*/t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_quoted_words_and_wildcards() {
        for (value, kind, expected) in [
            ("United States", ValueType::Glob, "\"United States\""),
            ("Federal * of *", ValueType::Glob, "\"Federal\" * \"of\" *"),
            ("federal gover*", ValueType::Glob, "\"federal\" gover*"),
            ("?box", ValueType::Glob, "?box"),
            ("?box", ValueType::Fixed, "\"box\""),
            ("what? thank*", ValueType::Stem, "\"what\" thank*"),
            ("well-kn*", ValueType::Glob, "well-kn*"),
            ("and/o*", ValueType::Glob, "\"and\" o*"),
            ("e-mail", ValueType::Glob, "\"e-mail\""),
            ("rock & roll", ValueType::Fixed, "\"rock roll\""),
            ("C++", ValueType::Fixed, "\"C++\""),
            ("say \"no\"", ValueType::Fixed, "\"say no\""),
            ("NOT", ValueType::Glob, "\"NOT\""),
            ("Stat.*$", ValueType::Regex, "/(?i).*(?:Stat.*$).*/t"),
            (r"a/b\/", ValueType::Regex, r"/(?i).*(?:a\/b\/).*/t"),
        ] {
            assert_eq!(pattern(value, kind), Ok(expected.to_owned()), "{value}");
        }
    }

    #[test]
    fn what_our_words_cannot_say_is_refused() {
        for value in ["c++*", ":)", "*", "* *", "??", "and/*", ":-*", ""] {
            assert!(pattern(value, ValueType::Glob).is_err(), "{value}");
        }
    }
}

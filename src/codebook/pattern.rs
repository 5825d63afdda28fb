//! The pattern language: what one line of a codebook says.
//!
//! - `note` — a bare word matches by stem;
//! - `"thank you note"` — one or more exact words, folded; nothing inside is special;
//! - `connect*`, `organi?ation` — wildcards within a word, on the folded surface form;
//! - `send * message` — `*` as a whole word inside a phrase is any one word;
//! - `personal message` — words side by side are a phrase of adjacent words.

use crate::text::{Span, Stemmer, fold, fold_accents, words};

/// One pattern: a phrase of one or more words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern as the codebook writes it.
    pub source: String,
    /// What each word must be; never empty, and neither end is [`Element::Any`].
    pub elements: Vec<Element>,
}

/// What one word of a phrase must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A word with this stem.
    Stem {
        /// The stem compared.
        stem: String,
        /// The word as the pattern writes it.
        word: String,
    },
    /// The word with this folded form.
    Exact(String),
    /// A word whose folded form this glob matches, from end to end.
    Glob(String),
    /// Any one word.
    Any,
}

/// What is wrong in a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// The place in the pattern, in bytes.
    pub span: Span,
    /// What was found and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

const OPERATORS: &[&str] = &["AND", "OR", "NOT", "NEAR", "THEN"];
const RESERVED: &[char] = &['(', ')', '[', ']', '/', '=', '~', '@', '#'];

impl Pattern {
    /// Reads one pattern.
    ///
    /// # Errors
    /// The pattern is empty, a quote is not closed, a word can never match, or a sign is used that has another use.
    pub fn parse(source: &str, stemmer: &Stemmer) -> Result<Self, PatternError> {
        let mut elements = Vec::new();
        for token in tokens(source)? {
            match token {
                Token::Quoted(span) => quoted(source, span, &mut elements)?,
                Token::Bare(span) => bare(source, span, stemmer, &mut elements)?,
            }
        }
        let whole = Span::new(0, source.len());
        if elements.is_empty() {
            return Err(error(whole, "the pattern has no words, so it can never match", "write a word, or remove it"));
        }
        if [elements.first(), elements.last()].contains(&Some(&Element::Any)) {
            return Err(error(
                whole,
                "`*` stands at an end of the pattern, expected it between two words",
                "`*` alone is any one word inside a phrase; to match the forms of a word write `word*`",
            ));
        }
        Ok(Self { source: source.to_owned(), elements })
    }
}

impl Pattern {
    /// Whether the two match the same words, however they are written.
    #[must_use]
    pub fn compares_as(&self, other: &Self) -> bool {
        let pairs = || self.elements.iter().zip(&other.elements);
        self.elements.len() == other.elements.len()
            && pairs().all(|pair| match pair {
                (Element::Stem { stem: a, .. }, Element::Stem { stem: b, .. }) => a == b,
                (a, b) => a == b,
            })
    }
}

impl Element {
    /// The element as the pattern writes it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Stem { word, .. } => word,
            Self::Exact(word) | Self::Glob(word) => word,
            Self::Any => "*",
        }
    }
}

enum Token {
    /// The inside of a pair of quotes.
    Quoted(Span),
    Bare(Span),
}

fn tokens(source: &str) -> Result<Vec<Token>, PatternError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
        } else if next == '"' {
            let inside = at + 1;
            let length = source[inside..].find('"').ok_or_else(|| {
                error(Span::new(at, source.len()), "the quote is not closed", "add a `\"` after the last exact word")
            })?;
            found.push(Token::Quoted(Span::new(inside, inside + length)));
            at = inside + length + 1;
        } else {
            let length = source[at..].find(|c: char| c.is_whitespace() || c == '"').unwrap_or(source.len() - at);
            found.push(Token::Bare(Span::new(at, at + length)));
            at += length;
        }
    }
    Ok(found)
}

fn quoted(source: &str, span: Span, elements: &mut Vec<Element>) -> Result<(), PatternError> {
    let before = elements.len();
    elements.extend(words(span.of(source)).iter().map(|word| Element::Exact(fold_accents(&word.cased))));
    if elements.len() == before {
        return Err(error(span, "there is no word between the quotes, so it can never match", "quote a word"));
    }
    Ok(())
}

fn bare(source: &str, span: Span, stemmer: &Stemmer, elements: &mut Vec<Element>) -> Result<(), PatternError> {
    let token = span.of(source);
    if OPERATORS.iter().any(|operator| token.split('/').next() == Some(operator)) {
        return Err(error(
            span,
            &format!("`{token}` is an operator, which this version does not read"),
            &format!("to match the word, write it in lower case or as \"{}\"", token.to_lowercase()),
        ));
    }
    if let Some(sign) = token.chars().find(|c| RESERVED.contains(c)) {
        return Err(error(
            span,
            &format!("`{sign}` in `{token}` is not part of a word"),
            &format!("quote mentions, hashtags and other exact words: \"{token}\""),
        ));
    }
    if token == "*" {
        elements.push(Element::Any);
        return Ok(());
    }
    if token.contains(['*', '?']) {
        return glob(token, span, elements);
    }
    let found = words(token);
    if found.is_empty() {
        return Err(error(span, &format!("`{token}` holds no word, so it can never match"), "write a word"));
    }
    elements.extend(
        found
            .iter()
            .map(|word| Element::Stem { stem: stemmer.stem(&word.cased), word: word.span.of(token).to_owned() }),
    );
    Ok(())
}

fn glob(token: &str, span: Span, elements: &mut Vec<Element>) -> Result<(), PatternError> {
    let plain: String = token.chars().filter(|c| !matches!(c, '*' | '?')).collect();
    if plain.is_empty() {
        return Err(error(span, &format!("`{token}` has no letter, so it would match every word"), "write a letter"));
    }
    // A stand-in letter for each wildcard shows whether the whole is one word.
    let sample = token.replace(['*', '?'], "x");
    if words(&sample).len() != 1 || words(&sample).first().is_none_or(|word| word.span.len() != sample.len()) {
        return Err(error(
            span,
            &format!("`{token}` is not one word, so it can never match"),
            "wildcards match within a word; hyphens and punctuation separate words",
        ));
    }
    elements.push(Element::Glob(fold(token)));
    Ok(())
}

fn error(span: Span, message: &str, hint: &str) -> PatternError {
    PatternError { span, message: message.to_owned(), hint: Some(hint.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Spelling};

    fn parse(source: &str) -> Result<Pattern, PatternError> {
        Pattern::parse(source, &Stemmer::new(Language::English, Spelling::Variants))
    }

    fn shown(source: &str) -> Result<Vec<String>, PatternError> {
        Ok(parse(source)?
            .elements
            .iter()
            .map(|element| match element {
                Element::Stem { stem, .. } => format!("stem {stem}"),
                Element::Exact(word) => format!("exact {word}"),
                Element::Glob(glob) => format!("glob {glob}"),
                Element::Any => "any".to_owned(),
            })
            .collect())
    }

    #[test]
    fn each_kind_of_word_is_read() -> Result<(), PatternError> {
        assert_eq!(shown("personalized")?, ["stem personalis"]);
        assert_eq!(shown(r#""Don’t Pitch" note"#)?, ["exact don't", "exact pitch", "stem note"]);
        assert_eq!(shown("Organi?ation connect*")?, ["glob organi?ation", "glob connect*"]);
        assert_eq!(shown("send * message")?, ["stem send", "any", "stem messag"]);
        assert_eq!(shown("follow-up")?, ["stem follow", "stem up"]);
        assert_eq!(shown(r##""@name" "#job""##)?, ["exact @name", "exact #job"]);
        assert_eq!(shown(r#""* and AND""#)?, ["exact and", "exact and"]);
        Ok(())
    }

    #[test]
    fn what_can_never_match_is_refused_with_its_place() {
        for (source, start, end) in [
            ("", 0, 0),
            ("note \"…\"", 6, 9),
            ("note \"open", 5, 10),
            ("*", 0, 1),
            ("note *", 0, 6),
            ("a ***", 2, 5),
            ("note --", 5, 7),
            ("well-kn*", 0, 8),
            ("note NEAR/3 me", 5, 11),
            ("(note)", 0, 6),
            ("@name", 0, 5),
        ] {
            let error = parse(source).err().map(|error| error.span);
            assert_eq!(error, Some(Span::new(start, end)), "{source}");
        }
    }
}

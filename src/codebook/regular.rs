//! Regular expressions in patterns: on the original text, or on one word of it.
//!
//! A search takes time linear in the text (no look-around, no back-references); one for each match, so that an
//! expression that looks far ahead for every short match takes more. One that would be large is refused: what a codebook
//! asks for must be bounded before the first comment is read.

use regex::{Regex, RegexBuilder};

use crate::text::Span;

/// The most that one compiled expression may take, in bytes.
const LARGEST: usize = 1 << 20;

/// Groups within each other.
const DEEPEST: u32 = 64;

/// A regular expression with the syntax of the crate `regex`; case matters unless it begins with `(?i)`.
#[derive(Debug, Clone)]
pub struct RegularExpression {
    source: String,
    compiled: Regex,
}

impl RegularExpression {
    /// An expression that is searched in a text.
    ///
    /// # Errors
    /// What is wrong, in words: it does not compile, is too large, or matches nothing at all (the empty string).
    pub fn on_text(source: &str) -> Result<Self, String> {
        let compiled = compile(source)?;
        if matches_nothing(&compiled) {
            return Err("it matches the empty string, so it would match everywhere".to_owned());
        }
        Ok(Self { source: source.to_owned(), compiled })
    }

    /// An expression that must match a word from end to end.
    ///
    /// # Errors
    /// As [`RegularExpression::on_text`].
    pub fn on_word(source: &str) -> Result<Self, String> {
        // Alone first, so that a parenthesis of its own cannot close the group around it.
        compile(source)?;
        let compiled = compile(&format!("\\A(?:{source})\\z"))?;
        if compiled.is_match("") {
            return Err("it matches the empty string, and a word is never empty".to_owned());
        }
        Ok(Self { source: source.to_owned(), compiled })
    }

    /// The expression as the pattern writes it, without its slashes.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it matches; for an expression on words, from end to end.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    /// Where it matches, from left to right, not overlapping.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        let spans = self.compiled.find_iter(text).map(|found| Span::new(found.start(), found.end()));
        spans.filter(|span| !span.is_empty())
    }
}

impl PartialEq for RegularExpression {
    fn eq(&self, other: &Self) -> bool {
        self.compiled.as_str() == other.compiled.as_str()
    }
}

impl Eq for RegularExpression {}

fn compile(source: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(source).size_limit(LARGEST).dfa_size_limit(LARGEST).nest_limit(DEEPEST).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => format!("compiled it takes more than {} KiB", LARGEST / 1024),
        // The first lines show the expression with a mark under it; the place is said with the pattern.
        other => {
            let message = other.to_string();
            let last = message.lines().last().unwrap_or_default();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        }
    })
}

/// Whether it can match between any two characters: what holds there depends on no more than their kinds.
fn matches_nothing(regex: &Regex) -> bool {
    const KINDS: [&str; 6] = ["", "a", "é", "-", "\n", "\r"];
    let pairs = KINDS.iter().flat_map(|first| KINDS.iter().map(move |second| format!("{first}{second}")));
    pairs.into_iter().any(|text| regex.find_iter(&text).any(|found| found.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_nothing_or_is_large_is_refused() {
        for source in ["", "a*", "a|", r"\b", "(?m)^", r"\B|b", "^"] {
            assert!(RegularExpression::on_text(source).unwrap_err().contains("empty string"), "{source}");
        }
        assert!(RegularExpression::on_text(r"(\w{200}){200}").unwrap_err().contains("1024 KiB"));
        assert!(RegularExpression::on_text(&"(".repeat(1000)).is_err());
        assert!(RegularExpression::on_text(&format!("{}a{}", "(".repeat(100), ")".repeat(100))).is_err());
        assert_eq!(RegularExpression::on_text("a)(b").unwrap_err(), "unopened group");
        assert!(RegularExpression::on_word("a)|(b").is_err());
        assert!(RegularExpression::on_word("a*").is_err());
    }

    #[test]
    fn a_word_is_matched_from_end_to_end() {
        let of = |source: &str, word: &str| RegularExpression::on_word(source).unwrap().is_match(word);
        assert!(of("a|ab", "ab") && !of("a", "ab") && !of("AB", "ab") && of("(?i)AB", "ab"));
    }
}

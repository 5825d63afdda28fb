//! Regular expressions in patterns: on the original text, or on one word of it.
//!
//! A search takes time linear in the text (no look-around, no back-references); one for each match, so that an
//! expression that looks far ahead for every short match would take the square of it. In a long text a search therefore
//! looks no farther than [`AHEAD`]. An expression that would be large is refused: what a codebook asks for must be bounded
//! before the first comment is read.

use regex::{Regex, RegexBuilder};

use crate::text::Span;

/// The most that one compiled expression may take, in bytes.
const LARGEST: usize = 1 << 20;

/// Groups within each other.
const DEEPEST: u32 = 64;

/// Texts of more bytes are long.
const LONG: usize = 32 << 10;

/// How far a search looks in a long text, in bytes; a match of more than half of it may be missed.
const AHEAD: usize = 1 << 10;

/// How far a search looks where a match reaches as far as was looked.
const FARTHEST: usize = 4 << 10;

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

    /// Where it matches, from left to right, not overlapping. In a text of more than 32 KiB a search looks no farther
    /// ahead than 1 KiB: a match of more than 512 bytes may be missed there, and may be cut after 4 KiB.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Span> {
        let mut found = Vec::new();
        if text.len() > LONG {
            find_in_long(&self.compiled, text, &mut found);
        } else {
            found.extend(self.compiled.find_iter(text).map(|found| Span::new(found.start(), found.end())));
        }
        found.retain(|span| !span.is_empty());
        found
    }
}

fn find_in_long(regex: &Regex, text: &str, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < text.len() {
        let (span, looked) = look(regex, text, at);
        at = match span {
            Some(span) => {
                found.push(span);
                if span.is_empty() { after(text, span.end) } else { span.end }
            }
            None if looked == text.len() => return,
            // What begins in the second half may have been cut.
            None => boundary(text, looked - AHEAD / 2),
        };
    }
}

/// The first match from a place on, and how far was looked. The end of what is looked at would pass for the end of the text
/// or of a word, and cut what goes on, only for a match that reaches it: then more is looked at.
fn look(regex: &Regex, text: &str, mut at: usize) -> (Option<Span>, usize) {
    let mut looked = boundary(text, at + AHEAD);
    let mut cut = None;
    loop {
        let found = regex.find_at(&text[..looked], at).map(|found| Span::new(found.start(), found.end()));
        let Some(span) = found.filter(|span| span.end == looked && looked < text.len() && span.len() < FARTHEST) else {
            return (found, looked);
        };
        // What begins before an earlier one that was cut would reach farther than is promised.
        at = cut.filter(|cut| *cut < span.start).unwrap_or(at);
        cut = Some(span.start);
        looked = boundary(text, span.start + AHEAD.max(2 * span.len()));
    }
}

/// The last border between two characters up to a place.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The place one character on.
fn after(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
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
    fn a_long_text_gives_the_matches_that_its_pieces_give() {
        let line = "a no, é done. 12 x— nobody b\n";
        let text = line.repeat(3000);
        for source in ["no", r"\bno\b", "(?s)x.{0,40}?done", "(?m)b$", r"b\n\z", "[é—]", r"(?-u:\B)o", r"\z|12"] {
            let Ok(regex) = RegularExpression::on_text(source) else { continue };
            let all = regex.compiled.find_iter(&text).map(|found| Span::new(found.start(), found.end()));
            assert_eq!(regex.find(&text), all.filter(|span| !span.is_empty()).collect::<Vec<_>>(), "{source}");
        }
        let whole = RegularExpression::on_text("(?s).+").unwrap().find(&text);
        assert!(whole[1..].iter().zip(&whole).all(|(_, span)| (FARTHEST..2 * FARTHEST).contains(&span.len())));
        assert_eq!(whole.iter().map(|span| span.len()).sum::<usize>(), text.len());
    }

    #[test]
    fn an_expression_that_looks_far_ahead_for_every_match_takes_no_square_of_time() {
        let text = "a".repeat(1 << 17);
        for source in ["(?s).*b|a", "a+$|a", "a{0,900}b|a", "a{900}$|a"] {
            assert!(!RegularExpression::on_text(source).unwrap().find(&text).is_empty(), "{source}");
        }
    }

    #[test]
    fn a_word_is_matched_from_end_to_end() {
        let of = |source: &str, word: &str| RegularExpression::on_word(source).unwrap().is_match(word);
        assert!(of("a|ab", "ab") && !of("a", "ab") && !of("AB", "ab") && of("(?i)AB", "ab"));
    }
}

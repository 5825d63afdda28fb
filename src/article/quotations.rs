//! Judges quotations: whether a comment has these words.
//!
//! Words are compared without regard to case and punctuation. `[…]`, `[...]` and `…` stand for words left out; any other
//! bracket, such as `[they]` or `[name]`, for at most six words that were changed or masked. Between quotation marks, four
//! words and more are a quotation; a block quotation is one whatever its length, but for the line that begins with a dash.
//! What stands between quotation marks and is neither a comment's nor the study's own is *off* where the sentence says
//! that somebody said it, or most of its words are a comment's; else *unsupported*.

use std::ops::Range;

use super::document::Passage;
use super::facts::Facts;
use super::statement::{Holds, Judged};
use super::tokens::{Kind, Token};
use crate::text::{fold_case, words};

/// Words that a changed word may stand for.
const CHANGED: usize = 6;
/// Words from which a phrase between quotation marks is a quotation.
const SHORTEST: usize = 4;
/// Words of a quotation that are compared; longer ones are cut there.
const LONGEST: usize = 2_000;

/// A quotation in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    pub span: Range<usize>,
    pieces: Vec<Piece>,
    /// Whether the text says that somebody said it.
    attributed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(Vec<String>),
    /// Any number of words left out.
    Gap,
    /// Few words, changed.
    Changed,
}

/// Words by which a text says that somebody said something.
const SAYING: [&str; 30] = [
    "say",
    "says",
    "said",
    "saying",
    "write",
    "writes",
    "wrote",
    "written",
    "writing",
    "put",
    "puts",
    "ask",
    "asks",
    "asked",
    "add",
    "adds",
    "added",
    "comment",
    "commented",
    "commenter",
    "commenters",
    "explain",
    "explains",
    "explained",
    "replied",
    "replies",
    "answered",
    "tells",
    "told",
    "words",
];

/// The quotations of a passage.
pub(super) fn quotations(passage: &Passage, tokens: &[Token], sentences: &[Range<usize>]) -> Vec<Quotation> {
    let text = passage.text.as_str();
    let inner = between_marks(text);
    if passage.quotation && inner.is_empty() {
        let trimmed = text.trim_start();
        let by_line = trimmed.starts_with(['—', '–', '-']);
        let start = text.len() - trimmed.len();
        return match by_line || trimmed.is_empty() {
            true => Vec::new(),
            false => vec![quotation(text, start..text.trim_end().len().max(start), true)],
        };
    }
    let said = |span: &Range<usize>| {
        passage.quotation
            || sentences.iter().any(|sentence| {
                let all = &tokens[sentence.clone()];
                let near = all.iter().any(|token| token.span.start < span.end && span.start < token.span.end);
                near && all
                    .iter()
                    .any(|token| token.kind == Kind::Word && token.any(&SAYING) && !span.contains(&token.span.start))
            })
    };
    let long = |span: &Range<usize>| words(&text[span.clone()]).len() >= SHORTEST || passage.quotation;
    inner
        .into_iter()
        .filter(long)
        .map(|span| {
            let said = said(&span);
            quotation(text, span, said)
        })
        .collect()
}

/// What stands between double quotation marks, without them.
fn between_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, letter) in text.char_indices() {
        match (open, letter) {
            (None, '“' | '"' | '«' | '„') => open = Some((at + letter.len_utf8(), letter)),
            (Some((start, mark)), '”' | '"' | '»' | '“') if closes(mark, letter) => {
                if start < at {
                    found.push(start..at);
                }
                open = None;
            }
            (Some(_), '“') => open = Some((at + letter.len_utf8(), letter)),
            _ => {}
        }
    }
    found
}

fn closes(open: char, letter: char) -> bool {
    matches!((open, letter), ('“', '”' | '"') | ('"', '"' | '”') | ('«', '»') | ('„', '“' | '”'))
}

fn quotation(text: &str, span: Range<usize>, attributed: bool) -> Quotation {
    Quotation { pieces: pieces(&text[span.clone()]), span, attributed }
}

/// The words of a quotation, and what stands for others.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((open, close)) = rest.find('[').and_then(|open| Some((open, open + rest[open..].find(']')?))) {
        push_words(&mut pieces, &rest[..open]);
        let inner = rest[open + 1..close].trim();
        let left_out = inner.is_empty() || inner.chars().all(|c| matches!(c, '.' | '…' | ' '));
        pieces.push(if left_out { Piece::Gap } else { Piece::Changed });
        rest = &rest[close + 1..];
    }
    push_words(&mut pieces, rest);
    pieces
}

fn push_words(pieces: &mut Vec<Piece>, text: &str) {
    let found = folded(text);
    if !found.is_empty() {
        pieces.push(Piece::Words(found));
    }
}

/// The words of a text as they are compared; signs and emoji are none.
fn folded(text: &str) -> Vec<String> {
    let plain = words(text).into_iter().filter(|word| word.cased.chars().any(char::is_alphanumeric));
    plain.map(|word| fold_case(&word.cased)).take(LONGEST).collect()
}

impl Quotation {
    /// Whether these words have it.
    fn is_in(&self, comment: &[String]) -> bool {
        has(comment, &self.pieces, 0, true, usize::MAX)
    }

    /// The id of the first of these comments that has it.
    pub fn source<'c>(&self, text: &str, comments: &[(&'c str, &str)]) -> Option<&'c str> {
        let loose = self.loosened(text);
        let has = |comment: &[String]| self.is_in(comment) || loose.is_in(comment);
        comments.iter().find(|(_, text)| has(&folded(text))).map(|(id, _)| *id)
    }

    /// The same with `…` for words left out, which a comment may also have as a sign of its own.
    fn loosened(&self, text: &str) -> Self {
        let mut pieces = Vec::new();
        for part in text[self.span.clone()].replace("...", "…").split('…') {
            if !pieces.is_empty() {
                pieces.push(Piece::Gap);
            }
            pieces.extend(self::pieces(part));
        }
        Self { pieces, ..self.clone() }
    }

    fn words(&self) -> Vec<&String> {
        let words =
            self.pieces.iter().filter_map(|piece| if let Piece::Words(words) = piece { Some(words) } else { None });
        words.flatten().collect()
    }
}

/// Whether `comment` from `at` on, or from at most `skip` words later, has the pieces one after the other.
fn has(comment: &[String], pieces: &[Piece], at: usize, open: bool, skip: usize) -> bool {
    // The state is where the next words may begin: from `at` to `at + skip`. Each run of words takes its first place
    // where the room behind it has no end; with few words changed, every place is tried.
    let Some((piece, rest)) = pieces.split_first() else { return true };
    let words = match piece {
        Piece::Gap => return has(comment, rest, at, true, usize::MAX),
        Piece::Changed => return has(comment, rest, at, open, if open { skip } else { CHANGED }),
        Piece::Words(words) => words,
    };
    let last = comment.len().checked_sub(words.len());
    let Some(last) = last else { return false };
    let furthest = if open {
        last.min(at.saturating_add(skip))
    } else {
        last.min(at.saturating_add(if skip == usize::MAX { 0 } else { skip }))
    };
    (at..=furthest).any(|start| {
        comment[start..start + words.len()] == words[..] && has(comment, rest, start + words.len(), false, usize::MAX)
    })
}

/// The judgement of quotations, each with the passage it stands in; comments are gone through once. `None` for the
/// study's own words, such as a theme's label.
pub(super) fn judge(found: &[(&Passage, Quotation)], facts: &Facts<'_>) -> Vec<Option<Judged>> {
    let labels = facts.numbers.named.iter().map(|named| &named.label);
    let own: Vec<Vec<String>> = facts.own.iter().chain(labels).map(|text| folded(text)).collect();
    let loose: Vec<Quotation> = found.iter().map(|(passage, quotation)| quotation.loosened(&passage.text)).collect();
    let mut source: Vec<Option<&str>> = vec![None; found.len()];
    let mut nearest: Vec<(usize, &str, &str)> = vec![(0, "", ""); found.len()];
    let known = |quotation: &Quotation| own.iter().any(|text| quotation.is_in(text));
    let mine: Vec<bool> = found.iter().map(|(_, quotation)| known(quotation)).collect();
    for (id, text) in if found.is_empty() { &[] } else { facts.comments.as_slice() } {
        let comment = folded(text);
        for (place, (_, quotation)) in found.iter().enumerate().filter(|(place, _)| !mine[*place]) {
            if source[place].is_none() && (quotation.is_in(&comment) || loose[place].is_in(&comment)) {
                source[place] = Some(id);
            } else if source[place].is_none() {
                let shared = shared(&quotation.words(), &comment);
                if shared > nearest[place].0 {
                    nearest[place] = (shared, id, text);
                }
            }
        }
    }
    let one = |(place, (_, quotation)): (usize, &(&Passage, Quotation))| {
        let (holds, message) = match (source[place], mine[place]) {
            (Some(id), _) => (Holds::Yes, format!("the words of comment {id}")),
            (None, true) => return None,
            (None, false) => missing(quotation, nearest[place]),
        };
        Some(Judged { span: quotation.span.clone(), holds, message, candidates: Vec::new(), tied: true })
    };
    found.iter().enumerate().map(one).collect()
}

fn missing(quotation: &Quotation, (shared, id, text): (usize, &str, &str)) -> (Holds, String) {
    // Runs of three words: a quotation of n words has n - 2.
    let runs = quotation.words().len().saturating_sub(2).max(1);
    if shared * 3 >= runs && shared > 0 {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        return (Holds::Off, format!("these are not the words of comment {id}: “{text}”"));
    }
    match quotation.attributed {
        true => (Holds::Off, "no comment has these words".to_owned()),
        false => (Holds::Unsupported, "no comment has these words, and nobody is said to have said them".to_owned()),
    }
}

/// Runs of three words that a quotation shares with a comment.
fn shared(quotation: &[&String], comment: &[String]) -> usize {
    let runs: std::collections::BTreeSet<&[String]> = comment.windows(3).collect();
    quotation
        .windows(3)
        .filter(|run| runs.iter().any(|other| other.iter().zip(run.iter()).all(|(a, b)| a == *b)))
        .count()
}

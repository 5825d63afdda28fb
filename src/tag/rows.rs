//! What the tagger does, row by row: name, patterns, exclusions, text, and the words of each match.

use super::Tagger;
use crate::codebook::{CodebookError, parse};

/// A match is shown as the words of its spans, joined by `…`.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const WORDS: &[Row] = &[
    ("a bare word matches by stem", "'connect'", "", "Connecting with CONNECTIONS", &["Connecting", "CONNECTIONS"]),
    ("an exact word matches itself only", "'\"note\"'", "", "notes, a Note", &["Note"]),
    ("accents and quotes fold", "'\"resume\"', '\"don’t\"'", "", "my Résumé: don't", &["Résumé", "don't"]),
    ("spellings are one", "'personalise'", "", "personalized", &["personalized"]),
    ("a wildcard matches the surface form", "'custom*'", "", "customs, customised", &["customs", "customised"]),
    ("a phrase is adjacent words", "'personal note'", "", "a personal note; personal short note", &["personal note"]),
    ("a star is any one word", "'write * message'", "", "write me message, write message", &["write me message"]),
    ("a hyphen separates", "'\"follow up\"'", "", "a follow-up", &["follow-up"]),
    ("words have boundaries", "'\"bot\"'", "", "both, robot, bot.", &["bot"]),
    ("emoji are words", "'\"🚩\"'", "", "big 🚩🚩", &["🚩", "🚩"]),
    ("a mention is one word", "'\"@dana\"'", "", "@Dana you?", &["@Dana"]),
];

const OVERLAP: &[Row] = &[
    ("the longest wins", "'note', 'personal note'", "", "a personal note and a note", &["personal note", "note"]),
    ("of two equal the first wins", "'a b', 'b c'", "", "a b c", &["a b"]),
    ("an exclusion cancels what lies inside", "'note'", "'\"please note\"'", "please note: a note", &["note"]),
    ("a match that reaches out stays", "'note that'", "'\"please note\"'", "please note that", &["note that"]),
    ("a match of two words reaches over its gap", "'a NEAR/3 c'", "'a b c'", "a b c", &[]),
];

const OPERATORS: &[Row] = &[
    ("OR in a phrase", "'a (note OR message)'", "", "a message, a note, a gift", &["a message", "a note"]),
    ("NEAR in any order", "'note NEAR/2 read'", "", "read the note", &["read…note"]),
    ("NEAR counts positions, adjacent is 1", "'note NEAR/1 read'", "", "read the note", &[]),
    ("NEAR takes the nearest", "'note NEAR/9 read'", "", "read a b note read", &["note read"]),
    ("NEAR shares no word", "'a NEAR/3 (a b)'", "", "x a b", &[]),
    ("NEAR chains to the left", "'a NEAR/1 b NEAR/1 c'", "", "a b c", &["a b c"]),
    ("THEN keeps the order", "'read THEN/2 note'", "", "note read, read my note", &["read…note"]),
    ("a sentence parts", "'read THEN/3:s note'", "", "I read. A note came.", &[]),
    ("a sentence holds", "'read THEN/3:s note'", "", "I read a note. Yes.", &["read…note"]),
    ("a line break parts", "'read THEN/3:p note'", "", "I read.\nA note", &[]),
    ("NOT NEAR", "'note NOT NEAR/2 (no OR without)'", "", "without a note, or with one note", &["note"]),
    ("AND is one match of all its words", "'note AND read'", "", "a note, read, a note", &["note, read…note"]),
    ("AND NOT", "'note AND NOT read'", "", "a note to read", &[]),
    ("NOT has no span", "'NOT read'", "", "a note", &[""]),
];

fn found(patterns: &str, exclude: &str, text: &str) -> Result<Vec<String>, CodebookError> {
    let source = format!("[[theme]]\nid = 't'\npatterns = [{patterns}]\nexclude = [{exclude}]\n");
    let tags = Tagger::new(&parse(&source, "rows")?).tag(text);
    let shown = tags.matches.iter().map(|found| {
        let words: Vec<&str> = found.spans.iter().map(|span| span.of(text)).collect();
        words.join("…")
    });
    Ok(shown.collect())
}

#[test]
fn every_row_holds() -> Result<(), CodebookError> {
    for (name, patterns, exclude, text, expected) in WORDS.iter().chain(OVERLAP).chain(OPERATORS) {
        assert_eq!(found(patterns, exclude, text)?, *expected, "{name}");
    }
    Ok(())
}

#[test]
fn themes_do_not_compete_and_the_codebooks_exclusions_reach_all() -> Result<(), CodebookError> {
    let codebook = parse(
        "exclude = ['\"please note\"']\n[[theme]]\nid = 'a'\npatterns = ['note']\n[[theme]]\nid = 'b'\npatterns = ['a note']\n",
        "two",
    )?;
    let tags = Tagger::new(&codebook).tag("Please note, a note");
    assert!(tags.shows(0) && tags.shows(1));
    assert_eq!(tags.matches.len(), 2);
    Ok(())
}

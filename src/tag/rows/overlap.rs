//! Rows on matches that share words, within a theme and across themes.

use super::{Row, hold, shown, tags};
use crate::codebook::parse;
use crate::tag::{Tagger, explain};

const LONGEST: &[Row] = &[
    ("the longest wins", "'note', 'personal note'", "", "a personal note and a note", &["personal note", "note"]),
    ("of two equal the first wins", "'a b', 'b c'", "", "a b c", &["a b"]),
    ("an exclusion cancels what lies inside", "'note'", "'\"please note\"'", "please note: a note", &["note"]),
    ("a match that reaches out stays", "'note that'", "'\"please note\"'", "please note that", &["note that"]),
    ("a match of two words reaches over its gap", "'a NEAR/3 c'", "'a b c'", "a b c", &[]),
    ("an exclusion with a name", "'note'", "'@@negation note'", "no note, a note", &["note"]),
];

const ALL: &[Row] = &[
    ("every match counts", "'note', 'personal note'", "", "a personal note", &["personal note", "note"]),
    ("the same words twice", "'a b', '\"a b\"'", "", "a b", &["a b", "a b"]),
    ("exclusions go on to cancel", "'note'", "'\"please note\"'", "please note", &[]),
];

const FIRST: &[Row] = &[
    ("the first to begin wins", "'b c d', 'a b'", "", "a b c d", &["a b"]),
    ("then the first in the codebook", "'a', 'a b'", "", "a b", &["a"]),
];

#[test]
fn a_codebook_chooses_which_matches_of_a_theme_count() {
    hold("negation = ['no']", LONGEST);
    hold("overlap = 'all'", ALL);
    hold("overlap = 'first'", FIRST);
}

/// Themes given as patterns, `|` between themes.
fn across(keys: &str, themes: &str, text: &str) -> Vec<String> {
    let entry = |(place, patterns): (usize, &str)| format!("[[theme]]\nid = 't{place}'\npatterns = [{patterns}]\n");
    let themes: String = themes.split(" | ").enumerate().map(entry).collect();
    shown(&tags(&parse(&format!("{keys}\n{themes}"), "across").unwrap(), text, &[]), text)
}

#[test]
fn themes_compete_only_on_request() {
    for (name, themes, text, all, nested) in [
        ("a match inside another", "'a b' | 'b'", "a b", vec!["a b", "b"], vec!["a b"]),
        ("a match that reaches out", "'a b' | 'b c'", "a b c", vec!["a b", "b c"], vec!["a b", "b c"]),
        ("the very same words", "'a b' | 'a b'", "a b", vec!["a b", "a b"], vec!["a b", "a b"]),
        (
            "two cover a third",
            "'a b c' | 'c d' | 'd e f'",
            "a b c d e f",
            vec!["a b c", "c d", "d e f"],
            vec!["a b c", "d e f"],
        ),
        (
            "what is cancelled cancels nothing",
            "'a b c' | 'b c', 'c d'",
            "a b c d",
            vec!["a b c", "b c"],
            vec!["a b c", "c d"],
        ),
        ("signs are no words", "'a b' | '/ /'", "a b", vec!["a b", " "], vec!["a b", " "]),
    ] {
        assert_eq!(across("", themes, text), all, "{name}");
        assert_eq!(across("across = 'nested'", themes, text), nested, "{name}");
    }
    assert_eq!(across("across = 'nested'\noverlap = 'all'", "'a b', 'b' | 'a'", "a b"), ["a b"]);
    assert_eq!(across("across = 'nested'\noverlap = 'first'", "'a', 'a b' | 'a b'", "a b"), ["a b"]);
}

#[test]
fn a_match_that_another_theme_cancels_says_so() {
    let codebook = parse(
        "across = 'nested'\n[[theme]]\nid = 'a'\npatterns = ['x y']\n[[theme]]\nid = 'b'\npatterns = ['y']\n",
        "c",
    )
    .unwrap();
    let found = explain(&codebook, &Tagger::new(&codebook), 1, "x y");
    let expected = "longer matches have all of its words, that of `x y` for the theme `a` among them";
    assert_eq!(found.cancelled[0].reason, expected);
}

#[test]
fn themes_do_not_compete_and_the_codebooks_exclusions_reach_all() {
    let codebook = parse(
        "exclude = ['\"please note\"']\n[[theme]]\nid = 'a'\npatterns = ['note']\n[[theme]]\nid = 'b'\npatterns = ['a note']\n",
        "two",
    )
    .unwrap();
    let tags = tags(&codebook, "Please note, a note", &[]);
    assert!(tags.shows(0) && tags.shows(1));
    assert_eq!(tags.matches.len(), 2);
}

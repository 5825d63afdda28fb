//! Names, conditions and themes below themes.

use super::{shown, tags};
use crate::codebook::parse;
use crate::tag::{Tagger, explain};

const THEMES: &str = "negation = ['no', 'never']
exclude = ['\"to whom\" * *']
[[theme]]
id = 'greeting'
patterns = ['hello', 'good morning']
exclude = ['\"hello kitty\"']
[[theme]]
id = 'polite'
parent = 'greeting'
patterns = ['please']
[[theme]]
id = 't'
patterns = [PATTERN]
";

fn of(pattern: &str, text: &str) -> Vec<String> {
    let codebook = parse(&THEMES.replace("PATTERN", pattern), "names").unwrap();
    let tags = tags(&codebook, text, &[]);
    let matches = tags.matches.iter().filter(|found| found.theme == 2).cloned().collect();
    shown(&crate::tag::Tags { matches, parents: Vec::new() }, text)
}

#[test]
fn a_name_stands_for_the_patterns_of_a_theme() {
    for (name, pattern, text, expected) in [
        ("all of its patterns", "'@greeting'", "Hello, good morning", vec!["Hello", "good morning"]),
        ("and those of the themes below it", "'@greeting'", "Please", vec!["Please"]),
        ("not those of the theme above it", "'@polite'", "Hello", vec![]),
        ("without what its exclusions cancel", "'@greeting'", "hello kitty, hello", vec!["hello"]),
        ("nor the codebook's", "'@greeting'", "to whom it hello, hello", vec!["hello"]),
        ("near other words", "'@greeting NEAR/2 note'", "please read note", vec!["please…note"]),
        ("in a phrase", "'@greeting there'", "good morning there", vec!["good morning there"]),
        ("that it does not occur", "'NOT @greeting'", "note", vec![""]),
        ("before overlap", "'@greeting NEAR/1 bot'", "good morning bot", vec!["good morning bot"]),
        ("negation words", "'note NOT NEAR/2 @@negation'", "no note, then a long note", vec!["note"]),
    ] {
        assert_eq!(of(pattern, text), expected, "{name}");
    }
}

#[test]
fn a_condition_speaks_of_the_row() {
    let cells = [("role", " Étudiant "), ("rating", "2.0"), ("note", ""), ("words", "7"), ("a b?", "x")];
    for (condition, holds) in [
        ("[words = 2]", true),
        ("[words<2]", false),
        ("[characters >= 8]", true),
        ("[characters != 8]", false),
        ("[role = \"ETUDIANT\"]", true),
        ("[role != \"etudiant\"]", false),
        ("[role != \"teacher\"]", true),
        ("[role = 2]", false),
        ("[role != 2]", false),
        ("[rating <= 2]", true),
        ("[rating > 2]", false),
        ("[rating = \"2.0\"]", true),
        ("[note = \"\"]", true),
        ("[note != \"x\"]", false),
        ("[note != 3]", false),
        ("[nothere = \"\"]", false),
        ("[nothere != \"x\"]", false),
        ("[col:words = 7]", true),
        ("[\"a b?\" = \"X\"]", true),
    ] {
        let codebook = parse(&format!("[[theme]]\nid = 't'\npatterns = ['{condition}']\n"), "row").unwrap();
        assert_eq!(tags(&codebook, "a  nöte!", &cells).shows(0), holds, "{condition}");
    }
}

#[test]
fn a_codebook_lists_the_columns_that_it_needs() {
    let source = "[[theme]]\nid = 't'\npatterns = ['a AND ([role = \"x\"] OR NOT [age < 3])', '[words < 4] OR [role = \"y\"]']\n";
    assert_eq!(parse(source, "columns").unwrap().columns(), ["role", "age"]);
}

const TREE: &str = "
[[theme]]
id = 'top'
[[theme]]
id = 'low'
parent = 'middle'
patterns = ['note']
[[theme]]
id = 'middle'
parent = 'top'
patterns = ['message']
";

#[test]
fn a_theme_is_shown_where_one_below_it_is_without_a_match_of_its_own() {
    let codebook = parse(TREE, "tree").unwrap();
    let found = tags(&codebook, "a note", &[]);
    assert_eq!((found.themes(), found.parents.clone()), (vec![0, 1, 2], vec![0, 2]));
    assert!(found.shows(0) && found.of(0).next().is_none());
    let found = tags(&codebook, "a note, a message", &[]);
    assert_eq!((found.themes(), found.parents), (vec![0, 1, 2], vec![0]));
    assert_eq!(tags(&codebook, "nothing", &[]).themes(), [] as [usize; 0]);
    let explained = explain(&codebook, &Tagger::new(&codebook), 0, "a note");
    assert_eq!((explained.matches, explained.through), (Vec::new(), vec!["low".to_owned()]));
}

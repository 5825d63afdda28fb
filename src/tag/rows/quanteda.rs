//! quanteda's answers on the same texts and dictionaries.
//!
//! The counts are those of quanteda's own tests (`tests/testthat/test-tokens_lookup.R` of quanteda/quanteda at 00c7de22).
//! Its values are quoted words and wildcards here, its tokens are words, punctuation left out.

use std::collections::BTreeMap;

use super::tags;
use crate::codebook::parse;

const TEXTS: [&str; 6] = [
    "The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
    "The Supreme Court of the United States is seldom in a united state.",
    "It's Arsenal versus Manchester United, states the announcer.",
    "We need Manchester Unity in the Federal Republic of Germany today.",
    "United statehood is a good state.",
    "luv the united states XXOO!",
];

/// The keys with their counts in each text: `key: patterns`, one a line.
fn counts(keys: &str, dictionary: &str) -> BTreeMap<String, [usize; 6]> {
    let mut source = format!("spelling = 'as_written'\nstem = false\n{keys}\n");
    let mut names = Vec::new();
    for line in dictionary.lines() {
        let (name, patterns) = line.trim().split_once(": ").unwrap();
        names.push(name.to_owned());
        let patterns: Vec<String> = patterns.split(", ").map(|pattern| format!("'{pattern}'")).collect();
        source += &format!("[[theme]]\nid = '{name}'\npatterns = [{}]\n", patterns.join(", "));
    }
    let codebook = parse(&source, "dictionary").unwrap();
    let found = TEXTS.map(|text| tags(&codebook, text, &[]));
    names
        .into_iter()
        .enumerate()
        .map(|(theme, name)| (name, found.clone().map(|tags| tags.of(theme).count())))
        .collect()
}

#[test]
fn phrases_are_counted_as_quanteda_counts_them() {
    let fixed = counts(
        "case = 'keep'",
        "Countries: United States, Federal Republic of Germany
         oceans: Atlantic Ocean, Pacific Ocean
         Institutions: federal government, Supreme Court
         team: Manchester United, Arsenal",
    );
    assert_eq!((fixed["Countries"], fixed["team"]), ([1, 1, 0, 1, 0, 0], [0, 0, 2, 0, 0, 0]));
    let glob = counts(
        "case = 'keep'",
        "Countries: United States, Federal * of *
         oceans: * Ocean
         Institutions: federal gover*, Supreme Court
         team: Manchester *, Arsenal",
    );
    assert_eq!(
        (glob["Countries"], glob["oceans"], glob["team"]),
        ([1, 1, 0, 1, 0, 0], [2, 0, 0, 0, 0, 0], [0, 0, 2, 1, 0, 0])
    );
    let folded = counts("", "Countries: United States, Federal Republic of Germany");
    assert_eq!(folded["Countries"], [1, 1, 1, 1, 0, 1]);
}

#[test]
fn words_with_wildcards_are_counted_as_quanteda_counts_them() {
    for dictionary in [
        "Countries: Stat*\noceans: *ic\ngameconsoles: ?box, Nintendo*\nswords: *s",
        "Countries: /(?i).*Stat.*/t\noceans: /(?i).*[A-Z][a-z]+ic.*/t\ngameconsoles: /(?i).*Xbox.*/t\nswords: /(?i).*s/t",
    ] {
        let found = counts("", dictionary);
        let first_two = |name: &str| [found[name][0], found[name][1]];
        assert_eq!((first_two("Countries"), first_two("oceans")), ([1, 2], [2, 0]));
        assert_eq!((first_two("gameconsoles"), first_two("swords")), ([0, 0], [2, 2]));
    }
}

#[test]
fn patterns_of_one_key_that_overlap_count_once() {
    let found = counts("", "Countries: United States, United States of America\noceans: Ocean");
    assert_eq!((found["Countries"][0], found["Countries"][1], found["oceans"][0]), (1, 1, 2));
    let source = "[[theme]]\nid = 'key'\npatterns = ['\"A B\"', '\"A B C\"']\n";
    assert_eq!(tags(&parse(source, "n-grams").unwrap(), "A B C", &[]).matches.len(), 1);
}

//! That names are there once, documented, and the same as in claims.

use super::*;
use crate::measure::wording::sample;

#[test]
fn every_name_is_there_once() {
    let mut results = sample::results();
    let mut second = results.questions[0].clone();
    second.id = "more".to_owned();
    results.questions.push(second);
    let names: Vec<String> = named(&results).into_iter().map(|named| named.name).collect();
    for (at, name) in names.iter().enumerate() {
        assert!(!names[..at].contains(name), "{name}");
    }
    assert!(names.contains(&"more.themes.t00".to_owned()));
}

#[test]
fn every_name_is_of_a_kind_that_is_documented() {
    for named in named(&sample::results()) {
        let first = named.name.split('.').next().unwrap().to_owned();
        let documented = |kind: &&(&str, &str)| kind.0 == named.name || kind.0.starts_with(&format!("{first}.<"));
        assert!(KINDS.iter().any(|kind| documented(&kind)), "{}", named.name);
    }
}

#[test]
fn every_quantity_of_a_claim_has_the_same_value_here() {
    let results = sample::results();
    let all = named(&results);
    let lookup = Lookup::new(&results, &all);
    for name in lookup.names() {
        let found = all.iter().find(|named| named.name.eq_ignore_ascii_case(&name));
        assert_eq!(found.map(|named| named.value), Some(lookup.quantity(&name).unwrap().value), "{name}");
    }
}

#[test]
fn equals_share_a_place() {
    let mut results = sample::results();
    results.questions[0].frequencies = sample::frequencies(&[65, 65, 49, 35, 24], 158);
    let all = named(&results);
    let ranks: Vec<_> =
        all.iter().filter(|named| named.family == "themes.guidelines").map(|named| named.rank).collect();
    assert_eq!(ranks, [1, 1, 3, 4, 5].map(Some));
}

#[test]
fn a_number_is_said_with_its_base() {
    let all = named(&sample::results());
    let said = |name: &str| all.iter().find(|named| named.name == name).map(Named::shown).unwrap_or_default();
    assert_eq!(said("themes.t00"), "65 of 158 comments (41%)");
    assert_eq!(said("poll.Never"), "20% of votes");
    assert_eq!(said("comments.read"), "180 comments");
}

//! Numbers as texts write them.

use super::super::tokens::{stemmer, tokens};
use super::*;

fn read(text: &str) -> Vec<String> {
    let words = BTreeMap::from([
        ("most".to_owned(), Quantifier { at_least: Some(0.5), at_most: None }),
        ("about one third".to_owned(), Quantifier { at_least: Some(0.3), at_most: None }),
    ]);
    let tokens = tokens(text, &stemmer());
    let shown = |claimed: Claimed| match claimed.form {
        Form::Percent(value, decimals) => format!("{:.decimals$}% {:?}", value * 100.0, claimed.hedge),
        Form::Fraction(value) => format!("{value:.3} {:?}", claimed.hedge),
        Form::Count(value) => format!("{value} {:?}", claimed.hedge),
        Form::Part(count, base) => format!("{count}/{base}"),
        Form::Word(word, _) => word,
        Form::Times(multiple) => format!("{} times {:?}", multiple.by, claimed.hedge),
    };
    claimed(&tokens, &(0..tokens.len()), &words).into_iter().map(shown).collect()
}

#[test]
fn shares_and_counts_are_read_in_digits_and_in_words() {
    for (text, expected) in [
        ("37% or 37 per cent or 37.5 percent", vec!["37% Exactly", "37% Exactly", "37.5% Exactly"]),
        ("nearly a third, two-thirds, three quarters", vec!["0.333 Nearly", "0.667 Exactly", "0.750 Exactly"]),
        ("one in three, four out of five, 1 in 10", vec!["0.333 Exactly", "0.800 Exactly", "0.100 Exactly"]),
        (
            "24 of the 136 comments, more than 1,500 votes, 150+ comments",
            vec!["24/136", "1500 MoreThan", "150 AtLeast"],
        ),
        ("one hundred and thirty-six comments by thirteen people", vec!["136 Exactly", "13 Exactly"]),
        ("About one third do, most commenters do not", vec!["about one third", "most"]),
        ("more than twice as many, nearly 2.5 times as often", vec!["2 times MoreThan", "2.5 times Nearly"]),
        ("more than half of them", vec!["0.500 MoreThan"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn numbers_that_claim_nothing_are_passed_over() {
    for text in [
        "In July 2021 five guidelines came out of it",
        "1. First of all, see page 12 and step 3",
        "It was half past ten, half an hour late, in the second half",
        "version 2.5 from 12/07/2021 costs $40",
        "the third comes later, and the most common one",
        "up 20 percentage points",
        "a third time",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}

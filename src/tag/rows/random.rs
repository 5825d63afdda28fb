//! Random small codebooks and comments: the tagger finds what the slow matcher finds.

use proptest::prelude::*;

use super::tags;
use crate::codebook::parse;

/// A word of a pattern. Few letters, so that patterns meet comments.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "a",
        "b",
        "c",
        "note",
        "notes",
        "\"a b\"",
        "\"note\"",
        "=A",
        "=\"Note\"",
        "a*",
        "n?te",
        "note*",
        "noted~1",
        "b-c",
        "/[A-Z]/t",
        "/n.*/t",
        "/b ?c/",
        "/!/",
        "/a|b/",
        "\"é\"",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// A pattern in which everything has a place.
fn placed() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![8 => word(), 1 => Just("@@negation".to_owned()), 1 => Just("@other".to_owned())];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let operator = (
            prop::sample::select(vec!["NEAR", "THEN", "NOT NEAR"]),
            1..4usize,
            prop::sample::select(vec!["", ":s", ":p"]),
        );
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} * ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            (inner.clone(), operator, inner)
                .prop_map(|(a, (name, n, scope), b)| format!("(({a}) {name}/{n}{scope} ({b}))")),
        ]
    })
}

fn pattern() -> impl Strategy<Value = String> {
    let condition = prop::sample::select(vec!["[words < 4]", "[characters >= 9]", "[role = \"x\"]", "[rating <= 2]"]);
    prop_oneof![
        6 => placed(),
        1 => (placed(), placed()).prop_map(|(a, b)| format!("({a}) AND NOT ({b})")),
        1 => (placed(), placed()).prop_map(|(a, b)| format!("{a} AND {b}")),
        1 => placed().prop_map(|a| format!("NOT ({a})")),
        1 => (placed(), condition).prop_map(|(a, b)| format!("({a}) AND {b}")),
        1 => prop::sample::select(vec!["[words < 4]", "[role != \"x\"]"]).prop_map(str::to_owned),
    ]
}

fn list(of: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    let quoted = prop::collection::vec(of, 0..=most);
    quoted.prop_map(|patterns| patterns.iter().map(|pattern| format!("'''{pattern}'''")).collect::<Vec<_>>().join(", "))
}

fn keys() -> impl Strategy<Value = String> {
    let of = |key: &'static str, values: &[&'static str]| {
        prop::sample::select(values.to_vec()).prop_map(move |value| format!("{key} = {value}\n"))
    };
    let exclude = list(word(), 1).prop_map(|exclude| format!("negation = ['no', 'never a']\nexclude = [{exclude}]\n"));
    let keys = (
        of("overlap", &["'longest'", "'first'", "'all'"]),
        of("across", &["'all'", "'nested'"]),
        of("case", &["'fold'", "'keep'"]),
        of("accents", &["'fold'", "'keep'"]),
        of("stem", &["true", "false"]),
        of("words", &["'unicode'", "'hyphenated'"]),
        exclude,
    );
    keys.prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].concat())
}

fn codebook() -> impl Strategy<Value = String> {
    let plain = word;
    let themes = (list(pattern(), 4), list(placed(), 1), list(pattern(), 3), list(plain(), 3), list(plain(), 1));
    (keys(), themes).prop_map(|(keys, (first, exclude, second, other, without))| {
        format!(
            "{keys}[[theme]]\nid = 'first'\npatterns = [{first}]\nexclude = [{exclude}]\n\
             [[theme]]\nid = 'second'\nparent = 'first'\npatterns = [{second}]\n\
             [[theme]]\nid = 'other'\npatterns = [{other}]\nexclude = [{without}]\n"
        )
    })
}

fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "a ",
        "b ",
        "c ",
        "A ",
        "Note ",
        "notes ",
        "noted ",
        "nte ",
        "no ",
        "never ",
        "a b ",
        "b-c ",
        "b c",
        "! ",
        ". ",
        "? No ",
        "\n",
        "é ",
        "e\u{301} ",
        "x ",
        ", ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_tagger_finds_what_the_slow_matcher_finds(source in codebook(), texts in prop::collection::vec(text(), 1..4)) {
        let codebook = match parse(&source, "random") {
            Ok(codebook) => codebook,
            Err(error) => return Err(TestCaseError::fail(format!("{:?}", error.diagnostics()))),
        };
        for text in texts {
            tags(&codebook, &text, &[("role", "X"), ("rating", "2")]);
            tags(&codebook, &text, &[]);
        }
    }
}

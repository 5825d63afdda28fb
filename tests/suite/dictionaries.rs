//! Dictionaries of other programs: each format in and out, and quanteda's own counts.

use std::fs;
use std::path::PathBuf;

use verbatims::codebook::exchange::{self, FORMATS, Format, NestedScope, Options, ValueType};
use verbatims::codebook::{Codebook, parse};
use verbatims::tag::Tagger;
use verbatims::text::Case;

use crate::program::{root, run_in};

fn fixture(extension: &str) -> PathBuf {
    root().join("tests/fixtures/dictionaries").join(format!("harbour.{extension}"))
}

/// The themes that a fixture becomes, as `id < parent: patterns`, and what was reported, as `line: words`.
fn imported(extension: &str, options: &Options) -> (Vec<String>, Vec<String>) {
    let path = fixture(extension);
    let bytes = fs::read(&path).unwrap();
    let found = exchange::import(&bytes, "f", Format::of_file(&path).unwrap(), options).unwrap();
    let themes = found.value.themes.iter().map(|theme| {
        let parent = theme.parent.as_ref().map_or(String::new(), |parent| format!(" < {parent}"));
        let patterns: Vec<&str> = theme.patterns.iter().map(|(pattern, _)| pattern.as_str()).collect();
        format!("{}{parent}: {}", theme.id, patterns.join(" | "))
    });
    let warnings = found.warnings.iter().map(|warning| {
        let line = warning.place.as_ref().and_then(|place| place.line).unwrap_or(0);
        format!("{line}: {}", warning.message)
    });
    (themes.collect(), warnings.collect())
}

fn read(extension: &str) -> (Vec<String>, Vec<String>) {
    imported(extension, &Options::default())
}

#[test]
fn quanteda_yaml_is_read_as_text_and_keeps_its_tree() {
    let (themes, lost) = read("yml");
    assert_eq!(
        themes,
        [
            "harbour: \"quay\" | \"no\"",
            "harbour-ships < harbour: ferry* | \"tall ship\" | ?oat",
            "harbour-people < harbour: \"harbour master\"",
            "weather: rain* | * \"wind\"",
        ]
    );
    assert_eq!(
        lost,
        [
            "8: `c++*` is left out: a wildcard cannot reach over the `+`, which ends a word",
            "11: `Harbour Master` is left out: line 10 says the same",
            "13: the category `empty` is empty",
        ]
    );
}

#[test]
fn levels_collapse_into_what_is_above() {
    let options = |levels: &str| Options { levels: Some(levels.parse().unwrap()), ..Options::default() };
    let first = imported("yml", &options("1")).0;
    assert_eq!(first[0], "harbour: \"quay\" | \"no\" | ferry* | \"tall ship\" | ?oat | \"harbour master\"");
    let both = imported("yml", &options("1-2")).0;
    assert_eq!(both[1], "harbour-ships: ferry* | \"tall ship\" | ?oat");
    let (second, lost) = imported("yml", &options("2"));
    assert_eq!(second[0], "ships: ferry* | \"tall ship\" | ?oat");
    assert!(lost.contains(&"3: `quay` stands above the levels asked for".to_owned()), "{lost:?}");
}

#[test]
fn liwc_numbers_are_numbers_and_conditions_are_reported() {
    let (themes, lost) = read("dic");
    assert_eq!(
        themes,
        ["harbour: \"quay\" | ferry*", "harbour-ships < harbour: ferry* | \"tall ship\"", "weather: rain* | \"café\""]
    );
    assert_eq!(
        lost,
        [
            "0: the file is not UTF-8; it was read as Windows-1252",
            "11: the condition `(02 134)3` of `like` cannot be said, and is left out",
            "12: a condition on the word before (`<of>`) cannot be said, and the line is left out",
            "13: `fog` is in category 9, which the head does not name",
            "9: `:)` is left out: it holds no word",
        ]
    );
}

#[test]
fn liwc22_is_a_table_of_members() {
    let (themes, lost) = read("dicx");
    assert_eq!(themes, ["ships: ferry* | \"tall ship\"", "weather: rain* | \"storm\""]);
    assert_eq!(
        lost,
        [
            "5: `quay` has no category",
            "7: `maybe` for `storm` is neither `X` nor empty",
            "6: `fo*g` is left out: only a `*` at the end of a word is a wildcard there",
        ]
    );
}

#[test]
fn wordstat_weights_of_two_digits_are_weights() {
    let (themes, lost) = read("cat");
    assert_eq!(themes, ["HARBOUR: \"QUAY\"", "HARBOUR-SHIPS < HARBOUR: FERRY* | \"TALL SHIP\"", "WEATHER: RAIN*"]);
    assert_eq!(
        lost,
        [
            "5: `TALL_SHIP` has the weight 12, and here every match counts one",
            "6: the rule `@NEARRULE [ship NEAR quay]` cannot be carried over",
        ]
    );
}

#[test]
fn lexicoder_has_a_value_a_line() {
    let (themes, lost) = read("lc3");
    assert_eq!(themes, ["ships: ferry* | \"tall ship\"", "weather: rain*"]);
    assert_eq!(
        lost,
        ["1: `stray` belongs to no category, expected a line `+name` before", "7: `:-(` is left out: it holds no word"]
    );
}

#[test]
fn yoshikoder_patterns_beside_categories_are_kept() {
    let (themes, lost) = read("ykd");
    assert_eq!(themes, ["ships: ferry*", "ships-sail < ships: \"tall ship\"", "weather: rain*"]);
    assert_eq!(
        lost,
        [
            "6: `tall ship` has a score, and here every match counts one",
            "8: the element `note` is neither `cnode` nor `pnode`",
        ]
    );
}

#[test]
fn a_sheet_is_in_our_own_language() {
    let (themes, lost) = read("csv");
    assert_eq!(themes, ["ships: ferry | \"tall ship\" NEAR/3 quay", "weather: rain*"]);
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn every_format_reads_back_what_it_writes() {
    let source = "[[theme]]\nid = 'ships'\npatterns = ['ferry*', '\"tall ship\"']\n[[theme]]\nid = 'weather'\npatterns = ['\"storm\"']\n";
    let codebook = parse(source, "c").unwrap();
    for format in FORMATS {
        let written = exchange::export(&codebook, format).unwrap();
        assert_eq!(written.warnings, [], "{}", format.id);
        let read = exchange::import(written.value.as_bytes(), "f", format, &Options::default()).unwrap();
        assert_eq!(read.warnings, [], "{}", format.id);
        let again = parse(&read.value.to_toml("test").unwrap(), "c").unwrap();
        let patterns = |codebook: &Codebook| -> Vec<(String, Vec<String>)> {
            let of = |theme: &verbatims::codebook::Theme| {
                let mut patterns: Vec<String> = theme.patterns.iter().map(|pattern| pattern.source.clone()).collect();
                patterns.sort();
                (theme.id.clone(), patterns)
            };
            codebook.themes.iter().map(of).collect()
        };
        assert_eq!(patterns(&again), patterns(&codebook), "{}: {}", format.id, written.value);
    }
}

#[test]
fn export_reports_what_other_programs_cannot_say() {
    let source = "exclude = ['x']\n[[theme]]\nid = 't'\nexclude = ['y']\npatterns = ['note', 'a (b OR \"c\")', 'a NEAR/3 b', 'c*t*']\n";
    let codebook = parse(source, "c").unwrap();
    let written = exchange::export(&codebook, Format::by_id("lexicoder").unwrap()).unwrap();
    assert_eq!(written.value, "+t\nnote\na b\na c\nc*t*\n");
    assert_eq!(written.warnings.len(), 5, "{:?}", written.warnings);
    let liwc = exchange::export(&codebook, Format::by_id("liwc").unwrap()).unwrap();
    assert!(liwc.warnings.iter().any(|warning| warning.message.contains("`c*t*` is left out")));
}

#[test]
fn a_file_that_is_not_of_its_format_is_refused_with_its_line() {
    for (format, text, expected) in [
        ("quanteda", "a: [b\n", "f:"),
        ("quanteda", "just text\n", "f:1: there is no category"),
        ("liwc", "1\ta\n", "f:1: there is no head"),
        ("liwc", "%\n1\ta\nb\t1\n", "f:1: the head does not end"),
        ("liwc22", "Word,a\n", "f:1: expected a header `DicTerm,`"),
        ("yoshikoder", "<dictionary>\n<cnode></x>", "f:2: no valid XML"),
        ("yoshikoder", "<html/>", "f:1: the uppermost element is `html`"),
        ("lexicoder", "+a\n:)\n", "f:1: the dictionary has no value that could be carried over"),
        ("csv", "a,b\n", "f:1: unknown column `a`"),
    ] {
        let read = exchange::import(text.as_bytes(), "f", Format::by_id(format).unwrap(), &Options::default());
        let error = read.unwrap_err().to_string();
        assert!(error.starts_with(expected), "{format}: {error}");
    }
    let deep: String = (0..100_000).map(|depth| format!("{}a\n", "\t".repeat(depth % 60))).collect();
    for (format, text) in [
        ("wordstat", deep),
        ("quanteda", "[".repeat(100_000)),
        ("yoshikoder", format!("<dictionary>{}", "<cnode>".repeat(100_000))),
    ] {
        let read = exchange::import(text.as_bytes(), "f", Format::by_id(format).unwrap(), &Options::default());
        assert!(read.is_err(), "{format}");
    }
}

#[test]
fn import_writes_a_codebook_and_prints_each_line_that_it_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("yml");
    let run = run_in(folder.path(), &["codebook", "import", file.to_str().unwrap(), "--out", "codebook.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("harbour.yml:8: `c++*` is left out"), "{}", run.err);
    let text = fs::read_to_string(folder.path().join("codebook.toml")).unwrap();
    assert!(text.starts_with("# Imported from harbour.yml"), "{text}");
    assert!(text.contains("  '\"tall ship\"',\n"), "{text}");
    let run = run_in(folder.path(), &["codebook", "export", "codebook.toml", "--out", "again.yml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = run_in(folder.path(), &["codebook", "import", "again.yml", "--out", "again.yml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is the input, which is never changed"), "{}", run.err);
}

/// The documents and dictionaries of quanteda's `tests/testthat/test-tokens_lookup.R` at commit 00c7de22: inputs and
/// expected counts only.
const STATES: [&str; 6] = [
    "The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
    "The Supreme Court of the United States is seldom in a united state.",
    "It's Arsenal versus Manchester United, states the announcer.",
    "We need Manchester Unity in the Federal Republic of Germany today.",
    "United statehood is a good state.",
    "luv the united states XXOO!",
];

const FIXED: &str = "Countries: [United States, Federal Republic of Germany]
oceans: [Atlantic Ocean, Pacific Ocean]
Institutions: [federal government, Supreme Court]
team: [Manchester United, Arsenal]
";

const WORDS: &str = "Countries: [\"Stat*\"]
oceans: [\"*ic\"]
gameconsoles: [\"?box\", \"Nintendo*\"]
swords: [\"*s\"]
";

const REGEX: &str = "Countries: [\"Stat.*$\"]
oceans: [\"[A-Z][a-z]+ic\"]
gameconsoles: [\"Xbox\"]
swords: [\"s$\"]
";

const TREE: &str = "geo:
  Countries: [States]
  oceans: [Atlantic, Pacific]
other:
  gameconsoles: [Xbox, Nintendo]
  swords: [States]
";

/// The categories found in each document, in the order of their places, those of one place in the dictionary's order.
fn lookup(yaml: &str, options: &Options, case: Case, documents: &[&str]) -> Vec<Vec<String>> {
    let quanteda = Format::by_id("quanteda").unwrap();
    let found = exchange::import(yaml.as_bytes(), "dictionary.yml", quanteda, options).unwrap();
    assert_eq!(found.warnings, []);
    let mut text = found.value.to_toml("dictionary.yml").unwrap();
    if case == Case::Keep {
        text = text.replace("case = \"fold\"", "case = \"keep\"");
    }
    let codebook = parse(&text, "codebook.toml").unwrap();
    let tagger = Tagger::new(&codebook);
    let keys = |document: &&str| {
        let mut matches = tagger.tag(document).matches;
        matches.sort_by_key(|found| (found.spans[0].start, found.theme));
        matches.iter().map(|found| codebook.themes[found.theme].label.clone()).collect()
    };
    documents.iter().map(keys).collect()
}

fn counts(found: &[Vec<String>], key: &str) -> Vec<usize> {
    found.iter().map(|keys| keys.iter().filter(|found| *found == key).count()).collect()
}

fn by(values: ValueType) -> Options {
    Options { values: Some(values), ..Options::default() }
}

#[test]
fn quanteda_phrases_of_fixed_words_with_case() {
    let found = lookup(FIXED, &by(ValueType::Fixed), Case::Keep, &STATES);
    assert_eq!(counts(&found, "Countries"), [1, 1, 0, 1, 0, 0]);
    assert_eq!(counts(&found, "team"), [0, 0, 2, 0, 0, 0]);
}

#[test]
fn quanteda_phrases_of_globs_with_case() {
    let dictionary = "Countries: [United States, \"Federal * of *\"]\noceans: [\"* Ocean\"]\nInstitutions: [federal gover*, Supreme Court]\nteam: [\"Manchester *\", Arsenal]\n";
    let found = lookup(dictionary, &by(ValueType::Glob), Case::Keep, &STATES);
    assert_eq!(counts(&found, "Countries"), [1, 1, 0, 1, 0, 0]);
    assert_eq!(counts(&found, "oceans"), [2, 0, 0, 0, 0, 0]);
    assert_eq!(counts(&found, "team"), [0, 0, 2, 1, 0, 0]);
}

#[test]
fn quanteda_fixed_words_in_any_case() {
    let found = lookup(FIXED, &by(ValueType::Fixed), Case::Fold, &STATES);
    assert_eq!(counts(&found, "Countries"), [1, 1, 1, 1, 0, 1]);
}

#[test]
fn quanteda_globs_and_regular_expressions_of_single_words() {
    for (dictionary, values) in [(WORDS, ValueType::Glob), (REGEX, ValueType::Regex)] {
        let found = lookup(dictionary, &by(values), Case::Fold, &STATES[..2]);
        assert_eq!(found[0], ["Countries", "swords", "swords", "oceans", "oceans"]);
        assert_eq!(found[1], ["Countries", "swords", "swords", "Countries"]);
    }
}

#[test]
fn quanteda_first_level_of_a_tree() {
    let options = Options { levels: Some("1".parse().unwrap()), ..by(ValueType::Fixed) };
    let found = lookup(TREE, &options, Case::Fold, &STATES[..2]);
    assert_eq!(found[0], ["geo", "other", "geo", "geo"]);
    assert_eq!(found[1], ["geo", "other"]);
}

#[test]
fn quanteda_overlapping_values_of_one_key_count_once() {
    let dictionary = "Countries: [United States, United States of America]\noceans: [Ocean]\n";
    let documents =
        ["The United States of America is bordered by the Atlantic Ocean and the Pacific Ocean.", STATES[1]];
    for values in [ValueType::Fixed, ValueType::Glob] {
        let found = lookup(dictionary, &by(values), Case::Fold, &documents);
        assert_eq!(found[0], ["Countries", "oceans", "oceans"]);
        assert_eq!(found[1], ["Countries"]);
    }
    assert_eq!(lookup("key: [A B, A B C]\n", &by(ValueType::Glob), Case::Fold, &["A B C"])[0], ["key"]);
}

/// By quanteda's matching order (`tokens_lookup.cpp`): the longest first; within a key no token twice; with the scope
/// of the dictionary a hit whose tokens are all used does not count, of whichever key.
#[test]
fn quanteda_scopes_differ_where_a_match_lies_in_one_of_another_key() {
    let dictionary = "phrase: [United States]\nword: [States]\nwide: [States is]\n";
    let key = lookup(dictionary, &Options::default(), Case::Fold, &STATES[..1]);
    assert_eq!(key[0], ["phrase", "word", "wide"]);
    let options = Options { scope: NestedScope::Dictionary, ..Options::default() };
    assert_eq!(lookup(dictionary, &options, Case::Fold, &STATES[..1])[0], ["phrase", "wide"]);
}

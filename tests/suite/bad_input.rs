//! Bad input: where, what was found, what was expected, a hint; exit 2; the old output untouched.

use std::fs;
use std::path::Path;

use crate::program::{Run, change, copy_of_study, files, run_in};

/// Runs `report` on a study that was changed after a good run, and holds that nothing of the good output is lost.
fn refused(break_it: impl Fn(&Path)) -> String {
    let folder = copy_of_study();
    assert_eq!(run_in(folder.path(), &["report", ".", "--quiet"]).code, 0);
    let before = files(&folder.path().join("out"));
    break_it(folder.path());
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(files(&folder.path().join("out")), before, "the old output was touched");
    run.err
}

fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "`{part}` is not in: {error}");
    }
}

#[test]
fn a_missing_file() {
    let error = refused(|study| fs::remove_file(study.join("comments.csv")).unwrap());
    says(&error, &["error:", "comments.csv: cannot be read", "hint: check the path"]);
}

#[test]
fn a_missing_study() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 2);
    says(&run.err, &["there is no `study.toml`", "hint: `verbatims demo DIR`"]);
}

#[test]
fn an_unknown_column() {
    let error = refused(|study| change(study, "study.toml", "column = \"text\"", "column = \"txt\""));
    says(&error, &["comments.csv:1: there is no column `txt`", "hint: did you mean `text`?"]);
}

#[test]
fn malformed_toml() {
    let error = refused(|study| change(study, "study.toml", "[poll]", "[poll"));
    says(&error, &["error: study.toml:5:"]);
}

#[test]
fn an_unknown_key() {
    let error = refused(|study| change(study, "study.toml", "rounding =", "ronding ="));
    says(&error, &["study.toml:", "unknown key `ronding`", "hint: did you mean `rounding`?"]);
}

#[test]
fn bad_utf8_and_a_ragged_row_are_set_aside_and_listed() {
    let folder = copy_of_study();
    let path = folder.path().join("comments.csv");
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend_from_slice(b"z001,A900,2021-07-20,,0,caf\xE9,constructed\nz002,A901\n");
    fs::write(&path, bytes).unwrap();
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    says(
        &run.err,
        &["warning: comments.csv:", "column `text` is not UTF-8", "the row has 2 cells, expected 7", "--strict"],
    );
    let listed = fs::read_to_string(folder.path().join("out/tables/bad_rows.csv")).unwrap();
    assert_eq!(listed.lines().count(), 3, "{listed}");
    let strict = run_in(folder.path(), &["report", ".", "--strict"]);
    assert_eq!(strict.code, 2);
}

#[test]
fn an_empty_csv() {
    let error = refused(|study| fs::write(study.join("comments.csv"), "").unwrap());
    says(&error, &["comments.csv: the file is empty, expected a header row", "hint:"]);
    let error = refused(|study| {
        fs::write(study.join("comments.csv"), "comment,author,date,reply_to,reactions,text,provenance\n").unwrap()
    });
    says(&error, &["comments.csv: there is no row with a text"]);
}

#[test]
fn duplicate_ids() {
    let error = refused(|study| {
        let path = study.join("comments.csv");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}c001,A900,2021-07-20,,0,again,constructed\n")).unwrap();
    });
    says(&error, &["comments.csv:", "the id `c001` stands here and in line 2", "hint:"]);
}

#[test]
fn codings_of_themes_that_a_codebook_does_not_have() {
    let error = refused(|study| fs::write(study.join("codebook.toml"), "name = \"empty\"\n").unwrap());
    says(&error, &["codings/reference.csv: the codebook has no theme"]);
}

#[test]
fn a_pattern_that_can_never_match() {
    let error = refused(|study| change(study, "codebook.toml", "patterns = [", "patterns = [\n    '\"…\"',"));
    says(&error, &["codebook.toml:", "there is no word between the quotes, so it can never match"]);
}

#[test]
fn impossible_shares() {
    let error = refused(|study| {
        change(study, "study.toml", "decimals = 0", "decimals = 0\ntotal_votes = 100");
        change(study, "poll.csv", "All,12", "All,13");
    });
    says(&error, &["poll.csv: ", "100", "hint:"]);
}

#[test]
fn a_claim_on_a_quantity_that_is_not_there() {
    let error = refused(|study| change(study, "study.toml", "authors.profile", "authors.profil"));
    says(&error, &["study.toml: ", "authors.profil", "hint:"]);
}

#[test]
fn a_name_without_consent() {
    let error = refused(|study| {
        let path = study.join("study.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}\n[[quote]]\ncomment = \"c007\"\nname = \"Somebody\"\n")).unwrap();
    });
    says(&error, &["gives a name without consent", "hint:"]);
}

#[test]
fn an_output_that_is_a_file() {
    let folder = copy_of_study();
    fs::write(folder.path().join("out"), "mine").unwrap();
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 2);
    says(&run.err, &["error:", "out", "hint:"]);
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "mine");
}

#[test]
fn an_output_folder_that_is_not_ours() {
    let folder = copy_of_study();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/thesis.md"), "mine").unwrap();
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 2);
    says(&run.err, &["error:", "manifest.json", "hint:"]);
    assert_eq!(files(&folder.path().join("out")).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written() {
    let folder = copy_of_study();
    // Nothing can be created under /proc, whoever asks.
    let run = run_in(folder.path(), &["report", ".", "--out", "/proc/verbatims"]);
    assert_eq!(run.code, 2);
    says(&run.err, &["error:", "/proc", "hint:"]);
}

#[test]
fn a_wrong_flag_is_a_usage_error() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_in(folder.path(), &["report", ".", "--thread", "2"]).code, 2);
    assert_eq!(run_in(folder.path(), &["report", ".", "--threads", "0"]).code, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_while_tagging() {
    // The device that is always full.
    let study = crate::program::study();
    let args = ["tag", "comments.csv", "--codebook", "codebook.toml", "--text", "text", "--out", "/dev/full"];
    let run = run_in(&study, &args);
    assert_eq!(run.code, 2, "{}", run.err);
    says(&run.err, &["error:", "cannot be written", "space"]);
    assert!(!fs::metadata("/dev/full").unwrap().is_file());
}

/// Runs `tag` on a file of one text column against a codebook, and gives what was written.
fn tagged(codebook: &str, comments: &[u8]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    fs::write(folder.path().join("comments.csv"), comments).unwrap();
    run_in(folder.path(), &["tag", "comments.csv", "--codebook", "codebook.toml", "--text", "text", "--quiet"])
}

#[test]
fn a_cell_of_50_megabytes_is_tagged() {
    let mut patterns = String::new();
    for number in 0..100 {
        patterns.push_str(&format!("  'rare{number} NEAR/3 note', 'é (rare{number} OR \"x{number}\")',\n"));
    }
    let codebook =
        format!("[[theme]]\nid = 't'\npatterns = ['wide note']\n[[theme]]\nid = 'u'\npatterns = [\n{patterns}]\n");
    let words = "one word after another, é and so on to the end of it all. ".repeat(17);
    let cell = format!("{words} a wide note on rare7. ").repeat(50_000_000 / words.len());
    let run = tagged(&codebook, format!("text\n\"{cell}\"\n").as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = cell.matches("wide").count();
    assert_eq!(run.out.lines().count(), 1 + 3 * rows, "a phrase has one span, two words near each other have two");
    let points = cell.chars().count() - cell.chars().rev().collect::<String>().find("ediw").unwrap() - 4;
    assert!(run.out.contains(&format!(",{points},{},wide note,wide note\n", points + 9)), "the last place is wrong");
}

#[test]
fn a_word_of_megabytes_is_tagged() {
    let codebook = "[[theme]]\nid = 't'\npatterns = ['aaa*b', 'aaaaa~1', '/a+b/t', 'www*']\n";
    for letter in ["a", "é", "@", "'", "a'", "www.", "\u{1F1E9}", "\u{301}", "1.", "a\u{200D}"] {
        let cell = letter.repeat(3_000_000 / letter.len());
        let run = tagged(codebook, format!("text\n{cell}\n").as_bytes());
        assert_eq!(run.code, 0, "{letter}: {}", run.err);
    }
}

#[test]
fn nul_bytes_are_text() {
    // Where control characters are many the file is no text at all, which is another error.
    let plain = "nothing of the kind\n".repeat(40);
    let comments = format!("text\n\0a\0note\0\na note\0\n\0\0\0\nb\0b\n{plain}");
    let run = tagged("[[theme]]\nid = 't'\npatterns = ['a note', '\"b\"']\n", comments.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let rows: Vec<&str> = run.out.lines().skip(1).collect();
    assert_eq!(rows[..1], ["1,t,1,1,7,a note,a\0note"], "{rows:?}");
    assert_eq!(rows.len(), 4, "{rows:?}");
}

#[test]
fn a_nul_byte_in_a_codebook_is_refused_with_its_place() {
    let run = tagged("[[theme]]\nid = 't'\npatterns = ['a\0b']\n", b"text\na\n");
    assert_eq!(run.code, 2);
    says(&run.err, &["error: codebook.toml:3:15: "]);
}

#[test]
fn a_million_themes_are_refused() {
    let themes: String = (0..1_000_000).map(|theme| format!("[[theme]]\nid='{theme}'\n")).collect();
    says(&tagged(&themes, b"text\na\n").err, &["codebook.toml: the file has more than 16 MiB", "hint:"]);
    let fewer = &themes[..themes.find("[[theme]]\nid='500000'").unwrap()];
    let run = tagged(fewer, b"text\na\n");
    assert_eq!(run.code, 2);
    says(&run.err, &["codebook.toml: the codebook has 500000 themes, expected at most 100000", "hint:"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_codebook_without_an_end_is_refused() {
    for args in [["tag", "/dev/zero", "--codebook", "/dev/zero", "--text", "text"], IMPORT] {
        let folder = tempfile::tempdir().unwrap();
        let run = run_in(folder.path(), &args);
        assert_eq!(run.code, 2);
        says(&run.err, &["/dev/zero: the file has more than 16 MiB"]);
    }
}

#[cfg(target_os = "linux")]
const IMPORT: [&str; 6] = ["codebook", "import", "/dev/zero", "--format=csv", "--out", "codebook.toml"];

#[test]
fn patterns_that_explode_are_refused_or_bounded() {
    let deep = |open: &str, close: &str| format!("{}a{}", open.repeat(5000), close.repeat(5000));
    for (pattern, said) in [
        (deep("(", ")"), "more than 32 levels stand within each other"),
        (deep("NOT ", ""), "more than 32 levels stand within each other"),
        (format!("/{}/", deep("(", ")")), "in the regular expression: "),
        (r"/(\w{200}){200}/".to_owned(), "compiled it takes more than 1024 KiB"),
        ("/a*/".to_owned(), "it matches the empty string"),
        ("note~1".to_owned(), "`~1` needs 5 or more"),
    ] {
        let run = tagged(&format!("[[theme]]\nid = 't'\npatterns = ['{pattern}']\n"), b"text\na\n");
        assert_eq!(run.code, 2, "{said}");
        says(&run.err, &["codebook.toml:3:", said, "hint:"]);
    }
}

#[test]
fn an_expression_that_looks_far_ahead_for_every_match_ends() {
    let run = tagged(
        "[[theme]]\nid = 't'\npatterns = ['/.*b|a/']\n",
        format!("text\n{}\n", "a".repeat(1_000_000)).as_bytes(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.lines().count(), 1_000_001);
}

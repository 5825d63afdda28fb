//! Bad input: where, what was found, what was expected, a hint; exit 2; the old output untouched.

use std::fs;
use std::path::Path;

use crate::program::{change, copy_of_study, files, run_in};

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
fn a_codebook_without_themes() {
    let error = refused(|study| fs::write(study.join("codebook.toml"), "name = \"empty\"\n").unwrap());
    says(&error, &["codebook.toml: the codebook has no themes", "hint: add a `[[theme]]`"]);
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

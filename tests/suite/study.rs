//! The first study: what is committed is what the program writes, at any number of threads, and the codebook holds.

use std::collections::BTreeMap;
use std::fs;

use crate::program::{files, root, run_in, study};

fn report(args: &[&str]) -> (tempfile::TempDir, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let study = study();
    let mut all = vec!["report", study.to_str().unwrap(), "--out", out.to_str().unwrap()];
    all.extend(args);
    let run = run_in(folder.path(), &all);
    assert_eq!(run.code, 0, "{}", run.err);
    let found = files(&out);
    (folder, found)
}

fn differing(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}

#[test]
fn the_committed_output_is_what_the_program_writes() {
    let (_folder, written) = report(&[]);
    let committed = files(&root().join("notebooks-out/linkedin-invites"));
    assert_eq!(differing(&committed, &written), Vec::<String>::new(), "run `make` and look at what changed");
}

#[test]
fn the_same_input_gives_the_same_bytes_at_one_thread_and_at_eight() {
    let (_one, one) = report(&["--threads", "1"]);
    let (_eight, eight) = report(&["--threads", "8"]);
    assert_eq!(differing(&one, &eight), Vec::<String>::new());
}

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = root().join("notebooks-out/linkedin-invites/tables").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn micro_f1_of_the_guidelines_on_the_test_half_is_at_least_four_fifths() {
    let rows = table("agreement.csv");
    let row = rows
        .iter()
        .find(|row| {
            row["group"] == "guidelines" && row["half"] == "test" && row["theme"] == "micro" && row["measure"] == "f1"
        })
        .expect("the table has the micro F1 of the test half");
    let f1: f64 = row["value"].parse().unwrap();
    assert!(f1 >= 0.80, "micro F1 is {f1}");
}

#[test]
fn the_poll_fits_the_numbers_of_votes_that_its_percentages_allow() {
    // Enumerated for 20/68/12 with halves rounded up: 25 is the first that fits, 112 the last that does not.
    let rows = table("poll_votes.csv");
    let votes: Vec<u64> = rows.iter().filter_map(|row| row["votes"].parse().ok()).collect();
    assert_eq!(votes[..4], [25, 41, 50, 59]);
    assert!(votes.contains(&111) && !votes.contains(&112) && votes.contains(&113));
}

#[test]
fn every_claim_has_the_verdict_that_its_data_allow() {
    let verdicts: Vec<(String, String)> =
        table("claims.csv").into_iter().map(|row| (row["claim"].clone(), row["verdict"].clone())).collect();
    let of = |id: &str| verdicts.iter().find(|(claim, _)| claim == id).map(|(_, verdict)| verdict.as_str());
    for id in ["poll", "extremes", "between"] {
        assert_eq!(of(id), Some("holds"), "{id}");
    }
    for id in ["reviewed", "message", "in-common", "look", "pitch"] {
        assert_eq!(of(id), Some("shown_on_constructed"), "{id}");
    }
    assert_eq!(of("ask"), Some("cannot_be_known"));
}

#[test]
fn spans_are_code_points_that_slice_the_comment() {
    let mut reader = csv::Reader::from_path(study().join("comments.csv")).unwrap();
    let comments: BTreeMap<String, String> = reader
        .deserialize::<BTreeMap<String, String>>()
        .map(|row| row.unwrap())
        .map(|row| (row["comment"].clone(), row["text"].clone()))
        .collect();
    let rows = table("tags.csv");
    assert!(rows.len() > 100);
    for row in rows {
        let (start, end): (usize, usize) = (row["start"].parse().unwrap(), row["end"].parse().unwrap());
        let words: String = comments[&row["comment"]].chars().skip(start).take(end - start).collect();
        assert_eq!(words, row["words"]);
    }
}

#[test]
fn the_report_says_at_its_top_that_comments_are_constructed() {
    let text = fs::read_to_string(root().join("notebooks-out/linkedin-invites/report.md")).unwrap();
    let top: String = text.lines().take(8).collect::<Vec<_>>().join("\n");
    assert!(top.to_lowercase().contains("constructed"), "{top}");
    for forbidden in ["representative", "statistically significant"] {
        assert!(!text.to_lowercase().contains(forbidden), "{forbidden}");
    }
}

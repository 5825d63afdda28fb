//! The commands, from outside.

use std::fs;

use crate::program::{copy_of_study, files, run_in, study};

#[test]
fn demo_writes_the_study_from_inside_the_program_and_reports_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["demo", "first"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = files(&folder.path().join("first"));
    assert_eq!(written["comments.csv"], fs::read(study().join("comments.csv")).unwrap());
    assert!(written.contains_key("out/report.md") && written.contains_key("out/charts/answers.png"));
    let again = run_in(folder.path(), &["demo", "first"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is not empty"), "{}", again.err);
}

#[test]
fn check_passes_on_the_study_and_lists_the_words_behind_each_stem() {
    let run = run_in(&study(), &["check", "."]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.lines().any(|line| line.starts_with("note") && line.contains("by stem matched:")));
    assert!(!run.out.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn check_fails_when_an_example_is_not_as_it_must_be() {
    let folder = copy_of_study();
    crate::program::change(folder.path(), "codebook.toml", "matches = [", "matches = [\n    \"Nothing of the kind.\",");
    let run = run_in(folder.path(), &["check", "."]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("this example must show the theme and does not: “Nothing of the kind.”"), "{}", run.out);
}

#[test]
fn explain_marks_the_evidence_and_names_the_pattern() {
    let run = run_in(&study(), &["explain", ".", "--text", "Send me a personal note first"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Write a personal invite") && run.out.contains("«"), "{}", run.out);
    assert!(run.out.contains("by the pattern `"), "{}", run.out);
}

#[test]
fn explain_says_why_a_theme_is_not_shown() {
    let run = run_in(&study(), &["explain", ".", "--text", "Lovely weather", "--theme", "personalise"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("does not show") && run.out.contains("absent: no word of"), "{}", run.out);
}

const COMMENTS: &str = "nr,what\n7,\"A template, é 👍 and a template\"\n8,nothing\n9,\n";
const CODEBOOK: &str = "[[theme]]\nid = \"auto\"\npatterns = ['template']\n";

fn tag(args: &[&str]) -> (crate::program::Run, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), COMMENTS).unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    let mut all = vec!["tag", "in.csv", "--codebook", "codebook.toml"];
    all.extend(args);
    (run_in(folder.path(), &all), folder)
}

#[test]
fn tag_writes_a_row_for_each_piece_of_evidence() {
    let (run, _folder) = tag(&["--text", "what", "--id", "nr"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "comment,theme,match,start,end,pattern,words\n7,auto,1,2,10,template,template\n7,auto,2,22,30,template,template\n"
    );
}

#[test]
fn tag_wide_keeps_the_columns_and_adds_one_a_theme() {
    let (run, folder) = tag(&["--text", "#2", "--wide", "--out", "out.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out, "");
    let written = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(written, "nr,what,theme:auto\n7,\"A template, é 👍 and a template\",1\n8,nothing,0\n9,,0\n");
}

#[test]
fn tag_reads_the_columns_that_conditions_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), "what,role\nfine,Student\nfine,Teacher\n").unwrap();
    let codebook = "[[theme]]\nid = \"s\"\npatterns = ['fine AND [role = \"student\"]']\n";
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    let args = ["tag", "in.csv", "--codebook", "codebook.toml", "--text", "what"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.out.lines().skip(1).map(|line| &line[..1]).collect::<Vec<_>>(), ["1"], "{}", run.err);
    fs::write(folder.path().join("in.csv"), "what,roll\nfine,Student\n").unwrap();
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no column `role`") && run.err.contains("did you mean `roll`?"), "{}", run.err);
}

#[test]
fn tag_never_writes_over_its_input() {
    let (run, folder) = tag(&["--text", "what", "--out", "in.csv"]);
    assert_eq!(run.code, 2);
    assert_eq!(fs::read_to_string(folder.path().join("in.csv")).unwrap(), COMMENTS);
}

#[test]
fn a_study_of_counted_votes_and_no_comments_runs_as_well() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("poll.csv"), "option,votes\nTea,75\nCoffee,25\n").unwrap();
    fs::write(
        folder.path().join("study.toml"),
        "title = \"Tea or coffee\"\n[poll]\nfile = \"poll.csv\"\nquestion = \"Tea or coffee?\"\nplatform = \"X\"\n",
    )
    .unwrap();
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    let poll = fs::read_to_string(folder.path().join("out/tables/poll.csv")).unwrap();
    assert!(poll.contains("Tea") && poll.contains("0.75"), "{poll}");
}

#[test]
fn quiet_says_nothing_and_completions_are_printed() {
    let folder = copy_of_study();
    let run = run_in(folder.path(), &["report", ".", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(run_in(folder.path(), &["completions", "bash"]).out.contains("verbatims"));
}

#[test]
fn help_teaches_with_an_example_for_every_command() {
    for command in ["report", "check", "explain", "tag", "demo", "completions"] {
        let run = run_in(&study(), &[command, "--help"]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("Example"), "{command}");
    }
}

fn themes_table(folder: &std::path::Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("out/tables/themes.csv")).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_human_coding_wins_where_the_study_says_so_and_the_overridden_are_counted() {
    let folder = copy_of_study();
    assert_eq!(run_in(folder.path(), &["report", ".", "-q"]).code, 0);
    let tagger = themes_table(folder.path());
    assert!(tagger.iter().all(|row| matches!(row["overridden"].as_str(), "" | "0")));
    crate::program::change(folder.path(), "study.toml", "source = \"tagger\"", "source = \"reviewed\"");
    assert_eq!(run_in(folder.path(), &["report", ".", "-q"]).code, 0);
    let reviewed = themes_table(folder.path());
    let overridden: u64 = reviewed.iter().map(|row| row["overridden"].parse::<u64>().unwrap_or(0)).sum();
    assert!(overridden > 0);
    let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(report.contains("overr"), "the report says that decisions were overridden");
}

#[test]
fn a_quote_is_pinned_dropped_and_named_as_the_study_says() {
    let folder = copy_of_study();
    assert_eq!(run_in(folder.path(), &["report", ".", "-q"]).code, 0);
    let quotes = || -> Vec<std::collections::BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(folder.path().join("out/tables/quotes.csv")).unwrap();
        reader.deserialize().map(|row| row.unwrap()).collect()
    };
    let first = quotes()[0].clone();
    let other = quotes().iter().find(|row| row["theme"] != first["theme"]).unwrap().clone();
    let path = folder.path().join("study.toml");
    let rules = format!(
        "\n[[quote]]\ncomment = \"{}\"\ndrop = true\n\n[[quote]]\ncomment = \"{}\"\npin = \"{}\"\nname = \"Jo Example\"\nconsent = \"by mail\"\n",
        first["comment"], other["comment"], first["theme"]
    );
    fs::write(&path, fs::read_to_string(&path).unwrap() + &rules).unwrap();
    assert_eq!(run_in(folder.path(), &["report", ".", "-q"]).code, 0);
    assert!(quotes().iter().all(|row| row["comment"] != first["comment"]));
    let pinned = quotes().into_iter().find(|row| row["theme"] == first["theme"]).unwrap();
    assert_eq!((pinned["comment"].as_str(), pinned["by"].as_str()), (other["comment"].as_str(), "Jo Example"));
}

#[test]
fn charts_speak_to_readers_who_cannot_see_them() {
    let charts = crate::program::root().join("notebooks-out/linkedin-invites/charts");
    for name in ["answers", "themes", "cooccurrence", "stance"] {
        let svg = fs::read_to_string(charts.join(format!("{name}.svg"))).unwrap();
        for part in ["role=\"img\"", "aria-labelledby=", "<title id=", "<desc id="] {
            assert!(svg.contains(part), "{name} has no {part}");
        }
        let png = fs::read(charts.join(format!("{name}.png"))).unwrap();
        let width = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert_eq!(width, 1440, "{name} is 720 wide, at twice the size");
    }
}

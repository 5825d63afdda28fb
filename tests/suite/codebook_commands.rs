//! The commands on a codebook, from outside.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{change, copy_of_study, run_in, small_study};

/// A study of a few comments.
fn small() -> tempfile::TempDir {
    small_study(
        "id,text\n1,Send me a note\n2,A profile photo helps\n3,no profile photo no deal\n4,Profile photos matter\n5,nothing to say\n6,please note\n",
        CODEBOOK,
    )
}

const CODEBOOK: &str = "# Kept as it is.
[[theme]]
id = 'note'
definition = 'Speaks of a note'
patterns = [
  'note', # the word itself
  # and the rest:
  '\"notes\"',
  'letter',
]
exclude = ['\"please note\"', 'letters']
matches = ['a note']
no_match = ['please note']

[[theme]]
id = 'look'
definition = 'Speaks of the look'
patterns = ['deal']
matches = ['a deal']
";

#[test]
fn check_tells_what_is_wrong_in_a_codebook_and_what_the_comments_show() {
    let study = small();
    let run = run_in(study.path(), &["codebook", "check", "codebook.toml", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    for line in [
        "fail note: the pattern `letter` never counts: the theme's exclusion `letters` always cancels it",
        "note note: the pattern `\"notes\"` adds nothing: `note` matches wherever it does",
        "fail look: the theme has no examples under `no_match`",
        "ok   look: 1 examples, all as they must be",
        "note note: 2 of 3 patterns fire on no comment of this study: `\"notes\"`, `letter`",
        "note note: 2 words of its patterns stand in no comment: `notes`, `letter`",
    ] {
        assert!(run.out.lines().any(|found| found == line), "{line}\n{}", run.out);
    }
    let alone = run_in(study.path(), &["codebook", "check", "codebook.toml"]);
    assert!(alone.code == 1 && !alone.out.contains("fire on no comment"), "{}", alone.out);
}

#[test]
fn test_holds_the_examples_and_nothing_else() {
    let study = small();
    let run = run_in(study.path(), &["codebook", "test", "codebook.toml"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 2), "{}", run.out);
    change(study.path(), "codebook.toml", "matches = ['a note']", "matches = ['a nose']");
    let run = run_in(study.path(), &["codebook", "test", "codebook.toml"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("this example must show the theme and does not: “a nose”"), "{}", run.out);
}

#[test]
fn diff_names_the_comments_and_the_patterns() {
    let study = small();
    let changed = CODEBOOK.replace("'deal'", "'profile photo'").replace("'\"please note\"', ", "");
    fs::write(study.path().join("new.toml"), changed).unwrap();
    let run = run_in(study.path(), &["codebook", "diff", "codebook.toml", "new.toml", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "2 gains look by `profile photo` on “profile photo”\n4 gains look by `profile photo` on “Profile photos”\n\
         6 gains note by `note` on “note”\nlook: 2 gained, 0 lost\nnote: 1 gained, 0 lost\n"
    );
    let wrong = run_in(study.path(), &["codebook", "diff", "codebook.toml", "."]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("expected two codebooks and the study's folder"), "{}", wrong.err);
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    Command::new("git").arg("-C").arg(folder).args(identity).args(args).output().is_ok_and(|run| run.status.success())
}

#[test]
fn diff_reads_an_earlier_codebook_from_git() {
    let study = small();
    if !git(study.path(), &["init", "-q"]) {
        return;
    }
    assert!(git(study.path(), &["add", "."]) && git(study.path(), &["commit", "-q", "-m", "first"]));
    change(study.path(), "codebook.toml", "'deal'", "'profile'");
    let run = run_in(study.path(), &["codebook", "diff", "--git", "HEAD", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("2 gains look by `profile` on “profile”"), "{}", run.out);
    for (revision, said) in [("nowhere", "git has no such file"), ("--help", "this is no revision")] {
        let run = run_in(study.path(), &["codebook", "diff", &format!("--git={revision}"), "."]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said) && run.err.contains("hint:"), "{}", run.err);
    }
}

#[test]
fn suggest_groups_what_no_pattern_matches() {
    let study = small();
    let run = run_in(study.path(), &["codebook", "suggest", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "profil-photo  `profile photo`  3 uses in 3 comments\n  profile photo 2, profile photos 1\n  \
         2: A profile photo helps\n  3: no profile photo no deal\n  4: Profile photos matter\n\n"
    );
}

#[test]
fn an_accepted_suggestion_is_written_and_nothing_else_changes() {
    let study = small();
    let accept =
        |id: &str, theme: &str| run_in(study.path(), &["codebook", "suggest", ".", "--accept", id, "--theme", theme]);
    let run = accept("profil-photo", "note");
    assert_eq!(run.code, 0, "{}", run.err);
    let text = fs::read_to_string(study.path().join("codebook.toml")).unwrap();
    assert_eq!(text, CODEBOOK.replace("  'letter',\n", "  'letter',\n  'profile photo',\n"));
    assert!(accept("profil-phot", "note").err.contains("there is no suggestion"));
    fs::write(study.path().join("codebook.toml"), CODEBOOK).unwrap();
    let unknown = accept("profil-photo", "lock");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("hint: did you mean `look`?"), "{}", unknown.err);
}

#[test]
fn a_codebook_may_be_a_sheet() {
    let study = small();
    fs::write(study.path().join("codebook.csv"), "theme,definition,pattern\nnote,Speaks of a note,note\n").unwrap();
    change(study.path(), "study.toml", "codebook.toml", "codebook.csv");
    let run = run_in(study.path(), &["codebook", "suggest", ".", "--accept", "profil-photo", "--theme", "note"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = fs::read_to_string(study.path().join("codebook.csv")).unwrap();
    assert_eq!(text, "theme,definition,pattern\nnote,Speaks of a note,note\nnote,,profile photo\n");
    let tags = ["tag", "comments.csv", "--codebook", "codebook.csv", "--text", "text", "--id", "id"];
    assert!(run_in(study.path(), &tags).out.contains("4,note,1,0,14,profile photo,Profile photos"));
}

#[test]
fn the_report_tells_what_each_pattern_does_for_its_theme() {
    let study = copy_of_study();
    assert_eq!(run_in(study.path(), &["report", ".", "--quiet"]).code, 0);
    let table = fs::read_to_string(study.path().join("out/tables/pattern_effect.csv")).unwrap();
    assert!(
        table.starts_with("question,theme,pattern,mentions,comments,comments_without,base,share,share_without\n"),
        "{table}"
    );
    for row in csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.unwrap()) {
        let number = |column: usize| row[column].parse::<u64>().unwrap();
        assert!(number(5) <= number(4) && number(4) <= number(6));
        assert!(number(3) > 0 || number(4) == number(5), "a pattern without a mention changes nothing: {row:?}");
    }
}

#[test]
fn every_command_on_a_codebook_teaches_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "test", "diff", "suggest", "import", "export"] {
        let run = run_in(folder.path(), &["codebook", command, "--help"]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("Example"), "{command}");
    }
}

//! `verbatims init` on several files that are one survey, and on exports of comments with their authors: what is joined,
//! what is refused with counts, and that people are known by no name.

use std::fs;
use std::path::Path;

use crate::program::{Run, files, root, run_in};

const TOWNS: [&str; 2] = ["North", "South"];
const MOODS: [&str; 4] = ["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied"];

/// Ids of respondents: `n` of them, from `first` on.
fn answers(first: usize, n: usize) -> String {
    let mut text = String::from("Respondent ID,Submitted at,Email,Which town do you live in?,How satisfied are you?\n");
    for row in 0..n {
        let (id, day) = (first + row, 1 + row % 28);
        let (town, mood) = (TOWNS[row % 2], MOODS[row % 4]);
        text.push_str(&format!("{id},2026-03-{day:02} 10:00,ottoline{id}@example.org,{town},{mood}\n"));
    }
    text
}

/// Comments by these respondents.
fn comments(people: impl Iterator<Item = usize>) -> String {
    let mut text = String::from("comment id,respondent_id,comment\n");
    for (row, person) in people.enumerate() {
        text.push_str(&format!(
            "{},{person},The evening boat on day {row} was late and nobody on the pier said why.\n",
            row + 1
        ));
    }
    text
}

fn init(folder: &Path, given: &[(&str, String)]) -> Run {
    given.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
    run_in(folder, &[&["init"], &names[..], &["--out", "study"]].concat())
}

/// A key that is there before: ids are then the same in every run.
fn with_key(folder: &Path) {
    fs::create_dir_all(folder.join("study/raw")).unwrap();
    fs::write(folder.join("study/raw/people.key"), "0b".repeat(32)).unwrap();
}

/// Holds a file against the one that is kept; `UPDATE_GOLDEN=1` writes that anew.
fn golden(name: &str, found: &str) {
    let path = root().join("tests/suite/golden/init").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, kept, "{name} differs; look at it, then UPDATE_GOLDEN=1 cargo test init");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("study").join(name)).unwrap()
}

#[test]
fn answers_and_several_comments_a_person_become_one_study_that_counts_people() {
    let folder = tempfile::tempdir().unwrap();
    with_key(folder.path());
    let run = init(
        folder.path(),
        &[("comments.csv", comments((0..30).map(|n| 118_200 + n * 7 % 20))), ("answers.csv", answers(118_200, 24))],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("all 30 rows found theirs; 20 of 24 respondents have one"), "{}", run.err);
    golden("joined/study.toml", &read(folder.path(), "study.toml"));
    golden("joined/comments.csv", &read(folder.path(), "comments.csv"));
    golden("joined/responses.csv", &read(folder.path(), "responses.csv"));
    let report = run_in(folder.path(), &["report", "study", "--strict"]);
    assert_eq!(report.code, 0, "{}", report.err);
    assert!(report.err.contains("30 comments by 20 people"), "{}", report.err);
    for (path, bytes) in files(&folder.path().join("study")).iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("118200") && !text.contains("ottoline"), "{path}");
    }
}

#[test]
fn answers_of_the_same_people_stand_side_by_side_and_the_key_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let more: String =
        (0..20).rev().map(|n| format!("{}.0,{},{}\n", 300 + n, ["Daily", "Never"][n % 2], TOWNS[n % 2])).collect();
    let more = format!("respondent id,How often do you sail?,Which town do you live in?\n{more}");
    let given = [("answers.csv", answers(300, 24)), ("more.csv", more)];
    assert_eq!(init(folder.path(), &given).code, 0);
    let first = files(&folder.path().join("study"));
    let rows = read(folder.path(), "responses.csv");
    assert_eq!(rows.lines().count(), 1 + 24);
    assert!(rows.lines().next().unwrap().ends_with("how-satisfied-are-you,how-often-do-you-sail"), "{rows}");
    let sails = |row: usize| rows.lines().nth(row + 1).unwrap().rsplit(',').next().unwrap().to_owned();
    assert_eq!([sails(0), sails(1), sails(19), sails(20)], ["Daily", "Never", "Never", ""]);
    assert_eq!(read(folder.path(), "raw/people.key").trim().len(), 64);
    assert_eq!(init(folder.path(), &given).code, 0);
    assert_eq!(files(&folder.path().join("study")), first, "the same key gives the same ids");
    fs::remove_file(folder.path().join("study/raw/people.key")).unwrap();
    assert_eq!(init(folder.path(), &given).code, 0);
    assert_ne!(files(&folder.path().join("study")), first, "another key gives others");
}

#[test]
fn a_join_that_loses_or_multiplies_rows_is_an_error_with_counts() {
    for (first, second, says) in [
        (answers(100, 24), comments((0..30).map(|n| 96 + n % 12)), "12 of 30 rows of b.csv would be lost"),
        (
            answers(100, 24) + "103,2026-03-01 10:00,,North,Satisfied\n",
            comments((0..30).map(|n| 100 + n % 12)),
            "1 rows of a.csv have the id of an earlier one (line 26), and each would multiply",
        ),
        (
            answers(100, 24),
            comments(100..120) + "99,,No id here at all, sadly for the one who counts.\n",
            "1 rows of b.csv would be lost, which have no id",
        ),
        (answers(100, 24), "town,Why?\nNorth,x\n".to_owned(), "no column holds the ids"),
        (answers(100, 24), answers(500, 24), "asks the same questions as a.csv"),
        (answers(100, 24), answers(100, 24), "no answer that is not in a.csv too"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let run = init(folder.path(), &[("a.csv", first), ("b.csv", second.replace("all, sadly", "all sadly"))]);
        assert_eq!(run.code, 2, "{says}\n{}", run.err);
        assert!(run.err.contains(says) && run.err.contains("hint:"), "{says}\n{}", run.err);
        assert!(!folder.path().join("study").exists());
        assert!(!run.err.contains("ottoline"));
    }
}

#[test]
fn waves_are_sent_to_the_command_that_adds_them() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &[("march.csv", answers(100, 24)), ("june.csv", answers(500, 24))]);
    assert!(run.err.contains("verbatims add STUDY june.csv --wave"), "{}", run.err);
}

#[test]
fn where_nobody_answers_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), answers(100, 24)).unwrap();
    let run = run_in(folder.path(), &["init", "a.csv", "--out", "study", "--interactive"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the answers ended before the last question") && run.err.contains("hint: nothing was written"),
        "{}",
        run.err
    );
    assert!(!folder.path().join("study").exists());
}

const THREAD: &str = r#"[
 {"id": "1", "commentary": "Only with a personal note", "createdAt": "2026-05-22T05:31:58Z", "reactionTypeCounts": [{"type": "LIKE", "count": 3}],
  "actor": {"name": "Ottoline Quill", "linkedinUrl": "https://www.linkedin.com/in/otto1"},
  "replies": [{"id": "2", "commentary": "Ottoline Quill is right about that, as she always is", "actor": {"name": "Basil Plum", "linkedinUrl": "https://www.linkedin.com/in/basil"}}]},
 {"id": "3", "commentary": "Never at night", "actor": {"name": "Ottoline Quill", "linkedinUrl": "https://www.linkedin.com/in/otto2"}},
 {"id": "4", "commentary": "And never on a Sunday", "actor": {"name": "Ottoline Quill", "linkedinUrl": "https://www.linkedin.com/in/otto1"}}]"#;

#[test]
fn the_authors_of_comments_are_counted_and_nobody_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &[("thread.json", THREAD.to_owned())]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("3 people, who are R1, R2 …"), "{}", run.err);
    let rows = read(folder.path(), "comments.csv");
    let expected = "id,author,date,reply_to,reactions,commentary\n\
        c001,R1,2026-05-22T05:31:58Z,,3,Only with a personal note\n\
        c002,R2,,c001,,\"[name] is right about that, as she always is\"\n\
        c003,R3,,,,Never at night\n\
        c004,R1,,,,And never on a Sunday\n";
    assert_eq!(rows, expected);
    let report = run_in(folder.path(), &["report", "study", "--strict"]);
    assert_eq!(report.code, 0, "{}", report.err);
    assert!(report.err.contains("4 comments by 3 people"), "{}", report.err);
    for (path, bytes) in files(&folder.path().join("study")).iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("ottoline") && !text.contains("basil") && !text.contains("linkedin.com"), "{path}");
    }
}

#[test]
fn open_and_closed_questions_of_a_source_set_the_same_rows_aside() {
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study");
    fs::create_dir_all(&study).unwrap();
    let mut rows = String::from(
        "StartDate,Status,Finished,ResponseId,Q1,Q2\nStart Date,Response Type,Finished,Response ID,How was it?,Why?\n",
    );
    rows.push_str("\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n");
    for n in 0..8 {
        let status = if n < 3 { "Survey Preview" } else { "IP Address" };
        rows.push_str(&format!(
            "2026-03-01 10:00:00,{status},True,R_4Xi{n:03}cZg77Yb,{},It was late on day {n}\n",
            ["Good", "Bad"][n % 2]
        ));
    }
    fs::write(study.join("export.csv"), rows).unwrap();
    fs::write(study.join("codebook.toml"), "[[theme]]\nid = 'late'\npatterns = ['late']\n").unwrap();
    let source = "title = 'T'\n[[source]]\nid = 's'\nfile = 'export.csv'\n[source.columns]\nid = 'ResponseId'\n";
    let open = "[[open]]\nid = 'why'\nquestion = 'Why?'\nsource = 's'\ncolumn = 'Q2'\ncodebook = 'codebook.toml'\n";
    let closed = "[[question]]\nid = 'how'\nquestion = 'How?'\nsource = 's'\nkind = 'single'\ncolumns = ['Q1']\n";
    for parts in [[open, closed].as_slice(), &[open]] {
        fs::write(study.join("study.toml"), format!("{source}{}", parts.concat())).unwrap();
        let run = run_in(folder.path(), &["report", "study"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.err.contains("5 comments by"), "{}", run.err);
        let report = fs::read_to_string(study.join("out/report.md")).unwrap();
        assert_eq!(report.matches("3 rows were set aside: ").count(), 1, "{report}");
    }
}

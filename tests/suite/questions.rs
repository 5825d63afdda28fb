//! Closed questions of a study, from its `study.toml` to its tables, its report and its charts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{Run, run_in};

const STUDY: &str = r#"
title = "The harbour"
[[source]]
id = "form"
file = "answers.csv"
columns = { id = "id" }
[[question]]
id = "town"
question = "In which town do you live?"
source = "form"
kind = "single"
columns = ["town"]
options = ["Köln", "Lower", "Nowhere"]
labels = { 1 = "Köln", 2 = "Lower" }
missing = ["99"]
[[question]]
id = "letters"
question = "Which letters do you like?"
source = "form"
kind = "multiple"
columns = ["l", "p", "t"]
options = ["l", "p", "t"]
[[question]]
id = "joined"
question = "And again?"
source = "form"
kind = "multiple"
columns = ["joined"]
separator = "/"
options = ["l", "p", "t"]
[[question]]
id = "food"
question = "How good is: the food"
source = "form"
kind = "scale"
columns = ["food"]
options = ["bad", "fair", "good"]
grid = "quality"
[[question]]
id = "room"
question = "How good is: the room"
source = "form"
kind = "scale"
columns = ["room"]
options = ["bad", "fair", "good"]
grid = "quality"
[[question]]
id = "age"
question = "How old are you?"
source = "form"
kind = "number"
columns = ["age"]
"#;

const ANSWERS: &str = "id;town;l;p;t;joined;food;room;age
a;1;x;x;x;l/p/t;good;fair;31
b;2;;x;;p;good;good;40,5
c;1;x;x;;l/p;bad;;18
d;99;;;;;fair;good;none
e;Köln;;x;x;p/t;good;bad;27
";

fn written(study: &str, answers: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("study.toml"), study).unwrap();
    fs::write(folder.path().join("answers.csv"), answers).unwrap();
    folder
}

fn reported(folder: &Path) -> Run {
    let run = run_in(folder, &["report", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("out/tables").join(name)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn column(rows: &[BTreeMap<String, String>], question: &str, name: &str) -> Vec<String> {
    rows.iter().filter(|row| row["question"] == question).map(|row| row[name].clone()).collect()
}

/// The worked example of multiple response tables in the manner of SPSS, MULT RESPONSE (percent of responses and of
/// cases), with the share of all five people by hand; one column an option and one joined cell give the same.
#[test]
fn one_column_an_option_and_one_joined_cell_give_the_published_shares() {
    let folder = written(STUDY, ANSWERS.as_bytes());
    reported(folder.path());
    let rows = table(folder.path(), "answers.csv");
    for question in ["letters", "joined"] {
        assert_eq!(column(&rows, question, "n"), ["2", "4", "2"]);
        assert_eq!(column(&rows, question, "share_mentions"), ["0.25", "0.5", "0.25"]);
        assert_eq!(column(&rows, question, "share_answered"), ["0.5", "1", "0.5"]);
        assert_eq!(column(&rows, question, "share_asked"), ["0.4", "0.8", "0.4"]);
        assert_eq!((column(&rows, question, "base_answered")[0].as_str(), rows[0]["base_asked"].as_str()), ("4", "5"));
    }
    assert_eq!(column(&rows, "town", "n"), ["3", "1", "0"]);
    assert_eq!(column(&rows, "age", "n"), Vec::<String>::new());
    let bases = table(folder.path(), "answer_bases.csv");
    assert_eq!(
        (column(&bases, "town", "missing"), column(&bases, "age", "missing")),
        (vec!["1".into()], vec!["1".into()])
    );
}

/// Python: `statistics.quantiles([31, 40.5, 18, 27], n=4, method="inclusive")`, which is type 7, and `statistics.mean`.
#[test]
fn a_number_has_its_quartiles_and_a_cell_that_is_none_is_listed() {
    let folder = written(STUDY, ANSWERS.as_bytes());
    let run = reported(folder.path());
    let rows = table(folder.path(), "answer_statistics.csv");
    assert_eq!(column(&rows, "age", "value"), ["29.125", "18", "24.75", "29", "33.375", "40.5"]);
    assert_eq!(column(&rows, "food", "value")[0], "2.4");
    assert!(run.err.contains("answers.csv:5: question `age` has `none`") && run.err.contains("decimal comma"));
    let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    for said in [
        "| Answer | Count | Of the 4 who answered | Of all 5 asked | Of all 8 mentions |",
        "### How good is\n",
        "| the room | 25% | 25% | 50% | 4 | 2.25 (4) |",
        "| answers.csv:5 |",
        "charts/answers-letters.png",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
    let svg = fs::read_to_string(folder.path().join("out/charts/answers-letters.svg")).unwrap();
    assert!(svg.contains("4 of 5 responses (80%)") && svg.contains("Multiple"));
}

#[test]
fn other_encodings_and_containers_give_the_same_tables() {
    let folder = written(STUDY, ANSWERS.as_bytes());
    reported(folder.path());
    let expected = table(folder.path(), "answers.csv");
    let latin: Vec<u8> = ANSWERS.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let other = written(STUDY, &latin);
    reported(other.path());
    assert_eq!(table(other.path(), "answers.csv"), expected);
    let mut lines = ANSWERS.lines().map(|line| line.split(';').collect::<Vec<_>>());
    let names = lines.next().unwrap();
    let json: String = lines
        .map(|cells| {
            let pairs: Vec<String> =
                names.iter().zip(cells).map(|(name, cell)| format!("{name:?}: {cell:?}")).collect();
            format!("{{{}}}\n", pairs.join(", "))
        })
        .collect();
    let json_lines = written(&STUDY.replace("answers.csv", "answers.jsonl"), b"");
    fs::write(json_lines.path().join("answers.jsonl"), json).unwrap();
    reported(json_lines.path());
    assert_eq!(table(json_lines.path(), "answers.csv"), expected);
}

#[test]
fn a_poll_of_totals_and_its_rows_give_the_same_table() {
    let rows = "title = 'Rows'\n[[source]]\nid = 's'\nfile = 'answers.csv'\n[[question]]\nid = 'q'\nquestion = 'Which?'\n\
                source = 's'\nkind = 'single'\ncolumns = ['vote']\noptions = ['Never', 'Some', 'All']\n";
    let votes = format!("vote\n{}{}{}", "Never\n".repeat(5), "Some\n".repeat(17), "All\n".repeat(3));
    let rows = written(rows, votes.as_bytes());
    reported(rows.path());
    let totals = "title = 'Totals'\n[poll]\nfile = 'answers.csv'\nquestion = 'Which?'\n";
    let totals = written(totals, b"option,votes\nNever,5\nSome,17\nAll,3\n");
    reported(totals.path());
    let (rows, totals) = (table(rows.path(), "answers.csv"), table(totals.path(), "answers.csv"));
    assert_eq!(rows[0].keys().collect::<Vec<_>>(), totals[0].keys().collect::<Vec<_>>());
    for same in ["kind", "option", "n", "base_answered", "share_answered"] {
        assert_eq!(column(&rows, "q", same), column(&totals, "poll", same), "{same}");
    }
    // Nobody knows how many saw a poll.
    assert_eq!((column(&rows, "q", "base_asked")[0].as_str(), totals[0]["base_asked"].as_str()), ("25", ""));
}

#[test]
fn check_names_options_that_nobody_chose_and_answers_that_are_no_option() {
    let folder = written(STUDY, ANSWERS.replace("e;Köln", "e;7").as_bytes());
    let run = run_in(folder.path(), &["check", "."]);
    assert!(!run.out.contains("fail question"), "{}", run.out);
    assert!(run.out.contains("question town: nobody chose “Nowhere”"), "{}", run.out);
    assert!(run.out.contains("question town: “7”: in the file, and no declared option"), "{}", run.out);
    assert!(run.out.contains("answers.csv:5: question `age` has `none`"), "{}", run.out);
    // A row of a grid has options that another row was answered with: the file spells them so.
    let rows = ANSWERS.replace("l/p;bad;;18", "l/p;fair;;18");
    let checked = |study: &str| run_in(written(study, rows.as_bytes()).path(), &["check", "."]).out;
    assert!(!checked(STUDY).contains("question food: nobody chose"), "{}", checked(STUDY));
    let alone = STUDY.replace("grid = \"quality\"\n", "");
    assert!(checked(&alone).contains("question food: nobody chose “bad”"), "{}", checked(&alone));
}

#[test]
fn what_cannot_be_used_is_refused_with_nothing_written() {
    for (study, answers, said) in [
        (STUDY.replace("\"town\"]", "\"twon\"]"), ANSWERS.to_owned(), "there is no column `twon`"),
        (STUDY.replace("kind = \"number\"", "kind = \"numbr\""), ANSWERS.to_owned(), "numbr"),
        (STUDY.replace("missing =", "mising ="), ANSWERS.to_owned(), "mising"),
        (STUDY.replace("id = \"age\"", "id = \"town\""), ANSWERS.to_owned(), "the id of another question"),
        (STUDY.to_owned(), ANSWERS.replace("\nb;", "\na;"), "the id `a` stands here and in line 2"),
        (STUDY.to_owned(), ANSWERS.lines().next().unwrap().to_owned(), "there is no response"),
    ] {
        let folder = written(&study, answers.as_bytes());
        let run = run_in(folder.path(), &["report", "."]);
        assert_eq!(run.code, 2, "{said}: {}", run.err);
        assert!(run.err.contains(said), "{said}: {}", run.err);
        assert!(!folder.path().join("out").exists(), "{said}");
    }
}

#[test]
fn one_file_may_hold_closed_questions_and_comments() {
    let study = format!(
        "{STUDY}[[open]]\nid = 'why'\nquestion = 'Why?'\nsource = 'form'\ncolumn = 'why'\ncodebook = 'codebook.toml'\n"
    );
    let mut answers = String::new();
    for (place, line) in ANSWERS.lines().enumerate() {
        answers += &format!("{line};{}\n", if place == 0 { "why" } else { "the sea" });
    }
    let folder = written(&study, answers.as_bytes());
    let codebook = "name = 'c'\n[[theme]]\nid = 'sea'\nlabel = 'Sea'\npatterns = ['sea']\n";
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    reported(folder.path());
    assert_eq!(table(folder.path(), "answers.csv").len(), 15);
    assert!(folder.path().join("out/charts/themes.png").exists());
    let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(report.contains("### What people answered") && report.contains("### What the comments say"));
}

/// By hand from the rule of the largest remainder: three thirds are 34, 33 and 33.
#[test]
fn labels_of_a_picture_sum_to_100_where_the_study_asks_for_it_and_a_footnote_says_so() {
    let study = "title = 'Rows'\n[publish]\nsum_to_100 = true\n[[source]]\nid = 's'\nfile = 'answers.csv'\n[[question]]\nid = 'q'\n\
                 question = 'Which?'\nsource = 's'\nkind = 'single'\ncolumns = ['vote']\noptions = ['Never', 'Some', 'All']\n";
    let votes = format!("vote\n{}{}{}", "Never\n".repeat(10), "Some\n".repeat(10), "All\n".repeat(10));
    let labels = |study: &str| {
        let folder = written(study, votes.as_bytes());
        reported(folder.path());
        let picture = fs::read_to_string(folder.path().join("out/charts/answers.svg")).unwrap();
        let shares = column(&table(folder.path(), "answers.csv"), "q", "share_answered");
        assert!(shares.iter().all(|share| share.starts_with("0.3333333")), "{shares:?}");
        let count = |label: &str| picture.matches(&format!(">{label}<")).count();
        (count("34%"), count("33%"), picture.contains("rounded together"))
    };
    assert_eq!(labels(study), (1, 2, true));
    assert_eq!(labels(&study.replace("sum_to_100 = true", "")), (0, 3, false));
}

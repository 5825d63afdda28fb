//! `verbatims crosstab`, from outside. The numbers are by hand from the eight rows below.

use crate::program::{Run, run_in};

const EXPORT: &str = "id,vote,role,tools,w\n\
    1,yes,dev,saw;plane,1\n2,yes,dev,saw,2\n3,no,dev,plane,1\n4,no,ops,saw,1\n\
    5,yes,ops,saw;plane,1\n6,no,ops,,2\n7,,ops,saw,1\n8,yes,,plane,1\n";

fn crosstab(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), EXPORT).unwrap();
    run_in(folder.path(), &[&["crosstab", "in.csv"], args].concat())
}

#[test]
fn percent_are_of_those_who_answered_both_questions() {
    let run = crosstab(&["--rows", "vote", "--columns", "role", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let row = |start: &str| run.out.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert_eq!(row("vote,yes,role,dev"), "vote,yes,role,dev,2,2,66.66666666666666,66.66666666666666,3,3,3,");
    assert_eq!(row("vote,yes,role,ops"), "vote,yes,role,ops,1,1,33.33333333333333,33.33333333333333,3,3,3,");
    assert_eq!(row("vote,yes,,Total"), "vote,yes,,Total,4,4,57.14285714285714,100,7,7,7,");
    assert_eq!(run.err.lines().filter(|line| line.starts_with("withheld: letters")).count(), 1, "{}", run.err);
}

#[test]
fn weights_have_their_effective_base() {
    let run = crosstab(&["--rows", "vote", "--columns", "role", "--weight", "w", "--format", "json"]);
    let cells: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let cell = cells.as_array().unwrap().iter().find(|cell| cell["row"] == "yes" && cell["column"] == "dev").unwrap();
    assert_eq!((&cell["n"], &cell["weighted_n"], &cell["column_percent"]), (&2.into(), &3.0.into(), &75.0.into()));
    // (1 + 2 + 1)² / (1 + 4 + 1)
    assert!((cell["effective_base"].as_f64().unwrap() - 16.0 / 6.0).abs() < 1e-12);
}

#[test]
fn letters_need_a_random_sample_or_a_stated_model() {
    let random = ["--design", "probability", "--frame", "a register", "--selection", "every tenth"];
    let run = crosstab(&[&["--rows", "vote", "--columns", "role"], &random[..]].concat());
    assert!(run.out.contains("dev (A)") || run.out.contains("Base: answered"), "{}", run.out);
    assert!(!run.err.contains("withheld"), "{}", run.err);
    let bare = crosstab(&["--rows", "vote", "--columns", "role", "--design", "probability"]);
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("--frame"), "{}", bare.err);
}

#[test]
fn a_question_that_is_not_there_is_named_with_the_nearest() {
    let run = crosstab(&["--rows", "vot"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no question `vot`") && run.err.contains("did you mean `vote`?"), "{}", run.err);
    let weight = crosstab(&["--rows", "vote", "--weight", "role"]);
    assert_eq!(weight.code, 2);
    assert!(weight.err.contains("in.csv:2: the weight is `dev`, expected a number"), "{}", weight.err);
}

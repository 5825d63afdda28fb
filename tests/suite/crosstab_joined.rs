//! Crosstabs of a study that has variables, exclusions and weights, and `--filter`, from outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{change, run_in};
use crate::weighted_study::{TARGETS, rows, study, table};

type Cells = Vec<BTreeMap<String, String>>;

fn cells(folder: &Path, args: &[&str]) -> Cells {
    let run = run_in(folder, &[&["crosstab"], args, &["--format", "csv"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    csv::Reader::from_reader(run.out.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[track_caller]
fn the<'c>(cells: &'c Cells, row: &str, column: &str) -> &'c BTreeMap<String, String> {
    cells.iter().find(|cell| cell["row"] == row && cell["column"] == column).unwrap()
}

#[track_caller]
fn near(found: &str, expected: f64) {
    let found: f64 = found.parse().unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} {expected}");
}

fn refused(folder: &Path, args: &[&str]) -> String {
    let run = run_in(folder, &[&["crosstab"], args].concat());
    assert_eq!(run.code, 2, "{}", run.out);
    run.err
}

/// The 57 responses of the study that are not excluded.
fn counted() -> Cells {
    let all: Cells = csv::Reader::from_reader(rows().as_bytes()).deserialize().map(Result::unwrap).collect();
    all.into_iter().filter(|row| row["age"].parse::<u32>().unwrap() <= 65).collect()
}

/// R survey 4.1, tests/reference/study_weights.R: "equal" and "column".
#[test]
fn a_study_is_crossed_with_its_variables_its_weights_and_without_what_it_excludes() {
    let raked = study(&format!("[weight]\n{TARGETS}"), "");
    let found = cells(raked.path(), &[".", "--rows", "answer,band", "--columns", "band,role"]);
    near(&the(&found, "Yes", "Total")["column_percent"], 26.957_624_644_316_4);
    let young = the(&found, "young", "Total");
    near(&young["column_percent"], 29.622_461_430_672_4);
    near(&young["effective_base"], 52.406_528_328_295_29);
    assert_eq!(young["base"], "57");
    let all = cells(raked.path(), &[".", "--rows", "all"]);
    for id in ["answer", "role", "band", "why"] {
        assert!(all.iter().any(|cell| cell["row_question"] == id), "{id}");
    }
    // The column of the file goes before the weights of the study, and is read by the rows that are left.
    let column = cells(raked.path(), &[".", "--rows", "answer", "--weight", "w"]);
    near(&the(&column, "Yes", "Total")["column_percent"], 28.682_170_542_635_7);
}

#[test]
fn the_table_book_is_weighted_and_has_the_variables() {
    let weighted = study(&format!("[banner]\nquestions = [\"band\"]\n[weight]\n{TARGETS}"), "");
    let run = run_in(weighted.path(), &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let book = table(weighted.path(), "crosstab.csv");
    near(&the(&book, "Yes", "Total")["column_percent"], 26.957_624_644_316_4);
    assert!(book.iter().any(|cell| cell["row_question"] == "role" && cell["column_question"] == "band"));
}

/// Counted again from the rows, with the weights that `report` writes: a filter does not weigh anew.
#[test]
fn a_filter_of_a_study_asks_for_variables_questions_columns_and_themes_and_keeps_the_weights() {
    let raked = study(&format!("[weight]\n{TARGETS}"), "");
    assert_eq!(run_in(raked.path(), &["report", ".", "--quiet"]).code, 0);
    let of_all: BTreeMap<String, f64> = table(raked.path(), "weights.csv")
        .into_iter()
        .map(|row| (row["respondent"].clone(), row["weight"].parse().unwrap()))
        .collect();
    let kept = |row: &BTreeMap<String, String>| {
        row["age"].parse::<u32>().unwrap() >= 30 && row["role"] != "Parent" && row["why"] == "price"
    };
    let filter = r#"band in ("middle", "old") and role != "Parent" and @price and id != "nobody""#;
    let found = cells(raked.path(), &[".", "--rows", "answer,why", "--columns", "role", "--filter", filter]);
    let rows = counted();
    let yes = || rows.iter().filter(|row| kept(row) && row["answer"] == "Yes" && row["role"] == "Student");
    assert!(yes().count() > 0);
    let cell = the(&found, "Yes", "Student");
    assert_eq!(cell["n"], yes().count().to_string());
    near(&cell["weighted_n"], yes().map(|row| of_all[&row["id"]]).sum());
    // Only comments of those who are kept are left, and all of them show the theme.
    let price = the(&found, "price", "Total");
    assert_eq!((price["base"].clone(), price["n"].clone()), {
        let n = rows.iter().filter(|row| kept(row)).count().to_string();
        (n.clone(), n)
    });
    let run = run_in(raked.path(), &["crosstab", ".", "--rows", "answer", "--filter", filter]);
    let said = format!("Only responses for which `{filter}`: {} of 57.", rows.iter().filter(|row| kept(row)).count());
    assert!(run.out.contains(&said), "{}", run.out);
}

#[test]
fn a_filter_of_a_file_gives_what_the_file_without_the_other_rows_gives() {
    let folder = tempfile::tempdir().unwrap();
    let all = rows();
    let kept = |line: &&str| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[0] == "id" || (cells[1].parse::<u32>().unwrap() < 40 && cells[2] != "Teacher")
    };
    let part = all.lines().filter(kept).map(|line| format!("{line}\n")).collect::<String>();
    fs::write(folder.path().join("all.csv"), &all).unwrap();
    fs::write(folder.path().join("part.csv"), part).unwrap();
    let args = ["--rows", "answer", "--columns", "why", "--weight", "w"];
    let filter = ["--filter", "age < 40 and not role = \"teacher\""];
    let filtered = cells(folder.path(), &[&["all.csv"], &args[..], &filter[..]].concat());
    assert_eq!(filtered, cells(folder.path(), &[&["part.csv"], &args[..]].concat()));
    assert_ne!(filtered, cells(folder.path(), &[&["all.csv"], &args[..]].concat()));
    for format in ["table", "md"] {
        let run = run_in(folder.path(), &[&["crosstab", "all.csv", "--format", format], &args[..], &filter].concat());
        assert!(run.out.contains("Only responses for which `age < 40 and not role = \"teacher\"`: "), "{}", run.out);
    }
    let hidden = run_in(folder.path(), &[&["crosstab", "all.csv", "--hide-below", "5"], &args[..], &filter].concat());
    assert!(hidden.out.contains("Only responses for which `age < 40 and not role = \"teacher\"`."), "{}", hidden.out);
}

#[test]
fn a_filter_that_cannot_be_used_or_leaves_nobody_is_a_clear_error() {
    let folder = study("", "");
    let study = |filter: &str| refused(folder.path(), &[".", "--rows", "answer", "--filter", filter]);
    assert!(study("age > 90").contains("the filter `age > 90` leaves none of the 57 responses"));
    assert!(study("bnad = 1").contains("--filter:1:1: in `bnad = 1`: there is no question, variable or column"));
    assert!(study("answer = \"Perhaps\"").contains("`answer` has no answer “perhaps”"));
    assert!(study("age >").contains("--filter:1:1:"), "{}", study("age >"));
    assert!(study("@speed").contains("no open question of these responses has the theme `speed`"));
    let file = |filter: &str| refused(folder.path(), &["rows.csv", "--rows", "answer", "--filter", filter]);
    assert!(file("age > 90").contains("the filter `age > 90` leaves none of the 60 responses"));
    assert!(file("@price").contains("an export has no codebook"));
}

/// By hand from the responses and comments of `crosstab::study`: k1 and k2 are dev, k1 wrote two of the comments.
#[test]
fn people_in_another_file_are_kept_by_their_ids() {
    let folder = crate::crosstab::study();
    let dev = cells(folder.path(), &[".", "--rows", "more", "--filter", "role = \"dev\""]);
    let speed = the(&dev, "Speed", "Total");
    assert_eq!((speed["n"].as_str(), speed["base"].as_str()), ("1", "1"));
    let ops = cells(folder.path(), &[".", "--rows", "more,tools", "--filter", "role = \"ops\" and w < 2"]);
    assert_eq!(the(&ops, "Price", "Total")["base"], "1");
    assert_eq!(the(&ops, "plane", "Total")["base"], "1");
    change(folder.path(), "study.toml", "columns = { id = \"id\" }\n", "");
    let apart = refused(folder.path(), &[".", "--rows", "more", "--filter", "role = \"dev\""]);
    assert!(apart.contains("stands in another file and has no ids"), "{apart}");
}

#[test]
fn what_a_study_excludes_is_not_drawn() {
    let folder = study("", "");
    change(folder.path(), "study.toml", "\"age > 65\"", "'why = \"price\"'");
    let run = run_in(folder.path(), &["sample", ".", "-n", "10", "--coder", "ann"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let sheet = fs::read_to_string(folder.path().join("codings/ann.csv")).unwrap();
    assert!(sheet.contains(",slow,") && !sheet.contains(",price,,"), "{sheet}");
    fs::write(folder.path().join("text.md"), "{{ count('themes', 'slow') }} comments speak of it.\n").unwrap();
    let run = run_in(folder.path(), &["verify", ".", "text.md"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

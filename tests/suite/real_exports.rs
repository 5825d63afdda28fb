//! Exports of real platforms, read with no options. They are not part of the project: the folder is named by the
//! environment variable `VERBATIMS_REAL_EXPORTS`, and without it nothing is tested, which is said.

use std::path::{Path, PathBuf};

use crate::program::{root, run_in};

/// What must be read from a file: header rows, responses, columns.
struct Expected {
    file: &'static str,
    header_rows: u64,
    responses: u64,
    columns: Option<usize>,
}

const fn csv(file: &'static str, header_rows: u64, responses: u64, columns: usize) -> Expected {
    Expected { file, header_rows, responses, columns: Some(columns) }
}

const fn json(file: &'static str, responses: u64) -> Expected {
    Expected { file, header_rows: 0, responses, columns: None }
}

const EXPECTED: &[Expected] = &[
    csv("qualtrics-current.csv", 3, 1, 20),
    csv("qualtrics-legacy.csv", 2, 1, 16),
    csv("surveymonkey-star-wars.csv", 2, 1186, 38),
    csv("surveymonkey-thanksgiving.csv", 1, 1058, 65),
    csv("surveymonkey-weather.csv", 1, 928, 9),
    csv("surveymonkey-ambassadors.csv", 2, 44, 18),
    csv("surveymonkey-maintainers.csv", 2, 97, 103),
    csv("google-forms-maintainers.csv", 1, 56, 9),
    csv("linkedin-comments-scraper.csv", 1, 19, 4),
    csv("kobo.csv", 1, 5, 2),
    csv("spss-sample.csv", 1, 5, 7),
    csv("spss-sample.sav", 0, 5, 7),
    csv("spss-multiple-response.sav", 0, 6, 12),
    json("linkedin-comments-apify.json", 1),
    json("linkedin-comments-api.json", 1),
];

/// The folder, where there is one; that nothing was tested must be seen.
#[allow(clippy::print_stdout)]
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("VERBATIMS_REAL_EXPORTS").map(|folder| root().join(folder));
    if named.is_none() {
        println!("skipped: VERBATIMS_REAL_EXPORTS names no folder of real exports");
    }
    named
}

fn inspect(folder: &Path, file: &str) -> serde_json::Value {
    let run = run_in(folder, &["inspect", file, "--json"]);
    assert_eq!(run.code, 0, "{file}: {}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

fn kinds(found: &serde_json::Value, kind: &str) -> usize {
    found["columns"].as_array().unwrap().iter().filter(|column| column["kind"] == kind).count()
}

/// The kinds of some columns, first = 1.
fn kind_of(found: &serde_json::Value, position: usize) -> &str {
    found["columns"][position - 1]["kind"].as_str().unwrap()
}

#[test]
fn header_rows_responses_and_columns_of_real_exports_are_those_that_are_in_them() {
    let Some(folder) = folder() else { return };
    for expected in EXPECTED {
        let found = inspect(&folder, expected.file);
        let file = expected.file;
        assert_eq!(found["header_rows"], expected.header_rows, "{file}");
        assert_eq!(found["responses"], expected.responses, "{file}");
        if let Some(columns) = expected.columns {
            assert_eq!(found["columns"].as_array().unwrap().len(), columns, "{file}");
        }
    }
}

#[test]
fn a_summary_of_questions_is_refused_with_what_to_export_instead() {
    let Some(folder) = folder() else { return };
    let run = run_in(&folder, &["inspect", "surveymonkey-question-summary.csv"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("summary") && run.err.contains("hint:"), "{}", run.err);
}

#[test]
fn the_traps_of_real_exports_are_seen() {
    let Some(folder) = folder() else { return };
    let films = inspect(&folder, "surveymonkey-star-wars.csv");
    assert_eq!(films["encoding"], "macintosh");
    assert!((4..=9).all(|position| kind_of(&films, position) == "multiple"));
    assert!((10..=15).all(|position| kind_of(&films, position) == "grid"));
    let dinner = inspect(&folder, "surveymonkey-thanksgiving.csv");
    assert!(kinds(&dinner, "multiple") >= 30 && kinds(&dinner, "open") >= 6);
    let ambassadors = inspect(&folder, "surveymonkey-ambassadors.csv");
    assert!(kinds(&ambassadors, "open") >= 8);
    let maintainers = inspect(&folder, "surveymonkey-maintainers.csv");
    assert!(kinds(&maintainers, "open") >= 12);
    let weather = inspect(&folder, "surveymonkey-weather.csv");
    let dash = |column: &serde_json::Value| {
        let declared = column["declared_missing"].as_array().unwrap().iter().any(|value| value == "-");
        declared || column["proposed_missing"].as_array().unwrap().iter().any(|missing| missing["value"] == "-")
    };
    assert!(weather["columns"].as_array().unwrap()[2..].iter().all(dash));
    let forms = inspect(&folder, "google-forms-maintainers.csv");
    let several = &forms["columns"][7];
    assert_eq!((&several["kind"], &several["separator"]), (&"multiple".into(), &", ".into()));
    assert_eq!(several["options"].as_array().unwrap().len(), 9);
    let legacy = inspect(&folder, "qualtrics-legacy.csv");
    assert_eq!(kind_of(&legacy, 16), "blank");
    let comments = inspect(&folder, "linkedin-comments-scraper.csv");
    assert_eq!((kinds(&comments, "open"), kinds(&comments, "personal")), (1, 3));
}

#[test]
fn no_example_of_a_personal_column_is_printed() {
    let Some(folder) = folder() else { return };
    for expected in EXPECTED {
        let found = inspect(&folder, expected.file);
        for column in found["columns"].as_array().unwrap().iter().filter(|column| column["kind"] == "personal") {
            assert_eq!(column["examples"].as_array().unwrap().len(), 0, "{}", expected.file);
            assert_eq!(column["options"].as_array().unwrap().len(), 0, "{}", expected.file);
        }
    }
}

//! `verbatims inspect` from outside: columns that are put together without a name that says so, and what is said of
//! answers that look like one.

use serde_json::Value;

use crate::program::run_in;

fn seen(content: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("export.csv"), content).unwrap();
    let run = run_in(folder.path(), &["inspect", "export.csv", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// The grid of each question, by its id.
fn grids(found: &Value) -> Vec<(&str, Option<&str>)> {
    let questions = found["questions"].as_array().unwrap().iter();
    questions.map(|question| (question["id"].as_str().unwrap(), question["grid"].as_str())).collect()
}

fn kind<'f>(found: &'f Value, name: &str) -> &'f str {
    let mut columns = found["columns"].as_array().unwrap().iter();
    columns.find(|column| column["name"] == name).unwrap()["kind"].as_str().unwrap()
}

const AGREE: [&str; 5] = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];

#[test]
fn statements_with_one_scale_are_a_grid_and_questions_with_it_are_not() {
    let header = "ID,Start time,Completion time,Email,Name,Town,The boat is clean,The crew is kind,The fare is fair,Is it fast?,Is it safe?,Is it dear?\n";
    let mut file = header.to_owned();
    for n in 0..40 {
        let of = |step: usize| AGREE[(n * step + n / 3) % 5];
        let town = ["Upper", "Lower"][n % 2];
        let cells = [of(1), of(2), of(3), of(1), of(2), of(3)].join(",");
        file.push_str(&format!("{},7/2/20 11:00:22,7/2/20 11:05:00,anonymous,,{town},{cells}\n", n + 1));
    }
    let found = seen(&file);
    assert_eq!(found["format"], "ms_forms");
    let grid = Some("grid-7-to-9");
    let expected = [
        ("Town", None),
        ("the-boat-is-clean", grid),
        ("the-crew-is-kind", grid),
        ("the-fare-is-fair", grid),
        ("is-it-fast", None),
        ("is-it-safe", None),
        ("is-it-dear", None),
    ];
    assert_eq!(grids(&found), expected);
    assert_eq!(found["questions"][1]["question"], "The boat is clean");
}

#[test]
fn answers_that_differ_in_capitals_are_named_with_their_counts_and_left_as_they_are() {
    let towns = ["Upper", "upper", "UPPER ", "Lower", "Upper"];
    let rows: String = (0..40).map(|n| format!("{n},{}\n", towns[n % 5])).collect();
    let found = seen(&format!("id,Town\n{rows}"));
    let warnings = found["warnings"].to_string();
    assert!(
        warnings.contains("`Upper` (16) and `upper` (8) and `UPPER` (8) differ in capitals or blanks only"),
        "{warnings}"
    );
    assert_eq!(found["questions"][0]["options"].as_array().unwrap().len(), 4);
}

#[test]
fn boxes_are_joined_by_the_word_that_they_begin_with_and_whoever_was_not_asked_is_not_in_their_base() {
    let mut file = ",Age,TeaGreen,TeaBlack,TeaMint,TeaOther,HasBoat,HasCar,HasBike\n".to_owned();
    for n in 0..30 {
        let tick = |every: usize| if n >= 6 && n % every == 0 { "1" } else { "NA" };
        let other = if n == 12 { "Rooibos" } else { "NA" };
        let (green, black, mint) = (if n >= 6 { "1" } else { "NA" }, tick(2), tick(3));
        file.push_str(&format!("{},{},{green},{black},{mint},{other},{},0,1\n", n * 3 + 2, 20 + n, n % 2));
    }
    let found = seen(&file);
    let tea = found["questions"].as_array().unwrap().iter().find(|question| question["id"] == "Tea").unwrap();
    assert_eq!((&tea["base"], tea["columns"].as_array().unwrap().len()), (&24.into(), 3));
    assert_eq!((kind(&found, "#1"), kind(&found, "TeaOther"), kind(&found, "HasBoat")), ("id", "open", "single"));
}

#[test]
fn a_choice_of_one_word_is_no_list_of_answers_where_blanks_part_them() {
    let header = "start;end;district;water;_id;_uuid;_submission_time;_validation_status;_status;__version__;_index\n";
    let mut file = header.to_owned();
    for n in 0..20 {
        let (district, water) = (["north", "south"][n % 2], ["tap well", "tap", "well river", "well"][n % 4]);
        let uuid = format!("00000000-0000-4000-8000-{n:012}");
        file.push_str(&format!(
            "2026-01-02T10:00:00;2026-01-02T10:05:00;{district};{water};{n};{uuid};2026-01-02T10:05:00;;x;v1;{n}\n"
        ));
    }
    let found = seen(&file);
    assert_eq!((found["format"].as_str(), kind(&found, "district")), (Some("kobo"), "single"));
    assert_eq!(kind(&found, "water"), "multiple");
}

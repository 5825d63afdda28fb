//! `verbatims inspect` from outside, on small invented files: one for each thing that goes wrong with exports.

use serde_json::Value;

use crate::program::{Run, run_in};

fn inspect(name: &str, content: &[u8], flags: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    run_in(folder.path(), &[&["inspect", name], flags].concat())
}

fn seen(content: &str) -> Value {
    let run = inspect("export.csv", content.as_bytes(), &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

fn column<'f>(found: &'f Value, name: &str) -> &'f Value {
    let mut columns = found["columns"].as_array().unwrap().iter();
    columns.find(|column| column["name"] == name).unwrap_or_else(|| panic!("no column {name}: {found:#}"))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().or(item["label"].as_str()).unwrap()).collect()
}

/// Rows of a file: as many as asked, each cell by its number.
fn rows(header: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = format!("{header}\n");
    (0..count).for_each(|number| text.push_str(&format!("{}\n", row(number))));
    text
}

#[test]
fn every_column_gets_its_kind() {
    let moods = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];
    let ways = ["Ferry;Train;", "Train;", "Ferry;", "Bus;Ferry;"];
    let file = rows("id,started,Mood,Harbour,Ways,How many trips?,weight,Why?,Empty", 40, |n| {
        let why = format!("Reason number {n} is that the boat left at {n} past the hour.");
        let (mood, way) = (moods[n % 5], ways[n % 4]);
        let harbour = ["North", "South"][n % 2];
        format!("r{n:04}x{n},2026-03-{:02} 10:00,{mood},{harbour},{way},{},1.{n:02},{why},", 1 + n % 28, n * 7)
    });
    let found = seen(&file);
    assert_eq!((&found["header_rows"], &found["responses"]), (&1.into(), &40.into()));
    let kinds: Vec<&str> = found["columns"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["id", "date", "scale", "single", "multiple", "number", "weight", "open", "blank"]);
    let from_low: Vec<&str> = moods.iter().rev().copied().collect();
    assert_eq!(texts(&column(&found, "Mood")["options"]), from_low);
    assert_eq!(texts(&column(&found, "Ways")["options"]), ["Ferry", "Train", "Bus"]);
    assert_eq!((&found["id"], &found["weight"]), (&"id".into(), &"weight".into()));
    assert_eq!(found["questions"].as_array().unwrap().len(), 5);
}

#[test]
fn sums_typed_under_the_data_and_blank_rows_are_set_aside_and_rows_that_cannot_be_read_are_placed() {
    let file = "id,Town,Trips\n1,Upper,4\n,,\n2,Lower\n3,Upper,6\nMean,,5\nTotal,,10\n";
    let found = seen(file);
    assert_eq!((&found["responses"], &found["kept"]), (&6.into(), &2.into()));
    let aside: Vec<(&str, u64)> = found["set_aside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|aside| (aside["reason"].as_str().unwrap(), aside["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(aside, [("blank row", 1), ("row that cannot be read", 1), ("summary row under the data", 2)]);
    assert_eq!(found["bad_rows"][0]["line"], 4);
}

#[test]
fn a_word_for_a_sum_among_the_answers_is_an_answer() {
    let file = rows("Quality,Trips", 30, |n| format!("{},{}", ["Average", "Good", "Poor"][n % 3], n));
    let found = seen(&file);
    assert_eq!((&found["responses"], &found["kept"]), (&30.into(), &30.into()));
    assert_eq!(texts(&column(&found, "Quality")["options"]), ["Poor", "Average", "Good"]);
}

#[test]
fn what_may_be_missing_is_proposed_and_damage_is_said() {
    let file = rows("Staff,Stars,Account", 40, |n| {
        let staff = ["1-9", "Oct-49", "50-249", "-"][n % 4];
        let stars = ["1", "5", "99", "3"][n % 4];
        format!("{staff},{stars},1.2345{}E+17", n % 10)
    });
    let found = seen(&file);
    let proposed = |name: &str| {
        let missing = column(&found, name)["proposed_missing"].as_array().unwrap();
        missing.iter().map(|missing| missing["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((proposed("Staff"), proposed("Stars")), (vec!["-".to_owned()], vec!["99".to_owned()]));
    let warned = |words: &str| {
        found["warnings"].as_array().unwrap().iter().any(|w| w["message"].as_str().unwrap().contains(words))
    };
    assert!(warned("10 cells such as `Oct-49`"), "{:#}", found["warnings"]);
    assert!(warned("40 cells such as `1.23450E+17`"), "{:#}", found["warnings"]);
    assert!(warned("may stand for no answer"));
}

#[test]
fn personal_data_is_named_and_never_printed() {
    let file = rows("id,Email address,Comment", 25, |n| {
        format!("{n},person{n}@mail.example,Write to person{n}@mail.example or call about trip {n}.")
    });
    for flags in [&["--json"][..], &[]] {
        let run = inspect("export.csv", file.as_bytes(), flags);
        assert_eq!(run.code, 0);
        assert!(!run.out.contains("mail.example"), "{}", run.out);
    }
    assert_eq!(column(&seen(&file), "Email address")["kind"], "personal");
}

#[test]
fn day_and_month_are_never_guessed_in_silence() {
    let unknown = seen(&rows("Answered on,Town", 12, |n| format!("{}/{}/2026,Upper", 1 + n % 12, 1 + (n * 5) % 12)));
    let note = &column(&unknown, "Answered on")["notes"][0];
    assert!(note.as_str().unwrap().contains("cannot be told apart"), "{note}");
    let known = seen(&rows("Answered on,Town", 12, |n| format!("{}/{}/2026,Upper", 1 + n % 12, 14 + n)));
    assert_eq!(column(&known, "Answered on")["date_format"], "MM/DD/YYYY, no zone");
}

#[test]
fn respondents_and_texts_that_come_twice_are_counted() {
    let text = "The ferry was late again and nobody told us why it was";
    let file = format!(
        "id,Comment\n1,{text}.\n2,{}!\n3,Something else that is long enough to compare\n1,Short\n",
        text.to_uppercase()
    );
    let found = seen(&file);
    assert_eq!((&found["doubles"]["ids"], &found["doubles"]["texts"]), (&1.into(), &1.into()));
}

#[test]
fn options_with_a_comma_inside_are_told_from_several_answers() {
    let cells = [
        "\"Boats, ferries, Trains\"",
        "\"Boats, ferries\"",
        "Trains",
        "\"Buses (day, night), Trains\"",
        "\"Boats, ferries, Buses (day, night)\"",
    ];
    let file = rows("id,How did you come?,Helped?", 50, |n| {
        format!("{n},{},{}", cells[n % 5], ["\"Yes, and fast\"", "\"Yes, but late\"", "No"][n % 3])
    });
    let found = seen(&file);
    let how = column(&found, "How did you come?");
    assert_eq!(how["kind"], "multiple");
    let mut options = texts(&how["options"]);
    options.sort_unstable();
    assert_eq!(options, ["Boats, ferries", "Buses (day, night)", "Trains"]);
    assert_eq!(column(&found, "Helped?")["kind"], "single");
}

#[test]
fn a_file_for_people_says_what_it_is_and_why() {
    let run = inspect("export.csv", b"id;Town\n1;Upper\n2;Lower\n3;Upper\n", &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    for words in [
        "semicolon",
        "header rows  1",
        "responses    3, of which 3 are kept",
        "because",
        "single choice",
        "Questions (1)",
    ] {
        assert!(run.out.contains(words), "no `{words}` in {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "colours are for terminals only");
}

#[test]
fn a_header_without_responses_is_read_and_said() {
    let found = seen("id,Town\n");
    assert_eq!((&found["responses"], found["columns"].as_array().unwrap().len()), (&0.into(), 2));
    assert!(
        found["warnings"].as_array().unwrap().iter().any(|w| w["message"].as_str().unwrap().contains("no responses"))
    );
}

#[test]
fn what_cannot_be_inspected_is_an_error_with_a_hint() {
    let unknown = inspect("export.csv", b"id,Town\n1,Upper\n", &["--format", "nosuch"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("nosuch"), "{}", unknown.err);
    let empty = inspect("export.csv", b"", &[]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("empty"), "{}", empty.err);
    let delimiter = inspect("export.csv", b"id,Town\n", &["--delimiter", "::"]);
    assert_eq!(delimiter.code, 2);
}

#[test]
fn a_file_of_no_platform_gives_its_questions_by_names_and_cells() {
    let rows: String = (1..=24)
        .map(|row| {
            let cup =
                |option: &str, every: u32| if row % every == 0 { option.to_owned() } else { "Not selected".to_owned() };
            let asked = if row > 20 { "NA".to_owned() } else { cup("Milk, warm", 3) };
            let unasked = if row > 20 { "NA".to_owned() } else { cup("Tea", 2) };
            let often = ["Never", "Once a year or less", "A few times a month", "Every day"][row as usize % 4];
            let rude = ["No, not at all rude", "Yes, somewhat rude", "Yes, very rude"][row as usize % 3];
            format!("{row},{unasked},\"{asked}\",{often},\"{rude}\",{}\n", 60 + row % 30)
        })
        .collect();
    let found = seen(&format!(",q1_0001,q1_0002,q2,q3,Weight\n{rows}"));
    let kinds: Vec<&str> = found["columns"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["id", "multiple", "multiple", "scale", "scale", "number"]);
    let options = |place: usize| texts(&found["columns"][place]["options"]);
    assert_eq!(options(2), ["Milk, warm"]);
    assert_eq!(options(3), ["Never", "Once a year or less", "A few times a month", "Every day"]);
    assert_eq!(options(4), ["No, not at all rude", "Yes, somewhat rude", "Yes, very rude"]);
    assert_eq!(found["questions"].as_array().unwrap().len(), 4);
}

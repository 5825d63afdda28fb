//! `verbatims tag` on exports of survey platforms: header rows, rows that are no responses, questions by their text, and
//! a wide form that opens again in the program that the export came from.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Run, run_in};

const CODEBOOK: &str = "[[theme]]\nid = \"late\"\nlabel = \"It is late\"\npatterns = ['late']\n[[theme]]\nid = \"crew\"\nlabel = \"The crew, by name\"\npatterns = ['crew']\n";
const QUALTRICS: &str = "StartDate,Status,Finished,ResponseId,Q1,Q5\n\
    Start Date,Response Type,Finished,Response ID,How often?,\"Why, <b>in your words</b>?\"\n\
    \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID5_TEXT\"\"}\"\n\
    2026-01-02 10:00:00,Survey Preview,True,R_0aaaaaaaaaaaaaa,Daily,late crew\n\
    2026-01-02 11:00:00,IP Address,True,R_1aaaaaaaaaaaaaa,Daily,The boat was late\n\
    2026-01-02 12:00:00,IP Address,True,R_2aaaaaaaaaaaaaa,Weekly,\n\
    2026-01-02 13:00:00,IP Address,True,R_3aaaaaaaaaaaaaa,Daily,\"A kind crew, late or not\"\n";
const MONKEY: &str = "Respondent ID,Collector ID,Which boats?,,Why?,What else?\n\
    ,,Ferry,Tender,Open-Ended Response,Open-Ended Response\n\
    11111111111,22222222,Ferry,,late again,nothing\n\
    11111111112,22222222,,Tender,the crew,late\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

fn tag(folder: &Path, args: &[&str]) -> Run {
    run_in(folder, &[&["tag", args[0], "--codebook", "codebook.toml"], &args[1..]].concat())
}

fn inspected(folder: &Path, name: &str) -> Value {
    let run = run_in(folder, &["inspect", name, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn header_rows_and_previews_are_no_comments_and_a_question_is_named_by_its_text() {
    let folder = folder(&[("q.csv", QUALTRICS), ("sm.csv", MONKEY)]);
    let by_name = tag(folder.path(), &["q.csv", "--text", "Q5", "--id", "ResponseId"]);
    assert_eq!(by_name.code, 0, "{}", by_name.err);
    assert_eq!(
        by_name.out,
        "comment,theme,match,start,end,pattern,words\nR_1aaaaaaaaaaaaaa,late,1,13,17,late,late\n\
         R_3aaaaaaaaaaaaaa,late,1,13,17,late,late\nR_3aaaaaaaaaaaaaa,crew,2,7,11,crew,crew\n"
    );
    assert!(by_name.err.contains("read as Qualtrics: 3 header rows; 1 rows set aside: 1 preview"), "{}", by_name.err);
    for text in ["Why, in your words?", "QID5_TEXT", "#6"] {
        let run = tag(folder.path(), &["q.csv", "--text", text, "--id", "ResponseId"]);
        assert_eq!(run.out, by_name.out, "{text}: {}", run.err);
    }
    let numbered = tag(folder.path(), &["q.csv", "--text", "Q5"]);
    let rows: Vec<&str> = numbered.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(rows, ["2", "4", "4"], "rows are counted as they stand in the file");
    let monkey = tag(folder.path(), &["sm.csv", "--text", "why", "--text", "What else?"]);
    assert_eq!(monkey.out.lines().count(), 4, "{}{}", monkey.out, monkey.err);
    let plain = tag(folder.path(), &["q.csv", "--text", "Q5", "--platform", "generic", "--wide"]);
    assert_eq!((plain.code, plain.out.lines().count()), (0, 7), "{}", plain.err);
}

#[test]
fn the_wide_form_keeps_the_header_rows_and_is_read_as_the_same_platform() {
    let folder = folder(&[("q.csv", QUALTRICS), ("sm.csv", MONKEY)]);
    for (file, texts, format, header_rows, responses, columns) in
        [("q.csv", &["Q5"][..], "qualtrics", 3, 3, 8), ("sm.csv", &["Why?", "What else?"], "surveymonkey", 2, 2, 10)]
    {
        let texts: Vec<&str> = texts.iter().flat_map(|text| ["--text", text]).collect();
        for out in ["out.csv", "out.tsv", "out.xlsx"] {
            let run = tag(folder.path(), &[&[file, "--wide", "--out", out], &texts[..]].concat());
            assert_eq!(run.code, 0, "{}", run.err);
            let seen = inspected(folder.path(), out);
            assert_eq!(seen["format"], format, "{out}");
            assert_eq!(seen["header_rows"], header_rows, "{out}");
            assert_eq!(seen["responses"], responses, "{out}");
            assert_eq!(seen["columns"].as_array().unwrap().len(), columns, "{out}");
        }
    }
    let run = tag(folder.path(), &["q.csv", "--text", "Q5", "--wide"]);
    let given: Vec<&str> = QUALTRICS.lines().collect();
    let rows: Vec<&str> = run.out.lines().collect();
    let added = [
        ",theme:late,theme:crew",
        ",Themes - It is late,\"Themes - The crew, by name\"",
        ",\"{\"\"ImportId\"\":\"\"theme_late\"\"}\",\"{\"\"ImportId\"\":\"\"theme_crew\"\"}\"",
    ];
    for row in 0..3 {
        assert_eq!(rows[row], format!("{}{}", given[row], added[row]));
    }
    assert_eq!(rows[3..], [4, 5, 6].map(|row| format!("{},{}", given[row], ["1,0", "0,0", "1,1"][row - 4])));
    let run = tag(folder.path(), &["sm.csv", "--text", "Why?", "--wide"]);
    let heads: Vec<&str> = run.out.lines().take(2).collect();
    assert!(heads[0].ends_with(",What else?,Themes,"), "{}", heads[0]);
    assert!(heads[1].ends_with(",It is late,\"The crew, by name\""), "{}", heads[1]);
    assert_eq!(
        inspected(folder.path(), "out.csv")["questions"].as_array().unwrap().last().unwrap()["kind"],
        "multiple"
    );
}

#[test]
fn typed_files_have_names_for_columns_and_questions_for_labels() {
    let folder = folder(&[("q.csv", QUALTRICS)]);
    for out in ["coded.sav", "coded.parquet"] {
        let run = tag(folder.path(), &["q.csv", "--text", "Q5", "--wide", "--out", out]);
        assert_eq!(run.code, 0, "{}", run.err);
        let seen = inspected(folder.path(), out);
        assert_eq!((&seen["responses"], seen["columns"].as_array().unwrap().len()), (&Value::from(3), 8), "{out}");
        assert_eq!(seen["columns"][5]["name"], "Q5", "{out}");
    }
    assert_eq!(inspected(folder.path(), "coded.sav")["columns"][5]["question"], "Why, in your words?");
}

#[test]
fn what_holds_no_responses_is_refused_as_inspect_refuses_it() {
    let crosstab = ",,Gender,\n,Total,Male,Female\nBase,100,48,52\nYes,80%,75%,85%\nNo,20%,25%,15%\n";
    let summary =
        "Q1. How did you come?\nAnswer Choices,Responses,\nFerry,60.00%,6\nTrain,40.00%,4\n,Answered,10\n,Skipped,0\n";
    let folder = folder(&[("crosstab.csv", crosstab), ("summary.csv", summary)]);
    for (name, said) in [("crosstab.csv", "crosstab with banners"), ("summary.csv", "summary")] {
        let run = tag(folder.path(), &[name, "--text", "#1", "--out", "out.csv"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(said) && run.err.contains("hint:"), "{}", run.err);
        assert!(!folder.path().join("out.csv").exists());
        assert_eq!(tag(folder.path(), &[name, "--text", "#1", "--platform", "generic"]).code, 0);
    }
}

#[test]
fn a_plain_table_stays_as_it_is_with_titles_blank_rows_and_sums() {
    let plain = "id,text\n1,late\n\n2,\n,\nTotal,3\n";
    let titled = "A survey of ferries,,\n,,\nid,role,text\n1,x,late\n2,y,crew\n";
    let folder = folder(&[("plain.csv", plain), ("titled.csv", titled)]);
    let run = tag(folder.path(), &["plain.csv", "--text", "text", "--wide"]);
    assert_eq!(run.out, "id,text,theme:late,theme:crew\n1,late,1,0\n2,,0,0\n,,0,0\nTotal,3,0,0\n", "{}", run.err);
    assert!(!run.err.contains("read as"), "{}", run.err);
    let run = tag(folder.path(), &["titled.csv", "--text", "text", "--wide"]);
    assert_eq!(
        run.out, "A survey of ferries,,,,\n,,,,\nid,role,text,theme:late,theme:crew\n1,x,late,1,0\n2,y,crew,0,1\n",
        "{}",
        run.err
    );
}

#[test]
fn a_message_has_its_date_its_author_and_what_it_answers() {
    let messages = r#"[{"type": "message", "user": "U1", "text": "late", "ts": "1609459201.000100", "thread_ts": "1609459201.000100"},
        {"type": "message", "user": "U2", "text": "the crew", "ts": "1609459262.000200", "thread_ts": "1609459201.000100"}]"#;
    let folder = folder(&[("slack.json", messages)]);
    let seen = inspected(folder.path(), "slack.json");
    let kinds: Vec<(&str, &str)> = seen["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["name"].as_str().unwrap(), column["kind"].as_str().unwrap()))
        .collect();
    assert!(
        kinds.contains(&("date", "date")) && kinds.contains(&("ts", "id")) && kinds.contains(&("user", "personal")),
        "{kinds:?}"
    );
    let run = tag(folder.path(), &["slack.json", "--text", "text", "--wide"]);
    assert!(
        run.out.contains("2021-01-01T00:01:02Z") && run.out.contains("1609459201.000100,0"),
        "{}{}",
        run.out,
        run.err
    );
}

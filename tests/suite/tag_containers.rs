//! `verbatims tag` on every kind of file, in and out: standard input and output, encodings, workbooks, SPSS, nested JSON.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rust_xlsxwriter::Workbook;
use verbatims::export::sav::{
    SavCell, SavFile, SavKind, SavMeasure, SavMissing, SavSet, SavValue, SavVariable, SavWriter,
};
use verbatims::ingest::sheet::{Dictionary, Opening, Variable, open};

use crate::program::{Run, change, copy_of_study, run_in};

const CODEBOOK: &str = "[[theme]]\nid = \"note\"\nlabel = \"A note\"\npatterns = ['note']\n[[theme]]\nid = \"short\"\npatterns = ['[words < 2]']\n";
const ROWS: &str = "id,text,age\n1,\"A note, é 👍\",34\n2,nothing,\n3,\"two\nnotes\",51\n";
const LINES: &str = "{\"id\":1,\"text\":\"A note, é 👍\",\"age\":34}\n{\"id\":2,\"text\":\"nothing\"}\n{\"id\":3,\"text\":\"two\\nnotes\",\"age\":51}\n";

/// A folder with a codebook.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    folder
}

fn tag(folder: &Path, file: &str, args: &[&str]) -> Run {
    run_in(folder, &[&["tag", file, "--codebook", "codebook.toml", "--text", "text"], args].concat())
}

/// What the program writes to standard output, which may be no text, when it is given this on standard input.
fn piped(folder: &Path, input: &[u8], args: &[&str]) -> (i32, Vec<u8>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verbatims"))
        .args(["tag", "-", "--codebook", "codebook.toml", "--text", "text"])
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // Beside reading what comes out: both pipes may be full.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that refuses its input closes the pipe.
    let _ = writer.join().unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn standard_input_and_output_give_the_bytes_that_files_give() {
    let folder = folder();
    let inputs = [
        ("in.csv", ROWS.as_bytes().to_vec()),
        ("in.csv.gz", gzip(ROWS.as_bytes())),
        ("in.csv.zst", zstd::encode_all(ROWS.as_bytes(), 1).unwrap()),
        ("in.jsonl", LINES.as_bytes().to_vec()),
        ("in.jsonl.gz", gzip(LINES.as_bytes())),
    ];
    for format in ["csv", "tsv", "jsonl", "parquet", "sav", "xlsx"] {
        for form in [&["--id", "id"][..], &["--wide"]] {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for (name, bytes) in &inputs {
                fs::write(folder.path().join(name), bytes).unwrap();
                let run = tag(folder.path(), name, &[&["--out", "out", "--format", format], form].concat());
                assert_eq!(run.code, 0, "{}", run.err);
                let (code, out, err) =
                    piped(folder.path(), bytes, &[&["--format", format, "--out", "-"], form].concat());
                assert_eq!(code, 0, "{err}");
                assert!(out == fs::read(folder.path().join("out")).unwrap(), "{name} {format} {form:?}");
                all.push(out);
            }
            assert!(all.iter().all(|out| *out == all[0]), "the same rows give the same bytes: {format} {form:?}");
        }
    }
}

#[test]
fn json_lines_whose_second_line_is_no_object_are_json_lines() {
    let folder = folder();
    let lines = "{\"id\":1,\"text\":\"a note\"}\n[7]\nnot json\n{\"id\":2,\"text\":\"note\"}\n";
    let (code, out, err) = piped(folder.path(), lines.as_bytes(), &["--wide"]);
    assert_eq!(
        (code, String::from_utf8(out).unwrap().as_str()),
        (0, "id,text,theme:note,theme:short\n1,a note,1,0\n2,note,1,1\n")
    );
    assert!(err.contains("standard input:2: the value is no object") && err.contains("standard input:3"), "{err}");
    assert_eq!(piped(folder.path(), lines.as_bytes(), &["--strict"]).0, 2);
}

#[test]
fn how_a_text_is_read_can_be_said() {
    let folder = folder();
    fs::write(folder.path().join("in.txt"), b"text|n\ncaf\x8E, a note|1\n").unwrap();
    let run = tag(folder.path(), "in.txt", &["--wide", "--encoding", "macintosh", "--delimiter", "|"]);
    assert_eq!(run.out, "text,n,theme:note,theme:short\n\"café, a note\",1,1,0\n", "{}", run.err);
    assert!(!run.err.contains("warning"), "{}", run.err);
    fs::write(folder.path().join("tab.txt"), "text\tn\n\"a; note\"\t1\n").unwrap();
    let run = tag(folder.path(), "tab.txt", &["--wide", "--delimiter", "tab"]);
    assert_eq!(run.out.lines().nth(1), Some("a; note,1,1,0"), "{}", run.err);

    for (flag, value, said) in [("--delimiter", "ab", "one character"), ("--encoding", "utf-99", "utf-99")] {
        let run = tag(folder.path(), "in.txt", &[flag, value]);
        assert!(run.code == 2 && run.err.contains(said), "{}", run.err);
    }
    fs::write(folder.path().join("in.jsonl"), LINES).unwrap();
    let run = tag(folder.path(), "in.jsonl", &["--delimiter", ";", "--sheet", "A"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("has no delimiter") && run.err.contains("has no sheets"), "{}", run.err);
}

#[test]
fn what_was_decided_while_a_file_was_read_is_told() {
    let folder = folder();
    let (_, _, err) = piped(folder.path(), b"{\"text\":\"note \\ud800\"}\n{\"text\":\"b\"}\n", &[]);
    assert!(err.contains("warning: standard input:1: half a surrogate pair"), "{err}");
    let mut keys = "{\"text\":\"a\"}\n".repeat(9000);
    keys.push_str("{\"text\":\"a\",\"late\":1}\n");
    let (_, _, err) = piped(folder.path(), keys.as_bytes(), &[]);
    assert!(err.contains("the key `late` comes after the columns were decided"), "{err}");
    let mut late = format!("text\n{}", "plain note\n".repeat(150_000)).into_bytes();
    late.extend_from_slice(b"the caf\xE9 is open, a note\n");
    let (_, _, err) = piped(folder.path(), &late, &[]);
    assert!(err.contains("windows-1252"), "{err}");
}

#[test]
fn a_study_tells_it_too_and_strict_minds_rows_alone() {
    let folder = copy_of_study();
    let study = fs::read_to_string(folder.path().join("study.toml")).unwrap();
    let file = study.lines().find_map(|line| line.strip_prefix("file = \"")).unwrap().trim_end_matches('"').to_owned();
    assert!(study.matches(&file).count() >= 1);
    let codings = study.lines().find_map(|line| line.strip_prefix("codings = [\"")).unwrap();
    let codings = codings.split('"').next().unwrap().to_owned();
    let text = fs::read_to_string(folder.path().join(&codings)).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let columns: Vec<&str> = header.split(',').collect();
    let place = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let mut lines = String::new();
    for row in rows.lines() {
        let cells: Vec<&str> = row.split(',').collect();
        let cell = |name: &str| cells[place(name)];
        lines.push_str(&format!(
            "{{\"comment\":\"{}\",\"theme\":\"{}\",\"value\":\"{}\",\"note\":\"\\ud800\"}}\n",
            cell("comment"),
            cell("theme"),
            cell("value")
        ));
    }
    let renamed = Path::new(&codings).with_extension("jsonl").display().to_string();
    fs::write(folder.path().join(&renamed), lines).unwrap();
    change(folder.path(), "study.toml", &codings, &renamed);
    let path = folder.path().display().to_string();
    let run = run_in(folder.path(), &["report", &path, "--strict"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches("half a surrogate pair").count(), 1, "{}", run.err);
}

#[test]
fn a_workbook_is_read_by_its_sheet() {
    let folder = folder();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write_string(0, 0, "text").unwrap();
    let sheet = book.add_worksheet().set_name("Answers").unwrap();
    for (row, cells) in (0..).zip([["id", "text"], ["x", "a note"]]) {
        sheet.write_string(row, 0, cells[0]).unwrap().write_string(row, 1, cells[1]).unwrap();
    }
    book.save(folder.path().join("in.xlsx")).unwrap();
    let run = tag(folder.path(), "in.xlsx", &["--sheet", "Answers", "--wide"]);
    assert_eq!(run.out, "id,text,theme:note,theme:short\nx,a note,1,0\n", "{}", run.err);
    let slip = tag(folder.path(), "in.xlsx", &["--sheet", "Answer"]);
    assert!(slip.code == 2 && slip.err.contains("did you mean `Answers`?"), "{}", slip.err);
}

#[test]
fn what_tag_writes_tag_reads() {
    let folder = folder();
    fs::write(folder.path().join("in.csv"), ROWS).unwrap();
    for name in ["out.csv", "out.tsv", "out.jsonl", "out.parquet", "out.sav", "out.xlsx"] {
        assert_eq!(tag(folder.path(), "in.csv", &["--wide", "--out", name]).code, 0);
        let run = tag(folder.path(), name, &["--wide", "--format", "jsonl"]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let shown: Vec<String> =
            run.out.lines().map(|line| line.replace("theme_", "theme:").replace("_2\":", "\":")).collect();
        let first = r#"{"id":"1","text":"A note, é 👍","age":"34","theme:note":"1","theme:short":"0","theme:note":1,"theme:short":0}"#;
        let last = r#"{"id":"3","text":"two\nnotes","age":"51","theme:note":"1","theme:short":"0","theme:note":1,"theme:short":0}"#;
        assert_eq!((shown.len(), shown[0].as_str(), shown[2].as_str()), (3, first, last), "{name}");
    }
}

fn variable(name: &str, kind: SavKind) -> SavVariable {
    SavVariable {
        name: name.to_owned(),
        label: format!("What {name} is"),
        kind,
        measure: SavMeasure::Ordinal,
        labels: Vec::new(),
        missing: SavMissing::None,
    }
}

/// A system file with everything that a dictionary says.
fn system_file(path: &Path) {
    let number = SavKind::Number { decimals: 1 };
    let mut tea = variable("tea", number);
    tea.labels = vec![(SavValue::Number(1.0), "yes".to_owned()), (SavValue::Number(9.0), "refused".to_owned())];
    tea.missing = SavMissing::Values(vec![SavValue::Number(9.0)]);
    let mut cake = variable("cake", number);
    cake.missing = SavMissing::Range { low: 90.0, high: 99.0, value: Some(-1.0) };
    let mut town = variable("town", SavKind::Text { bytes: 40 });
    town.labels = vec![(SavValue::Text("b".to_owned()), "Bath".to_owned())];
    let set = SavSet { name: "eaten".into(), label: "Eaten".into(), variables: vec![0, 1], counted: Some("1".into()) };
    let file = SavFile {
        label: "Tea and cake".to_owned(),
        variables: vec![tea, cake, town, variable("text", SavKind::Text { bytes: 300 }), variable("w", number)],
        sets: vec![set],
        weight: Some(4),
        cases: None,
    };
    let mut writer = SavWriter::new(&file, fs::File::create(path).unwrap()).unwrap();
    for (tea, town, text) in [(1.0, "7", "a note"), (9.0, "b", "é")] {
        let case =
            [SavCell::Number(tea), SavCell::Blank, SavCell::Text(town), SavCell::Text(text), SavCell::Number(0.5)];
        writer.push(&case).unwrap();
    }
    writer.finish().unwrap();
}

fn dictionary(path: &Path) -> Dictionary {
    open(path, &Opening::default()).unwrap().dictionary.unwrap()
}

#[test]
fn a_system_file_keeps_its_dictionary_and_gains_the_themes_as_a_set() {
    let folder = folder();
    system_file(&folder.path().join("in.sav"));
    let run = tag(folder.path(), "in.sav", &["--wide", "--out", "out.sav"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (before, after) = (dictionary(&folder.path().join("in.sav")), dictionary(&folder.path().join("out.sav")));
    assert_eq!(after.variables[..5], before.variables);
    assert_eq!((&after.weight, &after.label, &after.sets[0]), (&before.weight, &before.label, &before.sets[0]));
    assert_eq!(after.sets[1].variables, ["theme_note", "theme_short"]);
    assert_eq!((after.sets[1].name.as_str(), after.sets[1].counted.as_deref()), ("themes", Some("1")));
    let Variable { label, labels, measure, .. } = &after.variables[5];
    assert_eq!((label.as_deref(), *measure), (Some("A note"), Some("nominal")));
    assert_eq!(labels[1], ("1".to_owned(), "shown".to_owned()));
    let rows = tag(folder.path(), "out.sav", &["--wide"]).out;
    assert_eq!(rows.lines().nth(1), Some("1,,7,a note,0.5,1,0,1,0"));
    let kept = tag(folder.path(), "in.sav", &["--id", "town", "--out", "long.sav"]);
    assert_eq!(kept.code, 0, "{}", kept.err);
    assert_eq!(dictionary(&folder.path().join("long.sav")).variables[0].labels, before.variables[2].labels);
}

#[test]
fn columns_of_numbers_are_numbers_and_ids_that_would_lose_digits_are_text() {
    let folder = folder();
    fs::write(folder.path().join("in.csv"), "id,text,score,zip\n733119006547107840,a note,1.50,0123\n2,x,-2,4\n")
        .unwrap();
    assert_eq!(tag(folder.path(), "in.csv", &["--wide", "--out", "out.sav"]).code, 0);
    let variables = dictionary(&folder.path().join("out.sav")).variables;
    let kinds: Vec<(bool, u8)> = variables.iter().take(4).map(|found| (found.text, found.decimals)).collect();
    assert_eq!(kinds, [(true, 0), (true, 0), (false, 2), (true, 0)]);
}

#[test]
fn what_a_format_cannot_hold_is_refused_with_the_row_and_nothing_is_written() {
    let folder = folder();
    let long = "x".repeat(32_768);
    fs::write(folder.path().join("in.csv"), format!("id,text,note\n1,a,b\n2,a,{long}\n")).unwrap();
    for (name, said) in [("out.sav", "SPSS takes at most 32767"), ("out.xlsx", "a cell takes at most 32767")] {
        let run = tag(folder.path(), "in.csv", &["--wide", "--out", name]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("row 2: `note`") && run.err.contains(said) && run.err.contains("hint: write .csv"),
            "{}",
            run.err
        );
        assert!(!folder.path().join(name).exists());
        let run = tag(folder.path(), "in.csv", &["--out", name]);
        assert_eq!(run.code, 0, "the long form leaves the long cell out: {}", run.err);
    }
}

#[test]
fn comments_with_replies_inside_are_a_row_each() {
    let folder = folder();
    let comments = r#"{"elements": [
      {"id": "34", "commentUrn": "urn:li:comment:(urn:li:activity:12,34)", "actor": "urn:li:person:a",
       "message": {"text": "A note"}},
      {"id": "35", "commentUrn": "urn:li:comment:(activity:12,35)", "actor": "urn:li:person:b",
       "message": {"text": "Notes"}, "parentComment": "urn:li:comment:(activity:12,34)"}], "paging": {"start": 0}}"#;
    fs::write(folder.path().join("comments.json"), comments).unwrap();
    let args = ["tag", "comments.json", "--codebook", "codebook.toml", "--text", "message.text", "--id", "id"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.out.lines().filter(|line| line.contains(",note,")).count(), 2, "{} {}", run.out, run.err);
    let nested = r#"[{"id": 1, "text": "note", "replies": [{"id": 2, "text": "a note"}]}, {"id": 3, "text": "x y"}]"#;
    fs::write(folder.path().join("nested.json"), nested).unwrap();
    let run = tag(folder.path(), "nested.json", &["--wide"]);
    assert_eq!(
        run.out, "id,text,reply_to,theme:note,theme:short\n1,note,,1,1\n2,a note,1,1,0\n3,x y,,0,0\n",
        "{}",
        run.err
    );
    let slack = r#"[{"type":"message","user":"U1","text":"a note","ts":"1609459200.000100"},
      {"type":"message","subtype":"channel_join","user":"U1","text":"joined","ts":"1609459201.000100"}]"#;
    let (code, out, err) = piped(folder.path(), slack.as_bytes(), &["--id", "ts"]);
    assert_eq!((code, String::from_utf8(out).unwrap().lines().count()), (0, 2), "{err}");
    assert!(err.contains("1 records are no text of a person and are left out: 1 join"), "{err}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_from_json_lines_and_parquet() {
    let folder = folder();
    let mut lines = String::new();
    for row in 0..20_000 {
        let text = ["a note", "é nothing 👍", "notes\\n", "", "plain words only"][row % 5];
        lines.push_str(&format!("{{\"id\":\"r{row}\",\"text\":\"{text}\",\"n\":{row}}}\n"));
        if row % 4_999 == 0 {
            lines.push_str("no object\n");
        }
    }
    fs::write(folder.path().join("in.jsonl"), lines).unwrap();
    let rows = tag(folder.path(), "in.jsonl", &["--wide", "--out", "in.parquet"]);
    assert!(rows.err.contains("5 rows could not be read"), "{}", rows.err);
    for (input, out) in [("in.jsonl", "csv"), ("in.jsonl", "sav"), ("in.parquet", "xlsx"), ("in.parquet", "parquet")] {
        for form in [&["--id", "id"][..], &["--wide"]] {
            let [one, three] = ["1", "3"].map(|threads| {
                let name = format!("out-{threads}.{out}");
                let run = tag(folder.path(), input, &[&["--out", &name, "--threads", threads], form].concat());
                assert_eq!(run.code, 0, "{}", run.err);
                fs::read(folder.path().join(name)).unwrap()
            });
            assert!(one == three, "{input} {out} {form:?}");
        }
    }
}

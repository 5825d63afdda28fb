//! `verbatims tag` on files: every format out, several columns with text, personal columns, any number of threads.

use std::fs;
use std::path::Path;

use polars::prelude::{DataFrame, DataType, ParquetReader, SerReader};
use serde_json::{Value, json};

use crate::program::{Run, run_in};

const COMMENTS: &str = "Email,liked,missed,role\na@example.org,\"A note, é 👍 and a note\",nothing,x\nb@example.org,,\"say \"\"note\"\"\",y\n";
const CODEBOOK: &str =
    "[[theme]]\nid = \"note\"\npatterns = ['note']\n[[theme]]\nid = \"short\"\npatterns = ['[words < 2]', 'nothing']\n";

/// A folder with the file `in.csv` and a codebook.
fn folder(comments: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), comments).unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    folder
}

fn tag(folder: &Path, args: &[&str]) -> Run {
    run_in(folder, &[&["tag", "in.csv", "--codebook", "codebook.toml"], args].concat())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn parquet(path: &Path) -> DataFrame {
    ParquetReader::new(fs::File::open(path).unwrap()).finish().unwrap()
}

fn names(frame: &DataFrame) -> Vec<String> {
    frame.get_column_names().into_iter().map(ToString::to_string).collect()
}

#[test]
fn json_lines_have_numbers_as_numbers_and_null_where_there_is_no_place() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "liked", "--id", "role", "--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let note = |number: u64, start: u64| json!({"comment": "x", "theme": "note", "match": number, "start": start, "end": start + 4, "pattern": "note", "words": "note"});
    let short = json!({"comment": "y", "theme": "short", "match": 1, "start": null, "end": null, "pattern": "[words < 2]", "words": null});
    assert_eq!(lines(&run.out), [note(1, 2), note(2, 18), short]);
    let keys = ["comment", "theme", "match", "start", "end", "pattern", "words"].map(|key| format!("\"{key}\":"));
    let places = keys.map(|key| run.out.find(&key).unwrap());
    assert!(places.is_sorted(), "keys stand in the order of the columns: {}", run.out);
    let run = tag(folder.path(), &["--text", "liked", "--out", "numbered.ndjson"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let numbered = lines(&fs::read_to_string(folder.path().join("numbered.ndjson")).unwrap());
    assert_eq!(numbered.iter().map(|line| line["comment"].clone()).collect::<Vec<_>>(), [json!(1), json!(1), json!(2)]);
}

#[test]
fn wide_json_lines_keep_the_cells_as_text() {
    let folder = folder("n,\"say \"\"it\"\"\",n,\n01,a note,\"2\n\",\n");
    let run = tag(folder.path(), &["--text", "#2", "--wide", "--out", "-", "--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let row = json!({"n": "01", "say \"it\"": "a note", "n_2": "2\n", "#4": "", "theme:note": 1, "theme:short": 0});
    assert_eq!(lines(&run.out), [row]);
}

#[test]
fn parquet_reads_back_typed_in_both_forms() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "liked", "--id", "role", "--out", "long.parquet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let long = parquet(&folder.path().join("long.parquet"));
    assert_eq!(names(&long), ["comment", "theme", "match", "start", "end", "pattern", "words"]);
    let (text, int) = (DataType::String, DataType::Int64);
    let types = [text.clone(), text.clone(), int.clone(), int.clone(), int.clone(), text.clone(), text.clone()];
    assert_eq!(long.dtypes(), types);
    let starts: Vec<Option<i64>> = long.column("start").unwrap().i64().unwrap().iter().collect();
    let words: Vec<Option<&str>> = long.column("words").unwrap().str().unwrap().iter().collect();
    assert_eq!((starts, words), (vec![Some(2), Some(18), None], vec![Some("note"), Some("note"), None]));

    let run = tag(folder.path(), &["--text", "liked", "--wide", "--out", "wide.data", "--format", "parquet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let wide = parquet(&folder.path().join("wide.data"));
    assert_eq!(names(&wide), ["Email", "liked", "missed", "role", "theme:note", "theme:short"]);
    let cells: Vec<Option<&str>> = wide.column("missed").unwrap().str().unwrap().iter().collect();
    let shown: Vec<Option<i64>> = wide.column("theme:note").unwrap().i64().unwrap().iter().collect();
    assert_eq!((cells, shown), (vec![Some("nothing"), Some("say \"note\"")], vec![Some(1), Some(0)]));
}

#[test]
fn tab_separated_text_is_quoted_where_it_must_be() {
    let folder = folder("id\ttext\n1\t\"a\tnote\"\n");
    fs::rename(folder.path().join("in.csv"), folder.path().join("in.tsv")).unwrap();
    let args = ["tag", "in.tsv", "--codebook", "codebook.toml", "--text", "text", "--wide", "--out", "out.tsv"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = fs::read_to_string(folder.path().join("out.tsv")).unwrap();
    assert_eq!(written, "id\ttext\ttheme:note\ttheme:short\n1\t\"a\tnote\"\t1\t0\n");
}

#[test]
fn several_columns_with_text_are_told_apart() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "missed", "--text", "#2", "--id", "role"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out.lines().collect::<Vec<_>>(),
        [
            "comment,column,theme,match,start,end,pattern,words",
            "x,missed,short,1,,,[words < 2],",
            "x,missed,short,2,0,7,nothing,nothing",
            "x,liked,note,1,2,6,note,note",
            "x,liked,note,2,18,22,note,note",
            "y,missed,note,1,5,9,note,note",
            "y,liked,short,1,,,[words < 2],",
        ]
    );
    let run = tag(folder.path(), &["--text", "missed", "--text", "liked", "--wide", "--drop-personal"]);
    let header = "liked,missed,role,missed:theme:note,missed:theme:short,liked:theme:note,liked:theme:short";
    assert_eq!(run.out.lines().next(), Some(header));
    assert!(run.out.ends_with(",y,1,0,0,1\n"), "{}", run.out);
    assert!(run.err.contains("2 of 2 rows show a theme, 6 mentions"), "{}", run.err);
    let twice = tag(folder.path(), &["--text", "missed", "--text", "#3"]);
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("the column `missed` is named twice by `--text`"), "{}", twice.err);
}

#[test]
fn columns_of_one_name_are_called_by_their_place() {
    let folder = folder("what,what\na note,\n");
    let run = tag(folder.path(), &["--text", "#1", "--text", "#2"]);
    assert_eq!(run.out.lines().skip(1).map(|line| &line[..4]).collect::<Vec<_>>(), ["1,#1", "1,#2"], "{}", run.err);
}

#[test]
fn a_condition_on_another_column_holds_for_every_column_with_text() {
    let folder = folder(COMMENTS);
    let codebook = "[[theme]]\nid = \"t\"\npatterns = ['note AND [role = \"y\"]']\n";
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    let run = tag(folder.path(), &["--text", "liked", "--text", "missed", "--format", "tsv"]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert!(run.out.lines().nth(1).unwrap().starts_with("2\tmissed\tt\t1\t5\t9\t"), "{}", run.out);
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_threads() {
    let mut comments = String::from("id,text,note\n");
    for row in 0..20_000 {
        let word = ["note", "é nothing 👍", "\"a, note\"", "", "plain words only"][row % 5];
        comments.push_str(&format!("r{row},{word},{row}\n"));
        if row % 4_999 == 0 {
            comments.push_str("ragged\n");
        }
    }
    let folder = folder(&comments);
    for ending in ["csv", "tsv", "jsonl", "parquet", "sav", "xlsx"] {
        for form in [&["--id", "id"][..], &[], &["--wide"]] {
            let [one, two] = ["1", "2"].map(|threads| {
                let out = format!("out-{threads}.{ending}");
                let args = [&["--text", "text", "--out", &out, "--threads", threads], form].concat();
                let run = tag(folder.path(), &args);
                assert_eq!(run.code, 0, "{}", run.err);
                assert!(run.err.contains("5 rows could not be read"), "{}", run.err);
                fs::read(folder.path().join(out)).unwrap()
            });
            assert!(one == two, "{ending} {form:?}");
        }
    }
    let long = parquet(&folder.path().join("out-2.parquet"));
    assert_eq!(long.height(), 20_000, "the last run was wide, of every row that can be read");
    let ids: Vec<Option<&str>> = long.column("id").unwrap().str().unwrap().iter().collect();
    assert!(ids.iter().enumerate().all(|(row, id)| *id == Some(&format!("r{row}"))), "in the order of the input");
}

#[test]
fn personal_columns_pass_with_one_warning_or_are_dropped() {
    let folder =
        folder("id,what,RecipientFirstName,Custom,Company name\n1,a note,Ada,192.0.2.1,Acme\n2,no,Bo,192.0.2.2,Acme\n");
    let wide = tag(folder.path(), &["--text", "what", "--wide"]);
    assert_eq!(wide.code, 0);
    assert!(wide.out.starts_with("id,what,RecipientFirstName,Custom,Company name,theme:note"), "{}", wide.out);
    assert_eq!(wide.err.matches("warning:").count(), 1, "{}", wide.err);
    let listed = "`RecipientFirstName` (names), `Custom` (IP addresses)";
    assert!(
        wide.err.contains(listed) && wide.err.contains("hint: leave them out with `--drop-personal`"),
        "{}",
        wide.err
    );

    let dropped = tag(folder.path(), &["--text", "what", "--wide", "--drop-personal"]);
    assert_eq!(dropped.out, "id,what,Company name,theme:note,theme:short\n1,a note,Acme,1,0\n2,no,Acme,0,1\n");
    assert!(!dropped.err.contains("warning:"), "{}", dropped.err);
    assert!(dropped.err.contains(&format!("left out as personal: {listed}")), "{}", dropped.err);

    let long = tag(folder.path(), &["--text", "what"]);
    assert!(!long.err.contains("warning:"), "nothing personal is in the long form: {}", long.err);
}

#[test]
fn an_id_that_is_personal_is_warned_of_and_never_dropped_silently() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "liked", "--id", "Email"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("`Email` (e-mail addresses)"), "{}", run.err);
    let run = tag(folder.path(), &["--text", "liked", "--id", "Email", "--drop-personal"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for part in ["`Email` holds e-mail addresses", "hint: name another column with `--id`"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
}

#[test]
fn the_long_form_minds_only_the_cells_that_it_uses() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), b"text,other\nnote,caf\xE9\nn\xE9,x\nnote,fin\xC3\xA9\nnote\xC3,\xA9\n")
        .unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    let long = tag(folder.path(), &["--text", "text", "--format", "tsv"]);
    let rows: Vec<&str> =
        long.out.lines().skip(1).filter(|line| line.contains("note")).map(|line| &line[..1]).collect();
    assert_eq!(rows, ["1", "3"], "{}", long.out);
    assert!(long.err.contains("in.csv:3: column `text` is not UTF-8"), "{}", long.err);
    // The two bytes would be a letter if they stood side by side.
    assert!(long.err.contains("in.csv:5: column `text` is not UTF-8"), "{}", long.err);
    let wide = tag(folder.path(), &["--text", "text", "--wide"]);
    assert_eq!(wide.out.lines().count(), 2, "{}", wide.out);
    assert!(wide.err.contains("in.csv:2: column `other` is not UTF-8"), "{}", wide.err);
    assert_eq!(tag(folder.path(), &["--text", "text", "--wide", "--strict"]).code, 2);
}

#[test]
fn a_format_that_is_not_known_is_refused_and_nothing_is_written() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "liked", "--out", "tags.xls"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no format has the ending `.xls`") && run.err.contains("`--format`"), "{}", run.err);
    assert!(!folder.path().join("tags.xls").exists());
    let run = tag(folder.path(), &["--text", "liked", "--format", "xls"]);
    assert!(run.code == 2 && run.err.contains("[possible values: csv, tsv, jsonl, parquet, sav, xlsx]"), "{}", run.err);
    assert_eq!(tag(folder.path(), &[]).code, 2, "a column with text must be named");
}

#[test]
fn the_codebook_is_never_written_over() {
    let folder = folder(COMMENTS);
    let run = tag(folder.path(), &["--text", "liked", "--out", "codebook.toml", "--format", "csv"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("codebook.toml")).unwrap(), CODEBOOK);
}

#[test]
fn a_file_without_rows_gives_the_header_alone() {
    let folder = folder("id,text\n");
    assert_eq!(tag(folder.path(), &["--text", "text"]).out, "comment,theme,match,start,end,pattern,words\n");
    assert_eq!(tag(folder.path(), &["--text", "text", "--format", "jsonl"]).out, "");
    assert_eq!(tag(folder.path(), &["--text", "text", "--out", "out.parquet"]).code, 0);
    assert_eq!(parquet(&folder.path().join("out.parquet")).height(), 0);
}

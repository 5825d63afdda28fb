//! The documents of a study whose every text is hostile: they can be opened, and hold text and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use crate::program::{files, run_in};

/// Texts that are something else to a reader that trusts them.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script> note",
    "</script><!--<script> note",
    "]]></text><script>alert(1)</script> note",
    "\"><img src=x onerror=alert(1)> note",
    "=HYPERLINK(\"http://evil.example\") note",
    "-1+1 note",
    "\u{202e}note \u{2066}reversed",
    "note \u{8}\u{1f} of control",
    "{{title}} }} note",
    "| a | b |\n| - | - |\n# note",
    "&lt;b&gt; &amp; &#60; note",
    "👍🏽 é 漢字 note",
];

const CODEBOOK: &str = "name = 'Book <b>'\n[[group]]\nid = 'g'\nlabel = '<i>Group</i> & \"so\"'\n\
    [[theme]]\nid = 'note'\nlabel = '<b>Note</b> ]]> </script>'\ngroup = 'g'\npatterns = ['note']\n\
    [[theme]]\nid = 'look'\nlabel = 'Look'\ngroup = 'g'\npatterns = ['look']\n";

fn write_study(folder: &Path, comments: bool) {
    let study = format!(
        "title = '<script>alert(1)</script> </title>'\n[[source]]\nid = 's'\nfile = 'c.csv'\n[source.columns]\nid = 'id'\n\
         author = 'who'\n[[question]]\nid = 'often'\nquestion = 'How <b>often</b>? ]]>'\nsource = 's'\nkind = 'single'\n\
         columns = ['often']\n[[open]]\nid = 'why'\nquestion = 'Why? </script>'\nsource = 's'\ncolumn = 'text'\n\
         codebook = 'codebook.toml'\n[publish]\nquotes_per_theme = 20\ncomments = {comments}\n"
    );
    fs::write(folder.join("study.toml"), study).unwrap();
    fs::write(folder.join("codebook.toml"), CODEBOOK).unwrap();
    let mut rows = csv::Writer::from_path(folder.join("c.csv")).unwrap();
    rows.write_record(["id", "who", "often", "text"]).unwrap();
    for (place, text) in HOSTILE.iter().enumerate() {
        let answer = ["</text><script>never</script>", "=Often"][place % 2];
        rows.write_record([&format!("c{place}"), &format!("Name{place} Surname"), answer, text]).unwrap();
    }
    rows.flush().unwrap();
}

fn reported(comments: bool, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    write_study(folder.path(), comments);
    let run = run_in(folder.path(), &[&["report", "."], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    files(&folder.path().join("out"))
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).unwrap()
}

#[test]
fn every_picture_is_xml_without_a_script() {
    let files = reported(true, &[]);
    let pictures: Vec<&String> = files.keys().filter(|name| name.ends_with(".svg")).collect();
    assert!(pictures.len() >= 2, "{pictures:?}");
    for name in pictures {
        let picture = roxmltree::Document::parse(text(&files, name)).unwrap();
        for node in picture.descendants().filter(roxmltree::Node::is_element) {
            assert!(!["script", "a", "image", "foreignObject"].contains(&node.tag_name().name()), "{name}");
            assert!(node.attributes().all(|found| !found.name().starts_with("on")), "{name}");
        }
    }
}

/// A comment as outputs show it: links are masked.
fn shown(text: &str) -> String {
    text.replace("http://evil.example", "[link]")
}

#[test]
fn the_page_holds_the_comments_as_data_in_which_nothing_is_markup() {
    let files = reported(true, &[]);
    let page = text(&files, "report.html");
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    assert!(!data.contains('<'));
    let sets: serde_json::Value = serde_json::from_str(data).unwrap();
    for (comment, text) in sets[0]["comments"].as_array().unwrap().iter().zip(HOSTILE) {
        let text = shown(text);
        assert_eq!(comment["text"], text.as_str());
        let units: Vec<u16> = text.encode_utf16().collect();
        let at = |place: usize| usize::try_from(comment["marks"][0][place].as_u64().unwrap()).unwrap();
        assert_eq!(String::from_utf16(&units[at(0)..at(1)]).unwrap(), "note");
        assert_eq!(comment["answers"][0][0], 0);
    }
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("Surname"), "names stay in the source");
}

#[test]
fn comments_are_in_the_page_only_where_the_study_says_so() {
    let files = reported(false, &[]);
    let page = text(&files, "report.html");
    assert!(!page.contains("<script") && !page.contains("id=\"data\""));
    let folder = tempfile::tempdir().unwrap();
    write_study(folder.path(), false);
    let study = fs::read_to_string(folder.path().join("study.toml")).unwrap();
    fs::write(folder.path().join("study.toml"), study.replace("comments = false\n", "")).unwrap();
    assert_eq!(run_in(folder.path(), &["report", "."]).code, 0);
    assert_eq!(text(&self::files(&folder.path().join("out")), "report.html"), page, "false is the default");
}

#[test]
fn the_notebook_names_every_table_that_it_opens() {
    let files = reported(true, &[]);
    let notebook: serde_json::Value = serde_json::from_slice(&files["report.ipynb"]).unwrap();
    let mut opened = 0;
    for cell in notebook["cells"].as_array().unwrap() {
        let source: String = cell["source"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        if let Some(table) = source.strip_prefix("tables[\"").and_then(|rest| rest.strip_suffix("\"]")) {
            assert!(files.contains_key(&format!("tables/{table}.parquet")), "{table}");
            opened += 1;
        }
    }
    assert!(opened >= 3, "{opened}");
}

#[test]
fn the_workbook_has_a_sheet_a_table_and_texts_where_a_formula_might_be() {
    let files = reported(true, &[]);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(files["tables.xlsx"].clone())).unwrap();
    let tables = files.keys().filter(|name| name.starts_with("tables/") && name.ends_with(".csv"));
    for table in tables {
        let id = table.trim_start_matches("tables/").trim_end_matches(".csv");
        let sheet = book.worksheet_range(id).unwrap();
        let rows = csv::Reader::from_reader(files[table].as_slice()).into_records().count();
        assert_eq!(sheet.height(), rows + 1, "{id}");
    }
    let quotes = book.worksheet_range("quotes").unwrap();
    let has = |text: &str| quotes.rows().flatten().any(|cell| *cell == Data::String(text.to_owned()));
    assert!(has(&shown(HOSTILE[4])) && has(&shown(HOSTILE[5])));
    assert!(book.worksheet_formula("quotes").unwrap().is_empty());
}

#[test]
fn csv_is_exact_unless_it_is_asked_for_a_spreadsheet() {
    let (exact, guarded) = (reported(true, &[]), reported(true, &["--spreadsheet"]));
    assert!(text(&exact, "tables/quotes.csv").contains(",\"=HYPERLINK"));
    assert!(text(&guarded, "tables/quotes.csv").contains(",\"'=HYPERLINK"));
    assert!(text(&guarded, "tables/quotes.csv").contains(",'-1+1 note"));
    assert_eq!(exact["tables/quotes.parquet"], guarded["tables/quotes.parquet"]);
    assert_eq!(exact["tables.xlsx"], guarded["tables.xlsx"]);
}

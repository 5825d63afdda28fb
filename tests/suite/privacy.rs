//! What may be published: personal data in comments, consent, small counts, drafts, and names of files.

use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::program::{Run, change, files, run_in};

const CODEBOOK: &str =
    "name = \"t\"\n[[theme]]\nid = \"note\"\nlabel = \"A note\"\npatterns = [\"note\", \"zebra\", \"mailme\"]\n";

const STUDY: &str = r#"title = "Hostile"
[[source]]
id = "file"
file = "comments.csv"
[source.columns]
id = "id"
author = "who"
[[open]]
id = "open"
question = "Why?"
source = "file"
column = "text"
codebook = "codebook.toml"
[publish]
comments = true
quotes_per_theme = 50
"#;

/// A study of these rows: id, author, text, may quote, plan.
fn made(rows: &[(String, String)], more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut table = csv::Writer::from_path(folder.path().join("comments.csv")).unwrap();
    table.write_record(["id", "who", "text", "may quote", "plan"]).unwrap();
    for (place, (text, may)) in rows.iter().enumerate() {
        let (id, who) = (format!("c{place}"), format!("Ada Secretname{place}"));
        let plan = ["gold", "silver", "rare"][if place == 0 { 2 } else { place % 2 }];
        table.write_record([id.as_str(), &who, text, may, plan]).unwrap();
    }
    table.flush().unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    fs::write(folder.path().join("study.toml"), format!("{STUDY}{more}")).unwrap();
    folder
}

fn report(folder: &Path, args: &[&str]) -> Run {
    run_in(folder, &[&["report", "."], args].concat())
}

/// Every output as text, workbooks unpacked.
fn outputs(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, bytes) in files(&folder.join("out")) {
        if name.ends_with(".xlsx") {
            let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for place in 0..book.len() {
                let mut part = Vec::new();
                book.by_index(place).unwrap().read_to_end(&mut part).unwrap();
                found.push((format!("{name}/{place}"), String::from_utf8_lossy(&part).into_owned()));
            }
        } else {
            found.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    found
}

fn column(folder: &Path, table: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(folder.join("out/tables").join(table)).unwrap();
    let place = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|row| row.unwrap()[place].to_owned()).collect()
}

/// What gives people away, in many forms; `zq` marks what may stand nowhere.
const TRACES: [&str; 17] = [
    "zqada@example.org",
    "ZQ.Ada+mailme@Mail.Example.CO.UK",
    "<zqada@example.org>",
    "mailto:zqada@example.org?subject=note",
    "zqädä@exämple.de",
    "@zqada",
    "@zq_ada.note",
    "@zqa0@zqb1",
    "https://example.org/zq?note=1#mailme",
    "HTTP://EXAMPLE.ORG/ZQ",
    "www.example.org/zq",
    "youtu.be/zqnote",
    "+44 20 7946 0958",
    "(020) 7946 0958",
    "+1-202-555-0143",
    "0049 30 901820123",
    "202.555.0143",
];

/// How they may stand in a text.
const AROUND: [(&str, &str); 8] = [
    ("", ""),
    ("\"", "\""),
    ("<script>alert(1)</script> ", " <img src=x onerror=alert(1)>"),
    ("[a link](", ")"),
    ("| a | **b** ", " |"),
    ("=HYPERLINK(", ")"),
    ("👍 é ", "!"),
    ("# ", "\n\n> and `more`"),
];

#[test]
fn no_address_number_handle_link_or_name_reaches_any_output_in_any_form() {
    let mut rows = Vec::new();
    for trace in TRACES {
        for (before, after) in AROUND {
            rows.push((format!("I add a note {before}{trace}{after} and a zebra each time"), String::new()));
            rows.push((format!("Nothing here {before}{trace}{after} is of any theme at all"), String::new()));
        }
    }
    let folder = made(&rows, "");
    let run = report(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut seen = 0;
    for (name, text) in outputs(folder.path()) {
        let lower = text.to_lowercase();
        let digits: String = lower.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
        assert!(!lower.contains("secretname"), "{name} has a name");
        // Pictures and fonts are bytes in which anything may stand.
        if name.ends_with(".png") {
            continue;
        }
        seen += usize::from(text.contains("[email]"));
        for secret in ["zqada", "zq.ada", "zq_ada", "zqädä", "zqnote", "/zq", "@zq", "example.org"] {
            assert!(!lower.contains(secret), "{name} has {secret}");
        }
        for secret in ["2079460958", "2025550143", "901820123"] {
            assert!(!digits.contains(secret), "{name} has the number {secret}");
        }
        assert!(name.starts_with("tables") || !lower.contains("<script>alert"), "{name} has live markup");
    }
    assert!(seen >= 5, "masked texts stand in {seen} outputs");
    // Two comments that differ in what is masked only are two comments.
    let counted = column(folder.path(), "bases.csv", "count");
    assert_eq!(counted[1], rows.len().to_string());
}

#[test]
fn places_are_those_of_the_comment_as_written_and_words_those_that_are_shown() {
    let texts = ["é a@example.org then a note", "mailme@example.org and a zebra", "plain note"];
    let rows: Vec<(String, String)> = texts.iter().map(|text| ((*text).to_owned(), String::new())).collect();
    let folder = made(&rows, "");
    assert_eq!(report(folder.path(), &[]).code, 0);
    let table = |name: &str| column(folder.path(), "tags.csv", name);
    let (comments, words) = (table("comment"), table("words"));
    let (starts, ends) = (table("start"), table("end"));
    assert!(words.len() >= 3);
    for place in 0..words.len() {
        let of: usize = comments[place][1..].parse().unwrap();
        let (start, end): (usize, usize) = (starts[place].parse().unwrap(), ends[place].parse().unwrap());
        let written: String = texts[of].chars().skip(start).take(end - start).collect();
        assert!(words[place] == written || words[place] == "[email]", "{} is not {written}", words[place]);
        assert!(["note", "zebra", "mailme"].iter().any(|known| written.contains(known)), "{written}");
    }
    let shown = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(shown.contains("then a <b>note</b>"), "{shown}");
    let article = folder.path().join("edited.md");
    fs::write(&article, "One commenter wrote: “[email] then a note”\n").unwrap();
    let verified = run_in(folder.path(), &["verify", ".", "edited.md"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

fn consenting() -> Vec<(String, String)> {
    let row = |text: &str, may: &str| (text.to_owned(), may.to_owned());
    vec![
        row("I always add a note of my own to invites", "Yes"),
        row("Nobody reads zebra crossings under quiet moonlight", "no"),
        row("Another note stands here for other reasons", "yes"),
        row("Unspoken unicorn wishes remain unspoken unicorn wishes", ""),
    ]
}

const CONSENT: &str = "[quotes]\nsource = \"consent\"\nconsent = \"may quote\"\n";

#[test]
fn only_words_of_people_who_agreed_are_shown_and_all_are_counted() {
    let folder = made(&consenting(), CONSENT);
    let run = report(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (name, text) in outputs(folder.path()) {
        for secret in ["moonlight", "crossings", "unicorn"] {
            assert!(!text.to_lowercase().contains(secret), "{name} has {secret}");
        }
    }
    let page = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(page.contains("did not agree to be quoted are counted in every number and not shown: 2."));
    assert_eq!(column(folder.path(), "bases.csv", "count")[1], "4");
}

#[test]
fn a_report_that_breaks_consent_is_refused_and_a_draft_says_what_it_is() {
    let folder = made(&consenting(), CONSENT);
    let quoting = "# A\n\nOne wrote “Nobody reads zebra crossings under quiet moonlight”.\n";
    fs::write(folder.path().join("article.md"), quoting).unwrap();
    let refused = report(folder.path(), &[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("article.md:3"), "{}", refused.err);
    assert!(refused.err.contains("`c1`, whose author did not agree to be quoted"), "{}", refused.err);
    assert!(!folder.path().join("out").exists());
    let draft = report(folder.path(), &["--draft"]);
    assert_eq!(draft.code, 0, "{}", draft.err);
    for file in ["report.md", "report.html", "report.ipynb", "article.md", "article.html", "charts/themes.svg"] {
        let text = fs::read_to_string(folder.path().join("out").join(file)).unwrap();
        assert!(text.contains("Draft, not for publication."), "{file}");
    }
    fs::write(folder.path().join("article.md"), "# A\n\nNothing is quoted.\n").unwrap();
    assert_eq!(report(folder.path(), &[]).code, 0);
    assert!(!fs::read_to_string(folder.path().join("out/report.md")).unwrap().contains("Draft"));
}

#[test]
fn a_missing_consent_column_is_refused_and_in_a_draft_nobody_agreed() {
    let folder = made(&consenting(), &CONSENT.replace("may quote", "agreed"));
    let refused = report(folder.path(), &[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("asks for the column `agreed`, which is not there"), "{}", refused.err);
    let draft = report(folder.path(), &["--draft"]);
    assert_eq!(draft.code, 0, "{}", draft.err);
    assert!(draft.err.contains("nobody agreed"), "{}", draft.err);
    assert!(outputs(folder.path()).iter().all(|(_, text)| !text.contains("of my own to invites")));
    let without = made(&consenting(), "[quotes]\nsource = \"consent\"\n");
    assert!(report(without.path(), &[]).err.contains("does not say where it stands"));
}

#[test]
fn a_personal_column_named_as_an_answer_is_refused() {
    let rows: Vec<(String, String)> = (0..6).map(|n| (format!("a note {n}"), format!("p{n}@example.org"))).collect();
    let question = "[[question]]\nid = \"mail\"\nquestion = \"Mail?\"\nsource = \"file\"\nkind = \"single\"\ncolumns = [\"may quote\"]\n";
    let folder = made(&rows, question);
    let refused = report(folder.path(), &[]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("e-mail addresses") && refused.err.contains("--draft"), "{}", refused.err);
    // What stands after "other" may be one now and then: it is masked.
    let mut rows: Vec<(String, String)> = (0..6).map(|n| (format!("a note {n}"), "yes".to_owned())).collect();
    rows[2].1 = "ask zqada@example.org".to_owned();
    let folder = made(&rows, question);
    let run = report(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(outputs(folder.path()).iter().all(|(_, text)| !text.contains("zqada")));
    assert!(column(folder.path(), "answers.csv", "option").contains(&"ask [email]".to_owned()));
}

#[test]
fn small_counts_are_hidden_with_others_in_every_output() {
    let rows: Vec<(String, String)> = (0..24).map(|n| (format!("a note {n}"), String::new())).collect();
    let question = "[[question]]\nid = \"plan\"\nquestion = \"Plan?\"\nsource = \"file\"\nkind = \"single\"\ncolumns = [\"plan\"]\n";
    let folder = made(&rows, &format!("hide_below = 5\n{question}"));
    let refused = report(folder.path(), &[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("`publish.comments` shows"), "{}", refused.err);
    change(folder.path(), "study.toml", "comments = true", "comments = false");
    let run = report(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(column(folder.path(), "answers.csv", "option"), ["silver"]);
    let text = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(text.contains("2 answers to “Plan?” are not shown"), "{text}");
    for (name, text) in outputs(folder.path()) {
        assert!(!text.contains("rare") || name.starts_with("article"), "{name}");
    }
}

#[test]
fn public_quotes_that_a_search_would_find_are_warned_of() {
    let rows = [(
        "I add a purple note whenever distant cousins telephone about nothing in particular".to_owned(),
        String::new(),
    )];
    let folder = made(&rows, "[quotes]\nsource = \"public\"\n");
    let run = report(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("found word for word by a search engine: `c0`"), "{}", run.err);
    let silent = made(&rows, "");
    assert!(!report(silent.path(), &[]).err.contains("search engine"));
}

#[test]
fn no_id_from_an_input_leads_an_output_elsewhere() {
    let rows: Vec<(String, String)> = (0..8).map(|n| (format!("a note {n}"), String::new())).collect();
    for hostile in ["../../escaped", "/escaped-absolute", "a/../../escaped", "..\\\\escaped", "con:escaped"] {
        let mut question = String::new();
        write!(question, "[[question]]\nid = \"{hostile}\"\nquestion = \"Plan?\"\nsource = \"file\"\nkind = \"single\"\ncolumns = [\"plan\"]\n").unwrap();
        for (study, codebook) in [
            (question, CODEBOOK.to_owned()),
            (String::new(), CODEBOOK.replace("id = \"note\"", &format!("id = \"{hostile}\""))),
        ] {
            let outer = tempfile::tempdir().unwrap();
            let folder = made(&rows, &study);
            let inner = outer.path().join("a/b");
            fs::create_dir_all(&inner).unwrap();
            for file in ["comments.csv", "study.toml"] {
                fs::copy(folder.path().join(file), inner.join(file)).unwrap();
            }
            fs::write(inner.join("codebook.toml"), codebook).unwrap();
            let run = run_in(&inner, &["report", "."]);
            assert!(run.code == 0 || run.code == 2, "{}", run.err);
            let all = files(outer.path());
            assert!(all.keys().all(|path| path.starts_with("a/b/")), "{hostile}: {:?}", all.keys());
            let names = all.keys().filter(|path| path.starts_with("a/b/out/"));
            assert!(names.clone().all(|path| !path.contains("escaped")), "{hostile}: {:?}", names.collect::<Vec<_>>());
            assert!(!Path::new("/escaped-absolute").exists());
        }
    }
}

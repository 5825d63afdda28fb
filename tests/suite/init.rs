//! `verbatims init` from outside, on invented exports of three platforms and on a poll with a pasted thread: what it
//! writes, that it runs, that it never replaces what a person edited, and that nobody is given away.

use std::fs;
use std::path::Path;

use crate::program::{Run, change, files, root, run_in};

/// What must stand in no file outside `raw/`.
const PEOPLE: &[&str] = &["Quillfeather", "Ottoline", "example.org", "192.0.2.", "7946 0958", "harbourfan", "51.1234"];

const TEXTS: [&str; 6] = [
    "The ticket price is too high for such a short trip.",
    "Ticket prices went up again; write to me at ottoline%@example.org",
    "More evening boats, please. Call +44 20 7946 0958 about it",
    "The evening boats are full, see https://example.org/boats/% or ask @harbourfan",
    "N/A",
    "",
];

fn text(n: usize) -> String {
    TEXTS[n % TEXTS.len()].replace('%', &n.to_string())
}

const MOODS: [&str; 5] = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn row(cells: &str) -> Vec<String> {
    cells.split('|').map(str::to_owned).collect()
}

fn qualtrics() -> Vec<u8> {
    let mut rows = vec![
        row("StartDate|Status|IPAddress|Finished|RecordedDate|ResponseId|RecipientLastName|RecipientEmail|LocationLatitude|Q1|Q2|Q3_1|Q3_2|Q3_2_TEXT|Q4"),
        row(
            "Start Date|Response Type|IP Address|Finished|Recorded Date|Response ID|Recipient Last Name|Recipient Email|Location Latitude|How satisfied are you with the ferry?|Where do you live?|How do you travel? - Selected Choice - Ferry|How do you travel? - Selected Choice - Other:|How do you travel? - Other: - Text|What should be better?",
        ),
        "startDate status ipAddress finished recordedDate _recordId recipientLastName recipientEmail locationLatitude QID1 QID2 QID3 QID3 QID3_2_TEXT QID4_TEXT"
            .split(' ')
            .map(|id| format!("{{\"ImportId\":\"{id}\"}}"))
            .collect(),
    ];
    for n in 0..36 {
        let status = if n % 12 == 11 { "Survey Preview" } else { "IP Address" };
        let (mood, town) = (MOODS[n % 5], ["North", "South", "N/A"][n % 3]);
        let (ferry, other) = (["Ferry", ""][n % 2], ["", "", "", "Other:"][n % 4]);
        let how = if other.is_empty() { "" } else { "By bike" };
        let day = 1 + n % 28;
        rows.push(row(&format!(
            "2026-03-{day:02} 10:00:00|{status}|192.0.2.{n}|True|2026-03-{day:02} 10:05:00|R_4Xi{n:03}cZg77Yb|Quillfeather|ottoline{n}@example.org|51.1234|{mood}|{town}|{ferry}|{other}|{how}|{}",
            text(n)
        )));
    }
    csv(&rows)
}

fn surveymonkey() -> Vec<u8> {
    let mut rows = vec![
        row(
            "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|Custom Data 1|How satisfied are you with the ferry?|Which boats do you take?||What should be better?",
        ),
        row("|||||||||Response|Morning boat|Evening boat|Open-Ended Response"),
    ];
    for n in 0..30 {
        let (morning, evening) = (["Morning boat", ""][n % 2], ["", "Evening boat", "Evening boat"][n % 3]);
        rows.push(row(&format!(
            "1182013{n:05}|400{n:03}|03/{:02}/2026 10:00:00 AM|03/{:02}/2026 10:05:00 AM|192.0.2.{n}|ottoline{n}@example.org|Ottoline|Quillfeather||{}|{morning}|{evening}|{}",
            1 + n % 28,
            1 + n % 28,
            MOODS[n % 5],
            text(n)
        )));
    }
    csv(&rows)
}

fn google_forms() -> Vec<u8> {
    let mut rows = vec![row(
        "Timestamp|Email Address|How satisfied are you with the ferry?|Which boats do you take?|What should be better?",
    )];
    for n in 0..30 {
        let boats = ["Morning boat", "Morning boat, Evening boat", "Evening boat", ""][n % 4];
        rows.push(row(&format!(
            "2026/03/{:02} 10:05:00 AM GMT+1|ottoline{n}@example.org|{}|{boats}|{}",
            1 + n % 28,
            MOODS[n % 5],
            text(n)
        )));
    }
    csv(&rows)
}

fn init(folder: &Path, name: &str, export: &[u8]) -> Run {
    fs::write(folder.join(name), export).unwrap();
    run_in(folder, &["init", name, "--out", "study"])
}

/// Holds a file against the one that is kept; `UPDATE_GOLDEN=1` writes that anew.
fn golden(name: &str, found: &[u8]) {
    let path = root().join("tests/suite/golden/init").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(found), text(&kept), "{name} differs; look at it, then UPDATE_GOLDEN=1 cargo test init");
}

fn no_people(written: &std::collections::BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in written.iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes);
        for person in PEOPLE {
            assert!(!text.to_lowercase().contains(&person.to_lowercase()), "{path} holds {person}");
        }
    }
}

/// The questions of a study that is read as TOML, by id and kind.
fn questions(study: &str) -> Vec<(String, String)> {
    let table: toml::Table = toml::from_str(study).unwrap();
    let all = table["question"].as_array().unwrap().iter();
    let text = |question: &toml::Value, key: &str| question[key].as_str().unwrap().to_owned();
    all.map(|question| (text(question, "id"), text(question, "kind"))).collect()
}

fn begun(name: &str, export: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = format!("{name}.csv");
    let run = init(folder.path(), &file, export);
    assert_eq!(run.code, 0, "{}", run.err);
    let study = folder.path().join("study");
    let written = files(&study);
    for path in [".gitignore", ".verbatims-init.json", "article.md", "responses.csv", "study.toml"] {
        assert!(written.contains_key(path), "{path} is missing");
    }
    assert_eq!(written[&format!("raw/{file}")], export);
    assert!(String::from_utf8_lossy(&written[".gitignore"]).lines().any(|line| line == "raw/"));
    no_people(&written);
    golden(&format!("{name}/study.toml"), &written["study.toml"]);
    golden(&format!("{name}/responses.csv"), &written["responses.csv"]);
    let text = String::from_utf8(written["study.toml"].clone()).unwrap();
    (folder, text)
}

/// Reports a study as it was written.
fn runs_at_once(folder: &Path, name: &str) {
    let run = run_in(folder, &["report", "study"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(folder.join("study/out/report.md")).unwrap();
    assert!(report.contains("The codebook has no patterns yet"), "{report}");
    golden(&format!("{name}/report.md"), report.as_bytes());
    assert!(folder.join("study/out/tables/answers.csv").exists());
    no_people(&files(&folder.join("study")));
}

#[test]
fn a_study_from_qualtrics() {
    let (folder, study) = begun("qualtrics", &qualtrics());
    let found = questions(&study);
    let kinds: Vec<&str> = found.iter().map(|(_, kind)| kind.as_str()).collect();
    assert_eq!(kinds, ["scale", "single", "multiple"]);
    assert!(study.contains("missing = [\"N/A\"]"));
    let rows = fs::read_to_string(folder.path().join("study/responses.csv")).unwrap();
    assert_eq!(rows.lines().count(), 1 + 33, "36 responses without 3 previews");
    golden("qualtrics/article.md", &fs::read(folder.path().join("study/article.md")).unwrap());
    golden("qualtrics/codebook-q4.toml", &fs::read(folder.path().join("study/codebook-q4.toml")).unwrap());
    runs_at_once(folder.path(), "qualtrics");
}

#[test]
fn a_study_from_surveymonkey() {
    let (folder, study) = begun("surveymonkey", &surveymonkey());
    assert_eq!(questions(&study).iter().filter(|(_, kind)| kind == "multiple").count(), 1);
    runs_at_once(folder.path(), "surveymonkey");
}

#[test]
fn a_study_from_google_forms() {
    let (folder, study) = begun("google-forms", &google_forms());
    let kinds: Vec<String> = questions(&study).into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, ["scale", "multiple"]);
    runs_at_once(folder.path(), "google-forms");
}

#[test]
fn a_suggestion_becomes_a_theme_when_its_signs_are_taken_away() {
    let (folder, _) = begun("qualtrics", &qualtrics());
    let path = folder.path().join("study/codebook-q4.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (top, themes) = text.split_once("\n\n").unwrap();
    let switched: String =
        themes.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
    assert!(switched.contains("[[theme]]"));
    fs::write(&path, format!("{top}\n\n{switched}")).unwrap();
    let run = run_in(folder.path(), &["report", "study"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(folder.path().join("study/out/report.md")).unwrap();
    assert!(report.contains("“ticket price” in 12 (50%)"), "{report}");
}

#[test]
fn a_study_is_written_again_until_somebody_edits_it() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(init(folder.path(), "a.csv", &qualtrics()).code, 0);
    let first = files(&folder.path().join("study"));
    assert_eq!(init(folder.path(), "a.csv", &qualtrics()).code, 0);
    assert_eq!(files(&folder.path().join("study")), first, "the same input gives the same bytes");
    change(&folder.path().join("study"), "study.toml", "title = ", "title = \"Mine\" # ");
    let edited = files(&folder.path().join("study"));
    let run = init(folder.path(), "a.csv", &google_forms());
    assert_eq!(run.code, 2);
    assert!(run.err.contains("study.toml: found a file that was edited since"), "{}", run.err);
    assert_eq!(files(&folder.path().join("study")), edited, "nothing was touched");
}

#[test]
fn several_files_and_files_without_responses_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), qualtrics()).unwrap();
    fs::write(folder.path().join("empty.csv"), "id,Why?\n").unwrap();
    for (files, says) in
        [(&["a.csv", "a.csv"][..], "no answer that is not in a.csv too"), (&["empty.csv"][..], "no responses are left")]
    {
        let run = run_in(folder.path(), &[&["init"], files, &["--out", "study"]].concat());
        assert_eq!(run.code, 2);
        assert!(run.err.contains(says) && run.err.contains("hint:"), "{}", run.err);
        assert!(!folder.path().join("study").exists());
    }
}

const THREAD: &str = "2 comments\r\nView Ottoline Quillfeather’s profile\r\nOttoline Quillfeather\r\n • 2nd\r\nHarbour pilot\r\n3d\r\n\
Only with a personal note.\r\nSee www.example.org\r\nLike\r\n·\r\n3 Reactions\r\nReply\r\n\
Basil Plum • 1st\r\nLock keeper\r\n2d (edited)\r\nOttoline Quillfeather so true\r\nLike\r\nReply\r\n";

fn poll(folder: &Path, more: &[&str]) -> Run {
    fs::write(folder.join("thread.txt"), THREAD).unwrap();
    let poll = ["init", "--question", "Do you accept invites?", "--option", "Never=20%", "--option", "Some=68%"];
    run_in(folder, &[&poll[..], &["--option", "All=12%", "--comments", "thread.txt", "--out", "study"], more].concat())
}

#[test]
fn a_poll_with_a_pasted_thread_becomes_a_study_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let run = poll(folder.path(), &["--expect", "2", "--votes", "100"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("2 comments by 2 people"), "{}", run.err);
    let written = files(&folder.path().join("study"));
    no_people(&written);
    golden("poll/study.toml", &written["study.toml"]);
    golden("poll/comments.csv", &written["comments.csv"]);
    let run = run_in(folder.path(), &["report", "study", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(folder.path().join("study/out/report.md")).unwrap();
    assert!(report.contains("two in three (68%) chose “Some”"), "{report}");
    no_people(&files(&folder.path().join("study")));
}

#[test]
fn another_number_of_comments_than_expected_is_said_and_the_study_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let run = poll(folder.path(), &["--expect", "3"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("2 comments were read, expected 3"), "{}", run.err);
    assert!(folder.path().join("study/study.toml").exists());
}

#[test]
fn a_poll_that_no_votes_could_give_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (options, says) in [
        (["A=20%", "B=30%"], "fit no number of votes"),
        (["A=20%", "B=30"], "a percentage and others votes"),
        (["A=50%", "A=50%"], "stands twice"),
        (["A", "B=50%"], "expected an option with its share"),
    ] {
        let run = run_in(
            folder.path(),
            &["init", "--question", "Q", "--option", options[0], "--option", options[1], "--out", "study"],
        );
        assert_eq!(run.code, 2);
        assert!(run.err.contains(says), "{}", run.err);
        assert!(!folder.path().join("study").exists());
    }
}

#[test]
fn the_declared_questions_read_back_to_the_answers_of_the_export() {
    use serde::Deserialize;
    use verbatims::ingest::inspect::{inspect, open_export};
    use verbatims::ingest::responses::{Answers, Form, Gated, QuestionSpec, read_responses};
    use verbatims::ingest::sheet::Opening;

    let (folder, study) = begun("surveymonkey", &surveymonkey());
    let table: toml::Table = toml::from_str(&study).unwrap();
    let specs = table["question"].as_array().unwrap().iter().cloned().map(|mut question| {
        question.as_table_mut().unwrap().remove("source");
        QuestionSpec::deserialize(question).unwrap()
    });
    let specs: Vec<QuestionSpec> = specs.collect();
    let path = folder.path().join("study/responses.csv");
    let mut opened = open_export(&path, &Opening::default(), Some("generic")).unwrap();
    let names = opened.names();
    let form = Form { shown: "responses.csv", names: &names, id: None, weight: None };
    let read = read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, &specs).unwrap();
    let export = inspect(&folder.path().join("surveymonkey.csv"), &Opening::default(), None).unwrap();
    assert_eq!(read.ids.len() as u64, export.kept);
    for answered in &read.questions {
        let seen = export.questions.iter().find(|seen| seen.spec.id == answered.spec.id).unwrap();
        let given = match &answered.answers {
            Answers::One { chosen, .. } => chosen.iter().flatten().count(),
            Answers::Several { chosen, .. } => chosen.iter().flatten().count(),
            _ => 0,
        };
        assert_eq!(given as u64, seen.base, "{}", answered.spec.id);
    }
}

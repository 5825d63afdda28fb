//! `verbatims add` from outside, on invented exports: drift is told and settled, nothing of a person's is touched, and a
//! report sets the waves side by side.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{Run, change, files, root, run_in};

const MOODS: [&str; 5] = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];

const TEXTS: [&str; 5] = [
    "The ticket price is too high for such a short trip.",
    "More evening boats, please.",
    "The price went up; write to me at ottoline%@example.org",
    "The evening boats are full, see https://example.org/boats/%",
    "",
];

/// What differs from wave to wave.
struct Asked<'a> {
    mood: &'a str,
    /// The words for `Satisfied`.
    satisfied: &'a str,
    town: Option<&'a str>,
    towns: [&'a str; 3],
    more: Option<&'a str>,
    month: u32,
    /// Rows, and the number that ids begin at.
    rows: usize,
    ids: usize,
    /// Whether the open question stands before the others.
    open_first: bool,
}

const FIRST: Asked<'_> = Asked {
    mood: "How satisfied are you with the ferry?",
    satisfied: "Satisfied",
    town: Some("Where do you live?"),
    towns: ["North", "South", "North"],
    more: None,
    month: 3,
    rows: 40,
    ids: 0,
    open_first: false,
};

const SECOND: Asked<'_> =
    Asked { mood: "How satisfied are you with our ferry?", month: 11, rows: 60, ids: 500, ..FIRST };

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// An export of Qualtrics: three header rows.
fn qualtrics(asked: &Asked<'_>) -> Vec<u8> {
    let mut columns: Vec<(&str, &str)> = vec![
        ("IPAddress", "IP Address"),
        ("Finished", "Finished"),
        ("RecordedDate", "Recorded Date"),
        ("ResponseId", "Response ID"),
    ];
    let better = ("Q4", "What should be better?");
    columns.extend(asked.open_first.then_some(better));
    columns.push(("Q1", asked.mood));
    columns.extend(asked.town.map(|town| ("Q2", town)));
    columns.push(("Q3_1", "How do you travel? - Selected Choice - Ferry"));
    columns.push(("Q3_2", "How do you travel? - Selected Choice - Bike"));
    columns.extend((!asked.open_first).then_some(better));
    columns.extend(asked.more.map(|more| ("Q9", more)));
    let import = |name: &str| match name {
        "IPAddress" => "ipAddress".to_owned(),
        "Finished" => "finished".to_owned(),
        "RecordedDate" => "recordedDate".to_owned(),
        "ResponseId" => "_recordId".to_owned(),
        other => format!("QID{}", other.trim_start_matches('Q').split('_').next().unwrap()),
    };
    let mut rows: Vec<Vec<String>> = vec![
        columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
        columns.iter().map(|(_, text)| (*text).to_owned()).collect(),
        columns.iter().map(|(name, _)| format!("{{\"ImportId\":\"{}\"}}", import(name))).collect(),
    ];
    for n in 0..asked.rows {
        // In later waves more people are satisfied.
        let mood = if asked.month > 6 && n % 3 == 0 { MOODS[1] } else { MOODS[n % 5] };
        let cell = |name: &str| match name {
            "IPAddress" => format!("192.0.2.{n}"),
            "Finished" => "True".to_owned(),
            "RecordedDate" => format!("2026-{:02}-{:02} 10:05:00", asked.month, 1 + n % 28),
            "ResponseId" => format!("R_4Xi{:03}cZg77Yb", asked.ids + n),
            "Q1" => if mood == "Satisfied" { asked.satisfied } else { mood }.to_owned(),
            "Q2" => asked.towns[n % 3].to_owned(),
            "Q3_1" => ["Ferry", ""][n % 2].to_owned(),
            "Q3_2" => ["", "", "", "Bike"][n % 4].to_owned(),
            "Q4" => TEXTS[(n * asked.month as usize / 3 + n / 7) % 5].replace('%', &n.to_string()),
            _ => ["Yes", "No"][n % 2].to_owned(),
        };
        rows.push(columns.iter().map(|(name, _)| cell(name)).collect());
    }
    csv(&rows)
}

fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("march.csv"), qualtrics(&FIRST)).unwrap();
    let run = run_in(folder.path(), &["init", "march.csv", "--out", "study"]);
    assert_eq!(run.code, 0, "{}", run.err);
    folder
}

fn add(folder: &Path, export: &[u8], more: &[&str]) -> Run {
    fs::write(folder.join("november.csv"), export).unwrap();
    run_in(folder, &[&["add", "study", "november.csv", "--wave", "2026-11"], more].concat())
}

fn study(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(&folder.join("study"))
}

/// The open rows of the list of differences: what, change, question, was, now.
fn open_rows(folder: &Path) -> Vec<[String; 5]> {
    let mut reader = csv::Reader::from_path(folder.join("study/drift.csv")).unwrap();
    assert_eq!(reader.headers().unwrap().iter().next(), Some("wave"));
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[7] == "no");
    rows.map(|row| [&row[1], &row[2], &row[3], &row[4], &row[5]].map(str::to_owned)).collect()
}

fn settle(folder: &Path, below: &str, lines: &str) {
    change(&folder.join("study"), "study.toml", below, &format!("{below}{lines}\n"));
}

fn golden(name: &str, found: &[u8]) {
    let path = root().join("tests/suite/golden/add").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(found), text(&kept), "{name} differs; look at it, then UPDATE_GOLDEN=1 cargo test waves");
}

#[test]
fn a_renamed_question_is_told_settled_by_was_and_both_waves_are_reported_apart() {
    let folder = begun();
    let folder = folder.path();
    // What a person wrote before: a codebook with a theme, a comment in the study.
    fs::write(
        folder.join("study/codebook-q4.toml"),
        "[[theme]]\nid = \"price\"\nlabel = \"Price\"\npatterns = ['price']\n",
    )
    .unwrap();
    change(&folder.join("study"), "study.toml", "title = \"March\"", "title = \"Ferries\"   # mine");
    let before = study(folder);
    let run = add(folder, &qualtrics(&SECOND), &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let renamed = ["question", "renamed", "Q1", FIRST.mood, SECOND.mood].map(str::to_owned);
    assert_eq!(open_rows(folder), [renamed]);
    assert!(run.out.contains("was = \"How satisfied are you with our ferry?\""), "{}", run.out);
    let mut after = study(folder);
    assert!(after.remove("drift.csv").is_some() && after.remove(".verbatims-add.json").is_some());
    assert_eq!(after, before, "nothing else was touched");

    settle(folder, "id = \"Q1\"\n", "was = \"How satisfied are you with our ferry?\" # 2026");
    let before = study(folder);
    let run = add(folder, &qualtrics(&SECOND), &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("the first wave is `2026-03`, the month of its last response"), "{}", run.err);
    let after = study(folder);
    for (path, bytes) in
        before.iter().filter(|(path, _)| !["study.toml", "drift.csv", ".verbatims-add.json"].contains(&path.as_str()))
    {
        assert_eq!(after.get(path), Some(bytes), "{path}");
    }
    assert_eq!(after["raw/2026-11-november.csv"], qualtrics(&SECOND));
    golden("study.toml", &after["study.toml"]);
    golden("responses-2026-11.csv", &after["responses-2026-11.csv"]);
    // Every line that stood there stands there still, in its order.
    let text = String::from_utf8(after["study.toml"].clone()).unwrap();
    let mut lines = text.lines();
    for line in String::from_utf8(before["study.toml"].clone()).unwrap().lines() {
        assert!(lines.any(|other| other == line), "{line}");
    }

    let run = run_in(folder, &["report", "study", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(folder.join("study/out/report.md")).unwrap();
    let (_, waves) = report.split_once("## The waves side by side").unwrap();
    golden("waves.md", waves.split("\n## ").next().unwrap().as_bytes());
    assert!(waves.contains("| Price |"), "themes are compared as well: {waves}");
    golden("waves.csv", &fs::read(folder.join("study/out/tables/waves.csv")).unwrap());
    let charts = files(&folder.join("study/out/charts"));
    let lines: Vec<&String> =
        charts.keys().filter(|name| name.starts_with("line-") && name.ends_with(".svg")).collect();
    assert!(lines.len() >= 3, "{:?}", charts.keys());
    for line in lines {
        let svg = String::from_utf8_lossy(&charts[line]).into_owned();
        assert!(svg.contains("March 2026") && svg.contains("November 2026"), "{line}");
        // The base of each wave stands below, and every line has its number at both ends.
        assert!(svg.contains("Bases: March 2026 ") && svg.contains("%</text>"), "{line}");
    }
    assert!(report.contains("60 of 60 responses (100%) answer this question"), "the figures are of the newest wave");
    assert!(!report.contains("100 responses") && !report.contains("of 100 "), "the waves are nowhere put together");
    for (path, bytes) in study(folder).iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("example.org") && !text.contains("192.0.2."), "{path}");
    }
}

#[test]
fn the_same_file_again_changes_nothing_and_another_for_the_wave_is_an_error() {
    let folder = begun();
    let folder = folder.path();
    let export = qualtrics(&Asked { mood: FIRST.mood, ..SECOND });
    assert_eq!(add(folder, &export, &["--first", "spring"]).code, 0);
    // A person goes on with what was written.
    change(&folder.join("study"), "responses-2026-11.csv", "North", "Nord");
    settle(folder, "id = \"Q2\"\n", "new_options = [\"Nord\"]");
    let first = study(folder);
    assert!(String::from_utf8_lossy(&first["study.toml"]).contains("wave = \"spring\""));
    let run = add(folder, &export, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("nothing was changed"), "{}", run.err);
    assert_eq!(study(folder), first);
    let run = add(folder, &qualtrics(&SECOND), &[]);
    assert_eq!((run.code, run.err.contains("from another file")), (2, true), "{}", run.err);
    let run = run_in(folder, &["add", "study", "november.csv", "--wave", "spring"]);
    assert_eq!((run.code, run.err.contains("is the first wave of the study")), (2, true), "{}", run.err);
    let run = run_in(folder, &["add", "study", "november.csv", "--wave", "../x"]);
    assert_eq!((run.code, run.err.contains("cannot name a wave")), (2, true), "{}", run.err);
    let run = run_in(folder, &["init", "march.csv", "--out", "study"]);
    assert_eq!((run.code, run.err.contains("edited since")), (2, true), "init does not undo what was added");
    assert_eq!(study(folder), first, "nothing was touched by what failed");
}

#[test]
fn what_came_and_went_is_settled_by_name_and_appended_or_left_out() {
    let folder = begun();
    let folder = folder.path();
    let export = qualtrics(&Asked {
        mood: FIRST.mood,
        satisfied: "Quite satisfied",
        town: None,
        more: Some("Would you take a night boat?"),
        open_first: true,
        ..SECOND
    });
    assert_eq!(add(folder, &export, &[]).code, 1);
    let found: Vec<String> = open_rows(folder).iter().map(|row| row[..3].join(" ")).collect();
    assert_eq!(found, ["question lost Q2", "question added Q9", "option renamed Q1"]);
    settle(folder, "id = \"Q1\"\n", "options_were = { Satisfied = \"Quite satisfied\" }");
    let run = add(folder, &export, &[]);
    assert_eq!((run.code, open_rows(folder).len()), (1, 2), "{}", run.out);
    let path = folder.join("study/study.toml");
    let text = fs::read_to_string(&path).unwrap();
    let wave = "\n[[wave]]\nid = \"2026-11\"\nnew = [\"Would you take a night boat?\"]\ngone = [\"Q2\"]\n";
    fs::write(&path, format!("{text}{wave}").replace('\n', "\r\n")).unwrap();
    let run = add(folder, &export, &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.lines().all(|_| true) && text.matches('\n').count() == text.matches("\r\n").count(), "line ends stay");
    assert_eq!(run_in(folder, &["report", "study"]).code, 0);
    let report = fs::read_to_string(folder.join("study/out/report.md")).unwrap();
    assert!(report.contains("“Where do you live?” was asked last in “2026-03”: its figures are of then."), "{report}");
    assert!(report.contains(
        "Asked in one wave only: “Where do you live?” in “2026-03”; “Would you take a night boat?” in “2026-11”."
    ));
    let table = fs::read_to_string(folder.join("study/out/tables/waves.csv")).unwrap();
    assert!(
        !table.contains("Quite satisfied") && table.contains("Q1,answered,Satisfied,Satisfied,2026-11,28,60,"),
        "{table}"
    );
    // A third wave asks what the second began, and the town again.
    let third = qualtrics(&Asked {
        mood: FIRST.mood,
        more: Some("Would you take a night boat?"),
        month: 12,
        ids: 900,
        ..SECOND
    });
    fs::write(folder.join("december.csv"), third).unwrap();
    let run = run_in(folder, &["add", "study", "december.csv", "--wave", "2026-12"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(run_in(folder, &["report", "study"]).code, 0);
    let table = fs::read_to_string(folder.join("study/out/tables/waves.csv")).unwrap();
    assert!(table.contains("Q9,answered,Yes,Yes,2026-12,30,60,0.5,2026-11,0"), "{table}");
    assert!(
        table.contains("Q2,answered,North,North,2026-12,40,60,") && !table.contains("Q2,answered,North,North,2026-11")
    );
}

#[test]
fn another_platform_is_another_wave_by_its_texts_and_an_option_too_few_chose_is_no_loss() {
    let folder = begun();
    let folder = folder.path();
    let mut rows: Vec<Vec<String>> = vec![
        [
            "Timestamp",
            "Email Address",
            "What should be better?",
            "how satisfied are you with the ferry",
            "Where do you live?",
            "How do you travel?",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for n in 0..30 {
        let travel = ["Ferry", "Ferry, Bike", "Bike", ""][n % 4];
        rows.push(
            [
                &format!("2026/11/{:02} 10:05:00 AM GMT+1", 1 + n % 28),
                &format!("o{n}@example.org"),
                &TEXTS[n % 5].replace('%', &n.to_string()),
                MOODS[n % 5],
                "North",
                travel,
            ]
            .map(str::to_owned)
            .to_vec(),
        );
    }
    let run = add(folder, &csv(&rows), &[]);
    // Nobody lives in the South now, where a third did: that is not by chance.
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let lost = ["option", "lost", "Q2", "South", ""].map(str::to_owned);
    let renamed = ["question", "renamed", "Q3", "How do you travel? - Selected Choice", "How do you travel?"];
    assert_eq!(open_rows(folder), [renamed.map(str::to_owned), lost]);
    settle(folder, "id = \"Q3\"\n", "was = \"How do you travel?\"");
    settle(folder, "id = \"Q2\"\n", "gone_options = [\"South\"]");
    let run = add(folder, &csv(&rows), &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let wave = fs::read_to_string(folder.join("study/responses-2026-11.csv")).unwrap();
    assert!(wave.contains("2026-11-R1,"), "rows without ids are nobody of another wave: {wave}");
    assert_eq!(run_in(folder, &["report", "study"]).code, 0);
    let answers = fs::read_to_string(folder.join("study/out/tables/answers.csv")).unwrap();
    assert!(answers.contains("Q2,single,North,yes,,30,30,1") && !answers.contains("Q2,single,South"), "{answers}");
    assert!(answers.contains("Q3,multiple,Bike,yes,,15,"), "{answers}");
}

#[test]
fn people_who_answer_again_are_compared_with_themselves_where_the_study_says_so() {
    let folder = begun();
    let folder = folder.path();
    let again = qualtrics(&Asked { mood: FIRST.mood, ids: 20, rows: 60, month: 11, ..FIRST });
    assert_eq!(add(folder, &again, &[]).code, 0);
    change(
        &folder.join("study"),
        "study.toml",
        "wave_of = \"responses\"\n",
        "wave_of = \"responses\"\nsame_people = true\n",
    );
    change(
        &folder.join("study"),
        "study.toml",
        "design = \"opt_in\"",
        "design = \"probability\"\npopulation = \"members\"\nframe = \"the register\"\nselection = \"every tenth\"",
    );
    let run = run_in(folder, &["report", "study"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut table = csv::Reader::from_path(folder.join("study/out/tables/waves.csv")).unwrap();
    let names: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    let place = |name: &str| names.iter().position(|other| other == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[0] == "Q3" && &row[3] == "Ferry" && &row[4] == "2026-11").unwrap();
    // Rows 21 to 40 of March are rows 1 to 20 of November; those who answered are even, or every fourth.
    assert_eq!((&row[place("in_both")], &row[place("gained")], &row[place("lost")]), ("15", "0", "0"));
    let report = fs::read_to_string(folder.join("study/out/report.md")).unwrap();
    assert!(
        report.contains("“Same people” are those who answered in both waves") && !report.contains("Withheld: bounds")
    );
}

#[test]
fn what_cannot_be_a_wave_is_refused_and_nothing_is_written() {
    let folder = begun();
    let folder = folder.path();
    let before = study(folder);
    let other = "id,Which hat do you wear?,Why?\n1,Red,x\n2,Blue,y\n3,Red,z\n";
    for (export, says) in [(other, "holds no question of `responses`"), ("id,Why?\n", "no responses are left")] {
        let run = add(folder, export.as_bytes(), &[]);
        assert_eq!((run.code, run.err.contains(says)), (2, true), "{}", run.err);
        assert!(run.err.contains("hint:"), "{}", run.err);
    }
    let run = run_in(folder, &["add", "study", "missing.csv", "--wave", "2"]);
    assert_eq!((run.code, run.err.contains("missing.csv")), (2, true), "{}", run.err);
    let run = add(folder, &qualtrics(&SECOND), &["--source", "nothing"]);
    assert_eq!((run.code, run.err.contains("there is no first wave `nothing`")), (2, true), "{}", run.err);
    fs::write(folder.join("study/drift.csv"), "mine").unwrap();
    let run = add(folder, &qualtrics(&SECOND), &[]);
    assert_eq!((run.code, run.err.contains("drift.csv")), (2, true), "{}", run.err);
    fs::remove_file(folder.join("study/drift.csv")).unwrap();
    assert_eq!(study(folder), before);
}

//! `init`, `report` and `add` of a second wave with a renamed question, on invented exports of three platforms: the list
//! of differences, the written study and the report with its waves are kept as they are.

use std::fs;
use std::path::Path;

use crate::program::{Run, change, root, run_in};

const MOODS: [&str; 5] = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];
const TEXTS: [&str; 4] = [
    "The ticket price is too high for such a short trip.",
    "More evening boats, please.",
    "The price went up again.",
    "The evening boats are full.",
];
const OLD: &str = "How satisfied are you with the ferry?";
const NEW: &str = "How satisfied are you with our ferry?";

struct Wave {
    mood: &'static str,
    rows: usize,
    month: u32,
    /// The number that addresses begin at.
    from: usize,
}

const MARCH: Wave = Wave { mood: OLD, rows: 30, month: 3, from: 0 };
const NOVEMBER: Wave = Wave { mood: NEW, rows: 40, month: 11, from: 20 };

fn row(cells: &str) -> Vec<String> {
    cells.split('|').map(str::to_owned).collect()
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn mood(wave: &Wave, n: usize) -> &'static str {
    if wave.month > 6 && n.is_multiple_of(3) { MOODS[1] } else { MOODS[n % 5] }
}

fn qualtrics(wave: &Wave) -> Vec<u8> {
    let mut rows = vec![
        row("IPAddress|Finished|RecordedDate|ResponseId|RecipientEmail|Q1|Q2|Q4"),
        row(&format!(
            "IP Address|Finished|Recorded Date|Response ID|Recipient Email|{}|Where do you live?|What should be better?",
            wave.mood
        )),
        "ipAddress finished recordedDate _recordId recipientEmail QID1 QID2 QID4_TEXT"
            .split(' ')
            .map(|id| format!("{{\"ImportId\":\"{id}\"}}"))
            .collect(),
    ];
    for n in 0..wave.rows {
        let (day, town) = (1 + n % 28, ["North", "South"][n % 2]);
        rows.push(row(&format!(
            "192.0.2.{n}|True|2026-{:02}-{day:02} 10:05:00|R_{}Xi{n:03}cZg77Yb|ottoline{}@example.org|{}|{town}|{}",
            wave.month,
            wave.month,
            wave.from + n,
            mood(wave, n),
            TEXTS[n % 4]
        )));
    }
    csv(&rows)
}

fn surveymonkey(wave: &Wave) -> Vec<u8> {
    let mut rows = vec![
        row(&format!(
            "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|Custom Data 1|{}|Which boats do you take?||What should be better?",
            wave.mood
        )),
        row("|||||||||Response|Morning boat|Evening boat|Open-Ended Response"),
    ];
    for n in 0..wave.rows {
        let (day, month) = (1 + n % 28, wave.month);
        let (morning, evening) = (["Morning boat", ""][n % 2], ["", "Evening boat", "Evening boat"][n % 3]);
        rows.push(row(&format!(
            "118{month:02}13{n:05}|400100|{month:02}/{day:02}/2026 10:00:00 AM|{month:02}/{day:02}/2026 10:05:00 AM|192.0.2.{n}|ottoline{}@example.org|Ottoline|Quillfeather||{}|{morning}|{evening}|{}",
            wave.from + n,
            mood(wave, n),
            TEXTS[n % 4]
        )));
    }
    csv(&rows)
}

fn google_forms(wave: &Wave) -> Vec<u8> {
    let mut rows =
        vec![row(&format!("Timestamp|Email Address|{}|Which boats do you take?|What should be better?", wave.mood))];
    for n in 0..wave.rows {
        let boats = ["Morning boat", "Morning boat, Evening boat", "Evening boat", ""][n % 4];
        rows.push(row(&format!(
            "2026/{:02}/{:02} 10:05:00 AM GMT+1|ottoline{}@example.org|{}|{boats}|{}",
            wave.month,
            1 + n % 28,
            wave.from + n,
            mood(wave, n),
            TEXTS[n % 4]
        )));
    }
    csv(&rows)
}

fn golden(platform: &str, name: &str, found: &[u8]) {
    let path = root().join("tests/suite/golden/platforms").join(platform).join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        text(found),
        text(&kept),
        "{platform}/{name} differs; look at it, then UPDATE_GOLDEN=1 cargo test platforms"
    );
}

fn fine(run: &Run) {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// The whole way; `id` is that of the renamed question.
fn whole_way(platform: &str, export: fn(&Wave) -> Vec<u8>, id: &str) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("march.csv"), export(&MARCH)).unwrap();
    fs::write(at.join("november.csv"), export(&NOVEMBER)).unwrap();
    fine(&run_in(at, &["init", "march.csv", "--out", "study"]));
    fine(&run_in(at, &["report", "study", "--quiet"]));
    let first = report(at);
    assert!(!first.contains("side by side"), "one wave is no waves: {first}");

    let add = ["add", "study", "november.csv", "--wave", "2026-11", "--first", "2026-03"];
    let run = run_in(at, &add);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    golden(platform, "drift.csv", &fs::read(at.join("study/drift.csv")).unwrap());
    assert!(!at.join("study/responses-2026-11.csv").exists(), "nothing is joined before all is settled");
    change(&at.join("study"), "study.toml", &format!("id = \"{id}\"\n"), &format!("id = \"{id}\"\nwas = \"{NEW}\"\n"));
    let run = run_in(at, &add);
    fine(&run);
    // Ten addresses stand in both waves: their people keep the ids that they had.
    assert!(run.err.contains("10 people of this wave answered in an earlier one too"), "{}", run.err);
    golden(platform, "study.toml", &fs::read(at.join("study/study.toml")).unwrap());
    golden(platform, "responses-2026-11.csv", &fs::read(at.join("study/responses-2026-11.csv")).unwrap());
    fine(&run_in(at, &["report", "study", "--quiet"]));
    golden(platform, "report.md", report(at).as_bytes());
    golden(platform, "waves.csv", &fs::read(at.join("study/out/tables/waves.csv")).unwrap());
    for (path, bytes) in crate::program::files(&at.join("study")).iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("ottoline") && !text.contains("Quillfeather") && !text.contains("192.0.2."), "{path}");
    }
}

fn report(folder: &Path) -> String {
    fs::read_to_string(folder.join("study/out/report.md")).unwrap()
}

#[test]
fn a_second_wave_of_a_qualtrics_export_is_settled_joined_and_reported() {
    whole_way("qualtrics", qualtrics, "Q1");
}

#[test]
fn a_second_wave_of_a_surveymonkey_export_is_settled_joined_and_reported() {
    whole_way("surveymonkey", surveymonkey, "how-satisfied-are-you-with-the-ferry");
}

#[test]
fn a_second_wave_of_a_google_forms_export_is_settled_joined_and_reported() {
    whole_way("google-forms", google_forms, "how-satisfied-are-you-with-the-ferry");
}

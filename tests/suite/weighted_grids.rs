//! Pictures and sentences of a weighted study, from outside: grids, scales, themes by groups, and lines over waves.

use std::fmt::Write;
use std::fs;

use crate::program::run_in;
use crate::weighted_study::table;

const STUDY: &str = r#"title = "Boats"
[[source]]
id = "s"
file = "one.csv"
columns = { id = "id" }
wave = "2026-03"
[[source]]
id = "t"
file = "two.csv"
columns = { id = "id" }
wave = "2026-11"
wave_of = "s"
[[question]]
id = "town"
question = "Where?"
source = "s"
kind = "single"
columns = ["town"]
[[question]]
id = "fast"
question = "Is it so?: Fast"
source = "s"
kind = "scale"
grid = "g"
columns = ["fast"]
options = ["No", "Hardly", "Nearly", "Yes"]
[[question]]
id = "cheap"
question = "Is it so?: Cheap"
source = "s"
kind = "scale"
grid = "g"
columns = ["cheap"]
options = ["No", "Hardly", "Nearly", "Yes"]
[[open]]
id = "why"
question = "Why?"
source = "s"
column = "why"
codebook = "codebook.toml"
set_aside = { duplicates = false }
[weight]
column = "w"
"#;

/// Forty people, of whom every fourth weighs 3 and the others 1: the four in ten who weigh more than half say that it is cheap.
fn rows(wave: &str, yes: usize) -> String {
    let mut text = String::from("id,w,town,fast,cheap,why\n");
    for i in 0..40 {
        let heavy = i % 4 == 0;
        let (fast, cheap) = (if i % 4 == 1 || i % 4 == 2 { "Yes" } else { "No" }, if heavy { "Yes" } else { "No" });
        let why = if i < yes { "The price is too high" } else { "It is slow" };
        writeln!(text, "{wave}{i},{},{},{fast},{cheap},{why}", if heavy { 3 } else { 1 }, ["North", "South"][i % 2])
            .unwrap();
    }
    text
}

fn study() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("one.csv", &rows("a", 12));
    write("two.csv", &rows("b", 24));
    write("codebook.toml", "[[theme]]\nid = 'price'\nlabel = 'Price'\npatterns = ['price']\n");
    write("study.toml", STUDY);
    folder
}

#[test]
fn a_weighted_grid_is_one_sentence_one_table_and_one_picture_of_weighted_shares() {
    let study = study();
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(study.path().join("out/report.md")).unwrap();
    // Weights: 10 people of 3, 30 of 1. Cheap: 30 of 60. Fast: 20 of 60, though more people say so.
    let said = "“Cheap” leads: 50% answer “Nearly” or “Yes” (weighted).";
    assert!(report.contains(said), "{report}");
    assert!(report.contains("| Fast | 67% | 0% | 0% | 33% | 40 | 60 | 2.00 (40) |"), "{report}");
    assert!(report.contains("| Cheap | 50% | 0% | 0% | 50% | 40 | 60 | 2.50 (40) |"), "{report}");
    let svg = fs::read_to_string(study.path().join("out/charts/likert.svg")).unwrap();
    for text in ["weighted share of those who answered", "Numbers are percent, weighted;", ">33%<", ">67%<"] {
        assert!(svg.contains(text), "{text}");
    }
    assert!(svg.find("Cheap").unwrap() < svg.rfind("Fast").unwrap(), "the highest first, by weights");
    let share = |question: &str, label: &str| {
        let rows = table(study.path(), "estimates.csv");
        let row = rows.iter().find(|row| row["question"] == question && row["label"] == label).unwrap();
        row["share"].parse::<f64>().unwrap()
    };
    assert!((share("fast", "Yes") - 1.0 / 3.0).abs() < 1e-12 && (share("cheap", "Yes") - 0.5).abs() < 1e-12);
}

#[test]
fn themes_by_groups_and_lines_over_waves_are_weighted_and_say_so() {
    let study = study();
    let run = run_in(study.path(), &["chart", ".", "--chart", "heat-map", "--chart", "line", "--out", "pictures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let of = |start: &str| {
        let mut all = fs::read_dir(study.path().join("pictures")).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(start) && name.ends_with(".svg")
        };
        fs::read_to_string(all.find(named).unwrap()).unwrap()
    };
    let map = of("heat-map-");
    assert!(
        map.contains("weighted share of the respondents of each group") && map.contains("Unweighted bases"),
        "{map}"
    );
    // 24 of 40 people: 6 of 3 and 18 of 1, 36 of 60; the wave before 12: 3 of 3 and 9 of 1, 18 of 60.
    let line = of("line-why");
    assert!(line.contains("goes up from 30% to 60% (weighted)"), "{line}");
    assert!(line.contains("weighted share of the commenters of each wave"), "{line}");
}

#[test]
fn a_post_says_a_weighted_grid_in_one_sentence_that_holds() {
    let study = study();
    let run = run_in(study.path(), &["kit", ".", "--out", "kit"]);
    assert_eq!((run.code, run.err.contains("is off")), (0, false), "{}", run.err);
    let post = fs::read_to_string(study.path().join("kit/post.txt")).unwrap();
    let said = "“Is it so?” 40 of 40 responses (100%) answer each row. “Cheap” leads: 50% answer “Nearly” or “Yes” (weighted).";
    assert!(post.contains(said), "{post}");
    let cards: Vec<String> = fs::read_dir(study.path().join("kit"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(cards.iter().any(|card| card.ends_with("likert.png")), "{cards:?}");
    assert!(
        !cards.iter().any(|card| card.contains("number-fast")),
        "rows of a grid have no card of their own: {cards:?}"
    );
}

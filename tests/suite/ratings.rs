//! Ratings, drivers, ranks and typical words of a study, from outside; values are those of R and statsmodels.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::program::run_in;

/// The groups of `tests/reference/ratings.R`.
const GROUPS: [(&str, &[u8]); 3] = [
    ("Bow", &[9, 10, 7, 8, 10, 6, 9, 3, 10, 8]),
    ("Mid", &[5, 7, 6, 8, 2, 9, 4, 6, 7, 5, 10, 3]),
    ("Aft", &[7, 7, 8, 6, 9]),
];

/// The sixty respondents of `tests/reference/drivers.py`; the first of them sit somewhere and would recommend it.
fn rows() -> String {
    let seats: Vec<(&str, u8)> =
        GROUPS.iter().flat_map(|(seat, given)| given.iter().map(move |points| (*seat, *points))).collect();
    let mut text = String::from("id,seat,again,score,why\n");
    for i in 0..60_usize {
        let themes = [(i * 7) % 5 < 2, (i * 3) % 7 < 3, (i * i) % 11 < 4];
        let effect = 5.0 + 2.0 * f64::from(u8::from(themes[0])) - f64::from(u8::from(themes[1]));
        let score = effect + ((i * 13) % 9) as f64 / 4.0;
        let named = [("warm soup", themes[0]), ("loud engine", themes[1]), ("old ropes", themes[2])];
        let said: Vec<&str> = named.iter().filter(|(_, shown)| *shown).map(|(words, _)| *words).collect();
        let (seat, again) = seats.get(i).map_or(("", String::new()), |(seat, points)| (seat, points.to_string()));
        writeln!(text, "k{i},{seat},{again},{score},harbour {}", said.join(" and ")).unwrap();
    }
    text
}

const STUDY: &str = r#"title = "Ferry"
[[source]]
id = "s"
file = "rows.csv"
columns = { id = "id" }
[[open]]
id = "why"
question = "Why?"
source = "s"
column = "why"
codebook = "codebook.toml"
set_aside = { duplicates = false }
[[question]]
id = "seat"
question = "Where did you sit?"
source = "s"
kind = "single"
columns = ["seat"]
[[question]]
id = "again"
question = "Would you recommend it?"
source = "s"
kind = "scale"
columns = ["again"]
options = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
[[question]]
id = "score"
question = "How was it?"
source = "s"
kind = "number"
columns = ["score"]
"#;

fn study(sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("rows.csv", &rows());
    let theme = |id: &str| format!("[[theme]]\nid = '{id}'\npatterns = ['{id}']\n");
    write("codebook.toml", &["soup", "engine", "ropes"].map(theme).concat());
    write("study.toml", &format!("{STUDY}{sample}"));
    folder
}

fn reported(folder: &Path) -> String {
    let run = run_in(folder, &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    fs::read_to_string(folder.join("out/report.md")).unwrap()
}

/// The rows of a table, each cell by its column.
fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(folder.join("out/tables").join(name)).unwrap();
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// The row whose cells are these.
fn row(rows: &[BTreeMap<String, String>], cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    rows.iter().find(|row| cells.iter().all(|(column, cell)| row[*column] == *cell)).unwrap().clone()
}

#[track_caller]
fn near(row: &BTreeMap<String, String>, expected: &[(&str, f64)]) {
    for (column, expected) in expected {
        let found: f64 = row[*column].parse().unwrap();
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{column}: {found} {expected}");
    }
}

const MODEL: &str = "[sample]\nmodel = \"As if drawn at random.\"\n";

#[test]
fn ratings_and_the_differences_of_groups_are_those_of_r() {
    let folder = study(MODEL);
    let report = reported(folder.path());
    let ratings = table(folder.path(), "ratings.csv");
    let bow = |statistic| row(&ratings, &[("question", "again"), ("group", "Bow"), ("statistic", statistic)]);
    near(&bow("mean"), &[("value", 8.0), ("n", 10.0)]);
    near(&bow("standard deviation"), &[("value", 2.211_083_193_570_27)]);
    near(&bow("median"), &[("value", 8.5)]);
    near(&bow("top two"), &[("value", 0.5)]);
    near(
        &bow("net promoter score"),
        &[("value", 30.0), ("low", -28.893_374_158_648_7), ("high", 88.893_374_158_648_7)],
    );
    let all = row(&ratings, &[("question", "again"), ("group", ""), ("statistic", "mean")]);
    assert_eq!((all["n"].as_str(), all["left_out"].as_str(), all["rests_on"].as_str()), ("27", "33", "model"));
    let pairs = table(folder.path(), "rating_differences.csv");
    let pair = row(&pairs, &[("question", "again"), ("statistic", "mean"), ("group_a", "Bow"), ("group_b", "Mid")]);
    near(&pair, &[("t", 2.042_746_554_979_834), ("df", 19.713_162_368_520_144), ("p", 0.054_680_495_292_309_3)]);
    near(&pair, &[("p_adjusted", 0.164_041_485_876_928), ("low", -0.044_219_273_191_882_6)]);
    assert!(report.contains("Net promoter score"));
}

#[test]
fn drivers_are_those_of_statsmodels() {
    let folder = study(MODEL);
    assert!(reported(folder.path()).contains("Themes beside “How was it?”"));
    let soup = row(&table(folder.path(), "drivers.csv"), &[("rating", "score"), ("theme", "soup")]);
    near(&soup, &[("n_with", 24.0), ("difference", 1.975_694_444_444_444_5), ("low", 1.544_727_996_389_602)]);
    near(&soup, &[("other_themes_same", 1.952_682_726_380_052_4), ("same_high", 2.309_050_557_807_891_5)]);
    let few = row(&table(folder.path(), "drivers.csv"), &[("rating", "again"), ("theme", "engine")]);
    assert_eq!(few["n_with"].parse::<u64>().unwrap() + few["n_without"].parse::<u64>().unwrap(), 27);
}

#[test]
fn volunteers_get_values_and_ranks_and_no_interval_or_test() {
    let folder = study("");
    let report = reported(folder.path());
    assert!(report.contains("Among these commenters, “"), "{report}");
    assert!(report.contains("resamples of the authors"));
    let tables = folder.path().join("out/tables");
    assert!(!tables.join("rating_differences.csv").exists());
    assert!(table(folder.path(), "ratings.csv").iter().all(|row| row["low"].is_empty() && !row["value"].is_empty()));
    let drivers = table(folder.path(), "drivers.csv");
    assert!(drivers.iter().all(|row| row["low"].is_empty() && row["p_adjusted"].is_empty()));
    let words = table(folder.path(), "keyness.csv");
    assert!(words.iter().all(|row| row["p_adjusted"].is_empty()));
    let soup = row(&words, &[("by", "theme"), ("group", "soup"), ("term", "warm soup")]);
    assert_eq!((soup["uses"].as_str(), soup["uses_rest"].as_str(), soup["words"].as_str()), ("24", "0", "2"));
    let ranks = table(folder.path(), "rank_stability.csv");
    assert_eq!(ranks.iter().map(|row| row["authors"].as_str()).collect::<Vec<_>>(), ["27", "26", "24"]);
    assert!(ranks.iter().all(|row| row["tier"] == "1" && row["resamples"] == "2000"));
}

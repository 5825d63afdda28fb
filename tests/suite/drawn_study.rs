//! Samples drawn in strata and clusters, and the choice of intervals, from outside; values are those of R.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::program::{change, run_in};
use crate::weighted_study::table;

/// The forty rows of `tests/reference/drawn.R`, made by the same formulas; who has a size of 0 gave no vote.
fn rows() -> String {
    let mut text = String::from("id,vote,role,size,region,school,w,schools\n");
    for i in 0..40 {
        let vote = if (i * 3) % 4 > 0 { ["yes", "no", "unsure"][(i * 4) % 3] } else { "" };
        let role = if (i * 13) % 5 < 2 { "new" } else { "old" };
        let (region, schools) = if i % 2 == 0 { ("north", 12) } else { ("south", 9) };
        let weight = 0.5 + ((i * 37) % 10) as f64 / 4.0;
        writeln!(text, "k{i},{vote},{role},{},{region},s{},{weight},{schools}", (i * 3) % 4, (i * 7) % 10).unwrap();
    }
    text
}

const STUDY: &str = r#"title = "Drawn"
[[source]]
id = "s"
file = "rows.csv"
columns = { id = "id" }
[[question]]
id = "vote"
question = "How do you vote?"
source = "s"
kind = "single"
columns = ["vote"]
options = ["yes", "no", "unsure"]
[[question]]
id = "role"
question = "Who are you?"
source = "s"
kind = "single"
columns = ["role"]
[[question]]
id = "size"
question = "How many?"
source = "s"
kind = "number"
columns = ["size"]
[sample]
design = "probability"
population = "pupils"
frame = "the register of schools"
selection = "schools at random in each region"
"#;

const WEIGHT: &str = "[weight]\ncolumn = \"w\"\n";

fn study(sample: &str, weight: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rows.csv"), rows()).unwrap();
    fs::write(folder.path().join("study.toml"), format!("{STUDY}{sample}{weight}")).unwrap();
    folder
}

fn reported(folder: &Path) -> String {
    let run = run_in(folder, &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    fs::read_to_string(folder.join("out/report.md")).unwrap()
}

fn refused(sample: &str) -> String {
    let study = study(sample, WEIGHT);
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!(run.code, 2, "{sample}: {}", run.err);
    run.err
}

#[track_caller]
fn near(found: &str, expected: f64) {
    let found: f64 = found.parse().unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{found} {expected}");
}

/// The share of those who vote yes with its bounds.
#[track_caller]
fn yes(folder: &Path, expected: [f64; 3], method: &str) {
    let rows = table(folder, "estimates.csv");
    let row = rows.iter().find(|row| row["label"] == "yes").unwrap();
    for (column, expected) in ["share", "low", "high"].into_iter().zip(expected) {
        near(&row[column], expected);
    }
    assert_eq!((row["method"].as_str(), row["rests_on"].as_str()), (method, "design"));
}

const CLUSTERS: &str = "strata = \"region\"\nclusters = \"school\"\n";

/// R survey 4.1, tests/reference/drawn.R: "clusters", "finite" and "equal".
#[test]
fn strata_clusters_and_a_finite_population_give_the_intervals_of_r() {
    let clusters = study(CLUSTERS, WEIGHT);
    let report = reported(clusters.path());
    yes(clusters.path(), [0.285, 0.181_496_018_589_35, 0.417_427_641_922_859], "logit");
    assert!(report.contains("Drawn in strata by “region” and clusters by “school”."), "{report}");
    let first = &table(clusters.path(), "estimates.csv")[0];
    near(&first["standard_error"], 0.051_823_016_122_182_6);
    near(&first["share_asked"], 0.219_230_769_230_769);
    assert_eq!(first["share_mentions"], "", "who gives one answer makes no mentions");
    assert!(report.contains("with weights, strata and clusters: on the log-odds, from Taylor-linearised"), "{report}");
    change(clusters.path(), "study.toml", "\"unsure\"]", "\"unsure\", \"never\"]");
    let report = reported(clusters.path());
    assert!(report.contains("A linearised share of 0% or 100% has no interval"), "{report}");
    assert!(!report.contains("level with “never”"), "{report}");
    for size in ["\"schools\"", "{ north = 12, south = 9 }"] {
        let finite = study(&format!("{CLUSTERS}finite_population = {size}\n"), WEIGHT);
        reported(finite.path());
        yes(finite.path(), [0.285, 0.205_888_977_155_692, 0.379_964_119_139_311], "logit");
    }
    let beta = study(&format!("{CLUSTERS}weighted_interval = \"beta\"\n"), WEIGHT);
    reported(beta.path());
    yes(beta.path(), [0.285, 0.175_626_185_786_975, 0.416_592_234_117_771], "beta");
    let at_once = study(&format!("{CLUSTERS}simultaneous = \"goodman\"\n"), WEIGHT);
    assert!(reported(at_once.path()).contains("at once: Goodman where each respondent counts alike"));
    yes(at_once.path(), [0.285, 0.156_204_187_215_518, 0.461_864_151_504_334], "logit, Bonferroni");
    let equal = study("strata = \"region\"\nfinite_population = { north = 60, south = 40 }\n", "");
    let report = reported(equal.path());
    yes(equal.path(), [1.0 / 3.0, 0.214_538_541_956_06, 0.477_886_341_357_466], "logit");
    assert!(!report.contains("Weighted share"), "nobody is weighted\n{report}");
    let drawn_out = table(equal.path(), "estimates.csv");
    assert_eq!(drawn_out[0]["weighted"], "no");
}

/// R survey 4.1, `svyttest` and `svymean`, tests/reference/drawn.R.
#[test]
fn means_and_their_differences_follow_from_the_design() {
    let study = study(CLUSTERS, WEIGHT);
    reported(study.path());
    let differences = table(study.path(), "rating_differences.csv");
    let row = differences.iter().find(|row| row["by"] == "role" && row["statistic"] == "mean").unwrap();
    assert_eq!((row["t"].starts_with('-'), row["df"].as_str()), (row["group_a"] == "old", "7"));
    near(row["t"].trim_start_matches('-'), 0.731_548_323_938_542);
    near(&row["p"], 0.488_205_197_528_247);
}

/// R survey 4.1, `svychisq` and `svyttest`, tests/reference/drawn.R; a filter keeps the design.
#[test]
fn tests_and_letters_of_crosstabs_follow_from_the_design() {
    let crossed = |sample: &str, weight: &str, more: &[&str]| {
        let study = study(sample, weight);
        let args = ["crosstab", ".", "--rows", "vote", "--columns", "role", "--tests", "--format", "csv"];
        let run = run_in(study.path(), &[&args, more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let mut reader = csv::Reader::from_reader(run.out.as_bytes());
        reader.deserialize().map(Result::unwrap).collect::<Vec<BTreeMap<String, String>>>()
    };
    let whole = |rows: &[BTreeMap<String, String>], f: f64, df_error: f64, p: f64| {
        assert_eq!(rows[0]["test"], "rao_scott_second");
        near(&rows[0]["value"], f);
        near(&rows[0]["df_error"], df_error);
        near(&rows[0]["p"], p);
    };
    let clusters = crossed(CLUSTERS, WEIGHT, &[]);
    whole(&clusters, 0.708_387_655_637_475, 14.990_910_011_713_588, 0.499_418_530_698_546);
    let pair = clusters.iter().find(|row| row["test"] == "column_proportions" && row["row"] == "yes").unwrap();
    near(&pair["p"], 0.319_917_381_192_538);
    let equal = crossed("strata = \"region\"\nfinite_population = { north = 60, south = 40 }\n", "", &[]);
    whole(&equal, 0.724_414_023_493_527, 55.991_751_205_332_88, 0.489_075_011_095_714);
    let part = crossed(CLUSTERS, WEIGHT, &["--filter", "w > 1.5"]);
    whole(&part, 0.024_833_192_899_918_4, 5.367_766_148_020_43, 0.966_475_552_949_958);
}

#[test]
fn intervals_without_weights_are_those_that_the_study_names() {
    let exact = study("interval = \"clopper_pearson\"\n", "");
    assert!(reported(exact.path()).contains("stated design (Clopper–Pearson)"));
    assert_eq!(table(exact.path(), "estimates.csv")[0]["method"], "Clopper–Pearson");
    let at_once = study("simultaneous = \"sison_glaz\"\n", "");
    reported(at_once.path());
    assert!(table(at_once.path(), "estimates.csv").iter().all(|row| row["method"] == "Sison–Glaz"));
}

#[test]
fn what_does_not_tell_a_design_is_refused() {
    for (sample, said) in [
        ("strata = \"regoin\"\n", "regoin"),
        ("strata = \"region\"\nclusters = \"region\"\n", "has one cluster, expected two or more"),
        ("strata = \"id\"\n", "the stratum `k0` has one respondent"),
        ("strata = \"vote\"\n", "error: rows.csv:2: the response has no stratum in `vote`"),
        ("finite_population = 39\n", "has 40 respondents, and a population of 39"),
        ("finite_population = \"role\"\n", "the size of the population is `new`"),
        ("finite_population = \"w\"\n", "the size of the population is `0.5`"),
        ("finite_population = \"size\"\n", "expected a number of one or more"),
        ("finite_population = { north = 12 }\n", "there is no `strata`"),
        ("strata = \"region\"\nfinite_population = { north = 60 }\n", "no size of the stratum `south`"),
        ("strata = \"region\"\nfinite_population = { north = 60, suoth = 40 }\n", "`suoth`, which is no stratum"),
        ("strata = \"region\"\nfinite_population = \"size\"\n", "expected a number of one or more"),
        ("finite_population = [1]\n", "expected a number, the name of a column, or a table"),
        ("interval = \"walde\"\n", "unknown variant `walde`"),
        ("source = \"t\"\nstrata = \"region\"\n", "`t` under `[sample]` is no source"),
        ("source = \"s\"\n", "has no use without"),
    ] {
        let err = refused(sample);
        assert!(err.contains(said), "{said}: {err}");
    }
    let study = study("interval = \"wilson\"\nstrata = \"region\"\n", WEIGHT);
    change(study.path(), "study.toml", "design = \"probability\"", "design = \"opt_in\"");
    let run = run_in(study.path(), &["check", "."]);
    assert!(run.err.contains("`interval` under `[sample]` has no use where no interval is shown"), "{}", run.err);
}

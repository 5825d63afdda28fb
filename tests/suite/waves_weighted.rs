//! Weights, exclusions and variables of a study with two waves, from outside; the weighted change is that of R.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::program::{change, run_in};
use crate::weighted_study::table;

/// The rows of `tests/reference/weighted_waves.R`, made by the same formulas, and behind them three that are excluded.
fn rows(wave: &str, rows: usize, step: usize) -> String {
    let mut text = String::from("id,w,answer,age,town,why\n");
    for i in 0..rows {
        let (weight, answer) =
            (0.5 + ((i * 37 + step) % 10) as f64 / 4.0, ["Yes", "No", "", "No"][(i * step + i / 3) % 4]);
        let why = ["The price is too high", "It is slow", ""][i % 3];
        writeln!(text, "{wave}{i},{weight},{answer},{},{},{why}", 18 + (i * 7) % 50, ["North", "South"][i % 5 / 3])
            .unwrap();
    }
    for i in 0..3 {
        writeln!(text, "{wave}x{i},40,Yes,99,North,The price is too high").unwrap();
    }
    text
}

const STUDY: &str = r#"title = "Waves"
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
[[open]]
id = "why"
question = "Why?"
source = "s"
column = "why"
codebook = "codebook.toml"
set_aside = { duplicates = false }
[[question]]
id = "answer"
question = "Will you?"
source = "s"
kind = "single"
columns = ["answer"]
options = ["Yes", "No"]
[[question]]
id = "town"
question = "Where?"
source = "s"
kind = "single"
columns = ["town"]
[[variable]]
id = "band"
question = "Age in bands"
of = "age"
options = [{ label = "young", in = "..39" }, { label = "old", in = "40.." }]
[[exclude]]
when = "age = 99"
reason = "a test"
"#;

const TARGETS: &str = "[[weight.target]]\nquestion = \"band\"\nshares = { young = 30, old = 70 }\n\
                       [[weight.target]]\nquestion = \"town\"\nshares = { North = 50, South = 50 }\n";

const RANDOM: &str = "[sample]\ndesign = \"probability\"\npopulation = \"members\"\nframe = \"the register\"\nselection = \"every tenth\"\n";

fn study(weight: &str, sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("one.csv", &rows("a", 80, 3));
    write("two.csv", &rows("b", 100, 7));
    write("codebook.toml", "[[theme]]\nid = 'price'\nlabel = 'Price'\npatterns = ['price']\n");
    write("study.toml", &format!("{STUDY}{weight}{sample}"));
    folder
}

fn reported(folder: &Path) -> String {
    let run = run_in(folder, &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    fs::read_to_string(folder.join("out/report.md")).unwrap()
}

fn row(folder: &Path, question: &str, label: &str, unit: &str) -> BTreeMap<String, String> {
    let rows = table(folder, "waves.csv");
    let of = |row: &&BTreeMap<String, String>| {
        row["question"] == question && row["label"] == label && row["wave"] == "2026-11" && row["unit"] == unit
    };
    rows.iter().find(of).unwrap().clone()
}

#[track_caller]
fn near(found: &str, expected: f64) {
    let found: f64 = found.parse().unwrap();
    assert!((found - expected).abs() <= 1e-9, "{found} {expected}");
}

/// R survey 4.1, tests/reference/weighted_waves.R: "plain".
#[test]
fn the_change_between_two_weighted_waves_and_its_bounds_are_those_of_r() {
    let study = study("[weight]\ncolumn = \"w\"\n", RANDOM);
    let report = reported(study.path());
    let yes = row(study.path(), "answer", "Yes", "answered");
    near(&yes["value"], 0.503_448_275_862_069);
    near(&yes["difference"], -0.015_502_161_455_715_3);
    near(&yes["low"], -0.214_956_641_440_364_8);
    near(&yes["high"], 0.183_952_318_528_933_4);
    assert_eq!(yes["method"], "Taylor linearisation in each wave, t");
    assert_eq!((yes["base"].as_str(), yes["mark"].as_str()), ("66", ""), "counted each once");
    assert!(report.contains("weighted, each wave by its own weights"), "{report}");
    let price = row(study.path(), "why", "Price", "respondents");
    assert!(!price["weighted_base"].is_empty() && !price["low"].is_empty(), "{price:?}");
    // Everything that was done is told of both waves.
    assert_eq!(table(study.path(), "weights.csv").len(), 180);
    let excluded = table(study.path(), "exclusions.csv");
    let of =
        |source: &str| excluded.iter().filter(|row| row["source"] == source && !row["respondent"].is_empty()).count();
    assert_eq!((of("s"), of("t")), (3, 3));
}

#[test]
fn each_wave_is_raked_to_the_targets_by_itself_and_a_variable_stands_in_every_wave() {
    let study = study(&format!("[weight]\n{TARGETS}"), RANDOM);
    reported(study.path());
    let margins = table(study.path(), "weight_margins.csv");
    for source in ["s", "t"] {
        let of = |option: &str| {
            let row = margins.iter().find(|row| row["source"] == source && row["option"] == option).unwrap();
            near(&row["weighted"], row["target"].parse().unwrap());
        };
        ["young", "old", "North", "South"].into_iter().for_each(of);
    }
    let young = row(study.path(), "band", "young", "answered");
    near(&young["value"], 0.3);
    near(&young["difference"], 0.0);
}

/// R survey 4.1, tests/reference/weighted_waves.R: "raked from equal" and "raked from given".
#[test]
fn the_change_between_two_raked_waves_and_its_bounds_are_those_of_r() {
    for (start, yes, price) in [
        (
            "",
            [0.497_803_532_038_32, 0.015_702_213_579_341_9, -0.178_924_961_943_645, 0.210_329_389_102_329],
            [0.511_707_850_939_768, 0.009_261_665_715_397, -0.186_257_282_145_94, 0.204_780_613_576_734],
        ),
        (
            "column = \"w\"\n",
            [0.497_342_940_911_248, -0.012_709_208_045_218_1, -0.227_187_980_002_259, 0.201_769_563_911_823],
            [0.511_978_980_327_436, -0.025_259_171_279_985_7, -0.237_624_369_919_917, 0.187_106_027_359_946],
        ),
    ] {
        let study = study(&format!("[weight]\n{start}{TARGETS}"), RANDOM);
        reported(study.path());
        for (row, expected) in [
            (row(study.path(), "answer", "Yes", "answered"), yes),
            (row(study.path(), "why", "Price", "respondents"), price),
        ] {
            for (column, expected) in ["value", "difference", "low", "high"].into_iter().zip(expected) {
                near(&row[column], expected);
            }
        }
        if start.is_empty() {
            near(&row(study.path(), "answer", "Yes", "answered")["effective_base"], 58.743_802_688_474_6);
        }
    }
}

/// R survey 4.1, tests/reference/weighted_waves.R: "same people, weighted".
#[test]
fn weighted_waves_with_the_same_people_have_the_bounds_of_r() {
    let study = study("[weight]\ncolumn = \"w\"\n", RANDOM);
    // Whoever stands in a row of the second wave stood one row further down in the first.
    let again = |line: &str| match line.strip_prefix('b').and_then(|rest| rest.split_once(',')) {
        Some((row, rest)) if !row.starts_with('x') => format!("a{},{rest}\n", row.parse::<u32>().unwrap() + 1),
        _ => format!("{line}\n"),
    };
    fs::write(study.path().join("two.csv"), rows("b", 100, 7).lines().map(again).collect::<String>()).unwrap();
    change(study.path(), "study.toml", "wave_of = \"s\"\n", "wave_of = \"s\"\nsame_people = true\n");
    let report = reported(study.path());
    let yes = row(study.path(), "answer", "Yes", "answered");
    near(&yes["difference"], -0.015_502_161_455_715_3);
    near(&yes["low"], -0.230_291_612_746_982);
    near(&yes["high"], 0.199_287_289_835_552);
    assert_eq!(
        (yes["method"].as_str(), yes["in_both"].as_str()),
        ("Taylor linearisation, people as clusters, t", "40")
    );
    assert_eq!((yes["gained"].as_str(), yes["lost"].as_str()), ("14", "13"));
    assert_eq!((yes["p"].as_str(), yes["paired_low"].as_str()), ("", ""), "nothing unweighted is tested");
    assert!(report.contains("each counted once, without weights"), "{report}");
    assert!(report.contains("Bounds take into account that part of the people are the same."), "{report}");
    change(study.path(), "study.toml", "columns = { id = \"id\" }\nwave = \"2026-11\"", "wave = \"2026-11\"");
    reported(study.path());
    let untold = row(study.path(), "answer", "Yes", "answered");
    near(&untold["difference"], -0.015_502_161_455_715_3);
    assert_eq!((untold["low"].as_str(), untold["in_both"].as_str(), untold["mark"].as_str()), ("", "", ""));
}

#[test]
fn a_self_selected_sample_gets_weighted_shares_and_changes_and_nothing_of_a_population_until_a_model_is_stated() {
    let silent = study("[weight]\ncolumn = \"w\"\n", "");
    let report = reported(silent.path());
    assert!(report.contains("Withheld: bounds and tests of the changes between waves"), "{report}");
    let yes = row(silent.path(), "answer", "Yes", "answered");
    near(&yes["difference"], -0.015_502_161_455_715_3);
    assert_eq!((yes["low"].as_str(), yes["p"].as_str(), yes["mark"].as_str()), ("", "", ""));
    let model = study("[weight]\ncolumn = \"w\"\n", "[sample]\nmodel = \"As if drawn at random.\"\n");
    let report = reported(model.path());
    let said = "mean something only where the assumption of this model holds: As if drawn at random.";
    assert!(report.contains(said) && !row(model.path(), "answer", "Yes", "answered")["low"].is_empty(), "{report}");
}

#[test]
fn without_weights_the_change_has_the_bounds_of_newcombe() {
    let study = study("", RANDOM);
    reported(study.path());
    let yes = row(study.path(), "answer", "Yes", "answered");
    assert_eq!((yes["method"].as_str(), yes["weighted_base"].as_str()), ("Newcombe, method 10", ""));
}

#[test]
fn an_exclusion_that_one_wave_cannot_answer_is_refused_until_it_says_which_wave_it_is_for() {
    let study = study("", "");
    let one = study.path().join("one.csv");
    let text = fs::read_to_string(&one).unwrap();
    let with = text.lines().enumerate().map(|(at, line)| match at {
        0 => format!("{line},channel\n"),
        1 => format!("{line},paper\n"),
        _ => format!("{line},web\n"),
    });
    fs::write(&one, with.collect::<String>()).unwrap();
    let more = "[[exclude]]\nwhen = 'channel = \"paper\"'\nreason = \"by post\"\n";
    change(study.path(), "study.toml", "[[exclude]]\n", &format!("{more}[[exclude]]\n"));
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!(run.code, 2);
    for said in ["there is no question, variable or column `channel`, in the wave `2026-11`", "keeps it to one wave"] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    change(study.path(), "study.toml", "reason = \"by post\"\n", "reason = \"by post\"\nwave = \"2026-04\"\n");
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!((run.code, run.err.contains("`2026-04`, which is no wave")), (2, true), "{}", run.err);
    change(study.path(), "study.toml", "wave = \"2026-04\"", "wave = \"2026-03\"");
    reported(study.path());
    let excluded = table(study.path(), "exclusions.csv");
    assert!(excluded.iter().filter(|row| row["reason"] == "by post").all(|row| row["source"] == "s"));
    assert_eq!(row(study.path(), "town", "North", "answered")["base"], "100");
}

#[test]
fn a_variable_of_what_only_one_wave_has_is_of_that_wave_and_one_of_what_none_has_is_refused() {
    let study = study("", "");
    let two = fs::read_to_string(study.path().join("two.csv")).unwrap().replacen(",town,", ",city,", 1);
    fs::write(study.path().join("two.csv"), two).unwrap();
    let gone = "[[wave]]\nid = \"2026-11\"\ngone = [\"town\"]\n";
    let side =
        "[[variable]]\nid = \"side\"\nquestion = \"Side\"\noptions = [{ label = \"up\", when = 'town = \"North\"' }]\n";
    change(study.path(), "study.toml", "[[exclude]]\n", &format!("{side}{gone}[[exclude]]\n"));
    let report = reported(study.path());
    assert!(report.contains("“Side” was asked last in “2026-03”: its figures are of then."), "{report}");
    change(study.path(), "study.toml", "when = 'town", "when = 'twon");
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!((run.code, run.err.contains("`twon`")), (2, true), "{}", run.err);
}

#[test]
fn a_new_wave_brings_the_columns_that_exclusions_ask_for_and_without_them_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run_in(folder.path(), args);
    let export = |name: &str, wave: &str, with: bool| {
        let mut text = format!("ResponseId,Will you come?,Why is that so?{}\n", if with { ",channel" } else { "" });
        for n in 0..40 {
            let (answer, channel) = (["Yes", "No"][n % 3 / 2], [",paper", ",web"][usize::from(n % 5 > 0)]);
            let channel = if with { channel } else { "" };
            writeln!(text, "{wave}{n},{answer},In {wave} boat number {n} is late for my work{channel}").unwrap();
        }
        fs::write(folder.path().join(name), text).unwrap();
    };
    export("one.csv", "a", true);
    assert_eq!(run(&["init", "one.csv", "--out", "study"]).code, 0);
    // What the export says of how somebody answered is no question, and exclusions ask for it.
    let path = folder.path().join("study/study.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (from, to) = (text.find("[[question]]\nid = \"channel\"").unwrap(), text.find("[[open]]").unwrap());
    let exclude = "[[exclude]]\nwhen = 'channel = \"paper\"'\nreason = \"by post\"\n\n";
    fs::write(&path, format!("{}{exclude}{}", &text[..from], &text[to..])).unwrap();
    export("two.csv", "b", true);
    let added = run(&["add", "study", "two.csv", "--wave", "2"]);
    assert_eq!((added.code, added.out.as_str()), (0, ""), "{}", added.err);
    assert_eq!(run(&["report", "study", "--quiet"]).code, 0);
    let excluded = table(&folder.path().join("study"), "exclusions.csv");
    for source in ["responses", "responses-2"] {
        let of = excluded.iter().filter(|row| row["source"] == source && !row["respondent"].is_empty());
        assert_eq!(of.count(), 8, "{source}");
    }
    export("three.csv", "c", false);
    let added = run(&["add", "study", "three.csv", "--wave", "3"]);
    let said = "the study asks for the column `channel`, which the export has not";
    assert!(added.code == 0 && added.err.contains(said), "{}{}", added.out, added.err);
    let refused = run(&["report", "study", "--quiet"]);
    assert!(refused.code == 2 && refused.err.contains("keeps it to one wave"), "{}", refused.err);
}

#[test]
fn a_new_wave_brings_its_own_weights_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run_in(folder.path(), args);
    let export = |name: &str, wave: &str, header: &str, step| {
        let text = rows(wave, 60, step).replacen("id,w,", &format!("ResponseId,{header},"), 1);
        fs::write(folder.path().join(name), text.replace("age,town,why", "age,Where do you live?,Why is that so?"))
            .unwrap();
    };
    export("one.csv", "a", "weight", 3);
    assert_eq!(run(&["init", "one.csv", "--out", "study"]).code, 0);
    let path = folder.path().join("study/study.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("holds the weight of each response"), "{text}");
    fs::write(&path, format!("{text}\n[weight]\ncolumn = \"weight\"\n")).unwrap();
    export("none.csv", "b", "heavy", 7);
    let refused = run(&["add", "study", "none.csv", "--wave", "2"]);
    let said = "has no column `weight`, in which the weights of the study stand";
    assert_eq!((refused.code, refused.err.contains(said)), (2, true), "{}", refused.err);
    export("two.csv", "b", "weight", 7);
    let added = run(&["add", "study", "two.csv", "--wave", "2"]);
    assert_eq!(added.code, 0, "{}{}", added.out, added.err);
    let report = run(&["report", "study", "--quiet"]);
    assert_eq!(report.code, 0, "{}", report.err);
    assert_eq!(table(&folder.path().join("study"), "weights.csv").len(), 126);
}

//! Variables, exclusions, weights and intervals of a study, from outside; weighted values are those of R.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::program::{change, run_in};

/// The sixty rows of `tests/reference/study_weights.R`, made by the same formulas.
pub(crate) fn rows() -> String {
    let mut text = String::from("id,age,role,answer,why,note,person,w\n");
    for i in 0..60 {
        let role = ["Student", "Teacher", "Student", "Parent"][i % 4];
        let answer = ["Yes", "No", "Unsure", ""][(i * 5 + i % 3) % 4];
        let (why, note) = (["price", "slow", ""][i % 3], ["price", "slow", "late"][(i * 7) % 3]);
        let (age, weight) = (18 + (i * 7) % 50, 0.5 + ((i * 37) % 10) as f64 / 4.0);
        writeln!(text, "k{i},{age},{role},{answer},{why},{note},p{},{weight}", i / 2).unwrap();
    }
    text
}

const STUDY: &str = r#"title = "Weighted"
[[source]]
id = "s"
file = "rows.csv"
columns = { id = "id", author = "person" }
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
options = ["Yes", "No", "Unsure"]
[[question]]
id = "role"
question = "Who are you?"
source = "s"
kind = "single"
columns = ["role"]
[[variable]]
id = "band"
question = "Age in bands"
of = "age"
options = [
  { label = "young", in = "..29" },
  { label = "middle", in = "30..49" },
  { label = "old", in = "50.." },
]
[[exclude]]
when = "age > 65"
reason = "older than the panel"
"#;

pub(crate) const TARGETS: &str = r#"trim = [0.4, 1.6]
[[weight.target]]
question = "band"
shares = { young = 30, middle = 45, old = 25 }
[[weight.target]]
question = "role"
shares = { Student = 40, Teacher = 35, Parent = 25 }
"#;

const MODEL: &str = "[sample]\nmodel = \"As if drawn at random.\"\n";

pub(crate) fn study(weight: &str, sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("rows.csv", &rows());
    write(
        "codebook.toml",
        "[[theme]]\nid = 'price'\npatterns = ['price']\n[[theme]]\nid = 'slow'\npatterns = ['slow']\n",
    );
    write("study.toml", &format!("{STUDY}{weight}{sample}"));
    folder
}

/// The rows of a table, each cell by its column.
pub(crate) fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(folder.join("out/tables").join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn reported(folder: &Path) -> String {
    let run = run_in(folder, &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    fs::read_to_string(folder.join("out/report.md")).unwrap()
}

fn refused(folder: &Path) -> String {
    let run = run_in(folder, &["report", ".", "--quiet"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(!folder.join("out").exists());
    run.err
}

#[track_caller]
fn near(found: &str, expected: f64) {
    let found: f64 = found.parse().unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} {expected}");
}

/// Share, low and high of a label.
#[track_caller]
fn estimated(folder: &Path, label: &str, expected: [f64; 3]) {
    let rows = table(folder, "estimates.csv");
    let row = rows.iter().find(|row| row["label"] == label).unwrap();
    for (column, expected) in ["share", "low", "high"].into_iter().zip(expected) {
        near(&row[column], expected);
    }
}

/// R survey 4.1, tests/reference/study_weights.R: "column".
#[test]
fn weights_of_a_column_give_the_shares_and_intervals_of_r() {
    let study = study("[weight]\ncolumn = \"w\"\n", MODEL);
    let report = reported(study.path());
    let of = |label, expected| estimated(study.path(), label, expected);
    of("Yes", [0.286_821_705_426_357, 0.160_498_955_966_902, 0.458_291_883_071_225]);
    of("No", [0.344_961_240_310_078, 0.202_819_691_899_625, 0.521_546_355_363_445]);
    of("Unsure", [0.368_217_054_263_566, 0.221_190_780_978_979, 0.544_629_382_781_525]);
    for said in ["As if drawn at random.", "weighted by the weights in the column “w”", "older than the panel", "| 3 |"]
    {
        assert!(report.contains(said), "{said}\n{report}");
    }
    assert_eq!(table(study.path(), "weights.csv").len(), 57);
}

/// R survey 4.1, tests/reference/study_weights.R: "equal" and "given".
#[test]
fn raked_and_trimmed_weights_and_what_follows_are_those_of_r() {
    let equal = study(&format!("[weight]\n{TARGETS}"), MODEL);
    let report = reported(equal.path());
    let expected = [
        (0.915_203_409_389_659, 0.920_327_147_116_247),
        (1.692_227_279_078_584, 1.6),
        (0.832_789_965_135_550, 0.837_913_702_862_138),
        (1.069_576_705_634_452, 1.074_700_443_361_04),
    ];
    for (row, (before, after)) in table(equal.path(), "weights.csv").iter().zip(expected) {
        near(&row["before_trimming"], before);
        near(&row["weight"], after);
    }
    let of = |label, expected| estimated(equal.path(), label, expected);
    of("Yes", [0.269_576_246_443_164, 0.155_015_670_205_477, 0.426_106_312_571_766]);
    of("Unsure", [0.362_950_421_058_437, 0.222_340_488_596_915, 0.531_686_568_541_975]);
    let rows = table(equal.path(), "estimates.csv");
    let band = rows.iter().find(|row| row["label"] == "young").unwrap();
    near(&band["share"], 0.296_224_614_306_724);
    near(&band["effective_base"], 52.406_528_328_295_29);
    near(&band["design_effect"], 1.087_650_753_030_79);
    assert!(report.contains("raked to the shares of “band” and “role”, from equal weights"), "{report}");
    let middle = &table(equal.path(), "weight_margins.csv")[1];
    assert_eq!((middle["option"].as_str(), middle["target"].as_str()), ("middle", "0.45"));
    near(&middle["weighted"], 0.452_157_363_253_3);

    let given = study(&format!("[weight]\ncolumn = \"w\"\n{TARGETS}"), MODEL);
    reported(given.path());
    estimated(given.path(), "No", [0.363_818_438_155_234, 0.217_417_301_408_93, 0.540_690_548_403_429]);
    let first = &table(given.path(), "weights.csv")[0];
    near(&first["given"], 0.5);
    near(&first["before_trimming"], 0.319_659_652_298_824);
}

/// R survey 4.1, tests/reference/study_weights.R: "column price", "clusters price" and "post-stratified".
#[test]
fn themes_are_weighted_by_respondent_and_rows_by_one_author_are_a_cluster() {
    let alone = study("[weight]\ncolumn = \"w\"\n", MODEL);
    change(alone.path(), "study.toml", ", author = \"person\"", "");
    reported(alone.path());
    estimated(alone.path(), "price", [0.5, 0.326_437_797_589_413, 0.673_562_202_410_587]);
    let rows = table(alone.path(), "estimates.csv");
    let price = rows.iter().find(|row| row["theme"] == "price").unwrap();
    assert_eq!((price["n"].as_str(), price["base"].as_str()), ("19", "38"));
    let clusters = study("[weight]\ncolumn = \"w\"\n", MODEL);
    change(clusters.path(), "study.toml", "column = \"why\"", "column = \"note\"");
    reported(clusters.path());
    estimated(clusters.path(), "price", [0.332_402_234_636_872, 0.226_411_899_944_071, 0.458_595_914_219_104]);
    let target = "[[weight.target]]\nquestion = \"role\"\nshares = { Student = 0.4, Teacher = 0.35, Parent = 0.25 }\n";
    let post = study(&format!("[weight]\ncolumn = \"w\"\nmethod = \"post_stratification\"\n{target}"), "");
    reported(post.path());
    let weights = table(post.path(), "weights.csv");
    near(&weights[1]["weight"], 1.910_106_382_978_723);
}

#[test]
fn an_opt_in_study_with_weights_has_no_interval_until_a_model_is_stated() {
    let silent = study(&format!("[weight]\n{TARGETS}"), "");
    let report = reported(silent.path());
    assert!(report.contains("Weighted share") && !report.contains("95% interval"), "{report}");
    assert!(report.contains("Withheld: sampling intervals") && report.contains("model"), "{report}");
    assert!(
        table(silent.path(), "estimates.csv").iter().all(|row| row["low"].is_empty() && row["rests_on"].is_empty())
    );
    let panel = study("", "[sample]\ndesign = \"panel\"\n");
    assert!(reported(panel.path()).contains("whether somebody takes part in the panel has nothing to do with"));
    let random = "[sample]\ndesign = \"probability\"\npopulation = \"a\"\nframe = \"b\"\nselection = \"c\"\n";
    let random = study("", random);
    assert!(reported(random.path()).contains("stated design (Wilson; of comments, those"));
    let rows = table(random.path(), "estimates.csv");
    // Those of comments, of which some authors wrote two, take the authors as clusters.
    let method = |row: &BTreeMap<String, String>| if row["unit"] == "comments" { "logit" } else { "Wilson" };
    assert!(rows.iter().all(|row| row["method"] == method(row) && row["rests_on"] == "design"));
    assert!(rows.iter().any(|row| row["unit"] == "comments"));
    let census = study("", "[sample]\ndesign = \"census\"\npopulation = \"a\"\n");
    reported(census.path());
    assert!(!census.path().join("out/tables/estimates.csv").exists());
}

#[test]
fn a_variable_is_a_question_like_any_other_and_may_be_made_of_themes_dates_and_variables() {
    let study = study("", "");
    let more = r#"[[variable]]
id = "says"
question = "Says"
kind = "multiple"
options = [{ label = "price", when = "@price" }, { label = "young yes", when = 'band = "young" and answer = "yes"' }]
[[variable]]
id = "net"
question = "Net"
of = "role"
options = [{ label = "at school", in = ["student", "Teacher"] }]
else = "other"
"#;
    change(study.path(), "study.toml", "[[exclude]]", &format!("{more}[[exclude]]"));
    let report = reported(study.path());
    assert!(report.contains("### Age in bands") && report.contains("charts/answers-net.svg"), "{report}");
    assert!(!report.contains("Closed question: “Net”"), "a variable was not asked\n{report}");
    let rows = table(study.path(), "answers.csv");
    let count = |label: &str| rows.iter().find(|row| row["option"] == label).unwrap()["n"].clone();
    // Counted by another program over the rows that are left.
    assert_eq!(["young", "middle", "old", "price", "at school", "other"].map(count), COUNTS.map(str::to_owned));
    assert_eq!(rows.iter().filter(|row| row["question"] == "says").count(), 2);
}

/// Of the 57 rows that are left.
const COUNTS: [&str; 6] = ["15", "24", "18", "19", "43", "14"];

#[test]
fn expressions_that_cannot_be_used_are_refused_with_their_place() {
    for (from, to, said) in [
        (
            "age > 65",
            "agee > 65",
            "study.toml:36:9: in `agee > 65` of `[[exclude]]`: there is no question, variable or column `agee`\nhint: did you mean `age`?",
        ),
        ("\"age > 65\"", "'answer = \"Yess\"'", "has no answer “yess”\nhint: did you mean `Yes`?"),
        ("age > 65", "age >", "expected a number"),
        ("age > 65", "age < 200", "the exclusions leave none of the 60 responses of `s`"),
        ("age > 65", "@cost", "has the theme `cost`"),
        ("in = \"30..49\"", "in = \"29..49\"", "has options that overlap: “young” and “middle”"),
        ("in = \"30..49\"", "when = \"age in 29..49\"", "has options that overlap: “young” and “middle”"),
        (
            "in = \"30..49\"",
            "when = \"age > 28 and age < 50\"",
            "“young” and “middle” both hold for a response (1 in all)",
        ),
        ("of = \"age\"", "of = \"band\"", "variables ask for each other: `band` asks for `band`"),
        ("id = \"band\"", "id = \"role\"", "has the id of another question"),
        ("reason = \"older than the panel\"", "reason = \" \"", "gives no reason"),
    ] {
        let study = study("", "");
        change(study.path(), "study.toml", from, to);
        let err = refused(study.path());
        assert!(err.contains(said), "{to}: {err}");
    }
}

#[test]
fn weights_that_cannot_be_used_are_refused_with_their_reason() {
    for (weight, from, to, said) in [
        (
            "column = \"w\"",
            "k4,46,Student,No,slow,slow,p2,2.5",
            "k4,46,Student,No,slow,slow,p2,-1",
            "rows.csv:6: the weight is `-1`",
        ),
        ("column = \"w\"", "p2,2.5", "p2,", "rows.csv:6: the weight is missing"),
        ("column = \"ww\"", "id", "id", "did you mean `w`?"),
        ("", "id", "id", "says neither where weights stand"),
        ("column = \"w\"\ntrim = [0.3, 3]", "id", "id", "trims weights that are given"),
        ("[[weight.target]]\nquestion = \"rolle\"\nshares = { a = 1 }", "id", "id", "did you mean `role`?"),
        (
            "[[weight.target]]\nquestion = \"answer\"\nshares = { Yes = 1, No = 1, Unsure = 1 }",
            "id",
            "id",
            "have no answer to `answer`",
        ),
        (
            "[[weight.target]]\nquestion = \"role\"\nshares = { Student = 1, Teacher = 1 }",
            "id",
            "id",
            "no target for `Parent`",
        ),
        (
            "[[weight.target]]\nquestion = \"role\"\nshares = { Student = 1, Teacher = 1, Parent = 1, Pilot = 1 }",
            "id",
            "id",
            "a target for `Pilot`, which nobody answered",
        ),
        (
            "[[weight.target]]\nquestion = \"role\"\nshares = { Student = 50, Teacher = 30, Parent = 20 }\n[[weight.target]]\nquestion = \"band\"\nshares = { young = 30, middle = 30, old = 30 }",
            "id",
            "id",
            "sum to 100, those of `band` to 90",
        ),
    ] {
        let study = study(&format!("[weight]\n{weight}\n"), "");
        change(study.path(), "rows.csv", from, to);
        let err = refused(study.path());
        assert!(err.contains(said), "{weight}: {err}");
    }
}

#[test]
fn weights_that_are_all_zero_and_targets_that_contradict_each_other_are_refused() {
    let zero = study("[weight]\ncolumn = \"zero\"\n", "");
    let rows = rows()
        .lines()
        .enumerate()
        .map(|(at, row)| format!("{row},{}\n", if at == 0 { "zero" } else { "0" }))
        .collect::<String>();
    fs::write(zero.path().join("rows.csv"), rows).unwrap();
    assert!(refused(zero.path()).contains("the weights of all 57 responses sum to zero"));
    // The two variables are the same question, with different targets.
    let twin = r#"[[variable]]
id = "twin"
question = "Twin"
of = "role"
options = [{ label = "a", in = ["Student"] }, { label = "b", in = ["Teacher", "Parent"] }]
[[weight.target]]
question = "twin"
shares = { a = 60, b = 40 }
[[weight.target]]
question = "role"
shares = { Student = 40, Teacher = 35, Parent = 25 }
"#;
    let study = study(twin, "");
    let err = refused(study.path());
    assert!(err.contains("does not settle after 1000 rounds: `twin` is off"), "{err}");
    let nobody = TARGETS.replace("Student = 40, Teacher = 35", "Student = 75, Teacher = 0");
    let err = refused(self::study(&format!("[weight]\n{nobody}"), "").path());
    assert!(err.contains("`role` has a target of 0 for `Teacher`, which somebody answered"), "{err}");
}

/// Forty answers, 24 “Yes” and 16 “No”; the weights make that 24 to 48, which is a third and two thirds.
#[test]
fn where_weighting_turns_the_order_sentence_and_picture_say_which_shares_they_speak_of() {
    let claim = "[[claim]]\nid = \"no\"\ntext = \"Most say no.\"\ncheck = [{ quantity = \"weighted.answer.No\", at_least = 0.6 }]\n";
    let folder = study("[weight]\ncolumn = \"w\"\n", claim);
    let row = |i: u32| match i {
        0..24 => format!("k{i},30,Student,Yes,price,,p{i},1\n"),
        _ => format!("k{i},40,Teacher,No,slow,,p{i},3\n"),
    };
    let rows: String = (0..40).map(row).collect();
    fs::write(folder.path().join("rows.csv"), format!("id,age,role,answer,why,note,person,w\n{rows}")).unwrap();
    fs::write(
        folder.path().join("article.md"),
        "# A\n\n67% answered “No”, weighted: {{ share('weighted.answer.No') }}. Without weights 40% answered “No”. \
         And 55% answered “No”.\n",
    )
    .unwrap();
    let report = reported(folder.path());
    let said = "“Will you?” <b>“No” is the answer of two in three (weighted).</b> 40 of 40 responses (100%) answer this question. Weighted: “No” 67%, “Yes” 33% and “Unsure” 0%.";
    assert!(report.contains(said), "{report}");
    assert_eq!(report.matches("](charts/answers-answer.png)").count(), 1, "{report}");
    let picture = fs::read_to_string(folder.path().join("out/charts/answers-answer.svg")).unwrap();
    assert!(picture.contains("“No” is the answer of two in three (weighted)"), "{picture}");
    let words: String = picture.split("</style>").nth(1).unwrap().to_owned();
    assert!(words.contains("“Will you?”, weighted") && words.contains("Weighted"), "{words}");
    assert!(words.find(">67%<").unwrap() < words.find(">33%<").unwrap() && !words.contains(">60%<"), "{words}");
    let drawn = run_in(folder.path(), &["chart", ".", "--chart", "number", "--chart", "stacked", "--out", "drawn"]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    for chart in ["number", "stacked"] {
        let picture = fs::read_to_string(folder.path().join(format!("drawn/{chart}-answer.svg"))).unwrap();
        assert!(picture.contains("67%") && !picture.contains("60%") && picture.contains(", weighted"), "{picture}");
    }
    let check = run_in(folder.path(), &["check", "."]).out;
    assert!(check.contains("claim no: holds: weighted.answer.No is 67% of responses, weighted"), "{check}");
    assert!(check.contains("55%") && !check.contains("“67%”") && !check.contains("“40%”"), "{check}");
    let kit = run_in(folder.path(), &["kit", ".", "--out", "cards", "--quiet"]);
    assert_eq!(kit.code, 0, "{}", kit.err);
    assert!(!kit.err.contains("is off"), "{}", kit.err);
    let post = fs::read_to_string(folder.path().join("cards/post.txt")).unwrap();
    assert!(post.starts_with("“No” is the answer of two in three (weighted). “Will you?”"), "{post}");
}

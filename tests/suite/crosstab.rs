//! `verbatims crosstab`, from outside. The numbers are by hand from the eight rows below.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx};

use crate::program::{Run, run_in};

const EXPORT: &str = "id,vote,role,tools,w\n\
    1,yes,dev,saw;plane,1\n2,yes,dev,saw,2\n3,no,dev,plane,1\n4,no,ops,saw,1\n\
    5,yes,ops,saw;plane,1\n6,no,ops,,2\n7,,ops,saw,1\n8,yes,,plane,1\n";

fn crosstab(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), EXPORT).unwrap();
    run_in(folder.path(), &[&["crosstab", "in.csv"], args].concat())
}

#[test]
fn percent_are_of_those_who_answered_both_questions() {
    let run = crosstab(&["--rows", "vote", "--columns", "role", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let row = |start: &str| run.out.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert_eq!(row("vote,yes,role,dev"), "vote,yes,role,dev,2,2,66.66666666666666,66.66666666666666,3,3,3,");
    assert_eq!(row("vote,yes,role,ops"), "vote,yes,role,ops,1,1,33.33333333333333,33.33333333333333,3,3,3,");
    assert_eq!(row("vote,yes,,Total"), "vote,yes,,Total,4,4,57.14285714285714,100,7,7,7,");
    assert_eq!(run.err.lines().filter(|line| line.starts_with("withheld: letters")).count(), 1, "{}", run.err);
}

#[test]
fn weights_have_their_effective_base() {
    let run = crosstab(&["--rows", "vote", "--columns", "role", "--weight", "w", "--format", "json"]);
    let cells: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let cell = cells.as_array().unwrap().iter().find(|cell| cell["row"] == "yes" && cell["column"] == "dev").unwrap();
    assert_eq!((&cell["n"], &cell["weighted_n"], &cell["column_percent"]), (&2.into(), &3.0.into(), &75.0.into()));
    // (1 + 2 + 1)² / (1 + 4 + 1)
    assert!((cell["effective_base"].as_f64().unwrap() - 16.0 / 6.0).abs() < 1e-12);
}

#[test]
fn letters_need_a_random_sample_or_a_stated_model() {
    let random = ["--design", "probability", "--frame", "a register", "--selection", "every tenth"];
    let run = crosstab(&[&["--rows", "vote", "--columns", "role"], &random[..]].concat());
    assert!(run.out.contains("ops (A)*") && run.out.contains("dev (B)*"), "{}", run.out);
    assert!(run.out.contains("Fisher's exact test") && run.out.contains("* Base below 30"), "{}", run.out);
    assert!(!run.err.contains("withheld"), "{}", run.err);
    let bare = crosstab(&["--rows", "vote", "--columns", "role", "--design", "probability"]);
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("--frame"), "{}", bare.err);
}

#[test]
fn a_question_that_is_not_there_is_named_with_the_nearest() {
    let run = crosstab(&["--rows", "vot"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no question `vot`") && run.err.contains("did you mean `vote`?"), "{}", run.err);
    let weight = crosstab(&["--rows", "vote", "--weight", "role"]);
    assert_eq!(weight.code, 2);
    assert!(weight.err.contains("in.csv:2: the weight is `dev`, expected a number"), "{}", weight.err);
}

/// The survey of `tests/reference/crosstab.R`, made by the same formulas.
fn survey() -> String {
    let mut rows = "id,vote,role,tools,w\n".to_owned();
    for i in 0..300_usize {
        let role = if i % 11 == 4 { "" } else { ["a", "b", "c"][(i * 7) % 3] };
        let turned = if i % 4 == 0 { (i * 7) % 3 } else { 0 };
        let vote = if i % 13 == 5 { "" } else { ["yes", "no", "none"][(i * i / 7 + turned) % 3] };
        let chosen = [("saw", (i * 5) % 7 < 3), ("plane", (i * 3) % 8 < 2 + (i * 7) % 3), ("file", i % 10 == 3)];
        let tools: Vec<&str> = chosen.into_iter().filter(|(_, chosen)| *chosen).map(|(name, _)| name).collect();
        let weight = 0.5 + ((i * 37) % 10) as f64 / 4.0;
        rows.push_str(&format!("{},{vote},{role},{},{weight}\n", i + 1, tools.join(";")));
    }
    rows
}

fn of_survey(args: &[&str]) -> Vec<BTreeMap<String, String>> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), survey()).unwrap();
    let start = ["crosstab", "in.csv", "--columns", "role,tools", "--model", "drawn at random", "--format", "csv"];
    let run = run_in(folder.path(), &[&start, args].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

pub(crate) fn near(row: &BTreeMap<String, String>, column: &str, expected: f64) {
    let found: f64 = row[column].parse().unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{column}: {found}, expected {expected}");
}

pub(crate) fn the<'r>(rows: &'r [BTreeMap<String, String>], wanted: &[(&str, &str)]) -> &'r BTreeMap<String, String> {
    let of = |row: &&BTreeMap<String, String>| wanted.iter().all(|(column, value)| row[*column] == *value);
    let mut found = rows.iter().filter(of);
    let first = found.next().unwrap_or_else(|| panic!("there is {wanted:?}"));
    assert!(found.next().is_none(), "{wanted:?} stands once");
    first
}

/// R 4.2 and survey 4.1: `svytable`, Kish's base; `tests/reference/crosstab.R`.
#[test]
fn weighted_cells_of_a_survey_with_missing_answers_are_those_of_r() {
    let rows = of_survey(&["--rows", "vote,tools", "--weight", "w"]);
    let expected = [
        ("yes", "a", 19.5, 14.552_238_805_970_2, 69.833_738_454_059_3),
        ("none", "b", 37.25, 27.090_909_090_909_1, 70.843_091_334_894_6),
        ("no", "c", 28.0, 20.817_843_866_171_0, 69.145_723_841_376_0),
    ];
    for (row, column, weighted, percent, effective) in expected {
        let cell =
            the(&rows, &[("row_question", "vote"), ("row", row), ("column", column), ("column_question", "role")]);
        near(cell, "weighted_n", weighted);
        near(cell, "column_percent", percent);
        near(cell, "effective_base", effective);
    }
    let saw = the(&rows, &[("row_question", "tools"), ("row", "saw"), ("column", "a"), ("column_question", "role")]);
    near(saw, "column_percent", 71.703_296_703_296_7);
}

/// R 4.2 and survey 4.1: `svychisq`, `chisq.test`; the pair of columns that overlap by the formula there.
#[test]
fn tests_of_a_survey_with_missing_answers_are_those_of_r() {
    let weighted = ["--rows", "vote,tools", "--weight", "w", "--tests"];
    let rows = of_survey(&weighted);
    let second = the(&rows, &[("row_question", "vote"), ("test", "rao_scott_second")]);
    near(second, "value", 5.178_512_734_372_09);
    near(second, "df", 3.997_148_434_153_14);
    near(second, "df_error", 1_003.284_256_972_44);
    near(second, "p", 3.950_159_670_066_22e-4);
    let saw = the(&rows, &[("row", "saw"), ("column_question", "role"), ("test", "rao_scott_second")]);
    near(saw, "value", 0.966_380_077_181_633);
    near(saw, "p", 0.381_412_232_348_679);
    let pair = [("row", "yes"), ("column_question", "tools"), ("column", "plane"), ("against", "saw")];
    near(the(&rows, &pair), "value", 0.851_203_601_516_681);
    near(the(&rows, &pair), "p", 0.394_656_262_527_948);
    let first = of_survey(&[&weighted[..], &["--weighting", "first"]].concat());
    let first = the(&first, &[("row_question", "vote"), ("test", "rao_scott_first")]);
    near(first, "p", 3.607_992_197_700_39e-4);
    let plain = of_survey(&["--rows", "vote", "--tests"]);
    let pearson = the(&plain, &[("test", "pearson")]);
    near(pearson, "value", 25.442_843_131_887_7);
    near(pearson, "p", 4.097_848_699_789_66e-5);
    let residual = the(&plain, &[("test", "adjusted_residual"), ("row", "none"), ("column", "a")]);
    near(residual, "value", 3.557_022_127_723_17);
}

#[test]
fn another_programs_defaults_are_taken_with_what_we_do_otherwise() {
    let letters = |args: &[&str]| {
        let rows = of_survey(&[&["--rows", "vote", "--weight", "w"], args].concat());
        let of = |column: &str| {
            the(&rows, &[("row", "none"), ("column_question", "role"), ("column", column)])["letters"].clone()
        };
        ["a", "b", "c"].map(of)
    };
    assert_eq!(letters(&[]), ["B C", "", ""]);
    // By the sums of weights a and c differ with p 0.0018, three times that with Bonferroni; a and b with 2e-6.
    assert_eq!(letters(&["--like", "spss", "--levels", "0.0001"]), ["B", "", ""]);
    // Without correction a and b differ with p 0.0006, a and c with 0.025.
    assert_eq!(letters(&["--like", "q"]), ["B c", "", ""]);
    assert_eq!(letters(&["--apa"]), ["a", "b", "b"]);
    let run = crosstab(&["--rows", "vote", "--columns", "role", "--model", "m", "--like", "spss"]);
    assert!(run.err.contains("unlike SPSS CTABLES: "), "{}", run.err);
}

#[test]
fn nets_count_each_person_once_and_small_counts_are_hidden_with_others() {
    let run = crosstab(&["--rows", "tools", "--net", "tools:Any=saw|plane", "--format", "csv"]);
    assert!(run.out.contains("tools,Any,,Total,7,7,100,100,7,7,7,"), "{}{}", run.out, run.err);
    let wrong = crosstab(&["--rows", "tools", "--net", "tools:Any=saw|plain"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `plane`?"), "{}", wrong.err);
    let hidden = crosstab(&["--rows", "vote", "--columns", "role", "--hide-below", "2", "--format", "csv"]);
    assert!(hidden.out.contains("\nvote,yes,role,dev,,,,,3,3,3,\n"), "{}", hidden.out);
    assert!(hidden.out.contains("\nvote,yes,role,Total,3,3,50,100,6,6,6,\n"), "{}", hidden.out);
}

#[test]
fn a_workbook_has_an_index_and_a_sheet_for_each_row_question() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), EXPORT).unwrap();
    let make = |out: &str| {
        let args =
            ["crosstab", "in.csv", "--rows", "vote,tools", "--columns", "role", "--format", "xlsx", "--out", out];
        assert_eq!(run_in(folder.path(), &args).code, 0);
        std::fs::read(folder.path().join(out)).unwrap()
    };
    assert_eq!(make("a.xlsx"), make("b.xlsx"));
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("a.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Index", "vote", "tools", "crosstab"]);
    let vote = book.worksheet_range("vote").unwrap();
    assert!(vote.rows().flatten().any(|cell| *cell == Data::Float(4.0 / 7.0)));
    let said: Vec<String> = vote.rows().flatten().map(ToString::to_string).collect();
    assert!(said.iter().any(|cell| cell.starts_with("withheld: letters")));
}

#[test]
fn what_cannot_be_counted_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), "vote,w\nyes,0\nno,0\n").unwrap();
    let run = run_in(folder.path(), &["crosstab", "in.csv", "--rows", "vote", "--weight", "w"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the weights of all 2 responses are zero"), "{}", run.err);
    std::fs::write(folder.path().join("in.csv"), "vote,role\nyes,a\nno,b\nno,\n").unwrap();
    let lone = run_in(folder.path(), &["crosstab", "in.csv", "--rows", "vote", "--columns", "role", "--model", "m"]);
    assert_eq!(lone.code, 0, "{}", lone.err);
}

const STUDY: &str = r#"
title = "Tools"
[banner]
questions = ["role"]
[[table]]
rows = "why"
title = "Reasons given"
[[table]]
rows = "more"
[[table]]
rows = "tools"
nets = [{ label = "Any", of = ["saw", "plane"] }]
[[source]]
id = "r"
file = "in.csv"
columns = { id = "id" }
[[source]]
id = "c"
file = "c.csv"
pseudonymous = true
columns = { author = "who" }
[[question]]
id = "role"
question = "Role?"
source = "r"
kind = "single"
columns = ["role"]
[[question]]
id = "tools"
question = "Tools?"
source = "r"
kind = "multiple"
columns = ["tools"]
separator = ";"
[[open]]
id = "why"
question = "Why?"
source = "r"
column = "why"
codebook = "codebook.toml"
[[open]]
id = "more"
question = "More?"
source = "c"
column = "text"
codebook = "codebook.toml"
"#;

const CODEBOOK: &str = r#"
name = "reasons"
language = "en"
[[group]]
id = "reasons"
label = "Reasons"
[[theme]]
id = "price"
label = "Price"
definition = "It speaks of the price."
group = "reasons"
patterns = ["price", "cheap"]
[[theme]]
id = "speed"
label = "Speed"
definition = "It speaks of speed."
group = "reasons"
patterns = ["fast", "speed"]
"#;

pub(crate) fn study() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let answers = "id,role,tools,why,w\nk1,dev,saw;plane,the price,1\nk2,dev,saw,fast and cheap,2\n\
        k3,ops,plane,,1\nk4,ops,,no idea,1\nk5,,saw,speed,1\n";
    let files = [
        ("study.toml", STUDY),
        ("codebook.toml", CODEBOOK),
        ("in.csv", answers),
        ("c.csv", "who,text\nk1,It was fast\nk1,and cheap\nk3,the price\nzz,slow\n"),
    ];
    files.into_iter().for_each(|(name, text)| std::fs::write(folder.path().join(name), text).unwrap());
    folder
}

/// By hand from the five responses and four comments above.
#[test]
fn themes_are_crossed_with_the_answers_of_those_who_wrote_the_comments() {
    let folder = study();
    let run = run_in(folder.path(), &["crosstab", ".", "--format", "csv", "--weight", "w"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for row in [
        // Those who have a role and wrote a comment: k1 and k2 of dev, k4 of ops, who shows no theme.
        "why,Price,role,dev,2,3,100,100,2,3,",
        "why,Price,role,ops,0,0,0,0,1,1,1,",
        "why,Speed,role,dev,1,2,66.66666666666666,100,2,3,",
        "why,Price,,Total,2,3,60,100,4,5,",
        // Two comments of k1 are one person; zz is nobody who answered.
        "more,Price,role,dev,1,1,100,50,1,1,1,",
        "more,Speed,,Total,1,1,50,100,2,2,2,",
        "tools,Any,role,dev,2,3,100,75,2,3,",
    ] {
        assert!(run.out.contains(&format!("\n{row}")), "{row}: {}", run.out);
    }
    assert!(run.err.contains("1 comments of `more` belong to no response"), "{}", run.err);
    assert!(run.err.contains("withheld: letters"), "{}", run.err);
}

#[test]
fn a_study_with_a_banner_has_its_table_book_in_the_report() {
    let folder = study();
    let run = run_in(folder.path(), &["report", ".", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("out/tables/book.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Index", "why", "more", "tools", "crosstab"]);
    assert!(book.worksheet_range("Index").unwrap().rows().flatten().any(|cell| *cell == "Reasons given"));
    let tidy = std::fs::read_to_string(folder.path().join("out/tables/crosstab.csv")).unwrap();
    let columns = "row_question,row,column_question,column,n,weighted_n,column_percent,row_percent,base,weighted_base,effective_base,letters\n";
    assert!(tidy.starts_with(columns), "{tidy}");
}

#[test]
fn people_who_cannot_be_put_together_are_an_error_that_says_what_is_missing() {
    let folder = study();
    crate::program::change(folder.path(), "study.toml", "columns = { id = \"id\" }\n", "");
    let run = run_in(folder.path(), &["crosstab", ".", "--rows", "more", "--columns", "role"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`r` stands in another file and has no ids"), "{}", run.err);
    let alone = run_in(folder.path(), &["crosstab", ".", "--rows", "more", "--columns", "more", "--format", "csv"]);
    assert!(alone.out.contains("more,Price,,Total,2,2,"), "{}{}", alone.out, alone.err);
    let unknown = run_in(folder.path(), &["crosstab", ".", "--rows", "tool", "--columns", "role"]);
    assert!(unknown.err.contains("did you mean `tools`?"), "{}", unknown.err);
}

/// By hand: what R writes for a missing answer is in no base, unless somebody says that it is an answer.
#[test]
fn what_programs_write_for_no_answer_is_no_answer_and_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "vote,sex,trust\nyes,f,1\nno,m,NA\nNA,f,2\nyes,NA,2\nyes,m,1\nno,f,99\nno,m,2\nyes,f,1\n";
    std::fs::write(folder.path().join("in.csv"), rows).unwrap();
    let run = |args: &[&str]| run_in(folder.path(), &[&["crosstab", "in.csv", "--format", "csv"], args].concat());
    let plain = run(&["--rows", "vote", "--columns", "sex"]);
    let has = |run: &Run, start: &str| run.out.lines().any(|line| line.starts_with(start));
    assert!(has(&plain, "vote,yes,sex,f,2,2,66.66666666666666,66.66666666666666,3,3,3,"), "{}", plain.out);
    assert!(has(&plain, "vote,yes,sex,Total,3,3,50,100,6,6,6,") && !plain.out.contains("NA"), "{}", plain.out);
    assert!(plain.err.contains("count as no answer: `vote` has `NA` (1); `sex` has `NA` (1)"), "{}", plain.err);
    let all = run(&["--rows", "vote", "--columns", "sex", "--missing", ""]);
    assert!(has(&all, "vote,NA,sex,f,1,1,25,100,4,4,4,"), "{}", all.out);
    assert!(all.err.contains("may stand for no answer and are counted as answers"), "{}", all.err);
    let code = run(&["--rows", "trust", "--missing", "NA,99"]);
    assert!(has(&code, "trust,2,,Total,3,3,50,100,6,6,6,") && !has(&code, "trust,99"), "{}", code.out);
}

#[test]
fn a_question_whose_name_holds_commas_is_named_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "\"How often, if at all?\",sex\ndaily,f\nnever,m\ndaily,m\nnever,f\n";
    std::fs::write(folder.path().join("in.csv"), rows).unwrap();
    let args = ["crosstab", "in.csv", "--rows", "sex,How often, if at all?", "--format", "csv"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("daily") && run.out.contains("sex,f,,Total,2"), "{}", run.out);
}

/// By hand: f rates 1, 2, 3, m 2, 4, 6; bands of years are no numbers.
#[test]
fn ratings_have_their_means_beside_the_cells_and_bands_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "sex,rating,age\nf,1,18-29\nf,2,30-49\nf,3,50+\nm,2,18-29\nm,4,30-49\nm,6,50+\n".to_owned();
    std::fs::write(folder.path().join("in.csv"), rows).unwrap();
    let run = |args: &[&str]| {
        let run = run_in(folder.path(), &[&["crosstab", "in.csv", "--columns", "sex"], args].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let sample = ["--design", "probability", "--frame", "everyone", "--selection", "by lot", "--levels", "0.5"];
    let asked = [&["--rows", "rating,age", "--statistics", "--format", "csv"], &sample[..]].concat();
    let tidy = run(&asked);
    let lines: Vec<&str> = tidy.lines().filter(|line| line.contains(",sex,")).collect();
    assert_eq!(lines.len(), 9, "{tidy}");
    assert!(lines[0].starts_with("rating,mean,sex,f,2,-0.4841377") && lines[0].ends_with(",t,3,3,3,"), "{tidy}");
    assert!(lines[1].starts_with("rating,mean,sex,m,4,") && lines[1].ends_with(",t,3,3,3,A"), "{tidy}");
    assert_eq!(lines[4], "rating,standard deviation,sex,m,2,,,,3,3,3,", "{tidy}");
    assert_eq!(lines[8], "rating,median,sex,Total,2.5,,,,6,6,6,", "{tidy}");
    let withheld = run(&["--rows", "rating", "--statistics", "--format", "csv"]);
    assert!(withheld.contains("rating,mean,sex,m,4,,,,3,3,3,\n"), "{withheld}");
    let table = run(&[&["--rows", "rating,age"], &sample[..]].concat());
    let means: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("Mean") || line.starts_with("Median"))
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(means[0], ["Mean", "3.00", "2.00", "4.00", "A"], "{table}");
    assert_eq!(means[1], ["Median", "2.50", "2.00", "4.00"], "{table}");
    let tests = run(&[&["--rows", "rating", "--tests", "--format", "csv"], &sample[..]].concat());
    assert!(tests.contains("rating,,sex,m,f,column_means,1.549193"), "{tests}");
    let hidden = run(&["--rows", "rating", "--hide-below", "2"]);
    assert!(hidden.contains("hidden") && !hidden.contains("Mean"), "{hidden}");
}

//! Numbers, codes and counts in `verbatims crosstab`, as surveys and the programs around them write them.

use std::collections::BTreeMap;

use crate::crosstab::{near, the};
use crate::program::{Run, run_in};

fn crosstab(file: &str, args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), file).unwrap();
    run_in(folder.path(), &[&["crosstab", "in.csv"], args].concat())
}

fn tidy(file: &str, args: &[&str]) -> Vec<BTreeMap<String, String>> {
    let run = crosstab(file, &[args, &["--model", "drawn at random", "--format", "csv"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    csv::Reader::from_reader(run.out.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

/// The survey of `tests/reference/numbers.R`, made by the same formulas.
fn survey() -> String {
    let mut rows = "id,team,hours,w\n".to_owned();
    for i in 0..300_usize {
        let turned = (i * 7) % 3;
        let team = if i % 11 == 4 { "" } else { ["a", "b", "c"][turned] };
        let hours = ((i * 29) % 97) as f64 + [0.0, 6.5, 13.0][turned];
        let hours = if i % 13 == 5 { String::new() } else { hours.to_string() };
        rows.push_str(&format!("{},{team},{hours},{}\n", i + 1, 0.5 + ((i * 37) % 10) as f64 / 4.0));
    }
    rows
}

/// R 4.2 and survey 4.1, `tests/reference/numbers.R`: `mean`, `sd`, `median`, `t.test`, `svymean`, `svyvar`.
#[test]
fn a_number_has_its_means_by_group_and_no_cells() {
    let file = survey();
    let asked = ["--rows", "hours", "--columns", "team"];
    assert!(tidy(&file, &asked).is_empty(), "a table of every number would say nothing");
    let found = tidy(&file, &[&asked[..], &["--statistics"]].concat());
    let value = |statistic, column, expected| {
        near(
            the(&found, &[("statistic", statistic), ("column_question", "team"), ("column", column)]),
            "value",
            expected,
        );
    };
    value("mean", "a", 50.011_904_761_904_8);
    value("standard deviation", "c", 27.936_401_892_344_1);
    value("median", "b", 53.5);
    let tests = tidy(&file, &[&asked[..], &["--tests"]].concat());
    let pair = the(&tests, &[("test", "column_means"), ("column", "c"), ("against", "a")]);
    near(pair, "value", 2.476_054_848_888_691);
    near(pair, "df", 164.992_343_171_641_24);
    near(pair, "p", 0.014_293_496_711_218);
    let weighted = tidy(&file, &[&asked[..], &["--weight", "w", "--statistics"]].concat());
    let of = |statistic| the(&weighted, &[("statistic", statistic), ("column_question", "team"), ("column", "c")]);
    near(of("mean"), "value", 54.652_416_356_877_32);
    near(of("standard deviation"), "value", 29.671_455_636_476_25);
}

#[test]
fn numbers_are_put_into_bands_as_rows_and_as_columns() {
    let mut file = "vote,age\n".to_owned();
    (0..80_usize).for_each(|i| file.push_str(&format!("{},{}\n", ["yes", "no"][i % 2], 18 + i)));
    let asked = ["--rows", "vote,age", "--columns", "age", "--bands", "age:18,30,60"];
    let rows = tidy(&file, &asked);
    let of = |column| &the(&rows, &[("row", "yes"), ("column_question", "age"), ("column", column)])["base"];
    assert_eq!([of("18–29"), of("30–59"), of("60+"), of("Total")], ["12", "30", "38", "80"]);
    assert_eq!(the(&rows, &[("row", "60+"), ("column_question", "")])["n"], "38");
    let wrong = crosstab(&file, &["--rows", "vote", "--bands", "age:18,30"]);
    assert!(wrong.code == 2 && wrong.err.contains("in no row or column"), "{}", wrong.err);
    let words = crosstab(&file, &["--rows", "vote", "--bands", "vote:18,30"]);
    assert!(words.code == 2 && words.err.contains("expected a number"), "{}", words.err);
    assert_eq!(crosstab(&file, &["--rows", "age", "--bands", "age:30,18"]).code, 2);
}

#[test]
fn cells_have_what_is_asked_for_with_the_decimals_wanted() {
    let file = "answer,group,w\nyes,a,1\nyes,a,1\nno,a,2\nyes,b,3\n";
    let asked = ["--rows", "answer", "--columns", "group", "--weight", "w", "--decimals", "1"];
    let run = crosstab(file, &[&asked[..], &["--cells", "column,row,count,weighted"]].concat());
    let lines: Vec<Vec<&str>> =
        run.out.lines().filter(|line| line.starts_with("yes")).map(|line| line.split_whitespace().collect()).collect();
    let expected = [["yes", "71.4%", "50.0%", "100.0%"], ["yes", "100.0%", "40.0%", "60.0%"], ["yes", "3", "2", "1"]];
    assert_eq!(
        (&lines[..3], &lines[3][..]),
        (&expected.map(Vec::from)[..], &["yes", "5.0", "2.0", "3.0"][..]),
        "{}",
        run.out
    );
    assert!(run.out.contains("Column percent") && run.out.contains("Weighted count"), "{}", run.out);
    let plain = crosstab(file, &asked);
    assert!(!plain.out.contains("Column percent") && plain.out.contains("71.4%"), "{}", plain.out);
}

#[test]
fn numbers_stand_among_all_rows_with_their_letters_and_are_no_columns() {
    let file = survey();
    let run = crosstab(&file, &["--columns", "team", "--model", "drawn at random"]);
    let line = |start: &str| run.out.lines().find(|line| line.starts_with(start)).unwrap_or_default();
    assert_eq!(
        line("Mean").split_whitespace().collect::<Vec<_>>()[2..],
        ["50.01", "54.25", "60.82", "A"],
        "{}",
        run.out
    );
    assert!(run.out.contains("Welch's t test of two means") && run.out.contains("c (C)"), "{}", run.out);
    assert!(!run.out.contains("no test of the whole table: fewer"), "{}", run.out);
    let cells = crosstab(&file, &["--rows", "hours", "--format", "csv"]);
    assert!(cells.err.contains("`--statistics` gives those of `hours`"), "{}", cells.err);
    let column = crosstab(&file, &["--rows", "team", "--columns", "hours"]);
    assert_eq!(column.code, 2);
    assert!(
        column.err.contains("is a number with 198 values") && column.err.contains("--bands 'hours:18,30,45'"),
        "{}",
        column.err
    );
    let hidden = crosstab(&file, &["--rows", "hours", "--columns", "team", "--hide-below", "100"]);
    assert!(!hidden.out.contains("Mean") && hidden.out.contains("hidden"), "{}", hidden.out);
}

/// pandas writes the whole numbers of a column with a blank cell as `1.0`, `2.0`.
#[test]
fn whole_numbers_with_decimals_are_those_without() {
    let rows = |decimals: &str| {
        let mut file = "vote,rating,child\n".to_owned();
        for i in 0..60_usize {
            let rating = if i == 7 { String::new() } else { format!("{}{decimals}", (i * i) % 5 + 1) };
            let rating = if i % 10 == 3 { format!("99{decimals}") } else { rating };
            file.push_str(&format!("{},{rating},{}{decimals}\n", ["x", "y"][i % 2], i % 3 % 2));
        }
        file
    };
    let asked = ["--rows", "all", "--columns", "vote", "--missing", "99"];
    let found = tidy(&rows(".0"), &asked);
    assert_eq!(found, tidy(&rows(""), &asked));
    assert_eq!(the(&found, &[("row_question", "rating"), ("row", "1"), ("column_question", "")])["base"], "53");
    let statistics = [&asked[..], &["--statistics"]].concat();
    assert_eq!(tidy(&rows(".0"), &statistics), tidy(&rows(""), &statistics));
}

const COUNTS: &str = "score,group,Freq\n1,one,3\n2,one,9\n3,one,14\n1,other,12\n2,other,8\n3,other,5\n";

/// R 4.2, `tests/reference/numbers.R`: `chisq.test` of the counts, `t.test` of the people that they stand for.
#[test]
fn rows_that_stand_for_people_are_counted_as_people_where_that_is_said() {
    let asked = ["--rows", "score", "--columns", "group", "--weight", "Freq", "--weighting", "frequencies"];
    let base = [&asked[..], &["--base", "weighted"]].concat();
    let tests = tidy(COUNTS, &[&base[..], &["--tests"]].concat());
    let pearson = the(&tests, &[("test", "pearson")]);
    near(pearson, "value", 9.706_105_263_157_896);
    near(pearson, "p", 0.007_804_516_834_222_09);
    let pair = the(&tests, &[("test", "column_means")]);
    near(pair, "value", 3.349_476_253_432_775);
    near(pair, "df", 47.802_661_543_104_47);
    near(pair, "p", 0.001_586_887_090_453_04);
    let statistics = tidy(COUNTS, &[&base[..], &["--statistics"]].concat());
    let of = |statistic| the(&statistics, &[("statistic", statistic), ("column", "one")]);
    near(of("mean"), "value", 2.423_076_923_076_923);
    near(of("standard deviation"), "value", 0.702_741_882_803_461_4);
    assert_eq!(of("mean")["base"], "26");
}

#[test]
fn rows_that_seem_to_stand_for_people_are_pointed_out() {
    let plain = crosstab(COUNTS, &["--rows", "score", "--columns", "group"]);
    assert!(plain.err.contains("`Freq` looks like a number of people"), "{}", plain.err);
    assert!(plain.err.contains("--weight Freq --weighting frequencies"), "{}", plain.err);
    let weighted = ["--rows", "score", "--columns", "group", "--weight", "Freq", "--model", "drawn at random"];
    assert!(crosstab(COUNTS, &weighted).err.contains("add `--weighting frequencies"));
    let people = crosstab(COUNTS, &[&weighted[..], &["--weighting", "frequencies"]].concat());
    assert!(!people.err.contains("looks like"), "{}", people.err);
    assert!(people.out.contains("one (A)*") && people.out.contains("other (B)*"), "{}", people.out);
    let many = COUNTS.replace(",14", ",400").replace(",12", ",300");
    let people = crosstab(&many, &[&weighted[..], &["--weighting", "frequencies"]].concat());
    assert!(!people.out.contains("Base below 30"), "{}", people.out);
}

#[test]
fn columns_that_do_not_fit_stand_below_with_their_rows() {
    let mut file = "answer,region\n".to_owned();
    for i in 0..120_usize {
        file.push_str(&format!("{},Region number {}\n", ["yes", "no"][i % 2], i % 9 + 1));
    }
    let asked = ["--rows", "answer", "--columns", "region"];
    let narrow = crosstab(&file, &[&asked[..], &["--width", "60"]].concat()).out;
    let of_table = narrow.lines().take_while(|line| !line.starts_with('*'));
    assert!(of_table.clone().all(|line| line.chars().count() <= 60), "{narrow}");
    assert_eq!(of_table.clone().filter(|line| line.starts_with("yes")).count(), 5, "{narrow}");
    assert_eq!(of_table.filter(|line| line.trim() == "region").count(), 5, "{narrow}");
    let (wide, heads) = (crosstab(&file, &asked).out, narrow.matches("Region number").count());
    assert_eq!((wide.lines().filter(|line| line.starts_with("yes")).count(), heads), (1, 9), "{wide}");
}

#[test]
fn an_open_end_behind_numbers_is_an_answer_however_rare() {
    let cell = |i: usize| if i == 77 { "8 or more" } else { ["0", "1", "2", "3"][i % 4] };
    let lines: Vec<&str> = std::iter::once("children_in_this_household").chain((0..200).map(cell)).collect();
    let rows = tidy(&lines.join("\n"), &["--rows", "children_in_this_household"]);
    let of = |column: &str| rows.iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    assert_eq!(of("row"), ["0", "1", "2", "3", "8 or more"]);
    assert_eq!(
        (of("n"), &rows[4]["base"]),
        (["50", "49", "50", "50", "1"].map(str::to_owned).to_vec(), &"200".to_owned())
    );
    assert_eq!(rows[0]["row_question"], "children_in_this_household", "a name without blanks is its own id");
}

#[test]
fn income_bands_and_intervals_stand_from_low_to_high() {
    let incomes = ["$3000 to 3999", "Lt $1000", "$25000 or more", "$1000 to 2999"];
    let cut = ["(39,59]", "(59,Inf]", "(0,19]", "(19,39]"];
    let wave = ["Wave 10", "Wave 9", "Wave 1", "Wave 2"];
    let mut file = "income,age,wave\n".to_owned();
    for i in 0..80_usize {
        let rare = [0, 0, 0, 1, 1, 2, 3][i % 7];
        file.push_str(&format!("{},\"{}\",{}\n", incomes[rare], cut[rare], wave[rare]));
    }
    let rows: Vec<String> =
        tidy(&file, &["--rows", "income,age,wave"]).into_iter().map(|row| row["row"].clone()).collect();
    let income = ["Lt $1000", "$1000 to 2999", "$3000 to 3999", "$25000 or more"];
    let age = ["(0,19]", "(19,39]", "(39,59]", "(59,Inf]"];
    assert_eq!(rows, [income, age, ["Wave 1", "Wave 2", "Wave 9", "Wave 10"]].concat());
}

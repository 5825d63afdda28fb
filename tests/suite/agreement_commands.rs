//! The commands for coders, from outside: sample, agree, and what is held out.

use std::fs;
use std::path::Path;

use crate::program::{change, copy_of_study, run_in};

const TEXTS: [&str; 8] = [
    "Send me a note",
    "A profile photo helps",
    "no note no deal",
    "Deals are fine",
    "nothing to say",
    "notes and a photo",
    "I like photos",
    "what a deal",
];

/// A study of a few comments.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (1..).zip(TEXTS).map(|(id, text)| format!("{id},{text}\n")).collect();
    write(folder.path(), "comments.csv", &format!("id,text\n{rows}"));
    write(
        folder.path(),
        "codebook.toml",
        "[[theme]]\nid = 'letter'\ndefinition = 'Speaks of a note'\npatterns = ['note']\n[[theme]]\nid = 'look'\n\
         definition = 'Speaks of the look'\npatterns = ['photo']\n",
    );
    write(
        folder.path(),
        "study.toml",
        "title = \"Small\"\n[[source]]\nid = \"s\"\nfile = \"comments.csv\"\ncolumns = { id = \"id\" }\n\
         [[open]]\nid = \"q\"\nquestion = \"?\"\nsource = \"s\"\ncolumn = \"text\"\ncodebook = \"codebook.toml\"\n",
    );
    fs::create_dir(folder.path().join("codings")).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Two people: anna on a sheet, ben row by row. With the tagger they differ on `letter` of 3 (ben says no) and of 5 (only
/// anna says yes), and on `look` of 7 (only anna says no).
fn coded() -> tempfile::TempDir {
    let study = small();
    write(
        study.path(),
        "codings/anna.csv",
        "comment,text,letter,look,note\n1,,1,0,\n2,,0,1,\n3,,1,0,\n4,,,,later\n5,,1,0,\n6,,1,1,\n7,,0,0,\n",
    );
    let ben = "1,letter,1\n1,look,0\n2,letter,0\n2,look,1\n3,letter,0\n3,look,0\n6,letter,1\n6,look,1\n7,letter,0\n7,look,1\n";
    write(study.path(), "codings/ben.csv", &format!("comment,theme,value\n{ben}"));
    name(study.path(), "codings = [\"codings/anna.csv\", \"codings/ben.csv\"]");
    study
}

/// Adds lines to the open question.
fn name(study: &Path, lines: &str) {
    change(study, "study.toml", "codebook = \"codebook.toml\"\n", &format!("codebook = \"codebook.toml\"\n{lines}\n"));
}

fn sample(study: &Path, more: &[&str]) -> crate::program::Run {
    run_in(study, &[&["sample", ".", "--coder", "anna"], more].concat())
}

#[test]
fn a_sample_is_a_blind_sheet_the_same_for_one_seed() {
    let study = small();
    let run = sample(study.path(), &["-n", "4", "--seed", "7"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let sheet = read(study.path(), "codings/anna.csv");
    let mut lines = sheet.lines();
    assert_eq!(lines.next(), Some("comment,text,letter,look,note"));
    let ids: Vec<&str> = lines.map(|line| line.split(',').next().unwrap()).collect();
    assert!(ids.len() == 4 && ids.is_sorted(), "{sheet}");
    assert!(sheet.lines().skip(1).all(|line| line.ends_with(",,,")), "the tagger is not told: {sheet}");
    let split = read(study.path(), "codings/anna-split.csv");
    assert_eq!(split, format!("comment,split\n{}", ids.iter().map(|id| format!("{id},test\n")).collect::<String>()));
    assert!(read(study.path(), "codings/anna-themes.csv").contains("look,look,"));
    assert!(run.err.contains("codings = [\"codings/anna.csv\"]"), "{}", run.err);
    assert_eq!(sample(study.path(), &["-n", "4", "--seed", "7"]).code, 0, "the same sheet again harms nobody");
    let more = run_in(study.path(), &["sample", ".", "--coder", "ben", "-n", "6", "--seed", "7"]);
    assert_eq!(more.code, 0, "{}", more.err);
    let more = read(study.path(), "codings/ben-split.csv");
    assert!(ids.iter().all(|id| more.contains(&format!("{id},test"))), "a larger sample holds the smaller: {more}");
}

#[test]
fn a_sheet_that_was_filled_in_is_never_written_over() {
    let study = small();
    assert_eq!(sample(study.path(), &["-n", "4"]).code, 0);
    let filled = read(study.path(), "codings/anna.csv").replacen(",,,", ",1,0,", 1);
    write(study.path(), "codings/anna.csv", &filled);
    let split = read(study.path(), "codings/anna-split.csv");
    for size in ["4", "5"] {
        let run = sample(study.path(), &["-n", size]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("a person may have filled it in") && run.err.contains("hint:"), "{}", run.err);
    }
    assert_eq!(read(study.path(), "codings/anna.csv"), filled);
    assert_eq!(read(study.path(), "codings/anna-split.csv"), split, "nothing is written where one file is refused");
}

#[test]
fn a_workbook_reads_back_as_a_coding_file() {
    let study = small();
    let run = sample(study.path(), &["-n", "8", "--out", "codings/anna.xlsx"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!study.path().join("codings/anna-themes.csv").exists(), "the themes are its second sheet");
    name(study.path(), "codings = [\"codings/anna.xlsx\"]\nsplit = \"codings/anna-split.csv\"");
    let run = run_in(study.path(), &["agree", "."]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("anna of `q` decided on no comment that is counted"), "{}", run.err);
}

#[test]
fn numbers_that_a_spreadsheet_wrote_are_decisions() {
    let study = coded();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in (0..).zip(["comment", "text", "letter", "look", "note"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (row, (comment, letter)) in (1..).zip([(1.0, 1.0), (2.0, 0.0), (3.0, 0.0)]) {
        sheet.write_number(row, 0, comment).unwrap();
        sheet.write_number(row, 2, letter).unwrap();
    }
    sheet.write_string(1, 3, "?").unwrap();
    workbook.save(study.path().join("codings/cleo.xlsx")).unwrap();
    change(study.path(), "study.toml", "\"codings/ben.csv\"", "\"codings/cleo.xlsx\"");
    let run = run_in(study.path(), &["agree", ".", "--without-tagger"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let row: Vec<&str> = run.out.lines().find(|line| line.starts_with("letter")).unwrap().split_whitespace().collect();
    assert_eq!(row[..3], ["letter", "3", "66.7%"]);
    assert!(run.out.contains("3 letter: anna 1, cleo 0"), "{}", run.out);
}

#[test]
fn a_sample_that_cannot_be_drawn_is_refused() {
    let study = small();
    for (args, said) in [
        (&["-n", "9"][..], "9 comments are asked for, and 8 are counted"),
        (&["-n", "2", "--out", "codings/ben.csv"], "expected anna.csv or anna.xlsx"),
        (&["-n", "2", "--question", "p"], "there is no open question `p`"),
    ] {
        let run = sample(study.path(), args);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
    for (coder, said) in [("../anna", "cannot name a file"), ("tagger", "is the program's own coder")] {
        let run = run_in(study.path(), &["sample", ".", "-n", "2", "--coder", coder]);
        assert!(run.code == 2 && run.err.contains(said), "{}", run.err);
    }
    assert_eq!(fs::read_dir(study.path().join("codings")).unwrap().count(), 0);
}

#[test]
fn agree_compares_every_two_and_all_and_lists_what_matters() {
    let study = coded();
    let run = run_in(study.path(), &["agree", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    for heading in ["q: anna + ben\n", "q: anna + ben + tagger\n", "q: anna + tagger\n", "tagger against ben"] {
        assert!(run.out.contains(heading), "{heading}\n{}", run.out);
    }
    let listed: Vec<&str> = run.out.lines().filter(|line| line.contains(" points")).collect();
    assert_eq!(
        listed,
        [
            "3 letter: anna 1, ben 0, tagger 1; 12.5 points",
            "5 letter: anna 1, tagger 0; 12.5 points",
            "7 look: anna 0, ben 1, tagger 1; 12.5 points",
        ]
    );
    assert!(run.out.contains("  tagger: “note” by `note`"), "{}", run.out);
    let movement: Vec<&str> = run.out.lines().find(|line| line.contains("37.5%")).unwrap().split_whitespace().collect();
    assert_eq!(movement, ["letter", "2", "37.5%", "25.0%", "50.0%"]);
    let few = run_in(study.path(), &["agree", ".", "--most", "1", "--without-tagger"]);
    assert_eq!(few.out.lines().filter(|line| line.contains(" points")).count(), 1);
    assert!(!few.out.contains("tagger"), "{}", few.out);
}

/// Five comments that both read; on four of them they say the same of `letter`: `tests/reference/agreement.py` gives
/// kappa 0.6153846.
#[test]
fn agree_writes_every_measure_as_csv() {
    let study = coded();
    let run = run_in(study.path(), &["agree", ".", "--format", "csv", "--quiet"]);
    let mut rows = csv::Reader::from_reader(run.out.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.unwrap()).collect();
    let of = |coders: &str, theme: &str, measure: &str| {
        rows.iter().find(|row| &row[1] == coders && &row[4] == theme && &row[5] == measure).unwrap().clone()
    };
    let kappa = of("anna + ben", "letter", "cohen");
    assert!((kappa[6].parse::<f64>().unwrap() - 0.615_384_615_4).abs() < 1e-9 && &kappa[9] == "5", "{kappa:?}");
    assert_eq!(&of("tagger against anna", "letter", "recall")[9], "4");
    assert!(of("anna + ben", "", "alpha_masi")[6].parse::<f64>().is_ok());
    assert_eq!(run.out, run_in(study.path(), &["agree", ".", "--format", "csv", "--threads", "1"]).out);
    let json = run_in(study.path(), &["agree", ".", "--format", "json", "--quiet"]);
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), run.out.lines().count() - 1);
}

#[test]
fn what_is_not_defined_is_said_with_its_reason() {
    let study = coded();
    write(study.path(), "codings/ben.csv", "comment,theme,value\n8,letter,0\n8,look,0\n");
    let run = run_in(study.path(), &["agree", ".", "--without-tagger"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("no comment was decided by two of them"), "{}", run.out);
    assert!(!run.out.contains("1.00"), "{}", run.out);
    write(study.path(), "codings/ben.csv", "comment,theme,value\n8,letter,\n");
    let silent = run_in(study.path(), &["agree", "."]);
    assert!(silent.err.contains("ben decided on no comment"), "{}", silent.err);
    let alone = run_in(study.path(), &["agree", ".", "--without-tagger"]);
    assert!(alone.code == 2 && alone.err.contains("has one coder, expected two or the tagger"), "{}", alone.err);
}

#[test]
fn settled_disagreements_survive_and_count() {
    let study = coded();
    let resolve = || run_in(study.path(), &["agree", ".", "--resolve", "codings/resolved.csv"]);
    let run = resolve();
    assert_eq!(run.code, 0, "{}", run.err);
    let sheet = read(study.path(), "codings/resolved.csv");
    assert!(sheet.starts_with("comment,theme,coder:anna,coder:ben,tagger,evidence,text,value,note\n"), "{sheet}");
    let row = "3,letter,1,0,1,“note” by `note`,no note no deal,";
    assert!(sheet.contains(&format!("{row},\n")), "{sheet}");
    write(study.path(), "codings/resolved.csv", &sheet.replace(&format!("{row},"), &format!("{row}0,seen")));
    change(study.path(), "codings/ben.csv", "2,letter,0", "2,letter,1");
    let run = resolve();
    assert!(run.err.contains("1 of 4 disagreements settled"), "{}", run.err);
    let again = read(study.path(), "codings/resolved.csv");
    assert!(again.contains(&format!("{row}0,seen\n")) && again.contains("2,letter,0,1,0"), "{again}");
    change(study.path(), "study.toml", "codings = [", "codings = [\"codings/resolved.csv\", ");
    fs::write(study.path().join("study.toml"), read(study.path(), "study.toml") + "[themes]\nsource = \"reviewed\"\n")
        .unwrap();
    let run = run_in(study.path(), &["agree", "."]);
    assert!(run.err.contains("3 disagreements, 1 settled"), "{}", run.err);
    assert!(!run.out.contains("resolved"), "who settles is no coder: {}", run.out);
    assert_eq!(run_in(study.path(), &["report", ".", "--quiet"]).code, 0);
    assert!(!read(study.path(), "out/tables/agreement.csv").contains("resolved"));
    let themes = read(study.path(), "out/tables/themes.csv");
    assert!(themes.contains("reviewed"), "{themes}");
    assert_eq!(resolve().code, 0);
    assert!(read(study.path(), "codings/resolved.csv").contains(&format!("{row}0,seen\n")));
}

#[test]
fn a_file_that_is_no_sheet_of_disagreements_is_left_alone() {
    let study = coded();
    let ben = read(study.path(), "codings/ben.csv");
    let run = run_in(study.path(), &["agree", ".", "--resolve", "codings/ben.csv"]);
    assert!(run.code == 2 && run.err.contains("it is no sheet of disagreements"), "{}", run.err);
    assert_eq!(read(study.path(), "codings/ben.csv"), ben);
    assert_eq!(run_in(study.path(), &["agree", ".", "--resolve", "r.csv"]).code, 0);
    let sheet = read(study.path(), "r.csv");
    write(study.path(), "r.csv", &sheet.replace(",value,note", ",value,note,mine"));
    let run = run_in(study.path(), &["agree", ".", "--resolve", "r.csv"]);
    assert!(run.code == 2 && run.err.contains("the column `mine`"), "{}", run.err);
    write(study.path(), "r.csv", &sheet.replacen("deal,,", "deal,maybe,", 1));
    let run = run_in(study.path(), &["agree", ".", "--resolve", "r.csv"]);
    assert!(run.code == 2 && run.err.contains("value is `maybe`, expected `1`, `0` or `?`"), "{}", run.err);
}

#[test]
fn comments_held_out_are_hidden_from_whoever_writes_patterns() {
    let study = coded();
    write(study.path(), "split.csv", "comment,split\n3,test\n5,test\n7,test\n2,tune\n");
    name(study.path(), "split = \"split.csv\"");
    let new = read(study.path(), "codebook.toml").replace("'note'", "'note', 'photo', 'deal', 'say'");
    write(study.path(), "new.toml", &new);
    let run = run_in(study.path(), &["codebook", "diff", "codebook.toml", "new.toml", "."]);
    let changed: Vec<&str> = run.out.lines().filter(|line| line.contains(" gains ")).map(|line| &line[..1]).collect();
    assert_eq!(changed, ["2", "4", "8"], "{}", run.out);
    assert!(run.err.contains("3 comments are hidden"), "{}", run.err);
    let run = run_in(study.path(), &["codebook", "suggest", ".", "--untagged"]);
    assert!(run.err.contains("3 comments are hidden") && !run.out.contains("nothing to say"), "{}", run.err);
    let run = run_in(study.path(), &["agree", "."]);
    assert!(!run.out.contains(" points") && run.err.contains("--held-out shows them"), "{}\n{}", run.out, run.err);
    assert!(run.out.contains("q: anna + tagger, on the comments held out"), "{}", run.out);
    assert_eq!(run_in(study.path(), &["agree", ".", "--resolve", "r.csv", "--quiet"]).code, 0);
    let sheet = read(study.path(), "r.csv");
    assert!(sheet.contains("3,letter,1,0,,,no note no deal,,") && !sheet.contains("\n5,"), "{sheet}");
    assert!(run_in(study.path(), &["agree", ".", "--held-out"]).out.contains("5 letter: anna 1, tagger 0"));
}

#[test]
fn the_first_study_agrees_with_its_own_table_of_scores() {
    let study = copy_of_study();
    let run = run_in(study.path(), &["agree", ".", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run_in(study.path(), &["report", ".", "--quiet"]).code, 0);
    let table = read(study.path(), "out/tables/agreement.csv");
    let value = |text: &str, columns: [usize; 4], wanted: [&str; 4], at: usize| {
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let found = rows.records().map(|row| row.unwrap()).find(|row| (0..4).all(|n| &row[columns[n]] == wanted[n]));
        found.unwrap()[at].to_owned()
    };
    for theme in ["personalise", "profile", "micro"] {
        let here = value(&run.out, [1, 2, 4, 5], ["tagger against reference", "test", theme, "precision"], 6);
        assert_eq!(here, value(&table, [1, 3, 4, 5], ["reference", "test", theme, "precision"], 6), "{theme}");
    }
}

#[test]
fn the_commands_for_coders_teach_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["sample", "agree"] {
        let run = run_in(folder.path(), &[command, "--help"]);
        assert!(run.code == 0 && run.out.contains("Examples:"), "{command}");
    }
}

/// Krippendorff 2011, data C: alpha nominal 0.743, ordinal 0.815, interval 0.849, ratio 0.797; AC1 by irrCAC 0.775.
#[test]
fn a_table_of_coders_gives_the_published_values_at_every_level() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "1,1,1,,1\n2,2,2,3,2\n3,3,3,3,3\n4,3,3,3,3\n5,2,2,2,2\n6,1,2,3,4\n7,4,4,4,4\n8,1,1,2,1\n9,2,2,2,2\n10,?,5,5,5\n\
                11,,,1,1\n12,,3,,\n";
    write(folder.path(), "c.csv", &format!("unit,a,b,c,d\n{rows}"));
    let value = |level: &str, measure: &str| {
        let run =
            run_in(folder.path(), &["agree", "c.csv", "--coders", "a,b,c,d", "--level", level, "--format", "csv"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let start = format!("c.csv,a + b + c + d,all,,,{measure},");
        let row =
            run.out.lines().find_map(|line| line.strip_prefix(start.as_str())).unwrap_or_else(|| panic!("{}", run.out));
        row.split(',').next().unwrap().parse::<f64>().unwrap()
    };
    for (level, measure, expected) in [
        ("nominal", "alpha", 0.743_421_1),
        ("nominal", "ac1", 0.775_44),
        ("ordinal", "alpha_ordinal", 0.815_387_5),
        ("interval", "alpha_interval", 0.849_107_1),
        ("ratio", "alpha_ratio", 0.797_402_8),
    ] {
        let found = value(level, measure);
        assert!((found - expected).abs() < 6e-6, "{level} {measure} {found}");
    }
    let wrong = run_in(folder.path(), &["agree", "c.csv", "--coders", "a", "--format", "csv"]);
    assert!(wrong.code == 2 && wrong.err.contains("one coder is named, expected two or more"), "{}", wrong.err);
    write(folder.path(), "t.csv", "a,b\n1,good\n");
    let wrong = run_in(folder.path(), &["agree", "t.csv", "--coders", "a,b", "--level", "interval"]);
    assert!(wrong.code == 2 && wrong.err.contains("t.csv:2: coder `b` has `good`, expected a number"), "{}", wrong.err);
}

#[test]
fn a_report_says_how_far_the_people_agree_with_one_another() {
    let study = coded();
    assert_eq!(run_in(study.path(), &["report", "."]).code, 0);
    let report = read(study.path(), "out/report.md");
    assert!(report.contains("How far the people who coded agree, anna + ben"), "{report}");
    assert!(report.contains("Krippendorff's alpha of the sets of themes over 5 comments"), "{report}");
    let table = read(study.path(), "out/tables/coder_agreement.csv");
    assert!(table.contains("q,anna + ben,all,") && !table.contains("tagger"), "{table}");
}

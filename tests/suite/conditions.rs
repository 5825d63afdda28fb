//! Conditions on other columns, in a study and from outside.

use std::fs;
use std::path::Path;

use crate::program::{change, run_in, small_study};

const CODEBOOK: &str = "[[theme]]
id = 'young'
definition = 'A student speaks of a note'
patterns = ['[role = \"student\"] AND note', '[rating <= 2] AND note', '[col:words >= 7]']
matches = ['with', { text = 'a note', role = 'Student' }, { text = 'x', 'col:words' = 7 }]
no_match = ['a note', { text = 'a note', role = 'teacher', rating = 2.5 }]
";

/// The first example must fail: it has no cell and no word of the theme.
fn study() -> tempfile::TempDir {
    small_study(
        "id,text,role,rating,words\n1,a note,Student,5,1\n2,a note,teacher,1.5,1\n3,a note,teacher,n/a,1\n4,nothing,,,8\n",
        CODEBOOK,
    )
}

fn table(study: &Path, name: &str) -> String {
    fs::read_to_string(study.join("out/tables").join(name)).unwrap()
}

#[test]
fn a_report_tags_each_comment_given_the_cells_of_its_row() {
    let study = study();
    let run = run_in(study.path(), &["report", ".", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let tags = table(study.path(), "tags.csv");
    let tagged: Vec<&str> = tags.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(tagged, ["1", "2", "4"], "{tags}");
    let effect = table(study.path(), "pattern_effect.csv");
    for row in ["note\",1,3,2,4,", "[rating <= 2] AND note,1,3,2,4,", "[col:words >= 7],1,3,2,4,"] {
        assert!(effect.contains(row), "{effect}");
    }
}

#[test]
fn examples_may_have_cells() {
    let study = study();
    for command in [&["codebook", "test", "codebook.toml"][..], &["check", "."]] {
        let run = run_in(study.path(), command);
        assert_eq!(run.code, 1, "{}", run.err);
        let failed: Vec<&str> = run.out.lines().filter(|line| line.starts_with("fail young")).collect();
        assert_eq!(failed, ["fail young: this example must show the theme and does not: “with”"]);
    }
    change(study.path(), "codebook.toml", "{ text = 'a note', role = 'Student' }", "{ text = 'a note', rolle = 'x' }");
    let run = run_in(study.path(), &["codebook", "test", "codebook.toml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("codebook.toml:5:20: the example has a cell for `rolle`, and no pattern asks for that column"),
        "{}",
        run.err
    );
    assert!(run.err.contains("hint: did you mean `role`?"), "{}", run.err);
}

#[test]
fn explain_knows_the_row_and_takes_cells_for_a_text() {
    let study = study();
    let explain = |args: &[&str]| run_in(study.path(), &[&["explain", "."], args, &["--theme", "young"]].concat());
    let shown = explain(&["2"]);
    assert!(shown.out.contains("by the pattern `[rating <= 2] AND note`"), "{}", shown.out);
    let not = explain(&["3"]);
    assert!(not.out.contains("its row has role: “teacher”, rating: “n/a”, words: “1”"), "{}", not.out);
    assert!(not.out.contains("has “note” without “[\"rating\" <= 2]”"), "{}", not.out);
    let given = explain(&["--text", "my note", "--cell", "role=student"]);
    assert!(given.out.contains("by the pattern `[role = \"student\"] AND note`"), "{}", given.out);
    let wrong = explain(&["--text", "my note", "--cell", "rol=student"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no pattern asks for the column `rol`\nhint: did you mean `role`?"), "{}", wrong.err);
}

#[test]
fn a_codebook_held_against_a_study_brings_its_own_columns() {
    let study = study();
    let other =
        CODEBOOK.replace("[rating <= 2]", "[rating > 2]").replace("role", "id").replace("rating = 2.5", "rating = 1");
    fs::write(study.path().join("other.toml"), &other).unwrap();
    let run = run_in(study.path(), &["codebook", "diff", "codebook.toml", "other.toml", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("2 loses young by `[rating <= 2] AND note` on “note”"), "{}", run.out);
    assert!(run.out.ends_with("young: 0 gained, 1 lost\n"), "{}", run.out);
    let run = run_in(study.path(), &["codebook", "check", "other.toml", "."]);
    assert!(
        run.out.contains("1 of 3 patterns fire on no comment of this study: `[id = \"student\"] AND note`"),
        "{}",
        run.out
    );
    fs::write(study.path().join("other.toml"), other.replace("[id =", "[role2 =").replace(", id = '", ", role2 = '"))
        .unwrap();
    for command in
        [&["codebook", "check", "other.toml", "."][..], &["codebook", "diff", "codebook.toml", "other.toml", "."]]
    {
        let run = run_in(study.path(), command);
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(
            run.err.contains("asks for the column `role2`, which is not there\nhint: did you mean `role`?"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_codebook_may_be_a_workbook() {
    let study = study();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "Read me first").unwrap();
    let sheet = workbook.add_worksheet().set_name("Book").unwrap();
    for (row, cells) in
        [["theme", "pattern"], ["Young", "[role = \"student\"] AND note"], ["", "\"nothing\""]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    workbook.save(study.path().join("codebook.xlsx")).unwrap();
    change(study.path(), "study.toml", "codebook.toml", "codebook.xlsx");
    assert_eq!(run_in(study.path(), &["report", ".", "--quiet"]).code, 0);
    assert_eq!(table(study.path(), "tags.csv").lines().count(), 3);
    let mut comments = fs::read_to_string(study.path().join("comments.csv")).unwrap();
    comments += "5,my profile photo,,,\n6,a profile photo,,,\n7,profile photos,,,\n";
    fs::write(study.path().join("comments.csv"), comments).unwrap();
    let suggest = ["codebook", "suggest", ".", "--accept", "profil-photo", "--theme", "Young"];
    let run = run_in(study.path(), &suggest);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("workbooks are read and never written"), "{}", run.err);
    let mut broken = rust_xlsxwriter::Workbook::new();
    broken.add_worksheet().write_row_matrix(0, 0, [["theme", "pattern"], ["a", "(note"]]).unwrap();
    broken.save(study.path().join("broken.xlsx")).unwrap();
    let run = run_in(study.path(), &["codebook", "check", "broken.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("broken.xlsx[Sheet1]:2: in the pattern `(note`: the parenthesis is not closed"),
        "{}",
        run.err
    );
}

//! That `check` says what `report` would refuse or leave out, and that a draft is not published.

use std::fs;
use std::path::Path;

use crate::program::{Run, run_in};

const STUDY: &str = r#"title = "Plans"
[[source]]
id = "file"
file = "rows.csv"
[source.columns]
id = "id"
[[question]]
id = "plan"
question = "Which plan?"
source = "file"
columns = ["plan"]
kind = "single"
[[open]]
id = "open"
question = "Why?"
source = "file"
column = "text"
codebook = "codebook.toml"
"#;

/// A study of forty rows: 25 with one plan, 13 with another, 2 with a third.
fn made(more: &str, label: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = |row: u32| ["gold", "silver", "rare"][usize::from(row >= 25) + usize::from(row >= 38)];
    let rows = (0..40).map(|row| format!("r{row},{},a note number {row}\n", plan(row)));
    let rows = format!("id,plan,text\n{}", rows.collect::<String>());
    let codebook = format!("name = \"t\"\n[[theme]]\nid = \"note\"\nlabel = \"{label}\"\npatterns = [\"note\"]\n");
    for (name, text) in [("rows.csv", rows), ("codebook.toml", codebook), ("study.toml", format!("{STUDY}{more}"))] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn check(folder: &Path) -> Run {
    run_in(folder, &["check", "."])
}

#[test]
fn check_says_what_is_hidden_and_what_stands_against_publishing() {
    let folder = made("[publish]\nhide_below = 5\ncomments = true\n", "A note");
    let said = check(folder.path()).out;
    assert!(said.contains("note publish.hide_below: 2 answers to “Which plan?” are not shown"), "{said}");
    assert!(said.contains("fail study.toml:") && said.contains("counts that can be counted from it"), "{said}");
    let refused = run_in(folder.path(), &["report", "."]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("counts that can be counted from it"), "{}", refused.err);
}

#[test]
fn forbidden_phrases_are_found_in_labels_and_table_titles() {
    let more = "[banner]\nquestions = [\"plan\"]\n[[table]]\nrows = \"open\"\ntitle = \"Representative of all customers\"\n\
         [[variable]]\nid = \"net\"\nquestion = \"Net\"\nof = \"plan\"\nelse = \"other\"\n\
         options = [{ label = \"Representative of all\", in = [\"gold\"] }]\n\
         [[exclude]]\nwhen = 'plan = \"rare\"'\nreason = \"to be representative of all\"\n";
    let said = check(made(more, "Statistically significant notes").path()).out;
    assert!(said.contains("fail theme note: a study with the design `opt_in` cannot bear"), "{said}");
    assert!(said.contains("fail variable net: a study with the design `opt_in` cannot bear"), "{said}");
    assert!(said.contains("fail exclude: a study with the design `opt_in` cannot bear"), "{said}");
    assert!(said.contains("fail table open: a study with the design `opt_in` cannot bear"), "{said}");
}

#[test]
fn a_claim_may_rest_on_any_value_by_name_and_tells_no_hidden_count() {
    let claim = "[[claim]]\nid = \"gold\"\ntext = \"Most have gold.\"\ncheck = [{ quantity = \"answers.plan.gold + \
                 answers.plan.rare\", at_least = 0.6 }]\n";
    let folder = made(claim, "A note");
    let said = check(folder.path()).out;
    assert!(
        said.contains("claim gold: holds: answers.plan.gold + answers.plan.rare is 27 of 40 responses (68%)"),
        "{said}"
    );
    let folder = made(&format!("{claim}[publish]\nhide_below = 5\n"), "A note");
    assert_eq!(run_in(folder.path(), &["report", "."]).code, 0);
    let report = fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(!report.contains("27 of 40"), "{report}");
}

#[test]
fn a_draft_of_an_article_is_published_only_as_a_draft() {
    let folder = made("", "A note");
    let text = "# Plans\n\n<!-- draft: write here. -->\n\n*What was found.*\n";
    fs::write(folder.path().join("article.md"), text).unwrap();
    let ran = run_in(folder.path(), &["report", "."]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("article.md:3: the article is marked as a draft"), "{}", ran.err);
    assert!(!folder.path().join("out/article.md").exists());
    let said = check(folder.path()).out;
    assert!(said.contains("note article.md:3: the article is marked as a draft"), "{said}");
    assert_eq!(run_in(folder.path(), &["report", ".", "--draft"]).code, 0);
    assert!(folder.path().join("out/article.html").exists());
    fs::write(folder.path().join("article.md"), text.replace("<!-- draft: write here. -->", "")).unwrap();
    assert_eq!(run_in(folder.path(), &["report", "."]).code, 0);
    assert!(folder.path().join("out/article.md").exists());
}

#[test]
fn what_the_design_forbids_is_not_published_whatever_key_it_stands_in() {
    let claim = "[[claim]]\nid = \"c\"\ntext = \"Gold is significantly ahead.\"\ncannot_be_known = \"no votes\"\n";
    let folder = made(claim, "Margins of error");
    for command in
        [&["report", "."][..], &["kit", ".", "--preset", "square", "--out", "kit"], &["chart", ".", "--out", "c"]]
    {
        let run = run_in(folder.path(), command);
        assert_eq!(run.code, 2, "{command:?} {}", run.err);
        assert!(
            run.err.contains("theme note: a study with the design `opt_in` cannot bear “margins of error”"),
            "{}",
            run.err
        );
        assert!(
            run.err.contains("claim c: a study with the design `opt_in` cannot bear “significantly”"),
            "{}",
            run.err
        );
    }
    assert!(!folder.path().join("out").exists() && !folder.path().join("kit").exists());
    let draft = run_in(folder.path(), &["report", ".", "--draft"]);
    assert!(draft.code == 0 && draft.err.contains("cannot bear"), "{}", draft.err);
    fs::write(folder.path().join("b.toml"), "footer = \"A representative survey\"\n").unwrap();
    let plain = made("", "Not representative of all; our service representative");
    fs::copy(folder.path().join("b.toml"), plain.path().join("b.toml")).unwrap();
    assert_eq!(run_in(plain.path(), &["report", "."]).code, 0);
    let run = run_in(plain.path(), &["chart", ".", "--brand", "b.toml", "--out", "c"]);
    assert!(run.code == 2 && run.err.contains("cannot bear “representative survey” in `footer`"), "{}", run.err);
    let random =
        "[sample]\ndesign = \"probability\"\npopulation = \"all\"\nframe = \"the list\"\nselection = \"at random\"\n";
    assert_eq!(run_in(made(random, "A significant note").path(), &["report", "."]).code, 0);
}

#[test]
fn a_comment_that_is_left_out_is_explained_with_the_reason() {
    let folder = made("[[exclude]]\nwhen = 'plan = \"rare\"'\nreason = \"another product\"\n", "A note");
    let run = run_in(folder.path(), &["explain", ".", "r39"]);
    assert!(
        run.out.contains("not counted: `[[exclude]]` leaves it out, another product (`plan = \"rare\"`)"),
        "{}",
        run.out
    );
    assert!(!run_in(folder.path(), &["explain", ".", "r1"]).out.contains("not counted"));
}

#[test]
fn inspect_finds_percentages_that_no_number_of_votes_gives() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("poll.csv"), "option,percent\nNever,20\nSome,68\nAll,14\n").unwrap();
    let run = run_in(folder.path(), &["inspect", "poll.csv"]);
    assert!(
        run.code == 0 && run.out.contains("as a poll: 20%, 68%, 14% sum to 102% and fit no number of votes"),
        "{}",
        run.out
    );
    let json = run_in(folder.path(), &["inspect", "poll.csv", "--json"]);
    assert!(json.out.contains("as a poll: 20%, 68%, 14% sum to 102%"), "{}", json.out);
}

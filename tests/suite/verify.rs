//! `verify` and the article of the first study: it holds, it is caught when it is broken, and plain paraphrases pass.

use std::fs;
use std::path::Path;

use crate::program::{change, copy_of_study, run_in, study};

/// The article as `report` writes it, in a folder of its own.
struct Article {
    folder: tempfile::TempDir,
    marked: String,
}

impl Article {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let run = run_in(&study(), &["report", ".", "--out", out.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.err);
        let marked = fs::read_to_string(out.join("article.md")).unwrap();
        Self { folder, marked }
    }

    /// The article without its marks, as somebody would have typed it.
    fn plain(&self) -> String {
        let mut plain = String::new();
        for piece in self.marked.split("<!--") {
            plain.push_str(if plain.is_empty() { piece } else { piece.split_once("-->").unwrap().1 });
        }
        plain
    }

    /// The exit code and the lines that say `off` or `unsupported`.
    fn verify(&self, text: &str, flags: &[&str]) -> (i32, Vec<String>) {
        let path = self.folder.path().join("edited.md");
        fs::write(&path, text).unwrap();
        verify(&path, flags)
    }
}

fn verify(path: &Path, flags: &[&str]) -> (i32, Vec<String>) {
    let mut args = vec!["verify", ".", path.to_str().unwrap()];
    args.extend(flags);
    let run = run_in(&study(), &args);
    assert!(run.code < 2, "{}", run.err);
    let lines = run.out.lines().filter(|line| !line.contains(": holds: ") && !line.starts_with("    "));
    (run.code, lines.map(str::to_owned).collect())
}

#[test]
fn the_article_of_the_study_holds_in_every_form() {
    let own = study().join("article.md");
    assert_eq!(verify(&own, &["--strict"]), (0, vec![]));
    let article = Article::new();
    assert_eq!(article.verify(&article.marked, &["--strict"]), (0, vec![]));
    assert_eq!(article.verify(&article.plain(), &["--strict"]), (0, vec![]));
    assert_eq!(verify(&article.folder.path().join("out/article.html"), &["--strict"]), (0, vec![]));
    let words = article.plain().split_whitespace().count();
    assert!((500..1_000).contains(&words), "{words}");
}

/// What is broken in the article as typed, how, and what must be said of it.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    ("a wrong percentage", "never accept (20%)", "never accept (25%)", "off: “25%”: poll.Never: 20% of votes"),
    ("a wrong fraction", "one in five never", "one in three never", "off: “one in three”: poll.Never"),
    (
        "swapped themes",
        "“Write a personal invite” comes second",
        "“Be relevant” comes second",
        "“Be relevant” is first",
    ),
    ("a wrong place", "invite” comes second", "invite” comes first", "that place is “Be relevant”"),
    ("a wrong end", "mentioned least often", "mentioned most often", "is fifth"),
    (
        "a wrong count",
        "136 comments that are counted",
        "146 comments that are counted",
        "off: “146”: comments.counted: 136",
    ),
    ("a wrong base", "28 of 136 comments", "28 of 160 comments", "off: “28 of 160”: themes.relevance: 28 of 136"),
    ("words changed in a quote", "mutual connections. That", "mutual friends. That", "not the words of comment c002"),
    (
        "a quote that nobody wrote",
        "## What to do",
        "> I always answer people who send me a nice cake.\n\n## What to do",
        "no comment has these words",
    ),
    (
        "most, of an eighth",
        "There is no margin",
        "Most voters accept all. There is no margin",
        "off: “Most”: poll.All: 12%",
    ),
    (
        "commenters for voters",
        "## What to do",
        "68% of the commenters accept some.\n\n## What to do",
        "off: “68%”: authors.stance_some",
    ),
    (
        "voters for commenters",
        "## What to do",
        "18% of the voters ask for a personal note.\n\n## What to do",
        "it is not counted in votes",
    ),
    ("rounded down", "or 21%", "or 20%", "off: “20%”: themes.relevance: 28 of 136 comments (21%)"),
    (
        "a forbidden phrase",
        "There is no margin of error to give.",
        "The margin of error is three points.",
        "cannot bear “margin of error”",
    ),
    ("a transposed percentage", "in 15% of the comments", "in 51% of the comments", "off: “51%”: themes.profile"),
    (
        "a wrong multiple",
        "## What to do",
        "Twice as many comments show “Be relevant” as “Write a personal invite”.\n\n## What to do",
        "off: “Twice as many”: themes.relevance: 28 of 136 comments (21%) is 1.17 times themes.personalise: 24",
    ),
    (
        "a multiple the wrong way round",
        "## What to do",
        "Never was chosen three times as often as Some.\n\n## What to do",
        "is 0.29 times poll.Some: 68% of votes",
    ),
    ("a stance of another", "18% accept none", "28% accept none", "stance.stance_none: 14 of 79"),
];

#[test]
fn every_break_in_a_typed_article_is_caught_with_the_right_value() {
    let article = Article::new();
    let plain = article.plain();
    for (what, from, to, said) in BROKEN {
        assert!(plain.contains(from), "{what}: the article does not hold {from}");
        let (code, lines) = article.verify(&plain.replacen(from, to, 1), &[]);
        assert_eq!(code, 1, "{what}: {lines:?}");
        assert!(lines.iter().any(|line| line.contains(said)), "{what}: {lines:#?}");
    }
}

#[test]
fn breaks_in_a_marked_article_are_caught_and_put_right() {
    let article = Article::new();
    for (from, to, said) in [
        ("-->68%<!--/v-->", "-->86%<!--/v-->", "off: “86%”: share(poll.Some) is 68%"),
        ("v share(poll.Some)-->", "v share(poll.Smoe)-->", "did you mean `poll.Some`?"),
        ("“Write a personal invite” comes", "“Be relevant” comes", "off: “18%”: themes.relevance"),
        ("mutual connections. That", "mutual friends. That", "off: ““Either they"),
    ] {
        let (code, lines) = article.verify(&article.marked.replacen(from, to, 1), &[]);
        assert_eq!(code, 1, "{from}");
        assert!(lines.iter().any(|line| line.contains(said)), "{lines:#?}");
    }
    let broken = article.marked.replacen("-->68%<", "-->**86** percent<", 1).replacen("Monday", "Tuesday", 1);
    assert_eq!(article.verify(&broken, &["--fix"]), (0, vec![]));
    let fixed = fs::read_to_string(article.folder.path().join("edited.md")).unwrap();
    assert_eq!(fixed, article.marked.replacen("Monday", "Tuesday", 1));
    let page = article.folder.path().join("out/article.html");
    let html = fs::read_to_string(&page).unwrap();
    fs::write(&page, html.replacen("-->68%<", "-->67%<", 1)).unwrap();
    assert_eq!(verify(&page, &["--fix"]), (0, vec![]));
    assert_eq!(fs::read_to_string(&page).unwrap(), html);
}

#[test]
fn true_paraphrases_hold_and_what_claims_nothing_is_left_alone() {
    let article = Article::new();
    let paraphrases = [
        "A fifth of the voters never accept, more than two thirds accept some, and about one in eight accept all.",
        "Never was chosen by 20%, Some by 68% and All by 12%.",
        "The shares of Never, Some and All are 20%, 68% and 12%.",
        "Two-thirds of those who voted accept some invites; a fifth accept none; 12 per cent accept every invite.",
        "Only 12% accept all.",
        "More than three times as many voters accept some as never accept.",
        "Some was chosen by 68%, more than five times as often as All.",
        "“Be relevant” is shown in 28 comments, “Answer when they ask” in fewer than half as many.",
        "Roughly one in five comments mention something “in common” with the sender.",
        "Nearly a fifth of comments ask for a personal note.",
        "The most common theme is “Be relevant”, ahead of “Write a personal invite”.",
        "Be relevant comes first: 21% of comments and 23% of authors.",
        "Fewer than one in ten comments speak of “Answer when they ask”.",
        "Twenty-eight of the 136 comments are about being relevant.",
        "Many look at the profile before they decide, and some write back.",
        "More than 150 comments were read; 24 comments were set aside, 12 of them replies by the poster.",
        "There were 160 comments in the thread, by 120 people, and 123 of 136 comments are constructed.",
        "In 2021, on 5 July, five guidelines and three answers; see page 12, footnote 3 and step 2.",
        "One commenter says that about one in ten answers.",
        "“Depends if there's an actual human behind it,” one of them writes.",
        "Another says: “I [...] ask for the purpose. About one in ten answers.”",
        "As one put it, “I have to be careful with conflicts of interest, so I never connect with [strangers].”",
        "Half an hour later, all 12 members of the team had read the second half of the thread.",
        "| answer | share |\n|---|---|\n| Never | 20% |\n| Some | 68% |\n",
        "The comments are constructed.",
    ];
    assert_eq!(article.verify(&paraphrases.join("\n\n"), &["--strict"]), (0, vec![]));
    // A number from elsewhere is no mistake; nothing supports it either.
    let (code, lines) = article.verify("A study of 2019 found that 40% of managers read three books.", &[]);
    assert_eq!((code, lines.len()), (0, 1));
    assert!(lines[0].ends_with("nothing in the sentence ties it to one value of the study"), "{lines:?}");
}

#[test]
fn an_article_on_constructed_comments_must_say_so() {
    let article = Article::new();
    let (code, lines) = article.verify("“Be relevant” is shown by 21% of the comments.\n", &[]);
    assert_eq!(code, 1);
    assert!(lines[0].contains("the text nowhere says that comments are constructed"), "{lines:?}");
}

#[test]
fn check_fails_on_an_article_that_is_off_on_forbidden_phrases_and_on_empty_items() {
    for (file, from, to, said) in [
        ("article.md", "Nothing", "Nothing", ""),
        ("article.md", "There were three answers", "Most voters accept all. There were three answers", "off: “Most”"),
        ("article.md", "share('poll', 'Some')", "share('poll', 'Smoe')", "did you mean `poll.Some`?"),
        (
            "study.toml",
            "and are different people",
            "and are representative of all members",
            "cannot bear “representative of”",
        ),
        ("study.toml", "About two thirds are in", "A statistically significant two thirds are in", "claim between:"),
        ("study.toml", "mode = \"Online", "# mode = \"Online", ""),
        ("study.toml", "\nsponsor = ", "\n# sponsor = ", "`sponsor` is empty, and the design `opt_in` asks for it"),
    ] {
        let folder = copy_of_study();
        if from != to {
            change(folder.path(), file, from, to);
        }
        let run = run_in(folder.path(), &["check", "."]);
        assert_eq!(run.code, i32::from(!said.is_empty()), "{to}: {}", run.out);
        assert!(
            run.out.lines().any(|line| said.is_empty() || line.starts_with("fail") && line.contains(said)),
            "{to}: {}",
            run.out
        );
    }
}

#[test]
fn a_template_with_a_mistake_stops_the_report_and_names_the_line() {
    let folder = copy_of_study();
    change(folder.path(), "article.md", "fraction('poll', 'Never')", "fracton('poll', 'Never')");
    let run = run_in(folder.path(), &["report", "."]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("article.md:9:") && run.err.contains("did you mean `fraction`?"), "{}", run.err);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_word_document_is_read_by_paragraph_and_cannot_be_fixed() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("final.docx");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let body = "<w:p><w:r><w:t>The poll</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Of the voters, </w:t></w:r>\
                <w:r><w:t>25% never accept.</w:t></w:r></w:p>";
    let open = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    write!(archive, "{open}{body}</w:body></w:document>").unwrap();
    archive.finish().unwrap();
    let (code, lines) = verify(&path, &[]);
    assert_eq!(code, 1);
    assert!(lines[0].contains("final.docx:2:16: off: “25%”: poll.Never: 20% of votes"), "{lines:?}");
    let run = run_in(&study(), &["verify", ".", path.to_str().unwrap(), "--fix"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`--fix` needs marks"), "{}", run.err);
}

#[test]
fn every_sentence_of_the_findings_and_every_named_number_stands_in_a_table() {
    use verbatims::measure::named::{TableCell, named};
    let loaded = verbatims::study::Study::load(&study()).unwrap();
    let ran = verbatims::study::run(&loaded, &|_| ()).unwrap();
    let stands = |cell: &TableCell| {
        let bytes = &ran.outputs.files[&format!("tables/{}.csv", cell.table)];
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let header = rows.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|found| found == name).unwrap_or_else(|| panic!("{cell:?}"));
        let at = column(cell.column);
        let key: Vec<(usize, &str)> = cell.key.iter().map(|(name, value)| (column(name), value.as_str())).collect();
        let is = |row: &csv::StringRecord| key.iter().all(|(at, value)| &row[*at] == *value);
        let found: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).filter(is).collect();
        (found.len(), found.first().map(|row| row[at].to_owned()))
    };
    for sentence in verbatims::report::sentences(&ran.results) {
        assert!(sentence.cells.iter().all(|cell| stands(cell).0 >= 1), "{sentence:?}");
    }
    for named in named(&ran.results) {
        let (rows, text) = stands(&named.cell);
        // What is left out in all is the sum of its rows; every other number is one cell.
        if named.name != "comments.set_aside" {
            assert_eq!(rows, 1, "{}", named.name);
            let number: f64 = text.unwrap().parse().unwrap();
            let said =
                [named.value, named.share.map(|share| share.count as f64), named.value.map(|value| value * 100.0)];
            assert!(said.iter().flatten().any(|value| (value - number).abs() < 1e-9), "{}: {number}", named.name);
        }
    }
}

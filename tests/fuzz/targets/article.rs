//! An article, held against the first study. The first byte sets what it is written in; of a Word document the bytes are
//! the text, or the whole file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use verbatims::article::{Facts, Format, Numbers, fix, page, render, verify};
use verbatims::study::{Study, run as measured};

use super::{Target, zip};

pub const TARGET: Target = Target { name: "article", run };

/// The study of the package, from the package itself and from that of the fuzzer.
static STUDY: LazyLock<(Study, std::sync::Arc<Numbers>)> = LazyLock::new(|| {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["data/linkedin-invites", "../../data/linkedin-invites"].map(|folder| package.join(folder));
    let folder = folders.iter().find(|folder| folder.is_dir()).expect("the first study is there");
    let study = Study::load(folder).expect("the first study can be read");
    let results = measured(&study, &|_| ()).expect("the first study can be measured").results;
    (study, Numbers::new(&results, &[]))
});

const COMMENTS: [(&str, &str); 2] = [("c1", "I only say yes to people I have met."), ("c2", "A note, please … 😄")];

fn run(data: &[u8]) {
    let Some((settings, bytes)) = data.split_first() else { return };
    let (study, numbers) = &*STUDY;
    let names = BTreeMap::new();
    let facts = Facts {
        numbers: numbers.clone(),
        comments: COMMENTS.to_vec(),
        words: &study.words,
        names: &names,
        own: vec![study.title.clone()],
        design: study.sample.design,
    };
    match settings % 4 {
        0 => held(bytes, Format::Markdown, &facts),
        1 => held(bytes, Format::Html, &facts),
        2 => held(bytes, Format::Docx, &facts),
        _ => held(&zip(&[("word/document.xml", bytes)]), Format::Docx, &facts),
    }
}

fn held(bytes: &[u8], format: Format, facts: &Facts<'_>) {
    let (read, again) = (verify("a", bytes, format, facts), verify("a", bytes, format, facts));
    match (&read, &again) {
        (Ok(read), Ok(again)) => assert_eq!(format!("{read:?}"), format!("{again:?}")),
        (Err(error), Err(_)) => assert!(error.to_string().starts_with("a"), "{error}"),
        _ => panic!("read once, refused once"),
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if format == Format::Docx {
        return;
    }
    let (once, _) = fix(text, format, &facts.numbers);
    let (twice, more) = fix(&once, format, &facts.numbers);
    assert!(more == 0 && once == twice, "values that were put right are put right again");
    if format == Format::Markdown {
        assert!(!page("a", text).contains("<script"), "a script in the page");
        let _ = render("a", text, &facts.numbers);
    }
}

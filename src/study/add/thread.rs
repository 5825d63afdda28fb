//! A comment section as a person copied it from the page, as a new wave of a study's comments.

use std::path::Path;

use crate::ingest::responses::{Kind, QuestionSpec};
use crate::ingest::{Column, Thread};
use crate::study::init::{Clean, CleanSource};

/// Whether a file is plain text, as pasted comments are; a text of rows is told by its content.
pub(super) fn is_thread(file: &Path) -> bool {
    let plain = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    let bytes = || std::fs::metadata(file).map_or(0, |found| found.len());
    plain && bytes() <= MOST && std::fs::read(file).is_ok_and(|bytes| reads_as_thread(&bytes))
}

/// Longer texts are no comment section that anybody copied.
const MOST: u64 = 64 << 20;

/// Whether most lines belong to a comment.
fn reads_as_thread(bytes: &[u8]) -> bool {
    let thread = crate::ingest::parse_thread(&String::from_utf8_lossy(bytes));
    !thread.comments.is_empty() && thread.people > 0 && thread.unplaced <= thread.comments.len() as u64
}

/// The comments of a thread with what stands beside them; ids and authors are those of the thread alone.
pub(super) fn source(thread: &Thread) -> CleanSource {
    let cells = |of: &dyn Fn(&crate::ingest::ThreadComment) -> String| thread.comments.iter().map(of).collect();
    let id = |place: usize| format!("c{:03}", place + 1);
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let beside: Vec<(&'static str, Vec<String>)> = vec![
        ("id", (0..thread.comments.len()).map(id).collect()),
        ("author", cells(&|comment| comment.author.map(|author| format!("R{author}")).unwrap_or_default())),
        ("age", cells(&|comment| comment.age.clone().unwrap_or_default())),
        ("reply_to", cells(&|comment| comment.reply_to.map(id).unwrap_or_default())),
        ("reactions", cells(&|comment| number(comment.reactions))),
    ];
    let texts: Vec<String> = cells(&|comment| comment.text.clone());
    let spec = QuestionSpec::in_column("comments", "Comments", Kind::Open, Column::Name("text".to_owned()));
    let question = Clean { spec, columns: vec![("text".to_owned(), texts)] };
    CleanSource { id: "comments", comments: true, beside, questions: vec![question], carried: Vec::new() }
}

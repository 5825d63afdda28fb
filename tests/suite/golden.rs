//! Golden comments: a codebook, and comments with their evidence between « and ». A file of `golden/` holds the codebook, a
//! line of `===`, and the comments; what stands indented under a comment is made. `UPDATE_GOLDEN=1` makes it anew.

use std::fmt::Write;
use std::fs;

use verbatims::codebook::{Codebook, parse};
use verbatims::tag::{Tagger, explain_row};
use verbatims::text::Span;

use crate::program::root;

/// Stands for a line break in a comment.
const BREAK: char = '⏎';

#[test]
fn comments_are_marked_as_the_golden_files_show() {
    for entry in fs::read_dir(root().join("tests/suite/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let golden = fs::read_to_string(&path).unwrap();
        let made = made(&golden);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &made).unwrap();
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        for (line, (found, expected)) in (1..).zip(made.lines().zip(golden.lines())) {
            assert_eq!(found, expected, "{name}:{line}; UPDATE_GOLDEN=1 writes what is found");
        }
        assert_eq!(made, golden, "{name} has lines more or less");
        assert!(golden.contains('«'), "{name} marks nothing");
    }
}

/// The file as it should be.
fn made(golden: &str) -> String {
    let (source, comments) = golden.split_once("\n===\n").expect("a line of === parts codebook and comments");
    let codebook = parse(source, "golden").unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
    let tagger = Tagger::new(&codebook);
    let mut made = format!("{source}\n===\n");
    for line in comments.lines().filter(|line| !line.starts_with("  ")) {
        made.push_str(line);
        made.push('\n');
        if !line.is_empty() {
            explained(&codebook, &tagger, line, &mut made);
        }
    }
    made
}

/// A line begins with the cells of its row in brackets, where there are any: `[role=student] text`.
fn cells(line: &str) -> (Vec<(&str, &str)>, &str) {
    let Some((cells, text)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else {
        return (vec![], line);
    };
    (cells.split(", ").filter_map(|cell| cell.split_once('=')).collect(), text)
}

fn explained(codebook: &Codebook, tagger: &Tagger, line: &str, made: &mut String) {
    let (cells, text) = cells(line);
    let text = text.replace(&format!(" {BREAK} "), "\n");
    let cell = |name: &str| cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| *cell);
    let tags = tagger.tag_row(&text, &cell);
    let mut none = true;
    for (place, theme) in codebook.themes.iter().enumerate() {
        let found = explain_row(codebook, tagger, place, &text, &cell);
        assert_eq!(tags.of(place).count(), found.matches.len(), "what is explained is not what is tagged: {line}");
        let (id, mut said) = (&theme.id, Vec::new());
        said.extend(
            found.matches.iter().map(|(pattern, spans)| format!("{id}: {} by {pattern}", marked(&text, spans))),
        );
        if !found.through.is_empty() {
            said.push(format!("{id}: through {}", found.through.join(", ")));
        }
        said.extend(
            found.cancelled.iter().map(|found| {
                format!("not {id}: {} by {}: {}", marked(&text, &found.spans), found.pattern, found.reason)
            }),
        );
        none &= said.is_empty();
        said.iter().for_each(|said| writeln!(made, "  {said}").unwrap());
    }
    if none {
        made.push_str("  none\n");
    }
}

fn marked(text: &str, spans: &[Span]) -> String {
    let mut line = String::new();
    let mut at = 0;
    for span in spans {
        write!(line, "{}«{}»", &text[at..span.start], span.of(text)).unwrap();
        at = span.end;
    }
    (line + &text[at..]).replace('\n', &format!(" {BREAK} "))
}

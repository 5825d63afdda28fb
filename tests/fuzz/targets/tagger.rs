//! A few patterns and a comment, one pattern a line, the comment behind an empty line. The first byte sets which matches
//! count. The tagger finds what the slow matcher of its own tests finds.

use std::fmt::Write;

use verbatims::codebook::parse;
use verbatims::tag::{Tagger, Tags, explain};

use super::Target;

#[path = "../../../src/tag/rows/slow.rs"]
mod slow;

pub const TARGET: Target = Target { name: "tagger", run };

/// The slow matcher tries every way to fill a phrase, and every way to fill a wildcard.
const LONGEST: usize = 160;
const WILDCARDS: usize = 6;

fn run(data: &[u8]) {
    let Some((settings, rest)) = data.split_first() else { return };
    let Ok(rest) = std::str::from_utf8(rest) else { return };
    let Some((patterns, text)) = rest.split_once("\n\n") else { return };
    if patterns.len() > LONGEST || text.len() > LONGEST || patterns.matches('*').count() > WILDCARDS {
        return;
    }
    let Ok(codebook) = parse(&source(*settings, patterns), "c") else { return };
    let cell = |name: &str| (name == "role").then_some("student");
    let tagger = Tagger::new(&codebook);
    let mut cache = tagger.cache();
    let found = tagger.tag_row_with(&mut cache, text, &cell);
    assert_eq!(found, tagger.tag_row_with(&mut cache, text, &cell), "words met before are other words");
    assert_eq!(found, slow::Slow::new(&codebook, text, &cell).tags(), "the two matchers differ");
    in_order(&found, text);
    for theme in 0..codebook.themes.len() {
        let _ = explain(&codebook, &tagger, theme, text);
    }
}

/// Two themes that share the patterns, the second with every other as an exclusion.
fn source(settings: u8, patterns: &str) -> String {
    let bit = |place: u8, set: &'static str| if settings >> place & 1 == 1 { set } else { "" };
    let mut source = String::from("negation = ['no', 'never']\n");
    source += bit(0, "case = 'keep'\n");
    source += bit(1, "accents = 'keep'\n");
    source += bit(2, "words = 'hyphenated'\n");
    source += bit(3, "across = 'nested'\n");
    source += bit(4, "stem = false\n");
    source += ["", "overlap = 'first'\n", "overlap = 'all'\n", ""][usize::from(settings >> 6)];
    let lines: Vec<String> =
        patterns.lines().filter(|line| !line.contains("'''")).map(|line| format!("'''{line}'''")).collect();
    let (even, odd): (Vec<_>, Vec<_>) = lines.iter().cloned().enumerate().partition(|(place, _)| place % 2 == 0);
    let list = |part: Vec<(usize, String)>| part.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join(",\n");
    let _ = write!(source, "[[theme]]\nid = 'a'\npatterns = [\n{}]\n", lines.join(",\n"));
    let parent = bit(5, "parent = 'a'\n");
    let _ = write!(source, "[[theme]]\nid = 'b'\n{parent}patterns = [\n{}]\nexclude = [\n{}]\n", list(even), list(odd));
    source
}

fn in_order(tags: &Tags, text: &str) {
    assert!(tags.matches.is_sorted_by_key(|found| found.theme));
    for found in &tags.matches {
        let mut last = 0;
        for span in &found.spans {
            assert!(last <= span.start && span.start < span.end && text.get(span.start..span.end).is_some());
            last = span.end;
        }
    }
}

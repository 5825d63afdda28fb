//! What the tagger does, row by row: name, patterns, exclusions, text, and the words of each match. Every row is held
//! against the tagger and against the slow matcher.

mod languages;
mod limits;
mod names;
mod operators;
mod overlap;
mod quanteda;
mod random;
mod slow;
mod words;

use super::{Tagger, Tags};
use crate::codebook::{Codebook, parse};

/// A match is shown as the words of its spans, joined by `…`.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

/// The tags of a text on which the tagger and the slow matcher agree, with the cells of its row.
fn tags(codebook: &Codebook, text: &str, cells: &[(&str, &str)]) -> Tags {
    let cell = |name: &str| cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| *cell);
    let tagger = Tagger::new(codebook);
    let found = tagger.tag_row(text, &cell);
    assert_eq!(found, slow::Slow::new(codebook, text, &cell).tags(), "the two matchers differ on {text:?}");
    let mut cache = tagger.cache();
    for _ in 0..2 {
        assert_eq!(tagger.tag_row_with(&mut cache, text, &cell), found, "words met before are other words in {text:?}");
    }
    found
}

/// The words of each match, theme by theme.
fn shown(tags: &Tags, text: &str) -> Vec<String> {
    let of = |found: &super::Match| found.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("…");
    tags.matches.iter().map(of).collect()
}

/// Holds rows against a codebook of one theme that begins with these keys.
fn hold(keys: &str, rows: &[Row]) {
    for (name, patterns, exclude, text, expected) in rows {
        let source = format!("{keys}\n[[theme]]\nid = 't'\npatterns = [{patterns}]\nexclude = [{exclude}]\n");
        let codebook = parse(&source, "rows").unwrap_or_else(|error| panic!("{name}: {:?}", error.diagnostics()));
        assert_eq!(shown(&tags(&codebook, text, &[]), text), *expected, "{name}");
    }
}

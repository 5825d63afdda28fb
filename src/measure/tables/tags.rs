//! The table of tags: one row a span of evidence, for a study and for a file that is tagged without one.

use super::{Cell, Subject, TableColumn, TableKind, row};
use crate::codebook::Codebook;
use crate::measure::QuestionInput;
use crate::tag::Tags;

/// The columns of a table of tags. Places are in code points from 0, the end not included.
pub const TAG_COLUMNS: [TableColumn; 7] = [
    TableColumn::Text("comment"),
    TableColumn::Text("theme"),
    TableColumn::Int("match"),
    TableColumn::Int("start"),
    TableColumn::Int("end"),
    TableColumn::Text("pattern"),
    TableColumn::Text("words"),
];

/// The same with the question's id, which a study needs that has several.
const WITH_QUESTION: [TableColumn; 8] = {
    let [comment, theme, number, start, end, pattern, words] = TAG_COLUMNS;
    [comment, theme, number, start, end, pattern, words, TableColumn::Text("question")]
};

pub(super) const TAGS: TableKind = TableKind {
    id: "tags",
    title: "What the tagger found: one row a span, in code points from 0, end not included",
    subject: Subject::Comments,
    columns: &WITH_QUESTION,
    rows: |input, _| input.questions.iter().flat_map(of_question).collect(),
};

fn of_question(question: &QuestionInput) -> Vec<Vec<Cell>> {
    let tagged = question.comments.iter().zip(question.tags);
    let rows = tagged.flat_map(|(comment, tags)| tag_rows(question.codebook, &comment.id, &comment.text, tags));
    rows.map(|row| [row, row![question.id]].concat()).collect()
}

fn tag_rows(codebook: &Codebook, comment: &str, text: &str, tags: &Tags) -> Vec<Vec<Cell>> {
    let row = |found: Evidence<'_>| {
        let (start, end) = found.span.unzip();
        row![comment, found.theme, found.number, start, end, found.pattern, found.words]
    };
    evidence(codebook, text, tags).map(row).collect()
}

/// A piece of evidence: what [`TAG_COLUMNS`] name, but for the comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// Id of the theme.
    pub theme: &'a str,
    /// Which match of the comment it belongs to, first = 1.
    pub number: usize,
    /// Its place in code points, first = 0, half-open; `None` where the match has no span.
    pub span: Option<(usize, usize)>,
    /// The pattern as the codebook writes it.
    pub pattern: &'a str,
    /// Its words in the comment.
    pub words: Option<&'a str>,
}

/// The evidence of one comment, one item a span.
///
/// Matches are numbered from 1 within the comment; a match of several spans gives several items, and one without a
/// span gives one whose place and words are `None`.
pub fn evidence<'a>(
    codebook: &'a Codebook,
    text: &'a str,
    tags: &'a Tags,
) -> impl Iterator<Item = Evidence<'a>> + use<'a> {
    // In ASCII a byte is a code point.
    let ascii = text.is_ascii();
    tags.matches.iter().enumerate().flat_map(move |(place, found)| {
        let theme = &codebook.themes[found.theme];
        let pattern = theme.patterns.get(found.pattern).map_or("", |pattern| pattern.source.as_str());
        let spans = found.spans.iter().copied().map(Some);
        let none = found.spans.is_empty().then_some(None);
        spans.chain(none).map(move |span| Evidence {
            theme: &theme.id,
            number: place + 1,
            span: span.map(|span| if ascii { (span.start, span.end) } else { span.code_points(text) }),
            pattern,
            words: span.map(|span| span.of(text)),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    #[test]
    fn a_match_without_a_span_has_a_row_and_spans_are_in_code_points() {
        let study = Fixture::with_texts(&[("A", "t1 t2 t3", "é👍 note")]);
        let rows = tag_rows(&study.codebook, "c1", "é👍 note", &study.tags[0]);
        let shown: Vec<(&Cell, &Cell, &Cell, &Cell)> =
            rows.iter().map(|row| (&row[2], &row[3], &row[4], &row[6])).collect();
        let (int, text) = (|number: u64| Cell::from(number), |words: &str| Cell::from(words));
        assert_eq!(shown[0], (&int(1), &int(0), &int(1), &text("é")));
        assert_eq!(shown[2], (&int(3), &int(3), &int(7), &text("note")));
        let mut spanless = study.tags[0].clone();
        spanless.matches[0].spans.clear();
        let row = &tag_rows(&study.codebook, "c1", "é👍 note", &spanless)[0];
        assert_eq!([&row[3], &row[4], &row[6]], [&Cell::Empty; 3]);
    }
}

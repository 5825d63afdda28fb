//! The table of tags: one row a span of evidence, for a study and for a file that is tagged without one.

use super::{Cell, Subject, TableColumn, TableKind, row};
use crate::codebook::Codebook;
use crate::measure::QuestionInput;
use crate::tag::Tags;

/// The columns of [`tag_rows`]. Places are in code points from 0, the end not included.
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

/// The tags of one comment, one row a span.
///
/// Matches are numbered from 1 within the comment; a match of several spans has several rows, and one without a span
/// has one row whose `start`, `end` and `words` are empty.
#[must_use]
pub fn tag_rows(codebook: &Codebook, comment: &str, text: &str, tags: &Tags) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (number, found) in tags.matches.iter().enumerate() {
        let theme = &codebook.themes[found.theme];
        let pattern = theme.patterns.get(found.pattern).map(|pattern| pattern.source.as_str());
        let row = |start: Option<usize>, end: Option<usize>, words: Option<&str>| {
            row![comment, theme.id.as_str(), number + 1, start, end, pattern, words]
        };
        if found.spans.is_empty() {
            rows.push(row(None, None, None));
        }
        for span in &found.spans {
            let (start, end) = span.code_points(text);
            rows.push(row(Some(start), Some(end), Some(span.of(text))));
        }
    }
    rows
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
        assert_eq!(
            tag_rows(&study.codebook, "c1", "é👍 note", &spanless)[0][3..],
            [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]
        );
    }
}

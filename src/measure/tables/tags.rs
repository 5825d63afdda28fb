//! The table of tags: one row a span of evidence, for a study and for a file that is tagged without one. In that of a
//! study a theme that is shown only through one below it has a row too, without a match.

use super::{Cell, Subject, TableColumn, TableKind, row};
use crate::codebook::Codebook;
use crate::measure::QuestionInput;
use crate::tag::{Match, Tags};
use crate::text::CodePoints;

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
    title: "What the tagger found: one row a span, in code points of the comment as written, from 0, end not included; a row without a match: shown through a theme below",
    subject: Subject::Comments,
    columns: &WITH_QUESTION,
    rows: |input, _| input.questions.iter().flat_map(of_question).collect(),
};

fn of_question(question: &QuestionInput) -> Vec<Vec<Cell>> {
    let tagged = question.comments.iter().zip(question.tags);
    let rows = tagged.flat_map(|(comment, tags)| {
        let mut rows = tag_rows(question.codebook, &comment.id, &comment.text, tags);
        if let Some(written) = question.written.get(&comment.id) {
            as_written(&mut rows, written);
        }
        rows
    });
    rows.map(|row| [row, row![question.id]].concat()).collect()
}

/// Puts the places in the text as written into rows that were made from what may be shown of it.
fn as_written(rows: &mut [Vec<Cell>], written: &[(usize, usize)]) {
    let spans = rows.iter_mut().filter(|row| row[3] != Cell::Empty);
    for (row, (start, end)) in spans.zip(written) {
        (row[3], row[4]) = (Cell::from(*start), Cell::from(*end));
        if row[6] == Cell::from("") {
            row[6] = Cell::Empty;
        }
    }
}

fn tag_rows(codebook: &Codebook, comment: &str, text: &str, tags: &Tags) -> Vec<Vec<Cell>> {
    let row = |found: Evidence<'_>| {
        let (start, end) = found.span.unzip();
        row![comment, found.theme, found.number, start, end, found.pattern, found.words]
    };
    let through = tags.parents.iter().map(|theme| {
        let nothing = Cell::Empty;
        let id = codebook.themes[*theme].id.as_str();
        row![comment, id, nothing.clone(), nothing.clone(), nothing.clone(), nothing.clone(), nothing]
    });
    evidence(codebook, text, tags).map(row).chain(through).collect()
}

/// A piece of evidence: what [`TAG_COLUMNS`] name, but for the comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The match that it belongs to.
    pub of: &'a Match,
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
    let places = CodePoints::new(text);
    let spans = tags.matches.iter().enumerate().flat_map(|(place, found)| {
        let none = found.spans.is_empty().then_some(None);
        found.spans.iter().copied().map(Some).chain(none).map(move |span| (place + 1, found, span))
    });
    spans.map(move |(number, found, span)| {
        let theme = &codebook.themes[found.theme];
        Evidence {
            of: found,
            theme: &theme.id,
            number,
            span: span.map(|span| places.of(span)),
            pattern: theme.patterns.get(found.pattern).map_or("", |pattern| pattern.source.as_str()),
            words: span.map(|span| span.of(text)),
        }
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
        spanless.matches[0].spans = Vec::new().into();
        let row = &tag_rows(&study.codebook, "c1", "é👍 note", &spanless)[0];
        assert_eq!([&row[3], &row[4], &row[6]], [&Cell::Empty; 3]);
    }

    #[test]
    fn a_theme_that_is_shown_through_one_below_it_has_a_row_without_a_match() {
        let text =
            "[[theme]]\nid = 'top'\npatterns = ['x']\n[[theme]]\nid = 'low'\nparent = 'top'\npatterns = ['note']\n";
        let codebook = crate::codebook::parse(text, "c").unwrap();
        let tags = crate::tag::Tagger::new(&codebook).tag("a note");
        let rows = tag_rows(&codebook, "c1", "a note", &tags);
        let themes: Vec<&Cell> = rows.iter().map(|row| &row[1]).collect();
        assert_eq!(themes, [&Cell::from("low"), &Cell::from("top")]);
        assert!(rows[1][2..].iter().all(|cell| *cell == Cell::Empty));
        assert_eq!(evidence(&codebook, "a note", &tags).count(), 1);
    }
}

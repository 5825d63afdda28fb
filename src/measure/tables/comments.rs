//! Tables of the comments: bases, tags, quotes, and what was set aside.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::{QuestionInput, QuestionResults};

/// The questions as read and as measured.
fn questions<'a>(
    input: &'a StudyInput,
    results: &'a Results,
) -> impl Iterator<Item = (&'a QuestionInput<'a>, &'a QuestionResults)> {
    input.questions.iter().zip(&results.questions)
}

pub(super) const BASES: TableKind = TableKind {
    id: "bases",
    title: "What was read and what is counted",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("what"),
        TableColumn::Text("of"),
        TableColumn::Int("count"),
    ],
    rows: |_, results| results.questions.iter().flat_map(bases).collect(),
};

fn bases(question: &QuestionResults) -> Vec<Vec<Cell>> {
    let id = question.id.as_str();
    let totals = [
        ("comments read", question.read),
        ("comments counted", question.counted),
        ("authors counted", question.authors),
        ("comments counted that are constructed", question.constructed),
        ("comments counted without any theme", question.untagged.share.count),
        ("rows that could not be read", question.bad_rows.len() as u64),
    ];
    let mut rows: Vec<Vec<Cell>> = totals.map(|(what, count)| row![id, what, Cell::Empty, count]).into();
    let provenance = question.provenance.iter();
    rows.extend(provenance.map(|(name, count)| row![id, "comments counted by provenance", name.as_str(), *count]));
    let aside = question.rows_aside.iter();
    rows.extend(aside.map(|(reason, count)| row![id, "rows that are no responses", reason.as_str(), *count]));
    let set_aside = question.set_aside.iter();
    rows.extend(set_aside.map(|(reason, comments)| row![id, "comments set aside", reason.id(), comments.len()]));
    let languages = question.languages.iter();
    let in_language = |found: &crate::measure::LanguageCount| {
        row![id, "comments counted in another language", found.language.as_str(), found.comments.len()]
    };
    rows.extend(languages.map(in_language));
    rows
}

pub(super) const UNTAGGED: TableKind = TableKind {
    id: "untagged",
    title: "The comments counted that show no theme",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("comment"),
        TableColumn::Int("words"),
        TableColumn::Text("text"),
    ],
    rows: |input, results| {
        let rows = questions(input, results).flat_map(|(read, found)| {
            found.untagged.comments.iter().map(|comment| {
                let comment = &read.comments[*comment];
                let text = Some(comment.text.as_str()).filter(|_| !comment.withheld);
                row![read.id, comment.id.as_str(), text.map(crate::text::word_count), text]
            })
        });
        rows.collect()
    },
};

pub(super) const TYPICAL_WORDS: TableKind = TableKind {
    id: "typical_words",
    title: "Words typical of the comments without a theme, against the other comments counted",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("word"),
        TableColumn::Int("count"),
        TableColumn::Int("rest"),
        TableColumn::Real("g2"),
    ],
    rows: |_, results| {
        let rows = results.questions.iter().flat_map(|question| {
            let words = question.untagged.words.iter();
            words.map(|key| row![question.id.as_str(), key.word.as_str(), key.count, key.rest, key.g2])
        });
        rows.collect()
    },
};

pub(super) const LANGUAGES: TableKind = TableKind {
    id: "languages",
    title: "The comments counted that are in another language than the codebook's",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("code"),
        TableColumn::Text("language"),
        TableColumn::Text("comment"),
    ],
    rows: |_, results| {
        let found =
            results.questions.iter().flat_map(|question| question.languages.iter().map(move |found| (question, found)));
        let rows = found.flat_map(|(question, found)| {
            let (id, code, language) = (question.id.as_str(), found.code.as_str(), found.language.as_str());
            found.comments.iter().map(move |comment| row![id, code, language, comment.as_str()])
        });
        rows.collect()
    },
};

pub(super) const SET_ASIDE: TableKind = TableKind {
    id: "set_aside",
    title: "The comments that are kept but not counted, and why",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("comment"),
        TableColumn::Text("reason"),
        TableColumn::Text("rule"),
    ],
    rows: |_, results| {
        let found =
            results.questions.iter().flat_map(|question| question.set_aside.iter().map(move |found| (question, found)));
        let rows = found.flat_map(|(question, (reason, comments))| {
            let row = |comment: &String| row![question.id.as_str(), comment.as_str(), reason.id(), reason.explain()];
            comments.iter().map(row).collect::<Vec<_>>()
        });
        rows.collect()
    },
};

pub(super) const BAD_ROWS: TableKind = TableKind {
    id: "bad_rows",
    title: "The rows that could not be read",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("file"),
        TableColumn::Int("line"),
        TableColumn::Text("reason"),
    ],
    rows: |_, results| {
        let rows = results.questions.iter().flat_map(|question| {
            let bad = question.bad_rows.iter();
            bad.map(|bad| row![question.id.as_str(), bad.place.source.as_str(), bad.place.line, bad.reason.as_str()])
        });
        rows.collect()
    },
};

pub(super) const QUOTES: TableKind = TableKind {
    id: "quotes",
    title: "The comments quoted for each theme",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("theme"),
        TableColumn::Text("comment"),
        TableColumn::Text("by"),
        TableColumn::Text("provenance"),
        TableColumn::Text("text"),
    ],
    rows: |_, results| {
        let rows = results.questions.iter().flat_map(|question| {
            question.quotes.iter().map(|quote| {
                let (theme, comment) = (quote.theme.as_str(), quote.id.as_str());
                let (provenance, text) = (quote.provenance.as_deref(), quote.text.as_str());
                row![question.id.as_str(), theme, comment, quote.by.as_str(), provenance, text]
            })
        });
        rows.collect()
    },
};

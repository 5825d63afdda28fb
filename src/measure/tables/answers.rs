//! Tables of the closed questions: every option with its shares, the bases, the numbers, and what was set aside.

use super::{Cell, Results, Subject, TableColumn, TableKind, row};
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, SourceRead};

pub(super) const ANSWERS: TableKind = TableKind {
    id: "answers",
    title: "The answers to closed questions: each option with its count, and its shares with their bases",
    subject: Subject::Answers,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("kind"),
        TableColumn::Text("option"),
        TableColumn::Text("declared"),
        TableColumn::Real("value"),
        TableColumn::Int("n"),
        TableColumn::Int("base_answered"),
        TableColumn::Real("share_answered"),
        TableColumn::Int("base_asked"),
        TableColumn::Real("share_asked"),
        TableColumn::Int("base_mentions"),
        TableColumn::Real("share_mentions"),
    ],
    rows: |_, results| results.answers.iter().flat_map(options).collect(),
};

fn options(found: &AnswerBreakdown) -> Vec<Vec<Cell>> {
    let rows = found.options.iter().map(|option| {
        let [answered, asked, mentions] =
            [Some(found.of_answered(option)), found.of_asked(option), found.of_mentions(option)]
                .map(|share| (share.map(|share| share.base), share.and_then(crate::measure::Share::value)));
        let declared = if option.declared { "yes" } else { "no" };
        row![
            found.id.as_str(),
            kind(found.kind),
            option.label.as_str(),
            declared,
            option.value,
            option.count,
            answered.0,
            answered.1,
            asked.0,
            asked.1,
            mentions.0,
            mentions.1,
        ]
    });
    rows.collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open",
    }
}

pub(super) const ANSWER_BASES: TableKind = TableKind {
    id: "answer_bases",
    title: "The closed questions: how many were asked, answered, gave no answer, and chose none of the options",
    subject: Subject::Answers,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("text"),
        TableColumn::Text("kind"),
        TableColumn::Text("source"),
        TableColumn::Text("grid"),
        TableColumn::Int("asked"),
        TableColumn::Int("answered"),
        TableColumn::Int("missing"),
        TableColumn::Int("none_chosen"),
        TableColumn::Int("mentions"),
    ],
    rows: |_, results| results.answers.iter().map(bases).collect(),
};

fn bases(found: &AnswerBreakdown) -> Vec<Cell> {
    let missing = found.missing().map(|share| share.count);
    let none = found.mentions.map(|_| found.none);
    let (source, grid) = (found.source.as_deref(), found.grid.as_deref());
    row![
        found.id.as_str(),
        found.question.as_str(),
        kind(found.kind),
        source,
        grid,
        found.asked,
        found.answered,
        missing,
        none,
        found.mentions,
    ]
}

pub(super) const ANSWER_STATISTICS: TableKind = TableKind {
    id: "answer_statistics",
    title: "The numbers of scales and of questions for a number: where they lie, with n and the rule of each value",
    subject: Subject::Responses,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("kind"),
        TableColumn::Text("statistic"),
        TableColumn::Real("value"),
        TableColumn::Int("n"),
        TableColumn::Text("rule"),
    ],
    rows: |_, results| results.answers.iter().flat_map(statistics).collect(),
};

fn statistics(found: &AnswerBreakdown) -> Vec<Vec<Cell>> {
    let (id, of) = (found.id.as_str(), kind(found.kind));
    let spread = found.spread.iter();
    let values =
        spread.flat_map(|spread| spread.values().map(|(name, value, rule)| row![id, of, name, value, spread.n, rule]));
    let top = found.top_two.iter().map(|([first, second], share)| {
        row![id, of, "top two", share.value(), share.base, format!("share of “{first}” or “{second}”")]
    });
    values.chain(top).collect()
}

pub(super) const RESPONSES: TableKind = TableKind {
    id: "responses",
    title: "The sources of closed questions: responses, and rows and cells that are in no count",
    subject: Subject::Responses,
    columns: &[
        TableColumn::Text("source"),
        TableColumn::Text("what"),
        TableColumn::Text("file"),
        TableColumn::Int("line"),
        TableColumn::Int("count"),
        TableColumn::Text("reason"),
    ],
    rows: |_, results: &Results| results.responses.iter().flat_map(responses).collect(),
};

fn responses(read: &SourceRead) -> Vec<Vec<Cell>> {
    let source = read.source.as_str();
    let whole = |what: &str, count: u64, reason: &str| row![source, what, Cell::Empty, Cell::Empty, count, reason];
    let mut rows = vec![whole("responses", read.responses, "")];
    rows.extend(read.set_aside.iter().map(|(reason, count)| whole("rows set aside", *count, reason)));
    for (what, bad) in [("row that cannot be read", &read.bad_rows), ("cell that cannot be read", &read.bad_cells)] {
        let one = |bad: &crate::ingest::BadRow| {
            row![source, what, bad.place.source.as_str(), bad.place.line, 1_u64, bad.reason.as_str()]
        };
        rows.extend(bad.iter().map(one));
    }
    rows.extend(
        read.notes.iter().map(|note| row![source, "note", Cell::Empty, Cell::Empty, Cell::Empty, note.as_str()]),
    );
    rows
}

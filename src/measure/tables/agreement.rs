//! The table of the tagger's agreement with human coders.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::coders::agreement_table;
use crate::measure::{Bounds, QuestionResults, Scores, Share};

pub(super) const AGREEMENT: TableKind = TableKind {
    id: "agreement",
    title: "How well the tagger agrees with each coder, on each half; `micro` is all themes of the group together",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("coder"),
        TableColumn::Text("group"),
        TableColumn::Text("half"),
        TableColumn::Text("theme"),
        TableColumn::Text("measure"),
        TableColumn::Real("value"),
        TableColumn::Int("count"),
        TableColumn::Int("base"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Text("method"),
    ],
    rows: agreement,
};

pub(super) const CODERS: TableKind = TableKind {
    id: "coder_agreement",
    title: "How far the people who coded agree, all of them and each two; a row without a theme is the group's themes as a set",
    subject: Subject::Coders,
    columns: crate::measure::coders::AGREEMENT_COLUMNS,
    rows: |_, results| {
        let of = |question: &QuestionResults| agreement_table(&question.id, &question.coders, &[]).rows;
        results.questions.iter().flat_map(of).collect()
    },
};

fn agreement(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for question in &results.questions {
        for found in &question.agreement {
            let coder = row![question.id.as_str(), found.coder.as_str(), found.group.as_str()];
            for half in &found.halves {
                let start = [coder.clone(), row![half.half.as_str()]].concat();
                rows.push([start.clone(), number("comments read", half.comments)].concat());
                let scores = half.scores.iter().flat_map(measures);
                rows.extend(scores.map(|measure| [start.clone(), measure].concat()));
            }
            rows.push([coder, row!["all"], number("cells undecided", found.undecided)].concat());
        }
    }
    rows
}

/// The cells from `theme` on of a plain number.
fn number(measure: &str, count: u64) -> Vec<Cell> {
    let nothing = || Cell::Empty;
    row![nothing(), measure, nothing(), count, nothing(), nothing(), nothing(), nothing()]
}

/// The cells from `theme` on of the three measures of a theme.
fn measures(scores: &Scores) -> [Vec<Cell>; 3] {
    let row = |measure: &str, value: Option<f64>, share: Option<Share>, bounds: Option<Bounds>| {
        let (count, base) = share.map(|share| (share.count, share.base)).unzip();
        let (low, high) = bounds.map(|bounds| (bounds.low, bounds.high)).unzip();
        let method = bounds.map(|bounds| format!("{}% {}", bounds.level * 100.0, bounds.method));
        row![scores.theme.as_str(), measure, value, count, base, low, high, method]
    };
    let (precision, recall) = (scores.precision, scores.recall);
    [
        row("precision", precision.value(), Some(precision), scores.precision_bounds),
        row("recall", recall.value(), Some(recall), scores.recall_bounds),
        row("f1", scores.f1, None, scores.f1_bounds),
    ]
}

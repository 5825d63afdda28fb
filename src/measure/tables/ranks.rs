//! Tables of the order of the themes and of the words typical of groups.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};

pub(super) const RANKS: TableKind = TableKind {
    id: "rank_stability",
    title: "The order of the themes by author, drawn again: how often first, ranks (95%), and which cannot be told apart (one tier)",
    subject: Subject::Ranks,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("group"),
        TableColumn::Text("theme"),
        TableColumn::Text("label"),
        TableColumn::Int("authors"),
        TableColumn::Int("base"),
        TableColumn::Int("rank"),
        TableColumn::Int("rank_from"),
        TableColumn::Int("rank_to"),
        TableColumn::Real("first"),
        TableColumn::Real("above_next"),
        TableColumn::Int("tier"),
        TableColumn::Int("resamples"),
    ],
    rows: ranks,
};

fn ranks(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for question in &results.questions {
        for found in &question.ranks {
            rows.extend(found.themes.iter().map(|theme| {
                row![
                    question.id.as_str(),
                    found.group.as_str(),
                    theme.theme.as_str(),
                    theme.label.as_str(),
                    theme.authors.count,
                    theme.authors.base,
                    theme.rank,
                    theme.ranks.0,
                    theme.ranks.1,
                    theme.first,
                    theme.above_next,
                    theme.tier,
                    found.resamples,
                ]
            }));
        }
    }
    rows
}

pub(super) const KEYNESS: TableKind = TableKind {
    id: "keyness",
    title: "Words and phrases typical of a group against the others: four-term G², log ratio; by a question, or by theme",
    subject: Subject::Keyness,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("by"),
        TableColumn::Text("group"),
        TableColumn::Int("words"),
        TableColumn::Text("term"),
        TableColumn::Int("uses"),
        TableColumn::Int("all_uses"),
        TableColumn::Int("uses_rest"),
        TableColumn::Int("all_uses_rest"),
        TableColumn::Real("g2_four_terms"),
        TableColumn::Real("log_ratio"),
        TableColumn::Real("p_adjusted"),
    ],
    rows: keyness,
};

fn keyness(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for question in &results.questions {
        rows.extend(question.typical.iter().map(|found| {
            row![
                question.id.as_str(),
                found.by.as_deref().unwrap_or("theme"),
                found.group.as_str(),
                found.words,
                found.key.word.as_str(),
                found.key.count,
                found.all[0],
                found.key.rest,
                found.all[1],
                found.key.g2,
                found.log_ratio,
                found.p,
            ]
        }));
    }
    rows
}

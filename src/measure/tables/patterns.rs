//! The table of the patterns: what each does for its theme.

use super::{Subject, TableColumn, TableKind, row};

pub(super) const PATTERN_EFFECT: TableKind = TableKind {
    id: "pattern_effect",
    title: "The effect of leaving each pattern out on its theme's share of the comments counted",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("theme"),
        TableColumn::Text("pattern"),
        TableColumn::Int("mentions"),
        TableColumn::Int("comments"),
        TableColumn::Int("comments_without"),
        TableColumn::Int("base"),
        TableColumn::Real("share"),
        TableColumn::Real("share_without"),
    ],
    rows: |_, results| {
        let effects = results
            .questions
            .iter()
            .flat_map(|question| question.pattern_effects.iter().map(move |found| (question, found)));
        let rows = effects.map(|(question, found)| {
            let (id, theme, pattern) = (question.id.as_str(), found.theme.as_str(), found.pattern.as_str());
            let (with, without) = (found.with, found.without);
            row![
                id,
                theme,
                pattern,
                found.mentions,
                with.count,
                without.count,
                with.base,
                with.value(),
                without.value()
            ]
        });
        rows.collect()
    },
};

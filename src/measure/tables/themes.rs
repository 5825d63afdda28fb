//! Tables of the themes: frequencies, co-occurrence, stance beside the poll.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::{QuestionResults, Share};

pub(super) const THEMES: TableKind = TableKind {
    id: "themes",
    title: "How often each theme is shown, by unit; rows without a theme: comments that show none of the group",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("group"),
        TableColumn::Text("theme"),
        TableColumn::Text("label"),
        TableColumn::Text("unit"),
        TableColumn::Int("count"),
        TableColumn::Int("base"),
        TableColumn::Real("share"),
        TableColumn::Text("source"),
        TableColumn::Int("overridden"),
    ],
    rows: |_, results| results.questions.iter().flat_map(themes).collect(),
};

fn themes(question: &QuestionResults) -> Vec<Vec<Cell>> {
    let row = |group: &str, theme: Option<&str>, label: &str, unit: &str, share: Share, overridden: Option<u64>| {
        let (count, base, source) = (share.count, share.base, question.source.id());
        row![question.id.as_str(), group, theme, label, unit, count, base, share.value(), source, overridden]
    };
    let mut rows = Vec::new();
    for theme in &question.frequencies.themes {
        let units = [
            ("comments", theme.comments),
            ("authors", theme.authors),
            ("mentions", theme.mentions),
            ("all_comments", theme.all_comments),
        ];
        let id = Some(theme.id.as_str());
        rows.extend(
            units.map(|(unit, share)| row(&theme.group, id, &theme.label, unit, share, Some(theme.overridden))),
        );
    }
    for ((group, _, _), none) in question.groups.iter().zip(&question.frequencies.none) {
        rows.push(row(group, None, "no theme of the group", "comments", *none, None));
    }
    rows
}

pub(super) const COOCCURRENCE: TableKind = TableKind {
    id: "cooccurrence",
    title: "How many comments show two themes together; a theme and one above it are no pair",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("group"),
        TableColumn::Text("theme_a"),
        TableColumn::Text("theme_b"),
        TableColumn::Int("both"),
        TableColumn::Int("count_a"),
        TableColumn::Int("count_b"),
        TableColumn::Int("base"),
        TableColumn::Real("jaccard"),
        TableColumn::Real("lift"),
        TableColumn::Real("npmi"),
        TableColumn::Real("g2"),
    ],
    rows: cooccurrence,
};

fn cooccurrence(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for question in &results.questions {
        for found in &question.cooccurrence {
            rows.extend(found.pairs.iter().map(|pair| {
                let (a, b) = (found.themes[pair.a].0.as_str(), found.themes[pair.b].0.as_str());
                let (question, group) = (question.id.as_str(), found.group.as_str());
                let (lift, npmi, g2) = (pair.lift(found.base), pair.npmi(found.base), pair.g2(found.base));
                let (count_a, count_b) = (pair.count_a, pair.count_b);
                row![question, group, a, b, pair.both, count_a, count_b, found.base, pair.jaccard, lift, npmi, g2]
            }));
        }
    }
    rows
}

pub(super) const STANCE: TableKind = TableKind {
    id: "stance",
    title: "What authors say they do, beside the poll; rows without a theme: authors with several stances, or none",
    subject: Subject::Comments,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("group"),
        TableColumn::Text("theme"),
        TableColumn::Text("label"),
        TableColumn::Int("authors"),
        TableColumn::Int("base"),
        TableColumn::Real("share"),
        TableColumn::Text("poll_option"),
        TableColumn::Real("poll_share"),
    ],
    rows: stance,
};

fn stance(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for question in &results.questions {
        let id = question.id.as_str();
        for found in &question.stance {
            let group = found.group.as_str();
            rows.extend(found.rows.iter().map(|stance| {
                let (option, share) = stance.poll.clone().unzip();
                let (theme, label, authors) = (stance.id.as_str(), stance.label.as_str(), stance.authors);
                row![id, group, theme, label, authors.count, authors.base, authors.value(), option, share]
            }));
            let rest = [("more than one", found.mixed_authors), ("none stated", found.silent_authors)];
            rows.extend(rest.map(|(label, count)| {
                let share = Share::new(count, found.all_authors);
                let nothing = Cell::Empty;
                row![id, group, nothing.clone(), label, count, share.base, share.value(), nothing.clone(), nothing]
            }));
        }
    }
    rows
}

pub(super) const MIXED: TableKind = TableKind {
    id: "mixed",
    title: "Comments in which two themes of an exclusive group fire",
    subject: Subject::Comments,
    columns: &[TableColumn::Text("question"), TableColumn::Text("group"), TableColumn::Text("comment")],
    rows: |_, results| {
        let stances =
            results.questions.iter().flat_map(|question| question.stance.iter().map(move |found| (question, found)));
        let rows = stances.flat_map(|(question, found)| {
            let row = |comment: &String| row![question.id.as_str(), found.group.as_str(), comment.as_str()];
            found.mixed_comments.iter().map(row).collect::<Vec<_>>()
        });
        rows.collect()
    },
};

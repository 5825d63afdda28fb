//! Tables of the ratings: values by group, differences between groups, themes against ratings.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::{Bounds, Grounds};

pub(super) const RATINGS: TableKind = TableKind {
    id: "ratings",
    title: "Rating questions, of everyone and by group: mean, standard deviation, median, ends of the scale, net promoter score",
    subject: Subject::Ratings,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("by"),
        TableColumn::Text("group"),
        TableColumn::Text("statistic"),
        TableColumn::Real("value"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Real("level"),
        TableColumn::Text("method"),
        TableColumn::Text("rests_on"),
        TableColumn::Int("n"),
        TableColumn::Real("weighted_n"),
        TableColumn::Real("effective_n"),
        TableColumn::Int("left_out"),
    ],
    rows: ratings,
};

fn ratings(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for rating in &results.ratings {
        rows.extend(rating.values.iter().map(|found| {
            let (by, group) = found.group.clone().unzip();
            let mut cells = row![rating.question.as_str(), by, group, found.statistic, found.value];
            cells.extend(bounds(found.bounds, results));
            let base = found.base;
            cells.extend(row![
                base.map(|base| base.n),
                base.map(|base| base.weighted),
                base.map(|base| base.effective_n),
                found.left_out,
            ]);
            cells
        }));
    }
    rows
}

/// Low, high, level, method, and what the bounds rest on.
fn bounds(bounds: Option<Bounds>, results: &Results) -> Vec<Cell> {
    let rests_on = results.about.sample.intervals().map(Grounds::id);
    let of = |value: fn(Bounds) -> f64| bounds.map(value);
    row![
        of(|bounds| bounds.low),
        of(|bounds| bounds.high),
        of(|bounds| bounds.level),
        bounds.map(|bounds| bounds.method),
        bounds.and(rests_on),
    ]
}

pub(super) const DIFFERENCES: TableKind = TableKind {
    id: "rating_differences",
    title: "Differences between groups in their ratings: bounds, test, and p corrected over the pairs (Benjamini–Hochberg)",
    subject: Subject::RatingDifferences,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("statistic"),
        TableColumn::Text("by"),
        TableColumn::Text("group_a"),
        TableColumn::Text("group_b"),
        TableColumn::Int("n_a"),
        TableColumn::Int("n_b"),
        TableColumn::Real("difference"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Real("level"),
        TableColumn::Text("method"),
        TableColumn::Text("rests_on"),
        TableColumn::Real("t"),
        TableColumn::Real("df"),
        TableColumn::Real("p"),
        TableColumn::Real("p_adjusted"),
    ],
    rows: differences,
};

fn differences(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for rating in &results.ratings {
        rows.extend(rating.differences.iter().map(|pair| {
            let ([a, b], found) = (&pair.groups, pair.found);
            let mut cells = row![
                rating.question.as_str(),
                pair.statistic,
                pair.by.as_str(),
                a.as_str(),
                b.as_str(),
                pair.n[0],
                pair.n[1],
                found.value,
            ];
            cells.extend(bounds(Some(found.bounds), results));
            cells.extend(row![found.t, found.df, found.p, pair.adjusted]);
            cells
        }));
    }
    rows
}

pub(super) const DRIVERS: TableKind = TableKind {
    id: "drivers",
    title: "Themes against the ratings of the same respondents: difference in means, and with the other themes the same",
    subject: Subject::Drivers,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("rating"),
        TableColumn::Text("theme"),
        TableColumn::Text("label"),
        TableColumn::Int("n_with"),
        TableColumn::Int("n_without"),
        TableColumn::Real("mean_with"),
        TableColumn::Real("mean_without"),
        TableColumn::Real("difference"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Real("p_adjusted"),
        TableColumn::Text("method"),
        TableColumn::Real("other_themes_same"),
        TableColumn::Real("same_low"),
        TableColumn::Real("same_high"),
        TableColumn::Real("same_p_adjusted"),
        TableColumn::Text("same_method"),
        TableColumn::Text("undefined"),
    ],
    rows: drivers,
};

fn drivers(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let ends = |bounds: Option<Bounds>| bounds.map(|bounds| (bounds.low, bounds.high)).unzip();
    let mut rows = Vec::new();
    for question in &results.questions {
        rows.extend(question.drivers.iter().map(|found| {
            let ((low, high), (same_low, same_high)) = (ends(found.bounds), ends(found.adjusted_bounds));
            row![
                question.id.as_str(),
                found.rating.as_str(),
                found.theme.as_str(),
                found.label.as_str(),
                found.n[0],
                found.n[1],
                found.means[0],
                found.means[1],
                found.difference,
                low,
                high,
                found.p,
                found.bounds.map(|bounds| bounds.method),
                found.adjusted,
                same_low,
                same_high,
                found.adjusted_p,
                found.adjusted_bounds.map(|bounds| bounds.method),
                found.undefined,
            ]
        }));
    }
    rows
}

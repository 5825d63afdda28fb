//! Tables of what was done to the responses, and of the shares that follow: weights, margins, exclusions, estimates.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::{Estimate, RespondentWeight, Weighting};

pub(super) const ESTIMATES: TableKind = TableKind {
    id: "estimates",
    title: "Shares of answers and themes with weights or intervals: counts, weighted counts, effective and design effect of each base",
    subject: Subject::Estimates,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("unit"),
        TableColumn::Text("theme"),
        TableColumn::Text("label"),
        TableColumn::Int("n"),
        TableColumn::Int("base"),
        TableColumn::Text("weighted"),
        TableColumn::Real("weighted_n"),
        TableColumn::Real("weighted_base"),
        TableColumn::Real("effective_base"),
        TableColumn::Real("design_effect"),
        TableColumn::Real("share"),
        TableColumn::Real("share_asked"),
        TableColumn::Real("share_mentions"),
        TableColumn::Real("standard_error"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Real("level"),
        TableColumn::Text("method"),
        TableColumn::Text("rests_on"),
    ],
    rows: estimates,
};

fn estimates(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let rests_on = results.about.sample.intervals().map(crate::measure::Grounds::id);
    let row = |found: &Estimate| {
        let (low, high) = found.bounds.map(|bounds| (bounds.low, bounds.high)).unzip();
        row![
            found.question.as_str(),
            found.unit.id(),
            found.theme.as_deref(),
            found.label.as_str(),
            found.counted.count,
            found.counted.base,
            if found.weighted { "yes" } else { "no" },
            found.weighted_n,
            found.base.map(|base| base.weighted),
            found.base.map(|base| base.effective_n),
            found.base.map(|base| base.deff),
            found.share,
            found.of_asked,
            found.of_mentions,
            found.standard_error,
            low,
            high,
            found.bounds.map(|bounds| bounds.level),
            found.bounds.map(|bounds| bounds.method),
            found.bounds.and(rests_on),
        ]
    };
    results.all_estimates().map(row).collect()
}

pub(super) const WEIGHTS: TableKind = TableKind {
    id: "weights",
    title: "The weight of each respondent: as given, before trimming, and as used",
    subject: Subject::Weights,
    columns: &[
        TableColumn::Text("respondent"),
        TableColumn::Real("given"),
        TableColumn::Real("before_trimming"),
        TableColumn::Real("weight"),
        TableColumn::Text("source"),
    ],
    rows: |_, results| {
        let of_source = |weighting: &'_ Weighting| {
            let source = weighting.source.clone();
            let row = |of: &RespondentWeight| {
                row![of.respondent.as_str(), of.given, of.untrimmed, of.weight, source.as_str()]
            };
            weighting.weights.iter().map(row).collect::<Vec<_>>()
        };
        results.treatment.weightings().flat_map(of_source).collect()
    },
};

pub(super) const MARGINS: TableKind = TableKind {
    id: "weight_margins",
    title: "The margins that weights were computed to meet, and what came out after trimming",
    subject: Subject::Margins,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("option"),
        TableColumn::Int("n"),
        TableColumn::Real("unweighted"),
        TableColumn::Real("target"),
        TableColumn::Real("weighted"),
        TableColumn::Text("source"),
    ],
    rows: |_, results| {
        let all = results.treatment.weightings();
        let margins = all.flat_map(|weighting| weighting.margins.iter().map(|margin| (&weighting.source, margin)));
        let rows = margins.flat_map(|(source, margin)| {
            let (question, source) = (margin.question.as_str(), source.as_str());
            let row = move |of: &crate::measure::GroupMet| {
                row![question, of.label.as_str(), of.n, of.unweighted, of.target, of.weighted, source]
            };
            margin.groups.iter().map(row)
        });
        rows.collect()
    },
};

pub(super) const EXCLUSIONS: TableKind = TableKind {
    id: "exclusions",
    title: "The responses and the comments that the study leaves out, with the expression and the reason",
    subject: Subject::Exclusions,
    columns: &[
        TableColumn::Text("source"),
        TableColumn::Text("expression"),
        TableColumn::Text("reason"),
        TableColumn::Text("respondent"),
        TableColumn::Text("question"),
        TableColumn::Text("comment"),
    ],
    rows: |_, results| {
        let mut rows = Vec::new();
        for of in &results.treatment.exclusions {
            let start = row![of.source.as_str(), of.when.as_str(), of.reason.as_str()];
            let respondents = of.responses.iter().map(|id| row![id.as_str(), Cell::Empty, Cell::Empty]);
            let comments = of.comments.iter().map(|(question, id)| row![Cell::Empty, question.as_str(), id.as_str()]);
            rows.extend(respondents.chain(comments).map(|end| [start.clone(), end].concat()));
        }
        rows
    },
};

pub(super) const VARIABLES: TableKind = TableKind {
    id: "variables",
    title: "The questions that the study makes of others: each option with the expression for which it holds",
    subject: Subject::Variables,
    columns: &[TableColumn::Text("variable"), TableColumn::Text("option"), TableColumn::Text("expression")],
    rows: |_, results| {
        let mut rows = Vec::new();
        for made in &results.treatment.variables {
            let id = made.id.as_str();
            rows.extend(made.options.iter().map(|(label, when)| row![id, label.as_str(), when.as_str()]));
            rows.extend(made.otherwise.iter().map(|label| row![id, label.as_str(), Cell::Empty]));
        }
        rows
    },
};

//! Questions with one scale as bars of a hundred percent, the highest first.

use super::layout::Sheet;
use super::scale_sets::{self, figures};
use super::{Chart, Input, Outcome};
use crate::measure::Results;

/// Scales, stacked.
pub const CHART: Chart = Chart {
    id: "likert",
    about: "several questions with one scale, each as one bar of a hundred percent",
    needs: "two or more scales with the same steps",
    in_report: true,
    draw: likert,
};

fn likert(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    figures(input, sheet, (CHART.id, "Stacked bar chart"), false)
}

/// The id of the figure that has a question as one of its rows.
#[must_use]
pub fn figure_id(results: &Results, question: &str) -> Option<String> {
    scale_sets::figure_id(CHART.id, results, question)
}

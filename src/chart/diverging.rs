//! Questions with one scale as bars on both sides of a line; neutral answers stand apart.

use super::layout::Sheet;
use super::scale_sets::figures;
use super::{Chart, Input, Outcome};

/// Scales, diverging.
pub const CHART: Chart = Chart {
    id: "diverging",
    about: "several questions with one scale, its two sides apart from a line, neutral answers beside",
    needs: "two or more scales with the same steps",
    in_report: false,
    draw: diverging,
};

fn diverging(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    figures(input, sheet, (CHART.id, "Diverging bar chart"), true)
}

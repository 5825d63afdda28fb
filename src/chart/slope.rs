//! The first wave and the last: what went up, and what went down.

use super::layout::Sheet;
use super::series::figures;
use super::{Chart, Input, Outcome};

/// Two waves.
pub const CHART: Chart = Chart {
    id: "slope",
    about: "shares in the first wave and in the last, joined by lines",
    needs: "a question that was asked in two waves",
    in_report: false,
    draw: slopes,
};

fn slopes(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    figures(input, sheet, (CHART.id, "Slope chart"), |waves| match waves.waves.len() {
        0 | 1 => Vec::new(),
        count => vec![0, count - 1],
    })
}

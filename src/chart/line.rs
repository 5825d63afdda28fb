//! Shares over all waves.

use super::layout::Sheet;
use super::series::figures;
use super::{Chart, Input, Outcome};

/// All waves.
pub const CHART: Chart = Chart {
    id: "line",
    about: "shares in every wave, joined by lines",
    needs: "a question that was asked in two waves",
    in_report: true,
    draw: lines,
};

fn lines(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    figures(input, sheet, (CHART.id, "Line chart"), |waves| (0..waves.waves.len()).collect())
}

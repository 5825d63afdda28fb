//! How large bars, labels, numbers and gaps are, in a report and on a shape with a height.

use super::bars::Row;
use super::layout::Sheet;
use super::preset::Labels;

/// The sizes of rows of bars, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Height of a bar.
    pub bar: i32,
    /// Between the bars of a row.
    pub between_bars: i32,
    /// Between rows.
    pub between_rows: i32,
    /// More of it, before a row that stands apart.
    pub apart: i32,
    /// Between a label above and its bar; `None` where labels stand beside.
    pub above: Option<i32>,
    /// What the axis stands over at both ends.
    pub axis_over: i32,
    /// Between a label, an axis, a bar and its number.
    pub gap: i32,
    /// Thickness of edges and of the axis.
    pub edge: i32,
    /// Most of the width that labels beside may take, in parts of a hundred.
    pub labels: i32,
    /// Size of labels.
    pub label: u32,
    /// Height of a line of a label.
    pub line: i32,
    /// Size of numbers.
    pub value: u32,
    /// Whether all numbers are bold.
    pub bold: bool,
    /// Size of what stands beside numbers.
    pub aside: u32,
    /// Size of the names of the bars of a row.
    pub who: u32,
    /// Size of the line for rows left out.
    pub more: u32,
}

/// Whether the labels of rows stand above their bars: several bars and their names leave a narrow picture no room beside.
pub fn is_above(sheet: &Sheet<'_>, rows: &[Row]) -> bool {
    let several = rows.iter().any(|row| row.bars.len() > 1);
    sheet.preset.labels == Labels::Above || (several && sheet.preset.words > 0)
}

/// The sizes in a report, by how much there is to show.
pub fn natural(rows: &[&Row]) -> Sizes {
    let several = rows.iter().any(|row| row.bars.len() > 1);
    let (bar, between_bars, between_rows, label, value, aside) = match rows.len() {
        0..=12 if several => (25, 3, 20, 15, 16, 13),
        0..=4 => (38, 3, 14, 15, 17, 13),
        5..=12 => (29, 3, 13, 15, 16, 13),
        _ => (20, 2, 9, 14, 14, 12),
    };
    Sizes {
        bar,
        between_bars,
        between_rows,
        apart: between_rows,
        above: None,
        axis_over: 6,
        gap: 11,
        edge: 1,
        labels: 40,
        label,
        line: label as i32 + 4,
        value,
        bold: false,
        aside,
        who: aside,
        more: label,
    }
}

/// The sizes on a shape with a height, for labels of a size; `grown` from 0, as tight as can be read, to 1.
pub fn sizes(sheet: &Sheet<'_>, rows: &[Row], label: u32, grown: f32) -> Sizes {
    let preset = sheet.preset;
    let (em, several) = (label as f32, rows.iter().any(|row| row.bars.len() > 1));
    let between = |least: f32, most: f32| ((least + (most - least) * grown) * em).round() as i32;
    let above = is_above(sheet, rows);
    let bar = match (several, above) {
        (true, _) => between(0.98, 1.7),
        (false, true) => between(0.9, 2.1),
        (false, false) => between(1.15, 2.4),
    };
    let between_rows = if above { between(0.5, 1.6) } else { between(0.3, 1.1) };
    let value = if several { bar as f32 * 0.8 } else { (bar as f32 * 0.78).min(em * 1.55) };
    Sizes {
        bar,
        between_bars: between(0.12, 0.2),
        between_rows,
        apart: between(0.2, 0.6),
        above: above.then(|| between(0.18, 0.45)),
        axis_over: if above { 0 } else { between(0.15, 0.3) },
        gap: between(0.5, 0.6),
        edge: 2,
        labels: if several {
            52
        } else if preset.words > 0 {
            48
        } else {
            44
        },
        label,
        line: (em * 1.22).round() as i32,
        value: (value as u32).clamp(preset.label.least, preset.label.size * 3 / 2),
        bold: true,
        aside: preset.label.least,
        who: preset.label.least,
        more: label.min(preset.label.least + 4),
    }
}

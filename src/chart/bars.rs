//! Horizontal bars with their labels at the left and their numbers at the end: one axis line, no grid, no legend.
//!
//! Bars start at zero, and the longest fills the room that the numbers leave. What a bar means is the chart's.

use super::canvas::{Anchor, Area, Canvas, Style};
use super::font::{Weight, width, wrap};
use super::layout::{MARGIN, RIGHT, WIDTH};
use super::palette::{ACCENT, INK, PAPER, REST, REST_INSIDE, SOFT};

/// Most of the width that labels may take, in parts of a hundred.
const LABELS: i32 = 40;
/// Room between a label and the axis, and between a bar and its number.
const GAP: i32 = 11;
/// Most lines of a label.
const LABEL_LINES: usize = 8;

/// How a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fill {
    /// In the accent, with its number in bold: what the title speaks of.
    Strong,
    /// In the accent.
    Colored,
    /// In grey.
    Plain,
    /// As an edge only: what is not one of the categories.
    Outlined,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Who it speaks of, where a row has several bars.
    pub who: String,
    /// Its length: a share between 0 and 1.
    pub share: f64,
    /// Its number, as shown.
    pub value: String,
    /// What stands small beside the number.
    pub aside: String,
    /// How it is drawn.
    pub fill: Fill,
}

/// A label with its bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The label.
    pub label: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// Whether it stands apart from the rows before it.
    pub apart: bool,
}

/// Sizes, which depend on how much there is to show.
struct Sizes {
    bar: i32,
    between_bars: i32,
    between_rows: i32,
    label: u32,
    value: u32,
    aside: u32,
}

impl Sizes {
    fn of(rows: &[Row]) -> Self {
        let several = rows.iter().any(|row| row.bars.len() > 1);
        match rows.len() {
            0..=12 if several => Self { bar: 25, between_bars: 3, between_rows: 20, label: 15, value: 16, aside: 13 },
            0..=4 => Self { bar: 38, between_bars: 3, between_rows: 14, label: 15, value: 17, aside: 13 },
            5..=12 => Self { bar: 29, between_bars: 3, between_rows: 13, label: 15, value: 16, aside: 13 },
            _ => Self { bar: 20, between_bars: 2, between_rows: 9, label: 14, value: 14, aside: 12 },
        }
    }

    fn line(&self) -> i32 {
        self.label as i32 + 4
    }

    fn label_style(&self, row: &Row) -> Style {
        let outlined = row.bars.iter().all(|bar| bar.fill == Fill::Outlined);
        let color = if outlined { SOFT } else { INK };
        Style { size: self.label, weight: Weight::Regular, color, anchor: Anchor::End }
    }

    fn value_style(&self, bar: &Bar) -> Style {
        let weight = if matches!(bar.fill, Fill::Strong) { Weight::Bold } else { Weight::Regular };
        Style { size: self.value, weight, color: INK, anchor: Anchor::Start }
    }

    fn aside_style(&self, anchor: Anchor) -> Style {
        Style { size: self.aside, weight: Weight::Regular, color: SOFT, anchor }
    }

    /// The width of the numbers after a bar, with the room before them.
    fn numbers(&self, bar: &Bar) -> f32 {
        let value = measured(&bar.value, self.value_style(bar));
        let aside = measured(&bar.aside, self.aside_style(Anchor::Start));
        GAP as f32 + value + if aside > 0.0 { GAP as f32 + aside } else { 0.0 }
    }
}

/// Where things stand from left to right.
struct Columns {
    /// Right edge of the labels.
    labels: i32,
    /// The axis.
    axis: i32,
    /// Pixels for a share of one.
    scale: f64,
    /// The labels as lines.
    lines: Vec<Vec<String>>,
}

/// Draws rows of bars below `top`; gives the y where they end.
pub fn draw(canvas: &mut Canvas<'_>, top: i32, rows: &[Row]) -> i32 {
    let sizes = Sizes::of(rows);
    let columns = columns(rows, &sizes);
    let mut y = top;
    for (place, (row, lines)) in rows.iter().zip(&columns.lines).enumerate() {
        if place > 0 {
            y += sizes.between_rows + if row.apart { sizes.between_rows } else { 0 };
        }
        let count = row.bars.len() as i32;
        let bars = count * sizes.bar + (count - 1).max(0) * sizes.between_bars;
        let label = lines.len() as i32 * sizes.line();
        let height = bars.max(label);
        let mut baseline = y + (height - label) / 2 + sizes.label as i32;
        for line in lines {
            canvas.text(columns.labels, baseline, line, sizes.label_style(row));
            baseline += sizes.line();
        }
        let mut bar_top = y + (height - bars) / 2;
        for bar in &row.bars {
            draw_bar(canvas, bar_top, bar, &sizes, &columns);
            bar_top += sizes.bar + sizes.between_bars;
        }
        y += height;
    }
    canvas.fill(Area { x: columns.axis - 1, y: top - 6, width: 1, height: y - top + 12 }, INK);
    y + 6
}

fn draw_bar(canvas: &mut Canvas<'_>, top: i32, bar: &Bar, sizes: &Sizes, columns: &Columns) {
    let length = (bar.share.max(0.0) * columns.scale).round() as i32;
    // A share that is not zero is never drawn as if it were.
    let length = if bar.share > 0.0 { length.max(1) } else { 0 };
    let area = Area { x: columns.axis, y: top, width: length, height: sizes.bar };
    match bar.fill {
        Fill::Strong | Fill::Colored => canvas.fill(area, ACCENT),
        Fill::Plain => canvas.edged(area, 1, REST, REST_INSIDE),
        Fill::Outlined => canvas.edged(area, 2, REST, PAPER),
    }
    let baseline = |size: u32| top + (sizes.bar + (size as f32 * 0.71) as i32) / 2;
    let value = sizes.value_style(bar);
    let x = columns.axis + length + GAP;
    canvas.text(x, baseline(value.size), &bar.value, value);
    if !bar.aside.is_empty() {
        let x = x + measured(&bar.value, value).ceil() as i32 + GAP;
        canvas.text(x, baseline(value.size), &bar.aside, sizes.aside_style(Anchor::Start));
    }
    if !bar.who.is_empty() {
        canvas.text(columns.axis - GAP, baseline(sizes.aside), &bar.who, sizes.aside_style(Anchor::End));
    }
}

fn columns(rows: &[Row], sizes: &Sizes) -> Columns {
    let bars = || rows.iter().flat_map(|row| &row.bars);
    let widest = |widths: &mut dyn Iterator<Item = f32>| widths.fold(0.0, f32::max).ceil() as i32;
    let who = widest(&mut bars().map(|bar| measured(&bar.who, sizes.aside_style(Anchor::End))));
    let who = if who > 0 { who + GAP + 5 } else { 0 };
    let room = (WIDTH * LABELS / 100 - who - GAP) as f32;
    let lines: Vec<Vec<String>> =
        rows.iter().map(|row| wrap(&row.label, sizes.label, Weight::Regular, room, LABEL_LINES)).collect();
    let widest_line = widest(&mut lines.iter().flatten().map(|line| width(line, sizes.label, Weight::Regular)));
    let labels = MARGIN + widest_line;
    let axis = labels + who + GAP;
    let scales = bars()
        .filter(|bar| bar.share > 0.0)
        .map(|bar| f64::from((RIGHT - axis) as f32 - sizes.numbers(bar) - 2.0).max(1.0) / bar.share);
    Columns { labels, axis, scale: scales.reduce(f64::min).unwrap_or(0.0), lines }
}

fn measured(text: &str, style: Style) -> f32 {
    width(text, style.size, style.weight)
}

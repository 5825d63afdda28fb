//! Rows of labelled dots, with or without a line from the lower to the upper bound; the largest first.

use super::canvas::{Anchor, Canvas, Style};
use super::fit::fitted;
use super::font::Weight;
use super::layout::{Body, Sheet};
use super::lines::Room;
use super::preset::Labels;
use super::scene::{Area, Datum};
use crate::measure::wording::counted;

/// The most rows of a report.
const MOST: usize = 30;

/// A dot with its label.
pub struct Dot {
    /// The label.
    pub label: String,
    /// Where it stands, from zero.
    pub at: f64,
    /// The bounds.
    pub bounds: Option<(f64, f64)>,
    /// Its number as shown.
    pub value: String,
    /// Whether the title speaks of it.
    pub strong: bool,
    /// What it stands for.
    pub datum: Datum,
}

/// Rows of dots.
pub struct Dots {
    /// The rows.
    pub rows: Vec<Dot>,
    /// What rows are, one and many, for those left out: `more word`, `more words`.
    pub more: (&'static str, &'static str),
}

/// What everything takes at a size of the labels.
struct Plan {
    size: u32,
    line: i32,
    labels: Vec<Vec<String>>,
    /// Width of labels beside; 0 where they stand above.
    left: i32,
    /// Width of the numbers at the right.
    right: i32,
    row: i32,
    gap: i32,
    more: String,
}

impl Plan {
    fn high(&self, place: usize) -> i32 {
        let label = self.labels[place].len() as i32 * self.line;
        if self.left > 0 { label.max(self.row) } else { label + self.row }
    }

    fn height(&self) -> i32 {
        let rows: i32 = (0..self.labels.len()).map(|place| self.high(place) + self.gap).sum();
        rows - self.gap + if self.more.is_empty() { 0 } else { self.line * 3 / 2 }
    }
}

impl Dots {
    fn most(&self, sheet: &Sheet<'_>) -> usize {
        self.rows.len().min(if sheet.preset.is_fixed() { sheet.preset.most } else { MOST })
    }

    fn plan(&self, sheet: &Sheet<'_>, width: i32, size: u32, keep: usize) -> Plan {
        let (fonts, em) = (&sheet.brand.fonts, size as i32);
        let shown = &self.rows[..keep.min(self.rows.len())];
        let values = shown.iter().map(|row| fonts.width(&row.value, size, Weight::Bold)).fold(0.0, f32::max);
        let right = values.ceil() as i32 + em * 3 / 4;
        // Short labels stand beside on every shape: a word has no need of a line of its own.
        let short = shown.iter().all(|row| fonts.width(&row.label, size, Weight::Regular) <= (width / 3) as f32);
        let beside = short || (sheet.preset.labels == Labels::Beside && sheet.preset.words == 0);
        let wide = if beside { width * 38 / 100 } else { width };
        let room = Room { fonts, size, weight: Weight::Regular, width: wide as f32, lines: sheet.preset.label.lines };
        let labels: Vec<Vec<String>> = shown.iter().map(|row| room.without_widow(&row.label)).collect();
        let widest = labels.iter().flatten().map(|line| fonts.width(line, size, Weight::Regular)).fold(0.0, f32::max);
        let left = if beside { widest.ceil() as i32 + em } else { 0 };
        let out = self.rows.len() - shown.len();
        let more = if out > 0 { counted(out as u64, self.more.0, self.more.1) } else { String::new() };
        let gap = if sheet.preset.is_fixed() { em * 4 / 10 } else { 4 };
        Plan { size, line: em * 127 / 100, labels, left, right, row: em * 13 / 10, gap, more }
    }
}

impl Body for Dots {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        self.plan(sheet, width, sheet.preset.label.least, self.most(sheet)).height()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let (sheet, label) = (canvas.sheet, canvas.sheet.preset.label);
        let mut plan = match sheet.preset.is_fixed() {
            true => {
                let plan = |keep: usize, size: u32| self.plan(sheet, room.width, size, keep);
                fitted(self.most(sheet), label, plan, |plan| plan.height() <= room.height)
            }
            false => self.plan(sheet, room.width, label.least, self.most(sheet)),
        };
        let mut top = room.y;
        if sheet.preset.is_fixed() {
            let each = (room.height - plan.height()).max(0) / plan.labels.len().max(1) as i32;
            plan.gap += each.min(plan.row * 3 / 2);
            top += (room.height - plan.height()).max(0) / 2;
        }
        self.draw_plan(canvas, Area { y: top, ..room }, &plan)
    }
}

impl Dots {
    fn draw_plan(&self, canvas: &mut Canvas<'_>, room: Area, plan: &Plan) -> i32 {
        let (palette, em) = (canvas.palette(), plan.size as i32);
        let ink = Style::plain(plan.size, palette.ink);
        let far = |row: &Dot| row.bounds.map_or(row.at, |(_, high)| high.max(row.at));
        let most = self.rows.iter().map(far).fold(f64::MIN_POSITIVE, f64::max);
        let mut y = room.y;
        for (place, lines) in plan.labels.iter().enumerate() {
            let (row, high) = (&self.rows[place], plan.high(place));
            let tall = lines.len() as i32 * plan.line;
            let (label, middle) = match plan.left {
                0 => (y, y + tall + plan.row / 2),
                _ => (y + (high - tall) / 2, y + high / 2),
            };
            canvas.stands_for(Some(row.datum.clone()));
            for (line, text) in lines.iter().enumerate() {
                let baseline = label + line as i32 * plan.line + plan.line / 2 + ink.half();
                match plan.left {
                    0 => canvas.text(room.x, baseline, text, ink),
                    left => canvas.text(room.x + left - em, baseline, text, ink.at(Anchor::End)),
                }
            }
            let track =
                Area { x: room.x + plan.left, width: room.width - plan.left - plan.right, y: middle, height: 0 };
            self.dot(canvas, track, row, (most, plan.size));
            let value = if row.strong { ink.bold() } else { ink };
            canvas.text(room.right(), middle + value.half(), &row.value, value.at(Anchor::End));
            y += high + plan.gap;
        }
        canvas.stands_for(None);
        y -= plan.gap;
        if !plan.more.is_empty() {
            let soft = Style::plain(plan.size, palette.soft);
            canvas.text(room.x, y + plan.line + soft.half(), &plan.more, soft);
            y += plan.line * 3 / 2;
        }
        y
    }

    /// A dot on its thin line from zero; the line between the bounds is thick.
    fn dot(&self, canvas: &mut Canvas<'_>, track: Area, row: &Dot, (most, size): (f64, u32)) {
        let palette = canvas.palette();
        let radius = (size as i32 * 3 / 10).max(5);
        let inside = f64::from(track.width - 2 * radius);
        let x = |value: f64| track.x + radius + (value.clamp(0.0, most) / most * inside).round() as i32;
        let color = if row.strong { palette.accent } else { palette.rest };
        let thin = if canvas.sheet.preset.is_fixed() { 2 } else { 1 };
        match row.bounds {
            Some((low, high)) => {
                canvas.line((track.x, track.y), (track.right(), track.y), thin, palette.rule);
                let thick = (radius / 2).max(3);
                let (from, to) = (x(low), x(high));
                let area = Area { x: from, y: track.y - thick / 2, width: (to - from).max(1), height: thick };
                canvas.fill(area, color);
            }
            None => canvas.line((track.x, track.y), (x(row.at), track.y), thin, palette.rest),
        }
        canvas.dot((x(row.at), track.y), radius, color);
    }
}

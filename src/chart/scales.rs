//! Questions with one scale, a row each: every level as a part of the bar, from the lowest to the highest.
//!
//! Stacked, every bar is a hundred percent. Diverging, the bars stand at the line between the two sides; what is neutral
//! stands apart at the right, and what is outside the scale after it, all to one measure.

use plotters::style::RGBColor;

use super::Palette;
use super::canvas::{Anchor, Canvas, Style};
use super::fit::fitted;
use super::font::Weight;
use super::layout::{Body, Sheet};
use super::lines::Room;
use super::preset::Labels;
use super::scene::{Area, Datum};
use super::slices::part;
use super::vision::mixed;
use crate::measure::Portion;
use crate::measure::wording::{counted, percent};

/// The most lines that the names of the levels take.
const HEAD_LINES: i32 = 3;
/// The most questions of a report.
const MOST: usize = 30;

/// A question: its label, and the share of each level, then of what is outside the scale.
pub struct Row {
    /// Id of the question.
    pub id: String,
    /// What is its own in the text.
    pub label: String,
    /// The levels, then what is outside.
    pub shares: Vec<Portion>,
}

/// Questions with one scale.
pub struct Scales {
    /// The levels, from the lowest.
    pub levels: Vec<String>,
    /// The place of the level that is neither of the sides.
    pub middle: Option<usize>,
    /// What the last of the shares is, where it is outside the scale.
    pub apart: Option<String>,
    /// The questions, in the order drawn.
    pub rows: Vec<Row>,
    /// Whether the bars stand at the line between the sides.
    pub diverging: bool,
}

impl Scales {
    /// The inside and the edge of each level, then of what is outside the scale.
    fn colors(&self, palette: &Palette) -> Vec<(RGBColor, RGBColor)> {
        let (count, other) = (self.levels.len(), palette.opposite());
        let side = count / 2;
        let strength = |from_middle: usize| {
            if side < 2 { 1.0 } else { 0.38 + 0.62 * (from_middle as f64 / (side - 1) as f64) }
        };
        let color = |place: usize| match self.middle {
            Some(middle) if place == middle => (palette.rest_inside, palette.rest),
            _ if place < side => (mixed(palette.paper, other, strength(side - 1 - place)), other),
            _ => (mixed(palette.paper, palette.accent, strength(place - count.div_ceil(2))), palette.accent),
        };
        (0..count).map(color).chain(self.apart.as_ref().map(|_| (palette.paper, palette.rest))).collect()
    }

    /// The parts of a row: place among the shares, start and length, both as shares from the left end.
    fn parts(&self, row: &Row) -> Vec<(usize, f64, f64)> {
        let side = self.levels.len() / 2;
        let mut parts = Vec::new();
        if !self.diverging {
            let mut start = 0.0;
            for place in 0..row.shares.len() {
                parts.push((place, start, share(row, place)));
                start += share(row, place);
            }
            return parts;
        }
        let lower = |row: &Row| (0..side).map(|place| share(row, place)).sum::<f64>();
        let upper = |row: &Row| (self.levels.len().div_ceil(2)..self.levels.len()).map(|place| share(row, place)).sum();
        let most = |of: &dyn Fn(&Row) -> f64| self.rows.iter().map(of).fold(0.0, f64::max);
        let line = most(&lower);
        let mut start = line - lower(row);
        for place in (0..self.levels.len()).filter(|place| Some(*place) != self.middle) {
            parts.push((place, start, share(row, place)));
            start += share(row, place);
        }
        let mut column = line + most(&upper) + GAP;
        for place in self.middle.into_iter().chain(self.apart.as_ref().map(|_| self.levels.len())) {
            parts.push((place, column, share(row, place)));
            column += most(&|row| share(row, place)) + GAP;
        }
        parts
    }

    /// The length of the longest row.
    fn span(&self) -> f64 {
        if !self.diverging {
            return 1.0;
        }
        let ends = self.rows.iter().flat_map(|row| self.parts(row)).map(|(_, start, length)| start + length);
        ends.fold(0.01, f64::max)
    }
}

/// Between the sides and what stands apart, as a share.
const GAP: f64 = 0.05;

fn share(row: &Row, place: usize) -> f64 {
    row.shares.get(place).and_then(|share| share.value()).unwrap_or_default()
}

/// Where everything stands at a size of the labels.
struct Plan {
    size: u32,
    line: i32,
    /// The names of the levels: which, and its place.
    names: Vec<(usize, i32, i32)>,
    /// Height of the names.
    head: i32,
    labels: Vec<Vec<String>>,
    /// Width of labels beside the bars; 0 where they stand above.
    left: i32,
    bar: i32,
    gap: i32,
    more: String,
}

impl Plan {
    fn row(&self, place: usize) -> i32 {
        let label = self.labels[place].len() as i32 * self.line;
        if self.left > 0 { label.max(self.bar) } else { label + self.line / 5 + self.bar }
    }

    fn height(&self) -> i32 {
        let rows: i32 = (0..self.labels.len()).map(|place| self.row(place) + self.gap).sum();
        let more = if self.more.is_empty() { 0 } else { self.line * 3 / 2 };
        self.head + rows - self.gap + more
    }
}

impl Body for Scales {
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
            let (spare, rows) = ((room.height - plan.height()).max(0), plan.labels.len().max(1) as i32);
            let each = spare / rows;
            plan.bar += (each * 55 / 100).min(plan.bar);
            plan.gap += (each * 30 / 100).min(plan.bar);
            top += (room.height - plan.height()).max(0) / 2;
        }
        self.draw_plan(canvas, Area { y: top, ..room }, &plan)
    }
}

impl Scales {
    fn most(&self, sheet: &Sheet<'_>) -> usize {
        let most = if sheet.preset.is_fixed() { sheet.preset.most } else { MOST };
        self.rows.len().min(most)
    }

    fn plan(&self, sheet: &Sheet<'_>, width: i32, size: u32, keep: usize) -> Plan {
        let (fonts, em) = (&sheet.brand.fonts, size as i32);
        let beside = sheet.preset.labels == Labels::Beside;
        let least = sheet.preset.label.lines;
        let wide = if beside { width * 36 / 100 } else { width };
        let room = Room { fonts, size, weight: Weight::Regular, width: wide as f32, lines: least };
        let labels: Vec<Vec<String>> = self.rows.iter().take(keep).map(|row| room.without_widow(&row.label)).collect();
        let widest = labels.iter().flatten().map(|line| fonts.width(line, size, Weight::Regular)).fold(0.0, f32::max);
        let left = if beside { widest.ceil() as i32 + em * 3 / 4 } else { 0 };
        let line = em * 127 / 100;
        let all: Vec<usize> = (0..self.names().len()).collect();
        let ends = |place: &usize| [Some(0), self.middle, Some(self.levels.len() - 1)].contains(&Some(*place));
        let (mut names, mut head) = self.flowing(sheet, width, size, &all);
        if head > HEAD_LINES {
            // The colours run from one end to the other, so the ends say enough.
            let few: Vec<usize> = all.into_iter().filter(|place| ends(place) || *place >= self.levels.len()).collect();
            (names, head) = self.flowing(sheet, width, size, &few);
        }
        names.iter_mut().for_each(|(.., y)| *y *= line);
        let out = self.rows.len() - labels.len();
        let more = if out > 0 { counted(out as u64, "more question", "more questions") } else { String::new() };
        let (bar, gap) = if sheet.preset.is_fixed() { (em * 13 / 10, em * 5 / 10) } else { (26, 11) };
        Plan { size, line, names, head: head * line + em * 7 / 10, labels, left, bar, gap, more }
    }

    /// The names of some levels as they flow into lines: which, its x and its line; and how many lines.
    fn flowing(&self, sheet: &Sheet<'_>, width: i32, size: u32, which: &[usize]) -> (Vec<(usize, i32, i32)>, i32) {
        let (names, em) = (self.names(), size as i32);
        let mut places = Vec::new();
        let (mut x, mut line) = (0, 0);
        for place in which {
            let name = sheet.brand.fonts.width(&names[*place], size, Weight::Regular).ceil() as i32;
            let taken = (em + name).min(width);
            if x > 0 && x + taken > width {
                (x, line) = (0, line + 1);
            }
            places.push((*place, x, line));
            x += taken + em * 9 / 10;
        }
        (places, line + 1)
    }

    /// The names of the levels, then of what is outside.
    pub fn names(&self) -> Vec<String> {
        self.levels.iter().chain(&self.apart).cloned().collect()
    }

    fn draw_plan(&self, canvas: &mut Canvas<'_>, room: Area, plan: &Plan) -> i32 {
        let (palette, em) = (canvas.palette(), plan.size as i32);
        let (colors, chip) = (self.colors(palette), em * 68 / 100);
        let ink = Style::plain(plan.size, palette.ink);
        let names = self.names();
        for (place, x, y) in &plan.names {
            let middle = room.y + y + plan.line / 2;
            part(canvas, Area { x: room.x + x, y: middle - chip / 2, width: chip, height: chip }, colors[*place], 2);
            let fits = Room {
                fonts: canvas.fonts(),
                size: plan.size,
                weight: Weight::Regular,
                width: (room.width - x - em) as f32,
                lines: 1,
            };
            let name = fits.wrap(&names[*place]).concat();
            canvas.text(room.x + x + em, middle + ink.half(), &name, ink);
        }
        let mut y = room.y + plan.head;
        let bars = Area { x: room.x + plan.left, width: room.width - plan.left, ..room };
        for (place, lines) in plan.labels.iter().enumerate() {
            let high = plan.row(place);
            let tall = lines.len() as i32 * plan.line;
            let (label, bar) = match plan.left {
                0 => (y, y + tall + plan.line / 5),
                _ => (y + (high - tall) / 2, y + (high - plan.bar) / 2),
            };
            for (line, text) in lines.iter().enumerate() {
                let middle = label + line as i32 * plan.line + plan.line / 2 + ink.half();
                match plan.left {
                    0 => canvas.text(room.x, middle, text, ink),
                    left => canvas.text(room.x + left - em * 3 / 4, middle, text, ink.at(Anchor::End)),
                }
            }
            self.bar(canvas, Area { y: bar, height: plan.bar, ..bars }, &self.rows[place], &colors);
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

    fn bar(&self, canvas: &mut Canvas<'_>, area: Area, row: &Row, colors: &[(RGBColor, RGBColor)]) {
        let palette = canvas.palette();
        let least = if canvas.sheet.preset.is_fixed() { canvas.sheet.preset.least() } else { 12 };
        let size = ((area.height * 62 / 100) as u32).clamp(least, least * 3 / 2);
        let (scale, names) = (f64::from(area.width) / self.span(), self.names());
        for (place, start, length) in self.parts(row).into_iter().filter(|(.., length)| *length > 0.0) {
            let edge = |share: f64| area.x + (share * scale).round() as i32;
            let (start, end) = (edge(start), edge(start + length));
            let gap = if end - start > 6 { 2 } else { 0 };
            let own = Area { x: start.min(area.right() - 1), width: (end - start - gap).max(1), ..area };
            canvas.stands_for(Some(Datum::Answer(row.id.clone(), names[place].clone())));
            part(canvas, own, colors[place], 1);
            let value = percent(row.shares[place]);
            let look = Style::plain(size, palette.on(colors[place].0)).at(Anchor::Middle);
            let look = if place + 1 == self.levels.len() || place == 0 { look.bold() } else { look };
            if canvas.width(&value, look) + 4 <= own.width {
                canvas.text(own.x + own.width / 2, own.y + own.height / 2 + look.half(), &value, look);
            }
        }
    }
}

//! Horizontal bars with their labels beside or above them and their numbers at the end: no grid, no legend.
//!
//! Bars start at zero, and the longest fills the room that the numbers leave. On a shape with a height the bars grow into
//! the room; where not all fit at a size that can be read, the largest are shown and the others are counted on a line of
//! their own. What a bar means is the chart's; how large things are is `bar_sizes`'s.

use super::bar_sizes::{Sizes, is_above, natural, sizes};
use super::canvas::{Anchor, Canvas, Style};
use super::font::Weight;
use super::layout::{Body, Sheet};
use super::lines::Room;
use super::scene::{Area, Datum};

/// How a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// What stands small beside the number, on shapes that have room for it.
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
    /// What it stands for.
    pub datum: Option<Datum>,
}

impl Row {
    fn share(&self) -> f64 {
        self.bars.iter().map(|bar| bar.share).fold(0.0, f64::max)
    }

    /// Whether it is none of the categories.
    pub fn is_outlined(&self) -> bool {
        self.bars.iter().all(|bar| bar.fill == Fill::Outlined)
    }
}

/// The words for the rows that are left out, given their places: how many they are, and their total.
pub type More<'a> = Box<dyn Fn(&[usize]) -> String + Sync + 'a>;

/// Rows of bars.
pub struct Bars<'a> {
    /// The rows, in the order shown.
    pub rows: Vec<Row>,
    /// The words for rows that are left out.
    pub more: More<'a>,
}

/// The rows that are shown, in their order, with what they take.
struct Plan<'a> {
    rows: Vec<&'a Row>,
    lines: Vec<Vec<String>>,
    /// The names of the bars of each row.
    names: Vec<Vec<String>>,
    sizes: Sizes,
    /// Left edge of the bars, from that of the room.
    axis: i32,
    /// Width of the labels beside.
    labels: i32,
    /// The lines for the rows left out; none where there are none.
    more: Vec<String>,
}

impl Body for Bars<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        let keep = sheet.preset.most;
        match sheet.preset.is_fixed() {
            true => self.plan(sheet, width, keep, sizes(sheet, &self.rows, sheet.preset.label.least, 0.0)).height(),
            false => self.plan(sheet, width, keep, natural(&self.shown(keep))).height(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let plan = match canvas.sheet.preset.is_fixed() {
            true => self.fitted(canvas.sheet, room),
            false => self.plan(canvas.sheet, room.width, canvas.sheet.preset.most, {
                natural(&self.shown(canvas.sheet.preset.most))
            }),
        };
        let spare = if canvas.sheet.preset.is_fixed() { (room.height - plan.height()).max(0) / 2 } else { 0 };
        plan.draw(canvas, Area { y: room.y + spare, ..room })
    }
}

impl Bars<'_> {
    /// The places of the rows that are shown where there is room for `keep`: the largest, categories before others.
    fn kept(&self, keep: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        let order = |place: &usize| (self.rows[*place].is_outlined(), -self.rows[*place].share());
        places.sort_by(|a, b| {
            let (a, b) = (order(a), order(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        places.truncate(keep.max(1));
        places.sort_unstable();
        places
    }

    fn shown(&self, keep: usize) -> Vec<&Row> {
        self.kept(keep).into_iter().map(|place| &self.rows[place]).collect()
    }

    /// The largest labels and the thickest bars with which the rows fill the room; fewer rows where none fit.
    fn fitted(&self, sheet: &Sheet<'_>, room: Area) -> Plan<'_> {
        let label = sheet.preset.label;
        let plan = |size: u32, keep: usize, grown: f32| {
            self.plan(sheet, room.width, keep, sizes(sheet, &self.rows, size, grown))
        };
        for keep in (1..=sheet.preset.most.min(self.rows.len())).rev() {
            for (size, grown) in (label.least..=label.size).rev().map(|size| (size, 0.25)).chain([(label.least, 0.0)]) {
                let tight = plan(size, keep, grown).height();
                if tight <= room.height {
                    let whole = plan(size, keep, 1.0).height();
                    let part = (room.height - tight) as f32 / (whole - tight).max(1) as f32;
                    return plan(size, keep, grown + (1.0 - grown) * part.clamp(0.0, 1.0) * 0.98);
                }
            }
        }
        plan(label.least, 1, 0.0)
    }

    fn plan(&self, sheet: &Sheet<'_>, width: i32, keep: usize, sizes: Sizes) -> Plan<'_> {
        let kept = self.kept(keep);
        let out: Vec<usize> = (0..self.rows.len()).filter(|place| !kept.contains(place)).collect();
        let rows: Vec<&Row> = kept.into_iter().map(|place| &self.rows[place]).collect();
        let fonts = &sheet.brand.fonts;
        // A long name of a bar is cut to its room: the words around the picture have it whole.
        let beside = !is_above(sheet, &self.rows);
        let named = if beside { 27 } else { 42 };
        let name =
            Room { fonts, size: sizes.who, weight: Weight::Regular, width: (width * named / 100) as f32, lines: 1 };
        let names = |row: &&Row| row.bars.iter().map(|bar| name.wrap(&bar.who).concat()).collect();
        let names: Vec<Vec<String>> = rows.iter().map(names).collect();
        let who = names.iter().flatten().map(|name| fonts.width(name, sizes.who, Weight::Regular));
        let who = who.fold(0.0, f32::max).ceil() as i32;
        let who = if who > 0 { who + sizes.gap + sizes.gap / 2 } else { 0 };
        let taken = if beside { width * sizes.labels / 100 - who - sizes.gap } else { width };
        let room = Room {
            fonts,
            size: sizes.label,
            weight: Weight::Regular,
            width: taken.max(40) as f32,
            lines: sheet.preset.label.lines,
        };
        let lines: Vec<Vec<String>> = rows.iter().map(|row| room.without_widow(&row.label)).collect();
        let widest = lines.iter().flatten().map(|line| fonts.width(line, sizes.label, Weight::Regular));
        let labels = if beside { widest.fold(0.0, f32::max).ceil() as i32 } else { 0 };
        let axis = if beside { labels + who + sizes.gap } else { who };
        let words = if out.is_empty() { String::new() } else { (self.more)(&out) };
        let left = if beside { width - axis } else { width };
        let more = Room { size: sizes.more, width: left.max(40) as f32, lines: 2, ..room }.wrap(&words);
        Plan { rows, lines, names, sizes, axis, labels, more }
    }
}

impl Plan<'_> {
    /// The height of a row: of its bars, and of its label.
    fn row(&self, place: usize) -> (i32, i32) {
        let count = self.rows[place].bars.len() as i32;
        let bars = count * self.sizes.bar + (count - 1).max(0) * self.sizes.between_bars;
        (bars, self.lines[place].len() as i32 * self.sizes.line)
    }

    fn row_height(&self, place: usize) -> i32 {
        let (bars, label) = self.row(place);
        match self.sizes.above {
            Some(above) => label + above + bars,
            None => bars.max(label),
        }
    }

    fn gap_before(&self, place: usize) -> i32 {
        match place {
            0 => 0,
            _ if self.rows[place].apart => self.sizes.between_rows + self.sizes.apart,
            _ => self.sizes.between_rows,
        }
    }

    fn height(&self) -> i32 {
        let rows: i32 = (0..self.rows.len()).map(|place| self.gap_before(place) + self.row_height(place)).sum();
        let more =
            if self.more.is_empty() { 0 } else { self.sizes.between_rows + self.sizes.line * self.more.len() as i32 };
        rows + more + 2 * self.sizes.axis_over
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let (sizes, palette) = (&self.sizes, canvas.palette());
        let (axis, scale) = (room.x + self.axis, self.scale(canvas, room.width - self.axis));
        let mut y = room.y + sizes.axis_over;
        for (place, row) in self.rows.iter().enumerate() {
            y += self.gap_before(place);
            canvas.stands_for(row.datum.clone());
            let (height, (bars, label)) = (self.row_height(place), self.row(place));
            let (label_top, mut bar_top) = match sizes.above {
                Some(above) => (y, y + label + above),
                None => (y + (height - label) / 2, y + (height - bars) / 2),
            };
            self.draw_label(canvas, (room.x, label_top), place);
            for (bar, name) in row.bars.iter().zip(&self.names[place]) {
                self.draw_bar(canvas, (axis, bar_top), (bar, name), scale);
                bar_top += sizes.bar + sizes.between_bars;
            }
            y += height;
        }
        canvas.stands_for(None);
        if sizes.above.is_none() {
            let (top, thick) = (room.y, sizes.edge);
            canvas.fill(Area { x: axis - thick, y: top, width: thick, height: y + sizes.axis_over - top }, palette.ink);
        }
        if !self.more.is_empty() {
            y += sizes.between_rows;
            let x = if sizes.above.is_some() { room.x } else { axis };
            let look = Style::plain(sizes.more, palette.soft);
            for line in &self.more {
                canvas.text(x, y + sizes.line / 2 + look.half(), line, look);
                y += sizes.line;
            }
        }
        y + sizes.axis_over
    }

    fn draw_label(&self, canvas: &mut Canvas<'_>, (x, top): (i32, i32), place: usize) {
        let palette = canvas.palette();
        let color = if self.rows[place].is_outlined() { palette.soft } else { palette.ink };
        let (anchor, x) = match self.sizes.above {
            Some(_) => (Anchor::Start, x),
            None => (Anchor::End, x + self.labels),
        };
        let look = Style::plain(self.sizes.label, color).at(anchor);
        for (line, text) in self.lines[place].iter().enumerate() {
            let middle = top + line as i32 * self.sizes.line + self.sizes.line / 2;
            canvas.text(x, middle + look.half(), text, look);
        }
    }

    fn draw_bar(&self, canvas: &mut Canvas<'_>, (axis, top): (i32, i32), (bar, name): (&Bar, &str), scale: f64) {
        let (sizes, palette) = (&self.sizes, canvas.palette());
        let length = (bar.share.max(0.0) * scale).round() as i32;
        // A share that is not zero is never drawn as if it were.
        let length = if bar.share > 0.0 { length.max(sizes.edge) } else { 0 };
        let area = Area { x: axis, y: top, width: length, height: sizes.bar };
        match bar.fill {
            Fill::Strong | Fill::Colored => canvas.fill(area, palette.accent),
            Fill::Plain => canvas.edged(area, sizes.edge, palette.rest, palette.rest_inside),
            Fill::Outlined => canvas.edged(area, 2 * sizes.edge, palette.rest, palette.paper),
        }
        let (value, small) = (self.value(canvas, bar), Style::plain(sizes.aside, palette.soft));
        let (x, baseline) = (axis + length + sizes.gap, top + sizes.bar / 2 + value.half());
        canvas.text(x, baseline, &bar.value, value);
        if canvas.sheet.preset.asides && !bar.aside.is_empty() {
            canvas.text(x + canvas.width(&bar.value, value) + sizes.gap, baseline, &bar.aside, small);
        }
        let who = Style::plain(sizes.who, palette.soft).at(Anchor::End);
        canvas.text(axis - sizes.gap, top + sizes.bar / 2 + who.half(), name, who);
    }

    fn value(&self, canvas: &Canvas<'_>, bar: &Bar) -> Style {
        let look = Style::plain(self.sizes.value, canvas.palette().ink);
        if self.sizes.bold || bar.fill == Fill::Strong { look.bold() } else { look }
    }

    /// Pixels for a share of one: every bar leaves the room that its numbers take.
    fn scale(&self, canvas: &Canvas<'_>, width: i32) -> f64 {
        let numbers = |bar: &Bar| {
            let aside = Style::plain(self.sizes.aside, canvas.palette().soft);
            let shown = canvas.sheet.preset.asides && !bar.aside.is_empty();
            let aside = if shown { self.sizes.gap + canvas.width(&bar.aside, aside) } else { 0 };
            self.sizes.gap + canvas.width(&bar.value, self.value(canvas, bar)) + aside + 2
        };
        let bars = self.rows.iter().flat_map(|row| &row.bars).filter(|bar| bar.share > 0.0);
        let scales = bars.map(|bar| f64::from((width - numbers(bar)).max(1)) / bar.share);
        scales.reduce(f64::min).unwrap_or(0.0)
    }
}

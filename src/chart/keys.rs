//! The list beside a picture of the parts of a whole: the colour of each, its share, its label.

use super::canvas::{Anchor, Canvas, Style};
use super::font::Weight;
use super::layout::Sheet;
use super::lines::Room;
use super::scene::Area;
use super::slices::{Slice, colors, part};

/// A list with the places of its parts.
pub struct Keys {
    /// The parts, each with the lines of its label.
    rows: Vec<(Slice, Vec<String>)>,
    /// Size of labels.
    size: u32,
    line: i32,
    gap: i32,
    /// Width of the shares.
    values: i32,
    /// Width of the labels.
    wide: f32,
}

impl Keys {
    /// The list at a size of its labels.
    pub fn new(sheet: &Sheet<'_>, slices: Vec<Slice>, size: u32, width: i32) -> Self {
        let fonts = &sheet.brand.fonts;
        let values = slices.iter().map(|slice| fonts.width(&slice.value, size, Weight::Bold)).fold(0.0, f32::max);
        let (values, em) = (values.ceil() as i32, size as i32);
        let left = (width - chip(size) - values - em).max(40) as f32;
        let room = Room { fonts, size, weight: Weight::Regular, width: left, lines: sheet.preset.label.lines };
        let rows = slices.into_iter().map(|slice| (room.without_widow(&slice.label), slice));
        let rows = rows.map(|(lines, slice)| (slice, lines)).collect();
        Self { rows, size, line: em * 125 / 100, gap: em * 42 / 100, values, wide: left }
    }

    /// Whether no label is cut, and no word of one broken.
    pub fn is_whole(&self, sheet: &Sheet<'_>) -> bool {
        let fonts = &sheet.brand.fonts;
        let wide = |word: &str| fonts.width(word, self.size, Weight::Regular) <= self.wide;
        self.rows.iter().all(|(slice, lines)| {
            let cut = lines.last().is_some_and(|line| line.ends_with('…') && !slice.label.ends_with('…'));
            !cut && slice.label.split_whitespace().all(wide)
        })
    }

    /// Its height, with gaps at `percent` of their least size.
    pub fn height(&self, percent: i32) -> i32 {
        let lines: i32 = self.rows.iter().map(|(_, lines)| self.row(lines)).sum();
        lines + (self.rows.len() as i32 - 1).max(0) * self.gap * percent / 100
    }

    fn row(&self, lines: &[String]) -> i32 {
        self.line * (lines.len() as i32).max(1)
    }

    /// Draws it at a corner of the room; gives the y where it ends.
    pub fn draw(&self, canvas: &mut Canvas<'_>, room: Area, percent: i32) -> i32 {
        let palette = canvas.palette();
        let slices: Vec<Slice> = self.rows.iter().map(|(slice, _)| slice.clone()).collect();
        let (side, em, mut y) = (chip(self.size), self.size as i32, room.y);
        for ((place, (slice, lines)), colors) in self.rows.iter().enumerate().zip(colors(palette, &slices)) {
            canvas.stands_for(None);
            let middle = y + self.line / 2;
            part(canvas, Area { x: room.x, y: middle - side / 2, width: side, height: side }, colors, 2);
            canvas.stands_for(slice.datum.clone());
            let color = if slice.apart { palette.soft } else { palette.ink };
            let value = Style::plain(self.size, palette.ink).bold().at(Anchor::End);
            let end = room.x + side + em / 2 + self.values;
            canvas.text(end, middle + value.half(), &slice.value, value);
            for (line, text) in lines.iter().enumerate() {
                let look = Style::plain(self.size, color);
                canvas.text(end + em / 2, middle + line as i32 * self.line + look.half(), text, look);
            }
            y += self.row(lines) + if place + 1 < self.rows.len() { self.gap * percent / 100 } else { 0 };
        }
        canvas.stands_for(None);
        y
    }
}

/// The side of the square in the colour of a part.
fn chip(size: u32) -> i32 {
    size as i32 * 72 / 100
}

//! A whole poll as one bar: the parts side by side, their list below.

use super::canvas::{Anchor, Canvas, Style};
use super::fit::fitted;
use super::keys::Keys;
use super::layout::{Body, Sheet};
use super::scene::Area;
use super::slices::{Slices, colors, figures, part};
use super::{Chart, Input, Outcome};

/// One bar for a whole poll.
pub const CHART: Chart = Chart {
    id: "stacked",
    about: "a whole poll, or a question with one answer each, as one bar of a hundred percent",
    needs: "a poll, or a question with one answer each",
    in_report: false,
    draw: stacked,
};

/// Height of the bar in a report.
const BAR: i32 = 58;

fn stacked(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    figures(input, sheet, (CHART.id, "Stacked bar"), |slices| Bar { slices }, |page| page)
}

struct Bar<'a> {
    slices: Slices<'a>,
}

/// The list, and the height of the bar above it.
struct Plan {
    keys: Keys,
    keep: usize,
    bar: i32,
    gap: i32,
}

impl Plan {
    fn height(&self) -> i32 {
        self.bar + self.gap + self.keys.height(100)
    }
}

impl Bar<'_> {
    fn plan(&self, sheet: &Sheet<'_>, width: i32, keep: usize, size: u32) -> Plan {
        let keys = Keys::new(sheet, (self.slices)(keep), size, width);
        let em = size as i32;
        let bar = if sheet.preset.is_fixed() { em * 2 } else { BAR };
        Plan { keys, keep, bar, gap: em }
    }

    fn fitted(&self, sheet: &Sheet<'_>, room: Area) -> Plan {
        let all = (self.slices)(usize::MAX).len().min(sheet.preset.most);
        let plan = |keep: usize, size: u32| self.plan(sheet, room.width, keep, size);
        fitted(all, sheet.preset.label, plan, |plan| plan.height() <= room.height)
    }
}

impl Body for Bar<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        self.plan(sheet, width, sheet.preset.most, sheet.preset.label.least).height()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let sheet = canvas.sheet;
        let plan = match sheet.preset.is_fixed() {
            true => self.fitted(sheet, room),
            false => self.plan(sheet, room.width, sheet.preset.most, 15),
        };
        // What is left goes to the bar first, then to the gaps of the list.
        let spare = if sheet.preset.is_fixed() { (room.height - plan.height()).max(0) } else { 0 };
        let bar = plan.bar + (spare * 2 / 5).min(plan.bar * 3 / 2);
        let keys = plan.keys.height(100);
        let gaps = plan.keys.height(200) - keys;
        let percent = 100 + (100 * (spare / 3) / gaps.max(1)).min(220);
        let taken = bar + plan.gap + plan.keys.height(percent);
        let top = room.y + if sheet.preset.is_fixed() { (room.height - taken).max(0) / 2 } else { 0 };
        self.bar(canvas, Area { y: top, height: bar, ..room }, plan.keep);
        let y = top + bar + plan.gap;
        plan.keys.draw(canvas, Area { y, height: room.bottom() - y, ..room }, percent)
    }
}

impl Bar<'_> {
    /// The bar; the largest part has its share inside, the others have it in the list.
    fn bar(&self, canvas: &mut Canvas<'_>, area: Area, keep: usize) {
        let palette = canvas.palette();
        let slices = (self.slices)(keep);
        let all: f64 = slices.iter().map(|slice| slice.share).sum();
        let most = slices.iter().map(|slice| slice.share).fold(0.0, f64::max);
        let gap = if canvas.sheet.preset.is_fixed() { 4 } else { 2 };
        let mut before = 0.0;
        for (slice, colors) in slices.iter().zip(colors(palette, &slices)) {
            let place = |share: f64| area.x + (share / all * f64::from(area.width)).round() as i32;
            let (start, end) = (place(before), place(before + slice.share));
            before += slice.share;
            if slice.share <= 0.0 {
                continue;
            }
            let end = if end < area.right() { end - gap } else { end };
            let own = Area { x: start.min(area.right() - 2), width: (end - start).max(2), ..area };
            canvas.stands_for(slice.datum.clone());
            part(canvas, own, colors, 2);
            let size = (area.height * 2 / 5).clamp(canvas.sheet.preset.least() as i32, 96) as u32;
            let look = Style::plain(size, palette.on(colors.0)).bold().at(Anchor::Middle);
            let fits = canvas.width(&slice.value, look) + size as i32 / 2 <= own.width && size as i32 <= area.height;
            if fits && slice.share >= most {
                let (x, y) = (own.x + own.width / 2, own.y + own.height / 2 + look.half());
                canvas.text(x, y, &slice.value, look);
            }
        }
        canvas.stands_for(None);
    }
}

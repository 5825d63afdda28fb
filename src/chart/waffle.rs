//! A whole poll as a hundred squares, one for each part of a hundred; the list of the parts beside or below.

use super::canvas::Canvas;
use super::fit::fitted;
use super::keys::Keys;
use super::layout::{Body, Page, Sheet};
use super::scene::Area;
use super::slices::{Slice, Slices, colors, figures, part};
use super::{Chart, Input, Outcome};
use crate::measure::of_a_hundred;

/// Parts of a hundred.
pub const CHART: Chart = Chart {
    id: "waffle",
    about: "a whole poll, or a question with one answer each, as a hundred squares",
    needs: "a poll, or a question with one answer each",
    in_report: false,
    draw: waffle,
};

/// Side of the square in a report.
const SIDE: i32 = 320;
/// Squares in a row.
const ROW: i32 = 10;

fn waffle(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let said = |mut page: Page| {
        page.footer.push("One square is one in a hundred, given to the largest remainders.".to_owned());
        page
    };
    figures(input, sheet, (CHART.id, "Waffle chart"), |slices| Waffle { slices }, said)
}

struct Waffle<'a> {
    slices: Slices<'a>,
}

/// Where the squares and the list stand.
struct Plan {
    keys: Keys,
    keep: usize,
    /// Side of all squares together.
    side: i32,
    /// Where the list stands, from the corner of the room.
    list: (i32, i32),
}

impl Waffle<'_> {
    /// The largest square that leaves the list its room; `None` where there is none.
    fn plan(&self, sheet: &Sheet<'_>, room: Area, keep: usize, size: u32) -> Option<Plan> {
        let slices = (self.slices)(keep);
        let gap = size as i32;
        let beside = |part: i32| {
            let side = room.height.min(room.width * part / 100);
            let keys = Keys::new(sheet, slices.clone(), size, room.width - side - 2 * gap);
            (keys.height(100) <= room.height).then(|| Plan { keys, keep, side, list: (side + 2 * gap, 0) })
        };
        let below = || {
            let keys = Keys::new(sheet, slices.clone(), size, room.width);
            let side = (room.height - keys.height(100) - gap).min(room.width);
            Some(Plan { keys, keep, side, list: (0, side + gap) })
        };
        let least = (room.width / 4).min(room.height / 3).max(100);
        let able = [beside(58), beside(50), beside(40), beside(32), below()].into_iter().flatten();
        let whole = able.filter(|plan| plan.side >= least && plan.keys.is_whole(sheet));
        whole.max_by_key(|plan| plan.side)
    }

    fn fitted(&self, sheet: &Sheet<'_>, room: Area) -> Plan {
        let label = sheet.preset.label;
        let all = (self.slices)(usize::MAX).len().min(sheet.preset.most);
        let found = fitted(all, label, |keep, size| self.plan(sheet, room, keep, size), Option::is_some);
        found.unwrap_or_else(|| {
            let side = room.height.min(room.width * 2 / 5);
            let keys = Keys::new(sheet, (self.slices)(1), label.least, room.width - side - label.least as i32);
            Plan { keys, keep: 1, side, list: (side + label.least as i32, 0) }
        })
    }

    fn squares(&self, canvas: &mut Canvas<'_>, area: Area, keep: usize) {
        let slices: Vec<Slice> = (self.slices)(keep);
        let colors = colors(canvas.palette(), &slices);
        let counts = of_a_hundred(&slices.iter().map(|slice| slice.share).collect::<Vec<f64>>());
        let gap = (area.width / 80).max(2);
        let mut place = 0;
        for ((slice, colors), count) in slices.iter().zip(colors).zip(counts) {
            canvas.stands_for(slice.datum.clone());
            for _ in 0..count {
                let edge = |place: i32| place * (area.width + gap) / ROW;
                let (column, row) = (place % ROW, place / ROW);
                let cell = |at: i32| (edge(at), edge(at + 1) - edge(at) - gap);
                let ((x, width), (y, height)) = (cell(column), cell(row));
                part(canvas, Area { x: area.x + x, y: area.y + y, width, height }, colors, 2);
                place += 1;
            }
        }
        canvas.stands_for(None);
    }
}

impl Body for Waffle<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        let label = sheet.preset.label.least;
        let keys = |width| Keys::new(sheet, (self.slices)(sheet.preset.most), label, width).height(100);
        match sheet.preset.is_fixed() {
            true => (keys(width) + width / 2).min(width * 4 / 5),
            false => SIDE.max(keys(width - SIDE - 40)),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let sheet = canvas.sheet;
        let plan = match sheet.preset.is_fixed() {
            true => self.fitted(sheet, room),
            false => {
                let keep = sheet.preset.most;
                let keys = Keys::new(sheet, (self.slices)(keep), 15, room.width - SIDE - 40);
                Plan { keys, keep, side: SIDE, list: (SIDE + 40, 0) }
            }
        };
        let beside = plan.list.0 > 0;
        let keys = plan.keys.height(100);
        let high = if beside { plan.side.max(keys) } else { plan.list.1 + keys };
        let top = room.y + if sheet.preset.is_fixed() { (room.height - high).max(0) / 2 } else { 0 };
        self.squares(canvas, Area { x: room.x, y: top, width: plan.side, height: plan.side }, plan.keep);
        let y = if beside { top + (high - keys) / 2 } else { top + plan.list.1 };
        let list = Area { x: room.x + plan.list.0, y, width: room.width - plan.list.0, height: keys };
        let end = plan.keys.draw(canvas, list, 100);
        end.max(top + plan.side)
    }
}

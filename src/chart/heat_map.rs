//! Themes or answers by groups of people: a square for each, darker where the share is larger, its number inside.

use super::canvas::{Anchor, Canvas, Style};
use super::fit::fitted;
use super::font::Weight;
use super::grouped::{base, page, wanted};
use super::layout::{Body, Sheet, figure};
use super::lines::Room;
use super::palette::STEPS;
use super::parts::source;
use super::scene::{Area, Datum};
use super::{Chart, Crossed, Input, Outcome};
use crate::measure::Portion;
use crate::measure::wording::{grouped, percent};

/// Themes by answers, as a heat map.
pub const CHART: Chart = Chart {
    id: "heat-map",
    about: "themes or answers by groups of people as squares with their numbers",
    needs: "themes beside a stance or a closed question of the same people; or a `[banner]`",
    in_report: true,
    draw: maps,
};

/// The most rows of a report.
const MOST: usize = 30;
/// Size of the names of groups in a report.
const SMALL: u32 = 13;
/// Groups that stay, though a word of their names must break.
const FEW: usize = 3;
/// The most lines of a group's name.
const HEAD_LINES: usize = 3;

fn maps(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let drawn = wanted(input).filter_map(|crossed| {
        let mut page = page(input, crossed, (CHART.id, "Heat map"), sheet)?;
        if let Some(first) = page.footer.first_mut().filter(|_| sheet.preset.is_fixed()) {
            // The bases stand under the names of the groups.
            *first = source(input.results, sheet);
        }
        Some(figure(page, sheet, &Map { crossed }))
    });
    drawn.collect()
}

struct Map<'a> {
    crossed: &'a Crossed,
}

/// Where everything stands at a size of the labels.
struct Plan {
    rows: Vec<usize>,
    columns: Vec<usize>,
    labels: Vec<Vec<String>>,
    heads: Vec<Vec<String>>,
    size: u32,
    line: i32,
    /// Size of the names of the groups.
    head_size: u32,
    /// Width of the labels, with the gap.
    left: i32,
    /// Width of a column.
    column: i32,
    /// Least height of a row.
    row: i32,
    more: Vec<String>,
}

impl Plan {
    fn head(&self) -> i32 {
        self.heads.iter().map(Vec::len).max().unwrap_or(0) as i32 * self.line + self.line / 4
    }

    fn high(&self, place: usize, each: i32) -> i32 {
        (self.labels[place].len() as i32 * self.line + 6).max(each)
    }

    fn height(&self, each: i32) -> i32 {
        let rows: i32 = (0..self.rows.len()).map(|place| self.high(place, each)).sum();
        self.head() + rows + self.below()
    }

    fn below(&self) -> i32 {
        if self.more.is_empty() { 0 } else { self.line * self.more.len() as i32 + self.line / 2 }
    }
}

impl Map<'_> {
    fn share(&self, row: usize, column: usize) -> Option<Portion> {
        self.crossed.shares.get(row)?.get(column).copied().flatten()
    }

    fn most(&self) -> f64 {
        self.crossed.shares.iter().flatten().flatten().filter_map(|share| share.value()).fold(0.0, f64::max)
    }

    /// The rows with the largest shares, in their order; the groups with the largest bases, in theirs.
    fn kept(&self, rows: usize, columns: usize) -> (Vec<usize>, Vec<usize>) {
        let top = |row: usize| {
            let shares = (0..self.crossed.groups.len()).filter_map(|column| self.share(row, column)?.value());
            shares.fold(0.0, f64::max)
        };
        let mut kept_rows: Vec<usize> = (0..self.crossed.rows.len()).collect();
        kept_rows.sort_by(|a, b| top(*b).total_cmp(&top(*a)).then(a.cmp(b)));
        kept_rows.truncate(rows);
        kept_rows.sort_unstable();
        let mut kept: Vec<usize> = (0..self.crossed.groups.len()).collect();
        kept.sort_by_key(|column| (std::cmp::Reverse(base(self.crossed, *column)), *column));
        kept.truncate(columns);
        kept.sort_unstable();
        (kept_rows, kept)
    }

    fn plan(&self, sheet: &Sheet<'_>, width: i32, size: u32, (rows, columns): (usize, usize)) -> Plan {
        let (fonts, em) = (&sheet.brand.fonts, size as i32);
        let (rows, columns) = self.kept(rows, columns);
        let wide = width * if sheet.preset.words > 0 { 42 } else { 34 } / 100;
        let room = Room { fonts, size, weight: Weight::Regular, width: (wide - em / 2) as f32, lines: 4 };
        let labels: Vec<Vec<String>> =
            rows.iter().map(|row| room.without_widow(&self.crossed.rows[*row].label)).collect();
        let widest = labels.iter().flatten().map(|line| fonts.width(line, size, Weight::Regular)).fold(0.0, f32::max);
        let left = (widest.ceil() as i32 + em / 2).min(wide);
        let column = ((width - left) / columns.len().max(1) as i32).min(width / 3);
        let head_size = if sheet.preset.is_fixed() { size } else { SMALL };
        let head = Room {
            size: head_size,
            width: (column - em / 3).max(10) as f32,
            lines: if sheet.preset.words > 0 { HEAD_LINES - 1 } else { HEAD_LINES },
            ..room
        };
        let heading = |column: &usize| {
            let mut lines = head.balanced(&self.crossed.groups[*column]);
            lines.push(format!("n = {}", grouped(base(self.crossed, *column))));
            lines
        };
        let heads = columns.iter().map(heading).collect();
        let said = [
            (self.crossed.rows.len() - rows.len(), rows.len(), "rows"),
            (self.crossed.groups.len() - columns.len(), columns.len(), "groups"),
        ];
        let said = said
            .iter()
            .filter(|(out, ..)| *out > 0)
            .map(|(out, kept, what)| format!("{kept} of {} {what}", out + kept));
        let said: Vec<String> = said.collect();
        let said = if said.is_empty() { String::new() } else { format!("Largest {}", said.join(", ")) };
        let more = Room { width: width as f32, lines: 2, ..room }.wrap(&said);
        Plan {
            rows,
            columns,
            labels,
            heads,
            size,
            line: em * 127 / 100,
            head_size,
            left,
            column,
            row: em * 17 / 10,
            more,
        }
    }

    /// Whether every column is wide enough for its numbers.
    fn is_wide(plan: &Plan, sheet: &Sheet<'_>) -> bool {
        let fonts = &sheet.brand.fonts;
        let bases = plan.heads.iter().filter_map(|lines| lines.last());
        let bases = bases.map(|base| fonts.width(base, plan.head_size, Weight::Regular));
        let widest = bases.fold(fonts.width("100%", plan.size, Weight::Bold), f32::max);
        widest.ceil() as i32 + 10 <= plan.column
    }

    /// Whether every column is wide enough for the words of its name, too.
    fn holds_words(&self, plan: &Plan, sheet: &Sheet<'_>) -> bool {
        let wide = (plan.column - plan.head_size as i32 / 3) as f32;
        let fits = |word: &str| sheet.brand.fonts.width(word, plan.head_size, Weight::Regular) <= wide;
        let names = plan.columns.iter().all(|column| self.crossed.groups[*column].split_whitespace().all(fits));
        names && Self::is_wide(plan, sheet)
    }

    fn chosen(&self, sheet: &Sheet<'_>, room: Area) -> Plan {
        let label = sheet.preset.label;
        let most = if sheet.preset.is_fixed() { sheet.preset.most + 1 } else { MOST };
        let (all_rows, all) = (self.crossed.rows.len().min(most), self.crossed.groups.len());
        // Groups give way to the words of their names down to a few; then the words break.
        let of = |columns: usize| self.plan(sheet, room.width, label.least, (all_rows, columns));
        let words = (all.min(FEW)..=all).rev().find(|columns| self.holds_words(&of(*columns), sheet));
        let wide = || (1..=all).rev().find(|columns| Self::is_wide(&of(*columns), sheet));
        let columns = words.or_else(wide).unwrap_or(1);
        if !sheet.preset.is_fixed() {
            return self.plan(sheet, room.width, label.least, (all_rows, columns));
        }
        let plan = |keep: usize, size: u32| self.plan(sheet, room.width, size, (keep, columns));
        let names = |plan: &Plan| match words {
            Some(_) => self.holds_words(plan, sheet),
            None => Self::is_wide(plan, sheet),
        };
        fitted(all_rows, label, plan, |plan| plan.height(plan.row) <= room.height && names(plan))
    }
}

impl Body for Map<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        let most = if sheet.preset.is_fixed() { sheet.preset.most + 1 } else { MOST };
        let plan = self.plan(sheet, width, sheet.preset.label.least, (most, usize::MAX));
        plan.height(plan.row)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let sheet = canvas.sheet;
        let plan = self.chosen(sheet, room);
        let (each, top) = match sheet.preset.is_fixed() {
            true => {
                let most = plan.column.min(plan.row * 3);
                let each = (plan.row..=most.max(plan.row)).rev().find(|each| plan.height(*each) <= room.height);
                let each = each.unwrap_or(plan.row);
                (each, room.y + (room.height - plan.height(each)).max(0) / 2)
            }
            false => (34, room.y),
        };
        self.draw_plan(canvas, Area { y: top, ..room }, &plan, each)
    }
}

impl Map<'_> {
    fn draw_plan(&self, canvas: &mut Canvas<'_>, room: Area, plan: &Plan, each: i32) -> i32 {
        let (palette, gap) = (canvas.palette(), if canvas.sheet.preset.is_fixed() { 4 } else { 2 });
        let ink = Style::plain(plan.size, palette.ink);
        let soft = Style::plain(plan.size, palette.soft);
        let head = Style::plain(plan.head_size, palette.soft).at(Anchor::Middle);
        let x = |column: usize| room.x + plan.left + column as i32 * plan.column;
        let foot = room.y + plan.head() - plan.line / 4;
        for (place, lines) in plan.heads.iter().enumerate() {
            let top = foot - lines.len() as i32 * plan.line;
            for (line, text) in lines.iter().enumerate() {
                let middle = top + line as i32 * plan.line + plan.line / 2;
                canvas.text(x(place) + (plan.column - gap) / 2, middle + head.half(), text, head);
            }
        }
        let mut y = room.y + plan.head();
        for (place, row) in plan.rows.iter().enumerate() {
            let (high, lines) = (plan.high(place, each), &plan.labels[place]);
            let datum = &self.crossed.rows[*row].datum;
            canvas.stands_for(Some(datum.clone()));
            let top = y + (high - gap - lines.len() as i32 * plan.line) / 2;
            for (line, text) in lines.iter().enumerate() {
                let middle = top + line as i32 * plan.line + plan.line / 2;
                canvas.text(room.x + plan.left - plan.size as i32 / 2, middle + ink.half(), text, ink.at(Anchor::End));
            }
            for (at, column) in plan.columns.iter().enumerate() {
                canvas.stands_for(Some(Datum::Within(Box::new(datum.clone()), self.crossed.groups[*column].clone())));
                let area = Area { x: x(at), y, width: plan.column - gap, height: high - gap };
                self.square(canvas, area, (*row, *column), plan.size);
            }
            y += high;
        }
        canvas.stands_for(None);
        for (place, line) in plan.more.iter().enumerate() {
            let middle = y + plan.line / 2 + place as i32 * plan.line + plan.line / 2;
            canvas.text(room.x, middle + soft.half(), line, soft);
        }
        y + plan.below()
    }

    fn square(&self, canvas: &mut Canvas<'_>, area: Area, (row, column): (usize, usize), size: u32) {
        let palette = canvas.palette();
        let share = self.share(row, column);
        let Some((share, value)) = share.and_then(|share| Some((share, share.value()?))) else {
            canvas.edged(area, 1, palette.rest, palette.paper);
            return;
        };
        let last = (STEPS - 1) as f64;
        let step = if value > 0.0 { (value / self.most() * last).ceil().clamp(1.0, last) as usize } else { 0 };
        let color = palette.steps()[step];
        canvas.fill(area, color);
        let look = Style::plain(size, palette.on(color)).at(Anchor::Middle);
        let look = if value >= self.most() { look.bold() } else { look };
        canvas.text(area.x + area.width / 2, area.y + area.height / 2 + look.half(), &percent(share), look);
    }
}

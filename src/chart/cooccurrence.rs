//! Which themes comments show together: a triangle of squares, darker where it is more often.

use super::canvas::{Anchor, Canvas, Style};
use super::font::Weight;
use super::layout::{Body, Page, Sheet, figure};
use super::lines::{Room, cut};
use super::palette::STEPS;
use super::scene::{Area, Datum};
use super::{Chart, Input, Outcome, Part, comments_footer, note, parts};
use crate::measure::Cooccurrence;
use crate::measure::wording::{cooccurrence_headline, grouped, quoted};

/// Most themes that are drawn in a report: with more, the numbers could not be read.
const MOST: usize = 12;
/// Most lines of a label.
const LABEL_LINES: usize = 6;
/// The smallest number in a report.
const SMALLEST: u32 = 11;

/// Co-occurrence of themes.
pub const CHART: Chart = Chart {
    id: "cooccurrence",
    about: "how many comments show two themes together",
    needs: "comments that show two themes of one group",
    in_report: true,
    draw: cooccurrences,
};

fn cooccurrences(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    parts(input.results, CHART.id, false).into_iter().filter_map(|part| group(input, part, sheet)).collect()
}

/// What is drawn: the themes, each theme's own count, and the counts of the pairs.
struct Triangle<'a> {
    themes: Vec<&'a (String, String)>,
    own: Vec<u64>,
    /// Nothing where one theme is above the other.
    both: Vec<Vec<Option<u64>>>,
    most: u64,
}

impl<'a> Triangle<'a> {
    /// The `keep` most frequent themes, in the codebook's order.
    fn of(found: &'a Cooccurrence, keep: usize) -> Self {
        let themes = found.themes.len();
        let own = |theme: usize| found.counts.get(theme).copied().unwrap_or(0);
        let mut both = vec![vec![None; themes]; themes];
        for pair in found.pairs.iter().filter(|pair| pair.a < themes && pair.b < themes) {
            both[pair.a][pair.b] = Some(pair.both);
        }
        let mut kept: Vec<usize> = (0..themes).collect();
        kept.sort_by_key(|theme| (std::cmp::Reverse(own(*theme)), *theme));
        kept.truncate(keep);
        kept.sort_unstable();
        let pick = |a: usize| kept.iter().map(|b| both[a][*b]).collect::<Vec<Option<u64>>>();
        let both: Vec<Vec<Option<u64>>> = kept.iter().map(|a| pick(*a)).collect();
        let most = both.iter().flatten().flatten().copied().max().unwrap_or(0);
        let themes = kept.iter().map(|theme| &found.themes[*theme]).collect();
        Self { themes, own: kept.iter().map(|theme| own(*theme)).collect(), both, most }
    }
}

/// The heat map of a group of themes.
struct Map<'a> {
    found: &'a Cooccurrence,
}

/// A triangle with the places of its squares.
struct Plan<'a> {
    triangle: Triangle<'a>,
    lines: Vec<Vec<String>>,
    label: u32,
    /// Height of a line of a label.
    line: i32,
    number: u32,
    /// Width of the labels beside, with the gap.
    left: i32,
    /// Width of a column.
    side: i32,
    gap: i32,
    report: bool,
    /// The line for themes left out; empty where there is none.
    more: String,
}

fn group(input: &Input<'_>, part: Part<'_>, sheet: &Sheet<'_>) -> Option<Outcome> {
    let results = input.results;
    let found = part.question.cooccurrence.iter().find(|found| found.group == part.group)?;
    let title = cooccurrence_headline(found)?;
    let page = Page {
        id: part.figure,
        table: "cooccurrence",
        kicker: part.label.to_owned(),
        title: input.titled(title),
        subtitle: match sheet.preset.words {
            0 => format!(
                "{}{}: comments that show both themes; outlined, all comments that show the theme",
                part.asked, part.label
            ),
            _ => format!("{}{}: comments that show both; outlined: that show one", part.asked, part.label),
        },
        footer: comments_footer(results, part.question, sheet, ""),
        note: note(part.question, sheet),
        kind: "Heat map",
        data: format!("Heat map of how many comments show two themes of “{}” together", part.label),
        values: values(found),
    };
    Some(figure(page, sheet, &Map { found }))
}

/// The pairs, most frequent first.
fn values(found: &Cooccurrence) -> Vec<String> {
    let mut pairs: Vec<_> = found.pairs.iter().collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.both), pair.a, pair.b));
    let label = |theme: usize| found.themes.get(theme).map(|(_, label)| quoted(label)).unwrap_or_default();
    pairs.iter().map(|pair| format!("{} with {} {}", label(pair.a), label(pair.b), grouped(pair.both))).collect()
}

impl Body for Map<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        let plan = self.widest(sheet, width, sheet.preset.label.least);
        plan.heights(if plan.report { 46 } else { 0 }).iter().sum::<i32>() + plan.below()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let (sheet, width) = (canvas.sheet, room.width);
        let mut plan = self.widest(sheet, width, sheet.preset.label.least);
        let fits = |plan: &Plan<'_>| plan.heights(0).iter().sum::<i32>() + plan.below() <= room.height;
        if !plan.report {
            let mut keep = plan.triangle.themes.len();
            while !fits(&plan) && keep > 2 {
                keep -= 1;
                plan = self.plan(sheet, width, keep, sheet.preset.label.least).unwrap_or(plan);
            }
            // Labels give way last: what they lose, the table beside the picture has.
            for lines in (1..LABEL_LINES).rev() {
                if fits(&plan) {
                    break;
                }
                plan.lines.iter_mut().for_each(|label| cut(label, lines));
            }
            for size in (sheet.preset.label.least..=sheet.preset.label.size).rev() {
                let larger = self.plan(sheet, width, keep, size).filter(fits);
                if let Some(larger) = larger.filter(|larger| larger.side >= size as i32 * 2) {
                    plan = larger;
                    break;
                }
            }
        }
        let heights = match plan.report {
            true => plan.heights(46),
            false => plan.filling(room.height),
        };
        plan.draw(canvas, room, &heights)
    }
}

impl<'a> Map<'a> {
    /// As many themes as have squares wide enough for their numbers.
    fn widest(&self, sheet: &Sheet<'_>, width: i32, label: u32) -> Plan<'a> {
        let most = if sheet.preset.is_fixed() { sheet.preset.most + 1 } else { MOST };
        let all = self.found.themes.len().min(most);
        let found = (2..=all).rev().find_map(|keep| self.plan(sheet, width, keep, label));
        found.unwrap_or_else(|| self.sized(sheet, width, all.min(2), label))
    }

    /// The plan of so many themes; `None` where a number is wider than its square.
    fn plan(&self, sheet: &Sheet<'_>, width: i32, keep: usize, label: u32) -> Option<Plan<'a>> {
        let mut plan = self.sized(sheet, width, keep, label);
        let fonts = &sheet.brand.fonts;
        let numbers: Vec<String> = {
            let all = plan.triangle.own.iter().chain(plan.triangle.both.iter().flatten().flatten());
            all.map(|count| grouped(*count)).collect()
        };
        let widest = |size: u32| numbers.iter().map(|text| fonts.width(text, size, Weight::Bold)).fold(0.0, f32::max);
        let (least, largest) = if plan.report { (SMALLEST, 16) } else { (sheet.preset.label.least, label * 5 / 4) };
        plan.number = (least..=largest).rev().find(|size| widest(*size) <= (plan.side - 8) as f32)?;
        Some(plan)
    }

    fn sized(&self, sheet: &Sheet<'_>, width: i32, keep: usize, label: u32) -> Plan<'a> {
        let triangle = Triangle::of(self.found, keep);
        let report = !sheet.preset.is_fixed();
        let (label, gap) = if report { (14, 11) } else { (label, label as i32 / 2) };
        let count = triangle.themes.len().max(1) as i32;
        let most = if report { 96 } else { width };
        let side = |left: i32| ((width - left) / count).clamp(1, most);
        let widest = width * if report { 34 } else { 36 } / 100;
        // A label has the room of the squares that its row leaves free, too.
        let lines: Vec<Vec<String>> = (0..)
            .zip(&triangle.themes)
            .map(|(place, (_, text))| {
                let width = (widest + place * side(widest) - gap).max(20) as f32;
                Room { fonts: &sheet.brand.fonts, size: label, weight: Weight::Regular, width, lines: LABEL_LINES }
                    .balanced(text)
            })
            .collect();
        let taken = |(place, lines): (i32, &Vec<String>)| {
            let line = |line: &String| sheet.brand.fonts.width(line, label, Weight::Regular).ceil() as i32;
            lines.iter().map(line).max().unwrap_or(0) + gap - place * side(widest)
        };
        let left = (0..).zip(&lines).map(taken).max().unwrap_or(0).clamp(gap, widest);
        let side = side(left);
        let more = match self.found.themes.len().saturating_sub(triangle.themes.len()) {
            0 => String::new(),
            _ => format!("The {} most frequent of {} themes", triangle.themes.len(), self.found.themes.len()),
        };
        let (line, number) = ((label as f32 * 1.27).round() as i32, label);
        Plan { triangle, lines, label, line, number, left, side, gap, report, more }
    }
}

impl Plan<'_> {
    /// The heights of the rows, each at least as high as its label and its number, at most as high as wide.
    fn heights(&self, each: i32) -> Vec<i32> {
        let least = self.number as i32 * 5 / 4;
        let row = |lines: &Vec<String>| (lines.len() as i32 * self.line).max(least) + 6;
        self.lines.iter().map(|lines| each.min(self.side).max(row(lines))).collect()
    }

    /// The heights of rows that fill a height as evenly as their labels allow.
    fn filling(&self, height: i32) -> Vec<i32> {
        let (mut low, mut high) = (0, self.side);
        while low < high {
            let middle = (low + high + 1) / 2;
            if self.heights(middle).iter().sum::<i32>() + self.below() <= height {
                low = middle
            } else {
                high = middle - 1
            }
        }
        self.heights(low)
    }

    /// The height of the line below.
    fn below(&self) -> i32 {
        if self.more.is_empty() { 0 } else { self.line * 3 / 2 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area, heights: &[i32]) -> i32 {
        let look = Style::plain(self.label, canvas.palette().ink).at(Anchor::End);
        let spare = room.height - heights.iter().sum::<i32>() - self.below();
        let mut y = room.y + if self.report { 0 } else { spare.max(0) / 2 };
        let gap = if self.report { 2 } else { 4 };
        for (a, (lines, height)) in self.lines.iter().zip(heights).enumerate() {
            // A label stands at the first square of its row, which is the foot of its column.
            let x = room.x + self.left + a as i32 * self.side;
            let top = y + (height - gap - lines.len() as i32 * self.line) / 2;
            canvas.stands_for(self.triangle.themes.get(a).map(|theme| Datum::Theme(theme.0.clone())));
            for (place, line) in lines.iter().enumerate() {
                let middle = top + place as i32 * self.line + self.line / 2;
                canvas.text(x - self.gap, middle + look.half(), line, look);
            }
            for b in a..self.triangle.themes.len() {
                let x = room.x + self.left + b as i32 * self.side;
                self.cell(canvas, Area { x, y, width: self.side - gap, height: height - gap }, (a, b));
            }
            y += height;
        }
        canvas.stands_for(None);
        if !self.more.is_empty() {
            let soft = Style::plain(self.label, canvas.palette().soft);
            canvas.text(room.x, y + self.below() - self.line / 2 + soft.half(), &self.more, soft);
        }
        y + self.below()
    }

    /// One square: a theme's own count in an outline, or the count of a pair on the scale.
    fn cell(&self, canvas: &mut Canvas<'_>, area: Area, (a, b): (usize, usize)) {
        let (palette, themes) = (canvas.palette(), &self.triangle.themes);
        let id = |theme: usize| themes[theme].0.clone();
        let (count, look) = match self.triangle.both[a][b] {
            _ if a == b => {
                canvas.stands_for(Some(Datum::Theme(id(a))));
                canvas.edged(area, 2, palette.rest, palette.paper);
                (self.triangle.own[a], Style::plain(self.number, palette.soft).bold())
            }
            Some(both) => {
                let color = palette.steps()[step(both, self.triangle.most)];
                canvas.stands_for(Some(Datum::Themes(id(a), id(b))));
                canvas.fill(area, color);
                (both, Style::plain(self.number, palette.on(color)))
            }
            // A theme and one above it: the square stays empty.
            None => return,
        };
        let (x, middle) = (area.x + area.width / 2, area.y + area.height / 2);
        canvas.text(x, middle + look.half(), &grouped(count), look.at(Anchor::Middle));
    }
}

/// The step of a count on a scale that ends at the largest; the first is for zero alone.
fn step(count: u64, most: u64) -> usize {
    let last = STEPS as u64 - 1;
    let place = if most == 0 { 0 } else { (u128::from(count) * u128::from(last)).div_ceil(u128::from(most)) };
    (place as usize).min(STEPS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_for_zero_and_the_last_for_the_most() {
        assert_eq!([step(0, 24), step(1, 24), step(24, 24), step(0, 0)], [0, 1, 5, 0]);
        assert_eq!(step(u64::MAX, u64::MAX), 5);
    }
}

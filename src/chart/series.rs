//! Shares over waves as lines with their labels at the ends: the one that the title speaks of in colour, the others grey.

use super::canvas::{Anchor, Canvas, Style};
use super::fit::fitted;
use super::font::Weight;
use super::input::{marked, shares_and_bases};
use super::layout::{Body, Page, Sheet, figure};
use super::lines::Room;
use super::parts::{note_with, source};
use super::scene::{Area, Datum};
use super::{Input, Named, Outcome, Waves, file_name};
use crate::measure::Portion;
use crate::measure::wording::{counted, grouped, percent, quoted, waves_headline};

/// A line: its label, and its share in each wave that is shown.
type Measured = (String, Vec<Option<Portion>>);

/// The most lines of a report.
const MOST: usize = 12;
/// Height of the picture in a report.
const HEIGHT: i32 = 340;

/// Lines over the waves that are shown.
pub struct Series<'a> {
    waves: &'a Waves,
    /// The places of the waves.
    shown: Vec<usize>,
    /// The place of the line that the title speaks of.
    strong: usize,
}

/// A figure for each set of waves for which `shown` gives at least two.
pub fn figures(
    input: &Input<'_>,
    sheet: &Sheet<'_>,
    (id, kind): (&str, &'static str),
    shown: impl Fn(&Waves) -> Vec<usize>,
) -> Vec<Outcome> {
    let of = |waves: &Waves| {
        let shown = shown(waves);
        let shares = |(named, shares): &(Named, Vec<Option<Portion>>)| {
            let shares = shown.iter().map(|wave| shares.get(*wave).copied().flatten()).collect();
            (named.label.clone(), shares)
        };
        let lines: Vec<Measured> = waves.lines.iter().map(shares).collect();
        let (leads, title) = waves_headline(&lines)?;
        let asked = input.only.and_then(|only| waves.lines.iter().position(|(named, _)| named.is(only)));
        let title = asked.and_then(|place| waves_headline(&lines[place..=place])).map_or(title, |found| found.1);
        let title = input.titled(marked(title, waves.is_weighted()));
        let page = page(input, waves, (id, kind), (title, &lines, &shown), sheet);
        let strong = asked.unwrap_or(leads);
        (shown.len() > 1).then(|| figure(page, sheet, &Series { waves, shown: shown.clone(), strong }))
    };
    let taken = |waves: &&Waves| {
        let named = waves.lines.iter().map(|(named, _)| named);
        input.takes_named(std::slice::from_ref(&waves.asked), named)
    };
    input.waves.iter().filter(taken).filter_map(of).collect()
}

fn page(
    input: &Input<'_>,
    waves: &Waves,
    (id, kind): (&str, &'static str),
    (title, lines, shown): (String, &[Measured], &[usize]),
    sheet: &Sheet<'_>,
) -> Page {
    let base = |wave: usize| {
        lines.iter().filter_map(|(_, shares)| shares.get(wave).copied().flatten()).map(|share| share.base).max()
    };
    let bases = shown
        .iter()
        .enumerate()
        .filter_map(|(at, wave)| Some(format!("{} {}", waves.waves.get(*wave)?, grouped(base(at)?))));
    let value = |(label, shares): &Measured| {
        let each = shown
            .iter()
            .zip(shares)
            .filter_map(|(wave, share)| Some(format!("{} {}", waves.waves.get(*wave)?, percent((*share)?))));
        format!("{label}: {}", each.collect::<Vec<_>>().join(", "))
    };
    let (share, bases_of) = shares_and_bases(waves.is_weighted());
    Page {
        id: file_name(&format!("{id}-{}", waves.id)),
        table: "waves",
        kicker: "Over time".to_owned(),
        title,
        subtitle: format!("{}: {share} of the {} of each wave", quoted(&waves.title), waves.unit.1),
        footer: vec![
            format!(
                "{} {bases_of}: {} {}.",
                source(input.results, sheet),
                bases.collect::<Vec<_>>().join(", "),
                waves.unit.1
            ),
            match waves.same_people {
                true => "Some people answered in more than one wave; changes are not tested here.".to_owned(),
                false => "Each wave has its own people; changes are not tested here.".to_owned(),
            },
        ],
        note: note_with(input.results, waves.open.as_deref(), waves.note.as_deref(), sheet),
        kind,
        data: format!("{kind} of {} over {}", quoted(&waves.title), counted(shown.len() as u64, "wave", "waves")),
        values: lines.iter().map(value).collect(),
    }
}

/// A label at an end of a line.
struct Label {
    line: usize,
    lines: Vec<String>,
    value: String,
    /// Where its middle would be, and is.
    at: i32,
}

/// What everything takes at a size of the labels.
struct Plan {
    keep: Vec<usize>,
    size: u32,
    step: i32,
    /// Width of the labels at the right, and of the numbers at the left.
    right: i32,
    left: i32,
    labels: Vec<(usize, Vec<String>)>,
    more: String,
    /// Whether no label is cut.
    whole: bool,
}

impl Plan {
    fn height(&self) -> i32 {
        let rows: i32 = self.labels.iter().map(|(_, lines)| high(lines.len(), self.step)).sum();
        rows + self.step * 2 + if self.more.is_empty() { 0 } else { self.step * 3 / 2 }
    }
}

impl Series<'_> {
    fn share(&self, line: usize, at: usize) -> Option<f64> {
        self.measured(line, at)?.value()
    }

    fn measured(&self, line: usize, at: usize) -> Option<Portion> {
        self.waves.lines.get(line)?.1.get(*self.shown.get(at)?).copied().flatten()
    }

    /// The last wave in which a line was measured.
    fn end(&self, line: usize) -> Option<usize> {
        (0..self.shown.len()).rev().find(|at| self.share(line, *at).is_some())
    }

    /// The lines that are shown: the one that stands out, then those with the largest last share.
    fn kept(&self, keep: usize) -> Vec<usize> {
        let last = |line: usize| self.end(line).and_then(|at| self.share(line, at)).unwrap_or(-1.0);
        let mut kept: Vec<usize> = (0..self.waves.lines.len()).filter(|line| self.end(*line).is_some()).collect();
        kept.sort_by(|a, b| {
            (*b == self.strong).cmp(&(*a == self.strong)).then(last(*b).total_cmp(&last(*a))).then(a.cmp(b))
        });
        kept.truncate(keep);
        kept
    }

    fn plan(&self, sheet: &Sheet<'_>, width: i32, size: u32, keep: usize) -> Plan {
        let (fonts, em) = (&sheet.brand.fonts, size as i32);
        let keep = self.kept(keep);
        let shown = |line: &usize| {
            let all = (0..self.shown.len()).filter_map(|at| Some(percent(self.measured(*line, at)?)));
            all.map(|value| fonts.width(&value, size, Weight::Bold)).fold(0.0, f32::max)
        };
        let value = keep.iter().map(shown).fold(0.0, f32::max).ceil() as i32 + em / 2;
        let wide = width * if sheet.preset.words > 0 { 48 } else { 42 } / 100;
        let room = Room { fonts, size, weight: Weight::Bold, width: (wide - value - em / 2) as f32, lines: 3 };
        let whole = keep.iter().all(|line| room.holds(&self.waves.lines[*line].0.label));
        let labels: Vec<(usize, Vec<String>)> =
            keep.iter().map(|line| (*line, room.without_widow(&self.waves.lines[*line].0.label))).collect();
        let widest = labels.iter().flat_map(|(_, lines)| lines).map(|text| fonts.width(text, size, Weight::Bold));
        let right = widest.fold(0.0, f32::max).ceil() as i32 + value + em / 2;
        let out = self.waves.lines.len() - keep.len();
        let more = if out > 0 { counted(out as u64, "more line", "more lines") } else { String::new() };
        Plan { keep, size, step: em * 125 / 100, right, left: value, labels, more, whole }
    }

    fn most(&self, sheet: &Sheet<'_>) -> usize {
        self.waves.lines.len().min(if sheet.preset.is_fixed() { sheet.preset.most } else { MOST })
    }

    fn chosen(&self, sheet: &Sheet<'_>, room: Area) -> Plan {
        let label = sheet.preset.label;
        let plan = |keep: usize, size: u32| self.plan(sheet, room.width, size, keep);
        let fits = |plan: &Plan| plan.height() <= room.height && (plan.whole || plan.size == label.least);
        fitted(self.most(sheet), label, plan, fits)
    }
}

impl Body for Series<'_> {
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32 {
        let plan = self.plan(sheet, width, sheet.preset.label.least, self.most(sheet));
        if sheet.preset.is_fixed() { plan.height().max(width * 2 / 5) } else { plan.height().max(HEIGHT) }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32 {
        let plan = self.chosen(canvas.sheet, room);
        let below = plan.step * 2 + if plan.more.is_empty() { 0 } else { plan.step * 3 / 2 };
        let inside = Area {
            x: room.x + plan.left,
            y: room.y + plan.step / 2,
            width: room.width - plan.left - plan.right,
            height: room.height - below,
        };
        self.axis(canvas, inside, &plan);
        let mut order = plan.keep.clone();
        // The line that stands out is drawn last, over the others.
        order.sort_by_key(|line| *line == self.strong);
        order.iter().for_each(|line| self.line(canvas, inside, *line));
        self.labels(canvas, inside, &plan);
        if !plan.more.is_empty() {
            let soft = Style::plain(plan.size, canvas.palette().soft);
            canvas.text(room.x, room.bottom() - plan.step / 2 + soft.half() - 2, &plan.more, soft);
        }
        room.bottom()
    }
}

impl Series<'_> {
    fn top(&self) -> f64 {
        let all = self.waves.lines.iter().enumerate();
        let shares = all.flat_map(|(line, _)| (0..self.shown.len()).filter_map(move |at| self.share(line, at)));
        shares.fold(0.05, f64::max)
    }

    fn point(&self, inside: Area, at: usize, share: f64) -> (i32, i32) {
        let last = (self.shown.len() - 1).max(1) as i32;
        let y = inside.bottom() - (share / self.top() * f64::from(inside.height)).round() as i32;
        (inside.x + inside.width * at as i32 / last, y)
    }

    /// The line at zero with the names of the waves; of those that would meet, the first and the last stay.
    fn axis(&self, canvas: &mut Canvas<'_>, inside: Area, plan: &Plan) {
        let (palette, count) = (canvas.palette(), self.shown.len());
        let soft = Style::plain(plan.size, palette.soft).at(Anchor::Middle);
        canvas.line((inside.x, inside.bottom()), (inside.right(), inside.bottom()), 2, palette.rest);
        let name = |at: usize| self.waves.waves.get(self.shown[at]).map_or("", String::as_str);
        let limits = (inside.x - plan.left, inside.right() + plan.right);
        let each = if count == 2 { inside.width } else { inside.width * 3 / 5 };
        let room =
            Room { fonts: canvas.fonts(), size: plan.size, weight: Weight::Regular, width: each as f32, lines: 1 };
        let text: Vec<String> = (0..count).map(|at| room.wrap(name(at)).concat()).collect();
        let places: Vec<(i32, i32, i32)> = (0..count)
            .map(|at| {
                let (width, gap) = (canvas.width(&text[at], soft), soft.size as i32 / 3);
                let (low, high) = (limits.0 + width / 2 + 1, limits.1 - width / 2 - 1);
                let middle = self.point(inside, at, 0.0).0.clamp(low, high.max(low));
                (middle, middle - width / 2 - gap, middle + width / 2 + gap)
            })
            .collect();
        let baseline = inside.bottom() + plan.step * 9 / 10 + soft.half();
        let mut end = i32::MIN;
        for (at, (middle, left, right)) in places.iter().copied().enumerate() {
            let free = end < left && (at + 1 == count || at == 0 || right < places[count - 1].1);
            if free {
                canvas.text(middle, baseline, &text[at], soft);
                end = right;
            }
        }
    }

    fn line(&self, canvas: &mut Canvas<'_>, inside: Area, line: usize) {
        let (palette, fixed) = (canvas.palette(), canvas.sheet.preset.is_fixed());
        let strong = line == self.strong;
        let color = if strong { palette.accent } else { palette.rest };
        let thick = match (fixed, strong) {
            (true, true) => 7,
            (true, false) => 4,
            (false, true) => 3,
            (false, false) => 2,
        };
        let points: Vec<(usize, (i32, i32))> =
            (0..self.shown.len()).filter_map(|at| Some((at, self.point(inside, at, self.share(line, at)?)))).collect();
        let datum = &self.waves.lines[line].0.datum;
        canvas.stands_for(Some(datum.clone()));
        for pair in points.windows(2) {
            // A wave without a number is a gap, not a line across it.
            if pair[1].0 == pair[0].0 + 1 {
                canvas.line(pair[0].1, pair[1].1, thick, color);
            }
        }
        for (at, point) in points {
            let wave = self.waves.waves.get(self.shown[at]).cloned().unwrap_or_default();
            canvas.stands_for(Some(Datum::Within(Box::new(datum.clone()), wave)));
            canvas.dot(point, if fixed { thick as i32 + 3 } else { thick as i32 + 1 }, color);
        }
        canvas.stands_for(None);
    }

    /// The labels at the right ends and the first numbers at the left, moved apart where they would meet.
    fn labels(&self, canvas: &mut Canvas<'_>, inside: Area, plan: &Plan) {
        let (palette, em) = (canvas.palette(), plan.size as i32);
        let mut right: Vec<Label> = Vec::new();
        let mut left: Vec<Label> = Vec::new();
        for (line, lines) in &plan.labels {
            let at = |wave: usize| {
                Some((self.point(inside, wave, self.share(*line, wave)?).1, percent(self.measured(*line, wave)?)))
            };
            if let Some((y, value)) = self.end(*line).and_then(at) {
                right.push(Label { line: *line, lines: lines.clone(), value, at: y });
            }
            if let Some((y, value)) = at(0).filter(|_| self.end(*line) != Some(0)) {
                left.push(Label { line: *line, lines: Vec::new(), value, at: y });
            }
        }
        let limits = (inside.y - plan.step / 2, inside.bottom() + plan.step / 4);
        apart(&mut right, plan.step, limits);
        apart(&mut left, plan.step, limits);
        for label in left {
            canvas.stands_for(self.waves.lines.get(label.line).map(|line| line.0.datum.clone()));
            let look = self.look(canvas, label.line, plan.size).at(Anchor::End);
            canvas.text(inside.x - em / 2, label.at + look.half(), &label.value, look);
        }
        for label in right {
            canvas.stands_for(self.waves.lines.get(label.line).map(|line| line.0.datum.clone()));
            let look = self.look(canvas, label.line, plan.size);
            let top = label.at - (label.lines.len().max(1) as i32 - 1) * plan.step / 2;
            let x = inside.right() + em / 2;
            let value = Style { color: look.color, ..Style::plain(plan.size, palette.ink).bold() };
            canvas.text(x, top + look.half(), &label.value, value);
            for (place, text) in label.lines.iter().enumerate() {
                canvas.text(x + plan.left, top + place as i32 * plan.step + look.half(), text, look);
            }
        }
        canvas.stands_for(None);
    }

    fn look(&self, canvas: &Canvas<'_>, line: usize, size: u32) -> Style {
        let palette = canvas.palette();
        if line == self.strong {
            Style::plain(size, palette.accent_text()).bold()
        } else {
            Style::plain(size, palette.soft)
        }
    }
}

/// What a label of so many lines takes, with the gap to the next where it is more than a line.
fn high(lines: usize, step: i32) -> i32 {
    lines.max(1) as i32 * step + if lines > 1 { step * 2 / 5 } else { 0 }
}

/// Moves labels apart, in the order of their places, no further than they must and inside the limits.
fn apart(labels: &mut [Label], step: i32, (top, bottom): (i32, i32)) {
    labels.sort_by_key(|label| (label.at, label.line));
    let high = |label: &Label| high(label.lines.len(), step);
    let mut free = top;
    for label in labels.iter_mut() {
        label.at = label.at.max(free + high(label) / 2);
        free = label.at + (high(label) + 1) / 2;
    }
    let mut free = bottom.max(top + labels.iter().map(high).sum::<i32>());
    for label in labels.iter_mut().rev() {
        label.at = label.at.min(free - high(label) / 2);
        free = label.at - (high(label) + 1) / 2;
    }
}

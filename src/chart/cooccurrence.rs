//! Which themes comments show together: a triangle of squares, darker where it is more often.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Area, Canvas, Style};
use super::font::{Weight, width, wrap};
use super::layout::{MARGIN, Page, RIGHT, WIDTH, figure};
use super::palette::{INK, PAPER, REST, SOFT, STEPS, on};
use super::{Chart, Figure, Part, parts};
use crate::measure::wording::{
    comments_line, constructed_note, cooccurrence_headline, decision_line, grouped, quoted, source_line,
};
use crate::measure::{Cooccurrence, Results};

/// Most themes that are drawn: with more, the numbers could not be read.
const MOST: usize = 12;
/// Most of the width that labels may take, in parts of a hundred.
const LABELS: i32 = 34;
/// Size of a label.
const LABEL: u32 = 14;
/// Height of a line of a label.
const LINE: i32 = 18;
/// Size of a label above a column.
const HEADING: u32 = 12;
/// Room between a label and its square.
const GAP: i32 = 11;

/// Co-occurrence of themes.
pub const CHART: Chart =
    Chart { id: "cooccurrence", about: "how many comments show two themes together", draw: cooccurrences };

fn cooccurrences(results: &Results) -> Vec<Figure> {
    parts(results, CHART.id, false).into_iter().filter_map(|part| group(results, part)).collect()
}

/// What is drawn: the labels, each theme's own count, and the counts of the pairs.
struct Triangle<'a> {
    labels: Vec<&'a str>,
    own: Vec<u64>,
    /// Nothing where one theme is above the other.
    both: Vec<Vec<Option<u64>>>,
    most: u64,
}

impl<'a> Triangle<'a> {
    /// The most frequent themes, in the codebook's order.
    fn of(found: &'a Cooccurrence) -> Self {
        let themes = found.themes.len();
        let own = |theme: usize| found.counts.get(theme).copied().unwrap_or(0);
        let mut both = vec![vec![None; themes]; themes];
        for pair in found.pairs.iter().filter(|pair| pair.a < themes && pair.b < themes) {
            both[pair.a][pair.b] = Some(pair.both);
        }
        let mut kept: Vec<usize> = (0..themes).collect();
        kept.sort_by_key(|theme| (std::cmp::Reverse(own(*theme)), *theme));
        kept.truncate(MOST);
        kept.sort_unstable();
        let pick = |a: usize| kept.iter().map(|b| both[a][*b]).collect::<Vec<Option<u64>>>();
        let both: Vec<Vec<Option<u64>>> = kept.iter().map(|a| pick(*a)).collect();
        let most = both.iter().flatten().flatten().copied().max().unwrap_or(0);
        let labels = kept.iter().map(|theme| found.themes[*theme].1.as_str()).collect();
        Self { labels, own: kept.iter().map(|theme| own(*theme)).collect(), both, most }
    }
}

fn group(results: &Results, part: Part<'_>) -> Option<Figure> {
    let found = part.question.cooccurrence.iter().find(|found| found.group == part.group)?;
    let title = cooccurrence_headline(found)?;
    let triangle = Triangle::of(found);
    let shown = match found.themes.len() {
        all if all > MOST => format!(" The {MOST} most frequent of {all} themes are shown."),
        _ => String::new(),
    };
    let page = Page {
        id: part.figure,
        table: "cooccurrence",
        title,
        subtitle: format!(
            "{}{}: comments that show both themes; outlined, all comments that show the theme",
            part.asked, part.label
        ),
        footer: format!(
            "{} {}{shown} {}",
            comments_line(part.question),
            decision_line(part.question),
            source_line(&results.about)
        ),
        note: constructed_note(part.question),
        kind: "Heat map",
        data: format!("Heat map of how many comments show two themes of “{}” together", part.label),
        values: values(found),
    };
    Some(figure(page, |canvas, top| draw(canvas, top, &triangle)))
}

/// The pairs, most frequent first.
fn values(found: &Cooccurrence) -> Vec<String> {
    let mut pairs: Vec<_> = found.pairs.iter().collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.both), pair.a, pair.b));
    let label = |theme: usize| found.themes.get(theme).map(|(_, label)| quoted(label)).unwrap_or_default();
    pairs.iter().map(|pair| format!("{} with {} {}", label(pair.a), label(pair.b), grouped(pair.both))).collect()
}

fn draw(canvas: &mut Canvas<'_>, top: i32, triangle: &Triangle<'_>) -> i32 {
    let style = Style { size: LABEL, weight: Weight::Regular, color: INK, anchor: Anchor::End };
    let room = WIDTH * LABELS / 100 - GAP;
    let count = triangle.labels.len() as i32;
    let lines: Vec<Vec<String>> =
        triangle.labels.iter().map(|label| wrap(label, LABEL, Weight::Regular, room as f32, 8)).collect();
    let widest = lines.iter().flatten().map(|line| width(line, LABEL, Weight::Regular)).fold(0.0, f32::max);
    let left = MARGIN + widest.ceil() as i32 + GAP;
    let side = ((RIGHT - left) / count.max(1)).clamp(1, 96);
    let size = number_size(triangle, side);
    let mut y = headings(canvas, top, triangle, (left, side));
    for (a, lines) in lines.iter().enumerate() {
        let label = lines.len() as i32 * LINE;
        let height = side.min(46).max(label + 6);
        let x = left + a as i32 * side;
        for (place, line) in lines.iter().enumerate() {
            let baseline = y + (height - 2 - label) / 2 + 14 + place as i32 * LINE;
            canvas.text(x - GAP, baseline, line, style);
        }
        for b in a..triangle.labels.len() {
            let area = Area { x: left + b as i32 * side, y, width: side - 2, height: height - 2 };
            cell(canvas, area, triangle, (a, b), size);
        }
        y += height;
    }
    y
}

/// The labels above their columns, where there is room for them; gives the y where the squares begin.
///
/// The first column has none: it holds one square, and the label stands beside it. Without headings a column is named
/// by the label beside the square at its foot.
fn headings(canvas: &mut Canvas<'_>, top: i32, triangle: &Triangle<'_>, (left, side): (i32, i32)) -> i32 {
    let style = Style { size: HEADING, weight: Weight::Regular, color: SOFT, anchor: Anchor::Middle };
    let room = (side - 8) as f32;
    let words_fit = |label: &&str| label.split_whitespace().all(|word| width(word, HEADING, Weight::Regular) <= room);
    let columns = triangle.labels.get(1..).unwrap_or_default();
    let lines: Vec<Vec<String>> = columns.iter().map(|label| wrap(label, HEADING, Weight::Regular, room, 4)).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    if most > 3 || !columns.iter().all(words_fit) {
        return top;
    }
    let bottom = top + most as i32 * 15;
    for (column, lines) in lines.iter().enumerate() {
        let x = left + (column as i32 + 1) * side + side / 2 - 1;
        for (place, line) in lines.iter().rev().enumerate() {
            canvas.text(x, bottom - 4 - place as i32 * 15, line, style);
        }
    }
    bottom + 4
}

/// One square: a theme's own count in an outline, or the count of a pair on the scale.
fn cell(canvas: &mut Canvas<'_>, area: Area, triangle: &Triangle<'_>, (a, b): (usize, usize), size: u32) {
    let (count, background) = match triangle.both[a][b] {
        _ if a == b => {
            canvas.edged(area, 2, REST, PAPER);
            (triangle.own[a], PAPER)
        }
        Some(both) => {
            let color = step(both, triangle.most);
            canvas.fill(area, color);
            (both, color)
        }
        // A theme and one above it: the square stays empty.
        None => return,
    };
    let own = a == b;
    let weight = if own { Weight::Bold } else { Weight::Regular };
    let color = if own { SOFT } else { on(background) };
    let style = Style { size, weight, color, anchor: Anchor::Middle };
    let baseline = area.y + (area.height + (size as f32 * 0.71) as i32) / 2;
    canvas.text(area.x + area.width / 2, baseline, &grouped(count), style);
}

/// The colour of a count on a scale that ends at the largest; the lightest is for zero alone.
fn step(count: u64, most: u64) -> RGBColor {
    let last = STEPS.len() - 1;
    let place = if most == 0 { 0 } else { (count * last as u64).div_ceil(most) };
    STEPS[(place as usize).min(last)]
}

/// The largest size at which every number fits its square.
fn number_size(triangle: &Triangle<'_>, side: i32) -> u32 {
    let widest = |size: u32| {
        let numbers = triangle.own.iter().chain(triangle.both.iter().flatten().flatten());
        numbers.map(|count| width(&grouped(*count), size, Weight::Bold)).fold(0.0, f32::max)
    };
    (7..=16).rev().find(|size| widest(*size) <= (side - 8) as f32).unwrap_or(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lightest_colour_is_for_zero_and_the_darkest_for_the_most() {
        assert_eq!(step(0, 24), STEPS[0]);
        assert_eq!(step(1, 24), STEPS[1]);
        assert_eq!(step(24, 24), STEPS[5]);
        assert_eq!(step(0, 0), STEPS[0]);
    }
}

//! The shape of every chart: the finding, the question, the picture, then where the numbers come from.
//!
//! The height grows with what there is to say; the width is that of a report.

use super::canvas::{Anchor, Canvas, Style, Words, finish};
use super::font::{Weight, balanced, wrap};
use super::palette::{INK, NOTE, SOFT};
use super::{Figure, alt};

/// Width of a chart in a report.
pub const WIDTH: i32 = 720;
/// Room left free at each side.
pub const MARGIN: i32 = 24;
/// Right edge of what is drawn.
pub const RIGHT: i32 = WIDTH - MARGIN;

const TITLE: Style = Style { size: 23, weight: Weight::Bold, color: INK, anchor: Anchor::Start };
const SUBTITLE: Style = Style { size: 14, weight: Weight::Regular, color: SOFT, anchor: Anchor::Start };
const FOOTER: Style = Style { size: 12, weight: Weight::Regular, color: SOFT, anchor: Anchor::Start };
const WARNING: Style = Style { size: 12, weight: Weight::Bold, color: NOTE, anchor: Anchor::Start };

/// What a chart says around its picture.
pub struct Page {
    /// Id of the figure.
    pub id: String,
    /// Id of the table that holds the numbers.
    pub table: &'static str,
    /// The finding.
    pub title: String,
    /// What was asked, or what is shown.
    pub subtitle: String,
    /// Where the numbers come from.
    pub footer: String,
    /// What a reader must not miss.
    pub note: Option<String>,
    /// The type of chart, such as `Bar chart`.
    pub kind: &'static str,
    /// The type of chart and of data: `Bar chart of …`.
    pub data: String,
    /// The values as the alt text lists them.
    pub values: Vec<String>,
}

/// The figure of a page; `draw` draws the picture below a given y and gives the y where it ends.
pub fn figure(page: Page, draw: impl FnOnce(&mut Canvas<'_>, i32) -> i32) -> Figure {
    let alt_short = alt::short(page.kind, &page.title);
    let alt_long = alt::long(&page.data, &page.title, &page.values);
    let mut buffer = String::new();
    let mut canvas = Canvas::new(&mut buffer);
    let mut y = paragraph(&mut canvas, 14, (TITLE, 30), &broken(balanced, &page.title, TITLE, 6));
    y = paragraph(&mut canvas, y + 8, (SUBTITLE, 20), &broken(balanced, &page.subtitle, SUBTITLE, 12));
    y = draw(&mut canvas, y + 26) + 16;
    y = paragraph(&mut canvas, y, (FOOTER, 17), &broken(wrap, &page.footer, FOOTER, 8));
    if let Some(note) = &page.note {
        y = paragraph(&mut canvas, y + 2, (WARNING, 17), &broken(wrap, note, WARNING, 4));
    }
    drop(canvas);
    let words = Words { id: &page.id, title: &page.title, description: &alt_long };
    let svg = finish(&buffer, (WIDTH, y + 20), &words);
    Figure { svg, id: page.id, title: page.title, alt_short, alt_long, table: page.table.to_owned() }
}

/// A way to break a text into lines: its size, weight, room, and the most lines.
type Breaker = fn(&str, u32, Weight, f32, usize) -> Vec<String>;

fn broken(breaker: Breaker, text: &str, style: Style, lines: usize) -> Vec<String> {
    breaker(text, style.size, style.weight, (WIDTH - 2 * MARGIN) as f32, lines)
}

/// Lines of text below `y`, `height` apart; gives the last baseline.
fn paragraph(canvas: &mut Canvas<'_>, y: i32, (style, height): (Style, i32), lines: &[String]) -> i32 {
    let mut baseline = y;
    for line in lines {
        baseline += height;
        canvas.text(MARGIN, baseline, line, style);
    }
    baseline
}

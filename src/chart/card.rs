//! The composition of a card: few words, as large as the shape allows, and where they come from below.
//!
//! A card has no title above it: what it says is the picture. Words grow together from the smallest size that can be
//! read on the shape to the largest that fits.

use plotters::style::RGBColor;

use super::canvas::{Canvas, Style};
use super::flow::{Flow, Run};
use super::font::Weight;
use super::layout::{Page, Paragraph, Sheet, composed, draw_logo, foot, logo_room, room};
use super::lines::Room;
use super::scene::{Area, Datum};
use super::{Outcome, Palette};

/// Steps from the smallest words to the largest.
const STEPS: u32 = 24;
/// The most lines of one piece.
const LINES: usize = 40;

/// How words of a card look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A number alone.
    Number,
    /// What the card says.
    Statement,
    /// What stands beside it, in ink.
    Beside,
    /// What explains it, soft.
    Soft,
}

/// What a verdict looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// In the accent.
    Good,
    /// In the colour of warnings.
    Bad,
    /// As an edge in the colour of warnings.
    Doubtful,
    /// As a grey edge.
    Open,
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words.
    Words(Role, Flow),
    /// A share as a part of a line.
    Bar(f64),
    /// A few words on a ground of their own.
    Badge(Tone, String),
}

/// The parts of a card, from above, and what it speaks of.
pub struct Card {
    /// The parts.
    pub pieces: Vec<Piece>,
    /// What marks stand for.
    pub datum: Datum,
}

impl Role {
    /// The smallest and the largest size.
    fn sizes(self, sheet: &Sheet<'_>) -> (u32, u32) {
        let preset = sheet.preset;
        let Some(height) = preset.height else {
            return match self {
                Self::Number => (92, 92),
                Self::Statement => (24, 24),
                Self::Beside => (16, 16),
                Self::Soft => (14, 14),
            };
        };
        match self {
            Self::Number => (preset.title.size, (preset.width.min(height) * 34 / 100) as u32),
            Self::Statement => (preset.label.least, preset.title.size * 11 / 10),
            Self::Beside => (preset.label.least, preset.label.size),
            Self::Soft => (preset.subtitle.least, preset.subtitle.size),
        }
    }

    fn style(self, palette: &Palette, size: u32) -> Style {
        match self {
            Self::Number => Style::plain(size, palette.accent_text()).bold(),
            Self::Statement => Style::plain(size, palette.ink).bold(),
            Self::Beside => Style::plain(size, palette.ink),
            Self::Soft => Style::plain(size, palette.soft),
        }
    }

    /// Between lines, in parts of a hundred of the size.
    fn step(self) -> i32 {
        match self {
            Self::Number => 121,
            Self::Statement => 124,
            Self::Beside | Self::Soft => 134,
        }
    }
}

/// A piece with its place.
struct Placed<'a> {
    piece: &'a Piece,
    style: Style,
    lines: Vec<Vec<Run>>,
    height: i32,
    before: i32,
}

/// The figure of a card.
pub fn card(page: Page, sheet: &Sheet<'_>, card: &Card) -> Outcome {
    composed(page, sheet, |canvas, page| drawn(canvas, page, card))
}

fn drawn(canvas: &mut Canvas<'_>, page: &Page, card: &Card) -> i32 {
    let (sheet, preset) = (canvas.sheet, canvas.sheet.preset);
    let (palette, width, logo) = (canvas.palette(), preset.width - 2 * preset.side, logo_room(sheet));
    let unit = preset.footer.size as i32;
    let size = if preset.is_fixed() { preset.subtitle.least } else { 13 };
    let kicker = Style::plain(size, palette.accent_text()).bold();
    let feet = foot(sheet, page, width - logo.beside.0 - logo.beside.1, false);
    let foot_height = feet.iter().map(Paragraph::height).sum::<i32>().max(logo.height_below);
    let top = preset.top + logo.above + size as i32 * 3 / 2;
    let room_above = |bottom: i32| Area { x: preset.side, y: top + unit / 2, width, height: bottom - top - unit / 2 };
    let (placed, rule) = match preset.height {
        Some(height) => {
            let rule = height - preset.bottom - foot_height - unit * 2 / 3;
            (fitted(sheet, card, room_above(rule - unit / 2)), rule)
        }
        None => {
            let placed = at(sheet, card, width, 0, LINES);
            let rule = top + unit + total(&placed) + unit * 3 / 2;
            (placed, rule)
        }
    };
    let bottom = preset.height.unwrap_or(rule + unit + foot_height + preset.bottom);
    canvas.fill(Area { x: 0, y: 0, width: preset.width, height: preset.band }, palette.accent);
    let middle = preset.top + logo.above + size as i32 * 6 / 10;
    let words = room(sheet, size, Weight::Bold, (width, 1)).wrap(&page.kicker.to_uppercase());
    canvas.text(preset.side, middle + kicker.half(), &words.concat(), kicker);
    let space = room_above(rule - unit / 2);
    let y = space.y + (space.height - total(&placed)).max(0) * 45 / 100;
    draw_pieces(canvas, card, &placed, Area { y, ..space });
    canvas.line((preset.side, rule), (preset.side + width, rule), 2, palette.rule);
    let mut y = bottom - preset.bottom - foot_height;
    for paragraph in feet {
        y = paragraph.draw(canvas, preset.side + logo.beside.0, y);
    }
    draw_logo(canvas, bottom - preset.bottom);
    bottom
}

fn total(placed: &[Placed<'_>]) -> i32 {
    placed.iter().map(|placed| placed.before + placed.height).sum()
}

/// The largest words that fit; where not even the smallest do, what is said last is cut.
fn fitted<'a>(sheet: &Sheet<'_>, card: &'a Card, room: Area) -> Vec<Placed<'a>> {
    let sized = (0..=STEPS).rev().map(|step| at(sheet, card, room.width, step, LINES));
    let mut tried = sized.chain((1..LINES).rev().map(|lines| at(sheet, card, room.width, 0, lines)));
    let fits = |placed: &Vec<Placed<'_>>| total(placed) <= room.height && no_word_breaks(placed, room.width, sheet);
    tried.find(fits).unwrap_or_else(|| {
        let mut placed = at(sheet, card, room.width, 0, 2);
        while total(&placed) > room.height && placed.len() > 1 {
            placed.pop();
        }
        placed
    })
}

/// Whether every word fits a line, as far as smaller words would change it.
fn no_word_breaks(placed: &[Placed<'_>], width: i32, sheet: &Sheet<'_>) -> bool {
    let breaks = |placed: &Placed<'_>| match placed.piece {
        Piece::Words(role, flow) => {
            let word =
                |word: &str| sheet.brand.fonts.width(word, placed.style.size, placed.style.weight) > width as f32;
            placed.style.size > role.sizes(sheet).0 && flow.text().split_whitespace().any(word)
        }
        Piece::Bar(_) | Piece::Badge(..) => false,
    };
    !placed.iter().any(breaks)
}

/// The pieces at a step between the smallest and the largest words.
fn at<'a>(sheet: &Sheet<'_>, card: &'a Card, width: i32, step: u32, lines: usize) -> Vec<Placed<'a>> {
    let palette = &sheet.brand.palette;
    let sized = |role: Role| {
        let (least, most) = role.sizes(sheet);
        role.style(palette, least + (most.max(least) - least) * step / STEPS)
    };
    let small = sized(Role::Beside);
    let place = |(place, piece): (usize, &'a Piece)| {
        let (style, lines, height, before) = match piece {
            Piece::Words(role, flow) => {
                let style = sized(*role);
                let room = Room {
                    fonts: &sheet.brand.fonts,
                    size: style.size,
                    weight: style.weight,
                    // Runs start at whole pixels, which takes a few more than the line itself.
                    width: (width - 8) as f32,
                    lines: if *role == Role::Statement { lines } else { lines.clamp(1, 6) },
                };
                let lines = flow.lines(&room);
                let height = lines.len() as i32 * style.size as i32 * role.step() / 100;
                let before = match role {
                    Role::Number => 0,
                    Role::Statement | Role::Beside => small.size * 8 / 10,
                    Role::Soft => small.size / 2,
                };
                (style, lines, height, before)
            }
            Piece::Bar(_) => (small, Vec::new(), small.size as i32 * 8 / 10, small.size / 2),
            Piece::Badge(..) => (small.bold(), Vec::new(), small.size as i32 * 19 / 10, small.size),
        };
        Placed { piece, style, lines, height, before: if place == 0 { 0 } else { before as i32 } }
    };
    card.pieces.iter().enumerate().map(place).collect()
}

fn draw_pieces(canvas: &mut Canvas<'_>, card: &Card, placed: &[Placed<'_>], room: Area) {
    let palette = canvas.palette();
    let mut y = room.y;
    for placed in placed {
        y += placed.before;
        let area = Area { y, height: placed.height, ..room };
        canvas.stands_for(Some(card.datum.clone()));
        match placed.piece {
            Piece::Words(role, _) => {
                let step = placed.style.size as i32 * role.step() / 100;
                for (line, runs) in placed.lines.iter().enumerate() {
                    let baseline = y + line as i32 * step + step / 2 + placed.style.half();
                    draw_runs(canvas, runs, (room.x, baseline), placed.style);
                }
            }
            Piece::Bar(share) => {
                let part = (f64::from(area.width) * share.clamp(0.0, 1.0)).round() as i32;
                let part = if *share > 0.0 { part.max(2) } else { 0 };
                canvas.fill(Area { width: part, ..area }, palette.accent);
                canvas.stands_for(None);
                let rest = Area { x: area.x + part, width: area.width - part, ..area };
                canvas.edged(rest, 2, palette.rest, palette.paper);
            }
            Piece::Badge(tone, text) => badge(canvas, area, (*tone, text), placed.style),
        }
        y += placed.height;
    }
    canvas.stands_for(None);
}

/// The runs of a line; what is marked stands on the marker.
fn draw_runs(canvas: &mut Canvas<'_>, runs: &[Run], (start, baseline): (i32, i32), style: Style) {
    let palette = canvas.palette();
    let size = style.size as f32;
    let (mut before, mut end) = (String::new(), start);
    for run in runs {
        if run.spaced && !before.is_empty() {
            before.push(' ');
        }
        let x = (start + canvas.width(&before, style)).max(end);
        before.push_str(&run.text);
        let width = canvas.width(&run.text, style);
        if run.marked {
            let (tall, deep) = ((size * 0.78).ceil() as i32, (size * 0.24).ceil() as i32);
            canvas.fill(Area { x, y: baseline - tall, width, height: tall + deep }, palette.marker);
        }
        canvas.text(x, baseline, &run.text, style);
        end = x + width;
    }
}

fn badge(canvas: &mut Canvas<'_>, area: Area, (tone, text): (Tone, &str), style: Style) {
    let palette = canvas.palette();
    let width = (canvas.width(text, style) + style.size as i32 * 3 / 2).min(area.width);
    let area = Area { width, ..area };
    let (inside, edge): (RGBColor, RGBColor) = match tone {
        Tone::Good => (palette.accent, palette.accent),
        Tone::Bad => (palette.note, palette.note),
        Tone::Doubtful => (palette.paper, palette.note),
        Tone::Open => (palette.paper, palette.rest),
    };
    canvas.edged(area, (style.size as i32 / 12).max(2), edge, inside);
    let look = Style { color: palette.on(inside), ..style };
    let x = area.x + style.size as i32 * 3 / 4;
    canvas.text(x, area.y + area.height / 2 + look.half(), text, look);
}

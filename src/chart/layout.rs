//! The composition of every chart: the finding, the question, the picture, then where the numbers come from.
//!
//! On a shape with a height the picture takes what the words leave, and the title gives way before the picture does; in a
//! report the height grows with what there is to say.

use super::brand::{Brand, Corner};
use super::canvas::{Canvas, Style, Words};
use super::font::Weight;
use super::lines::{Room, cut};
use super::preset::{Labels, Preset, Type};
use super::scene::Area;
use super::{Figure, LeftOut, alt};

/// What a picture is drawn on: a shape, in the look of a brand.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The shape.
    pub preset: &'static Preset,
    /// The brand.
    pub brand: &'a Brand,
}

/// What a chart says around its picture.
pub struct Page {
    /// Id of the figure.
    pub id: String,
    /// Id of the table that holds the numbers.
    pub table: &'static str,
    /// What kind of data it is, above the title of a post: `LinkedIn poll`.
    pub kicker: String,
    /// The finding.
    pub title: String,
    /// What was asked, or what is shown.
    pub subtitle: String,
    /// Where the numbers come from, what a reader needs most first: a small shape leaves out what does not fit.
    pub footer: Vec<String>,
    /// What a reader must not miss.
    pub note: Option<String>,
    /// The type of chart, such as `Bar chart`.
    pub kind: &'static str,
    /// The type of chart and of data: `Bar chart of …`.
    pub data: String,
    /// The values as the alt text lists them.
    pub values: Vec<String>,
}

/// The picture of a chart.
pub trait Body {
    /// The least height at which it shows everything that the shape may show, in a room of this width.
    fn least(&self, sheet: &Sheet<'_>, width: i32) -> i32;

    /// Draws into the room and stays inside it; gives the y where it ends.
    ///
    /// A room of a report has no height of its own: the picture takes what it needs. In any other the picture fills the
    /// room, or leaves out what does not fit and says so.
    fn draw(&self, canvas: &mut Canvas<'_>, room: Area) -> i32;
}

/// The figure of a page with its picture.
///
/// # Errors
/// A text has characters that no font has.
pub fn figure(page: Page, sheet: &Sheet<'_>, body: &dyn Body) -> Result<Figure, LeftOut> {
    composed(page, sheet, |canvas, page| match sheet.preset.height {
        Some(height) => fixed(canvas, page, body, height),
        None => grown(canvas, page, body),
    })
}

/// The figure of a page that is drawn by `draw`, which gives its height.
pub(super) fn composed(
    page: Page,
    sheet: &Sheet<'_>,
    draw: impl Fn(&mut Canvas<'_>, &Page) -> i32,
) -> Result<Figure, LeftOut> {
    let alt_short = alt::short(page.kind, &page.title);
    let alt_long = alt::long(&page.data, &page.title, &page.values);
    let mut canvas = Canvas::new(sheet);
    let height = draw(&mut canvas, &page);
    let id = if sheet.preset.is_fixed() { format!("{}-{}", page.id, sheet.preset.id) } else { page.id.clone() };
    let words = Words { id: &id, title: &page.title, description: &alt_long };
    let (svg, scene) = canvas.finish((sheet.preset.width, height), &words);
    let mut missing: Vec<char> = scene.texts.iter().flat_map(|text| sheet.brand.fonts.missing(&text.text)).collect();
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        return Err(LeftOut { id: page.id, missing });
    }
    Ok(Figure { svg, id: page.id, title: page.title, alt_short, alt_long, table: page.table.to_owned(), scene })
}

/// Lines of one look.
pub(super) struct Paragraph {
    style: Style,
    /// Between one baseline and the next.
    step: i32,
    lines: Vec<String>,
}

impl Paragraph {
    pub fn height(&self) -> i32 {
        self.step * self.lines.len() as i32
    }

    /// Draws the lines below `y`; gives where they end.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: i32, y: i32) -> i32 {
        for (place, line) in self.lines.iter().enumerate() {
            let middle = y + self.step * place as i32 + self.step / 2;
            canvas.text(x, middle + self.style.half(), line, self.style);
        }
        y + self.height()
    }
}

/// The look of a kind of text at a size, and the room that its lines have.
pub(super) fn room<'a>(sheet: &Sheet<'a>, size: u32, weight: Weight, (width, lines): (i32, usize)) -> Room<'a> {
    Room { fonts: &sheet.brand.fonts, size, weight, width: width as f32, lines }
}

/// The step between lines of a size, in parts of a hundred of it.
fn step(size: u32, percent: i32) -> i32 {
    size as i32 * percent / 100
}

/// The words above the picture, with the title at `percent` of its full size.
fn head(sheet: &Sheet<'_>, page: &Page, percent: u32, width: i32) -> [Paragraph; 2] {
    let (palette, preset) = (&sheet.brand.palette, sheet.preset);
    let sized = |kind: Type| (kind.size * percent / 100).max(kind.least);
    let title = |size| room(sheet, size, Weight::Bold, (width, preset.title.lines));
    // The largest size at which the title is whole.
    let size = (preset.title.least..=sized(preset.title)).rev().find(|size| title(*size).holds(&page.title));
    let size = size.unwrap_or(preset.title.least);
    let small = sized(preset.subtitle);
    let subtitle = |size| room(sheet, size, Weight::Regular, (width, preset.subtitle.lines));
    let small = (preset.subtitle.least..=small).rev().find(|size| subtitle(*size).holds(&page.subtitle));
    let small = small.unwrap_or(preset.subtitle.least);
    [
        Paragraph {
            style: Style::plain(size, palette.ink).bold(),
            step: step(size, if preset.is_fixed() { 119 } else { 130 }),
            lines: title(size).balanced(&page.title),
        },
        Paragraph {
            style: Style::plain(small, palette.soft),
            step: step(small, if preset.is_fixed() { 132 } else { 142 }),
            lines: subtitle(small).without_widow(&page.subtitle),
        },
    ]
}

/// The words below the picture: where the numbers come from, what must not be missed, and the brand's line.
///
/// Sentences that do not fit the lines of the shape are left out from the last; the note and the first sentence stay, the
/// first one alone where it is to be `short`.
pub(super) fn foot(sheet: &Sheet<'_>, page: &Page, width: i32, short: bool) -> Vec<Paragraph> {
    let (palette, kind) = (&sheet.brand.palette, sheet.preset.footer);
    let paragraph = |text: &str, style: Style, lines: usize| {
        let lines = room(sheet, style.size, style.weight, (width, lines)).without_widow(text);
        Paragraph { style, step: step(style.size, if sheet.preset.is_fixed() { 132 } else { 142 }), lines }
    };
    let note =
        page.note.as_deref().map(|note| paragraph(note, Style::plain(kind.size, palette.note).bold(), kind.lines));
    let taken = note.as_ref().map_or(0, |note| note.lines.len());
    let lines = kind.lines.saturating_sub(taken).max(1);
    let holds = |text: &str| room(sheet, kind.size, Weight::Regular, (width, lines)).holds(text);
    let mut text = String::new();
    for sentence in page.footer.iter().filter(|sentence| !sentence.trim().is_empty()) {
        let more = [&text, sentence.trim()].join(" ").trim().to_owned();
        if text.is_empty() || (!short && holds(&more)) {
            text = more;
        }
    }
    let soft = Style::plain(kind.size, palette.soft);
    let line = sheet.brand.footer.as_deref().map(|line| paragraph(line, soft.bold(), 1));
    [Some(paragraph(&text, soft, lines)), note, line].into_iter().flatten().collect()
}

/// A picture of a report: as high as it must be.
fn grown(canvas: &mut Canvas<'_>, page: &Page, body: &dyn Body) -> i32 {
    let (sheet, preset) = (canvas.sheet, canvas.sheet.preset);
    let width = preset.width - 2 * preset.side;
    let logo = logo_room(sheet);
    let [title, subtitle] = head(sheet, page, 100, width);
    let y = title.draw(canvas, preset.side, preset.top + logo.above);
    let y = subtitle.draw(canvas, preset.side, y + 6) + 24;
    let end = body.draw(canvas, Area { x: preset.side, y, width, height: body.least(sheet, width) });
    let (mut y, top) = (end + 18, end + 18);
    for paragraph in foot(sheet, page, width - logo.beside.0 - logo.beside.1, false) {
        y = paragraph.draw(canvas, preset.side + logo.beside.0, y) + 2;
    }
    let bottom = y.max(top + logo.height_below);
    draw_logo(canvas, bottom);
    bottom + preset.bottom
}

/// The words of a picture with a height, and the room that they leave to the picture.
struct Frame {
    head: [Paragraph; 2],
    feet: Vec<Paragraph>,
    /// Where the title begins, where the rule stands, where the words below begin.
    top: i32,
    rule: i32,
    foot_top: i32,
    room: Area,
    /// Whether the words above fit themselves.
    fits: bool,
}

impl Frame {
    /// With the title at `percent` of its size, and the first sentence below alone where it is to be `short`.
    fn new(sheet: &Sheet<'_>, page: &Page, height: i32, (percent, short): (u32, bool)) -> Self {
        let (preset, logo) = (sheet.preset, logo_room(sheet));
        let (width, unit) = (preset.width - 2 * preset.side, preset.footer.size as i32);
        let feet = foot(sheet, page, width - logo.beside.0 - logo.beside.1, short);
        let foot_height: i32 = feet.iter().map(Paragraph::height).sum::<i32>().max(logo.height_below);
        let foot_top = height - preset.bottom - foot_height;
        let rule = foot_top - unit * 2 / 3;
        // Words beside the picture have a column of their own, and the picture the other.
        let words = if preset.words > 0 { width * preset.words / 100 } else { width };
        let head = head(sheet, page, percent, words);
        let kicker = if has_kicker(sheet, page) { step(preset.subtitle.least, 150) } else { 0 };
        let top = preset.top + logo.above + kicker;
        let above = head[0].height() + unit * 3 / 5 + head[1].height();
        let (x, y) = match preset.words {
            0 => (preset.side, top + above + unit),
            _ => (preset.side + words + unit * 5 / 4, preset.top + logo.above),
        };
        let room = Area { x, y, width: preset.side + width - x, height: rule - unit * 4 / 5 - y };
        let fits = preset.words == 0 || top + above <= rule - unit / 2;
        Self { head, feet, top, rule, foot_top, room, fits }
    }
}

/// Whether the kind of data stands above the title.
fn has_kicker(sheet: &Sheet<'_>, page: &Page) -> bool {
    !page.kicker.is_empty() && sheet.preset.labels == Labels::Above && sheet.preset.words == 0
}

/// The largest words that leave all of the picture its room; where none do, the shortest words below, and above them the
/// smallest that fit themselves.
fn framed(sheet: &Sheet<'_>, page: &Page, body: &dyn Body, height: i32) -> Frame {
    let sizes = [100, 92, 84, 76, 68];
    for short in [false, true] {
        let frames = sizes.iter().map(|percent| Frame::new(sheet, page, height, (*percent, short)));
        let whole = |frame: &Frame| frame.fits && body.least(sheet, frame.room.width) <= frame.room.height;
        if let Some(frame) = frames.into_iter().find(whole) {
            return frame;
        }
    }
    let mut frames = sizes.iter().rev().map(|percent| Frame::new(sheet, page, height, (*percent, true)));
    let found = frames.find(|frame| frame.fits);
    found.unwrap_or_else(|| Frame::new(sheet, page, height, (sizes[4], true)))
}

/// A picture with a height: the words stand at the top and at the bottom, the picture between them.
fn fixed(canvas: &mut Canvas<'_>, page: &Page, body: &dyn Body, height: i32) -> i32 {
    let (sheet, preset) = (canvas.sheet, canvas.sheet.preset);
    let (palette, width) = (&sheet.brand.palette, preset.width - 2 * preset.side);
    let (logo, unit) = (logo_room(sheet), preset.footer.size as i32);
    let mut frame = framed(sheet, page, body, height);
    // Where even the smallest words are higher than their column, the question gives way: it stands in the table, too.
    let above = frame.top + frame.head[0].height() + unit * 3 / 5;
    while preset.words > 0 && above + frame.head[1].height() > frame.rule - unit / 2 && frame.head[1].lines.len() > 1 {
        let fewer = frame.head[1].lines.len() - 1;
        cut(&mut frame.head[1].lines, fewer);
    }
    canvas.fill(Area { x: 0, y: 0, width: preset.width, height: preset.band }, palette.accent);
    if has_kicker(sheet, page) {
        let kicker = Style::plain(preset.subtitle.least, palette.accent_text()).bold();
        let middle = preset.top + logo.above + step(kicker.size, 60);
        let lines = room(sheet, kicker.size, Weight::Bold, (width, 1)).wrap(&page.kicker.to_uppercase());
        canvas.text(preset.side, middle + kicker.half(), &lines.concat(), kicker);
    }
    let y = frame.head[0].draw(canvas, preset.side, frame.top);
    frame.head[1].draw(canvas, preset.side, y + unit * 3 / 5);
    body.draw(canvas, frame.room);
    canvas.line((preset.side, frame.rule), (preset.side + width, frame.rule), 2, palette.rule);
    let mut y = frame.foot_top;
    for paragraph in frame.feet {
        y = paragraph.draw(canvas, preset.side + logo.beside.0, y);
    }
    draw_logo(canvas, height - preset.bottom);
    height
}

/// What a logo takes: above the title, or beside the words below the picture (left, right).
pub(super) struct LogoRoom {
    pub above: i32,
    pub beside: (i32, i32),
    pub height_below: i32,
}

/// The box of the logo of a sheet: width and height.
fn logo_size(sheet: &Sheet<'_>) -> Option<(i32, i32)> {
    let logo = sheet.brand.logo.as_ref()?;
    let unit = sheet.preset.footer.size as f32;
    let (high, wide) = (unit * 2.2, unit * 9.0);
    let scale = (high / logo.height).min(wide / logo.width);
    Some(((logo.width * scale).ceil() as i32, (logo.height * scale).ceil() as i32))
}

pub(super) fn logo_room(sheet: &Sheet<'_>) -> LogoRoom {
    let gap = sheet.preset.footer.size as i32;
    let none = LogoRoom { above: 0, beside: (0, 0), height_below: 0 };
    match (logo_size(sheet), sheet.brand.corner) {
        (None, _) => none,
        (Some((_, height)), Corner::TopLeft | Corner::TopRight) => LogoRoom { above: height + gap, ..none },
        (Some((width, height)), Corner::BottomLeft) => {
            LogoRoom { beside: (width + gap, 0), height_below: height, ..none }
        }
        (Some((width, height)), Corner::BottomRight) => {
            LogoRoom { beside: (0, width + gap), height_below: height, ..none }
        }
    }
}

/// Draws the logo in its corner; `bottom` is where text ends.
pub(super) fn draw_logo(canvas: &mut Canvas<'_>, bottom: i32) {
    let (sheet, preset) = (canvas.sheet, canvas.sheet.preset);
    let (Some(logo), Some((width, height))) = (&sheet.brand.logo, logo_size(sheet)) else { return };
    let x = match sheet.brand.corner {
        Corner::TopLeft | Corner::BottomLeft => preset.side,
        Corner::TopRight | Corner::BottomRight => preset.width - preset.side - width,
    };
    let y = match sheet.brand.corner {
        Corner::TopLeft | Corner::TopRight => preset.top,
        Corner::BottomLeft | Corner::BottomRight => bottom - height,
    };
    let area = Area { x, y, width, height };
    canvas.ready(area, &logo.placed(area));
}

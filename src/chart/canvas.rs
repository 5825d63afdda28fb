//! The drawing surface: rectangles, lines, circles and text at an exact baseline, over plotters' SVG back end.
//!
//! plotters draws shapes and escapes text. Around it stands what its back end leaves out: the role, the title and the
//! description that a screen reader needs, the fonts, attributes that say what a mark stands for, and baselines that no
//! browser's `dy` shifts. Everything drawn is written down in a [`Scene`].

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::embed;
use super::font::{Fonts, Weight, is_selector};
use super::layout::Sheet;
use super::palette::Palette;
use super::scene::{Area, Datum, Mark, Scene, TextBox};

/// The family that plotters writes; it is taken out again, for all text has the family of the whole picture.
const FAMILY: &str = "x";
/// plotters takes the size of a text for its height and divides by this.
const PLOTTERS_SIZE: f64 = 1.24;
/// Height of tall letters above the baseline, in em, and depth of deep ones below it.
const TALL: f32 = 0.78;
const DEEP: f32 = 0.24;

/// Where the x of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Size in pixels.
    pub size: u32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub color: RGBColor,
    /// Where its x is.
    pub anchor: Anchor,
}

impl Style {
    /// Text of regular weight from its start.
    #[must_use]
    pub fn plain(size: u32, color: RGBColor) -> Self {
        Self { size, weight: Weight::Regular, color, anchor: Anchor::Start }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same with its x elsewhere.
    #[must_use]
    pub fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// How far below the middle of a line its baseline is: half the height of a capital.
    #[must_use]
    pub fn half(&self) -> i32 {
        (self.size as f32 * 0.357).round() as i32
    }
}

/// What a screen reader is told of a picture.
pub struct Words<'a> {
    /// Id of the figure, from which the ids of the elements are made.
    pub id: &'a str,
    /// The title.
    pub title: &'a str,
    /// The description.
    pub description: &'a str,
}

/// A drawing surface without bounds; [`Canvas::finish`] gives it its size.
pub struct Canvas<'a> {
    /// The shape and the brand.
    pub sheet: &'a Sheet<'a>,
    elements: String,
    scene: Scene,
    datum: Option<Datum>,
}

impl<'a> Canvas<'a> {
    /// An empty surface.
    pub fn new(sheet: &'a Sheet<'a>) -> Self {
        Self { sheet, elements: String::new(), scene: Scene::default(), datum: None }
    }

    /// The colours.
    pub fn palette(&self) -> &'a Palette {
        &self.sheet.brand.palette
    }

    /// The fonts.
    pub fn fonts(&self) -> &'a Fonts {
        &self.sheet.brand.fonts
    }

    /// The width of a text.
    pub fn width(&self, text: &str, style: Style) -> i32 {
        self.fonts().width(text, style.size, style.weight).ceil() as i32
    }

    /// What is drawn from here on stands for this: its elements say so in their attributes.
    pub fn stands_for(&mut self, datum: Option<Datum>) {
        self.datum = datum;
    }

    /// A filled rectangle; nothing where it has no area.
    pub fn fill(&mut self, area: Area, color: RGBColor) {
        self.rectangle(area, color);
        self.mark(area, color, None);
    }

    /// A rectangle with an edge inside its area.
    pub fn edged(&mut self, area: Area, edge: i32, color: RGBColor, inside: RGBColor) {
        self.rectangle(area, color);
        let (width, height) = (area.width - 2 * edge, area.height - 2 * edge);
        self.rectangle(Area { x: area.x + edge, y: area.y + edge, width, height }, inside);
        self.mark(area, inside, Some(color));
    }

    /// A line, `thick` pixels wide.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), thick: u32, color: RGBColor) {
        let style = ShapeStyle { color: color.into(), filled: false, stroke_width: thick };
        self.element(|backend| drop(backend.draw_line(from, to, &style)));
    }

    /// A filled circle.
    pub fn dot(&mut self, (x, y): (i32, i32), radius: i32, color: RGBColor) {
        self.element(|backend| drop(backend.draw_circle((x, y), radius.max(1) as u32, &color, true)));
        self.mark(Area { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }, color, None);
    }

    /// One line of text whose letters stand on `baseline`.
    pub fn text(&mut self, x: i32, baseline: i32, content: &str, style: Style) {
        let content = printable(content);
        if content.trim().is_empty() {
            return;
        }
        let horizontal = match style.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if style.weight == Weight::Bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FAMILY), f64::from(style.size) * PLOTTERS_SIZE, weight);
        let look = TextStyle::from(font).color(&style.color).pos(Pos::new(horizontal, VPos::Top));
        self.element(|backend| drop(backend.draw_text(&content, &look, (x, baseline))));
        self.place(x, baseline, content, style);
    }

    /// An element that is SVG already, such as a brand's logo.
    pub fn ready(&mut self, area: Area, svg: &str) {
        self.elements.push_str(svg);
        self.mark(area, self.palette().paper, None);
    }

    fn place(&mut self, x: i32, baseline: i32, text: String, style: Style) {
        let width = self.width(&text, style);
        let x = match style.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let (tall, deep) = ((style.size as f32 * TALL).ceil() as i32, (style.size as f32 * DEEP).ceil() as i32);
        let area = Area { x, y: baseline - tall, width, height: tall + deep };
        let under = self.scene.marks.iter().rev().find(|mark| mark.area.meets(&area));
        let background = under.map_or(self.palette().paper, |mark| mark.color);
        let (size, weight, color) = (style.size, style.weight, style.color);
        self.scene.texts.push(TextBox { text, area, size, weight, color, background });
    }

    fn rectangle(&mut self, area: Area, color: RGBColor) {
        if area.width > 0 && area.height > 0 {
            let corners = ((area.x, area.y), (area.right(), area.bottom()));
            self.element(|backend| drop(backend.draw_rect(corners.0, corners.1, &color, true)));
        }
    }

    fn mark(&mut self, area: Area, color: RGBColor, edge: Option<RGBColor>) {
        if area.width > 0 && area.height > 0 {
            self.scene.marks.push(Mark { area, color, edge, datum: self.datum.clone() });
        }
    }

    /// One element, as plotters writes it, with what its back end leaves out.
    ///
    /// Drawing into a string cannot fail; the error type is that of the back end's files.
    fn element(&mut self, draw: impl FnOnce(&mut SVGBackend<'_>)) {
        let mut buffer = String::new();
        draw(&mut SVGBackend::with_string(&mut buffer, (0, 0)));
        let attributes = self.datum.as_ref().map(attributes).unwrap_or_default();
        // The first line is plotters' own <svg>, the last one closes it.
        for line in buffer.lines().skip(1).filter(|line| *line != "</svg>") {
            let is_text = line.starts_with("<text");
            let line = if is_text { with_whole_size(line) } else { line.to_owned() };
            let line = line.replace(" dy=\"0.76em\"", "").replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
            match line.split_once(' ').filter(|_| line.starts_with('<') && !line.starts_with("</")) {
                Some((tag, rest)) => self.elements.extend([tag, &attributes, " ", rest]),
                None => self.elements.push_str(&line),
            }
            // A text is written on one line with its tags: a line break within them would be a space.
            if !is_text && line.starts_with('<') {
                self.elements.push('\n');
            }
        }
    }

    /// The SVG of what was drawn, with its size, its words and its fonts; and what was drawn.
    pub fn finish(mut self, (width, height): (i32, i32), words: &Words<'_>) -> (String, Scene) {
        let preset = self.sheet.preset;
        self.scene.preset = preset.id;
        self.scene.canvas = Area { x: 0, y: 0, width, height };
        let inside = (width - 2 * preset.side, height - preset.top - preset.bottom);
        self.scene.safe = Area { x: preset.side, y: preset.top, width: inside.0, height: inside.1 };
        let RGBColor(red, green, blue) = self.palette().paper;
        let rules = embed::rules(self.fonts(), self.scene.texts.iter());
        let (id, families) = (words.id, &self.fonts().families);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"{families}\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#{red:02X}{green:02X}{blue:02X}\"/>\n{}</svg>\n",
            escaped(words.title),
            escaped(words.description),
            embed::style(&rules),
            self.elements,
        );
        (svg, self.scene)
    }
}

fn attributes(datum: &Datum) -> String {
    match datum {
        Datum::Theme(id) => format!(" data-theme=\"{}\"", escaped(id)),
        Datum::Themes(a, b) => format!(" data-theme=\"{}\" data-with=\"{}\"", escaped(a), escaped(b)),
        Datum::Answer(question, label) => {
            format!(" data-question=\"{}\" data-answer=\"{}\"", escaped(question), escaped(label))
        }
        Datum::Claim(id) => format!(" data-claim=\"{}\"", escaped(id)),
        Datum::Word(word) => format!(" data-word=\"{}\"", escaped(word)),
        Datum::Within(what, group) => format!("{} data-within=\"{}\"", attributes(what), escaped(group)),
    }
}

/// A `<text>` as plotters writes it, without its family, with its size as a whole number: the division leaves
/// `13.000000000000002`.
fn with_whole_size(line: &str) -> String {
    const SIZE: &str = " font-size=\"";
    let line = line.replace(&format!(" font-family=\"{FAMILY}\""), "");
    let parts = line.split_once(SIZE).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match parts.map(|(before, (size, after))| (before, size.parse::<f64>(), after)) {
        Some((before, Ok(size), after)) => format!("{before}{SIZE}{}\"{after}", size.round()),
        _ => line.clone(),
    }
}

/// A text without the characters that XML forbids; line breaks and tabs become spaces.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !is_selector(*letter) && !matches!(letter, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::brand::Brand;
    use crate::chart::preset::REPORT;
    use resvg::usvg::{Options, Tree};

    fn drawn(content: &str, datum: Option<Datum>) -> (String, Scene) {
        let brand = Brand::default();
        let sheet = Sheet { preset: &REPORT, brand: &brand };
        let mut canvas = Canvas::new(&sheet);
        canvas.stands_for(datum);
        canvas.edged(Area { x: 40, y: 0, width: 20, height: 20 }, 1, brand.palette.rest, brand.palette.rest_inside);
        canvas.text(30, 40, content, Style::plain(14, brand.palette.ink).bold().at(Anchor::End));
        canvas.finish((100, 50), &Words { id: "a", title: content, description: content })
    }

    #[test]
    fn a_text_stands_at_its_baseline_in_its_size() {
        let (svg, scene) = drawn("Never", None);
        let text =
            r##"<text x="30" y="40" text-anchor="end" font-size="14" fill="#17202A" font-weight="bold">Never</text>"##;
        assert!(svg.contains(text), "{svg}");
        assert!(svg.ends_with("</svg>\n"));
        let found = &scene.texts[0];
        assert_eq!((found.area.right(), found.area.y, found.area.bottom()), (30, 29, 44));
    }

    #[test]
    fn every_size_is_written_as_a_whole_number() {
        for size in 8..90 {
            let line = format!("<text font-size=\"{}\" x=\"1\">", f64::from(size) * PLOTTERS_SIZE / PLOTTERS_SIZE);
            assert_eq!(with_whole_size(&line), format!("<text font-size=\"{size}\" x=\"1\">"));
        }
    }

    #[test]
    fn any_text_gives_xml_that_can_be_read() {
        for text in ["<b>&\"'", "a\u{0}\u{8}b\u{FFFF}", "line\nbreak\tand </text>", "👍🏽 é 漢字 عربي", "", "</svg>"]
        {
            let datum = Datum::Answer(text.to_owned(), text.to_owned());
            let (svg, _) = drawn(text, Some(datum));
            assert!(Tree::from_str(&svg, &Options::default()).is_ok(), "{svg}");
        }
    }

    #[test]
    fn a_picture_says_what_it_is_and_a_mark_what_it_stands_for() {
        let (svg, scene) = drawn("x < y", Some(Datum::Theme("be \"relevant\"".into())));
        assert!(svg.contains("role=\"img\" aria-labelledby=\"a-title a-desc\""));
        assert!(svg.contains("<title id=\"a-title\">x &lt; y</title>"));
        assert!(svg.contains("viewBox=\"0 0 100 50\""));
        assert_eq!(svg.matches(" data-theme=\"be &quot;relevant&quot;\"").count(), 3);
        assert_eq!(scene.data().count(), 1);
    }
}

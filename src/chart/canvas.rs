//! The drawing surface: rectangles, lines and text at an exact baseline, over plotters' SVG back end.
//!
//! plotters draws shapes and escapes text. Around it stands what its back end leaves out: the role, the title and the
//! description that a screen reader needs, one font for all text, and baselines that no browser's `dy` shifts.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::font::Weight;

const FAMILY: &str = "Noto Sans, Arial, Helvetica, sans-serif";
/// plotters takes the size of a text for its height and divides by this.
const PLOTTERS_SIZE: f64 = 1.24;

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
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
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

/// A drawing surface without bounds; [`finish`] gives it its size.
pub struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

impl<'a> Canvas<'a> {
    /// A surface that draws into `buffer`.
    pub fn new(buffer: &'a mut String) -> Self {
        Self { backend: SVGBackend::with_string(buffer, (0, 0)) }
    }

    /// A filled rectangle; nothing where it has no area.
    pub fn fill(&mut self, area: Area, color: RGBColor) {
        if area.width > 0 && area.height > 0 {
            let corners = ((area.x, area.y), (area.x + area.width, area.y + area.height));
            // Drawing into a string cannot fail; the error type is that of the back end's files.
            let _ = self.backend.draw_rect(corners.0, corners.1, &color, true);
        }
    }

    /// A rectangle with an edge inside its area.
    pub fn edged(&mut self, area: Area, edge: i32, color: RGBColor, inside: RGBColor) {
        self.fill(area, color);
        let inner =
            Area { x: area.x + edge, y: area.y + edge, width: area.width - 2 * edge, height: area.height - 2 * edge };
        self.fill(inner, inside);
    }

    /// One line of text whose letters stand on `baseline`.
    pub fn text(&mut self, x: i32, baseline: i32, content: &str, style: Style) {
        let horizontal = match style.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if style.weight == Weight::Bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FAMILY), f64::from(style.size) * PLOTTERS_SIZE, weight);
        let look = TextStyle::from(font).color(&style.color).pos(Pos::new(horizontal, VPos::Top));
        let _ = self.backend.draw_text(&printable(content), &look, (x, baseline));
    }
}

/// A `<text>` as plotters writes it, with its size as a whole number: the division leaves `13.000000000000002`.
fn with_whole_size(line: &str) -> String {
    const SIZE: &str = " font-size=\"";
    let parts = line.split_once(SIZE).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match parts.map(|(before, (size, after))| (before, size.parse::<f64>(), after)) {
        Some((before, Ok(size), after)) => format!("{before}{SIZE}{}\"{after}", size.round()),
        _ => line.to_owned(),
    }
}

/// A text without the characters that XML forbids; line breaks and tabs become spaces.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The SVG of what was drawn into `buffer`, with its size and its words.
pub fn finish(buffer: &str, (width, height): (i32, i32), words: &Words<'_>) -> String {
    let id = words.id;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FAMILY}\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n",
        escaped(words.title),
        escaped(words.description)
    );
    let repeated = format!(" font-family=\"{FAMILY}\"");
    // Quotes in text are escaped, so these attributes are only found in tags. The first line is plotters' own <svg>.
    for line in buffer.lines().skip(1) {
        let line = if line.starts_with("<text") { with_whole_size(line) } else { line.to_owned() };
        let line = line.replace(" dy=\"0.76em\"", "").replace(&repeated, "").replace(" opacity=\"1\"", "");
        out.push_str(&line);
        // A text is written on one line with its tags: a line break within them would be a space.
        if line.starts_with('<') && !line.starts_with("<text") {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::palette::INK;
    use resvg::usvg::{Options, Tree};

    const STYLE: Style = Style { size: 14, weight: Weight::Bold, color: INK, anchor: Anchor::End };

    fn drawn(content: &str) -> String {
        let mut buffer = String::new();
        let mut canvas = Canvas::new(&mut buffer);
        canvas.text(30, 40, content, STYLE);
        drop(canvas);
        finish(&buffer, (100, 50), &Words { id: "a", title: content, description: content })
    }

    #[test]
    fn a_text_stands_at_its_baseline_in_its_size() {
        let svg = drawn("Never");
        assert!(
            svg.contains(
                r##"<text x="30" y="40" text-anchor="end" font-size="14" fill="#17202A" font-weight="bold">Never</text>"##
            ),
            "{svg}"
        );
        assert!(svg.ends_with("</svg>\n"));
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
        for text in ["<b>&\"'", "a\u{0}\u{8}b\u{FFFF}", "line\nbreak\tand </text>", "👍🏽 é 漢字 عربي", ""] {
            let svg = drawn(text);
            assert!(Tree::from_str(&svg, &Options::default()).is_ok(), "{svg}");
        }
    }

    #[test]
    fn a_picture_says_what_it_is() {
        let svg = drawn("x < y");
        assert!(svg.contains("role=\"img\" aria-labelledby=\"a-title a-desc\""));
        assert!(svg.contains("<title id=\"a-title\">x &lt; y</title>"));
        assert!(svg.contains("viewBox=\"0 0 100 50\""));
    }
}

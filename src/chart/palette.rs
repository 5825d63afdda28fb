//! The colours of a picture, chosen to be told apart by everyone: one for what the title speaks of, grey for the rest.
//!
//! Text has a contrast of at least 4.5:1 against what it stands on, the edge of a mark at least 3:1 against the
//! background. No colour carries a meaning alone: every bar has its label and its number beside it, and every square of
//! a scale its number inside. What a brand changes is checked in `brand`.

use plotters::style::RGBColor;

use super::vision::{contrast, least_distance, mixed};

const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
const BLACK: RGBColor = RGBColor(0, 0, 0);

/// Steps of a sequential scale.
pub const STEPS: usize = 6;

/// The colours of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// The background.
    pub paper: RGBColor,
    /// Titles, labels and numbers.
    pub ink: RGBColor,
    /// Subtitles, footers and what is said beside a number.
    pub soft: RGBColor,
    /// The mark that the title speaks of.
    pub accent: RGBColor,
    /// The inside of the other marks.
    pub rest_inside: RGBColor,
    /// The edge of the other marks, which has 3:1 against the background where the inside has not.
    pub rest: RGBColor,
    /// A warning to the reader.
    pub note: RGBColor,
    /// A rule between parts.
    pub rule: RGBColor,
    /// Words that are marked in a quote: ink can be read on it.
    pub marker: RGBColor,
    /// Series that stand side by side, in this order.
    pub series: Vec<RGBColor>,
}

impl Palette {
    /// Dark on white. The accent is the blue of Okabe and Ito, darker so that white can be read on it.
    #[must_use]
    pub fn light() -> Self {
        Self {
            paper: WHITE,
            ink: RGBColor(0x17, 0x20, 0x2A),
            soft: RGBColor(0x56, 0x61, 0x70),
            accent: RGBColor(0x0A, 0x5A, 0xA0),
            rest_inside: RGBColor(0xD0, 0xD7, 0xE0),
            rest: RGBColor(0x8A, 0x95, 0xA5),
            note: RGBColor(0xA0, 0x3A, 0x00),
            rule: RGBColor(0xD9, 0xDE, 0xE5),
            marker: RGBColor(0xFF, 0xE0, 0x8A),
            series: vec![
                RGBColor(0x0A, 0x5A, 0xA0),
                RGBColor(0xD5, 0x5E, 0x00),
                RGBColor(0x00, 0x9E, 0x73),
                RGBColor(0x7A, 0x1F, 0x1F),
                RGBColor(0x1B, 0x3A, 0x5C),
            ],
        }
    }

    /// Light on near black.
    #[must_use]
    pub fn dark() -> Self {
        Self {
            paper: RGBColor(0x12, 0x18, 0x1F),
            ink: RGBColor(0xF2, 0xF5, 0xF8),
            soft: RGBColor(0xA9, 0xB4, 0xC0),
            accent: RGBColor(0x5A, 0xB4, 0xF0),
            rest_inside: RGBColor(0x3A, 0x46, 0x53),
            rest: RGBColor(0x7C, 0x88, 0x96),
            note: RGBColor(0xFF, 0xB3, 0x7A),
            rule: RGBColor(0x33, 0x3E, 0x4A),
            marker: RGBColor(0x5C, 0x4A, 0x12),
            series: vec![
                RGBColor(0x5A, 0xB4, 0xF0),
                RGBColor(0xE6, 0x9F, 0x00),
                RGBColor(0xF0, 0xE4, 0x42),
                RGBColor(0x00, 0x9E, 0x73),
                RGBColor(0xD5, 0x5E, 0x00),
            ],
        }
    }

    /// A sequential scale of the accent's hue: the first step is for nothing, the last for the most.
    #[must_use]
    pub fn steps(&self) -> [RGBColor; STEPS] {
        [0.06, 0.20, 0.36, 0.52, 0.84, 1.0].map(|part| mixed(self.paper, self.accent, part))
    }

    /// Colours of the parts of a whole, from the accent to its faintest tint; what they stand for is said beside them.
    #[must_use]
    pub fn tints(&self, count: usize) -> Vec<RGBColor> {
        let last = count.saturating_sub(1).max(1) as f64;
        (0..count).map(|place| mixed(self.paper, self.accent, 1.0 - 0.82 * (place as f64 / last).sqrt())).collect()
    }

    /// The colour of a series that is furthest from the accent in every kind of colour vision.
    #[must_use]
    pub fn opposite(&self) -> RGBColor {
        let distance = |color: &RGBColor| least_distance(*color, self.accent).0;
        let far = self.series.iter().filter(|color| contrast(**color, self.paper) >= 3.0).copied();
        far.max_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(self.note)
    }

    /// The colour of text that stands on a background: ink or paper, whichever has more contrast, else black or white.
    #[must_use]
    pub fn on(&self, background: RGBColor) -> RGBColor {
        let better = |a: RGBColor, b: RGBColor| if contrast(a, background) >= contrast(b, background) { a } else { b };
        let own = better(self.ink, self.paper);
        if contrast(own, background) >= 4.5 { own } else { better(own, better(BLACK, WHITE)) }
    }

    /// The accent where it can be read as text, else ink.
    #[must_use]
    pub fn accent_text(&self) -> RGBColor {
        if contrast(self.accent, self.paper) >= 4.5 { self.accent } else { self.ink }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::vision::luminance;

    #[test]
    fn text_can_be_read_on_what_it_stands_on() {
        for palette in [Palette::light(), Palette::dark()] {
            for text in [palette.ink, palette.soft, palette.note, palette.accent_text()] {
                assert!(contrast(text, palette.paper) >= 4.5, "{text:?}");
            }
            for step in palette.steps() {
                assert!(contrast(palette.on(step), step) >= 4.5, "{step:?}");
            }
            assert!(contrast(palette.ink, palette.marker) >= 4.5);
        }
    }

    #[test]
    fn any_background_has_a_text_that_can_be_read_on_it() {
        let palette = Palette::light();
        for grey in 0..=255 {
            let background = RGBColor(grey, grey, 255 - grey);
            assert!(contrast(palette.on(background), background) >= 4.5, "{background:?}");
        }
    }

    #[test]
    fn the_scale_goes_one_way_at_every_step() {
        let steps = |palette: Palette| palette.steps().map(luminance);
        assert!(steps(Palette::light()).windows(2).all(|pair| pair[0] > pair[1]));
        assert!(steps(Palette::dark()).windows(2).all(|pair| pair[0] < pair[1]));
    }
}

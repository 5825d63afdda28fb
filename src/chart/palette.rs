//! The colours of every chart, chosen to be told apart by everyone and read on white.
//!
//! Text has a contrast of at least 4.5:1 against what it stands on, the edge of a bar
//! at least 3:1 against the background. No colour carries a meaning alone: every bar has its label and its number beside
//! it, and every square of the scale its number inside.

use plotters::style::RGBColor;

/// The background.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Titles, labels and numbers.
pub const INK: RGBColor = RGBColor(0x17, 0x20, 0x2A);
/// Subtitles, footers and what is said beside a number.
pub const SOFT: RGBColor = RGBColor(0x56, 0x61, 0x70);
/// The mark that the title speaks of: the blue of Okabe and Ito, darker so that white can be read on it.
pub const ACCENT: RGBColor = RGBColor(0x0A, 0x5A, 0xA0);
/// The inside of the other marks.
pub const REST_INSIDE: RGBColor = RGBColor(0xD0, 0xD7, 0xE0);
/// The edge of the other marks: a cool grey with 3:1 against the background, which the inside has not.
pub const REST: RGBColor = RGBColor(0x8A, 0x95, 0xA5);
/// A warning to the reader.
pub const NOTE: RGBColor = RGBColor(0xA0, 0x3A, 0x00);
/// A sequential scale of one hue, from few to many.
pub const STEPS: [RGBColor; 6] = [
    RGBColor(0xE6, 0xEF, 0xF8),
    RGBColor(0xC6, 0xDB, 0xEE),
    RGBColor(0x9C, 0xC1, 0xE2),
    RGBColor(0x72, 0xA6, 0xD3),
    RGBColor(0x2D, 0x74, 0xB4),
    ACCENT,
];

/// The colour of text that stands on a step of the scale: the one of two with more contrast.
pub fn on(background: RGBColor) -> RGBColor {
    if contrast(INK, background) >= contrast(PAPER, background) { INK } else { PAPER }
}

/// The contrast ratio of two colours, as WCAG 2 defines it.
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        // WCAG 2: black on white is 21:1; #767676 on white is 4.54:1 (WebAIM's contrast checker).
        assert!((contrast(RGBColor(0, 0, 0), PAPER) - 21.0).abs() < 1e-9);
        assert!((contrast(RGBColor(0x76, 0x76, 0x76), PAPER) - 4.54).abs() < 0.005);
    }

    #[test]
    fn text_can_be_read_on_what_it_stands_on() {
        for text in [INK, SOFT, NOTE, ACCENT] {
            assert!(contrast(text, PAPER) >= 4.5, "{text:?}");
        }
        for step in STEPS {
            assert!(contrast(on(step), step) >= 4.5, "{step:?}");
        }
    }

    #[test]
    fn marks_stand_out_from_the_background() {
        for mark in [ACCENT, REST, SOFT] {
            assert!(contrast(mark, PAPER) >= 3.0, "{mark:?} {}", contrast(mark, PAPER));
        }
    }

    #[test]
    fn the_scale_grows_darker_at_every_step() {
        assert!(STEPS.windows(2).all(|pair| luminance(pair[0]) > luminance(pair[1])));
    }
}

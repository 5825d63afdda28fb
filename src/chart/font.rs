//! How wide a text is in the bundled font, and how it breaks into lines.
//!
//! Charts are laid out with these widths; the same font draws the PNG, so the two agree.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_segmentation::UnicodeSegmentation;

/// The bundled fonts, regular and bold.
pub const FILES: [&[u8]; 2] = [notosans::REGULAR_TTF, notosans::BOLD_TTF];

/// Width of a character that the font does not have, in em: emoji and most East Asian signs are that wide.
const MISSING: f32 = 1.0;

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Weight 400.
    Regular,
    /// Weight 700.
    Bold,
}

fn font(weight: Weight) -> Option<&'static FontRef<'static>> {
    static FONTS: OnceLock<[Option<FontRef<'static>>; 2]> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| FILES.map(|bytes| FontRef::new(bytes).ok()));
    fonts[usize::from(weight == Weight::Bold)].as_ref()
}

/// The width of a text in pixels. Kerning is not counted, so that the text drawn is seldom wider.
pub fn width(text: &str, size: u32, weight: Weight) -> f32 {
    let Some(font) = font(weight) else { return size as f32 * MISSING * text.chars().count() as f32 };
    let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size as f32), LocationRef::default()));
    let advance = |letter: char| match charmap.map(letter).filter(|glyph| *glyph != GlyphId::NOTDEF) {
        Some(glyph) => metrics.advance_width(glyph).unwrap_or(0.0),
        None if is_invisible(letter) => 0.0,
        None => size as f32 * MISSING,
    };
    text.chars().map(advance).sum()
}

/// Joiners and variation selectors, which take no room.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A text as at most `lines` lines, none wider than `room` pixels.
///
/// Lines break between words; a word that is wider than a line breaks between characters. What does not fit is cut off
/// with an ellipsis. An empty text gives no line.
pub fn wrap(text: &str, size: u32, weight: Weight, room: f32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = out.last().map(|line| format!("{line} {word}"));
        match joined.filter(|line| width(line, size, weight) <= room) {
            Some(line) => {
                out.pop();
                out.push(line);
            }
            None => out.extend(pieces(word, size, weight, room)),
        }
        if out.len() > lines {
            break;
        }
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.pop() {
            out.push(shortened(&last, size, weight, room));
        }
    }
    out
}

/// The same text on as few lines, of more even length: no line holds one last word.
pub fn balanced(text: &str, size: u32, weight: Weight, room: f32, lines: usize) -> Vec<String> {
    let widest = wrap(text, size, weight, room, lines);
    if widest.len() < 2 || widest.len() == lines {
        return widest;
    }
    let (mut narrow, mut wide) = (room / 2.0, room);
    let mut best = widest;
    while wide - narrow > 2.0 {
        let middle = f32::midpoint(narrow, wide);
        let tried = wrap(text, size, weight, middle, lines);
        if tried.len() == best.len() {
            (best, wide) = (tried, middle);
        } else {
            narrow = middle;
        }
    }
    best
}

/// A word in pieces that are at most `room` wide, each of at least one character.
fn pieces(word: &str, size: u32, weight: Weight, room: f32) -> Vec<String> {
    let mut out = vec![String::new()];
    for letter in word.graphemes(true) {
        let last = out.len() - 1;
        if !out[last].is_empty() && width(&out[last], size, weight) + width(letter, size, weight) > room {
            out.push(letter.to_owned());
        } else {
            out[last].push_str(letter);
        }
    }
    out
}

/// A text that ends in an ellipsis and is at most `room` wide.
fn shortened(text: &str, size: u32, weight: Weight, room: f32) -> String {
    let mut letters: Vec<&str> = text.graphemes(true).collect();
    loop {
        let short = letters.concat().trim_end().to_owned() + "…";
        if letters.pop().is_none() || width(&short, size, weight) <= room {
            return short;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Noto Sans Regular: `n` advances 1,266 and `m` 1,915 of 2,048 units (its hmtx table, read by a Python script).
        assert!((width("n", 100, Weight::Regular) - 61.8).abs() < 0.1, "{}", width("n", 100, Weight::Regular));
        assert!((width("nm", 100, Weight::Regular) - 155.3).abs() < 0.1, "{}", width("nm", 100, Weight::Regular));
        assert!(width("n", 100, Weight::Bold) > width("n", 100, Weight::Regular));
    }

    #[test]
    fn a_character_that_the_font_lacks_has_a_width_and_a_joiner_has_none() {
        assert!((width("👍", 20, Weight::Regular) - 20.0).abs() < f32::EPSILON);
        assert!((width("👍\u{FE0F}", 20, Weight::Regular) - 20.0).abs() < f32::EPSILON);
    }

    #[test]
    fn lines_break_between_words_and_long_words_between_characters() {
        let text = "one two three Donaudampfschifffahrtsgesellschaft end";
        let lines = wrap(text, 15, Weight::Regular, 100.0, 20);
        assert!(lines.iter().all(|line| width(line, 15, Weight::Regular) <= 100.0), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(lines[0], "one two three");
    }

    #[test]
    fn balanced_lines_are_as_few_and_more_even() {
        let text = "one two three four five six seven eight nine";
        let (wrapped, even) = (wrap(text, 15, Weight::Bold, 300.0, 9), balanced(text, 15, Weight::Bold, 300.0, 9));
        assert_eq!(wrapped, ["one two three four five six seven eight", "nine"]);
        assert_eq!(even, ["one two three four five", "six seven eight nine"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis_inside_the_room() {
        let lines = wrap("many words that do not fit on two lines at all", 15, Weight::Regular, 100.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(width(&lines[1], 15, Weight::Regular) <= 100.0);
        assert!(wrap(" \n ", 15, Weight::Regular, 100.0, 2).is_empty());
    }
}

//! The letters that a picture uses, as fonts inside it: the picture looks the same where the fonts are not installed.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use font_subset::Font;

use super::font::{Face, Fonts, Weight};
use super::scene::TextBox;

/// What opens and closes the fonts of an SVG, each on its own line, so that they can be taken out again.
const OPEN: &str = "<style>";
const CLOSE: &str = "</style>\n";

/// The rules of CSS that bring the letters of these texts; empty where there is no text.
pub fn rules<'a>(fonts: &Fonts, texts: impl Iterator<Item = &'a TextBox>) -> String {
    let mut letters: Vec<BTreeSet<char>> = vec![BTreeSet::new(); fonts.faces.len()];
    for text in texts {
        for letter in text.text.chars() {
            let drawn_by = fonts.face(letter, text.weight);
            let place = fonts.faces.iter().position(|face| drawn_by.is_some_and(|own| std::ptr::eq(own, face)));
            if let Some(letters) = place.and_then(|place| letters.get_mut(place)) {
                letters.insert(letter);
            }
        }
    }
    let used = fonts.faces.iter().zip(&letters).filter(|(_, letters)| !letters.is_empty());
    used.map(|(face, letters)| rule(face, letters)).collect()
}

/// The element of an SVG that holds the rules.
pub fn style(rules: &str) -> String {
    if rules.is_empty() { String::new() } else { format!("{OPEN}{rules}{CLOSE}") }
}

/// An SVG of ours without its fonts.
pub fn without_fonts(svg: &str) -> String {
    let parts = svg.split_once(OPEN).and_then(|(before, rest)| Some((before, rest.split_once(CLOSE)?.1)));
    parts.map_or_else(|| svg.to_owned(), |(before, after)| [before, after].concat())
}

fn rule(face: &Face, letters: &BTreeSet<char>) -> String {
    let weight = match face.weight {
        Some(Weight::Regular) => "400",
        Some(Weight::Bold) => "700",
        None => "100 900",
    };
    let family = face.family;
    let data = base64(&subset(face, letters));
    format!("@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}")
}

/// The font with these letters only; whole where its letters change with their neighbours, or it cannot be cut down.
fn subset(face: &Face, letters: &BTreeSet<char>) -> Vec<u8> {
    if letters.iter().any(|letter| is_shaped(*letter)) {
        return face.bytes().to_vec();
    }
    let cut = match parsed(face) {
        Some(font) => font.subset(letters).map(|font| font.to_opentype()).ok(),
        None => cut(face.bytes(), letters),
    };
    cut.unwrap_or_else(|| face.bytes().to_vec())
}

/// A font by others, cut down; `None` where it is damaged.
///
/// The library trusts the numbers in a font and would stop the program at some that are wrong.
pub fn cut(bytes: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let cut = || Font::opentype(bytes).and_then(|font| Ok(font.subset(letters)?.to_opentype())).ok();
    if tables_are_sound(bytes) { std::panic::catch_unwind(cut).ok()? } else { None }
}

/// Whether every table of a font lies inside its file.
fn tables_are_sound(bytes: &[u8]) -> bool {
    let number = |at: usize, size: usize| {
        let digits = bytes.get(at..at + size)?;
        Some(digits.iter().fold(0_usize, |number, digit| number << 8 | usize::from(*digit)))
    };
    let record = |place: usize| {
        let (start, length) = (number(20 + 16 * place, 4)?, number(24 + 16 * place, 4)?);
        Some(start.checked_add(length)? <= bytes.len())
    };
    number(4, 2).is_some_and(|count| (1..=64).contains(&count) && (0..count).all(|place| record(place) == Some(true)))
}

/// The bundled font that this is, read once.
fn parsed(face: &Face) -> Option<&'static Font<'static>> {
    static FONTS: OnceLock<Vec<(&'static [u8], Font<'static>)>> = OnceLock::new();
    let files = [notosans::REGULAR_TTF, notosans::BOLD_TTF, epaint_default_fonts::NOTO_EMOJI_REGULAR];
    let fonts =
        FONTS.get_or_init(|| files.into_iter().filter_map(|file| Some((file, Font::opentype(file).ok()?))).collect());
    fonts.iter().find(|(file, _)| std::ptr::eq(*file, face.bytes())).map(|(_, font)| font)
}

/// Scripts whose letters join or move: what joins them is not kept when a font is cut down.
fn is_shaped(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{1A20}'..='\u{1CDF}' | '\u{A800}'..='\u{ABFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10A00}'..='\u{11FFF}')
}

/// Bytes as base64 (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::Area;
    use plotters::style::RGBColor;

    fn text(content: &str, weight: Weight) -> TextBox {
        let (color, background) = (RGBColor(0, 0, 0), RGBColor(255, 255, 255));
        TextBox { text: content.into(), area: Area::default(), size: 10, weight, color, background }
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (bytes, encoded) in vectors {
            assert_eq!(base64(bytes.as_bytes()), encoded);
        }
    }

    #[test]
    fn only_the_letters_used_are_embedded_and_only_the_fonts_used() {
        let fonts = Fonts::bundled();
        let regular = rules(fonts, [text("Aba", Weight::Regular)].iter());
        assert_eq!(regular.matches("@font-face").count(), 1);
        assert!(regular.len() < 6_000, "{}", regular.len());
        let all = rules(fonts, [text("Ab 👍", Weight::Regular), text("c", Weight::Bold)].iter());
        assert_eq!(all.matches("@font-face").count(), 3);
        assert_eq!(rules(fonts, [].iter()), "");
    }

    #[test]
    fn a_subset_has_the_letters_asked_for_as_wide_as_before() {
        let face = &Fonts::bundled().faces[0];
        let cut = subset(face, &"Never 68%".chars().collect());
        assert!(cut.len() < face.bytes().len() / 20, "{}", cut.len());
        let own = Fonts::branded(cut, None).unwrap();
        let brand = &own.faces[0];
        assert_eq!((brand.advance('N'), brand.advance('%')), (face.advance('N'), face.advance('%')));
        assert_eq!(brand.advance('z'), None);
    }

    #[test]
    fn the_fonts_of_an_svg_can_be_taken_out() {
        let svg = format!("<svg>\n{}<rect/></svg>", style("@font-face{}"));
        assert_eq!(without_fonts(&svg), "<svg>\n<rect/></svg>");
        assert_eq!(without_fonts("<svg/>"), "<svg/>");
    }
}

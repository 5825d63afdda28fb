//! Whether the colours and the fonts of a brand can be seen: contrast, and distance for every kind of colour vision.

use plotters::style::RGBColor;

use super::embed::cut;
use super::palette::Palette;
use super::vision::{contrast, least_distance, with_contrast};
use crate::diag::{Diagnostic, Place};

/// Contrast of text against what it stands on (WCAG 2, 1.4.3).
const TEXT: f64 = 4.5;
/// Contrast of marks against what they stand on (WCAG 2, 1.4.11).
const MARKS: f64 = 3.0;
/// How far two colours that stand side by side are apart in Oklab for everyone; those of the plain look are 0.1.
const APART: f64 = 0.09;

/// Everything that could not be seen, each with a colour that could.
pub fn check(shown: &str, palette: &Palette, own_series: bool) -> Vec<Diagnostic> {
    let paper = palette.paper;
    let mut faults: Vec<Diagnostic> = [
        ("text", palette.ink, TEXT),
        ("soft", palette.soft, TEXT),
        ("accent", palette.accent, MARKS),
        ("rest", palette.rest, MARKS),
    ]
    .into_iter()
    .filter_map(|(key, color, least)| too_faint(shown, key, color, paper, least))
    .collect();
    if least_distance(palette.accent, palette.rest_inside).0 < APART {
        faults.push(too_near(shown, "accent", palette.accent, "the grey of the other marks", palette.rest_inside));
    }
    if own_series {
        faults.extend(palette.series.iter().filter_map(|color| too_faint(shown, "series", *color, paper, MARKS)));
        for (place, first) in palette.series.iter().enumerate() {
            for second in &palette.series[place + 1..] {
                if least_distance(*first, *second).0 < APART {
                    faults.push(too_near(shown, "series", *second, "another one of them", *first));
                }
            }
        }
    }
    // The warning to the reader has no key; it must be legible on any background.
    if contrast(palette.note, paper) < TEXT && faults.is_empty() {
        faults.extend(too_faint(shown, "background", palette.note, paper, TEXT));
    }
    faults
}

/// The accent and those colours of the look that can stand beside it and on the background.
pub fn series(palette: &Palette) -> Vec<RGBColor> {
    let mut kept = vec![palette.accent];
    for color in &palette.series {
        let apart = kept.iter().all(|other| least_distance(*color, *other).0 >= APART);
        if apart && contrast(*color, palette.paper) >= MARKS {
            kept.push(*color);
        }
    }
    kept
}

fn too_faint(shown: &str, key: &str, color: RGBColor, paper: RGBColor, least: f64) -> Option<Diagnostic> {
    let found = contrast(color, paper);
    if found >= least {
        return None;
    }
    let message = format!(
        "`{key}` {} has a contrast of {found:.1}:1 against the background {}, expected at least {least}:1",
        code(color),
        code(paper)
    );
    let hint = match with_contrast(color, &[paper], least) {
        Some(better) => format!("use `{}`, which has {:.1}:1", code(better), contrast(better, paper)),
        None => "use a lighter or a darker background".to_owned(),
    };
    Some(Diagnostic::error(Place::file(shown), message).hint(hint))
}

fn too_near(shown: &str, key: &str, color: RGBColor, what: &str, other: RGBColor) -> Diagnostic {
    let (found, vision) = least_distance(color, other);
    let message = format!(
        "`{key}` {} and {what}, {}, are {found:.2} apart for people with {}, expected at least {APART}",
        code(color),
        code(other),
        vision.name()
    );
    Diagnostic::error(Place::file(shown), message)
        .hint("make one of the two clearly darker: lightness stays apart for everyone, hue does not")
}

/// Whether a font file can be measured, drawn and embedded.
pub fn font(shown: &str, key: &str, name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    // A font that can be cut down can be read whole.
    let some = (' '..='~').collect();
    let font = cut(bytes, &some).and_then(|_| font_subset::Font::opentype(bytes).ok());
    let allowed = font.ok_or_else(|| no_font(shown, key, name))?.permissions();
    let kept_back = matches!(allowed.embedding, font_subset::EmbeddingPermissions::RestrictedLicense);
    if kept_back || allowed.embed_only_bitmaps || !allowed.allow_subsetting {
        let message = format!("`{key}` is `{name}`, whose licence bits do not allow to put its letters into a picture");
        return Err(Diagnostic::error(Place::file(shown), message).hint("use a font with an open licence"));
    }
    Ok(())
}

/// That a file is no font that can be used.
pub fn no_font(shown: &str, key: &str, name: &str) -> Diagnostic {
    let message = format!("`{key}` is `{name}`, expected a TrueType font (.ttf)");
    Diagnostic::error(Place::file(shown), message)
        .hint("save the font as .ttf; collections, .woff and fonts with PostScript outlines (.otf) are not read")
}

fn code(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(palette: &Palette) -> Vec<String> {
        check("brand.toml", palette, true).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn both_looks_pass() {
        assert_eq!(messages(&Palette::light()), Vec::<String>::new());
        assert_eq!(messages(&Palette::dark()), Vec::<String>::new());
    }

    #[test]
    fn a_faint_colour_is_refused_and_the_hint_names_one_that_passes() {
        let palette = Palette { soft: RGBColor(0xBB, 0xBB, 0xBB), ..Palette::light() };
        let found = messages(&palette);
        assert_eq!(found.len(), 1);
        // #BBBBBB on white is 1.92:1 (WebAIM's contrast checker).
        assert!(
            found[0].contains("`soft` #BBBBBB has a contrast of 1.9:1 against the background #FFFFFF"),
            "{found:?}"
        );
        let hint = found[0].split("use `#").nth(1).unwrap();
        let code = u32::from_str_radix(&hint[..6], 16).unwrap();
        let better = RGBColor((code >> 16) as u8, (code >> 8 & 255) as u8, (code & 255) as u8);
        assert!(contrast(better, palette.paper) >= 4.5);
    }

    #[test]
    fn colours_that_only_some_people_can_tell_apart_are_refused() {
        let series = vec![RGBColor(0xB0, 0x50, 0x28), RGBColor(0x6E, 0x78, 0x28)];
        let found = messages(&Palette { series, ..Palette::light() });
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("opia"), "{found:?}");
    }

    #[test]
    fn an_accent_like_the_grey_is_refused() {
        let light = Palette::light();
        let found = messages(&Palette { accent: light.rest, rest_inside: light.rest, ..light });
        assert!(found.iter().any(|fault| fault.contains("the grey of the other marks")), "{found:?}");
    }

    #[test]
    fn what_is_no_font_is_refused() {
        let found = font("brand.toml", "font", "x.ttf", b"\0\x01\0\0 not a font").unwrap_err().to_string();
        assert!(found.starts_with("brand.toml: `font` is `x.ttf`, expected a TrueType font"), "{found}");
        let whole = notosans::REGULAR_TTF;
        for length in [4, 11, 300, 5_000, whole.len() / 2, whole.len() - 4] {
            assert!(font("brand.toml", "font", "x.ttf", &whole[..length]).is_err(), "{length}");
        }
        assert!(font("brand.toml", "font", "x.ttf", notosans::REGULAR_TTF).is_ok());
    }
}

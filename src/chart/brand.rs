//! The look of a house: `brand.toml` with its colours, fonts, logo and footer line, read and checked.
//!
//! What cannot be read well is refused, with a colour that can: text has 4.5:1 against the background, marks 3:1, and
//! colours that stand side by side stay apart for people with any colour vision.

use std::path::{Path, PathBuf};

use plotters::style::RGBColor;
use serde::Deserialize;

use super::brand_check::check;
use super::font::Fonts;
use super::logo::Logo;
use super::palette::Palette;
use crate::diag::{Diagnostic, Place, did_you_mean, from_toml};

/// Largest font file that is read.
const FONT: u64 = 24 << 20;
/// Largest `brand.toml`.
const FILE: u64 = 1 << 20;
/// Most characters of a footer line.
const FOOTER: usize = 60;

/// The corner in which the logo stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corner {
    /// Above the title, at the left.
    TopLeft,
    /// Above the title, at the right.
    TopRight,
    /// Beside where the numbers come from, at the left.
    BottomLeft,
    /// Beside where the numbers come from, at the right.
    #[default]
    BottomRight,
}

/// The look of a house.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The colours.
    pub palette: Palette,
    /// The fonts.
    pub fonts: Fonts,
    /// The logo.
    pub logo: Option<Logo>,
    /// The corner in which it stands.
    pub corner: Corner,
    /// The last line of every picture.
    pub footer: Option<String>,
}

impl Default for Brand {
    /// The look of a report without a brand: dark on white, with the bundled fonts.
    fn default() -> Self {
        let (palette, fonts) = (Palette::light(), Fonts::bundled().clone());
        Self { palette, fonts, logo: None, corner: Corner::default(), footer: None }
    }
}

/// A key of `brand.toml`, as the reference page shows it.
pub struct BrandKey {
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it means.
    pub means: &'static str,
}

const fn key(key: &'static str, takes: &'static str, means: &'static str) -> BrandKey {
    BrandKey { key, takes, means }
}

/// Every key of `brand.toml`.
pub const KEYS: &[BrandKey] = &[
    key("look", "`light`, `dark`", "The colours to start from. Default `light`."),
    key("background", "colour, `#1A2B3C`", "What everything stands on."),
    key("text", "colour", "Titles, labels and numbers: 4.5:1 against the background."),
    key("soft", "colour", "Subtitles and footers: 4.5:1 against the background."),
    key("accent", "colour", "The mark that the title speaks of: 3:1 against the background, and apart from the grey."),
    key("rest", "colour", "The edge of the other marks: 3:1 against the background."),
    key(
        "series",
        "list of colours",
        "Marks that stand side by side: each 3:1 against the background, every two apart.",
    ),
    key("font", "path", "TrueType file for all text; the bundled fonts help out with letters that it lacks."),
    key("font_bold", "path", "The same in bold. Default: `font`."),
    key("logo", "path", "SVG of shapes in plain colours, without text, pictures or links to other files."),
    key(
        "corner",
        "`top-left`, `top-right`, `bottom-left`, `bottom-right`",
        "Where the logo stands. Default `bottom-right`.",
    ),
    key("footer", "text", "The last line of every picture, at most 60 characters."),
];

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Look {
    #[default]
    Light,
    Dark,
}

/// `brand.toml` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    look: Look,
    background: Option<String>,
    text: Option<String>,
    soft: Option<String>,
    accent: Option<String>,
    rest: Option<String>,
    series: Option<Vec<String>>,
    font: Option<String>,
    font_bold: Option<String>,
    logo: Option<String>,
    #[serde(default)]
    corner: Corner,
    footer: Option<String>,
}

impl Brand {
    /// The brand of a file; paths in it are relative to its folder.
    ///
    /// # Errors
    /// Everything that is wrong with it: what cannot be read, and what could not be seen.
    pub fn load(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let shown = path.display().to_string();
        let bytes = read(path, &shown, FILE).map_err(|error| vec![error])?;
        let text = String::from_utf8(bytes).map_err(|_| {
            vec![Diagnostic::error(Place::file(&shown), "found bytes that are not UTF-8, expected text")]
        })?;
        Self::parse(&shown, &text, path.parent().unwrap_or(Path::new("")))
    }

    /// The files that a brand file names: its fonts and its logo; none where it cannot be read.
    #[must_use]
    pub fn parts(path: &Path) -> Vec<PathBuf> {
        let text = read(path, "", FILE).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let settings: Settings = text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new(""));
        let named = [settings.font, settings.font_bold, settings.logo];
        named.into_iter().flatten().map(|name| folder.join(name)).collect()
    }

    /// The brand of the text of a file; `folder` is what its paths are relative to.
    ///
    /// # Errors
    /// As [`Brand::load`].
    pub fn parse(shown: &str, text: &str, folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let settings: Settings = toml::from_str(text).map_err(|error| vec![wrong(shown, text, &error)])?;
        let mut faults = Vec::new();
        let palette = palette(&settings, shown, &mut faults);
        let fonts = fonts(&settings, shown, folder).unwrap_or_else(|fault| {
            faults.push(fault);
            Fonts::bundled().clone()
        });
        let logo = settings.logo.as_ref().map(|logo| read_logo(shown, folder, logo));
        let logo = logo.transpose().unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if let Some(footer) = settings.footer.as_ref().filter(|footer| footer.chars().count() > FOOTER) {
            let found = footer.chars().count();
            let message = format!("`footer` has {found} characters, expected at most {FOOTER}");
            faults.push(Diagnostic::error(Place::file(shown), message).hint("it is one line on every picture"));
        }
        if faults.is_empty() {
            faults.extend(check(shown, &palette, settings.series.is_some()));
        }
        let footer = settings.footer.filter(|footer| !footer.trim().is_empty());
        if faults.is_empty() { Ok(Self { palette, fonts, logo, corner: settings.corner, footer }) } else { Err(faults) }
    }
}

/// A mistake in the file, with the key or the value that was perhaps meant.
fn wrong(shown: &str, text: &str, error: &toml::de::Error) -> Diagnostic {
    let found = from_toml(shown, text, error);
    let variant = error.message().strip_prefix("unknown variant ").map(|rest| {
        let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
        names.split_first().map(|(found, expected)| did_you_mean(found, expected)).unwrap_or_default()
    });
    match variant {
        Some(hint) if found.hint.is_none() => found.hint(hint),
        _ => found,
    }
}

/// The colours, each as it was given or as the look has it.
fn palette(settings: &Settings, shown: &str, faults: &mut Vec<Diagnostic>) -> Palette {
    let mut palette = match settings.look {
        Look::Light => Palette::light(),
        Look::Dark => Palette::dark(),
    };
    let mut read = |key: &str, written: &str| {
        let found = color(written);
        if found.is_none() {
            let message = format!("`{key}` is `{written}`, expected a colour such as `#0A5AA0`");
            faults.push(Diagnostic::error(Place::file(shown), message).hint("write `#` and six digits of 0–9 and A–F"));
        }
        found
    };
    let mut set = |key: &str, written: &Option<String>, place: &mut RGBColor| {
        if let Some(color) = written.as_ref().and_then(|written| read(key, written)) {
            *place = color;
        }
    };
    set("background", &settings.background, &mut palette.paper);
    set("text", &settings.text, &mut palette.ink);
    set("soft", &settings.soft, &mut palette.soft);
    set("accent", &settings.accent, &mut palette.accent);
    set("rest", &settings.rest, &mut palette.rest);
    match &settings.series {
        Some(series) => palette.series = series.iter().filter_map(|written| read("series", written)).collect(),
        // The accent leads the series; those of the look that cannot stand beside it, or on the background, are left out.
        None => palette.series = super::brand_check::series(&palette),
    }
    if settings.rest.is_some() || settings.background.is_some() {
        palette.rest_inside = super::vision::mixed(palette.paper, palette.rest, 0.3);
        palette.rule = super::vision::mixed(palette.paper, palette.rest, 0.25);
    }
    palette
}

/// `#0A5AA0` as a colour.
fn color(written: &str) -> Option<RGBColor> {
    let digits = written.trim().strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |place: usize| u8::from_str_radix(digits.get(place..place + 2)?, 16).ok();
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain.then_some(())?;
    Some(RGBColor(part(0)?, part(2)?, part(4)?))
}

fn fonts(settings: &Settings, shown: &str, folder: &Path) -> Result<Fonts, Diagnostic> {
    let Some(regular) = &settings.font else {
        return match &settings.font_bold {
            None => Ok(Fonts::bundled().clone()),
            Some(_) => Err(Diagnostic::error(Place::file(shown), "`font_bold` is given without `font`")
                .hint("give the regular font as `font`")),
        };
    };
    let file = |key: &str, name: &str| {
        let bytes = read(&folder.join(name), name, FONT)?;
        super::brand_check::font(shown, key, name, &bytes).map(|()| bytes)
    };
    let bold = settings.font_bold.as_ref().map(|name| file("font_bold", name)).transpose()?;
    Fonts::branded(file("font", regular)?, bold).ok_or_else(|| super::brand_check::no_font(shown, "font", regular))
}

fn read_logo(shown: &str, folder: &Path, name: &str) -> Result<Logo, Diagnostic> {
    let bytes = read(&folder.join(name), name, Logo::MOST_BYTES)?;
    Logo::read(&bytes).map_err(|(why, hint)| {
        Diagnostic::error(Place::file(shown), format!("`logo` is `{name}`, which {why}")).hint(hint)
    })
}

/// The bytes of a file that is not larger than it may be.
fn read(path: &Path, shown: &str, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error: std::io::Error| Diagnostic::error(Place::file(shown), format!("cannot be read: {error}"));
    let size = std::fs::metadata(path).map_err(unreadable)?;
    if !size.is_file() {
        return Err(Diagnostic::error(Place::file(shown), "is no file"));
    }
    if size.len() > most {
        let message = format!("has {} bytes, expected at most {most}", size.len());
        return Err(Diagnostic::error(Place::file(shown), message));
    }
    std::fs::read(path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Brand, Vec<String>> {
        Brand::parse("brand.toml", text, Path::new(""))
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_empty_file_is_the_plain_look_and_both_looks_pass_their_own_checks() {
        assert_eq!(parsed("").unwrap().palette, Palette::light());
        assert_eq!(parsed("look = \"dark\"").unwrap().palette, Palette::dark());
    }

    #[test]
    fn every_key_is_documented_and_known() {
        for key in KEYS {
            let faults = parsed(&format!("{} = 1", key.key)).unwrap_err();
            assert!(!faults[0].contains("unknown key"), "{faults:?}");
        }
        let found = parsed("acent = \"#000000\"").unwrap_err();
        assert!(found[0].contains("unknown key `acent`") && found[0].contains("did you mean `accent`?"), "{found:?}");
        let found = parsed("look = \"drak\"").unwrap_err();
        assert!(found[0].contains("did you mean `dark`?"), "{found:?}");
    }

    #[test]
    fn what_cannot_be_used_is_said_with_its_key() {
        let faults =
            parsed("accent = \"blue\"\nrest = \"#12345\"\nfont = \"none.ttf\"\nlogo = \"none.svg\"").unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults[0].contains("`accent` is `blue`, expected a colour such as `#0A5AA0`"), "{faults:?}");
        assert!(faults[2].starts_with("none.ttf: cannot be read"), "{faults:?}");
        let long = format!("footer = \"{}\"", "x".repeat(61));
        assert!(parsed(&long).unwrap_err()[0].contains("`footer` has 61 characters"));
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(color("#0a5AA0"), Some(RGBColor(0x0A, 0x5A, 0xA0)));
        for wrong in ["0a5aa0", "#fff", "#+12345", "#12 456", "#é1234", ""] {
            assert_eq!(color(wrong), None, "{wrong}");
        }
    }
}

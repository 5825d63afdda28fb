//! The fonts of a picture and how wide a text is in them: what they lack is said, never drawn as a box.
//!
//! Charts are laid out with these widths; the same fonts draw the PNG and stand inside the SVG, so that all agree.
//! Breaking a text into lines is `lines`'s, putting letters into the SVG `embed`'s.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Language, Source, Weight as Heaviness};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Characters below this are measured once.
const TABLE: u32 = 0x250;
/// Width of a character that no font has, in em; such a text is not drawn.
const MISSING: f32 = 1.0;

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Weight 400.
    Regular,
    /// Weight 700.
    Bold,
}

/// The bytes of a font.
#[derive(Debug)]
enum Bytes {
    Bundled(&'static [u8]),
    Read(Vec<u8>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Bundled(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

/// One font file.
#[derive(Debug, Clone)]
pub struct Face {
    /// The family by which texts ask for it.
    pub family: &'static str,
    /// The weight that it is for; `None` where it serves both.
    pub weight: Option<Weight>,
    bytes: Arc<Bytes>,
    /// Advances in em of the first characters.
    advances: Vec<Option<f32>>,
}

impl Face {
    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    fn new(family: &'static str, weight: Option<Weight>, bytes: Bytes) -> Option<Self> {
        let mut face = Self { family, weight, bytes: Arc::new(bytes), advances: Vec::new() };
        let font = FontRef::new(face.bytes()).ok()?;
        let advances = (0..TABLE).map(|code| advance(&font, char::from_u32(code)?)).collect();
        face.advances = advances;
        Some(face)
    }

    /// The advance of a character in em; `None` where the font lacks it.
    pub fn advance(&self, letter: char) -> Option<f32> {
        match self.advances.get(letter as usize) {
            Some(known) => *known,
            None => advance(&FontRef::new(self.bytes()).ok()?, letter),
        }
    }

    fn serves(&self, weight: Weight) -> bool {
        self.weight.is_none_or(|own| own == weight)
    }
}

fn advance(font: &FontRef<'_>, letter: char) -> Option<f32> {
    let glyph = font.charmap().map(letter).filter(|glyph| *glyph != GlyphId::NOTDEF)?;
    font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)
}

/// The fonts of a picture, in the order in which they are asked for a letter.
#[derive(Debug, Clone)]
pub struct Fonts {
    /// The fonts.
    pub faces: Vec<Face>,
    /// The families, as the attribute of the SVG names them.
    pub families: String,
    database: Arc<Database>,
}

impl Fonts {
    /// The bundled fonts: Latin, Greek, Cyrillic, and emoji of one colour.
    pub fn bundled() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Self::of(bundled_faces()))
    }

    /// The fonts of a brand before the bundled ones; the bold one is the same where there is none. `None` where a file
    /// is no font.
    pub fn branded(regular: Vec<u8>, bold: Option<Vec<u8>>) -> Option<Self> {
        let weight = bold.as_ref().map(|_| Weight::Regular);
        let mut faces = vec![Face::new("Brand", weight, Bytes::Read(regular))?];
        if let Some(bold) = bold {
            faces.push(Face::new("Brand", Some(Weight::Bold), Bytes::Read(bold))?);
        }
        faces.extend(bundled_faces());
        let fonts = Self::of(faces);
        // The renderer must be able to read what the measure could.
        (fonts.database.faces().filter(|face| face.families.iter().any(|(name, _)| name == "Brand")).count() > 0)
            .then_some(fonts)
    }

    fn of(faces: Vec<Face>) -> Self {
        let mut names: Vec<&str> = faces.iter().map(|face| face.family).collect();
        names.dedup();
        let families = names.join(", ") + ", Arial, Helvetica, sans-serif";
        let mut database = Database::new();
        for face in &faces {
            load(&mut database, face);
        }
        Self { faces, families, database: Arc::new(database) }
    }

    /// The fonts for the renderer of the PNG.
    pub fn database(&self) -> Arc<Database> {
        self.database.clone()
    }

    /// The font that draws a letter.
    pub fn face(&self, letter: char, weight: Weight) -> Option<&Face> {
        self.faces.iter().find(|face| face.serves(weight) && face.advance(letter).is_some())
    }

    /// The width of a text in pixels. Kerning is not counted, so that the text drawn is seldom wider.
    pub fn width(&self, text: &str, size: u32, weight: Weight) -> f32 {
        let advance = |letter: char| {
            let known = self.faces.iter().filter(|face| face.serves(weight)).find_map(|face| face.advance(letter));
            known.unwrap_or(if is_invisible(letter) { 0.0 } else { MISSING })
        };
        text.chars().filter(|letter| !is_selector(*letter)).map(advance).sum::<f32>() * size as f32
    }

    /// The characters of a text that no font has, each once, in order.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let lacks = |letter: &char| {
            !letter.is_whitespace()
                && !letter.is_control()
                && !is_invisible(*letter)
                && self.face(*letter, Weight::Regular).is_none()
        };
        let mut missing: Vec<char> = text.chars().filter(lacks).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }
}

fn bundled_faces() -> Vec<Face> {
    let files = [
        ("Noto Sans", Some(Weight::Regular), notosans::REGULAR_TTF),
        ("Noto Sans", Some(Weight::Bold), notosans::BOLD_TTF),
        ("Noto Emoji", None, epaint_default_fonts::NOTO_EMOJI_REGULAR),
    ];
    files.into_iter().filter_map(|(family, weight, bytes)| Face::new(family, weight, Bytes::Bundled(bytes))).collect()
}

/// A font under our name for its family: the name inside the file could be anything.
fn load(database: &mut Database, face: &Face) {
    let mut found = Database::new();
    found.load_font_source(Source::Binary(face.bytes.clone()));
    let Some(mut info) = found.faces().next().cloned() else { return };
    info.families = vec![(face.family.to_owned(), Language::English_UnitedStates)];
    for (weight, number) in [(Weight::Regular, Heaviness::NORMAL), (Weight::Bold, Heaviness::BOLD)] {
        if face.serves(weight) {
            info.weight = number;
            database.push_face_info(info.clone());
        }
    }
}

/// Joiners and marks of direction, which take no room and which no font needs to have.
fn is_invisible(letter: char) -> bool {
    is_selector(letter)
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character only chooses between forms of the one before it, or the colour of a skin: there is one form here.
pub fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(text: &str, size: u32, weight: Weight) -> f32 {
        Fonts::bundled().width(text, size, weight)
    }

    #[test]
    fn widths_are_those_of_the_font() {
        // Noto Sans Regular: `n` advances 1,266 and `m` 1,915 of 2,048 units (its hmtx table, read by a Python script).
        assert!((width("n", 100, Weight::Regular) - 61.8).abs() < 0.1, "{}", width("n", 100, Weight::Regular));
        assert!((width("nm", 100, Weight::Regular) - 155.3).abs() < 0.1, "{}", width("nm", 100, Weight::Regular));
        assert!(width("n", 100, Weight::Bold) > width("n", 100, Weight::Regular));
    }

    #[test]
    fn an_emoji_has_a_width_and_a_joiner_has_none() {
        let (plain, chosen) = (width("👍", 20, Weight::Bold), width("👍\u{FE0F}", 20, Weight::Bold));
        assert!(plain > 15.0 && (plain - chosen).abs() < f32::EPSILON, "{plain} {chosen}");
    }

    #[test]
    fn what_no_font_has_is_named() {
        let fonts = Fonts::bundled();
        assert_eq!(fonts.missing("Añ Ж Ω é – “x” 👍🏽 ❤\u{FE0F} 👩\u{200D}🚀 ✅ → €"), Vec::<char>::new());
        assert_eq!(fonts.missing("漢字漢 عر"), ['ر', 'ع', '字', '漢']);
    }

    #[test]
    fn a_file_that_is_no_font_is_none() {
        assert!(Fonts::branded(b"not a font".to_vec(), None).is_none());
        let own = Fonts::branded(notosans::ITALIC_TTF.to_vec(), None).unwrap();
        assert!(own.families.starts_with("Brand, Noto Sans, Noto Emoji"));
        assert_eq!(own.face('a', Weight::Bold).unwrap().family, "Brand");
    }
}

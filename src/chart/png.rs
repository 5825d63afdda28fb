//! A chart as PNG, from its SVG, with the fonts of its brand alone: no font of the system changes a picture.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::ChartError;
use super::embed::without_fonts;
use super::font::Fonts;

/// The SVG as it is drawn, with every text laid out in the fonts that it embeds, which are read from their files.
pub(super) fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, ChartError> {
    let family = fonts.faces.first().map_or("Noto Sans", |face| face.family);
    let options = Options { fontdb: fonts.database(), font_family: family.to_owned(), ..Options::default() };
    Tree::from_str(&without_fonts(svg), &options).map_err(|error| ChartError::Svg(error.to_string()))
}

/// A picture as pixels, three bytes each (red, green, blue), row after row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// The bytes.
    pub rgb: Vec<u8>,
}

/// The picture as pixels, for a format that packs them itself.
///
/// # Errors
///
/// As [`png`].
pub fn pixels(svg: &str, scale: f32, fonts: &Fonts) -> Result<Pixels, ChartError> {
    let drawn = drawn(svg, scale, fonts)?;
    // A picture has a background, so that no pixel is transparent.
    let mut rgb = Vec::with_capacity(drawn.data().len() / 4 * 3);
    drawn.data().chunks_exact(4).for_each(|pixel| rgb.extend_from_slice(&pixel[..3]));
    Ok(Pixels { width: drawn.width(), height: drawn.height(), rgb })
}

/// The picture as PNG, `scale` pixels for each unit of the SVG: 1 for a post, 2 for a report.
///
/// # Errors
///
/// Where the SVG cannot be read, or the picture has no pixels or too many.
pub fn png(svg: &str, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    drawn(svg, scale, fonts)?.encode_png().map_err(|error| ChartError::Encode(error.to_string()))
}

fn drawn(svg: &str, scale: f32, fonts: &Fonts) -> Result<Pixmap, ChartError> {
    let tree = tree(svg, fonts)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let size = || ChartError::Size { width, height };
    if !(width >= 1.0 && height >= 1.0 && width <= 20_000.0 && height <= 20_000.0) {
        return Err(size());
    }
    let mut pixels = Pixmap::new(width.round() as u32, height.round() as u32).ok_or_else(size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
        super::png(svg, scale, Fonts::bundled())
    }

    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><text x='1' y='9' font-family='Noto Sans'>A</text></svg>";

    #[test]
    fn a_png_has_the_size_of_the_svg_times_the_scale() {
        let bytes = png(SVG, 2.0).unwrap();
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!((&bytes[16..20], &bytes[20..24]), (&[0, 0, 0, 40][..], &[0, 0, 0, 20][..]));
    }

    #[test]
    fn the_same_svg_gives_the_same_bytes() {
        assert_eq!(png(SVG, 2.0).unwrap(), png(SVG, 2.0).unwrap());
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        assert!(matches!(png("<svg", 2.0), Err(ChartError::Svg(_))));
        assert!(matches!(png(SVG, 0.0), Err(ChartError::Size { .. })));
        assert!(matches!(png(SVG, f32::NAN), Err(ChartError::Size { .. })));
        assert!(matches!(png(SVG, 1e9), Err(ChartError::Size { .. })));
    }

    #[test]
    fn text_is_drawn_with_the_bundled_font() {
        let blank = png("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>", 2.0).unwrap();
        assert_ne!(png(SVG, 2.0).unwrap(), blank);
    }

    #[test]
    fn pixels_are_those_of_the_picture_row_after_row() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='2' height='1'><path fill='#010203' d='M0 0h1v1h-1z'/>\
                   <path fill='#0A0B0C' d='M1 0h1v1h-1z'/></svg>";
        let found = pixels(svg, 1.0, Fonts::bundled()).unwrap();
        assert_eq!((found.width, found.height, found.rgb), (2, 1, vec![1, 2, 3, 10, 11, 12]));
    }
}

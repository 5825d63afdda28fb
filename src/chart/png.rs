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

/// The picture as PNG, `scale` pixels for each unit of the SVG: 1 for a post, 2 for a report.
///
/// # Errors
///
/// Where the SVG cannot be read, or the picture has no pixels or too many.
pub fn png(svg: &str, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    let tree = tree(svg, fonts)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let size = || ChartError::Size { width, height };
    if !(width >= 1.0 && height >= 1.0 && width <= 20_000.0 && height <= 20_000.0) {
        return Err(size());
    }
    let mut pixels = Pixmap::new(width.round() as u32, height.round() as u32).ok_or_else(size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| ChartError::Encode(error.to_string()))
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
}

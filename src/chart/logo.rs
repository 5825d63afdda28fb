//! A brand's logo: an SVG by others, of which only plain shapes in plain colours come into a picture.
//!
//! Nothing that the file refers to is read, and what it may cost is bounded before it is laid out. Links, scripts, styles
//! and text do not come through: paths are written anew from what the reader understood.

use std::fmt::Write as _;

use resvg::tiny_skia::{PathSegment, Transform};
use resvg::usvg::{FillRule, Group, ImageHrefResolver, Node, Options, Paint, Path, Tree};

use super::scene::Area;

/// Most elements of the file, most copies (`use`) and most points of the shapes.
const ELEMENTS: usize = 2_000;
const COPIES: usize = 8;
const POINTS: usize = 50_000;

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Width in units of its own.
    pub width: f32,
    /// Height in units of its own.
    pub height: f32,
    /// Its shapes as SVG.
    shapes: String,
}

/// Why a logo cannot be used, and what to do.
type Refused = (String, &'static str);

impl Logo {
    /// Largest file that is read.
    pub const MOST_BYTES: u64 = 512 << 10;

    /// The logo in the bytes of an SVG.
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        const FORM: &str = "save it as plain SVG: shapes in plain colours, text turned into paths";
        let refused = |why: &str| (why.to_owned(), FORM);
        let text = std::str::from_utf8(bytes).map_err(|_| refused("is no SVG"))?;
        let limits = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 20_000, entity_resolver: None };
        let document = roxmltree::Document::parse_with_options(text, limits)
            .map_err(|error| refused(&format!("is no SVG that can be read: {error}")))?;
        let elements = || document.descendants().filter(roxmltree::Node::is_element);
        if document.root_element().tag_name().name() != "svg" {
            return Err(refused("is no SVG"));
        }
        if elements().count() > ELEMENTS {
            return Err(refused(&format!("has more than {ELEMENTS} elements")));
        }
        let named = |name: &str| elements().filter(|element| element.tag_name().name() == name).count();
        if named("use") > COPIES {
            return Err(refused(&format!("has more than {COPIES} copies of parts (`use`)")));
        }
        for name in ["text", "image", "filter", "mask", "pattern", "linearGradient", "radialGradient", "foreignObject"]
        {
            if named(name) > 0 {
                return Err(refused(&format!("has an element `{name}`")));
            }
        }
        let none: ImageHrefResolver<'_> =
            ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
        let options = Options { image_href_resolver: none, ..Options::default() };
        let tree = Tree::from_str(text, &options).map_err(|error| refused(&format!("cannot be read: {error}")))?;
        let (mut shapes, mut points) = (String::new(), 0);
        collect(tree.root(), &mut shapes, &mut points).map_err(|why| refused(&why))?;
        if shapes.is_empty() {
            return Err(refused("has no shape in it"));
        }
        let (width, height) = (tree.size().width(), tree.size().height());
        let ratio = width / height;
        if !(0.05..=20.0).contains(&ratio) {
            return Err(refused(&format!("is {width:.0} by {height:.0}, expected a shape that is no thin strip")));
        }
        Ok(Self { width, height, shapes })
    }

    /// The logo in an area of a picture, as SVG.
    pub fn placed(&self, area: Area) -> String {
        let scale = (area.width as f32 / self.width).min(area.height as f32 / self.height);
        format!("<g transform=\"translate({} {}) scale({scale:.5})\">\n{}</g>\n", area.x, area.y, self.shapes)
    }
}

fn collect(group: &Group, out: &mut String, points: &mut usize) -> Result<(), String> {
    let clipped = group.clip_path().is_some_and(|clip| {
        let (clip, own) = (clip.root().abs_bounding_box(), group.abs_bounding_box());
        // A clip around everything, which many programs write, changes nothing.
        let tolerance = 0.5;
        own.left() + tolerance < clip.left()
            || own.top() + tolerance < clip.top()
            || own.right() > clip.right() + tolerance
            || own.bottom() > clip.bottom() + tolerance
    });
    if clipped || group.mask().is_some() || !group.filters().is_empty() {
        return Err("cuts or filters a part of itself".to_owned());
    }
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, out, points)?,
            Node::Path(path) if path.is_visible() => shape(path, group.opacity().get(), out, points)?,
            Node::Path(_) => {}
            Node::Image(_) | Node::Text(_) => return Err("has a picture or text in it".to_owned()),
        }
    }
    Ok(())
}

/// One path with its fill and its stroke, in the units of the file.
fn shape(path: &Path, opacity: f32, out: &mut String, points: &mut usize) -> Result<(), String> {
    const PLAIN: &str = "has a colour that is no plain one";
    let color = |paint: &Paint| match paint {
        Paint::Color(color) => Ok(format!("#{:02X}{:02X}{:02X}", color.red, color.green, color.blue)),
        _ => Err(PLAIN.to_owned()),
    };
    let mut line = String::from("<path");
    let fill = path.fill().map(|fill| Ok::<_, String>((color(fill.paint())?, fill))).transpose()?;
    match &fill {
        Some((color, fill)) => {
            let _ = write!(line, " fill=\"{color}\" fill-opacity=\"{:.3}\"", fill.opacity().get() * opacity);
            if fill.rule() == FillRule::EvenOdd {
                line.push_str(" fill-rule=\"evenodd\"");
            }
        }
        None => line.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = path.stroke() {
        let scale = path.abs_transform().get_scale();
        let (width, opacity) =
            (stroke.width().get() * f32::midpoint(scale.0, scale.1), stroke.opacity().get() * opacity);
        let _ = write!(
            line,
            " stroke=\"{}\" stroke-opacity=\"{opacity:.3}\" stroke-width=\"{width:.3}\"",
            color(stroke.paint())?
        );
    }
    let _ = writeln!(line, " d=\"{}\"/>", data(path, path.abs_transform(), points)?);
    out.push_str(&line);
    Ok(())
}

/// The outline of a path.
fn data(path: &Path, transform: Transform, points: &mut usize) -> Result<String, String> {
    let outline = path.data().clone().transform(transform).ok_or("has a shape without a size")?;
    let mut out = String::new();
    for segment in outline.segments() {
        *points += 1;
        if *points > POINTS {
            return Err(format!("has more than {POINTS} points"));
        }
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(out, "M{:.2} {:.2}", p.x, p.y),
            PathSegment::LineTo(p) => write!(out, "L{:.2} {:.2}", p.x, p.y),
            PathSegment::QuadTo(a, p) => write!(out, "Q{:.2} {:.2} {:.2} {:.2}", a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => {
                write!(out, "C{:.2} {:.2} {:.2} {:.2} {:.2} {:.2}", a.x, a.y, b.x, b.y, p.x, p.y)
            }
            PathSegment::Close => write!(out, "Z"),
        };
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 40 10'>{inside}</svg>"
        )
    }

    #[test]
    fn shapes_in_plain_colours_come_through_and_nothing_else_does() {
        let file = svg(
            "<script>alert(1)</script><a href='http://x.example'><g clip-path='url(#c)' onclick='x()'><rect width='10' height='10' fill='#f00'/></g></a><circle cx='20' cy='5' r='4' stroke='blue' fill='none'/><clipPath id='c'><rect width='40' height='10'/></clipPath>",
        );
        let logo = Logo::read(file.as_bytes()).unwrap();
        assert!((logo.width - 40.0).abs() < 0.01 && (logo.height - 10.0).abs() < 0.01);
        let placed = logo.placed(Area { x: 5, y: 7, width: 80, height: 20 });
        assert!(placed.starts_with("<g transform=\"translate(5 7) scale(2.00000)\">"), "{placed}");
        assert_eq!((placed.matches("<path").count(), placed.matches("#FF0000").count()), (2, 1));
        for word in ["script", "href", "onclick", "example"] {
            assert!(!placed.contains(word), "{placed}");
        }
    }

    #[test]
    fn hostile_files_are_refused_with_the_reason() {
        let copies = "<use href='#a'/>".repeat(9);
        let many = "<rect width='1' height='1'/>".repeat(2_001);
        let files = [
            ("no xml at all".to_owned(), "is no SVG"),
            ("<html/>".to_owned(), "is no SVG"),
            (svg(""), "has no shape in it"),
            (svg("<image href='/etc/passwd' width='9' height='9'/>"), "has an element `image`"),
            (svg("<text>x</text>"), "has an element `text`"),
            (svg(&format!("<g id='a'/>{copies}")), "copies of parts"),
            (svg(&many), "more than 2000 elements"),
            (format!("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>{}", svg("&a;")), "is no SVG that can be read"),
            (svg("<rect width='1' height='1'/>").replace("0 0 40 10", "0 0 4000 10"), "thin strip"),
        ];
        for (file, why) in files {
            let found = Logo::read(file.as_bytes()).unwrap_err();
            assert!(found.0.contains(why), "{found:?}");
        }
        assert!(Logo::read(&[0xFF, 0xFE]).is_err());
    }
}

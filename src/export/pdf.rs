//! Pictures as the pages of a PDF: how a carousel is uploaded.
//!
//! A page is one picture, as large as its shape, with the pixels as they were drawn and its alt text. The same pictures give
//! the same bytes: there is no date in it, and ids are numbered by page.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::StructRole;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};
use rayon::prelude::*;

use super::ExportError;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfPage {
    /// Width of the page in points.
    pub width: u32,
    /// Height of the page in points.
    pub height: u32,
    /// Width and height of the picture in pixels.
    pub pixels: (u32, u32),
    /// The pixels, three bytes each, row after row.
    pub rgb: Vec<u8>,
    /// What a reader who cannot see it needs.
    pub alt: String,
}

/// The catalog, the list of pages, the title, and the tree of what the pages hold.
const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const TITLE: i32 = 3;
const TREE: i32 = 4;
const DOCUMENT: i32 = 5;
const PARENTS: i32 = 6;
/// Objects of a page: itself, its content, its picture, the element with its alt text.
const EACH: i32 = 4;

/// The pictures as one PDF.
///
/// # Errors
/// The pixels of a page are not as many as it says.
pub fn pdf(title: &str, pages: &[PdfPage]) -> Result<Vec<u8>, ExportError> {
    let packed: Vec<Vec<u8>> = pages.par_iter().map(packed).collect::<Result<_, _>>()?;
    let id = |page: usize, part: i32| Ref::new(10 + EACH * page as i32 + part);
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(Ref::new(CATALOG));
    catalog.pages(Ref::new(PAGES)).lang(TextStr("en"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), Ref::new(TREE));
    catalog.finish();
    pdf.document_info(Ref::new(TITLE)).title(TextStr(title));
    pdf.pages(Ref::new(PAGES)).kids((0..pages.len()).map(|page| id(page, 0))).count(pages.len() as i32);
    let mut tree = pdf.indirect(Ref::new(TREE)).dict();
    tree.pair(Name(b"Type"), Name(b"StructTreeRoot"));
    tree.pair(Name(b"K"), Ref::new(DOCUMENT));
    tree.pair(Name(b"ParentTree"), Ref::new(PARENTS));
    tree.pair(Name(b"ParentTreeNextKey"), pages.len() as i32);
    tree.finish();
    let mut document = pdf.struct_element(Ref::new(DOCUMENT));
    document.kind(StructRole::Document).parent(Ref::new(TREE));
    let mut children = document.children();
    for page in 0..pages.len() {
        children.struct_element(id(page, 3));
    }
    children.finish();
    document.finish();
    parents(&mut pdf, pages.len(), id);
    for (place, (page, picture)) in pages.iter().zip(&packed).enumerate() {
        one(&mut pdf, page, picture, place, id);
    }
    Ok(pdf.finish())
}

/// Which element holds the marked content of each page.
fn parents(pdf: &mut Pdf, pages: usize, id: impl Fn(usize, i32) -> Ref) {
    let mut parents = pdf.indirect(Ref::new(PARENTS)).dict();
    let mut numbers = parents.insert(Name(b"Nums")).array();
    for page in 0..pages {
        numbers.item(page as i32);
        numbers.push().array().item(id(page, 3));
    }
}

fn one(pdf: &mut Pdf, page: &PdfPage, picture: &[u8], place: usize, id: impl Fn(usize, i32) -> Ref) {
    let (width, height) = (page.width as f32, page.height as f32);
    let name = Name(b"P");
    let mut written = pdf.page(id(place, 0));
    written.media_box(Rect::new(0.0, 0.0, width, height)).parent(Ref::new(PAGES)).contents(id(place, 1));
    written.struct_parents(place as i32);
    written.resources().x_objects().pair(name, id(place, 2));
    written.finish();
    let mut content = Content::new();
    content.begin_marked_content_with_properties(Name(b"Figure")).properties().identify(0);
    content.save_state().transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(name).restore_state();
    content.end_marked_content();
    pdf.stream(id(place, 1), &content.finish());
    let mut image = pdf.image_xobject(id(place, 2), picture);
    image.filter(Filter::FlateDecode);
    image.width(page.pixels.0 as i32).height(page.pixels.1 as i32);
    image.color_space().device_rgb();
    image.bits_per_component(8);
    image.finish();
    let mut element = pdf.struct_element(id(place, 3));
    element.kind(StructRole::Figure).parent(Ref::new(DOCUMENT)).page(id(place, 0));
    element.alt(TextStr(&page.alt));
    element.children().marked_content_id(0);
}

/// The pixels of a page as a deflated stream.
fn packed(page: &PdfPage) -> Result<Vec<u8>, ExportError> {
    let wrong =
        |source: std::io::Error| ExportError::Io { path: "carousel.pdf".into(), doing: "could not pack", source };
    if page.rgb.len() as u64 != 3 * u64::from(page.pixels.0) * u64::from(page.pixels.1) {
        return Err(wrong(std::io::Error::other("pixels are missing")));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&page.rgb).map_err(wrong)?;
    encoder.finish().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(alt: &str) -> PdfPage {
        PdfPage { width: 20, height: 10, pixels: (4, 2), rgb: [9, 80, 200].repeat(8), alt: alt.to_owned() }
    }

    #[test]
    fn every_object_stands_where_the_table_says_and_every_page_has_its_picture() {
        let bytes = pdf("Title", &[page("one"), page("two")]).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches("/Type /Page\n").count(), 2);
        assert_eq!(text.matches("/MediaBox [0 0 20 10]").count(), 2);
        assert_eq!(text.matches("/Subtype /Image").count(), 2);
        let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        let table = std::str::from_utf8(&bytes[start..]).unwrap();
        let places = table.lines().filter(|line| line.ends_with(" n") || line.ends_with(" n\r"));
        let places: Vec<usize> = places.map(|line| line[..10].parse().unwrap()).collect();
        assert_eq!(places.len(), 6 + 2 * EACH as usize);
        for place in places {
            let object = String::from_utf8_lossy(&bytes[place..place + 12]).into_owned();
            assert!(object.contains(" 0 obj"), "{object}");
        }
    }

    #[test]
    fn the_pixels_come_back_as_they_were() {
        use std::io::Read as _;
        let mut pixels = Vec::new();
        flate2::read::ZlibDecoder::new(packed(&page("")).unwrap().as_slice()).read_to_end(&mut pixels).unwrap();
        assert_eq!(pixels, page("").rgb);
    }

    #[test]
    fn the_same_pictures_give_the_same_bytes_and_missing_pixels_are_an_error() {
        let pages = [page("a"), page("é")];
        assert_eq!(pdf("t", &pages).unwrap(), pdf("t", &pages).unwrap());
        assert!(pdf("t", &[PdfPage { pixels: (5, 2), ..page("a") }]).is_err());
    }
}

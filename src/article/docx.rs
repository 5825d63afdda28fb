//! A Word document as passages: its paragraphs and tables, in order. Text struck out by tracked changes is no text.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::document::{Builder, MOST_BYTES, Passage};
use crate::diag::{Diagnostic, Place};

/// Elements and texts that the document may have.
const MOST_NODES: u32 = 20_000_000;
/// How deep elements are followed; a table in a table in a text box is 40 deep.
const DEEPEST: usize = 200;

/// The passages of a Word document.
pub(super) fn passages(name: &str, bytes: &[u8]) -> Result<Vec<Passage>, Diagnostic> {
    let text = document_xml(bytes).map_err(|message| {
        Diagnostic::error(Place::file(name), message).hint("save it as .docx once more, or as Markdown or HTML")
    })?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| {
        Diagnostic::error(Place::file(name), format!("the Word document's text cannot be read: {error}"))
            .hint("save it as .docx once more, or as Markdown or HTML")
    })?;
    let mut reader = Reader { built: Builder::default(), paragraph: 0, in_row: false };
    reader.children(document.root(), 0);
    Ok(reader.built.finish())
}

/// The XML of the document's text, unpacked to a limit whatever the archive says of its size.
fn document_xml(bytes: &[u8]) -> Result<String, String> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("this is no Word document: {error}"))?;
    let entry =
        archive.by_name("word/document.xml").map_err(|_| "this is no Word document: it has no text".to_owned())?;
    let mut text = Vec::new();
    entry
        .take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut text)
        .map_err(|error| format!("the Word document cannot be unpacked: {error}"))?;
    if text.len() > MOST_BYTES {
        return Err(format!("the Word document unpacks to more than {} MiB", MOST_BYTES >> 20));
    }
    String::from_utf8(text).map_err(|_| "the Word document's text is not UTF-8".to_owned())
}

struct Reader {
    built: Builder,
    paragraph: u64,
    in_row: bool,
}

impl Reader {
    fn children(&mut self, node: Node<'_, '_>, depth: usize) {
        if depth < DEEPEST {
            node.children().filter(Node::is_element).for_each(|child| self.element(child, depth + 1));
        }
    }

    fn element(&mut self, node: Node<'_, '_>, depth: usize) {
        match node.tag_name().name() {
            "p" if self.in_row => self.children(node, depth),
            "p" => {
                self.begin(is_quotation(node));
                self.children(node, depth);
                self.end();
            }
            "tr" if !self.in_row => {
                self.begin(false);
                self.built.row = true;
                self.in_row = true;
                self.children(node, depth);
                self.in_row = false;
                self.end();
                self.built.row = false;
            }
            "tc" => {
                self.children(node, depth);
                self.built.text(" | ", 0);
            }
            "t" => self.built.text(node.text().unwrap_or_default(), 0),
            "tab" | "br" | "cr" => self.built.text(" ", 0),
            "noBreakHyphen" => self.built.text("-", 0),
            // Properties, deleted text, and the older of two forms of one picture.
            "pPr" | "rPr" | "del" | "moveFrom" | "Fallback" | "instrText" => {}
            _ => self.children(node, depth),
        }
    }

    fn begin(&mut self, quotation: bool) {
        self.built.flush();
        self.paragraph += 1;
        self.built.paragraph = Some(self.paragraph);
        self.built.quotation = usize::from(quotation);
    }

    fn end(&mut self) {
        self.built.flush();
        self.built.quotation = 0;
    }
}

/// Whether a paragraph has a style for quotations.
fn is_quotation(paragraph: Node<'_, '_>) -> bool {
    let styles = paragraph.descendants().filter(|node| node.tag_name().name() == "pStyle");
    styles.flat_map(|style| style.attributes()).any(|attribute| attribute.value().to_lowercase().contains("quot"))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A Word document with this body.
    pub fn docx(body: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        let open = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
        write!(archive, "<?xml version=\"1.0\"?>{open}{body}</w:body></w:document>").unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_rows_and_quotations_are_read_and_deletions_are_not() {
        let bytes = docx(
            "<w:p><w:r><w:t>One in </w:t></w:r><w:r><w:t>five</w:t></w:r><w:del><w:r><w:delText>six</w:delText></w:r></w:del></w:p>\
             <w:p><w:pPr><w:pStyle w:val=\"IntenseQuote\"/></w:pPr><w:r><w:t>A quote</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Never</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>20%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        let found = passages("a.docx", &bytes).unwrap();
        let texts: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(texts, ["One in five", "A quote", "Never | 20% | "]);
        assert_eq!(
            found.iter().map(|p| (p.quotation, p.row)).collect::<Vec<_>>(),
            [(false, false), (true, false), (false, true)]
        );
        assert_eq!(found[2].paragraph, Some(3));
    }

    #[test]
    fn what_is_no_document_or_too_large_is_refused() {
        assert!(passages("a.docx", b"PK\x03\x04 nothing").unwrap_err().message.contains("no Word document"));
        let bomb = docx(&" ".repeat(MOST_BYTES + 1));
        assert!(bomb.len() < 1 << 20);
        assert!(passages("a.docx", &bomb).unwrap_err().message.contains("more than 64 MiB"));
        assert!(passages("a.docx", &docx("<w:p>")).unwrap_err().message.contains("cannot be read"));
    }
}

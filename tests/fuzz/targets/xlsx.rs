//! A workbook. Where the first byte is odd the bytes are the whole file; else they are the sheet, and the shared texts
//! behind an empty line, of a workbook that is otherwise in order.

use verbatims::ingest::sheet::Opening;

use super::{Target, read_as_a_file, zip};

pub const TARGET: Target = Target { name: "xlsx", run };

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fn run(data: &[u8]) {
    let Some((settings, bytes)) = data.split_first() else { return };
    let asked = Opening { container: Some("xlsx".to_owned()), ..Opening::default() };
    if settings & 1 == 1 {
        read_as_a_file(bytes, &asked);
        return;
    }
    let cut = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let (sheet, texts) = bytes.split_at(cut);
    let book = zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", PARTS.as_bytes()),
        ("xl/sharedStrings.xml", texts.trim_ascii()),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    read_as_a_file(&book, &asked);
}

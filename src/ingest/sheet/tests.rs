//! Every container from outside: files as programs write them, and files that nobody should have written.

use std::io::Write;
use std::path::{Path, PathBuf};

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::input::HEAD;
use super::{Opening, Sheet, open};
use crate::ingest::{IngestError, Row, fault};

mod damage;

struct Kept {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn keep(name: &str, bytes: &[u8]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Kept { path, _folder: folder }
}

fn sheet(name: &str, bytes: &[u8]) -> Result<Sheet, IngestError> {
    open(&keep(name, bytes).path, &Opening::default())
}

type Rows = Vec<Vec<String>>;

/// All rows with their lines, and what is wrong with those that cannot be used.
fn drain(sheet: &mut Sheet) -> Result<(Rows, Vec<u64>, Vec<String>), IngestError> {
    let (mut rows, mut lines, mut faults, mut row) = (Vec::new(), Vec::new(), Vec::new(), Row::default());
    let mut headers: Option<Vec<String>> = None;
    while sheet.rows.read(&mut row)? {
        let cells: Vec<String> =
            (0..row.len()).map(|cell| String::from_utf8_lossy(row.cell(cell)).into_owned()).collect();
        let headers = headers.get_or_insert_with(|| cells.clone());
        faults.extend(fault(headers, "f", &row).map(|bad| format!("{}: {}", bad.place, bad.reason)));
        lines.push(row.line());
        rows.push(cells);
    }
    Ok((rows, lines, faults))
}

fn rows(name: &str, bytes: &[u8]) -> Rows {
    drain(&mut sheet(name, bytes).unwrap()).unwrap().0
}

fn owned(rows: &[&[&str]]) -> Rows {
    rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}

fn error(name: &str, bytes: &[u8]) -> String {
    let found = sheet(name, bytes).and_then(|mut sheet| drain(&mut sheet).map(|_| ()));
    found.expect_err("it was read").diagnostic().to_string().rsplit('/').next().unwrap().to_owned()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    let sheet = book.add_worksheet().set_name("Answers").unwrap();
    let when = ExcelDateTime::parse_from_str("2026-11-23T14:05:00").unwrap();
    for (column, name) in ["id", "n", "when", "text"].into_iter().enumerate() {
        sheet.write(1, column as u16, name).unwrap();
    }
    sheet.write(2, 0, "733119006547107840").unwrap();
    sheet.write(2, 1, 1.0).unwrap();
    sheet.write_with_format(2, 2, &when, &Format::new().set_num_format("yyyy-mm-dd hh:mm:ss")).unwrap();
    sheet.write(4, 3, "née\nhere").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn the_same_table_reads_the_same_in_every_encoding_and_packing() {
    let text = "id;text\r\n1;\"née, \"\"here\"\"\r\nand there\"\r\n2;après l’été\r\n";
    let expected = owned(&[&["id", "text"], &["1", "née, \"here\"\r\nand there"], &["2", "après l’été"]]);
    let mut forms: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", format!("\u{FEFF}{text}").into_bytes()),
        ("UTF-16LE", utf16(&format!("\u{FEFF}{text}"), false)),
        ("UTF-16BE", utf16(&format!("\u{FEFF}{text}"), true)),
        ("UTF-16LE", utf16(text, false)),
        ("UTF-16BE", utf16(text, true)),
        ("windows-1252", WINDOWS_1252.encode(text).0.into_owned()),
        ("macintosh", MACINTOSH.encode(text).0.into_owned()),
    ];
    forms.push(("UTF-8", gzip(text.as_bytes())));
    forms.push(("windows-1252", gzip(&WINDOWS_1252.encode(text).0)));
    forms.push(("UTF-8", zstd::encode_all(text.as_bytes(), 1).unwrap()));
    forms.push(("UTF-8", zipped(&[("Form responses.csv", text.as_bytes()), ("__MACOSX/._x", b"x")])));
    for (encoding, bytes) in forms {
        let mut sheet = sheet("export.csv", &bytes).unwrap();
        assert_eq!((sheet.encoding, sheet.delimiter, sheet.line_ends), (encoding, Some(b';'), Some("CRLF")));
        let (rows, lines, _) = drain(&mut sheet).unwrap();
        assert_eq!(rows, expected, "{encoding}");
        assert_eq!(lines, [1, 2, 4]);
    }
}

#[test]
fn every_line_end_gives_the_same_rows_with_their_lines() {
    for (end, name) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR"), ("\r\r\n", "CR CR LF")] {
        for last in [end, ""] {
            let text = ["id,text", "1,a", "", "2,b", "3,c"].join(end) + last;
            let mut sheet = sheet("a.csv", text.as_bytes()).unwrap();
            assert_eq!(sheet.line_ends, Some(name));
            let (rows, lines, _) = drain(&mut sheet).unwrap();
            assert_eq!(rows, owned(&[&["id", "text"], &["1", "a"], &["2", "b"], &["3", "c"]]));
            assert_eq!(lines, [1, 2, 4, 5], "{name}");
        }
    }
}

#[test]
fn a_file_that_is_ascii_for_long_and_then_is_not_loses_nothing() {
    for (bytes, encoding) in [(&b"caf\xE9"[..], "windows-1252"), (b"caf\xC3\xA9", "UTF-8")] {
        let mut text = b"id,text\n".to_vec();
        for id in 0..HEAD / 8 {
            text.extend(format!("{id},plain text\n").bytes());
        }
        text.extend([b"x,", bytes, b"\ny,end\n"].concat());
        let mut sheet = sheet("a.csv", &text).unwrap();
        assert!(sheet.encoding_evidence.starts_with("only ASCII in the first"));
        let (rows, lines, faults) = drain(&mut sheet).unwrap();
        assert_eq!(rows[rows.len() - 2..], owned(&[&["x", "café"], &["y", "end"]]));
        assert_eq!((*lines.last().unwrap(), faults.len()), (HEAD as u64 / 8 + 3, 0));
        let told: Vec<String> = sheet.rows.warnings().iter().map(|warning| warning.message.clone()).collect();
        assert!(told.len() == 1 && told[0].starts_with(&format!("the text is {encoding} (")), "{told:?}");
    }
}

#[test]
fn what_does_not_decode_is_set_aside_with_its_place() {
    let mut broken = utf16("\u{FEFF}id,text\n1,a", false);
    broken.extend(0xD800_u16.to_le_bytes());
    broken.extend(utf16("b\n2,c\n", false));
    let (rows, _, faults) = drain(&mut sheet("a.csv", &broken).unwrap()).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(faults, ["f:2: column `text` does not decode: a broken character at byte 2 of the cell"]);
    let (_, _, faults) = drain(&mut sheet("a.csv", "id,text\n1,né\n2,né\n".as_bytes()).unwrap()).unwrap();
    assert!(faults.is_empty());
}

#[test]
fn an_encoding_and_a_delimiter_that_are_asked_for_are_used() {
    let kept = keep("a.csv", b"a;b,c\n\xE9;1,2\n");
    let asked = Opening { encoding: Some("iso-8859-2".into()), delimiter: Some(b','), ..Opening::default() };
    let (rows, ..) = drain(&mut open(&kept.path, &asked).unwrap()).unwrap();
    assert_eq!(rows, owned(&[&["a;b", "c"], &["é;1", "2"]]));
    let unknown = Opening { encoding: Some("klingon".into()), ..Opening::default() };
    assert!(open(&kept.path, &unknown).is_err());
}

#[test]
fn an_unclosed_quote_is_an_error_at_the_line_where_its_row_starts() {
    let found = error("a.csv", b"id,text\n1,fine\n2,\"two\nlines\"\n3,\"never\nclosed\n4,x\n");
    assert!(found.starts_with("a.csv:5: the row that starts here has a quote that is never closed\nhint:"), "{found}");
    assert_eq!(rows("a.csv", b"id,text\n1,\"closed\""), owned(&[&["id", "text"], &["1", "closed"]]));
}

#[test]
fn a_cell_of_54_million_bytes_is_read() {
    let mut text = b"id,text\n1,\"".to_vec();
    text.resize(54_000_000, b'x');
    text.extend(b"\"\n2,y\n");
    let rows = rows("a.csv", &text);
    assert_eq!((rows.len(), rows[1][1].len(), rows[2][1].as_str()), (3, 54_000_000 - 11, "y"));
}

#[test]
fn json_lines_are_columns_by_key_in_order_of_first_appearance() {
    let text = b"{\"id\":733119006547107840,\"text\":\"a\"}\r\n\n{\"text\":\"\\ud800b\",\"who\":{\"name\":\"R1\"},\"tags\":[1,\"x\"]}\n{broken\n[1]\n";
    let mut sheet = sheet("a.jsonl", text).unwrap();
    assert_eq!((sheet.container, sheet.named), ("jsonl", true));
    let (rows, lines, faults) = drain(&mut sheet).unwrap();
    let header = &["id", "text", "who.name", "tags"][..];
    assert_eq!(rows[..3], owned(&[header, &["733119006547107840", "a", "", ""], &["", "\u{FFFD}b", "R1", "1;x"]]));
    assert_eq!(lines[1..], [1, 3, 4, 5]);
    assert_eq!(faults, ["f:4: the line is no JSON at byte 2, expected a key in quotes", "f:5: the value is no object"]);
    assert_eq!(sheet.rows.warnings().len(), 1);
}

#[test]
fn json_is_an_array_of_objects_or_an_object_around_one() {
    let expected = owned(&[&["id", "n.m"], &["1", "2.50"], &["2", ""]]);
    for text in [
        "[{\"id\":1,\"n\":{\"m\":2.50}},\n{\"id\":2}]",
        "{\"paging\":{\"links\":[]},\"elements\":[{\"id\":1,\"n\":{\"m\":2.50}},{\"id\":2,\"n\":null}]}",
    ] {
        let mut rows = rows("a.json", text.as_bytes());
        rows.retain(|row| row != &owned(&[&["n"]])[0]);
        rows.iter_mut().for_each(|row| row.truncate(2));
        assert_eq!(rows, expected);
    }
    assert_eq!(rows("a.json", b"{\n \"a\": 1,\n \"b\": [1, 2]\n}\n"), owned(&[&["a", "b"], &["1", "1;2"]]));
    assert!(error("a.json", b"{\"a\":[{}],\"b\":[{}]}").contains("arrays of objects under `a`, `b`, expected one"));
    assert!(error("a.json", b"[{\"a\":1},\n{\"a\" 2}]").contains(":2:6: the text is no JSON here, expected `:`"));
    assert!(error("a.json", b"[{\"a\":1}").contains("expected `,` or `]`"));
}

#[test]
fn a_workbook_gives_its_first_sheet_with_rows() {
    let bytes = workbook();
    let mut sheet = sheet("a.xlsx", &bytes).unwrap();
    assert_eq!(sheet.container, "xlsx");
    let (rows, lines, _) = drain(&mut sheet).unwrap();
    let expected = owned(&[
        &["id", "n", "when", "text"],
        &["733119006547107840", "1", "2026-11-23 14:05:00", ""],
        &["", "", "", ""],
        &["", "", "", "née\nhere"],
    ]);
    assert_eq!((rows, lines), (expected, vec![2, 3, 4, 5]));
    let kept = keep("a.csv", &bytes);
    let asked = |name: &str| open(&kept.path, &Opening { sheet: Some(name.to_owned()), ..Opening::default() });
    assert!(asked("Answers").is_ok());
    assert_eq!(asked("Anwsers").err().and_then(|error| error.hint()).as_deref(), Some("did you mean `Answers`?"));
}

#[cfg(feature = "frames")]
fn parquet() -> Vec<u8> {
    use polars::prelude::{Column, DataFrame, NamedFrom, ParquetWriter, Series};
    let columns: Vec<Column> = vec![
        Series::new("id".into(), [733_119_006_547_107_840_i64, 2, 3]).into(),
        Series::new("text".into(), [Some("née"), None, Some("c")]).into(),
        Series::new("share".into(), [0.1, 1.0, f64::NAN]).into(),
        Series::new("yes".into(), [Some(true), Some(false), None]).into(),
    ];
    let mut bytes = Vec::new();
    let mut frame = DataFrame::new(3, columns).unwrap();
    ParquetWriter::new(&mut bytes).with_row_group_size(Some(2)).finish(&mut frame).unwrap();
    bytes
}

#[cfg(feature = "frames")]
#[test]
fn parquet_is_read_group_by_group_without_losing_a_digit() {
    let mut sheet = sheet("a.parquet", &parquet()).unwrap();
    assert_eq!((sheet.container, sheet.named), ("parquet", true));
    let (rows, lines, faults) = drain(&mut sheet).unwrap();
    let expected = owned(&[
        &["id", "text", "share", "yes"],
        &["733119006547107840", "née", "0.1", "true"],
        &["2", "", "1", "false"],
        &["3", "c", "", ""],
    ]);
    assert_eq!((rows, lines, faults.len()), (expected, vec![1, 2, 3, 4], 0));
    assert!(error("a.parquet", &parquet()[..200]).contains("the Parquet file cannot be read"));
}

#[cfg(not(feature = "frames"))]
fn parquet() -> Vec<u8> {
    b"PAR1".to_vec()
}

#[test]
fn what_is_no_table_is_refused_with_what_it_is() {
    for (name, bytes, expected) in [
        ("a.csv", &b""[..], "a.csv: the file is empty"),
        ("a.csv", b"\xEF\xBB\xBF\n", "a.csv: the file is empty"),
        ("a.csv", b"\n <!DOCTYPE html><html><body>Sign in</body>", "the file is HTML, expected a table\nhint:"),
        ("a.xlsx", b"<html><table>", "the file is HTML, expected a table\nhint:"),
        ("a.csv", b"{\\rtf1\\ansi text}", "the file is a text document (RTF)"),
        ("a.csv", b"%PDF-1.7\n%\xE2\xE3", "the file is a PDF"),
        ("a.csv", &[7, 0, 0, 1, 2, 3, 0, 200, 201, 9, 0, 0, 5], "the file is binary"),
        ("a.csv", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 broken", "the workbook cannot be read"),
        ("a.xlsx", &workbook()[..3000], "the zip cannot be read"),
        ("a.csv.gz", &gzip(&b"id,text\n1,some text\n".repeat(99))[..40], "the file ends early"),
    ] {
        let found = error(name, bytes);
        assert!(found.contains(expected), "{expected}: {found}");
    }
    let mut encrypted = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    encrypted.extend(utf16("..EncryptedPackage..", false));
    assert!(error("a.xlsx", &encrypted).contains("protected by a password\nhint: remove the password"));
    let two = zipped(&[("a.csv", b"a,b\n"), ("b.csv", b"a,b\n")]);
    assert!(error("a.zip", &two).contains("the zip holds 2 files (a.csv, b.csv), expected one CSV"));
    assert!(matches!(open(Path::new("."), &Opening::default()), Err(IngestError::Read { .. })));
    assert!(sheet("a.csv", b"id,text\n").is_ok(), "a header alone is for the caller to judge");
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 1 << 20];
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        packed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        (0..600).for_each(|_| packed.write_all(&zeros).unwrap());
    }
    let found = error("a.xlsx", &packed.finish().unwrap().into_inner());
    assert!(found.contains("the zip is too large: it unpacks to 1200 MiB, at most 1024 MiB are read"), "{found}");
}

/// The files of a folder that the tests do not own, and what its page says of them.
#[test]
fn real_exports_have_the_rows_and_columns_that_their_page_says() {
    let Some(folder) = std::env::var_os("VERBATIMS_REAL_EXPORTS").map(PathBuf::from) else { return };
    let page = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let mut compared = 0;
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, _, header_rows, responses, columns, ..] = cells[..] else { continue };
        let numbers: Option<Vec<usize>> =
            [header_rows, responses, columns].iter().map(|cell| cell.parse().ok()).collect();
        let Some(&[header_rows, responses, columns]) = numbers.as_deref() else { continue };
        let (rows, _, faults) = drain(&mut open(&folder.join(name), &Opening::default()).unwrap()).unwrap();
        assert_eq!((rows.len(), rows[0].len(), faults.len()), (header_rows + responses, columns, 0), "{name}");
        compared += 1;
    }
    assert!(compared > 0);
}

#[test]
fn a_page_of_words_in_front_of_the_data_is_no_table_and_a_list_of_texts_is() {
    let book = |sheets: &[&[&[&str]]]| {
        let mut book = Workbook::new();
        for rows in sheets {
            let sheet = book.add_worksheet();
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    sheet.write_string(row as u32, column as u16, *cell).unwrap();
                }
            }
        }
        rows("a.xlsx", &book.save_to_buffer().unwrap())
    };
    let cover: &[&[&str]] = &[&["Read me"], &["Made in spring"]];
    let data: &[&[&str]] = &[&["id", "tea"], &["1", "Mint"], &["2", "Black"]];
    let list: &[&[&str]] = &[&["comment"], &["Late"], &["Cold"], &["Dear"], &["Wet"], &["Slow"], &["Kind"], &["Loud"]];
    assert_eq!(book(&[cover, data]), owned(data));
    assert_eq!(book(&[list, data]), owned(list));
    assert_eq!(book(&[data, list]), owned(data));
}

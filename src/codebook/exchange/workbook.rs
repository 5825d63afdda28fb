//! The rows of a codebook that is kept as an Excel workbook. What the rows mean is `sheet`'s.
//!
//! A workbook is a ZIP archive, in which a few bytes can stand for very many: it is unpacked once, with a limit, before
//! it is given to its reader.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use flate2::read::DeflateDecoder;

use crate::diag::{Diagnostic, Place};

/// Bytes of a workbook, packed and unpacked.
const MOST_PACKED: usize = 16 << 20;
const MOST_UNPACKED: u64 = 64 << 20;

/// Cells that are read, and columns in which they may stand.
const MOST_CELLS: usize = 1_000_000;
const MOST_COLUMNS: u32 = 256;

/// A sheet of a workbook: its name in messages, and its rows with their numbers.
pub(super) struct Sheet {
    pub shown: String,
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Whether the bytes are a workbook and not text.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLD)
}

/// How workbooks begin that are protected by a password, or of before 2007.
const OLD: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// The first sheet whose first row has all of these columns; where there is none, the first that has rows.
///
/// # Errors
/// The bytes are no workbook, it is too large, or all of its sheets are empty.
pub(super) fn sheet_with(columns: &[&str], bytes: &[u8], shown: &str) -> Result<Sheet, Diagnostic> {
    let wrong = |found: String| Diagnostic::error(Place::file(shown), found);
    if bytes.starts_with(OLD) {
        return Err(wrong("the workbook is protected by a password, or of Excel before 2007".to_owned())
            .hint("save it as .xlsx without a password, or as CSV"));
    }
    bounded(bytes).map_err(|found| wrong(found).hint("save the sheet of the codebook as CSV"))?;
    let unreadable = |error: calamine::XlsxError| wrong(format!("no workbook that can be read: {error}"));
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut first = None;
    for name in workbook.sheet_names() {
        let shown = format!("{shown}[{name}]");
        let rows = match rows(&mut workbook, &name) {
            Ok(rows) => rows,
            // A sheet that is a chart has no rows.
            Err(Fault::Unreadable(calamine::XlsxError::NotAWorksheet(_))) => continue,
            Err(Fault::Unreadable(error)) => return Err(unreadable(error)),
            Err(Fault::TooLarge(found)) => return Err(wrong(format!("the sheet `{name}` {found}"))),
        };
        let Some((_, header)) = rows.first() else { continue };
        let has = |column: &&str| header.iter().any(|cell| cell.trim().eq_ignore_ascii_case(column));
        if columns.iter().all(has) {
            return Ok(Sheet { shown, rows });
        }
        first.get_or_insert(Sheet { shown, rows });
    }
    first.ok_or_else(|| wrong("every sheet of the workbook is empty".to_owned()))
}

enum Fault {
    Unreadable(calamine::XlsxError),
    TooLarge(String),
}

/// The rows of a sheet that have a cell, each with its number.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<(u64, Vec<String>)>, Fault> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(Fault::Unreadable)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(Fault::Unreadable)? {
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        count += 1;
        let (row, column) = cell.get_position();
        if count > MOST_CELLS || column >= MOST_COLUMNS {
            let found = format!("has more than {MOST_CELLS} cells or {MOST_COLUMNS} columns");
            return Err(Fault::TooLarge(found));
        }
        let row = rows.entry(row).or_default();
        let column = column as usize;
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
    Ok(rows.into_iter().map(|(row, cells)| (u64::from(row) + 1, cells)).collect())
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Whether the archive stays within its limits when it is unpacked; if not, what is wrong.
fn bounded(bytes: &[u8]) -> Result<(), String> {
    let broken = || "the workbook is damaged: its archive cannot be followed".to_owned();
    if bytes.len() > MOST_PACKED {
        return Err(format!("the workbook has {} bytes, at most {MOST_PACKED} are read", bytes.len()));
    }
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or_else(broken)?;
    let entries = number(bytes, end + 10, 2).ok_or_else(broken)?;
    let mut at = number(bytes, end + 16, 4).ok_or_else(broken)?;
    let mut left = MOST_UNPACKED;
    for _ in 0..entries {
        let unpacked = entry(bytes, at, left + 1).ok_or_else(broken)?;
        left = left
            .checked_sub(unpacked.len() as u64)
            .ok_or_else(|| format!("the workbook unpacks to more than {MOST_UNPACKED} bytes"))?;
        if promises_too_much(&unpacked) {
            return Err("the workbook says that it has more texts than can stand in it".to_owned());
        }
        at += 46 + [28, 30, 32].iter().filter_map(|field| number(bytes, at + field, 2)).sum::<usize>();
    }
    Ok(())
}

/// A number of the archive: little-endian.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// The content of the entry whose line in the archive's directory is at this place: at most so many bytes of it.
fn entry(bytes: &[u8], at: usize, most: u64) -> Option<Vec<u8>> {
    let signed = |at: usize, signature: &[u8]| bytes.get(at..at + 4) == Some(signature);
    let (method, packed, start) = (number(bytes, at + 10, 2)?, number(bytes, at + 20, 4)?, number(bytes, at + 42, 4)?);
    if !signed(at, b"PK\x01\x02") || !signed(start, b"PK\x03\x04") {
        return None;
    }
    let start = start + 30 + number(bytes, start + 26, 2)? + number(bytes, start + 28, 2)?;
    let packed = bytes.get(start..start.checked_add(packed)?)?;
    let mut unpacked = Vec::new();
    match method {
        0 => packed.take(most).read_to_end(&mut unpacked).ok()?,
        8 => DeflateDecoder::new(packed).take(most).read_to_end(&mut unpacked).ok()?,
        _ => return None,
    };
    Some(unpacked)
}

/// Whether a part of a workbook announces more texts than it has bytes: room would be made for all of them. A part that
/// is not UTF-8 could announce them unseen.
fn promises_too_much(part: &[u8]) -> bool {
    const ANNOUNCED: &[u8] = b"uniqueCount";
    let wide = part.starts_with(&[0xFF, 0xFE]) || part.starts_with(&[0xFE, 0xFF]);
    let in_utf16 = part.starts_with(b"<\0") || part.starts_with(b"\0<");
    let announced = part.windows(ANNOUNCED.len()).enumerate().filter(|(_, window)| *window == ANNOUNCED);
    let mut counts = announced.map(|(at, _)| {
        let rest = part[at + ANNOUNCED.len()..].iter().skip_while(|byte| !byte.is_ascii_digit());
        rest.take_while(|byte| byte.is_ascii_digit())
            .fold(0_usize, |count, digit| count.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    });
    wide || in_utf16 || counts.any(|count| count > part.len())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, rows) in sheets {
            let sheet = workbook.add_worksheet().set_name(*name).unwrap();
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write(row as u32, column as u16, *cell).unwrap();
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn the_first_sheet_with_the_columns_is_read_with_the_numbers_of_its_rows() {
        let bytes = workbook(&[
            ("Notes", &[&["about this book"]]),
            ("Book", &[&[], &["Theme", "", "Pattern"], &[], &["a", "", "note"], &["", "", "\"my note\""]]),
            ("Old", &[&["theme", "pattern"]]),
        ]);
        let sheet = sheet_with(&["theme", "pattern"], &bytes, "c.xlsx").unwrap();
        assert_eq!(sheet.shown, "c.xlsx[Book]");
        let row = |number: u64, cells: [&str; 3]| (number, cells.map(str::to_owned).to_vec());
        assert_eq!(
            sheet.rows,
            [row(2, ["Theme", "", "Pattern"]), row(4, ["a", "", "note"]), row(5, ["", "", "\"my note\""])]
        );
        assert_eq!(sheet_with(&["else"], &bytes, "c.xlsx").unwrap().shown, "c.xlsx[Notes]");
    }

    #[test]
    fn what_is_no_workbook_or_a_broken_one_is_refused() {
        let good = workbook(&[("Book", &[&["theme", "pattern"]])]);
        let refused = |bytes: &[u8]| sheet_with(&["theme"], bytes, "c.xlsx").err().map(|error| error.message);
        assert!(refused(OLD).unwrap().contains("password"));
        for cut in (4..good.len()).step_by(97) {
            assert!(refused(&good[..cut]).is_some(), "{cut}");
        }
        for at in (0..good.len()).step_by(5) {
            let mut changed = good.clone();
            changed[at] ^= 0x55;
            // Whatever comes out, it comes out.
            let _ = refused(&changed);
        }
        assert!(refused(&workbook(&[("Empty", &[])])).unwrap().contains("is empty"));
    }

    /// An archive of one packed entry.
    fn archive(content: &[u8]) -> Vec<u8> {
        let mut packer = flate2::read::DeflateEncoder::new(content, flate2::Compression::best());
        let mut packed = Vec::new();
        packer.read_to_end(&mut packed).unwrap();
        let size = u32::try_from(packed.len()).unwrap().to_le_bytes();
        let mut bytes = [b"PK\x03\x04".as_slice(), &[0; 26]].concat();
        bytes.extend(&packed);
        let directory = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        bytes.extend([b"PK\x01\x02".as_slice(), &[0; 6], &[8, 0], &[0; 8], &size, &[0; 22]].concat());
        bytes.extend([b"PK\x05\x06".as_slice(), &[0; 6], &[1, 0], &[0; 4], &directory, &[0; 2]].concat());
        bytes
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_or_announces_too_much_is_refused() {
        assert_eq!(bounded(&archive(b"<sst uniqueCount=\"2\"/>")), Ok(()));
        let bomb = archive(&vec![0; (MOST_UNPACKED + 1) as usize]);
        assert!(bomb.len() < 1 << 17);
        assert!(bounded(&bomb).unwrap_err().contains("unpacks to more than"));
        let greedy = bounded(&archive(b"<sst uniqueCount = '99999999999999999999'/>"));
        assert!(greedy.unwrap_err().contains("more texts than can stand in it"));
    }
}

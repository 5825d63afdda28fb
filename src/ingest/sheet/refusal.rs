//! Files that are no table: what they are, and what to give instead.

use super::Opening;
use super::encoding::from_start;
use super::input::Input;
use crate::diag::Diagnostic;

/// First bytes of files that are often given by mistake.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh", "a bzip2 file"),
    (b"\xFD7zXZ", "an xz file"),
    (b"7z\xBC\xAF", "a 7z file"),
    (b"Rar!", "a rar file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"PK\x05\x06", "an empty zip"),
];

/// How a page or another marked-up text starts.
const MARKUP: &[(&str, &str)] = &[
    ("<!doctype html", "HTML"),
    ("<html", "HTML"),
    ("<head", "HTML"),
    ("<body", "HTML"),
    ("<table", "HTML"),
    ("<meta", "HTML"),
    ("<script", "HTML"),
    ("<?xml", "XML"),
    ("<!--", "HTML or XML"),
];

/// Of so many bytes one may be a control character; text has hardly any.
const CONTROL: usize = 50;

/// Why an input is no delimited text; `None` where it may be.
pub(super) fn of(input: &Input, opening: &Opening) -> Option<Diagnostic> {
    let expected = |found: &str| input.error(format!("the file is {found}, expected a table"));
    let again = "export the data again as CSV or XLSX, and give that file";
    if let Some((_, name)) = BINARY.iter().find(|(magic, _)| input.head.starts_with(magic)) {
        return Some(expected(name).hint(again));
    }
    if input.head.starts_with(b"PK\x03\x04") {
        let hint = match input.is_stdin() {
            true => "a workbook or a zip cannot be read from standard input: save it, and give that file",
            false => "unpack it, and give the file that is in it",
        };
        return Some(expected("a zip").hint(hint));
    }
    let start = from_start(&input.head);
    let text = match &start {
        Some((guess, length)) => guess.encoding.decode_without_bom_handling(&input.head[*length..]).0,
        None => String::from_utf8_lossy(&input.head[..input.head.len().min(1 << 16)]),
    };
    let first: String = text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    if let Some((_, name)) = MARKUP.iter().find(|(opens, _)| first.starts_with(opens)) {
        let hint = "the download may be a sign-in page: open the file in a browser, then export the data again";
        return Some(expected(name).hint(hint));
    }
    // Control characters of other encodings, which were asked for, are not ours to count.
    let strange = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1A');
    let (mut controls, mut all) = (0, 0);
    for c in text.chars().take(1 << 16) {
        all += 1;
        controls += usize::from(strange(c));
    }
    if opening.encoding.is_none() && controls * CONTROL > all {
        return Some(expected("binary").hint(again));
    }
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .is_empty()
        .then(|| crate::ingest::records::nothing(&input.shown))
        .filter(|_| input.head.len() < super::input::HEAD)
}

//! Which encoding a system file is in, by name or by code page, and its bytes as text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// An encoding, how it is known, and whether it is only a guess.
pub(super) struct Found {
    /// The encoding.
    pub(super) encoding: &'static Encoding,
    /// How it is known, in words.
    pub(super) evidence: String,
    /// Whether the file does not say, or says what is not known here.
    pub(super) guessed: bool,
}

/// The encoding that a file names, or else the one of its code page.
pub(super) fn find(name: Option<&[u8]>, code_page: Option<i32>) -> Found {
    let named = name.map(|name| String::from_utf8_lossy(trimmed(name)).into_owned()).filter(|name| !name.is_empty());
    if let Some(encoding) = named.as_deref().and_then(by_name) {
        return Found {
            encoding,
            evidence: format!("the file names it: `{}`", named.unwrap_or_default()),
            guessed: false,
        };
    }
    if let Some((code, encoding)) = code_page.and_then(|code| Some((code, by_code_page(code)?))) {
        return Found { encoding, evidence: format!("the file states code page {code}"), guessed: false };
    }
    let evidence = match (named, code_page) {
        (Some(name), _) => format!("the file names an encoding that is not known here, `{name}`"),
        (None, Some(code)) => format!("the file states code page {code}, which names no encoding"),
        (None, None) => "the file names no encoding".to_owned(),
    };
    Found { encoding: WINDOWS_1252, evidence, guessed: true }
}

fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes()).or_else(|| {
        let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let prefix = name[..name.len() - digits.len()].to_ascii_lowercase();
        let of_pages = ["", "cp", "ms", "windows-", "windows", "ibm", "ibm-", "x-"].contains(&prefix.as_str());
        if of_pages { by_code_page(digits.parse().ok()?) } else { None }
    })
}

/// The encoding of a code page of Windows, by number.
fn by_code_page(code: i32) -> Option<&'static Encoding> {
    let label = match code {
        1250..=1258 | 874 => format!("windows-{code}"),
        28591..=28606 => format!("iso-8859-{}", code - 28590),
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 | 51936 => "gbk".to_owned(),
        949 | 51949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        10000 => "macintosh".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        51932 => "euc-jp".to_owned(),
        54936 => "gb18030".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// Bytes without what fills them up at the right.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| byte != b' ' && byte != 0).map_or(0, |last| last + 1);
    &bytes[..end]
}

/// Bytes as text. SPSS cuts texts at a number of bytes: a last letter that is cut is left out; what does not decode
/// otherwise becomes the replacement character.
pub(super) fn decode<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    let bytes = trimmed(bytes);
    if encoding != UTF_8 {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&bytes[..error.valid_up_to()]),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_known_by_its_name_or_by_its_code_page() {
        let name = |name: &str, code| find(Some(name.as_bytes()), code).encoding.name();
        assert_eq!(name("UTF-8", Some(1252)), "UTF-8");
        assert_eq!(name("windows-1251\0", None), "windows-1251");
        assert_eq!(name("CP936", None), "GBK");
        assert_eq!(name("who knows", Some(1253)), "windows-1253");
        assert_eq!(find(None, Some(28592)).encoding.name(), "ISO-8859-2");
        for (given, code) in [(None, None), (None, Some(2)), (Some(b"who knows".as_slice()), Some(437))] {
            let found = find(given, code);
            assert!(found.guessed && found.encoding == WINDOWS_1252, "{given:?} {code:?}");
        }
    }

    #[test]
    fn a_letter_that_was_cut_is_left_out_and_one_that_is_wrong_is_marked() {
        assert_eq!(decode(UTF_8, b"caf\xC3\xA9  "), "café");
        assert_eq!(decode(UTF_8, b"caf\xC3"), "caf");
        assert_eq!(decode(UTF_8, b"c\xE9af"), "c\u{FFFD}af");
        assert_eq!(decode(WINDOWS_1252, b"caf\xE9 \0"), "café");
    }
}

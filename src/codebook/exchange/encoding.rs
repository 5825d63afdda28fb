//! The bytes of a dictionary become text: UTF-8, UTF-16 with its mark, or else Windows-1252.

/// What the bytes were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252, as the Encoding Standard of WHATWG has them; the five that
/// Microsoft left open are control characters.
const HIGH: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}',
    '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}',
    '\u{17E}', '\u{178}',
];

/// The text without a byte order mark and with plain line breaks.
pub(super) fn decode(bytes: &[u8]) -> (String, Encoding) {
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.trim_start_matches('\u{FEFF}').to_owned(), Encoding::Utf8),
            Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
        },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    (text, encoding)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python 3: `bytes(range(0x80, 0x100)).decode("cp1252", "replace")`, whose five replacements are here controls.
    #[test]
    fn windows_1252_is_read_as_python_reads_it() {
        let all: Vec<u8> = (0x80..=0xFF).collect();
        let (text, encoding) = decode(&all);
        assert_eq!(encoding, Encoding::Windows1252);
        let printed: String = text.chars().filter(|c| !c.is_control()).collect();
        assert_eq!(
            printed,
            "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
        );
    }

    #[test]
    fn marks_and_line_breaks_are_taken_away() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc"), ("a\nb\nc".to_owned(), Encoding::Utf8));
        assert_eq!(decode(b"\xFF\xFEe\0\xE9\0"), ("eé".to_owned(), Encoding::Utf16));
    }
}

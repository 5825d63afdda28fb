//! Which encoding a text is in, judged from a sample, with the evidence.
//!
//! A byte-order mark decides. Without one: zero bytes at every other place are UTF-16; bytes above 127 that are UTF-8
//! more often than not are UTF-8, whose few broken rows are set aside later; the rest has one byte a character, and is
//! Windows-1252 or Mac Roman, whichever makes the likelier letters and signs where they stand.

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding, and how it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guess {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// How it is known.
    pub evidence: String,
}

/// Bytes above 127 that are looked at; more do not change the answer.
const JUDGED: usize = 20_000;

/// The encoding that the first bytes of a file tell, with the length of its byte-order mark.
pub(super) fn from_start(head: &[u8]) -> Option<(Guess, usize)> {
    if let Some((encoding, length)) = Encoding::for_bom(head) {
        return Some((Guess { encoding, evidence: "byte-order mark".to_owned() }, length));
    }
    let pairs = head.len().min(1 << 16) / 2;
    let zeros = |odd: usize| (0..pairs).filter(|pair| head[pair * 2 + odd] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let evident = |most: usize, least: usize| pairs >= 2 && most * 2 > pairs && least * 10 < most;
    let encoding = match (evident(odd, even), evident(even, odd)) {
        (true, _) => UTF_16LE,
        (_, true) => UTF_16BE,
        _ => return None,
    };
    let evidence = format!("no byte-order mark; {} of {pairs} pairs of bytes hold a zero", even.max(odd));
    Some((Guess { encoding, evidence }, 0))
}

/// The encoding of a text whose first byte above 127 stands in `sample`, which starts at byte `offset` of the file;
/// `None` where there is no such byte.
pub(super) fn from_sample(sample: &[u8], offset: u64) -> Option<Guess> {
    let first = sample.iter().position(|byte| !byte.is_ascii())?;
    let at = offset + first as u64;
    let (valid, weight, invalid) = utf8(&sample[first..]);
    if weight >= invalid && valid > 0 {
        let evidence = match invalid {
            0 => format!("every character from the first that is not ASCII, at byte {at}, is UTF-8"),
            _ => format!(
                "{valid} characters are UTF-8 and {invalid} are not; the first that is not ASCII is at byte {at}"
            ),
        };
        return Some(Guess { encoding: UTF_8, evidence });
    }
    let (windows, mac) = (score(sample, WINDOWS_1252), score(sample, MACINTOSH));
    let encoding = if mac > windows { MACINTOSH } else { WINDOWS_1252 };
    let evidence = format!(
        "not UTF-8; windows-1252 scores {windows}, macintosh {mac}, a margin of {}; the first byte that is not ASCII is at byte {at}",
        windows.abs_diff(mac)
    );
    Some(Guess { encoding, evidence })
}

/// Characters that are UTF-8, what they weigh as evidence, and places that are not UTF-8.
///
/// Two bytes of another encoding are a character of UTF-8 by chance now and then (`’é` in Mac Roman), three or four
/// hardly ever, and neither are the two bytes of accented Latin letters.
fn utf8(sample: &[u8]) -> (u64, u64, u64) {
    let (mut valid, mut weight, mut invalid) = (0, 0, 0);
    for chunk in sample.utf8_chunks() {
        for found in chunk.valid().chars().filter(|found| !found.is_ascii()) {
            valid += 1;
            weight += match found {
                '\u{80}'..'\u{180}' => 4,
                '\u{180}'..'\u{800}' => 1,
                _ => 8,
            };
        }
        invalid += u64::from(!chunk.invalid().is_empty());
        if valid + invalid > JUDGED as u64 {
            break;
        }
    }
    // A character that the end of the sample cuts is not evidence against.
    let cut = sample.utf8_chunks().last().is_some_and(|chunk| {
        let tail = chunk.invalid();
        !tail.is_empty()
            && sample.ends_with(tail)
            && std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none())
    });
    (valid, weight, invalid.saturating_sub(u64::from(cut)))
}

/// How likely the bytes above 127 are as what they would be in an encoding of one byte a character.
fn score(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let table: Vec<char> = (0..=255_u8)
        .map(|byte| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{FFFD}'))
        .collect();
    let at =
        |place: Option<usize>| place.and_then(|place| sample.get(place)).map_or('\n', |byte| table[usize::from(*byte)]);
    let places = sample.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).map(|(place, _)| place).take(JUDGED);
    places.map(|place| likelihood(at(place.checked_sub(1)), at(Some(place)), at(Some(place + 1)))).sum()
}

/// How likely a character is between two others: above 0 where people write it so, below where they do not.
fn likelihood(before: char, it: char, after: char) -> i64 {
    let blank = |c: char| c.is_whitespace();
    let number = |c: char| c.is_ascii_digit();
    match it {
        _ if it.is_control() => -8,
        'ƒ' | 'Ω' | 'π' | 'ˆ' | 'ı' | 'ﬁ' | 'ﬂ' | '\u{2DC}' | '\u{2C7}' => -3,
        '“' | '‘' | '„' | '‚' | '‹' | '¿' | '¡' => {
            if !before.is_alphanumeric() && !blank(after) {
                3
            } else {
                -2
            }
        }
        '”' | '›' => {
            if !blank(before) && !after.is_alphanumeric() {
                3
            } else {
                -2
            }
        }
        '«' | '»' => {
            if before.is_alphanumeric() && after.is_alphanumeric() {
                -2
            } else {
                2
            }
        }
        '’' => {
            if !blank(before) {
                3
            } else if after.is_alphanumeric() {
                1
            } else {
                -2
            }
        }
        '–' | '—' => {
            if blank(before) == blank(after) {
                2
            } else {
                0
            }
        }
        '…' => {
            if before.is_alphanumeric() || after.is_alphanumeric() {
                2
            } else {
                0
            }
        }
        '\u{A0}' => 1,
        '€' | '£' | '¥' | '¢' | '°' | '½' | '¼' | '¾' | '±' | '²' | '³' | '§' | 'º' | 'ª' | 'µ' => {
            if number(before) || number(after) {
                3
            } else if blank(before) && blank(after) {
                1
            } else {
                -1
            }
        }
        '©' | '®' | '™' | '•' | '·' => {
            if blank(before) || blank(after) || it == '™' || it == '®' {
                1
            } else {
                -1
            }
        }
        _ if it.is_alphabetic() => letter(before, it, after),
        _ => -3,
    }
}

/// How likely a letter beyond ASCII is. Only ASCII neighbours count: others are as doubtful as the letter itself.
fn letter(before: char, it: char, after: char) -> i64 {
    let rare = if matches!(it, 'Œ' | 'œ' | 'Æ' | 'æ' | 'Ÿ' | 'ÿ' | 'þ' | 'Þ' | 'ð' | 'Ð') { -1 } else { 0 };
    let joined = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
    let clash = if it.is_uppercase() {
        before.is_ascii_lowercase()
    } else {
        before.is_ascii_uppercase() && after.is_ascii_uppercase()
    };
    rare + match (clash, joined) {
        (true, _) => -3,
        (_, true) => 3,
        _ if it.is_uppercase() => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str, encoding: &'static Encoding) -> &'static str {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text} cannot be written in {}", encoding.name());
        from_sample(&bytes, 0).unwrap().encoding.name()
    }

    #[test]
    fn text_of_one_byte_a_character_is_told_apart_by_what_it_spells() {
        for text in [
            "un café noir",
            "l’école d’été, très aimée",
            "Übung macht den Meister – größer",
            "El Niño dijo “¿qué?”",
            "it’s fine",
            "he said “yes”",
            "I waited… and waited",
            "Ça va ? Très bien, merci Zoé",
            "smörgåsbord på ön",
            "10 € or £5",
        ] {
            assert_eq!(guess(text, WINDOWS_1252), "windows-1252", "{text}");
            assert_eq!(guess(text, MACINTOSH), "macintosh", "{text}");
            assert_eq!(guess(text, UTF_8), "UTF-8", "{text}");
        }
    }

    #[test]
    fn a_few_broken_rows_do_not_make_utf8_another_encoding() {
        let guess = from_sample(b"na\xC3\xAFve\nna\xC3\xAFve\ncaf\xE9\n", 100).unwrap();
        assert_eq!(guess.encoding, UTF_8);
        assert_eq!(guess.evidence, "2 characters are UTF-8 and 1 are not; the first that is not ASCII is at byte 102");
    }

    #[test]
    fn the_evidence_names_the_margin_and_the_first_byte() {
        let guess = from_sample(b"caf\xE9", 7).unwrap();
        assert!(guess.evidence.ends_with("a margin of 6; the first byte that is not ASCII is at byte 10"), "{guess:?}");
        assert_eq!(from_sample(b"plain", 0), None);
    }

    #[test]
    fn a_character_cut_by_the_end_of_the_sample_is_no_fault() {
        let guess = from_sample("naïve é".as_bytes().split_last().unwrap().1, 0).unwrap();
        assert!(guess.evidence.starts_with("every character"), "{guess:?}");
    }

    #[test]
    fn zero_bytes_at_every_other_place_are_utf16() {
        let bytes: Vec<u8> = "id,text\n1,né\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(from_start(&bytes).unwrap().0.encoding, UTF_16BE);
        assert_eq!(
            from_start(b"\xFF\xFEi\0").unwrap(),
            (Guess { encoding: UTF_16LE, evidence: "byte-order mark".into() }, 2)
        );
        assert!(from_start(b"id,text\n").is_none());
    }
}

//! Texts that are written again and again, encoded once. Most are short and lie one behind the other in places of one
//! size, so that the tenth of thousands costs one access to memory, and is copied without a look at its length.

/// Bytes of a place.
const PLACE: usize = 32;

/// Texts in the form of one format, known by their numbers from 0.
#[derive(Debug)]
pub struct PreparedTexts {
    texts: Vec<Box<str>>,
    encoded: Vec<Slot>,
    /// The encoded texts that no place can hold.
    long: Vec<Box<[u8]>>,
}

#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Slot {
    /// The text, and anything behind it; or the number of a long text.
    bytes: [u8; PLACE - 1],
    length: u8,
}

/// The length of a long text's place.
const LONG: u8 = u8::MAX;

/// The bytes of the number of a long text.
const NUMBER: usize = size_of::<u64>();

impl PreparedTexts {
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str>, encode: fn(&str) -> Vec<u8>) -> Self {
        let mut prepared = Self { texts: Vec::new(), encoded: Vec::new(), long: Vec::new() };
        for text in texts {
            let slot = prepared.slot(encode(text));
            prepared.encoded.push(slot);
            prepared.texts.push(text.into());
        }
        prepared
    }

    fn slot(&mut self, encoded: Vec<u8>) -> Slot {
        let mut bytes = [0; PLACE - 1];
        if encoded.len() < PLACE {
            bytes[..encoded.len()].copy_from_slice(&encoded);
            return Slot { bytes, length: encoded.len() as u8 };
        }
        bytes[..NUMBER].copy_from_slice(&(self.long.len() as u64).to_le_bytes());
        self.long.push(encoded.into());
        Slot { bytes, length: LONG }
    }

    /// The text of this number, first = 0.
    #[must_use]
    #[inline]
    pub fn get(&self, place: usize) -> Option<Prepared<'_>> {
        self.encoded.get(place).map(|slot| Prepared { slot, of: self, place })
    }
}

/// A text in the form of one format.
#[derive(Debug, Clone, Copy)]
pub struct Prepared<'p> {
    slot: &'p Slot,
    of: &'p PreparedTexts,
    place: usize,
}

impl Prepared<'_> {
    /// The text as it was given.
    pub(super) fn text(&self) -> &str {
        &self.of.texts[self.place]
    }

    /// Puts the encoded text behind the bytes.
    #[inline]
    pub(super) fn push_to(self, bytes: &mut Vec<u8>) {
        if self.slot.length == LONG {
            return bytes.extend_from_slice(self.long());
        }
        let end = bytes.len() + usize::from(self.slot.length);
        bytes.extend_from_slice(&self.slot.bytes);
        bytes.truncate(end);
    }

    #[cold]
    fn long(&self) -> &[u8] {
        let number = self.slot.bytes.first_chunk::<NUMBER>().map_or(0, |number| u64::from_le_bytes(*number));
        self.of.long.get(number as usize).map_or(&[], |long| long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_was_encoded() {
        let texts: Vec<String> = (0..100).map(|length| "é,".repeat(length)).collect();
        let prepared = PreparedTexts::new(texts.iter().map(String::as_str), |text| format!("<{text}>").into_bytes());
        let (mut written, mut expected) = (Vec::new(), String::new());
        for (place, text) in texts.iter().enumerate() {
            let cell = prepared.get(place).unwrap();
            assert_eq!(cell.text(), text);
            cell.push_to(&mut written);
            expected += &format!("<{text}>");
        }
        assert_eq!(String::from_utf8(written).unwrap(), expected);
        assert!(prepared.get(texts.len()).is_none());
    }
}

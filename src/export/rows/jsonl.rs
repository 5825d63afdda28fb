//! Rows as JSON Lines: an object a row, keys in the order of the columns, `null` where there is no value.

use std::io;

use super::text::{Plain, holds, push_number, take};
use super::{Encoded, Field, Prepared, RowBuffer, RowFormat};

/// JSON Lines.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "jsonl",
    extensions: &["jsonl", "ndjson"],
    about: "an object a line, for scripts and pipes",
    binary: false,
    keyed: true,
    encode: |text| {
        let mut bytes = Vec::new();
        push_string(&mut bytes, text);
        bytes
    },
    buffer: |fields| Box::new(Objects::new(fields)),
    sink: |_| Ok(Plain::sink(Vec::new())),
};

struct Objects {
    /// What stands before the value of each column: `,"theme":`.
    keys: Vec<Vec<u8>>,
    /// The column of the next cell.
    next: usize,
    bytes: Vec<u8>,
}

impl Objects {
    fn new(fields: &[Field]) -> Self {
        let key = |(place, field): (usize, &Field)| {
            let mut key = vec![if place == 0 { b'{' } else { b',' }];
            push_string(&mut key, &field.name);
            key.push(b':');
            key
        };
        Self { keys: fields.iter().enumerate().map(key).collect(), next: 0, bytes: Vec::new() }
    }

    /// Where the value of the next column is to be put.
    fn value(&mut self) -> &mut Vec<u8> {
        if let Some(key) = self.keys.get(self.next) {
            self.bytes.extend_from_slice(key);
        }
        self.next += 1;
        &mut self.bytes
    }
}

impl RowBuffer for Objects {
    fn text(&mut self, cell: &str) {
        push_string(self.value(), cell);
    }

    fn prepared(&mut self, cell: Prepared<'_>) {
        cell.push_to(self.value());
    }

    fn int(&mut self, number: u64) {
        push_number(self.value(), number);
    }

    fn none(&mut self) {
        self.value().extend_from_slice(b"null");
    }

    fn end_row(&mut self) {
        self.bytes.extend_from_slice(b"}\n");
        self.next = 0;
    }

    fn take(&mut self) -> io::Result<Encoded> {
        Ok(take(&mut self.bytes))
    }
}

/// A string of JSON; only what must be is escaped.
fn push_string(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'"');
    let is_odd = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    if holds(text.as_bytes(), is_odd) {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_odd(*byte)) {
            bytes.extend_from_slice(&text.as_bytes()[plain..at]);
            plain = at + 1;
            match byte {
                b'\n' => bytes.extend_from_slice(b"\\n"),
                b'\r' => bytes.extend_from_slice(b"\\r"),
                b'\t' => bytes.extend_from_slice(b"\\t"),
                b'"' | b'\\' => bytes.extend_from_slice(&[b'\\', byte]),
                _ => bytes.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            }
        }
        bytes.extend_from_slice(&text.as_bytes()[plain..]);
    } else {
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_string_reads_back_as_it_was(text in "[a\"\\\\\u{0}-\u{20}\u{7f}é\u{2028}👍]{0,50}") {
            let mut bytes = Vec::new();
            push_string(&mut bytes, &text);
            prop_assert_eq!(serde_json::from_slice::<String>(&bytes).unwrap(), text);
        }
    }

    #[test]
    fn numbers_are_numbers_and_no_value_is_null() {
        let mut rows = Objects::new(&[Field::text("a\"b"), Field::int("n"), Field::int("m")]);
        for number in [1, 12] {
            rows.prepared(FORMAT.prepare(["é"]).get(0).unwrap());
            rows.int(number);
            rows.none();
            rows.end_row();
        }
        let shown = String::from_utf8(rows.bytes).unwrap();
        assert_eq!(shown, "{\"a\\\"b\":\"é\",\"n\":1,\"m\":null}\n{\"a\\\"b\":\"é\",\"n\":12,\"m\":null}\n");
    }
}

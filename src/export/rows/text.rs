//! What the text formats share: rows are bytes, put one behind the other, and numbers are their digits.

use std::io::{self, Write};

use super::{Encoded, RowSink, Rows};

/// A file of text: a beginning, then rows.
pub(super) struct Plain {
    /// What stands before the first row, until it is written.
    head: Vec<u8>,
}

impl Plain {
    pub(super) fn sink(head: Vec<u8>) -> Box<dyn RowSink> {
        Box::new(Self { head })
    }
}

impl RowSink for Plain {
    fn write(&mut self, rows: Encoded, out: &mut (dyn Write + Send)) -> io::Result<()> {
        self.finish(out)?;
        match rows.0 {
            Rows::Bytes(bytes) => out.write_all(&bytes),
            Rows::Frame(_) => Err(io::Error::other("the rows were made for another format")),
        }
    }

    fn finish(&mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        out.write_all(&std::mem::take(&mut self.head))
    }
}

/// The bytes so far, leaving room for as many.
pub(super) fn take(bytes: &mut Vec<u8>) -> Encoded {
    let room = Vec::with_capacity(bytes.len());
    Encoded(Rows::Bytes(std::mem::replace(bytes, room)))
}

/// Whether one of the bytes is `odd`. Looked at in pieces, so that the processor compares many at once.
pub(super) fn holds(bytes: &[u8], odd: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(32).any(|piece| piece.iter().fold(false, |found, byte| found | odd(*byte)))
}

/// A number in digits.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    if number < 10 {
        return bytes.push(b'0' + number as u8);
    }
    let mut digits = [0; 20];
    let mut at = digits.len();
    while number > 0 {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    bytes.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_is_its_digits(number: u64, small in 0..200_u64) {
            for number in [number, small] {
                let mut bytes = Vec::new();
                push_number(&mut bytes, number);
                prop_assert_eq!(String::from_utf8(bytes).unwrap(), number.to_string());
            }
        }

        #[test]
        fn an_odd_byte_is_found_wherever_it_stands(length in 0..100_usize, at in 0..100_usize) {
            let mut bytes = vec![b'a'; length];
            if let Some(byte) = bytes.get_mut(at) {
                *byte = b'"';
            }
            prop_assert_eq!(holds(&bytes, |byte| byte == b'"'), at < length);
        }
    }
}

//! The bytes of a case as text: numbers with the fewest digits that read back, dates as ISO text, blanks as nothing.

use std::fmt::Write;

use encoding_rs::Encoding;

use super::dates::Moment;
use super::encoding::decode;
use super::input::real;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers.
    Number,
    /// Numbers that are dates or times.
    Moment(Moment),
    /// Text.
    Text,
}

/// Where a column stands in a case.
pub(super) struct Column {
    /// What it holds.
    pub(super) kind: Kind,
    /// First byte and length: several where a long text is kept in segments.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// How bytes of this file are read.
pub(super) struct Cells {
    /// Of texts.
    pub(super) encoding: &'static Encoding,
    /// Whether numbers have their high byte first.
    pub(super) big_endian: bool,
    /// The number that stands for a blank.
    pub(super) blank: f64,
}

impl Cells {
    /// A number; `None` for a blank, and for what is no number.
    pub(super) fn number(&self, bytes: [u8; 8]) -> Option<f64> {
        let value = real(bytes, self.big_endian);
        (value.is_finite() && value != self.blank && value != -f64::MAX).then_some(value)
    }

    /// Appends a value as it stands in the rows.
    pub(super) fn write(&self, kind: Kind, bytes: &[u8], out: &mut String) {
        if kind == Kind::Text {
            out.push_str(&decode(self.encoding, bytes));
            return;
        }
        let Some(value) = bytes.try_into().ok().and_then(|bytes| self.number(bytes)) else { return };
        match kind {
            Kind::Moment(moment) if moment.write(value, out) => {}
            _ => number(value, out),
        }
    }

    /// A value as it stands in the rows.
    pub(super) fn value(&self, kind: Kind, bytes: &[u8]) -> String {
        let mut out = String::new();
        self.write(kind, bytes, &mut out);
        out
    }
}

/// Appends a number: whole ones without a point, and no run of zeros where a power of ten says the same.
fn number(value: f64, out: &mut String) {
    let size = value.abs();
    let _ = if value.fract() == 0.0 && size < 1e15 {
        // Whole and below 2^53: nothing is lost, and zero has no sign.
        write!(out, "{}", value as i64)
    } else if (1e-7..1e21).contains(&size) {
        write!(out, "{value}")
    } else {
        write!(out, "{value:e}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(value: f64) -> String {
        let cells = Cells { encoding: encoding_rs::UTF_8, big_endian: true, blank: -f64::MAX };
        cells.value(Kind::Number, &value.to_be_bytes())
    }

    #[test]
    fn whole_numbers_have_no_point_and_blanks_are_empty() {
        for (value, expected) in
            [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e300"), (-2.5e-9, "-2.5e-9")]
        {
            assert_eq!(shown(value), expected);
        }
        for blank in [-f64::MAX, f64::NAN, f64::INFINITY] {
            assert_eq!(shown(blank), "");
        }
    }

    proptest! {
        #[test]
        fn every_number_reads_back_as_itself(value in proptest::num::f64::NORMAL) {
            prop_assert_eq!(shown(value).parse(), Ok(value));
        }
    }
}

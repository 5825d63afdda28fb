//! SPSS system files (`.sav`): variables are declared, then cases are pushed one at a time; nothing is kept.
//!
//! Which columns a file has, and what its values mean, is the caller's. The same file gives the same bytes: the
//! creation date is always the same.

mod cases;
mod dictionary;
mod names;

use std::io::{self, Write};

pub use self::cases::{SavWriter, SavWritten};

/// A file before its cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavFile {
    /// What the file is, in up to 64 bytes.
    pub label: String,
    /// Variables in order; at least one.
    pub variables: Vec<SavVariable>,
    /// Multiple-response sets. One of fewer than two variables is no set to SPSS, and is left out.
    pub sets: Vec<SavSet>,
    /// Place of the weight among the variables, first = 0.
    pub weight: Option<usize>,
    /// Number of cases, where it is known beforehand; other programs read the file either way.
    pub cases: Option<u64>,
}

/// A variable.
#[derive(Debug, Clone, PartialEq)]
pub struct SavVariable {
    /// The name wanted; it is changed as far as needed to be valid and to differ from those before it
    /// ([`SavWriter::names`] tells).
    pub name: String,
    /// What was asked, or what the column is: up to 255 bytes, the rest is cut.
    pub label: String,
    /// What it holds.
    pub kind: SavKind,
    /// How its values may be compared.
    pub measure: SavMeasure,
    /// Values with their labels of up to 120 bytes, the rest is cut.
    pub labels: Vec<(SavValue, String)>,
    /// Values that stand for no answer.
    pub missing: SavMissing,
}

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavKind {
    /// Numbers, shown with so many digits after the point.
    Number {
        /// Digits, up to 16.
        decimals: u8,
    },
    /// Text of up to so many bytes in UTF-8: 1 to 32,767. Longer text is cut, and counted.
    Text {
        /// Bytes.
        bytes: usize,
    },
    /// Numbers that are shown as dates or times: seconds, of a date since 14 October 1582.
    Moment(SavMoment),
}

/// How a date or a time is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavMoment {
    /// A date.
    Day,
    /// A date with a time.
    DayAndTime,
    /// A time, or a duration.
    Time,
}

/// How values of a variable may be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SavMeasure {
    /// Names.
    #[default]
    Nominal,
    /// Ranks.
    Ordinal,
    /// Quantities.
    Scale,
}

/// A value that has a label, or stands for no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum SavValue {
    /// Of a number.
    Number(f64),
    /// Of a text.
    Text(String),
}

/// Values that stand for no answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SavMissing {
    /// None.
    #[default]
    None,
    /// Up to three; texts of up to eight bytes.
    Values(Vec<SavValue>),
    /// All numbers between two, and perhaps one more. An infinite end leaves the range open.
    Range {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// One more.
        value: Option<f64>,
    },
}

/// Variables that are one question with several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavSet {
    /// The name wanted, without the dollar sign; made valid as a variable's.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// Places of its variables, first = 0.
    pub variables: Vec<usize>,
    /// The value that means *chosen*, where each variable is an option (`1`); otherwise each holds one of the answers.
    pub counted: Option<String>,
}

/// A cell of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SavCell<'a> {
    /// Nothing.
    Blank,
    /// A number; one that is not finite is a blank.
    Number(f64),
    /// A text.
    Text(&'a str),
}

impl From<f64> for SavCell<'_> {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl<'a> From<Option<&'a str>> for SavCell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::Text)
    }
}

impl SavKind {
    /// Bytes of the variable records that hold it, without what fills them up: 0 for a number. A text of more than 255
    /// bytes is kept in segments.
    fn segments(self) -> Vec<usize> {
        match self {
            Self::Number { .. } | Self::Moment(_) => vec![0],
            Self::Text { bytes } if bytes <= SEGMENT => vec![bytes],
            Self::Text { bytes } => {
                let count = bytes.div_ceil(COUNTED);
                let mut widths = vec![SEGMENT; count - 1];
                widths.push(bytes - (count - 1) * COUNTED);
                widths
            }
        }
    }
}

/// Bytes of text that a segment holds, and by which the number of segments is counted.
const SEGMENT: usize = 255;
const COUNTED: usize = 252;
/// Elements of eight bytes for so many bytes of text, or for a number (0).
fn elements(width: usize) -> usize {
    width.div_ceil(8).max(1)
}

/// The start of a text in at most so many bytes, cut between letters.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn invalid(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}

/// Bytes, and spaces up to a length.
fn padded(out: &mut dyn Write, bytes: &[u8], length: usize) -> io::Result<()> {
    out.write_all(bytes)?;
    for _ in bytes.len()..length {
        out.write_all(b" ")?;
    }
    Ok(())
}

//! Rows in a temporary file, for formats that say before the first row what only the last one shows: how wide texts are,
//! and which columns are numbers. Memory holds one row.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use super::{Encoded, FieldKind, Heading, Prepared, RowBuffer, Rows};

/// What stands in place of a length where there is no value, and where eight bytes of a number follow.
const NONE: u32 = u32::MAX;
const INT: u32 = u32::MAX - 1;

/// Digits that a number of eight bytes always keeps; of more, some may be lost, and the cells stay text.
const DIGITS: usize = 15;

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    None,
    Number(f64),
    Text(&'a str),
}

/// Room for rows of any columns, for one thread.
pub(super) fn buffer() -> Box<dyn RowBuffer> {
    Box::new(Cells(Vec::new()))
}

struct Cells(Vec<u8>);

impl RowBuffer for Cells {
    fn text(&mut self, cell: &str) {
        // No cell has four gigabytes: a row has at most 512 MiB.
        self.0.extend_from_slice(&u32::try_from(cell.len()).unwrap_or(0).to_le_bytes());
        self.0.extend_from_slice(cell.as_bytes());
    }

    fn prepared(&mut self, cell: Prepared<'_>) {
        self.text(cell.text());
    }

    fn int(&mut self, number: u64) {
        self.0.extend_from_slice(&INT.to_le_bytes());
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn none(&mut self) {
        self.0.extend_from_slice(&NONE.to_le_bytes());
    }

    fn end_row(&mut self) {}

    fn take(&mut self) -> io::Result<Encoded> {
        Ok(super::text::take(&mut self.0))
    }
}

/// What the cells of a column have in common so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Bytes of the longest text.
    pub bytes: usize,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// Whether there is a text at all.
    any: bool,
    /// Whether every text is a number that keeps all its digits.
    plain: bool,
    /// Whether every text is a number of some form.
    parses: bool,
}

/// Rows on their way through a temporary file.
pub(super) struct Spool {
    file: BufWriter<File>,
    kinds: Vec<FieldKind>,
    /// Which columns are declared as numbers, or not.
    declared: Vec<Option<bool>>,
    pub seen: Vec<Seen>,
    pub rows: u64,
    /// Bytes in the file.
    pub bytes: u64,
}

impl Spool {
    pub fn new(heading: &Heading) -> io::Result<Self> {
        let fields = &heading.fields;
        let seen = Seen { bytes: 0, decimals: 0, any: false, plain: true, parses: true };
        Ok(Self {
            file: BufWriter::new(tempfile::tempfile()?),
            kinds: fields.iter().map(|field| field.kind).collect(),
            declared: fields.iter().map(|field| field.about.as_ref().and_then(|about| about.number)).collect(),
            seen: vec![seen; fields.len()],
            rows: 0,
            bytes: 0,
        })
    }

    /// Takes rows; `fits` is asked about each text, with its column and its row, first = 1.
    pub fn write(&mut self, rows: Encoded, fits: &dyn Fn(usize, u64, &str) -> io::Result<()>) -> io::Result<()> {
        let Rows::Bytes(bytes) = rows.0 else { return Err(broken()) };
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            for column in 0..self.kinds.len() {
                match size(&mut rest)? {
                    NONE => {}
                    INT => drop(rest.split_off(..8)),
                    length => {
                        let cell = rest.split_off(..length as usize).ok_or_else(broken)?;
                        let cell = std::str::from_utf8(cell).map_err(|_| broken())?;
                        fits(column, self.rows + 1, cell)?;
                        self.seen[column].add(cell, self.kinds[column]);
                    }
                }
            }
            self.rows += 1;
        }
        self.bytes += bytes.len() as u64;
        self.file.write_all(&bytes)
    }

    /// Whether a column holds numbers.
    pub fn is_number(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        match (self.kinds[column], self.declared[column]) {
            (FieldKind::Int, _) => true,
            (FieldKind::Given, Some(true)) => seen.parses,
            (FieldKind::Given, None) => seen.any && seen.plain,
            _ => false,
        }
    }

    /// The rows from the first.
    pub fn again(self) -> io::Result<Reader> {
        let numbers = (0..self.kinds.len()).map(|column| self.is_number(column)).collect();
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Reader { file: BufReader::new(file), numbers, left: self.rows, bytes: Vec::new(), spans: Vec::new() })
    }
}

/// The rows of a spool, one at a time.
pub(super) struct Reader {
    file: BufReader<File>,
    numbers: Vec<bool>,
    left: u64,
    bytes: Vec<u8>,
    spans: Vec<Option<Range<usize>>>,
}

impl Reader {
    /// The next row; `None` at the end.
    pub fn next<'r>(&'r mut self, cells: &mut Vec<Cell<'r>>) -> io::Result<bool> {
        cells.clear();
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.bytes.clear();
        self.spans.clear();
        for _ in 0..self.numbers.len() {
            let mut size = [0; 4];
            self.file.read_exact(&mut size)?;
            let start = self.bytes.len();
            let length = match u32::from_le_bytes(size) {
                NONE => {
                    self.spans.push(None);
                    continue;
                }
                INT => {
                    let mut number = [0; 8];
                    self.file.read_exact(&mut number)?;
                    write!(self.bytes, "{}", u64::from_le_bytes(number))?;
                    self.bytes.len() - start
                }
                length => {
                    self.bytes.resize(start + length as usize, 0);
                    self.file.read_exact(&mut self.bytes[start..])?;
                    length as usize
                }
            };
            self.spans.push(Some(start..start + length));
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|_| broken())?;
        cells.extend(self.spans.iter().zip(&self.numbers).map(|(span, is_number)| match span {
            None => Cell::None,
            Some(span) if *is_number => text[span.clone()].trim().parse().map_or(Cell::None, Cell::Number),
            Some(span) => Cell::Text(&text[span.clone()]),
        }));
        Ok(true)
    }
}

impl Seen {
    fn add(&mut self, cell: &str, kind: FieldKind) {
        self.bytes = self.bytes.max(cell.len());
        let cell = cell.trim();
        if kind != FieldKind::Given || cell.is_empty() || !self.parses {
            return;
        }
        self.any = true;
        match decimals(cell) {
            Some(decimals) => self.decimals = self.decimals.max(decimals),
            None => {
                self.plain = false;
                self.parses = cell.parse::<f64>().is_ok_and(f64::is_finite);
            }
        }
    }
}

/// The digits after the point of a number that reads back as it is written: no ids of 18 digits, no `007`.
fn decimals(cell: &str) -> Option<u8> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let long = whole.len() + part.map_or(0, str::len) > DIGITS;
    if long || !are_digits(whole) || !part.is_none_or(are_digits) || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    u8::try_from(part.map_or(0, str::len)).ok()
}

fn size(rest: &mut &[u8]) -> io::Result<u32> {
    rest.split_off(..4).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes).ok_or_else(broken)
}

fn broken() -> io::Error {
    io::Error::other("the rows were made for another format")
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    /// Columns of cells as numbers (`true`), or not.
    fn are_numbers(columns: &[&[&str]]) -> Vec<bool> {
        let fields: Vec<Field> = columns.iter().map(|_| Field::given("a")).collect();
        let (mut spool, mut rows) = (Spool::new(&fields.into()).unwrap(), buffer());
        for row in 0..columns[0].len() {
            columns.iter().for_each(|column| rows.text(column[row]));
        }
        spool.write(rows.take().unwrap(), &|_, _, _| Ok(())).unwrap();
        (0..columns.len()).map(|column| spool.is_number(column)).collect()
    }

    #[test]
    fn a_column_is_of_numbers_where_every_cell_is_and_none_loses_a_digit() {
        let numbers: &[&[&str]] = &[&["1", "-2.50", ""], &["0", "0.5", " 7 "], &["999999999999999", "1", "2"]];
        assert_eq!(are_numbers(numbers), [true; 3]);
        let texts: &[&[&str]] = &[
            &["1", "x", ""],
            &["", "", ""],
            &["007", "1", "2"],
            &["733119006547107840", "1", "2"],
            &["1e5", "1", "2"],
            &["1,5", "2", "3"],
            &["1.", ".5", "NaN"],
        ];
        assert_eq!(are_numbers(texts), [false; 7]);
    }

    #[test]
    fn rows_come_back_as_they_were() {
        let fields = vec![Field::given("a"), Field::int("b"), Field::text("c")];
        let (mut spool, mut rows) = (Spool::new(&fields.into()).unwrap(), buffer());
        for number in 0..3 {
            rows.text("1.5");
            if number == 1 {
                rows.none()
            } else {
                rows.int(number)
            }
            rows.text(&"é".repeat(number as usize));
        }
        spool.write(rows.take().unwrap(), &|_, _, _| Ok(())).unwrap();
        assert_eq!((spool.rows, spool.seen[0].decimals, spool.seen[2].bytes), (3, 1, 4));
        let mut reader = spool.again().unwrap();
        for (number, text) in [(Cell::Number(0.0), ""), (Cell::None, "é"), (Cell::Number(2.0), "éé")] {
            let mut cells = Vec::new();
            assert!(reader.next(&mut cells).unwrap());
            assert_eq!(cells, [Cell::Number(1.5), number, Cell::Text(text)]);
        }
        assert!(!reader.next(&mut Vec::new()).unwrap());
    }
}

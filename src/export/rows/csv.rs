//! Rows as CSV: UTF-8, LF, a header line, quotes only where they must be, an empty cell where there is no value.

use std::io;

use super::text::{Plain, holds, push_number, take};
use super::{Encoded, Heading, Prepared, RowBuffer, RowFormat, RowSink};

/// CSV.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "csv",
    extensions: &["csv"],
    about: "text that every spreadsheet and script reads",
    binary: false,
    keyed: false,
    encode: |text| encoded(b',', text),
    buffer: |_| delimited(b','),
    sink: |heading| header(b',', heading),
};

/// A buffer for any byte between cells.
pub(super) fn delimited(delimiter: u8) -> Box<dyn RowBuffer> {
    Box::new(Delimited { delimiter, bytes: Vec::new() })
}

/// A file that begins with the names of the columns.
pub(super) fn header(delimiter: u8, heading: &Heading) -> io::Result<Box<dyn RowSink>> {
    let mut names = Delimited { delimiter, bytes: Vec::new() };
    for row in heading.rows() {
        row.into_iter().for_each(|cell| names.text(cell));
        names.end_row();
    }
    Ok(Plain::sink(names.bytes))
}

/// A cell as it stands in the file.
pub(super) fn encoded(delimiter: u8, text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_cell(&mut bytes, delimiter, text.as_bytes());
    bytes
}

struct Delimited {
    delimiter: u8,
    /// Every cell is followed by a delimiter, until the row ends.
    bytes: Vec<u8>,
}

impl RowBuffer for Delimited {
    fn text(&mut self, cell: &str) {
        push_cell(&mut self.bytes, self.delimiter, cell.as_bytes());
        self.bytes.push(self.delimiter);
    }

    fn prepared(&mut self, cell: Prepared<'_>) {
        cell.push_to(&mut self.bytes);
        self.bytes.push(self.delimiter);
    }

    fn int(&mut self, number: u64) {
        push_number(&mut self.bytes, number);
        self.bytes.push(self.delimiter);
    }

    fn none(&mut self) {
        self.bytes.push(self.delimiter);
    }

    fn end_row(&mut self) {
        if let Some(last) = self.bytes.last_mut() {
            *last = b'\n';
        }
    }

    fn take(&mut self) -> io::Result<Encoded> {
        Ok(take(&mut self.bytes))
    }
}

fn push_cell(bytes: &mut Vec<u8>, delimiter: u8, cell: &[u8]) {
    if !holds(cell, |byte| (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r')) {
        return bytes.extend_from_slice(cell);
    }
    bytes.push(b'"');
    for (place, piece) in cell.split(|byte| *byte == b'"').enumerate() {
        if place > 0 {
            bytes.extend_from_slice(b"\"\"");
        }
        bytes.extend_from_slice(piece);
    }
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_reads_back_as_it_was(cells in prop::collection::vec("[a,\"\r\n\té]{0,6}", 2..5), tabs: bool) {
            let delimiter = if tabs { b'\t' } else { b',' };
            let mut row = Delimited { delimiter, bytes: Vec::new() };
            cells.iter().for_each(|cell| row.text(cell));
            row.end_row();
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(&row.bytes[..]);
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), cells);
        }
    }

    #[test]
    fn a_cell_without_a_value_is_empty() {
        let mut row = Delimited { delimiter: b',', bytes: Vec::new() };
        row.none();
        row.int(7);
        row.prepared(FORMAT.prepare(["a,b"]).get(0).unwrap());
        row.end_row();
        assert_eq!(row.bytes, b",7,\"a,b\"\n");
    }
}

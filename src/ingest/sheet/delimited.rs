//! Delimited text: CSV, tab-separated, semicolons, bars; one row at a time into the room of the last.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader};

use super::decode::Text;
use super::dialect::{Dialect, all_quoted, parser, see};
use super::input::{Input, failed};
use super::{Container, Opening, RowSource, Sheet};
use crate::diag::{Diagnostic, Place};
use crate::ingest::{IngestError, Row};

/// Delimited text.
pub(super) const CONTAINER: Container = Container {
    id: "csv",
    about: "delimited text: commas, semicolons, tabs or bars",
    extensions: &["csv", "tsv", "tab", "psv", "txt"],
    fits: |_| true,
    open,
};

/// Bytes of one row: more is a quote that was never closed.
const ROW_BYTES: usize = 128 << 20;

/// Cells of one row.
const ROW_CELLS: usize = 1 << 18;

/// Opens delimited text; what is no table at all was refused before.
fn open(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let usual = if input.is_named(&["tsv", "tab"]) { Some(b'\t') } else { None };
    let text = Text::new(input, opening)?;
    let (head, whole) = text.head();
    let Dialect { delimiter, line_ends } = see(head, whole, opening.delimiter, usual);
    let all_quoted = delimiter.is_some_and(|delimiter| all_quoted(head, delimiter));
    Ok(Sheet {
        shown: text.shown.clone(),
        container: CONTAINER.id,
        encoding: text.encoding,
        encoding_evidence: text.evidence.clone(),
        line_ends: Some(line_ends),
        delimiter,
        dictionary: None,
        named: false,
        warnings: Vec::new(),
        rows: Box::new(Delimited {
            shown: text.shown.clone(),
            text,
            parser: parser(delimiter),
            all_quoted,
            by_return: (line_ends == "CR").then_some(1),
        }),
    })
}

struct Delimited {
    shown: String,
    text: Text,
    parser: Reader,
    all_quoted: bool,
    /// The line, where lines end in CR alone: the parser counts LF.
    by_return: Option<u64>,
}

impl Delimited {
    fn newline(&self) -> u8 {
        if self.by_return.is_some() { b'\r' } else { b'\n' }
    }

    /// The end of the file: a last row without a line end, or none.
    fn end(&mut self, row: &mut Row, mut bytes: usize, mut cells: usize) -> Result<bool, IngestError> {
        loop {
            let line = self.by_return.unwrap_or(self.parser.line());
            let (room, ends) = row.room();
            // A line end closes a row, and stands in the cell where a quote is open.
            let (result, _, wrote, found) = self.parser.read_record(b"\n", &mut room[bytes..], &mut ends[cells..]);
            bytes += wrote;
            cells += found;
            match result {
                ReadRecordResult::OutputFull => row.widen(),
                ReadRecordResult::OutputEndsFull => row.lengthen(),
                ReadRecordResult::Record => {
                    row.close(cells, line, self.newline());
                    return Ok(true);
                }
                ReadRecordResult::InputEmpty if wrote > 0 => return Err(self.unclosed(row, bytes - 1, line)),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(false),
            }
        }
    }

    fn unclosed(&self, row: &mut Row, bytes: usize, line: u64) -> IngestError {
        let newline = self.newline();
        let breaks = row.room().0[..bytes].iter().filter(|byte| **byte == newline).count() as u64;
        Diagnostic::error(
            Place::line(self.shown.clone(), line.saturating_sub(breaks)),
            "the row that starts here has a quote that is never closed",
        )
        .hint("close the quote, or write it twice where it belongs to the text")
        .into()
    }
}

impl RowSource for Delimited {
    fn all_quoted(&self) -> bool {
        self.all_quoted
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        let (mut bytes, mut cells, mut taken) = (0, 0, 0);
        row.clear();
        loop {
            let input = self.text.fill_buf().map_err(|error| failed(&self.shown, &error))?;
            if input.is_empty() {
                return self.end(row, bytes, cells);
            }
            let (room, ends) = row.room();
            let (result, read, wrote, found) = self.parser.read_record(input, &mut room[bytes..], &mut ends[cells..]);
            if let Some(line) = &mut self.by_return {
                *line += input[..read].iter().filter(|byte| **byte == b'\r').count() as u64;
            }
            bytes += wrote;
            cells += found;
            let line = match self.by_return {
                None => self.parser.line() - u64::from(read > 0 && input[read - 1] == b'\n'),
                Some(line) => line - u64::from(read > 0 && input[read - 1] == b'\r'),
            };
            self.text.consume(read);
            match result {
                ReadRecordResult::Record => {
                    row.close(cells, line, self.newline());
                    return Ok(true);
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => row.widen(),
                ReadRecordResult::OutputEndsFull => row.lengthen(),
                ReadRecordResult::End => return Ok(false),
            }
            taken += read;
            if taken > ROW_BYTES && bytes > 0 {
                return Err(self.unclosed(row, bytes, line));
            }
            if cells > ROW_CELLS {
                let place = Place::line(self.shown.clone(), line);
                let found = format!("the row has more than {ROW_CELLS} cells, expected a table");
                return Err(Diagnostic::error(place, found).into());
            }
        }
    }

    fn warnings(&mut self) -> Vec<Diagnostic> {
        self.text.late().into_iter().collect()
    }
}

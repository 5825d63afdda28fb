//! Rows in memory: enough to keep every core busy, few enough that memory does not grow with the file.

use crate::ingest::{IngestError, Records, Row};

/// Rows of a block.
const ROWS: usize = 8192;

/// Bytes at which a block ends before it has its rows: cells may be very long.
const BYTES: usize = 16 << 20;

/// A block of rows; its room is used again for the block after the next.
#[derive(Default)]
pub(super) struct Block {
    room: Vec<Row>,
    rows: usize,
    bytes: usize,
}

impl Block {
    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The rows, in order.
    pub(super) fn as_slice(&self) -> &[Row] {
        &self.room[..self.rows]
    }

    /// Reads the next rows in place of those that are there; none at the end of the file.
    pub(super) fn fill(&mut self, records: &mut Records) -> Result<(), IngestError> {
        if self.bytes >= BYTES {
            // Rooms that were made for very long rows are not kept for others.
            self.room.clear();
        }
        (self.rows, self.bytes) = (0, 0);
        while self.rows < ROWS && self.bytes < BYTES {
            if self.rows == self.room.len() {
                self.room.push(Row::default());
            }
            let row = &mut self.room[self.rows];
            if !records.read_row(row)? {
                break;
            }
            self.bytes += (0..row.len()).map(|cell| row.cell(cell).len()).sum::<usize>();
            self.rows += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::open_records;
    use crate::ingest::sheet::Opening;

    fn rows(text: &str) -> Vec<usize> {
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut records = open_records(file.path(), "test.csv", &Opening::default()).unwrap();
        let (mut block, mut sizes) = (Block::default(), Vec::new());
        loop {
            block.fill(&mut records).unwrap();
            sizes.push(block.as_slice().len());
            if block.rows() == 0 {
                return sizes;
            }
        }
    }

    #[test]
    fn a_block_ends_at_its_rows_or_at_its_bytes() {
        assert_eq!(rows(&format!("a\n{}", "x\n".repeat(ROWS + 1))), [ROWS, 1, 0]);
        let long = format!("{}\n", "x".repeat(BYTES / 2));
        assert_eq!(rows(&format!("a\n{}", long.repeat(3))), [2, 1, 0]);
    }
}

//! A row as it stands in its file: the bytes of its cells, held in one piece of memory that is used again.

/// A row as it stands in the file, to be read into again and again.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The cells one after another; what is beyond the last is room.
    bytes: Vec<u8>,
    /// Where each cell ends; what is beyond the last is room.
    ends: Vec<usize>,
    pub(super) cells: usize,
    /// The last line of the row.
    last: u64,
    /// The byte that breaks lines in its cells; 0 where rows are not lines.
    newline: u8,
    /// Why it is no row, where its container knows.
    pub(super) spoilt: Option<Box<str>>,
    /// Why it is no response, where its platform says so; then it has no cells.
    pub(super) aside: Option<&'static str>,
}

impl Row {
    /// First line of the row, first = 1; in a file without lines its number as a spreadsheet counts, header = 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        // Counted only when asked: most rows are never named.
        let held = &self.bytes[..self.filled()];
        let breaks = if self.newline == 0 { 0 } else { held.iter().filter(|byte| **byte == self.newline).count() };
        self.last.saturating_sub(breaks as u64)
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells
    }

    /// Whether the row has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells == 0
    }

    /// A cell, first = 0; nothing where there is none.
    #[must_use]
    #[inline]
    pub fn cell(&self, place: usize) -> &[u8] {
        if place >= self.cells {
            return &[];
        }
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.bytes[start..self.ends[place]]
    }

    /// All cells one after another, without what parts them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.filled()]
    }

    /// A cell as text; nothing where it does not decode.
    #[must_use]
    pub fn text(&self, place: usize) -> &str {
        std::str::from_utf8(self.cell(place)).unwrap_or_default()
    }

    /// Starts a row that is not a line of text, with its number.
    pub fn start(&mut self, number: u64) {
        self.clear();
        (self.last, self.newline) = (number, 0);
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &[u8]) {
        let start = self.filled();
        self.bytes.truncate(start);
        self.bytes.extend_from_slice(cell);
        self.ends.truncate(self.cells);
        self.ends.push(self.bytes.len());
        self.cells += 1;
    }

    /// Says why this is no row; it is set aside.
    pub fn spoil(&mut self, reason: impl Into<Box<str>>) {
        self.spoilt = Some(reason.into());
    }

    /// Why the row is no response, where it was set aside.
    #[must_use]
    pub fn aside(&self) -> Option<&'static str> {
        self.aside
    }

    /// Empties the row and keeps its room.
    pub(in crate::ingest) fn clear(&mut self) {
        self.cells = 0;
        self.spoilt = None;
        self.aside = None;
    }

    /// All the room there is, for a parser that writes cells and their ends into it.
    pub(in crate::ingest) fn room(&mut self) -> (&mut [u8], &mut [usize]) {
        (&mut self.bytes, &mut self.ends)
    }

    /// Makes more room for the bytes of cells.
    pub(in crate::ingest) fn widen(&mut self) {
        self.bytes.resize((self.bytes.len() * 2).max(16), 0);
    }

    /// Makes more room for cells.
    pub(in crate::ingest) fn lengthen(&mut self) {
        self.ends.resize((self.ends.len() * 2).max(4), 0);
    }

    /// Says how many of the cells in the room are the row's, and where it stood.
    pub(in crate::ingest) fn close(&mut self, cells: usize, last: u64, newline: u8) {
        (self.cells, self.last, self.newline) = (cells, last, newline);
    }

    fn filled(&self) -> usize {
        if self.cells == 0 { 0 } else { self.ends[self.cells - 1] }
    }
}

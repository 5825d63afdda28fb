//! Tagging one file without a study: rows are read in blocks, tagged in parallel, and written in input order.

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;

use super::StudyError;
use crate::codebook::Codebook;
use crate::diag::Diagnostic;
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, IngestError, Records, Row, fault, open_records};
use crate::measure::{TAG_COLUMNS, evidence};
use crate::tag::{Cache, Tagger, Tags};

/// Rows held at a time: enough to keep every core busy, few enough that memory does not grow with the file.
const BLOCK: usize = 8192;

/// Rows that one thread takes at a time.
const CHUNK: usize = 256;

/// Bad rows whose place is remembered.
const LISTED: usize = 1000;

/// What to tag.
#[derive(Debug, Clone, Copy)]
pub struct TagJob<'a> {
    /// The file.
    pub file: &'a Path,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The column with the text.
    pub text: &'a Column,
    /// The column with the row's id; rows are numbered from 1 without it.
    pub id: Option<&'a Column>,
    /// The form of the output.
    pub shape: Shape,
    /// Whether a row that cannot be read is an error.
    pub strict: bool,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One row a span of evidence.
    Long,
    /// The columns of the input, then one 0/1 column a theme.
    Wide,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tagged {
    /// Rows tagged.
    pub rows: u64,
    /// Rows that show a theme.
    pub tagged: u64,
    /// Mentions of all themes.
    pub mentions: u64,
    /// Rows left out because they cannot be read.
    pub bad_row_count: u64,
    /// The first of them.
    pub bad_rows: Vec<Diagnostic>,
}

/// Tags a file and writes CSV to `out`; `at` is told the number of rows done.
///
/// While one block is tagged on all threads, the next is read; what a block gives is written in the order of its rows.
///
/// # Errors
/// The file or a column cannot be used, a row cannot be read and the job is strict, or `out` fails.
pub fn tag_file(job: &TagJob<'_>, out: &mut dyn Write, at: &dyn Fn(u64)) -> Result<Tagged, StudyError> {
    let shown = job.file.display().to_string();
    let mut records = open_records(job.file, &shown, &Opening::default())?;
    let headers = records.headers().to_vec();
    let asked = job.codebook.columns().into_iter().map(|column| {
        let place = records.position(&Column::Name(column.to_owned()))?;
        Ok((column.to_owned(), place))
    });
    let coder = Coder {
        columns: asked.collect::<Result<_, IngestError>>()?,
        job,
        text: records.position(job.text)?,
        id: job.id.map(|id| records.position(id)).transpose()?,
        tagger: Tagger::new(job.codebook),
        caches: Mutex::new(Vec::new()),
        headers,
        shown,
    };
    out.write_all(&coder.header()).map_err(StudyError::Write)?;
    let mut tagged = Tagged::default();
    let (mut block, mut next) = (Block::default(), Block::default());
    block.fill(&mut records)?;
    while block.rows > 0 {
        let first = tagged.rows + tagged.bad_row_count;
        let (filled, parts) = rayon::join(|| next.fill(&mut records), || coder.parts(&block, first));
        for part in parts? {
            out.write_all(&part.bytes).map_err(StudyError::Write)?;
            tagged.add(part.tagged);
        }
        filled?;
        at(tagged.rows);
        std::mem::swap(&mut block, &mut next);
    }
    out.flush().map_err(StudyError::Write)?;
    Ok(tagged)
}

/// Rows in memory; the room is used again for the block after the next.
#[derive(Default)]
struct Block {
    room: Vec<Row>,
    rows: usize,
}

impl Block {
    fn fill(&mut self, records: &mut Records) -> Result<(), IngestError> {
        self.rows = 0;
        while self.rows < BLOCK {
            if self.rows == self.room.len() {
                self.room.push(Row::default());
            }
            if !records.read_row(&mut self.room[self.rows])? {
                break;
            }
            self.rows += 1;
        }
        Ok(())
    }
}

/// What some rows of a block give.
struct Part {
    bytes: Vec<u8>,
    tagged: Tagged,
}

struct Coder<'a> {
    job: &'a TagJob<'a>,
    tagger: Tagger,
    caches: Mutex<Vec<Cache>>,
    text: usize,
    id: Option<usize>,
    /// The columns that conditions of the codebook ask for, with their places.
    columns: Vec<(String, usize)>,
    headers: Vec<String>,
    shown: String,
}

impl Coder<'_> {
    fn header(&self) -> Vec<u8> {
        let names: Vec<String> = match self.job.shape {
            Shape::Long => TAG_COLUMNS.iter().map(|column| column.name().to_owned()).collect(),
            Shape::Wide => {
                let themes = self.job.codebook.themes.iter().map(|theme| format!("theme:{}", theme.id));
                self.headers.iter().cloned().chain(themes).collect()
            }
        };
        let mut bytes = Vec::new();
        for name in names {
            push_cell(&mut bytes, name.as_bytes());
            bytes.push(b',');
        }
        bytes.pop();
        bytes.push(b'\n');
        bytes
    }

    fn parts(&self, block: &Block, first: u64) -> Result<Vec<Part>, StudyError> {
        let chunks = block.room[..block.rows].par_chunks(CHUNK).enumerate();
        chunks.map(|(chunk, rows)| self.part(rows, first + (chunk * CHUNK) as u64)).collect()
    }

    fn part(&self, rows: &[Row], first: u64) -> Result<Part, StudyError> {
        let lent = self.caches.lock().ok().and_then(|mut caches| caches.pop());
        let mut cache = lent.unwrap_or_else(|| self.tagger.cache());
        let mut bytes = Vec::with_capacity(CHUNK * 128);
        let mut tagged = Tagged::default();
        for (place, row) in rows.iter().enumerate() {
            if let Some(bad) = fault(&self.headers, &self.shown, row) {
                if self.job.strict {
                    return Err(Diagnostic::error(bad.place, bad.reason).into());
                }
                tagged.bad_row_count += 1;
                tagged.bad_rows.push(Diagnostic::warning(bad.place, format!("{}; the row is left out", bad.reason)));
                continue;
            }
            let text = row.text(self.text);
            let cell = |name: &str| {
                let (_, place) = self.columns.iter().find(|(column, _)| column == name)?;
                Some(row.text(*place))
            };
            let tags = self.tagger.tag_row_with(&mut cache, text, &cell);
            match self.job.shape {
                Shape::Long => self.write_long(&mut bytes, row, text, first + place as u64 + 1, &tags),
                Shape::Wide => self.write_wide(&mut bytes, row, &tags),
            }
            tagged.rows += 1;
            tagged.tagged += u64::from(!tags.matches.is_empty());
            tagged.mentions += tags.matches.len() as u64;
        }
        if let Ok(mut caches) = self.caches.lock() {
            caches.push(cache);
        }
        Ok(Part { bytes, tagged })
    }

    fn write_long(&self, bytes: &mut Vec<u8>, row: &Row, text: &str, number: u64, tags: &Tags) {
        let numbered = if self.id.is_none() { number.to_string() } else { String::new() };
        let id = self.id.map_or(numbered.as_bytes(), |id| row.cell(id));
        for found in evidence(self.job.codebook, text, tags) {
            push_cell(bytes, id);
            bytes.push(b',');
            push_cell(bytes, found.theme.as_bytes());
            let (start, end) = found.span.unzip();
            for number in [Some(found.number), start, end] {
                bytes.push(b',');
                if let Some(number) = number {
                    push_number(bytes, number);
                }
            }
            for text in [found.pattern, found.words.unwrap_or_default()] {
                bytes.push(b',');
                push_cell(bytes, text.as_bytes());
            }
            bytes.push(b'\n');
        }
    }

    fn write_wide(&self, bytes: &mut Vec<u8>, row: &Row, tags: &Tags) {
        for cell in 0..row.len() {
            push_cell(bytes, row.cell(cell));
            bytes.push(b',');
        }
        let mut shown = vec![b'0'; self.job.codebook.themes.len()];
        tags.themes().into_iter().for_each(|theme| shown[theme] = b'1');
        bytes.extend(shown.iter().flat_map(|digit| [*digit, b',']));
        bytes.pop();
        bytes.push(b'\n');
    }
}

impl Tagged {
    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.tagged += other.tagged;
        self.mentions += other.mentions;
        self.bad_row_count += other.bad_row_count;
        let room = LISTED.saturating_sub(self.bad_rows.len());
        self.bad_rows.extend(other.bad_rows.into_iter().take(room));
    }
}

/// A cell of CSV, in quotes where it must be.
fn push_cell(bytes: &mut Vec<u8>, cell: &[u8]) {
    if !cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return bytes.extend_from_slice(cell);
    }
    bytes.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(*byte);
    }
    bytes.push(b'"');
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cell_reads_back_as_it_was(cells in prop::collection::vec("[a,\"\r\n é]{0,6}", 2..5)) {
            let mut bytes = Vec::new();
            for cell in &cells {
                push_cell(&mut bytes, cell.as_bytes());
                bytes.push(b',');
            }
            bytes.pop();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), cells);
        }

        #[test]
        fn a_number_is_its_digits(number: usize) {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), number.to_string());
        }
    }
}

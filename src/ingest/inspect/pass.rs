//! The one pass over the rows: while a block is counted on all threads, the next is read.

use rayon::prelude::*;

use super::apart::{Apart, apart};
use super::doubles::{DoubleRows, DoubleTexts};
use super::found::{Doubles, SetAside};
use super::grouped::denies;
use super::opened::{Opened, id_column};
use super::tally::Tally;
use crate::ingest::formats::{Layout, Role};
use crate::ingest::responses::{Gated, Verdict};
use crate::ingest::{BadRow, IngestError, Row};

/// Rows in a block: few enough that they stay near the processor while column after column is counted.
const BLOCK: usize = 1024;

/// Bytes in a block, so that rows of any length stay within bounds.
const BLOCK_BYTES: usize = 8 << 20;

/// Rows that are listed for each reason.
const LISTED: usize = 10;

/// What one pass over the rows gave.
pub struct Passed {
    /// Rows of data.
    pub rows: u64,
    /// Responses.
    pub kept: u64,
    /// Rows that are none, by reason.
    pub set_aside: Vec<SetAside>,
    /// The first rows that cannot be read.
    pub bad_rows: Vec<BadRow>,
    /// What each column holds.
    pub tallies: Vec<Tally>,
    /// For each question that has several columns: its name, its columns, and the responses with anything in them.
    pub groups: Vec<Group>,
    /// Doubles among rows; those among texts are counted for each column.
    pub doubles: Doubles,
    /// Texts of each column that repeat an earlier one.
    pub texts: Vec<DoubleTexts>,
}

/// Columns that are one question.
pub struct Group {
    /// What they share.
    pub name: String,
    /// Their places, first = 0.
    pub columns: Vec<usize>,
    /// Responses with an answer in any column that is no text of "other".
    pub answered: u64,
    /// Among these, responses in which a cell is more than a sign for no answer, as `NA` in place of a box.
    pub said: u64,
    asked: Vec<usize>,
}

/// Reads every row of an export.
pub fn run(opened: &mut Opened) -> Result<Passed, IngestError> {
    let columns = opened.layout.columns.len();
    let mut counted = Counted {
        columns: (0..columns).map(|_| (Tally::default(), DoubleTexts::new(columns))).collect(),
        groups: groups(&opened.layout),
        doubles: DoubleRows::new(id_column(&opened.layout)),
    };
    let mut reader = Reader {
        rows: Gated::new(&mut *opened.sheet.rows, &opened.gate),
        read: 0,
        kept: 0,
        set_aside: Vec::new(),
        bad_rows: Vec::new(),
    };
    let (mut block, mut next) = (Vec::new(), Vec::new());
    let mut here = reader.fill(&mut block)?;
    while here > 0 {
        let (read, ()) = rayon::join(|| reader.fill(&mut next), || counted.take(&block[..here]));
        std::mem::swap(&mut block, &mut next);
        here = read?;
    }
    let Reader { read, kept, set_aside, bad_rows, .. } = reader;
    let (tallies, texts): (Vec<Tally>, Vec<DoubleTexts>) = counted.columns.into_iter().unzip();
    let doubles = counted.doubles.finish();
    Ok(Passed { rows: read, kept, set_aside, bad_rows, tallies, groups: counted.groups, doubles, texts })
}

struct Reader<'s> {
    rows: Gated<'s>,
    read: u64,
    kept: u64,
    set_aside: Vec<SetAside>,
    bad_rows: Vec<BadRow>,
}

impl Reader<'_> {
    /// Reads the next responses into the room of earlier ones; says how many.
    fn fill(&mut self, block: &mut Vec<Row>) -> Result<usize, IngestError> {
        let mut here = 0;
        let mut bytes = 0;
        while here < BLOCK && bytes < BLOCK_BYTES {
            if here == block.len() {
                block.push(Row::default());
            }
            let row = &mut block[here];
            let Some(verdict) = self.rows.next(row)? else { break };
            self.read += 1;
            match verdict {
                Verdict::Response | Verdict::Summary => {
                    self.kept += 1;
                    bytes += row.bytes().len();
                    here += 1;
                }
                Verdict::Aside(reason) => {
                    let line = row.line();
                    self.aside(reason, line);
                }
                Verdict::Bad(bad) => {
                    let line = row.line();
                    self.aside("row that cannot be read", line);
                    if self.bad_rows.len() < LISTED {
                        self.bad_rows.push(bad);
                    }
                }
            }
        }
        Ok(here)
    }

    fn aside(&mut self, reason: &str, line: u64) {
        let known = self.set_aside.iter().position(|aside| aside.reason == reason);
        let place = known.unwrap_or_else(|| {
            self.set_aside.push(SetAside { reason: reason.to_owned(), count: 0, lines: Vec::new() });
            self.set_aside.len() - 1
        });
        let aside = &mut self.set_aside[place];
        aside.count += 1;
        if aside.lines.len() < LISTED {
            aside.lines.push(line);
        }
    }
}

struct Counted {
    columns: Vec<(Tally, DoubleTexts)>,
    groups: Vec<Group>,
    doubles: DoubleRows,
}

impl Counted {
    fn take(&mut self, rows: &[Row]) {
        let Self { columns, groups, doubles } = self;
        let count = |(place, (tally, texts)): (usize, &mut (Tally, DoubleTexts))| {
            for row in rows {
                let cell = row.cell(place);
                tally.add(cell);
                texts.add(cell);
            }
        };
        let whole = || {
            rows.iter().for_each(|row| doubles.take(row));
            for group in groups.iter_mut() {
                let answered = |row: &&Row| group.asked.iter().any(|&place| !row.cell(place).trim_ascii().is_empty());
                let said = |row: &&Row| group.asked.iter().any(|&place| says(row.cell(place)));
                group.answered += rows.iter().filter(answered).count() as u64;
                group.said += rows.iter().filter(said).count() as u64;
            }
        };
        rayon::join(|| columns.par_iter_mut().enumerate().for_each(count), whole);
    }
}

/// Whether a cell holds something else than a sign for no answer.
fn says(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let signs = |text: &str| apart(text) == Some(Apart::Missing) && !denies(text);
    !cell.is_empty() && !std::str::from_utf8(cell).is_ok_and(signs)
}

fn groups(layout: &Layout) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (place, column) in layout.columns.iter().enumerate() {
        let Some(name) = &column.group else { continue };
        let at = *places.entry(name.as_str()).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group { name: name.clone(), columns: Vec::new(), answered: 0, said: 0, asked: Vec::new() });
        }
        groups[at].columns.push(place);
        if column.role == Role::Answer {
            groups[at].asked.push(place);
        }
    }
    groups
}

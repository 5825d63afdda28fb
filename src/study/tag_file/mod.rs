//! Tagging one file without a study: rows are read in blocks, tagged in parallel, and written in input order.
//!
//! How the file is to be read is `ingest`'s. What each column of the input is for is `plan`'s, what is known of them
//! `describe`'s, header rows `header_rows`'s, reading `block`'s, tagging and encoding `coder`'s; the formats of the output are
//! `export`'s.

mod block;
mod coder;
mod describe;
mod header_rows;
mod plan;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::StudyError;
use crate::codebook::Codebook;
use crate::diag::{Diagnostic, Place};
use crate::export::{Encoded, RowFormat};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, Personal, open_export_records};
use block::Block;
use coder::Coder;
use plan::Plan;

/// Bad rows whose place is remembered.
const LISTED: usize = 1000;

/// What to tag.
#[derive(Clone, Copy)]
pub struct TagJob<'a> {
    /// The file.
    pub file: &'a Path,
    /// Its name in messages.
    pub shown: &'a str,
    /// How it is to be opened.
    pub opening: &'a Opening,
    /// The platform that it comes from, by id; recognised where none is named.
    pub platform: Option<&'a str>,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The columns with text, at least one.
    pub texts: &'a [Column],
    /// The column with the row's id; rows are numbered from 1 without it.
    pub id: Option<&'a Column>,
    /// The form of the output.
    pub shape: Shape,
    /// The format of the output.
    pub format: &'static RowFormat,
    /// Whether a row that cannot be read is an error.
    pub strict: bool,
    /// Whether columns that say who a person is are left out.
    pub drop_personal: bool,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One row a span of evidence.
    Long,
    /// The columns of the input, then one 0/1 column a theme for each column with text.
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
    /// Rows that are no responses, by reason: previews, unfinished and blank ones.
    pub set_aside: BTreeMap<&'static str, u64>,
    /// The platform that the file comes from and the number of its header rows; none for a plain table.
    pub platform: Option<(&'static str, usize)>,
    /// What should be known of the file.
    pub warnings: Vec<Diagnostic>,
    /// The columns that say who a person is, by name: passed through, or left out where the job says so.
    pub personal: Vec<(String, Personal)>,
}

/// Tags a file and writes to `out`; `at` is told the number of rows done.
///
/// While one block is tagged on all threads, what the last one gave is written, in the order of its rows, and the next
/// is read. Columns that say who a person is are looked for in the header and in the first block.
///
/// # Errors
/// The file or a column cannot be used, a row cannot be read and the job is strict, or `out` fails.
pub fn tag_file(job: &TagJob<'_>, out: &mut (dyn Write + Send), at: &dyn Fn(u64)) -> Result<Tagged, StudyError> {
    let mut records = open_export_records(job.file, job.shown, job.opening, job.platform)?;
    let (mut block, mut next) = (Block::default(), Block::default());
    block.fill(&mut records)?;
    let plan = Plan::new(job, &records, &block)?;
    let platform = records.export().map(|export| (export.platform, export.header_rows.len()));
    let mut tagged = Tagged { personal: plan.personal.clone(), platform, ..Tagged::default() };
    let mut sink = job.format.sink(&plan.heading).map_err(StudyError::Write)?;
    let coder = Coder::new(job, plan, records.headers().to_vec());
    let mut done: Vec<Encoded> = Vec::new();
    let mut read = 0;
    while block.rows() > 0 {
        let write_and_read = || {
            done.drain(..).try_for_each(|rows| sink.write(rows, out)).map_err(StudyError::Write)?;
            next.fill(&mut records).map_err(StudyError::from)
        };
        let (filled, parts) = rayon::join(write_and_read, || coder.parts(&block, read));
        for part in parts? {
            tagged.add(part.tagged);
            done.push(part.rows);
        }
        filled?;
        read += block.rows() as u64;
        at(tagged.rows);
        std::mem::swap(&mut block, &mut next);
    }
    done.drain(..).try_for_each(|rows| sink.write(rows, out)).map_err(StudyError::Write)?;
    tagged.warnings = records.warnings();
    sink.finish(out).and_then(|()| out.flush()).map_err(StudyError::Write)?;
    Ok(tagged)
}

impl Tagged {
    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.tagged += other.tagged;
        self.mentions += other.mentions;
        self.bad_row_count += other.bad_row_count;
        other.set_aside.into_iter().for_each(|(reason, rows)| *self.set_aside.entry(reason).or_default() += rows);
        let room = LISTED.saturating_sub(self.bad_rows.len());
        self.bad_rows.extend(other.bad_rows.into_iter().take(room));
    }

    /// How the file was read, where it is no plain table: the platform, and the rows that are no responses.
    #[must_use]
    pub fn reading(&self) -> Option<String> {
        let (platform, header_rows) = self.platform?;
        let rows = match header_rows {
            0 => "no header row".to_owned(),
            1 => "1 header row".to_owned(),
            more => format!("{more} header rows"),
        };
        let aside: u64 = self.set_aside.values().sum();
        let reasons: Vec<String> = self.set_aside.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
        let left = if aside > 0 { format!("; {aside} rows set aside: {}", reasons.join(", ")) } else { String::new() };
        Some(format!("read as {platform}: {rows}{left}"))
    }

    /// The one warning about columns that say who a person is and are passed through; `None` where there are none.
    #[must_use]
    pub fn warning(&self, job: &TagJob<'_>) -> Option<Diagnostic> {
        if self.personal.is_empty() || job.drop_personal {
            return None;
        }
        let message = format!("these columns look personal and are passed through: {}", self.personal_columns());
        Some(Diagnostic::warning(Place::file(job.shown), message).hint("leave them out with `--drop-personal`"))
    }

    /// The columns that say who a person is, with what they hold: `` `Email` (e-mail addresses) ``.
    #[must_use]
    pub fn personal_columns(&self) -> String {
        let shown = self.personal.iter().map(|(name, kind)| format!("`{name}` ({kind})"));
        shown.collect::<Vec<_>>().join(", ")
    }
}

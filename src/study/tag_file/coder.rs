//! Rows of a block become rows of the output, a few at a time on each thread.

use std::sync::Mutex;

use rayon::prelude::*;

use super::block::Block;
use super::plan::Plan;
use super::{Shape, TagJob, Tagged};
use crate::codebook::Theme;
use crate::diag::Diagnostic;
use crate::export::{Encoded, Prepared, PreparedTexts, RowBuffer};
use crate::ingest::{Row, fault};
use crate::measure::evidence;
use crate::study::StudyError;
use crate::tag::{Cache, Match, Tagger, Tags};

/// Rows that one thread takes at a time.
const CHUNK: usize = 256;

/// What some rows of a block give.
pub(super) struct Part {
    pub(super) rows: Encoded,
    pub(super) tagged: Tagged,
}

/// Tags rows and encodes what is found.
pub(super) struct Coder<'a> {
    job: &'a TagJob<'a>,
    plan: Plan,
    headers: Vec<String>,
    tagger: Tagger,
    words: Words,
    /// What threads work with, between two parts.
    desks: Mutex<Vec<Desk>>,
}

/// The texts that are written many times.
struct Words {
    /// The names of the columns with text, where there are several.
    columns: PreparedTexts,
    /// The ids of the themes.
    themes: PreparedTexts,
    /// The patterns of all themes as the codebook writes them, and of each theme the place of its first.
    patterns: PreparedTexts,
    first: Vec<usize>,
}

impl Words {
    fn new(job: &TagJob<'_>, plan: &Plan) -> Self {
        let themes = &job.codebook.themes;
        let columns = plan.texts.iter().filter(|_| plan.texts.len() > 1);
        let before =
            |patterns: &mut usize, theme: &Theme| Some(std::mem::replace(patterns, *patterns + theme.patterns.len()));
        Self {
            columns: job.format.prepare(columns.map(|text| text.name.as_str())),
            themes: job.format.prepare(themes.iter().map(|theme| theme.id.as_str())),
            patterns: job
                .format
                .prepare(themes.iter().flat_map(|theme| &theme.patterns).map(|pattern| pattern.source.as_str())),
            first: themes.iter().scan(0, before).collect(),
        }
    }

    /// The pattern of a match.
    #[inline]
    fn pattern(&self, of: &Match) -> Option<Prepared<'_>> {
        self.patterns.get(self.first[of.theme] + of.pattern)
    }
}

/// What one thread works with.
struct Desk {
    cache: Cache,
    rows: Box<dyn RowBuffer>,
    /// Whether each theme is shown, for one column with text after another.
    shown: Vec<bool>,
}

impl<'a> Coder<'a> {
    pub(super) fn new(job: &'a TagJob<'a>, plan: Plan, headers: Vec<String>) -> Self {
        let words = Words::new(job, &plan);
        let tagger = Tagger::new(job.codebook);
        Self { job, plan, headers, tagger, words, desks: Mutex::new(Vec::new()) }
    }

    /// What the rows of a block give, in their order; `before` rows of the file stand before them.
    pub(super) fn parts(&self, block: &Block, before: u64) -> Result<Vec<Part>, StudyError> {
        let chunks = block.as_slice().par_chunks(CHUNK).enumerate();
        chunks.map(|(chunk, rows)| self.part(rows, before + (chunk * CHUNK) as u64)).collect()
    }

    fn part(&self, rows: &[Row], before: u64) -> Result<Part, StudyError> {
        let lent = self.desks.lock().ok().and_then(|mut desks| desks.pop());
        let mut desk = lent.unwrap_or_else(|| self.desk());
        let mut tagged = Tagged::default();
        let mut cells = Vec::new();
        for (number, row) in (before + 1..).zip(rows) {
            if row.len() != self.headers.len() || !self.plan.decode(row, &mut cells) {
                self.set_aside(row, &mut tagged)?;
                continue;
            }
            let mentions = match self.job.shape {
                Shape::Long => self.write_long(&mut desk, &cells, number),
                Shape::Wide => self.write_wide(&mut desk, &cells),
            };
            tagged.rows += 1;
            tagged.tagged += u64::from(mentions > 0);
            tagged.mentions += mentions as u64;
        }
        let rows = desk.rows.take().map_err(StudyError::Write)?;
        if let Ok(mut desks) = self.desks.lock() {
            desks.push(desk);
        }
        Ok(Part { rows, tagged })
    }

    fn desk(&self) -> Desk {
        Desk { cache: self.tagger.cache(), rows: self.job.format.buffer(&self.plan.heading.fields), shown: Vec::new() }
    }

    fn set_aside(&self, row: &Row, tagged: &mut Tagged) -> Result<(), StudyError> {
        if let Some(reason) = row.aside() {
            *tagged.set_aside.entry(reason).or_default() += 1;
            return Ok(());
        }
        let Some(bad) = fault(&self.headers, self.job.shown, row) else { return Ok(()) };
        if self.job.strict {
            return Err(Diagnostic::error(bad.place, bad.reason).into());
        }
        tagged.bad_row_count += 1;
        tagged.bad_rows.push(Diagnostic::warning(bad.place, format!("{}; the row is left out", bad.reason)));
        Ok(())
    }

    fn tags(&self, cache: &mut Cache, cells: &[&str], slot: usize) -> Tags {
        let asked = |name: &str| {
            let (_, slot) = self.plan.asked.iter().find(|(column, _)| column == name)?;
            Some(cells[*slot])
        };
        self.tagger.tag_row_with(cache, cells[slot], &asked)
    }

    /// A row for each piece of evidence; the number of mentions.
    fn write_long(&self, desk: &mut Desk, cells: &[&str], number: u64) -> usize {
        let mut mentions = 0;
        for (place, text) in self.plan.texts.iter().enumerate() {
            let tags = self.tags(&mut desk.cache, cells, text.slot);
            if tags.matches.is_empty() {
                continue;
            }
            mentions += tags.matches.len();
            let rows = &mut *desk.rows;
            for found in evidence(self.job.codebook, cells[text.slot], &tags) {
                match self.plan.id {
                    Some(id) => rows.text(cells[id]),
                    None => rows.int(number),
                }
                if let Some(column) = self.words.columns.get(place) {
                    rows.prepared(column);
                }
                or_none(rows, self.words.themes.get(found.of.theme));
                rows.int(found.number as u64);
                let (start, end) = found.span.unzip();
                for place in [start, end] {
                    match place {
                        Some(place) => rows.int(place as u64),
                        None => rows.none(),
                    }
                }
                or_none(rows, self.words.pattern(found.of));
                match found.words {
                    Some(words) => rows.text(words),
                    None => rows.none(),
                }
                rows.end_row();
            }
        }
        mentions
    }

    /// The cells of the input, then whether each theme is shown; the number of mentions.
    fn write_wide(&self, desk: &mut Desk, cells: &[&str]) -> usize {
        self.plan.kept.iter().for_each(|slot| desk.rows.text(cells[*slot]));
        let mut mentions = 0;
        for text in &self.plan.texts {
            let tags = self.tags(&mut desk.cache, cells, text.slot);
            mentions += tags.matches.len();
            desk.shown.clear();
            desk.shown.resize(self.job.codebook.themes.len(), false);
            tags.matches.iter().for_each(|found| desk.shown[found.theme] = true);
            tags.parents.iter().for_each(|theme| desk.shown[*theme] = true);
            desk.shown.iter().for_each(|shown| desk.rows.int(u64::from(*shown)));
        }
        desk.rows.end_row();
        mentions
    }
}

#[inline]
fn or_none(rows: &mut dyn RowBuffer, text: Option<Prepared<'_>>) {
    match text {
        Some(text) => rows.prepared(text),
        None => rows.none(),
    }
}

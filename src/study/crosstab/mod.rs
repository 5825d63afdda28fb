//! Questions crossed: from an export, or from a study with its themes, to tables and a table book.
//!
//! Whose answers are put side by side is settled in `file` and `of_study`; counting and tests are `measure`'s.

mod asked;
mod bands;
mod book;
mod counts;
mod file;
mod missing;
mod names;
mod notes;
mod of_study;
mod pictured;
mod settings;
mod shown;
mod statistics;
mod tidy;

pub use bands::Bands;
pub use book::{book_bytes, crosstab_book};
pub use missing::NO_ANSWER;
pub use notes::{column_label, filter_line, notes, test_lines};
pub(super) use pictured::pictured;
pub use settings::{Banner, BookTable, Net};
pub use shown::Shown;
pub use statistics::{MEAN, STATISTICS, tidy_statistics};
pub use tidy::{tidy, tidy_tests};

use std::path::Path;

use super::{Filtered, Study, StudyError};
use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::sheet::Opening;
use crate::measure::crosstab::{Compare, Crosstab, Hidden, Weighting, hide, means};
use asked::{Asked, Gathered};

/// What is crossed.
#[derive(Debug, Clone, Copy)]
pub enum Crossing<'a> {
    /// The questions of an export.
    File {
        /// The export.
        file: &'a Path,
        /// How it is opened.
        opening: &'a Opening,
        /// Its platform, where it should not be guessed.
        format: Option<&'a str>,
        /// An expression: only the responses for which it holds are counted.
        filter: Option<&'a str>,
        /// Cells that stand for no answer, beside blank ones and those that the file declares.
        missing: &'a [String],
    },
    /// The closed questions of a study, its variables, and the themes of its open ones.
    Study(&'a Study),
}

/// What to cross, and how.
#[derive(Clone, Copy)]
pub struct CrosstabJob<'a> {
    /// Where the questions stand.
    pub crossing: Crossing<'a>,
    /// The questions whose answers are the rows; `all` is every closed one, and every open one for its themes. None: the
    /// tables that the study describes.
    pub rows: &'a [String],
    /// The questions whose answers are the columns.
    pub columns: &'a [String],
    /// Nets of answers, by question.
    pub nets: &'a [(String, Net)],
    /// Numbers that are put into bands.
    pub bands: &'a [Bands],
    /// The column with the weights, in the place of those of the study.
    pub weight: Option<&'a Column>,
    /// How columns are compared; `None` where the design does not allow it.
    pub compare: Option<Compare>,
    /// Counts below this one are hidden; 0 for none.
    pub hide_below: u64,
}

/// One row question over every column question.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossedQuestion {
    /// Id of the row question.
    pub id: String,
    /// What the table is called: the question.
    pub title: String,
    /// Everyone who answered it, then by each column question.
    pub tables: Vec<Shown>,
    /// Whether the people are weighted.
    pub weighted: bool,
    /// Whether it is known how they were drawn, beside their weights.
    pub drawn: bool,
}

/// Every table of a job.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crossed {
    /// Row question by row question.
    pub questions: Vec<CrossedQuestion>,
    /// How columns are compared.
    pub compare: Option<Compare>,
    /// Counts below this one are hidden.
    pub hide_below: u64,
    /// What a filter kept.
    pub filter: Option<Filtered>,
    /// What should be known.
    pub warnings: Vec<Diagnostic>,
}

/// Crosses the questions of an export or of a study.
///
/// # Errors
/// The file, a question or the weights cannot be used, or a question has no answers to choose from.
pub fn crosstab(job: &CrosstabJob<'_>) -> Result<Crossed, StudyError> {
    match job.crossing {
        Crossing::File { file, opening, format, filter, missing } => {
            file::crosstab(job, (file, opening, format), filter, missing)
        }
        Crossing::Study(study) => of_study::crosstab(job, study),
    }
}

/// Cells of a table beyond which it is no table to read; a declared id among the questions would fill the memory.
const MOST_CELLS: usize = 250_000;
const MOST_COLUMNS: usize = 500;
/// Rows × columns × columns beyond which columns are not compared.
const MOST_COMPARED: usize = 1_000_000;

/// One row question over columns, among people who were gathered.
fn cross(
    people: &Gathered,
    row: &Asked,
    columns: &[&Asked],
    compare: Option<Compare>,
) -> Result<CrossedQuestion, StudyError> {
    let weights = people.weights.as_deref();
    let mut tables = Vec::new();
    for column in std::iter::once(None).chain(columns.iter().map(Some)) {
        let columns = column.map_or(0, |column| column.labels.len());
        if columns > MOST_COLUMNS || (row.labels.len() + row.nets.len()) * (columns + 1) > MOST_CELLS {
            let of = column.filter(|_| columns > MOST_COLUMNS).map_or(row, |column| *column);
            let found = format!("`{}` has {} answers, too many for a table", of.id, of.labels.len());
            return Err(Diagnostic::error(Place::file(&people.shown), found)
                .hint("cross a question with fewer answers, or recode it first")
                .into());
        }
        let side = column.map(|column| column.columns(&people.shown)).transpose()?;
        let mut table = Crosstab::new(&row.side(), side.as_ref(), weights, people.respondents);
        let compared = compare.filter(|_| differs(&table) && !too_large(&table));
        let sampled = compared.filter(|how| how.weighting != Weighting::Frequencies);
        if let (Some(design), Some(side), Some(_)) = (people.design(), &side, sampled) {
            table = table.drawn(&row.side(), side, &design);
        }
        let means = means(&row.side(), &row.values, side.as_ref(), people.design(), compared);
        let frequencies = weights.is_some() && compare.is_some_and(|how| how.weighting == Weighting::Frequencies);
        tables.push(Shown { means, frequencies, ..Shown::new(table, weights.is_some(), compared) });
    }
    Ok(CrossedQuestion {
        id: row.id.clone(),
        title: row.text.clone(),
        tables,
        weighted: weights.is_some(),
        drawn: people.drawn.is_some(),
    })
}

/// Whether the columns of a table can differ: answers to a question, by themselves, do so by definition.
fn differs(table: &Crosstab) -> bool {
    table.groups() > 0 && table.row_question != table.column_question
}

/// Whether a table has too many pairs of columns to compare them.
fn too_large(table: &Crosstab) -> bool {
    table.rows.len() * table.groups() * table.groups() > MOST_COMPARED
}

/// Hides small counts in all tables, and what would give them away beside the counts.
fn hide_small(crossed: &mut Crossed) {
    if crossed.hide_below == 0 {
        return;
    }
    let shown = || crossed.questions.iter().flat_map(|question| &question.tables);
    let hidden = hide(&shown().map(|shown| &shown.table).collect::<Vec<_>>(), crossed.hide_below);
    let shown = crossed.questions.iter_mut().flat_map(|question| &mut question.tables);
    let any = hidden.iter().any(Hidden::any);
    for (shown, hidden) in shown.zip(hidden) {
        // A mean beside counts gives away what is hidden of them, in this table or in one that it is a part of.
        shown.means = shown.means.take().filter(|_| !any);
        if hidden.any() {
            shown.letters.clear();
            shown.tested = None;
        }
        shown.hidden = hidden;
    }
}

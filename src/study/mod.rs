//! A study: a folder with `study.toml`, its sources, its codebook, its codings; and the whole way from there to a
//! report, as a table of contents.

mod add;
mod agree;
mod agree_table;
mod article;
mod beside;
mod brand;
mod chart;
mod check;
mod codebook_check;
mod codebook_diff;
mod config;
mod crosstab;
mod demo;
mod disclosure_check;
mod drawn;
mod init;
mod keys;
mod kit;
mod poll_check;
mod privacy;
mod questions;
mod read;
mod run;
mod sample;
mod series;
mod suggest;
mod tag_file;
mod variables;
mod watch;
mod waves;
mod weights;

pub use add::{Change as DriftChange, DRIFT, Drift, Joined, Joining, add};
pub use agree::{Agreed, Asking, Settled, agree, is_listed, read_settled, with_settled};
pub use agree_table::{Scale, agree_table};
pub use article::{Verified, fixed, verify};
pub use chart::{Able, Drawing, Drawn, Wanted, able, draw_study, draw_typed, picture_files};
pub use check::{Finding, Level, check};
pub use codebook_check::{check_codebook, examples};
pub use codebook_diff::{Change, Changes, Turn, at_revision, changes};
pub use config::{ArticleSettings, OpenQuestion, PollSettings, Publish, Source, Study, Themes};
pub use crosstab::{
    Bands, Banner, BookTable, Crossed, CrossedQuestion, Crossing, CrosstabJob, MEAN, NO_ANSWER, Net, STATISTICS, Shown,
    book_bytes, column_label, crosstab, crosstab_book, filter_line, notes, test_lines, tidy, tidy_statistics,
    tidy_tests,
};
pub use demo::{DEMO, DemoFile};
pub use init::{Begun, FromExport, FromPoll, GivenOption, Plan, ask, from_export, from_poll};
pub use keys::{KEYS, Key};
pub use kit::{Kit, kit};
pub use poll_check::poll_warnings;
pub use privacy::{QuoteSource, Quoting};
pub use questions::{ClosedQuestion, SourceAnswers};
pub use read::{Held, Question, Survey, held_out, read, read_for};
pub use run::{Ran, Step, run, tag_all};
pub use sample::{SampleSheet, question_of, sample_sheet};
pub use suggest::{Suggested, suggestions};
pub use tag_file::{Shape, TagJob, Tagged, tag_file};
pub use variables::{Among, Answer, Exclude, Filter, Filtered, Rows, Variable, VariableOption, prepare, read_prepared};
pub use watch::{
    Built, ClaimMoved, Files, Moved, MovedComments, NumberMoved, Snapshot, StatementMoved, ThemeMoved, Watched,
};
pub use waves::{Texts, WaveSettings};
pub use weights::{Computing, Target, WeightSettings};

use crate::codebook::CodebookError;
use crate::diag::{Diagnostic, Place};
use crate::export::Misfit;
use crate::ingest::IngestError;

/// Why a study cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A source cannot be used.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// A codebook cannot be used.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// The study's own file has mistakes, or its parts do not fit together.
    #[error("{} mistakes in the study", .0.len())]
    Invalid(Vec<Diagnostic>),
    /// A result could not be made into a file.
    #[error("{0}")]
    Output(Box<Diagnostic>),
    /// The output cannot be written to.
    #[error("the output cannot be written: {0}")]
    Write(#[source] std::io::Error),
}

impl StudyError {
    /// Every mistake, with its place and a hint.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match self {
            Self::Ingest(error) => vec![error.diagnostic()],
            Self::Codebook(error) => error.diagnostics(),
            Self::Invalid(diagnostics) => diagnostics.clone(),
            Self::Output(diagnostic) => vec![(**diagnostic).clone()],
            Self::Write(error) => {
                let found = Diagnostic::error(Place::file("the output"), format!("cannot be written: {error}"));
                let misfit = error.get_ref().and_then(|inner| inner.downcast_ref::<Misfit>());
                vec![match misfit {
                    Some(misfit) => found.hint(misfit.hint),
                    None => found,
                }]
            }
        }
    }
}

impl From<Diagnostic> for StudyError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Invalid(vec![diagnostic])
    }
}

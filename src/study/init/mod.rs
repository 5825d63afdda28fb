//! A study begun from what there is: an export, or a poll that was never a file with the comments below it.
//!
//! What is found is written so that a person can correct it, and nothing is switched on in silence. Here the files are
//! made; `export` writes them.

mod answers;
mod article;
mod ask;
mod ask_columns;
mod codebook;
mod commenters;
mod days;
mod export;
mod found;
mod ids;
mod join;
mod joined;
mod page;
mod part;
mod people;
mod plan;
mod poll;
mod sources;
mod study_file;
mod who;

pub(super) use answers::Clean;
pub use ask::ask;
pub(super) use codebook::codebook;
pub(super) use export::{Open, is_missing, raw};
pub(super) use ids::{Names, slug};
pub(super) use page::{Page, quoted};
pub(super) use part::read_columns;
pub(super) use people::{KEY_FILE, PeopleKey};
pub use plan::{FromExport, Plan, from_export};
pub(super) use poll::typed;
pub use poll::{FromPoll, GivenOption, from_poll};
pub(super) use sources::{Source as CleanSource, sources};
pub(super) use study_file::{closed, open_question, parent};
pub(super) use who::{Known, known, known_of_thread};

use crate::export::Draft;

/// A study that was begun.
#[derive(Debug, Clone, Default)]
pub struct Begun {
    /// Its files.
    pub draft: Draft,
    /// What was done, for a person.
    pub said: Vec<String>,
    /// What should be looked at.
    pub warnings: Vec<String>,
    /// Comments that were read from a pasted thread.
    pub thread: Option<usize>,
}

impl Begun {
    fn file(&mut self, path: &str, text: String) {
        self.draft.files.insert(path.to_owned(), text.into_bytes());
    }
}

/// What version control leaves out: the export with its personal data, and what can be made again.
pub(super) const IGNORED: &str =
    "# The export as it came, with its personal data, and what `verbatims report` writes.\nraw/\nout/\n";

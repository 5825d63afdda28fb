//! A study that is run again whenever one of its files changes, and what moved between two runs.
//!
//! The run is `report`'s own; what it need not make again is `kept`'s. Waiting and printing are `cli`'s.

mod files;
mod kept;
mod memo;
mod moved;
mod snapshot;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::run::run_keeping;
use super::{Ran, Step, Study, StudyError};

pub use files::Files;
pub(super) use kept::Kept;
pub use moved::{ClaimMoved, Comments as MovedComments, Moved, NumberMoved, StatementMoved, ThemeMoved};
pub use snapshot::Snapshot;

/// A study that is watched.
#[derive(Debug)]
pub struct Watched {
    folder: PathBuf,
    named: BTreeMap<String, PathBuf>,
    files: Files,
    kept: Kept,
    last: Option<Snapshot>,
}

/// A run of it.
#[derive(Debug)]
pub struct Built {
    /// What `report` would write.
    pub ran: Ran,
    /// What the next run is compared with.
    pub snapshot: Snapshot,
}

impl Watched {
    /// A study that was not looked at yet.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let kept = Kept::watching();
        Self { folder: folder.to_owned(), named: BTreeMap::new(), files: Files::default(), kept, last: None }
    }

    /// The files that it is made of. Of a study that cannot be read at this moment, those that it was made of before.
    pub fn files(&mut self) -> BTreeMap<String, PathBuf> {
        if let Ok(study) = Study::load(&self.folder) {
            self.named = study.files();
        }
        self.named.entry("study.toml".to_owned()).or_insert_with(|| self.folder.join("study.toml"));
        self.named.clone()
    }

    /// The names of the files that changed since they were last looked at.
    pub fn look(&mut self) -> Vec<String> {
        let files = self.files();
        self.files.look(&files)
    }

    /// Runs the study; writes nothing.
    ///
    /// # Errors
    /// As `run`. What was built last stays what the next run is compared with.
    pub fn build(&mut self, study: &Study, at: &dyn Fn(Step)) -> Result<Built, StudyError> {
        self.kept.begin();
        let (ran, left) = run_keeping(study, &self.kept, at)?;
        self.kept.end();
        let snapshot = Snapshot::of(&ran, &left, self.last.as_ref());
        Ok(Built { ran, snapshot })
    }

    /// Takes a run for the last good one; what moved since the one before, where there was one.
    pub fn keep(&mut self, snapshot: Snapshot) -> Option<Moved> {
        let moved = self.last.as_ref().map(|last| Moved::between(last, &snapshot));
        self.last = Some(snapshot);
        moved
    }
}

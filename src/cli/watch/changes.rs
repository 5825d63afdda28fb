//! Waiting for a change: the system tells of it, or the files are looked at every so often.
//!
//! Folders are followed and not files, because an editor puts a new file in the place of the old one. What has really
//! changed is `study::Files`' to say: being woken for nothing costs a look at a few files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::{Diagnostic, Place};

/// What is saved in several steps is one change: until nothing happened for so long.
const QUIET: Duration = Duration::from_millis(60);
/// But no longer than this, where something is written without end.
const LONGEST: Duration = Duration::from_millis(500);
/// However quiet it is, the files are looked at this often: a system may lose events, and a folder that was removed and
/// made again is another one.
const ANYHOW: Duration = Duration::from_secs(5);

/// Where changes come from.
pub(super) enum Changes {
    /// The system tells.
    Told { watcher: RecommendedWatcher, woken: Receiver<()>, followed: BTreeSet<PathBuf> },
    /// Nobody does.
    Polled(Duration),
}

impl Changes {
    pub(super) fn new(poll: Option<Duration>) -> Result<Self, Diagnostic> {
        if let Some(every) = poll {
            return Ok(Self::Polled(every));
        }
        let (wake, woken) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.map_or(true, |event| is_change(&event)) {
                // The receiver goes when the program ends.
                let _ = wake.send(());
            }
        });
        let watcher = watcher.map_err(|error| untold(&error))?;
        Ok(Self::Told { watcher, woken, followed: BTreeSet::new() })
    }

    /// Follows the folders in which these files stand or would stand, and no others.
    pub(super) fn follow(&mut self, study: &Path, files: &BTreeMap<String, PathBuf>) -> Result<(), Diagnostic> {
        let Self::Told { watcher, followed, .. } = self else { return Ok(()) };
        let folders: BTreeSet<PathBuf> =
            files.values().flat_map(|file| folders_of(file)).chain(study.canonicalize()).collect();
        for gone in followed.difference(&folders) {
            let _ = watcher.unwatch(gone);
        }
        for folder in &folders {
            // Again where it was followed before: it may be another folder of the same name.
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Err(error) if folder.is_dir() => return Err(untold(&error)),
                _ => {}
            }
        }
        *followed = folders;
        Ok(())
    }

    /// Returns when something may have changed.
    pub(super) fn wait(&self) {
        match self {
            Self::Polled(every) => sleep(*every),
            Self::Told { woken, .. } => {
                if woken.recv_timeout(ANYHOW).is_ok() {
                    let start = Instant::now();
                    while start.elapsed() < LONGEST && woken.recv_timeout(QUIET).is_ok() {}
                }
                woken.try_iter().for_each(drop);
            }
        }
    }
}

/// Whether an event may mean other bytes: reading a file is told of too.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// The nearest folder above a file that is there, and the same for what a link leads to.
fn folders_of(file: &Path) -> Vec<PathBuf> {
    let real = file.canonicalize();
    let above = |path: &Path| path.ancestors().skip(1).find_map(|folder| folder.canonicalize().ok());
    [Some(file), real.as_deref().ok()].into_iter().flatten().filter_map(above).collect()
}

fn untold(error: &notify::Error) -> Diagnostic {
    let message = format!("the system cannot tell of changes: {error}");
    Diagnostic::error(Place::file("watch"), message).hint("`--poll` looks at the files every second instead")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_is_no_change() {
        let told = |kind| is_change(&Event::new(kind));
        assert!(!told(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(told(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(told(EventKind::Any));
    }

    #[test]
    fn a_file_that_is_not_there_is_awaited_in_the_nearest_folder() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(folders_of(&folder.path().join("none/later.csv")), [real]);
    }
}

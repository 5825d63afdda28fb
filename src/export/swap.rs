//! Moves a staged output into its place, and puts everything back where a move fails.
//!
//! It knows files and folders only; what may be moved is decided in `output`.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::ExportError;
use super::output::failed;

/// The folder of the stage that holds the new files.
pub(super) const NEW: &str = "new";

/// The folder of the stage that takes the old files.
const OLD: &str = "old";

/// Puts the staged output where nothing stands yet.
pub(super) fn place(target: &Path, stage: TempDir) -> Result<(), ExportError> {
    make_parent(target).map_err(failed(target, "could not be created"))?;
    fs::rename(stage.path().join(NEW), target).map_err(failed(target, "could not be created"))?;
    close(stage)
}

/// Moves the `earlier` files out of the folder and the staged ones in, or leaves the folder as it was.
pub(super) fn replace<'a>(
    target: &Path,
    stage: TempDir,
    earlier: &BTreeSet<String>,
    new: impl Iterator<Item = &'a String>,
) -> Result<(), ExportError> {
    let mut moves = Moves::default();
    match moves.exchange(target, stage.path(), earlier, new) {
        Ok(()) => {
            remove_empty(target, earlier);
            close(stage)
        }
        Err(source) if moves.undo() => Err(failed(target, "could not be written to")(source)),
        Err(source) => Err(ExportError::Torn { path: target.to_owned(), kept: stage.keep(), source }),
    }
}

/// Creates the folder that `file` stands in.
pub(super) fn make_parent(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Removes the stage, with the old files in it.
fn close(stage: TempDir) -> Result<(), ExportError> {
    let path = stage.path().to_owned();
    stage.close().map_err(|source| ExportError::Leftover { path, source })
}

/// Removes the folders of earlier files that hold nothing any more; a folder that holds something stays.
fn remove_empty(target: &Path, earlier: &BTreeSet<String>) {
    let folders: BTreeSet<&Path> = earlier.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    for folder in folders.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        // Refused by the file system where the folder is not empty, which is what is wanted.
        let _ = fs::remove_dir(target.join(folder));
    }
}

/// What was moved and made so far, so that it can be undone.
#[derive(Default)]
struct Moves {
    done: Vec<Step>,
}

/// One change to the file system.
enum Step {
    Moved { from: PathBuf, to: PathBuf },
    Made(PathBuf),
}

impl Moves {
    fn exchange<'a>(
        &mut self,
        target: &Path,
        stage: &Path,
        earlier: &BTreeSet<String>,
        new: impl Iterator<Item = &'a String>,
    ) -> io::Result<()> {
        for path in earlier.iter().filter(|path| is_own_file(target, path)) {
            let aside = stage.join(OLD).join(path);
            make_parent(&aside)?;
            self.rename(target.join(path), aside)?;
        }
        for path in new {
            self.make_folders(target, path)?;
            self.rename(stage.join(NEW).join(path), target.join(path))?;
        }
        Ok(())
    }

    fn rename(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        fs::rename(&from, &to)?;
        self.done.push(Step::Moved { from, to });
        Ok(())
    }

    /// Creates the folders of `path` below `target` that are missing.
    fn make_folders(&mut self, target: &Path, path: &str) -> io::Result<()> {
        for (end, _) in path.match_indices('/') {
            let folder = target.join(&path[..end]);
            if !folder.is_dir() {
                fs::create_dir(&folder)?;
                self.done.push(Step::Made(folder));
            }
        }
        Ok(())
    }

    /// Puts everything back, last step first; false where something could not be.
    fn undo(self) -> bool {
        self.done.into_iter().rev().fold(true, |undone, step| {
            let result = match step {
                Step::Moved { from, to } => fs::rename(to, from),
                Step::Made(folder) => fs::remove_dir(folder),
            };
            undone && result.is_ok()
        })
    }
}

/// Whether a file stands at `path` below `target`, in real folders: what a link leads to is not ours to move.
fn is_own_file(target: &Path, path: &str) -> bool {
    let real = |part: &str| fs::symlink_metadata(target.join(part));
    let folders = path.match_indices('/').all(|(end, _)| real(&path[..end]).is_ok_and(|found| found.is_dir()));
    folders && real(path).is_ok_and(|found| !found.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_that_fails_in_the_middle_leaves_everything_as_it_was() {
        let target = tempfile::tempdir().unwrap();
        fs::create_dir(target.path().join("tables")).unwrap();
        fs::write(target.path().join("report.md"), "old").unwrap();
        fs::write(target.path().join("tables/poll.csv"), "old").unwrap();
        let stage = tempfile::tempdir_in(target.path()).unwrap();
        make_parent(&stage.path().join(NEW).join("charts/a.svg")).unwrap();
        fs::write(stage.path().join(NEW).join("charts/a.svg"), "new").unwrap();

        let earlier = ["report.md", "tables/poll.csv"].map(str::to_owned).into();
        let new = ["charts/a.svg", "missing from the stage"].map(str::to_owned);
        let error = replace(target.path(), stage, &earlier, new.iter()).unwrap_err();

        assert!(matches!(error, ExportError::Io { .. }), "{error}");
        assert_eq!(fs::read_to_string(target.path().join("report.md")).unwrap(), "old");
        assert_eq!(fs::read_to_string(target.path().join("tables/poll.csv")).unwrap(), "old");
        assert_eq!(fs::read_dir(target.path()).unwrap().count(), 2, "no stage and no charts are left");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_not_moved() {
        let (target, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(elsewhere.path().join("poll.csv"), "theirs").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), target.path().join("tables")).unwrap();
        assert!(!is_own_file(target.path(), "tables/poll.csv"));
    }
}

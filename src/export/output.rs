//! An output folder, written whole or not at all.
//!
//! Files are staged in a temporary folder on the same file system and moved in when all of them stand; `swap` moves
//! and puts back. A folder that is not ours is refused before anything is touched, and files that the earlier
//! manifest does not list are never moved: notes or a `.git` in the folder stay where they are. The folder itself is
//! kept, so that a mount point, a symbolic link or the current folder can be one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::{MANIFEST, Manifest, earlier_files};
use super::{ExportError, swap};

/// The files of an output, all in memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outputs {
    /// The bytes of each file, by its path in the folder, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Writes one file of the stage.
pub(super) type Write<'a> = &'a dyn Fn(&Path, &[u8]) -> io::Result<()>;

/// Writes the outputs and their manifest to `dir`, in place of an earlier output of ours.
pub fn publish(outputs: &Outputs, manifest: Manifest, dir: &Path) -> Result<(), ExportError> {
    publish_with(outputs, manifest, dir, &|path, bytes| fs::write(path, bytes))
}

fn publish_with(outputs: &Outputs, manifest: Manifest, dir: &Path, write: Write) -> Result<(), ExportError> {
    for path in outputs.files.keys() {
        check_path(path)?;
        if path == MANIFEST {
            return Err(ExportError::Path { path: path.clone(), found: "the manifest's own name" });
        }
    }
    let mut files = outputs.files.clone();
    files.insert(MANIFEST.to_owned(), manifest.listing(outputs).to_json()?);
    match existing(dir)? {
        Some(target) => {
            let earlier = earlier(&target)?;
            for path in files.keys() {
                check_way(&target, path, &earlier)?;
            }
            let staged = stage(&target, &files, write)?;
            swap::replace(&target, staged, &earlier, files.keys())
        }
        None => {
            let target = std::path::absolute(dir).map_err(failed(dir, "could not be resolved"))?;
            let base = target.ancestors().find(|path| path.is_dir()).unwrap_or(&target);
            swap::place(&target, stage(base, &files, write)?)
        }
    }
}

/// A path that an output may have: relative, with `/`, and leading nowhere else.
pub(super) fn check_path(path: &str) -> Result<(), ExportError> {
    let bad = |found| Err(ExportError::Path { path: path.to_owned(), found });
    if path.contains('\\') || path.contains(':') || path.chars().any(char::is_control) {
        return bad("a character that a file name cannot have everywhere");
    }
    match path.split('/').find(|part| matches!(*part, "" | "." | "..")) {
        Some("") => bad("an empty part"),
        Some(_) => bad("a part that is `.` or `..`"),
        None => Ok(()),
    }
}

/// The folder behind `dir` with its symbolic links resolved, or `None` where nothing stands yet.
pub(super) fn existing(dir: &Path) -> Result<Option<PathBuf>, ExportError> {
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(dir, "could not be read")(error)),
        Ok(_) => {
            let target = fs::canonicalize(dir).map_err(failed(dir, "could not be resolved"))?;
            if target.is_dir() { Ok(Some(target)) } else { Err(ExportError::NotAFolder { path: dir.to_owned() }) }
        }
    }
}

/// What the manifest of the earlier output lists; nothing for an empty folder.
fn earlier(target: &Path) -> Result<BTreeSet<String>, ExportError> {
    let path = target.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => return earlier_files(&path, &bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&path, "could not be read")(error)),
    }
    let entries = fs::read_dir(target).map_err(failed(target, "could not be read"))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(failed(target, "could not be read"))?.file_name());
    }
    match names.iter().min() {
        Some(first) => {
            Err(ExportError::NotOurs { path: target.to_owned(), entry: first.to_string_lossy().into_owned() })
        }
        None => Ok(BTreeSet::new()),
    }
}

/// That only folders and files of the earlier output stand where `path` will be.
pub(super) fn check_way(target: &Path, path: &str, earlier: &BTreeSet<String>) -> Result<(), ExportError> {
    let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
    for part in ends.map(|end| &path[..end]) {
        let place = target.join(part);
        let found = match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&place, "could not be read")(error)),
            Ok(found) => found,
        };
        let fits = if found.is_dir() { part != path } else { earlier.contains(part) };
        if !fits {
            return Err(ExportError::InTheWay { path: place, found: kind(&found) });
        }
    }
    Ok(())
}

/// What stands at a path, in words.
fn kind(found: &Metadata) -> &'static str {
    if found.is_dir() {
        "a folder"
    } else if found.is_symlink() {
        "a symbolic link"
    } else {
        "a file that is not of the earlier output"
    }
}

/// Writes every file under `new` in a temporary folder in `base`; the folder goes when the value is dropped.
pub(super) fn stage(base: &Path, files: &BTreeMap<String, Vec<u8>>, write: Write) -> Result<TempDir, ExportError> {
    let stage = tempfile::Builder::new()
        .prefix(".verbatims-")
        .tempdir_in(base)
        .map_err(failed(base, "could not be written to"))?;
    for (path, bytes) in files {
        let file = stage.path().join(swap::NEW).join(path);
        swap::make_parent(&file).map_err(failed(base, "could not be written to"))?;
        write(&file, bytes).map_err(failed(&base.join(path), "could not be written"))?;
    }
    Ok(stage)
}

/// The error of a file system call on `path`.
pub(super) fn failed(path: &Path, doing: &'static str) -> impl Fn(io::Error) -> ExportError {
    let path = path.to_owned();
    move |source| ExportError::Io { path: path.clone(), doing, source }
}

#[cfg(test)]
mod tests;

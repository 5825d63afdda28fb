//! Pictures into a folder that may hold anything else: only a picture that an earlier run wrote, and that nobody has edited
//! since, is replaced.
//!
//! A record of digests beside the pictures tells which those are. Runs add to it, so that one folder can hold several
//! shapes. Staging and moving are those of an output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::manifest::PROGRAM;
use super::output::{check_path, check_way, existing, failed, stage};
use super::{ExportError, digest, swap};

/// The name of the record.
pub const PICTURES: &str = ".verbatims-charts.json";

/// What the record holds.
#[derive(Default, Serialize, Deserialize)]
struct Record {
    program: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Writes the pictures to `dir`, all or none.
///
/// # Errors
/// A file that stands there is not as an earlier run left it, or the file system refuses.
pub fn write_pictures(pictures: &BTreeMap<String, Vec<u8>>, dir: &Path) -> Result<(), ExportError> {
    pictures.keys().try_for_each(|path| check_path(path))?;
    let there = existing(dir)?;
    let record = there.as_deref().map(read).transpose()?.flatten();
    let mut files = record.as_ref().map(|record| record.files.clone()).unwrap_or_default();
    let written = |target: &Path, path: &String| {
        let now = fs::read(target.join(path)).map(|bytes| digest(&bytes));
        now.is_ok_and(|now| files.get(path) == Some(&now))
    };
    let mut ours: BTreeSet<String> = match &there {
        Some(target) => pictures.keys().filter(|path| written(target, path)).cloned().collect(),
        None => BTreeSet::new(),
    };
    ours.extend(record.map(|_| PICTURES.to_owned()));
    files.extend(pictures.iter().map(|(path, bytes)| (path.clone(), digest(bytes))));
    let mut all = pictures.clone();
    all.insert(PICTURES.to_owned(), json(&Record { program: PROGRAM.to_owned(), files })?);
    let write = |path: &Path, bytes: &[u8]| fs::write(path, bytes);
    match there {
        Some(target) => {
            all.keys().try_for_each(|path| check_way(&target, path, &ours))?;
            swap::replace(&target, stage(&target, &all, &write)?, &ours, all.keys())
        }
        None => {
            let target = std::path::absolute(dir).map_err(failed(dir, "could not be resolved"))?;
            let base = target.ancestors().find(|path| path.is_dir()).unwrap_or(&target);
            swap::place(&target, stage(base, &all, &write)?)
        }
    }
}

fn json(record: &Record) -> Result<Vec<u8>, ExportError> {
    let mut bytes = serde_json::to_vec_pretty(record)
        .map_err(|error| failed(Path::new(PICTURES), "could not be made")(error.into()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The record of a folder; nothing where it has none.
fn read(target: &Path) -> Result<Option<Record>, ExportError> {
    let path = target.join(PICTURES);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&path, "could not be read")(error)),
    };
    let foreign = |found: String| ExportError::ForeignManifest { path: path.clone(), found };
    let record: Record = serde_json::from_slice(&bytes).map_err(|error| foreign(format!("`{error}`")))?;
    match record.program == PROGRAM {
        true => Ok(Some(record)),
        false => Err(foreign(format!("`\"program\": \"{}\"`", record.program))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pictures(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_folder_gathers_pictures_and_keeps_what_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("new/charts");
        write_pictures(&pictures(&[("a.svg", "1")]), &dir).unwrap();
        fs::write(dir.join("notes.txt"), "mine").unwrap();
        write_pictures(&pictures(&[("b.svg", "2")]), &dir).unwrap();
        write_pictures(&pictures(&[("a.svg", "3")]), &dir).unwrap();
        let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
        assert_eq!((read("a.svg"), read("b.svg"), read("notes.txt")), ("3".into(), "2".into(), "mine".into()));
    }

    #[test]
    fn a_file_that_was_edited_or_is_another_s_is_not_replaced_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("b.svg"), "mine").unwrap();
        let refused = |files: &[(&str, &str)]| write_pictures(&pictures(files), dir).unwrap_err();
        assert!(matches!(refused(&[("a.svg", "1"), ("b.svg", "2")]), ExportError::InTheWay { .. }));
        assert!(!dir.join("a.svg").exists());
        write_pictures(&pictures(&[("a.svg", "1")]), dir).unwrap();
        fs::write(dir.join("a.svg"), "edited").unwrap();
        assert!(matches!(refused(&[("a.svg", "2")]), ExportError::InTheWay { .. }));
        assert!(matches!(refused(&[("../a.svg", "2")]), ExportError::Path { .. }));
        fs::write(dir.join(PICTURES), "{\"program\":\"other\"}").unwrap();
        assert!(matches!(refused(&[("c.svg", "2")]), ExportError::ForeignManifest { .. }));
    }
}

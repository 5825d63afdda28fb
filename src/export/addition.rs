//! Files that are added to a study that stands: all of them or none, and nothing of a person's replaced.
//!
//! A record of digests tells which export a wave came from, and which files are still as the program left them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::draft::digest_of;
use super::manifest::PROGRAM;
use super::output::{check_path, check_way, existing, failed, stage};
use super::{ExportError, swap};

/// The name of the record.
pub const WAVES_RECORD: &str = ".verbatims-add.json";

/// What was added to a study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WavesRecord {
    /// The program: `verbatims`.
    pub program: String,
    /// The digest of each wave's export, by the wave.
    #[serde(default)]
    pub waves: BTreeMap<String, String>,
    /// The digest of each file that was written, by its path in the study.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Default for WavesRecord {
    fn default() -> Self {
        Self { program: PROGRAM.to_owned(), waves: BTreeMap::new(), files: BTreeMap::new() }
    }
}

impl WavesRecord {
    /// The record of a study; an empty one where nothing was added yet.
    ///
    /// # Errors
    /// The record cannot be read, or is none of this program's.
    pub fn of(study: &Path) -> Result<Self, ExportError> {
        let path = study.join(WAVES_RECORD);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(failed(&path, "could not be read")(error)),
        };
        let foreign = |found: String| ExportError::ForeignManifest { path: path.clone(), found };
        let record: Self = serde_json::from_slice(&bytes).map_err(|error| foreign(format!("`{error}`")))?;
        if record.program != PROGRAM {
            return Err(foreign(format!("`\"program\": \"{}\"`", record.program)));
        }
        Ok(record)
    }

    fn to_json(&self) -> Result<Vec<u8>, ExportError> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| failed(Path::new(WAVES_RECORD), "could not be made")(error.into()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The digest of a file.
///
/// # Errors
/// The file cannot be read.
pub fn digest_file(path: &Path) -> Result<String, ExportError> {
    digest_of(path).map_err(failed(path, "could not be read"))
}

/// What is added to a study.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addition {
    /// The bytes of each file of the program's, by its path in the study: written anew while nobody has edited it.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files that are copied as they are: where from, by the path in the study.
    pub copies: BTreeMap<String, PathBuf>,
    /// Files of a person's that are edited: what stands there now, and what shall.
    pub edits: BTreeMap<String, (Vec<u8>, Vec<u8>)>,
    /// The wave and the digest of its export, once it is joined.
    pub wave: Option<(String, String)>,
}

/// Adds files to a study; gives the paths of those that were written. Files that stand there with the same bytes are left
/// alone.
///
/// # Errors
/// A file that would be written stands there and is not as the program left it, or the file system refuses.
pub fn write_addition(addition: &Addition, record: &WavesRecord, dir: &Path) -> Result<Vec<String>, ExportError> {
    let target = existing(dir)?.ok_or_else(|| ExportError::NotAFolder { path: dir.to_owned() })?;
    let mut next = record.clone();
    next.waves.extend(addition.wave.clone());
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut replaced = BTreeSet::new();
    for (path, bytes) in &addition.files {
        let digest = super::digest(bytes);
        let now = digest_of(&target.join(path)).ok();
        // What was written before with these bytes is done, also where a person has edited it since.
        let done = record.files.get(path) == Some(&digest) && now.is_some();
        next.files.insert(path.clone(), digest.clone());
        if done || now.as_ref() == Some(&digest) {
            continue;
        }
        if let Some(now) = now {
            own(&target, path, record.files.get(path) == Some(&now))?;
            replaced.insert(path.clone());
        }
        files.insert(path.clone(), bytes.clone());
    }
    for (path, (before, after)) in &addition.edits {
        let now = fs::read(target.join(path)).map_err(failed(&target.join(path), "could not be read"))?;
        own(&target, path, now == *before)?;
        if before != after {
            replaced.insert(path.clone());
            files.insert(path.clone(), after.clone());
        }
    }
    let mut copies = addition.copies.clone();
    copies.retain(|path, from| digest_of(&target.join(path)).ok() != digest_of(from).ok());
    if let Some(path) = copies.keys().find(|path| target.join(path).exists()) {
        own(&target, path, false)?;
    }
    if next != *record {
        files.insert(WAVES_RECORD.to_owned(), next.to_json()?);
        if target.join(WAVES_RECORD).exists() {
            replaced.insert(WAVES_RECORD.to_owned());
        }
    }
    write(&target, &files, &copies, &replaced)
}

/// Refuses a path where something of somebody else's stands.
fn own(target: &Path, path: &str, ours: bool) -> Result<(), ExportError> {
    let found = "a file that was edited since, or that an earlier `add` did not write";
    if ours { Ok(()) } else { Err(ExportError::InTheWay { path: target.join(path), found }) }
}

fn write(
    target: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    copies: &BTreeMap<String, PathBuf>,
    replaced: &BTreeSet<String>,
) -> Result<Vec<String>, ExportError> {
    let written: Vec<String> = files.keys().chain(copies.keys()).cloned().collect();
    if written.is_empty() {
        return Ok(written);
    }
    for path in &written {
        check_path(path)?;
        check_way(target, path, replaced)?;
    }
    let stage = stage(target, files, &|path, bytes| fs::write(path, bytes))?;
    for (path, from) in copies {
        super::draft::copy(from, &stage.path().join(swap::NEW).join(path), target)?;
    }
    swap::replace(target, stage, replaced, written.iter())?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addition(files: &[(&str, &str)]) -> Addition {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Addition { files: files.collect(), ..Addition::default() }
    }

    fn add(addition: &Addition, dir: &Path) -> Result<Vec<String>, ExportError> {
        write_addition(addition, &WavesRecord::of(dir)?, dir)
    }

    #[test]
    fn what_is_added_twice_is_written_once_and_again_where_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(add(&addition(&[("a.csv", "1")]), folder.path()).unwrap(), [WAVES_RECORD, "a.csv"]);
        assert!(add(&addition(&[("a.csv", "1")]), folder.path()).unwrap().is_empty());
        assert_eq!(add(&addition(&[("a.csv", "2")]), folder.path()).unwrap(), [WAVES_RECORD, "a.csv"]);
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "2");
    }

    #[test]
    fn a_file_that_a_person_edited_or_wrote_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.csv"), "mine").unwrap();
        let error = add(&addition(&[("mine.csv", "1"), ("other.csv", "1")]), folder.path()).unwrap_err();
        assert!(error.to_string().contains("mine.csv"), "{error}");
        assert!(!folder.path().join("other.csv").exists());
        add(&addition(&[("a.csv", "1")]), folder.path()).unwrap();
        fs::write(folder.path().join("a.csv"), "edited").unwrap();
        assert!(add(&addition(&[("a.csv", "1")]), folder.path()).unwrap().is_empty(), "it was written before");
        assert!(add(&addition(&[("a.csv", "2")]), folder.path()).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "edited");
    }

    #[test]
    fn an_edit_asks_that_the_file_is_still_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("study.toml"), "new").unwrap();
        let edit = |from: &str| Addition {
            edits: [("study.toml".to_owned(), (from.as_bytes().to_vec(), b"after".to_vec()))].into(),
            ..Addition::default()
        };
        assert!(add(&edit("old"), folder.path()).is_err());
        assert_eq!(add(&edit("new"), folder.path()).unwrap(), ["study.toml"]);
        assert_eq!(fs::read_to_string(folder.path().join("study.toml")).unwrap(), "after");
    }
}

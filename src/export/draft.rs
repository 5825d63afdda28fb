//! Files that a person goes on with: written whole or not at all, and written again only while nobody has edited them.
//!
//! A record of digests beside the files tells what was edited since. Staging and moving are those of an output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::manifest::PROGRAM;
use super::output::{check_path, check_way, existing, failed, stage};
use super::{ExportError, swap};

/// The name of the record.
pub const RECORD: &str = ".verbatims-init.json";

/// The files of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The bytes of each file, by its path in the folder, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files that are copied as they are: where from, by the path in the folder.
    pub copies: BTreeMap<String, PathBuf>,
    /// Files that are written once: where one stands already it stays, and no record is kept of it.
    pub kept: BTreeMap<String, Vec<u8>>,
}

/// What the record holds.
#[derive(Serialize, Deserialize)]
struct Record {
    program: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Writes the draft to `dir`, in place of an earlier one that nobody has edited; other files stay where they are.
///
/// # Errors
/// A file that would be written stands there and is not as an earlier draft left it, or the file system refuses.
pub fn write_draft(draft: &Draft, dir: &Path) -> Result<(), ExportError> {
    let mut digests = BTreeMap::new();
    for (path, bytes) in &draft.files {
        digests.insert(path.clone(), super::digest(bytes));
    }
    for (path, from) in &draft.copies {
        digests.insert(path.clone(), digest_of(from).map_err(failed(from, "could not be read"))?);
    }
    for path in digests.keys().chain(draft.kept.keys()) {
        check_path(path)?;
    }
    let record = Record { program: PROGRAM.to_owned(), files: digests };
    let mut files = draft.files.clone();
    files.insert(RECORD.to_owned(), json(&record)?);
    let once = draft.kept.iter().filter(|(path, _)| fs::symlink_metadata(dir.join(path)).is_err());
    files.extend(once.map(|(path, bytes)| (path.clone(), bytes.clone())));
    match existing(dir)? {
        Some(target) => {
            let earlier = untouched(&target)?;
            let new: BTreeSet<String> = files.keys().chain(draft.copies.keys()).cloned().collect();
            if let Some(edited) = new.iter().find(|path| target.join(path).is_file() && !earlier.contains(*path)) {
                let found = "a file that was edited since, or that an earlier `init` did not write";
                return Err(ExportError::InTheWay { path: target.join(edited), found });
            }
            new.iter().try_for_each(|path| check_way(&target, path, &earlier))?;
            swap::replace(&target, staged(&target, &files, draft)?, &earlier, new.iter())
        }
        None => {
            let target = std::path::absolute(dir).map_err(failed(dir, "could not be resolved"))?;
            let base = target.ancestors().find(|path| path.is_dir()).unwrap_or(&target);
            swap::place(&target, staged(base, &files, draft)?)
        }
    }
}

fn json(record: &Record) -> Result<Vec<u8>, ExportError> {
    let mut bytes = serde_json::to_vec_pretty(record)
        .map_err(|error| failed(Path::new(RECORD), "could not be made")(error.into()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn staged(base: &Path, files: &BTreeMap<String, Vec<u8>>, draft: &Draft) -> Result<tempfile::TempDir, ExportError> {
    let stage = stage(base, files, &|path, bytes| fs::write(path, bytes))?;
    for (path, from) in &draft.copies {
        copy(from, &stage.path().join(swap::NEW).join(path), base)?;
    }
    Ok(stage)
}

/// Copies a file into a stage in `base`: the bytes and not the file, because a copy of a file that may not be written to
/// could not be replaced later.
pub(super) fn copy(from: &Path, to: &Path, base: &Path) -> Result<(), ExportError> {
    swap::make_parent(to).map_err(failed(base, "could not be written to"))?;
    let copy = || io::copy(&mut fs::File::open(from)?, &mut fs::File::create(to)?);
    copy().map(drop).map_err(failed(from, "could not be copied"))
}

/// The files of the earlier draft that are as it left them, the record among them.
fn untouched(target: &Path) -> Result<BTreeSet<String>, ExportError> {
    let path = target.join(RECORD);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(failed(&path, "could not be read")(error)),
    };
    let foreign = |found: String| ExportError::ForeignManifest { path: path.clone(), found };
    let record: Record = serde_json::from_slice(&bytes).map_err(|error| foreign(format!("`{error}`")))?;
    if record.program != PROGRAM {
        return Err(foreign(format!("`\"program\": \"{}\"`", record.program)));
    }
    let mut found = BTreeSet::from([RECORD.to_owned()]);
    for (file, digest) in record.files {
        check_path(&file).map_err(|_| foreign(format!("the path `{file}`, which leads elsewhere")))?;
        if digest_of(&target.join(&file)).is_ok_and(|now| now == digest) {
            found.insert(file);
        }
    }
    Ok(found)
}

pub(super) fn digest_of(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("sha256:{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(files: &[(&str, &str)]) -> Draft {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Draft { files: files.collect(), ..Draft::default() }
    }

    #[test]
    fn a_draft_is_written_again_and_what_it_no_longer_has_goes() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("study");
        write_draft(&draft(&[("study.toml", "1"), ("old.toml", "1"), ("raw/a.csv", "1")]), &target).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        write_draft(&draft(&[("study.toml", "2")]), &target).unwrap();
        let read = |name: &str| fs::read_to_string(target.join(name)).ok();
        assert_eq!(read("study.toml").as_deref(), Some("2"));
        assert_eq!(read("notes.txt").as_deref(), Some("mine"));
        assert_eq!((read("old.toml"), target.join("raw").exists()), (None, false));
    }

    #[test]
    fn a_file_that_was_edited_is_refused_by_name_and_nothing_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        write_draft(&draft(&[("a.toml", "1"), ("b.toml", "1")]), folder.path()).unwrap();
        fs::write(folder.path().join("b.toml"), "mine").unwrap();
        let error = write_draft(&draft(&[("a.toml", "2"), ("b.toml", "2")]), folder.path()).unwrap_err();
        assert!(error.to_string().contains("b.toml"), "{error}");
        assert_eq!(fs::read_to_string(folder.path().join("a.toml")).unwrap(), "1");
        assert_eq!(fs::read_to_string(folder.path().join("b.toml")).unwrap(), "mine");
        // An edited file that the new draft does not have stays.
        write_draft(&draft(&[("a.toml", "2")]), folder.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("b.toml")).unwrap(), "mine");
    }

    #[test]
    fn a_file_of_somebody_else_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("study.toml"), "mine").unwrap();
        assert!(write_draft(&draft(&[("study.toml", "1")]), folder.path()).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn copies_have_the_bytes_of_their_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), "bytes").unwrap();
        let copies = BTreeMap::from([("raw/a.csv".to_owned(), folder.path().join("a.csv"))]);
        let target = folder.path().join("study");
        write_draft(&Draft { copies, ..Draft::default() }, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("raw/a.csv")).unwrap(), "bytes");
        // The copy itself may be the next source.
        let copies = BTreeMap::from([("raw/a.csv".to_owned(), target.join("raw/a.csv"))]);
        write_draft(&Draft { copies, ..Draft::default() }, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("raw/a.csv")).unwrap(), "bytes");
    }

    #[test]
    fn what_is_written_once_stays_as_it_is_through_every_later_draft() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("study");
        let kept = |text: &str| BTreeMap::from([("raw/key".to_owned(), text.as_bytes().to_vec())]);
        let read = || fs::read_to_string(target.join("raw/key")).unwrap();
        write_draft(&Draft { kept: kept("first"), ..draft(&[("a.toml", "1")]) }, &target).unwrap();
        write_draft(&Draft { kept: kept("second"), ..draft(&[("a.toml", "2")]) }, &target).unwrap();
        assert_eq!(read(), "first");
        write_draft(&draft(&[("a.toml", "3")]), &target).unwrap();
        assert_eq!(read(), "first");
    }
}

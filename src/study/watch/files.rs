//! The files that a study's report is made of, and which of them have changed since they were last looked at.
//!
//! What is read of them is `read`'s; who wakes whom when one is saved is `cli`'s.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::Study;
use super::super::article::ARTICLE;
use crate::chart::Brand;
use crate::export::digest;

/// The study's own file.
const STUDY: &str = "study.toml";

impl Study {
    /// Every file that the report is made of, by the name that the study gives it, whether it is there or not.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, PathBuf> {
        let mut named: Vec<&Path> = vec![Path::new(STUDY), Path::new(ARTICLE)];
        named.extend(self.poll.iter().map(|poll| poll.file.as_path()));
        named.extend(self.sources.iter().map(|source| source.file.as_path()));
        for open in &self.open {
            named.push(&open.codebook);
            named.extend(open.codings.iter().chain(&open.split).map(PathBuf::as_path));
        }
        named.extend(self.brand.as_deref());
        let mut files: BTreeMap<String, PathBuf> =
            named.into_iter().map(|file| (file.display().to_string(), self.folder.join(file))).collect();
        for part in self.brand.iter().flat_map(|file| Brand::parts(&self.folder.join(file))) {
            files.insert(part.strip_prefix(&self.folder).unwrap_or(&part).display().to_string(), part);
        }
        files
    }
}

/// The state of the files of a study.
#[derive(Debug, Default)]
pub struct Files {
    seen: BTreeMap<PathBuf, Seen>,
}

/// What a file was when it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    stamp: Option<Stamp>,
    digest: Option<String>,
}

/// What tells without reading a file that it is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Inode and time of change: a file that was put in the place of another may be as old and as long.
    identity: (u64, i64, i64),
}

impl Files {
    /// Looks at these files; the names of those whose bytes are others than last time, came or went.
    pub fn look(&mut self, files: &BTreeMap<String, PathBuf>) -> Vec<String> {
        let mut changed = Vec::new();
        let mut seen = BTreeMap::new();
        for (name, path) in files {
            let before = self.seen.get(path);
            let now = Seen::of(path, before);
            if before.is_none_or(|before| before.digest != now.digest) {
                changed.push(name.clone());
            }
            seen.insert(path.clone(), now);
        }
        self.seen = seen;
        changed
    }
}

impl Seen {
    fn of(path: &Path, before: Option<&Self>) -> Self {
        let stamp = path.metadata().ok().filter(Metadata::is_file).map(|found| Stamp::of(&found));
        match before {
            Some(before) if before.stamp == stamp => before.clone(),
            _ => Self { stamp, digest: stamp.and_then(|_| std::fs::read(path).ok()).map(|bytes| digest(&bytes)) },
        }
    }
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self { length: found.len(), modified: found.modified().ok(), identity: identity(found) }
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(path: &Path) -> BTreeMap<String, PathBuf> {
        BTreeMap::from([("a".to_owned(), path.to_owned())])
    }

    #[test]
    fn a_file_that_is_saved_with_the_same_bytes_has_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut files = Files::default();
        assert_eq!(files.look(&one(&path)), ["a"], "not looked at before");
        assert!(files.look(&one(&path)).is_empty(), "still not there");
        std::fs::write(&path, "1").unwrap();
        assert_eq!(files.look(&one(&path)), ["a"]);
        std::fs::write(folder.path().join("b"), "1").unwrap();
        std::fs::rename(folder.path().join("b"), &path).unwrap();
        assert!(files.look(&one(&path)).is_empty(), "another file with the same bytes");
        std::fs::write(folder.path().join("b"), "2").unwrap();
        std::fs::rename(folder.path().join("b"), &path).unwrap();
        assert_eq!(files.look(&one(&path)), ["a"]);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(files.look(&one(&path)), ["a"]);
    }
}

//! `manifest.json`: what wrote the output, from what, and the digest of every file in it.
//!
//! It holds no clock and no path of a machine, so that the same input gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ExportError, Outputs};

/// The name of the manifest in an output folder.
pub const MANIFEST: &str = "manifest.json";

/// What a manifest of ours says under `program`.
pub const PROGRAM: &str = "verbatims";

/// Where an output comes from, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The program: `verbatims`.
    pub program: String,
    /// Its version.
    pub version: String,
    /// Digest of each input, by its path in the study.
    pub inputs: BTreeMap<String, String>,
    /// Digest of each codebook, by its path in the study.
    pub codebooks: BTreeMap<String, String>,
    /// What went in and came out: rows, comments, tags, mentions, files.
    pub counts: BTreeMap<String, u64>,
    /// Digest of each file of the output, by its path in the folder; filled when the output is published.
    pub files: BTreeMap<String, String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            program: PROGRAM.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            inputs: BTreeMap::new(),
            codebooks: BTreeMap::new(),
            counts: BTreeMap::new(),
            files: BTreeMap::new(),
        }
    }
}

impl Manifest {
    /// The manifest of these outputs: every file with its digest, and their number among the counts.
    #[must_use]
    pub fn listing(mut self, outputs: &Outputs) -> Self {
        self.files = outputs.files.iter().map(|(path, bytes)| (path.clone(), digest(bytes))).collect();
        self.counts.insert("files_out".to_owned(), self.files.len() as u64);
        self
    }

    /// The bytes of `manifest.json`: indented, keys in order, a newline at the end.
    pub fn to_json(&self) -> Result<Vec<u8>, ExportError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| ExportError::Io {
            path: MANIFEST.into(),
            doing: "could not encode",
            source: error.into(),
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The SHA-256 of `bytes`, as `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digits: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// What is read of the manifest of an earlier output: later versions may say more.
#[derive(Deserialize)]
struct Earlier {
    program: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// The paths that an earlier manifest lists, itself among them, or why it is not one of ours.
pub(super) fn earlier_files(path: &Path, bytes: &[u8]) -> Result<BTreeSet<String>, ExportError> {
    let foreign = |found: String| ExportError::ForeignManifest { path: path.to_owned(), found };
    let earlier: Earlier = serde_json::from_slice(bytes).map_err(|error| foreign(format!("`{error}`")))?;
    if earlier.program != PROGRAM {
        return Err(foreign(format!("`\"program\": \"{}\"`", earlier.program)));
    }
    for file in earlier.files.keys() {
        super::output::check_path(file).map_err(|_| foreign(format!("the path `{file}`, which leads elsewhere")))?;
    }
    Ok(earlier.files.into_keys().chain([MANIFEST.to_owned()]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_that_of_sha256() {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc".
        assert_eq!(digest(b"abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_manifest_lists_every_file_and_reads_back_as_ours() {
        let mut outputs = Outputs::default();
        outputs.files.insert("tables/poll.csv".to_owned(), b"abc".to_vec());
        let manifest = Manifest::default().listing(&outputs);
        assert_eq!(manifest.counts["files_out"], 1);
        let bytes = manifest.to_json().unwrap();
        assert!(bytes.ends_with(b"}\n"));
        let listed = earlier_files(Path::new(MANIFEST), &bytes).unwrap();
        assert_eq!(listed.into_iter().collect::<Vec<_>>(), ["manifest.json", "tables/poll.csv"]);
    }

    #[test]
    fn a_manifest_that_is_not_ours_or_leads_elsewhere_is_refused() {
        for foreign in [
            "not json",
            "[]",
            "{}",
            r#"{"program": "other"}"#,
            r#"{"program": "verbatims", "files": {"../../home/notes.txt": ""}}"#,
            r#"{"program": "verbatims", "files": {"/etc/passwd": ""}}"#,
        ] {
            let error = earlier_files(Path::new(MANIFEST), foreign.as_bytes()).unwrap_err();
            assert!(matches!(error, ExportError::ForeignManifest { .. }), "{foreign}");
        }
    }
}

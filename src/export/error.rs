//! Why an output could not be written, and what to do about it.

use std::io;
use std::path::PathBuf;

/// Why something could not be written. The old output still stands, except where the message says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A table does not fit its format.
    #[error("table `{table}` cannot be written as {format}: {reason}")]
    Table {
        /// Id of the table.
        table: String,
        /// Id of the format.
        format: &'static str,
        /// What the format's writer says.
        reason: String,
    },
    /// A path inside the output folder that leads out of it, or that cannot be a file's.
    #[error("output path `{path}`: found {found}, expected a relative path with `/` and without `..`")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        found: &'static str,
    },
    /// The output folder is a file.
    #[error("{}: found a file, expected a folder or nothing", path.display())]
    NotAFolder {
        /// The output folder as asked for.
        path: PathBuf,
    },
    /// The output folder holds files that the program did not write.
    #[error("{}: found `{entry}` and no manifest.json, expected an empty folder or an earlier output", path.display())]
    NotOurs {
        /// The output folder.
        path: PathBuf,
        /// The first entry in it, by name.
        entry: String,
    },
    /// The folder's manifest.json is not one of this program's.
    #[error("{}: found {found}, expected a manifest that says `\"program\": \"verbatims\"`", path.display())]
    ForeignManifest {
        /// The manifest.
        path: PathBuf,
        /// What it holds.
        found: String,
    },
    /// A file that the program did not write stands where it would write.
    #[error("{}: found {found}, expected nothing or a file of the earlier output", path.display())]
    InTheWay {
        /// What stands there.
        path: PathBuf,
        /// What kind of thing it is.
        found: &'static str,
    },
    /// The file system refused.
    #[error("{}: {doing}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done: `could not write`.
        doing: &'static str,
        /// What the file system says.
        source: io::Error,
    },
    /// The swap failed, and so did putting the old files back.
    #[error(
        "{}: the swap stopped in the middle ({source}), and not every old file could be put back; they are in {}",
        path.display(), kept.display()
    )]
    Torn {
        /// The output folder.
        path: PathBuf,
        /// Where the files that are not in their place stand.
        kept: PathBuf,
        /// What stopped the swap.
        source: io::Error,
    },
    /// The new output is complete, but the old files could not be removed.
    #[error("{}: the new output is complete, but old files could not be removed: {source}", path.display())]
    Leftover {
        /// The folder that holds them.
        path: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
}

impl ExportError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Table { .. } => "two columns of one name, or rows of different lengths, are a fault of the program",
            Self::Path { .. } => "ids of questions and themes become file names: use letters, digits, `-` and `_`",
            Self::NotAFolder { .. } => "name another folder with `--out DIR`, or move the file away",
            Self::NotOurs { .. } => "name a new folder with `--out DIR`; nothing in this one was touched",
            Self::ForeignManifest { .. } => "name a new folder with `--out DIR`; another program may own this one",
            Self::InTheWay { .. } => "move it away, or name another folder with `--out DIR`; nothing was touched",
            Self::Io { source, .. } => return io_hint(source),
            Self::Torn { .. } => "copy the files back from there, or remove both folders and run again",
            Self::Leftover { .. } => "remove that folder by hand",
        }
        .to_owned()
    }
}

/// What to do about a refusal of the file system.
fn io_hint(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk; the old output was kept",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "name a folder that you may write to with `--out DIR`; the old output was kept"
        }
        io::ErrorKind::NotADirectory => "a part of the path is a file: name another folder with `--out DIR`",
        _ => "check that the folder can be written to, or name another with `--out DIR`; the old output was kept",
    }
    .to_owned()
}

//! Where bytes come from: a file or standard input, unpacked where it is packed, with its first part at hand.
//!
//! gzip, zstd, and a zip that holds one text are unpacked as they are read, so that no memory grows with what is inside.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::archive;
use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;

/// Bytes that are looked at before anything is decided.
pub(super) const HEAD: usize = 1 << 20;

/// Packings that may stand around one another.
const LAYERS: usize = 2;

/// A source of bytes.
pub(super) type Bytes = Box<dyn Read + Send>;

/// An input whose first part was read.
pub(super) struct Input {
    /// The path; `-` for standard input.
    pub path: PathBuf,
    /// Its name in messages.
    pub shown: String,
    /// The first bytes, unpacked; less than [`HEAD`] only where that is all.
    pub head: Vec<u8>,
    /// What comes after `head`.
    pub rest: Bytes,
    /// What it is packed in, outermost first.
    pub packed: Vec<&'static str>,
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &Path, shown: &str) -> Result<Self, IngestError> {
        let raw = raw(path).map_err(|source| IngestError::Read { path: path.to_owned(), source })?;
        let mut input =
            Self { path: path.to_owned(), shown: shown.to_owned(), head: Vec::new(), rest: raw, packed: Vec::new() };
        input.fill()?;
        for _ in 0..LAYERS {
            if !input.unpack()? {
                break;
            }
        }
        Ok(input)
    }

    /// The same input from its start; `None` for standard input, which is read once.
    pub fn again(&self) -> Result<Option<Self>, IngestError> {
        if self.is_stdin() { Ok(None) } else { Self::open(&self.path, &self.shown).map(Some) }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        is_stdin(&self.path)
    }

    /// The file itself, for containers that are read from their end.
    pub fn file(&self, container: &str) -> Result<File, IngestError> {
        if self.is_stdin() || !self.packed.is_empty() {
            let found = self.packed.first().map_or("standard input".to_owned(), |packed| format!("a {packed} file"));
            return Err(self
                .error(format!("{container} cannot be read from {found}, expected a file of its own"))
                .hint("unpack it, or save it to a file, and give that file")
                .into());
        }
        File::open(&self.path).map_err(|source| self.failed(source))
    }

    /// An error about the whole input.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Place::file(self.shown.clone()), message)
    }

    /// What the system said, as an error about this input.
    pub fn failed(&self, source: io::Error) -> IngestError {
        failed(&self.shown, &source)
    }

    /// Whether the name ends in one of these.
    pub fn is_named(&self, extensions: &[&str]) -> bool {
        let name = self.path.to_string_lossy().to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        extensions.iter().any(|extension| name.ends_with(&format!(".{extension}")))
    }

    fn fill(&mut self) -> Result<(), IngestError> {
        let mut head = Vec::new();
        let read = (&mut self.rest).take(HEAD as u64).read_to_end(&mut head);
        read.map_err(|source| self.failed(source))?;
        self.head = head;
        Ok(())
    }

    fn unpack(&mut self) -> Result<bool, IngestError> {
        let rest = std::mem::replace(&mut self.rest, Box::new(io::empty()));
        let packing = if self.head.starts_with(b"\x1F\x8B") {
            "gzip"
        } else if self.head.starts_with(b"\x28\xB5\x2F\xFD") {
            "zstd"
        } else if self.head.starts_with(b"PK\x03\x04") && self.packed.is_empty() && !self.is_stdin() {
            "zip"
        } else {
            self.rest = rest;
            return Ok(false);
        };
        let inner: Bytes = if packing == "zip" {
            let Some(entry) = archive::single_text(self)? else {
                self.rest = rest;
                return Ok(false);
            };
            entry
        } else {
            let whole = io::Cursor::new(std::mem::take(&mut self.head)).chain(rest);
            if packing == "gzip" {
                Box::new(MultiGzDecoder::new(whole))
            } else {
                Box::new(zstd::Decoder::new(whole).map_err(|source| self.failed(source))?)
            }
        };
        self.packed.push(packing);
        self.rest = inner;
        self.fill()?;
        Ok(true)
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn raw(path: &Path) -> io::Result<Bytes> {
    if is_stdin(path) {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    Ok(Box::new(file))
}

/// A part of a file, from a place on.
pub(super) fn part(path: &Path, from: u64, length: u64) -> io::Result<io::Take<File>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    Ok(file.take(length))
}

/// What the system said while a file was read; a file that ends early is named as one.
pub(super) fn failed(shown: &str, source: &io::Error) -> IngestError {
    let early = source.kind() == io::ErrorKind::UnexpectedEof || source.to_string().contains("incomplete frame");
    if early {
        return Diagnostic::error(Place::file(shown), "the file ends early, expected more of the packed data")
            .hint("it was cut off on its way; download or copy it again")
            .into();
    }
    Diagnostic::error(Place::file(shown), format!("cannot be read: {source}")).into()
}

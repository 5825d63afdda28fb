//! The bytes of a system file one after another: counted, in the byte order of the file, and never more than are there.
//!
//! Every fault names the byte at which the file broke. What the bytes mean is the other files' here.

use std::io::{BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;

/// The longest dictionary that is read; those of the largest surveys have a tenth of it.
const DICTIONARY_LIMIT: u64 = 256 << 20;

/// The bytes, and how many of them were taken.
pub(super) struct Input {
    bytes: BufReader<Box<dyn Read + Send>>,
    at: u64,
    whole: &'static str,
    /// Whether numbers have their high byte first.
    pub(super) big_endian: bool,
    path: PathBuf,
    shown: String,
}

impl Input {
    /// The bytes of a file; `shown` is its name in messages.
    pub(super) fn new(bytes: Box<dyn Read + Send>, path: &Path, shown: &str) -> Self {
        Self {
            bytes: BufReader::with_capacity(1 << 16, bytes),
            at: 0,
            whole: "file",
            big_endian: false,
            path: path.to_owned(),
            shown: shown.to_owned(),
        }
    }

    /// The bytes of a record that was taken whole; it began at byte `at`.
    pub(super) fn within(&self, at: u64, record: Vec<u8>) -> Self {
        Self {
            at,
            whole: "record",
            big_endian: self.big_endian,
            ..Self::new(Box::new(Cursor::new(record)), &self.path, &self.shown)
        }
    }

    /// The number of bytes taken so far.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// What is wrong at a byte.
    pub(super) fn fault(&self, at: u64, message: impl std::fmt::Display) -> IngestError {
        Diagnostic::error(Place::file(&self.shown), format!("byte {at}: {message}"))
            .hint("the file may be cut off or damaged: copy it again, or save it anew from SPSS or PSPP")
            .into()
    }

    /// What keeps a file that is whole from being read.
    pub(super) fn refusal(&self, message: impl Into<String>, hint: &str) -> IngestError {
        Diagnostic::error(Place::file(&self.shown), message).hint(hint).into()
    }

    /// A warning about the file.
    pub(super) fn warning(&self, message: impl Into<String>, hint: &str) -> Diagnostic {
        Diagnostic::warning(Place::file(&self.shown), message).hint(hint)
    }

    /// What stands next without taking it; nothing at the end.
    pub(super) fn peek(&mut self) -> Result<&[u8], IngestError> {
        loop {
            match self.bytes.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(IngestError::Read { path: self.path.clone(), source }),
            }
        }
        Ok(self.bytes.buffer())
    }

    /// Takes bytes that were peeked at.
    pub(super) fn consume(&mut self, count: usize) {
        self.bytes.consume(count);
        self.at += count as u64;
    }

    /// Fills the buffer as far as there are bytes, and says how far.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, IngestError> {
        let mut filled = 0;
        while filled < buffer.len() {
            let next = self.peek()?;
            let count = next.len().min(buffer.len() - filled);
            if count == 0 {
                break;
            }
            buffer[filled..filled + count].copy_from_slice(&next[..count]);
            self.consume(count);
            filled += count;
        }
        Ok(filled)
    }

    /// The next bytes as an array.
    pub(super) fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], IngestError> {
        let mut array = [0; N];
        let found = self.fill(&mut array)?;
        if found == N { Ok(array) } else { Err(self.cut_off(what, N as u64 - found as u64)) }
    }

    /// The next four bytes as a whole number.
    pub(super) fn int(&mut self, what: &str) -> Result<i32, IngestError> {
        let bytes = self.array(what)?;
        Ok(if self.big_endian { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) })
    }

    /// The next eight bytes as a whole number.
    pub(super) fn long(&mut self, what: &str) -> Result<i64, IngestError> {
        let bytes = self.array(what)?;
        Ok(if self.big_endian { i64::from_be_bytes(bytes) } else { i64::from_le_bytes(bytes) })
    }

    /// The next eight bytes as a real number.
    pub(super) fn real(&mut self, what: &str) -> Result<f64, IngestError> {
        Ok(real(self.array(what)?, self.big_endian))
    }

    /// The next four bytes as a count that is at most `limit`.
    pub(super) fn count(&mut self, what: &str, limit: u32) -> Result<usize, IngestError> {
        let at = self.at;
        let found = self.int(what)?;
        match usize::try_from(found) {
            Ok(count) if found.unsigned_abs() <= limit => Ok(count),
            _ => Err(self.fault(at, format!("{what} is {found}, expected 0 to {limit}"))),
        }
    }

    /// So many bytes; room is made only for those that are there.
    pub(super) fn text(&mut self, length: u64, what: &str) -> Result<Vec<u8>, IngestError> {
        self.fits(length, what)?;
        let mut text = Vec::new();
        while (text.len() as u64) < length {
            let missing = length - text.len() as u64;
            let next = self.peek()?;
            if next.is_empty() {
                return Err(self.cut_off(what, missing));
            }
            let count = usize::try_from(missing).map_or(next.len(), |missing| missing.min(next.len()));
            text.extend_from_slice(&next[..count]);
            self.consume(count);
        }
        Ok(text)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, length: u64, what: &str) -> Result<(), IngestError> {
        self.fits(length, what)?;
        let mut missing = length;
        while missing > 0 {
            let next = self.peek()?.len();
            if next == 0 {
                return Err(self.cut_off(what, missing));
            }
            let count = usize::try_from(missing).map_or(next, |missing| missing.min(next));
            self.consume(count);
            missing -= count as u64;
        }
        Ok(())
    }

    fn fits(&self, length: u64, what: &str) -> Result<(), IngestError> {
        if self.at.saturating_add(length) <= DICTIONARY_LIMIT {
            return Ok(());
        }
        let limit = DICTIONARY_LIMIT >> 20;
        Err(self.fault(self.at, format!("{what} has {length} bytes; a dictionary of at most {limit} MiB is read")))
    }

    /// The end came too early.
    pub(super) fn cut_off(&self, what: &str, missing: u64) -> IngestError {
        self.fault(self.at, format!("the {} ends inside {what}, expected {missing} more bytes", self.whole))
    }
}

/// A real number as it stands in a file.
pub(super) fn real(bytes: [u8; 8], big_endian: bool) -> f64 {
    if big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) }
}

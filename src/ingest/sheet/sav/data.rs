//! The cases of a system file as bytes: as they stand, behind codes, or behind codes in zlib streams.

use flate2::{Decompress, FlushDecompress, Status};

use super::header::Packing;
use super::input::Input;
use crate::ingest::IngestError;

/// Bytes that are unpacked at a time.
const BLOCK: usize = 1 << 16;

/// The cases, one after another.
pub(super) struct Data {
    source: Source,
    codes: Option<Codes>,
    blank: [u8; 8],
    bias: f64,
}

/// Eight codes, of which some were used.
struct Codes {
    block: [u8; 8],
    next: usize,
    ended: bool,
}

enum Source {
    Plain(Input),
    Zlib(Box<Streams>),
}

/// Zlib streams one after another.
struct Streams {
    input: Input,
    /// Bytes up to the index of the streams.
    left: u64,
    inflate: Decompress,
    finished: bool,
    ready: Vec<u8>,
    taken: usize,
}

impl Data {
    /// The cases that follow the dictionary.
    pub(super) fn new(mut input: Input, packing: Packing, bias: f64, blank: f64) -> Result<Self, IngestError> {
        let blank = if input.big_endian { blank.to_be_bytes() } else { blank.to_le_bytes() };
        let codes = (packing != Packing::Plain).then_some(Codes { block: [0; 8], next: 8, ended: false });
        if packing != Packing::Zlib {
            return Ok(Self { source: Source::Plain(input), codes, blank, bias });
        }
        let at = input.at();
        let found = input.long("the start of compressed data")?;
        if u64::try_from(found) != Ok(at) {
            return Err(input.fault(at, format!("compressed data are said to start at byte {found}, expected {at}")));
        }
        let index = input.long("the end of compressed data")?;
        input.long("the length of the index of compressed data")?;
        let left = u64::try_from(index).ok().and_then(|index| index.checked_sub(input.at()));
        let Some(left) = left else {
            return Err(
                input.fault(at + 8, format!("compressed data are said to end at byte {index}, before they start"))
            );
        };
        let inflate = Decompress::new(true);
        let streams = Streams { input, left, inflate, finished: true, ready: Vec::new(), taken: 0 };
        Ok(Self { source: Source::Zlib(Box::new(streams)), codes, blank, bias })
    }

    /// Fills in the next case; `false` at the end.
    pub(super) fn read(&mut self, case: &mut [u8]) -> Result<bool, IngestError> {
        let Some(codes) = &mut self.codes else {
            return match self.source.fill(case)? {
                0 => Ok(false),
                found if found == case.len() => Ok(true),
                found => Err(self.source.input().cut_off("a case", (case.len() - found) as u64)),
            };
        };
        for (place, element) in case.chunks_exact_mut(8).enumerate() {
            match codes.next(&mut self.source)? {
                None if place == 0 => return Ok(false),
                None => return Err(self.source.fault("the cases end inside a case")),
                Some(253) => {
                    if self.source.fill(element)? < 8 {
                        return Err(self.source.fault("the file ends inside a value"));
                    }
                }
                Some(254) => element.fill(b' '),
                Some(255) => element.copy_from_slice(&self.blank),
                Some(code) => {
                    let value = f64::from(code) - self.bias;
                    let big_endian = self.source.input().big_endian;
                    element.copy_from_slice(&if big_endian { value.to_be_bytes() } else { value.to_le_bytes() });
                }
            }
        }
        Ok(true)
    }

    /// What follows the last of the stated cases: padding is nothing, a whole case is too much. Zlib streams carry a sum
    /// of what they hold, so that a fault there is one of the cases before it.
    pub(super) fn end(&self, found: Result<bool, IngestError>, stated: u64) -> Result<bool, IngestError> {
        match (found, &self.source) {
            (Ok(true), _) => Err(self.fault(format!("the header states {stated} cases, and there are more"))),
            (Err(error), Source::Zlib(_)) => Err(error),
            _ => Ok(false),
        }
    }

    /// What is wrong where the cases are being read.
    pub(super) fn fault(&self, message: impl std::fmt::Display) -> IngestError {
        self.source.fault(message)
    }
}

impl Codes {
    /// The next code that stands for an element; `None` at the end of the cases.
    fn next(&mut self, source: &mut Source) -> Result<Option<u8>, IngestError> {
        while !self.ended {
            if self.next == 8 {
                match source.fill(&mut self.block)? {
                    8 => self.next = 0,
                    0 => break,
                    _ => return Err(source.fault("the file ends inside a block of codes")),
                }
            }
            let code = self.block[self.next];
            self.next += 1;
            match code {
                0 => {}
                252 => self.ended = true,
                _ => return Ok(Some(code)),
            }
        }
        self.ended = true;
        Ok(None)
    }
}

impl Source {
    fn input(&self) -> &Input {
        match self {
            Self::Plain(input) => input,
            Self::Zlib(streams) => &streams.input,
        }
    }

    fn fault(&self, message: impl std::fmt::Display) -> IngestError {
        self.input().fault(self.input().at(), message)
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, IngestError> {
        match self {
            Self::Plain(input) => input.fill(buffer),
            Self::Zlib(streams) => streams.fill(buffer),
        }
    }
}

impl Streams {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, IngestError> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.taken == self.ready.len() && !self.unpack()? {
                break;
            }
            let count = (self.ready.len() - self.taken).min(buffer.len() - filled);
            buffer[filled..filled + count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
            self.taken += count;
            filled += count;
        }
        Ok(filled)
    }

    /// Makes more bytes ready; `false` at the end of the last stream.
    fn unpack(&mut self) -> Result<bool, IngestError> {
        self.taken = 0;
        self.ready.clear();
        self.ready.reserve(BLOCK);
        while self.ready.is_empty() {
            if self.finished {
                if self.left == 0 {
                    return Ok(false);
                }
                self.inflate.reset(true);
                self.finished = false;
            }
            let next = self.input.peek()?;
            let next = &next[..usize::try_from(self.left).map_or(next.len(), |left| left.min(next.len()))];
            let before = self.inflate.total_in();
            let status = self.inflate.decompress_vec(next, &mut self.ready, FlushDecompress::None);
            let used = self.inflate.total_in() - before;
            self.input.consume(usize::try_from(used).unwrap_or(0));
            self.left -= used;
            match status {
                Ok(Status::StreamEnd) => self.finished = true,
                Ok(_) if used > 0 || !self.ready.is_empty() => {}
                Ok(_) => return Err(self.input.fault(self.input.at(), "the file ends inside compressed data")),
                Err(error) => {
                    let message = format!("compressed data are damaged: {error}");
                    return Err(self.input.fault(self.input.at(), message));
                }
            }
        }
        Ok(true)
    }
}

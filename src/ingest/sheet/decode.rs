//! Bytes of a text in any encoding become UTF-8, a piece at a time.
//!
//! Text that is UTF-8 passes as it is, broken places among it, which the rows' reader sets aside. As long as a file is
//! plain ASCII nothing is decided: the encoding is judged from the mebibyte that starts at the first byte above 127,
//! wherever that stands, so that a file which is ASCII for a gigabyte and then is not loses nothing.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::Opening;
use super::encoding::{Guess, from_sample, from_start};
use super::input::{Bytes, HEAD, Input};
use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;
use crate::ingest::records::BROKEN;

/// How an encoding is known that was asked for.
pub(super) const ASKED: &str = "as asked";

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

enum State {
    /// UTF-8, or to be read as it is.
    Plain,
    /// Only ASCII so far.
    Ascii,
    /// Another encoding.
    Coded(Box<Decoder>),
    /// Another encoding, at its end.
    Ended,
}

/// A text as UTF-8.
pub(super) struct Text {
    input: Bytes,
    /// Its name in messages.
    pub shown: String,
    state: State,
    raw: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes of the file that were read.
    read: u64,
    /// The encoding as far as it is known.
    pub encoding: &'static str,
    /// How it is known.
    pub evidence: String,
    late: Option<Diagnostic>,
}

impl Text {
    /// The text of an input, in the encoding that is asked for or seen.
    pub fn new(input: Input, opening: &Opening) -> Result<Self, IngestError> {
        let asked = opening.encoding.as_deref().map(|name| named(&input, name)).transpose()?;
        let start = from_start(&input.head);
        let (guess, skip) = match (asked, start) {
            (Some(encoding), start) => {
                let mark = start.filter(|(guess, _)| guess.encoding == encoding).map_or(0, |(_, length)| length);
                (Some(Guess { encoding, evidence: ASKED.to_owned() }), mark)
            }
            (None, Some((guess, length))) => (Some(guess), length),
            (None, None) => (None, 0),
        };
        let mut text = Self {
            input: input.rest,
            shown: input.shown,
            state: State::Ascii,
            raw: Vec::new(),
            buffer: Vec::new(),
            start: 0,
            end: 0,
            read: input.head.len() as u64,
            encoding: UTF_8.name(),
            evidence: String::new(),
            late: None,
        };
        let head = &input.head[skip..];
        match guess {
            Some(guess) => text.settle(guess, head),
            None if head.is_ascii() => {
                text.evidence = match head.len() {
                    HEAD => format!("only ASCII in the first {HEAD} bytes"),
                    _ => "only ASCII".to_owned(),
                };
                text.hold(head);
            }
            None => text.judge(head).map_err(|error| super::input::failed(&text.shown, &error))?,
        }
        Ok(text)
    }

    /// The first part of the text, and whether that is all of it.
    pub fn head(&self) -> (&[u8], bool) {
        (&self.buffer[self.start..self.end], self.read < HEAD as u64)
    }

    /// What is known of the encoding now, where that was not known when the text was opened.
    pub fn late(&mut self) -> Option<Diagnostic> {
        self.late.take()
    }

    fn hold(&mut self, bytes: &[u8]) {
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        (self.start, self.end) = (0, self.buffer.len());
    }

    fn settle(&mut self, guess: Guess, bytes: &[u8]) {
        self.encoding = guess.encoding.name();
        self.evidence = guess.evidence;
        if guess.encoding == UTF_8 {
            self.state = State::Plain;
            self.hold(bytes);
        } else {
            let mut decoder = Box::new(guess.encoding.new_decoder_without_bom_handling());
            self.decode(&mut decoder, bytes, false);
            self.state = State::Coded(decoder);
        }
    }

    /// Decides the encoding by `bytes`, the first that are not all ASCII, and a mebibyte from there.
    fn judge(&mut self, bytes: &[u8]) -> io::Result<()> {
        let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let offset = self.read - bytes.len() as u64;
        let mut sample = bytes.to_vec();
        let wanted = (first + HEAD).saturating_sub(sample.len()) as u64;
        self.read += (&mut self.input).take(wanted).read_to_end(&mut sample)? as u64;
        match from_sample(&sample, offset) {
            Some(guess) => self.settle(guess, &sample),
            None => self.hold(&sample),
        }
        Ok(())
    }

    fn decode(&mut self, decoder: &mut Decoder, mut bytes: &[u8], last: bool) {
        self.buffer.clear();
        loop {
            let written = self.buffer.len();
            let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(CHUNK).max(16);
            self.buffer.resize(written + room, 0);
            let (result, read, wrote) =
                decoder.decode_to_utf8_without_replacement(bytes, &mut self.buffer[written..], last);
            self.buffer.truncate(written + wrote);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.buffer.extend_from_slice(BROKEN),
            }
        }
        (self.start, self.end) = (0, self.buffer.len());
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.start == self.end {
            let state = std::mem::replace(&mut self.state, State::Ended);
            let (next, more) = match state {
                State::Ended => (State::Ended, false),
                State::Coded(mut decoder) => {
                    let mut raw = std::mem::take(&mut self.raw);
                    raw.resize(CHUNK, 0);
                    let count = pull(&mut self.input, &mut raw)?;
                    self.read += count as u64;
                    self.decode(&mut decoder, &raw[..count], count == 0);
                    self.raw = raw;
                    (if count == 0 { State::Ended } else { State::Coded(decoder) }, count > 0)
                }
                state => {
                    if self.buffer.len() != CHUNK {
                        self.buffer = vec![0; CHUNK];
                    }
                    let count = pull(&mut self.input, &mut self.buffer)?;
                    self.read += count as u64;
                    (self.start, self.end) = (0, count);
                    (state, count > 0)
                }
            };
            self.state = next;
            if !more {
                break;
            }
            if matches!(self.state, State::Ascii) && !self.buffer[..self.end].is_ascii() {
                self.judge_late()?;
            }
        }
        Ok(())
    }

    fn judge_late(&mut self) -> io::Result<()> {
        let bytes = self.buffer[..self.end].to_vec();
        self.judge(&bytes)?;
        let found = format!("the text is {} ({})", self.encoding, self.evidence);
        self.late = Some(Diagnostic::warning(Place::file(self.shown.clone()), found));
        Ok(())
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }
}

impl Read for Text {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let found = self.fill_buf()?;
        let count = found.len().min(into.len());
        into[..count].copy_from_slice(&found[..count]);
        self.consume(count);
        Ok(count)
    }
}

fn pull(input: &mut Bytes, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn named(input: &Input, name: &str) -> Result<&'static Encoding, IngestError> {
    let label = if name.eq_ignore_ascii_case("mac-roman") || name.eq_ignore_ascii_case("macroman") {
        "macintosh"
    } else {
        name
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        input
            .error(format!("there is no encoding `{name}`"))
            .hint("expected a name such as `utf-8`, `utf-16le`, `windows-1252`, `macintosh`")
            .into()
    })
}

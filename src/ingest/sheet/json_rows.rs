//! JSON as rows: an object a line, an array of objects, or an object around one.
//!
//! Columns are the keys in the order in which they first appear. A file is read twice, first for its keys; of standard
//! input the first rows tell them, and a key that comes later is left out with a warning.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use super::decode::Text;
use super::encoding::from_start;
use super::input::{HEAD, Input, failed};
use super::json::{Fault, Parser, REPLACED};
use super::json_keys::Keys;
use super::{Container, Opening, RowSource, Sheet, json_records};
use crate::diag::{Diagnostic, Place};
use crate::ingest::{IngestError, Row};

/// An object a line.
pub(super) const LINES: Container = Container {
    id: "jsonl",
    about: "JSON Lines: an object a line",
    extensions: &["jsonl", "ndjson"],
    fits: |input| form(input) == Some(Form::Lines),
    open: open_lines,
};

/// One JSON text.
pub(super) const WHOLE: Container = Container {
    id: "json",
    about: "JSON: an array of objects, or an object that holds one",
    extensions: &["json"],
    fits: |input| form(input) == Some(Form::Whole),
    open: open_whole,
};

/// Bytes of a JSON text, which is held while its rows are given.
const WHOLE_BYTES: u64 = 512 << 20;

/// Bytes of one line.
const LINE_BYTES: u64 = 128 << 20;

/// Rows and bytes of standard input that tell the keys.
const FIRST: (usize, usize) = (8192, 8 << 20);

/// What to do about too many keys.
const KEYS: &str = "where keys are ids, write each as an object with the id as a value";

#[derive(PartialEq)]
enum Form {
    Lines,
    Whole,
}

fn form(input: &Input) -> Option<Form> {
    let head = match from_start(&input.head) {
        Some((guess, length)) => guess.encoding.decode_without_bom_handling(&input.head[length..]).0,
        None => String::from_utf8_lossy(&input.head),
    };
    let lines = input.is_named(LINES.extensions);
    let otherwise = || if lines { Some(Form::Lines) } else { input.is_named(WHOLE.extensions).then_some(Form::Whole) };
    let mut parser = Parser::new(&head, 0);
    match parser.peek()? {
        b'[' => {
            parser.pass(b'[');
            matches!(parser.peek(), None | Some(b'{' | b'[' | b']')).then_some(Form::Whole).or_else(otherwise)
        }
        b'{' => match parser.value() {
            Ok(_) if parser.is_line() => Some(Form::Lines),
            Ok(_) if parser.peek().is_some() => otherwise(),
            Ok(_) => Some(if lines { Form::Lines } else { Form::Whole }),
            Err(fault) if fault.at >= head.len() && input.head.len() == HEAD => {
                Some(if lines { Form::Lines } else { Form::Whole })
            }
            Err(_) => otherwise(),
        },
        _ => None,
    }
}

fn open_lines(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let again = input.again()?;
    let mut lines = Lines {
        text: Text::new(input, opening)?,
        line: 0,
        first: VecDeque::new(),
        keys: Keys::default(),
        named: false,
        told: (false, false),
        warnings: Vec::new(),
    };
    let mut bytes = 0;
    let mut count = 0;
    while let Some((number, line)) = lines.next()? {
        let text = String::from_utf8_lossy(&line);
        if let Ok(value) = Parser::new(&text, 0).value() {
            let learnt = lines.keys.learn(&text, &value);
            learnt
                .map_err(|found| Diagnostic::error(Place::line(lines.text.shown.clone(), number), found).hint(KEYS))?;
        }
        if again.is_none() {
            (bytes, count) = (bytes + line.len(), count + 1);
            lines.first.push_back((number, line));
            if count >= FIRST.0 || bytes >= FIRST.1 {
                break;
            }
        }
    }
    if let Some(again) = again {
        (lines.text, lines.line) = (Text::new(again, opening)?, 0);
    }
    if lines.keys.names.is_empty() {
        return Err(crate::ingest::records::nothing(&lines.text.shown).into());
    }
    let warnings = lines.text.late().into_iter().collect();
    Ok(sheet(
        LINES.id,
        lines.text.shown.clone(),
        (lines.text.encoding, lines.text.evidence.clone()),
        Some("LF"),
        warnings,
        Box::new(lines),
    ))
}

struct Lines {
    text: Text,
    line: u64,
    /// Lines of standard input that were read for their keys.
    first: VecDeque<(u64, Vec<u8>)>,
    keys: Keys,
    named: bool,
    /// Whether a late key and a broken escape were told.
    told: (bool, bool),
    warnings: Vec<Diagnostic>,
}

impl Lines {
    /// The next line that is not blank, with its number.
    fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, IngestError> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut self.text).take(LINE_BYTES).read_until(b'\n', &mut line);
            let count = read.map_err(|error| failed(&self.text.shown, &error))?;
            self.line += 1;
            if count == 0 {
                return Ok(None);
            }
            if count as u64 == LINE_BYTES {
                let found = format!("the line is longer than {} MiB, expected an object a line", LINE_BYTES >> 20);
                return Err(Diagnostic::error(Place::line(self.text.shown.clone(), self.line), found)
                    .hint("is it one object a line? One JSON text is opened as `json`")
                    .into());
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some((self.line, line)));
            }
        }
    }

    fn warn(&mut self, number: u64, found: String) {
        self.warnings.push(Diagnostic::warning(Place::line(self.text.shown.clone(), number), found));
    }

    fn fill(&mut self, number: u64, line: &[u8], row: &mut Row) {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                row.start(number);
                return row.spoil(format!("the line is not UTF-8 at byte {}", error.valid_up_to() + 1));
            }
        };
        let mut parser = Parser::new(text, 0);
        let value = parser.value().and_then(|value| {
            if parser.peek().is_none() { Ok(value) } else { Err(parser.fault("the end of the line")) }
        });
        let value = match value {
            Ok(value) => value,
            Err(fault) => {
                row.start(number);
                return row.spoil(format!("the line is no JSON at byte {}, expected {}", fault.at + 1, fault.expected));
            }
        };
        let unknown = self.keys.fill(text, &value, number, row);
        if parser.replaced && !std::mem::replace(&mut self.told.1, true) {
            self.warn(number, format!("{REPLACED}, here first"));
        }
        if let Some(key) = unknown.filter(|_| !std::mem::replace(&mut self.told.0, true)) {
            let found = format!("the key `{key}` comes after the columns were decided, and is left out, as are others");
            self.warn(number, found);
        }
    }
}

impl RowSource for Lines {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        if !std::mem::replace(&mut self.named, true) {
            self.keys.header(row);
            return Ok(true);
        }
        let next = match self.first.pop_front() {
            Some(line) => Some(line),
            None => self.next()?,
        };
        let Some((number, line)) = next else { return Ok(false) };
        self.fill(number, &line, row);
        Ok(true)
    }

    fn warnings(&mut self) -> Vec<Diagnostic> {
        self.warnings.extend(self.text.late());
        std::mem::take(&mut self.warnings)
    }
}

fn open_whole(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let mut reader = Text::new(input, opening)?;
    let shown = reader.shown.clone();
    let mut bytes = Vec::new();
    let read = (&mut reader).take(WHOLE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(&shown, &error))?;
    if bytes.len() as u64 > WHOLE_BYTES {
        let found = format!("the JSON text is larger than {} MiB", WHOLE_BYTES >> 20);
        return Err(Diagnostic::error(Place::file(shown), found)
            .hint("write one object a line (JSON Lines), which has no such limit")
            .into());
    }
    let mut warnings: Vec<Diagnostic> = reader.late().into_iter().collect();
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let found = format!("the text is not UTF-8 at byte {at}; what does not decode was read as U+FFFD");
        warnings.push(Diagnostic::warning(Place::file(shown.clone()), found));
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    });
    let encoding = (reader.encoding, reader.evidence.clone());
    if let Some(rows) = json_records::known(&text, &shown, &mut warnings) {
        return Ok(sheet(WHOLE.id, shown, encoding, None, warnings, rows));
    }
    let wrong = |fault: Fault| {
        let found = format!("the text is no JSON here, expected {}", fault.expected);
        Diagnostic::error(Place::offset(shown.clone(), &text, fault.at), found)
            .hint("the file may be cut short or edited by hand: export it again")
    };
    let (start, alone) = rows_start(&text, &shown, &wrong)?;
    let mut keys = Keys::default();
    let mut parser = Parser::new(&text, start);
    let mut replaced = false;
    while alone || !parser.pass(b']') {
        let value = parser.value().map_err(wrong)?;
        keys.learn(&text, &value).map_err(|found| Diagnostic::error(Place::file(shown.clone()), found).hint(KEYS))?;
        replaced |= parser.replaced;
        if alone || !parser.pass(b',') && parser.peek() != Some(b']') {
            break;
        }
    }
    if !alone && !text[..parser.at].ends_with(']') {
        return Err(wrong(parser.fault("`,` or `]`")).into());
    }
    if keys.names.is_empty() {
        return Err(crate::ingest::records::nothing(&shown).into());
    }
    if replaced {
        warnings.push(Diagnostic::warning(Place::file(shown.clone()), REPLACED));
    }
    let rows = Whole { at: start, line: 1, counted: 0, alone, done: false, named: false, keys, text };
    Ok(sheet(WHOLE.id, shown.clone(), encoding, None, warnings, Box::new(rows)))
}

/// Where the objects start, and whether there is only one.
fn rows_start(text: &str, shown: &str, wrong: &dyn Fn(Fault) -> Diagnostic) -> Result<(usize, bool), IngestError> {
    let mut parser = Parser::new(text, 0);
    if parser.pass(b'[') {
        return Ok((parser.at, false));
    }
    let mut found: Vec<(String, usize)> = Vec::new();
    let object = parser.peek() == Some(b'{');
    let members = parser.members(|parser, key| {
        let mut inner = Parser::new(text, parser.at);
        if inner.pass(b'[') {
            let at = inner.at;
            if inner.peek() == Some(b'{') {
                found.push((key, at));
            }
        }
        parser.value().map(|_| ())
    });
    if !object {
        return Err(wrong(parser.fault("an array of objects")).into());
    }
    members.map_err(wrong)?;
    match &found[..] {
        [] => Ok((0, true)),
        [(_, at)] => Ok((*at, false)),
        several => {
            let names: Vec<String> = several.iter().map(|(key, _)| format!("`{key}`")).collect();
            let message = format!("there are arrays of objects under {}, expected one", names.join(", "));
            Err(Diagnostic::error(Place::file(shown), message).hint("keep the one with the comments or answers").into())
        }
    }
}

struct Whole {
    text: String,
    at: usize,
    /// The line of the byte `counted`.
    line: u64,
    counted: usize,
    alone: bool,
    done: bool,
    named: bool,
    keys: Keys,
}

impl RowSource for Whole {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        if !std::mem::replace(&mut self.named, true) {
            self.keys.header(row);
            return Ok(true);
        }
        let mut parser = Parser::new(&self.text, self.at);
        parser.pass(b',');
        if self.done || matches!(parser.peek(), None | Some(b']')) {
            return Ok(false);
        }
        let start = parser.at;
        // It was read once for its keys, and cannot fail now.
        let Ok(value) = parser.value() else { return Ok(false) };
        self.line += self.text.as_bytes()[self.counted..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        (self.counted, self.at, self.done) = (start, parser.at, self.alone);
        self.keys.fill(&self.text, &value, self.line, row);
        Ok(true)
    }
}

fn sheet(
    container: &'static str,
    shown: String,
    (encoding, evidence): (&'static str, String),
    line_ends: Option<&'static str>,
    warnings: Vec<Diagnostic>,
    rows: Box<dyn RowSource>,
) -> Sheet {
    Sheet {
        shown,
        container,
        encoding,
        encoding_evidence: evidence,
        line_ends,
        delimiter: None,
        dictionary: None,
        named: true,
        warnings,
        rows,
    }
}

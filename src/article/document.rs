//! A text as `verify` reads it: passages with the place of every character, and the marked values in them.

use std::ops::Range;

use crate::diag::{Diagnostic, Place};

/// Bytes that an article may have, packed or unpacked.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// What an article is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, CommonMark with tables and footnotes.
    Markdown,
    /// HTML.
    Html,
    /// A Word document.
    Docx,
}

impl Format {
    /// The format of a file: a Word document by its first bytes, else by its name; Markdown where neither tells.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match ending.as_str() {
            _ if bytes.starts_with(b"PK\x03\x04") => Self::Docx,
            "docx" => Self::Docx,
            "html" | "htm" | "xhtml" => Self::Html,
            _ => Self::Markdown,
        }
    }
}

/// A marked value in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What is named: `share(themes.personalise)`.
    pub call: String,
    /// Its text in the passage.
    pub text: Range<usize>,
    /// What stands between the marks in the source.
    pub source: Range<usize>,
}

/// A piece of text that is read as one: a paragraph, a heading, a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// The text as a reader sees it.
    pub text: String,
    /// From where in the text which place of the source: for the start of each run.
    runs: Vec<(usize, usize)>,
    /// The paragraph's number, where the source has no lines.
    pub paragraph: Option<u64>,
    /// Whether it is set off as a quotation.
    pub quotation: bool,
    /// Whether it is a row of a table.
    pub row: bool,
    /// The marked values.
    pub marks: Vec<Mark>,
}

impl Passage {
    /// The place in the source of a place in the text.
    fn source(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|run| run.0 <= at).checked_sub(1).and_then(|run| self.runs.get(run));
        run.map_or(0, |(text, source)| source + (at - text))
    }
}

/// A text with its passages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    /// The name of the file, for messages.
    pub name: String,
    /// The source; empty for a Word document.
    pub source: String,
    pub passages: Vec<Passage>,
}

impl Document {
    /// Reads a text in one of the formats.
    pub fn read(name: &str, bytes: &[u8], format: Format) -> Result<Self, Diagnostic> {
        if bytes.len() > MOST_BYTES {
            let message = format!("the article has more than {} MiB", MOST_BYTES >> 20);
            return Err(Diagnostic::error(Place::file(name), message).hint("is it the right file?"));
        }
        if format == Format::Docx {
            let passages = super::docx::passages(name, bytes)?;
            return Ok(Self { name: name.to_owned(), source: String::new(), passages });
        }
        let source = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            Diagnostic::error(Place::line(name, line), "the article is not UTF-8").hint("save it as UTF-8")
        })?;
        Ok(Self::of_text(name, source, format))
    }

    /// The passages of a text.
    pub fn of_text(name: &str, source: &str, format: Format) -> Self {
        let passages = match format {
            Format::Html => super::html::passages(source),
            Format::Markdown | Format::Docx => super::markdown::passages(source),
        };
        Self { name: name.to_owned(), source: source.to_owned(), passages }
    }

    /// The place of a byte of a passage: line and column of the source; in a Word document, paragraph and character.
    pub fn place(&self, passage: &Passage, at: usize) -> Place {
        match passage.paragraph {
            Some(paragraph) => {
                let before = passage.text.get(..at).unwrap_or(&passage.text).chars().count() as u64;
                Place { source: self.name.clone(), line: Some(paragraph), column: Some(before + 1) }
            }
            None => Place::offset(self.name.clone(), &self.source, passage.source(at)),
        }
    }
}

/// Puts passages together from pieces of text.
#[derive(Debug, Default)]
pub(super) struct Builder {
    done: Vec<Passage>,
    now: Passage,
    /// The mark that is open: its call, and where its value begins in the text and in the source.
    open: Option<(String, usize, usize)>,
    pub quotation: usize,
    pub row: bool,
    pub paragraph: Option<u64>,
}

impl Builder {
    /// Adds text that stands in the source from `source` on, letter for letter.
    pub fn text(&mut self, text: &str, source: usize) {
        self.now.runs.push((self.now.text.len(), source));
        self.now.text.push_str(text);
    }

    /// Adds a comment of the source: a mark begins or ends, or nothing happens.
    pub fn comment(&mut self, comment: &str, source: Range<usize>) {
        if let Some(call) = super::marks::call(comment) {
            self.open = Some((call, self.now.text.len(), source.end));
        } else if super::marks::ends(comment)
            && let Some((call, text, begin)) = self.open.take()
        {
            self.now.marks.push(Mark { call, text: text..self.now.text.len(), source: begin..source.start });
        }
    }

    /// Ends the passage.
    pub fn flush(&mut self) {
        // A value that runs past its paragraph is closed there: what stands in it is still read.
        self.open = None;
        let mut passage = std::mem::take(&mut self.now);
        if !passage.text.trim().is_empty() || !passage.marks.is_empty() {
            passage.quotation = self.quotation > 0;
            passage.row = self.row;
            passage.paragraph = self.paragraph;
            self.done.push(passage);
        }
    }

    pub fn finish(mut self) -> Vec<Passage> {
        self.flush();
        self.done
    }
}

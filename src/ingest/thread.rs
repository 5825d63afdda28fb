//! The comment section of a post as a person copies it from the page: names, headlines and buttons go, texts stay.
//!
//! A comment begins with lines about its author and ends with buttons; between them stands how old it is, on a line of
//! its own, which parts the author's lines from the text. Where the page leaves one of these out, the others are used.
//! People are numbered by first appearance. Their names are used to mask mentions of them, and leave this file no other
//! way.

mod lines;
mod names;

use std::path::Path;

use super::IngestError;
use super::personal::Masked;
use crate::diag::{Diagnostic, Place};
use lines::{Buttons, age, buttons, has_degree, is_author_mark, is_noise, is_reaction, reactions, tidy, unfolded};
use names::profile;
pub use names::{MASK, People, name};

/// Longer files are no comment section that anybody copied.
const MOST_BYTES: u64 = 64 << 20;

/// A comment of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadComment {
    /// The number of its author, first = 1, by first appearance; `None` where no name stands above it.
    pub author: Option<usize>,
    /// How old the page says it is: `3d`.
    pub age: Option<String>,
    /// Number of reactions, where it is given.
    pub reactions: Option<u64>,
    /// The place in the thread of the comment that it answers, where it is indented below one.
    pub reply_to: Option<usize>,
    /// The text, with masks for names, addresses, numbers, links and handles.
    pub text: String,
}

/// A comment section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// The comments from top to bottom.
    pub comments: Vec<ThreadComment>,
    /// Number of people.
    pub people: usize,
    /// The number of the person whom the page marks as the author of the post.
    pub poster: Option<usize>,
    /// Comments that the page had folded, so that their end was not copied.
    pub folded: u64,
    /// Lines that belong to no comment and are nothing that is known.
    pub unplaced: u64,
    /// Mentions of people of the thread that were masked.
    pub names: u64,
    /// What else was masked.
    pub masked: Masked,
    /// The people by their names: for telling them again in another thread, and never to be written.
    pub known: People,
}

/// Reads a copied comment section from a file.
///
/// # Errors
/// The file cannot be read, is larger than any comment section, or holds no comment.
pub fn read_thread(path: &Path, shown: &str) -> Result<Thread, IngestError> {
    let failed = |source| IngestError::Read { path: path.to_owned(), source };
    let refused =
        |message: String, hint: &str| IngestError::from(Diagnostic::error(Place::file(shown), message).hint(hint));
    if std::fs::metadata(path).map_err(failed)?.len() > MOST_BYTES {
        let message = format!("is larger than {} MiB, expected a copied comment section", MOST_BYTES >> 20);
        return Err(refused(message, "a file of rows with comments is read by `verbatims init FILE`"));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let (encoding, _) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, _, broken) = encoding.decode(&bytes);
    let text = if broken { encoding_rs::WINDOWS_1252.decode(&bytes).0 } else { text };
    let thread = parse_thread(&text);
    if thread.comments.is_empty() {
        let message =
            format!("no comment was found in {} lines, expected a copied comment section", text.lines().count());
        return Err(refused(
            message,
            "copy from the first name to the last “Reply”, with names, ages and buttons, and save as plain text",
        ));
    }
    Ok(thread)
}

/// Reads a copied comment section; any text gives a thread, if only an empty one.
#[must_use]
pub fn parse_thread(text: &str) -> Thread {
    let mut reading = Reading::default();
    for line in text.split(['\n', '\r']) {
        reading.take(line);
    }
    reading.finish()
}

/// A line above a comment: how far it is indented, and its words.
type Above = (usize, String);

/// A comment whose names are not masked yet.
struct Raw {
    author: Option<usize>,
    age: Option<String>,
    reactions: Option<u64>,
    indent: usize,
    lines: Vec<String>,
}

/// Where the reading of a thread stands.
#[derive(Default)]
struct Reading {
    people: People,
    poster: Option<usize>,
    unplaced: u64,
    found: Vec<Raw>,
    /// Lines that stand above the next comment.
    head: Vec<Above>,
    /// The comment whose text is being read.
    open: Option<Raw>,
    /// Whether a number on the next line counts reactions.
    after_like: bool,
}

/// Lines above a comment at most, where nothing marks their beginning.
const HEAD: usize = 4;

/// Lines of a text that are searched for the beginning of a next comment without buttons between.
const BACK: usize = 8;

impl Reading {
    fn take(&mut self, line: &str) {
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let words = tidy(line);
        match self.open {
            Some(_) => self.in_text(words),
            None => self.between(indent, words),
        }
    }

    fn between(&mut self, indent: usize, words: String) {
        if words.is_empty() {
            return;
        }
        if let Some(age) = age(&words) {
            let head = std::mem::take(&mut self.head);
            self.begin(head, Some(age));
        } else if let Some(found) = buttons(&words) {
            self.without_age();
            self.pressed(found);
        } else if is_noise(&words) {
            if let (true, Some(count)) = (self.head.is_empty() && self.after_like, reactions(&words)) {
                self.react(count);
            }
        } else {
            self.head.push((indent, words));
        }
    }

    fn in_text(&mut self, words: String) {
        if let Some(found) = buttons(&words) {
            self.close();
            self.pressed(found);
            return;
        }
        let age = age(&words);
        let next = age.clone().and_then(|age| Some((age, self.next_head()?)));
        let Some(open) = &mut self.open else { return };
        if open.lines.iter().all(String::is_empty) && (age.is_some() || matches!(words.as_str(), "(edited)" | "Edited"))
        {
            // The page says the age twice, once for those who do not see it.
            return;
        }
        match next {
            Some((age, at)) => {
                let head = open.lines.split_off(at);
                let indent = open.indent;
                self.close();
                self.begin(head.into_iter().map(|line| (indent, line)).collect(), Some(age));
            }
            None => open.lines.push(words),
        }
    }

    /// Where in the open text the lines above a next comment begin: an age that follows them was just read.
    fn next_head(&self) -> Option<usize> {
        let lines = &self.open.as_ref()?.lines;
        let from = lines.len().saturating_sub(BACK);
        let heads = |at: &usize| {
            let line = &lines[*at];
            let repeats = lines.get(at + 1).is_some_and(|next| next == line && name(line).is_some());
            profile(line).is_some() || repeats || (has_degree(line) && name(line).is_some())
        };
        let marked = (from..lines.len()).find(heads);
        marked.or_else(|| {
            let degree = (from..lines.len()).find(|at| has_degree(&lines[*at]))?;
            degree.checked_sub(1)
        })
    }

    fn pressed(&mut self, found: Buttons) {
        self.after_like = found.ends_in_like;
        if let Some(count) = found.reactions {
            self.react(count);
        }
    }

    fn react(&mut self, count: u64) {
        if let Some(last) = self.found.last_mut() {
            last.reactions = last.reactions.or(Some(count));
        }
    }

    /// Begins a comment below these lines.
    fn begin(&mut self, head: Vec<Above>, age: Option<String>) {
        let start = start(&head);
        self.unplaced += start as u64;
        let head = &head[start..];
        let named = head.iter().find_map(|(_, line)| profile(line).map(str::to_owned));
        let named = named.or_else(|| head.iter().find_map(|(_, line)| name(line)));
        let author = named.map(|name| self.people.number(&name));
        if head.iter().any(|(_, line)| is_author_mark(line)) {
            self.poster = self.poster.or(author);
        }
        let indent = head.first().map_or(0, |(indent, _)| *indent);
        self.after_like = false;
        self.open = Some(Raw { author, age, reactions: None, indent, lines: Vec::new() });
    }

    /// Buttons below lines without an age: a name, perhaps a headline, a text.
    fn without_age(&mut self) {
        let head = std::mem::take(&mut self.head);
        let from = start(&head);
        let lines = &head[from..];
        let degree = lines.iter().position(|(_, line)| has_degree(line));
        let behind = match degree {
            // A headline stands below the degree, where two lines or more do.
            Some(degree) if lines.len() > degree + 2 => degree + 2,
            Some(degree) => degree + 1,
            None => 1 + lines.iter().skip(1).take_while(|(_, line)| name(line).is_none()).count(),
        };
        if lines.len() <= behind {
            self.unplaced += head.len() as u64;
            return;
        }
        let texts: Vec<String> = lines[behind..].iter().map(|(_, line)| line.clone()).collect();
        self.begin(head[..from + behind].to_vec(), None);
        if let Some(open) = &mut self.open {
            open.lines = texts;
        }
        self.close();
    }

    fn close(&mut self) {
        let Some(mut raw) = self.open.take() else { return };
        while raw.lines.last().is_some_and(String::is_empty) {
            raw.lines.pop();
        }
        if let [.., before, last] = raw.lines.as_slice()
            && is_reaction(before)
            && let Some(count) = reactions(last)
        {
            raw.reactions = Some(count);
            raw.lines.truncate(raw.lines.len() - 2);
        }
        self.found.push(raw);
    }

    fn finish(mut self) -> Thread {
        self.close();
        if self.head.iter().any(|(_, line)| has_degree(line) || profile(line).is_some()) {
            self.without_age();
        }
        self.unplaced += self.head.len() as u64;
        let mut thread = Thread { people: self.people.count(), poster: self.poster, ..Thread::default() };
        thread.unplaced = self.unplaced;
        let (mut top, mut base) = (None, None);
        for raw in self.found {
            let (text, folded) = text(&raw.lines);
            if text.is_empty() {
                continue;
            }
            let (text, names) = self.people.mask(&text);
            thread.names += names;
            thread.folded += u64::from(folded);
            let indented = raw.indent > *base.get_or_insert(raw.indent);
            let reply_to = top.filter(|_| indented);
            if !indented {
                top = Some(thread.comments.len());
            }
            let text = thread.masked.mask(&text);
            thread.comments.push(ThreadComment {
                author: raw.author,
                age: raw.age,
                reactions: raw.reactions,
                reply_to,
                text,
            });
        }
        thread.known = self.people;
        thread
    }
}

/// Where the lines of the author begin: what stands before them belongs to the page.
fn start(head: &[Above]) -> usize {
    let line = |at: usize| head[at].1.as_str();
    let repeats = |at: &usize| *at + 1 < head.len() && line(*at) == line(at + 1);
    let named_degree = |at: usize| if name(line(at)).is_some() { at } else { at.saturating_sub(1) };
    let marked = (0..head.len()).rev().find(|at| profile(line(*at)).is_some());
    let marked = marked.or_else(|| (0..head.len()).rev().find(repeats));
    let marked = marked.or_else(|| (0..head.len()).rev().find(|at| has_degree(line(*at))).map(named_degree));
    marked.unwrap_or_else(|| if head.len() <= HEAD { 0 } else { head.len() - 2 })
}

/// The text of a comment, without the buttons that unfold it.
fn text(lines: &[String]) -> (String, bool) {
    let mut folded = false;
    let mut shown: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines {
        let (text, was_folded) = unfolded(line);
        folded |= was_folded;
        shown.push(text);
    }
    (shown.join("\n").trim().to_owned(), folded)
}

#[cfg(test)]
mod tests;

//! A running text of which some words are marked: its lines, and the runs of each line.

use super::canvas::printable;
use super::lines::Room;
use crate::text::Span;

/// A text, letter by letter, with what is marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    text: String,
    /// For every letter that is no space, whether it is marked.
    marked: Vec<bool>,
}

/// A part of a line, all of it marked or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words, without spaces at the ends.
    pub text: String,
    /// Whether they are marked.
    pub marked: bool,
    /// Whether a space stands before them.
    pub spaced: bool,
}

impl Flow {
    /// A text in curly quotes with these parts of it marked; a span that does not fit the text marks nothing.
    pub fn quoted(text: &str, spans: &[Span]) -> Self {
        let mut flow = Self::default();
        flow.push("“", false);
        let mut end = 0;
        for span in spans {
            let (before, words) = (text.get(end..span.start), text.get(span.start..span.end));
            if let (Some(before), Some(words)) = (before, words) {
                flow.push(before, false);
                flow.push(words, true);
                end = span.end;
            }
        }
        flow.push(text.get(end..).unwrap_or_default(), false);
        let closed = flow.text.trim_end().len();
        flow.text.truncate(closed);
        flow.push("”", false);
        flow
    }

    /// A text without marks.
    pub fn plain(text: &str) -> Self {
        let mut flow = Self::default();
        flow.push(text, false);
        flow
    }

    fn push(&mut self, text: &str, marked: bool) {
        let text = if self.text == "“" { text.trim_start() } else { text };
        let text = printable(text);
        self.marked.extend(text.chars().filter(|letter| !letter.is_whitespace()).map(|_| marked));
        self.text.push_str(&text);
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines in a room, each as its runs.
    pub fn lines(&self, room: &Room<'_>) -> Vec<Vec<Run>> {
        let mut flags = self.marked.iter().copied();
        room.without_widow(&self.text).iter().map(|line| runs(line, &mut flags)).collect()
    }
}

fn runs(line: &str, flags: &mut impl Iterator<Item = bool>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut spaced = false;
    for letter in line.chars() {
        if letter.is_whitespace() {
            spaced = true;
            continue;
        }
        // An ellipsis for what is cut has no letter of its own.
        let marked = flags.next().unwrap_or(false);
        match runs.last_mut() {
            Some(run) if run.marked == marked => {
                if spaced {
                    run.text.push(' ');
                }
                run.text.push(letter);
            }
            _ => runs.push(Run { text: letter.to_string(), marked, spaced }),
        }
        spaced = false;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::font::{Fonts, Weight};

    fn room(width: f32) -> Room<'static> {
        Room { fonts: Fonts::bundled(), size: 15, weight: Weight::Bold, width, lines: 9 }
    }

    #[test]
    fn marked_words_keep_their_mark_where_a_line_breaks() {
        let flow = Flow::quoted(" say why we should talk ", &[Span { start: 5, end: 18 }]);
        assert_eq!(flow.text(), "“say why we should talk”");
        let said = |width: f32| -> Vec<Vec<(String, bool)>> {
            let lines = flow.lines(&room(width)).into_iter();
            lines.map(|line| line.into_iter().map(|run| (run.text, run.marked)).collect()).collect()
        };
        let run = |text: &str, marked| (text.to_owned(), marked);
        assert_eq!(said(900.0), [[run("“say", false), run("why we should", true), run("talk”", false)]]);
        assert_eq!(said(90.0)[1][0], run("we should", true));
    }

    #[test]
    fn a_span_that_does_not_fit_marks_nothing_and_hidden_letters_shift_nothing() {
        let flow = Flow::quoted("é", &[Span { start: 1, end: 2 }, Span { start: 0, end: 9 }]);
        assert_eq!(flow.lines(&room(90.0)), [[Run { text: "“é”".into(), marked: false, spaced: false }]]);
        let flow = Flow::quoted("a\u{0}\u{FE0F}b c", &[Span { start: 7, end: 8 }]);
        let runs = flow.lines(&room(900.0)).concat();
        assert_eq!(runs.iter().find(|run| run.marked).map(|run| run.text.as_str()), Some("c"));
    }
}

//! An imported dictionary as `codebook.toml`, and where each of its lines comes from.

use std::fmt::Write;

use super::{Imported, ImportedTheme, NestedScope};
use crate::codebook::literal::literal;

/// The text of a codebook, and for each of its lines the line of the file that it comes from.
pub(super) struct Written {
    pub text: String,
    pub lines: Vec<Option<u64>>,
}

/// Writes a codebook; `origin` is said at its top.
pub(super) fn toml(imported: &Imported, origin: Option<&str>) -> Written {
    let mut written = Written { text: String::new(), lines: Vec::new() };
    if let Some(origin) = origin {
        written.line(None, &format!("# Imported from {}.", origin.replace(char::is_control, " ")));
        if !imported.own_language {
            written.line(
                None,
                "# Every value stands as exact words in quotes, or with its wildcards; nothing matches by stem.",
            );
        }
        written.line(None, "");
    }
    if let Some(name) = &imported.name {
        written.line(None, &format!("name = {}", literal(name)));
    }
    for line in settings(imported) {
        written.line(None, line);
    }
    for theme in &imported.themes {
        written.theme(theme);
    }
    written
}

/// The keys that make matches come out as in the program that the dictionary comes from.
fn settings(imported: &Imported) -> Vec<&'static str> {
    let mut lines = Vec::new();
    if !imported.own_language {
        lines.extend([
            "spelling = \"as_written\"",
            "case = \"fold\" # quanteda's case_insensitive = FALSE is \"keep\", and `(?i)` left out of regular expressions",
            "accents = \"keep\"",
            "words = \"hyphenated\"",
        ]);
    }
    if imported.scope == NestedScope::Dictionary {
        lines.push("across = \"nested\"");
    }
    lines
}

impl Written {
    fn line(&mut self, from: Option<u64>, text: &str) {
        let _ = writeln!(self.text, "{text}");
        self.lines.push(from);
    }

    fn theme(&mut self, theme: &ImportedTheme) {
        let from = Some(theme.line);
        self.line(from, "");
        self.line(from, "[[theme]]");
        self.line(from, &format!("id = {}", literal(&theme.id)));
        if theme.label != theme.id {
            self.line(from, &format!("label = {}", literal(&theme.label)));
        }
        if let Some(parent) = &theme.parent {
            self.line(from, &format!("parent = {}", literal(parent)));
        }
        if !theme.definition.is_empty() {
            self.line(from, &format!("definition = {}", literal(&theme.definition)));
        }
        if theme.patterns.is_empty() {
            return;
        }
        self.line(from, "patterns = [");
        for (pattern, line) in &theme.patterns {
            self.line(Some(*line), &format!("  {},", literal(pattern)));
        }
        self.line(from, "]");
    }
}

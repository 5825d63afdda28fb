//! What can be wrong, said the same way everywhere: where, what was found, what was expected, a hint.
//!
//! Every stage builds its messages from [`Diagnostic`]; only `cli` prints them.

use std::fmt;

/// Where something was found: a file, and a line or a row where that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the study names it, or the name of a flag.
    pub source: String,
    /// Line in the file, first = 1.
    pub line: Option<u64>,
    /// Column in the line in characters, first = 1.
    pub column: Option<u64>,
}

impl Place {
    /// A place that is a whole file.
    #[must_use]
    pub fn file(source: impl Into<String>) -> Self {
        Self { source: source.into(), line: None, column: None }
    }

    /// A line of a file, first = 1.
    #[must_use]
    pub fn line(source: impl Into<String>, line: u64) -> Self {
        Self { source: source.into(), line: Some(line), column: None }
    }

    /// The place of a byte offset in `text`, the content of `source`.
    #[must_use]
    pub fn offset(source: impl Into<String>, text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            source: source.into(),
            line: Some(before.matches('\n').count() as u64 + 1),
            column: Some(before[line_start..].chars().count() as u64 + 1),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input cannot be used; nothing is written.
    Error,
    /// The run goes on; the reader should know.
    Warning,
}

impl Severity {
    /// The word that starts the message.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong or worth knowing, with its place and a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What was found, and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place: Some(place), message: message.into(), hint: None }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// The same diagnostic with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// A value, and what should be known about how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Warnings, in the order they were found.
    pub warnings: Vec<Diagnostic>,
}

/// The candidate that a mistyped name most likely means, if one is near enough.
#[must_use]
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&found.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// A hint that names the nearest candidate, or lists them all.
#[must_use]
pub fn did_you_mean(found: &str, candidates: &[&str]) -> String {
    match nearest(found, candidates.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => format!("expected one of: {}", candidates.join(", ")),
    }
}

/// What is wrong in a TOML file, with its place, and a hint where a key is misspelled.
#[must_use]
pub fn from_toml(source: &str, text: &str, error: &toml::de::Error) -> Diagnostic {
    let place = error.span().map_or_else(|| Place::file(source), |span| Place::offset(source, text, span.start));
    let message = error.message();
    let Some(rest) = message.strip_prefix("unknown field ") else { return Diagnostic::error(place, message) };
    let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    match names.split_first() {
        Some((found, expected)) => {
            Diagnostic::error(place, format!("unknown key `{found}`")).hint(did_you_mean(found, expected))
        }
        None => Diagnostic::error(place, message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_says_where_what_and_what_to_do() {
        let shown =
            Diagnostic::error(Place::line("comments.csv", 214), "column `age` has `abc`, expected a whole number")
                .hint("pass `--missing abc` to read it as missing")
                .to_string();
        assert_eq!(
            shown,
            "comments.csv:214: column `age` has `abc`, expected a whole number\nhint: pass `--missing abc` to read it as missing"
        );
    }

    #[test]
    fn an_offset_becomes_a_line_and_a_column_in_characters() {
        let place = Place::offset("study.toml", "a = 1\né = x", "a = 1\né = ".len());
        assert_eq!((place.line, place.column), (Some(2), Some(5)));
    }

    #[test]
    fn a_typing_slip_is_recognised() {
        assert_eq!(nearest("opitons", ["options", "question"]), Some("options"));
        assert_eq!(nearest("zzz", ["options", "question"]), None);
    }
}

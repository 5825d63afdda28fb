//! Codings: what a human decided, comment by comment, and which half of the comments is kept for testing.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::sheet::Opening;
use super::{Column, IngestError, Record, open_records};
use crate::diag::{Diagnostic, Place};

/// A human's decision that a comment shows, or does not show, a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The comment's id.
    pub comment: String,
    /// The theme's id.
    pub theme: String,
    /// The decision.
    pub decision: Decision,
}

/// What a coder decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The comment shows the theme: `1`.
    Yes,
    /// It does not: `0`.
    No,
    /// The coder could not decide: `?`.
    Undecided,
}

/// Which half of the coded comments one is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Not seen while patterns were written.
    Test,
    /// Open to whoever writes patterns.
    Tune,
}

impl Half {
    /// The word in a split file and in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Tune => "tune",
        }
    }
}

/// Reads a coding file: columns `comment`, `theme` and `value` (`1`, `0` or `?`); a missing row means *not read*. What
/// should be known of the file is added to `warnings`.
///
/// # Errors
/// The file cannot be used, a value is none of the three, or a comment is coded twice for one theme.
pub fn read_codings(path: &Path, shown: &str, warnings: &mut Vec<Diagnostic>) -> Result<Vec<Coding>, IngestError> {
    let mut seen = HashSet::new();
    read_rows(path, shown, warnings, ["comment", "theme", "value"], |[comment, theme, value], line| {
        let decision = match value {
            "1" => Decision::Yes,
            "0" => Decision::No,
            "?" => Decision::Undecided,
            _ => return Err(wrong(shown, line, format!("value is `{value}`, expected `1`, `0` or `?`"))),
        };
        if !seen.insert((comment.to_owned(), theme.to_owned())) {
            return Err(wrong(shown, line, format!("comment `{comment}` is coded twice for theme `{theme}`")));
        }
        Ok(Coding { comment: comment.to_owned(), theme: theme.to_owned(), decision })
    })
}

/// Reads a split file: columns `comment` and `split` (`test` or `tune`). What should be known of the file is added to
/// `warnings`.
///
/// # Errors
/// The file cannot be used, or a value is neither.
pub fn read_split(
    path: &Path,
    shown: &str,
    warnings: &mut Vec<Diagnostic>,
) -> Result<BTreeMap<String, Half>, IngestError> {
    let rows = read_rows(path, shown, warnings, ["comment", "split"], |[comment, split], line| {
        let half = [Half::Test, Half::Tune].into_iter().find(|half| half.id() == split);
        let half = half.ok_or_else(|| wrong(shown, line, format!("split is `{split}`, expected `test` or `tune`")))?;
        Ok((comment.to_owned(), half))
    })?;
    Ok(rows.into_iter().collect())
}

fn read_rows<const N: usize, T>(
    path: &Path,
    shown: &str,
    warnings: &mut Vec<Diagnostic>,
    columns: [&str; N],
    mut read: impl FnMut([&str; N], u64) -> Result<T, IngestError>,
) -> Result<Vec<T>, IngestError> {
    let mut records = open_records(path, shown, &Opening::default())?;
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = records.position(&Column::Name(column.to_owned()))?;
    }
    let mut rows = Vec::new();
    while let Some(next) = records.next_row()? {
        // A coding that cannot be read is an error and no bad row: a decision must not be lost in silence.
        let Record { line, cells } = next.map_err(|bad| Diagnostic::error(bad.place, bad.reason))?;
        rows.push(read(places.map(|place| cells[place].trim()), line)?);
    }
    warnings.extend(records.warnings());
    Ok(rows)
}

fn wrong(shown: &str, line: u64, message: String) -> IngestError {
    Diagnostic::error(Place::line(shown, line), message).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codings(content: &str) -> Result<Vec<Coding>, IngestError> {
        let read_error = |source| IngestError::Read { path: "".into(), source };
        let file = tempfile::NamedTempFile::new().map_err(read_error)?;
        std::fs::write(file.path(), content).map_err(read_error)?;
        read_codings(file.path(), "a.csv", &mut Vec::new())
    }

    #[test]
    fn a_value_is_one_of_three() -> Result<(), IngestError> {
        let read = codings("comment,theme,value,note\nc1,t,1,\nc2,t,0,\nc3,t,?,why\n")?;
        let decisions: Vec<Decision> = read.iter().map(|coding| coding.decision).collect();
        assert_eq!(decisions, [Decision::Yes, Decision::No, Decision::Undecided]);
        let error = codings("comment,theme,value\nc1,t,yes\n").err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("a.csv:2: value is `yes`, expected `1`, `0` or `?`"));
        Ok(())
    }

    #[test]
    fn a_decision_stands_once() {
        assert!(codings("comment,theme,value\nc1,t,1\nc1,t,0\n").is_err());
    }
}

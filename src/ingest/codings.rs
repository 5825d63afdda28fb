//! Codings: what a human decided, comment by comment, and which half of the comments is kept for testing.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::sheet::Opening;
use super::{Column, IngestError, Record, Records, open_records};
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

impl Decision {
    /// The value in a coding file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "1",
            Self::No => "0",
            Self::Undecided => "?",
        }
    }
}

/// The columns of a coding sheet beside those of the themes.
pub const SHEET_COLUMNS: [&str; 3] = ["comment", "text", "note"];

/// What may stand before a theme's id in the header of a coding sheet; where it does, no other column is a theme's.
pub const THEME: &str = "theme:";

/// The columns that only a sheet of settled disagreements has.
pub const SETTLED_COLUMNS: [&str; 2] = ["tagger", "evidence"];

/// Reads a coding file: columns `comment`, `theme` and `value` (`1`, `0` or `?`), or a coding sheet: one row a comment, a
/// column `comment` and one a theme, headed `id` or `theme:id`. A missing row, and a blank cell, mean *not read*. What
/// should be known of the file is added to `warnings`.
///
/// # Errors
/// The file cannot be used, a value is none of the three, or a comment is coded twice for one theme.
pub fn read_codings(path: &Path, shown: &str, warnings: &mut Vec<Diagnostic>) -> Result<Vec<Coding>, IngestError> {
    let mut records = open_records(path, shown, &Opening::default())?;
    let has = |name: &str| records.headers().iter().any(|header| header == name);
    let long = has("theme") || has("value");
    let codings = if long { read_long(&mut records, shown) } else { read_sheet(&mut records, shown) }?;
    warnings.extend(records.warnings());
    Ok(codings)
}

/// Whether a coding file holds decisions that settle disagreements: those were not made independently of the others.
///
/// # Errors
/// The file cannot be read.
pub fn is_settled(path: &Path, shown: &str) -> Result<bool, IngestError> {
    let records = open_records(path, shown, &Opening::default())?;
    Ok(SETTLED_COLUMNS.iter().all(|name| records.headers().iter().any(|header| header == name)))
}

fn read_long(records: &mut Records, shown: &str) -> Result<Vec<Coding>, IngestError> {
    let mut found = Found::new(shown);
    read_rows(records, ["comment", "theme", "value"], |[comment, theme, value], line| {
        found.add(comment, theme, ("value", value), line)
    })?;
    Ok(found.codings)
}

fn read_sheet(records: &mut Records, shown: &str) -> Result<Vec<Coding>, IngestError> {
    let comment = records.position(&Column::Name("comment".to_owned()))?;
    let headers: Vec<String> = records.headers().iter().map(|header| header.trim().to_owned()).collect();
    let marked = headers.iter().any(|name| name.starts_with(THEME));
    let theme = |(place, name): (usize, &'_ String)| match name.strip_prefix(THEME) {
        Some(theme) => Some((place, theme.to_owned())),
        None if marked || name.is_empty() || SHEET_COLUMNS.contains(&name.as_str()) => None,
        None => Some((place, name.clone())),
    };
    let themes: Vec<(usize, String)> = headers.iter().enumerate().filter_map(theme).collect();
    if themes.is_empty() {
        let expected = "there is no column `theme` and none for a theme";
        return Err(Diagnostic::error(Place::line(shown, 1), expected)
            .hint("a coding file has the columns comment, theme and value, or comment and one column a theme")
            .into());
    }
    let mut found = Found::new(shown);
    while let Some(next) = records.next_row()? {
        let Record { line, cells } = next.map_err(|bad| Diagnostic::error(bad.place, bad.reason))?;
        for (place, theme) in &themes {
            found.add(cells[comment].trim(), theme, (theme, cells[*place].trim()), line)?;
        }
    }
    Ok(found.codings)
}

/// The codings of a file so far.
struct Found<'a> {
    shown: &'a str,
    codings: Vec<Coding>,
    seen: HashSet<(String, String)>,
}

impl<'a> Found<'a> {
    fn new(shown: &'a str) -> Self {
        Self { shown, codings: Vec::new(), seen: HashSet::new() }
    }

    fn add(&mut self, comment: &str, theme: &str, (column, value): (&str, &str), line: u64) -> Result<(), IngestError> {
        if value.is_empty() {
            return Ok(());
        }
        let decision = [Decision::Yes, Decision::No, Decision::Undecided].into_iter().find(|one| one.id() == value);
        let decision = decision
            .ok_or_else(|| wrong(self.shown, line, format!("{column} is `{value}`, expected `1`, `0` or `?`")))?;
        if !self.seen.insert((comment.to_owned(), theme.to_owned())) {
            return Err(wrong(self.shown, line, format!("comment `{comment}` is coded twice for theme `{theme}`")));
        }
        self.codings.push(Coding { comment: comment.to_owned(), theme: theme.to_owned(), decision });
        Ok(())
    }
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
    let mut records = open_records(path, shown, &Opening::default())?;
    let rows = read_rows(&mut records, ["comment", "split"], |[comment, split], line| {
        let half = [Half::Test, Half::Tune].into_iter().find(|half| half.id() == split);
        let half = half.ok_or_else(|| wrong(shown, line, format!("split is `{split}`, expected `test` or `tune`")))?;
        Ok((comment.to_owned(), half))
    })?;
    warnings.extend(records.warnings());
    Ok(rows.into_iter().collect())
}

fn read_rows<const N: usize, T>(
    records: &mut Records,
    columns: [&str; N],
    mut read: impl FnMut([&str; N], u64) -> Result<T, IngestError>,
) -> Result<Vec<T>, IngestError> {
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
    fn a_sheet_has_a_column_a_theme_and_blank_cells_are_not_read() -> Result<(), IngestError> {
        let read = codings("comment,text,t1,t2,note\nc1,hello,1,,x\nc2,there,?,0,\nc3,you,,,\n")?;
        let shown: Vec<String> =
            read.iter().map(|coding| format!("{} {} {}", coding.comment, coding.theme, coding.decision.id())).collect();
        assert_eq!(shown, ["c1 t1 1", "c2 t1 ?", "c2 t2 0"]);
        assert_eq!(codings("comment,theme,value\nc1,t,\nc1,t,1\n")?.len(), 1);
        let error = codings("comment,t1\nc1,yes\n").err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("a.csv:2: t1 is `yes`, expected `1`, `0` or `?`"));
        assert!(codings("comment,text,note\nc1,a,b\n").is_err());
        let marked = codings("comment,note,age,theme:note\nc1,why,34,1\n")?;
        assert_eq!((marked.len(), marked[0].theme.as_str()), (1, "note"));
        assert!(codings("comment,t1\nc1,1\nc1,1\n").is_err());
        Ok(())
    }

    #[test]
    fn a_decision_stands_once() {
        assert!(codings("comment,theme,value\nc1,t,1\nc1,t,0\n").is_err());
    }
}

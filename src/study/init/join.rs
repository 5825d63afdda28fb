//! Several files of one survey: the column by which they are joined, found by name and by values, and whether a join keeps
//! every row exactly once.
//!
//! One file has each id once; every row of another must have one of these ids. Anything else would lose rows or multiply
//! them, and is an error that counts them. Rows are named by their lines, because an id may say who somebody is.

use std::collections::HashMap;

use super::part::read_columns;
use super::people::same;
use super::plan::FromExport;
use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, is_id_name, plain};
use crate::study::StudyError;

/// Columns of a file that are looked at as ids.
const LOOKED_AT: usize = 24;

/// Lines that an error names.
const LISTED: usize = 5;

/// How the files of a survey are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::study) struct Join {
    /// The place of the file that has each respondent once.
    pub base: usize,
    /// The place of the id's column in each file, first = 1.
    pub columns: Vec<usize>,
}

impl Join {
    /// The id's column in a file.
    pub(super) fn column(&self, file: usize) -> Option<Column> {
        self.columns.get(file).map(|position| Column::Position(*position))
    }
}

/// A column that may hold ids, with its cells.
struct Keys {
    position: usize,
    name: String,
    likely: u8,
    cells: Vec<String>,
}

/// A file with the columns that may hold ids, the likeliest first.
struct File<'f> {
    shown: &'f str,
    lines: Vec<u64>,
    keys: Vec<Keys>,
}

/// Finds how the files are joined.
///
/// # Errors
/// No column of a file holds ids of another, or the join would lose rows or multiply them.
pub(super) fn join(from: &FromExport<'_>, found: &[Inspection]) -> Result<Join, StudyError> {
    let mut files = Vec::with_capacity(found.len());
    for (at, inspection) in found.iter().enumerate() {
        let candidates = candidates(found, at);
        let columns: Vec<Column> = candidates.iter().map(|column| Column::Position(column.position)).collect();
        let (lines, cells) = read_columns(from, at, inspection, &columns)?;
        let keys = candidates.iter().zip(cells).map(|(column, cells)| Keys {
            position: column.position,
            name: column.name.clone(),
            likely: likely(&column.name, column.kind),
            cells: cells.iter().map(|cell| same(cell)).collect(),
        });
        files.push(File { shown: &inspection.shown, lines, keys: keys.collect() });
    }
    let mut wrong: Option<(u64, Diagnostic)> = None;
    for base in 0..files.len() {
        match with_base(&files, base) {
            Ok(join) => return Ok(join),
            Err((found, diagnostic)) => {
                if wrong.as_ref().is_none_or(|(most, _)| found > *most) {
                    wrong = Some((found, diagnostic));
                }
            }
        }
    }
    Err(wrong
        .map_or_else(|| Diagnostic::error(Place::file("FILE"), "expected two files or more"), |(_, wrong)| wrong)
        .into())
}

/// Joins every other file to this one; else says what is in the way, and how many rows did find theirs.
fn with_base(files: &[File<'_>], base: usize) -> Result<Join, (u64, Diagnostic)> {
    let others = || (0..files.len()).filter(|other| *other != base);
    let mut least: Option<(u64, Diagnostic)> = None;
    for key in &files[base].keys {
        let mut columns = vec![0; files.len()];
        columns[base] = key.position;
        let mut fits = true;
        for other in others() {
            let tried = files[other].keys.iter().filter(|theirs| pairs(key, theirs));
            let best = tried.map(|theirs| (Fit::of(key, theirs), theirs)).max_by_key(|(fit, theirs)| {
                (
                    fit.fits(),
                    theirs.likely,
                    plain(&key.name) == plain(&theirs.name),
                    fit.matched,
                    usize::MAX - theirs.position,
                )
            });
            match best {
                Some((fit, theirs)) if fit.fits() => columns[other] = theirs.position,
                Some((fit, theirs)) => {
                    fits = false;
                    // A column that is no id and fits nothing is not what anybody meant.
                    let meant = key.likely > 0 && theirs.likely > 0 && fit.matched > 0;
                    if meant && least.as_ref().is_none_or(|(most, _)| fit.matched > *most) {
                        least = Some((fit.matched, fit.wrong(&files[base], &files[other], key, theirs)));
                    }
                }
                None => fits = false,
            }
        }
        if fits {
            return Ok(Join { base, columns });
        }
    }
    Err(least.unwrap_or_else(|| (0, unrelated(files))))
}

fn unrelated(files: &[File<'_>]) -> Diagnostic {
    let shown: Vec<&str> = files.iter().map(|file| file.shown).collect();
    let message = "no column holds the ids of respondents that another file has, expected one to join them by";
    Diagnostic::error(Place::file(shown.join(", ")), message).hint(format!(
        "give the column with the respondent's id the same name in each file, such as `Respondent ID`; where no file says \
         whose comments these are, begin a study with each: `verbatims init {} --out STUDY`; an export of the same \
         questions from another time is added with `verbatims add STUDY FILE --wave NAME`",
        shown.last().unwrap_or(&"FILE"),
    ))
}

/// The columns that may hold ids: by their own name, or by a name that another file has too.
fn candidates(found: &[Inspection], at: usize) -> Vec<&ColumnSeen> {
    let elsewhere = |column: &ColumnSeen| {
        let others = found.iter().enumerate().filter(|(other, _)| *other != at);
        others.flat_map(|(_, other)| &other.columns).any(|theirs| plain(&theirs.name) == plain(&column.name))
    };
    let no_id = |kind| {
        use ColumnKind::{Blank, Date, Grid, Multiple, Scale, Weight};
        matches!(kind, Blank | Date | Grid | Multiple | Scale | Weight)
    };
    let columns = found[at].columns.iter();
    let may =
        |column: &&ColumnSeen| !no_id(column.kind) && (likely(&column.name, column.kind) > 0 || elsewhere(column));
    let mut columns: Vec<&ColumnSeen> = columns.filter(may).collect();
    columns.sort_by_key(|column| std::cmp::Reverse(likely(&column.name, column.kind)));
    columns.truncate(LOOKED_AT);
    columns
}

/// How likely a column of this name holds the ids of respondents: 2 names a person, 1 an id, 0 neither.
pub(super) fn likely(name: &str, kind: ColumnKind) -> u8 {
    const PEOPLE: &[&str] =
        &["respondent", "participant", "response", "person", "member", "user", "submission", "interview"];
    let name = plain(name);
    let word = |word: &str| PEOPLE.iter().any(|person| word.starts_with(person));
    let short = name.split_whitespace().count() <= 4 && !name.ends_with('?');
    if short
        && name.split([' ', '-', '.']).any(word)
        && (kind == ColumnKind::Id || name.contains("id") || is_id_name(&name))
    {
        return 2;
    }
    if is_id_name(&name) && name.len() > 2 {
        return 2;
    }
    let ends = short && (name.ends_with(" id") || name.ends_with("-id") || name.ends_with("uuid") || name == "key");
    u8::from(kind == ColumnKind::Id || is_id_name(&name) || ends)
}

/// Whether two columns may hold the same ids: both are ids, or they have one name.
fn pairs(one: &Keys, other: &Keys) -> bool {
    (one.likely > 0 && other.likely > 0) || plain(&one.name) == plain(&other.name)
}

/// What a join by two columns would do, in rows of the other file and of the base.
struct Fit {
    /// Rows of the other file that find theirs.
    matched: u64,
    /// Rows of the other file with an id that the base has not.
    lost: Vec<usize>,
    /// Rows of the other file without an id.
    blank: Vec<usize>,
    /// Rows of the base with the id of an earlier one.
    doubled: Vec<usize>,
    /// Different ids of the other file.
    ids: usize,
    likely: bool,
}

impl Fit {
    fn of(base: &Keys, other: &Keys) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut doubled = Vec::new();
        for (row, cell) in base.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if places.insert(cell, row).is_some() {
                doubled.push(row);
            }
        }
        let (mut matched, mut lost, mut blank) = (0, Vec::new(), Vec::new());
        let mut ids: HashMap<&str, ()> = HashMap::new();
        for (row, cell) in other.cells.iter().enumerate() {
            ids.insert(cell, ());
            match places.get(cell.as_str()) {
                _ if cell.is_empty() => blank.push(row),
                Some(_) => matched += 1,
                None => lost.push(row),
            }
        }
        Self { matched, lost, blank, doubled, ids: ids.len(), likely: base.likely > 0 && other.likely > 0 }
    }

    /// Every row finds exactly one. Where neither column is named as an id, a few values that agree are no ids.
    fn fits(&self) -> bool {
        let whole = self.lost.is_empty() && self.blank.is_empty() && self.doubled.is_empty() && self.matched > 0;
        whole && (self.likely || self.ids >= 5)
    }

    fn wrong(&self, base: &File<'_>, other: &File<'_>, key: &Keys, theirs: &Keys) -> Diagnostic {
        let by = format!("`{}` of {} and `{}` of {}", key.name, base.shown, theirs.name, other.shown);
        let mut found = Vec::new();
        if !self.lost.is_empty() {
            let (count, lines) = counted(&self.lost, &other.lines);
            found.push(format!(
                "{count} of {} rows of {} would be lost, whose id is not in {} ({lines})",
                other.lines.len(),
                other.shown,
                base.shown
            ));
        }
        if !self.blank.is_empty() {
            let (count, lines) = counted(&self.blank, &other.lines);
            found.push(format!("{count} rows of {} would be lost, which have no id ({lines})", other.shown));
        }
        if !self.doubled.is_empty() {
            let (count, lines) = counted(&self.doubled, &base.lines);
            found.push(format!(
                "{count} rows of {} have the id of an earlier one ({lines}), and each would multiply rows of {}",
                base.shown, other.shown
            ));
        }
        let there: std::collections::HashSet<&str> = theirs.cells.iter().map(String::as_str).collect();
        let only_here = key.cells.iter().filter(|cell| !cell.is_empty() && !there.contains(cell.as_str())).count();
        found.push(format!("{} rows find theirs, and {only_here} rows stand only in {}", self.matched, base.shown));
        Diagnostic::error(Place::file(other.shown), format!("joined by {by}: {}", found.join("; ")))
            .hint("each respondent must stand once in one file, and every row of the other must have the id of one of them; mend the ids, or begin with one file")
    }
}

fn counted(rows: &[usize], lines: &[u64]) -> (usize, String) {
    let named: Vec<String> = rows.iter().take(LISTED).filter_map(|row| lines.get(*row)).map(u64::to_string).collect();
    let more = if rows.len() > LISTED { " …" } else { "" };
    let word = if rows.len() == 1 { "line" } else { "lines" };
    (rows.len(), format!("{word} {}{more}", named.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(name: &str, position: usize, cells: &str) -> Keys {
        let cells = cells.split(' ').map(|cell| cell.trim_matches('_').to_owned()).collect();
        Keys { position, name: name.to_owned(), likely: likely(name, ColumnKind::Metadata), cells }
    }

    fn file(shown: &'static str, keys: Vec<Keys>) -> File<'static> {
        let rows = keys[0].cells.len() as u64;
        File { shown, lines: (2..rows + 2).collect(), keys }
    }

    #[test]
    fn the_respondents_id_is_taken_and_not_the_comments_own() {
        let answers = file("a.csv", vec![keys("id", 1, "1 2 3 4")]);
        let comments = file("c.csv", vec![keys("id", 1, "1 2 3"), keys("respondent id", 2, "2 2 4")]);
        assert_eq!(with_base(&[answers, comments], 0).unwrap(), Join { base: 0, columns: vec![1, 2] });
    }

    #[test]
    fn rows_that_would_be_lost_or_multiplied_are_counted_with_their_lines() {
        let answers = || file("a.csv", vec![keys("Respondent ID", 1, "1 2 3")]);
        let lost = file("c.csv", vec![keys("Respondent ID", 1, "1 9 8 2 _")]);
        let said = with_base(&[answers(), lost], 0).unwrap_err().1.to_string();
        assert!(said.contains("2 of 5 rows of c.csv would be lost, whose id is not in a.csv (lines 3, 4)"), "{said}");
        assert!(said.contains("1 rows of c.csv would be lost, which have no id (line 6)"), "{said}");
        assert!(said.contains("2 rows find theirs, and 1 rows stand only in a.csv"), "{said}");
        let twice = [
            file("a.csv", vec![keys("Respondent ID", 1, "1 1 2")]),
            file("c.csv", vec![keys("Respondent ID", 1, "1 2 2")]),
        ];
        let said = with_base(&twice, 0).unwrap_err().1.to_string();
        assert!(said.contains("1 rows of a.csv have the id of an earlier one (line 3)"), "{said}");
    }

    #[test]
    fn a_column_that_is_no_id_joins_only_by_many_values() {
        let with = |cells: &str| {
            let files = [file("a.csv", vec![keys("badge", 1, cells)]), file("c.csv", vec![keys("badge", 1, cells)])];
            with_base(&files, 0).is_ok()
        };
        assert!(with("a1 a2 a3 a4 a5"));
        assert!(!with("yes no"));
    }
}

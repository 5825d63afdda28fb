//! Comments: one row a comment, with whichever of the known columns the source has.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use super::cells::CellPlaces;
use super::inspect::open_shown;
use super::responses::{Gated, Verdict, aside};
use super::sheet::Opening;
use super::{BadRow, Column, Comment, Comments, IngestError, Row, Wanted, position};
use crate::diag::{Diagnostic, Place};

/// Which column of a source is what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CommentColumns {
    /// The row's id; without one, rows are numbered from 1.
    pub id: Option<Column>,
    /// Who wrote it.
    pub author: Option<Column>,
    /// When.
    pub date: Option<Column>,
    /// The id of the comment that it answers.
    pub reply_to: Option<Column>,
    /// Number of reactions.
    pub reactions: Option<Column>,
    /// Where the text comes from.
    pub provenance: Option<Column>,
}

struct Places {
    text: usize,
    id: Option<usize>,
    author: Option<usize>,
    date: Option<usize>,
    reply_to: Option<usize>,
    reactions: Option<usize>,
    provenance: Option<usize>,
    cells: CellPlaces,
}

/// Reads the comments of one column of a file, with the cells of the columns that are `wanted` beside it.
///
/// The file is opened as `inspect` opens it, so that its header rows are known and rows that are no responses are set aside
/// by the same gate as for closed questions. Rows whose text is blank are left out without a word: nobody wrote anything. With `pseudonymous` the author ids are
/// kept; otherwise authors become `R1`, `R2` … by first appearance, so that no name reaches an output. What should be
/// known of the file is added to `warnings`.
///
/// # Errors
/// The file cannot be used, a column is missing, or an id stands twice.
pub fn read_comments(
    path: &Path,
    shown: &str,
    columns: &CommentColumns,
    text: &Column,
    pseudonymous: bool,
    wanted: &[Wanted],
    warnings: &mut Vec<Diagnostic>,
) -> Result<Comments, IngestError> {
    let mut opened = open_shown(path, shown, &Opening::default(), None)?;
    let names = opened.names();
    let place = |column: &Option<Column>| column.as_ref().map(|column| position(&names, shown, column)).transpose();
    let places = Places {
        text: position(&names, shown, text)?,
        id: place(&columns.id)?,
        author: place(&columns.author)?,
        date: place(&columns.date)?,
        reply_to: place(&columns.reply_to)?,
        reactions: place(&columns.reactions)?,
        provenance: place(&columns.provenance)?,
        cells: CellPlaces::new(wanted, &names, shown)?,
    };
    let (mut comments, mut bad_rows, mut set_aside) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut authors: HashMap<String, usize> = HashMap::new();
    let mut gated = Gated::new(&mut *opened.sheet.rows, &opened.gate);
    let (mut row, mut number) = (Row::default(), 0_u64);
    while let Some(verdict) = gated.next(&mut row)? {
        number += 1;
        let read = match verdict {
            Verdict::Bad(bad) => Err(bad),
            Verdict::Aside(reason) => {
                aside(&mut set_aside, reason);
                continue;
            }
            Verdict::Response | Verdict::Summary => comment(&row, number, &places, shown),
        };
        let comment = match read {
            Ok(Some(comment)) => comment,
            Ok(None) => continue,
            Err(bad) => {
                bad_rows.push(bad);
                continue;
            }
        };
        if let Some(first) = seen.insert(comment.id.clone(), comment.line) {
            return Err(Diagnostic::error(
                Place::line(shown, comment.line),
                format!("the id `{}` stands here and in line {first}, expected it once", comment.id),
            )
            .hint("give each row an id of its own, or leave `id` out of the source's columns to number the rows")
            .into());
        }
        comments.push(if pseudonymous { comment } else { pseudonym(comment, &mut authors) });
    }
    warnings.append(&mut opened.sheet.warnings);
    warnings.extend(opened.sheet.rows.warnings());
    if comments.is_empty() {
        return Err(Diagnostic::error(
            Place::file(shown),
            "there is no row with a text, expected at least one comment",
        )
        .hint("check that `column` names the column that holds the comments")
        .into());
    }
    Ok(Comments { comments, bad_rows, set_aside })
}

fn comment(row: &Row, number: u64, places: &Places, shown: &str) -> Result<Option<Comment>, BadRow> {
    let cell = |place: Option<usize>| place.map(|place| row.text(place).trim()).filter(|cell| !cell.is_empty());
    let text = row.text(places.text);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let line = row.line();
    let bad = |reason: String| BadRow { place: Place::line(shown, line), reason };
    let id = match places.id {
        Some(_) => cell(places.id).ok_or_else(|| bad("the row has a text but no id".to_owned()))?.to_owned(),
        None => number.to_string(),
    };
    let reactions = cell(places.reactions)
        .map(|found| {
            found.parse().map_err(|_| bad(format!("reactions are `{found}`, expected a whole number or nothing")))
        })
        .transpose()?;
    let text_of = |place| cell(place).map(str::to_owned);
    Ok(Some(Comment {
        id,
        author: text_of(places.author),
        date: text_of(places.date),
        reply_to: text_of(places.reply_to),
        reactions,
        provenance: text_of(places.provenance),
        text: text.to_owned(),
        cells: places.cells.of(row),
        line,
        withheld: false,
    }))
}

fn pseudonym(mut comment: Comment, authors: &mut HashMap<String, usize>) -> Comment {
    comment.author = comment.author.map(|name| {
        let next = authors.len() + 1;
        format!("R{}", authors.entry(name).or_insert(next))
    });
    comment
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(content: &str, columns: &CommentColumns) -> Result<Comments, IngestError> {
        let mut file =
            tempfile::NamedTempFile::new().map_err(|source| IngestError::Read { path: "".into(), source })?;
        file.write_all(content.as_bytes()).map_err(|source| IngestError::Read { path: "".into(), source })?;
        let wanted = [Wanted { column: "who".into(), by: "c.toml".into() }];
        read_comments(
            file.path(),
            "comments.csv",
            columns,
            &Column::Name("text".into()),
            false,
            &wanted,
            &mut Vec::new(),
        )
    }

    fn columns() -> CommentColumns {
        CommentColumns {
            id: Some(Column::Name("id".into())),
            author: Some(Column::Name("who".into())),
            reactions: Some(Column::Name("likes".into())),
            ..Default::default()
        }
    }

    #[test]
    fn people_become_numbers_by_first_appearance() -> Result<(), IngestError> {
        let read = read("id,who,likes,text\n1,Zoe,2,a\n2,Adam,,b\n3,Zoe,0,c\n4,,0,d\n5,Eve,0,\n", &columns())?;
        let authors: Vec<_> = read.comments.iter().map(|comment| comment.author.as_deref()).collect();
        assert_eq!(authors, [Some("R1"), Some("R2"), Some("R1"), None]);
        Ok(())
    }

    #[test]
    fn a_double_id_is_an_error_with_both_lines() {
        let error = read("id,who,likes,text\n1,a,,x\n1,b,,y\n", &columns()).err().map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.starts_with("comments.csv:3: the id `1` stands here and in line 2")));
    }

    #[test]
    fn a_row_with_unreadable_reactions_is_set_aside() -> Result<(), IngestError> {
        let read = read("id,who,likes,text\n1,a,many,x\n2,b,1,y\n", &columns())?;
        assert_eq!(read.comments.len(), 1);
        assert_eq!(read.bad_rows[0].place.to_string(), "comments.csv:2");
        Ok(())
    }
}

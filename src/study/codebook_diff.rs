//! What a change of a codebook does to the comments of a study: which gain and lose which themes, and by which pattern.

use std::path::Path;
use std::process::Command;

use rayon::prelude::*;

use super::codebook_check::questions_with;
use super::{Study, StudyError, Survey, held_out};
use crate::codebook::{Codebook, parse_as};
use crate::diag::{Diagnostic, Place};
use crate::ingest::Comment;
use crate::tag::{Tagger, Tags};

/// A comment that gains or loses a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Id of the comment.
    pub comment: String,
    /// Id of the theme.
    pub theme: String,
    /// Which of the two.
    pub turn: Turn,
    /// The patterns that make the difference, each with its words in the comment; none where a theme within it does.
    pub by: Vec<(String, String)>,
}

/// What happens to a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It shows the theme with the second codebook only.
    Gains,
    /// It shows the theme with the first codebook only.
    Loses,
}

/// What a change of a codebook does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The comments that gain or lose a theme.
    pub changes: Vec<Change>,
    /// Comments held out for testing, which were not looked at.
    pub hidden: usize,
}

/// The changes between two codebooks on the comments of the questions that use the second one, or on all. The survey was
/// read for both. Comments that are held out for testing are left out: whoever writes patterns must not see them.
#[must_use]
pub fn changes(before: &Codebook, after: (&Codebook, &Path), study: &Study, survey: &Survey<'_>) -> Changes {
    let (after, path) = after;
    let mut found = Changes::default();
    for question in questions_with(study, survey, path) {
        let hidden = held_out(question);
        let comments = question.comments.comments.iter().enumerate();
        let open: Vec<&Comment> =
            comments.filter(|(place, _)| !hidden.contains(place)).map(|(_, comment)| comment).collect();
        found.changes.extend(compare(before, after, &open));
        found.hidden += hidden.len();
    }
    found
}

fn compare(before: &Codebook, after: &Codebook, comments: &[&Comment]) -> Vec<Change> {
    let taggers = (Tagger::new(before), Tagger::new(after));
    let changes = comments.par_iter().copied().flat_map_iter(|comment| {
        let cell = |column: &str| comment.cells.get(column);
        let (old, new) = (taggers.0.tag_row(&comment.text, &cell), taggers.1.tag_row(&comment.text, &cell));
        let gained = only(after, &new, before, &old).into_iter().map(|theme| (Turn::Gains, after, theme, &new));
        let gained: Vec<Change> = gained.map(|found| change(comment, found)).collect();
        let lost = only(before, &old, after, &new).into_iter().map(|theme| (Turn::Loses, before, theme, &old));
        gained.into_iter().chain(lost.map(|found| change(comment, found))).collect::<Vec<_>>()
    });
    changes.collect()
}

/// The themes shown by the one tagging and not by the other, by id.
fn only(codebook: &Codebook, tags: &Tags, other: &Codebook, other_tags: &Tags) -> Vec<usize> {
    let there = |theme: &usize| {
        let same = other.theme(&codebook.themes[*theme].id);
        same.is_some_and(|same| other_tags.shows(same))
    };
    tags.themes().into_iter().filter(|theme| !there(theme)).collect()
}

fn change(comment: &Comment, (turn, codebook, theme, tags): (Turn, &Codebook, usize, &Tags)) -> Change {
    let declared = &codebook.themes[theme];
    let by = tags.of(theme).filter_map(|found| {
        let words: Vec<&str> = found.spans.iter().map(|span| span.of(&comment.text)).collect();
        Some((declared.patterns.get(found.pattern)?.source.clone(), words.join(" … ")))
    });
    Change { comment: comment.id.clone(), theme: declared.id.clone(), turn, by: by.collect() }
}

/// A codebook of the study as it stood at a revision of git.
///
/// # Errors
/// git is missing, has no such revision or file, or the codebook of then cannot be read.
pub fn at_revision(study: &Study, codebook: &Path, revision: &str) -> Result<Codebook, StudyError> {
    let shown = format!("{revision}:{}", codebook.display());
    let wrong = |found: String, hint: &str| Diagnostic::error(Place::file(&shown), found).hint(hint);
    if revision.is_empty() || revision.starts_with('-') || revision.contains(':') {
        return Err(
            wrong("this is no revision".to_owned(), "name a commit, a branch or a tag, as in `--git HEAD~1`").into()
        );
    }
    let output = Command::new("git")
        .arg("-C")
        .arg(&study.folder)
        .arg("show")
        .arg(format!("{revision}:./{}", codebook.display()))
        .output()
        .map_err(|error| {
            wrong(format!("git cannot be run: {error}"), "install git, or compare two files: codebook diff A B STUDY")
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("no reason given").trim_start_matches("fatal: ").to_owned();
        return Err(
            wrong(format!("git has no such file: {said}"), "see `git log` for the revisions of the codebook").into()
        );
    }
    Ok(parse_as(codebook, &output.stdout, &shown)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;

    #[test]
    fn a_comment_gains_and_loses_themes_by_their_ids() {
        let before =
            parse("[[theme]]\nid = 'a'\npatterns = ['note']\n[[theme]]\nid = 'b'\npatterns = ['x']\n", "1").unwrap();
        let after =
            parse("[[theme]]\nid = 'b'\npatterns = ['x', 'my note']\n[[theme]]\nid = 'c'\npatterns = ['x']\n", "2")
                .unwrap();
        let comment = Comment {
            id: "c1".to_owned(),
            author: None,
            date: None,
            reply_to: None,
            reactions: None,
            provenance: None,
            text: "my note".to_owned(),
            cells: crate::ingest::Cells::default(),
            line: 2,
            withheld: false,
        };
        let found = compare(&before, &after, &[&comment]);
        let shown: Vec<_> =
            found.iter().map(|change| (change.turn, change.theme.as_str(), change.by.as_slice())).collect();
        let by = |pattern: &str, words: &str| vec![(pattern.to_owned(), words.to_owned())];
        assert_eq!(
            shown,
            [
                (Turn::Gains, "b", by("my note", "my note").as_slice()),
                (Turn::Loses, "a", by("note", "note").as_slice())
            ]
        );
    }
}

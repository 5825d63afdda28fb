//! A new export that is comments and nothing else, open questions that nobody was asked, and what is no wave at all.

use super::Wave;
use super::questions::Known;
use crate::ingest::responses::Kind;
use crate::study::init::Clean;
use crate::study::waves::same_text;

/// What to do with the totals of another poll.
pub(super) const POLLS: &str = "a poll that is known by its totals has no waves: begin a study of its own with \
                                `verbatims init --question … --option \"Never=20%\"`; comments below it are added by themselves";

/// The place of the texts, where both the survey and the export are comments and nothing else: whatever a platform calls its
/// column of comments, it is the same.
pub(super) fn only_comments(wave: &Wave<'_>, known: &[Known<'_>]) -> Option<usize> {
    let [Known::Open(_)] = known else { return None };
    let asked = &wave.responded.questions;
    let exact = asked.iter().position(|clean| same_text(&clean.spec.question, known[0].asked().text));
    let words = |clean: &Clean| -> usize {
        clean.columns.iter().flat_map(|(_, cells)| cells).map(|cell| cell.split_whitespace().count()).sum()
    };
    let open = asked.iter().enumerate().filter(|(_, clean)| clean.spec.kind == Kind::Open);
    let longest = open.max_by_key(|(place, clean)| (words(clean), usize::MAX - place)).map(|(place, _)| place);
    exact.or(longest).filter(|_| wave.responded.comments && wave.first.columns.author != wave.first.columns.id)
}

/// A question that nobody answered in their own words was not asked, as far as the file tells.
pub(super) fn answered(known: &[Known<'_>], found: Vec<Option<usize>>, asked: &[Clean]) -> Vec<Option<usize>> {
    let blank = |clean: &Clean| clean.columns.iter().all(|(_, cells)| cells.iter().all(|cell| cell.trim().is_empty()));
    let keep = |(known, at): (&Known<'_>, Option<usize>)| {
        at.filter(|at| !(matches!(known, Known::Open(_)) && blank(&asked[*at])))
    };
    known.iter().zip(found).map(keep).collect()
}

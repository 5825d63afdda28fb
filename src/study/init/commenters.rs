//! Who wrote the comments of an export, without saying it: R1, R2 … by first appearance, ids of the study's own for the
//! comments, and replies that name these.

use std::collections::HashMap;

use super::part::Beside;
use crate::ingest::formats::{comment_urn, moment};
use crate::ingest::inspect::{ColumnKind, Inspection, plain};
use crate::ingest::{Column, People, written_name};

/// The comments of an export by their authors.
#[derive(Default)]
pub(super) struct Commenters {
    /// Their names, to be masked in texts.
    pub names: People,
    /// The author of each comment, blank where the export does not say.
    pub authors: Vec<String>,
    /// The number of each comment's author among the names; 0 where there is none.
    pub by_name: Vec<usize>,
    /// How many there are.
    pub people: usize,
}

impl Commenters {
    /// Numbers the authors: by their profile where every comment that has an author has one, because two people may share a
    /// name; else by name.
    pub(super) fn of(beside: &Beside) -> Self {
        let Some(authors) = &beside.author else { return Self::default() };
        let profiles = beside.profile.as_ref().filter(|profiles| {
            authors
                .iter()
                .zip(*profiles)
                .all(|(author, profile)| author.trim().is_empty() || !profile.trim().is_empty())
        });
        let mut found = Self::default();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (row, author) in authors.iter().enumerate() {
            let first = author.lines().find_map(written_name).unwrap_or_default();
            if first.is_empty() {
                found.by_name.push(0);
                found.authors.push(String::new());
                continue;
            }
            let by_name = found.names.number(&first);
            found.by_name.push(by_name);
            let key = profiles.map_or_else(|| by_name.to_string(), |profiles| profiles[row].trim().to_owned());
            let next = numbers.len() + 1;
            found.authors.push(format!("R{}", numbers.entry(key).or_insert(next)));
        }
        found.people = numbers.len();
        found
    }
}

/// Dates that an API writes as seconds or milliseconds since 1970, as dates; others as they stand.
pub(super) fn dates(cells: Vec<String>) -> Vec<String> {
    let plain = |cell: &&String| matches!(cell.len(), 10 | 13) && cell.bytes().all(|byte| byte.is_ascii_digit());
    let counted = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).all(|cell| plain(&cell));
    if !counted(&cells) {
        return cells;
    }
    let read = |cell: &String| cell.get(..10).and_then(|seconds| seconds.parse().ok()).map_or(String::new(), moment);
    cells.iter().map(read).collect()
}

/// The ids that comments have in the study.
pub(super) fn comment_ids(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("c{number:03}")).collect()
}

/// The comments that comments answer, by the ids that these have in the study, and how many answer one that is not there.
pub(super) fn replies(beside: &Beside, ids: &[String]) -> Option<(Vec<String>, u64)> {
    let (own, answered) = (beside.id.as_ref()?, beside.reply_to.as_ref()?);
    let mut places: HashMap<String, usize> = HashMap::new();
    for (row, id) in own.iter().enumerate() {
        for form in forms(id) {
            places.entry(form).or_insert(row);
        }
    }
    let mut lost = 0;
    let replies = answered.iter().enumerate().map(|(row, answered)| {
        if answered.trim().is_empty() {
            return String::new();
        }
        let found = forms(answered).iter().find_map(|form| places.get(form)).filter(|place| **place != row);
        lost += u64::from(found.is_none());
        found.and_then(|place| ids.get(*place)).cloned().unwrap_or_default()
    });
    let replies = replies.collect();
    Some((replies, lost))
}

/// How an id may be written elsewhere: as it stands, as a URN in its long form, and by the number in that.
fn forms(id: &str) -> Vec<String> {
    let id = id.trim();
    let urn = comment_urn(id);
    let number = urn.as_deref().and_then(|urn| Some(urn.rsplit_once(',')?.1.trim_end_matches(')').to_owned()));
    let forms = std::iter::once(id.to_owned()).chain(urn).chain(number);
    forms.filter(|form| !form.is_empty()).collect()
}

/// The column that tells two people of one name apart.
pub(super) fn profile(found: &Inspection) -> Option<Column> {
    const OF: &[&str] = &["actor", "author", "commenter", "user", "profile", "channel", "member", "linkedin"];
    const WHAT: &[&str] = &["url", "link", "id", "urn", "publicidentifier", "handle", "username", "value"];
    let tells = |name: &str| {
        let name: String = plain(name).chars().filter(|c| c.is_alphanumeric()).collect();
        OF.iter().any(|of| name.contains(of))
            && WHAT.iter().any(|what| name.ends_with(what))
            && !["picture", "post", "company"].iter().any(|other| name.contains(other))
    };
    let personal = found.columns.iter().filter(|column| column.kind == ColumnKind::Personal && column.base > 0);
    let author = found.comment.author.as_ref();
    let is_author = |column: &Column, position: usize, name: &str| {
        matches!(column, Column::Name(named) if named.trim() == name.trim()) || *column == Column::Position(position)
    };
    let mut others =
        personal.filter(|column| !author.is_some_and(|author| is_author(author, column.position, &column.name)));
    others.find(|column| tells(&column.name)).map(|column| Column::Position(column.position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cells: &[&str]) -> Option<Vec<String>> {
        Some(cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn people_of_one_name_are_told_apart_by_their_profile_where_all_have_one() {
        let author = texts(&["Ann Lee", "Ann Lee", "Bo\nView Bo’s profile", "", "Ann Lee"]);
        let by_name = Commenters::of(&Beside { author: author.clone(), ..Beside::default() });
        assert_eq!(by_name.authors, ["R1", "R1", "R2", "", "R1"]);
        let profile = texts(&["in/ann1", "in/ann2", "in/bo", "", "in/ann1"]);
        let by_profile = Commenters::of(&Beside { author: author.clone(), profile, ..Beside::default() });
        assert_eq!((by_profile.authors.join(" ").as_str(), by_profile.people), ("R1 R2 R3  R1", 3));
        let some =
            Commenters::of(&Beside { author, profile: texts(&["in/ann1", "", "in/bo", "", ""]), ..Beside::default() });
        assert_eq!(some.people, 2);
    }

    #[test]
    fn moments_of_an_api_become_dates_and_other_dates_stay() {
        // Computed with `date -u -d @SECONDS`.
        let read = |cells: &[&str]| dates(texts(cells).unwrap()).join(" ");
        assert_eq!(read(&["1582160678569", "", "951782400"]), "1582160678569  951782400", "one is no such number");
        assert_eq!(read(&["1582160678569", "", "1709208000"]), "2020-02-20T01:04:38Z  2024-02-29T12:00:00Z");
        assert_eq!(read(&["2026-03-01"]), "2026-03-01");
    }

    #[test]
    fn a_reply_names_its_comment_in_either_form_of_a_urn() {
        let id = texts(&["urn:li:comment:(urn:li:activity:1,34)", "urn:li:comment:(activity:1,35)", "x"]);
        let reply_to = texts(&["", "urn:li:comment:(activity:1,34)", "nobody"]);
        let beside = Beside { id, reply_to, ..Beside::default() };
        let ids = comment_ids(3);
        assert_eq!(replies(&beside, &ids), Some((vec![String::new(), "c001".to_owned(), String::new()], 1)));
    }
}

//! Which survey a new wave belongs to, what its first wave is called, and whether the wave is there already.

use super::{Joining, Wave};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::export::WavesRecord;
use crate::ingest::open_records;
use crate::ingest::sheet::Opening;
use crate::study::{Source, Study, StudyError};

/// Ids are no longer.
const LONGEST: usize = 40;

/// The source of the first wave.
pub(super) fn source<'s>(study: &'s Study, named: Option<&str>) -> Result<&'s Source, StudyError> {
    let asked = |source: &&Source| {
        let own = |id: &String| study.source(id).is_some_and(|own| study.first_of(own).id == source.id);
        study.closed.iter().any(|closed| own(&closed.source)) || study.open.iter().any(|open| own(&open.source))
    };
    let firsts: Vec<&Source> = study.sources.iter().filter(|source| source.wave_of.is_none()).filter(asked).collect();
    let ids: Vec<&str> = firsts.iter().map(|source| source.id.as_str()).collect();
    let found = match (named, firsts.as_slice()) {
        (None, [only]) => return Ok(only),
        (None, []) if study.poll.is_some() => {
            let found = "the study is a poll that is known by its totals, expected questions that a source answers";
            Diagnostic::error(Place::file("study.toml"), found).hint(super::comments::POLLS)
        }
        (None, []) => Diagnostic::error(Place::file("study.toml"), "has no question that a source answers")
            .hint("a wave is added to a study with a `[[source]]` and questions, such as `verbatims init` begins"),
        (None, _) => Diagnostic::error(Place::file("--source"), "the study has several sources, expected one")
            .hint(format!("name the one that this is a wave of: {}", ids.join(", "))),
        (Some(id), firsts) => match firsts.iter().find(|source| source.id == id) {
            Some(source) => return Ok(source),
            None => Diagnostic::error(Place::file("--source"), format!("there is no first wave `{id}`"))
                .hint(did_you_mean(id, &ids)),
        },
    };
    Err(found.into())
}

/// The source that the wave has already: it must have come from the same file.
pub(super) fn same_wave<'s>(
    study: &'s Study,
    record: &WavesRecord,
    joining: &Joining<'_>,
    first: &Source,
) -> Result<Option<&'s Source>, StudyError> {
    let id = joining.wave;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    for (flag, id) in [("--wave", Some(id)), ("--first", joining.first)] {
        let wrong = |id: &str| id.is_empty() || id.len() > LONGEST || id.starts_with('.') || !id.chars().all(plain);
        if let Some(id) = id.filter(|id| wrong(id)) {
            let found = Diagnostic::error(Place::file(flag), format!("`{id}` cannot name a wave"));
            return Err(found.hint("use letters, digits, `-`, `_` and `.`, as in 2026-11").into());
        }
    }
    let own = study.waves_of(&first.id).into_iter().find(|source| source.wave.as_deref() == Some(id));
    let Some(own) = own else { return Ok(None) };
    let wrong = |message: String, hint: &str| Diagnostic::error(Place::file("--wave"), message).hint(hint);
    if own.id == first.id {
        let message = format!("`{id}` is the first wave of the study");
        return Err(wrong(message, "give the new wave an id of its own").into());
    }
    match record.waves.get(id) {
        Some(digest) if digest == joining.digest => Ok(Some(own)),
        Some(_) => {
            let message = format!("`{id}` is in the study already, from another file");
            Err(wrong(message, "give the new wave an id of its own; to put another file in its place, take its source out of study.toml and remove its file first").into())
        }
        None => {
            let message = format!("`{id}` is in the study already, and `add` did not put it there");
            Err(wrong(message, "give the new wave an id of its own").into())
        }
    }
}

/// A free id for the source of a wave.
pub(super) fn free_source(study: &Study, wave: &Wave<'_>) -> String {
    let base = format!("{}-{}", wave.first.id, wave.id);
    let taken = |id: &str| study.source(id).is_some() || study.folder.join(format!("{id}.csv")).exists();
    let mut id = base.clone();
    let mut number = 2_u64;
    while taken(&id) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// The id that the first wave gets, and where it comes from; `None` where it has one.
pub(super) fn named(
    study: &Study,
    joining: &Joining<'_>,
    wave: &Wave<'_>,
) -> Result<Option<(String, String)>, StudyError> {
    if let Some(known) = &wave.first.wave {
        let other = joining.first.filter(|first| first != known);
        return other.map_or(Ok(None), |first| {
            let message = format!("is `{first}`, and the study calls its first wave `{known}`");
            Err(Diagnostic::error(Place::file("--first"), message)
                .hint(format!("leave it out, or change `wave` under the source `{}`", wave.first.id))
                .into())
        });
    }
    if let Some(first) = joining.first {
        if first == wave.id {
            let message = format!("is `{first}`, as the new wave is");
            return Err(Diagnostic::error(Place::file("--first"), message).hint("give each its own id").into());
        }
        return Ok(Some((first.to_owned(), "as `--first` says".to_owned())));
    }
    let month = last_month(study, wave.first)?.filter(|month| month != wave.id);
    Ok(Some(match month {
        Some(month) => (month, "the month of its last response; `--first` gives it another id".to_owned()),
        None => ("first".to_owned(), "as its dates do not say when it was; `--first` gives it another id".to_owned()),
    }))
}

/// The month of the last date of a source, as `2026-03`, where its dates begin with the year.
fn last_month(study: &Study, source: &Source) -> Result<Option<String>, StudyError> {
    let Some(date) = &source.columns.date else { return Ok(None) };
    let shown = source.file.display().to_string();
    let mut records = open_records(&study.folder.join(&source.file), &shown, &Opening::default())?;
    let place = records.position(date)?;
    let mut last: Option<String> = None;
    while let Some(next) = records.next_row()? {
        let found = next.ok().and_then(|record| month(record.cells.get(place)?));
        last = last.max(found);
    }
    Ok(last)
}

fn month(date: &str) -> Option<String> {
    let date = date.trim();
    let (year, rest) = (date.get(..4)?, date.get(4..)?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = rest.split(['-', '/', '.', 'T', ' ']);
    let (blank, month) = (parts.next()?, parts.next()?);
    let fits = digits(year) && blank.is_empty() && digits(month);
    let number: u8 = month.parse().ok().filter(|month| fits && (1..=12).contains(month))?;
    Some(format!("{year}-{number:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_where_the_date_begins_with_the_year() {
        let read = |text| month(text);
        assert_eq!(read("2026-03-07 10:05:00").as_deref(), Some("2026-03"));
        assert_eq!(read("2026/3/7").as_deref(), Some("2026-03"));
        for other in ["03/07/2026 10:00", "2026-13-01", "2026", "", "日本語です"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

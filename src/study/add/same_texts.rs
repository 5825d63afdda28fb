//! Texts of a new wave that stand in an earlier one word for word: the same comments exported again, or people who repeat
//! themselves.

use std::collections::HashMap;

use super::cells::Cells;
use super::{Known, Wave, again};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, open_records};
use crate::study::waves::plain;
use crate::study::{OpenQuestion, Source};

/// Shorter texts, such as `Nothing at all`, are the same by chance.
const WORDS: usize = 5;

/// Rows that a warning names.
const LISTED: usize = 5;

/// A warning for each open question with texts that an earlier wave has.
pub(super) fn warnings(wave: &Wave<'_>, known: &[Known<'_>], answers: &[Cells]) -> Vec<String> {
    let open = known.iter().filter_map(|known| if let Known::Open(open) = known { Some(*open) } else { None });
    open.filter_map(|open| warning(wave, open, answers)).collect()
}

fn warning(wave: &Wave<'_>, open: &OpenQuestion, answers: &[Cells]) -> Option<String> {
    let Column::Name(column) = &open.column else { return None };
    let (_, texts) = answers.iter().find(|(name, _)| name == column)?;
    let sources = wave.study.sources_of(open.place()).into_iter();
    let sources = sources.filter(|source| source.wave.as_deref() != Some(wave.id));
    let mut before: HashMap<String, String> = HashMap::new();
    for source in sources {
        for (text, author) in texts_of(wave, source, open)? {
            before.entry(text).or_insert(author);
        }
    }
    let people = ["author", "id"].iter().find_map(|name| wave.responded.column(name))?;
    let ids = wave.responded.column("id")?;
    let (mut rows, mut same) = (Vec::new(), 0_usize);
    for (row, text) in texts.iter().enumerate().filter(|(_, text)| is_long(text)) {
        if let Some(author) = before.get(&plain(text)) {
            rows.push(row);
            same += usize::from(!author.is_empty() && people.get(row) == Some(author));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let named: Vec<&str> = rows.iter().take(LISTED).filter_map(|row| ids.get(*row)).map(String::as_str).collect();
    let more = if rows.len() > LISTED { " …" } else { "" };
    Some(format!(
        "{} of {} texts to `{}` stand word for word in an earlier wave too, {same} of them by the same person ({}{more}): \
         were the same comments exported again?",
        rows.len(),
        texts.iter().filter(|text| !text.trim().is_empty()).count(),
        open.id,
        named.join(", "),
    ))
}

fn is_long(text: &str) -> bool {
    text.split_whitespace().nth(WORDS - 1).is_some()
}

/// The texts of an earlier wave with their authors.
fn texts_of(wave: &Wave<'_>, source: &Source, open: &OpenQuestion) -> Option<Vec<(String, String)>> {
    let shown = source.file.display().to_string();
    let mut records = open_records(&wave.study.folder.join(&source.file), &shown, &Opening::default()).ok()?;
    let place = records.position(&open.column).ok()?;
    let authors = again::ids_of(wave.study, source).unwrap_or_default();
    let (mut found, mut row) = (Vec::new(), 0);
    while let Some(next) = records.next_row().ok()? {
        let author = authors.get(row).cloned().unwrap_or_default();
        row += 1;
        let Ok(record) = next else { continue };
        found.extend(record.cells.get(place).filter(|text| is_long(text)).map(|text| (plain(text), author)));
    }
    Some(found)
}

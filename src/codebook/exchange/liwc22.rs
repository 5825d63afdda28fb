//! LIWC-22's `.dicx`: a CSV table of words against categories, `X` where a word is a member.

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::{Category, Dictionary, Input, Value, flat};
use super::sheet::{csv_text, records};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const LIWC22: Format = Format {
    id: "liwc22",
    about: "LIWC-22's .dicx: a table of words against categories",
    extensions: &["dicx"],
    values: ValueType::Stem,
    read,
    write,
};

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let mut rows = records(input)?.into_iter();
    let (line, header) = rows.next().unwrap_or_default();
    if header.len() < 2 || !header[0].eq_ignore_ascii_case("DicTerm") {
        return Err(input.mistake(line.max(1), "expected a header `DicTerm,` and then the names of the categories"));
    }
    let mut categories: Vec<Category> = header[1..].iter().map(|name| Category::new(name.trim(), line)).collect();
    for (line, cells) in rows {
        let word = cells.first().map_or("", |word| word.trim());
        let mut member = false;
        for (category, cell) in categories.iter_mut().zip(cells.iter().skip(1)) {
            match cell.trim() {
                "" => {}
                "X" | "x" => {
                    member = true;
                    category.values.push(Value { text: word.to_owned(), line });
                }
                other => input.lost(line, format!("`{other}` for `{word}` is neither `X` nor empty")),
            }
        }
        if cells.len() > header.len() {
            input.lost(line, format!("the row has {} cells, the header {}", cells.len(), header.len()));
        }
        if !member {
            input.lost(line, format!("`{word}` has no category"));
        }
    }
    Ok(Dictionary { name: None, categories })
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let categories = flat(&dictionary.categories);
    let mut words: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, (_, category)) in categories.iter().enumerate() {
        for value in &category.values {
            words.entry(&value.text).or_default().insert(place);
        }
    }
    let header = ["DicTerm"].into_iter().chain(categories.iter().map(|(name, _)| name.as_str()));
    let mut rows: Vec<Vec<&str>> = vec![header.collect()];
    rows.extend(words.into_iter().map(|(word, members)| {
        let cells = (0..categories.len()).map(|place| if members.contains(&place) { "X" } else { "" });
        [word].into_iter().chain(cells).collect()
    }));
    csv_text(&rows)
}

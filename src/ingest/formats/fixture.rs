//! Small files for the tests of the platforms: rows from CSV text, records from JSON, and a layout in short.

use super::{Format, Head, JsonRecords, Layout, Role};

/// The rows of a CSV text.
pub(super) fn head(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).take(super::HEAD_ROWS).collect()
}

pub(super) fn of(rows: &[Vec<String>]) -> Head<'_> {
    Head { container: "csv", rows, dictionary: None, named: false, quoted_by: None }
}

pub(super) fn layout_of(format: &Format, rows: &[Vec<String>]) -> Layout {
    (format.layout)(&of(rows))
}

pub(super) fn score_of(format: &Format, text: &str) -> f64 {
    (format.score)(&of(&head(text))).value
}

type Shape<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Role);

/// Question, group, part and role of every column.
pub(super) fn shape(layout: &Layout) -> Vec<Shape<'_>> {
    let columns = layout.columns.iter();
    columns.map(|it| (it.question.as_str(), it.group.as_deref(), it.part.as_deref(), it.role)).collect()
}

pub(super) fn roles(layout: &Layout) -> Vec<Role> {
    layout.columns.iter().map(|column| column.role).collect()
}

/// The records of a JSON text.
pub(super) fn read(json: &str) -> Option<JsonRecords> {
    super::records(&serde_json::from_str(json).unwrap())
}

/// A record's value under a key; nothing where it has none.
pub(super) fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    row.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// The platform that the records are recognised as, once they stand in a table.
pub(super) fn recognised(records: &JsonRecords) -> &'static str {
    let mut keys: Vec<String> = Vec::new();
    for (name, _) in records.rows.iter().flatten() {
        if !keys.contains(name) {
            keys.push(name.clone());
        }
    }
    let line = |row: &Vec<(String, String)>| keys.iter().map(|name| cell(row, name).to_owned()).collect();
    let mut rows = vec![keys.clone()];
    rows.extend(records.rows.iter().map(line));
    let head = super::Head { container: "json", rows: &rows, dictionary: None, named: true, quoted_by: None };
    super::recognise(&head, None).unwrap().format.id
}

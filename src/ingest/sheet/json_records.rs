//! JSON whose records nest, as rows: comments with their replies, messages of a channel, a poll.
//!
//! `formats` knows the shapes; here its input is made of our own values, and its records become rows under their keys.

use std::collections::HashMap;
use std::vec::IntoIter;

use serde_json::{Map, Number};

use super::RowSource;
use super::json::{Parser, REPLACED, Value};
use super::json_keys::COLUMNS;
use crate::diag::{Diagnostic, Place};
use crate::ingest::formats::{self, JsonRecords};
use crate::ingest::{IngestError, Row};

/// Bytes of memory that a file may take while it is compared with the shapes, by a cautious guess.
const ROOM: usize = 2 << 30;

/// What a byte that opens an object, and one that parts or opens other values, takes at most.
const OBJECT: usize = 800;
const VALUE: usize = 96;

/// The rows of a JSON text of a known shape; `None` where it has none, is too large for that, or is no JSON.
pub(super) fn known(text: &str, shown: &str, warnings: &mut Vec<Diagnostic>) -> Option<Box<dyn RowSource>> {
    if size(text) > ROOM {
        let found = "the text is too large to be looked through for replies inside comments; rows are as they stand";
        warnings.push(Diagnostic::warning(Place::file(shown), found).hint("split the file"));
        return None;
    }
    let mut parser = Parser::new(text, 0);
    let value = parser.value().ok()?;
    if parser.peek().is_some() {
        return None;
    }
    let records = formats::records(&plain(text, value))?;
    let rows = Known::new(&records)?;
    if parser.replaced {
        warnings.push(Diagnostic::warning(Place::file(shown), REPLACED));
    }
    warnings.extend(set_aside(&records, shown));
    Some(Box::new(Known { rows: records.rows.into_iter(), ..rows }))
}

fn size(text: &str) -> usize {
    text.bytes().fold(text.len().saturating_mul(2), |size, byte| match byte {
        b'{' => size.saturating_add(OBJECT),
        b'[' | b',' => size.saturating_add(VALUE),
        _ => size,
    })
}

/// The value as the shapes want it. A number that is no whole one of 64 bits is its digits, so that none is lost.
fn plain(text: &str, value: Value) -> serde_json::Value {
    use serde_json::Value as Plain;
    match value {
        Value::Null => Plain::Null,
        Value::Bool(truth) => Plain::Bool(truth),
        Value::Number(place) => {
            let digits = &text[place];
            let whole = digits.parse::<u64>().map(Number::from).or_else(|_| digits.parse::<i64>().map(Number::from));
            whole.map_or_else(|_| Plain::String(digits.to_owned()), Plain::Number)
        }
        Value::Text(text) => Plain::String(text),
        Value::Array(values, _) => values.into_iter().map(|value| plain(text, value)).collect(),
        Value::Object(members, _) => {
            let members = members.into_iter().map(|(key, value)| (key, plain(text, value)));
            Plain::Object(members.collect::<Map<_, _>>())
        }
    }
}

fn set_aside(records: &JsonRecords, shown: &str) -> Option<Diagnostic> {
    let count: u64 = records.set_aside.values().sum();
    let reasons: Vec<String> = records.set_aside.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let found = format!("{count} records are no text of a person and are left out: {}", reasons.join(", "));
    (count > 0).then(|| Diagnostic::warning(Place::file(shown), found))
}

/// Records under the keys of all of them, in the order in which they first appear.
struct Known {
    names: Vec<String>,
    places: HashMap<String, usize>,
    rows: IntoIter<Vec<(String, String)>>,
    /// Rows given so far, the names among them.
    given: u64,
}

impl Known {
    /// The columns of the records; `None` where there are more than a file can have.
    fn new(records: &JsonRecords) -> Option<Self> {
        let mut known = Self { names: Vec::new(), places: HashMap::new(), rows: IntoIter::default(), given: 0 };
        for (name, _) in records.rows.iter().flatten() {
            if !known.places.contains_key(name) {
                known.places.insert(name.clone(), known.names.len());
                known.names.push(name.clone());
            }
        }
        (1..=COLUMNS).contains(&known.names.len()).then_some(known)
    }
}

impl RowSource for Known {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        self.given += 1;
        if self.given == 1 {
            row.start(1);
            self.names.iter().for_each(|name| row.push(name.as_bytes()));
            return Ok(true);
        }
        let Some(record) = self.rows.next() else { return Ok(false) };
        let mut cells = vec![""; self.names.len()];
        for (name, cell) in &record {
            if let Some(place) = self.places.get(name) {
                cells[*place] = cell;
            }
        }
        row.start(self.given);
        cells.iter().for_each(|cell| row.push(cell.as_bytes()));
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows, cells parted by `|`, and the warnings.
    fn read(text: &str) -> Option<(Vec<String>, Vec<String>)> {
        let mut warnings = Vec::new();
        let mut rows = known(text, "in.json", &mut warnings)?;
        let (mut row, mut lines) = (Row::default(), Vec::new());
        while rows.read(&mut row).unwrap() {
            lines.push((0..row.len()).map(|cell| row.text(cell)).collect::<Vec<_>>().join("|"));
        }
        Some((lines, warnings.iter().map(|warning| warning.message.clone()).collect()))
    }

    #[test]
    fn replies_are_rows_of_their_own_under_the_keys_of_all() {
        let text = r#"[{"id": 733119006547107840000, "text": "Tea \ud800", "replies": [{"id": 2, "text": "Cake", "age": 1.50}]}]"#;
        let (lines, warnings) = read(text).unwrap();
        assert_eq!(
            lines,
            ["id|text|age|reply_to", "733119006547107840000|Tea \u{FFFD}||", "2|Cake|1.50|733119006547107840000"]
        );
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn what_no_person_wrote_is_counted() {
        let text = r#"[{"type":"message","user":"U1","text":"Tea","ts":"1609459200.000100"},
            {"type":"message","subtype":"channel_join","user":"U1","text":"joined","ts":"1609459201.000100"}]"#;
        let (lines, warnings) = read(text).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(warnings, ["1 records are no text of a person and are left out: 1 join"]);
    }

    #[test]
    fn any_other_json_is_left_to_others() {
        for text in [r#"[{"q1": "yes"}]"#, r#"[{"text": "a"}] x"#, "[", "7", r#"{"a":{}}"#] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_text_that_would_take_too_much_room_is_not_looked_through() {
        let mut warnings = Vec::new();
        assert!(known(&"{".repeat(ROOM / OBJECT + 1), "in.json", &mut warnings).is_none());
        assert_eq!(warnings.len(), 1);
    }
}

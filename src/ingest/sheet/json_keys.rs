//! The keys of JSON objects as columns, in the order in which they first appear.

use std::collections::HashMap;

use super::json::{Value, flatten};
use crate::ingest::Row;

/// Columns; more keys are data in the place of names.
pub(super) const COLUMNS: usize = 16_384;

/// The names of columns, and the cells of one row under them.
#[derive(Default)]
pub(super) struct Keys {
    places: HashMap<String, usize>,
    pub names: Vec<String>,
    cells: Vec<String>,
}

impl Keys {
    /// Learns the keys of a row.
    pub fn learn(&mut self, text: &str, value: &Value) -> Result<(), String> {
        if let Value::Object(members, _) = value {
            flatten(text, members, &mut |name, _| {
                if !self.places.contains_key(name) && self.names.len() <= COLUMNS {
                    self.places.insert(name.to_owned(), self.names.len());
                    self.names.push(name.to_owned());
                }
            });
        }
        if self.names.len() > COLUMNS {
            return Err(format!(
                "there are more than {COLUMNS} different keys, expected the same keys in every object"
            ));
        }
        Ok(())
    }

    pub fn header(&self, row: &mut Row) {
        row.start(1);
        self.names.iter().for_each(|name| row.push(name.as_bytes()));
    }

    /// Fills a row with the cells of an object; gives a key that has no column.
    pub fn fill(&mut self, text: &str, value: &Value, number: u64, row: &mut Row) -> Option<String> {
        row.start(number);
        let Value::Object(members, _) = value else {
            row.spoil("the value is no object");
            return None;
        };
        self.cells.resize(self.names.len(), String::new());
        self.cells.iter_mut().for_each(String::clear);
        let mut unknown = None;
        flatten(text, members, &mut |name, cell| match self.places.get(name) {
            Some(&place) => {
                self.cells[place].clear();
                self.cells[place].push_str(cell);
            }
            None => unknown = Some(name.to_owned()),
        });
        self.cells.iter().for_each(|cell| row.push(cell.as_bytes()));
        unknown
    }
}

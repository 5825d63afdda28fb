//! The cells of one column, counted in bounded memory: different values exactly up to a limit, then as "many".

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::ingest::responses::is_number;

/// Different values that are counted in a column.
pub const VALUES: usize = 1_000;

/// Short words that are counted beyond that, and what is short.
const WORDS: usize = 64;
const SHORT: usize = 8;

/// Bytes of different values that are kept of a column.
const BYTES: usize = 256 << 10;

/// A longer text is counted as one of many: what is chosen from a list is shorter.
const LONGEST: usize = 4 << 10;

/// What was counted of a column while it was read.
#[derive(Debug, Default)]
pub struct Tally {
    values: HashMap<Box<[u8]>, Seen, FixedState>,
    bytes: usize,
    /// Cells that are blank.
    pub blank: u64,
    /// Cells that are not.
    pub filled: u64,
    /// Cells whose value was not counted by itself.
    pub beyond: u64,
    /// Among those, numbers.
    pub beyond_numbers: u64,
    /// Bytes of the longest cell.
    pub longest: usize,
    /// No value is looked up any more: nearly every cell is new.
    closed: bool,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    count: u64,
    order: usize,
}

/// A value of a column with the number of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value, trimmed.
    pub text: String,
    /// Cells that hold it.
    pub count: u64,
}

impl Tally {
    /// Counts a cell.
    pub fn add(&mut self, cell: &[u8]) {
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            self.blank += 1;
            return;
        }
        self.filled += 1;
        self.longest = self.longest.max(cell.len());
        // Cells such as `NA` are counted to the end: what a column of numbers holds beside them depends on it.
        let word = cell.len() <= SHORT && !cell.iter().any(u8::is_ascii_digit);
        if !self.closed || word {
            if let Some(seen) = self.values.get_mut(cell) {
                seen.count += 1;
                return;
            }
            let most = if word { VALUES + WORDS } else { VALUES };
            if self.values.len() < most && self.bytes < BYTES && cell.len() <= LONGEST {
                self.bytes += cell.len();
                let order = self.values.len();
                self.values.insert(cell.into(), Seen { count: 1, order });
                return;
            }
            self.closed |= self.filled < 4 * self.values.len() as u64;
        }
        self.beyond += 1;
        self.beyond_numbers += u64::from(may_be_number(cell));
    }

    /// Whether there were more different values than were counted.
    pub fn is_many(&self) -> bool {
        self.beyond > 0
    }

    /// The values that were counted, by first appearance, trimmed of every kind of space; blank ones are left out.
    pub fn values(&self) -> Vec<Value> {
        let mut seen: Vec<(&[u8], Seen)> = self.values.iter().map(|(text, seen)| (&**text, *seen)).collect();
        seen.sort_unstable_by_key(|(_, seen)| seen.order);
        let mut values: Vec<Value> = Vec::with_capacity(seen.len());
        // Trimmed as they were added, but for spaces that are not ASCII's own.
        if self.values.keys().all(|text| text.is_ascii() && !text.contains(&b'\x0B')) {
            let value = |(bytes, seen): (&[u8], Seen)| Value {
                text: String::from_utf8_lossy(bytes).into_owned(),
                count: seen.count,
            };
            values.extend(seen.into_iter().map(value));
            return values;
        }
        let mut places: HashMap<String, usize> = HashMap::new();
        for (bytes, seen) in seen {
            let text = String::from_utf8_lossy(bytes).trim().to_owned();
            match places.get(&text) {
                Some(&place) => values[place].count += seen.count,
                None if text.is_empty() => {}
                None => {
                    places.insert(text.clone(), values.len());
                    values.push(Value { text, count: seen.count });
                }
            }
        }
        values
    }
}

/// A quick look, for the many cells of a column with many values.
fn may_be_number(cell: &[u8]) -> bool {
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-');
    if cell.len() <= 15 && cell[0].is_ascii_digit() && cell.iter().all(plain) {
        return !cell[1..].contains(&b'-') && cell.iter().filter(|b| **b == b'.').count() <= 1;
    }
    cell.len() <= 40 && cell.iter().any(u8::is_ascii_digit) && std::str::from_utf8(cell).is_ok_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_by_first_appearance_and_spaces_do_not_part_them() {
        let mut tally = Tally::default();
        for cell in ["b", " a ", "", "b\u{A0}", "  ", "a"] {
            tally.add(cell.as_bytes());
        }
        let values: Vec<(String, u64)> = tally.values().into_iter().map(|value| (value.text, value.count)).collect();
        assert_eq!(values, [("b".to_owned(), 2), ("a".to_owned(), 2)]);
        assert_eq!((tally.blank, tally.filled, tally.is_many()), (2, 4, false));
    }

    #[test]
    fn what_is_kept_does_not_grow_with_the_rows() {
        let mut tally = Tally::default();
        for row in 0..20_000 {
            tally.add(format!("respondent {row}").as_bytes());
            tally.add(format!("{row}.5").as_bytes());
        }
        assert!(tally.is_many());
        assert_eq!((tally.values().len(), tally.filled), (VALUES, 40_000));
        assert_eq!(tally.beyond_numbers, 19_500);
    }

    #[test]
    fn cells_without_an_answer_are_counted_to_the_end_among_numbers() {
        let mut tally = Tally::default();
        for row in 0..20_000 {
            tally.add(if row % 3 == 0 { b"NA".to_vec() } else { format!("{row}.25").into_bytes() }.as_slice());
        }
        assert_eq!(tally.values().iter().find(|value| value.text == "NA").map(|value| value.count), Some(6_667));
        assert_eq!(tally.beyond, tally.beyond_numbers);
    }

    #[test]
    fn frequent_values_are_counted_to_the_end_behind_rare_ones() {
        let mut tally = Tally::default();
        for row in 0..30_000 {
            tally.add(b"yes");
            if row % 20 == 0 {
                tally.add(format!("other {row}").as_bytes());
            }
        }
        assert_eq!(tally.values().iter().find(|value| value.text == "yes").map(|value| value.count), Some(30_000));
    }
}

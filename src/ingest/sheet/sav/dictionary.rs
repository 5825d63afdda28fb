//! What the records of a system file say of its columns: segments of long texts become one column, names their long
//! form, bytes text.

use std::collections::BTreeMap;

use super::cells::{Cells, Column, Kind};
use super::dates::Moment;
use super::encoding::{decode, trimmed};
use super::header::Header;
use super::input::Input;
use super::records::{LabelSet, Piece, RawVariable, Records};
use super::sets;
use crate::ingest::IngestError;
use crate::ingest::sheet::{Dictionary, ResponseSet, Variable};

/// Room for labels once each column has its own: many columns may share a set of labels.
const LABELS_LIMIT: usize = 256 << 20;
/// Bytes of a segment of a long text that hold text, and bytes by which its segments are counted.
const SEGMENT: (usize, usize) = (255, 252);

/// The columns as they are found in the file.
struct Layout<'a> {
    cells: &'a Cells,
    input: &'a Input,
    columns: Vec<Column>,
    dictionary: Dictionary,
    /// The column of each variable; `None` for a further segment.
    owners: Vec<Option<usize>>,
    /// Columns by short name and by long name, in capitals.
    short: BTreeMap<String, usize>,
    long: BTreeMap<String, usize>,
    labels_room: usize,
}

/// The columns and what is said of them; the number of sets that could not be read.
pub(super) fn resolve(
    records: &Records,
    header: &Header,
    cells: &Cells,
    input: &Input,
) -> Result<(Dictionary, Vec<Column>, usize), IngestError> {
    let mut layout = Layout {
        cells,
        input,
        columns: Vec::new(),
        dictionary: Dictionary::default(),
        owners: vec![None; records.variables.len()],
        short: BTreeMap::new(),
        long: BTreeMap::new(),
        labels_room: LABELS_LIMIT,
    };
    layout.columns(records)?;
    for set in &records.labels {
        layout.value_labels(set)?;
    }
    for piece in &records.long_labels {
        layout.long_labels(piece)?;
    }
    for piece in &records.long_missing {
        layout.long_missing(piece)?;
    }
    let broken = layout.sets(records);
    let Layout { mut dictionary, columns, owners, .. } = layout;
    let label = text_of(cells, &header.label);
    dictionary.label = (!label.is_empty()).then_some(label);
    dictionary.weight = usize::try_from(header.weight)
        .ok()
        .and_then(|place| place.checked_sub(1))
        .and_then(|element| records.variables.binary_search_by_key(&element, |known| known.element).ok())
        .and_then(|found| Some(dictionary.variables.get(owners[found]?)?.name.clone()));
    Ok((dictionary, columns, broken))
}

fn text_of(cells: &Cells, bytes: &[u8]) -> String {
    decode(cells.encoding, bytes).into_owned()
}

/// Entries `NAME=value`, parted by tabs.
fn entries(bytes: &[u8]) -> BTreeMap<&[u8], &[u8]> {
    bytes
        .split(|&byte| byte == b'\t')
        .filter_map(|entry| {
            let at = entry.iter().position(|&byte| byte == b'=')?;
            let start = entry.iter().position(|&byte| byte != 0).unwrap_or(0).min(at);
            Some((trimmed(&entry[start..at]), trimmed(&entry[at + 1..])))
        })
        .collect()
}

impl Layout<'_> {
    fn text(&self, bytes: &[u8]) -> String {
        text_of(self.cells, bytes)
    }

    fn columns(&mut self, records: &Records) -> Result<(), IngestError> {
        let names = entries(&records.long_names);
        let widths = entries(&records.long_widths);
        // Measure, width and alignment, or measure and alignment.
        let stride = if records.measures.len() >= 3 * records.variables.len() { 3 } else { 2 };
        let mut next = 0;
        while let Some(first) = records.variables.get(next) {
            let short = trimmed(&first.name);
            let stated: Option<usize> =
                widths.get(short).and_then(|width| std::str::from_utf8(width).ok()?.trim().parse().ok());
            let (width, segments) = match stated {
                Some(width) if width > SEGMENT.0 && first.width > 0 => (width, width.div_ceil(SEGMENT.1)),
                _ => (first.width, 1),
            };
            let parts = records.variables[next..]
                .get(..segments)
                .filter(|parts| parts.iter().all(|part| part.width > 0 || segments == 1));
            let Some(parts) = parts else {
                let message = format!(
                    "the text `{}` has {width} bytes, which takes {segments} variables; they do not follow",
                    self.text(short)
                );
                return Err(self.input.fault(first.at, message));
            };
            let place = self.columns.len();
            self.owners[next] = Some(place);
            let short = self.text(short);
            let name = names.get(trimmed(&first.name)).map_or(short.clone(), |name| self.text(name));
            self.short.entry(short.to_uppercase()).or_insert(place);
            self.long.entry(name.to_uppercase()).or_insert(place);
            let column = column(parts, width);
            let measure = records.measures.get(next * stride).copied();
            self.dictionary.variables.push(self.variable(first, name, width, column.kind, measure));
            self.columns.push(column);
            next += segments;
        }
        Ok(())
    }

    fn variable(&self, raw: &RawVariable, name: String, width: usize, kind: Kind, measure: Option<i32>) -> Variable {
        let mut missing = raw.missing.as_slice();
        let mut missing_ranges = Vec::new();
        if let (true, [low, high, rest @ ..]) = (raw.range, missing) {
            // The lowest and the highest number of all stand for open ends.
            let end =
                |bytes, open: f64| self.cells.number(bytes).filter(|value| value.abs() < OPEN_END).unwrap_or(open);
            missing_ranges.push((end(*low, f64::NEG_INFINITY), end(*high, f64::INFINITY)));
            missing = rest;
        }
        let format = raw.print.cast_unsigned();
        let [_, _, printed_width, decimals] = format.to_be_bytes();
        let text = kind == Kind::Text;
        Variable {
            name,
            label: raw.label.as_deref().map(|label| self.text(label)).filter(|label| !label.is_empty()),
            labels: Vec::new(),
            missing: missing.iter().map(|value| self.cells.value(kind, value)).collect(),
            missing_ranges,
            text,
            date: matches!(kind, Kind::Moment(_)),
            measure: match measure {
                Some(1) => Some("nominal"),
                Some(2) => Some("ordinal"),
                Some(3) => Some("scale"),
                _ => None,
            },
            decimals: if text { 0 } else { decimals },
            width: if text { u32::try_from(width).unwrap_or(u32::MAX) } else { u32::from(printed_width) },
        }
    }

    fn value_labels(&mut self, set: &LabelSet) -> Result<(), IngestError> {
        for &variable in &set.variables {
            let Some(column) = self.owners[variable] else { continue };
            let kind = self.columns[column].kind;
            for (value, label) in &set.labels {
                let pair = (self.cells.value(kind, value), self.text(label));
                self.label(column, pair, set.at)?;
            }
        }
        Ok(())
    }

    fn label(&mut self, column: usize, pair: (String, String), at: u64) -> Result<(), IngestError> {
        let size = pair.0.len() + pair.1.len() + 64;
        let Some(left) = self.labels_room.checked_sub(size) else {
            let limit = LABELS_LIMIT >> 20;
            return Err(self.input.fault(at, format!("the labels of all variables take more than {limit} MiB")));
        };
        self.labels_room = left;
        self.dictionary.variables[column].labels.push(pair);
        Ok(())
    }

    /// The column that a record of long texts or of sets names.
    fn named(&self, name: &[u8]) -> Option<usize> {
        let name = self.text(name).to_uppercase();
        self.long.get(&name).or_else(|| self.short.get(&name)).copied()
    }

    fn long_labels(&mut self, (at, bytes): &Piece) -> Result<(), IngestError> {
        let mut record = self.input.within(*at, bytes.clone());
        while !record.peek()?.is_empty() {
            let column = self.named(&sized(&mut record)?);
            record.int("the width of a labelled text")?;
            for _ in 0..record.count("the number of labels of a long text", u32::MAX >> 1)? {
                let (value, label) = (sized(&mut record)?, sized(&mut record)?);
                if let Some(column) = column {
                    self.label(column, (self.text(&value), self.text(&label)), *at)?;
                }
            }
        }
        Ok(())
    }

    fn long_missing(&mut self, (at, bytes): &Piece) -> Result<(), IngestError> {
        let mut record = self.input.within(*at, bytes.clone());
        while !record.peek()?.is_empty() {
            let column = self.named(&sized(&mut record)?);
            let [count] = record.array("the number of missing values of a long text")?;
            let length = record.count("the length of a missing value", 1 << 15)? as u64;
            for _ in 0..count {
                let value = record.text(length, "a missing value")?;
                if let Some(column) = column {
                    let value = self.text(&value);
                    self.dictionary.variables[column].missing.push(value);
                }
            }
        }
        Ok(())
    }

    fn sets(&mut self, records: &Records) -> usize {
        let mut broken = 0;
        for record in &records.sets {
            let (found, unread) = sets::parse(record);
            broken += unread;
            for set in found {
                let columns: Vec<usize> = set.variables.iter().filter_map(|name| self.named_in_set(name)).collect();
                let Some(&first) = columns.first() else {
                    broken += 1;
                    continue;
                };
                let counted = set.counted.map(|value| self.counted(value, first));
                let variables = columns.iter().map(|&column| self.dictionary.variables[column].name.clone()).collect();
                let (name, label) = (self.text(set.name), self.text(set.label));
                self.dictionary.sets.push(ResponseSet { name, label, variables, counted });
            }
        }
        broken
    }

    /// Sets name variables by their short names.
    fn named_in_set(&self, name: &[u8]) -> Option<usize> {
        let name = self.text(name).to_uppercase();
        self.short.get(&name).or_else(|| self.long.get(&name)).copied()
    }

    /// A counted value as it stands in the rows.
    fn counted(&self, value: &[u8], column: usize) -> String {
        let text = self.text(value);
        match text.trim().parse::<f64>() {
            Ok(number) if self.columns[column].kind != Kind::Text => {
                let big_endian = self.cells.big_endian;
                let bytes = if big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
                self.cells.value(self.columns[column].kind, &bytes)
            }
            _ => text,
        }
    }
}

/// Numbers from here on are no values but open ends of a range.
const OPEN_END: f64 = 1.797_693_134_862_315e308;

/// A text after its length.
fn sized(record: &mut Input) -> Result<Vec<u8>, IngestError> {
    let length = record.count("the length of a text", 1 << 16)?;
    record.text(length as u64, "a text")
}

/// Where a column's bytes stand.
fn column(parts: &[RawVariable], width: usize) -> Column {
    let [first, ..] = parts else { return Column { kind: Kind::Number, pieces: Vec::new() } };
    if first.width == 0 {
        let moment = Moment::of_format((first.print.cast_unsigned() >> 16) & 0xFF);
        return Column { kind: moment.map_or(Kind::Number, Kind::Moment), pieces: vec![(first.element * 8, 8)] };
    }
    let mut left = width;
    let pieces = parts
        .iter()
        .map(|part| {
            let length = part.width.min(left);
            left -= length;
            (part.element * 8, length)
        })
        .filter(|(_, length)| *length > 0)
        .collect();
    Column { kind: Kind::Text, pieces }
}

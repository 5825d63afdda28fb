//! SPSS system files: `.sav`, plain or with codes, and `.zsav`.
//!
//! Everything that a file says is taken as a claim: lengths are checked before room is made, cases are read one at a
//! time, and no more is held than one case and the dictionary. What answers mean is not this folder's.

mod cells;
mod data;
mod dates;
mod dictionary;
mod encoding;
mod header;
mod input;
mod records;
mod sets;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::path::Path;

use self::cells::{Cells, Column, Kind};
use self::data::Data;
use self::header::Mark;
use self::input::Input;
use super::{Container, RowSource, Sheet};
use crate::diag::Diagnostic;
use crate::ingest::{IngestError, Row};

/// SPSS system files, and those that are refused by name.
pub(super) const CONTAINER: Container = Container {
    id: "sav",
    about: "SPSS system file, .sav or .zsav",
    extensions: &["sav", "zsav"],
    fits: |input| Mark::of(&input.head).is_some(),
    open: |input, _| read(Box::new(io::Cursor::new(input.head).chain(input.rest)), &input.path, &input.shown),
};

/// A system file from any source of bytes; `path` is for messages of the system.
///
/// # Errors
/// It cannot be read, is no system file, is encrypted, or breaks the form before its cases.
fn read(bytes: Box<dyn Read + Send>, path: &Path, shown: &str) -> Result<Sheet, IngestError> {
    let mut input = Input::new(bytes, path, shown);
    let header = header::read(&mut input)?;
    let records = records::read(&mut input)?;
    if records.variables.is_empty() {
        return Err(input.refusal("the file has no variables", "save it again from SPSS or PSPP"));
    }
    let found = encoding::find(records.encoding.as_deref(), records.code_page);
    let cells = Cells { encoding: found.encoding, big_endian: input.big_endian, blank: records.blank };
    let (dictionary, columns, broken_sets) = dictionary::resolve(&records, &header, &cells, &input)?;
    let mut warnings = Vec::new();
    if found.guessed {
        warnings.push(guess(&input, &found.evidence, found.encoding.name()));
    }
    if broken_sets > 0 {
        let message = format!("{broken_sets} multiple-response sets cannot be read and are left out");
        warnings.push(input.warning(message, "their columns are there; say in the study which belong together"));
    }
    let names = dictionary.variables.iter().map(|variable| variable.name.clone()).collect();
    let rows = Rows {
        stated: records.cases.or(header.cases),
        case: vec![0; records.elements * 8],
        data: Data::new(input, header.packing, header.bias, records.blank)?,
        cells,
        columns,
        names: Some(names),
        taken: 0,
        ended: false,
        bytes: Vec::new(),
        text: String::new(),
    };
    Ok(Sheet {
        shown: shown.to_owned(),
        container: "sav",
        encoding: found.encoding.name(),
        encoding_evidence: found.evidence,
        line_ends: None,
        delimiter: None,
        dictionary: Some(dictionary),
        named: true,
        warnings,
        rows: Box::new(rows),
    })
}

fn guess(input: &Input, evidence: &str, name: &str) -> Diagnostic {
    input.warning(
        format!("{evidence}; it is read as {name}"),
        "if letters with accents come out wrong, save the file from SPSS in Unicode mode",
    )
}

/// The names of the columns, then the cases, one at a time.
struct Rows {
    data: Data,
    cells: Cells,
    columns: Vec<Column>,
    names: Option<Vec<String>>,
    /// Number of cases that the file states.
    stated: Option<u64>,
    taken: u64,
    ended: bool,
    case: Vec<u8>,
    /// Room for a text in segments, and for a cell.
    bytes: Vec<u8>,
    text: String,
}

impl RowSource for Rows {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        if let Some(names) = self.names.take() {
            row.start(1);
            names.iter().for_each(|name| row.push(name.as_bytes()));
            return Ok(true);
        }
        if self.ended {
            return Ok(false);
        }
        // Whatever comes of it: after a fault there is nothing more to read.
        self.ended = true;
        let found = self.data.read(&mut self.case);
        let found = match self.stated {
            Some(stated) if self.taken == stated => return self.data.end(found, stated),
            Some(stated) if matches!(found, Ok(false)) => {
                let message = format!("the file ends after {} of the {stated} cases that it states", self.taken);
                return Err(self.data.fault(message));
            }
            _ => found?,
        };
        if !found {
            return Ok(false);
        }
        self.ended = false;
        self.taken += 1;
        row.start(self.taken + 1);
        self.cells(row);
        Ok(true)
    }
}

impl Rows {
    /// The case as cells.
    fn cells(&mut self, row: &mut Row) {
        for Column { kind, pieces } in &self.columns {
            self.text.clear();
            let piece = |&(start, length): &(usize, usize)| self.case.get(start..start + length).unwrap_or_default();
            match (kind, pieces.as_slice()) {
                (_, [one]) => self.cells.write(*kind, piece(one), &mut self.text),
                _ => {
                    self.bytes.clear();
                    pieces.iter().for_each(|part| self.bytes.extend_from_slice(piece(part)));
                    self.cells.write(Kind::Text, &self.bytes, &mut self.text);
                }
            }
            row.push(self.text.as_bytes());
        }
    }
}

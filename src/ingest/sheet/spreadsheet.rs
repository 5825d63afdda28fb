//! The cells of a sheet as text, and the sheet as rows.
//!
//! Numbers have at most 15 digits, as a spreadsheet shows them, and no exponent: `1`, `0.3`. Dates are
//! `2026-11-23 14:05:00`, times `14:05:00`, durations hours, minutes and seconds, truth values `TRUE` and `FALSE`.
//! A row without a cell between others is a row of blanks; those before the first and after the last are left out.

use std::collections::BTreeSet;
use std::io::Read;

use calamine::{Data, ExcelDateTime};

use super::RowSource;
use crate::diag::{Diagnostic, Place};
use crate::ingest::{IngestError, Row};

/// Cells of a sheet, blanks between others among them.
const CELLS: u64 = 200_000_000;

/// A number of more digits than this was not kept whole by the workbook.
const WHOLE: f64 = 1e15;

/// A sheet that is being read.
#[derive(Default)]
pub(super) struct Grid {
    text: String,
    /// Row, column, and where the cell's text ends.
    cells: Vec<(u32, u32, usize)>,
    width: u32,
    last: u32,
    sorted: bool,
    /// The cell of the first number that has lost digits.
    lost: Option<(u32, u32)>,
    /// What should be known of the choice of the sheet.
    pub note: Option<String>,
}

impl Grid {
    /// Adds a cell, places first = 0; a blank cell is none.
    pub fn add(&mut self, row: u32, column: u32, cell: &Data) -> Result<(), String> {
        let before = self.text.len();
        if let Data::Float(number) = cell
            && number.abs() >= WHOLE
        {
            self.lost.get_or_insert((row, column));
        }
        write(&mut self.text, cell);
        if self.text.len() == before {
            return Ok(());
        }
        self.sorted = (self.sorted || self.cells.is_empty())
            && self.cells.last().is_none_or(|last| (last.0, last.1) < (row, column));
        self.cells.push((row, column, self.text.len()));
        self.width = self.width.max(column.saturating_add(1));
        self.last = self.last.max(row);
        let first = self.cells[0].0.min(row);
        let all = u64::from(self.width) * (u64::from(self.last - first.min(self.last)) + 1);
        if all > CELLS {
            return Err(format!(
                "the sheet spans {} columns and {} rows, at most {CELLS} cells are read",
                self.width,
                self.last + 1
            ));
        }
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Cells that are not blank.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether most rows have two cells or more.
    pub fn is_table(&self) -> bool {
        let rows: BTreeSet<u32> = self.cells.iter().map(|(row, ..)| *row).collect();
        rows.len() >= 2 && self.cells.len() * 2 >= rows.len() * 3
    }

    /// What should be known of the cells.
    pub fn warnings(&self, shown: &str) -> Vec<Diagnostic> {
        let warning = |(row, column): (u32, u32)| {
            let found =
                format!("column {} has a number of more than 15 digits, of which a workbook keeps 15", column + 1);
            Diagnostic::warning(Place::line(shown, u64::from(row) + 1), found)
                .hint("if it is an id, export the data as CSV, or with that column as text")
        };
        self.lost.map(warning).into_iter().collect()
    }

    /// The rows of what was read.
    pub fn rows(self) -> GridRows {
        let mut starts: Vec<Kept> = Vec::with_capacity(self.cells.len());
        let mut start = 0;
        for (row, column, end) in self.cells {
            starts.push(Kept { row, column, start, end });
            start = end;
        }
        if !self.sorted {
            starts.sort_by_key(|kept| (kept.row, kept.column));
        }
        let first = starts.first().map_or(0, |kept| kept.row);
        GridRows { text: self.text, cells: starts, next: 0, row: first, width: self.width }
    }
}

struct Kept {
    row: u32,
    column: u32,
    start: usize,
    end: usize,
}

/// The rows of a sheet.
pub(super) struct GridRows {
    text: String,
    cells: Vec<Kept>,
    next: usize,
    row: u32,
    width: u32,
}

impl RowSource for GridRows {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        if self.next == self.cells.len() {
            return Ok(false);
        }
        row.start(u64::from(self.row) + 1);
        for column in 0..self.width {
            let mut found: &[u8] = b"";
            while let Some(kept) =
                self.cells.get(self.next).filter(|kept| (kept.row, kept.column) == (self.row, column))
            {
                found = &self.text.as_bytes()[kept.start..kept.end];
                self.next += 1;
            }
            row.push(found);
        }
        self.row += 1;
        Ok(true)
    }
}

fn write(into: &mut String, cell: &Data) {
    match cell {
        Data::Empty => {}
        Data::Int(number) => into.push_str(&number.to_string()),
        Data::Float(number) => into.push_str(&number_text(*number)),
        Data::String(text) => into.push_str(text),
        Data::Bool(truth) => into.push_str(if *truth { "TRUE" } else { "FALSE" }),
        Data::DateTime(when) => into.push_str(&date_text(when)),
        Data::DateTimeIso(when) if when.len() == 10 && when.contains('-') => into.push_str(&format!("{when} 00:00:00")),
        Data::DateTimeIso(when) => into.push_str(&when.replacen('T', " ", 1)),
        Data::DurationIso(length) => into.push_str(&duration_text(length)),
        Data::Error(error) => into.push_str(&error.to_string()),
    }
}

/// A number with at most 15 digits and no exponent.
pub(super) fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

fn date_text(when: &ExcelDateTime) -> String {
    let value = when.as_f64();
    if when.is_duration() || !(1.0..2_958_466.0).contains(&value) {
        let seconds = (value * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = when.to_ymd_hms_milli();
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
}

/// `PT14H05M00S` as `14:05:00`; as it stands where it is not of that form.
fn duration_text(length: &str) -> String {
    let mut rest = length.strip_prefix("PT").unwrap_or_default();
    let mut part = |unit: char| {
        let (number, after) = rest.split_once(unit)?;
        rest = after;
        Some(number.split_once(['.', ',']).map_or(number, |(whole, _)| whole).to_owned())
    };
    match (part('H'), part('M'), part('S')) {
        (Some(hours), Some(minutes), Some(seconds)) => format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"),
        _ => length.to_owned(),
    }
}

/// The cells with content that the XML of an ODS file makes by repeating, as far as its attributes say.
pub(super) fn repeated(mut xml: impl Read) -> u64 {
    let (mut window, mut piece) = (Vec::new(), vec![0; 1 << 16]);
    let (mut rows, mut cells) = (1_u64, 0_u64);
    while let Ok(count @ 1..) = xml.read(&mut piece) {
        window.extend_from_slice(&piece[..count]);
        let mut tags = window.split_inclusive(|byte| *byte == b'>').peekable();
        let mut tail = Vec::new();
        while let Some(tag) = tags.next() {
            if tags.peek().is_none() && !tag.ends_with(b">") {
                // A tag is short; what is not one has nothing to repeat.
                tail = tag[tag.len().saturating_sub(1 << 16)..].to_vec();
                break;
            }
            let opens = tag.iter().rposition(|byte| *byte == b'<').unwrap_or(0);
            let tag = &tag[opens..];
            if tag.starts_with(b"</") {
                continue;
            }
            if let Some(count) = attribute(tag, b"number-rows-repeated=\"") {
                rows = count;
            } else if find(tag, b"table-row").is_some() {
                rows = 1;
            } else if !tag.ends_with(b"/>") || find(tag, b"value").is_some() {
                let count = attribute(tag, b"number-columns-repeated=\"").unwrap_or(0);
                let new = if count > 0 { count } else { u64::from(find(tag, b"table-cell").is_some()) };
                cells = cells.saturating_add(new.saturating_mul(rows));
            }
        }
        window = tail;
    }
    cells
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

fn attribute(tag: &[u8], name: &[u8]) -> Option<u64> {
    let value = &tag[find(tag, name)? + name.len()..];
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).take(12);
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn text(cell: Data) -> String {
        let mut into = String::new();
        write(&mut into, &cell);
        into
    }

    #[test]
    fn cells_are_as_a_spreadsheet_shows_them() {
        assert_eq!(text(Data::Float(1.0)), "1");
        assert_eq!(text(Data::Float(0.1 + 0.2)), "0.3");
        assert_eq!(text(Data::Float(-0.0)), "0");
        assert_eq!(text(Data::Float(733119006547108.0)), "733119006547108");
        assert_eq!(text(Data::Float(1e20)), "100000000000000000000");
        assert_eq!(text(Data::Bool(true)), "TRUE");
        assert_eq!(text(Data::DateTimeIso("2026-11-23T14:05:00".into())), "2026-11-23 14:05:00");
        assert_eq!(text(Data::DateTimeIso("2026-11-23".into())), "2026-11-23 00:00:00");
        assert_eq!(text(Data::DurationIso("PT14H05M00S".into())), "14:05:00");
        let date = |value, kind| text(Data::DateTime(ExcelDateTime::new(value, kind, false)));
        // 2021-01-01 is day 44197 of Excel's count.
        assert_eq!(date(44197.5, ExcelDateTimeType::DateTime), "2021-01-01 12:00:00");
        assert_eq!(date(0.25, ExcelDateTimeType::DateTime), "06:00:00");
        assert_eq!(date(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
    }

    #[test]
    fn rows_are_as_wide_as_the_sheet_and_blank_ones_stand_between_others() {
        let mut grid = Grid::default();
        for (row, column, cell) in [(2, 0, "id"), (2, 2, "text"), (4, 2, "b"), (4, 0, "1")] {
            grid.add(row, column, &Data::String(cell.to_owned())).unwrap();
        }
        let (mut rows, mut row, mut seen) = (grid.rows(), Row::default(), Vec::new());
        while rows.read(&mut row).unwrap() {
            seen.push((row.line(), (0..row.len()).map(|cell| row.text(cell).to_owned()).collect::<Vec<_>>()));
        }
        let owned = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        assert_eq!(seen, [(3, owned(["id", "", "text"])), (4, owned(["", "", ""])), (5, owned(["1", "", "b"]))]);
    }

    #[test]
    fn a_sheet_that_spans_more_than_memory_is_refused() {
        let mut grid = Grid::default();
        grid.add(0, 0, &Data::Int(1)).unwrap();
        assert!(grid.add(1_048_575, 16_383, &Data::Int(1)).is_err());
    }

    #[test]
    fn repeated_cells_with_content_are_counted() {
        let xml = b"<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell \
            table:number-columns-repeated=\"2000\" office:value-type=\"float\"><text:p>1</text:p></table:table-cell>\
            </table:table-row><table:table-row table:number-rows-repeated=\"1048574\">\
            <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(repeated(&xml[..]), 2_000_000);
    }
}

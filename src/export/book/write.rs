//! The bytes of a workbook, the same for the same sheets.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatUnderline, Url, Workbook, Worksheet, XlsxError};

use super::names::{INDEX, names};
use super::{BookCell, Sheet};
use crate::export::ExportError;

/// What a sheet and a cell take at most.
const LINES: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const CELL: usize = 32_767;

struct Formats {
    head: Format,
    note: Format,
    real: Format,
    percent: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold().set_text_wrap(),
            note: Format::new().set_italic().set_font_size(9.0),
            real: Format::new().set_num_format("0.0"),
            percent: Format::new().set_num_format("0%"),
            link: Format::new().set_underline(FormatUnderline::Single).set_font_color("0563C1"),
        }
    }
}

/// The sheets behind an index.
///
/// # Errors
/// A sheet has more lines or columns than Excel takes, or a text is too long for a cell.
pub fn book(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, ExportError> {
    for sheet in sheets {
        fits(sheet).map_err(|reason| refused(&sheet.name, reason))?;
    }
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let named: Vec<(String, &Sheet)> =
        names(sheets.iter().map(|sheet| sheet.name.as_str())).into_iter().zip(sheets).collect();
    // The time of writing would make every file another one.
    let written = ExcelDateTime::from_ymd(2000, 1, 1).and_then(|date| {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
        index(workbook.add_worksheet(), title, &named, &formats)?;
        named.iter().try_for_each(|(name, sheet)| lines(workbook.add_worksheet(), name, sheet, &formats))?;
        workbook.save_to_buffer()
    });
    written.map_err(|error| refused(title, error.to_string()))
}

fn refused(what: &str, reason: String) -> ExportError {
    ExportError::Table { table: what.to_owned(), format: "xlsx", reason: format!("{reason}; CSV has no such limit") }
}

fn fits(sheet: &Sheet) -> Result<(), String> {
    let columns = sheet.lines.iter().map(Vec::len).max().unwrap_or(0);
    if sheet.lines.len() > LINES || columns > COLUMNS {
        return Err(format!("{} lines of {columns} columns, expected at most {LINES} of {COLUMNS}", sheet.lines.len()));
    }
    let long = |cell: &&BookCell| matches!(cell, BookCell::Text(text) | BookCell::Head(text) | BookCell::Note(text) if text.encode_utf16().count() > CELL);
    match sheet.lines.iter().flatten().find(long) {
        Some(_) => Err(format!("a text is longer than the {CELL} characters of a cell")),
        None => Ok(()),
    }
}

fn index(sheet: &mut Worksheet, title: &str, named: &[(String, &Sheet)], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(INDEX)?;
    sheet.write_string_with_format(0, 0, title, &formats.head)?;
    sheet.set_column_width(0, 90)?;
    sheet.set_column_width(1, 40)?;
    for (line, (name, of)) in (2..).zip(named) {
        let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(&of.title);
        sheet.write_url_with_format(line, 0, link, &formats.link)?;
        sheet.write_string(line, 1, &of.about)?;
    }
    Ok(())
}

fn lines(sheet: &mut Worksheet, name: &str, of: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(of.frozen.0, of.frozen.1)?;
    let mut widths: Vec<usize> = Vec::new();
    for (row, cells) in (0..).zip(&of.lines) {
        for (column, cell) in (0..).zip(cells) {
            let width = match cell {
                BookCell::Empty => continue,
                BookCell::Text(text) => sheet.write_string(row, column, text).map(|_| text.chars().count()),
                BookCell::Head(text) => sheet
                    .write_string_with_format(row, column, text, &formats.head)
                    .map(|_| if cells.len() > 1 { text.chars().count().min(18) } else { 0 }),
                BookCell::Note(text) => sheet.write_string_with_format(row, column, text, &formats.note).map(|_| 0),
                BookCell::Int(number) => sheet.write_number(row, column, *number as f64).map(|_| 8),
                BookCell::Real(number) => {
                    sheet.write_number_with_format(row, column, *number, &formats.real).map(|_| 8)
                }
                BookCell::Exact(number) => sheet.write_number(row, column, *number).map(|_| 10),
                BookCell::Percent(share) => {
                    sheet.write_number_with_format(row, column, *share, &formats.percent).map(|_| 6)
                }
            }?;
            let column = usize::from(column);
            if column >= widths.len() {
                widths.resize(column + 1, 0);
            }
            widths[column] = widths[column].max(width);
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width.clamp(6, 60) as f64 + 1.0)?;
    }
    Ok(())
}

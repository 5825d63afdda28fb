//! Rows as a workbook with one sheet. Rows wait in a temporary file until it is known which columns are numbers.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::spool::{self, Cell, Spool};
use super::{Encoded, Heading, Misfit, RowFormat, RowSink};

/// Excel.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "xlsx",
    extensions: &["xlsx"],
    about: "a workbook, for people who go on in a spreadsheet",
    binary: true,
    keyed: false,
    encode: |_| Vec::new(),
    buffer: |_| spool::buffer(),
    sink: |heading| Ok(Box::new(Sheet::new(heading)?)),
};

/// Rows of a sheet under its header, columns, and characters of a cell as Excel counts them.
const ROWS: u64 = 1_048_575;
const COLUMNS: usize = 16_384;
const CELL: usize = 32_767;

/// Bytes of rows from which the sheet may take more than four gigabytes.
const LARGE: u64 = 1 << 30;

const ELSE: &str = "write .csv or .parquet, which have no such limit";

struct Sheet {
    heading: Heading,
    spool: Spool,
}

impl Sheet {
    fn new(heading: &Heading) -> io::Result<Self> {
        let columns = heading.fields.len();
        if columns > COLUMNS {
            let found = format!("{columns} columns, a sheet takes at most {COLUMNS}");
            return Err(Misfit { found, hint: ELSE }.into());
        }
        for cell in heading.rows().concat() {
            fits(cell, || "the name of a column".to_owned())?;
        }
        Ok(Self { heading: heading.clone(), spool: Spool::new(heading)? })
    }
}

fn fits(cell: &str, what: impl Fn() -> String) -> io::Result<()> {
    let length = if cell.len() > CELL { cell.encode_utf16().count() } else { 0 };
    if length <= CELL {
        return Ok(());
    }
    let found = format!("{} has {length} characters, a cell takes at most {CELL}", what());
    Err(Misfit { found, hint: ELSE }.into())
}

impl RowSink for Sheet {
    fn write(&mut self, rows: Encoded, _: &mut (dyn Write + Send)) -> io::Result<()> {
        let fields = &self.heading.fields;
        self.spool.write(rows, &|column, row, cell| fits(cell, || format!("row {row}: `{}`", fields[column].name)))?;
        if self.spool.rows > ROWS {
            let found = format!("there are more than {ROWS} rows, which is all that a sheet takes under its header");
            return Err(Misfit { found, hint: ELSE }.into());
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let empty = Spool::new(&Heading::default())?;
        let spool = std::mem::replace(&mut self.spool, empty);
        written(&self.heading.rows(), spool, out)
    }
}

fn written(header: &[Vec<&str>], spool: Spool, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let mut book = Workbook::new();
    // The time of writing would make every file another one.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    book.use_zip_large_file(spool.bytes > LARGE);
    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    let mut first = 0;
    for cells in header {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| header.len() == 1 || !cell.is_empty()) {
            sheet.write_string(first, column, *cell).map_err(failed)?;
        }
        first += 1;
    }
    let mut rows = spool.again()?;
    for row in first.. {
        let mut cells = Vec::new();
        if !rows.next(&mut cells)? {
            break;
        }
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::None | Cell::Text("") => continue,
                Cell::Number(number) => sheet.write_number(row, column, number),
                Cell::Text(text) => sheet.write_string(row, column, text),
            }
            .map_err(failed)?;
        }
    }
    book.save_to_writer(out).map_err(failed)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(format!("as a workbook: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    #[test]
    fn a_row_more_than_a_sheet_takes_is_refused_and_no_fewer() {
        let mut sheet = Sheet::new(&vec![Field::text("a")].into()).unwrap();
        let (mut rows, mut out) = (spool::buffer(), Vec::new());
        (0..ROWS).for_each(|_| rows.text(""));
        sheet.write(rows.take().unwrap(), &mut out).unwrap();
        rows.text("");
        let error = sheet.write(rows.take().unwrap(), &mut out).err().unwrap();
        assert!(error.to_string().contains("more than 1048575 rows"), "{error}");
        let wide: Vec<Field> = (0..=COLUMNS).map(|_| Field::text("a")).collect();
        assert!(Sheet::new(&wide.into()).is_err());
    }

    #[test]
    fn characters_are_counted_as_excel_does() {
        let what = || "it".to_owned();
        assert!(fits(&"é".repeat(CELL), what).is_ok());
        assert!(fits(&"👍".repeat(CELL / 2), what).is_ok());
        assert!(fits(&"👍".repeat(CELL / 2 + 1), what).is_err());
    }
}

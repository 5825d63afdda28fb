//! Workbooks: XLSX, XLS and ODS; the first sheet with a table, or the one that is named.
//!
//! A sheet is held as text while its rows are given. calamine reads the files; what could make it take more memory than
//! a sheet can hold, or that it cannot open, is refused before.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Ods, Reader, SheetType, Xls, Xlsx};

use super::archive::{self, guard, protected};
use super::input::Input;
use super::spreadsheet::{self, Grid};
use super::{Container, Opening, Sheet};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::IngestError;

/// Excel's workbook.
pub(super) const XLSX: Container = Container {
    id: "xlsx",
    about: "an Excel workbook",
    extensions: &["xlsx", "xlsm"],
    fits: |input| holds(input, "xl/workbook.xml"),
    open: open_xlsx,
};

/// The workbook of LibreOffice and others.
pub(super) const ODS: Container = Container {
    id: "ods",
    about: "an OpenDocument spreadsheet",
    extensions: &["ods"],
    fits: |input| holds(input, "content.xml"),
    open: open_ods,
};

/// Excel's workbook before 2007; an encrypted XLSX looks the same from outside.
pub(super) const XLS: Container = Container {
    id: "xls",
    about: "an Excel workbook of 2003 or before",
    extensions: &["xls"],
    fits: |input| input.head.starts_with(OLE),
    open: open_xls,
};

/// The first bytes of a compound file.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Bytes of an XLS file; its sheets cannot have more rows than these hold.
const XLS_BYTES: u64 = 256 << 20;

/// Cells that an ODS file may say it repeats.
const REPEATED: u64 = 20_000_000;

fn holds(input: &Input, entry: &str) -> bool {
    input.head.starts_with(b"PK\x03\x04")
        && !input.is_stdin()
        && archive::open(&input.path, &input.shown).is_ok_and(|archive| archive.index_for_name(entry).is_some())
}

fn open_xlsx(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let file = input.file("a workbook")?;
    guard(&mut archive::open(&input.path, &input.shown)?, &input.shown)?;
    let grid = foreign(&input.shown, || {
        let mut book = Xlsx::new(BufReader::new(file)).map_err(|error| wrong(&input, &error))?;
        let names = names(&book);
        chosen(&input, &names, opening, |name| {
            let mut grid = Grid::default();
            let mut cells = book.worksheet_cells_reader(name).map_err(|error| wrong(&input, &error))?;
            while let Some(cell) = cells.next_cell().map_err(|error| wrong(&input, &error))? {
                let (row, column) = cell.get_position();
                grid.add(row, column, &cell.get_value().clone().into()).map_err(|found| input.error(found))?;
            }
            Ok(grid)
        })
    })?;
    Ok(sheet(input, XLSX.id, grid))
}

fn open_ods(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let file = input.file("a workbook")?;
    let mut packed = archive::open(&input.path, &input.shown)?;
    guard(&mut packed, &input.shown)?;
    let content = packed.by_name("content.xml").map_err(|error| wrong(&input, &error))?;
    if spreadsheet::repeated(content) > REPEATED {
        return Err(input.error(format!("a sheet repeats more than {REPEATED} cells")).hint("export it as CSV").into());
    }
    let grid = foreign(&input.shown, || {
        let mut book = Ods::new(BufReader::new(file)).map_err(|error| wrong(&input, &error))?;
        ranges(&input, &mut book, opening)
    })?;
    Ok(sheet(input, ODS.id, grid))
}

fn open_xls(input: Input, opening: &Opening) -> Result<Sheet, IngestError> {
    let mut file = input.file("a workbook")?;
    let length = file.metadata().map_or(0, |about| about.len());
    if length > XLS_BYTES {
        let found = format!("the workbook has {} MiB, at most {} MiB are read", length >> 20, XLS_BYTES >> 20);
        return Err(input.error(found).hint("save it as CSV").into());
    }
    if is_encrypted(&mut file).map_err(|error| input.failed(error))? {
        return Err(protected(&input.shown).into());
    }
    let grid = foreign(&input.shown, || {
        let mut book = Xls::new(BufReader::new(file)).map_err(|error| wrong(&input, &error))?;
        ranges(&input, &mut book, opening)
    })?;
    Ok(sheet(input, XLS.id, grid))
}

/// Whether a compound file holds an encrypted package, which is an XLSX with a password.
fn is_encrypted(file: &mut File) -> std::io::Result<bool> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(0))?;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Ok(bytes.windows(name.len()).any(|window| window == name))
}

fn ranges<R: Read + Seek, B: Reader<R>>(input: &Input, book: &mut B, opening: &Opening) -> Result<Grid, IngestError>
where
    B::Error: std::fmt::Display,
{
    let names = names(book);
    chosen(input, &names, opening, |name| {
        let range = book.worksheet_range(name).map_err(|error| wrong(input, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid::default();
        for (row, column, cell) in range.used_cells() {
            let at = |first: u32, further: usize| first.saturating_add(u32::try_from(further).unwrap_or(u32::MAX));
            grid.add(at(top, row), at(left, column), cell).map_err(|found| input.error(found))?;
        }
        Ok(grid)
    })
}

fn names<R: Read + Seek, B: Reader<R>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

/// The sheet that is asked for, or the first with a table, or with rows.
fn chosen(
    input: &Input,
    names: &[String],
    opening: &Opening,
    mut read: impl FnMut(&str) -> Result<Grid, IngestError>,
) -> Result<Grid, IngestError> {
    if let Some(asked) = &opening.sheet {
        if names.contains(asked) {
            return read(asked);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        return Err(input.error(format!("there is no sheet `{asked}`")).hint(did_you_mean(asked, &names)).into());
    }
    let mut found: Option<(&str, Grid)> = None;
    for name in names {
        let grid = match read(name) {
            Err(_) if found.is_some() => continue,
            read => read?,
        };
        // A page of words in front of the data is no table; a list of texts is one where nothing larger follows.
        let better = found.as_ref().is_none_or(|(_, first)| grid.is_table() && grid.len() > first.len());
        if !grid.is_empty() && better {
            found = Some((name, grid));
        }
        if found.as_ref().is_some_and(|(_, grid)| grid.is_table()) {
            break;
        }
    }
    let Some((name, mut grid)) = found else {
        return Err(crate::ingest::records::nothing(&input.shown).into());
    };
    let others = names.len() - 1;
    grid.note = (others > 0).then(|| format!("read the sheet `{name}`, the first with a table, of {}", others + 1));
    Ok(grid)
}

fn sheet(input: Input, container: &'static str, mut grid: Grid) -> Sheet {
    let note = grid.note.take();
    Sheet {
        warnings: grid.warnings(&input.shown),
        shown: input.shown,
        container,
        encoding: "UTF-8",
        encoding_evidence: note.unwrap_or_else(|| "kept by the workbook".to_owned()),
        line_ends: None,
        delimiter: None,
        dictionary: None,
        named: false,
        rows: Box::new(grid.rows()),
    }
}

fn wrong(input: &Input, error: &dyn std::fmt::Display) -> IngestError {
    let found = error.to_string();
    if found.contains("password") {
        return protected(&input.shown).into();
    }
    input
        .error(format!("the workbook cannot be read: {found}"))
        .hint("open it in a spreadsheet program, save it again as XLSX or CSV, and give that file")
        .into()
}

/// Runs a reader that is not ours and may give up on a damaged file in the middle.
pub(super) fn foreign<T>(shown: &str, read: impl FnOnce() -> Result<T, IngestError>) -> Result<T, IngestError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Diagnostic::error(Place::file(shown), "the file is damaged").hint("copy it, or write it again").into())
    })
}

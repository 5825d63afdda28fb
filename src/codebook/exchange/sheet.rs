//! A codebook as a sheet: CSV, or a workbook, with the columns `theme`, `pattern` and, if wanted, `definition`, in any
//! order, patterns in our own language. A row without a theme belongs to the theme above it.

use super::dictionary::{Category, Dictionary, Input, Value, flat};
use super::workbook::{is_workbook, sheet_with};
use super::{Format, Options, ValueType, encoding, themes, write as toml_file};
use crate::codebook::{Codebook, CodebookError, parse};
use crate::diag::{Diagnostic, Place, did_you_mean};

pub(super) const SHEET: Format = Format {
    id: "csv",
    about: "CSV with the columns theme, definition and pattern, in our own language",
    extensions: &["csv"],
    values: ValueType::Pattern,
    read,
    write,
};

const COLUMNS: [&str; 3] = ["theme", "definition", "pattern"];

/// Reads a codebook from a sheet; mistakes have the lines of the sheet.
pub(in crate::codebook) fn parse_sheet(bytes: &[u8], shown: &str) -> Result<Codebook, CodebookError> {
    let invalid = |error| CodebookError::Invalid(vec![error]);
    if is_workbook(bytes) {
        let sheet = sheet_with(&[COLUMNS[0], COLUMNS[2]], bytes, shown).map_err(invalid)?;
        let input = Input { text: "", shown: &sheet.shown, warnings: Vec::new() };
        return codebook(dictionary(sheet.rows, &input).map_err(invalid)?, input);
    }
    let (text, _) = encoding::decode(bytes);
    let input = Input { text: &text, shown, warnings: Vec::new() };
    codebook(records(&input).and_then(|rows| dictionary(rows, &input)).map_err(invalid)?, input)
}

fn codebook(sheet: Dictionary, mut input: Input) -> Result<Codebook, CodebookError> {
    let imported = themes::themes(sheet, &mut input, ValueType::Pattern, &Options::default())
        .map_err(|error| CodebookError::Invalid(vec![error]))?;
    let written = toml_file::toml(&imported, None);
    let shown = input.shown;
    parse(&written.text, shown).map_err(|error| match error {
        CodebookError::Invalid(found) => {
            CodebookError::Invalid(found.into_iter().map(|error| in_sheet(error, &written.lines)).collect())
        }
        other => other,
    })
}

/// The mistake with the line of the sheet in place of the line of the codebook that was made of it.
fn in_sheet(mut error: Diagnostic, lines: &[Option<u64>]) -> Diagnostic {
    if let Some(place) = &mut error.place {
        let line =
            place.line.and_then(|line| lines.get(usize::try_from(line).ok()?.checked_sub(1)?).copied().flatten());
        *place = Place { source: place.source.clone(), line, column: None };
    }
    error
}

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    dictionary(records(input)?, input)
}

fn dictionary(rows: Vec<(u64, Vec<String>)>, input: &Input) -> Result<Dictionary, Diagnostic> {
    let mut rows = rows.into_iter();
    let (line, header) = rows.next().unwrap_or_default();
    let mut columns = [None; 3];
    for (place, name) in header.iter().enumerate() {
        let name = name.trim().to_ascii_lowercase();
        match COLUMNS.iter().position(|column| *column == name) {
            Some(column) => columns[column] = Some(place),
            None if name.is_empty() => {}
            None => {
                let found = input.mistake(line.max(1), format!("unknown column `{name}`"));
                return Err(found.hint(did_you_mean(&name, &COLUMNS)));
            }
        }
    }
    let [Some(theme), definition, Some(pattern)] = columns else {
        return Err(input
            .mistake(line.max(1), "a codebook as a sheet needs a header with the columns `theme` and `pattern`")
            .hint("the column `definition` may stand beside them"));
    };
    let mut categories: Vec<Category> = Vec::new();
    for (line, cells) in rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let (name, text) = (cell(theme), cell(pattern));
        if !name.is_empty() && categories.last().is_none_or(|last| last.name != name) {
            categories.push(Category::new(name, line));
        }
        let Some(category) = categories.last_mut() else {
            return Err(input.mistake(line, "the row names no theme, and there is none above it"));
        };
        let said = definition.map_or("", cell);
        if category.definition.is_empty() {
            said.clone_into(&mut category.definition);
        } else if !said.is_empty() && category.definition != said {
            let found = format!("the theme `{}` has another definition in a row above", category.name);
            return Err(input.mistake(line, found).hint("leave the cell empty, or make the two the same"));
        }
        if !text.is_empty() {
            category.values.push(Value { text: text.to_owned(), line });
        }
    }
    Ok(Dictionary { name: None, categories })
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let mut rows = vec![COLUMNS.to_vec()];
    let categories = flat(&dictionary.categories);
    for (name, category) in &categories {
        let definitions = std::iter::once(category.definition.as_str()).chain(std::iter::repeat(""));
        rows.extend(
            category.values.iter().zip(definitions).map(|(value, said)| vec![name.as_str(), said, &value.text]),
        );
    }
    csv_text(&rows)
}

/// The sheet with one more row.
///
/// # Errors
/// The sheet cannot be read.
pub(in crate::codebook) fn append_row(
    text: &str,
    shown: &str,
    theme: &str,
    pattern: &str,
) -> Result<String, Diagnostic> {
    let input = Input { text, shown, warnings: Vec::new() };
    let header = records(&input)?.into_iter().next().map(|(_, cells)| cells).unwrap_or_default();
    let row: Vec<&str> = header
        .iter()
        .map(|name| match name.trim().to_ascii_lowercase().as_str() {
            "theme" => theme,
            "pattern" => pattern,
            _ => "",
        })
        .collect();
    let (delimiter, line_end) = (delimiter(text), if text.contains("\r\n") { "\r\n" } else { "\n" });
    let added = delimited(&[row], delimiter)?.trim_end().to_owned();
    let before = text.trim_end_matches(['\r', '\n']);
    Ok(format!("{before}{line_end}{added}{line_end}"))
}

/// The rows of a CSV file, each with its line; columns are parted by what stands most often in the first line.
pub(super) fn records(input: &Input) -> Result<Vec<(u64, Vec<String>)>, Diagnostic> {
    let delimiter = delimiter(input.text);
    if let Some(line) = unescaped_quote(input.text, char::from(delimiter)) {
        return Err(input
            .mistake(line, "text follows a closing quote, so the cell's own quotes would be lost")
            .hint("inside a cell write every quote twice, and quotes around the whole: \"\"\"exact words\"\" note\""));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(input.text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| input.mistake(1, format!("no valid CSV: {error}")))?;
        let line = record.position().map_or(1, csv::Position::line);
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the first, so that a file of one column is read with commas.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The line of a cell in which something stands after its closing quote.
fn unescaped_quote(text: &str, delimiter: char) -> Option<u64> {
    let mut line = 1;
    let mut chars = text.chars().peekable();
    let mut cell_starts = true;
    while let Some(c) = chars.next() {
        if c == '"' && cell_starts {
            while let Some(c) = chars.next() {
                line += u64::from(c == '\n');
                if c == '"' && chars.next_if_eq(&'"').is_none() {
                    break;
                }
            }
            if chars.peek().is_some_and(|next| *next != delimiter && !matches!(next, '\r' | '\n')) {
                return Some(line);
            }
            cell_starts = false;
            continue;
        }
        line += u64::from(c == '\n');
        cell_starts = c == delimiter || c == '\n';
    }
    None
}

/// Rows as CSV.
pub(super) fn csv_text(rows: &[Vec<&str>]) -> Result<String, Diagnostic> {
    delimited(rows, b',')
}

fn delimited(rows: &[Vec<&str>], delimiter: u8) -> Result<String, Diagnostic> {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    let failed = |what: String| Diagnostic::error(Place::file("the sheet"), what);
    for row in rows {
        writer.write_record(row).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_codebook() -> Result<(), CodebookError> {
        let sheet =
            "Theme;Pattern;Definition\nA note;note;Speaks of a note\n;\"\"\"personal message\"\" NEAR/3 send\";\n";
        let codebook = parse_sheet(sheet.as_bytes(), "sheet.csv")?;
        let theme = &codebook.themes[0];
        assert_eq!((theme.id.as_str(), theme.label.as_str()), ("A-note", "A note"));
        assert_eq!(theme.definition, "Speaks of a note");
        assert_eq!(theme.patterns[1].source, "\"personal message\" NEAR/3 send");
        Ok(())
    }

    #[test]
    fn mistakes_have_the_line_of_the_sheet() {
        let first = |text: &str| {
            let error = parse_sheet(text.as_bytes(), "s.csv").unwrap_err();
            error.diagnostics()[0].to_string().lines().next().unwrap().to_owned()
        };
        assert!(first("theme,pattern\na,note\na,(note\n").starts_with("s.csv:3: in the pattern `(note`"));
        assert_eq!(first("theme,patern\na,b\n"), "s.csv:1: unknown column `patern`");
        assert!(first("theme,pattern\na,\"note\" read\n").starts_with("s.csv:2: text follows a closing quote"));
        assert!(first("theme,pattern\n,note\n").starts_with("s.csv:2: the row names no theme"));
    }

    #[test]
    fn a_row_is_added_in_the_columns_of_the_sheet() {
        let added = append_row("pattern,theme\nnote,a\n", "s.csv", "a", "\"my note\"").unwrap();
        assert_eq!(added, "pattern,theme\nnote,a\n\"\"\"my note\"\"\",a\n");
    }
}

//! The rows of an export, opened as `inspect` opens it: header rows, columns, rows that are no responses. A plain table is
//! left as it stands. What columns hold is seen by `inspect` alone.

use std::path::Path;

use super::{Column, Records, Row};
use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;
use crate::ingest::formats::{Header, Role, clean_text, with_part};
use crate::ingest::inspect::{Opened, name_or_slug, open_shown};
use crate::ingest::responses::{Ahead, Gate, Verdict};
use crate::ingest::sheet::{Opening, RowSource};

/// What is known of an export beside the names of its columns.
pub struct Export {
    /// Name of its platform: `Qualtrics`.
    pub platform: &'static str,
    /// The header rows as they stand; none where the container keeps names apart.
    pub header_rows: Vec<Vec<String>>,
    /// What its header rows are.
    pub form: HeaderForm,
    /// The columns as the header rows describe them.
    pub columns: Vec<Header>,
    gate: Gate,
    ahead: Ahead,
}

/// What the header rows of an export are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderForm {
    /// One row of names; what stands above are titles.
    Names,
    /// Names, what was asked below them, perhaps ids as JSON below that.
    NamesOverTexts,
    /// Questions, each continued to the right by blank cells, over their options.
    QuestionsOverOptions,
}

/// Formats whose files are plain tables where one row, or the container, has the names.
const PLAIN: [&str; 2] = ["generic", "spss"];

/// Opens a file as `inspect` does; `platform` names its format where that should not be guessed.
///
/// A plain table is read as it stands: nothing is set aside, and its first row is its header.
///
/// # Errors
/// The file cannot be read, is empty, or holds no responses: a summary, a crosstab.
pub fn open_export_records(
    path: &Path,
    shown: &str,
    opening: &Opening,
    platform: Option<&str>,
) -> Result<Records, IngestError> {
    let opened = open_shown(path, shown, opening, platform)?;
    let is_table = PLAIN.contains(&opened.format) && (opened.sheet.named || opened.layout.header_rows == 1);
    match opened.header.first() {
        Some(header) if is_table => Records::under(opened.sheet, header),
        _ => Ok(exported(opened)),
    }
}

fn exported(opened: Opened) -> Records {
    let headers = opened.names();
    let Opened { mut sheet, format, format_name, layout, gate, header, .. } = opened;
    let cells = |row: &Row| (0..row.len()).map(|at| String::from_utf8_lossy(row.cell(at)).into_owned()).collect();
    let header_rows: Vec<Vec<String>> = if sheet.named { Vec::new() } else { header.iter().map(cells).collect() };
    // A warning that names a flag of `inspect` is of no use elsewhere.
    let said = layout.warnings.into_iter().filter(|warning| !warning.contains("--format"));
    sheet.warnings.extend(said.map(|warning| Diagnostic::warning(Place::file(&sheet.shown), warning)));
    let export = Export {
        platform: format_name,
        form: form(format, &header_rows),
        header_rows,
        columns: layout.columns,
        gate,
        ahead: Ahead::default(),
    };
    Records {
        shown: sheet.shown,
        headers,
        export: Some(Box::new(export)),
        dictionary: sheet.dictionary,
        warnings: sheet.warnings,
        rows: sheet.rows,
    }
}

fn form(format: &str, rows: &[Vec<String>]) -> HeaderForm {
    let starts =
        |row: Option<&Vec<String>>| row.and_then(|row| row.first()).is_some_and(|cell| !cell.trim().is_empty());
    match rows {
        [_, _, ..] if format == "qualtrics" => HeaderForm::NamesOverTexts,
        // The names of options have a blank under the id, which a title above names has not.
        [.., above, last] if starts(Some(above)) && !starts(Some(last)) => HeaderForm::QuestionsOverOptions,
        _ => HeaderForm::Names,
    }
}

impl Export {
    /// The one column whose question, header cell or id this is; nothing where there is none.
    pub(super) fn position(&self, shown: &str, column: &Column) -> Option<Result<usize, IngestError>> {
        let Column::Name(wanted) = column else { return None };
        let wanted = clean_text(wanted);
        let mut places = (0..self.columns.len()).filter(|&place| self.is_called(place, &wanted));
        let (first, second) = (places.next()?, places.next());
        Some(match second {
            None => Ok(first),
            Some(second) => {
                let found = format!("`{wanted}` is the question of several columns");
                let hint = format!("name one by its place: `#{}` or `#{}`", first + 1, second + 1);
                Err(Diagnostic::error(Place::line(shown, 1), found).hint(hint).into())
            }
        })
    }

    fn is_called(&self, place: usize, wanted: &str) -> bool {
        let column = &self.columns[place];
        let question = column.asked();
        if column.question == wanted || question == wanted {
            return true;
        }
        let id = match (column.role, &column.group) {
            (Role::OtherText, Some(group)) => format!("{}-other", name_or_slug(group, &column.question, place + 1)),
            _ => name_or_slug(&column.name, &question, place + 1),
        };
        let import_id = format!("\"ImportId\":\"{wanted}\"");
        let is_cell = |row: &Vec<String>| {
            row.get(place).is_some_and(|cell| cell.contains(&import_id) || clean_text(cell) == *wanted)
        };
        id == wanted || self.header_rows.iter().any(is_cell)
    }

    /// Reads the next row. One that is no response has no cells, and says why.
    pub(super) fn read(
        &mut self,
        rows: &mut dyn RowSource,
        columns: usize,
        row: &mut Row,
    ) -> Result<bool, IngestError> {
        let Some(verdict) = self.ahead.next(rows, &self.gate, row)? else { return Ok(false) };
        match verdict {
            Verdict::Aside(reason) => {
                row.clear();
                row.aside = Some(reason);
            }
            // Past the last column stand blank cells, or the row is a bad one, which is told by its cells.
            Verdict::Response | Verdict::Summary => row.cells = row.cells.min(columns),
            Verdict::Bad(_) => {}
        }
        Ok(true)
    }
}

impl Header {
    /// What was asked in this column: the question, and its part behind a colon.
    #[must_use]
    pub fn asked(&self) -> String {
        match &self.part {
            Some(part) => with_part(&self.question, part),
            None => self.question.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Result<Records, IngestError> {
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(file.path(), text).unwrap();
        open_export_records(file.path(), "export.csv", &Opening::default(), None)
    }

    fn place(records: &Records, name: &str) -> Option<usize> {
        records.position(&Column::from(name.to_owned())).ok()
    }

    const QUALTRICS: &str = "StartDate,Status,ResponseId,Q5\nStart Date,Response Type,Response ID,Why the <b>ferry</b>?\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID5_TEXT\"\"}\"\n\
        2026-01-02 10:00:00,Survey Preview,R_1,test\n2026-01-02 11:00:00,IP Address,R_2,It is late\n";

    #[test]
    fn a_column_is_known_by_its_name_its_question_its_header_cells_and_its_id() {
        let records = open(QUALTRICS).unwrap();
        for name in ["Q5", "#4", "Why the ferry?", "Why the <b>ferry</b>?", "QID5_TEXT"] {
            assert_eq!(place(&records, name), Some(3), "{name}");
        }
        assert_eq!(place(&records, "Why"), None);
        let monkey =
            open("Respondent ID,Collector ID,How was it?,Why?,\n,,Open-Ended Response,Cost,Time\n1,2,x,y,z\n").unwrap();
        assert_eq!((place(&monkey, "how-was-it"), place(&monkey, "How was it?")), (Some(2), Some(2)));
        assert_eq!((place(&monkey, "Why?: Time"), place(&monkey, "Time")), (Some(4), Some(4)));
        let several = monkey.position(&Column::from("Why?".to_owned())).err().unwrap().to_string();
        assert!(several.contains("`#4` or `#5`"), "{several}");
    }

    #[test]
    fn rows_that_are_no_responses_come_empty_with_the_reason() {
        let mut records = open(QUALTRICS).unwrap();
        let mut row = Row::default();
        let mut seen = Vec::new();
        while records.read_row(&mut row).unwrap() {
            seen.push((row.aside(), row.text(3).to_owned()));
        }
        assert_eq!(seen, [(Some("preview"), String::new()), (None, "It is late".to_owned())]);
    }

    #[test]
    fn a_plain_table_is_left_as_it_stands() {
        let mut records = open("id,why \n1,late\n\n2,Total\n,\n").unwrap();
        assert!(records.export().is_none());
        assert_eq!(records.headers(), ["id", "why "]);
        let mut row = Row::default();
        let mut rows = 0;
        while records.read_row(&mut row).unwrap() {
            rows += 1;
        }
        assert_eq!(rows, 3);
    }

    #[test]
    fn what_the_header_rows_are_is_told_by_their_form() {
        let form = |text: &str| open(text).unwrap().export().map(|export| (export.form, export.header_rows.len()));
        assert_eq!(form(QUALTRICS), Some((HeaderForm::NamesOverTexts, 3)));
        assert_eq!(
            form("Respondent ID,Collector ID,Teas?,\n,,Green,Black\n1,2,Green,\n"),
            Some((HeaderForm::QuestionsOverOptions, 2))
        );
        assert_eq!(form("A survey,,\n,,\nid,tea,why\n1,Green,x\n2,Black,y\n"), Some((HeaderForm::Names, 3)));
    }
}

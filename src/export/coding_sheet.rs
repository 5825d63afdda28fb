//! Sheets that a person fills in: CSV, or a workbook whose cells offer the values that they take.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::ExportError;

/// A sheet as rows of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The name of the sheet.
    pub name: String,
    /// The headers.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
    /// The first and the last column to fill in, first = 0; none where there is nothing to.
    pub fill: Option<(u16, u16)>,
}

/// What the columns to fill in take.
const VALUES: [&str; 3] = ["1", "0", "?"];

/// The form as CSV: UTF-8, LF.
///
/// # Errors
/// A row is not as long as the header.
pub fn form_csv(form: &Form) -> Result<Vec<u8>, ExportError> {
    let failed = |reason: String| refused(form, "csv", reason);
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for row in std::iter::once(&form.header).chain(&form.rows) {
        writer.write_record(row).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.error().to_string()))
}

/// The forms as the sheets of a workbook, the same bytes each time.
///
/// # Errors
/// A text is longer than the 32,767 characters of a cell, or there are more rows than a sheet has.
pub fn form_workbook(forms: &[Form]) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1).and_then(|date| {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
        forms.iter().try_for_each(|form| write(workbook.add_worksheet(), form))?;
        workbook.save_to_buffer()
    });
    let first = forms.first().cloned().unwrap_or_default();
    written.map_err(|error| refused(&first, "xlsx", format!("{error}; CSV has no such limit")))
}

fn write(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    sheet.set_name(&form.name)?;
    sheet.set_freeze_panes(1, 1)?;
    let (head, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    for (column, header) in (0..).zip(&form.header) {
        sheet.write_string_with_format(0, column, header, &head)?;
        let widest = form.rows.iter().filter_map(|row| row.get(usize::from(column))).map(|cell| cell.chars().count());
        let width = widest.max().unwrap_or(0).max(header.chars().count()).clamp(6, 70);
        sheet.set_column_width(column, width as f64 + 1.0)?;
    }
    for (line, row) in (1..).zip(&form.rows) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(line, column, cell, &wrapped)?;
        }
    }
    if let Some((first, last)) = form.fill.filter(|_| !form.rows.is_empty()) {
        let values = DataValidation::new().allow_list_strings(&VALUES)?;
        let values = values.set_error_title("Not a decision")?.set_error_message("1 yes, 0 no, ? undecided")?;
        sheet.add_data_validation(1, first, u32::try_from(form.rows.len()).unwrap_or(u32::MAX), last, &values)?;
    }
    Ok(())
}

fn refused(form: &Form, format: &'static str, reason: String) -> ExportError {
    ExportError::Table { table: form.name.clone(), format, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let text = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = vec![text(["c1", "=1+1, \"so\"", ""]), text(["c2", "é👍", ""])];
        Form { name: "coding".to_owned(), header: text(["comment", "text", "t1"]), rows, fill: Some((2, 2)) }
    }

    #[test]
    fn a_form_is_the_same_bytes_each_time() {
        let csv = form_csv(&form()).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "comment,text,t1\nc1,\"=1+1, \"\"so\"\"\",\nc2,é👍,\n");
        assert_eq!(form_workbook(&[form()]).unwrap(), form_workbook(&[form()]).unwrap());
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_an_error() {
        let mut long = form();
        long.rows[0][1] = "x".repeat(40_000);
        let error = form_workbook(&[long]).unwrap_err().to_string();
        assert!(error.contains("CSV has no such limit"), "{error}");
    }
}

//! The header rows of an export in the wide form: those of the input, so that the file opens again in the program that it
//! came from, and cells for the columns of the themes that fit them.

use super::plan::TextColumn;
use crate::codebook::{Codebook, Theme};
use crate::ingest::{Export, HeaderForm};

/// The header rows of the columns that are kept and of the themes; none where the input has none.
pub(super) fn header_rows(
    export: &Export,
    kept: &[usize],
    texts: &[TextColumn],
    codebook: &Codebook,
) -> Vec<Vec<String>> {
    let last = export.header_rows.len().saturating_sub(1);
    let rows = export.header_rows.iter().enumerate().map(|(row, cells)| {
        let given = kept.iter().map(|place| cells.get(*place).cloned().unwrap_or_default());
        let is_id = cells.iter().any(|cell| cell.starts_with("{\"ImportId\""));
        let before_last = row + 1 == last;
        let several = texts.len() > 1;
        let added = texts.iter().flat_map(|text| {
            let text = several.then_some(text.name.as_str());
            codebook.themes.iter().enumerate().map(move |(place, theme)| match export.form {
                HeaderForm::NamesOverTexts if row == 0 => name(theme, text),
                HeaderForm::NamesOverTexts if is_id => format!("{{\"ImportId\":\"{}\"}}", import_id(theme, text)),
                HeaderForm::NamesOverTexts => label(theme, text),
                // The question stands over its first option; blank cells continue it.
                HeaderForm::QuestionsOverOptions if before_last && place == 0 => question(text),
                HeaderForm::QuestionsOverOptions if row == last => theme.label.clone(),
                HeaderForm::Names if row == last => name(theme, text),
                HeaderForm::QuestionsOverOptions | HeaderForm::Names => String::new(),
            })
        });
        given.chain(added).collect()
    });
    rows.collect()
}

/// The name of the column of a theme; `text` names the column with text where there are several.
pub(super) fn name(theme: &Theme, text: Option<&str>) -> String {
    let before = text.map(|text| format!("{text}:")).unwrap_or_default();
    format!("{before}theme:{}", theme.id)
}

fn label(theme: &Theme, text: Option<&str>) -> String {
    format!("{} - {}", question(text), theme.label)
}

fn question(text: Option<&str>) -> String {
    text.map_or_else(|| "Themes".to_owned(), |text| format!("Themes of {text}"))
}

/// Letters, digits and `_`, as such ids are made of.
fn import_id(theme: &Theme, text: Option<&str>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    name(theme, text).chars().map(plain).collect()
}

//! Sheets for a person to fill in, to files: never over what a person wrote.

use std::fs;
use std::path::Path;

use super::terminal::shown;
use super::write::to_file;
use crate::diag::{Diagnostic, Place};
use crate::export::{ExportError, Form, form_csv, form_workbook};

/// Whether the file's ending asks for a workbook.
pub(super) fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// The forms as the bytes of a file: a workbook has a sheet each, CSV has the first.
pub(super) fn bytes(path: &Path, forms: &[Form]) -> Result<Vec<u8>, ExportError> {
    match forms.first() {
        Some(first) if !is_workbook(path) => form_csv(first),
        _ => form_workbook(forms),
    }
}

/// Refuses a file that is there and holds anything else.
pub(super) fn refuse_other(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    match fs::read(path) {
        Ok(there) if there != bytes => {
            let found = "is there already and holds something else: a person may have filled it in";
            let hint = "move it away, or name another coder or another file with `--out`; nothing was written";
            Err(Diagnostic::error(Place::file(shown(path)), found).hint(hint))
        }
        // What cannot be read cannot be written either, and says so then.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Writes the bytes, and the folder where there is none.
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    to_file(path, |to| Ok(to.write_all(bytes)?))
}

//! Which container a file is: by what it holds, and only where that does not tell by its name.

use std::path::Path;

use super::decode::ASKED;
use super::input::Input;
use super::{Container, Opening, Sheet, delimited, json_rows, parquet, refusal, sav, workbook};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::IngestError;
use crate::ingest::records::nothing;

/// Every container, in the order in which a file is compared with them; the last takes whatever is text.
pub const CONTAINERS: &[Container] = &[
    sav::CONTAINER,
    parquet::CONTAINER,
    workbook::XLSX,
    workbook::ODS,
    workbook::XLS,
    json_rows::LINES,
    json_rows::WHOLE,
    delimited::CONTAINER,
];

/// Opens a file, or standard input for `-`, and sees what it is.
///
/// # Errors
/// The file cannot be read, is empty, is no table, or is protected by a password.
pub fn open(path: &Path, opening: &Opening) -> Result<Sheet, IngestError> {
    let shown = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
    open_shown(path, &shown, opening)
}

/// [`open`], with the name that the file has in messages.
pub(in crate::ingest) fn open_shown(path: &Path, shown: &str, opening: &Opening) -> Result<Sheet, IngestError> {
    let input = Input::open(path, shown)?;
    if input.head.is_empty() {
        return Err(nothing(shown).into());
    }
    let container = match &opening.container {
        Some(asked) => CONTAINERS.iter().find(|container| container.id == asked).ok_or_else(|| {
            let ids: Vec<&str> = CONTAINERS.iter().map(|container| container.id).collect();
            input.error(format!("there is no container `{asked}`")).hint(did_you_mean(asked, &ids))
        })?,
        None => CONTAINERS.iter().find(|container| (container.fits)(&input)).unwrap_or(&delimited::CONTAINER),
    };
    if container.id == delimited::CONTAINER.id
        && let Some(refused) = refusal::of(&input, opening)
    {
        return Err(refused.into());
    }
    let mut sheet = (container.open)(input, opening)?;
    sheet.warnings.extend(unused(&sheet, opening));
    Ok(sheet)
}

/// What was asked for that this kind of file does not have.
fn unused(sheet: &Sheet, opening: &Opening) -> Vec<Diagnostic> {
    // Rows that are no lines and have no names of their own are those of a workbook.
    let is_workbook = sheet.line_ends.is_none() && !sheet.named;
    let asked = [
        ("encoding to choose", opening.encoding.is_some() && sheet.encoding_evidence != ASKED),
        ("delimiter", opening.delimiter.is_some() && sheet.delimiter.is_none()),
        ("sheets", opening.sheet.is_some() && !is_workbook),
    ];
    let warn = |what: &str| {
        let found = format!("the file is {}, which has no {what}: what was asked for is not used", sheet.container);
        Diagnostic::warning(Place::file(sheet.shown.clone()), found)
    };
    asked.into_iter().filter(|(_, unused)| *unused).map(|(what, _)| warn(what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_extensions_stand_once() {
        let mut ids: Vec<&str> = CONTAINERS.iter().map(|container| container.id).collect();
        let mut endings: Vec<&str> = CONTAINERS.iter().flat_map(|container| container.extensions).copied().collect();
        for list in [&mut ids, &mut endings] {
            let count = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), count);
        }
    }

    #[test]
    fn a_container_that_there_is_not_is_named_with_the_nearest() {
        let opening = Opening { container: Some("jsonll".to_owned()), ..Opening::default() };
        let error = open(Path::new("Cargo.toml"), &opening).err().unwrap();
        assert_eq!(error.to_string(), "Cargo.toml: there is no container `jsonll`\nhint: did you mean `jsonl`?");
    }
}

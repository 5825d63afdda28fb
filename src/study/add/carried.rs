//! Columns beside the questions that conditions and weights of a study ask for, taken from the export of a new wave.

use super::cells::Cells;
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::{ColumnKind, plain};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, open_records};
use crate::study::init::{CleanSource, Plan, read_columns};
use crate::study::variables::extra_specs;
use crate::study::{Source, Study, StudyError};

/// The columns, by the names that the study has for them.
///
/// # Errors
/// The export has no weights and the study asks for them, or a file cannot be read.
pub(super) fn carried(
    (study, wave): (&Study, &str),
    first: &Source,
    (plan, source): (&Plan<'_>, &CleanSource),
    warnings: &mut Vec<String>,
) -> Result<Vec<Cells>, StudyError> {
    let shown = first.file.display().to_string();
    let headers = open_records(&study.folder.join(&first.file), &shown, &Opening::default())?.headers().to_vec();
    let mut cells = Vec::new();
    for wanted in extra_specs(study, &first.id, &headers)? {
        let Some(Column::Name(name)) = wanted.columns.first() else { continue };
        if source.has(name) {
            continue;
        }
        let weights = is_weight(study, first, name);
        let found = match source.beside.iter().find(|(column, _)| weights && *column == "weight") {
            Some((_, weights)) => Some(weights.clone()),
            None => of_export(plan, name)?,
        };
        match found {
            Some(found) => cells.push((name.clone(), found)),
            None if weights => return Err(no_weights(plan, name).into()),
            None => warnings.push(format!(
                "the study asks for the column `{name}`, which the export has not: an `[[exclude]]` that does needs \
                 `wave =` under it, and a variable that does is not made in the wave {wave}"
            )),
        }
    }
    Ok(cells)
}

fn is_weight(study: &Study, first: &Source, name: &str) -> bool {
    study
        .weight
        .iter()
        .any(|weight| weight.column.as_deref() == Some(name) && study.is_about(weight.source.as_deref(), &first.id))
}

fn of_export(plan: &Plan<'_>, name: &str) -> Result<Option<Vec<String>>, StudyError> {
    let Some(found) = plan.found.first() else { return Ok(None) };
    let same = found.columns.iter().find(|column| plain(&column.name) == plain(name));
    let Some(column) = same.filter(|column| column.kind != ColumnKind::Personal) else { return Ok(None) };
    let (_, mut cells) = read_columns(&plan.from, 0, found, &[Column::Position(column.position)])?;
    Ok(cells.pop())
}

fn no_weights(plan: &Plan<'_>, name: &str) -> Diagnostic {
    let shown = plan.found.first().map_or("", |found| found.shown.as_str());
    Diagnostic::error(Place::file(shown), format!("has no column `{name}`, in which the weights of the study stand"))
        .hint("each wave is weighted by its own weights: export them with it, under the same name")
}

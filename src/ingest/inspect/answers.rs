//! The answers of an export that was inspected.

use std::path::Path;

use super::opened::open_export;
use super::{ColumnKind, Inspection};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::responses::{Form, Gated, Kind, QuestionSpec, Responses, read_responses};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, IngestError};

impl Inspection {
    /// The question that a person names: by its id, by what was asked, or by a column's name or `#n`.
    ///
    /// # Errors
    /// There is none, or several columns have that name.
    pub fn named(&self, name: &str) -> Result<QuestionSpec, IngestError> {
        let same = |other: &str| other.trim().eq_ignore_ascii_case(name.trim());
        let specs = || self.questions.iter().map(|question| &question.spec);
        let found = specs().find(|spec| spec.id == name).or_else(|| specs().find(|spec| same(&spec.question)));
        if let Some(spec) = found {
            return Ok(spec.clone());
        }
        let column = Column::from(name.to_owned());
        let position = match column {
            Column::Position(position) => Some(position).filter(|position| *position <= self.columns.len()),
            Column::Name(_) => {
                let mut places = self.columns.iter().filter(|column| same(&column.name));
                let first = places.next().map(|column| column.position);
                if let (Some(first), Some(second)) = (first, places.next()) {
                    let message = format!("two columns are named `{name}`");
                    let hint = format!("name one by its place: `#{first}` or `#{}`", second.position);
                    return Err(Diagnostic::error(Place::file(&self.shown), message).hint(hint).into());
                }
                first
            }
        };
        let seen = position.and_then(|position| self.columns.get(position.checked_sub(1)?)).ok_or_else(|| {
            let ids: Vec<&str> = specs().map(|spec| spec.id.as_str()).collect();
            Diagnostic::error(Place::file(&self.shown), format!("there is no question `{name}`"))
                .hint(format!("{}; `verbatims inspect` lists them", did_you_mean(name, &ids)))
        })?;
        // A column that stands alone in its question is that question; any other is read as one of its own.
        let owner = specs().find(|spec| Some(&spec.id) == seen.question_id.as_ref() && spec.columns.len() == 1);
        Ok(owner.cloned().unwrap_or_else(|| QuestionSpec {
            id: seen.name.clone(),
            question: if seen.question.is_empty() { seen.name.clone() } else { seen.question.clone() },
            kind: if seen.kind == ColumnKind::Number { Kind::Number } else { Kind::Single },
            columns: vec![Column::Position(seen.position)],
            options: seen.options.iter().map(|option| option.label.clone()).collect(),
            labels: seen
                .options
                .iter()
                .filter_map(|option| Some((option.code.clone()?, option.label.clone())))
                .collect(),
            separator: None,
            chosen: Vec::new(),
            missing: seen.declared_missing.clone(),
            grid: None,
            values: Vec::new(),
        }))
    }
}

/// Reads the answers to some questions of an export, with the weight of each response where a column is named.
///
/// # Errors
/// As [`open_export`] and [`read_responses`].
pub fn read_export(
    path: &Path,
    opening: &Opening,
    found: &Inspection,
    specs: &[QuestionSpec],
    weight: Option<&Column>,
) -> Result<Responses, IngestError> {
    let mut opened = open_export(path, opening, Some(found.format))?;
    let names = opened.names();
    let form = Form { shown: &found.shown, names: &names, id: found.id.as_ref(), weight };
    read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, specs)
}

//! What an export holds, with nothing told about it: its container, its platform, its columns and its questions.
//!
//! One pass over the rows, in memory that depends on the number of columns and not of rows: [`inspect`] is the table of
//! contents. Bytes become rows in `sheet`, header rows become columns in `formats`; here cells are counted (`tally`),
//! their kind is told (`kind`, `order`, `several`), and columns become questions (`regroup`).
//! Nothing is decided in silence: what was guessed is said, and what may be missing is only proposed.

mod answers;
mod apart;
mod arrange;
mod bands;
mod battery;
mod damage;
mod dates;
mod doubles;
mod found;
mod grouped;
mod kind;
mod near;
mod number_column;
mod opened;
mod order;
mod pass;
mod regroup;
mod several;
mod shape;
mod tally;
mod text_column;
mod times;
mod vocabulary;
mod warnings;
mod wordings;

use std::path::Path;

pub use answers::read_export;
pub(crate) use bands::are_bands;
pub use found::{ColumnKind, ColumnSeen, Doubles, Inspection, OptionSeen, QuestionSeen, SetAside};
pub use opened::{Opened, open_export, open_shown};
pub(crate) use regroup::name_or_slug;
pub use shape::{is_id_name, plain};

use super::IngestError;
use super::sheet::Opening;

/// Whether an option is none of the question's own answers: *other*, *don't know*, *no answer* and the like.
#[must_use]
pub fn stands_apart(label: &str) -> bool {
    apart::apart(label).is_some()
}

/// Reads an export once and says what it holds; `format` names its platform where that should not be guessed.
///
/// # Errors
/// The file cannot be read, is of no kind that is known, or holds no responses (a summary, a crosstab).
pub fn inspect(path: &Path, opening: &Opening, format: Option<&str>) -> Result<Inspection, IngestError> {
    let mut opened = open_export(path, opening, format)?;
    let mut passed = pass::run(&mut opened)?;
    let columns = kind::columns(&opened, &passed);
    let texts = columns.iter().zip(&passed.texts).filter(|(column, _)| column.kind == ColumnKind::Open);
    passed.doubles = passed.doubles.with(texts.map(|(_, texts)| texts));
    let (questions, columns) = regroup::questions(&opened, &passed, columns);
    let warnings = warnings::all(&mut opened, &passed, &columns, &questions);
    Ok(found::put_together(opened, passed, columns, questions, warnings))
}

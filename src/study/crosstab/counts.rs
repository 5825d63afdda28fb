//! A column that says for how many people its row stands, as in a table of counts that was written row by row.

use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, plain};
use crate::measure::crosstab::{Compare, Weighting};

/// What such a column is called.
const NAMES: &[&str] =
    &["freq", "frequency", "frequencies", "count", "counts", "n", "cases", "number of people", "anzahl", "haufigkeit"];

/// Says where rows seem to stand for several people, and are not counted so.
pub(super) fn seems_counted(
    found: &Inspection,
    weight: Option<&Column>,
    compare: Option<Compare>,
) -> Option<Diagnostic> {
    let column = found.columns.iter().find(|column| is_count(column) && weight.is_none_or(|of| names(of, column)))?;
    let closed = |column: &ColumnSeen| matches!(column.kind, ColumnKind::Single | ColumnKind::Scale);
    let others = found.columns.iter().filter(|other| other.position != column.position);
    if !others.clone().all(closed) || others.count() == 0 {
        return None;
    }
    let name = &column.name;
    let as_people = compare.is_some_and(|how| how.weighting == Weighting::Frequencies);
    let (what, how) = match weight {
        None => ("each row is counted as one response", "with"),
        Some(_) if compare.is_some() && !as_people => ("its numbers are taken for weights of one response each", "add"),
        Some(_) => return None,
    };
    let message = format!("the column `{name}` looks like a number of people for each row, and {what}");
    let flags = "--weighting frequencies --base weighted";
    let hint = match weight {
        None => format!("{how} `--weight {name} {flags}` each row counts for so many people"),
        Some(_) => format!("{how} `{flags}` where each row stands for so many people"),
    };
    Some(Diagnostic::warning(Place::file(&found.shown), message).hint(hint))
}

fn is_count(column: &ColumnSeen) -> bool {
    let whole = |cell: &String| cell.parse::<f64>().is_ok_and(|number| number >= 0.0 && number.fract() == 0.0);
    matches!(column.kind, ColumnKind::Number | ColumnKind::Weight | ColumnKind::Id)
        && NAMES.contains(&plain(&column.name).as_str())
        && column.examples.iter().all(whole)
}

fn names(weight: &Column, column: &ColumnSeen) -> bool {
    match weight {
        Column::Name(name) => *name == column.name,
        Column::Position(position) => *position == column.position,
    }
}

//! Cells of an export that stand for no answer: what programs write where there is nothing, and what somebody names.
//!
//! What a file declares itself is known to `ingest`.

use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnSeen, Inspection};
use crate::ingest::responses::{Kind, QuestionSpec};

/// What R, pandas, Excel, SPSS and databases write where there is nothing: no answer unless somebody says otherwise.
pub const NO_ANSWER: &[&str] = &["NA", "<NA>", "NaN", "nan", "NULL", "#N/A", "#NULL!"];

/// Leaves the cells named out of questions, and says which were, and which may be no answers too and are counted.
pub(super) fn leave_out(found: &Inspection, specs: &mut [QuestionSpec], missing: &[String]) -> Vec<Diagnostic> {
    let given: Vec<&str> = missing.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    // pandas writes `99.0` for 99 where another cell of the column is blank.
    let whole = given.iter().filter(|cell| cell.parse::<i64>().is_ok());
    let decimal: Vec<String> = whole.map(|cell| format!("{cell}.0")).collect();
    let named: Vec<&str> = given.into_iter().chain(decimal.iter().map(String::as_str)).collect();
    let (mut left_out, mut counted) = (Vec::new(), Vec::new());
    for spec in specs {
        let cells = cells(found, spec);
        let list = |left: bool| {
            let of = cells.iter().filter(|(cell, _)| named.contains(&cell.as_str()) == left);
            let of: Vec<String> = of.map(|(cell, count)| format!("`{cell}` ({count})")).collect();
            (!of.is_empty()).then(|| format!("`{}` has {}", spec.id, of.join(", ")))
        };
        left_out.extend(list(true));
        counted.extend(list(false));
        let codes = spec.labels.iter().filter(|(_, label)| named.contains(&label.trim()));
        let codes: Vec<String> = codes.map(|(code, _)| code.clone()).collect();
        forget(spec, &named);
        spec.missing.extend(named.iter().map(|cell| (*cell).to_owned()).chain(codes));
    }
    let warning = |what: &str, which: &[String], hint: &str| {
        let found = Diagnostic::warning(Place::file(&found.shown), format!("{what}: {}", which.join("; ")));
        (!which.is_empty()).then(|| found.hint(hint))
    };
    let left = warning(
        "count as no answer",
        &left_out,
        "name the cells that do with `--missing`; `--missing \"\"` counts all as answers",
    );
    let may = warning(
        "may stand for no answer and are counted as answers",
        &counted,
        "name those that do not answer with `--missing CELL,CELL`",
    );
    left.into_iter().chain(may).collect()
}

/// An option that is no answer is no row of a table.
fn forget(spec: &mut QuestionSpec, named: &[&str]) {
    let no_answer = |option: &String| {
        let code = spec.labels.iter().find(|(_, label)| *label == option).map(|(code, _)| code.as_str());
        named.contains(&option.trim()) || code.is_some_and(|code| named.contains(&code.trim()))
    };
    let kept: Vec<bool> = spec.options.iter().map(|option| !no_answer(option)).collect();
    // With one column an option, options are not what cells hold.
    if spec.columns.len() > 1 || !kept.contains(&false) {
        return;
    }
    let on_scale = spec.values.len();
    retain(&mut spec.values, &kept);
    // A scale without numbers of its own counts 1, 2, 3 …, which must not shift.
    if on_scale == 0 && spec.kind == Kind::Scale {
        spec.values = (1..).zip(&kept).filter(|(_, kept)| **kept).map(|(value, _)| f64::from(value)).collect();
    }
    retain(&mut spec.options, &kept);
}

fn retain<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    all.retain(|_| kept.next().is_none_or(|kept| *kept));
}

/// The cells of a question that look like no answer, with their number.
fn cells(found: &Inspection, spec: &QuestionSpec) -> Vec<(String, u64)> {
    let mut cells: Vec<(String, u64)> = Vec::new();
    for (text, count) in spec.columns.iter().filter_map(|of| column(found, of)).flat_map(|seen| &seen.proposed_missing)
    {
        match cells.iter_mut().find(|(known, _)| known == text) {
            Some((_, sum)) => *sum += count,
            None => cells.push((text.clone(), *count)),
        }
    }
    cells
}

fn column<'f>(found: &'f Inspection, of: &Column) -> Option<&'f ColumnSeen> {
    match of {
        Column::Position(place) => found.columns.get(place.checked_sub(1)?),
        Column::Name(name) => found.columns.iter().find(|column| column.name == *name),
    }
}

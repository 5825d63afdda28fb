//! What `inspect` found, for programs. Personal data has no examples, here as anywhere.

use serde_json::{Value, json};

use crate::diag::Diagnostic;
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, OptionSeen, QuestionSeen};
use crate::ingest::responses::Kind;

pub(super) fn render(found: &Inspection) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&json!({
        "file": found.shown,
        "container": found.container,
        "encoding": found.encoding,
        "encoding_evidence": found.encoding_evidence,
        "line_ends": found.line_ends,
        "delimiter": found.delimiter.map(|byte| char::from(byte).to_string()),
        "format": found.format,
        "score": found.score,
        "evidence": found.evidence,
        "header_rows": found.header_rows,
        "responses": found.responses,
        "kept": found.kept,
        "set_aside": found.set_aside.iter().map(|aside| json!({
            "reason": aside.reason, "count": aside.count, "lines": aside.lines,
        })).collect::<Vec<_>>(),
        "bad_rows": found.bad_rows.iter().map(|bad| json!({
            "line": bad.place.line, "reason": bad.reason,
        })).collect::<Vec<_>>(),
        "id": found.id.as_ref().map(column_name),
        "weight": found.weight.as_ref().map(column_name),
        "doubles": {
            "ids": found.doubles.ids,
            "rows": found.doubles.rows,
            "texts": found.doubles.texts,
            "near": found.doubles.near,
            "places": found.doubles.places.iter().map(|(line, what)| json!({"line": line, "what": what})).collect::<Vec<_>>(),
            "partial": found.doubles.partial,
        },
        "columns": found.columns.iter().map(column).collect::<Vec<_>>(),
        "questions": found.questions.iter().map(question).collect::<Vec<_>>(),
        "warnings": found.warnings.iter().map(warning).collect::<Vec<_>>(),
    }))
}

fn column(seen: &ColumnSeen) -> Value {
    let personal = seen.kind == ColumnKind::Personal;
    json!({
        "position": seen.position,
        "name": seen.name,
        "question": seen.question,
        "part": seen.part,
        "kind": seen.kind.id(),
        "why": seen.why,
        "options": if personal { Vec::new() } else { seen.options.iter().map(option).collect() },
        "values": seen.values,
        "separator": seen.separator,
        "date_format": seen.date_format,
        "base": seen.base,
        "missing": seen.missing,
        "distinct": seen.distinct,
        "examples": if personal { &[][..] } else { &seen.examples },
        "declared_missing": seen.declared_missing,
        "proposed_missing": seen.proposed_missing.iter().map(|(value, count)| json!({
            "value": value, "count": count,
        })).collect::<Vec<_>>(),
        "notes": seen.notes,
        "question_id": seen.question_id,
    })
}

fn option(seen: &OptionSeen) -> Value {
    json!({"label": seen.label, "code": seen.code, "count": seen.count})
}

fn question(seen: &QuestionSeen) -> Value {
    let spec = &seen.spec;
    json!({
        "id": spec.id,
        "question": spec.question,
        "kind": kind(spec.kind),
        "columns": spec.columns.iter().map(column_name).collect::<Vec<_>>(),
        "options": spec.options,
        "labels": spec.labels,
        "values": spec.values,
        "separator": spec.separator,
        "chosen": spec.chosen,
        "missing": spec.missing,
        "proposed_missing": seen.proposed_missing,
        "grid": spec.grid,
        "other_of": seen.other_of,
        "base": seen.base,
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open",
    }
}

fn column_name(column: &Column) -> String {
    match column {
        Column::Name(name) => name.clone(),
        Column::Position(position) => format!("#{position}"),
    }
}

fn warning(warning: &Diagnostic) -> Value {
    json!({
        "line": warning.place.as_ref().and_then(|place| place.line),
        "message": warning.message,
        "hint": warning.hint,
    })
}

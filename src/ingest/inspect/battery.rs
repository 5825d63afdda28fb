//! Statements side by side with one scale, as forms write the rows of a grid whose question they leave out.

use super::found::{ColumnKind, ColumnSeen};
use super::grouped::{Shape, grid};
use super::opened::Opened;
use crate::ingest::formats::Role;
use crate::ingest::responses::Kind;

/// Statements that are a grid, at least.
const ROWS: usize = 3;

/// Steps of a scale, at least: *yes* and *no* are asked of anything.
const STEPS: usize = 3;

/// The grids among columns that stand alone: their places, and their shape.
///
/// A text that ends in a question mark is a question of its own. The scale is one of words, and every statement shows
/// more than half of its steps.
pub fn batteries(opened: &Opened, columns: &[ColumnSeen]) -> Vec<(Vec<usize>, Shape)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < columns.len() {
        let fits = |place: &usize| is_statement(opened, &columns[*place], *place);
        let mut places = (start..columns.len()).take_while(fits);
        let mut rows: Vec<usize> = places.by_ref().take(ROWS).collect();
        let first = if rows.len() == ROWS { shape(columns, &rows) } else { None };
        let Some(mut whole) = first else {
            start += 1;
            continue;
        };
        for place in places {
            rows.push(place);
            let Some(longer) = shape(columns, &rows) else {
                rows.pop();
                break;
            };
            whole = longer;
        }
        start += rows.len();
        found.push((rows, whole));
    }
    found
}

fn is_statement(opened: &Opened, column: &ColumnSeen, place: usize) -> bool {
    let header = &opened.layout.columns[place];
    let worded =
        |label: &str| label.chars().any(char::is_alphabetic) && !label.starts_with(|c: char| c.is_ascii_digit());
    let asks = |text: &str| text.trim_end().ends_with(['?', '？', ';']);
    let alone = header.group.is_none() && header.role == Role::Answer && column.separator.is_none();
    alone
        && column.kind == ColumnKind::Scale
        && !asks(&column.question)
        && column.options.iter().all(|option| worded(&option.label))
}

/// The grid of these rows; `None` where they have not one scale.
fn shape(columns: &[ColumnSeen], rows: &[usize]) -> Option<Shape> {
    let shape = grid(columns, rows);
    let Shape::Grid { kind: Kind::Scale, options, values } = &shape else { return None };
    let shown = |place: &usize| columns[*place].options.len() * 2 > options.len();
    (values.len() >= STEPS && rows.iter().all(shown)).then_some(shape)
}

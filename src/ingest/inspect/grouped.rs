//! What several columns of one question are: options that were ticked, answers side by side, or rows of a grid.

use super::found::{ColumnKind, ColumnSeen, OptionSeen};
use super::order::order;
use super::pass::Passed;
use super::shape::plain;
use super::tally::Value;
use crate::ingest::responses::Kind;

/// The shape of a question with several columns.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Each column is a question by itself.
    Alone,
    /// One column an option.
    Marked {
        /// The option of each column.
        options: Vec<String>,
        /// Cells that mean *chosen*; none where anything but blank does.
        chosen: Vec<String>,
    },
    /// Each column holds one of the answers.
    Spread {
        /// The options of all columns.
        options: Vec<OptionSeen>,
    },
    /// Each column is a row with the same possible answers.
    Grid {
        /// The kind of the rows.
        kind: Kind,
        /// The options of all rows, in order.
        options: Vec<OptionSeen>,
        /// For a scale, the number of each option.
        values: Vec<f64>,
    },
}

/// Cells that mean that an option was chosen, and those that it was not.
const MARKS: &[&str] = &[
    "1",
    "x",
    "y",
    "yes",
    "true",
    "checked",
    "selected",
    "ticked",
    "chosen",
    "on",
    "ja",
    "oui",
    "si",
    "sim",
    "quoted",
    "mentioned",
    "genannt",
    "✓",
    "✔",
];
const BLANKS: &[&str] = &[
    "0",
    "n",
    "no",
    "false",
    "unchecked",
    "not selected",
    "not chosen",
    "off",
    "nein",
    "non",
    "nao",
    "nee",
    "not quoted",
    "not mentioned",
    "nicht genannt",
    "-",
];

/// The shape of the question with these columns; `counted` is what the file says of a multiple-response set: the value
/// that means *chosen*, or that each column holds one of the answers.
pub fn shape(columns: &[ColumnSeen], passed: &Passed, mains: &[usize], counted: Option<&Option<String>>) -> Shape {
    let values: Vec<Vec<Value>> = mains.iter().map(|&place| passed.tallies[place].values()).collect();
    let names: Vec<&str> =
        mains.iter().map(|&place| columns[place].part.as_deref().unwrap_or(&columns[place].name)).collect();
    let parts = mains.iter().any(|&place| columns[place].part.is_some());
    match counted {
        Some(Some(counted)) => return Shape::Marked { options: labels(&names), chosen: vec![counted.clone()] },
        Some(None) => return Shape::Spread { options: union(columns, mains) },
        None => {}
    }
    if mains.is_empty() || (mains.len() == 1 && !parts) {
        return Shape::Alone;
    }
    if let Some(chosen) = marked(&names, &values) {
        // A column without a part is named by what its cells say.
        let own = |place: usize| {
            columns[mains[place]].part.clone().or_else(|| values[place].first().map(|value| value.text.clone()))
        };
        let said = |place: usize| if chosen.is_empty() { own(place) } else { None };
        let options: Vec<String> =
            (0..mains.len()).map(|place| said(place).unwrap_or_else(|| names[place].to_owned())).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        return Shape::Marked { options: labels(&options), chosen };
    }
    if mains.len() == 1 { Shape::Alone } else { grid(columns, mains) }
}

/// The cells that mean *chosen*, where every column holds nothing but marks or its own name.
fn marked(names: &[&str], values: &[Vec<Value>]) -> Option<Vec<String>> {
    if values.iter().all(Vec::is_empty) {
        return None;
    }
    let is = |list: &[&str], value: &Value| list.contains(&&*plain(&value.text));
    let own = |name: &str, values: &[Value]| matches!(values, [only] if same(name, &only.text));
    let ticks =
        |values: &[Value]| values.len() <= 2 && values.iter().all(|value| is(MARKS, value) || is(BLANKS, value));
    if names.iter().zip(values).all(|(name, values)| values.is_empty() || own(name, values)) {
        return Some(Vec::new());
    }
    if values.iter().all(|values| ticks(values)) {
        let mut chosen: Vec<String> = Vec::new();
        for value in values.iter().flatten().filter(|value| is(MARKS, value)) {
            if !chosen.contains(&value.text) {
                chosen.push(value.text.clone());
            }
        }
        return (!chosen.is_empty()).then_some(chosen);
    }
    // The cells of each column say one thing, and every column another: the wording of its option.
    let mut said: Vec<&str> = values.iter().flatten().map(|value| value.text.as_str()).collect();
    let all = said.len();
    said.sort_unstable();
    said.dedup();
    let one_each = all >= 2 && said.len() == all && values.iter().all(|values| values.len() <= 1);
    let comes_back = values.iter().flatten().any(|value| value.count > 1);
    (one_each && comes_back).then(Vec::new)
}

/// An option and a cell that says it, perhaps shortened or with a hint behind it.
fn same(name: &str, cell: &str) -> bool {
    let (name, cell) = (plain(name), plain(cell));
    name == cell || (cell.len() >= 12 && name.starts_with(&cell)) || (name.len() >= 12 && cell.starts_with(&name))
}

/// Options by name; a name that comes twice is numbered, so that both can be told apart.
fn labels(names: &[&str]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut label = (*name).to_owned();
        let mut number = 2;
        while labels.contains(&label) {
            label = format!("{name} ({number})");
            number += 1;
        }
        labels.push(label);
    }
    labels
}

fn grid(columns: &[ColumnSeen], mains: &[usize]) -> Shape {
    let kinds: Vec<ColumnKind> =
        mains.iter().map(|&place| columns[place].kind).filter(|kind| *kind != ColumnKind::Blank).collect();
    let all = |wanted: &[ColumnKind]| !kinds.is_empty() && kinds.iter().all(|kind| wanted.contains(kind));
    let choices = [ColumnKind::Single, ColumnKind::Scale];
    if all(&choices) {
        let options = union(columns, mains);
        let texts: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
        return match order(&texts) {
            Some(found) => {
                let places = found.places.iter().chain(&found.outside);
                let values =
                    found.values.unwrap_or_else(|| (1..=found.places.len()).map(|place| place as f64).collect());
                Shape::Grid {
                    kind: Kind::Scale,
                    options: places.map(|&place| options[place].clone()).collect(),
                    values,
                }
            }
            None => Shape::Grid { kind: Kind::Single, options, values: Vec::new() },
        };
    }
    if all(&[ColumnKind::Number, ColumnKind::Scale]) {
        return Shape::Grid { kind: Kind::Number, options: Vec::new(), values: Vec::new() };
    }
    Shape::Alone
}

/// The options of all columns, by first appearance.
fn union(columns: &[ColumnSeen], mains: &[usize]) -> Vec<OptionSeen> {
    let mut options: Vec<OptionSeen> = Vec::new();
    for option in mains.iter().flat_map(|&place| &columns[place].options) {
        match options.iter_mut().find(|known| known.label == option.label) {
            Some(known) => known.count += option.count,
            None => options.push(option.clone()),
        }
    }
    options
}

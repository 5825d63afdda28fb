//! What several columns of one question are: options that were ticked, answers side by side, or rows of a grid.

use super::apart::{Apart, apart};
use super::found::{ColumnKind, ColumnSeen, OptionSeen};
use super::order::order;
use super::pass::Passed;
use super::shape::plain;
use super::tally::Value;
use crate::ingest::formats::{NOT_TICKED, TICKED};
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
        // So is one whose part is a number and nothing more.
        let cell = |place: usize| values[place].iter().find(|value| !is_not_chosen(value)).map(|value| &value.text);
        let worded = |part: &String| part.chars().any(|c| !c.is_ascii_digit() && c != '_');
        let own = |place: usize| {
            let part = columns[mains[place]].part.clone().filter(worded);
            part.or_else(|| cell(place).cloned()).or_else(|| columns[mains[place]].part.clone())
        };
        let ticked = chosen.iter().all(|text| TICKED.contains(&&*plain(text))) && !chosen.is_empty();
        let numbered = |place: usize| columns[mains[place]].part.as_ref().is_some_and(|part| !worded(part));
        let said = |place: usize| match (ticked, numbered(place)) {
            (true, true) => Some(columns[mains[place]].name.clone()),
            (true, false) => None,
            (false, _) => own(place),
        };
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
    let ticks = |values: &[Value]| {
        let said = || values.iter().filter(|value| apart(&value.text) != Some(Apart::Missing) || is(NOT_TICKED, value));
        said().count() <= 2 && said().all(|value| is(TICKED, value) || is(NOT_TICKED, value))
    };
    if names.iter().zip(values).all(|(name, values)| values.is_empty() || own(name, values)) {
        return Some(Vec::new());
    }
    if values.iter().all(|values| ticks(values)) {
        let mut chosen: Vec<String> = Vec::new();
        for value in values.iter().flatten().filter(|value| is(TICKED, value)) {
            if !chosen.contains(&value.text) {
                chosen.push(value.text.clone());
            }
        }
        return (!chosen.is_empty()).then_some(chosen);
    }
    // The cells of each column say one thing, and every column another: the wording of its option. Beside it may stand
    // that the option was not chosen, or not asked for.
    let options = |values: &[Value]| values.iter().filter(|value| !is_not_chosen(value)).count();
    let wordings: Vec<&Value> = values.iter().flatten().filter(|value| !is_not_chosen(value)).collect();
    let mut said: Vec<&str> = wordings.iter().map(|value| value.text.as_str()).collect();
    said.sort_unstable();
    said.dedup();
    let one_each = wordings.len() >= 2
        && said.len() == wordings.len()
        && values.iter().all(|values| options(values) <= 1 && values.len() <= 3);
    let comes_back = wordings.iter().any(|value| value.count > 1);
    let denied = values.iter().flatten().any(is_not_chosen);
    let chosen = || said.iter().map(|text| (*text).to_owned()).collect();
    (one_each && comes_back).then(|| if denied { chosen() } else { Vec::new() })
}

/// `Not selected`: the question was asked, and this option not chosen.
pub fn denies(text: &str) -> bool {
    NOT_TICKED.contains(&&*plain(text))
}

/// `Not selected`, `NA`: says that an option was not chosen, or stands for no answer.
fn is_not_chosen(value: &Value) -> bool {
    denies(&value.text) || apart(&value.text) == Some(Apart::Missing)
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

/// The grid of these columns; they stand alone where their kinds differ.
pub fn grid(columns: &[ColumnSeen], mains: &[usize]) -> Shape {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn values(cells: &[(&str, u64)]) -> Vec<Value> {
        cells.iter().map(|(text, count)| Value { text: (*text).to_owned(), count: *count }).collect()
    }

    #[test]
    fn an_option_is_chosen_where_its_wording_stands_and_not_where_that_is_denied() {
        let columns =
            [values(&[("Tea", 3), ("Not selected", 4)]), values(&[("Not selected", 5), ("Milk", 2), ("NA", 1)])];
        assert_eq!(marked(&["q_1", "q_2"], &columns), Some(vec!["Milk".to_owned(), "Tea".to_owned()]));
        let ones = [values(&[("1", 3), ("NA", 4)]), values(&[("NA", 5), ("1", 2)])];
        assert_eq!(marked(&["a", "b"], &ones), Some(vec!["1".to_owned()]));
        let rows = [values(&[("Often", 3), ("Never", 4)]), values(&[("Never", 5), ("Often", 2)])];
        assert_eq!(marked(&["a", "b"], &rows), None);
    }
}

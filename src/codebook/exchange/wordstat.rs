//! WordStat's `.cat`: a tree by leading tabs; a line that ends in a weight, ` (1)`, is a value, any other a category.
//!
//! Words of a phrase are joined by `_`. Weights, and rules (`@…`), are not carried over.

use std::fmt::Write;

use super::dictionary::{Category, Dictionary, Indented, Input, Value};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const WORDSTAT: Format = Format {
    id: "wordstat",
    about: "WordStat's .cat: a tree by tabs, values with a weight, phrases joined by `_`",
    extensions: &["cat"],
    values: ValueType::Glob,
    read,
    write,
};

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let mut tree = Indented::default();
    for (line, text) in input.lines() {
        if text.trim().is_empty() {
            continue;
        }
        let depth = text.chars().take_while(|c| c.is_whitespace()).count();
        let Some((value, weight)) = weighted(text.trim()) else {
            tree.category(depth, Category::new(text.trim(), line), input)?;
            continue;
        };
        if value.starts_with('@') {
            input.lost(line, format!("the rule `{value}` cannot be carried over"));
            continue;
        }
        if weight != "1" {
            input.lost(line, format!("`{value}` has the weight {weight}, and here every match counts one"));
        }
        let value = Value { text: value.replace('_', " "), line };
        match tree.parent(depth) {
            Some(category) => category.values.push(value),
            None => input.lost(line, format!("`{}` belongs to no category", value.text)),
        }
    }
    Ok(Dictionary { name: None, categories: tree.finish() })
}

/// A value and its weight; `None` for the line of a category.
fn weighted(line: &str) -> Option<(&str, &str)> {
    let (value, weight) = line.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = !weight.is_empty() && weight.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_number.then(|| (value.trim_end(), weight))
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let mut text = String::new();
    write_categories(&mut text, &dictionary.categories, 0);
    Ok(text)
}

fn write_categories(text: &mut String, categories: &[Category], depth: usize) {
    for category in categories {
        let _ = writeln!(text, "{}{}", "\t".repeat(depth), category.name);
        for value in &category.values {
            let _ = writeln!(text, "{}{} (1)", "\t".repeat(depth + 1), value.text.replace(' ', "_"));
        }
        write_categories(text, &category.children, depth + 1);
    }
}

//! Lexicoder 3's `.lc3`: `+category`, then one value a line.

use std::fmt::Write;

use super::dictionary::{Category, Dictionary, Indented, Input, Value, flat};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const LEXICODER: Format = Format {
    id: "lexicoder",
    about: "Lexicoder's .lc3: +category, then a value a line",
    extensions: &["lc3"],
    values: ValueType::Glob,
    read,
    write,
};

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let mut tree = Indented::default();
    for (line, text) in input.lines() {
        let text = text.trim();
        if let Some(name) = text.strip_prefix('+') {
            tree.category(0, Category::new(name.trim(), line), input)?;
        } else if !text.is_empty() {
            match tree.parent(1) {
                Some(category) => category.values.push(Value { text: text.to_owned(), line }),
                None => input.lost(line, format!("`{text}` belongs to no category, expected a line `+name` before")),
            }
        }
    }
    Ok(Dictionary { name: None, categories: tree.finish() })
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let mut text = String::new();
    for (name, category) in flat(&dictionary.categories) {
        let _ = writeln!(text, "+{name}");
        for value in &category.values {
            let _ = writeln!(text, "{}", value.text);
        }
    }
    Ok(text)
}

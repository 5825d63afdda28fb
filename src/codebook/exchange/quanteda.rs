//! quanteda's YAML: nested maps with lists of values. Every scalar is text: `no` is the word, not a truth value.
//!
//! The values that quanteda puts beside sub-categories under `__` belong to the category itself, and are read as such.

use std::fmt::Write;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::dictionary::{Category, DEEPEST, Dictionary, Input, TOO_DEEP, Value};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const QUANTEDA: Format = Format {
    id: "quanteda",
    about: "quanteda's YAML: nested keys, lists of glob values",
    extensions: &["yml", "yaml"],
    values: ValueType::Glob,
    read,
    write,
};

/// Where quanteda puts the values of a category that has sub-categories too.
const OWN: &str = "__";

/// A part of a YAML file.
enum Node {
    Nothing,
    Text(String, u64),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let mut parser = Parser::new_from_str(input.text);
    let root = node(&mut parser, input, 0)?.unwrap_or(Node::Nothing);
    let mut top = Category::default();
    fill(&mut top, root, input);
    for value in &top.values {
        input.lost(value.line, format!("`{}` belongs to no category", value.text));
    }
    if top.children.is_empty() {
        return Err(input.mistake(1, "there is no category, expected keys with lists of values"));
    }
    Ok(Dictionary { name: None, categories: top.children })
}

/// The next part of the file; `None` at the end of what is open.
fn node(parser: &mut Parser<'_, StrInput>, input: &mut Input, depth: usize) -> Result<Option<Node>, Diagnostic> {
    while let Some(event) = parser.next() {
        let (event, span) =
            event.map_err(|error| input.mistake(error.marker().line() as u64, error.info().to_owned()))?;
        let line = span.start.line() as u64;
        if depth > 2 * DEEPEST {
            return Err(input.mistake(line, TOO_DEEP));
        }
        return Ok(Some(match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) if text == "~" => Node::Nothing,
            Event::Scalar(text, ..) => Node::Text(text.into_owned(), line),
            Event::Alias(_) => {
                input.lost(line, "an alias (`*name`) is not followed; write the values out");
                Node::Nothing
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some(item) = node(parser, input, depth + 1)? {
                    items.push(item);
                }
                Node::List(items)
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                while let Some(key) = node(parser, input, depth + 1)? {
                    entries.push((key, node(parser, input, depth + 1)?.unwrap_or(Node::Nothing)));
                }
                Node::Map(entries)
            }
            Event::SequenceEnd | Event::MappingEnd | Event::StreamEnd => return Ok(None),
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => continue,
        }));
    }
    Ok(None)
}

fn fill(category: &mut Category, node: Node, input: &mut Input) {
    match node {
        Node::Nothing => {}
        Node::Text(text, line) => category.values.push(Value { text, line }),
        Node::List(items) => items.into_iter().for_each(|item| fill(category, item, input)),
        Node::Map(entries) => {
            for (key, value) in entries {
                match key {
                    Node::Text(name, _) if name == OWN => fill(category, value, input),
                    Node::Text(name, line) => {
                        let mut child = Category::new(name, line);
                        fill(&mut child, value, input);
                        category.children.push(child);
                    }
                    _ => input.lost(category.line, format!("a key of `{}` is not a name", category.name)),
                }
            }
        }
    }
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let mut text = String::new();
    write_categories(&mut text, &dictionary.categories, 0);
    Ok(text)
}

fn write_categories(text: &mut String, categories: &[Category], depth: usize) {
    let indent = "  ".repeat(depth);
    for category in categories {
        let _ = writeln!(text, "{indent}{}:", quoted(&category.name));
        if category.children.is_empty() {
            write_values(text, &category.values, depth + 1);
            continue;
        }
        if !category.values.is_empty() {
            let _ = writeln!(text, "{indent}  {OWN}:");
            write_values(text, &category.values, depth + 2);
        }
        write_categories(text, &category.children, depth + 1);
    }
}

fn write_values(text: &mut String, values: &[Value], depth: usize) {
    for value in values {
        let _ = writeln!(text, "{}- {}", "  ".repeat(depth), quoted(&value.text));
    }
}

/// In double quotes, so that no word is taken for a number, a date or a truth value.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

//! Yoshikoder's `.ykd`: XML, `dictionary > cnode > cnode | pnode`. The uppermost category names the dictionary.
//!
//! Patterns beside sub-categories are kept, which quanteda's reader leaves out.

use std::fmt::Write;

use roxmltree::{Document, Node};

use super::dictionary::{Category, DEEPEST, Dictionary, Input, TOO_DEEP, Value};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const YOSHIKODER: Format = Format {
    id: "yoshikoder",
    about: "Yoshikoder's .ykd: XML with nested categories",
    extensions: &["ykd", "lcd"],
    values: ValueType::Glob,
    read,
    write,
};

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let document = Document::parse(input.text)
        .map_err(|error| input.mistake(u64::from(error.pos().row), format!("no valid XML: {error}")))?;
    let root = document.root_element();
    if root.tag_name().name() != "dictionary" {
        let found = format!("the uppermost element is `{}`, expected `dictionary`", root.tag_name().name());
        return Err(input.mistake(line(root), found));
    }
    let mut top = Category::default();
    for node in root.children().filter(Node::is_element) {
        add(node, &mut top, 1, input)?;
    }
    let Category { mut children, .. } = top;
    let name = children.first().map(|first| first.name.clone());
    // The one uppermost category stands for the dictionary itself, unless it has patterns of its own.
    if let [only] = children.as_mut_slice()
        && only.values.is_empty()
        && !only.children.is_empty()
    {
        children = std::mem::take(&mut only.children);
        return Ok(Dictionary { name, categories: children });
    }
    Ok(Dictionary { name: None, categories: children })
}

fn add(node: Node, parent: &mut Category, depth: usize, input: &mut Input) -> Result<(), Diagnostic> {
    if depth > DEEPEST {
        return Err(input.mistake(line(node), TOO_DEEP));
    }
    let name = node.attribute("name").unwrap_or_default().trim();
    match node.tag_name().name() {
        "cnode" => {
            let mut category = Category::new(name, line(node));
            for child in node.children().filter(Node::is_element) {
                add(child, &mut category, depth + 1, input)?;
            }
            parent.children.push(category);
        }
        "pnode" => {
            if node.attribute("score").is_some_and(|score| !score.trim().is_empty()) {
                input.lost(line(node), format!("`{name}` has a score, and here every match counts one"));
            }
            parent.values.push(Value { text: name.to_owned(), line: line(node) });
        }
        other => input.lost(line(node), format!("the element `{other}` is neither `cnode` nor `pnode`")),
    }
    Ok(())
}

fn line(node: Node) -> u64 {
    u64::from(node.document().text_pos_at(node.range().start).row)
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let name = escaped(dictionary.name.as_deref().unwrap_or("codebook"));
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dictionary>\n  <cnode name=\"{name}\">\n");
    write_categories(&mut text, &dictionary.categories, 2);
    text.push_str("  </cnode>\n</dictionary>\n");
    Ok(text)
}

fn write_categories(text: &mut String, categories: &[Category], depth: usize) {
    let indent = "  ".repeat(depth);
    for category in categories {
        let _ = writeln!(text, "{indent}<cnode name=\"{}\">", escaped(&category.name));
        for value in &category.values {
            let _ = writeln!(text, "{indent}  <pnode name=\"{}\"/>", escaped(&value.text));
        }
        write_categories(text, &category.children, depth + 1);
        let _ = writeln!(text, "{indent}</cnode>");
    }
}

fn escaped(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

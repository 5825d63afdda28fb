//! LIWC's `.dic` (2001 to 2015): a head of numbered categories between two `%` lines, then words with their numbers.
//!
//! Categories nest by leading tabs, as in 2015. Numbers are compared as numbers: `01` is `1`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dictionary::{Category, Dictionary, Indented, Input, Value, walk};
use super::{Format, ValueType};
use crate::diag::Diagnostic;

pub(super) const LIWC: Format = Format {
    id: "liwc",
    about: "LIWC's .dic: numbered categories, words with a `*` at the end only",
    extensions: &["dic"],
    values: ValueType::Stem,
    read,
    write,
};

fn read(input: &mut Input) -> Result<Dictionary, Diagnostic> {
    let mut lines = input.lines().filter(|(_, line)| !line.trim().is_empty());
    let missing = "there is no head, expected categories between two lines with `%`";
    let (first, line) = lines.next().ok_or_else(|| input.mistake(1, missing))?;
    if line.trim() != "%" {
        return Err(input.mistake(first, missing));
    }
    let mut head = Vec::new();
    let mut closed = false;
    for (number, line) in lines.by_ref() {
        closed = line.trim() == "%";
        if closed {
            break;
        }
        head.push((number, line));
    }
    if !closed {
        return Err(input.mistake(first, "the head does not end, expected a second line with `%`"));
    }
    let body: Vec<(u64, &str)> = lines.collect();
    let mut values = BTreeMap::new();
    let known: Vec<u64> = head.iter().filter_map(|(_, line)| category_line(line)).map(|(id, _)| id).collect();
    for (number, line) in body {
        body_line(number, line, &known, &mut values, input);
    }
    let mut tree = Indented::default();
    for (number, line) in head {
        let Some((id, name)) = category_line(line) else {
            input.lost(number, format!("`{}` is no category, expected a number and a name", line.trim()));
            continue;
        };
        let depth = line.len() - line.trim_start().len();
        let mut category = Category::new(name, number);
        category.values = values.remove(&id).unwrap_or_default();
        tree.category(depth, category, input)?;
    }
    Ok(Dictionary { name: None, categories: tree.finish() })
}

fn category_line(line: &str) -> Option<(u64, &str)> {
    let (id, name) = line.trim().split_once(char::is_whitespace)?;
    Some((id.parse().ok()?, name.trim()))
}

/// One word with the numbers of its categories.
fn body_line(line: u64, text: &str, known: &[u64], values: &mut BTreeMap<u64, Vec<Value>>, input: &mut Input) {
    if text.contains("<of>") {
        return input.lost(line, "a condition on the word before (`<of>`) cannot be said, and the line is left out");
    }
    let mut cells: Vec<&str> = text.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if cells.len() == 1 {
        cells = text.split_whitespace().collect();
    }
    let Some((word, ids)) = cells.split_first() else { return };
    if ids.is_empty() {
        input.lost(line, format!("`{word}` has no category"));
    }
    for cell in ids {
        match cell.parse::<u64>() {
            Ok(id) if known.contains(&id) => {
                values.entry(id).or_default().push(Value { text: (*word).to_owned(), line });
            }
            Ok(id) => input.lost(line, format!("`{word}` is in category {id}, which the head does not name")),
            Err(_) => input.lost(line, format!("the condition `{cell}` of `{word}` cannot be said, and is left out")),
        }
    }
}

fn write(dictionary: &Dictionary, _: &mut Vec<Diagnostic>) -> Result<String, Diagnostic> {
    let mut head = String::from("%\n");
    let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut id = 0;
    walk(&dictionary.categories, 0, &mut |depth, category| {
        id += 1;
        let _ = writeln!(head, "{}{id}\t{}", "\t".repeat(depth), category.name);
        for value in &category.values {
            words.entry(&value.text).or_default().push(id);
        }
    });
    head.push_str("%\n");
    for (word, mut ids) in words {
        ids.dedup();
        let ids: Vec<String> = ids.iter().map(usize::to_string).collect();
        let _ = writeln!(head, "{word}\t{}", ids.join("\t"));
    }
    Ok(head)
}

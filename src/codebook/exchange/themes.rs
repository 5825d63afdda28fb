//! Which category becomes which theme: the tree as themes with parents, or the chosen levels of it as themes side by side.
//!
//! Every value that cannot be said as a pattern, and every category that is left empty, is reported with its line.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use super::dictionary::{Category, DEEPEST, Dictionary, Input, TOO_DEEP};
use super::value::{self, ValueType};
use super::{NestedScope, Options};
use crate::codebook::{Pattern, Reading, Stemming};
use crate::diag::Diagnostic;
use crate::text::{Language, Spelling, Stemmer, fold_accents, fold_case};

/// A dictionary as the codebook that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Name of the dictionary, where it has one.
    pub name: Option<String>,
    /// Whether themes compete for words.
    pub scope: NestedScope,
    /// Whether the patterns are in our own language, or come from a program that knows no stems and keeps accents.
    pub own_language: bool,
    /// The themes, a parent before its children.
    pub themes: Vec<ImportedTheme>,
}

/// A category as the theme that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedTheme {
    /// Id, unique.
    pub id: String,
    /// The name as the file has it; with levels, the names joined by a full stop.
    pub label: String,
    /// Definition, where the format has one.
    pub definition: String,
    /// Id of the theme around it.
    pub parent: Option<String>,
    /// The patterns, each with its line in the file.
    pub patterns: Vec<(String, u64)>,
    /// Its line in the file.
    pub line: u64,
}

/// The levels of a tree whose names make the themes, from 1: quanteda's `levels`. Others collapse into what is above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels(Vec<usize>);

impl FromStr for Levels {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let level = |text: &str| {
            let number = text.trim().parse().ok().filter(|level| (1..=DEEPEST).contains(level));
            number.ok_or_else(|| {
                format!("`{text}` is no level, expected numbers from 1 to {DEEPEST}, as in `1`, `1,3`, `1-3`")
            })
        };
        let mut levels = Vec::new();
        for part in text.split(',') {
            match part.split_once('-') {
                Some((first, last)) => levels.extend(level(first)?..=level(last)?),
                None => levels.push(level(part)?),
            }
        }
        if levels.is_empty() { Err(format!("`{text}` names no level")) } else { Ok(Self(levels)) }
    }
}

pub(super) fn themes(
    dictionary: Dictionary,
    input: &mut Input,
    kind: ValueType,
    options: &Options,
) -> Result<Imported, Diagnostic> {
    let stemmer = Stemmer::new(Language::English, Spelling::Variants);
    let mut reader = Reader {
        input,
        kind,
        levels: options.levels.as_ref(),
        stemmer,
        themes: Vec::new(),
        places: HashMap::new(),
        ids: HashSet::new(),
        seen: HashMap::new(),
    };
    for category in dictionary.categories {
        reader.category(category, &[], None)?;
    }
    let Reader { themes, .. } = reader;
    if themes.iter().all(|theme| theme.patterns.is_empty()) {
        return Err(input.mistake(1, "the dictionary has no value that could be carried over"));
    }
    let own_language = kind == ValueType::Pattern;
    Ok(Imported { name: dictionary.name, scope: options.scope, own_language, themes })
}

struct Reader<'r, 'i> {
    input: &'r mut Input<'i>,
    kind: ValueType,
    levels: Option<&'r Levels>,
    stemmer: Stemmer,
    themes: Vec<ImportedTheme>,
    /// The theme of each path of names.
    places: HashMap<Vec<String>, usize>,
    ids: HashSet<String>,
    /// What each theme has, folded, with its line.
    seen: HashMap<(usize, String), u64>,
}

impl Reader<'_, '_> {
    fn category(&mut self, category: Category, above: &[String], parent: Option<usize>) -> Result<(), Diagnostic> {
        if above.len() >= DEEPEST {
            return Err(self.input.mistake(category.line, TOO_DEEP));
        }
        let mut path = above.to_vec();
        path.push(category.name.clone());
        if category.values.is_empty() && category.children.is_empty() {
            self.input.lost(category.line, format!("the category `{}` is empty", category.name));
            return Ok(());
        }
        let theme = match self.levels {
            None => Some(self.theme(path.clone(), &category, parent)),
            Some(Levels(levels)) => {
                let named = (1..).zip(&path).filter(|(level, _)| levels.contains(level));
                let key: Vec<String> = named.map(|(_, name)| name.clone()).collect();
                // A category that only holds others makes no theme of its own.
                (!key.is_empty() && !category.values.is_empty()).then(|| self.theme(key, &category, None))
            }
        };
        for value in &category.values {
            match theme {
                Some(theme) => self.value(theme, &value.text, value.line),
                None => self.input.lost(value.line, format!("`{}` stands above the levels asked for", value.text)),
            }
        }
        for child in category.children {
            self.category(child, &path, theme)?;
        }
        Ok(())
    }

    /// The theme of this path of names, which is made where there is none yet.
    fn theme(&mut self, path: Vec<String>, category: &Category, parent: Option<usize>) -> usize {
        if let Some(place) = self.places.get(&path) {
            return *place;
        }
        let name = if self.levels.is_some() { path.join(".") } else { category.name.clone() };
        let id = unique(slug(&path.join("-")), &mut self.ids);
        self.themes.push(ImportedTheme {
            id,
            label: name,
            definition: category.definition.clone(),
            parent: parent.map(|parent| self.themes[parent].id.clone()),
            patterns: Vec::new(),
            line: category.line,
        });
        self.places.insert(path, self.themes.len() - 1);
        self.themes.len() - 1
    }

    fn value(&mut self, theme: usize, text: &str, line: u64) {
        let carried = value::pattern(text, self.kind).and_then(|pattern| match self.kind {
            // A mistake in our own language is shown with its place when the codebook is read.
            ValueType::Pattern => Ok(pattern),
            _ => {
                let (stemmer, forms) = (&self.stemmer, value::FORMS);
                let reading = Reading { stemmer, forms, stemming: Stemming::Stem, themes: None, negation: false };
                Pattern::parse(&pattern, &reading).map(|_| pattern).map_err(|error| error.to_string())
            }
        });
        match carried {
            Err(why) => self.input.lost(line, format!("`{text}` is left out: {why}")),
            Ok(pattern) => match self.seen.entry((theme, same(&pattern, self.kind))) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    let first = *first.get();
                    self.input.lost(line, format!("`{text}` is left out: line {first} says the same"));
                }
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(line);
                    self.themes[theme].patterns.push((pattern, line));
                }
            },
        }
    }
}

/// The form in which two patterns are one: case has a meaning in regular expressions and in our own language only.
fn same(pattern: &str, kind: ValueType) -> String {
    match kind {
        ValueType::Regex | ValueType::Pattern => pattern.to_owned(),
        ValueType::Glob | ValueType::Stem | ValueType::Fixed => fold_case(pattern),
    }
}

/// A name as an id: letters, digits, `_` and `-`.
fn slug(name: &str) -> String {
    let mut id = String::new();
    for c in fold_accents(name).chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_matches('-');
    if id.is_empty() { "theme".to_owned() } else { id.to_owned() }
}

fn unique(id: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_numbers_lists_and_ranges() {
        assert_eq!("1,3-5".parse(), Ok(Levels(vec![1, 3, 4, 5])));
        for wrong in ["", "0", "a", "3-1", "1-"] {
            assert!(wrong.parse::<Levels>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_are_plain_and_unique() {
        let mut taken = HashSet::new();
        let ids = ["Père & fils", "pere-fils", "Pere fils", "文"].map(|name| unique(slug(name), &mut taken));
        assert_eq!(ids, ["Pere-fils", "pere-fils", "Pere-fils-2", "theme"]);
    }
}

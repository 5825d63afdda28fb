//! A codebook becomes a tree of categories with values, as far as other programs can say it; the rest is reported.

use super::dictionary::{Category, Dictionary, Value};
use super::value::ValueType;
use crate::codebook::{Codebook, Element, Expression, Item, Pattern};
use crate::diag::{Diagnostic, Place};

/// Alternatives of one pattern that are written out; more is no list that anybody reads.
const MOST: usize = 64;

pub(super) fn dictionary(codebook: &Codebook, kind: ValueType, warnings: &mut Vec<Diagnostic>) -> Dictionary {
    let mut lost = |theme: &str, what: String| {
        warnings.push(Diagnostic::warning(Place::file(theme), what));
    };
    if !codebook.exclude.is_empty() {
        lost(&codebook.name, format!("{} exclusions of the codebook are left out", codebook.exclude.len()));
    }
    let mut categories = Vec::new();
    for theme in &codebook.themes {
        if !theme.exclude.is_empty() {
            lost(&theme.id, format!("{} exclusions are left out, so it will match more", theme.exclude.len()));
        }
        let mut category = Category::new(theme.label.clone(), 0);
        category.definition.clone_from(&theme.definition);
        for pattern in &theme.patterns {
            match values(pattern, kind) {
                Ok((said, note)) => {
                    if let Some(note) = note {
                        lost(&theme.id, note);
                    }
                    category.values.extend(said.into_iter().map(|text| Value { text, line: 0 }));
                }
                Err(why) => lost(&theme.id, format!("the pattern `{}` is left out: {why}", pattern.source)),
            }
        }
        categories.push((theme.parent, category));
    }
    Dictionary { name: Some(codebook.name.clone()), categories: nested(categories) }
}

/// Puts each category into its parent; a theme's place is its position.
fn nested(categories: Vec<(Option<usize>, Category)>) -> Vec<Category> {
    let mut open: Vec<Option<Category>> = Vec::new();
    let parents: Vec<Option<usize>> = categories.iter().map(|(parent, _)| *parent).collect();
    open.extend(categories.into_iter().map(|(_, category)| Some(category)));
    let mut depth: Vec<(usize, usize)> = (0..open.len()).map(|place| (levels(&parents, place), place)).collect();
    // The deepest first, and of one depth the last first, so that each is put whole into its parent.
    depth.sort_by(|a, b| b.cmp(a));
    for (_, place) in depth {
        if let Some(parent) = parents[place]
            && let Some(child) = open[place].take()
            && let Some(parent) = open[parent].as_mut()
        {
            parent.children.insert(0, child);
        }
    }
    open.into_iter().flatten().collect()
}

fn levels(parents: &[Option<usize>], mut place: usize) -> usize {
    let mut levels = 0;
    while let Some(parent) = parents[place].filter(|_| levels < parents.len()) {
        place = parent;
        levels += 1;
    }
    levels
}

/// The values that say what a pattern says, and what is different there.
fn values(pattern: &Pattern, kind: ValueType) -> Result<(Vec<String>, Option<String>), String> {
    if kind == ValueType::Pattern {
        return Ok((vec![pattern.source.clone()], None));
    }
    let said = alternatives(&pattern.expression)?;
    let wild = |word: &str| word == "*" || word.trim_end_matches('*').contains(['*', '?']);
    if kind == ValueType::Stem && said.iter().any(|value| value.split(' ').any(wild)) {
        return Err("only a `*` at the end of a word is a wildcard there".to_owned());
    }
    let by_stem = pattern.elements().into_iter().any(|element| matches!(element, Element::Stem { .. }));
    let note =
        by_stem.then(|| format!("the pattern `{}` matches by stem, and there only as it is written", pattern.source));
    Ok((said, note))
}

/// Every sequence of words that the expression allows.
fn alternatives(expression: &Expression) -> Result<Vec<String>, String> {
    match expression {
        Expression::Sequence(items) => {
            let mut said = vec![String::new()];
            for item in items {
                let next = match item {
                    Item::Word(element) => vec![word(element)?],
                    Item::Group(inner) => alternatives(inner)?,
                };
                let joined = said.iter().flat_map(|before| next.iter().map(move |next| format!("{before} {next}")));
                said = joined.map(|text| text.trim_start().to_owned()).collect();
                if said.len() > MOST {
                    return Err(format!("it stands for more than {MOST} phrases"));
                }
            }
            Ok(said)
        }
        Expression::Or(parts) => {
            let parts: Result<Vec<_>, _> = parts.iter().map(alternatives).collect();
            Ok(parts?.concat())
        }
        _ => Err("it has operators, and there are only words and phrases".to_owned()),
    }
}

fn word(element: &Element) -> Result<String, String> {
    match element {
        Element::Stem { word, .. } => Ok(word.to_lowercase()),
        Element::Exact(word) | Element::Glob(word) | Element::Written(word) => Ok(word.clone()),
        Element::Edit(_) | Element::Regex(_) => Err("other programs have no such word".to_owned()),
        Element::Any => Ok("*".to_owned()),
    }
}

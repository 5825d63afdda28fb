//! Where each theme stands: its group and the theme above it.

use std::collections::HashMap;

use toml::Spanned;

use super::file::ThemeEntry;
use super::graph::LONGEST;
use super::load::{Reader, meant};

/// Where a theme stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub group: usize,
    pub parent: Option<usize>,
}

/// The standing of every theme; what is wrong is told to the reader. A theme without a group is in that of the theme
/// above it, and where there is none in the first.
pub(super) fn standings(
    reader: &mut Reader<'_>,
    entries: &[ThemeEntry],
    themes: &HashMap<String, usize>,
    groups: &HashMap<String, usize>,
) -> Vec<Standing> {
    let mut declared: Vec<(Option<usize>, Option<usize>)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let group = entry.group.as_ref().and_then(|id| position(reader, "group", id, groups));
        let parent = entry.parent.as_ref().and_then(|id| position(reader, "theme", id, themes));
        declared.push((group, parent));
    }
    let group_of = |theme: usize| {
        let line = std::iter::successors(Some(theme), |theme| declared[*theme].1);
        line.take(LONGEST + 1).find_map(|theme| declared[theme].0).unwrap_or(0)
    };
    for (place, entry) in entries.iter().enumerate() {
        let (Some(group), Some(parent)) = declared[place] else { continue };
        if let Some(id) = entry.group.as_ref().filter(|_| group != group_of(parent)) {
            let (child, parent) = (entry.id.get_ref(), entries[parent].id.get_ref());
            let message = format!("the theme `{child}` is in another group than `{parent}`, which is above it");
            reader.mistake(id.span().start, message, || "leave out the `group` of the lower theme".to_owned());
        }
    }
    (0..entries.len()).map(|theme| Standing { group: group_of(theme), parent: declared[theme].1 }).collect()
}

fn position(
    reader: &mut Reader<'_>,
    what: &str,
    id: &Spanned<String>,
    positions: &HashMap<String, usize>,
) -> Option<usize> {
    let found = positions.get(id.get_ref()).copied();
    if found.is_none() {
        let message = format!("there is no {what} `{}`", id.get_ref());
        reader.mistake(id.span().start, message, || meant(id.get_ref(), positions.keys()));
    }
    found
}

//! What a codebook can be faulted for without any comment: doubles, and themes that nobody could check.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{Codebook, Pattern};

/// A fault of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Id of the theme.
    pub theme: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// The faults of a codebook, in the order of its themes.
#[must_use]
pub fn lint(codebook: &Codebook) -> Vec<Fault> {
    let mut faults = Vec::new();
    let above: HashSet<usize> = codebook.themes.iter().filter_map(|theme| theme.parent).collect();
    for (place, theme) in codebook.themes.iter().enumerate() {
        let mut fault = |message: String| faults.push(Fault { theme: theme.id.clone(), message });
        if theme.patterns.is_empty() && !above.contains(&place) {
            fault("the theme has no patterns and no theme below it, so it is never shown".to_owned());
        }
        if theme.definition.trim().is_empty() {
            fault("the theme has no definition, so two people would read it as two themes".to_owned());
        }
        for (what, patterns) in [("pattern", &theme.patterns), ("exclusion", &theme.exclude)] {
            for (first, second) in doubles(patterns) {
                fault(format!("the {what} `{}` says the same as `{}`", second.source, first.source));
            }
        }
    }
    faults
}

/// The themes without an example of what shows them, or of what does not. A sheet has no place for examples.
#[must_use]
pub fn unexampled(codebook: &Codebook) -> Vec<Fault> {
    let missing = codebook.themes.iter().flat_map(|theme| {
        let lists = [("matches", &theme.matches), ("no_match", &theme.no_match)];
        let empty = lists.into_iter().filter(|(_, examples)| examples.is_empty());
        empty.map(|(name, _)| Fault {
            theme: theme.id.clone(),
            message: format!("the theme has no examples under `{name}`"),
        })
    });
    missing.collect()
}

fn doubles(patterns: &[Pattern]) -> Vec<(&Pattern, &Pattern)> {
    let mut first: HashMap<String, &Pattern> = HashMap::new();
    let mut found = Vec::new();
    for pattern in patterns {
        match first.entry(pattern.expression.to_string()) {
            Entry::Occupied(before) => found.push((*before.get(), pattern)),
            Entry::Vacant(place) => {
                place.insert(pattern);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{CodebookError, parse};

    #[test]
    fn doubles_are_found_by_what_they_match_and_not_by_how_they_are_written() -> Result<(), CodebookError> {
        let codebook = parse(
            "[[theme]]\nid = 't'\ndefinition = 'd'\nmatches = ['x']\nno_match = ['y']\npatterns = ['personalise', 'note', 'personalized']\n",
            "c",
        )?;
        let messages: Vec<String> = lint(&codebook).into_iter().map(|fault| fault.message).collect();
        assert_eq!(messages, ["the pattern `personalized` says the same as `personalise`"]);
        Ok(())
    }
}

//! Why a comment shows a theme, or does not.

use std::collections::BTreeSet;

use super::comment::Cells;
use super::matcher::Tagger;
use super::occurring::Occurring;
use super::overlap::{Owner, Reason};
use crate::codebook::{Codebook, Element, Expression, Overlap, Pattern};
use crate::condition::Quantity;
use crate::text::Span;

/// Everything there is to say of one theme in one comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The matches that count: the pattern as written, and its words in the comment.
    pub matches: Vec<(String, Vec<Span>)>,
    /// Ids of the themes below it that the comment shows by matches of their own: it shows this one through them.
    pub through: Vec<String>,
    /// The matches that do not count, and why.
    pub cancelled: Vec<Cancelled>,
    /// Patterns of which some words occur but not as they ask: the pattern, the words found, the words missing. Conditions
    /// are told as words are: fulfilled, or not.
    pub partial: Vec<(String, Vec<String>, Vec<String>)>,
    /// Patterns of which no word occurs.
    pub absent: Vec<String>,
}

/// A match that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// The pattern as written.
    pub pattern: String,
    /// Its words in the comment.
    pub spans: Vec<Span>,
    /// Why it does not count, in words.
    pub reason: String,
}

/// Explains one theme in one text.
///
/// # Panics
/// Never for a `theme` that is an index into the codebook's themes.
#[must_use]
pub fn explain(codebook: &Codebook, tagger: &Tagger, theme: usize, text: &str) -> Explanation {
    explain_row(codebook, tagger, theme, text, &|_| None)
}

/// The same, given the other cells of the comment's row.
///
/// # Panics
/// As [`explain`].
#[must_use]
pub fn explain_row(codebook: &Codebook, tagger: &Tagger, theme: usize, text: &str, cells: Cells<'_>) -> Explanation {
    let entry = &codebook.themes[theme];
    let resolved = tagger.resolve(text, cells);
    let shown: BTreeSet<usize> = resolved.kept.iter().map(|found| found.theme).collect();
    let below = shown.into_iter().filter(|found| codebook.above(*found).any(|above| above == theme));
    let through = below.map(|found| codebook.themes[found].id.clone()).collect();
    let mut fired = BTreeSet::new();
    let mut matches = Vec::new();
    let mut cancelled = Vec::new();
    for found in resolved.kept.iter().filter(|found| found.theme == theme) {
        fired.insert(found.pattern);
        matches.push((entry.patterns[found.pattern].source.clone(), found.spans.to_vec()));
    }
    for (found, reason) in resolved.cancelled.iter().filter(|(found, _)| found.theme == theme) {
        fired.insert(found.pattern);
        let (pattern, spans) = (entry.patterns[found.pattern].source.clone(), found.spans.to_vec());
        cancelled.push(Cancelled { pattern, spans, reason: in_words(codebook, theme, *reason) });
    }
    let mut cache = tagger.cache();
    let counted = Counted {
        characters: text.chars().count(),
        words: codebook.forms.words(text).len(),
        occurring: tagger.occurring(&mut cache, text),
    };
    let mut partial = Vec::new();
    let mut absent = Vec::new();
    for (place, pattern) in entry.patterns.iter().enumerate() {
        if fired.contains(&place) {
            continue;
        }
        match parts(pattern, &counted, cells) {
            (found, _) if found.is_empty() && !pattern.elements().is_empty() => absent.push(pattern.source.clone()),
            (found, missing) => partial.push((pattern.source.clone(), found, missing)),
        }
    }
    Explanation { matches, through, cancelled, partial, absent }
}

/// What is asked of a text, found out once for all patterns.
struct Counted<'c> {
    characters: usize,
    words: usize,
    occurring: Occurring<'c>,
}

/// The words and the conditions of a pattern that are fulfilled, and those that are not.
fn parts(pattern: &Pattern, of: &Counted<'_>, cells: Cells<'_>) -> (Vec<String>, Vec<String>) {
    let occurs = |element: &&Element| of.occurring.has(element);
    let (found, missing): (Vec<&Element>, Vec<&Element>) = pattern.elements().into_iter().partition(occurs);
    let shown = |elements: Vec<&Element>| elements.into_iter().map(|element| element.shown().to_owned()).collect();
    let (mut found, mut missing): (Vec<String>, Vec<String>) = (shown(found), shown(missing));
    pattern.expression.visit(false, &mut |part, _| {
        if let Expression::Condition(condition) = part {
            let count = |quantity: &Quantity| match quantity {
                Quantity::Characters => of.characters,
                Quantity::Words | Quantity::Column(_) => of.words,
            };
            let list = if condition.holds(count, cells) { &mut found } else { &mut missing };
            list.push(condition.to_string());
        }
    });
    (found, missing)
}

fn in_words(codebook: &Codebook, theme: usize, reason: Reason) -> String {
    match reason {
        Reason::Excluded(Owner::Exclusion { pattern, .. }) => {
            format!(
                "it lies inside the theme's exclusion `{}`",
                codebook.themes[theme].exclude[pattern as usize].source
            )
        }
        Reason::Excluded(Owner::Everywhere { pattern } | Owner::Pattern { pattern, .. }) => {
            format!("it lies inside the codebook's exclusion `{}`", codebook.exclude[pattern as usize].source)
        }
        Reason::Overlapped { pattern } => {
            let source = &codebook.themes[theme].patterns[pattern].source;
            match codebook.overlap {
                Overlap::First => format!("the earlier match of `{source}` has some of its words"),
                Overlap::Longest | Overlap::All => format!("the longer match of `{source}` has its words"),
            }
        }
        Reason::Nested { theme, pattern } => {
            let other = &codebook.themes[theme];
            let source = &other.patterns[pattern].source;
            format!("longer matches have all of its words, that of `{source}` for the theme `{}` among them", other.id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{CodebookError, parse};

    #[test]
    fn a_theme_that_is_not_shown_says_why() -> Result<(), CodebookError> {
        let codebook = parse(
            "[[theme]]\nid = 't'\npatterns = ['note', 'personal message', 'template']\nexclude = ['\"please note\"']\n",
            "one",
        )?;
        let found = explain(&codebook, &Tagger::new(&codebook), 0, "Please note: no message");
        assert_eq!(found.matches, []);
        assert_eq!(found.cancelled[0].reason, "it lies inside the theme's exclusion `\"please note\"`");
        assert_eq!(found.partial, [("personal message".into(), vec!["message".into()], vec!["personal".into()])]);
        assert_eq!(found.absent, ["template"]);
        Ok(())
    }

    #[test]
    fn a_condition_that_the_row_does_not_fulfil_is_told() -> Result<(), CodebookError> {
        let pattern = "note AND [role = \"student\"] AND [words < 4]";
        let codebook = parse(&format!("[[theme]]\nid = 't'\npatterns = ['{pattern}']\n"), "one")?;
        let tagger = Tagger::new(&codebook);
        let teacher = |name: &str| (name == "role").then_some("teacher");
        let student = |name: &str| (name == "role").then_some("Student");
        let found = explain_row(&codebook, &tagger, 0, "a note", &teacher);
        let (fulfilled, not) = (vec!["note".into(), "[words < 4]".into()], vec!["[\"role\" = \"student\"]".into()]);
        assert_eq!(found.partial, [(pattern.to_owned(), fulfilled, not)]);
        assert_eq!(explain_row(&codebook, &tagger, 0, "a note", &student).matches.len(), 1);
        Ok(())
    }
}

//! Patterns that add nothing, told by their structure: those that another covers, and those that an exclusion cancels
//! wherever they fire.
//!
//! What is said holds for every comment (words that are now with, now without their accents aside); what cannot be told
//! by structure alone is left to the comments of a study.

use super::{Codebook, Element, Expression, Fault, Item, Order, Pattern};
use crate::text::{Forms, Stemmer, fold_case};

/// The patterns and exclusions whose every match is a match of another of the same list.
#[must_use]
pub fn shadowed(codebook: &Codebook) -> Vec<Fault> {
    let cover = Cover::new(codebook);
    let mut found = Vec::new();
    for theme in &codebook.themes {
        for (what, patterns) in [("pattern", &theme.patterns), ("exclusion", &theme.exclude)] {
            for (place, pattern) in patterns.iter().enumerate() {
                let wider = patterns.iter().enumerate().find(|(other, wider)| {
                    let covers = |wide: &Pattern, narrow: &Pattern| cover.covers(&wide.expression, &narrow.expression);
                    // Doubles are told elsewhere; of two that cover each other the later one adds nothing.
                    *other != place
                        && !wider.compares_as(pattern)
                        && covers(wider, pattern)
                        && (*other < place || !covers(pattern, wider))
                });
                if let Some((_, wider)) = wider {
                    let message = format!(
                        "the {what} `{}` adds nothing: `{}` matches wherever it does",
                        pattern.source, wider.source
                    );
                    found.push(Fault { theme: theme.id.clone(), message });
                }
            }
        }
    }
    found
}

/// The patterns that can never count, because an exclusion cancels every match of theirs.
#[must_use]
pub fn dead(codebook: &Codebook) -> Vec<Fault> {
    let cover = Cover::new(codebook);
    let mut found = Vec::new();
    for theme in &codebook.themes {
        for pattern in &theme.patterns {
            let cancels = |exclusion: &&Pattern| cover.covers(&exclusion.expression, &pattern.expression);
            let own = theme.exclude.iter().find(cancels).map(|exclusion| ("theme's", exclusion));
            let any = own.or_else(|| codebook.exclude.iter().find(cancels).map(|exclusion| ("codebook's", exclusion)));
            if let Some((whose, exclusion)) = any {
                let (pattern, exclusion) = (&pattern.source, &exclusion.source);
                let message = format!(
                    "the pattern `{pattern}` never counts: the {whose} exclusion `{exclusion}` always cancels it"
                );
                found.push(Fault { theme: theme.id.clone(), message });
            }
        }
    }
    found
}

struct Cover {
    stemmer: Stemmer,
    forms: Forms,
}

impl Cover {
    fn new(codebook: &Codebook) -> Self {
        Self { stemmer: Stemmer::new(codebook.language, codebook.spelling), forms: codebook.forms }
    }

    /// Whether wherever `narrow` matches, `wide` matches the same words. `false` also where that cannot be told.
    fn covers(&self, wide: &Expression, narrow: &Expression) -> bool {
        match (wide, narrow) {
            (_, Expression::Or(parts)) => parts.iter().all(|part| self.covers(wide, part)),
            (Expression::Or(parts), _) => parts.iter().any(|part| self.covers(part, narrow)),
            (Expression::Sequence(wide), Expression::Sequence(narrow)) => {
                wide.len() == narrow.len() && wide.iter().zip(narrow).all(|(wide, narrow)| self.item(wide, narrow))
            }
            (Expression::Near(wide), Expression::Near(narrow)) => {
                let reaches = match wide.order {
                    Order::Absent => wide.within <= narrow.within,
                    Order::Any | Order::LeftFirst => wide.within >= narrow.within,
                };
                let same = (wide.order, wide.scope) == (narrow.order, narrow.scope);
                reaches && same && alike(&wide.left, &narrow.left) && alike(&wide.right, &narrow.right)
            }
            // A match without a place cannot lie inside another.
            (Expression::Not(_), _) | (_, Expression::Not(_)) => false,
            _ => alike(wide, narrow),
        }
    }

    fn item(&self, wide: &Item, narrow: &Item) -> bool {
        let alone = |element: &Element| Expression::Sequence(vec![Item::Word(element.clone())]);
        match (wide, narrow) {
            (Item::Word(wide), Item::Word(narrow)) => self.element(wide, narrow),
            (Item::Group(wide), Item::Group(narrow)) => self.covers(wide, narrow),
            (Item::Group(wide), Item::Word(narrow)) => self.covers(wide, &alone(narrow)),
            (Item::Word(wide), Item::Group(narrow)) => self.covers(&alone(wide), narrow),
        }
    }

    fn element(&self, wide: &Element, narrow: &Element) -> bool {
        match (wide, narrow) {
            (Element::Any, _) => true,
            (Element::Stem { stem, .. }, Element::Exact(form)) => {
                self.stemmer.stem_with(&fold_case(form), self.forms.accents) == *stem
            }
            (Element::Glob(glob), Element::Exact(form)) => glob_covers(glob, form),
            (Element::Glob(wide), Element::Glob(narrow)) => glob_covers(wide, narrow),
            (Element::Stem { stem, .. }, Element::Stem { stem: other, .. }) => stem == other,
            (Element::Written(wide), Element::Written(narrow)) => wide == narrow,
            (wide, Element::Written(word)) => {
                self.element(wide, &Element::Exact(self.forms.form(word, &fold_case(word))))
            }
            (Element::Edit(wide), Element::Exact(narrow) | Element::Edit(narrow)) => wide == narrow,
            (Element::Regex(wide), Element::Regex(narrow)) => wide.source() == narrow.source(),
            (wide, narrow) => wide == narrow,
        }
    }
}

fn alike(a: &Expression, b: &Expression) -> bool {
    a.to_string() == b.to_string()
}

/// Whether a glob matches every word that another one, or a plain word, matches: its wildcards swallow the other's.
fn glob_covers(wide: &str, narrow: &str) -> bool {
    let (wide, narrow): (Vec<char>, Vec<char>) = (wide.chars().collect(), narrow.chars().collect());
    // reached[w]: whether the first w characters of `wide` can take all characters of `narrow` so far.
    let mut reached: Vec<bool> = vec![false; wide.len() + 1];
    reached[0] = true;
    stars(&wide, &mut reached);
    for &c in &narrow {
        let mut next = vec![false; wide.len() + 1];
        for (place, sign) in wide.iter().enumerate().filter(|(place, _)| reached[*place]) {
            match sign {
                '*' => next[place] = true,
                '?' if c != '*' => next[place + 1] = true,
                _ if *sign == c => next[place + 1] = true,
                _ => {}
            }
        }
        stars(&wide, &mut next);
        reached = next;
    }
    reached[wide.len()]
}

/// A `*` may also take nothing.
fn stars(wide: &[char], reached: &mut [bool]) {
    for (place, _) in wide.iter().enumerate().filter(|(_, sign)| **sign == '*') {
        reached[place + 1] |= reached[place];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;

    fn messages(patterns: &str, exclude: &str, of: fn(&Codebook) -> Vec<Fault>) -> Vec<String> {
        let text = format!("[[theme]]\nid = 't'\npatterns = [{patterns}]\nexclude = [{exclude}]\n");
        of(&parse(&text, "c").unwrap()).into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn a_pattern_is_shadowed_where_another_matches_the_same_words() {
        for (patterns, count) in [
            ("'note', '\"notes\"'", 1),
            ("'note*', '\"notes\"'", 1),
            ("'not*', 'note*'", 1),
            ("'a * c', 'a b c'", 1),
            ("'a (b OR c)', 'a b'", 1),
            ("'a OR b OR c', 'c OR a'", 1),
            ("'a NEAR/3 b', 'a NEAR/2 b'", 1),
            ("'note', 'personal note'", 0),
            ("'note', '\"noted\"'", 1),
            ("'\"note\"', 'note'", 1),
            ("'\"note\"', 'notes*'", 0),
            ("'n?te', 'n*te'", 1),
            ("'a NEAR/3 b', 'a THEN/3 b'", 0),
            ("'NOT a', 'NOT a OR NOT a'", 0),
            ("'a OR b', 'b OR a'", 1),
        ] {
            assert_eq!(messages(patterns, "", shadowed).len(), count, "{patterns}");
        }
    }

    #[test]
    fn a_glob_covers_another_only_where_its_wildcards_swallow_the_others() {
        for (wide, narrow, expected) in [
            ("n*te", "n?te", true),
            ("n?te", "n*te", false),
            ("*", "a*b?", true),
            ("a*c", "ab*c", true),
            ("a*c", "a*", false),
            ("note", "note", true),
        ] {
            assert_eq!(glob_covers(wide, narrow), expected, "{wide} over {narrow}");
        }
    }

    #[test]
    fn a_pattern_is_dead_where_an_exclusion_always_cancels_it() {
        assert_eq!(
            messages("'\"notes\"', 'my note'", "'note'", dead),
            ["the pattern `\"notes\"` never counts: the theme's exclusion `note` always cancels it"]
        );
    }
}

//! Whether one pattern matches wherever another does, told by their structure.
//!
//! What is said holds for every comment (words that are now with, now without their accents aside); what cannot be told
//! by structure alone is left to the comments of a study. `lint` says it to the user.

use super::{Codebook, Element, Expression, Item, Order};
use crate::text::{Forms, Stemmer, fold_case};

/// Compares the patterns of one codebook.
pub(super) struct Cover {
    stemmer: Stemmer,
    forms: Forms,
}

impl Cover {
    pub fn new(codebook: &Codebook) -> Self {
        Self { stemmer: Stemmer::new(codebook.language, codebook.spelling), forms: codebook.forms }
    }

    /// Whether wherever `narrow` matches, `wide` matches the same words. `false` also where that cannot be told.
    pub fn covers(&self, wide: &Expression, narrow: &Expression) -> bool {
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

    /// Whether in every comment where `narrow` matches, `wide` matches too, whatever its words. `false` also where that
    /// cannot be told.
    pub fn implied(&self, wide: &Expression, narrow: &Expression) -> bool {
        if self.covers(wide, narrow) {
            return true;
        }
        match narrow {
            Expression::Or(parts) => parts.iter().all(|part| self.implied(wide, part)),
            Expression::And(parts) => parts.iter().any(|part| self.implied(wide, part)),
            Expression::Near(pair) => {
                self.implied(wide, &pair.left) || (pair.order != Order::Absent && self.implied(wide, &pair.right))
            }
            Expression::Sequence(items) => self.implied_by_phrase(wide, items),
            _ => false,
        }
    }

    fn implied_by_phrase(&self, wide: &Expression, items: &[Item]) -> bool {
        let inner = |item: &Item| matches!(item, Item::Group(inner) if self.implied(wide, inner));
        let alternatives = match wide {
            Expression::Or(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let stands = |alternative: &Expression| match alternative {
            Expression::Sequence(words) => items
                .windows(words.len().max(1))
                .any(|window| window.iter().zip(words).all(|(narrow, wide)| self.item(wide, narrow))),
            _ => false,
        };
        items.iter().any(inner) || alternatives.iter().any(stands)
    }

    /// The stem of a folded form.
    pub fn stem(&self, form: &str) -> String {
        self.stemmer.stem_with(&fold_case(form), self.forms.accents)
    }

    /// The folded form of a word as written.
    pub fn form(&self, word: &str) -> String {
        self.forms.form(word, &fold_case(word))
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
            // Told at once for most pairs: the first letter of a glob is no wildcard as a rule.
            (Element::Glob(wide), Element::Exact(narrow) | Element::Glob(narrow)) if begins_otherwise(wide, narrow) => {
                false
            }
            (Element::Stem { stem, .. }, Element::Exact(form)) => self.stem(form) == *stem,
            (Element::Glob(glob), Element::Exact(form)) => glob_covers(glob, form),
            (Element::Glob(wide), Element::Glob(narrow)) => glob_covers(wide, narrow),
            (Element::Stem { stem, .. }, Element::Stem { stem: other, .. }) => stem == other,
            (Element::Written(wide), Element::Written(narrow)) => wide == narrow,
            (wide, Element::Written(word)) => self.element(wide, &Element::Exact(self.form(word))),
            (Element::Edit(wide), Element::Exact(narrow) | Element::Edit(narrow)) => wide == narrow,
            (Element::Regex(wide), Element::Regex(narrow)) => wide.source() == narrow.source(),
            (wide, narrow) => wide == narrow,
        }
    }
}

/// Whether a glob that begins with a letter can match nothing that the other does, which begins with another.
fn begins_otherwise(wide: &str, narrow: &str) -> bool {
    wide.chars().next().is_some_and(|first| !matches!(first, '*' | '?') && !narrow.starts_with(first))
}

/// Whether the two match the same words.
pub(super) fn alike(a: &Expression, b: &Expression) -> bool {
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
}

//! Patterns that add nothing or can never count, told by their structure. What covers what is `cover`'s.

use std::collections::{BTreeSet, HashMap};

use super::cover::Cover;
use super::impossible::never;
use super::{Across, Codebook, Element, Expression, Fault, Item, Near, Overlap, Pattern};

/// Comparisons of parts of patterns that one list may take: ordinary lists take a few for each pattern.
const MOST: usize = 1_000_000;

/// The patterns and exclusions whose every match is a match of another of the same list, and the patterns that fire only
/// where another one of the theme does.
#[must_use]
pub fn shadowed(codebook: &Codebook) -> Vec<Fault> {
    let cover = Cover::new(codebook);
    let mut found = Vec::new();
    for theme in &codebook.themes {
        let uncancelled = theme.exclude.is_empty() && codebook.exclude.is_empty();
        let mut fault = |message: String| found.push(Fault { theme: theme.id.clone(), message });
        for (what, patterns, implied) in [
            ("pattern", &theme.patterns, uncancelled && codebook.across == Across::All),
            ("exclusion", &theme.exclude, false),
        ] {
            let mut list = List::new(&cover, patterns.iter().collect());
            for (place, pattern) in patterns.iter().enumerate() {
                let source = &pattern.source;
                if let Some(wider) = list.covering(place) {
                    let wider = &wider.source;
                    fault(format!("the {what} `{source}` adds nothing: `{wider}` matches wherever it does"));
                } else if let Some(wider) = implied.then(|| list.implying(place)).flatten() {
                    let but = match codebook.overlap {
                        Overlap::Longest | Overlap::First => "it changes only which words are the evidence",
                        Overlap::All => "it adds only mentions",
                    };
                    let wider = &wider.source;
                    fault(format!("the {what} `{source}` adds no comment: `{wider}` fires wherever it does; {but}"));
                }
            }
            list.told(&mut fault);
        }
    }
    found
}

/// The patterns that can never count: they can never fire, or exclusions cancel every match of theirs.
#[must_use]
pub fn dead(codebook: &Codebook) -> Vec<Fault> {
    let cover = Cover::new(codebook);
    let mut everywhere = List::new(&cover, codebook.exclude.iter().collect());
    let mut found = Vec::new();
    for theme in &codebook.themes {
        let mut own = List::new(&cover, theme.exclude.iter().collect());
        for pattern in &theme.patterns {
            let reason = never(&cover, codebook, &pattern.expression)
                .map(|reason| format!("can never fire: {reason}"))
                .or_else(|| always_cancelled(pattern, &mut own, &mut everywhere));
            if let Some(reason) = reason {
                let message = format!("the pattern `{}` {reason}", pattern.source);
                found.push(Fault { theme: theme.id.clone(), message });
            }
        }
        own.told(|message| found.push(Fault { theme: theme.id.clone(), message }));
    }
    everywhere.told(|message| found.push(Fault { theme: "exclude".to_owned(), message }));
    found
}

/// Which exclusions cancel every match of a pattern, each of its alternatives by one of them.
fn always_cancelled(pattern: &Pattern, own: &mut List<'_>, everywhere: &mut List<'_>) -> Option<String> {
    let mut by: Vec<String> = Vec::new();
    for part in alternatives(&pattern.expression) {
        let of_theme = own.covering_part(part).map(|exclusion| format!("the theme's exclusion `{}`", exclusion.source));
        let cancels = of_theme.or_else(|| {
            let exclusion = everywhere.covering_part(part)?;
            Some(format!("the codebook's exclusion `{}`", exclusion.source))
        })?;
        if !by.contains(&cancels) {
            by.push(cancels);
        }
    }
    let cancel = if by.len() == 1 { "cancels" } else { "cancel" };
    Some(format!("never counts: {} always {cancel} it", by.join(" and ")))
}

fn alternatives(expression: &Expression) -> &[Expression] {
    match expression {
        Expression::Or(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// What a word of a wider pattern must share with a word of a narrower one.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Stem(String),
    Form(String),
    /// The letters before the first wildcard.
    Beginning(String),
    /// The letters after the last one.
    Ending(String),
    Other(String),
}

/// Patterns, to be found by what they may cover, so that not each is held against each.
struct List<'c> {
    cover: &'c Cover,
    patterns: Vec<&'c Pattern>,
    sizes: Vec<usize>,
    canonical: Vec<String>,
    by_key: HashMap<Key, Vec<usize>>,
    /// Those without a word to be found by.
    others: Vec<usize>,
    left: usize,
}

impl<'c> List<'c> {
    fn new(cover: &'c Cover, patterns: Vec<&'c Pattern>) -> Self {
        let canonical: Vec<String> = patterns.iter().map(|pattern| pattern.expression.to_string()).collect();
        let sizes = patterns.iter().map(|pattern| size(&pattern.expression)).collect();
        let mut list =
            Self { cover, patterns, sizes, canonical, by_key: HashMap::new(), others: Vec::new(), left: MOST };
        let places = 0..list.patterns.len();
        let parts = places.flat_map(|place| {
            let parts = alternatives(&list.patterns[place].expression).iter();
            parts.map(move |part| (place, keys_of(part)))
        });
        let parts: Vec<(usize, Vec<Key>)> = parts.collect();
        let mut frequency: HashMap<&Key, usize> = HashMap::new();
        for key in parts.iter().flat_map(|(_, keys)| keys) {
            *frequency.entry(key).or_default() += 1;
        }
        // By its rarest word, so that no word leads to all of them.
        let rarest = |keys: &[Key]| (0..keys.len()).min_by_key(|key| frequency[&keys[*key]]);
        let rarest: Vec<Option<usize>> = parts.iter().map(|(_, keys)| rarest(keys)).collect();
        for ((place, mut keys), rarest) in parts.into_iter().zip(rarest) {
            match rarest {
                Some(rarest) => list.by_key.entry(keys.swap_remove(rarest)).or_default().push(place),
                None => list.others.push(place),
            }
        }
        list
    }

    /// The first that matches the very words of this one; of two that cover each other the later one adds nothing.
    fn covering(&mut self, place: usize) -> Option<&'c Pattern> {
        self.wider(place, Cover::covers)
    }

    /// The first that fires in every comment in which this one does.
    fn implying(&mut self, place: usize) -> Option<&'c Pattern> {
        self.wider(place, Cover::implied)
    }

    fn wider(&mut self, place: usize, is: fn(&Cover, &Expression, &Expression) -> bool) -> Option<&'c Pattern> {
        let narrow = &self.patterns[place].expression;
        let candidates = self.candidates(alternatives(narrow).first()?);
        let found = candidates.into_iter().find(|&other| {
            // Doubles are told elsewhere.
            if other == place || self.canonical[other] == self.canonical[place] || !self.may(other, self.sizes[place]) {
                return false;
            }
            let wide = &self.patterns[other].expression;
            is(self.cover, wide, narrow) && (other < place || !is(self.cover, narrow, wide))
        });
        found.map(|other| self.patterns[other])
    }

    /// The first that matches the very words of an expression.
    fn covering_part(&mut self, narrow: &Expression) -> Option<&'c Pattern> {
        let candidates = self.candidates(narrow);
        let narrow_size = size(narrow);
        let found = candidates
            .into_iter()
            .find(|&other| self.may(other, narrow_size) && self.cover.covers(&self.patterns[other].expression, narrow));
        found.map(|other| self.patterns[other])
    }

    /// Whether there is room for one more comparison; it is taken.
    fn may(&mut self, other: usize, size: usize) -> bool {
        let cost = self.sizes[other].saturating_mul(size);
        let may = cost <= self.left;
        self.left = if may { self.left - cost } else { 0 };
        may
    }

    /// Says where not everything was compared.
    fn told(&self, mut fault: impl FnMut(String)) {
        if self.left == 0 {
            fault("its patterns are too many or too long to compare each with each; some were not".to_owned());
        }
    }

    /// The patterns that may cover a part of the expression, in order.
    fn candidates(&self, narrow: &Expression) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = self.others.iter().copied().collect();
        narrow.visit(false, &mut |part, _| {
            let mut keys = Vec::new();
            match part {
                Expression::Sequence(items) => {
                    let words = items.iter().filter_map(|item| match item {
                        Item::Word(element) => Some(element),
                        Item::Group(_) => None,
                    });
                    words.for_each(|element| self.keys(element, &mut keys));
                }
                other => keys.extend(keys_of(other)),
            }
            found.extend(keys.iter().filter_map(|key| self.by_key.get(key)).flatten());
        });
        found
    }

    /// Whatever a word that covers this one may be found by.
    fn keys(&self, element: &Element, keys: &mut Vec<Key>) {
        let mut parts = |beginning: &str, ending: &str| {
            let ends = beginning.char_indices().map(|(at, c)| at + c.len_utf8());
            keys.extend(ends.map(|end| Key::Beginning(beginning[..end].to_owned())));
            keys.extend(ending.char_indices().map(|(start, _)| Key::Ending(ending[start..].to_owned())));
        };
        match element {
            Element::Exact(form) => {
                parts(form, form);
                keys.extend([Key::Form(form.clone()), Key::Stem(self.cover.stem(form))]);
            }
            Element::Glob(glob) => parts(beginning(glob), ending(glob)),
            Element::Written(word) => {
                self.keys(&Element::Exact(self.cover.form(word)), keys);
                keys.extend(key(element));
            }
            Element::Stem { .. } | Element::Edit(_) | Element::Regex(_) | Element::Any => keys.extend(key(element)),
        }
    }
}

/// What a pattern that may cover others can be found by, any of them; empty where it has no such word.
fn keys_of(wide: &Expression) -> Vec<Key> {
    match wide {
        Expression::Sequence(items) => {
            let words = items.iter().filter_map(|item| match item {
                Item::Word(element) => key(element),
                Item::Group(_) => None,
            });
            words.collect()
        }
        Expression::Near(near) => {
            let Near { left, right, .. } = near.as_ref();
            vec![Key::Other(format!("{left} {:?}{} {right}", near.order, near.scope))]
        }
        // Which of its parts covers cannot be told beforehand.
        Expression::Or(_) => Vec::new(),
        other => vec![Key::Other(other.to_string())],
    }
}

fn key(element: &Element) -> Option<Key> {
    match element {
        Element::Stem { stem, .. } => Some(Key::Stem(stem.clone())),
        Element::Exact(form) | Element::Edit(form) => Some(Key::Form(form.clone())),
        Element::Written(word) => Some(Key::Other(format!("={word}"))),
        Element::Regex(regex) => Some(Key::Other(format!("/{}/t", regex.source()))),
        Element::Glob(glob) => match (beginning(glob), ending(glob)) {
            ("", "") => None,
            ("", ending) => Some(Key::Ending(ending.to_owned())),
            (beginning, _) => Some(Key::Beginning(beginning.to_owned())),
        },
        Element::Any => None,
    }
}

/// The letters of a glob before its first wildcard.
fn beginning(glob: &str) -> &str {
    glob.split(['*', '?']).next().unwrap_or_default()
}

/// The letters of a glob after its last wildcard.
fn ending(glob: &str) -> &str {
    glob.rsplit(['*', '?']).next().unwrap_or_default()
}

/// The words and parts of an expression.
fn size(expression: &Expression) -> usize {
    let mut size = 0_usize;
    expression.visit(false, &mut |part, _| {
        size += if let Expression::Sequence(items) = part { items.len() } else { 1 };
    });
    size
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::codebook::parse;

    fn messages(patterns: &str, exclude: &str, of: fn(&Codebook) -> Vec<Fault>) -> Vec<String> {
        let text = format!("[[theme]]\nid = 't'\npatterns = [{patterns}]\nexclude = [{exclude}]\n");
        of(&parse(&text, "c").unwrap()).into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn a_pattern_adds_nothing_where_another_matches_the_same_words() {
        for (patterns, count) in [
            ("'note', '\"notes\"'", 1),
            ("'note*', '\"notes\"'", 1),
            ("'not*', 'note*'", 1),
            ("'a * c', 'a b c'", 1),
            ("'a (b OR c)', 'a b'", 1),
            ("'a b', '(a OR \"a\") b'", 1),
            ("'a OR b OR c', 'c OR a'", 1),
            ("'a NEAR/3 b', 'a NEAR/2 b'", 1),
            ("'note', 'personal note'", 0),
            ("'note', '\"noted\"'", 1),
            ("'\"note\"', 'note'", 1),
            ("'\"note\"', 'notes*'", 0),
            ("'n?te', 'n*te'", 1),
            ("'*te', '\"note\"'", 1),
            ("'note', '=Note'", 1),
            ("'/N.te/t', '/N.te/t b'", 0),
            ("'a NEAR/3 b', 'a THEN/3 b'", 0),
            ("'NOT a', 'NOT a OR NOT a'", 0),
            ("'a OR b', 'b OR a'", 1),
        ] {
            let found = messages(patterns, "", shadowed);
            assert_eq!(found.iter().filter(|found| found.contains("adds nothing")).count(), count, "{patterns}");
        }
    }

    #[test]
    fn a_pattern_adds_no_comment_where_another_fires_inside_it() {
        for (patterns, adds_no_comment) in [
            ("'note', 'personal note'", true),
            ("'personal note', 'a personal \"note\" to'", true),
            ("'note', 'read NEAR/3 note'", true),
            ("'note', 'read NOT NEAR/3 note'", false),
            ("'note', 'read AND note'", true),
            ("'note', 'read OR note'", false),
            ("'note', 'my (note OR \"notes\")'", true),
            ("'note', 'my (note OR letter)'", false),
            ("'note OR letter', 'my note'", true),
            ("'my * note', 'all my own note'", true),
        ] {
            let found = messages(patterns, "", shadowed);
            assert_eq!(found.iter().any(|found| found.contains("adds no comment")), adds_no_comment, "{patterns}");
        }
        assert_eq!(
            messages("'note', 'my note'", "", shadowed),
            [
                "the pattern `my note` adds no comment: `note` fires wherever it does; it changes only which words are the evidence"
            ]
        );
        // An exclusion could cancel the shorter match and leave the longer one.
        assert!(messages("'note', 'my note'", "'note to'", shadowed).is_empty());
    }

    #[test]
    fn a_pattern_is_dead_where_exclusions_always_cancel_it_or_it_can_never_fire() {
        assert_eq!(
            messages("'\"notes\"', 'my note'", "'note'", dead),
            ["the pattern `\"notes\"` never counts: the theme's exclusion `note` always cancels it"]
        );
        assert_eq!(
            messages("'a OR b', 'a OR c', '[words < 0]'", "'\"a\"', 'b', 'a'", dead),
            [
                "the pattern `a OR b` never counts: the theme's exclusion `a` and the theme's exclusion `b` always cancel it",
                "the pattern `[words < 0]` can never fire: no comment fulfils `[words < 0]`"
            ]
        );
    }

    #[test]
    fn many_patterns_are_compared_without_holding_each_against_each() {
        let mut text = String::from("[[theme]]\nid = 't'\npatterns = [\n");
        for number in 0..20_000 {
            writeln!(text, "'\"word{number} note\"', 'w{number}x*', '*z{number}tion',").unwrap();
        }
        text += "'\"w77xyz\"',\n]\n";
        let found = shadowed(&parse(&text, "c").unwrap());
        let messages: Vec<&str> = found.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0], "the pattern `\"w77xyz\"` adds nothing: `w77x*` matches wherever it does");
    }
}

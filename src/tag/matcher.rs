//! Finding every place where a pattern fires: an index by word tells which patterns can fire at all, and those are
//! evaluated.

use std::collections::HashMap;

use super::evaluate::occurrences;
use super::overlap::{Hit, Owner, Resolved, resolve};
use super::{Match, Tags};
use crate::codebook::{Codebook, Element, Expression, Item, Order, Pattern};
use crate::text::{Span, Stemmer, Word, fold_accents, sentences, words};

/// A codebook made ready to match.
#[derive(Debug)]
pub struct Tagger {
    stemmer: Stemmer,
    rules: Vec<Rule>,
    /// Rules by a stem or a folded form that must occur for them to fire.
    by_stem: HashMap<String, Vec<usize>>,
    by_form: HashMap<String, Vec<usize>>,
    /// Rules that are evaluated on every comment: their words have wildcards, or they ask that a word is absent.
    always: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    owner: Owner,
    expression: Expression,
}

/// A word of a comment in the forms that patterns compare.
pub(super) struct Token {
    pub span: Span,
    pub form: String,
    pub stem: String,
    pub sentence: usize,
    pub paragraph: usize,
}

impl Tagger {
    /// Makes a codebook ready to match.
    #[must_use]
    pub fn new(codebook: &Codebook) -> Self {
        let mut tagger = Self {
            stemmer: Stemmer::new(codebook.language, codebook.spelling),
            rules: Vec::new(),
            by_stem: HashMap::new(),
            by_form: HashMap::new(),
            always: Vec::new(),
        };
        for (pattern, rule) in codebook.exclude.iter().enumerate() {
            tagger.add(Owner::Everywhere { pattern }, rule);
        }
        for (theme, entry) in codebook.themes.iter().enumerate() {
            for (pattern, rule) in entry.patterns.iter().enumerate() {
                tagger.add(Owner::Pattern { theme, pattern }, rule);
            }
            for (pattern, rule) in entry.exclude.iter().enumerate() {
                tagger.add(Owner::Exclusion { theme, pattern }, rule);
            }
        }
        tagger
    }

    /// What a comment shows.
    #[must_use]
    pub fn tag(&self, text: &str) -> Tags {
        let kept = self.resolve(text).kept.into_iter();
        Tags { matches: kept.map(|(theme, pattern, spans)| Match { theme, pattern, spans }).collect() }
    }

    /// Every match of a comment, kept or cancelled.
    pub(super) fn resolve(&self, text: &str) -> Resolved {
        resolve(self.hits(&self.tokens(text)))
    }

    /// The words of a text that are what the element asks for.
    #[must_use]
    pub fn found<'t>(&self, element: &Element, text: &'t str) -> Vec<&'t str> {
        let tokens = self.tokens(text);
        tokens.iter().filter(|token| fits(element, token)).map(|token| token.span.of(text)).collect()
    }

    fn add(&mut self, owner: Owner, pattern: &Pattern) {
        let rule = self.rules.len();
        match anchors(&pattern.expression) {
            None => self.always.push(rule),
            Some(anchors) => {
                for anchor in anchors {
                    match anchor {
                        Element::Stem { stem, .. } => self.by_stem.entry(stem.clone()).or_default().push(rule),
                        Element::Exact(form) => self.by_form.entry(form.clone()).or_default().push(rule),
                        Element::Glob(_) | Element::Any => {}
                    }
                }
            }
        }
        self.rules.push(Rule { owner, expression: pattern.expression.clone() });
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let sentences = sentences(text);
        let mut sentence = 0;
        let mut paragraph = 0;
        let mut last = 0;
        let mut token = |word: Word| {
            while sentences.get(sentence + 1).is_some_and(|start| *start <= word.span.start) {
                sentence += 1;
            }
            paragraph += text[last..word.span.start].matches('\n').count();
            last = word.span.end;
            let (form, stem) = (fold_accents(&word.cased), self.stemmer.stem(&word.cased));
            Token { span: word.span, form, stem, sentence, paragraph }
        };
        words(text).into_iter().map(&mut token).collect()
    }

    fn hits(&self, tokens: &[Token]) -> Vec<Hit> {
        let named = tokens.iter().flat_map(|token| {
            let stems = self.by_stem.get(&token.stem).into_iter().flatten();
            stems.chain(self.by_form.get(&token.form).into_iter().flatten())
        });
        let mut candidates: Vec<usize> = named.chain(&self.always).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut hits = Vec::new();
        for rule in candidates {
            let Rule { owner, expression } = &self.rules[rule];
            hits.extend(occurrences(expression, tokens).into_iter().map(|runs| {
                Hit {
                    owner: *owner,
                    words: runs.iter().map(|run| run.end - run.start).sum(),
                    spans: runs
                        .iter()
                        .map(|run| Span::new(tokens[run.start].span.start, tokens[run.end - 1].span.end))
                        .collect(),
                }
            }));
        }
        hits
    }
}

/// Words of which at least one must occur for the expression to hold; `None` where no such set of plain words exists.
fn anchors(expression: &Expression) -> Option<Vec<&Element>> {
    match expression {
        Expression::Sequence(items) => items.iter().find_map(|item| match item {
            Item::Word(element @ (Element::Stem { .. } | Element::Exact(_))) => Some(vec![element]),
            Item::Word(Element::Glob(_) | Element::Any) => None,
            Item::Group(inner) => anchors(inner),
        }),
        Expression::Or(parts) => {
            let parts: Option<Vec<Vec<&Element>>> = parts.iter().map(anchors).collect();
            Some(parts?.concat())
        }
        Expression::And(parts) => parts.iter().find_map(anchors),
        Expression::Not(_) => None,
        Expression::Near(near) if near.order == Order::Absent => anchors(&near.left),
        Expression::Near(near) => anchors(&near.left).or_else(|| anchors(&near.right)),
    }
}

pub(super) fn fits(element: &Element, token: &Token) -> bool {
    match element {
        Element::Stem { stem, .. } => *stem == token.stem,
        Element::Exact(form) => *form == token.form,
        Element::Glob(glob) => glob_matches(glob, &token.form),
        Element::Any => true,
    }
}

/// Whether a glob matches a word from end to end: `*` is any run of characters, `?` is one.
///
/// Each `*` needs to be tried at its last place only, so the cost is at most the product of the two lengths.
fn glob_matches(glob: &str, word: &str) -> bool {
    let (glob, word): (Vec<char>, Vec<char>) = (glob.chars().collect(), word.chars().collect());
    let (mut g, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, w));
                g += 1;
            }
            Some(&c) if c == '?' || c == word[w] => {
                g += 1;
                w += 1;
            }
            _ => {
                let Some((star_g, star_w)) = star else { return false };
                star = Some((star_g, star_w + 1));
                g = star_g + 1;
                w = star_w + 1;
            }
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn a_glob_matches_from_end_to_end() {
        for (glob, word, expected) in [
            ("connect*", "connections", true),
            ("connect*", "connect", true),
            ("*mail", "gmail", true),
            ("organi?ation", "organization", true),
            ("organi?ation", "organiation", false),
            ("a*b*c", "axxbyybzc", true),
            ("a*b", "abc", false),
        ] {
            assert_eq!(glob_matches(glob, word), expected, "{glob} on {word}");
        }
    }
}

//! Finding every place where a pattern fires.

use std::collections::HashMap;

use super::overlap::{Hit, Owner, Resolved, resolve};
use super::{Match, Tags};
use crate::codebook::{Codebook, Element, Pattern};
use crate::text::{Span, Stemmer, Word, fold_accents, words};

/// A codebook made ready to match.
#[derive(Debug)]
pub struct Tagger {
    stemmer: Stemmer,
    rules: Vec<Rule>,
    /// Rules by the stem or the folded form of their first word.
    by_stem: HashMap<String, Vec<usize>>,
    by_form: HashMap<String, Vec<usize>>,
    /// Rules whose first word has a wildcard.
    by_glob: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    owner: Owner,
    elements: Vec<Element>,
}

/// A word of a comment in the forms that patterns compare.
struct Token {
    span: Span,
    form: String,
    stem: String,
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
            by_glob: Vec::new(),
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
        let matches = self.resolve(text).kept.into_iter();
        Tags { matches: matches.map(|(theme, pattern, span)| Match { theme, pattern, spans: vec![span] }).collect() }
    }

    /// Every match of a comment, kept or cancelled.
    pub(super) fn resolve(&self, text: &str) -> Resolved {
        resolve(self.hits(&self.tokens(text)))
    }

    /// Whether some word of the text is what the element asks for.
    pub(super) fn occurs(&self, element: &Element, text: &str) -> bool {
        self.tokens(text).iter().any(|token| fits(element, token))
    }

    fn add(&mut self, owner: Owner, pattern: &Pattern) {
        let rule = self.rules.len();
        match pattern.elements.first() {
            Some(Element::Stem { stem, .. }) => self.by_stem.entry(stem.clone()).or_default().push(rule),
            Some(Element::Exact(form)) => self.by_form.entry(form.clone()).or_default().push(rule),
            Some(Element::Glob(_) | Element::Any) => self.by_glob.push(rule),
            None => return,
        }
        self.rules.push(Rule { owner, elements: pattern.elements.clone() });
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        words(text).into_iter().map(|word| self.token(word)).collect()
    }

    fn token(&self, word: Word) -> Token {
        Token { span: word.span, form: fold_accents(&word.cased), stem: self.stemmer.stem(&word.cased) }
    }

    fn hits(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (place, token) in tokens.iter().enumerate() {
            let stems = self.by_stem.get(&token.stem).into_iter().flatten();
            let forms = self.by_form.get(&token.form).into_iter().flatten();
            for &rule in stems.chain(forms).chain(&self.by_glob) {
                let Rule { owner, elements } = &self.rules[rule];
                let Some(phrase) = tokens.get(place..place + elements.len()) else { continue };
                if phrase.iter().zip(elements).all(|(token, element)| fits(element, token)) {
                    let span = Span::new(token.span.start, phrase[phrase.len() - 1].span.end);
                    hits.push(Hit { owner: *owner, span, words: phrase.len() });
                }
            }
        }
        hits
    }
}

fn fits(element: &Element, token: &Token) -> bool {
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
    use super::*;
    use crate::codebook::{CodebookError, parse};

    #[test]
    fn a_glob_matches_from_end_to_end() {
        for (glob, word, expected) in [
            ("connect*", "connections", true),
            ("connect*", "connect", true),
            ("*mail", "gmail", true),
            ("organi?ation", "organization", true),
            ("organi?ation", "organiation", false),
            ("a*b*c", "aXXbYYbZc", true),
            ("a*b", "abc", false),
        ] {
            assert_eq!(glob_matches(glob, &word.to_lowercase()), expected, "{glob} on {word}");
        }
    }

    /// Name, patterns, exclusions, text, expected spans as the words that they cover.
    type Row = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

    const ROWS: &[Row] = &[
        ("a bare word matches by stem", "'connect'", "", "Connecting with CONNECTIONS", &["Connecting", "CONNECTIONS"]),
        ("an exact word matches itself only", "'\"note\"'", "", "notes, a Note", &["Note"]),
        ("accents and quotes fold", "'\"resume\"', '\"don''t\"'", "", "my Résumé: don’t", &["Résumé", "don’t"]),
        ("spellings are one", "'personalise'", "", "personalized", &["personalized"]),
        ("a wildcard matches the surface form", "'custom*'", "", "customs, customised", &["customs", "customised"]),
        (
            "a phrase is adjacent words",
            "'personal note'",
            "",
            "a personal note; personal short note",
            &["personal note"],
        ),
        ("a star is any one word", "'write * message'", "", "write me message, write message", &["write me message"]),
        ("a hyphen separates", "'\"follow up\"'", "", "a follow-up", &["follow-up"]),
        ("the longest wins", "'note', 'personal note'", "", "a personal note and a note", &["personal note", "note"]),
        ("of two equal the first wins", "'a b', 'b c'", "", "a b c", &["a b"]),
        ("an exclusion cancels what lies inside it", "'note'", "'\"please note\"'", "please note: a note", &["note"]),
        (
            "a match that is longer than the exclusion stays",
            "'note that'",
            "'\"please note\"'",
            "please note that",
            &["note that"],
        ),
        ("words have boundaries", "'\"bot\"'", "", "both, robot, bot.", &["bot"]),
        ("emoji are words", "'\"🚩\"'", "", "big 🚩🚩", &["🚩", "🚩"]),
        ("a mention is one word", "'\"@dana\"'", "", "@Dana you?", &["@Dana"]),
    ];

    #[test]
    fn rows() -> Result<(), CodebookError> {
        for (name, patterns, exclude, text, expected) in ROWS {
            let source =
                format!("[[theme]]\nid = 't'\npatterns = [{}]\nexclude = [{exclude}]\n", patterns.replace("''", "’"));
            let codebook = parse(&source, name)?;
            let tags = Tagger::new(&codebook).tag(text);
            let found: Vec<&str> =
                tags.matches.iter().flat_map(|found| &found.spans).map(|span| span.of(text)).collect();
            assert_eq!(found, *expected, "{name}");
        }
        Ok(())
    }

    #[test]
    fn themes_do_not_compete_and_the_codebooks_exclusions_reach_all() -> Result<(), CodebookError> {
        let codebook = parse(
            "exclude = ['\"please note\"']\n[[theme]]\nid = 'a'\npatterns = ['note']\n[[theme]]\nid = 'b'\npatterns = ['a note']\n",
            "two",
        )?;
        let tags = Tagger::new(&codebook).tag("Please note, a note");
        assert!(tags.shows(0) && tags.shows(1));
        assert_eq!(tags.matches.len(), 2);
        Ok(())
    }
}

//! Which words of patterns occur in a text, for many patterns and one text: it is read once, and each of its words is
//! looked at once, however often it stands there.

use std::collections::BTreeSet;

use super::matcher::{Token, fits};
use crate::codebook::Element;
use crate::text::{Span, as_written};

/// The different words of a text.
#[derive(Debug, Default)]
pub(super) struct Occurring<'c> {
    stems: BTreeSet<&'c str>,
    forms: BTreeSet<&'c str>,
    written: BTreeSet<String>,
    /// Each different word, its form and its stem.
    words: BTreeSet<[&'c str; 3]>,
}

impl<'c> Occurring<'c> {
    pub fn new(tokens: &[Token<'c>]) -> Self {
        let words: BTreeSet<[&str; 3]> = tokens.iter().map(|token| [token.word, token.form, token.stem]).collect();
        Self {
            stems: words.iter().map(|[.., stem]| *stem).collect(),
            forms: words.iter().map(|[_, form, _]| *form).collect(),
            written: words.iter().map(|[word, ..]| as_written(word)).collect(),
            words,
        }
    }

    /// Whether one of the words is what the element asks for. A look for most; what must be compared with every word
    /// (wildcards, edits, regular expressions) is compared with each different one.
    pub fn has(&self, element: &Element) -> bool {
        match element {
            Element::Stem { stem, .. } => self.stems.contains(stem.as_str()),
            Element::Exact(form) => self.forms.contains(form.as_str()),
            Element::Written(word) => self.written.contains(word),
            Element::Any => !self.words.is_empty(),
            Element::Glob(_) | Element::Edit(_) | Element::Regex(_) => self.words.iter().any(|[word, form, stem]| {
                let span = Span::new(0, word.len());
                fits(element, &Token { span, word, form, stem, sentence: 0, paragraph: 0 })
            }),
        }
    }

    /// The number of different words.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::parse;
    use crate::tag::Tagger;

    #[test]
    fn a_word_is_kept_once_and_found_as_the_tagger_finds_it() {
        let words = "'note', '\"a note\"', '=Note', '=\"\u{e9}t\u{e9}\"', 'absent', '\"b\"'";
        let patterns = format!("{words}, 'n?t*', 'notes~1', '/[A-Z]o/t', 'x*'");
        let source = format!("[[theme]]\nid = 't'\npatterns = [{patterns}]\n");
        let codebook = parse(&source, "c").unwrap();
        let tagger = Tagger::new(&codebook);
        for text in ["", "A Note and a note", "notes ÉTÉ été", "nota b Ro"] {
            let text = text.repeat(3000);
            let mut cache = tagger.cache();
            let occurring = tagger.occurring(&mut cache, &text);
            assert!(occurring.len() <= 10);
            for element in codebook.themes[0].patterns.iter().flat_map(|pattern| pattern.elements()) {
                assert_eq!(occurring.has(element), !tagger.found(element, &text).is_empty(), "{element:?}");
            }
        }
    }
}

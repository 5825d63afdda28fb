//! Finding every place where a pattern fires.
//!
//! A word of a comment is looked up once, as written: what it is under folding and stemming, and which rules it can
//! set off, is remembered in a [`Cache`]. A comment without such a word is done after that look. A rule that is a plain
//! phrase is compared where it was set off; any other is evaluated over the whole comment.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::anchors::{anchors, asks_for_scopes, phrase};
use super::comment::{Cells, Comment};
use super::edit::one_edit;
use super::evaluate::{Run, occurrences};
use super::glob::glob_matches;
use super::lexicon::Lexicon;
use super::overlap::{Hit, Owner, Resolved, Rules, resolve};
use super::references::References;
use super::{Match, Tags};
use crate::codebook::{Codebook, Element, Expression, Pattern};
use crate::text::{Forms, Span, Stemmer, as_written, fold_case, sentences};

type Map<K, V> = HashMap<K, V, FixedState>;

/// A codebook made ready to match.
#[derive(Debug)]
pub struct Tagger {
    stemmer: Stemmer,
    forms: Forms,
    sharing: Rules,
    /// The theme above each theme; empty where themes do not nest.
    parents: Vec<Option<usize>>,
    references: References,
    rules: Vec<Rule>,
    /// What a word sets off, by its stem or its folded form.
    by_stem: Map<String, Vec<Trigger>>,
    by_form: Map<String, Vec<Trigger>>,
    /// What a word sets off that begins with these letters: patterns such as `connect*`.
    by_prefix: Map<String, Vec<Trigger>>,
    /// The lengths of those beginnings, in bytes, ascending.
    prefix_lengths: Vec<usize>,
    /// What a word sets off that must be compared: with any other glob, an edit, a regular expression.
    by_look: Vec<(Element, Trigger)>,
    /// Rules that are evaluated on every comment: they ask that a word is absent.
    always: Vec<usize>,
    /// Whether a rule asks for sentences or paragraphs.
    scoped: bool,
}

#[derive(Debug)]
struct Rule {
    owner: Owner,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    /// Words side by side.
    Phrase(Vec<Element>),
    /// Anything else.
    Other(Expression),
}

/// A rule, and the word of it that sets it off.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    rule: u32,
    /// The place of the word in a phrase.
    offset: u32,
}

/// A word of a comment in the forms that patterns compare.
pub(super) struct Token<'c> {
    pub span: Span,
    /// As the comment writes it.
    pub word: &'c str,
    pub form: &'c str,
    pub stem: &'c str,
    pub sentence: usize,
    pub paragraph: usize,
}

/// What is known of the words met so far; one for each thread, made by [`Tagger::cache`].
///
/// It is emptied when it holds very many words, so that memory does not grow with the text.
#[derive(Debug, Default)]
pub struct Cache {
    /// The entry of each word, doubled, plus one where the word sets off a rule.
    lexicon: Lexicon,
    entries: Vec<Entry>,
    /// The words of the comment at hand: place and entry.
    words: Vec<(Span, u32)>,
    /// The words among them that set off a rule.
    triggers: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    word: Box<str>,
    form: Box<str>,
    stem: Box<str>,
    triggers: Box<[Trigger]>,
}

impl Cache {
    const MOST: usize = 1 << 16;
}

impl Tagger {
    /// Makes a codebook ready to match.
    #[must_use]
    pub fn new(codebook: &Codebook) -> Self {
        let mut tagger = Self {
            stemmer: Stemmer::new(codebook.language, codebook.spelling),
            forms: codebook.forms,
            sharing: Rules { overlap: codebook.overlap, across: codebook.across },
            parents: codebook.themes.iter().map(|theme| theme.parent).collect(),
            references: References::new(codebook),
            rules: Vec::new(),
            by_stem: Map::default(),
            by_form: Map::default(),
            by_prefix: Map::default(),
            prefix_lengths: Vec::new(),
            by_look: Vec::new(),
            always: Vec::new(),
            scoped: false,
        };
        if tagger.parents.iter().all(Option::is_none) {
            tagger.parents.clear();
        }
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
        tagger.prefix_lengths = tagger.by_prefix.keys().map(String::len).collect();
        tagger.prefix_lengths.sort_unstable();
        tagger.prefix_lengths.dedup();
        tagger
    }

    /// An empty memory of words, for [`Tagger::tag_with`].
    #[must_use]
    pub fn cache(&self) -> Cache {
        Cache::default()
    }

    /// What a comment shows.
    #[must_use]
    pub fn tag(&self, text: &str) -> Tags {
        self.tag_with(&mut self.cache(), text)
    }

    /// What a comment shows, with what was learnt of words in earlier comments.
    #[must_use]
    pub fn tag_with(&self, cache: &mut Cache, text: &str) -> Tags {
        self.tag_row_with(cache, text, &|_| None)
    }

    /// What a comment shows, given the other cells of its row: [`Codebook::columns`] lists those that are asked for.
    #[must_use]
    pub fn tag_row(&self, text: &str, cells: Cells<'_>) -> Tags {
        self.tag_row_with(&mut self.cache(), text, cells)
    }

    /// [`Tagger::tag_row`] with what was learnt of words in earlier comments.
    #[must_use]
    pub fn tag_row_with(&self, cache: &mut Cache, text: &str, cells: Cells<'_>) -> Tags {
        let kept = self.resolve_with(cache, text, cells).kept.into_iter();
        let matches: Vec<Match> = kept.map(|(theme, pattern, spans)| Match { theme, pattern, spans }).collect();
        Tags { parents: super::above(&self.parents, &matches), matches }
    }

    /// Every match of a comment, kept or cancelled.
    pub(super) fn resolve(&self, text: &str, cells: Cells<'_>) -> Resolved {
        self.resolve_with(&mut self.cache(), text, cells)
    }

    fn resolve_with(&self, cache: &mut Cache, text: &str, cells: Cells<'_>) -> Resolved {
        let hits = self.hits(cache, text, cells);
        resolve(hits, self.sharing, || cache.words.iter().map(|(span, _)| *span).collect())
    }

    /// The words of a text that are what the element asks for.
    #[must_use]
    pub fn found<'t>(&self, element: &Element, text: &'t str) -> Vec<&'t str> {
        let mut cache = self.cache();
        self.read(&mut cache, text);
        let fitting = cache.words.iter().filter(|(_, entry)| cache.entries[*entry as usize].fits(element));
        fitting.map(|(span, _)| span.of(text)).collect()
    }

    fn add(&mut self, owner: Owner, pattern: &Pattern) {
        let rule = self.rules.len();
        let id = u32::try_from(rule).unwrap_or(u32::MAX);
        let shape = phrase(&pattern.expression).map_or_else(|| Shape::Other(pattern.expression.clone()), Shape::Phrase);
        self.scoped |= asks_for_scopes(&pattern.expression);
        let anchors = anchors(&pattern.expression, &self.references);
        let anchors: Option<Vec<Element>> = anchors.map(|anchors| anchors.into_iter().cloned().collect());
        match (&shape, anchors) {
            (_, None) => self.always.push(rule),
            (Shape::Phrase(elements), Some(_)) => {
                // The longest word is likely to be the rarest.
                let places = (0..elements.len()).filter(|place| elements[*place] != Element::Any);
                if let Some(place) = places.max_by_key(|place| (elements[*place].shown().len(), usize::MAX - place)) {
                    let offset = u32::try_from(place).unwrap_or(u32::MAX);
                    self.set_off(&elements[place].clone(), Trigger { rule: id, offset });
                }
            }
            (Shape::Other(_), Some(anchors)) => {
                for anchor in anchors {
                    self.set_off(&anchor, Trigger { rule: id, offset: 0 });
                }
            }
        }
        self.rules.push(Rule { owner, shape });
    }

    fn set_off(&mut self, element: &Element, trigger: Trigger) {
        let list = match element {
            Element::Stem { stem, .. } => self.by_stem.entry(stem.clone()).or_default(),
            Element::Exact(form) => self.by_form.entry(form.clone()).or_default(),
            Element::Glob(glob) => match glob.strip_suffix('*') {
                Some(prefix) if !prefix.contains(['*', '?']) => self.by_prefix.entry(prefix.to_owned()).or_default(),
                _ => return self.by_look.push((element.clone(), trigger)),
            },
            // Set off by the folded form, then compared as written.
            Element::Written(word) => self.by_form.entry(self.forms.form(word, &fold_case(word))).or_default(),
            Element::Edit(_) | Element::Regex(_) => return self.by_look.push((element.clone(), trigger)),
            Element::Any => return,
        };
        list.push(trigger);
    }

    /// Looks up every word of a text.
    fn read(&self, cache: &mut Cache, text: &str) {
        if cache.entries.len() >= Cache::MOST {
            cache.lexicon.clear();
            cache.entries.clear();
        }
        cache.words.clear();
        cache.triggers.clear();
        self.forms.each_word(text, |span| {
            let key = Lexicon::key(text, span);
            let known = cache.lexicon.get(key).unwrap_or_else(|| {
                let entry = self.entry(span.of(text));
                let known = 2 * u32::try_from(cache.entries.len()).unwrap_or(0) + u32::from(!entry.triggers.is_empty());
                cache.entries.push(entry);
                cache.lexicon.insert(key, known);
                known
            });
            if known % 2 == 1 {
                cache.triggers.push(u32::try_from(cache.words.len()).unwrap_or(u32::MAX));
            }
            cache.words.push((span, known / 2));
        });
    }

    fn entry(&self, word: &str) -> Entry {
        let cased = fold_case(word);
        let form = self.forms.form(word, &cased);
        let stem = self.stemmer.stem_with(&cased, self.forms.accents);
        let mut triggers = Vec::new();
        triggers.extend(self.by_stem.get(&stem).into_iter().flatten());
        triggers.extend(self.by_form.get(&form).into_iter().flatten());
        let beginnings = self.prefix_lengths.iter().filter_map(|length| form.get(..*length));
        triggers.extend(beginnings.filter_map(|beginning| self.by_prefix.get(beginning)).flatten());
        let mut entry = Entry { word: word.into(), form: form.into(), stem: stem.into(), triggers: Box::default() };
        triggers.extend(self.by_look.iter().filter(|(element, _)| entry.fits(element)).map(|(_, trigger)| *trigger));
        entry.triggers = triggers.into();
        entry
    }

    fn hits(&self, cache: &mut Cache, text: &str, cells: Cells<'_>) -> Vec<Hit> {
        self.read(cache, text);
        let mut hits = Vec::new();
        let mut others = self.always.clone();
        for &word in &cache.triggers {
            let (_, entry) = cache.words[word as usize];
            for trigger in &cache.entries[entry as usize].triggers {
                let rule = &self.rules[trigger.rule as usize];
                match &rule.shape {
                    Shape::Phrase(elements) => hits.extend(
                        cache
                            .phrase(elements, word as usize, trigger.offset as usize)
                            .map(|run| hit(rule.owner, &[run])),
                    ),
                    Shape::Other(_) => others.push(trigger.rule as usize),
                }
            }
        }
        if !others.is_empty() {
            self.evaluate(others, cache, text, cells, &mut hits);
        }
        hits
    }

    fn evaluate(&self, mut rules: Vec<usize>, cache: &Cache, text: &str, cells: Cells<'_>, hits: &mut Vec<Hit>) {
        rules.sort_unstable();
        rules.dedup();
        let comment = Comment::new(text, self.tokens(cache, text), cells, &self.references);
        for rule in rules {
            let Rule { owner, shape: Shape::Other(expression) } = &self.rules[rule] else { continue };
            hits.extend(occurrences(expression, &comment).iter().map(|runs| hit(*owner, runs)));
        }
    }

    fn tokens<'c>(&self, cache: &'c Cache, text: &str) -> Vec<Token<'c>> {
        let sentences = if self.scoped { sentences(text) } else { Vec::new() };
        let (mut sentence, mut paragraph, mut last) = (0, 0, 0);
        let token = |(span, entry): &(Span, u32)| {
            if self.scoped {
                while sentences.get(sentence + 1).is_some_and(|start| *start <= span.start) {
                    sentence += 1;
                }
                paragraph += text[last..span.start].matches('\n').count();
                last = span.end;
            }
            let entry = &cache.entries[*entry as usize];
            Token { span: *span, word: &entry.word, form: &entry.form, stem: &entry.stem, sentence, paragraph }
        };
        cache.words.iter().map(token).collect()
    }
}

impl Cache {
    /// The run of words that is the phrase, where the comment's word at `word` is known to be its word at `offset`.
    fn phrase(&self, elements: &[Element], word: usize, offset: usize) -> Option<Run> {
        let start = word.checked_sub(offset)?;
        let run = self.words.get(start..start + elements.len())?;
        // What is set off by the folded form is not yet compared as written.
        let known = |place: usize| place == offset && !matches!(elements[place], Element::Written(_));
        let fits = |place: usize| known(place) || self.entries[run[place].1 as usize].fits(&elements[place]);
        let span = Span::new(run.first()?.0.start, run.last()?.0.end);
        (0..run.len()).all(fits).then_some(Run { span, start, end: start + elements.len() })
    }
}

impl Entry {
    fn fits(&self, element: &Element) -> bool {
        let (word, form, stem) = (&self.word, &self.form, &self.stem);
        fits(element, &Token { span: Span::new(0, 0), word, form, stem, sentence: 0, paragraph: 0 })
    }
}

fn hit(owner: Owner, runs: &[Run]) -> Hit {
    let words = runs.iter().map(|run| run.end - run.start).sum();
    Hit { owner, words, spans: runs.iter().map(|run| run.span).collect() }
}

pub(super) fn fits(element: &Element, token: &Token<'_>) -> bool {
    match element {
        Element::Stem { stem, .. } => stem == token.stem,
        Element::Exact(form) => form == token.form,
        Element::Glob(glob) => glob_matches(glob, token.form),
        Element::Written(word) => word == token.word || (!token.word.is_ascii() && *word == as_written(token.word)),
        Element::Edit(form) => one_edit(form, token.form),
        Element::Regex(regex) => regex.is_match(token.word),
        Element::Any => true,
    }
}

//! Finding every place where a pattern fires.
//!
//! A word of a comment that may set off a rule (see `beginnings`) is looked up, as written: what it is under folding and
//! stemming, and which rules it does set off, is remembered in a [`Cache`]. A comment without such a word is done after
//! that look. A rule that is a plain phrase is compared where it was set off; any other is evaluated over the whole
//! comment.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Tags;
use super::anchors::{anchors, asks_for_scopes, phrase};
use super::beginnings::Beginnings;
use super::cache::{Cache, Known, Learnt, Looked, SetOff};
use super::comment::{Cells, Comment};
use super::edit::one_edit;
use super::evaluate::{Run, occurrences};
use super::glob::glob_matches;
use super::lexicon::{Key, Lexicon};
use super::occurring::Occurring;
use super::overlap::{Hit, Owner, Resolved, Rules, resolve};
use super::references::References;
use super::rule::{Part, Phrases, Rule, Shape};
use crate::codebook::{Codebook, Element, Pattern};
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
    /// Of each rule what is asked for every comment, and what it asks for in full.
    rules: Vec<Rule>,
    shapes: Vec<Shape>,
    phrases: Phrases,
    /// The words that may set off a rule.
    beginnings: Beginnings,
    /// The rules that a word sets off, by its stem or its folded form.
    by_stem: Map<String, Vec<u32>>,
    by_form: Map<String, Vec<u32>>,
    /// What a word sets off that begins with these letters: patterns such as `connect*`.
    by_prefix: Map<Vec<u8>, Vec<u32>>,
    /// The lengths of those beginnings, in bytes, ascending.
    prefix_lengths: Vec<usize>,
    /// What a word sets off that must be compared: with any other glob, an edit, a regular expression.
    by_look: Vec<(Element, u32)>,
    /// Rules that are evaluated on every comment: they ask that a word is absent.
    always: Vec<usize>,
    /// Whether a rule asks for sentences or paragraphs.
    scoped: bool,
    learnt: Learnt,
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
            shapes: Vec::new(),
            phrases: Phrases::default(),
            beginnings: Beginnings::new(),
            by_stem: Map::default(),
            by_form: Map::default(),
            by_prefix: Map::default(),
            prefix_lengths: Vec::new(),
            by_look: Vec::new(),
            always: Vec::new(),
            scoped: false,
            learnt: Learnt::default(),
        };
        if tagger.parents.iter().all(Option::is_none) {
            tagger.parents.clear();
        }
        for (pattern, rule) in (0..).zip(&codebook.exclude) {
            tagger.add(Owner::Everywhere { pattern }, rule);
        }
        for (theme, entry) in (0..).zip(&codebook.themes) {
            for (pattern, rule) in (0..).zip(&entry.patterns) {
                tagger.add(Owner::Pattern { theme, pattern }, rule);
            }
            for (pattern, rule) in (0..).zip(&entry.exclude) {
                tagger.add(Owner::Exclusion { theme, pattern }, rule);
            }
        }
        tagger.beginnings.add_variants(&tagger.stemmer);
        tagger.prefix_lengths = tagger.by_prefix.keys().map(Vec::len).collect();
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
        let matches = self.resolve_with(cache, text, cells).kept;
        Tags { parents: super::above(&self.parents, &matches), matches }
    }

    /// Every match of a comment, kept or cancelled.
    pub(super) fn resolve(&self, text: &str, cells: Cells<'_>) -> Resolved {
        self.resolve_with(&mut self.cache(), text, cells)
    }

    fn resolve_with(&self, cache: &mut Cache, text: &str, cells: Cells<'_>) -> Resolved {
        let mut hits = std::mem::take(&mut cache.hits);
        self.hits(cache, text, cells, &mut hits);
        let resolved = resolve(&mut hits, self.sharing, || cache.words.clone());
        // Its room is used again.
        cache.hits = hits;
        resolved
    }

    /// The words of a text that are what the element asks for.
    #[must_use]
    pub fn found<'t>(&self, element: &Element, text: &'t str) -> Vec<&'t str> {
        let mut cache = self.cache();
        self.read(&mut cache, text);
        let fitting = (0..cache.words.len()).filter(|place| self.fits(&mut cache, text, *place, element));
        let places: Vec<usize> = fitting.collect();
        places.into_iter().map(|place| cache.words[place].of(text)).collect()
    }

    /// The different words of a text.
    pub(super) fn occurring<'c>(&self, cache: &'c mut Cache, text: &'c str) -> Occurring<'c> {
        self.read(cache, text);
        Occurring::new(&self.tokens(cache, text))
    }

    fn add(&mut self, owner: Owner, pattern: &Pattern) {
        let rule = self.shapes.len();
        let id = u32::try_from(rule).unwrap_or(u32::MAX);
        let shape = phrase(&pattern.expression).map_or_else(|| Shape::Other(pattern.expression.clone()), Shape::Phrase);
        self.scoped |= asks_for_scopes(&pattern.expression);
        let anchors = anchors(&pattern.expression, &self.references);
        let anchors: Option<Vec<Element>> = anchors.map(|anchors| anchors.into_iter().cloned().collect());
        let mut part = Part::Anchor;
        match (&shape, anchors) {
            (_, None) => self.always.push(rule),
            (Shape::Phrase(elements), Some(_)) => {
                // The longest word is likely to be the rarest.
                let places = (0..elements.len()).filter(|place| elements[*place] != Element::Any);
                if let Some(place) = places.max_by_key(|place| (elements[*place].shown().len(), usize::MAX - place)) {
                    part = match elements[..] {
                        // What is set off by the folded form is not yet compared as written.
                        [ref only] if !matches!(only, Element::Written(_)) => Part::All,
                        _ => Part::OfPhrase(self.phrases.add(elements, place, self.forms.case)),
                    };
                    self.set_off(&elements[place].clone(), id);
                }
            }
            (Shape::Other(_), Some(anchors)) => anchors.iter().for_each(|anchor| self.set_off(anchor, id)),
        }
        self.rules.push(Rule { owner, part });
        self.shapes.push(shape);
    }

    fn set_off(&mut self, element: &Element, rule: u32) {
        self.beginnings.add(element, &self.stemmer, self.forms);
        let list = match element {
            Element::Stem { stem, .. } => self.by_stem.entry(stem.clone()).or_default(),
            Element::Exact(form) => self.by_form.entry(form.clone()).or_default(),
            Element::Glob(glob) => match glob.strip_suffix('*') {
                Some(prefix) if !prefix.contains(['*', '?']) => self.by_prefix.entry(prefix.into()).or_default(),
                _ => return self.by_look.push((element.clone(), rule)),
            },
            // Set off by the folded form, then compared as written.
            Element::Written(word) => self.by_form.entry(self.forms.form(word, &fold_case(word))).or_default(),
            Element::Edit(_) | Element::Regex(_) => return self.by_look.push((element.clone(), rule)),
            Element::Any => return,
        };
        list.push(rule);
    }

    /// Looks up the words of a text that may set off a rule.
    fn read(&self, cache: &mut Cache, text: &str) {
        cache.begin();
        let Cache { words, asked, .. } = cache;
        self.forms.each_word(text, |span| words.push(span));
        let ascii = text.is_ascii();
        asked.resize(words.len(), 0);
        let mut count = 0;
        // In a loop of their own and without branches, so that many words are looked at together: which of them may set
        // off a rule cannot be foretold. Every place is put down, and those of other words are written over.
        for (place, word) in (0..).zip(words.iter()) {
            asked[count] = place;
            let may = self.beginnings.may_set_off(text, *word) | (!ascii && !word.of(text).is_ascii());
            count += usize::from(may);
        }
        asked.truncate(count);
        cache.look_up(text, |cache, span| {
            let key = Lexicon::key(text, span);
            cache.get(key).unwrap_or_else(|| self.learn(cache, key, span.of(text)))
        });
    }

    /// Finds out which rules a word sets off that was not met before.
    #[cold]
    fn learn(&self, cache: &mut Cache, key: Key<'_>, word: &str) -> Known {
        if let Some(known) = cache.take(&self.learnt, key) {
            return known;
        }
        let (form, stem) = self.looked(word);
        let mut rules: Vec<u32> = Vec::new();
        rules.extend(self.by_stem.get(&stem).into_iter().flatten());
        rules.extend(self.by_form.get(&form).into_iter().flatten());
        let beginnings = self.prefix_lengths.iter().map_while(|length| form.as_bytes().get(..*length));
        rules.extend(beginnings.filter_map(|beginning| self.by_prefix.get(beginning)).flatten());
        let token = Token { span: Span::new(0, 0), word, form: &form, stem: &stem, sentence: 0, paragraph: 0 };
        rules.extend(self.by_look.iter().filter(|(element, _)| fits(element, &token)).map(|(_, rule)| *rule));
        let all = matches!(rules[..], [only] if matches!(self.rules[only as usize].part, Part::All));
        self.learnt.add(key, &rules, all);
        cache.add(key, &rules, all)
    }

    /// The form and the stem of a word.
    fn looked(&self, word: &str) -> (String, String) {
        let cased = fold_case(word);
        (self.forms.form(word, &cased), self.stemmer.stem_with(&cased, self.forms.accents))
    }

    /// The entry of the word at a place of the comment, with its forms.
    fn entry(&self, cache: &mut Cache, text: &str, place: usize) -> usize {
        let span = cache.words[place];
        let key = Lexicon::key(text, span);
        cache.entry(key).unwrap_or_else(|| {
            let (form, stem) = self.looked(span.of(text));
            cache.add_forms(key, Looked { form: &form, stem: &stem })
        })
    }

    fn fits(&self, cache: &mut Cache, text: &str, place: usize, element: &Element) -> bool {
        let entry = self.entry(cache, text, place);
        let (span, Looked { form, stem }) = (cache.words[place], cache.looked(entry));
        fits(element, &Token { span, word: span.of(text), form, stem, sentence: 0, paragraph: 0 })
    }

    fn hits(&self, cache: &mut Cache, text: &str, cells: Cells<'_>, hits: &mut Vec<Hit>) {
        self.read(cache, text);
        let mut others = self.always.clone();
        for at in 0..cache.asked.len() {
            let word = cache.asked[at] as usize;
            let mut fire = |cache: &mut Cache, rule: usize| {
                let Rule { owner, part } = self.rules[rule];
                match part {
                    Part::All => hits.push(Hit::of_word(owner, cache.words[word])),
                    Part::OfPhrase(phrase) => {
                        if let Some(run) = self.phrase(cache, text, (rule, phrase), word) {
                            hits.push(hit(owner, &[run]));
                        }
                    }
                    Part::Anchor => others.push(rule),
                }
            };
            match cache.known[at].rules() {
                SetOff::Nothing => {}
                SetOff::All(rule) => hits.push(Hit::of_word(self.rules[rule].owner, cache.words[word])),
                SetOff::One(rule) => fire(cache, rule),
                SetOff::Several(list) => {
                    for place in cache.list(list) {
                        let rule = cache.rule(place);
                        fire(cache, rule);
                    }
                }
            }
        }
        if !others.is_empty() {
            self.evaluate(others, cache, text, cells, hits);
        }
    }

    fn evaluate(&self, mut rules: Vec<usize>, cache: &mut Cache, text: &str, cells: Cells<'_>, hits: &mut Vec<Hit>) {
        rules.sort_unstable();
        rules.dedup();
        let comment = Comment::new(text, self.tokens(cache, text), cells, &self.references);
        for rule in rules {
            let Shape::Other(expression) = &self.shapes[rule] else { continue };
            hits.extend(occurrences(expression, &comment).iter().map(|runs| hit(self.rules[rule].owner, runs)));
        }
    }

    fn tokens<'c>(&self, cache: &'c mut Cache, text: &'c str) -> Vec<Token<'c>> {
        let entries: Vec<usize> = (0..cache.words.len()).map(|place| self.entry(cache, text, place)).collect();
        let sentences = if self.scoped { sentences(text) } else { Vec::new() };
        let (mut sentence, mut paragraph, mut last) = (0, 0, 0);
        let token = |(span, entry): (&Span, usize)| {
            if self.scoped {
                while sentences.get(sentence + 1).is_some_and(|start| *start <= span.start) {
                    sentence += 1;
                }
                paragraph += text[last..span.start].matches('\n').count();
                last = span.end;
            }
            let Looked { form, stem } = cache.looked(entry);
            Token { span: *span, word: span.of(text), form, stem, sentence, paragraph }
        };
        cache.words.iter().zip(entries).map(token).collect()
    }

    /// The run of words that is the phrase of a rule, where the comment's word at `word` sets it off.
    fn phrase(&self, cache: &mut Cache, text: &str, (rule, phrase): (usize, u32), word: usize) -> Option<Run> {
        let (offset, words) = self.phrases.get(phrase);
        let start = word.checked_sub(offset)?;
        let end = start + words.len();
        if end > cache.words.len() {
            return None;
        }
        for (number, asked) in words.iter().enumerate() {
            let place = start + number;
            if !asked.is_any() && !asked.is(Lexicon::key(text, cache.words[place])) {
                let Shape::Phrase(elements) = &self.shapes[rule] else { return None };
                if !self.fits(cache, text, place, &elements[number]) {
                    return None;
                }
            }
        }
        let span = Span::new(cache.words[start].start, cache.words[end - 1].end);
        Some(Run { span, start, end })
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

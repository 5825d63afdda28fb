//! What is known of the words met so far, and the words of the comment at hand.
//!
//! Words that cannot set off a rule are not kept (see `beginnings`), of the others which rules they set off; the forms
//! that patterns compare are kept of those only that a pattern asked for. What is kept is bounded: when there is very
//! much of it, it is laid aside, and what is not asked for again until there is as much anew is forgotten.

use std::ops::Range;
use std::sync::Mutex;

use super::lexicon::{Key, Lexicon};
use super::overlap::Hit;
use crate::text::Span;

/// Which rules a word sets off, in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known(u32);

/// The rules that a word sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetOff {
    Nothing,
    /// One rule, and the word is all that it asks for.
    All(usize),
    One(usize),
    /// Those of a list, see [`Cache::list`].
    Several(u32),
}

impl Known {
    /// That nothing is known yet.
    const UNKNOWN: Self = Self(0);
    /// That it sets off no rule.
    const NOTHING: Self = Self(1);
    /// The first of those that are one rule.
    const FIRST: u32 = 2;
    /// The bit that says that the word is all that the rule asks for: said here, so that which it is need not be waited
    /// for.
    const ALL: u32 = 1 << 30;
    /// The bit that says that the rest is a list.
    const LIST: u32 = 1 << 31;

    fn one(rule: u32, all: bool) -> Option<Self> {
        let known = Self(rule.checked_add(Self::FIRST)?);
        (known.0 < Self::ALL).then_some(if all { Self(known.0 | Self::ALL) } else { known })
    }

    /// The rules that the word sets off.
    #[inline]
    pub fn rules(self) -> SetOff {
        match self.0 {
            0 | 1 => SetOff::Nothing,
            Self::LIST.. => SetOff::Several(self.0 & !Self::LIST),
            Self::ALL.. => SetOff::All(((self.0 & !Self::ALL) - Self::FIRST) as usize),
            one => SetOff::One((one - Self::FIRST) as usize),
        }
    }
}

/// What is known of the words met so far; one for each thread, made by [`super::Tagger::cache`].
///
/// It is bounded: words not met for long are forgotten, so that memory does not grow with the text.
#[derive(Debug, Default)]
pub struct Cache {
    young: Memory,
    /// What was known when there was very much last.
    old: Memory,
    /// The words of the comment at hand.
    pub(super) words: Vec<Span>,
    /// The places of those that may set off a rule, and which they do set off.
    pub(super) asked: Vec<u32>,
    pub(super) known: Vec<Known>,
    /// Room for the hits of a comment.
    pub(super) hits: Vec<Hit>,
}

#[derive(Debug, Default)]
struct Memory {
    /// Which rules words set off: see [`Known`].
    set_off: Lexicon,
    /// The lists, each behind its length.
    rules: Vec<u32>,
    /// The entries of words whose forms were asked for, from 1.
    entries: Lexicon,
    /// Of each entry the form and the stem, pieces of `text`.
    forms: Vec<[Span; 2]>,
    text: String,
}

/// Which rules words set off, learnt by one thread and known to all: a stem costs more than a look here. As bounded as a
/// cache is.
#[derive(Debug, Default)]
pub(super) struct Learnt(Mutex<Memory>);

impl Learnt {
    /// Keeps which rules a word sets off; see [`Cache::add`].
    pub fn add(&self, key: Key<'_>, rules: &[u32], all: bool) {
        if let Ok(mut learnt) = self.0.lock() {
            if learnt.is_full() {
                *learnt = Memory::default();
            }
            // Another thread may have been quicker.
            if learnt.set_off.get(key).is_none() {
                learnt.add(key, rules, all);
            }
        }
    }
}

/// A word in the forms that patterns compare.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'c> {
    pub form: &'c str,
    pub stem: &'c str,
}

impl Memory {
    /// Words kept, and bytes beside them.
    const MOST: (usize, usize) = (1 << 16, 1 << 21);

    fn len(&self) -> usize {
        self.set_off.len() + self.entries.len()
    }

    fn bytes(&self) -> usize {
        self.text.len() + size_of::<u32>() * self.rules.len() + self.set_off.long_bytes() + self.entries.long_bytes()
    }

    fn is_full(&self) -> bool {
        self.len() >= Self::MOST.0 || self.bytes() >= Self::MOST.1
    }

    fn add(&mut self, key: Key<'_>, rules: &[u32], all: bool) -> Known {
        let known = match rules {
            [] => Known::NOTHING,
            [only] => Known::one(*only, all).unwrap_or_else(|| self.add_list(rules)),
            _ => self.add_list(rules),
        };
        self.set_off.insert(key, known.0);
        known
    }

    /// Adds what another knows of a word.
    fn copy(&mut self, key: Key<'_>, known: Known, other: &Self) -> Known {
        let known = match known.rules() {
            SetOff::Several(list) => self.add_list(&other.rules[other.list(list)]),
            SetOff::Nothing | SetOff::All(_) | SetOff::One(_) => known,
        };
        self.set_off.insert(key, known.0);
        known
    }

    fn add_list(&mut self, rules: &[u32]) -> Known {
        let list = self.rules.len();
        self.rules.push(u32::try_from(rules.len()).unwrap_or(u32::MAX));
        self.rules.extend_from_slice(rules);
        Known(Known::LIST | u32::try_from(list).unwrap_or(u32::MAX))
    }

    /// Where the rules of a list are.
    fn list(&self, list: u32) -> Range<usize> {
        let first = list as usize + 1;
        first..first + self.rules[list as usize] as usize
    }

    fn add_forms(&mut self, key: Key<'_>, word: Looked<'_>) -> usize {
        let form = self.piece(word.form);
        // Most stems are the beginning of the form.
        let stem = if word.form.starts_with(word.stem) {
            Span::new(form.start, form.start + word.stem.len())
        } else {
            self.piece(word.stem)
        };
        self.forms.push([form, stem]);
        self.entries.insert(key, u32::try_from(self.forms.len()).unwrap_or(u32::MAX));
        self.forms.len() - 1
    }

    fn looked(&self, entry: usize) -> Looked<'_> {
        let [form, stem] = self.forms[entry];
        Looked { form: form.of(&self.text), stem: stem.of(&self.text) }
    }

    fn piece(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }
}

impl Cache {
    /// Makes room for the words of a comment.
    pub(super) fn begin(&mut self) {
        self.words.clear();
        self.asked.clear();
        if self.young.is_full() {
            self.old = std::mem::take(&mut self.young);
            if self.old.bytes() >= 2 * Memory::MOST.1 {
                // A comment without a space can be one word of any length.
                self.old = Memory::default();
            }
        }
    }

    /// Looks up all words of a comment that may set off a rule; what is not found at the first look is asked of `other`.
    /// First looks at all, which wait for memory together and not each for itself.
    #[inline]
    pub(super) fn look_up(&mut self, text: &str, mut other: impl FnMut(&mut Self, Span) -> Known) {
        let Self { young, words, asked, known, .. } = self;
        let first = |place: &u32| Known(young.set_off.at_first(Lexicon::key(text, words[*place as usize])));
        known.clear();
        known.extend(asked.iter().map(first));
        for at in 0..self.known.len() {
            if self.known[at] == Known::UNKNOWN {
                let word = self.words[self.asked[at] as usize];
                self.known[at] = other(self, word);
            }
        }
    }

    /// What is known of a word that was met before.
    pub(super) fn get(&mut self, key: Key<'_>) -> Option<Known> {
        match self.young.set_off.get(key) {
            Some(known) => Some(Known(known)),
            None => self.remember(key),
        }
    }

    /// Takes a word from what was laid aside.
    fn remember(&mut self, key: Key<'_>) -> Option<Known> {
        let known = Known(self.old.set_off.get(key)?);
        Some(self.young.copy(key, known, &self.old))
    }

    /// Keeps which rules a word sets off; `all` where it is only one, and the word is all that it asks for.
    pub(super) fn add(&mut self, key: Key<'_>, rules: &[u32], all: bool) -> Known {
        self.young.add(key, rules, all)
    }

    /// Takes a word from what another thread learnt.
    pub(super) fn take(&mut self, learnt: &Learnt, key: Key<'_>) -> Option<Known> {
        let learnt = learnt.0.lock().ok()?;
        let known = learnt.set_off.get(key)?;
        Some(self.young.copy(key, Known(known), &learnt))
    }

    /// Where the rules of a list are: see [`Cache::rule`].
    pub(super) fn list(&self, list: u32) -> Range<usize> {
        self.young.list(list)
    }

    pub(super) fn rule(&self, place: usize) -> usize {
        self.young.rules[place] as usize
    }

    /// The entry of a word whose forms are kept.
    pub(super) fn entry(&mut self, key: Key<'_>) -> Option<usize> {
        if let Some(entry) = self.young.entries.get(key) {
            return Some(entry as usize - 1);
        }
        let entry = self.old.entries.get(key)?;
        Some(self.young.add_forms(key, self.old.looked(entry as usize - 1)))
    }

    /// Keeps the forms of a word, and gives its entry.
    pub(super) fn add_forms(&mut self, key: Key<'_>, word: Looked<'_>) -> usize {
        self.young.add_forms(key, word)
    }

    /// The word of an entry.
    pub(super) fn looked(&self, entry: usize) -> Looked<'_> {
        self.young.looked(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> Key<'_> {
        Lexicon::key(word, Span::new(0, word.len()))
    }

    fn rules(cache: &Cache, known: Known) -> Vec<usize> {
        match known.rules() {
            SetOff::Nothing => Vec::new(),
            SetOff::All(rule) | SetOff::One(rule) => vec![rule],
            SetOff::Several(list) => cache.list(list).map(|place| cache.rule(place)).collect(),
        }
    }

    /// Twice as many words as are kept, each asked for again at once, one of them all the time.
    #[test]
    fn what_is_kept_is_bounded_and_what_is_in_use_stays() {
        let mut cache = Cache::default();
        cache.add(key("always"), &[7, 9], false);
        cache.add_forms(key("always"), Looked { form: "always", stem: "alway" });
        for number in 0..4 * Memory::MOST.0 {
            cache.begin();
            let word = format!("w{number}");
            assert_eq!((cache.get(key(&word)), cache.entry(key(&word))), (None, None));
            let own: &[u32] = [&[][..], &[1], &[2, 3], &[4]][number % 4];
            let known = cache.add(key(&word), own, number % 8 == 1);
            assert_eq!(cache.get(key(&word)), Some(known));
            assert!(rules(&cache, known).into_iter().eq(own.iter().map(|rule| *rule as usize)));
            if number % 3 == 0 {
                let entry = cache.add_forms(key(&word), Looked { form: &word, stem: "x" });
                assert_eq!((cache.entry(key(&word)), cache.looked(entry).stem), (Some(entry), "x"));
            }
            let always = cache.get(key("always")).unwrap();
            assert_eq!(rules(&cache, always), [7, 9]);
            let entry = cache.entry(key("always")).unwrap();
            assert_eq!((cache.looked(entry).form, cache.looked(entry).stem), ("always", "alway"));
            assert!(cache.young.len() + cache.old.len() <= 2 * Memory::MOST.0 + 6);
        }
    }

    #[test]
    fn a_word_as_long_as_a_book_is_not_kept() {
        let word = "a".repeat(3 * Memory::MOST.1);
        for forms in [true, false] {
            let mut cache = Cache::default();
            match forms {
                true => drop(cache.add_forms(Key::Long(&word), Looked { form: &word, stem: "" })),
                false => drop(cache.add(Key::Long(&word), &[], false)),
            }
            cache.begin();
            assert_eq!(cache.young.bytes() + cache.old.bytes(), 0);
        }
    }

    #[test]
    fn a_rule_of_any_number_is_kept() {
        let mut cache = Cache::default();
        for (number, rule) in [0, 1, Known::ALL - 3, Known::ALL - 2, u32::MAX].into_iter().enumerate() {
            for all in [true, false] {
                let word = format!("w{number}{all}");
                let known = cache.add(key(&word), &[rule], all);
                assert_eq!(rules(&cache, known), [rule as usize]);
                assert_eq!(known.rules() == SetOff::All(rule as usize), all && number < 3);
            }
        }
    }

    #[test]
    fn what_one_thread_learnt_another_takes() {
        let (learnt, mut cache) = (Learnt::default(), Cache::default());
        for (word, own) in [("none", &[][..]), ("one", &[3]), ("more", &[3, 4])] {
            assert_eq!(cache.take(&learnt, key(word)), None);
            learnt.add(key(word), own, true);
            let known = cache.take(&learnt, key(word)).unwrap();
            assert_eq!(cache.get(key(word)), Some(known));
            assert!(rules(&cache, known).into_iter().eq(own.iter().map(|rule| *rule as usize)));
        }
        for number in 0..2 * Memory::MOST.0 {
            learnt.add(key(&number.to_string()), &[], false);
        }
        assert!(learnt.0.lock().unwrap().len() <= Memory::MOST.0);
    }
}

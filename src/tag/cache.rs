//! What is known of the words met so far, and the words of the comment at hand.
//!
//! Words that cannot set off a rule are not kept (see `beginnings`), of those that do set off none only that; the forms
//! that patterns compare are kept of the others, and of words beside them that a pattern asked for. What is kept is
//! bounded: when there is very much of it, it is laid aside, and what is not asked for again until there is as much
//! anew is forgotten.

use std::ops::Range;

use super::lexicon::{Key, Lexicon};
use super::overlap::Hit;
use crate::text::Span;

/// A rule, and what the word that sets it off is to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub rule: u32,
    pub part: Part,
}

/// What a word that sets off a rule is to it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// All that the rule asks for.
    All,
    /// The word at this place of a phrase.
    OfPhrase(u32),
    /// One without which the rule cannot hold.
    Anchor,
}

/// What is known of a word, in one number: in the lower half its entry; in the upper half the one rule that it sets off,
/// where the word is all that this rule asks for, or else whether it sets off any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known(u64);

impl Known {
    /// That it sets off no rule.
    pub const NOTHING: Self = Self(0);

    /// In the upper half, for rules that the entry tells.
    const SEVERAL: u64 = u32::MAX as u64;

    fn new(entry: usize, triggers: &[Trigger]) -> Self {
        let rules = match triggers {
            [] => 0,
            [Trigger { rule, part: Part::All }] => u64::from(*rule) + 1,
            _ => Self::SEVERAL,
        };
        Self(u64::from(u32::try_from(entry + 1).unwrap_or(0)) | rules.min(Self::SEVERAL) << 32)
    }

    #[inline]
    pub fn sets_off(self) -> bool {
        self.0 >> 32 != 0
    }

    /// The rule that the word sets off, where it is only one and the word is all of it.
    #[inline]
    pub fn rule(self) -> Option<usize> {
        (1..Self::SEVERAL).contains(&(self.0 >> 32)).then(|| (self.0 >> 32) as usize - 1)
    }

    /// The number of its entry, where it has one.
    #[inline]
    pub fn entry(self) -> Option<usize> {
        (self.0 as u32).checked_sub(1).map(|entry| entry as usize)
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
    /// The words of the comment at hand: place, and what is known.
    pub(super) words: Vec<(Span, Known)>,
    /// The places of those that may set off a rule.
    pub(super) asked: Vec<u32>,
    /// Room for the hits of a comment.
    pub(super) hits: Vec<Hit>,
}

#[derive(Debug, Default)]
struct Memory {
    lexicon: Lexicon,
    /// Of each entry the form and the stem, pieces of `text`.
    forms: Vec<[Span; 2]>,
    text: String,
    /// Where the triggers of each entry end. Apart from the forms: nearly always these alone are asked for.
    ends: Vec<usize>,
    triggers: Vec<Trigger>,
}

/// A word in the forms that patterns compare, and what it sets off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'c> {
    pub form: &'c str,
    pub stem: &'c str,
    pub triggers: &'c [Trigger],
}

impl Memory {
    /// Words kept, and bytes of their forms.
    const MOST: (usize, usize) = (1 << 16, 1 << 21);

    fn is_full(&self) -> bool {
        self.lexicon.len() >= Self::MOST.0 || self.text.len() >= Self::MOST.1
    }

    fn looked(&self, entry: usize) -> Looked<'_> {
        let [form, stem] = self.forms[entry];
        Looked {
            form: form.of(&self.text),
            stem: stem.of(&self.text),
            triggers: &self.triggers[self.set_off_by(entry)],
        }
    }

    fn set_off_by(&self, entry: usize) -> Range<usize> {
        let before = entry.checked_sub(1).map_or(0, |before| self.ends[before]);
        before..self.ends[entry]
    }

    fn add(&mut self, key: Key<'_>, word: Looked<'_>) -> Known {
        let form = self.piece(word.form);
        // Most stems are the beginning of the form.
        let stem = if word.form.starts_with(word.stem) {
            Span::new(form.start, form.start + word.stem.len())
        } else {
            self.piece(word.stem)
        };
        let known = Known::new(self.forms.len(), word.triggers);
        self.forms.push([form, stem]);
        self.triggers.extend_from_slice(word.triggers);
        self.ends.push(self.triggers.len());
        self.lexicon.insert(key, known.0);
        known
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
            if self.old.text.len() >= 2 * Memory::MOST.1 {
                // A comment without a space can be one word of any length.
                self.old = Memory::default();
            }
        }
    }

    /// What is known of a word that was met before.
    #[inline]
    pub(super) fn get(&mut self, key: Key<'_>) -> Option<Known> {
        match self.young.lexicon.get(key) {
            Some(known) => Some(Known(known)),
            None => self.remember(key),
        }
    }

    /// Takes a word from what was laid aside.
    fn remember(&mut self, key: Key<'_>) -> Option<Known> {
        let known = Known(self.old.lexicon.get(key)?);
        Some(match known.entry() {
            Some(entry) => self.young.add(key, self.old.looked(entry)),
            None => self.add_nothing(key),
        })
    }

    /// Keeps that a word sets off no rule.
    pub(super) fn add_nothing(&mut self, key: Key<'_>) -> Known {
        self.young.lexicon.insert(key, Known::NOTHING.0);
        Known::NOTHING
    }

    /// Keeps a word.
    pub(super) fn add(&mut self, key: Key<'_>, word: Looked<'_>) -> Known {
        self.young.add(key, word)
    }

    /// Where the triggers of an entry are.
    pub(super) fn set_off_by(&self, entry: usize) -> Range<usize> {
        self.young.set_off_by(entry)
    }

    pub(super) fn trigger(&self, place: usize) -> Trigger {
        self.young.triggers[place]
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

    /// Twice as many words as are kept, each asked for again at once, one of them all the time.
    #[test]
    fn what_is_kept_is_bounded_and_what_is_in_use_stays() {
        let mut cache = Cache::default();
        let trigger = Trigger { rule: 7, part: Part::Anchor };
        cache.add(key("always"), Looked { form: "always", stem: "alway", triggers: &[trigger] });
        for number in 0..4 * Memory::MOST.0 {
            cache.begin();
            let word = format!("w{number}");
            assert_eq!(cache.get(key(&word)), None);
            let known = match number % 2 {
                0 => cache.add(key(&word), Looked { form: &word, stem: "w", triggers: &[] }),
                _ => cache.add_nothing(key(&word)),
            };
            assert_eq!(cache.get(key(&word)), Some(known));
            let always = cache.get(key("always")).unwrap();
            let looked = cache.looked(always.entry().unwrap());
            assert_eq!((looked.form, looked.stem, looked.triggers[0].rule), ("always", "alway", 7));
            assert!(cache.young.lexicon.len() + cache.old.lexicon.len() <= 2 * Memory::MOST.0 + 2);
        }
    }

    #[test]
    fn a_word_as_long_as_a_book_is_not_kept() {
        let mut cache = Cache::default();
        let word = "a".repeat(3 * Memory::MOST.1);
        cache.add(Key::Long(&word), Looked { form: &word, stem: "", triggers: &[] });
        cache.begin();
        assert_eq!(cache.young.text.len() + cache.old.text.len(), 0);
    }

    #[test]
    fn one_rule_that_asks_for_the_word_alone_is_told_at_once() {
        let (all, part) = (Trigger { rule: 3, part: Part::All }, Trigger { rule: 4, part: Part::OfPhrase(0) });
        assert_eq!(Known::new(5, &[all]).rule(), Some(3));
        for several in [vec![part], vec![all, part]] {
            let known = Known::new(5, &several);
            assert_eq!((known.rule(), known.sets_off(), known.entry()), (None, true, Some(5)));
        }
        assert_eq!((Known::new(0, &[]).sets_off(), Known::NOTHING.entry()), (false, None));
    }
}

//! Which comments are kept but not counted in the bases, and why.
//!
//! Counting the rest is `coded`'s.
//!
//! # What it answers
//! Is this comment an answer of its own, or the poster's reply, a nudge to somebody else, a repeat?
//!
//! # Formula
//! The first rule that applies, in this order:
//! 1. *poster*: the author is the study's `poster`;
//! 2. *tag only*: it starts with a mention (`@name`), and beside mentions, emoji and punctuation at most two words
//!    are left; a capitalised word between two mentions belongs to the name before it (`@Ines Costa @Marc`);
//! 3. *duplicate*: the same words in the same order as an earlier comment that is counted, by the same author; case,
//!    accents, white space and punctuation do not count. Where neither has an author, only texts of at least eight
//!    words are compared, because two people often give the same short answer.
//!
//! # Assumptions and when not to use it
//! Comments come in the order in which they were written. Where a mention is itself an answer ("@brand"), turn
//! `tag_only` off.
//!
//! # Reference
//! None: these are this program's own rules.
//!
//! # Example
//! "@Dana thoughts?" is set aside as a tag; "@Dana always with a note" is counted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::ingest::Comment;
use crate::text::{Word, fold, words};

/// More words than this beside the mentions make a comment an answer.
const WORDS_BESIDE_MENTIONS: usize = 2;

/// Without an author, only texts of at least this many words can be repeats.
const WORDS_OF_A_REPEAT: usize = 8;

/// Why a comment is kept but not counted in the bases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetAside {
    /// Written by the person who posted the poll.
    Poster,
    /// Only mentions other people, with at most a word or two beside them.
    TagOnly,
    /// The same text by the same author as an earlier comment.
    Duplicate,
}

impl SetAside {
    /// The value in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::TagOnly => "tag_only",
            Self::Duplicate => "duplicate",
        }
    }

    /// What such comments are called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Poster => "replies by the poster",
            Self::TagOnly => "comments that only tag somebody",
            Self::Duplicate => "repeats",
        }
    }

    /// The rule in a sentence.
    #[must_use]
    pub fn explain(self) -> &'static str {
        match self {
            Self::Poster => "Written by the person who posted the poll.",
            Self::TagOnly => "Starts with a mention and has at most two words beside mentions and emoji.",
            Self::Duplicate => "Has the same words as an earlier comment by the same author.",
        }
    }
}

/// Which rules are on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SetAsideRules {
    /// The poster's author id; their comments are set aside.
    pub poster: Option<String>,
    /// Set aside comments that only mention other people.
    pub tag_only: bool,
    /// Set aside repeats of one text by one author.
    pub duplicates: bool,
}

impl Default for SetAsideRules {
    fn default() -> Self {
        Self { poster: None, tag_only: true, duplicates: true }
    }
}

/// For each comment, why it is set aside; `None` for one that is counted.
#[must_use]
pub fn set_aside(comments: &[Comment], rules: &SetAsideRules) -> Vec<Option<SetAside>> {
    let looked: Vec<Looked> = comments.par_iter().map(|comment| Looked::at(comment, rules)).collect();
    // The places of the comments that said something, by its digest.
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let reason = |(place, looked): (usize, &Looked)| match looked {
        Looked::Aside(reason) => Some(*reason),
        Looked::Nothing => None,
        Looked::Said(digest) => {
            let earlier = seen.entry(*digest).or_default();
            let same = |other: &usize| said_by(&comments[*other]) == said_by(&comments[place]);
            let repeat = earlier.iter().any(same);
            if !repeat {
                earlier.push(place);
            }
            repeat.then_some(SetAside::Duplicate)
        }
    };
    looked.iter().enumerate().map(reason).collect()
}

/// What is known of a comment by itself.
enum Looked {
    Aside(SetAside),
    /// A digest of what it says, where it may repeat another.
    Said(u64),
    Nothing,
}

impl Looked {
    fn at(comment: &Comment, rules: &SetAsideRules) -> Self {
        let text = shown(comment);
        let found = words(&text);
        if rules.poster.is_some() && comment.author == rules.poster {
            Self::Aside(SetAside::Poster)
        } else if rules.tag_only && only_tags(&text, &found) {
            Self::Aside(SetAside::TagOnly)
        } else if rules.duplicates && may_repeat(comment, &found) {
            let mut hasher = DefaultHasher::new();
            comment.author.hash(&mut hasher);
            said(&found).hash(&mut hasher);
            Self::Said(hasher.finish())
        } else {
            Self::Nothing
        }
    }
}

/// The text, in which a mention that was masked is one all the same.
fn shown(comment: &Comment) -> Cow<'_, str> {
    if !comment.text.contains('[') {
        return Cow::Borrowed(&comment.text);
    }
    Cow::Owned(comment.text.replace("[name]", "@name").replace("[handle]", "@handle"))
}

fn only_tags(text: &str, found: &[Word]) -> bool {
    if !found.iter().find(|word| word.is_plain() || word.is_mention()).is_some_and(Word::is_mention) {
        return false;
    }
    let is_mention = |at: Option<usize>| at.and_then(|at| found.get(at)).is_some_and(Word::is_mention);
    let is_surname = |at: usize| {
        is_mention(at.checked_sub(1))
            && is_mention(Some(at + 1))
            && found[at].span.of(text).starts_with(char::is_uppercase)
    };
    let beside = (0..found.len()).filter(|&at| found[at].is_plain() && !is_surname(at));
    beside.count() <= WORDS_BESIDE_MENTIONS
}

/// Whether a comment with the same words by the same author is a repeat.
fn may_repeat(comment: &Comment, found: &[Word]) -> bool {
    !found.is_empty() && (comment.author.is_some() || found.len() >= WORDS_OF_A_REPEAT)
}

fn said(found: &[Word]) -> Vec<String> {
    found.iter().map(|word| fold(&word.cased)).collect()
}

fn said_by(comment: &Comment) -> (Option<&str>, Vec<String>) {
    (comment.author.as_deref(), said(&words(&shown(comment))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::comment;

    fn reasons(rows: &[(Option<&str>, &str)], rules: &SetAsideRules) -> Vec<Option<SetAside>> {
        let comments: Vec<Comment> =
            rows.iter().enumerate().map(|(at, (author, text))| comment(&format!("c{at}"), *author, text)).collect();
        set_aside(&comments, rules)
    }

    #[test]
    fn a_comment_that_only_tags_somebody_is_set_aside() {
        for (text, expected) in [
            ("@Dana thoughts?", true),
            ("@Marc @Ines 👆", true),
            ("👉 @Marc see this", true),
            ("@Ines Costa @Marc Weber @Bo see above 😄", true),
            ("@Dana always with a note", false),
            ("Same here. @Femi it came last year", false),
            ("following", false),
        ] {
            let found = reasons(&[(Some("a"), text)], &SetAsideRules::default());
            assert_eq!(found == [Some(SetAside::TagOnly)], expected, "{text}");
        }
    }

    #[test]
    fn a_repeat_has_the_same_author_and_the_same_words() {
        let rows = [
            (Some("a"), "Always add a note!"),
            (Some("a"), "always  add a NOTE 	…"),
            (Some("b"), "Always add a note!"),
            (None, "Price"),
            (None, "price"),
            (None, "I accept invites only from people I know"),
            (None, "I accept invites only from people I know."),
            (Some("a"), "?!"),
            (Some("a"), "…"),
        ];
        let found = reasons(&rows, &SetAsideRules::default());
        let repeats: Vec<usize> = (0..rows.len()).filter(|at| found[*at] == Some(SetAside::Duplicate)).collect();
        assert_eq!(repeats, [1, 6]);
    }

    #[test]
    fn the_poster_comes_before_the_other_reasons_and_rules_can_be_off() {
        let rules = SetAsideRules { poster: Some("p".to_owned()), tag_only: false, duplicates: false };
        let rows = [(Some("p"), "@Dana thoughts?"), (Some("a"), "@Dana thoughts?"), (None, "hi")];
        assert_eq!(reasons(&rows, &rules), [Some(SetAside::Poster), None, None]);
    }
}

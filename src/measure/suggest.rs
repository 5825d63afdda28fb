//! Words and phrases that a codebook may lack, with the pattern that each would be.
//!
//! # What it answers
//! What do people write that no pattern speaks of; or, of the comments without a theme, what do they write that the
//! others do not?
//!
//! # Formula
//! Words, and phrases of two and three words that nothing but spaces and hyphens parts, compared by stem. A word says
//! something by the rule of `untagged`; a phrase begins and ends with such a word. Of all comments counted: the uses that
//! share no letter with a match, in at least three comments, most comments first. Of the comments without a theme: at
//! least three uses, ranked by `keyness` against the other comments counted, phrases of each length among themselves. A
//! word or phrase that a longer one always holds is left to the longer one. What shares a stem with the first of a group
//! belongs to the group.
//!
//! # Assumptions and when not to use it
//! The list is for whoever writes the codebook: what is frequent is not yet a theme, and a suggestion from the comments
//! that precision is measured on makes the measure too good.
//!
//! # Reference
//! See `keyness`.
//!
//! # Example
//! If "photo" and "profile photo" stand in five and three comments without a theme, they are one group with the patterns
//! `photo` and `profile photo`.

use std::collections::{BTreeMap, BTreeSet};

use super::untagged::{LEAST_G2, LEAST_USES, says_something};
use super::{Coded, keyness};
use crate::text::{Stemmer, Word};

/// Words of the longest phrase.
const LONGEST: usize = 3;

/// How many groups are given.
const MOST_GROUPS: usize = 20;

/// How many of a group are given.
const MOST_OF_GROUP: usize = 6;

/// How many comments are shown of each.
const EXAMPLES: usize = 3;

/// Which comments are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// All that are counted, outside of what patterns match already.
    All,
    /// Those that show no theme, against the others.
    Untagged,
}

/// A word or phrase that a pattern could match.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Its stems joined by `-`: the same for the same words, whatever else the comments hold.
    pub id: String,
    /// The pattern that it would be.
    pub pattern: String,
    /// As it is written, with counts, most frequent first.
    pub surfaces: Vec<(String, u64)>,
    /// Its uses.
    pub uses: u64,
    /// Comments that have it.
    pub comments: u64,
    /// Uses in the other comments; `None` where all comments are asked.
    pub rest: Option<u64>,
    /// How it stands out against the other comments.
    pub g2: Option<f64>,
    /// The first comments that have it: positions in the list of comments.
    pub examples: Vec<usize>,
}

#[derive(Debug, Default)]
struct Found {
    surfaces: BTreeMap<String, u64>,
    comments: BTreeSet<usize>,
    uses: u64,
}

/// Suggestions in groups, what stands out most first; `hidden` comments are not asked.
#[must_use]
pub fn suggest(coded: &Coded, asked: Asked, hidden: &BTreeSet<usize>) -> Vec<Vec<Suggestion>> {
    let open = || coded.counted().filter(|comment| !hidden.contains(comment));
    let untagged: BTreeSet<usize> = open().filter(|comment| coded.shows_nothing(*comment)).collect();
    let (set, rest): (Vec<usize>, Vec<usize>) = match asked {
        Asked::All => (open().collect(), Vec::new()),
        Asked::Untagged => open().partition(|comment| untagged.contains(comment)),
    };
    let (set, rest) = (phrases(coded, &set, asked), phrases(coded, &rest, asked));
    let mut ranked = match asked {
        Asked::All => frequent(&set),
        Asked::Untagged => typical(&set, &rest),
    };
    let longer = longer(&set);
    ranked.retain(|(stems, ..)| longer.get(stems.as_slice()) != set.get(*stems).map(|found| &found.uses));
    grouped(ranked, &set)
}

type Phrases = BTreeMap<Vec<String>, Found>;

/// Every word and phrase of some comments, by its stems.
fn phrases(coded: &Coded, comments: &[usize], asked: Asked) -> Phrases {
    let stemmer = Stemmer::new(coded.codebook.language, coded.codebook.spelling);
    let forms = coded.codebook.forms;
    let mut phrases = Phrases::new();
    for &comment in comments {
        let text = &coded.comments[comment].text;
        let found = forms.words(text);
        let stems: Vec<String> = found.iter().map(|word| stemmer.stem_with(&word.cased, forms.accents)).collect();
        let tells: Vec<bool> = found.iter().map(|word| says_something(word, coded.codebook.language)).collect();
        let matched = |word: &Word| {
            asked == Asked::All
                && coded.tags[comment].matches.iter().flat_map(|tag| &tag.spans).any(|span| span.overlaps(word.span))
        };
        let taken: Vec<bool> = found.iter().map(matched).collect();
        for start in (0..found.len()).filter(|start| tells[*start] && !taken[*start]) {
            for end in start..found.len().min(start + LONGEST) {
                if taken[end] || (end > start && !adjacent(text, &found[end - 1], &found[end])) {
                    break;
                }
                if tells[end] {
                    let entry = phrases.entry(stems[start..=end].to_vec()).or_default();
                    let surface: Vec<&str> = found[start..=end].iter().map(|word| word.cased.as_str()).collect();
                    *entry.surfaces.entry(surface.join(" ")).or_default() += 1;
                    entry.comments.insert(comment);
                    entry.uses += 1;
                }
            }
        }
    }
    phrases
}

fn adjacent(text: &str, before: &Word, after: &Word) -> bool {
    text[before.span.end..after.span.start].chars().all(|c| c == ' ' || c == '-')
}

/// A phrase by its stems, its uses in the other comments, and how it stands out.
type Ranked<'p> = (&'p Vec<String>, Option<u64>, Option<f64>);

fn frequent(set: &Phrases) -> Vec<Ranked<'_>> {
    let mut ranked: Vec<_> = set.iter().filter(|(_, found)| found.comments.len() as u64 >= LEAST_USES).collect();
    ranked.sort_by_key(|(stems, found)| (std::cmp::Reverse((found.comments.len(), found.uses)), *stems));
    ranked.into_iter().map(|(stems, _)| (stems, None, None)).collect()
}

fn typical<'p>(set: &'p Phrases, rest: &Phrases) -> Vec<Ranked<'p>> {
    let mut ranked: Vec<Ranked<'p>> = Vec::new();
    for length in 1..=LONGEST {
        let keys: BTreeMap<String, &Vec<String>> =
            set.keys().filter(|stems| stems.len() == length).map(|stems| (stems.join(" "), stems)).collect();
        let typical = keyness(&uses(set, length), &uses(rest, length), LEAST_USES).into_iter();
        let enough = typical.filter(|key| key.g2 >= LEAST_G2);
        ranked.extend(enough.filter_map(|key| Some((*keys.get(&key.word)?, Some(key.rest), Some(key.g2)))));
    }
    ranked.sort_by(|a, b| b.2.unwrap_or(0.0).total_cmp(&a.2.unwrap_or(0.0)).then_with(|| a.0.cmp(b.0)));
    ranked
}

fn uses(phrases: &Phrases, length: usize) -> BTreeMap<String, u64> {
    let of_length = phrases.iter().filter(|(stems, _)| stems.len() == length);
    of_length.map(|(stems, found)| (stems.join(" "), found.uses)).collect()
}

/// For what stands in a longer phrase, the most uses of one such phrase.
fn longer(set: &Phrases) -> BTreeMap<&[String], u64> {
    let mut most: BTreeMap<&[String], u64> = BTreeMap::new();
    for (stems, found) in set {
        for part in (1..stems.len()).flat_map(|length| stems.windows(length)) {
            let uses = most.entry(part).or_default();
            *uses = found.uses.max(*uses);
        }
    }
    most
}

fn grouped(ranked: Vec<Ranked>, set: &Phrases) -> Vec<Vec<Suggestion>> {
    let mut groups: Vec<(BTreeSet<&String>, Vec<Suggestion>)> = Vec::new();
    for (stems, rest, g2) in ranked {
        let Some(found) = set.get(stems) else { continue };
        let own = groups.iter().position(|(heads, _)| stems.iter().any(|stem| heads.contains(stem)));
        let place = match own {
            Some(place) => place,
            None if groups.len() == MOST_GROUPS => continue,
            None => {
                groups.push((stems.iter().collect(), Vec::new()));
                groups.len() - 1
            }
        };
        if groups[place].1.len() < MOST_OF_GROUP {
            groups[place].1.push(Suggestion { rest, g2, ..suggestion(stems, found) });
        }
    }
    groups.into_iter().map(|(_, suggestions)| suggestions).collect()
}

fn suggestion(stems: &[String], found: &Found) -> Suggestion {
    let mut surfaces: Vec<(String, u64)> = found.surfaces.iter().map(|(text, count)| (text.clone(), *count)).collect();
    surfaces.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let words = surfaces.first().map_or(String::new(), |(text, _)| text.clone());
    // A sign within a word could mean something else in a pattern; in quotes nothing does.
    let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\''));
    let pattern = if plain { words } else { format!("\"{words}\"") };
    Suggestion {
        id: stems.join("-"),
        pattern,
        surfaces,
        uses: found.uses,
        comments: found.comments.len() as u64,
        rest: None,
        g2: None,
        examples: found.comments.iter().copied().take(EXAMPLES).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    fn ids(groups: &[Vec<Suggestion>]) -> Vec<Vec<(&str, u64, u64)>> {
        groups
            .iter()
            .map(|group| group.iter().map(|found| (found.id.as_str(), found.uses, found.comments)).collect())
            .collect()
    }

    #[test]
    fn what_patterns_match_already_is_not_suggested_and_what_shares_a_stem_is_one_group() {
        let study = Fixture::with_texts(&[
            ("A", "t1", "Note: a profile photo and photos"),
            ("B", "t1", "note the profile photo"),
            ("C", "", "profile-photo. Photo, yes; note"),
            ("D", "", "no photo. profile, photo"),
        ]);
        let found = suggest(&study.coded(), Asked::All, &BTreeSet::new());
        assert_eq!(ids(&found), [vec![("photo", 7, 4), ("profil-photo", 3, 3)], vec![("profil", 4, 4)]]);
        assert_eq!(found[0][0].pattern, "photo");
        assert_eq!(found[0][0].surfaces, [("photo".to_owned(), 6), ("photos".to_owned(), 1)]);
        assert_eq!(found[0][1].pattern, "profile photo");
        assert_eq!(found[0][1].examples, [0, 1, 2]);
    }

    #[test]
    fn words_of_comments_without_a_theme_are_held_against_the_others() {
        let study = Fixture::with_texts(&[
            ("A", "", "photo, photo, photo"),
            ("B", "t1", "note then photo and one more word to fill it up"),
            ("C", "", "a photo, first first"),
            ("D", "s1", "note and then note for me first or never first of all"),
        ]);
        let found = suggest(&study.coded(), Asked::Untagged, &BTreeSet::new());
        assert_eq!(ids(&found), [[("photo", 4, 2)]]);
        assert_eq!(found[0][0].rest, Some(1));
        assert!(found[0][0].g2.is_some());
    }
}

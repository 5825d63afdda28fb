//! What commenters say they do, beside what voters answered.
//!
//! # What it answers
//! How many of the people who state a stance in their comments state this one, and what did the poll say?
//!
//! # Formula
//! An author's stances are those of all their comments counted; a theme above another that is stated is no stance of its
//! own, and counts those who state the one below it. Exactly one: the author has that stance. Two or more, in
//! one comment or over several: *mixed*. None: *silent*. A share is of the authors who state exactly one.
//!
//! # Assumptions and when not to use it
//! Commenters and voters are different people, and who comments is not chance: the two columns are shown side by side
//! and never tested against each other.
//!
//! # Reference
//! None: counting only.
//!
//! # Example
//! Of ten authors six say "some", two "all", one says both, one says nothing: "some" has 6 of 8.

use std::collections::{BTreeMap, BTreeSet};

use super::{Coded, PollBreakdown, Share};

/// One stance beside the poll option that it answers to.
#[derive(Debug, Clone, PartialEq)]
pub struct StanceRow {
    /// The theme's id.
    pub id: String,
    /// The theme's label.
    pub label: String,
    /// Authors with this stance, of the authors who state exactly one.
    pub authors: Share,
    /// The poll option's label and its published share (0 to 1), where the study names one.
    pub poll: Option<(String, f64)>,
}

/// What commenters say they do, by author, beside the poll. The two are different people: no test is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance {
    /// Id of the exclusive group.
    pub group: String,
    /// One row a stance, in the codebook's order.
    pub rows: Vec<StanceRow>,
    /// Authors whose comments state more than one stance.
    pub mixed_authors: u64,
    /// Authors whose comments state none.
    pub silent_authors: u64,
    /// All authors of counted comments.
    pub all_authors: u64,
    /// Ids of the comments in which two stances fire, in file order.
    pub mixed_comments: Vec<String>,
}

/// The stances of a group, given by its position in the codebook. `options` names the poll option of a theme id.
#[must_use]
pub fn stance(coded: &Coded, group: usize, options: &BTreeMap<String, String>, poll: Option<&PollBreakdown>) -> Stance {
    let authors = coded.authors();
    let stated: Vec<BTreeSet<usize>> = authors.iter().map(|comments| lowest(coded, group, comments)).collect();
    let with = |number: fn(usize) -> bool| stated.iter().filter(|stances| number(stances.len())).count() as u64;
    let base = with(|stances| stances == 1);
    let row = |theme: usize| {
        let declared = &coded.codebook.themes[theme];
        let states = |stance: &usize| *stance == theme || coded.codebook.above(*stance).any(|above| above == theme);
        let single = stated.iter().filter(|stances| stances.len() == 1 && stances.iter().all(states)).count();
        let option = options.get(&declared.id).and_then(|label| poll?.option(label));
        StanceRow {
            id: declared.id.clone(),
            label: declared.label.clone(),
            authors: Share::new(single as u64, base),
            poll: option.map(|option| (option.label.clone(), option.share)),
        }
    };
    let mixed = coded.counted().filter(|comment| lowest(coded, group, &[*comment]).len() > 1);
    Stance {
        group: coded.codebook.groups[group].id.clone(),
        rows: coded.codebook.themes_of(group).map(row).collect(),
        mixed_authors: with(|stances| stances > 1),
        silent_authors: with(|stances| stances == 0),
        all_authors: authors.len() as u64,
        mixed_comments: mixed.map(|comment| coded.comments[comment].id.clone()).collect(),
    }
}

/// The stances that some comments state, each as precisely as it is stated.
fn lowest(coded: &Coded, group: usize, comments: &[usize]) -> BTreeSet<usize> {
    let shown = comments.iter().flat_map(|comment| coded.shown_of(*comment, group)).collect();
    coded.codebook.lowest(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;
    use crate::measure::{Basis, OptionShare, Rounding};

    #[test]
    fn an_author_has_one_stance_or_is_mixed_or_silent() {
        let study = Fixture::new(&[
            ("A", "s1"),
            ("A", "s1 t1"),
            ("B", "s1"),
            ("B", "s2"),
            ("C", "s1 s2"),
            ("D", ""),
            ("E", "s2"),
        ]);
        let found = stance(&study.coded(), 1, &BTreeMap::new(), None);
        assert_eq!(found.rows[0].authors, Share::new(1, 2));
        assert_eq!(found.rows[1].authors, Share::new(1, 2));
        assert_eq!((found.mixed_authors, found.silent_authors, found.all_authors), (2, 1, 5));
        assert_eq!(found.mixed_comments, ["c5"]);
    }

    #[test]
    fn a_stance_and_the_one_above_it_are_one_stance() {
        let mut study = Fixture::new(&[("A", "s1"), ("B", "s2"), ("C", "s1 s2")]);
        study.codebook.themes[3].parent = Some(4);
        let found = stance(&study.coded(), 1, &BTreeMap::new(), None);
        assert_eq!((found.rows[0].authors, found.rows[1].authors), (Share::new(2, 3), Share::new(3, 3)));
        assert_eq!((found.mixed_authors, found.mixed_comments), (0, Vec::new()));
    }

    #[test]
    fn a_stance_stands_beside_its_poll_option() {
        let study = Fixture::new(&[("A", "s1")]);
        let all = OptionShare { label: "All".into(), share: 0.12, percent: "12".into(), counts: None };
        let poll = PollBreakdown {
            question: String::new(),
            options: vec![all],
            basis: Basis::PercentOnly { fits: Vec::new(), all_from: Some(113) },
            decimals: 0,
            headline: String::new(),
            rounding: Rounding::HalfUp,
        };
        let options = BTreeMap::from([("s1".to_owned(), "all".to_owned())]);
        let found = stance(&study.coded(), 1, &options, Some(&poll));
        assert_eq!(found.rows[0].poll, Some(("All".to_owned(), 0.12)));
        assert_eq!(found.rows[1].poll, None);
    }
}

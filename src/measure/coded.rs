//! The comments of one question with the decision for every theme, and the units that are counted: comments, authors.
//!
//! An author is the id that the source gives. A comment without one counts as an author of its own.

use std::collections::{HashMap, HashSet};

use super::SetAside;
use crate::codebook::Codebook;
use crate::ingest::{Coding, Comment, Decision};
use crate::tag::Tags;

/// Whose decision a theme share counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionSource {
    /// The tagger's.
    #[default]
    Tagger,
    /// A human coding where there is one, else the tagger's.
    Reviewed,
}

impl DecisionSource {
    /// The value in `study.toml` and in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Tagger => "tagger",
            Self::Reviewed => "reviewed",
        }
    }
}

/// The comments of one open question with the decision for every theme.
#[derive(Debug, Clone)]
pub struct Coded<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The comments in file order.
    pub comments: &'a [Comment],
    /// What the tagger found, one entry a comment.
    pub tags: &'a [Tags],
    /// Why a comment is left out of the bases, one entry a comment; `None` for a comment that is counted.
    pub set_aside: Vec<Option<SetAside>>,
    /// Whose decision `shown` is.
    pub source: DecisionSource,
    /// Whether comment `c` shows theme `t`: `shown[c][t]`.
    pub shown: Vec<Vec<bool>>,
    /// For each theme, the decisions of the tagger on counted comments that a human coding overrode.
    pub overridden: Vec<u64>,
    /// The comments and themes that a human coding decided; none where the tagger's decisions count.
    pub reviewed: HashSet<(usize, usize)>,
}

impl Coded<'_> {
    /// Positions of the comments counted, in file order.
    pub fn counted(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        (0..self.comments.len()).filter(|comment| self.set_aside[*comment].is_none())
    }

    /// The comments counted, by author, in the order in which the authors first appear.
    #[must_use]
    pub fn authors(&self) -> Vec<Vec<usize>> {
        let mut place: HashMap<&str, usize> = HashMap::new();
        let mut authors: Vec<Vec<usize>> = Vec::new();
        for comment in self.counted() {
            let next = authors.len();
            let at = match &self.comments[comment].author {
                Some(author) => *place.entry(author).or_insert(next),
                None => next,
            };
            if at == next {
                authors.push(Vec::new());
            }
            authors[at].push(comment);
        }
        authors
    }

    /// Positions of the themes of a group that a comment shows.
    pub fn shown_of(&self, comment: usize, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.codebook.themes_of(group).filter(move |theme| self.shown[comment][*theme])
    }

    /// Whether a comment shows no theme of any group.
    #[must_use]
    pub fn shows_nothing(&self, comment: usize) -> bool {
        !self.shown[comment].contains(&true)
    }
}

/// Decides for every comment and theme whether it is shown.
///
/// With [`DecisionSource::Reviewed`] the first coder, in the order of the codings, who said yes or no on a comment and
/// a theme decides; where all are undecided or have not read it, the tagger does. A theme on which no human decided is
/// shown where one below it is.
#[must_use]
pub fn decide<'a>(
    codebook: &'a Codebook,
    comments: &'a [Comment],
    tags: &'a [Tags],
    set_aside: Vec<Option<SetAside>>,
    codings: &[(String, Vec<Coding>)],
    source: DecisionSource,
) -> Coded<'a> {
    let themes = codebook.themes.len();
    let own = |tags: &Tags, theme| tags.of(theme).next().is_some();
    let mut shown: Vec<Vec<bool>> =
        tags.iter().map(|tags| (0..themes).map(|theme| own(tags, theme)).collect()).collect();
    let mut overridden = vec![0; themes];
    let decided = match source {
        DecisionSource::Tagger => HashMap::new(),
        DecisionSource::Reviewed => reviewed(codebook, comments, codings),
    };
    for (&(comment, theme), &decision) in &decided {
        shown[comment][theme] = decision;
        let overrides = tags[comment].shows(theme) != decision && set_aside[comment].is_none();
        overridden[theme] += u64::from(overrides);
    }
    for (comment, shown) in shown.iter_mut().enumerate() {
        let found: Vec<usize> = (0..themes).filter(|theme| shown[*theme]).collect();
        let above = found.into_iter().flat_map(|theme| codebook.above(theme));
        above.filter(|theme| !decided.contains_key(&(comment, *theme))).for_each(|theme| shown[theme] = true);
    }
    let reviewed = decided.into_keys().collect();
    Coded { codebook, comments, tags, set_aside, source, shown, overridden, reviewed }
}

fn reviewed(
    codebook: &Codebook,
    comments: &[Comment],
    codings: &[(String, Vec<Coding>)],
) -> HashMap<(usize, usize), bool> {
    let place: HashMap<&str, usize> =
        comments.iter().enumerate().map(|(place, comment)| (comment.id.as_str(), place)).collect();
    let mut decided = HashMap::new();
    for coding in codings.iter().flat_map(|(_, codings)| codings) {
        let cell = place.get(coding.comment.as_str()).copied().zip(codebook.theme(&coding.theme));
        if let (Some(cell), Some(decision)) = (cell, yes_or_no(coding.decision)) {
            decided.entry(cell).or_insert(decision);
        }
    }
    decided
}

/// A decision as yes or no; `None` where the coder could not decide.
pub(super) fn yes_or_no(decision: Decision) -> Option<bool> {
    match decision {
        Decision::Yes => Some(true),
        Decision::No => Some(false),
        Decision::Undecided => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::{Fixture, coding};

    #[test]
    fn the_first_coder_who_said_yes_or_no_wins_over_the_tagger() {
        let study = Fixture::new(&[("A", "t1"), ("B", ""), ("A", "t1"), ("C", "t1")]);
        let first = vec![coding("c1", "t1", Decision::No), coding("c2", "t1", Decision::Undecided)];
        let second = vec![coding("c1", "t1", Decision::Yes), coding("c2", "t1", Decision::Yes)];
        let codings = [("first".to_owned(), first), ("second".to_owned(), second)];
        let decided = |source| decide(&study.codebook, &study.comments, &study.tags, vec![None; 4], &codings, source);
        let reviewed = decided(DecisionSource::Reviewed);
        assert_eq!(reviewed.shown.iter().map(|shown| shown[0]).collect::<Vec<_>>(), [false, true, true, true]);
        assert_eq!(reviewed.overridden[0], 2);
        let tagger = decided(DecisionSource::Tagger);
        assert_eq!((tagger.shown[0][0], tagger.overridden[0]), (true, 0));
    }

    #[test]
    fn a_theme_is_shown_where_a_human_saw_one_below_it_and_not_where_they_did_not() {
        let mut study = Fixture::new(&[("A", "t1"), ("B", ""), ("C", "t1"), ("D", "t3")]);
        (study.codebook.themes[0].parent, study.codebook.themes[1].parent) = (Some(1), Some(2));
        let rows =
            vec![coding("c1", "t1", Decision::No), coding("c2", "t1", Decision::Yes), coding("c3", "t2", Decision::No)];
        let codings = [("coder".to_owned(), rows)];
        let decided = |source| {
            let found = decide(&study.codebook, &study.comments, &study.tags, vec![None; 4], &codings, source);
            found.shown.iter().map(|shown| [shown[0], shown[1], shown[2]]).collect::<Vec<_>>()
        };
        let (no, yes) = ([false; 3], [true; 3]);
        assert_eq!(decided(DecisionSource::Tagger), [yes, no, yes, [false, false, true]]);
        assert_eq!(decided(DecisionSource::Reviewed), [no, yes, [true, false, true], [false, false, true]]);
    }

    #[test]
    fn a_comment_without_an_author_is_an_author_of_its_own() {
        let study = Fixture::new(&[("A", ""), ("", ""), ("A", ""), ("", "")]);
        assert_eq!(study.coded().authors(), [vec![0, 2], vec![1], vec![3]]);
    }
}

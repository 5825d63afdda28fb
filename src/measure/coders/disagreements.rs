//! Where coders disagree, what matters most first, and how far each theme's share could move.
//!
//! # What it answers
//! Which disagreements are worth settling first?
//!
//! # Formula
//! A disagreement is a comment counted and a theme with both a yes and a no among the coders (`?` is neither). Its effect
//! is the change of the theme's share of authors if it alone were settled against what is counted today: one author, or
//! none where another comment of the author shows the theme. A theme's share could move from the share with every
//! disagreement settled as no to that with every one as yes. The order: disagreements with an effect before those
//! without; themes that could move the furthest first; within a theme what most people contradict first; then the order
//! of the codebook and of the file.
//!
//! # Assumptions and when not to use it
//! Themes above a theme are not moved with it. Of comments held out for testing, disagreements with the tagger are not
//! listed, and the tagger's decision is not given, unless asked for: it would lead the coder and show what is to be
//! hidden.
//!
//! # Reference
//! None: the order is this program's own.
//!
//! # Example
//! Of 20 authors 8 show a theme; two comments of other authors are in dispute: the share could go from 40% to 50%.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Panel;
use super::coefficients::differ;
use crate::ingest::Decision;
use crate::measure::Share;

/// A comment and a theme on which coders disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// Position of the comment.
    pub comment: usize,
    /// Position of the theme.
    pub theme: usize,
    /// What each person decided, in the order of the panel.
    pub people: Vec<Option<Decision>>,
    /// What the tagger says; `None` where it is no coder, or is not to be seen.
    pub tagger: Option<bool>,
    /// How far the theme's share of authors moves if this alone is settled against what is counted.
    pub effect: f64,
    /// Whether the comment is held out for testing.
    pub held_out: bool,
}

/// How far the disagreements on a theme could move its share of authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// Position of the theme.
    pub theme: usize,
    /// Disagreements on it.
    pub disagreements: u64,
    /// The share today.
    pub counted: Share,
    /// With every disagreement settled as no.
    pub least: Share,
    /// With every disagreement settled as yes.
    pub most: Share,
}

/// The disagreements of a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Disputed {
    /// The disagreements, in the order in which they matter.
    pub list: Vec<Disagreement>,
    /// The themes in dispute, those that could move the furthest first.
    pub movements: Vec<Movement>,
    /// Disagreements with the tagger that are not listed because their comment is held out.
    pub hidden: u64,
    /// Disagreements that are settled.
    pub settled: u64,
}

/// The disagreements on the comments counted; with `held_out` also those with the tagger on comments held out.
#[must_use]
pub fn disagreements(panel: &Panel<'_>, held_out: bool) -> Disputed {
    let by_author = ByAuthor::new(panel);
    let mut found = Disputed::default();
    let mut ranked = Vec::new();
    for theme in 0..panel.coded.codebook.themes.len() {
        let of_theme = of_theme(panel, theme, held_out, &mut found);
        let Some(movement) = by_author.movement(panel, theme, &of_theme) else { continue };
        let width = movement.most.count - movement.least.count;
        found.movements.push(movement);
        for mut one in of_theme {
            one.effect = by_author.effect(panel, one.comment, theme);
            let counted = panel.coded.shown[one.comment][theme];
            let against = if counted { Decision::No } else { Decision::Yes };
            let against = one.people.iter().flatten().filter(|decision| **decision == against).count();
            ranked.push(((one.effect == 0.0, Reverse(width), theme, Reverse(against), one.comment), one));
        }
    }
    ranked.sort_by_key(|(order, _)| *order);
    found.list = ranked.into_iter().map(|(_, one)| one).collect();
    found.movements.sort_by_key(|moved| Reverse(moved.most.count - moved.least.count));
    found
}

fn of_theme(panel: &Panel<'_>, theme: usize, reveal: bool, found: &mut Disputed) -> Vec<Disagreement> {
    let mut list = Vec::new();
    for comment in panel.read(theme) {
        let people: Vec<_> = panel.people.iter().map(|person| person.decision(comment, theme)).collect();
        let shows = panel.coded.tags[comment].shows(theme);
        let tagger = panel.with_tagger.then_some(if shows { Decision::Yes } else { Decision::No });
        if !differ(people.iter().copied().flatten().chain(tagger)) {
            continue;
        }
        let held_out = panel.held_out.contains(&comment);
        let is_hidden = held_out && !reveal;
        if panel.settled.contains(&(comment, theme)) {
            found.settled += 1;
        } else if is_hidden && !differ(people.iter().copied().flatten()) {
            found.hidden += 1;
        } else {
            let tagger = tagger.filter(|_| !is_hidden).map(|_| shows);
            list.push(Disagreement { comment, theme, people, tagger, effect: 0.0, held_out });
        }
    }
    list
}

/// The comments of each author.
struct ByAuthor {
    authors: Vec<Vec<usize>>,
    author_of: Vec<usize>,
}

impl ByAuthor {
    fn new(panel: &Panel<'_>) -> Self {
        let authors = panel.coded.authors();
        let mut author_of = vec![0; panel.coded.comments.len()];
        for (author, comments) in authors.iter().enumerate() {
            comments.iter().for_each(|comment| author_of[*comment] = author);
        }
        Self { authors, author_of }
    }

    fn effect(&self, panel: &Panel<'_>, comment: usize, theme: usize) -> f64 {
        let own = &self.authors[self.author_of[comment]];
        let other = own.iter().any(|of| *of != comment && panel.coded.shown[*of][theme]);
        if other { 0.0 } else { 1.0 / self.authors.len() as f64 }
    }

    fn movement(&self, panel: &Panel<'_>, theme: usize, list: &[Disagreement]) -> Option<Movement> {
        if list.is_empty() {
            return None;
        }
        let disputed: BTreeSet<usize> = list.iter().map(|one| one.comment).collect();
        let share = |shows: &dyn Fn(usize) -> bool| {
            let authors = self.authors.iter().filter(|comments| comments.iter().any(|comment| shows(*comment)));
            Share::new(authors.count() as u64, self.authors.len() as u64)
        };
        let shown = |comment: usize| panel.coded.shown[comment][theme];
        Some(Movement {
            theme,
            disagreements: list.len() as u64,
            counted: share(&shown),
            least: share(&|comment| shown(comment) && !disputed.contains(&comment)),
            most: share(&|comment| shown(comment) || disputed.contains(&comment)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::{Coding, Half};
    use crate::measure::fixture::{Fixture, coding};

    fn codings() -> Vec<(String, Vec<Coding>)> {
        let anna = [("c1", "t1", Decision::No), ("c2", "t1", Decision::Yes), ("c4", "t2", Decision::Yes)];
        let ben = [("c1", "t1", Decision::No), ("c2", "t1", Decision::Undecided), ("c4", "t2", Decision::No)];
        let rows = |rows: [(&str, &str, Decision); 3]| {
            rows.into_iter().map(|(comment, theme, decision)| coding(comment, theme, decision)).collect()
        };
        vec![("anna".to_owned(), rows(anna)), ("ben".to_owned(), rows(ben))]
    }

    /// `c1` and `c3` are by one author, so that `c1` moves no share.
    fn study() -> Fixture {
        Fixture::new(&[("A", "t1"), ("B", ""), ("A", "t1"), ("C", "")])
    }

    fn listed(panel: &Panel<'_>, held_out: bool) -> Vec<(usize, usize, Option<bool>, bool)> {
        let found = disagreements(panel, held_out).list;
        found.iter().map(|one| (one.comment, one.theme, one.tagger, one.effect > 0.0)).collect()
    }

    #[test]
    fn what_moves_a_share_comes_first() {
        let (study, codings) = (study(), codings());
        let coded = study.coded();
        let panel = Panel::new(&coded, &codings, &[], &BTreeMap::new(), true);
        let expected = [(1, 0, Some(false), true), (3, 1, Some(false), true), (0, 0, Some(true), false)];
        assert_eq!(listed(&panel, false), expected);
        let moved = disagreements(&panel, false).movements;
        let shares: Vec<_> = moved.iter().map(|one| (one.theme, one.least, one.counted, one.most)).collect();
        let of = |count| Share::new(count, 3);
        assert_eq!(shares, [(0, of(1), of(1), of(2)), (1, of(0), of(0), of(1))]);
    }

    #[test]
    fn people_alone_disagree_without_the_tagger_and_settled_ones_are_done() {
        let (study, mut codings) = (study(), codings());
        let coded = study.coded();
        let panel = Panel::new(&coded, &codings, &[], &BTreeMap::new(), false);
        assert_eq!(listed(&panel, false), [(3, 1, None, true)]);
        codings.push(("resolved".to_owned(), vec![coding("c4", "t2", Decision::Yes)]));
        let panel = Panel::new(&coded, &codings, &["resolved".to_owned()], &BTreeMap::new(), false);
        assert_eq!((panel.people.len(), disagreements(&panel, false).settled), (2, 1));
        assert_eq!(listed(&panel, false), []);
    }

    #[test]
    fn of_comments_held_out_the_tagger_is_not_told() {
        let (study, codings) = (study(), codings());
        let coded = study.coded();
        let split: BTreeMap<String, Half> = ["c1", "c2", "c4"].map(|id| (id.to_owned(), Half::Test)).into();
        let panel = Panel::new(&coded, &codings, &[], &split, true);
        assert_eq!(listed(&panel, false), [(3, 1, None, true)]);
        assert_eq!(disagreements(&panel, false).hidden, 2);
        assert_eq!(listed(&panel, true).len(), 3);
    }
}

//! How often each theme is shown: by comment, by author, by mention.
//!
//! # What it answers
//! How many of the comments, and how many of the people, speak of this theme?
//!
//! # Formula
//! *Comments*: comments counted that show the theme, of the comments counted. *Authors*: authors with at least one such
//! comment, of the authors of the comments counted. *Mentions*: mentions of the theme, of all mentions of the themes of
//! its group, in comments counted that show them; a theme that only a human saw, or that is shown because one below it
//! is, has no mention. *All comments*: the same
//! as *comments*, with the comments set aside.
//!
//! # Assumptions and when not to use it
//! A comment may show several themes, so the shares need not sum to 100%. Commenters are not voters: no share here
//! estimates a share of the poll.
//!
//! # Reference
//! Multiple response tables as in IBM SPSS Statistics, MULT RESPONSE: percent of cases (comments, authors) and percent
//! of responses (mentions).
//!
//! # Example
//! Five comments with the themes {l, p, t}, {p}, {l, p}, none and {p, t}: p is shown by 4 of 5 comments and has 4 of 8
//! mentions.

use super::{Coded, Share};

/// How often one theme is shown, in each unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeFrequency {
    /// Index into the codebook's themes.
    pub theme: usize,
    /// The theme's id.
    pub id: String,
    /// The theme's label.
    pub label: String,
    /// The id of its group.
    pub group: String,
    /// Of the comments counted.
    pub comments: Share,
    /// Of the authors of the comments counted.
    pub authors: Share,
    /// Mentions of the theme, of all mentions of its group.
    pub mentions: Share,
    /// Of all comments, those set aside included.
    pub all_comments: Share,
    /// Decisions of the tagger that a human coding overrode.
    pub overridden: u64,
}

/// The frequencies of all themes, in the codebook's order, and the comments without any theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequencies {
    /// One entry a theme.
    pub themes: Vec<ThemeFrequency>,
    /// For each group of the codebook, the comments counted that show none of its themes.
    pub none: Vec<Share>,
}

/// The frequencies of all themes.
#[must_use]
pub fn frequencies(coded: &Coded) -> Frequencies {
    let codebook = coded.codebook;
    let (counted, authors) = (coded.counted().count() as u64, coded.authors());
    let mentions: Vec<u64> = (0..codebook.themes.len()).map(|theme| mentions(coded, theme)).collect();
    let themes = codebook.themes.iter().enumerate().map(|(theme, declared)| {
        let shows = |comment: &usize| coded.shown[*comment][theme];
        let by_author = authors.iter().filter(|comments| comments.iter().any(shows)).count();
        let of_group = codebook.themes_of(declared.group).map(|other| mentions[other]).sum();
        ThemeFrequency {
            theme,
            id: declared.id.clone(),
            label: declared.label.clone(),
            group: codebook.groups[declared.group].id.clone(),
            comments: Share::new(coded.counted().filter(shows).count() as u64, counted),
            authors: Share::new(by_author as u64, authors.len() as u64),
            mentions: Share::new(mentions[theme], of_group),
            all_comments: Share::new(
                (0..coded.comments.len()).filter(shows).count() as u64,
                coded.comments.len() as u64,
            ),
            overridden: coded.overridden[theme],
        }
    });
    let none = |group| {
        let silent = coded.counted().filter(|comment| coded.shown_of(*comment, group).next().is_none());
        Share::new(silent.count() as u64, counted)
    };
    Frequencies { themes: themes.collect(), none: (0..codebook.groups.len()).map(none).collect() }
}

fn mentions(coded: &Coded, theme: usize) -> u64 {
    let showing = coded.counted().filter(|comment| coded.shown[*comment][theme]);
    showing.map(|comment| coded.tags[comment].of(theme).count() as u64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::SetAside;
    use crate::measure::fixture::Fixture;

    /// The counts of a multiple response table worked by hand: 4 of 5 cases, 4 of 8 responses.
    #[test]
    fn comments_authors_and_mentions_have_their_own_bases() {
        let study = Fixture::new(&[("A", "t1 t2 t3"), ("A", "t2"), ("B", "t1 t2"), ("C", ""), ("D", "t2 t3")]);
        let found = frequencies(&study.coded());
        let second = &found.themes[1];
        assert_eq!(second.comments, Share::new(4, 5));
        assert_eq!(second.authors, Share::new(3, 4));
        assert_eq!(second.mentions, Share::new(4, 8));
        assert_eq!(found.none[0], Share::new(1, 5));
        assert_eq!(found.none[1], Share::new(5, 5));
    }

    #[test]
    fn a_comment_set_aside_is_in_no_base_but_that_of_all_comments() {
        let study = Fixture::new(&[("A", "t1"), ("B", "t1")]);
        let mut coded = study.coded();
        coded.set_aside[1] = Some(SetAside::Poster);
        let first = &frequencies(&coded).themes[0];
        assert_eq!((first.comments, first.authors), (Share::new(1, 1), Share::new(1, 1)));
        assert_eq!((first.mentions, first.all_comments), (Share::new(1, 1), Share::new(2, 2)));
    }
}

//! How firm the order of the themes is, by drawing the authors again.
//!
//! What is counted is `frequency`'s.
//!
//! # What it answers
//! Had other people of the same kind written, would the same theme come first, and which themes cannot be told apart?
//!
//! # Formula
//! As many authors as there are, drawn with replacement, 2,000 times (fewer for more than 100,000 authors: the number is
//! given); themes are counted by author. *First*: the part of the resamples in which no other theme has as many authors.
//! *Rank from, to*: the 2.5% and 97.5% points of the rank, one more than the themes with more authors. A theme belongs to
//! the same tier as the one that leads it while it has as many authors or more in over 5% of the resamples. Authors with
//! the same themes are one kind, and only whole numbers are counted. Resamples are made in blocks of 50, each with
//! its own generator (PCG64, seeded by the number of the block), so that the number of threads changes nothing.
//!
//! # Assumptions and when not to use it
//! The authors stand for others like them. It says nothing of people who did not write. The fifty most frequent themes of
//! a group are ranked, and only those that somebody shows.
//!
//! # Reference
//! Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*, chapter 6. Hall, P. & Miller, H. (2009). Using
//! the bootstrap to quantify the authority of an empirical ranking. *The Annals of Statistics* 37, 3929–3959.
//!
//! # Example
//! Of 100 authors 60 show one theme and 30 another, nobody both: the first comes first in 99.9% of the resamples.

use std::cmp::Reverse;
use std::collections::HashMap;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;
use rayon::prelude::*;

use super::bootstrap::below;
use super::{Coded, Share};

const RESAMPLES: u64 = 2000;
const BLOCK: u64 = 50;
const SEED: u64 = 0x7261_6e6b_7330_2e31;

/// Draws that are made at most, where this leaves [`FEWEST`] resamples.
const MOST_DRAWS: u64 = 200_000_000;
const FEWEST: u64 = 200;

/// Themes ranked at most.
const MOST_THEMES: usize = 50;

/// Below this part of the resamples an order is not firm.
const FIRM: f64 = 0.95;

/// The order of the themes of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct RankStability {
    /// Id of the group.
    pub group: String,
    /// Resamples made.
    pub resamples: u64,
    /// The themes, by how many authors show them; ties stay in the codebook's order.
    pub themes: Vec<Ranked>,
}

/// The place of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Id of the theme.
    pub theme: String,
    /// Its label.
    pub label: String,
    /// Authors who show it.
    pub authors: Share,
    /// Its place in the list, first = 1.
    pub place: u64,
    /// Its rank: one more than the themes with more authors.
    pub rank: u64,
    /// The part of the resamples in which it alone comes first.
    pub first: f64,
    /// The 2.5% and the 97.5% point of its rank.
    pub ranks: (u64, u64),
    /// The part of the resamples in which it has more authors than the next theme; `None` for the last.
    pub above_next: Option<f64>,
    /// Themes of one tier cannot be told apart from the first of them; first = 1.
    pub tier: u64,
}

/// How firm the order of the themes of a group is; `None` where fewer than two are shown.
#[must_use]
pub fn rank_stability(coded: &Coded, group: usize) -> Option<RankStability> {
    let of_group: Vec<usize> = coded.codebook.themes_of(group).collect();
    let mut themes = vec![(0_u64, 0_usize); 0];
    let authors = coded.authors();
    let shows = |comments: &[usize], theme: usize| comments.iter().any(|comment| coded.shown[*comment][theme]);
    for theme in of_group {
        let count = authors.iter().filter(|comments| shows(comments, theme)).count() as u64;
        themes.push((count, theme));
    }
    themes.retain(|(count, _)| *count > 0);
    themes.sort_by_key(|(count, _)| Reverse(*count));
    themes.truncate(MOST_THEMES);
    if themes.len() < 2 {
        return None;
    }
    let shown = |comments: &Vec<usize>| -> u64 {
        let bits = themes.iter().enumerate().filter(|(_, (_, theme))| shows(comments, *theme));
        bits.map(|(bit, _)| 1 << bit).sum()
    };
    let sets: Vec<u64> = authors.iter().map(shown).collect();
    let counts: Vec<u64> = themes.iter().map(|(count, _)| *count).collect();
    let found = resampled(&sets, themes.len());
    let name = |place: usize| &coded.codebook.themes[themes[place].1];
    let ranked = ranked(&found, &counts, sets.len() as u64);
    let named = ranked.into_iter().enumerate().map(|(place, ranked)| {
        let theme = name(place);
        Ranked { theme: theme.id.clone(), label: theme.label.clone(), ..ranked }
    });
    let group = coded.codebook.groups[group].id.clone();
    Some(RankStability { group, resamples: found.resamples, themes: named.collect() })
}

/// What is counted over resamples.
#[derive(Debug, Clone, PartialEq)]
struct Tally {
    resamples: u64,
    first: Vec<u64>,
    /// `ranks[theme][rank]`, first = 0.
    ranks: Vec<Vec<u64>>,
    /// `above[a][b]` for a before b: resamples in which a has more authors.
    above: Vec<Vec<u64>>,
}

impl Tally {
    fn new(themes: usize) -> Self {
        let square = || vec![vec![0; themes]; themes];
        Self { resamples: 0, first: vec![0; themes], ranks: square(), above: square() }
    }

    fn add(&mut self, counts: &[u64]) {
        self.resamples += 1;
        for (theme, count) in counts.iter().enumerate() {
            let more = counts.iter().filter(|other| *other > count).count();
            let as_many = counts.iter().filter(|other| *other == count).count();
            self.first[theme] += u64::from(more == 0 && as_many == 1);
            self.ranks[theme][more] += 1;
            for (below, other) in counts.iter().enumerate().skip(theme + 1) {
                self.above[theme][below] += u64::from(count > other);
            }
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        let add = |to: &mut Vec<u64>, from: &Vec<u64>| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        self.resamples += other.resamples;
        add(&mut self.first, &other.first);
        self.ranks.iter_mut().zip(&other.ranks).for_each(|(to, from)| add(to, from));
        self.above.iter_mut().zip(&other.above).for_each(|(to, from)| add(to, from));
        self
    }
}

/// Draws the authors again and again; an author is the set of themes that they show, one bit a theme.
fn resampled(authors: &[u64], themes: usize) -> Tally {
    let n = authors.len() as u64;
    let mut place: HashMap<u64, u32> = HashMap::new();
    let mut kinds: Vec<u64> = Vec::new();
    let mut kind_of = Vec::with_capacity(authors.len());
    for &set in authors {
        kind_of.push(*place.entry(set).or_insert_with(|| {
            kinds.push(set);
            (kinds.len() - 1) as u32
        }));
    }
    let blocks = (MOST_DRAWS / n.max(1)).clamp(FEWEST, RESAMPLES).div_ceil(BLOCK);
    let block = |block: u64| {
        let mut random = Pcg64Mcg::seed_from_u64(SEED ^ block);
        let mut tally = Tally::new(themes);
        let mut drawn = vec![0_u64; kinds.len()];
        let mut counts = vec![0_u64; themes];
        for _ in 0..BLOCK {
            drawn.fill(0);
            counts.fill(0);
            for _ in 0..n {
                drawn[kind_of[below(&mut random, n) as usize] as usize] += 1;
            }
            for (kind, times) in kinds.iter().zip(&drawn).filter(|(_, times)| **times > 0) {
                counts.iter_mut().enumerate().for_each(|(theme, count)| *count += (kind >> theme & 1) * times);
            }
            tally.add(&counts);
        }
        tally
    };
    let tallies: Vec<Tally> = (0..blocks).into_par_iter().map(block).collect();
    tallies.iter().fold(Tally::new(themes), Tally::plus)
}

/// The places of the themes, without their names.
fn ranked(found: &Tally, counts: &[u64], base: u64) -> Vec<Ranked> {
    let part = |times: u64| times as f64 / found.resamples as f64;
    let (mut leader, mut tier) = (0, 1);
    let mut all = Vec::new();
    for (theme, count) in counts.iter().enumerate() {
        if theme > leader && part(found.above[leader][theme]) >= FIRM {
            leader = theme;
            tier += 1;
        }
        all.push(Ranked {
            theme: String::new(),
            label: String::new(),
            authors: Share::new(*count, base),
            place: theme as u64 + 1,
            rank: counts.iter().filter(|other| *other > count).count() as u64 + 1,
            first: part(found.first[theme]),
            ranks: (rank_at(&found.ranks[theme], 25), rank_at(&found.ranks[theme], 975)),
            above_next: (theme + 1 < counts.len()).then(|| part(found.above[theme][theme + 1])),
            tier,
        });
    }
    all
}

/// The lowest rank that at least so many thousandths of the resamples reach.
fn rank_at(ranks: &[u64], thousandths: u64) -> u64 {
    let all: u64 = ranks.iter().sum();
    let mut reached = 0;
    for (rank, times) in (1..).zip(ranks) {
        reached += times;
        if reached * 1000 >= all * thousandths {
            return rank;
        }
    }
    ranks.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;

    fn authors(kinds: &[(u64, usize)]) -> Vec<u64> {
        kinds.iter().flat_map(|(set, times)| vec![*set; *times]).collect()
    }

    /// Exact, by summing the multinomial of 40, 30 and 30 in 100 draws (tests/reference/ranks.py): 0.873301… for
    /// more of the first kind than of the second, 0.794279… for the first alone being first. Within four standard errors of 2,000 resamples.
    #[test]
    fn the_parts_are_those_of_the_multinomial_within_the_noise_of_the_draws() {
        let found = resampled(&authors(&[(1, 40), (2, 30), (4, 30)]), 3);
        let near = |times: u64, exact: f64| {
            let error = (exact * (1.0 - exact) / 2000.0).sqrt();
            let part = times as f64 / 2000.0;
            assert!((part - exact).abs() < 4.0 * error, "{part} {exact}");
        };
        assert_eq!(found.resamples, 2000);
        near(found.above[0][1], ABOVE);
        near(found.first[0], FIRST);
    }

    const ABOVE: f64 = 0.873_301_087_019_302_4;
    const FIRST: f64 = 0.794_279_216_752_590_2;

    #[test]
    fn what_cannot_be_told_apart_shares_a_tier() {
        let found = resampled(&authors(&[(1, 80), (2, 30), (4, 29), (8, 2)]), 4);
        let ranked = ranked(&found, &[80, 30, 29, 2], 141);
        assert_eq!(ranked.iter().map(|of| of.tier).collect::<Vec<_>>(), [1, 2, 2, 3]);
        assert_eq!((ranked[0].ranks, ranked[1].ranks, ranked[3].ranks), ((1, 1), (2, 3), (4, 4)));
        assert!(ranked[0].first > 0.999 && ranked[3].above_next.is_none());
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let authors = authors(&[(1, 40), (3, 20), (4, 30), (0, 10)]);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| resampled(&authors, 3))
        };
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn an_author_with_several_comments_is_drawn_as_one() {
        let study = Fixture::new(&[("A", "t1"), ("A", "t1 t2"), ("B", "t1"), ("C", "")]);
        let found = rank_stability(&study.coded(), 0).unwrap();
        let counts: Vec<(&str, Share)> = found.themes.iter().map(|of| (of.theme.as_str(), of.authors)).collect();
        assert_eq!(counts, [("t1", Share::new(2, 3)), ("t2", Share::new(1, 3))]);
        assert_eq!(rank_stability(&Fixture::new(&[("A", "t1")]).coded(), 0), None);
    }
}

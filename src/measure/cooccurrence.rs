//! Which themes of one group are shown by the same comments.
//!
//! # What it answers
//! Do people who speak of one theme speak of the other in the same comment?
//!
//! # Formula
//! For themes a and b over the N comments counted: both = |a ∩ b|, Jaccard = |a ∩ b| / |a ∪ b|, lift = N |a ∩ b| /
//! (|a| |b|), NPMI = ln lift / −ln(|a ∩ b| / N), which is −1 where they never meet, G² with four terms as `keyness`.
//!
//! # Assumptions and when not to use it
//! One comment is one observation. A theme and one above it are no pair: the lower one always shows the upper one.
//! Where counts are small the index jumps: show the count beside it. In an exclusive
//! group no two themes should meet, so it is not taken there.
//!
//! # Reference
//! Jaccard, P. (1912). The distribution of the flora in the alpine zone. *New Phytologist* 11, 37–50.
//! Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. *GSCL*, 31–40.
//!
//! # Example
//! a in 120 of 1,000 comments, b in 200, both in 60: Jaccard 60 / 260 = 0.230769, lift 2.5, NPMI 0.325687, G² 63.28912.

use super::Coded;
use super::keyness::g2;

/// How often two themes are shown by the same comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Position of the first theme in [`Cooccurrence::themes`].
    pub a: usize,
    /// Position of the second theme, greater than `a`.
    pub b: usize,
    /// Comments that show both.
    pub both: u64,
    /// Comments that show the first.
    pub count_a: u64,
    /// Comments that show the second.
    pub count_b: u64,
    /// Both over either; `None` where neither is shown.
    pub jaccard: Option<f64>,
}

impl Pair {
    /// How many times as often as if the themes had nothing to do with each other; `None` where one is never shown.
    #[must_use]
    pub fn lift(&self, base: u64) -> Option<f64> {
        let apart = self.count_a as f64 * self.count_b as f64;
        (apart > 0.0).then(|| self.both as f64 * base as f64 / apart)
    }

    /// Normalised pointwise mutual information, from −1 (never together) over 0 to 1 (only together); `None` where one
    /// is never shown, or where every comment shows both.
    #[must_use]
    pub fn npmi(&self, base: u64) -> Option<f64> {
        let lift = self.lift(base)?;
        if self.both == 0 {
            return Some(-1.0);
        }
        (self.both < base).then(|| lift.ln() / -(self.both as f64 / base as f64).ln())
    }

    /// Dunning's log-likelihood ratio, four terms; zero where they have nothing to do with each other.
    #[must_use]
    pub fn g2(&self, base: u64) -> f64 {
        let (only_a, only_b) = (self.count_a - self.both, self.count_b - self.both);
        g2([[self.both, only_a], [only_b, base.saturating_sub(self.both + only_a + only_b)]]).max(0.0)
    }
}

/// Co-occurrence of the themes of one group among the comments counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Cooccurrence {
    /// Id of the group.
    pub group: String,
    /// Id and label of each theme, in the codebook's order.
    pub themes: Vec<(String, String)>,
    /// Comments that show each theme.
    pub counts: Vec<u64>,
    /// Comments counted.
    pub base: u64,
    /// Every pair of themes of which none is above the other, in order.
    pub pairs: Vec<Pair>,
}

/// The co-occurrence of the themes of a group, given by its position in the codebook.
#[must_use]
pub fn cooccurrence(coded: &Coded, group: usize) -> Cooccurrence {
    let themes: Vec<usize> = coded.codebook.themes_of(group).collect();
    // One pass over the comments: `together[a][b]` for a < b counts both, `together[a][a]` counts the theme.
    let mut together = vec![vec![0_u64; themes.len()]; themes.len()];
    for comment in coded.counted() {
        let here: Vec<usize> = (0..themes.len()).filter(|place| coded.shown[comment][themes[*place]]).collect();
        for (rank, a) in here.iter().enumerate() {
            here[rank..].iter().for_each(|b| together[*a][*b] += 1);
        }
    }
    let pair = |a: usize, b: usize| {
        let (both, count_a, count_b) = (together[a][b], together[a][a], together[b][b]);
        Pair { a, b, both, count_a, count_b, jaccard: jaccard(both, count_a, count_b) }
    };
    let pair = &pair;
    let above = |a: usize, b: usize| coded.codebook.above(themes[a]).any(|above| above == themes[b]);
    let apart = |(a, b): &(usize, usize)| !above(*a, *b) && !above(*b, *a);
    let name = |theme: &usize| {
        let theme = &coded.codebook.themes[*theme];
        (theme.id.clone(), theme.label.clone())
    };
    let pairs = (0..themes.len()).flat_map(|a| (a + 1..themes.len()).map(move |b| (a, b)));
    Cooccurrence {
        group: coded.codebook.groups[group].id.clone(),
        themes: themes.iter().map(name).collect(),
        counts: (0..themes.len()).map(|theme| together[theme][theme]).collect(),
        base: coded.counted().count() as u64,
        pairs: pairs.filter(apart).map(|(a, b)| pair(a, b)).collect(),
    }
}

fn jaccard(both: u64, a: u64, b: u64) -> Option<f64> {
    let either = a + b - both;
    (either > 0).then(|| both as f64 / either as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;
    use crate::measure::{DecisionSource, decide};

    /// Computed with Python from the definition: 60 / (120 + 200 − 60).
    #[test]
    fn jaccard_is_both_over_either() {
        assert!((jaccard(60, 120, 200).unwrap() - 0.230_769).abs() < 5e-7);
        assert_eq!(jaccard(0, 0, 0), None);
    }

    /// Computed with Python from the definitions.
    #[test]
    fn lift_npmi_and_g2_are_those_of_another_program() {
        let pair = |both| Pair { a: 0, b: 1, both, count_a: 120, count_b: 200, jaccard: None };
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 5e-6, "{found} {expected}");
        near(pair(60).lift(1000).unwrap(), 2.5);
        near(pair(60).npmi(1000).unwrap(), 0.325_687);
        near(pair(60).g2(1000), 63.289_12);
        assert_eq!(pair(0).npmi(1000), Some(-1.0));
        near(pair(24).npmi(1000).unwrap(), 0.0);
        let never = Pair { count_a: 0, ..pair(0) };
        assert_eq!((never.lift(1000), never.npmi(1000), never.g2(1000)), (None, None, 0.0));
    }

    #[test]
    fn every_pair_is_counted_once() {
        let study = Fixture::new(&[("A", "t1 t2"), ("B", "t1"), ("C", "t2 t3"), ("D", "t1 t2")]);
        let found = cooccurrence(&study.coded(), 0);
        let counts: Vec<(usize, usize, u64)> = found.pairs.iter().map(|pair| (pair.a, pair.b, pair.both)).collect();
        assert_eq!(counts, [(0, 1, 2), (0, 2, 0), (1, 2, 1)]);
        assert_eq!((found.base, found.pairs[0].jaccard), (4, Some(0.5)));
    }

    #[test]
    fn a_theme_and_one_above_it_are_no_pair() {
        let theme = |id: &str, parent: &str| format!("[[theme]]\nid = '{id}'\n{parent}\npatterns = ['{id}']\n");
        let text =
            theme("low", "parent = 'mid'") + &theme("mid", "parent = 'top'") + &theme("top", "") + &theme("x", "");
        let codebook = crate::codebook::parse(&text, "c").unwrap();
        let coded = decide(&codebook, &[], &[], Vec::new(), &[], DecisionSource::Tagger);
        let pairs: Vec<(usize, usize)> = cooccurrence(&coded, 0).pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        assert_eq!(pairs, [(0, 3), (1, 3), (2, 3)]);
    }
}

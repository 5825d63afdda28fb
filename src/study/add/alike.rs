//! How alike two texts are, for suggestions: which question or option may be which under a new wording.
//!
//! # Formula
//! Dice's coefficient over pairs of neighbouring characters of the folded texts, each pair as often as it stands there:
//! 2 × shared / (pairs of one + pairs of the other). Texts of one character are alike where they are the same.
//!
//! # Reference
//! Dice, L. R. (1945). Measures of the amount of ecologic association between species. *Ecology* 26, 297–302.

use crate::study::waves::plain;

/// From here on one text is suggested to be another.
pub(super) const SUGGESTED: f64 = 0.6;

/// Characters that are compared; longer texts are told by their beginnings.
const LONGEST: usize = 400;

/// A text, ready to be compared.
pub(super) struct Pairs {
    plain: String,
    pairs: Vec<(char, char)>,
}

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let plain: String = plain(text).chars().take(LONGEST).collect();
        let mut pairs: Vec<(char, char)> = plain.chars().zip(plain.chars().skip(1)).collect();
        pairs.sort_unstable();
        Self { plain, pairs }
    }

    /// Between 0 and 1.
    pub(super) fn alike(&self, other: &Self) -> f64 {
        if self.plain == other.plain {
            return 1.0;
        }
        let (mut one, mut two) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut shared = 0_usize;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
    }
}

/// The likeliest partners: each of either side at most once, the most alike first, ties in their order.
pub(super) fn partners(scores: impl Iterator<Item = (usize, usize, f64)>) -> Vec<(usize, usize, f64)> {
    let mut scores: Vec<(usize, usize, f64)> = scores.collect();
    scores.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    let (mut left, mut right) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    scores.retain(|(a, b, _)| {
        let free = !left.contains(a) && !right.contains(b);
        if free {
            left.insert(*a);
            right.insert(*b);
        }
        free
    });
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f64 {
        Pairs::of(a).alike(&Pairs::of(b))
    }

    /// The textbook example: `night` and `nacht` share one pair of eight.
    #[test]
    fn the_coefficient_is_that_of_the_textbook() {
        assert!((alike("night", "nacht") - 0.25).abs() < 1e-12);
        assert!((alike("Same?", "same ") - 1.0).abs() < 1e-12);
        assert_eq!((alike("a", "b"), alike("", "")), (0.0, 1.0));
    }

    #[test]
    fn a_word_changed_is_alike_and_another_question_is_not() {
        assert!(alike("How satisfied are you with the ferry?", "How happy are you with the ferry?") > SUGGESTED);
        assert!(alike("How satisfied are you with the ferry?", "Where do you live?") < SUGGESTED);
    }

    #[test]
    fn nobody_has_two_partners() {
        let scores = [(0, 0, 0.7), (0, 1, 0.9), (1, 1, 0.9), (1, 0, 0.65)];
        assert_eq!(partners(scores.into_iter()), [(0, 1, 0.9), (1, 0, 0.65)]);
    }
}

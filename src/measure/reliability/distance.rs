//! How far two decisions are apart: categories, ordered categories, numbers, and sets of themes.
//!
//! # What it answers
//! How bad is this disagreement?
//!
//! # Formula
//! Nominal: 0 or 1. Ordinal: the square of the number of decisions between two categories, half of both included.
//! Interval: (a − b)². Ratio: ((a − b)/(a + b))². Sets: Jaccard 1 − |A∩B|/|A∪B|; MASI 1 − J·M with M = 1 for equal
//! sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they do not.
//!
//! # Assumptions and when not to use it
//! Two empty sets are equal. The ordinal distance follows the decisions at hand.
//!
//! # Reference
//! Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. Passonneau, R. (2006). *Proceedings of LREC*,
//! 831–836.
//!
//! # Example
//! MASI of {1, 2} and {1, 2, 3, 4}: 2/3.

/// What kind of values coders give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Names.
    Nominal,
    /// Names in an order: that of their numbers.
    Ordinal,
    /// Numbers.
    Interval,
    /// Numbers with a zero.
    Ratio,
}

impl Level {
    /// The distance of two of the sorted `values`, by place; `counts` are how often each was given.
    pub(super) fn distance(self, values: &[f64], counts: &[u64], a: usize, b: usize) -> f64 {
        let (low, high) = (a.min(b), a.max(b));
        match self {
            Self::Nominal => f64::from(u8::from(a != b)),
            Self::Ordinal => {
                let between = counts[low..=high].iter().sum::<u64>() as f64;
                (between - (counts[low] + counts[high]) as f64 / 2.0).powi(2)
            }
            Self::Interval => (values[a] - values[b]).powi(2),
            Self::Ratio if a == b => 0.0,
            Self::Ratio => ((values[a] - values[b]) / (values[a] + values[b])).powi(2),
        }
    }
}

/// How far two sets are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetDistance {
    /// 0 or 1.
    Equal,
    /// Jaccard's.
    Jaccard,
    /// MASI.
    Masi,
}

impl SetDistance {
    /// The distance of two sorted sets.
    #[must_use]
    pub fn between(self, a: &[u32], b: &[u32]) -> f64 {
        self.of(a.len(), b.len(), common(a, b))
    }

    /// The distance of two sets by how many members they have, and how many in common.
    pub(super) fn of(self, a: usize, b: usize, common: usize) -> f64 {
        let either = a + b - common;
        let alike = if either == 0 { 1.0 } else { common as f64 / either as f64 };
        match self {
            Self::Equal => f64::from(u8::from(common != either)),
            Self::Jaccard => 1.0 - alike,
            Self::Masi => {
                let monotonic = match () {
                    () if common == either => 1.0,
                    () if common == a || common == b => 2.0 / 3.0,
                    () if common > 0 => 1.0 / 3.0,
                    () => 0.0,
                };
                1.0 - alike * monotonic
            }
        }
    }
}

fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|one| b.binary_search(one).is_ok()).count()
}

/// Jaccard's distance of two sorted sets.
#[must_use]
pub fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    SetDistance::Jaccard.between(a, b)
}

/// The MASI distance of two sorted sets.
#[must_use]
pub fn masi(a: &[u32], b: &[u32]) -> f64 {
    SetDistance::Masi.between(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Passonneau 2006 with exact thirds, as NLTK 3.10 computes them.
    #[test]
    fn masi_is_that_of_passonneau() {
        for (a, b, expected) in [
            (&[1, 2][..], &[1, 2, 3, 4][..], 0.666_666_667),
            (&[1, 2], &[2, 3], 0.888_888_889),
            (&[1], &[2], 1.0),
            (&[1, 2, 3], &[2, 3, 4], 0.833_333_333),
            (&[], &[], 0.0),
        ] {
            assert!((masi(a, b) - expected).abs() < 1e-9, "{a:?} {b:?}");
            assert!((masi(a, b) - masi(b, a)).abs() < 1e-15);
        }
    }
}

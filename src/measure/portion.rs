//! A share as it is shown: of people counted each once, or of their weights. Which of the two it is goes with it.

use super::Share;

/// A share of people, counted each once or weighted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portion {
    /// How many people.
    pub count: u64,
    /// Of how many.
    pub base: u64,
    /// Their share of the weights; nothing where each counts once.
    pub weighted: Option<f64>,
}

impl From<Share> for Portion {
    fn from(share: Share) -> Self {
        Self { count: share.count, base: share.base, weighted: None }
    }
}

impl Portion {
    /// `count` people of `base`, with this share of the weights.
    #[must_use]
    pub fn weighted(counted: Share, share: f64) -> Self {
        Self { weighted: Some(share), ..counted.into() }
    }

    /// The share between 0 and 1; `None` where the base is zero.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        self.weighted.or(Share::new(self.count, self.base).value())
    }

    /// The share as a whole percentage: half up from counts, and a weighted one rounded once; `None` where the base is zero.
    #[must_use]
    pub fn percent(self) -> Option<u64> {
        match self.weighted {
            // As numbers are written: a half, which weights hardly ever give, goes to the even one.
            Some(share) => Some((100.0 * share).round_ties_even().max(0.0) as u64),
            None => Share::new(self.count, self.base).percent(),
        }
    }

    /// Some options together of which a person gives one; `None` of none.
    #[must_use]
    pub fn together(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|sum, one| Self {
            count: sum.count + one.count,
            base: sum.base.max(one.base),
            weighted: sum.weighted.zip(one.weighted).map(|(sum, one)| sum + one),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weighted_share_is_shown_of_the_weights_and_keeps_who_was_counted() {
        let plain = Portion::from(Share::new(1, 8));
        assert_eq!((plain.value(), plain.percent()), (Some(0.125), Some(13)), "half up from counts");
        let weighted = Portion::weighted(Share::new(1, 8), 0.415);
        assert_eq!((weighted.value(), weighted.percent(), weighted.base), (Some(0.415), Some(42), 8));
        assert_eq!(Portion::from(Share::new(0, 0)).percent(), None);
        for share in [0.0, 0.004, 0.005, 0.125, 0.495, 0.5, 0.995, 1.0] {
            let percent = Portion::weighted(Share::new(1, 2), share).percent();
            assert_eq!(percent.map(|percent| percent.to_string()), Some(format!("{:.0}", 100.0 * share)));
        }
    }

    #[test]
    fn options_together_are_weighted_where_all_of_them_are() {
        let weighted = Portion::weighted(Share::new(1, 8), 0.25);
        let both = Portion::together([weighted, Portion::weighted(Share::new(2, 8), 0.5)]);
        assert_eq!(both, Some(Portion::weighted(Share::new(3, 8), 0.75)));
        assert_eq!(Portion::together([weighted, Share::new(2, 8).into()]), Some(Share::new(3, 8).into()));
        assert_eq!(Portion::together([]), None);
    }
}

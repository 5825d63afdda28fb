//! What one wave gave: a share or a mean, weighted or not, and of whom.

use super::Weighted;
use crate::measure::Share;

/// Of whom a row of waves is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Of those who answered.
    Answered,
    /// Of those who answered with an option of the scale.
    OnScale,
    /// A mean.
    Mean,
    /// Of the authors of comments.
    Authors,
    /// Of the comments counted.
    Comments,
    /// Of the respondents whose comment is counted, where they are weighted.
    Commented,
}

impl Unit {
    /// The word in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::OnScale => "on_scale",
            Self::Mean => "mean",
            Self::Authors => "authors",
            Self::Comments => "comments",
            Self::Commented => "respondents",
        }
    }
}

/// What one wave gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A share.
    Share(Share),
    /// A mean and of how many numbers.
    Mean {
        /// The mean.
        mean: f64,
        /// Of how many.
        n: u64,
    },
    /// A weighted share or mean.
    Weighted(Weighted),
}

impl Value {
    /// The share or the mean; `None` where the base is zero.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Share(share) => share.value(),
            Self::Mean { mean, .. } => Some(mean),
            Self::Weighted(weighted) => weighted.number,
        }
    }

    /// Of how many.
    #[must_use]
    pub fn base(self) -> u64 {
        match self {
            Self::Share(share) => share.base,
            Self::Mean { n, .. } => n,
            Self::Weighted(weighted) => weighted.counted.base,
        }
    }

    /// How many, each counted once; `None` for a mean.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Share(share) => Some(share.count),
            Self::Weighted(weighted) => weighted.weighted_n.map(|_| weighted.counted.count),
            Self::Mean { .. } => None,
        }
    }

    /// The weighted share or mean; `None` where nothing is weighted.
    #[must_use]
    pub fn weighted(self) -> Option<Weighted> {
        if let Self::Weighted(weighted) = self { Some(weighted) } else { None }
    }
}

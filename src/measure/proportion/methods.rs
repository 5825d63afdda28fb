//! Which intervals the shares of a study get, as it names them under `[sample]`.
//!
//! Whether it gets any is decided in `design`; how bounds are computed is each method's.
//!
//! # What it answers
//! Which bounds belong to one share, or to all answers to a question at once?
//!
//! # Formula
//! One share: the method that is named, at 95%. All at once: Goodman, Quesenberry–Hurst or Sison–Glaz where the answers
//! part the respondents; where they do not (several answers each, themes, weights) the method of one share at the level
//! 1 − 0.05/k for k answers, after Bonferroni.
//!
//! # Assumptions and when not to use it
//! Those of each method.
//!
//! # Reference
//! Dunn, O. J. (1961). Multiple comparisons among means. *JASA* 56, 52–64; see each method.
//!
//! # Example
//! 91, 49, 37 and 43 at once by Goodman: 0.3342 to 0.4978 for the first; by itself (Wilson) 0.3506 to 0.4797.

use serde::Deserialize;

use super::{
    Bounds, LEVEL, agresti_coull, clopper_pearson, goodman, jeffreys, quesenberry_hurst, sison_glaz, wilson_at,
};
use crate::measure::Share;
use crate::measure::design_based::{DesignEstimate, WeightedInterval};

/// A way to put bounds on one unweighted share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// The score interval; right on average at any base.
    #[default]
    Wilson,
    /// Exact; never covers too little.
    ClopperPearson,
    /// Wilson's centre with a simple width.
    AgrestiCoull,
    /// Bayesian with an even prior; equal tails.
    Jeffreys,
}

/// A way to put bounds on all shares of a question, so that they hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Simultaneous {
    /// Score intervals at a level that is shared out; holds for small counts.
    Goodman,
    /// Score intervals by the chi-squared of all answers; wider.
    QuesenberryHurst,
    /// Of one width for all; narrower for many answers of middling size.
    SisonGlaz,
    /// The interval of one share at a level that is shared out.
    Bonferroni,
}

impl Interval {
    /// Every way, the default first.
    pub const ALL: [Self; 4] = [Self::Wilson, Self::ClopperPearson, Self::AgrestiCoull, Self::Jeffreys];

    /// The bounds at a confidence level; `None` where they are not defined.
    #[must_use]
    pub fn bounds(self, share: Share, level: f64) -> Option<Bounds> {
        match self {
            Self::Wilson => wilson_at(share, level),
            Self::ClopperPearson => clopper_pearson(share, level),
            Self::AgrestiCoull => agresti_coull(share, level),
            Self::Jeffreys => jeffreys(share, level),
        }
    }

    /// The name for readers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson",
            Self::ClopperPearson => "Clopper–Pearson",
            Self::AgrestiCoull => "Agresti–Coull",
            Self::Jeffreys => "Jeffreys",
        }
    }
}

impl Interval {
    /// The name of one of several that hold at once.
    fn shared_out(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson, Bonferroni",
            Self::ClopperPearson => "Clopper–Pearson, Bonferroni",
            Self::AgrestiCoull => "Agresti–Coull, Bonferroni",
            Self::Jeffreys => "Jeffreys, Bonferroni",
        }
    }
}

impl Simultaneous {
    /// The bounds of counts that part the respondents; of none where they are not defined.
    fn of_parts(self, counts: &[u64]) -> Option<Vec<Bounds>> {
        match self {
            Self::Goodman => goodman(counts, LEVEL),
            Self::QuesenberryHurst => quesenberry_hurst(counts, LEVEL),
            Self::SisonGlaz => sison_glaz(counts, LEVEL),
            Self::Bonferroni => None,
        }
    }

    /// The name for readers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Goodman => "Goodman",
            Self::QuesenberryHurst => "Quesenberry–Hurst",
            Self::SisonGlaz => "Sison–Glaz",
            Self::Bonferroni => "Bonferroni",
        }
    }
}

/// The methods of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Methods {
    /// For a share without weights.
    pub plain: Interval,
    /// For a share with weights.
    pub weighted: WeightedInterval,
    /// For all answers to a question at once; `None` where each interval stands for itself.
    pub simultaneous: Option<Simultaneous>,
}

impl Methods {
    /// The bounds of a share that stands for itself.
    #[must_use]
    pub fn of_share(self, share: Share) -> Option<Bounds> {
        self.plain.bounds(share, LEVEL)
    }

    /// The bounds of a weighted share that stands for itself.
    #[must_use]
    pub fn of_estimate(self, share: &DesignEstimate) -> Option<Bounds> {
        self.weighted.bounds(share, LEVEL)
    }

    /// The bounds of all answers to a question, or of all its themes; `parts` where each respondent gave one answer.
    #[must_use]
    pub fn of_shares(self, shares: &[Share], parts: bool) -> Vec<Option<Bounds>> {
        let Some(simultaneous) = self.simultaneous.filter(|_| shares.len() > 1) else {
            return shares.iter().map(|share| self.of_share(*share)).collect();
        };
        let counts: Vec<u64> = shares.iter().map(|share| share.count).collect();
        let base = shares.first().map_or(0, |share| share.base);
        if parts && counts.iter().sum::<u64>() == base && simultaneous != Simultaneous::Bonferroni {
            let found = simultaneous.of_parts(&counts);
            return match found {
                Some(found) => found.into_iter().map(Some).collect(),
                None => vec![None; shares.len()],
            };
        }
        let level = shared_out(shares.len());
        let named = self.plain.shared_out();
        shares.iter().map(|share| Some(together(self.plain.bounds(*share, level)?, named))).collect()
    }

    /// The bounds of all weighted answers to a question, or of all its themes.
    #[must_use]
    pub fn of_estimates(self, shares: &[Option<DesignEstimate>]) -> Vec<Option<Bounds>> {
        if self.simultaneous.is_none() || shares.len() < 2 {
            return shares.iter().map(|share| self.of_estimate(share.as_ref()?)).collect();
        }
        let level = shared_out(shares.len());
        let named = self.weighted.shared_out();
        shares.iter().map(|share| Some(together(self.weighted.bounds(share.as_ref()?, level)?, named))).collect()
    }
}

/// The level of each of several intervals that are to hold at once.
fn shared_out(many: usize) -> f64 {
    1.0 - (1.0 - LEVEL) / many as f64
}

/// An interval among several that hold at once, named so.
fn together(bounds: Bounds, method: &'static str) -> Bounds {
    Bounds { level: LEVEL, method, ..bounds }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(counts: &[u64], base: u64) -> Vec<Share> {
        counts.iter().map(|count| Share::new(*count, base)).collect()
    }

    fn near(found: Option<Bounds>, low: f64, high: f64, method: &str) {
        let found = found.unwrap();
        let close = (found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5;
        assert!(close && found.method == method && found.level == LEVEL, "{found:?}");
    }

    /// The first bounds of Goodman and of Sison and Glaz as published, see `simultaneous`; without either Wilson's own.
    #[test]
    fn answers_that_part_the_respondents_get_the_bounds_that_hold_at_once() {
        let of = |simultaneous| Methods { simultaneous, ..Methods::default() };
        let four = shares(&[91, 49, 37, 43], 220);
        near(of(Some(Simultaneous::Goodman)).of_shares(&four, true)[0], 0.3342, 0.4978, "Goodman");
        near(of(Some(Simultaneous::SisonGlaz)).of_shares(&four, true)[0], 0.3455, 0.4833, "Sison–Glaz");
        near(of(None).of_shares(&four, true)[0], 0.3506, 0.4797, "Wilson");
    }

    /// statsmodels 0.15, `proportion_confint(81, 263, alpha=0.05 / 3, method="beta")` and `method="wilson"`.
    #[test]
    fn answers_of_which_several_may_be_given_share_out_the_level() {
        let plain = Interval::ClopperPearson;
        let exact = Methods { plain, simultaneous: Some(Simultaneous::Goodman), ..Methods::default() };
        let three = shares(&[81, 200, 263], 263);
        near(exact.of_shares(&three, false)[0], 0.2415, 0.3807, "Clopper–Pearson, Bonferroni");
        let wilson = Methods { plain: Interval::Wilson, ..exact };
        near(wilson.of_shares(&three, false)[0], 0.2445, 0.3796, "Wilson, Bonferroni");
    }

    #[test]
    fn a_question_with_one_answer_or_without_respondents_has_the_bounds_of_one_share_or_none() {
        let all = Methods { simultaneous: Some(Simultaneous::SisonGlaz), ..Methods::default() };
        assert_eq!(all.of_shares(&shares(&[3], 3), true), [Methods::default().of_share(Share::new(3, 3))]);
        assert_eq!(all.of_shares(&shares(&[0, 0], 0), true), [None, None]);
    }
}

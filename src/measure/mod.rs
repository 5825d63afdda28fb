//! Every number: shares, bounds, agreement, claims, the choice of quotes. One file a statistic.
//!
//! [`measure`] takes what was read and tagged and gives [`Results`]; [`tables`] writes them in long form. Charts and
//! reports show these values and never compute.

mod agreement;
pub mod answers;
mod bootstrap;
mod claim_error;
mod claims;
mod coded;
pub mod coders;
pub mod contingency;
mod cooccurrence;
pub mod crosstab;
mod design;
pub mod design_based;
mod distribution;
mod draw;
mod drivers;
mod estimates;
mod expected;
#[cfg(test)]
pub(crate) mod fixture;
mod frequency;
mod hundred;
mod keyness;
mod language;
mod largest_remainder;
mod least_squares;
pub mod named;
mod pattern_effect;
mod poll;
mod poll_counts;
mod poll_error;
mod poll_ranges;
mod portion;
pub mod proportion;
mod published;
mod quantity;
mod quotes;
mod rank_stability;
pub mod rating;
pub mod reliability;
mod results;
mod set_aside;
mod stance;
mod suggest;
mod table;
mod tables;
mod terms;
mod treatment;
mod typical;
mod untagged;
pub mod waves;
pub mod weighting;
pub mod wording;

pub use agreement::{Agreement, HalfAgreement, Scores, agreement};
pub use claim_error::ClaimError;
pub use claims::{Check, CheckResult, Claim, ClaimResult, Quantifier, Verdict, judge};
pub use coded::{Coded, DecisionSource, decide};
pub use cooccurrence::{Cooccurrence, Pair, cooccurrence};
pub use design::{Comparing, Design, FinitePopulation, Grounds, PANEL_MODEL, Sample};
pub use draw::draw;
pub use drivers::{Driver, drivers};
pub use estimates::{Estimate, EstimateUnit, WeightedComments, answer_estimates, theme_estimates};
pub use frequency::{Frequencies, ThemeFrequency, frequencies};
pub use hundred::of_a_hundred;
pub use keyness::{KeyWord, keyness};
pub use language::{Foreign, LanguageCount, detect_language, foreign_languages, other_languages};
pub use largest_remainder::{FOOTNOTE, largest_remainder};
pub use pattern_effect::{PatternEffect, pattern_effects};
pub use poll::{Basis, OptionShare, PollBreakdown, Rounding, breakdown};
pub use poll_error::PollError;
pub use poll_ranges::{Between, lead_between, mean_fits, net_between};
pub use portion::Portion;
pub use proportion::{Bounds, wilson};
pub use published::{AuthorKind, PublishedAnswers, PublishedComment, PublishedComments, PublishedTheme, published};
pub use quotes::{Quote, QuoteChoice, QuoteRule, choose_quotes};
pub use rank_stability::{RankStability, Ranked, rank_stability};
pub use rating::{Rating, RatingInput, rating};
pub use results::{About, MeasureError, PollInput, QuestionInput, QuestionResults, Results, StudyInput, measure};
pub use set_aside::{SetAside, SetAsideRules, set_aside};
pub use stance::{Stance, StanceRow, stance};
pub use suggest::{Asked, Suggestion, suggest};
pub use table::{Cell, Table, TableColumn};
pub use tables::{Evidence, TAG_COLUMNS, evidence, tables};
pub use treatment::{
    Exclusion, GroupMet, MadeVariable, MarginMet, RespondentWeight, Treatment, Trimmed, WeightMethod, Weighting,
};
pub use typical::{Typical, typical};
pub use untagged::{Untagged, untagged};

/// A part of a whole, as two counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub base: u64,
}

impl Share {
    /// `count` of `base`.
    #[must_use]
    pub fn new(count: u64, base: u64) -> Self {
        Self { count, base }
    }

    /// The share between 0 and 1; `None` where the base is zero.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.base > 0).then(|| self.count as f64 / self.base as f64)
    }

    /// The share as a percentage rounded half up to a whole number, from the counts; `None` where the base is zero.
    #[must_use]
    pub fn percent(self) -> Option<u64> {
        (self.base > 0).then(|| (200 * self.count + self.base) / (2 * self.base))
    }
}

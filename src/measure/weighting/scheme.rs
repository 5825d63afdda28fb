//! The whole way to computed weights: to targets, scaled to a mean of one, and trimmed.
//!
//! # What it answers
//! Which weight has each respondent, before and after trimming?
//!
//! # Formula
//! Raking or post-stratification to the targets as shares of the respondents, so that the weights sum to the number of
//! respondents and their mean is one; then `trim` between the bounds, once. Margins are not met again after it.
//!
//! # Assumptions and when not to use it
//! As `raking` and `trimming`.
//!
//! # Reference
//! R's package survey: `rake`, `postStratify`, then `trimWeights(strict = TRUE)`.
//!
//! # Example
//! See `tests/reference/study_weights.R`.

use super::{Margin, RakingError, post_stratify, rake, trim};

/// Computed weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Before trimming; the mean is one.
    pub untrimmed: Vec<f64>,
    /// After it.
    pub weights: Vec<f64>,
    /// Rounds of raking; `None` for post-stratification.
    pub rounds: Option<u32>,
    /// How many weights trimming found outside its bounds.
    pub outside: u64,
}

/// Why weights cannot be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeighError {
    /// The targets cannot be met.
    #[error(transparent)]
    Targets(#[from] RakingError),
    /// No weights between the bounds have a mean of one.
    #[error("no weights between {lower} and {upper} have a mean of 1 on these respondents")]
    Bounds {
        /// The smallest weight allowed.
        lower: f64,
        /// The largest.
        upper: f64,
    },
}

/// Weights from `given` ones that meet the margins: by raking, or, for one margin, in one step.
///
/// # Errors
/// The targets cannot be met, or no weights lie between the bounds.
pub fn weigh(
    given: &[f64],
    margins: &[Margin<'_>],
    raking: bool,
    bounds: Option<(f64, f64)>,
) -> Result<Weighed, WeighError> {
    let (untrimmed, rounds) = match margins {
        [only] if !raking => (post_stratify(given, only)?, None),
        several => {
            let raked = rake(given, several)?;
            (raked.weights, Some(raked.rounds))
        }
    };
    let Some((lower, upper)) = bounds else {
        return Ok(Weighed { weights: untrimmed.clone(), untrimmed, rounds, outside: 0 });
    };
    let outside = untrimmed.iter().filter(|weight| **weight < lower || **weight > upper).count() as u64;
    let weights = trim(&untrimmed, lower, upper).ok_or(WeighError::Bounds { lower, upper })?;
    Ok(Weighed { untrimmed, weights, rounds, outside })
}

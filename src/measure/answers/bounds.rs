//! Between which values the shares of a closed question lie, allowing for chance; only where the design allows it.
//!
//! # What it answers
//! How far could the share among everyone be from the share among those who were drawn?
//!
//! # Formula
//! Wilson's interval at 95% for each option, of those who answered; see `proportion`.
//!
//! # Assumptions and when not to use it
//! A simple random sample whose frame and selection the study states. Each interval stands for itself: together they hold
//! less often.
//!
//! # Reference
//! See `proportion::wilson`.
//!
//! # Example
//! 41 of 100 who answered: between 32% and 51%.

use super::{AnswerBreakdown, AnswerOption};
use crate::measure::{Bounds, Sample, wilson};

/// The bounds of an option; `None` where the design does not allow them or nobody answered.
#[must_use]
pub fn answer_bounds(found: &AnswerBreakdown, option: &AnswerOption, sample: &Sample) -> Option<Bounds> {
    if sample.design.allows_intervals(sample) { wilson(found.of_answered(option)) } else { None }
}

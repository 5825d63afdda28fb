//! Weights: what they cost, and how they are computed from targets.
//!
//! How estimates follow from weights is `design_based`'s.

mod effective;
#[cfg(test)]
pub(super) mod forty;
mod raking;
mod scheme;
mod trimming;

pub use effective::{Effective, effective};
pub use raking::{Margin, Raked, RakingError, post_stratify, rake};
pub use scheme::{WeighError, Weighed, weigh};
pub use trimming::trim;

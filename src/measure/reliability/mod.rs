//! Agreement among coders: how far several people, or a person and the program, decide alike.
//!
//! Precision and recall of the tagger against a coding are `agreement`'s.

mod alpha;
mod chance;
mod cohen;
mod distance;
mod intersections;
mod resample;

pub use alpha::{Alpha, alpha, alpha_bounds};
pub use chance::{ChanceBounds, ChanceCorrected, chance_bounds, fleiss, gwet_ac1, percent_agreement};
pub use cohen::{Kappa, cohen};
pub use distance::{Level, SetDistance, jaccard, masi};

/// What each coder decided on each unit, as a category; `None` where a coder did not decide. One row a unit.
pub type Ratings = [Vec<Option<u32>>];

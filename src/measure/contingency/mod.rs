//! Two questions crossed: tests of association, residuals, comparisons of columns, correction for many tests.
//!
//! Which test may be shown for a sample is decided in `design`.

mod chi_squared;
mod columns;
mod fisher;
mod letters;
mod multiplicity;
mod rao_scott;
mod weighted;

pub use chi_squared::{Association, association};
pub use columns::{COLUMN_BASES, ColumnBase, Comparison, LeftOut, compare_columns, compare_pairs, left_out};
pub use fisher::{MonteCarlo, fisher_monte_carlo, fisher_two_by_two};
pub use letters::{CaseBy, Letters, MOST_SUBSCRIPTS, Style, apa_subscripts, letter, letters};
pub use multiplicity::{CORRECTIONS, Correction, adjust};
pub use rao_scott::{RaoScott, rao_scott, weighted_cells};
pub use weighted::WeightedCount;

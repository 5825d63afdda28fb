//! Parquet: one row group at a time, so that memory is bounded by the largest.
//!
//! The columns are read as they are stored, without frames, so that every type is known: `cells` writes them as text.

#[cfg(feature = "frames")]
mod cells;
#[cfg(feature = "frames")]
mod groups;

#[cfg(feature = "frames")]
use groups::open;

use super::Container;
#[cfg(not(feature = "frames"))]
use super::{Opening, Sheet, input::Input};
#[cfg(not(feature = "frames"))]
use crate::ingest::IngestError;

/// Parquet.
pub(super) const CONTAINER: Container = Container {
    id: "parquet",
    about: "columns as pandas, R, DuckDB and polars write them",
    extensions: &["parquet"],
    fits: |input| input.head.starts_with(b"PAR1"),
    open,
};

#[cfg(not(feature = "frames"))]
fn open(input: Input, _: &Opening) -> Result<Sheet, IngestError> {
    let found = input.error("the file is Parquet, which this build of the program does not read");
    Err(found.hint("build it with the feature `frames`, or export the data as CSV").into())
}

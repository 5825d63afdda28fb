//! Survey and comment analysis: polls and open-ended comments in, tagged comments, tables, charts and a report out.
//!
//! The way through the program is `study::run`: sources are read by `ingest`, comments are tagged by `tag` against
//! a `codebook`, `measure` computes every number, `chart` draws, `report` and `export` write.
//! `text`, `condition`, `codebook` and `tag` build without the default feature `frames`, so that they can be embedded.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod codebook;
pub mod condition;
pub mod diag;
pub mod tag;
pub mod text;

#[cfg(feature = "frames")]
pub mod article;
#[cfg(feature = "frames")]
pub mod chart;
#[cfg(feature = "frames")]
pub mod cli;
#[cfg(feature = "frames")]
pub mod export;
#[cfg(feature = "frames")]
pub mod ingest;
#[cfg(feature = "frames")]
pub mod measure;
#[cfg(feature = "frames")]
pub mod report;
#[cfg(feature = "frames")]
pub mod study;

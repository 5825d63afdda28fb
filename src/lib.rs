//! Survey and comment analysis: polls and open-ended comments in, tagged comments, tables, charts and a report out.
//!
//! `text`, `codebook` and `tag` build without the default feature `frames`, so that they can be embedded.

pub mod codebook;
pub mod diag;
pub mod tag;
pub mod text;

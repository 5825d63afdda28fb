//! Survey and comment analysis: polls and open-ended comments in, tagged comments, tables, charts and a report out.

pub mod diag;
pub mod text;

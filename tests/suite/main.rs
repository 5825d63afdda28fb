//! The one integration binary: the program from outside, the study it writes, and the house it lives in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

// The slow matcher, which the targets of `fuzz` share, asks for these by their names in the program.
use verbatims::{codebook, condition, tag, text};

mod agreement_commands;
mod bad_exports;
mod bad_input;
mod charts;
mod check_publishing;
mod codebook_commands;
mod commands;
mod conditions;
mod crosstab;
mod crosstab_joined;
mod crosstab_numbers;
mod dictionaries;
mod docs;
mod documents;
mod drawn_study;
mod fuzz;
mod gallery;
mod golden;
mod house;
mod init;
mod init_join;
mod inspect;
mod inspect_regrouped;
mod memory;
mod privacy;
mod program;
mod questions;
mod ratings;
mod real_exports;
mod sav_dates;
mod study;
mod tag_containers;
mod tag_exports;
mod tag_files;
mod verify;
mod watch;
mod waves;
mod waves_comments;
mod waves_platforms;
mod waves_weighted;
mod weighted_grids;
mod weighted_study;

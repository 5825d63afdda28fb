//! What must be true of every chart, by subject, on the results of `cases`.

mod cases;
mod geometry;
mod kinds;
mod marks;
mod words;

use super::*;
use crate::measure::wording::sample;
use cases::{Drawn, cases, every, given_cases, named, shaped};

//! The rows of one wave as they are compared with those of another: who stands in each, what it weighs, what it gave.

use std::collections::HashMap;

use super::Value;
use super::weighted::Weighted;
use crate::measure::Share;
use crate::measure::answers::spread;

/// The rows of one wave for one option, theme or mean.
pub(super) struct Rows<'m> {
    /// What each row gave, a share as 1 and 0; nothing for rows outside the base.
    pub values: Vec<Option<f64>>,
    /// What each row weighs; nothing where each counts once.
    pub weights: Option<&'m [f64]>,
    /// Rows that were not drawn apart within the wave, by number.
    pub clusters: Option<Vec<u32>>,
    /// Whose row each is, a number that is the same in every wave; nothing where nothing says so.
    pub people: &'m [Option<u32>],
}

/// Numbers for people, the same for the same id.
#[derive(Default)]
pub(super) struct Numbers<'a>(HashMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    /// The number of whoever has this id.
    pub(super) fn of(&mut self, id: &'a str) -> Option<u32> {
        let next = u32::try_from(self.0.len()).ok()?;
        Some(*self.0.entry(id).or_insert(next))
    }
}

/// The number of an answer of yes or no.
pub(super) fn as_number(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

impl Rows<'_> {
    /// What a row weighs.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    /// The rows of the base, with what they gave.
    pub(super) fn inside(&self) -> impl Iterator<Item = (usize, f64)> {
        self.values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)))
    }

    /// What the wave gave: a share, or the mean of the numbers; `None` for a mean of nothing.
    pub(super) fn value(&self, is_mean: bool) -> Option<Value> {
        let value = |row: usize| self.values[row];
        let n = self.inside().count() as u64;
        match (self.weights, is_mean) {
            (Some(weights), true) => Some(Value::Weighted(Weighted::mean(weights, &value))),
            (Some(weights), false) => {
                let holds = |row: usize| self.values[row].map(|value| value > 0.0);
                Some(Value::Weighted(Weighted::share(weights, self.clusters.as_deref(), &holds)))
            }
            (None, true) => {
                let mean = spread(self.inside().map(|(_, value)| value).collect())?.mean?;
                Some(Value::Mean { mean, n })
            }
            (None, false) => {
                Some(Value::Share(Share::new(self.inside().filter(|(_, value)| *value > 0.0).count() as u64, n)))
            }
        }
    }
}

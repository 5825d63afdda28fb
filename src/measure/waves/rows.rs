//! The rows of one wave as they are compared with those of another: who stands in each, what it weighs, what it gave.

use std::collections::HashMap;

use super::Value;
use super::weighted::Weighted;
use crate::measure::Share;
use crate::measure::answers::spread;
use crate::measure::design_based::SurveyDesign;

/// The rows of one wave for one option, theme or mean.
pub(super) struct Rows<'m> {
    /// What each row gave, a share as 1 and 0; nothing for rows outside the base.
    pub values: Vec<Option<f64>>,
    /// What each row weighs; nothing where each counts once.
    pub weights: Option<&'m [f64]>,
    /// How the rows were drawn, where more is known of it than weights.
    pub drawn: Option<SurveyDesign<'m>>,
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

impl<'m> Rows<'m> {
    /// Rows of responses with what is known of their sample.
    pub(super) fn new(values: Vec<Option<f64>>, design: Option<SurveyDesign<'m>>, people: &'m [Option<u32>]) -> Self {
        let weights = design.filter(|design| !design.equal).map(|design| design.weights);
        let drawn = design.filter(SurveyDesign::is_complex);
        Self { values, weights, drawn, clusters: None, people }
    }

    /// What a row weighs.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    /// The rows of the base, with what they gave.
    pub(super) fn inside(&self) -> impl Iterator<Item = (usize, f64)> {
        self.values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)))
    }

    /// The share, or the mean of the numbers, with its error by how the rows were drawn; each weighs 1 without weights.
    pub(super) fn weighed(&self, is_mean: bool) -> Weighted {
        let ones: Vec<f64> = vec![1.0; if self.weights.is_none() { self.values.len() } else { 0 }];
        let weights = self.weights.unwrap_or(&ones);
        let design = match self.drawn {
            Some(drawn) => SurveyDesign { weights, ..drawn },
            None => SurveyDesign::weighted(weights),
        };
        let design = match (&self.clusters, design.clusters) {
            (Some(clusters), None) => SurveyDesign { clusters: Some(clusters), sampled: None, ..design },
            _ => design,
        };
        match is_mean {
            true => Weighted::mean(&design, &|row| self.values[row]),
            false => Weighted::share(&design, &|row| self.values[row].map(|value| value > 0.0)),
        }
    }

    /// What the wave gave: a share, or the mean of the numbers; `None` for a mean of nothing.
    pub(super) fn value(&self, is_mean: bool) -> Option<Value> {
        let n = self.inside().count() as u64;
        match (self.weights, is_mean) {
            (Some(_), _) => Some(Value::Weighted(self.weighed(is_mean))),
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

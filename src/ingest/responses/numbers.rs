//! The numbers that the options of a scale stand for, and whether a mean can be made of them.

use super::{Kind, QuestionSpec};
use crate::ingest::inspect::are_bands;

impl QuestionSpec {
    /// The number of an option of a scale, by its place; `None` outside the scale, and for other kinds.
    #[must_use]
    pub fn value(&self, place: usize) -> Option<f64> {
        match self.kind {
            Kind::Scale if self.values.is_empty() => Some(place as f64 + 1.0),
            Kind::Scale => self.values.get(place).copied(),
            _ => None,
        }
    }

    /// The numbers of these options as far as they can be averaged.
    ///
    /// Bands (`18 to 29`, `30 to 49`) stand in an order and are as wide as somebody made them, so that the mean of their
    /// places is no number of anything: they have none, unless `values` gives them numbers of their own.
    #[must_use]
    pub fn numbers(&self, options: &[String]) -> Vec<Option<f64>> {
        let values: Vec<Option<f64>> = (0..options.len()).map(|place| self.value(place)).collect();
        let on_scale: Vec<(&str, f64)> =
            options.iter().zip(&values).filter_map(|(label, value)| Some((label.as_str(), (*value)?))).collect();
        let by_place = on_scale.iter().zip(1_u32..).all(|((_, value), place)| *value == f64::from(place));
        let labels: Vec<&str> = on_scale.iter().map(|(label, _)| *label).collect();
        if by_place && are_bands(&labels) { vec![None; options.len()] } else { values }
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::Column;
    use crate::ingest::responses::{Kind, QuestionSpec};

    fn spec(values: &[f64]) -> QuestionSpec {
        let plain = QuestionSpec::in_column("q", "q", Kind::Scale, Column::Position(1));
        QuestionSpec { values: values.to_vec(), ..plain }
    }

    fn numbers(labels: &[&str], values: &[f64]) -> Vec<Option<f64>> {
        spec(values).numbers(&labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn bands_have_no_numbers_but_those_that_somebody_gave_them() {
        assert_eq!(numbers(&["18-29", "30-49", "50+"], &[]), [None; 3]);
        assert_eq!(numbers(&["Under $25k", "$25k to $50k", "Over $50k"], &[1.0, 2.0, 3.0]), [None; 3]);
        assert_eq!(numbers(&["18-29", "30-49", "50+"], &[23.0, 39.0, 60.0]), [Some(23.0), Some(39.0), Some(60.0)]);
    }

    #[test]
    fn points_have_their_numbers_and_what_stands_outside_has_none() {
        let agree = ["Disagree", "Neither", "Agree", "Don't know"];
        assert_eq!(numbers(&agree, &[1.0, 2.0, 3.0]), [Some(1.0), Some(2.0), Some(3.0), None]);
        assert_eq!(numbers(&["1", "2", "3"], &[]), [Some(1.0), Some(2.0), Some(3.0)]);
        assert_eq!(numbers(&["1 – not at all", "2", "3 – very"], &[]), [Some(1.0), Some(2.0), Some(3.0)]);
    }
}

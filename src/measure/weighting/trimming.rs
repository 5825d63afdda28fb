//! Weights kept between two bounds.
//!
//! # What it answers
//! What are the weights if none may be smaller or larger than the bounds, and their sum is to stay?
//!
//! # Formula
//! Each weight outside is set to its bound; what was cut off is shared equally among the weights inside; again, until
//! all are inside.
//!
//! # Assumptions and when not to use it
//! A trade of bias for variance: targets that were met before are met no longer, so margins are to be shown after it.
//!
//! # Reference
//! Potter, F. (1990). *Proceedings of the Survey Research Methods Section, ASA*, 225–230. The rule of sharing out is
//! that of `trimWeights(…, strict = TRUE)` in R's package survey.
//!
//! # Example
//! 0.5, 1 and 3 between 0.6 and 2.5 become 0.6, 1.4 and 2.5.

/// The weights between the bounds with their sum kept; `None` where no weights between the bounds have that sum.
#[must_use]
pub fn trim(weights: &[f64], lower: f64, upper: f64) -> Option<Vec<f64>> {
    let mut weights = weights.to_vec();
    // Each round settles at least one more weight at a bound, or ends.
    for _ in 0..=2 * weights.len() {
        let outside = |weight: f64| weight < lower || weight > upper;
        let inside = weights.iter().filter(|weight| !outside(**weight)).count();
        if inside == weights.len() {
            return Some(weights);
        }
        if inside == 0 {
            return None;
        }
        let cut: f64 = weights.iter().map(|weight| weight - weight.clamp(lower, upper)).sum();
        for weight in &mut weights {
            *weight = if outside(*weight) { weight.clamp(lower, upper) } else { *weight + cut / inside as f64 };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::forty::forty;
    use super::super::{Margin, rake};
    use super::*;

    /// R survey 4.1 `trimWeights(strict = TRUE)`, tests/reference/survey.R.
    #[test]
    fn trimmed_weights_are_those_of_r() {
        let rows = forty();
        let margins = [
            Margin { name: "role".into(), of: &rows.role, targets: vec![30.0, 20.0] },
            Margin { name: "size".into(), of: &rows.size, targets: vec![10.0, 15.0, 5.0, 20.0] },
        ];
        let raked = rake(&rows.weights, &margins).unwrap();
        let trimmed = trim(&raked.weights, 0.4, 2.2).unwrap();
        let expected =
            [0.400_984_434_850_374, 2.2, 0.497_877_793_264_592, 0.758_808_937_555_002, 1.799_158_863_163_058];
        for (found, expected) in trimmed.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert!((trimmed.iter().sum::<f64>() - 50.0).abs() < 1e-9);
    }

    #[test]
    fn bounds_that_leave_no_room_give_nothing() {
        assert_eq!(trim(&[1.0, 9.0], 2.0, 3.0), None);
        assert_eq!(trim(&[], 0.0, 1.0), Some(Vec::new()));
    }
}

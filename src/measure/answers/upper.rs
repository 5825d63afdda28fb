//! The share of the upper side of a scale as an estimate of its own: its interval does not follow from those of its levels.
//!
//! The sides are `sides`'; how a share and its interval follow from answers and weights is `estimates`'.

use super::{AnswerBreakdown, ClosedInput, answers_of_rows, sides};
use crate::ingest::responses::{Answered, Answers};
use crate::measure::design_based::SurveyDesign;
use crate::measure::proportion::Methods;
use crate::measure::{Estimate, answer_estimates};

/// The share above the middle of those who answered; `None` for a question that is no scale.
#[must_use]
pub fn upper_estimate(
    found: &AnswerBreakdown,
    input: &ClosedInput<'_>,
    design: SurveyDesign<'_>,
    methods: Methods,
) -> Option<Estimate> {
    let sides = sides(found)?;
    let Answers::One { options, chosen } = &input.answered.answers else { return None };
    let upper = &sides.levels[sides.levels.len().div_ceil(2)..];
    let places: Vec<u32> =
        options.iter().map(|label| u32::from(!upper.iter().any(|level| level.label == *label))).collect();
    let of = |one: &Option<u32>| places.get((*one)? as usize).copied();
    // The same question with two options: above the middle, or not.
    let options: Vec<String> = ["upper", "other"].map(str::to_owned).to_vec();
    let answers = Answers::One { options: options.clone(), chosen: chosen.iter().map(of).collect() };
    let mut spec = input.answered.spec.clone();
    (spec.options, spec.values, spec.labels) = (options, Vec::new(), Default::default());
    let answered = Answered { spec, answers };
    let input = ClosedInput { source: input.source, answered: &answered };
    let estimates = answer_estimates(&answers_of_rows(&input), Some(&input), Some(design), Some(methods));
    estimates.into_iter().find(|of| of.label == "upper")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::responses::{Kind, QuestionSpec};

    fn scale(chosen: &[Option<u32>]) -> Answered {
        let options: Vec<String> = ["Low", "So so", "High", "No idea"].map(str::to_owned).to_vec();
        let spec = QuestionSpec {
            id: "q".to_owned(),
            question: "?".to_owned(),
            kind: Kind::Scale,
            columns: Vec::new(),
            options: options.clone(),
            labels: Default::default(),
            separator: None,
            chosen: Vec::new(),
            missing: Vec::new(),
            grid: None,
            values: vec![1.0, 2.0, 3.0],
        };
        Answered { spec, answers: Answers::One { options, chosen: chosen.to_vec() } }
    }

    #[test]
    fn the_upper_side_has_the_weights_of_its_levels_and_an_interval_of_its_own() {
        let answered = scale(&[Some(2), Some(2), Some(1), Some(0), Some(3), None]);
        let input = ClosedInput { source: "s", answered: &answered };
        let found = answers_of_rows(&input);
        let weights = [3.0, 1.0, 2.0, 1.0, 1.0, 5.0];
        let (design, methods) = (SurveyDesign::weighted(&weights), Methods::default());
        let upper = upper_estimate(&found, &input, design, methods).unwrap();
        assert_eq!((upper.share, upper.counted.count, upper.counted.base), (Some(0.5), 2, 5));
        // Here the upper side is one level, whose estimate it must be.
        let estimates = answer_estimates(&found, Some(&input), Some(design), Some(methods));
        let high = estimates.iter().find(|of| of.label == "High").unwrap();
        assert_eq!((high.share, high.bounds), (upper.share, upper.bounds));
        assert!(upper.bounds.is_some());
    }
}

//! Shares of answers and of themes with weights, or with sampling intervals where the sample allows them.
//!
//! Whether it does is decided in `design`; how an interval follows from weights is `design_based`'s.
//!
//! # What it answers
//! Which share of the weighted respondents gave this answer, or speak of this theme, and how far might it be off?
//!
//! # Formula
//! Sum of the weights of those who did / sum of the weights of the base, which is whoever answered the question, or
//! whose comment is counted; beside it of everyone asked, and of all options chosen where one may choose several. With weights, strata, clusters or a finite population the interval is that on the log-odds
//! (or another of `design_based`, as the study asks) from the Taylor-linearised standard error, respondents outside the
//! base counted as such, degrees of freedom from those inside it; comments by one author are a cluster where none is
//! declared. Else it is Wilson's, or another of `proportion`. All answers may be given bounds that hold at once.
//!
//! # Assumptions and when not to use it
//! Those of the stated design, or of the stated model. That weights were computed from the data, as raking does, is left out:
//! the interval is that of given weights.
//!
//! # Reference
//! R's package survey: `svymean`, `svyciprop(method = "logit")` on the subset of the base.
//!
//! # Example
//! See `tests/reference/study_weights.R`.

mod themes;

pub(super) use themes::clusters;
pub use themes::theme_estimates;

use super::answers::{AnswerBreakdown, ClosedInput};
use super::design_based::{DesignEstimate, SurveyDesign};
use super::proportion::Methods;
use super::weighting::{Effective, effective};
use super::{Bounds, Share};
use crate::ingest::responses::{Answers, Kind};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstimateUnit {
    /// Respondents who answered a closed question.
    Answered,
    /// Respondents whose comment is counted.
    Commented,
    /// Authors of comments.
    Authors,
    /// Comments, where an author wrote several.
    Comments,
}

impl EstimateUnit {
    /// The value in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Answered => "respondents who answered",
            Self::Commented => "respondents whose comment is counted",
            Self::Authors => "authors",
            Self::Comments => "comments",
        }
    }
}

/// A share of an answer or of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Id of the question.
    pub question: String,
    /// What is counted.
    pub unit: EstimateUnit,
    /// Id of the theme; `None` for an answer.
    pub theme: Option<String>,
    /// The answer, or the theme's label.
    pub label: String,
    /// How many of how many, each counted once.
    pub counted: Share,
    /// Whether weights were used.
    pub weighted: bool,
    /// The sum of their weights.
    pub weighted_n: f64,
    /// The base and what its weights cost; `None` where they sum to zero.
    pub base: Option<Effective>,
    /// The share.
    pub share: Option<f64>,
    /// The share of everyone asked; `None` for a theme, or where it is not known who was asked.
    pub of_asked: Option<f64>,
    /// The share of all options chosen; `None` where each respondent gives one answer.
    pub of_mentions: Option<f64>,
    /// The linearised standard error of the share, where the sample allows an interval and more than counts is known.
    pub standard_error: Option<f64>,
    /// The interval, where the sample allows one and it is defined.
    pub bounds: Option<Bounds>,
}

/// The responses of a source with their weights, and the comment that stands in each of their rows.
#[derive(Debug, Clone, Copy)]
pub struct WeightedComments<'a> {
    /// The weight of each response, and how it was drawn.
    pub design: SurveyDesign<'a>,
    /// The place of the comment of each response.
    pub comments: &'a [Option<usize>],
}

/// The estimates of a closed question; none where it has neither weights nor intervals, which `methods` give.
#[must_use]
pub fn answer_estimates(
    found: &AnswerBreakdown,
    input: Option<&ClosedInput<'_>>,
    design: Option<SurveyDesign<'_>>,
    methods: Option<Methods>,
) -> Vec<Estimate> {
    let of_rows = input.zip(design).map(|(input, design)| (&input.answered.answers, design));
    match (of_rows, methods) {
        (Some((answers, design)), _) => design_answers(found, answers, &design, methods),
        (None, Some(methods)) => {
            let parts = matches!(found.kind, Kind::Single | Kind::Scale);
            let shares: Vec<Share> = found.options.iter().map(|option| found.of_answered(option)).collect();
            let bounds = methods.of_shares(&shares, parts);
            let plain = found.options.iter().zip(&shares).zip(bounds).map(|((option, share), bounds)| Estimate {
                of_asked: found.of_asked(option).and_then(Share::value),
                of_mentions: found.of_mentions(option).and_then(Share::value),
                ..unweighted(&found.id, EstimateUnit::Answered, (None, &option.label), *share, bounds)
            });
            plain.collect()
        }
        (None, None) => Vec::new(),
    }
}

fn unweighted(
    question: &str,
    unit: EstimateUnit,
    (theme, label): (Option<&str>, &str),
    share: Share,
    bounds: Option<Bounds>,
) -> Estimate {
    let n = share.base as f64;
    Estimate {
        question: question.to_owned(),
        unit,
        theme: theme.map(str::to_owned),
        label: label.to_owned(),
        counted: share,
        weighted: false,
        weighted_n: share.count as f64,
        base: (share.base > 0).then_some(Effective { n: share.base, weighted: n, effective_n: n, deff: 1.0 }),
        share: share.value(),
        of_asked: None,
        of_mentions: None,
        standard_error: None,
        bounds,
    }
}

fn design_answers(
    found: &AnswerBreakdown,
    answers: &Answers,
    design: &SurveyDesign<'_>,
    methods: Option<Methods>,
) -> Vec<Estimate> {
    let labels: &[String] = match answers {
        Answers::One { options, .. } | Answers::Several { options, .. } => options,
        Answers::Numbers(_) | Answers::Texts(_) => return Vec::new(),
    };
    // Each respondent's options, and nothing for who did not answer.
    let chosen = |row: usize| match answers {
        Answers::One { chosen, .. } => chosen[row].as_ref().map(std::slice::from_ref),
        Answers::Several { chosen, .. } => chosen[row].as_deref(),
        Answers::Numbers(_) | Answers::Texts(_) => None,
    };
    let weights = design.weights;
    let asked: f64 = weights.iter().sum();
    let inside = (0..weights.len()).filter(|row| chosen(*row).is_some());
    let base = effective(inside.map(|row| weights[row]));
    let estimate = |option: &super::answers::AnswerOption| {
        let place = labels.iter().position(|label| *label == option.label)?;
        let place = u32::try_from(place).ok()?;
        let holds = |row: usize| chosen(row).map(|chosen| chosen.contains(&place));
        let (estimate, share) = of_design(design, holds, base, methods.is_some());
        let counted = found.of_answered(option);
        let (question, label) = (found.id.clone(), option.label.clone());
        let of_asked = found.asked.filter(|_| asked > 0.0).map(|_| estimate.weighted_n / asked);
        Some((Estimate { question, unit: EstimateUnit::Answered, label, counted, of_asked, ..estimate }, share))
    };
    let mut estimates = bounded(found.options.iter().filter_map(estimate), methods);
    let mentions: f64 = estimates.iter().map(|of| of.weighted_n).sum();
    if found.mentions.is_some() && mentions > 0.0 {
        estimates.iter_mut().for_each(|of| of.of_mentions = Some(of.weighted_n / mentions));
    }
    estimates
}

/// The estimates with their intervals, each by itself or all at once.
fn bounded(
    estimates: impl Iterator<Item = (Estimate, Option<DesignEstimate>)>,
    methods: Option<Methods>,
) -> Vec<Estimate> {
    let (mut estimates, shares): (Vec<Estimate>, Vec<Option<DesignEstimate>>) = estimates.unzip();
    let bounds = methods.map(|methods| methods.of_estimates(&shares)).unwrap_or_default();
    estimates.iter_mut().zip(bounds).for_each(|(estimate, bounds)| estimate.bounds = bounds);
    let errors = shares.iter().map(|share| share.map(|share| share.standard_error));
    estimates.iter_mut().zip(errors).for_each(|(estimate, error)| estimate.standard_error = error);
    estimates
}

/// The share with its weighted count, and what an interval of it follows from; of what it is a share is filled in by
/// whoever knows.
fn of_design(
    design: &SurveyDesign<'_>,
    holds: impl Fn(usize) -> Option<bool>,
    base: Option<Effective>,
    intervals: bool,
) -> (Estimate, Option<DesignEstimate>) {
    let weights = design.weights;
    // A sum of nothing is -0, which would be shown.
    let sum = (0..weights.len()).filter(|row| holds(*row) == Some(true)).map(|row| weights[row]).sum::<f64>() + 0.0;
    let share = || design.mean_inside(|row| holds(row).map(|holds| f64::from(u8::from(holds))));
    let estimate = Estimate {
        question: String::new(),
        unit: EstimateUnit::Commented,
        theme: None,
        label: String::new(),
        counted: Share::new(0, 0),
        weighted: !design.equal,
        weighted_n: sum,
        base,
        share: base.map(|base| sum / base.weighted),
        of_asked: None,
        of_mentions: None,
        standard_error: None,
        bounds: None,
    };
    (estimate, base.filter(|_| intervals).and_then(|_| share()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::responses::{Answered, Kind, QuestionSpec};
    use crate::measure::answers::answers_of_rows;

    fn answered(chosen: &[Option<u32>]) -> Answered {
        let options: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let spec = QuestionSpec {
            id: "q".to_owned(),
            question: "?".to_owned(),
            kind: Kind::Single,
            columns: Vec::new(),
            options: options.clone(),
            labels: Default::default(),
            separator: None,
            chosen: Vec::new(),
            missing: Vec::new(),
            grid: None,
            values: Vec::new(),
        };
        Answered { spec, answers: Answers::One { options, chosen: chosen.to_vec() } }
    }

    fn found(rows: &[(Option<u32>, f64)]) -> Vec<Estimate> {
        let (chosen, weights): (Vec<Option<u32>>, Vec<f64>) = rows.iter().copied().unzip();
        let answered = answered(&chosen);
        let input = ClosedInput { source: "s", answered: &answered };
        let methods = Some(Methods::default());
        answer_estimates(&answers_of_rows(&input), Some(&input), Some(SurveyDesign::weighted(&weights)), methods)
    }

    fn near(one: Option<f64>, other: Option<f64>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9,
            (None, None) => true,
            _ => false,
        }
    }

    fn alike(one: &[Estimate], other: &[Estimate]) -> bool {
        let ends = |of: &Estimate| of.bounds.map(|bounds| (bounds.low, bounds.high)).unzip();
        let same = |(a, b): (&Estimate, &Estimate)| {
            let ((low, high), (low_b, high_b)) = (ends(a), ends(b));
            let effective = |of: &Estimate| of.base.map(|base| base.effective_n);
            a.counted == b.counted
                && near(a.share, b.share)
                && near(low, low_b)
                && near(high, high_b)
                && near(effective(a), effective(b))
        };
        one.len() == other.len() && one.iter().zip(other).all(same)
    }

    proptest! {
        #[test]
        fn weights_of_one_give_the_unweighted_shares(chosen in prop::collection::vec(prop::option::of(0u32..3), 1..40)) {
            let rows: Vec<_> = chosen.iter().map(|one| (*one, 1.0)).collect();
            for of in found(&rows) {
                prop_assert!(near(of.share, of.counted.value()), "{of:?}");
                prop_assert!(of.base.is_none_or(|base| (base.deff - 1.0).abs() < 1e-12));
                prop_assert_eq!(of.weighted_n, of.counted.count as f64);
            }
        }

        #[test]
        fn neither_the_scale_of_the_weights_nor_the_order_of_the_rows_changes_a_share_or_its_interval(
            rows in prop::collection::vec((prop::option::of(0u32..3), 0.1f64..4.0), 1..40),
            scale in 0.01f64..1000.0,
            turn in 0usize..40,
        ) {
            let whole = found(&rows);
            let scaled: Vec<_> = rows.iter().map(|(one, weight)| (*one, weight * scale)).collect();
            prop_assert!(alike(&whole, &found(&scaled)));
            let mut turned = rows.clone();
            turned.rotate_left(turn % rows.len());
            prop_assert!(alike(&whole, &found(&turned)));
        }
    }

    /// By hand: of the weights 1, 2, 3 and 4 the last did not answer; l has 1 + 2, p 2 + 3.
    #[test]
    fn weighted_shares_are_of_those_who_answered_of_all_asked_and_of_all_mentions() {
        let options: Vec<String> = ["l", "p"].map(str::to_owned).to_vec();
        let chosen = vec![Some(vec![0]), Some(vec![0, 1]), Some(vec![1]), None];
        let one = answered(&[]);
        let spec = QuestionSpec { kind: Kind::Multiple, options: options.clone(), ..one.spec };
        let answered = Answered { spec, answers: Answers::Several { options, chosen } };
        let input = ClosedInput { source: "s", answered: &answered };
        let design = SurveyDesign::weighted(&[1.0, 2.0, 3.0, 4.0]);
        let found = answer_estimates(&answers_of_rows(&input), Some(&input), Some(design), None);
        let shares = |of: &Estimate| [of.share, of.of_asked, of.of_mentions].map(Option::unwrap);
        assert_eq!(shares(&found[0]), [3.0 / 6.0, 3.0 / 10.0, 3.0 / 8.0]);
        assert_eq!(shares(&found[1]), [5.0 / 6.0, 5.0 / 10.0, 5.0 / 8.0]);
    }

    #[test]
    fn a_base_whose_weights_sum_to_zero_has_no_share() {
        let found = found(&[(Some(0), 0.0), (None, 3.0), (Some(1), 0.0)]);
        assert!(found.iter().all(|of| of.share.is_none() && of.bounds.is_none() && of.base.is_none()));
    }
}

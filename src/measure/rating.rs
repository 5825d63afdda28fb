//! Rating questions: mean, spread, ends of the scale and net promoter score, of all and by group, and the differences
//! between groups.
//!
//! # What it answers
//! How high do people rate, does a group rate higher than another, and between which bounds does each value lie?
//!
//! # Formula
//! See `mean`, `boxes` and `welch`. Groups are the answers to each question of the same source that allows one answer,
//! where two to [`MOST_GROUPS`] of them were given. The p of all pairs of one rating, statistic and grouping question are
//! corrected together (Benjamini–Hochberg).
//!
//! # Assumptions and when not to use it
//! Bounds and tests only where `design` allows intervals. With weights every value is weighted.
//!
//! # Reference
//! See the files named.
//!
//! # Example
//! See `tests/reference/ratings.R`.

mod boxes;
mod mean;
mod welch;

pub use boxes::{Points, points, promoting};
pub use mean::{Among, Mean, Numbers};
pub use welch::{Difference, compared, welch};

use super::answers::{AnswerBreakdown, ClosedInput};
use super::contingency::{Correction, adjust};
use super::design_based::{DesignEstimate, SurveyDesign};
use super::proportion::Methods;
use super::{Bounds, Share};
use crate::ingest::responses::{Answers, Kind};

/// More groups than this are not compared: the pairs would say nothing together.
pub const MOST_GROUPS: usize = 12;

/// One value of a rating question, of everyone or of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingValue {
    /// The grouping question and the group; `None` for everyone.
    pub group: Option<(String, String)>,
    /// What it is: `mean`, `standard deviation`, `median`, `top two`, `bottom two` or `net promoter score`.
    pub statistic: &'static str,
    /// The value.
    pub value: Option<f64>,
    /// The interval, where the sample allows one and it is defined.
    pub bounds: Option<Bounds>,
    /// The base; `None` where its weights sum to zero.
    pub base: Option<super::weighting::Effective>,
    /// Those of the group who gave no number.
    pub left_out: u64,
}

/// The difference of two groups.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingDifference {
    /// The grouping question.
    pub by: String,
    /// The two groups.
    pub groups: [String; 2],
    /// What differs: `mean` or `net promoter score`.
    pub statistic: &'static str,
    /// People in each.
    pub n: [u64; 2],
    /// The difference with its test.
    pub found: Difference,
    /// Its p among those of all pairs, Benjamini–Hochberg.
    pub adjusted: f64,
}

/// Everything on one rating question.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// Id of the question.
    pub question: String,
    /// Every value: of everyone first.
    pub values: Vec<RatingValue>,
    /// Differences between groups; none where the design allows no test.
    pub differences: Vec<RatingDifference>,
}

/// A rating question that was answered, and the questions that may group it.
#[derive(Debug, Clone, Copy)]
pub struct RatingInput<'a> {
    /// The question.
    pub closed: ClosedInput<'a>,
    /// Its breakdown.
    pub found: &'a AnswerBreakdown,
    /// All closed questions.
    pub others: &'a [ClosedInput<'a>],
    /// The weights of the source, and how its respondents were drawn.
    pub design: Option<SurveyDesign<'a>>,
    /// The intervals, where the sample allows any.
    pub methods: Option<Methods>,
}

/// The number that each respondent gave; `None` for a question that is no rating, as bands of numbers are none, or that
/// nobody answered.
#[must_use]
pub fn numbers_given(found: &AnswerBreakdown, answers: &Answers) -> Option<Vec<Option<f64>>> {
    found.spread?;
    match answers {
        Answers::Numbers(numbers) => Some(numbers.iter().map(|x| x.filter(|x| x.is_finite())).collect()),
        Answers::One { options, chosen } if found.kind == Kind::Scale => {
            let value = |label: &String| found.options.iter().find(|option| option.label == *label)?.value;
            let values: Vec<Option<f64>> = options.iter().map(value).collect();
            Some(chosen.iter().map(|one| (*values.get((*one)? as usize)?).filter(|x| x.is_finite())).collect())
        }
        _ => None,
    }
}

/// The rating of a question; `None` for a question that is none, or that nobody answered.
#[must_use]
pub fn rating(input: &RatingInput<'_>) -> Option<Rating> {
    let numbers = numbers_given(input.found, &input.closed.answered.answers)?;
    let scale = points(&input.found.options);
    let pick = |rows: &mut dyn Iterator<Item = usize>| picked(&numbers, input.design, rows);
    let (all, left_out) = pick(&mut (0..numbers.len()));
    if all.given.is_empty() {
        return None;
    }
    let mut rating = Rating { question: input.found.id.clone(), values: Vec::new(), differences: Vec::new() };
    rating.values.extend(values(&all, scale.as_ref(), left_out, None, input.methods));
    for other in input.others.iter().filter(|other| groups_by(other, input)) {
        let by = &other.answered.spec.id;
        let groups = groups(&other.answered.answers, numbers.len());
        let groups: Vec<(String, (Numbers<'_>, u64))> =
            groups.into_iter().map(|(label, rows)| (label, pick(&mut rows.into_iter()))).collect();
        for (label, (numbers, left_out)) in &groups {
            let group = Some((by.clone(), label.clone()));
            rating.values.extend(values(numbers, scale.as_ref(), *left_out, group, input.methods));
        }
        if input.methods.is_some() {
            let numbers: Vec<(&str, &Numbers<'_>)> = groups.iter().map(|(label, of)| (label.as_str(), &of.0)).collect();
            rating.differences.extend(differences(by, &numbers, scale.as_ref()));
        }
    }
    Some(rating)
}

/// Whether a question splits the respondents of a rating into groups to compare.
fn groups_by(other: &ClosedInput<'_>, input: &RatingInput<'_>) -> bool {
    let own = other.answered.spec.id == input.found.id;
    other.source == input.closed.source && other.answered.spec.kind == Kind::Single && !own
}

/// The respondents of each answer given, in the order of the answers; none where there are too many or too few.
pub(super) fn groups(answers: &Answers, rows: usize) -> Vec<(String, Vec<usize>)> {
    let Answers::One { options, chosen } = answers else { return Vec::new() };
    let mut groups: Vec<(String, Vec<usize>)> = options.iter().map(|label| (label.clone(), Vec::new())).collect();
    for (row, one) in chosen.iter().enumerate().take(rows) {
        if let Some((_, of)) = one.and_then(|one| groups.get_mut(one as usize)) {
            of.push(row);
        }
    }
    groups.retain(|(_, of)| !of.is_empty());
    if (2..=MOST_GROUPS).contains(&groups.len()) { groups } else { Vec::new() }
}

/// The numbers of some respondents, and how many of them gave none.
fn picked<'a>(
    numbers: &[Option<f64>],
    design: Option<SurveyDesign<'a>>,
    rows: &mut dyn Iterator<Item = usize>,
) -> (Numbers<'a>, u64) {
    let (mut given, mut left_out) = (Vec::new(), 0);
    for row in rows {
        let inside = design.is_none_or(|design| row < design.weights.len());
        match numbers.get(row).copied().flatten().filter(|_| inside) {
            Some(number) => given.push((row, number)),
            None => left_out += 1,
        }
    }
    (Numbers::of(&given, design), left_out)
}

fn values(
    numbers: &Numbers<'_>,
    scale: Option<&Points>,
    left_out: u64,
    group: Option<(String, String)>,
    methods: Option<Methods>,
) -> Vec<RatingValue> {
    let mean = numbers.mean();
    let base = mean.map(|mean| mean.base);
    let bounded = |mean: Option<Mean>| mean.filter(|_| methods.is_some()).and_then(|mean| mean.bounds());
    let mut found = vec![
        ("mean", mean.map(|mean| mean.value), bounded(mean)),
        ("standard deviation", mean.and_then(|mean| mean.deviation), None),
        ("median", numbers.median(), None),
    ];
    let ends = scale.and_then(|scale| Some((scale.top_two()?, scale.bottom_two()?)));
    if let Some((top, bottom)) = ends {
        found.push(share("top two", &numbers.map(|x| f64::from(u8::from(x >= top))), methods));
        found.push(share("bottom two", &numbers.map(|x| f64::from(u8::from(x <= bottom))), methods));
    }
    if let Some(zero) = scale.and_then(|scale| scale.zero) {
        let score = numbers.map(|x| promoting(x, zero)).mean();
        found.push(("net promoter score", score.map(|score| score.value), bounded(score)));
    }
    let value =
        |(statistic, value, bounds)| RatingValue { group: group.clone(), statistic, value, bounds, base, left_out };
    found.into_iter().map(value).collect()
}

/// The share of ones among zeros and ones.
fn share(
    statistic: &'static str,
    numbers: &Numbers<'_>,
    methods: Option<Methods>,
) -> (&'static str, Option<f64>, Option<Bounds>) {
    let mean = numbers.mean();
    let bounds = |methods: Methods| match (numbers.weighted_of, mean) {
        (None, _) => {
            let ones = numbers.given.iter().filter(|(x, _)| *x > 0.0).count() as u64;
            methods.of_share(Share::new(ones, numbers.given.len() as u64))
        }
        (Some(_), Some(mean)) => methods.of_estimate(&DesignEstimate {
            value: mean.value,
            standard_error: mean.error?,
            df: mean.df,
            n: mean.base.n,
            deff: None,
        }),
        (Some(_), None) => None,
    };
    (statistic, mean.map(|mean| mean.value), methods.and_then(bounds))
}

/// Every pair of groups, in the mean and, where the scale has one, in the net promoter score.
fn differences(by: &str, groups: &[(&str, &Numbers<'_>)], scale: Option<&Points>) -> Vec<RatingDifference> {
    let mut all = Vec::new();
    let zero = scale.and_then(|scale| scale.zero);
    for statistic in ["mean", "net promoter score"] {
        let means: Vec<(&str, Option<(Mean, Numbers<'_>)>)> =
            groups.iter().map(|(label, of)| (*label, compared_by(statistic, zero, of))).collect();
        let mut pairs: Vec<RatingDifference> = Vec::new();
        for (place, (first, a)) in means.iter().enumerate() {
            for (second, b) in &means[place + 1..] {
                let (Some((a, of_a)), Some((b, of_b))) = (a, b) else { continue };
                let Some(found) = compared((of_a, a), (of_b, b)) else { continue };
                let (n, groups) = ([a.base.n, b.base.n], [*first, *second].map(str::to_owned));
                pairs.push(RatingDifference { by: by.to_owned(), groups, statistic, n, found, adjusted: found.p });
            }
        }
        let p: Vec<f64> = pairs.iter().map(|pair| pair.found.p).collect();
        let adjusted = adjust(&p, Correction::BenjaminiHochberg);
        pairs.iter_mut().zip(adjusted).for_each(|(pair, adjusted)| pair.adjusted = adjusted);
        all.extend(pairs);
    }
    all
}

/// The numbers of which a statistic is the mean, with that mean.
fn compared_by<'a>(statistic: &str, zero: Option<f64>, numbers: &Numbers<'a>) -> Option<(Mean, Numbers<'a>)> {
    let of = match (statistic, zero) {
        ("mean", _) => numbers.clone(),
        (_, Some(zero)) => numbers.map(|x| promoting(x, zero)),
        _ => return None,
    };
    Some((of.mean()?, of))
}

#[cfg(test)]
mod tests {
    use super::mean::tests::{groups as reference, near};
    use super::*;

    /// R, `p.adjust(…, "BH")` of the three pairs, tests/reference/ratings.R.
    #[test]
    fn pairs_are_corrected_together() {
        let groups = reference(false);
        let named: Vec<(&str, &Numbers<'_>)> = ["a", "b", "c"].into_iter().zip(&groups).collect();
        let found = differences("g", &named, None);
        let adjusted: Vec<f64> = found.iter().map(|pair| pair.adjusted).collect();
        let expected = [0.164_041_485_876_928, 0.500_388_442_800_151, 0.184_314_481_753_199];
        assert_eq!(adjusted.len(), 3);
        adjusted.into_iter().zip(expected).for_each(|(found, expected)| near(found, expected));
    }

    #[test]
    fn without_leave_of_the_design_there_are_values_and_no_bounds() {
        let numbers = &reference(false)[0];
        let scale = Points { values: (0..=10).map(f64::from).collect(), zero: Some(0.0) };
        let found = values(numbers, Some(&scale), 0, None, None);
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|value| value.bounds.is_none() && value.value.is_some()));
        assert_eq!(
            values(numbers, Some(&scale), 0, None, Some(Methods::default()))
                .iter()
                .filter(|of| of.bounds.is_some())
                .count(),
            4
        );
    }

    #[test]
    fn weights_of_one_give_the_values_without_weights() {
        for plain in reference(false) {
            let ones = Numbers { weighted_of: Some(plain.given.len()), ..plain.clone() };
            let (a, b) = (plain.mean().unwrap(), ones.mean().unwrap());
            near(a.error.unwrap(), b.error.unwrap());
            near(a.deviation.unwrap(), b.deviation.unwrap());
            assert_eq!(plain.median(), ones.median());
        }
    }
}

//! Shares of the themes of an open question, by respondent, author or comment. What an interval rests on is told beside.

use std::collections::HashMap;

use super::{Estimate, EstimateUnit, WeightedComments, bounded, of_design, unweighted};
use crate::measure::design_based::SurveyDesign;
use crate::measure::proportion::Methods;
use crate::measure::weighting::effective;
use crate::measure::{Coded, Frequencies, Share, ThemeFrequency};

/// The estimates of the themes of an open question; none where it has neither weights nor intervals. Without weights they
/// are shares of the authors, and where an author wrote several comments those of the comments too.
#[must_use]
pub fn theme_estimates(
    question: &str,
    coded: &Coded<'_>,
    frequencies: &Frequencies,
    weights: Option<WeightedComments<'_>>,
    methods: Option<Methods>,
) -> Vec<Estimate> {
    let Some(WeightedComments { design, comments }) = weights else {
        let Some(methods) = methods else { return Vec::new() };
        let shares: Vec<Share> = frequencies.themes.iter().map(|theme| theme.authors).collect();
        let plain = frequencies.themes.iter().zip(methods.of_shares(&shares, false)).map(|(theme, bounds)| {
            let what = (Some(theme.id.as_str()), theme.label.as_str());
            unweighted(question, EstimateUnit::Authors, what, theme.authors, bounds)
        });
        return plain.chain(of_comments(question, coded, frequencies, methods)).collect();
    };
    let weights = design.weights;
    let counted = |row: usize| comments[row].filter(|comment| coded.set_aside[*comment].is_none());
    let inside: Vec<usize> = (0..weights.len()).filter(|row| counted(*row).is_some()).collect();
    let base = effective(inside.iter().map(|row| weights[*row]));
    let authors = clusters(coded, weights.len(), counted);
    let design = match (&authors, design.clusters) {
        (Some(authors), None) => SurveyDesign { clusters: Some(authors), sampled: None, ..design },
        _ => design,
    };
    let estimate = |theme: &ThemeFrequency| {
        let holds = |row: usize| counted(row).map(|comment| coded.shown[comment][theme.theme]);
        let count = inside.iter().filter(|row| holds(**row) == Some(true)).count() as u64;
        let (estimate, share) = of_design(&design, holds, base, methods.is_some());
        let named = Estimate {
            question: question.to_owned(),
            theme: Some(theme.id.clone()),
            label: theme.label.clone(),
            counted: Share::new(count, inside.len() as u64),
            ..estimate
        };
        (named, share)
    };
    bounded(frequencies.themes.iter().map(estimate), methods)
}

/// The shares of the comments, those by one author a cluster; none where no author wrote several.
fn of_comments(question: &str, coded: &Coded<'_>, frequencies: &Frequencies, methods: Methods) -> Vec<Estimate> {
    let comments: Vec<usize> = coded.counted().collect();
    let Some(authors) = clusters(coded, comments.len(), |row| Some(comments[row])) else { return Vec::new() };
    let ones = vec![1.0; comments.len()];
    let design = SurveyDesign { equal: true, clusters: Some(&authors), ..SurveyDesign::weighted(&ones) };
    let base = effective(ones.iter().copied());
    let estimate = |theme: &ThemeFrequency| {
        let (estimate, share) = of_design(&design, |row| Some(coded.shown[comments[row]][theme.theme]), base, true);
        let named = Estimate {
            question: question.to_owned(),
            unit: EstimateUnit::Comments,
            theme: Some(theme.id.clone()),
            label: theme.label.clone(),
            counted: theme.comments,
            ..estimate
        };
        (named, share)
    };
    bounded(frequencies.themes.iter().map(estimate), Some(methods))
}

/// A number for each author, so that rows by one author are a cluster; `None` where no author wrote twice.
pub(in crate::measure) fn clusters(
    coded: &Coded<'_>,
    rows: usize,
    counted: impl Fn(usize) -> Option<usize>,
) -> Option<Vec<u32>> {
    let mut authors: HashMap<&str, u32> = HashMap::new();
    let mut twice = false;
    let clusters = (0..u32::try_from(rows).ok()?).map(|row| {
        let author = counted(row as usize).and_then(|comment| coded.comments[comment].author.as_deref());
        let Some(author) = author else { return row };
        let first = *authors.entry(author).or_insert(row);
        twice |= first != row;
        first
    });
    let clusters: Vec<u32> = clusters.collect();
    twice.then_some(clusters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::Fixture;
    use crate::measure::frequencies;

    /// R survey 4.1, `svymean` and `svyciprop` with `svydesign(ids = ~author, weights = ~1)` on the eight comments:
    /// `author <- c("A", "A", "B", "B", "C", "D", "E", "F")`, `shows <- c(1, 1, 1, 0, 0, 1, 0, 0)`.
    #[test]
    fn comments_by_one_author_are_a_cluster_and_authors_are_counted_beside_them() {
        let study = Fixture::new(&[
            ("A", "t1"),
            ("A", "t1"),
            ("B", "t1"),
            ("B", ""),
            ("C", ""),
            ("D", "t1"),
            ("E", ""),
            ("F", ""),
        ]);
        let coded = study.coded();
        let found = theme_estimates("q", &coded, &frequencies(&coded), None, Some(Methods::default()));
        let first = |unit| found.iter().find(|of| of.unit == unit && of.theme.as_deref() == Some("t1")).unwrap();
        let comments = first(EstimateUnit::Comments);
        assert_eq!((comments.counted, comments.weighted, comments.share), (Share::new(4, 8), false, Some(0.5)));
        let bounds = comments.bounds.unwrap();
        assert!(
            (bounds.low - 0.120_133_757_817_625).abs() < 1e-9 && (bounds.high - 0.879_866_242_182_374).abs() < 1e-9,
            "{bounds:?}"
        );
        assert_eq!(first(EstimateUnit::Authors).counted, Share::new(3, 6));
        let alone = Fixture::new(&[("A", "t1"), ("B", "")]);
        let coded = alone.coded();
        let found = theme_estimates("q", &coded, &frequencies(&coded), None, Some(Methods::default()));
        assert!(found.iter().all(|of| of.unit == EstimateUnit::Authors));
    }
}

//! Beside a table of a rating: the mean of each column, and which columns have a lower one.
//!
//! # What it answers
//! Which groups rate higher?
//!
//! # Formula
//! Mean, standard deviation and median as in `rating::Numbers`, of those in a column who gave a number. Columns are
//! compared pair by pair with Welch's t, with weights by linearised standard errors; the p of all pairs are corrected
//! together, and a letter names a column with a lower mean. Weights that are numbers of people are counted as such: the
//! variance is Σw(x − m)² / (Σw − 1), and Welch's t is that of Σw people.
//!
//! # Assumptions and when not to use it
//! The steps of a scale are taken as equally wide. Nobody is in two columns: where somebody is, none are compared. The
//! total takes no part.
//!
//! # Reference
//! As `rating::mean` and `rating::welch`; IBM SPSS Statistics, CTABLES, COMPARETEST TYPE=MEAN, which takes one variance of
//! all columns where this takes each its own.
//!
//! # Example
//! See `tests/reference/ratings.R`.

use super::{Compare, Given, Side, Weighting};
use crate::measure::contingency::{Comparison, Letters, Style, adjust, apa_subscripts, letters};
use crate::measure::design_based::SurveyDesign;
use crate::measure::rating::{Difference, Mean, Numbers, compared};
use crate::measure::weighting::Effective;

/// The numbers of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMean {
    /// Their mean with its base; `None` where nobody gave a number.
    pub mean: Option<Mean>,
    /// Their median.
    pub median: Option<f64>,
}

/// Two columns with other means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanPair {
    /// Index of the column with the larger mean.
    pub larger: usize,
    /// Index of the other.
    pub smaller: usize,
    /// The larger less the smaller, with its test.
    pub found: Difference,
    /// Its p, corrected for all pairs.
    pub adjusted: f64,
}

/// The means of the columns of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Means {
    /// The columns, the total last.
    pub columns: Vec<ColumnMean>,
    /// The pairs compared; none where they may not be.
    pub pairs: Vec<MeanPair>,
    /// The letters of each column.
    pub letters: Vec<String>,
}

/// The means of a row question by a column question, or of everyone alone; `None` where no option has a number.
///
/// `values` has the number of each answer to the row question, unless it was answered with numbers themselves, `design` an
/// entry a respondent.
#[must_use]
pub fn means(
    row: &Side<'_>,
    values: &[Option<f64>],
    column: Option<&Side<'_>>,
    design: Option<SurveyDesign<'_>>,
    compare: Option<Compare>,
) -> Option<Means> {
    let respondents = match row.given {
        Given::One(chosen) => values.iter().flatten().next().map(|_| chosen.len())?,
        Given::Numbers(numbers) => numbers.len(),
        Given::Several(_) => return None,
    };
    let value = |respondent: usize| match row.given {
        Given::One(chosen) => *values.get((*chosen.get(respondent)?)? as usize)?,
        Given::Numbers(numbers) => *numbers.get(respondent)?,
        Given::Several(_) => None,
    };
    let groups = column.map_or(0, |column| column.labels.len());
    let mut given: Vec<Vec<(usize, f64)>> = vec![Vec::new(); groups + 1];
    let mut overlap = false;
    for respondent in 0..respondents {
        let Some(value) = value(respondent) else { continue };
        let Some(of) = column.map_or(Some(&[][..]), |column| column.given.of(respondent)) else { continue };
        overlap |= of.len() > 1;
        for place in of.iter().map(|group| *group as usize).chain([groups]) {
            given[place].push((respondent, value));
        }
    }
    let people = design.is_some() && compare.is_some_and(|how| how.weighting == Weighting::Frequencies);
    // Weights that are numbers of people tell of no sample.
    let design = design.map(|design| if people { SurveyDesign::weighted(design.weights) } else { design });
    let numbers: Vec<Numbers<'_>> = given.iter().map(|given| Numbers::of(given, design)).collect();
    let mean = |numbers: &Numbers<'_>| numbers.mean().map(|mean| if people { of_people(mean) } else { mean });
    let columns: Vec<ColumnMean> =
        numbers.iter().map(|numbers| ColumnMean { mean: mean(numbers), median: numbers.median() }).collect();
    let how = compare.filter(|_| !overlap);
    let pairs = how.map_or_else(Vec::new, |how| pairs(&columns[..groups], &numbers, &how));
    let mut letters = how.map_or_else(Vec::new, |how| shown(&pairs, &columns[..groups], how.letters));
    letters.resize(groups + 1, String::new());
    Some(Means { columns, pairs, letters })
}

/// A mean whose weights are numbers of people: so many gave the number.
fn of_people(mean: Mean) -> Mean {
    let (n, people) = (mean.base.n as f64, mean.base.weighted);
    let variance = mean.deviation.map_or(0.0, |deviation| deviation.powi(2) * (n - 1.0) / n);
    let deviation = (people > 1.0).then(|| (variance * people / (people - 1.0)).sqrt());
    let error = deviation.map(|deviation| deviation / people.sqrt()).filter(|error| *error > 0.0);
    let base = Effective { n: people.round() as u64, ..mean.base };
    Mean { base, deviation, error, df: base.n as f64 - 1.0, weighted: false, ..mean }
}

fn pairs(columns: &[ColumnMean], numbers: &[Numbers<'_>], how: &Compare) -> Vec<MeanPair> {
    let mut pairs = Vec::new();
    for (first, a) in columns.iter().enumerate() {
        for (second, b) in columns.iter().enumerate().skip(first + 1) {
            let (Some(a), Some(b)) = (&a.mean, &b.mean) else { continue };
            let (larger, smaller) = if a.value < b.value { (second, first) } else { (first, second) };
            let (a, b) = ((&numbers[first], a), (&numbers[second], b));
            let found = if larger == second { compared(b, a) } else { compared(a, b) };
            pairs.extend(found.map(|found| MeanPair { larger, smaller, found, adjusted: found.p }));
        }
    }
    let p: Vec<f64> = pairs.iter().map(|pair| pair.found.p).collect();
    pairs.iter_mut().zip(adjust(&p, how.correction)).for_each(|(pair, adjusted)| pair.adjusted = adjusted);
    pairs
}

fn shown(pairs: &[MeanPair], columns: &[ColumnMean], levels: Letters) -> Vec<String> {
    let comparison = |pair: &MeanPair| Comparison {
        larger: pair.larger,
        smaller: pair.smaller,
        z: pair.found.t,
        p: pair.found.p,
        adjusted: pair.adjusted,
    };
    let comparisons: Vec<Comparison> = pairs.iter().map(comparison).collect();
    match levels.style {
        Style::Simple => letters(&comparisons, columns.len(), levels),
        Style::Apa => {
            let part: Vec<bool> =
                (0..columns.len()).map(|at| pairs.iter().any(|pair| pair.larger == at || pair.smaller == at)).collect();
            apa_subscripts(&comparisons, &part, levels.outer())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::contingency::Correction;

    fn labels(many: usize) -> Vec<String> {
        (0..many).map(|place| place.to_string()).collect()
    }

    /// The sleep data of R: `t.test(extra ~ group)`: t -1.8608, df 17.776, p 0.07939; means 0.75 and 2.33.
    #[test]
    fn two_groups_are_compared_as_t_test_of_r_does() {
        let extra =
            [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let chosen: Vec<Option<u32>> = (0..20).map(Some).collect();
        let groups: Vec<Option<u32>> = (0..20).map(|row| Some(u32::from(row >= 10))).collect();
        let (rows, columns) = (labels(20), labels(2));
        let row = Side { id: "extra", labels: &rows, given: Given::One(&chosen), nets: &[] };
        let column = Side { id: "group", labels: &columns, given: Given::One(&groups), nets: &[] };
        let values = extra.map(Some);
        let compare = |level| {
            let letters = Letters { level, ..Letters::DEFAULT };
            Compare { letters, correction: Correction::default(), ..Compare::default() }
        };
        let found = means(&row, &values, Some(&column), None, Some(compare(0.1))).unwrap();
        let mean = |at: usize| found.columns[at].mean.unwrap().value;
        assert!((mean(0) - 0.75).abs() < 1e-12 && (mean(1) - 2.33).abs() < 1e-12 && (mean(2) - 1.54).abs() < 1e-12);
        let [pair] = found.pairs.as_slice() else { panic!("{:?}", found.pairs) };
        assert_eq!((pair.larger, pair.smaller), (1, 0));
        let test = pair.found;
        assert!((test.t - 1.8608).abs() < 5e-5 && (test.df - 17.776).abs() < 5e-4 && (test.p - 0.07939).abs() < 5e-6);
        assert_eq!(found.letters, ["", "A", ""]);
        assert_eq!(means(&row, &values, Some(&column), None, Some(compare(0.05))).unwrap().letters, ["", "", ""]);
        assert!(means(&row, &values, Some(&column), None, None).unwrap().pairs.is_empty());
    }

    #[test]
    fn who_is_in_two_columns_leaves_none_to_compare_and_options_without_numbers_no_means() {
        let (rows, columns) = (labels(3), labels(2));
        let chosen = [Some(0), Some(1), Some(2), None];
        let several = [Some(vec![0, 1]), Some(vec![0]), Some(vec![1]), Some(vec![0])];
        let row = Side { id: "q", labels: &rows, given: Given::One(&chosen), nets: &[] };
        let column = Side { id: "g", labels: &columns, given: Given::Several(&several), nets: &[] };
        let values = [Some(1.0), Some(2.0), Some(9.0)];
        let found = means(&row, &values, Some(&column), None, Some(Compare::default())).unwrap();
        let mean: Vec<f64> = found.columns.iter().map(|column| column.mean.unwrap().value).collect();
        assert_eq!((mean, found.pairs.len()), (vec![1.5, 5.0, 4.0], 0));
        assert_eq!(means(&row, &[None; 3], Some(&column), None, None), None);
        let off = means(&row, &[Some(1.0), None, None], Some(&column), None, None).unwrap();
        assert_eq!(off.columns[2].mean.unwrap().base.n, 1, "who is outside the scale is in no mean");
    }
}

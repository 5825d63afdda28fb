//! The tests of a table: is the row question associated with the column question?
//!
//! Which test is right depends on the table; what may be shown of which sample is decided in `design`. The statistics
//! are `contingency`'s.
//!
//! # What it answers
//! Do the groups answer differently, taken all together, and in which cells?
//!
//! # Formula
//! Without weights: Pearson's X², for two by two also with Yates' correction, G², Fisher's exact test (two by two; a
//! larger table from random tables where an expected count is below five), Cramér's V, adjusted residuals. With weights:
//! Rao and Scott, as in `drawn` where more is known of the sample; V and residuals from the weighted shares, residuals with the effective number of respondents. Where a
//! respondent can be in several rows each answer is tested by itself, given or not, and the p are corrected together.
//!
//! # Assumptions and when not to use it
//! A random sample. Columns that share respondents are not tested as a whole; their letters take the overlap into account.
//!
//! # Reference
//! See `chi_squared`, `fisher` and `rao_scott`. For several answers: Agresti, A. & Liu, I.-M. (1999). *Biometrics* 55,
//! 936–943.
//!
//! # Example
//! Agresti's party table by gender: X² 30.07 with two degrees of freedom.

use super::Crosstab;
use super::drawn::Cells;
use crate::measure::contingency::{
    Correction, WeightedCount, adjust, association, fisher_monte_carlo, fisher_two_by_two, rao_scott, weighted_cells,
};

/// How the weights of a table enter its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weighting {
    /// Rao and Scott's correction of the second order, as in R.
    #[default]
    Second,
    /// Their correction of the first order, as in SAS unless asked.
    First,
    /// As if they were numbers of people: the weighted counts, rounded.
    Frequencies,
}

/// Every way with its id and its name, the default first.
pub const WEIGHTINGS: &[(Weighting, &str, &str)] = &[
    (Weighting::Second, "second", "Rao–Scott, second order"),
    (Weighting::First, "first", "Rao–Scott, first order"),
    (Weighting::Frequencies, "frequencies", "weighted counts, rounded, taken for numbers of people"),
];

/// One test, or a measure of strength, of a table or of one row of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Its id: `pearson`, `pearson_yates`, `likelihood_ratio`, `fisher`, `fisher_monte_carlo`, `rao_scott_second`,
    /// `rao_scott_first` or `cramer_v`.
    pub test: &'static str,
    /// The row that it is about; `None` for the whole table.
    pub row: Option<usize>,
    /// The statistic; `None` where there is only a p.
    pub value: Option<f64>,
    /// Degrees of freedom.
    pub df: Option<f64>,
    /// Second degrees of freedom.
    pub df_error: Option<f64>,
    /// Its p.
    pub p: Option<f64>,
    /// The p corrected over the rows that are tested one by one.
    pub adjusted: Option<f64>,
}

/// The tests of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tested {
    /// The tests, in the order shown.
    pub tests: Vec<Evidence>,
    /// The adjusted residual of each cell, row after row without nets and total; none where rows are tested one by one.
    pub residuals: Vec<Option<f64>>,
    /// Why there is no test.
    pub absent: Option<&'static str>,
}

/// Random tables for the exact test of a table that is larger than two by two.
const DRAWS: u64 = 10_000;
/// Respondents up to which they are drawn.
const MOST_DRAWN: u64 = 3_000;
/// Why there is no test where nobody is, or where a stratum has one cluster.
const ONE_CLUSTER: &str = "a stratum has one cluster, or nobody has a weight";
/// Contrasts up to which the covariance is solved.
const MOST_CONTRASTS: usize = 300;

/// The tests of a table.
#[must_use]
pub fn tested(table: &Crosstab, weighted: bool, weighting: Weighting, correction: Correction) -> Tested {
    let groups = table.groups();
    let absent = |why| Tested { absent: Some(why), ..Tested::default() };
    if groups == 0 || table.rows.is_empty() {
        return Tested::default();
    }
    if table.row_question == table.column_question {
        return absent("the question is crossed with itself");
    }
    if table.overlaps() {
        return absent("respondents are in several columns");
    }
    let cells = |row: usize| (0..groups).map(move |column| table.cell(row, column));
    let answers = 0..table.rows.len() - table.nets.len();
    let drawn = table.by_design.as_ref();
    let of_cells = |cells: &[WeightedCount], place: usize| match (weighted || drawn.is_some(), weighting) {
        (true, Weighting::Second | Weighting::First) => {
            let of_design = match drawn {
                Some(drawn) => Some(drawn.cells.get(place).and_then(Option::as_ref).ok_or(ONE_CLUSTER)?),
                None => None,
            };
            by_weights(cells, groups, (table.respondents, of_design), weighting)
        }
        (true, Weighting::Frequencies) => {
            by_counts(cells.iter().map(|cell| cell.weight.round() as u64).collect(), groups)
        }
        (false, _) => by_counts(cells.iter().map(|cell| cell.n).collect(), groups),
    };
    if !table.several {
        let all: Vec<WeightedCount> = answers.flat_map(cells).collect();
        return of_cells(&all, 0).unwrap_or_else(absent);
    }
    let mut tests = Vec::new();
    for row in answers {
        let given: Vec<WeightedCount> = cells(row).collect();
        let not = given.iter().zip(&table.bases).map(|(cell, base)| without(base, cell));
        let both: Vec<WeightedCount> = given.iter().copied().chain(not).collect();
        let found = of_cells(&both, row).unwrap_or_default();
        tests.extend(found.tests.into_iter().map(|test| Evidence { row: Some(row), ..test }));
    }
    correct(&mut tests, correction);
    match tests.is_empty() {
        true => absent("fewer than two answers or two columns have respondents"),
        false => Tested { tests, ..Tested::default() },
    }
}

/// Corrects the p of each kind of test over the rows.
fn correct(tests: &mut [Evidence], correction: Correction) {
    let mut kinds: Vec<&'static str> = tests.iter().map(|test| test.test).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let mut of: Vec<&mut Evidence> =
            tests.iter_mut().filter(|test| test.test == kind && test.p.is_some()).collect();
        let adjusted = adjust(&of.iter().filter_map(|test| test.p).collect::<Vec<_>>(), correction);
        of.iter_mut().zip(adjusted).for_each(|(test, p)| test.adjusted = Some(p));
    }
}

fn without(base: &WeightedCount, cell: &WeightedCount) -> WeightedCount {
    let n = base.n.saturating_sub(cell.n);
    // What is left of two equal sums is nothing, and not what rounding leaves of them.
    let rest = |all: f64, part: f64| if n == 0 { 0.0 } else { (all - part).max(0.0) };
    WeightedCount { n, weight: rest(base.weight, cell.weight), squares: rest(base.squares, cell.squares) }
}

fn evidence(test: &'static str, value: Option<f64>, df: Option<f64>, p: Option<f64>) -> Evidence {
    Evidence { test, row: None, value, df, df_error: None, p, adjusted: None }
}

fn by_counts(counts: Vec<u64>, groups: usize) -> Result<Tested, &'static str> {
    let found = association(&counts, groups).ok_or("fewer than two answers or two columns have respondents")?;
    let df = Some(found.df as f64);
    let mut tests = vec![evidence("pearson", Some(found.pearson), df, Some(found.pearson_p))];
    tests.extend(found.yates.map(|(value, p)| evidence("pearson_yates", Some(value), df, Some(p))));
    tests.push(evidence("likelihood_ratio", Some(found.g2), df, Some(found.g2_p)));
    if let Some(table) = two_by_two(&counts, groups) {
        tests.extend(fisher_two_by_two(table).map(|p| evidence("fisher", None, None, Some(p))));
    } else if found.least_expected < 5.0 && counts.iter().sum::<u64>() <= MOST_DRAWN {
        let drawn = fisher_monte_carlo(&counts, groups, DRAWS);
        tests.extend(drawn.map(|drawn| evidence("fisher_monte_carlo", None, None, Some(drawn.p))));
    }
    tests.push(evidence("cramer_v", Some(found.cramer_v), None, None));
    Ok(Tested { tests, residuals: found.residuals, absent: None })
}

/// The four counts of a table that has two rows and two columns with respondents.
fn two_by_two(counts: &[u64], groups: usize) -> Option<[u64; 4]> {
    let rows: Vec<usize> =
        (0..counts.len() / groups).filter(|row| counts[row * groups..][..groups].iter().any(|n| *n > 0)).collect();
    let columns: Vec<usize> =
        (0..groups).filter(|column| counts.iter().skip(*column).step_by(groups).any(|n| *n > 0)).collect();
    let ([first, second], [left, right]) = (rows.as_slice(), columns.as_slice()) else { return None };
    let at = |row: &usize, column: &usize| counts[row * groups + column];
    Some([at(first, left), at(first, right), at(second, left), at(second, right)])
}

fn by_weights(
    cells: &[WeightedCount],
    groups: usize,
    (respondents, drawn): (u64, Option<&Cells>),
    weighting: Weighting,
) -> Result<Tested, &'static str> {
    let row_total = |row: usize| cells[row * groups..][..groups].iter().map(|cell| cell.weight).sum::<f64>();
    let column_total = |column: usize| cells.iter().skip(column).step_by(groups).map(|cell| cell.weight).sum::<f64>();
    let rows: Vec<usize> = (0..cells.len() / groups).filter(|row| row_total(*row) > 0.0).collect();
    let columns: Vec<usize> = (0..groups).filter(|column| column_total(*column) > 0.0).collect();
    if rows.len() < 2 || columns.len() < 2 {
        return Err("fewer than two answers or two columns have a weight above zero");
    }
    if (rows.len() - 1) * (columns.len() - 1) > MOST_CONTRASTS {
        return Err("the table has too many cells for the weighted test");
    }
    let kept: Vec<WeightedCount> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| cells[row * groups + column])).collect();
    let n: u64 = kept.iter().map(|cell| cell.n).sum();
    let places: Vec<usize> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| row * groups + column)).collect();
    let found = match drawn {
        Some(drawn) => {
            let all = drawn.shares.len();
            let shares: Vec<f64> = places.iter().map(|place| drawn.shares[*place]).collect();
            let covariance: Vec<f64> = places
                .iter()
                .flat_map(|row| places.iter().map(move |column| drawn.covariance[row * all + column]))
                .collect();
            rao_scott(&shares, columns.len(), &covariance, drawn.respondents, drawn.df)
        }
        None => {
            let (shares, mut covariance) = weighted_cells(&kept).ok_or("fewer than two respondents have a weight")?;
            // Those who did not answer both questions are a part of the sample too.
            let all = respondents.max(n) as f64;
            let scale = (all / (all - 1.0)) / (n as f64 / (n as f64 - 1.0));
            covariance.iter_mut().for_each(|value| *value *= scale);
            rao_scott(&shares, columns.len(), &covariance, n, n as f64 - 1.0)
        }
    };
    let found = found.ok_or("the covariance of the cells has no inverse")?;
    let df = ((rows.len() - 1) * (columns.len() - 1)) as f64;
    let test = match weighting {
        Weighting::Second | Weighting::Frequencies => Evidence {
            df_error: Some(found.df_error),
            ..evidence("rao_scott_second", Some(found.f), Some(found.df), Some(found.p))
        },
        Weighting::First => evidence("rao_scott_first", Some(found.first_order), Some(df), Some(found.first_order_p)),
    };
    let v = (found.pearson / n as f64 / (rows.len().min(columns.len()) - 1) as f64).sqrt();
    let residuals = match drawn {
        Some(drawn) => drawn.residuals(groups),
        None => weighted_residuals(cells, groups),
    };
    Ok(Tested { tests: vec![test, evidence("cramer_v", Some(v), None, None)], residuals, absent: None })
}

fn weighted_residuals(cells: &[WeightedCount], groups: usize) -> Vec<Option<f64>> {
    let mut all = WeightedCount::default();
    cells.iter().for_each(|cell| all += *cell);
    let share = |weight: f64| weight / all.weight;
    let row_of = |place: usize| share(cells[place / groups * groups..][..groups].iter().map(|cell| cell.weight).sum());
    let column_of =
        |place: usize| share(cells.iter().skip(place % groups).step_by(groups).map(|cell| cell.weight).sum());
    let n = all.effective().unwrap_or(0.0);
    let residual = |(place, cell): (usize, &WeightedCount)| {
        let (row, column) = (row_of(place), column_of(place));
        let spread = row * column * (1.0 - row) * (1.0 - column) / n;
        (spread > 0.0).then(|| (share(cell.weight) - row * column) / spread.sqrt())
    };
    cells.iter().enumerate().map(residual).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Given, Side};
    use super::*;
    use crate::measure::weighting::forty::forty;

    fn labels(number: usize) -> Vec<String> {
        (0..number).map(|place| format!("a{place}")).collect()
    }

    fn crossed(rows: &[Option<u32>], columns: &[Option<u32>], weights: Option<&[f64]>) -> Crosstab {
        let (of_rows, of_columns) = (labels(3), labels(3));
        let row = Side { id: "r", labels: &of_rows, given: Given::One(rows), nets: &[] };
        let column = Side { id: "c", labels: &of_columns, given: Given::One(columns), nets: &[] };
        Crosstab::new(&row, Some(&column), weights, rows.len())
    }

    /// Agresti 2007, table 2.5; see `chi_squared`.
    #[test]
    fn a_table_without_weights_has_the_tests_of_its_counts() {
        let counts = [[762, 327, 468], [484, 239, 477]];
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        for (row, of_row) in (0..).zip(counts) {
            for (column, count) in (0..).zip(of_row) {
                rows.extend(std::iter::repeat_n(Some(row), count));
                columns.extend(std::iter::repeat_n(Some(column), count));
            }
        }
        let found = tested(&crossed(&rows, &columns, None), false, Weighting::Second, Correction::None);
        let pearson = found.tests[0];
        assert!((pearson.value.unwrap() - 30.070_149_1).abs() < 1e-6 && pearson.df == Some(2.0));
        assert_eq!(
            found.tests.iter().map(|test| test.test).collect::<Vec<_>>(),
            ["pearson", "likelihood_ratio", "cramer_v"]
        );
        assert!((found.residuals[0].unwrap() - 4.502_053_521).abs() < 1e-8);
    }

    /// R survey 4.1 `svychisq` on the forty rows of `tests/reference/survey.R`: see `rao_scott`.
    #[test]
    fn a_weighted_table_has_the_test_of_rao_and_scott() {
        let rows = forty();
        let (vote, role): (Vec<_>, Vec<_>) = (0..40).map(|row| (Some(rows.vote[row]), Some(rows.role[row]))).unzip();
        let table = crossed(&vote, &role, Some(&rows.weights));
        let second = tested(&table, true, Weighting::Second, Correction::None).tests[0];
        assert!((second.value.unwrap() - 0.108_972_443_558_549).abs() < 1e-9);
        assert!((second.p.unwrap() - 0.896_444_313_442_750).abs() < 1e-9);
        let first = tested(&table, true, Weighting::First, Correction::None).tests[0];
        assert!((first.p.unwrap() - 0.896_755_128_537_955).abs() < 1e-9);
    }

    #[test]
    fn several_answers_are_tested_one_by_one_and_columns_that_overlap_not_at_all() {
        let given: Vec<Option<Vec<u32>>> =
            (0..60).map(|row| Some(if row % 3 == 0 { vec![0, 1] } else { vec![1] })).collect();
        let groups: Vec<Option<u32>> = (0..60).map(|row| Some(u32::from(row % 2 == 0))).collect();
        let names = labels(2);
        let several = Side { id: "q", labels: &names, given: Given::Several(&given), nets: &[] };
        let one = Side { id: "g", labels: &names, given: Given::One(&groups), nets: &[] };
        let found = tested(&Crosstab::new(&several, Some(&one), None, 60), false, Weighting::Second, Correction::Holm);
        assert!(found.tests.iter().all(|test| test.row == Some(0)), "the second answer was given by all");
        assert_eq!(found.tests[0].p, found.tests[0].adjusted);
        let turned = tested(&Crosstab::new(&one, Some(&several), None, 60), false, Weighting::Second, Correction::Holm);
        assert_eq!(turned.absent, Some("respondents are in several columns"));
    }

    #[test]
    fn nothing_to_test_is_said() {
        let table = crossed(&[Some(0), Some(0), None], &[Some(1), Some(0), Some(1)], None);
        assert!(tested(&table, false, Weighting::Second, Correction::None).absent.is_some());
        let zero = crossed(&[Some(0), Some(1)], &[Some(0), Some(1)], Some(&[0.0, 0.0]));
        assert!(tested(&zero, true, Weighting::Second, Correction::None).absent.is_some());
    }
}

//! A table whose respondents were drawn in strata or clusters, or from a finite population: what its tests need.
//!
//! # What it answers
//! As `association` and `contingency::columns`, given how the respondents were drawn.
//!
//! # Formula
//! Rao and Scott's test with the covariance of the shares of the cells by `design_based`. Two columns: the difference of
//! their shares over its linearised standard error, by Student's t; degrees of freedom are clusters less strata of those
//! who are in one of the two, less one. Residual of a cell: its share less the product of its row's and its column's,
//! over the linearised standard error of that.
//!
//! # Assumptions and when not to use it
//! Those of `design_based`. Columns may share respondents: the linearised difference knows it.
//!
//! # Reference
//! R's package survey: `svychisq`, `svyttest` of the share, `svycontrast` of the residual.
//!
//! # Example
//! See `tests/reference/drawn.R`.

use rayon::prelude::*;

use super::{Crosstab, Given, Side};
use crate::measure::design_based::{Numbered, SurveyDesign};
use crate::measure::distribution::f_tail;

/// What the tests of a table rest on where respondents were not drawn one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct ByDesign {
    /// For each row of the table, and each pair of columns, how far apart they are in standard errors and the p of it.
    pairs: Vec<Vec<Option<(f64, f64)>>>,
    /// The cells of the table, or, where respondents can be in several rows, for each row those who gave it before those
    /// who did not; `None` where nothing can be said of them.
    pub(super) cells: Vec<Option<Cells>>,
}

/// The shares of cells with what a test needs to know of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells {
    pub shares: Vec<f64>,
    /// Row after row.
    pub covariance: Vec<f64>,
    pub respondents: u64,
    pub df: f64,
}

impl Cells {
    /// For each cell how far its share is from that of independence, in linearised standard errors; `None` where nothing
    /// varies. `columns` is the length of a row.
    pub(super) fn residuals(&self, columns: usize) -> Vec<Option<f64>> {
        let cells = self.shares.len();
        let row_of = |cell: usize| self.shares[cell / columns * columns..][..columns].iter().sum::<f64>();
        let column_of = |cell: usize| self.shares.iter().skip(cell % columns).step_by(columns).sum::<f64>();
        let residual = |cell: usize| {
            let (row, column) = (row_of(cell), column_of(cell));
            let gradient = |other: usize| {
                let in_row = if other / columns == cell / columns { column } else { 0.0 };
                let in_column = if other % columns == cell % columns { row } else { 0.0 };
                f64::from(u8::from(other == cell)) - in_row - in_column
            };
            let gradient: Vec<f64> = (0..cells).map(gradient).collect();
            let half =
                self.covariance.chunks(cells).map(|of| of.iter().zip(&gradient).map(|(v, g)| v * g).sum::<f64>());
            let variance: f64 = half.zip(&gradient).map(|(half, g)| half * g).sum();
            let spread = row * column * (1.0 - row) * (1.0 - column);
            // What rounding leaves of nothing is no variance.
            (variance > 1e-12 * spread).then(|| (self.shares[cell] - row * column) / variance.sqrt())
        };
        (0..cells).map(residual).collect()
    }
}

impl ByDesign {
    /// Of the respondents of a table; `None` where nothing is known of how they were drawn beside their weights.
    pub(super) fn new(table: &Crosstab, row: &Side<'_>, column: &Side<'_>, design: &SurveyDesign<'_>) -> Option<Self> {
        if !design.is_complex() {
            return None;
        }
        let design = design.numbered();
        let of = Respondents { table, row, column, df: of_pairs(row, column, &design), design };
        let pairs = (0..table.rows.len()).into_par_iter().map(|row| of.pairs(row)).collect();
        let groups = table.groups();
        let cells = match row.given {
            _ if table.overlaps() => Vec::new(),
            Given::One(_) => {
                let answers = table.rows.len() - table.nets.len();
                vec![
                    of.cells(answers * groups, &|(answers, column)| Some(*answers.first()? as usize * groups + column)),
                ]
            }
            Given::Numbers(_) => Vec::new(),
            Given::Several(_) => {
                let gave = |row: usize| {
                    of.cells(2 * groups, &|(answers, column)| {
                        Some(usize::from(!answers.contains(&(row as u32))) * groups + column)
                    })
                };
                (0..table.rows.len() - table.nets.len()).into_par_iter().map(gave).collect()
            }
        };
        Some(Self { pairs, cells })
    }

    /// How far apart two columns are in a row, and the p of it.
    pub(super) fn apart(&self, row: usize, (first, second): (usize, usize), groups: usize) -> Option<(f64, f64)> {
        *self.pairs.get(row)?.get(first * groups + second)?
    }
}

/// In which cell somebody is, by the answers to the row's question and the column.
type Place<'p> = dyn Fn((&[u32], usize)) -> Option<usize> + 'p;

struct Respondents<'a> {
    table: &'a Crosstab,
    row: &'a Side<'a>,
    column: &'a Side<'a>,
    design: Numbered<'a>,
    /// The degrees of freedom of each pair of columns.
    df: Vec<f64>,
}

impl Respondents<'_> {
    /// The shares of `cells` cells and their covariance; `place` says in which somebody is who answered both questions.
    fn cells(&self, cells: usize, place: &Place<'_>) -> Option<Cells> {
        let weights = self.design.design.weights;
        let place = |respondent: usize| {
            let (answers, columns) = (self.row.given.of(respondent)?, self.column.given.of(respondent)?);
            place((answers, *columns.first()? as usize))
        };
        let places: Vec<Option<usize>> = (0..weights.len()).map(place).collect();
        let mut shares = vec![0.0; cells];
        for (of, weight) in places.iter().zip(weights) {
            of.iter().for_each(|of| shares[*of] += weight);
        }
        let total: f64 = shares.iter().sum();
        if total <= 0.0 {
            return None;
        }
        shares.iter_mut().for_each(|share| *share /= total);
        let covariance = self.design.covariance(cells, |row, values| {
            let Some(own) = places[row] else { return };
            values.iter_mut().zip(&shares).for_each(|(value, share)| *value = -weights[row] / total * share);
            values[own] += weights[row] / total;
        })?;
        let respondents = places.iter().flatten().count() as u64;
        let df = self.design.df_inside(|row| places[row].is_some());
        Some(Cells { shares, covariance, respondents, df })
    }

    /// For each pair of columns in a row of the table, how far their shares are apart.
    fn pairs(&self, row: usize) -> Vec<Option<(f64, f64)>> {
        let (table, groups, weights) = (self.table, self.table.groups(), self.design.design.weights);
        let shares: Vec<Option<f64>> = (0..groups).map(|column| table.column_share(row, column)).collect();
        let net = row.checked_sub(self.row.labels.len()).and_then(|net| table.nets.get(net));
        let holds = |answers: &[u32]| match net {
            Some(net) => answers.iter().any(|answer| net.contains(answer)),
            None => answers.contains(&(row as u32)),
        };
        let covariance = self.design.covariance(groups, |respondent, values| {
            let answers = self.row.given.of(respondent);
            let Some((answers, of)) = answers.zip(self.column.given.of(respondent)) else { return };
            let given = f64::from(u8::from(holds(answers)));
            for column in of.iter().map(|column| *column as usize) {
                let Some(share) = shares[column] else { continue };
                values[column] = weights[respondent] * (given - share) / table.bases[column].weight;
            }
        });
        let Some(covariance) = covariance else { return Vec::new() };
        let at = |one: usize, other: usize| covariance[one * groups + other];
        let pair = |pair: usize| {
            let (first, second) = (pair / groups, pair % groups);
            let both = at(first, first) + at(second, second);
            let variance = both - 2.0 * at(first, second);
            // Columns of the same respondents do not vary against each other.
            let z = (variance > 1e-9 * both).then_some((shares[first]? - shares[second]?) / variance.sqrt())?;
            Some((z, f_tail(z * z, 1.0, self.df[pair])?))
        };
        (0..groups * groups).map(pair).collect()
    }
}

/// The degrees of freedom of each pair of columns: of those who answered and are in one of the two, less one.
fn of_pairs(row: &Side<'_>, column: &Side<'_>, design: &Numbered<'_>) -> Vec<f64> {
    let groups = column.labels.len();
    let mut df = vec![0.0; groups * groups];
    for (first, second) in (0..groups).flat_map(|first| (first + 1..groups).map(move |second| (first, second))) {
        let is_one = |column: &u32| [first, second].contains(&(*column as usize));
        let inside = |respondent: usize| {
            let answered = row.given.of(respondent).is_some();
            answered && column.given.of(respondent).is_some_and(|of| of.iter().any(is_one))
        };
        df[first * groups + second] = design.df_inside(inside) - 1.0;
        df[second * groups + first] = df[first * groups + second];
    }
    df
}

#[cfg(test)]
mod tests {
    use super::super::{Weighting, tested};
    use super::*;
    use crate::measure::contingency::{ColumnBase, Correction};
    use crate::measure::design_based::drawn_tests::designs;
    use crate::measure::weighting::forty::{Forty, forty};

    fn near(found: f64, expected: f64, case: &str) {
        assert!((found - expected).abs() < 1e-9, "{case}: {found} {expected}");
    }

    /// Calls with the table of the vote by the role of those of a size above 0, drawn as in `tests/reference/drawn.R`.
    fn tables(check: impl Fn(&str, Crosstab)) {
        let Forty { vote, role, size, .. } = forty();
        let answers: Vec<Option<u32>> = (0..40).map(|row| (size[row] > 0).then_some(vote[row])).collect();
        let groups: Vec<Option<u32>> = role.iter().map(|role| Some(*role)).collect();
        let labels = |many: usize| (0..many).map(|place| place.to_string()).collect::<Vec<String>>();
        let (of_rows, of_columns) = (labels(3), labels(2));
        let nets = [("0".to_owned(), vec![0])];
        let row = Side { id: "vote", labels: &of_rows, given: Given::One(&answers), nets: &nets };
        let column = Side { id: "role", labels: &of_columns, given: Given::One(&groups), nets: &[] };
        for (name, drawn, weights) in designs() {
            let design = drawn.design(weights.as_deref());
            let table = Crosstab::new(&row, Some(&column), weights.as_deref(), 40);
            check(name, table.drawn(&row, &column, &design));
        }
    }

    /// R survey 4.1, `svychisq`, tests/reference/drawn.R.
    #[test]
    fn a_table_of_a_sample_in_clusters_has_the_test_of_rao_and_scott() {
        tables(|name, table| {
            let (f, df, df_error, p, first, residual) = match name {
                "clusters" => (
                    0.708_387_655_637_475,
                    1.873_863_751_464_198,
                    14.990_910_011_713_588,
                    0.499_418_530_698_546,
                    0.492_437_536_607_192,
                    [1.060_031_480_030_85, -1.060_031_480_030_85],
                ),
                "finite" => (
                    1.406_240_271_606_456,
                    1.879_431_881_683_141,
                    15.035_455_053_465_128,
                    0.274_346_757_423_771,
                    0.245_062_923_302_49,
                    [1.433_517_986_004_73, -1.433_517_986_004_73],
                ),
                _ => (
                    0.724_414_023_493_527,
                    1.999_705_400_190_46,
                    55.991_751_205_332_88,
                    0.489_075_011_095_714,
                    0.484_608_454_941_414,
                    [1.069_324_916_693_13, -1.069_324_916_693_13],
                ),
            };
            let second = tested(&table, name != "equal", Weighting::Second, Correction::None).tests[0];
            assert_eq!(second.test, "rao_scott_second");
            near(second.value.unwrap(), f, name);
            near(second.df.unwrap(), df, name);
            near(second.df_error.unwrap(), df_error, name);
            near(second.p.unwrap(), p, name);
            let residuals = tested(&table, name != "equal", Weighting::Second, Correction::None).residuals;
            for (found, expected) in residuals.iter().zip(residual) {
                near(found.unwrap(), expected, name);
            }
            near(tested(&table, name != "equal", Weighting::First, Correction::None).tests[0].p.unwrap(), first, name);
        });
    }

    /// R survey 4.1, `svyttest` of whether somebody gave the first answer, tests/reference/drawn.R.
    #[test]
    fn columns_of_a_sample_in_clusters_are_compared_by_its_design() {
        tables(|name, table| {
            let (t, p) = match name {
                "clusters" => (1.070_484_150_834_72, 0.319_917_381_192_538),
                "finite" => (1.451_189_919_063_158, 0.190_020_604_181_061),
                _ => (1.071_636_421_778_277, 0.293_369_263_194_323),
            };
            let [found] = table.comparisons(0, ColumnBase::Effective, Correction::None)[..] else { panic!("{name}") };
            near(found.z, t, name);
            near(found.p, p, name);
            assert_eq!((found.larger, found.smaller), (0, 1));
            let net = table.comparisons(3, ColumnBase::Effective, Correction::None);
            assert_eq!(net, [found], "a net of one answer is that answer");
        });
    }
}

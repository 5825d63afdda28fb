//! Least squares on columns of zeros and ones, with standard errors that do not ask for equal variances.
//!
//! What the columns are is the caller's.
//!
//! # What it answers
//! How much higher is a number where a column is one, all other columns being the same?
//!
//! # Formula
//! b = (X'WX)⁻¹ X'Wy, X with a column of ones before the others. HC3: (X'WX)⁻¹ Σ x x' w² e² / (1 − h)² (X'WX)⁻¹,
//! h = w x'(X'WX)⁻¹x. With strata, clusters or a finite population the middle is the covariance of Σ x w e, as in
//! `design_based`. A column that the columns before it make up (to one part in 10⁹) is left out.
//!
//! # Assumptions and when not to use it
//! Effects add up. Intervals use Student's t with n − columns degrees of freedom, which needs n well above the columns;
//! n counts observations with a weight above zero, as `lm` of R does. By the design it is clusters − strata + 1 − columns.
//!
//! # Reference
//! MacKinnon, J. G. & White, H. (1985). *Journal of Econometrics* 29, 305–325; HC3 as in statsmodels and Long, J. S. &
//! Ervin, L. H. (2000). *The American Statistician* 54, 217–224. By the design: `svyglm` of R's package survey.
//!
//! # Example
//! See `tests/reference/drivers.py`.

use super::design_based::SurveyDesign;

/// A pivot smaller than this part of its column says that other columns make it up.
const MADE_UP: f64 = 1e-9;

/// One observation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Observation {
    /// The respondent, in the design.
    pub row: usize,
    /// The columns that are one, first = 0.
    pub ones: Vec<usize>,
    /// The number to explain.
    pub y: f64,
    /// Its weight.
    pub weight: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// For each column the coefficient and its standard error; `None` for a column left out.
    pub columns: Vec<Option<(f64, f64)>>,
    /// Degrees of freedom.
    pub df: f64,
}

/// An observation with the places of its ones, the column of ones among them, its number and its weight.
type Row = (Vec<usize>, f64, f64);

/// The fit; `None` where there are not more observations than columns, or one of them alone decides a coefficient.
pub(super) fn fit(observations: &[Observation], columns: usize) -> Option<Fit> {
    solved(observations, columns, None)
}

/// The fit with the errors that follow from how the respondents were drawn; `None` also where a stratum has one cluster.
pub(super) fn fit_drawn(observations: &[Observation], columns: usize, design: &SurveyDesign<'_>) -> Option<Fit> {
    solved(observations, columns, Some(design))
}

fn solved(observations: &[Observation], columns: usize, design: Option<&SurveyDesign<'_>>) -> Option<Fit> {
    let size = columns + 1;
    // Column 0 is the column of ones.
    let places = |of: &Observation| std::iter::once(0).chain(of.ones.iter().map(|column| column + 1)).collect();
    let rows: Vec<Row> = observations.iter().map(|of| (places(of), of.y, of.weight)).collect();
    let (mut cross, mut sums) = (vec![vec![0.0; size]; size], vec![0.0; size]);
    for (places, y, weight) in &rows {
        for &a in places {
            sums[a] += weight * y;
            places.iter().for_each(|&b| cross[a][b] += weight);
        }
    }
    let (inverse, kept) = inverted(&cross);
    let used = kept.iter().filter(|kept| **kept).count();
    // Whoever weighs nothing is no observation.
    let weighed = rows.iter().filter(|(_, _, weight)| *weight > 0.0).count();
    if !kept[0] || weighed <= used {
        return None;
    }
    let product = |row: &[f64]| row.iter().zip(&sums).map(|(a, b)| a * b).sum::<f64>();
    let coefficients: Vec<f64> = inverse.iter().map(|row| product(row)).collect();
    let (meat, df) = match design {
        Some(design) => {
            let respondents = observations.iter().map(|of| of.row);
            let (meat, apart) = drawn(&rows, respondents, &coefficients, design)?;
            (meat, apart + 1.0 - used as f64)
        }
        None => (hc3(&rows, &coefficients, &inverse)?, (weighed - used) as f64),
    };
    if df < 1.0 {
        return None;
    }
    let variance = |column: usize| {
        let row = &inverse[column];
        let half = meat.iter().map(|of| of.iter().zip(row).map(|(a, b)| a * b).sum::<f64>());
        half.zip(row).map(|(a, b)| a * b).sum::<f64>()
    };
    let column = |place: usize| {
        let found = (coefficients[place], variance(place).max(0.0).sqrt());
        (kept[place] && found.0.is_finite() && found.1.is_finite()).then_some(found)
    };
    Some(Fit { columns: (1..size).map(column).collect(), df })
}

/// What is left of a number when what its columns explain is taken away.
fn left(places: &[usize], y: f64, coefficients: &[f64]) -> f64 {
    y - places.iter().map(|&place| coefficients[place]).sum::<f64>()
}

/// The middle of the variance by HC3; `None` where one observation alone decides a coefficient.
fn hc3(rows: &[Row], coefficients: &[f64], inverse: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = coefficients.len();
    let mut meat = vec![vec![0.0; size]; size];
    for (places, y, weight) in rows {
        let leverage: f64 =
            weight * places.iter().map(|&a| places.iter().map(|&b| inverse[a][b]).sum::<f64>()).sum::<f64>();
        if leverage >= 1.0 - MADE_UP {
            return None;
        }
        let square = (weight * left(places, *y, coefficients) / (1.0 - leverage)).powi(2);
        places.iter().for_each(|&a| places.iter().for_each(|&b| meat[a][b] += square));
    }
    Some(meat)
}

/// The middle of the variance by how respondents were drawn, and the clusters less the strata of the observations.
fn drawn(
    rows: &[Row],
    respondents: impl Iterator<Item = usize>,
    coefficients: &[f64],
    design: &SurveyDesign<'_>,
) -> Option<(Vec<Vec<f64>>, f64)> {
    let size = coefficients.len();
    let mut scores: Vec<Option<(&[usize], f64)>> = vec![None; design.weights.len()];
    for (respondent, (places, y, weight)) in respondents.zip(rows) {
        scores[respondent] = Some((places, weight * left(places, *y, coefficients)));
    }
    let covariance = design.covariance(size, |row, values| {
        let (places, score) = scores[row].unwrap_or_default();
        places.iter().for_each(|&place| values[place] = score);
    })?;
    let apart = design.df_inside(|row| scores[row].is_some());
    Some((covariance.chunks(size).map(<[f64]>::to_vec).collect(), apart))
}

/// The inverse of a symmetric matrix, and which of its columns were used; those left out are zero.
fn inverted(matrix: &[Vec<f64>]) -> (Vec<Vec<f64>>, Vec<bool>) {
    let size = matrix.len();
    let (mut lower, mut kept) = (vec![vec![0.0; size]; size], vec![false; size]);
    for column in 0..size {
        let dot =
            |lower: &[Vec<f64>], row: usize| -> f64 { (0..column).map(|at| lower[row][at] * lower[column][at]).sum() };
        let pivot = matrix[column][column] - dot(&lower, column);
        if pivot <= MADE_UP * matrix[column][column] {
            continue;
        }
        kept[column] = true;
        let root = pivot.sqrt();
        for row in column + 1..size {
            lower[row][column] = (matrix[row][column] - dot(&lower, row)) / root;
        }
        lower[column][column] = root;
        // What is left of a column that is not used must not reach those after it.
    }
    (0..size).filter(|row| !kept[*row]).for_each(|row| lower[row].fill(0.0));
    let mut inverse = vec![vec![0.0; size]; size];
    for unit in (0..size).filter(|unit| kept[*unit]) {
        let mut x = vec![0.0; size];
        for row in (0..size).filter(|row| kept[*row]) {
            let known: f64 = (0..row).map(|at| lower[row][at] * x[at]).sum();
            x[row] = (f64::from(u8::from(row == unit)) - known) / lower[row][row];
        }
        for row in (0..size).rev().filter(|row| kept[*row]) {
            let known: f64 = (row + 1..size).map(|at| lower[at][row] * x[at]).sum();
            x[row] = (x[row] - known) / lower[row][row];
        }
        (0..size).for_each(|row| inverse[row][unit] = x[row]);
    }
    (inverse, kept)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::measure::design_based::drawn_tests::designs;
    use crate::measure::weighting::forty::forty;

    /// The sixty respondents of `tests/reference/drivers.py`.
    pub fn sixty(weighted: bool) -> Vec<Observation> {
        let one = |i: usize| {
            let themes = [(i * 7) % 5 < 2, (i * 3) % 7 < 3, (i * i) % 11 < 4];
            let effect = 5.0 + 2.0 * f64::from(u8::from(themes[0])) - f64::from(u8::from(themes[1]));
            let weight = if weighted { 0.5 + ((i * 37) % 10) as f64 / 4.0 } else { 1.0 };
            let ones = (0..3).filter(|theme| themes[*theme]).collect();
            Observation { row: i, ones, y: effect + ((i * 13) % 9) as f64 / 4.0, weight }
        };
        (0..60).map(one).collect()
    }

    #[track_caller]
    fn alike(found: &Fit, expected: [(f64, f64); 3]) {
        for (found, (value, error)) in found.columns.iter().map(|of| of.unwrap()).zip(expected) {
            assert!((found.0 - value).abs() < 1e-9 * value.abs(), "{found:?} {value}");
            assert!((found.1 - error).abs() < 1e-9 * error, "{found:?} {error}");
        }
    }

    /// statsmodels 0.15, `OLS(…).fit(cov_type="HC3")` and `WLS`, tests/reference/drivers.py.
    #[test]
    fn coefficients_and_their_errors_are_those_of_statsmodels() {
        let plain = fit(&sixty(false), 3).unwrap();
        alike(
            &plain,
            [
                (1.952_682_726_380_052_4, 0.177_895_660_803_459_4),
                (-0.932_085_983_862_014_6, 0.177_547_104_829_853_56),
                (-0.207_328_267_087_903_7, 0.176_504_011_546_294_47),
            ],
        );
        assert_eq!(plain.df, 56.0);
        alike(
            &fit(&sixty(true), 3).unwrap(),
            [
                (1.954_987_861_905, 0.203_012_422_577_918_6),
                (-0.948_957_508_683_419_5, 0.203_654_627_206_016_62),
                (-0.189_013_279_309_432_15, 0.202_643_551_873_508_02),
            ],
        );
    }

    /// R 4.2, `lm(…, weights = w)` and HC3 by its formula, tests/reference/zero_weights.R.
    #[test]
    fn whoever_weighs_nothing_is_no_degree_of_freedom() {
        let mut some = sixty(true);
        some.iter_mut().skip(2).step_by(6).for_each(|of| of.weight = 0.0);
        let found = fit(&some, 3).unwrap();
        alike(
            &found,
            [
                (1.858_774_689_230_368_7, 0.209_313_613_889_291_1),
                (-0.941_608_390_664_331_4, 0.222_482_591_590_715_15),
                (-0.270_091_703_154_749_6, 0.224_428_734_470_324_66),
            ],
        );
        assert_eq!(found.df, 46.0);
    }

    #[test]
    fn a_column_that_others_make_up_is_left_out_and_changes_nothing() {
        let mut twice = sixty(false);
        twice.iter_mut().filter(|of| of.ones.contains(&0)).for_each(|of| of.ones.push(3));
        let found = fit(&twice, 4).unwrap();
        let plain = fit(&sixty(false), 3).unwrap();
        assert_eq!((found.columns[3], found.df), (None, plain.df));
        for (a, b) in found.columns.iter().flatten().zip(plain.columns.iter().flatten()) {
            assert!((a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12);
        }
    }

    /// R survey 4.1, `svyglm`, tests/reference/drawn.R.
    #[test]
    fn errors_by_the_design_are_those_of_r() {
        let rows = forty();
        let expected = [
            [(0.239_967_239_967_240, 0.344_007_898_940_030), (-0.285_012_285_012_285, 0.406_056_438_483_602)],
            [(0.239_967_239_967_240, 0.249_075_294_858_047), (-0.285_012_285_012_285, 0.289_164_941_233_044)],
            [(-0.013_793_103_448_276, 0.277_977_606_479_381), (-0.220_689_655_172_414, 0.287_532_043_483_035)],
        ];
        for ((name, drawn, weights), expected) in designs().into_iter().zip(expected) {
            let design = drawn.design(weights.as_deref());
            let observation = |row: usize| Observation {
                row,
                ones: [rows.role[row] == 1, rows.vote[row] == 0]
                    .iter()
                    .enumerate()
                    .filter(|(_, is)| **is)
                    .map(|(at, _)| at)
                    .collect(),
                y: f64::from(rows.size[row]),
                weight: design.weights[row],
            };
            let found = fit_drawn(&(0..40).map(observation).collect::<Vec<_>>(), 2, &design).unwrap();
            for (found, (value, error)) in found.columns.iter().zip(expected) {
                let (coefficient, found) = found.unwrap();
                assert!((coefficient - value).abs() < 1e-9 && (found - error).abs() < 1e-9, "{name}: {found}");
            }
            assert_eq!(found.df, if name == "equal" { 36.0 } else { 6.0 });
        }
    }

    #[test]
    fn too_few_observations_have_no_fit() {
        assert_eq!(fit(&[], 2), None);
        assert_eq!(fit(&sixty(false)[..3], 3), None);
        let alone = Observation { row: 0, ones: vec![0], y: 1.0, weight: 1.0 };
        let others = Observation { row: 1, ones: vec![], y: 2.0, weight: 1.0 };
        assert_eq!(fit(&[alone, others.clone(), others.clone(), others], 1), None);
    }
}

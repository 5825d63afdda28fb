//! Weights that meet targets: raking to several margins, and post-stratification to one.
//!
//! # What it answers
//! With which weights do the shares of known groups in the sample equal their shares in the population?
//!
//! # Formula
//! Raking multiplies the weights of each group of a margin by target / weighted count, margin after margin, until every
//! margin is met: 1e-12 of its target, or 1,000 rounds. Post-stratification is one such step.
//!
//! # Assumptions and when not to use it
//! The targets are true and of one population, and each group has respondents. It removes no bias that the margins do
//! not explain; it makes no random sample of an opt-in one.
//!
//! # Reference
//! Deming, W. E. & Stephan, F. F. (1940). *Annals of Mathematical Statistics* 11, 427–444.
//!
//! # Example
//! See the four-by-four table of the tests, which is Deming and Stephan's procedure on 650 people.

/// A margin: the group of every respondent, and what each group is to sum to.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin<'a> {
    /// Name, for messages.
    pub name: String,
    /// The group of each respondent, as an index into the targets.
    pub of: &'a [u32],
    /// The sum of weights that each group is to have.
    pub targets: Vec<f64>,
}

/// Weights that meet their targets.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// One weight a respondent.
    pub weights: Vec<f64>,
    /// Rounds that it took.
    pub rounds: u32,
}

/// Why targets cannot be met.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RakingError {
    /// A target is negative or no number, or a margin has none.
    #[error("the targets of `{margin}` are not all zero or more, with a sum above zero")]
    Target {
        /// Name of the margin.
        margin: String,
    },
    /// The targets of two margins are of populations of different sizes.
    #[error("the targets of `{first}` sum to {first_sum}, those of `{second}` to {second_sum}: expected the same sum")]
    Sums {
        /// Name of a margin.
        first: String,
        /// Its sum.
        first_sum: f64,
        /// Name of another.
        second: String,
        /// Its sum.
        second_sum: f64,
    },
    /// A group has a target and no respondent.
    #[error("group {group} of `{margin}` has a target of {target} and no respondent with a weight above zero")]
    Empty {
        /// Name of the margin.
        margin: String,
        /// The group, first = 1.
        group: usize,
        /// Its target.
        target: f64,
    },
    /// The rounds came to no end: the targets contradict each other on these respondents.
    #[error("raking does not settle after {rounds} rounds: `{margin}` is off by {off} of its target")]
    NotSettled {
        /// Name of the margin that is farthest off.
        margin: String,
        /// How far, as a part of the target.
        off: f64,
        /// Rounds that were tried.
        rounds: u32,
    },
}

const MOST_ROUNDS: u32 = 1000;
const SETTLED: f64 = 1e-12;

/// Weights that meet every margin, starting from given ones.
///
/// # Errors
/// The targets cannot be met: see [`RakingError`]. Every margin must have a group for each weight.
pub fn rake(weights: &[f64], margins: &[Margin<'_>]) -> Result<Raked, RakingError> {
    check(weights, margins)?;
    let mut weights = weights.to_vec();
    let mut worst = (0, f64::INFINITY);
    for rounds in 1..=MOST_ROUNDS {
        for margin in margins {
            step(&mut weights, margin);
        }
        worst = margins
            .iter()
            .map(|margin| off(&weights, margin))
            .enumerate()
            .fold((0, 0.0), |worst, (place, off)| if off > worst.1 { (place, off) } else { worst });
        if worst.1 <= SETTLED {
            return Ok(Raked { weights, rounds });
        }
    }
    let margin = margins.get(worst.0).map(|margin| margin.name.clone()).unwrap_or_default();
    Err(RakingError::NotSettled { margin, off: worst.1, rounds: MOST_ROUNDS })
}

/// Weights that meet one margin, starting from given ones.
///
/// # Errors
/// As [`rake`].
pub fn post_stratify(weights: &[f64], margin: &Margin<'_>) -> Result<Vec<f64>, RakingError> {
    check(weights, std::slice::from_ref(margin))?;
    let mut weights = weights.to_vec();
    step(&mut weights, margin);
    Ok(weights)
}

fn check(weights: &[f64], margins: &[Margin<'_>]) -> Result<(), RakingError> {
    for margin in margins {
        let sum: f64 = margin.targets.iter().sum();
        if !sum.is_finite() || sum <= 0.0 || margin.targets.iter().any(|target| *target < 0.0) {
            return Err(RakingError::Target { margin: margin.name.clone() });
        }
        let first: f64 = margins[0].targets.iter().sum();
        if (sum - first).abs() > 1e-9 * first {
            let (one, other) = (margins[0].name.clone(), margin.name.clone());
            return Err(RakingError::Sums { first: one, first_sum: first, second: other, second_sum: sum });
        }
        let sums = sums(weights, margin);
        if let Some(group) = (0..sums.len()).find(|group| sums[*group] <= 0.0 && margin.targets[*group] > 0.0) {
            let target = margin.targets[group];
            return Err(RakingError::Empty { margin: margin.name.clone(), group: group + 1, target });
        }
    }
    Ok(())
}

fn sums(weights: &[f64], margin: &Margin<'_>) -> Vec<f64> {
    let mut sums = vec![0.0; margin.targets.len()];
    for (weight, group) in weights.iter().zip(margin.of) {
        sums[*group as usize] += weight;
    }
    sums
}

fn step(weights: &mut [f64], margin: &Margin<'_>) {
    let sums = sums(weights, margin);
    let factor = |group: usize| if sums[group] > 0.0 { margin.targets[group] / sums[group] } else { 0.0 };
    let factors: Vec<f64> = (0..sums.len()).map(factor).collect();
    for (weight, group) in weights.iter_mut().zip(margin.of) {
        *weight *= factors[*group as usize];
    }
}

/// How far the worst group of a margin is from its target, as a part of it.
fn off(weights: &[f64], margin: &Margin<'_>) -> f64 {
    let apart = |(sum, target): (f64, &f64)| if *target > 0.0 { (sum / target - 1.0).abs() } else { sum.abs() };
    sums(weights, margin).into_iter().zip(&margin.targets).map(apart).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::forty::forty;
    use super::*;

    /// A four-by-four table as weights of its cells; R 4.2, 2,000 rounds of the same steps.
    #[test]
    fn raking_a_table_gives_the_values_of_r() {
        let table = [40, 30, 20, 10, 35, 50, 100, 75, 30, 80, 70, 120, 20, 30, 40, 50].map(f64::from);
        let rows: Vec<u32> = (0..16).map(|cell| cell / 4).collect();
        let columns: Vec<u32> = (0..16).map(|cell| cell % 4).collect();
        let margins = [
            Margin { name: "rows".into(), of: &rows, targets: vec![150.0, 300.0, 400.0, 150.0] },
            Margin { name: "columns".into(), of: &columns, targets: vec![200.0, 300.0, 400.0, 100.0] },
        ];
        let expected = [
            64.56, 46.23, 35.38, 3.82, 49.97, 68.16, 156.50, 25.37, 56.72, 144.43, 145.08, 53.77, 28.75, 41.18, 63.03,
            17.03,
        ];
        for (found, expected) in rake(&table, &margins).unwrap().weights.iter().zip(expected) {
            assert!((found - expected).abs() < 6e-3, "{found} {expected}");
        }
    }

    /// R survey 4.1 `rake` and `postStratify`, tests/reference/survey.R.
    #[test]
    fn raked_weights_are_those_of_r() {
        let rows = forty();
        let role = Margin { name: "role".into(), of: &rows.role, targets: vec![30.0, 20.0] };
        let size = Margin { name: "size".into(), of: &rows.size, targets: vec![10.0, 15.0, 5.0, 20.0] };
        let raked = rake(&rows.weights, &[role, size.clone()]).unwrap();
        let expected = [0.292_764_609_071_695, 2.800_312_231_591_811, 0.439_146_913_607_542, 0.700_078_057_897_952];
        for (found, expected) in raked.weights.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}");
        }
        let post = post_stratify(&rows.weights, &size).unwrap();
        for (found, expected) in post.iter().zip([1.0 / 3.0, 18.0 / 7.0, 0.5, 4.5 / 7.0, 5.0 / 3.0, 2.0]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn targets_that_cannot_be_met_are_named() {
        let (a, b) = ([0, 0, 1, 1], [0, 0, 1, 1]);
        let margin = |name: &str, of, targets: [f64; 2]| Margin { name: name.into(), of, targets: targets.into() };
        let weights = [1.0; 4];
        let sums = rake(&weights, &[margin("a", &a, [1.0, 1.0]), margin("b", &b, [1.0, 2.0])]).err();
        assert!(matches!(sums, Some(RakingError::Sums { second, .. }) if second == "b"));
        let empty = rake(&weights, &[margin("a", &[0, 0, 0, 0], [1.0, 1.0])]).err();
        assert!(matches!(empty, Some(RakingError::Empty { group: 2, .. })));
        let against = rake(&weights, &[margin("a", &a, [1.0, 3.0]), margin("b", &b, [3.0, 1.0])]).err();
        assert!(matches!(against, Some(RakingError::NotSettled { margin, .. }) if margin == "a"));
    }
}

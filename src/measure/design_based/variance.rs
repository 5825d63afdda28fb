//! The variance of sums over respondents, given how they were drawn. What is summed is the caller's; see the module.

use std::collections::BTreeMap;

use super::SurveyDesign;

impl SurveyDesign<'_> {
    /// Degrees of freedom: clusters − strata.
    #[must_use]
    pub fn df(&self) -> f64 {
        if !self.is_complex() {
            return self.weights.len().saturating_sub(1) as f64;
        }
        let strata = self.sums(0, |_, _| {});
        let clusters: usize = strata.values().map(|stratum| stratum.sums.len()).sum();
        clusters.saturating_sub(strata.len()) as f64
    }

    /// The variance of the sum of `linear` over respondents; `None` where a stratum has only one cluster.
    #[must_use]
    pub fn variance(&self, linear: impl Fn(usize) -> f64) -> Option<f64> {
        self.covariance(1, |row, values| values[0] = linear(row)).map(|covariance| covariance[0])
    }

    /// The covariance of `width` such sums, row after row: `linear` writes the values of a respondent over zeros.
    #[must_use]
    pub fn covariance(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> Option<Vec<f64>> {
        if !self.is_complex() && width == 1 {
            return self.plain_variance(linear).map(|variance| vec![variance]);
        }
        let mut covariance = vec![0.0; width * width];
        for Stratum { sums, population, sampled } in self.sums(width, linear).values() {
            let drawn = sums.len().max(*sampled as usize);
            let n = drawn as f64;
            if drawn < 2 {
                return None;
            }
            let mut means = vec![0.0; width];
            for sum in sums.values() {
                means.iter_mut().zip(sum).for_each(|(mean, sum)| *mean += sum / n);
            }
            let finite = population.map_or(1.0, |population| (1.0 - n / population).max(0.0));
            let factor = finite * n / (n - 1.0);
            for sum in sums.values() {
                let apart: Vec<f64> = sum.iter().zip(&means).map(|(sum, mean)| sum - mean).collect();
                for (row, first) in covariance.chunks_mut(width.max(1)).zip(&apart) {
                    row.iter_mut().zip(&apart).for_each(|(cell, second)| *cell += factor * first * second);
                }
            }
            // Clusters of which nobody is here have a sum of zero.
            let absent = factor * (drawn - sums.len()) as f64;
            for (row, first) in covariance.chunks_mut(width.max(1)).zip(&means) {
                row.iter_mut().zip(&means).for_each(|(cell, second)| *cell += absent * first * second);
            }
        }
        Some(covariance)
    }

    fn plain_variance(&self, linear: impl Fn(usize, &mut [f64])) -> Option<f64> {
        let rows = self.weights.len();
        let n = rows as f64;
        let at = |row: usize| {
            let mut value = [0.0];
            linear(row, &mut value);
            value[0]
        };
        let mean: f64 = (0..rows).map(|row| at(row) / n).sum();
        (rows > 1).then(|| (0..rows).map(|row| n / (n - 1.0) * (at(row) - mean).powi(2)).sum())
    }

    fn sums(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> BTreeMap<u32, Stratum> {
        let mut strata: BTreeMap<u32, Stratum> = BTreeMap::new();
        let mut values = vec![0.0; width];
        for row in 0..self.weights.len() {
            let (stratum, cluster) = self.place(row);
            let stratum = strata.entry(stratum).or_default();
            stratum.population = self.population.map(|population| population[row]);
            stratum.sampled = self.sampled.map_or(0, |sampled| sampled[row]);
            values.fill(0.0);
            linear(row, &mut values);
            let sums = stratum.sums.entry(cluster).or_insert_with(|| vec![0.0; width]);
            sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
        }
        strata
    }
}

/// The sums of a stratum's clusters, and the number of clusters in the population.
#[derive(Default)]
struct Stratum {
    sums: BTreeMap<u64, Vec<f64>>,
    population: Option<f64>,
    sampled: u32,
}

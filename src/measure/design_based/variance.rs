//! The variance of sums over respondents, given how they were drawn. What is summed is the caller's; see the module.

use std::collections::HashMap;

use super::SurveyDesign;

impl<'a> SurveyDesign<'a> {
    /// Degrees of freedom: clusters − strata.
    #[must_use]
    pub fn df(&self) -> f64 {
        if !self.is_complex() {
            return self.weights.len().saturating_sub(1) as f64;
        }
        let strata = self.numbered().strata;
        let clusters: u64 = strata.iter().map(|stratum| u64::from(stratum.clusters)).sum();
        clusters.saturating_sub(strata.len() as u64) as f64
    }

    /// Degrees of freedom of those inside who have a weight: their clusters − their strata.
    #[must_use]
    pub fn df_inside(&self, inside: impl Fn(usize) -> bool) -> f64 {
        self.numbered().df_inside(inside)
    }

    /// The variance of the sum of `linear` over respondents; `None` where a stratum has only one cluster.
    #[must_use]
    pub fn variance(&self, linear: impl Fn(usize) -> f64) -> Option<f64> {
        if !self.is_complex() {
            return self.plain_variance(linear);
        }
        self.covariance(1, |row, values| values[0] = linear(row)).map(|covariance| covariance[0].max(0.0))
    }

    /// The covariance of `width` such sums, row after row: `linear` writes the values of a respondent over zeros.
    #[must_use]
    pub fn covariance(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> Option<Vec<f64>> {
        self.numbered().covariance(width, linear)
    }

    fn plain_variance(&self, linear: impl Fn(usize) -> f64) -> Option<f64> {
        let rows = self.weights.len();
        let n = rows as f64;
        let mean: f64 = (0..rows).map(|row| linear(row) / n).sum();
        (rows > 1).then(|| (0..rows).map(|row| n / (n - 1.0) * (linear(row) - mean).powi(2)).sum())
    }

    /// The design with its strata and clusters numbered, for several sums over the same respondents.
    #[must_use]
    pub fn numbered(&self) -> Numbered<'a> {
        let rows = self.weights.len();
        let mut strata: Vec<Stratum> = Vec::new();
        let mut known: HashMap<u32, u32> = HashMap::new();
        let mut stratum_of = Vec::with_capacity(rows);
        for row in 0..rows {
            let next = strata.len() as u32;
            let of = *known.entry(self.strata.map_or(0, |strata| strata[row])).or_insert(next);
            if of == next {
                strata.push(Stratum::default());
            }
            let stratum = &mut strata[of as usize];
            stratum.population = self.population.map(|population| population[row]);
            stratum.sampled = self.sampled.map_or(0, |sampled| sampled[row]);
            stratum.clusters += u32::from(self.clusters.is_none());
            stratum_of.push(of);
        }
        let clusters = self.clusters.map(|clusters| {
            let mut known: HashMap<(u32, u32), u32> = HashMap::new();
            let number = |(cluster, stratum): (&u32, &u32)| {
                let next = known.len() as u32;
                let of = *known.entry((*stratum, *cluster)).or_insert(next);
                strata[*stratum as usize].clusters += u32::from(of == next);
                of
            };
            clusters.iter().zip(&stratum_of).map(number).collect()
        });
        Numbered { design: *self, strata, stratum_of, clusters }
    }
}

/// A design whose strata and clusters are numbered from zero.
#[derive(Debug, Clone)]
pub struct Numbered<'a> {
    /// The design.
    pub design: SurveyDesign<'a>,
    strata: Vec<Stratum>,
    /// The stratum of each respondent.
    stratum_of: Vec<u32>,
    /// The cluster of each respondent; `None` where each is one.
    clusters: Option<Vec<u32>>,
}

/// A stratum.
#[derive(Debug, Clone, Copy, Default)]
struct Stratum {
    /// Clusters of which somebody is here.
    clusters: u32,
    /// Clusters that were drawn, where some of them are not here.
    sampled: u32,
    /// Clusters of the population.
    population: Option<f64>,
}

impl Stratum {
    /// Clusters that were drawn.
    fn drawn(&self) -> f64 {
        f64::from(self.clusters.max(self.sampled))
    }

    /// (1 − n/N) n/(n − 1).
    fn factor(&self) -> f64 {
        let n = self.drawn();
        let finite = self.population.map_or(1.0, |population| (1.0 - n / population).max(0.0));
        finite * n / (n - 1.0)
    }
}

impl Numbered<'_> {
    /// As [`SurveyDesign::df_inside`].
    #[must_use]
    pub fn df_inside(&self, inside: impl Fn(usize) -> bool) -> f64 {
        let clusters = self.clusters.as_ref().and_then(|clusters| clusters.iter().max()).map_or(0, |most| most + 1);
        let mut met = (vec![false; self.strata.len()], vec![false; clusters as usize]);
        let mut apart: u64 = 0;
        for row in (0..self.design.weights.len()).filter(|row| self.design.weights[*row] > 0.0 && inside(*row)) {
            met.0[self.stratum_of[row] as usize] = true;
            apart += match &self.clusters {
                Some(clusters) => u64::from(!std::mem::replace(&mut met.1[clusters[row] as usize], true)),
                None => 1,
            };
        }
        apart.saturating_sub(met.0.iter().filter(|met| **met).count() as u64) as f64
    }

    /// As [`SurveyDesign::covariance`].
    #[must_use]
    pub fn covariance(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> Option<Vec<f64>> {
        if self.strata.iter().any(|stratum| stratum.drawn() < 2.0) {
            return None;
        }
        match &self.clusters {
            Some(clusters) => Some(self.by_cluster(clusters, width, linear)),
            None => Some(self.by_respondent(width, linear)),
        }
    }

    fn by_cluster(&self, clusters: &[u32], width: usize, linear: impl Fn(usize, &mut [f64])) -> Vec<f64> {
        let many: u32 = self.strata.iter().map(|stratum| stratum.clusters).sum();
        let mut sums = vec![0.0; many as usize * width];
        let mut of = vec![0; many as usize];
        let mut values = vec![0.0; width];
        for (row, (cluster, stratum)) in clusters.iter().zip(&self.stratum_of).enumerate() {
            values.fill(0.0);
            linear(row, &mut values);
            let at = *cluster as usize;
            of[at] = *stratum as usize;
            sums[at * width..][..width].iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
        }
        let mut means = vec![0.0; self.strata.len() * width];
        for (sum, stratum) in sums.chunks(width.max(1)).zip(&of) {
            let n = self.strata[*stratum].drawn();
            means[stratum * width..][..width].iter_mut().zip(sum).for_each(|(mean, sum)| *mean += sum / n);
        }
        let mut covariance = vec![0.0; width * width];
        for (sum, stratum) in sums.chunks(width.max(1)).zip(&of) {
            let apart = sum.iter().zip(&means[stratum * width..]).map(|(sum, mean)| sum - mean);
            add(&mut covariance, &apart.collect::<Vec<f64>>(), self.strata[*stratum].factor());
        }
        // Clusters of which nobody is here have a sum of zero.
        for (stratum, mean) in self.strata.iter().zip(means.chunks(width.max(1))) {
            add(&mut covariance, mean, stratum.factor() * (stratum.drawn() - f64::from(stratum.clusters)));
        }
        covariance
    }

    /// Where each respondent is a cluster nothing but the sums and the products of a stratum need to be kept.
    fn by_respondent(&self, width: usize, linear: impl Fn(usize, &mut [f64])) -> Vec<f64> {
        let mut sums = vec![0.0; self.strata.len() * width];
        let mut covariance = vec![0.0; width * width];
        let mut values = vec![0.0; width];
        for (row, stratum) in self.stratum_of.iter().map(|stratum| *stratum as usize).enumerate() {
            values.fill(0.0);
            linear(row, &mut values);
            sums[stratum * width..][..width].iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
            add(&mut covariance, &values, self.strata[stratum].factor());
        }
        for (stratum, sum) in self.strata.iter().zip(sums.chunks(width.max(1))) {
            add(&mut covariance, sum, -stratum.factor() / stratum.drawn());
        }
        covariance
    }
}

/// Adds the products of some values, times a factor.
fn add(covariance: &mut [f64], values: &[f64], factor: f64) {
    for (row, first) in covariance.chunks_mut(values.len().max(1)).zip(values).filter(|(_, first)| **first != 0.0) {
        row.iter_mut().zip(values).for_each(|(cell, second)| *cell += factor * first * second);
    }
}

//! How the respondents of a source were drawn, beside their weights: strata, clusters, the size of the population.

use std::collections::{BTreeMap, BTreeSet};

use super::SurveyDesign;

/// How respondents were drawn, an entry each.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    strata: Option<Vec<u32>>,
    clusters: Option<Vec<u32>>,
    population: Option<Vec<f64>>,
    /// The clusters that were drawn in the stratum of each: those who are left out later were drawn all the same.
    sampled: Vec<u32>,
    /// The weights of people without any.
    ones: Vec<f64>,
}

/// Why nothing can be estimated from how respondents were drawn; each names a respondent of the stratum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DrawnError {
    /// One cluster alone was drawn in the stratum: nothing varies there.
    OneCluster(usize),
    /// More clusters were drawn than there are.
    MoreThanAll {
        /// The respondent.
        respondent: usize,
        /// Clusters that were drawn.
        drawn: u32,
        /// Clusters that are said to be in the population.
        population: f64,
    },
    /// Respondents of one stratum have other sizes of the population.
    TwoSizes(usize),
}

impl Drawn {
    /// Respondents in strata and clusters, each told by its number, with the clusters of the population of their stratum.
    ///
    /// # Errors
    /// A stratum has one cluster, or two sizes, or fewer clusters than were drawn.
    pub fn new(
        respondents: usize,
        strata: Option<Vec<u32>>,
        clusters: Option<Vec<u32>>,
        population: Option<Vec<f64>>,
    ) -> Result<Self, DrawnError> {
        let stratum = |row: usize| strata.as_ref().map_or(0, |strata| strata[row]);
        let cluster = |row: usize| clusters.as_ref().map_or(row as u64, |clusters| u64::from(clusters[row]));
        let mut of: BTreeMap<u32, (usize, BTreeSet<u64>)> = BTreeMap::new();
        for row in 0..respondents {
            of.entry(stratum(row)).or_insert_with(|| (row, BTreeSet::new())).1.insert(cluster(row));
        }
        if let Some((row, _)) = of.values().find(|(_, clusters)| clusters.len() < 2) {
            return Err(DrawnError::OneCluster(*row));
        }
        let drawn = |row: usize| of.get(&stratum(row)).map_or(0, |(_, clusters)| clusters.len() as u32);
        for row in population.iter().flat_map(|_| 0..respondents) {
            let size = |row: usize| population.as_ref().map_or(0.0, |population| population[row]);
            let first = of.get(&stratum(row)).map_or(row, |(first, _)| *first);
            if size(row) != size(first) {
                return Err(DrawnError::TwoSizes(row));
            }
            if size(row) < f64::from(drawn(row)) {
                return Err(DrawnError::MoreThanAll { respondent: row, drawn: drawn(row), population: size(row) });
            }
        }
        let sampled = (0..respondents).map(drawn).collect();
        Ok(Self { strata, clusters, population, sampled, ones: vec![1.0; respondents] })
    }

    /// The design that these respondents make with their weights, or without any.
    #[must_use]
    pub fn design<'a>(&'a self, weights: Option<&'a [f64]>) -> SurveyDesign<'a> {
        SurveyDesign {
            weights: weights.unwrap_or(&self.ones),
            equal: weights.is_none(),
            strata: self.strata.as_deref(),
            clusters: self.clusters.as_deref(),
            population: self.population.as_deref(),
            sampled: Some(&self.sampled),
        }
    }

    /// Some of the respondents, by their places, in another order.
    #[must_use]
    pub fn taken(&self, places: &[usize]) -> Self {
        fn of<T: Copy>(values: &[T], places: &[usize]) -> Vec<T> {
            places.iter().map(|place| values[*place]).collect()
        }
        Self {
            strata: self.strata.as_ref().map(|strata| of(strata, places)),
            // A respondent who is a cluster stays one: rows are counted anew.
            clusters: self.clusters.as_ref().map(|clusters| of(clusters, places)),
            population: self.population.as_ref().map(|population| of(population, places)),
            sampled: of(&self.sampled, places),
            ones: vec![1.0; places.len()],
        }
    }

    /// Keeps the respondents for whom `keep` says so.
    pub fn retain(&mut self, keep: &[bool]) {
        let places: Vec<usize> = (0..keep.len()).filter(|row| keep[*row]).collect();
        *self = self.taken(&places);
    }
}

#[cfg(test)]
pub(in crate::measure) mod tests {
    use super::*;
    use crate::measure::design_based::WeightedInterval;
    use crate::measure::proportion::{Methods, Simultaneous};
    use crate::measure::weighting::forty::{Forty, forty};

    /// The designs of `tests/reference/drawn.R`, by name: how the forty rows were drawn, and their weights.
    pub fn designs() -> [(&'static str, Drawn, Option<Vec<f64>>); 3] {
        let Forty { weights, stratum, cluster, .. } = forty();
        let sizes = |of: [f64; 2]| stratum.iter().map(|stratum| of[*stratum as usize]).collect::<Vec<f64>>();
        let drawn = |clusters, population| Drawn::new(40, Some(stratum.clone()), clusters, population).unwrap();
        [
            ("clusters", drawn(Some(cluster.clone()), None), Some(weights.clone())),
            ("finite", drawn(Some(cluster.clone()), Some(sizes([12.0, 9.0]))), Some(weights)),
            ("equal", drawn(None, Some(sizes([60.0, 40.0]))), None),
        ]
    }

    #[test]
    fn what_cannot_be_estimated_is_refused_with_a_respondent_of_the_stratum() {
        assert_eq!(Drawn::new(3, Some(vec![0, 0, 1]), None, None), Err(DrawnError::OneCluster(2)));
        assert_eq!(Drawn::new(3, None, Some(vec![4, 4, 4]), None), Err(DrawnError::OneCluster(0)));
        assert_eq!(Drawn::new(2, None, None, Some(vec![5.0, 6.0])), Err(DrawnError::TwoSizes(1)));
        let more = DrawnError::MoreThanAll { respondent: 0, drawn: 3, population: 2.0 };
        assert_eq!(Drawn::new(3, None, None, Some(vec![2.0; 3])), Err(more));
    }

    /// R survey 4.1, `svymean`, `degf` and `svyciprop` of `subset(…, size > 0)`, tests/reference/drawn.R.
    #[test]
    fn those_who_are_left_out_later_were_drawn_all_the_same() {
        let Forty { size, vote, .. } = forty();
        let keep: Vec<bool> = size.iter().map(|size| *size > 0).collect();
        let places: Vec<usize> = (0..40).filter(|row| keep[*row]).collect();
        let is = |row: usize| f64::from(u8::from(vote[row] == 0));
        let expected = [
            (
                0.285,
                0.051_823_016_122_182_6,
                8.0,
                (0.181_496_018_589_35, 0.417_427_641_922_859),
                (0.175_626_185_786_975, 0.416_592_234_117_771),
            ),
            (
                0.285,
                0.038_006_075_903_144_2,
                8.0,
                (0.205_888_977_155_692, 0.379_964_119_139_311),
                (0.203_336_774_549_087, 0.378_491_905_466_517),
            ),
            (
                1.0 / 3.0,
                0.065_594_035_027_831_6,
                28.0,
                (0.214_538_541_956_06, 0.477_886_341_357_466),
                (0.208_145_193_724_335, 0.478_457_547_165_251),
            ),
        ];
        for ((name, whole, weights), (share, error, df, logit, beta)) in designs().into_iter().zip(expected) {
            let mut part = whole.clone();
            part.retain(&keep);
            let kept = weights.as_ref().map(|weights| places.iter().map(|row| weights[*row]).collect::<Vec<f64>>());
            let found = part.design(kept.as_deref()).mean_inside(|row| Some(is(places[row]))).unwrap();
            let inside = whole.design(weights.as_deref()).mean_inside(|row| keep[row].then(|| is(row))).unwrap();
            for found in [found, inside] {
                assert!((found.value - share).abs() < 1e-12 && found.df == df, "{name}: {found:?}");
                assert!((found.standard_error - error).abs() < 1e-12, "{name}: {found:?}");
                for (method, (low, high)) in [(WeightedInterval::Logit, logit), (WeightedInterval::Beta, beta)] {
                    let bounds = method.bounds(&found, 0.95).unwrap();
                    assert!((bounds.low - low).abs() < 1e-9 && (bounds.high - high).abs() < 1e-9, "{name}: {bounds:?}");
                }
            }
        }
    }

    /// R survey 4.1, `svyciprop(level = 1 - 0.05 / 3)`, tests/reference/drawn.R.
    #[test]
    fn three_weighted_answers_at_once_share_out_the_level() {
        let Forty { size, vote, .. } = forty();
        let methods = Methods { simultaneous: Some(Simultaneous::Goodman), ..Methods::default() };
        let [(_, drawn, weights), ..] = designs();
        let design = drawn.design(weights.as_deref());
        let share = |of: u32| design.mean_inside(|row| (size[row] > 0).then(|| f64::from(u8::from(vote[row] == of))));
        let bounds = methods.of_estimates(&[share(0), share(1), share(2)])[0].unwrap();
        assert!(
            (bounds.low - 0.156_204_187_215_518).abs() < 1e-9 && (bounds.high - 0.461_864_151_504_334).abs() < 1e-9
        );
        assert_eq!((bounds.method, bounds.level), ("logit, Bonferroni", 0.95));
    }
}

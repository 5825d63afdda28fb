//! Correction of p values for many tests at once.
//!
//! # What it answers
//! Which of many differences are worth naming, if naming some by chance is to be rare?
//!
//! # Formula
//! For m sorted p: Bonferroni m p; Holm the running maximum of (m − i + 1) p(i); Benjamini–Hochberg the running minimum
//! from the largest of m p(i) / i; none above 1.
//!
//! # Assumptions and when not to use it
//! Bonferroni and Holm keep the chance of any false finding below the level, whatever the tests have to do with each
//! other. Benjamini–Hochberg keeps the expected part of false findings below it, for tests that are independent or
//! positively dependent.
//!
//! # Reference
//! Holm, S. (1979). *Scandinavian Journal of Statistics* 6, 65–70. Benjamini, Y. & Hochberg, Y. (1995). *JRSS B* 57,
//! 289–300.
//!
//! # Example
//! The fifteen p of Benjamini and Hochberg: four findings by theirs, three by Bonferroni.

/// A correction for many tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Benjamini–Hochberg: few false findings among those named.
    #[default]
    BenjaminiHochberg,
    /// Holm: rarely any false finding.
    Holm,
    /// Bonferroni: the same, with less power.
    Bonferroni,
    /// Each test on its own.
    None,
}

/// Every correction with its id and its name, the default first.
pub const CORRECTIONS: &[(Correction, &str, &str)] = &[
    (Correction::BenjaminiHochberg, "bh", "Benjamini–Hochberg"),
    (Correction::Holm, "holm", "Holm"),
    (Correction::Bonferroni, "bonferroni", "Bonferroni"),
    (Correction::None, "none", "no correction"),
];

/// The corrected p values, in the order given.
#[must_use]
pub fn adjust(p: &[f64], correction: Correction) -> Vec<f64> {
    let m = p.len() as f64;
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = vec![0.0; p.len()];
    let rank = |place: usize| place as f64 + 1.0;
    match correction {
        Correction::None => return p.to_vec(),
        Correction::Bonferroni => return p.iter().map(|p| (p * m).min(1.0)).collect(),
        Correction::Holm => {
            let mut largest: f64 = 0.0;
            for (place, &test) in order.iter().enumerate() {
                largest = largest.max((m - rank(place) + 1.0) * p[test]);
                adjusted[test] = largest.min(1.0);
            }
        }
        Correction::BenjaminiHochberg => {
            let mut least: f64 = 1.0;
            for (place, &test) in order.iter().enumerate().rev() {
                least = least.min(m * p[test] / rank(place));
                adjusted[test] = least;
            }
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];

    /// Benjamini and Hochberg 1995, section 4; the values by R 4.2 `p.adjust`.
    #[test]
    fn the_fifteen_tests_give_the_values_of_r() {
        let near = |found: Vec<f64>, expected: &[f64]| {
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 6e-6, "{found} {expected}");
            }
        };
        let bh = adjust(&P, Correction::BenjaminiHochberg);
        assert_eq!(bh.iter().filter(|p| **p <= 0.05).count(), 4);
        near(bh, &[0.0015, 0.003, 0.0095, 0.03562, 0.0603, 0.06386, 0.06386, 0.0645, 0.0765, 0.486]);
        near(adjust(&P, Correction::Holm), &[0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213]);
        assert_eq!(adjust(&P, Correction::Bonferroni).iter().filter(|p| **p <= 0.05).count(), 3);
    }

    #[test]
    fn the_order_of_the_tests_does_not_matter() {
        let backwards: Vec<f64> = P.iter().rev().copied().collect();
        for (correction, ..) in CORRECTIONS {
            let mut turned = adjust(&backwards, *correction);
            turned.reverse();
            assert_eq!(turned, adjust(&P, *correction));
        }
        assert!(adjust(&[], Correction::Holm).is_empty());
    }
}

//! Where numbers lie: mean, quartiles, lowest and highest.
//!
//! # What it answers
//! Around which number do the answers lie, and how far apart?
//!
//! # Formula
//! Mean: sum / n. The p quantile, type 7: with the numbers in order and h = (n - 1) p, the number at place floor(h),
//! first = 0, and from there the part h - floor(h) of the way to the next. The median is the quantile for p = 1/2.
//!
//! # Assumptions and when not to use it
//! Numbers of the options of a scale are treated as if they stood equally far apart as the numbers do.
//!
//! # Reference
//! Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7: the
//! default of R, NumPy and of a spreadsheet's QUARTILE.INC.
//!
//! # Example
//! 1, 2, 3, 4: mean 2.5, quartiles 1.75, 2.5 and 3.25.

/// The rule for quantiles, as outputs name it.
pub const QUANTILES: &str = "type 7";

/// Sums are taken over blocks of this size, so that a sum does not depend on how work is shared out.
const BLOCK: usize = 65_536;

/// Where numbers lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many numbers.
    pub n: u64,
    /// The mean; `None` where the sum is too large to be held.
    pub mean: Option<f64>,
    /// The lowest.
    pub min: f64,
    /// The lower quartile, type 7.
    pub lower: f64,
    /// The median, type 7.
    pub median: f64,
    /// The upper quartile, type 7.
    pub upper: f64,
    /// The highest.
    pub max: f64,
}

impl Spread {
    /// Every value with its name, in the order shown, and the rule it follows where there are several.
    #[must_use]
    pub fn values(&self) -> [(&'static str, Option<f64>, Option<&'static str>); 6] {
        [
            ("mean", self.mean, None),
            ("min", Some(self.min), None),
            ("lower quartile", Some(self.lower), Some(QUANTILES)),
            ("median", Some(self.median), Some(QUANTILES)),
            ("upper quartile", Some(self.upper), Some(QUANTILES)),
            ("max", Some(self.max), None),
        ]
    }
}

/// Where these numbers lie; `None` where there are none. What is not finite is left out.
#[must_use]
pub fn spread(mut numbers: Vec<f64>) -> Option<Spread> {
    numbers.retain(|number| number.is_finite());
    numbers.sort_by(f64::total_cmp);
    let (&min, &max) = (numbers.first()?, numbers.last()?);
    let sum: f64 = numbers.chunks(BLOCK).map(|block| block.iter().sum::<f64>()).sum();
    Some(Spread {
        n: numbers.len() as u64,
        mean: Some(sum / numbers.len() as f64).filter(|mean| mean.is_finite()),
        min,
        lower: quantile(&numbers, 1)?,
        median: quantile(&numbers, 2)?,
        upper: quantile(&numbers, 3)?,
        max,
    })
}

/// The quantile of so many quarters, type 7, of numbers in order.
fn quantile(ordered: &[f64], quarters: usize) -> Option<f64> {
    let steps = ordered.len().checked_sub(1)? * quarters;
    let (place, part) = (steps / 4, (steps % 4) as f64 / 4.0);
    let from = *ordered.get(place)?;
    let to = ordered.get(place + 1).copied().unwrap_or(from);
    // The two ends may be too far apart for their difference to be held; weights keep the value between them.
    Some(if part == 0.0 { from } else { from * (1.0 - part) + to * part })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: `statistics.quantiles(…, n=4, method="inclusive")`, which is type 7.
    #[test]
    fn quartiles_are_those_of_python() {
        let four = spread(vec![4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((four.lower, four.median, four.upper, four.mean), (1.75, 2.5, 3.25, Some(2.5)));
        let five = spread(vec![31.0, 40.5, 18.0, 27.0, 65.0]).unwrap();
        assert_eq!((five.min, five.lower, five.median, five.upper, five.max), (18.0, 27.0, 31.0, 40.5, 65.0));
    }

    #[test]
    fn one_number_is_every_quantile_and_none_has_none() {
        let one = spread(vec![7.0]).unwrap();
        assert_eq!((one.n, one.lower, one.median, one.upper), (1, 7.0, 7.0, 7.0));
        assert_eq!(spread(Vec::new()), None);
        assert_eq!(spread(vec![f64::NAN]), None);
    }

    #[test]
    fn numbers_too_large_to_add_have_no_mean_and_still_a_median() {
        let huge = spread(vec![f64::MAX, f64::MAX]).unwrap();
        assert_eq!((huge.mean, huge.median), (None, f64::MAX));
        let apart = spread(vec![-f64::MAX, f64::MAX]).unwrap();
        assert_eq!(apart.median, 0.0);
    }
}

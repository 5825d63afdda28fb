//! Parts of a whole as parts of a hundred.
//!
//! # What it answers
//! If a hundred people stood for all of them, how many would stand for each part?
//!
//! # Formula
//! The method of the largest remainder (Hamilton): each part gets floor(100 × share / sum of shares), and what is left
//! of the hundred goes one by one to the parts with the largest remainders, ties to the earlier part.
//!
//! # Assumptions and when not to use it
//! The shares are parts of one whole. Where people chose several answers they are not.
//!
//! # Reference
//! Balinski, M. L. and Young, H. P. (2001). *Fair Representation*, 2nd ed., chapter 3.
//!
//! # Example
//! Three equal parts get 34, 33 and 33.

/// How many of a hundred each share gets; all zero where the shares sum to nothing.
#[must_use]
pub fn of_a_hundred(shares: &[f64]) -> Vec<u32> {
    let shares: Vec<f64> = shares.iter().map(|share| if share.is_finite() { share.max(0.0) } else { 0.0 }).collect();
    let sum: f64 = shares.iter().sum();
    if sum <= 0.0 || !sum.is_finite() {
        return vec![0; shares.len()];
    }
    let exact: Vec<f64> = shares.iter().map(|share| 100.0 * share / sum).collect();
    let mut parts: Vec<u32> = exact.iter().map(|part| (part + 1e-9).floor() as u32).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |place: &usize| exact[*place] - f64::from(parts[*place]);
    // Remainders that differ by less than the error of adding are a tie.
    order.sort_by_key(|place| (-(remainder(place) * 1e9).round() as i64, *place));
    let left = 100_u32.saturating_sub(parts.iter().sum());
    for place in order.into_iter().take(left as usize) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the floors sum to 99, and 15.9 has the largest remainder.
    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(of_a_hundred(&[0.47, 0.16, 0.159, 0.12, 0.06, 0.031]), [47, 16, 16, 12, 6, 3]);
        assert_eq!(of_a_hundred(&[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(of_a_hundred(&[0.68, 0.20, 0.12]), [68, 20, 12]);
        // Published percentages that sum to 101.
        assert_eq!(of_a_hundred(&[0.335, 0.335, 0.34]).iter().sum::<u32>(), 100);
        assert_eq!(of_a_hundred(&[0.0, 0.0]), [0, 0]);
        assert_eq!(of_a_hundred(&[f64::NAN, -1.0, 2.0]), [0, 0, 100]);
    }
}

//! A seeded random sample without replacement.
//!
//! # What it answers
//! Which comments shall a person code, so that what is found in them speaks for all?
//!
//! # Formula
//! The first places of a Fisher–Yates shuffle, each place drawn by Lemire's method from PCG64 (MCG). A larger sample of
//! one seed holds the smaller.
//!
//! # Assumptions and when not to use it
//! Every comment is as likely as every other: rare themes may be missing from a small sample.
//!
//! # Reference
//! Durstenfeld, R. (1964). Algorithm 235: Random permutation. *Communications of the ACM* 7, 420.
//!
//! # Example
//! Ten of 100 places with seed 1: always the same ten.

use rand_pcg::Pcg64Mcg;

use super::bootstrap::below;

/// The upper half of the generator's seed; the lower half is the sample's.
const STREAM: u128 = 0x7665_7262_6174_696d << 64;

/// `wanted` of the numbers below `of`, in order; all where there are not as many.
#[must_use]
pub fn draw(of: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let mut random = Pcg64Mcg::new(STREAM | u128::from(seed));
    let mut places: Vec<usize> = (0..of).collect();
    let wanted = wanted.min(of);
    for place in 0..wanted {
        let drawn = place + below(&mut random, (of - place) as u64) as usize;
        places.swap(place, drawn);
    }
    places.truncate(wanted);
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_sample_of_one_seed_holds_the_smaller() {
        let (small, large) = (draw(100, 10, 1), draw(100, 30, 1));
        assert_eq!(small.len(), 10);
        assert!(small.is_sorted() && small.iter().all(|place| large.contains(place)));
        assert_ne!(draw(100, 10, 2), small);
        assert_eq!(draw(3, 9, 1), [0, 1, 2]);
    }

    #[test]
    fn every_place_is_drawn_about_as_often() {
        let mut times = [0_u32; 8];
        for seed in 0..8_000 {
            draw(8, 2, seed).into_iter().for_each(|place| times[place] += 1);
        }
        // 2,000 each; four standard errors are 155.
        assert!(times.iter().all(|times| (1_845..=2_155).contains(times)), "{times:?}");
    }
}

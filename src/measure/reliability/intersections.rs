//! How many pairs of sets have how much in common, without looking at the pairs.
//!
//! # What it answers
//! Of many sets, each given some times: for how many pairs do the first and the second have i and j members, of which k
//! are common?
//!
//! # Formula
//! Σ over the parts S with t members of (times of sets with i members that hold S) × (the same for j) counts every pair
//! C(k, t) times. The number of pairs with k in common is Σ_{t ≥ k} (−1)^(t−k) C(t, k) of these sums. Whole numbers only.
//!
//! # Assumptions and when not to use it
//! A set of s members has 2^s parts: `None` where there would be too many. Sums are held to 10^19, some ten million sets.
//!
//! # Reference
//! Inclusion and exclusion; Björklund, A., Husfeldt, T., Kaski, P. & Koivisto, M. (2007). Fourier meets Möbius: fast
//! subset convolution. *STOC*, 67–74.
//!
//! # Example
//! {1}, {1, 2}, {3}: of the ordered pairs of one member with one, two have it in common (each with itself) and two nothing.

use std::collections::HashMap;

/// Parts of all sets that are kept at most.
const MOST_PARTS: usize = 1 << 21;

/// Largest set whose parts are listed.
const MOST_MEMBERS: usize = 16;

/// The parts of some sets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    /// For each set the places of its parts, one set after the other.
    of_sets: Vec<u32>,
    /// For each set its members and where its parts end.
    sets: Vec<(usize, usize)>,
    /// How many members each part has.
    sizes: Vec<usize>,
    /// Members of the largest set.
    most: usize,
}

impl Parts {
    /// The parts of these sets, whose members are sorted and stand once.
    pub fn of(sets: &[Vec<u32>]) -> Option<Self> {
        let most = sets.iter().map(Vec::len).max().unwrap_or(0);
        if most > MOST_MEMBERS || sets.iter().map(|set| 1_usize << set.len()).sum::<usize>() > MOST_PARTS {
            return None;
        }
        let mut places: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut parts = Self { of_sets: Vec::new(), sets: Vec::new(), sizes: Vec::new(), most };
        for set in sets {
            for chosen in 0_u32..1 << set.len() {
                let members = set.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1);
                let part: Vec<u32> = members.map(|(_, member)| *member).collect();
                let next = parts.sizes.len() as u32;
                let size = part.len();
                let place = *places.entry(part).or_insert(next);
                if place == next {
                    parts.sizes.push(size);
                }
                parts.of_sets.push(place);
            }
            parts.sets.push((set.len(), parts.of_sets.len()));
        }
        Some(parts)
    }

    /// Adds up, over all ordered pairs of sets, each with itself included, `value(i, j, k)`: the members of the first, of
    /// the second, and those in common. `times` says how often each set was given.
    pub fn sum(&self, times: &[u64], value: impl Fn(usize, usize, usize) -> f64) -> f64 {
        let width = self.most + 1;
        let mut holding = vec![0_u64; self.sizes.len() * width];
        let mut start = 0;
        for (&(size, end), &times) in self.sets.iter().zip(times) {
            if times > 0 {
                self.of_sets[start..end].iter().for_each(|part| holding[*part as usize * width + size] += times);
            }
            start = end;
        }
        // `sums[t][i][j]`, i ≤ j.
        let mut sums = vec![0_u64; width * width * width];
        let mut here = Vec::with_capacity(width);
        for (part, &size) in self.sizes.iter().enumerate() {
            here.clear();
            let row = &holding[part * width..(part + 1) * width];
            here.extend(row.iter().enumerate().skip(size).filter(|(_, times)| **times > 0));
            for (place, (i, first)) in here.iter().enumerate() {
                for (j, second) in &here[place..] {
                    sums[(size * width + i) * width + j] += **first * **second;
                }
            }
        }
        let choose = binomials(width);
        let mut total = 0.0;
        for i in 0..width {
            for j in i..width {
                let both = if i == j { 1.0 } else { 2.0 };
                let pairs = |k: usize| {
                    let signed = |t: usize| if (t - k).is_multiple_of(2) { 1 } else { -1 };
                    let of = |t: usize| signed(t) * choose[t][k] * i128::from(sums[(t * width + i) * width + j]);
                    (k..=i).map(of).sum::<i128>()
                };
                let found = (0..=i).map(|k| (k, pairs(k))).filter(|(_, pairs)| *pairs > 0);
                total += found.map(|(k, pairs)| both * pairs as f64 * value(i, j, k)).sum::<f64>();
            }
        }
        total
    }
}

/// C(t, k) for t and k below `width`.
fn binomials(width: usize) -> Vec<Vec<i128>> {
    let mut rows = vec![vec![0; width]; width];
    for t in 0..width {
        rows[t][0] = 1;
        for k in 1..=t {
            rows[t][k] = rows[t - 1][k - 1] + rows[t - 1][k];
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a look at every pair.
    #[test]
    fn pairs_are_those_that_a_look_at_each_finds() {
        let sets: Vec<Vec<u32>> = (0_u32..64).map(|bits| (0..6).filter(|bit| bits >> bit & 1 == 1).collect()).collect();
        let times: Vec<u64> = (0..64).map(|place| place * place % 7).collect();
        let parts = Parts::of(&sets).unwrap();
        let value = |i: usize, j: usize, k: usize| (1 + 3 * i + 3 * j + 11 * k + i * j) as f64;
        let mut expected = 0.0;
        for (a, first) in sets.iter().zip(&times) {
            for (b, second) in sets.iter().zip(&times) {
                let common = a.iter().filter(|member| b.contains(member)).count();
                expected += (first * second) as f64 * value(a.len(), b.len(), common);
            }
        }
        assert_eq!(parts.sum(&times, value), expected);
    }

    #[test]
    fn sets_with_very_many_parts_are_refused() {
        assert_eq!(Parts::of(&[(0..17).collect()]), None);
        let many: Vec<Vec<u32>> = (0..40).map(|first| (first..first + 16).collect()).collect();
        assert_eq!(Parts::of(&many), None);
        assert!(Parts::of(&[]).is_some());
    }
}

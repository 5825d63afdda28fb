//! Which words are typical of one set of texts against another.
//!
//! Which words are counted is the caller's; `untagged` uses it for the comments without a theme.
//!
//! # What it answers
//! Which words stand in these texts more often than the rest would lead one to expect?
//!
//! # Formula
//! Dunning's log-likelihood ratio over the four cells (word or other word, set or rest): G² = 2 Σ O ln(O / E), with
//! E = row total × column total / total, and 0 ln 0 = 0. Only words with a higher rate in the set are given.
//!
//! # Assumptions and when not to use it
//! Words are taken as independent draws, which they are not: the value ranks words, it is no test. The two-term form of
//! Rayson and Garside gives other values (9.824231 where the four terms give 9.884805).
//!
//! # Reference
//! Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. *Computational Linguistics* 19,
//! 61–74.
//!
//! # Example
//! "the swiss": 110, 2442, 111 and 29114 give 270.72.

use std::collections::BTreeMap;

/// A word that is typical of one set of comments against another.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyWord {
    /// The word, folded.
    pub word: String,
    /// Times in the set.
    pub count: u64,
    /// Times in the rest.
    pub rest: u64,
    /// Dunning's log-likelihood ratio, four terms.
    pub g2: f64,
}

/// The words that stand in the set at a higher rate than in the rest, most typical first, ties by word.
///
/// Words with fewer than `least` uses in the set are left out.
#[must_use]
pub fn keyness(set: &BTreeMap<String, u64>, rest: &BTreeMap<String, u64>, least: u64) -> Vec<KeyWord> {
    let uses = set.iter().map(|(word, count)| (word.as_str(), *count, rest.get(word).copied().unwrap_or(0)));
    key_terms(uses, [set.values().sum(), rest.values().sum()], least, str::to_owned)
}

/// The same for terms with their uses in the set and in the rest, and the number of all terms in each; only those that are
/// given are named.
pub(super) fn key_terms<T>(
    uses: impl Iterator<Item = (T, u64, u64)>,
    [all_set, all_rest]: [u64; 2],
    least: u64,
    name: impl Fn(T) -> String,
) -> Vec<KeyWord> {
    let typical = |(term, count, other): (T, u64, u64)| {
        // The rates compared without division: count / all_set > other / all_rest.
        let more = u128::from(count) * u128::from(all_rest) > u128::from(other) * u128::from(all_set);
        if count < least || !more {
            return None;
        }
        let g2 = g2([[count, all_set - count], [other, all_rest - other]]);
        Some(KeyWord { word: name(term), count, rest: other, g2 })
    };
    let mut found: Vec<KeyWord> = uses.filter_map(typical).collect();
    found.sort_by(|a, b| b.g2.total_cmp(&a.g2).then_with(|| a.word.cmp(&b.word)));
    found
}

/// G² of a two by two table; 0 where a row or a column is empty.
pub(super) fn g2(cells: [[u64; 2]; 2]) -> f64 {
    let observed = cells.map(|row| row.map(|cell| cell as f64));
    let rows = observed.map(|row| row[0] + row[1]);
    let columns = [observed[0][0] + observed[1][0], observed[0][1] + observed[1][1]];
    let total = rows[0] + rows[1];
    let mut sum = 0.0;
    for (row, row_total) in observed.iter().zip(rows) {
        for (cell, column_total) in row.iter().zip(columns) {
            if *cell > 0.0 {
                sum += cell * (cell * total / (row_total * column_total)).ln();
            }
        }
    }
    2.0 * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dunning 1993, table 1, printed as 270.72; the other two computed by a Python program.
    #[test]
    fn g2_has_four_terms() {
        assert!((g2([[110, 2442], [111, 29114]]) - 270.7219).abs() < 5e-5);
        assert!((g2([[12, 988], [5, 1995]]) - 9.884_805).abs() < 5e-7);
        assert!((g2([[60, 60], [140, 740]]) - 63.289_12).abs() < 5e-6);
    }

    #[test]
    fn only_words_used_more_often_in_the_set_are_typical() {
        let count = |rows: &[(&str, u64)]| rows.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        let set = count(&[("bird", 4), ("the", 5), ("ant", 4), ("rare", 1)]);
        let rest = count(&[("the", 90), ("note", 10)]);
        let words: Vec<String> = keyness(&set, &rest, 3).into_iter().map(|key| key.word).collect();
        assert_eq!(words, ["ant", "bird"]);
    }
}

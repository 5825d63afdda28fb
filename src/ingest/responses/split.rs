//! One cell with several answers in it, parted by a sign that may stand inside an answer too.
//!
//! Known options are found first, the longest from the left; what is between them is an answer in the respondent's own
//! words and stays whole. Without known options the cell is parted at every separator outside brackets.

use std::collections::HashMap;

/// Parts cells by known options.
#[derive(Debug, Clone)]
pub struct Splitter {
    separator: String,
    known: HashMap<String, usize>,
    /// Pieces in the option with most of them.
    longest: usize,
}

/// Pieces of one cell that are looked at; a cell with more is a text.
const PIECES: usize = 1_000;

impl Splitter {
    /// A splitter for these options.
    #[must_use]
    pub fn new(separator: &str, options: &[String]) -> Self {
        let known: HashMap<String, usize> =
            options.iter().enumerate().map(|(place, option)| (option.trim().to_owned(), place)).collect();
        let longest = options.iter().map(|option| option.matches(separator).count() + 1).max().unwrap_or(1);
        Self { separator: separator.to_owned(), known, longest }
    }

    /// The answers in a cell, in its order.
    #[must_use]
    pub fn split<'c>(&self, cell: &'c str) -> Vec<&'c str> {
        let pieces = pieces(cell, &self.separator);
        if pieces.len() > PIECES {
            return vec![cell.trim()];
        }
        if self.known.is_empty() {
            return balanced(cell, &pieces);
        }
        let slice = |from: usize, to: usize| cell[pieces[from].0..pieces[to].1].trim();
        let mut answers = Vec::new();
        let mut own_words: Option<usize> = None;
        let mut at = 0;
        while at < pieces.len() {
            let last = (at + self.longest).min(pieces.len());
            let option = (at..last).rev().find(|&end| self.known.contains_key(slice(at, end)));
            match option {
                Some(end) => {
                    if let Some(from) = own_words.take() {
                        answers.push(slice(from, at - 1));
                    }
                    answers.push(slice(at, end));
                    at = end + 1;
                }
                None => {
                    own_words.get_or_insert(at);
                    at += 1;
                }
            }
        }
        if let Some(from) = own_words {
            answers.push(slice(from, pieces.len() - 1));
        }
        answers.retain(|answer| !answer.is_empty());
        answers
    }

    /// The place of an option.
    #[must_use]
    pub fn place(&self, answer: &str) -> Option<usize> {
        self.known.get(answer).copied()
    }
}

/// Start and end of what stands between separators.
fn pieces(cell: &str, separator: &str) -> Vec<(usize, usize)> {
    if separator.is_empty() {
        return vec![(0, cell.len())];
    }
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in cell.match_indices(separator) {
        found.push((start, at));
        start = at + separator.len();
    }
    found.push((start, cell.len()));
    let trimmed: Vec<(usize, usize)> =
        found.into_iter().filter(|&(from, to)| !cell[from..to].trim().is_empty()).collect();
    trimmed
}

/// The pieces put together again where a bracket is still open: `Yes, (mostly, but not always)` has two.
fn balanced<'c>(cell: &'c str, pieces: &[(usize, usize)]) -> Vec<&'c str> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    for &(from, to) in pieces {
        let start = open.unwrap_or(from);
        let depth = |text: &str| {
            text.chars().fold(0i64, |depth, c| match c {
                '(' | '[' => depth + 1,
                ')' | ']' => (depth - 1).max(0),
                _ => depth,
            })
        };
        if depth(&cell[start..to]) > 0 && cell[to..].contains([')', ']']) {
            open = Some(start);
        } else {
            parts.push(cell[start..to].trim());
            open = None;
        }
    }
    if let (Some(start), Some(&(_, end))) = (open, pieces.last()) {
        parts.push(cell[start..end].trim());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(separator: &str, options: &[&str], cell: &'static str) -> Vec<&'static str> {
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        Splitter::new(separator, &options).split(cell)
    }

    #[test]
    fn known_options_are_found_before_separators() {
        let options = ["Boats, ferries", "Trains", "Buses (day, night)"];
        assert_eq!(split(", ", &options, "Boats, ferries, Trains"), ["Boats, ferries", "Trains"]);
        assert_eq!(split(", ", &options, "Buses (day, night), Trains"), ["Buses (day, night)", "Trains"]);
        assert_eq!(split(", ", &options, "Trains"), ["Trains"]);
    }

    #[test]
    fn words_of_a_respondent_stay_whole_between_known_options() {
        let options = ["Trains", "Buses"];
        assert_eq!(split(", ", &options, "Trains, a horse, two carts"), ["Trains", "a horse, two carts"]);
        assert_eq!(split(", ", &options, "walking, mostly, Buses"), ["walking, mostly", "Buses"]);
    }

    #[test]
    fn without_options_brackets_keep_a_part_together_and_a_last_separator_is_no_answer() {
        assert_eq!(split(", ", &[], "One (a, b), Two"), ["One (a, b)", "Two"]);
        assert_eq!(split(";", &[], "One;Two;"), ["One", "Two"]);
        assert_eq!(split(", ", &[], "One (a, Two"), ["One (a", "Two"]);
        assert_eq!(split(" / ", &[], " / Biceps / Deltoid"), ["Biceps", "Deltoid"]);
        assert!(split(";", &[], " ; ;").is_empty());
    }
}

//! Comparisons of columns as letters beside the shares: the simple style, and the style of the APA.
//!
//! # What it answers
//! How are many comparisons shown in one row of a table?
//!
//! # Formula
//! Simple: for each pair that is apart, the letter of the column with the smaller share stands in the cell of the larger;
//! upper case at the stricter level, lower case at the other. APA: columns that share a subscript are not apart: a
//! letter is a largest set of columns of which no two are apart.
//!
//! # Assumptions and when not to use it
//! As `columns`.
//!
//! # Reference
//! IBM SPSS Statistics, CTABLES, SIGTEST and COMPARETEST. Piepho, H.-P. (2004). *Journal of Computational and Graphical
//! Statistics* 13, 456–466 (insert and absorb).
//!
//! # Example
//! A column A above B and C, which are alike: A has `B C`; as subscripts a, b, b.

use super::columns::Comparison;

/// How comparisons are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// The letters of the columns with a smaller share.
    #[default]
    Simple,
    /// A subscript that alike columns share, as the APA has it.
    Apa,
}

/// Which p decides between the two levels; whether a letter is shown at all is told by the corrected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseBy {
    /// The corrected p.
    #[default]
    Adjusted,
    /// The p of the test on its own.
    Raw,
}

/// The levels at which columns count as apart, and how that is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Letters {
    /// The level of the letters in upper case.
    pub level: f64,
    /// A second, larger level, in lower case.
    pub second: Option<f64>,
    /// Letters, or subscripts at the larger level.
    pub style: Style,
    /// Which p decides between the levels.
    pub case: CaseBy,
}

impl Letters {
    /// Letters in upper case at 5%.
    pub const DEFAULT: Self = Self { level: 0.05, second: None, style: Style::Simple, case: CaseBy::Adjusted };

    /// The level at which something is shown.
    #[must_use]
    pub fn outer(&self) -> f64 {
        self.second.unwrap_or(self.level)
    }
}

/// The letter of a column: A to Z, then AA, AB …
#[must_use]
pub fn letter(mut column: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name.into_iter().collect();
        }
        column = column / 26 - 1;
    }
}

/// The letters in the cell of each column, parted by spaces.
#[must_use]
pub fn letters(comparisons: &[Comparison], columns: usize, levels: Letters) -> Vec<String> {
    let mut cells: Vec<Vec<(usize, String)>> = vec![Vec::new(); columns];
    for found in comparisons {
        if found.adjusted >= levels.outer() {
            continue;
        }
        let strict = match levels.case {
            CaseBy::Adjusted => found.adjusted,
            CaseBy::Raw => found.p,
        };
        let shown = letter(found.smaller);
        let shown = if strict < levels.level { shown } else { shown.to_lowercase() };
        if let Some(cell) = cells.get_mut(found.larger) {
            cell.push((found.smaller, shown));
        }
    }
    let shown = |mut cell: Vec<(usize, String)>| {
        cell.sort_by_key(|(column, _)| *column);
        cell.into_iter().map(|(_, letter)| letter).collect::<Vec<_>>().join(" ")
    };
    cells.into_iter().map(shown).collect()
}

/// Columns for which subscripts are made; their number can grow very fast beyond.
pub const MOST_SUBSCRIPTS: usize = 26;

/// The subscripts of each column in the style of the APA, for those that take part; nothing for more than 26 columns.
#[must_use]
pub fn apa_subscripts(comparisons: &[Comparison], taking_part: &[bool], level: f64) -> Vec<String> {
    let columns = taking_part.len();
    if columns > MOST_SUBSCRIPTS {
        return vec![String::new(); columns];
    }
    let mut sets: Vec<Vec<usize>> = vec![(0..columns).filter(|column| taking_part[*column]).collect()];
    for found in comparisons.iter().filter(|found| found.adjusted < level) {
        let (split, kept): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|set| set.contains(&found.larger) && set.contains(&found.smaller));
        sets = kept;
        for set in split {
            let without = |column: usize| set.iter().copied().filter(|one| *one != column).collect::<Vec<_>>();
            sets.extend([without(found.smaller), without(found.larger)]);
        }
        sets.sort();
        sets.dedup();
        let inside = |small: &[usize], large: &[usize]| small.iter().all(|column| large.contains(column));
        let all = sets.clone();
        sets.retain(|set| !all.iter().any(|other| other.len() > set.len() && inside(set, other)));
    }
    sets.sort();
    let shown = |column: usize| {
        let of = sets.iter().enumerate().filter(|(_, set)| set.contains(&column));
        of.map(|(place, _)| letter(place).to_lowercase()).collect()
    };
    (0..columns).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(larger: usize, smaller: usize, adjusted: f64) -> Comparison {
        Comparison { larger, smaller, z: 0.0, p: adjusted, adjusted }
    }

    /// Agresti's party table as CTABLES shows it: row 1 A and B above C, row 2 C above A and B.
    #[test]
    fn letters_are_those_of_ctables() {
        let levels = Letters::DEFAULT;
        let first = [apart(0, 1, 0.519), apart(0, 2, 1.7e-7), apart(1, 2, 0.0056)];
        assert_eq!(letters(&first, 3, levels), ["C", "C", ""]);
        let second = [apart(1, 0, 0.519), apart(2, 0, 1.7e-7), apart(2, 1, 0.0056)];
        assert_eq!(letters(&second, 3, levels), ["", "", "A B"]);
        assert_eq!(apa_subscripts(&first, &[true; 3], 0.05), ["a", "a", "b"]);
    }

    #[test]
    fn a_second_level_is_in_lower_case() {
        let levels = Letters { level: 0.01, second: Some(0.05), ..Letters::DEFAULT };
        assert_eq!(letters(&[apart(0, 1, 0.03), apart(0, 2, 0.001)], 3, levels), ["b C", "", ""]);
        let raw = Letters { case: CaseBy::Raw, ..levels };
        let corrected = Comparison { p: 0.001, ..apart(0, 1, 0.03) };
        assert_eq!(letters(&[corrected], 2, levels), ["b", ""]);
        assert_eq!(letters(&[corrected], 2, raw), ["B", ""]);
    }

    #[test]
    fn a_column_between_two_has_the_subscripts_of_both() {
        assert_eq!(apa_subscripts(&[apart(0, 2, 0.01)], &[true; 3], 0.05), ["a", "ab", "b"]);
        assert_eq!(apa_subscripts(&[], &[true; 2], 0.05), ["a", "a"]);
        assert_eq!(apa_subscripts(&[], &[true, false, true], 0.05), ["a", "", "a"]);
    }

    #[test]
    fn columns_beyond_z_have_two_letters() {
        assert_eq!([letter(25), letter(26), letter(52)], ["Z", "AA", "BA"]);
    }
}

//! A crosstab with what is said beside its counts: letters, tests, and what is hidden.

use crate::measure::crosstab::{ColumnMean, Compare, Crosstab, Hidden, Means, Tested, tested};

/// A table with what is said beside its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The table.
    pub table: Crosstab,
    /// The letters of each cell; empty where they are withheld.
    pub letters: Vec<String>,
    /// Its tests; none where they are withheld.
    pub tested: Option<Tested>,
    /// The means of its columns, where the answers are numbers of something and nothing is hidden.
    pub means: Option<Means>,
    /// Whether its weights are numbers of people.
    pub frequencies: bool,
    /// What is hidden of it.
    pub hidden: Hidden,
}

impl Shown {
    /// A table with its letters and tests, where its columns are compared; nothing of it is hidden.
    pub(super) fn new(table: Crosstab, weighted: bool, compare: Option<Compare>) -> Self {
        let (letters, tested) = match compare {
            Some(how) => {
                let of_row = |row| table.letters(row, how.base, how.correction, how.letters);
                let letters = (0..table.rows.len()).flat_map(of_row).collect();
                (letters, Some(tested(&table, weighted, how.weighting, how.correction)))
            }
            None => (Vec::new(), None),
        };
        Self { table, letters, tested, means: None, frequencies: false, hidden: Hidden::default() }
    }

    /// Whether a cell is hidden.
    #[must_use]
    pub fn hides(&self, row: usize, column: usize) -> bool {
        self.hidden.cells.get(row * self.table.columns.len() + column).copied().unwrap_or(false)
    }

    /// Whether the base of a column is hidden.
    #[must_use]
    pub fn hides_base(&self, column: usize) -> bool {
        self.hidden.bases.get(column).copied().unwrap_or(false)
    }

    /// The share of a column's base that is in a cell, where neither is hidden.
    #[must_use]
    pub fn column_share(&self, row: usize, column: usize) -> Option<f64> {
        let hidden = self.hides(row, column) || self.hides_base(column);
        self.table.column_share(row, column).filter(|_| !hidden)
    }

    /// The share of a row that is in a cell, where neither is hidden.
    #[must_use]
    pub fn row_share(&self, row: usize, column: usize) -> Option<f64> {
        let hidden = self.hides(row, column) || self.hides(row, self.table.groups());
        self.table.row_share(row, column).filter(|_| !hidden)
    }

    /// The mean of a column, and its letters.
    #[must_use]
    pub fn mean(&self, column: usize) -> Option<(&ColumnMean, &str)> {
        let means = self.means.as_ref()?;
        Some((means.columns.get(column)?, means.letters.get(column).map_or("", String::as_str)))
    }

    /// Whether its columns are compared, by shares or by means, and have letters.
    #[must_use]
    pub fn lettered(&self) -> bool {
        let pairs = self.means.as_ref().is_some_and(|means| !means.pairs.is_empty());
        !self.letters.is_empty() || (self.table.rows.is_empty() && pairs)
    }

    /// The letters of a cell.
    #[must_use]
    pub fn letters(&self, row: usize, column: usize) -> &str {
        self.letters.get(row * self.table.columns.len() + column).map_or("", String::as_str)
    }
}

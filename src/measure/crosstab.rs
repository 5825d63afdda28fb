//! Two questions crossed: how the answers to one are spread within the answers to the other.
//!
//! Whether comparisons of columns may be shown is decided in `design`; their tests are `contingency`'s.
//!
//! # What it answers
//! Which share of each group gave each answer, and of those who gave it, which share is in each group?
//!
//! # Formula
//! Column percent: weighted count of the cell / weighted base of the column. Row percent: weighted count of the cell /
//! weighted count of the row. The base of a column is whoever is in it and answered the row's question; for questions
//! with several answers the shares of a column can sum to more than one.
//!
//! # Assumptions and when not to use it
//! Sums of weights are taken over blocks of 65,536 respondents and added in the order of the blocks, so that the number
//! of threads changes nothing. A respondent may be in several columns; comparisons then take what they share into account.
//!
//! # Reference
//! IBM SPSS Statistics, CTABLES.
//!
//! # Example
//! Five people in groups a, a, a, b, b who answer yes, yes, no, yes, no: yes is 2 of 3 in a, 1 of 2 in b.

use rayon::prelude::*;

use super::contingency::{ColumnBase, Comparison, Correction, Letters, WeightedCount, compare_columns, letters};

/// One side of a table: a question with its answers.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Id of the question.
    pub id: &'a str,
    /// The answers, in order.
    pub labels: &'a [String],
    /// What each respondent answered.
    pub given: Given<'a>,
}

/// What respondents answered, as places among the answers.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// At most one answer each.
    One(&'a [Option<u32>]),
    /// Any number of answers each; `None` where the question was not answered.
    Several(&'a [Option<Vec<u32>>]),
}

impl Given<'_> {
    /// The answers of a respondent; `None` where the question was not answered.
    fn of(&self, row: usize) -> Option<&[u32]> {
        match self {
            Given::One(chosen) => chosen.get(row)?.as_ref().map(std::slice::from_ref),
            Given::Several(chosen) => chosen.get(row)?.as_deref(),
        }
    }
}

/// Two questions crossed.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// Id of the row question.
    pub row_question: String,
    /// Its answers.
    pub rows: Vec<String>,
    /// Id of the column question; empty where there is only the total.
    pub column_question: String,
    /// Its answers, then `Total`.
    pub columns: Vec<String>,
    /// The cells, row after row.
    pub cells: Vec<WeightedCount>,
    /// The base of each column.
    pub bases: Vec<WeightedCount>,
    /// What each pair of columns shares, first × second; the total left out.
    shared: Vec<WeightedCount>,
}

/// Respondents whose sums are taken together.
const BLOCK: usize = 1 << 16;

impl Crosstab {
    /// Crosses a question with another, or counts it alone. `weights` has one entry a respondent.
    #[must_use]
    pub fn new(row: &Side<'_>, column: Option<&Side<'_>>, weights: Option<&[f64]>, respondents: usize) -> Self {
        let groups = column.map_or(0, |column| column.labels.len());
        let empty = || Self {
            row_question: row.id.to_owned(),
            rows: row.labels.to_vec(),
            column_question: column.map(|column| column.id.to_owned()).unwrap_or_default(),
            columns: column.iter().flat_map(|column| column.labels).cloned().chain(["Total".to_owned()]).collect(),
            cells: vec![WeightedCount::default(); row.labels.len() * (groups + 1)],
            bases: vec![WeightedCount::default(); groups + 1],
            shared: vec![WeightedCount::default(); groups * groups],
        };
        let blocks: Vec<usize> = (0..respondents).step_by(BLOCK).collect();
        let counted = blocks.into_par_iter().map(|start| {
            let mut table = empty();
            for respondent in start..(start + BLOCK).min(respondents) {
                let weight = weights.map_or(1.0, |weights| weights[respondent]);
                table.count(row.given.of(respondent), column.map(|column| column.given.of(respondent)), weight);
            }
            table
        });
        let mut whole = empty();
        for block in counted.collect::<Vec<_>>() {
            whole.merge(&block);
        }
        whole
    }

    fn count(&mut self, answers: Option<&[u32]>, groups: Option<Option<&[u32]>>, weight: f64) {
        let (Some(answers), Some(groups)) = (answers, groups.unwrap_or(Some(&[]))) else { return };
        let total = self.columns.len() - 1;
        let columns = || groups.iter().map(|group| *group as usize).chain([total]);
        for column in columns() {
            self.bases[column].add(weight);
            answers.iter().for_each(|answer| self.cells[*answer as usize * (total + 1) + column].add(weight));
        }
        if groups.len() > 1 {
            for first in groups {
                groups.iter().for_each(|second| self.shared[*first as usize * total + *second as usize].add(weight));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        let parts =
            [(&mut self.cells, &other.cells), (&mut self.bases, &other.bases), (&mut self.shared, &other.shared)];
        for (own, other) in parts {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += *other);
        }
    }

    /// A cell.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> WeightedCount {
        self.cells[row * self.columns.len() + column]
    }

    /// The weighted share of a column's base that is in a cell; `None` where the base is zero.
    #[must_use]
    pub fn column_share(&self, row: usize, column: usize) -> Option<f64> {
        let base = self.bases[column].weight;
        (base > 0.0).then(|| self.cell(row, column).weight / base)
    }

    /// The weighted share of a row that is in a cell; `None` where nobody is in the row.
    #[must_use]
    pub fn row_share(&self, row: usize, column: usize) -> Option<f64> {
        let total = self.cell(row, self.columns.len() - 1).weight;
        (total > 0.0).then(|| self.cell(row, column).weight / total)
    }

    /// The comparisons of the columns in one row; the total takes no part.
    #[must_use]
    pub fn comparisons(&self, row: usize, base: ColumnBase, correction: Correction) -> Vec<Comparison> {
        let groups = self.columns.len() - 1;
        let counts: Vec<f64> = (0..groups).map(|column| self.cell(row, column).weight).collect();
        let shared = |first: usize, second: usize| self.shared[first * groups + second].size(base);
        compare_columns(&counts, &self.bases[..groups], base, &shared, correction)
    }

    /// The letters of each column in one row: see [`letters`]. The total has none.
    #[must_use]
    pub fn letters(&self, row: usize, base: ColumnBase, correction: Correction, levels: Letters) -> Vec<String> {
        letters(&self.comparisons(row, base, correction), self.columns.len(), levels)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// By hand: see the example above.
    #[test]
    fn shares_are_of_those_who_answered_both() {
        let (rows, columns) = (labels(&["yes", "no"]), labels(&["a", "b"]));
        let answers = [Some(0), Some(0), Some(1), Some(0), Some(1), None, Some(0)];
        let groups = [Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), None];
        let row = Side { id: "q", labels: &rows, given: Given::One(&answers) };
        let column = Side { id: "g", labels: &columns, given: Given::One(&groups) };
        let table = Crosstab::new(&row, Some(&column), None, 7);
        assert_eq!(table.column_share(0, 0), Some(2.0 / 3.0));
        assert_eq!(table.column_share(0, 1), Some(0.5));
        assert_eq!(table.row_share(0, 0), Some(2.0 / 3.0));
        assert_eq!(table.bases.iter().map(|base| base.n).collect::<Vec<_>>(), [3, 2, 5]);
        assert_eq!(Crosstab::new(&row, None, None, 7).bases[0].n, 6);
    }

    /// SPSS MULT RESPONSE on five people {l, p, t}, {p}, {l, p}, none, {p, t}: 50, 100 and 50 percent of four cases.
    #[test]
    fn several_answers_have_the_base_of_those_who_answered() {
        let rows = labels(&["l", "p", "t"]);
        let given = [Some(vec![0, 1, 2]), Some(vec![1]), Some(vec![0, 1]), None, Some(vec![1, 2])];
        let row = Side { id: "q", labels: &rows, given: Given::Several(&given) };
        let table = Crosstab::new(&row, None, None, 5);
        let shares: Vec<Option<f64>> = (0..3).map(|row| table.column_share(row, 0)).collect();
        assert_eq!(shares, [Some(0.5), Some(1.0), Some(0.5)]);
    }

    proptest! {
        #[test]
        fn weights_of_one_and_the_order_of_respondents_change_nothing(
            pairs in prop::collection::vec((prop::option::of(0u32..3), prop::option::of(0u32..2)), 0..60),
        ) {
            let (rows, columns) = (labels(&["x", "y", "z"]), labels(&["a", "b"]));
            let cross = |pairs: &[(Option<u32>, Option<u32>)], weights: Option<&[f64]>| {
                let (answers, groups): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
                let row = Side { id: "q", labels: &rows, given: Given::One(&answers) };
                let column = Side { id: "g", labels: &columns, given: Given::One(&groups) };
                Crosstab::new(&row, Some(&column), weights, pairs.len())
            };
            let plain = cross(&pairs, None);
            prop_assert_eq!(&plain, &cross(&pairs, Some(&vec![1.0; pairs.len()])));
            let mut turned = pairs.clone();
            turned.reverse();
            prop_assert_eq!(&plain, &cross(&turned, None));
            let sum: u64 = (0..3).flat_map(|row| (0..2).map(move |column| (row, column)))
                .map(|(row, column)| plain.cell(row, column).n).sum();
            prop_assert_eq!(sum, plain.bases[2].n);
        }
    }
}

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

mod association;
mod drawn;
mod hide;
mod like;
mod means;
#[cfg(test)]
mod properties;

pub use association::{Evidence, Tested, WEIGHTINGS, Weighting, tested};
pub use hide::{Hidden, hide};
pub use like::{Compare, LIKE, Like};
pub use means::{ColumnMean, MeanPair, Means, means};

use rayon::prelude::*;

use super::contingency::{
    ColumnBase, Comparison, Correction, LeftOut, Letters, Style, WeightedCount, apa_subscripts, compare_columns,
    compare_pairs, left_out, letters,
};
use super::design_based::SurveyDesign;
use drawn::ByDesign;

/// One side of a table: a question with its answers.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Id of the question.
    pub id: &'a str,
    /// The answers, in order.
    pub labels: &'a [String],
    /// What each respondent answered.
    pub given: Given<'a>,
    /// Nets: what each is called, and the places of its answers; whoever gave one of them is in it, once.
    pub nets: &'a [(String, Vec<u32>)],
}

/// What respondents answered, as places among the answers.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// At most one answer each.
    One(&'a [Option<u32>]),
    /// Any number of answers each; `None` where the question was not answered.
    Several(&'a [Option<Vec<u32>>]),
    /// A number each, of which means are made: nobody is in a cell.
    Numbers(&'a [Option<f64>]),
}

impl Given<'_> {
    /// The answers of a respondent; `None` where the question was not answered.
    fn of(&self, row: usize) -> Option<&[u32]> {
        match self {
            Given::One(chosen) => chosen.get(row)?.as_ref().map(std::slice::from_ref),
            Given::Several(chosen) => chosen.get(row)?.as_deref(),
            Given::Numbers(numbers) => numbers.get(row)?.map(|_| &[][..]),
        }
    }
}

/// The nets that each answer is in.
struct Nets {
    /// The row of the first net.
    first: u32,
    of_answer: Vec<Vec<u32>>,
}

impl Nets {
    fn new(side: &Side<'_>) -> Self {
        let first = side.labels.len() as u32;
        let mut of_answer = vec![Vec::new(); if side.nets.is_empty() { 0 } else { side.labels.len() }];
        for (net, (_, answers)) in (first..).zip(side.nets) {
            for answer in answers {
                if let Some(of) = of_answer.get_mut(*answer as usize) {
                    of.push(net);
                }
            }
        }
        Self { first, of_answer }
    }

    /// The answers with the nets that they are in, each once.
    fn after<'a>(&self, answers: &'a [u32], with_nets: &'a mut Vec<u32>) -> &'a [u32] {
        if self.of_answer.is_empty() {
            return answers;
        }
        with_nets.clear();
        with_nets.extend_from_slice(answers);
        for net in answers.iter().filter_map(|answer| self.of_answer.get(*answer as usize)).flatten() {
            let known = with_nets.iter().any(|row| row == net);
            with_nets.extend((!known && *net >= self.first).then_some(*net));
        }
        with_nets
    }
}

/// Two questions crossed.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// Id of the row question.
    pub row_question: String,
    /// Its answers, then its nets.
    pub rows: Vec<String>,
    /// The answers that each net is made of.
    pub nets: Vec<Vec<u32>>,
    /// Whether a respondent can be in several rows that are no nets.
    pub several: bool,
    /// Everyone whom the table could have counted.
    pub respondents: u64,
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
    /// What tests rest on where respondents were not drawn one by one.
    by_design: Option<ByDesign>,
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
            rows: row.labels.iter().chain(row.nets.iter().map(|(label, _)| label)).cloned().collect(),
            nets: row.nets.iter().map(|(_, answers)| answers.clone()).collect(),
            several: !matches!(row.given, Given::One(_)),
            respondents: respondents as u64,
            column_question: column.map(|column| column.id.to_owned()).unwrap_or_default(),
            columns: column.iter().flat_map(|column| column.labels).cloned().chain(["Total".to_owned()]).collect(),
            cells: vec![WeightedCount::default(); (row.labels.len() + row.nets.len()) * (groups + 1)],
            bases: vec![WeightedCount::default(); groups + 1],
            shared: vec![WeightedCount::default(); groups * groups],
            by_design: None,
        };
        let nets = Nets::new(row);
        let blocks: Vec<usize> = (0..respondents).step_by(BLOCK).collect();
        let counted = blocks.into_par_iter().map(|start| {
            let mut table = empty();
            let mut with_nets = Vec::new();
            for respondent in start..(start + BLOCK).min(respondents) {
                let weight = weights.map_or(1.0, |weights| weights[respondent]);
                let answers = row.given.of(respondent).map(|answers| nets.after(answers, &mut with_nets));
                table.count(answers, column.map(|column| column.given.of(respondent)), weight);
            }
            table
        });
        let mut whole = empty();
        for block in counted.collect::<Vec<_>>() {
            whole.merge(&block);
        }
        whole
    }

    /// The same table with tests and comparisons that follow from how its respondents were drawn.
    #[must_use]
    pub fn drawn(self, row: &Side<'_>, column: &Side<'_>, design: &SurveyDesign<'_>) -> Self {
        Self { by_design: ByDesign::new(&self, row, column, design), ..self }
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

    /// The columns of the column question, without the total.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.columns.len() - 1
    }

    /// What two columns share.
    #[must_use]
    pub fn shared(&self, first: usize, second: usize) -> WeightedCount {
        self.shared.get(first * self.groups() + second).copied().unwrap_or_default()
    }

    /// Whether somebody is in several columns.
    #[must_use]
    pub fn overlaps(&self) -> bool {
        let groups = self.groups();
        (0..groups * groups).any(|pair| pair / groups != pair % groups && self.shared[pair].n > 0)
    }

    fn counts(&self, row: usize) -> Vec<f64> {
        (0..self.groups()).map(|column| self.cell(row, column).weight).collect()
    }

    /// The comparisons of the columns in one row; the total takes no part.
    #[must_use]
    pub fn comparisons(&self, row: usize, base: ColumnBase, correction: Correction) -> Vec<Comparison> {
        let shared = |first: usize, second: usize| self.shared(first, second);
        if let Some(by_design) = self.by_design.as_ref().filter(|_| base == ColumnBase::Effective) {
            let out = self.left_out(row, base);
            let share = |column: usize| self.column_share(row, column).filter(|_| out[column].is_none());
            let shares: Vec<Option<f64>> = (0..self.groups()).map(share).collect();
            let pair = |first: usize, second: usize| by_design.apart(row, (first, second), self.groups());
            return compare_pairs(&shares, &pair, correction);
        }
        compare_columns(&self.counts(row), &self.bases[..self.groups()], base, &shared, correction)
    }

    /// Why columns take no part in the comparisons of a row.
    #[must_use]
    pub fn left_out(&self, row: usize, base: ColumnBase) -> Vec<Option<LeftOut>> {
        left_out(&self.counts(row), &self.bases[..self.groups()], base)
    }

    /// The letters of each column in one row: see [`letters`]. The total has none.
    #[must_use]
    pub fn letters(&self, row: usize, base: ColumnBase, correction: Correction, levels: Letters) -> Vec<String> {
        let comparisons = self.comparisons(row, base, correction);
        match levels.style {
            Style::Simple => letters(&comparisons, self.columns.len(), levels),
            Style::Apa => {
                let taking_part: Vec<bool> = self.left_out(row, base).iter().map(Option::is_none).collect();
                let mut subscripts = apa_subscripts(&comparisons, &taking_part, levels.outer());
                subscripts.push(String::new());
                subscripts
            }
        }
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
        let row = Side { id: "q", labels: &rows, given: Given::One(&answers), nets: &[] };
        let column = Side { id: "g", labels: &columns, given: Given::One(&groups), nets: &[] };
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
        let row = Side { id: "q", labels: &rows, given: Given::Several(&given), nets: &[] };
        let table = Crosstab::new(&row, None, None, 5);
        let shares: Vec<Option<f64>> = (0..3).map(|row| table.column_share(row, 0)).collect();
        assert_eq!(shares, [Some(0.5), Some(1.0), Some(0.5)]);
    }

    #[test]
    fn a_net_counts_each_respondent_once_and_a_self_overlap_is_never_apart() {
        let rows = labels(&["l", "p", "t"]);
        let given = [Some(vec![0, 1, 2]), Some(vec![1]), Some(vec![0, 1]), None, Some(vec![])];
        let nets = [("l or p".to_owned(), vec![0, 1]), ("t".to_owned(), vec![2])];
        let row = Side { id: "q", labels: &rows, given: Given::Several(&given), nets: &nets };
        let table = Crosstab::new(&row, None, None, 5);
        assert_eq!(table.rows[3..], ["l or p", "t"]);
        assert_eq!((table.cell(3, 0).n, table.cell(4, 0).n, table.bases[0].n), (3, 1, 4));
    }

    proptest! {
        #[test]
        fn weights_of_one_and_the_order_of_respondents_change_nothing(
            pairs in prop::collection::vec((prop::option::of(0u32..3), prop::option::of(0u32..2)), 0..60),
        ) {
            let (rows, columns) = (labels(&["x", "y", "z"]), labels(&["a", "b"]));
            let cross = |pairs: &[(Option<u32>, Option<u32>)], weights: Option<&[f64]>| {
                let (answers, groups): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
                let row = Side { id: "q", labels: &rows, given: Given::One(&answers), nets: &[] };
                let column = Side { id: "g", labels: &columns, given: Given::One(&groups), nets: &[] };
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

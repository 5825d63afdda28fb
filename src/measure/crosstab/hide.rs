//! Small counts hidden, and others with them, so that none can be computed from what is left.
//!
//! # What it answers
//! Which cells may not be shown, if a count of a few people is to stay unknown?
//!
//! # Formula
//! A count is hidden where it is below the limit and above zero. Sums tie the counts together: the columns of a question with one answer
//! sum to the total, its rows to the base, a net to its answers, and those who answered both questions are among those
//! who answered one. While a hidden count follows from the sums and the counts shown, or from all of them being
//! one, the smallest count that would leave it open is hidden too. Counts of the same people in two tables are hidden in both.
//!
//! # Assumptions and when not to use it
//! It keeps a hidden count from being computed; the range in which it lies can still be narrow. Sums over several tables
//! are followed one by one, those of one table all together.
//!
//! # Reference
//! Hundepool, A. et al. (2012). *Statistical Disclosure Control*, chapter 4. IBM SPSS Statistics, CTABLES, HIDESMALLCOUNTS.
//!
//! # Example
//! 3 of 40 in one column and 20 of 40 in the other: both are hidden, or 3 is the total less 20.

use std::collections::HashMap;

use super::Crosstab;

/// Steps that solving one table may take.
const MOST_STEPS: usize = 20_000_000;

/// What is hidden of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    /// Each cell, row after row, with the total.
    pub cells: Vec<bool>,
    /// The base of each column.
    pub bases: Vec<bool>,
}

impl Hidden {
    /// Whether anything is hidden.
    #[must_use]
    pub fn any(&self) -> bool {
        self.cells.iter().chain(&self.bases).any(|hidden| *hidden)
    }
}

/// A count of people, whichever table it stands in: those who gave this answer to this question.
type Answer<'t> = (&'t str, usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Count<'t> {
    /// Both answers, in the order of their questions.
    Both(Answer<'t>, Answer<'t>),
    /// An answer, among those who answered the other question; everyone where that is empty.
    Among(Answer<'t>, &'t str),
    /// Who answered both questions, in their order; one question where the first is empty.
    Answered(&'t str, &'t str),
    /// An answer, among those who did not answer the other question: it is shown nowhere.
    Else(Answer<'t>, &'t str),
}

/// Counts of which one follows from the others.
type Sum = Vec<usize>;

#[derive(Default)]
struct System<'t> {
    places: HashMap<Count<'t>, usize>,
    n: Vec<u64>,
    hidden: Vec<bool>,
    /// Counts that are never shown, and need not stay unknown.
    open: Vec<bool>,
    sums: Vec<Sum>,
    /// The sums of each table.
    of_table: Vec<std::ops::Range<usize>>,
}

/// What is hidden of each table, so that no count below `below` is shown or can be computed.
#[must_use]
pub fn hide(tables: &[&Crosstab], below: u64) -> Vec<Hidden> {
    let mut system = System::default();
    tables.iter().for_each(|table| system.add(table));
    for place in 0..system.n.len() {
        system.hidden[place] = system.open[place] || (1..below).contains(&system.n[place]);
    }
    while system.hide_by_sums() || system.hide_by_tables() {}
    tables.iter().map(|table| system.of(table)).collect()
}

fn both<'t>(table: &'t Crosstab, row: usize, column: usize) -> Count<'t> {
    let (one, other) = ((table.row_question.as_str(), row), (table.column_question.as_str(), column));
    if one <= other { Count::Both(one, other) } else { Count::Both(other, one) }
}

fn cell(table: &Crosstab, row: usize, column: usize) -> Count<'_> {
    match column < table.groups() {
        true => both(table, row, column),
        false => Count::Among((&table.row_question, row), &table.column_question),
    }
}

fn base(table: &Crosstab, column: usize) -> Count<'_> {
    let (row, of) = (table.row_question.as_str(), table.column_question.as_str());
    match column < table.groups() {
        true => Count::Among((of, column), row),
        false => Count::Answered(row.min(of), row.max(of)),
    }
}

impl<'t> System<'t> {
    fn place(&mut self, count: Count<'t>, n: u64) -> usize {
        let next = self.n.len();
        let place = *self.places.entry(count).or_insert(next);
        if place == next {
            self.n.push(n);
            self.hidden.push(false);
            self.open.push(matches!(count, Count::Else(..)));
        }
        place
    }

    fn add(&mut self, table: &'t Crosstab) {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let answers = rows - table.nets.len();
        let cells: Vec<usize> = (0..rows * columns)
            .map(|at| self.place(cell(table, at / columns, at % columns), table.cells[at].n))
            .collect();
        let bases: Vec<usize> =
            (0..columns).map(|column| self.place(base(table, column), table.bases[column].n)).collect();
        let first = self.sums.len();
        let groups = table.groups();
        let parts = table.bases[..groups].iter().map(|base| base.n).sum::<u64>() == table.bases[groups].n;
        if groups > 0 && parts && !table.overlaps() {
            self.sums.extend(cells.chunks(columns).map(<[usize]>::to_vec));
            self.sums.push(bases.clone());
        }
        for column in 0..columns {
            let of_column = |row: usize| cells[row * columns + column];
            if !table.several {
                self.sums.push((0..answers).map(of_column).chain([bases[column]]).collect());
            }
            for (net, members) in table.nets.iter().enumerate().filter(|(_, of)| !table.several || of.len() == 1) {
                let members = members.iter().map(|member| *member as usize).filter(|member| *member < answers);
                self.sums.push(members.map(of_column).chain([of_column(answers + net)]).collect());
            }
        }
        if groups > 0 {
            self.among_all(table, &cells, bases[groups]);
        }
        self.of_table.push(first..self.sums.len());
    }

    /// Those who answered both questions are among all who answered the row's.
    fn among_all(&mut self, table: &'t Crosstab, cells: &[usize], joint: usize) {
        let question = table.row_question.as_str();
        let known = |system: &Self, count: Count<'t>| system.places.get(&count).copied();
        let Some(answered) = known(self, Count::Answered("", question)) else { return };
        let rest = self.n[answered].saturating_sub(self.n[joint]);
        let mut others = vec![joint];
        for row in 0..table.rows.len() {
            let Some(all) = known(self, Count::Among((question, row), "")) else { continue };
            let here = cells[row * table.columns.len() + table.groups()];
            if rest == 0 {
                self.sums.push(vec![here, all]);
                continue;
            }
            let apart = Count::Else((question, row), &table.column_question);
            let apart = self.place(apart, self.n[all].saturating_sub(self.n[here]));
            self.sums.push(vec![here, apart, all]);
            others.extend((row < table.rows.len() - table.nets.len()).then_some(apart));
        }
        if rest > 0 && !table.several {
            others.push(answered);
            self.sums.push(others);
        }
    }

    /// Follows one sum after another; whether anything had to be hidden.
    fn hide_by_sums(&mut self) -> bool {
        let mut known: Vec<bool> = self.hidden.iter().map(|hidden| !hidden).collect();
        let mut more = false;
        let mut learnt = true;
        while learnt {
            learnt = false;
            for sum in &self.sums {
                let mut unknown = sum.iter().filter(|place| !known[**place]);
                let (Some(&only), None) = (unknown.next(), unknown.next()) else { continue };
                learnt = true;
                match smallest(sum, &self.n, &self.hidden).filter(|_| !self.open[only]) {
                    Some(other) => {
                        self.hidden[other] = true;
                        known[other] = false;
                        more = true;
                    }
                    None => known[only] = true,
                }
            }
        }
        for sum in &self.sums {
            let Some((whole, parts)) = sum.split_last().filter(|(whole, _)| known[**whole]) else { continue };
            let mut unknown = parts.iter().filter(|place| !known[**place]).peekable();
            if unknown.peek().is_some() && unknown.all(|place| self.n[*place] == 1) {
                if let Some(other) = smallest(parts, &self.n, &self.hidden).filter(|place| self.n[*place] > 0) {
                    self.hidden[other] = true;
                    more = true;
                } else if !self.hidden[*whole] {
                    self.hidden[*whole] = true;
                    more = true;
                }
            }
        }
        more
    }

    /// Solves the sums of each table together; whether anything had to be hidden.
    fn hide_by_tables(&mut self) -> bool {
        let mut more = false;
        for table in self.of_table.clone() {
            let sums = &self.sums[table];
            let unknown = sums.iter().flatten().filter(|place| self.hidden[**place]).count();
            if sums.len().saturating_mul(sums.len()).saturating_mul(unknown) > MOST_STEPS {
                // Too large to solve: nothing of it is shown.
                for place in sums.iter().flatten() {
                    more |= !std::mem::replace(&mut self.hidden[*place], true);
                }
                continue;
            }
            let Some(found) = follows(sums, &self.hidden, &self.open) else { continue };
            let of = |own: bool| {
                let sums = sums.iter().filter(|sum| !own || sum.contains(&found));
                let others = sums.filter_map(|sum| smallest(sum, &self.n, &self.hidden));
                others.min_by_key(|place| (self.n[*place] == 0, self.n[*place], *place))
            };
            if let Some(other) = of(true).or_else(|| of(false)) {
                self.hidden[other] = true;
                more = true;
            }
        }
        more
    }

    fn of(&self, table: &'t Crosstab) -> Hidden {
        let is = |count: Count<'t>| self.places.get(&count).is_some_and(|place| self.hidden[*place]);
        let (rows, columns) = (table.rows.len(), table.columns.len());
        Hidden {
            cells: (0..rows * columns).map(|at| is(cell(table, at / columns, at % columns))).collect(),
            bases: (0..columns).map(|column| is(base(table, column))).collect(),
        }
    }
}

/// The smallest count of a sum that is shown: of a count of nobody everybody knows what it hides.
fn smallest(sum: &[usize], n: &[u64], hidden: &[bool]) -> Option<usize> {
    let shown = sum.iter().copied().filter(|place| !hidden[*place]);
    shown.min_by_key(|place| (n[*place] == 0, n[*place], *place))
}

/// A hidden count that follows from all these sums together.
fn follows(sums: &[Sum], hidden: &[bool], open: &[bool]) -> Option<usize> {
    let mut unknown: Vec<usize> = sums.iter().flatten().copied().filter(|place| hidden[*place]).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let at = |place: usize| unknown.binary_search(&place).ok();
    let row = |sum: &Sum| {
        let mut row = vec![0.0; unknown.len()];
        // The last of a sum is the whole, the others are its parts; the sign has no part in what follows from what.
        for (part, column) in sum.iter().enumerate().filter_map(|(part, place)| Some((part, at(*place)?))) {
            row[column] = if part + 1 == sum.len() { -1.0 } else { 1.0 };
        }
        row
    };
    let mut matrix: Vec<Vec<f64>> = sums.iter().map(row).collect();
    let mut done = 0;
    for column in 0..unknown.len() {
        let Some(pivot) = (done..matrix.len()).find(|row| matrix[*row][column].abs() > 1e-9) else { continue };
        matrix.swap(done, pivot);
        let scale = matrix[done][column];
        matrix[done].iter_mut().for_each(|value| *value /= scale);
        let from = matrix[done].clone();
        for (_, row) in matrix.iter_mut().enumerate().filter(|(row, _)| *row != done) {
            let factor = row[column];
            if factor.abs() > 1e-9 {
                row.iter_mut().zip(&from).for_each(|(value, from)| *value -= factor * from);
            }
        }
        done += 1;
    }
    let alone = |row: &Vec<f64>| {
        let mut columns =
            row.iter().enumerate().filter(|(_, value)| value.abs() > 1e-9).map(|(column, _)| unknown[column]);
        columns.next().filter(|place| columns.next().is_none() && !open[*place])
    };
    matrix.iter().find_map(alone)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Given, Side};
    use super::*;

    fn tables(pairs: &[(Option<u32>, Option<u32>)], nets: &[(String, Vec<u32>)]) -> [Crosstab; 3] {
        let labels: Vec<String> = (0..4).map(|place| format!("a{place}")).collect();
        let (answers, groups): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
        let row = Side { id: "q", labels: &labels, given: Given::One(&answers), nets };
        let column = Side { id: "g", labels: &labels[..3], given: Given::One(&groups), nets: &[] };
        let cross = |row, column| Crosstab::new(row, column, None, pairs.len());
        let turned = Side { nets: &[], ..row };
        [cross(&row, None), cross(&row, Some(&column)), cross(&column, Some(&turned))]
    }

    #[test]
    fn a_small_count_takes_others_with_it_in_every_table() {
        let mut pairs = vec![(Some(0), Some(0)); 40];
        pairs.extend([(Some(1), Some(0)); 3]);
        pairs.extend([(Some(0), Some(1)); 30]);
        pairs.extend([(Some(1), Some(1)); 20]);
        let made = tables(&pairs, &[]);
        let found = hide(&[&made[0], &made[1], &made[2]], 5);
        let shown = |row: usize, column: usize| !found[1].cells[row * 4 + column];
        assert!(!shown(1, 0) && !shown(1, 1) && !shown(0, 0) && !shown(0, 1));
        assert!(shown(0, 3) && shown(1, 3), "the totals stay");
        assert_eq!(found[1].cells[4], found[2].cells[1], "the same people, turned");
        assert!(!hide(&[&made[1]], 0)[0].any());
    }

    /// The counts that a reader can work out: every way to fill what is hidden with whole numbers that keep the sums.
    fn can_be_computed(table: &Crosstab, found: &Hidden) -> bool {
        let mut system = System::default();
        system.add(table);
        let hidden: Vec<bool> = (0..system.n.len())
            .map(|place| {
                system.open[place]
                    || system.places.iter().any(|(count, at)| {
                        *at == place
                            && ((0..table.rows.len() * table.columns.len()).any(|of| {
                                found.cells[of]
                                    && cell(table, of / table.columns.len(), of % table.columns.len()) == *count
                            }) || (0..table.columns.len()).any(|of| found.bases[of] && base(table, of) == *count))
                    })
            })
            .collect();
        follows(&system.sums, &hidden, &system.open).is_some()
    }

    proptest! {
        #[test]
        fn no_hidden_count_follows_from_what_is_shown(
            pairs in prop::collection::vec((prop::option::of(0u32..4), prop::option::of(0u32..3)), 0..80),
            below in 1u64..8,
        ) {
            let made = tables(&pairs, &[("net".to_owned(), vec![0, 1])]);
            let found = hide(&[&made[0], &made[1], &made[2]], below);
            for (table, found) in made.iter().zip(&found) {
                prop_assert!(!can_be_computed(table, found), "{:?} {:?}", table.cells.iter().map(|cell| cell.n).collect::<Vec<_>>(), found);
                for (place, cell) in table.cells.iter().enumerate() {
                    prop_assert!(cell.n == 0 || cell.n >= below || found.cells[place]);
                }
            }
        }
    }
}

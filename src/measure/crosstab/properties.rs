//! What must hold of every crosstab, its letters and its tests, whatever the answers are.

use proptest::prelude::*;

use super::{Crosstab, Given, Side, Weighting, tested};
use crate::measure::contingency::{ColumnBase, Correction, Letters};

type Row = (Option<u32>, Option<Vec<u32>>, u8);

const ROWS: usize = 3;
const COLUMNS: usize = 4;
const BASES: [ColumnBase; 3] = [ColumnBase::Effective, ColumnBase::Unweighted, ColumnBase::Weighted];

/// People with one answer, several groups and a weight in quarters, so that their sums are exact in any order.
fn people() -> impl Strategy<Value = Vec<Row>> {
    let groups = prop::option::of(prop::collection::btree_set(0..COLUMNS as u32, 0..3));
    let groups = groups.prop_map(|groups| groups.map(|groups| groups.into_iter().collect()));
    prop::collection::vec((prop::option::of(0..ROWS as u32), groups, 1u8..12), 0..120)
}

fn labels(number: usize) -> Vec<String> {
    (0..number).map(|place| format!("a{place}")).collect()
}

fn crossed(people: &[Row], weight: Option<&dyn Fn(u8) -> f64>) -> Crosstab {
    let answers: Vec<Option<u32>> = people.iter().map(|(answer, ..)| *answer).collect();
    let groups: Vec<Option<Vec<u32>>> = people.iter().map(|(_, groups, _)| groups.clone()).collect();
    let weights: Option<Vec<f64>> = weight.map(|weight| people.iter().map(|(.., of)| weight(*of)).collect());
    let (of_rows, of_columns) = (labels(ROWS), labels(COLUMNS));
    let row = Side { id: "r", labels: &of_rows, given: Given::One(&answers), nets: &[] };
    let column = Side { id: "c", labels: &of_columns, given: Given::Several(&groups), nets: &[] };
    Crosstab::new(&row, Some(&column), weights.as_deref(), people.len())
}

fn quarters(weight: u8) -> f64 {
    f64::from(weight) / 4.0
}

fn letters(table: &Crosstab, base: ColumnBase) -> Vec<Vec<String>> {
    let of = |row| table.letters(row, base, Correction::BenjaminiHochberg, Letters::DEFAULT);
    (0..table.rows.len()).map(of).collect()
}

/// Everyone in their first group only, so that whole tables can be tested.
fn apart(people: &[Row]) -> Vec<Row> {
    let first = |groups: &Option<Vec<u32>>| groups.as_ref().map(|groups| groups.iter().take(1).copied().collect());
    people.iter().map(|(answer, groups, weight)| (*answer, first(groups), *weight)).collect()
}

/// The pairs of a row that are apart at all, by the names that columns have before they are turned.
fn pairs(table: &Crosstab, row: usize, name: &dyn Fn(usize) -> usize) -> Vec<(usize, usize, f64)> {
    let all = table.comparisons(row, ColumnBase::Effective, Correction::Holm);
    let apart = all.iter().filter(|pair| pair.z > 1e-9);
    let mut pairs: Vec<_> = apart.map(|pair| (name(pair.larger), name(pair.smaller), pair.adjusted)).collect();
    pairs.sort_by_key(|(larger, smaller, _)| (*larger, *smaller));
    pairs
}

proptest! {
    #[test]
    fn the_order_of_people_changes_nothing(people in people(), turn in 0usize..120) {
        let mut turned = people.clone();
        turned.rotate_left(if people.is_empty() { 0 } else { turn % people.len() });
        turned.reverse();
        let (one, other) = (crossed(&people, Some(&quarters)), crossed(&turned, Some(&quarters)));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(letters(&one, ColumnBase::Effective), letters(&other, ColumnBase::Effective));
    }

    #[test]
    fn the_order_of_answers_and_of_columns_only_moves_cells_and_letters(people in people()) {
        let turn = |place: u32, of: usize| (of as u32 - 1) - place;
        let turned: Vec<Row> = people.iter().map(|(answer, groups, weight)| {
            let groups = groups.as_ref().map(|groups| groups.iter().map(|of| turn(*of, COLUMNS)).collect());
            (answer.map(|answer| turn(answer, ROWS)), groups, *weight)
        }).collect();
        let (one, other) = (crossed(&people, Some(&quarters)), crossed(&turned, Some(&quarters)));
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                prop_assert_eq!(one.cell(row, column), other.cell(ROWS - 1 - row, COLUMNS - 1 - column));
            }
            let found = pairs(&other, ROWS - 1 - row, &|column| COLUMNS - 1 - column);
            let expected = pairs(&one, row, &|column| column);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert_eq!((found.0, found.1), (expected.0, expected.1));
                prop_assert!((found.2 - expected.2).abs() <= 1e-9, "{found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn parts_merge_into_the_whole(people in people(), cut in 0usize..120) {
        let (first, rest) = people.split_at(cut.min(people.len()));
        let mut merged = crossed(first, Some(&quarters));
        merged.merge(&crossed(rest, Some(&quarters)));
        merged.respondents = people.len() as u64;
        prop_assert_eq!(merged, crossed(&people, Some(&quarters)));
    }

    /// By a power of two, so that every sum is exact and no p can cross a level by rounding.
    #[test]
    fn weights_times_a_constant_change_no_share_letter_or_test(people in people()) {
        for people in [apart(&people), people] {
            let (one, other) =
                (crossed(&people, Some(&quarters)), crossed(&people, Some(&|weight| 16.0 * quarters(weight))));
            for base in [ColumnBase::Effective, ColumnBase::Unweighted] {
                prop_assert_eq!(letters(&one, base), letters(&other, base));
            }
            for (row, column) in (0..ROWS).flat_map(|row| (0..=COLUMNS).map(move |column| (row, column))) {
                prop_assert_eq!(one.column_share(row, column), other.column_share(row, column));
                prop_assert_eq!(one.row_share(row, column), other.row_share(row, column));
            }
            let of = |table: &Crosstab| tested(table, true, Weighting::Second, Correction::Holm);
            prop_assert_eq!(of(&one), of(&other));
        }
    }

    #[test]
    fn weights_of_one_are_no_weights(people in people()) {
        for people in [apart(&people), people] {
            let (plain, weighted) = (crossed(&people, None), crossed(&people, Some(&|_| 1.0)));
            prop_assert_eq!(&plain, &weighted);
            let of_base = BASES.map(|base| letters(&weighted, base));
            prop_assert!(of_base.iter().all(|found| *found == letters(&plain, ColumnBase::Effective)));
            let of = |table: &Crosstab, is| tested(table, is, Weighting::Frequencies, Correction::Holm);
            prop_assert_eq!(of(&plain, false), of(&weighted, true));
        }
    }
}

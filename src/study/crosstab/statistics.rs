//! The means of ratings beside a crosstab, in tidy form: one row a statistic and column, at full precision.

use super::{Crossed, Shown};
use crate::measure::crosstab::ColumnMean;
use crate::measure::{Cell, Table, TableColumn};

/// A value of a column.
type Of = fn(&ColumnMean) -> Option<f64>;

/// The name of the mean, the one statistic that columns are compared by.
pub const MEAN: &str = "Mean";

/// What is said of a rating in each column, in the order shown.
pub const STATISTICS: &[(&str, Of)] =
    &[(MEAN, |of| Some(of.mean?.value)), ("Standard deviation", |of| of.mean?.deviation), ("Median", |of| of.median)];

/// The statistics of every row question that is a rating: `Total` stands for every column together.
#[must_use]
pub fn tidy_statistics(crossed: &Crossed) -> Table {
    let shown = crossed.questions.iter().flat_map(|question| &question.tables);
    let may = crossed.compare.is_some();
    Table {
        id: "crosstab_statistics".to_owned(),
        title: "Questions crossed: mean, standard deviation and median of each rating in each column".to_owned(),
        columns: COLUMNS.to_vec(),
        rows: shown.flat_map(|shown| rows(shown, may)).collect(),
    }
}

fn rows(shown: &Shown, may: bool) -> Vec<Vec<Cell>> {
    let table = &shown.table;
    let columns = || table.columns.iter().enumerate().filter_map(|(at, label)| Some((label, shown.mean(at)?)));
    let row = |(name, of): &(&str, Of), label: &str, (found, letters): (&ColumnMean, &str)| {
        let of_mean = *name == MEAN;
        let bounds = found.mean.filter(|_| may && of_mean).and_then(|mean| mean.bounds());
        let base = found.mean.map(|mean| mean.base);
        vec![
            table.row_question.as_str().into(),
            name.to_lowercase().as_str().into(),
            table.column_question.as_str().into(),
            label.into(),
            of(found).into(),
            bounds.map(|bounds| bounds.low).into(),
            bounds.map(|bounds| bounds.high).into(),
            bounds.map_or("", |bounds| bounds.method).into(),
            base.map_or(0, |base| base.n).into(),
            base.map(|base| base.weighted).into(),
            base.map(|base| base.effective_n).into(),
            if of_mean { letters } else { "" }.into(),
        ]
    };
    STATISTICS.iter().flat_map(|statistic| columns().map(move |(label, found)| row(statistic, label, found))).collect()
}

const COLUMNS: &[TableColumn] = &[
    TableColumn::Text("row_question"),
    TableColumn::Text("statistic"),
    TableColumn::Text("column_question"),
    TableColumn::Text("column"),
    TableColumn::Real("value"),
    TableColumn::Real("low"),
    TableColumn::Real("high"),
    TableColumn::Text("method"),
    TableColumn::Int("base"),
    TableColumn::Real("weighted_base"),
    TableColumn::Real("effective_base"),
    TableColumn::Text("letters"),
];

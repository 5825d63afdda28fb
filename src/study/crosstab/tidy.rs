//! Crosstabs in tidy form: one row a cell, one row a test, at full precision.

use super::{Crossed, CrossedQuestion, Shown};
use crate::measure::{Cell, Table, TableColumn};

/// The cells: `Total` stands for every column together, and without a column question for everyone who answered the
/// row's. What is hidden is empty.
#[must_use]
pub fn tidy(crossed: &Crossed) -> Table {
    let shown = crossed.questions.iter().flat_map(|question| &question.tables);
    Table {
        id: "crosstab".to_owned(),
        title: "Questions crossed: each cell with its counts, percent, bases and letters".to_owned(),
        columns: CELLS.to_vec(),
        rows: shown.flat_map(cells).collect(),
    }
}

fn cells(shown: &Shown) -> Vec<Vec<Cell>> {
    let table = &shown.table;
    let places = (0..table.rows.len()).flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
    let one = |(row, column): (usize, usize)| {
        let (cell, base) = (table.cell(row, column), table.bases[column]);
        let cell = (!shown.hides(row, column)).then_some(cell);
        let base = (!shown.hides_base(column)).then_some(base);
        vec![
            table.row_question.as_str().into(),
            table.rows[row].as_str().into(),
            table.column_question.as_str().into(),
            table.columns[column].as_str().into(),
            cell.map(|cell| cell.n).into(),
            cell.map(|cell| cell.weight).into(),
            percent(shown.column_share(row, column)),
            percent(shown.row_share(row, column)),
            base.map(|base| base.n).into(),
            base.map(|base| base.weight).into(),
            base.and_then(|base| base.effective()).into(),
            shown.letters(row, column).into(),
        ]
    };
    places.map(one).collect()
}

fn percent(share: Option<f64>) -> Cell {
    share.map(|share| 100.0 * share).into()
}

const CELLS: &[TableColumn] = &[
    TableColumn::Text("row_question"),
    TableColumn::Text("row"),
    TableColumn::Text("column_question"),
    TableColumn::Text("column"),
    TableColumn::Int("n"),
    TableColumn::Real("weighted_n"),
    TableColumn::Real("column_percent"),
    TableColumn::Real("row_percent"),
    TableColumn::Int("base"),
    TableColumn::Real("weighted_base"),
    TableColumn::Real("effective_base"),
    TableColumn::Text("letters"),
];

/// The tests: those of whole tables and of single rows, adjusted residuals of cells, and pairs of columns.
#[must_use]
pub fn tidy_tests(crossed: &Crossed) -> Table {
    let rows = crossed.questions.iter().flat_map(|question| tests(question, crossed)).collect();
    Table {
        id: "crosstab_tests".to_owned(),
        title: "Questions crossed: the tests of each table, the residuals of its cells, the pairs of its columns"
            .to_owned(),
        columns: TESTS.to_vec(),
        rows,
    }
}

fn tests(question: &CrossedQuestion, crossed: &Crossed) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for shown in &question.tables {
        let (table, Some(tested), Some(how)) = (&shown.table, &shown.tested, crossed.compare) else { continue };
        let mut line = |row: Option<usize>,
                        column: Option<usize>,
                        against: Option<usize>,
                        test: &str,
                        values: [Option<f64>; 5],
                        note: &str| {
            let name =
                |names: &[String], place: Option<usize>| -> Cell { place.map(|place| names[place].as_str()).into() };
            let start: [Cell; 6] = [
                table.row_question.as_str().into(),
                name(&table.rows, row),
                table.column_question.as_str().into(),
                name(&table.columns, column),
                name(&table.columns, against),
                test.into(),
            ];
            rows.push(start.into_iter().chain(values.map(Cell::from)).chain([note.into()]).collect());
        };
        for test in &tested.tests {
            line(test.row, None, None, test.test, [test.value, test.df, test.df_error, test.p, test.adjusted], "");
        }
        if let Some(why) = tested.absent {
            line(None, None, None, "association", [None; 5], why);
        }
        for (place, residual) in tested.residuals.iter().enumerate() {
            let (row, column) = (place / table.groups(), place % table.groups());
            line(Some(row), Some(column), None, "adjusted_residual", [*residual, None, None, None, None], "");
        }
        for pair in shown.means.iter().flat_map(|means| &means.pairs) {
            let found = &pair.found;
            let values = [Some(found.t), Some(found.df), None, Some(found.p), Some(pair.adjusted)];
            line(None, Some(pair.larger), Some(pair.smaller), "column_means", values, "");
        }
        for row in 0..table.rows.len() {
            for pair in table.comparisons(row, how.base, how.correction) {
                let values = [Some(pair.z), None, None, Some(pair.p), Some(pair.adjusted)];
                line(Some(row), Some(pair.larger), Some(pair.smaller), "column_proportions", values, "");
            }
        }
    }
    rows
}

const TESTS: &[TableColumn] = &[
    TableColumn::Text("row_question"),
    TableColumn::Text("row"),
    TableColumn::Text("column_question"),
    TableColumn::Text("column"),
    TableColumn::Text("against"),
    TableColumn::Text("test"),
    TableColumn::Real("value"),
    TableColumn::Real("df"),
    TableColumn::Real("df_error"),
    TableColumn::Real("p"),
    TableColumn::Real("adjusted_p"),
    TableColumn::Text("note"),
];

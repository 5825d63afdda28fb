//! Questions of an export crossed: from the file to tables.

use std::path::Path;

use super::StudyError;
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::{Inspection, inspect, read_export};
use crate::ingest::responses::{Answers, Kind, QuestionSpec, Responses};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, IngestError};
use crate::measure::contingency::{ColumnBase, Correction, Letters};
use crate::measure::crosstab::{Crosstab, Given, Side};
use crate::measure::{Cell, Table, TableColumn};

/// What to cross.
#[derive(Debug, Clone)]
pub struct CrosstabJob<'a> {
    /// The export.
    pub file: &'a Path,
    /// How it is opened.
    pub opening: &'a Opening,
    /// Its platform, where it should not be guessed.
    pub format: Option<&'a str>,
    /// The questions whose answers are the rows; `all` is every closed one.
    pub rows: &'a [String],
    /// The questions whose answers are the columns.
    pub columns: &'a [String],
    /// The column with the weights.
    pub weight: Option<&'a Column>,
    /// The levels of letters that compare columns; none where the design does not allow them.
    pub letters: Option<Letters>,
    /// The correction for many comparisons.
    pub correction: Correction,
}

/// The tables of a job, row question by row question, each over every column question.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossed {
    /// What was asked in each row question, and its tables: everyone who answered it, then by each column question.
    pub questions: Vec<(QuestionSpec, Vec<Crosstab>)>,
    /// The letters of each cell of each table, in the same order; empty where they are withheld.
    pub letters: Vec<Vec<String>>,
    /// Responses counted.
    pub respondents: usize,
    /// What should be known.
    pub warnings: Vec<Diagnostic>,
}

/// Numbers that are taken as answers: a question with more of them is no question with answers to choose from.
const MOST_NUMBERS: usize = 50;

/// Crosses the questions of an export.
///
/// # Errors
/// The file, a question or the weights cannot be used, or a question is a text or a number with very many values.
pub fn crosstab(job: &CrosstabJob<'_>) -> Result<Crossed, StudyError> {
    let found = inspect(job.file, job.opening, job.format)?;
    let rows = named(&found, job.rows)?;
    let columns = named(&found, job.columns)?;
    let specs: Vec<QuestionSpec> = rows.iter().chain(&columns).cloned().collect();
    let responses = read_export(job.file, job.opening, &found, &specs, job.weight)?;
    if responses.ids.is_empty() {
        return Err(Diagnostic::error(Place::file(&found.shown), "there is no response to count").into());
    }
    let answered: Vec<Closed> = responses
        .questions
        .iter()
        .map(|question| closed(&question.spec, &question.answers, &found.shown))
        .collect::<Result<_, _>>()?;
    let (over, under) = answered.split_at(rows.len());
    let weights = responses.weights.as_deref();
    let n = responses.ids.len();
    let mut crossed = Crossed {
        questions: Vec::new(),
        letters: Vec::new(),
        respondents: n,
        warnings: warnings(&found, &responses, job),
    };
    for (spec, row) in rows.into_iter().zip(over) {
        let sides = std::iter::once(None).chain(under.iter().map(|column| Some(column.side())));
        let tables: Vec<Crosstab> =
            sides.map(|column| Crosstab::new(&row.side(), column.as_ref(), weights, n)).collect();
        crossed.letters.extend(tables.iter().map(|table| all_letters(table, job)));
        crossed.questions.push((spec, tables));
    }
    Ok(crossed)
}

fn all_letters(table: &Crosstab, job: &CrosstabJob<'_>) -> Vec<String> {
    let Some(levels) = job.letters else { return vec![String::new(); table.cells.len()] };
    let of_row = |row| table.letters(row, ColumnBase::Effective, job.correction, levels);
    (0..table.rows.len()).flat_map(of_row).collect()
}

fn named(found: &Inspection, names: &[String]) -> Result<Vec<QuestionSpec>, IngestError> {
    if names.iter().any(|name| name == "all") {
        let closed = |kind| matches!(kind, Kind::Single | Kind::Multiple | Kind::Scale);
        return Ok(found.questions.iter().map(|seen| seen.spec.clone()).filter(|spec| closed(spec.kind)).collect());
    }
    names.iter().map(|name| found.named(name)).collect()
}

fn warnings(found: &Inspection, responses: &Responses, job: &CrosstabJob<'_>) -> Vec<Diagnostic> {
    let bad = responses.bad_rows.iter().chain(&responses.bad_cells);
    let mut warnings: Vec<Diagnostic> =
        bad.map(|bad| Diagnostic::warning(bad.place.clone(), bad.reason.clone())).collect();
    let file = || Place::file(found.shown.clone());
    warnings.extend(responses.notes.iter().map(|note| Diagnostic::warning(file(), note.clone())));
    warnings.extend(
        responses
            .set_aside
            .iter()
            .map(|(why, count)| Diagnostic::warning(file(), format!("{count} rows are set aside: {why}"))),
    );
    if let (Some(column), None) = (&found.weight, job.weight) {
        let name = match column {
            Column::Name(name) => name.clone(),
            Column::Position(position) => format!("#{position}"),
        };
        let message = format!("the column `{name}` looks like a weight and is not used");
        warnings.push(Diagnostic::warning(file(), message).hint(format!("pass `--weight {name}` to use it")));
    }
    warnings
}

/// A question whose answers can be counted.
struct Closed<'r> {
    id: &'r str,
    labels: Vec<String>,
    given: Kept<'r>,
}

enum Kept<'r> {
    One(&'r [Option<u32>]),
    Numbers(Vec<Option<u32>>),
    Several(&'r [Option<Vec<u32>>]),
}

impl Closed<'_> {
    fn side(&self) -> Side<'_> {
        let given = match &self.given {
            Kept::One(chosen) => Given::One(chosen),
            Kept::Numbers(chosen) => Given::One(chosen),
            Kept::Several(chosen) => Given::Several(chosen),
        };
        Side { id: self.id, labels: &self.labels, given }
    }
}

fn closed<'r>(spec: &'r QuestionSpec, answers: &'r Answers, shown: &str) -> Result<Closed<'r>, Diagnostic> {
    let id = spec.id.as_str();
    let refused = |what: &str| {
        Diagnostic::error(
            Place::file(shown),
            format!("the question `{id}` {what}, expected one with answers to choose from"),
        )
        .hint("`verbatims inspect` shows the kind of each question")
    };
    match answers {
        Answers::One { options, chosen } => Ok(Closed { id, labels: options.clone(), given: Kept::One(chosen) }),
        Answers::Several { options, chosen } => {
            Ok(Closed { id, labels: options.clone(), given: Kept::Several(chosen) })
        }
        Answers::Texts(_) => Err(refused("is a text")),
        Answers::Numbers(numbers) => {
            let mut values: Vec<f64> = numbers.iter().flatten().copied().collect();
            values.sort_by(f64::total_cmp);
            values.dedup();
            if values.len() > MOST_NUMBERS {
                return Err(refused(&format!("is a number with {} values", values.len())));
            }
            let place = |value: f64| u32::try_from(values.partition_point(|other| *other < value)).ok();
            let given = Kept::Numbers(numbers.iter().map(|number| number.and_then(place)).collect());
            Ok(Closed { id, labels: values.iter().map(f64::to_string).collect(), given })
        }
    }
}

/// The tables in tidy form: one row a cell, at full precision; `Total` stands for every
/// column together, and without a column question for everyone who answered the row's.
#[must_use]
pub fn tidy(crossed: &Crossed) -> Table {
    let mut rows = Vec::new();
    let tables = crossed.questions.iter().flat_map(|(_, tables)| tables);
    for (table, letters) in tables.zip(&crossed.letters) {
        for (place, label) in table.rows.iter().enumerate() {
            for (column, name) in table.columns.iter().enumerate() {
                let (cell, base) = (table.cell(place, column), table.bases[column]);
                rows.push(vec![
                    table.row_question.as_str().into(),
                    label.as_str().into(),
                    table.column_question.as_str().into(),
                    name.as_str().into(),
                    cell.n.into(),
                    cell.weight.into(),
                    percent(table.column_share(place, column)),
                    percent(table.row_share(place, column)),
                    base.n.into(),
                    base.weight.into(),
                    base.effective().into(),
                    letters[place * table.columns.len() + column].as_str().into(),
                ]);
            }
        }
    }
    Table { id: "crosstab".to_owned(), title: "Questions crossed".to_owned(), columns: COLUMNS.to_vec(), rows }
}

fn percent(share: Option<f64>) -> Cell {
    share.map(|share| 100.0 * share).into()
}

const COLUMNS: &[TableColumn] = &[
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

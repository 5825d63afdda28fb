//! One file of an export read a second time, now that its questions are known: the answers, and what stands beside them.
//!
//! Nothing is made clean here, and nothing is joined.

use super::answers::reading;
use super::plan::FromExport;
use crate::ingest::inspect::{Inspection, QuestionSeen, open_export};
use crate::ingest::responses::{Answered, Answers, Form, Gated, Kind, QuestionSpec, read_responses};
use crate::ingest::{Column, IngestError};

/// What was read of one file, row by row.
pub(super) struct Part {
    /// The first line of each row.
    pub lines: Vec<u64>,
    /// What stands beside the questions.
    pub beside: Beside,
    /// The questions with their answers.
    pub questions: Vec<Read>,
}

/// A question as it was found, and its answers.
pub(super) type Read = (QuestionSeen, Answered);

/// Columns that are no questions, one text a row, blank where a cell is.
#[derive(Default)]
pub(super) struct Beside {
    pub id: Option<Vec<String>>,
    pub date: Option<Vec<String>>,
    pub weight: Option<Vec<String>>,
    pub author: Option<Vec<String>>,
    /// The link to the profile of who wrote it, or another id of theirs.
    pub profile: Option<Vec<String>>,
    pub reply_to: Option<Vec<String>>,
    pub reactions: Option<Vec<String>>,
    /// By what the file is joined to another.
    pub key: Option<Vec<String>>,
}

/// The columns of a file that are read beside its questions.
#[derive(Default, Clone)]
pub(super) struct BesideColumns {
    pub id: Option<Column>,
    pub date: Option<Column>,
    pub weight: Option<Column>,
    pub author: Option<Column>,
    pub profile: Option<Column>,
    pub reply_to: Option<Column>,
    pub reactions: Option<Column>,
    pub key: Option<Column>,
}

/// Reads a file of an export; a question that stands in a column read beside them is none.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read_part(
    from: &FromExport<'_>,
    at: usize,
    found: &Inspection,
    wanted: &BesideColumns,
) -> Result<Part, IngestError> {
    let BesideColumns { id, date, weight, author, profile, reply_to, reactions, key } = wanted.clone();
    let columns = [id, date, weight, author, profile, reply_to, reactions, key];
    let taken: Vec<usize> = columns.iter().flatten().filter_map(|column| place(found, column)).collect();
    let own = |seen: &&QuestionSeen| {
        let mut places = seen.spec.columns.iter().filter_map(|column| place(found, column));
        !places.any(|place| taken.contains(&place))
    };
    let seen: Vec<QuestionSeen> = found.questions.iter().filter(own).cloned().collect();
    let mut specs: Vec<QuestionSpec> = columns.iter().flatten().map(as_it_stands).collect();
    specs.extend(seen.iter().map(|seen| reading(&seen.spec)));
    let (lines, mut answered) = read(from, at, found, &specs)?;
    let questions = answered.split_off(columns.iter().flatten().count());
    let mut texts = answered.into_iter().map(texts);
    let [id, date, weight, author, profile, reply_to, reactions, key] =
        columns.map(|column| column.and_then(|_| texts.next()));
    let beside = Beside { id, date, weight, author, profile, reply_to, reactions, key };
    Ok(Part { lines, beside, questions: seen.into_iter().zip(questions).collect() })
}

/// The place of a column, first = 1.
fn place(found: &Inspection, column: &Column) -> Option<usize> {
    match column {
        Column::Position(position) => Some(*position),
        Column::Name(name) => {
            found.columns.iter().find(|column| column.name.trim() == name.trim()).map(|column| column.position)
        }
    }
}

/// The cells of some columns of a file, with the line of each row.
///
/// # Errors
/// The file cannot be read.
pub(in crate::study) fn read_columns(
    from: &FromExport<'_>,
    at: usize,
    found: &Inspection,
    columns: &[Column],
) -> Result<(Vec<u64>, Vec<Vec<String>>), IngestError> {
    let specs: Vec<QuestionSpec> = columns.iter().map(as_it_stands).collect();
    let (lines, answered) = read(from, at, found, &specs)?;
    Ok((lines, answered.into_iter().map(texts).collect()))
}

fn read(
    from: &FromExport<'_>,
    at: usize,
    found: &Inspection,
    specs: &[QuestionSpec],
) -> Result<(Vec<u64>, Vec<Answered>), IngestError> {
    let mut opened = open_export(&from.files[at], from.opening, from.format)?;
    let names = opened.names();
    let form = Form { shown: &found.shown, names: &names, id: None, weight: None };
    let read = read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, specs)?;
    Ok((read.lines, read.questions))
}

fn texts(answered: Answered) -> Vec<String> {
    let Answers::Texts(texts) = answered.answers else { return Vec::new() };
    texts.into_iter().map(Option::unwrap_or_default).collect()
}

/// A column that is no question, read as it stands.
fn as_it_stands(column: &Column) -> QuestionSpec {
    QuestionSpec::in_column("beside", "", Kind::Open, column.clone())
}

/// The answers of other rows, in the order of `places`; a place that is `None` has no answer.
pub(super) fn placed(answers: &Answers, places: &[Option<usize>]) -> Answers {
    fn pick<T: Clone>(cells: &[Option<T>], places: &[Option<usize>]) -> Vec<Option<T>> {
        places.iter().map(|place| place.and_then(|place| cells.get(place)).cloned().flatten()).collect()
    }
    match answers {
        Answers::One { options, chosen } => Answers::One { options: options.clone(), chosen: pick(chosen, places) },
        Answers::Several { options, chosen } => {
            Answers::Several { options: options.clone(), chosen: pick(chosen, places) }
        }
        Answers::Numbers(numbers) => Answers::Numbers(pick(numbers, places)),
        Answers::Texts(texts) => Answers::Texts(pick(texts, places)),
    }
}

/// Whether two questions have the same answers in every row.
pub(super) fn agree(one: &Answers, other: &Answers) -> bool {
    let shown = |answers: &Answers, row: usize| -> Vec<String> {
        match answers {
            Answers::One { options, chosen } => {
                chosen[row].and_then(|place| options.get(place as usize)).cloned().into_iter().collect()
            }
            Answers::Several { options, chosen } => {
                let places = chosen[row].iter().flatten();
                let mut labels: Vec<String> =
                    places.filter_map(|place| options.get(*place as usize)).cloned().collect();
                labels.sort_unstable();
                labels
            }
            Answers::Numbers(numbers) => numbers[row].iter().map(f64::to_string).collect(),
            Answers::Texts(texts) => texts[row].iter().cloned().collect(),
        }
    };
    let rows = |answers: &Answers| match answers {
        Answers::One { chosen, .. } => chosen.len(),
        Answers::Several { chosen, .. } => chosen.len(),
        Answers::Numbers(numbers) => numbers.len(),
        Answers::Texts(texts) => texts.len(),
    };
    rows(one) == rows(other) && (0..rows(one)).all(|row| shown(one, row) == shown(other, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_put_in_the_order_of_another_file() {
        let texts = Answers::Texts(["a", "b"].map(|text| Some(text.to_owned())).to_vec());
        let placed = placed(&texts, &[Some(1), None, Some(0), Some(9)]);
        let expected = [Some("b"), None, Some("a"), None].map(|text| text.map(str::to_owned));
        assert_eq!(placed, Answers::Texts(expected.to_vec()));
    }

    #[test]
    fn answers_agree_by_what_they_say_and_not_by_the_order_of_options() {
        let one = |options: [&str; 2], chosen| Answers::One { options: options.map(str::to_owned).to_vec(), chosen };
        assert!(agree(&one(["a", "b"], vec![Some(0), None]), &one(["b", "a"], vec![Some(1), None])));
        assert!(!agree(&one(["a", "b"], vec![Some(0), None]), &one(["a", "b"], vec![Some(0), Some(1)])));
    }
}

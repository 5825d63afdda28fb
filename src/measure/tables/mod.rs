//! The results in long form: one entry a table, each a pure view of [`Results`].
//!
//! Writing them to files is `export`'s. Every number in a report stands in one of these tables.

mod agreement;
mod answers;
mod comments;
mod patterns;
mod poll;
mod ranks;
mod ratings;
mod tags;
mod themes;
mod treatment;
mod waves;

pub use tags::{Evidence, TAG_COLUMNS, evidence};

use super::{Cell, Results, StudyInput, Table, TableColumn};

/// What a table is about; a study without it has no such table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Poll,
    Answers,
    Responses,
    Estimates,
    Weights,
    Margins,
    Ratings,
    RatingDifferences,
    Ranks,
    Drivers,
    Keyness,
    Coders,
    Exclusions,
    Variables,
    Comments,
    Claims,
    Waves,
}

/// A table: its name, its columns, and how its rows come from the results.
struct TableKind {
    id: &'static str,
    title: &'static str,
    subject: Subject,
    columns: &'static [TableColumn],
    rows: fn(&StudyInput, &Results) -> Vec<Vec<Cell>>,
}

/// Every table, in the order in which they are listed.
const TABLES: &[TableKind] = &[
    poll::POLL,
    poll::POLL_VOTES,
    poll::POLL_RANGES,
    answers::ANSWERS,
    answers::ANSWER_BASES,
    answers::ANSWER_STATISTICS,
    ratings::RATINGS,
    ratings::DIFFERENCES,
    answers::RESPONSES,
    treatment::ESTIMATES,
    treatment::WEIGHTS,
    treatment::MARGINS,
    treatment::EXCLUSIONS,
    treatment::VARIABLES,
    comments::BASES,
    themes::THEMES,
    ranks::RANKS,
    themes::COOCCURRENCE,
    ratings::DRIVERS,
    ranks::KEYNESS,
    themes::STANCE,
    themes::MIXED,
    patterns::PATTERN_EFFECT,
    agreement::AGREEMENT,
    agreement::CODERS,
    comments::UNTAGGED,
    comments::TYPICAL_WORDS,
    comments::LANGUAGES,
    comments::SET_ASIDE,
    comments::BAD_ROWS,
    comments::QUOTES,
    tags::TAGS,
    poll::CLAIMS,
    waves::WAVES,
];

/// All tables of a study.
#[must_use]
pub fn tables(input: &StudyInput, results: &Results) -> Vec<Table> {
    let has = |subject| match subject {
        Subject::Poll => results.poll.is_some(),
        Subject::Answers => !results.answers.is_empty(),
        Subject::Responses => !results.responses.is_empty(),
        Subject::Estimates => results.all_estimates().next().is_some(),
        Subject::Weights => results.treatment.weighting.is_some(),
        Subject::Margins => results.treatment.weighting.iter().any(|weighting| !weighting.margins.is_empty()),
        Subject::Ratings => !results.ratings.is_empty(),
        Subject::RatingDifferences => results.ratings.iter().any(|rating| !rating.differences.is_empty()),
        Subject::Ranks => results.questions.iter().any(|question| !question.ranks.is_empty()),
        Subject::Drivers => results.questions.iter().any(|question| !question.drivers.is_empty()),
        Subject::Coders => results.questions.iter().any(|question| !question.coders.is_empty()),
        Subject::Keyness => results.questions.iter().any(|question| !question.typical.is_empty()),
        Subject::Exclusions => !results.treatment.exclusions.is_empty(),
        Subject::Variables => !results.treatment.variables.is_empty(),
        Subject::Comments => !results.questions.is_empty(),
        Subject::Claims => !results.claims.is_empty(),
        Subject::Waves => results.waves.is_some(),
    };
    let table = |kind: &TableKind| Table {
        id: kind.id.to_owned(),
        title: kind.title.to_owned(),
        columns: kind.columns.to_vec(),
        rows: (kind.rows)(input, results),
    };
    TABLES.iter().filter(|kind| has(kind.subject)).map(table).collect()
}

/// One row of cells from values of different types.
macro_rules! row {
    ($($value:expr),+ $(,)?) => { vec![$($crate::measure::Cell::from($value)),+] };
}
pub(in crate::measure) use row;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::measure::fixture::measured;

    #[test]
    fn every_row_has_the_columns_of_its_table() {
        for table in measured(tables) {
            assert!(!table.title.is_empty());
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name()).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.id);
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{}", table.id);
                for (cell, column) in row.iter().zip(&table.columns) {
                    let fits = matches!(
                        (cell, column),
                        (Cell::Empty, _)
                            | (Cell::Text(_), TableColumn::Text(_))
                            | (Cell::Int(_), TableColumn::Int(_))
                            | (Cell::Real(_), TableColumn::Real(_))
                    );
                    assert!(fits, "{}: {column:?} holds {cell:?}", table.id);
                }
            }
        }
    }

    #[test]
    fn each_table_has_rows_where_there_is_something_to_say() {
        let empty: Vec<String> =
            measured(tables).into_iter().filter(|table| table.rows.is_empty()).map(|table| table.id).collect();
        assert!(empty.is_empty(), "{empty:?}");
    }
}

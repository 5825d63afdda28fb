//! Two header rows: questions, each continued to the right by blank cells, over the names of their options or rows.

use std::collections::BTreeMap;

use super::grid::{Grid, fill_right};
use super::{Header, clean_text};

/// Whether a row is made of names and not of a response: blank cells of the row above have a name in it, it has blanks
/// under columns that stand alone, it starts with one, and its names are not all numbers.
pub(super) fn is_label_row(grid: Grid<'_>, row: usize) -> bool {
    if row == 0 {
        return false;
    }
    let width = grid.width(row + 1);
    let starts = starts(grid, row - 1, width);
    let (mut names, mut numbers, mut blank_below) = (0, 0, 0);
    for (column, start) in starts.iter().enumerate() {
        let (above, below) = (grid.cell(row - 1, column), grid.cell(row, column));
        match (start, above.is_empty(), below.is_empty()) {
            (false, ..) => {
                names += 1;
                numbers += u32::from(super::grid::is_number(below));
            }
            // A name below nothing, which continues nothing.
            (true, true, false) => return false,
            (true, false, true) => blank_below += 1,
            _ => {}
        }
    }
    numbers < names && blank_below > 0 && starts_alone(grid, row)
}

/// A response starts with an id or a date; a row of names starts with a blank under them.
fn starts_alone(grid: Grid<'_>, row: usize) -> bool {
    !grid.cell(row - 1, 0).is_empty() && grid.cell(row, 0).is_empty()
}

/// The columns of two header rows; `plain` says which names of the second row name no part (`Response`).
pub(super) fn columns(grid: Grid<'_>, first: usize, plain: impl Fn(&str) -> bool) -> Vec<Header> {
    let width = grid.width(first + 2);
    let starts = starts(grid, first, width);
    let questions = fill_right((0..width).map(|column| if starts[column] { grid.cell(first, column) } else { "" }));
    let groups = groups(&starts, &questions);
    let mut columns = Vec::with_capacity(width);
    for column in 0..width {
        let label = clean_text(grid.cell(first + 1, column));
        let alone = label.is_empty() || questions[column].is_empty();
        if alone {
            let text = if starts[column] { grid.cell(first, column) } else { &label };
            columns.push(Header::at(column, text, text));
            continue;
        }
        let mut header = Header::at(column, questions[column], questions[column]);
        if !plain(&label) {
            header.name = format!("{} - {label}", header.question);
            header.part = Some(label);
        }
        let shared = starts.get(column + 1) == Some(&false) && !grid.cell(first + 1, column + 1).is_empty();
        if header.part.is_some() || !starts[column] || shared {
            header.group = Some(groups[column].clone());
        }
        columns.push(header);
    }
    columns
}

/// Which columns start a question: those with a text of their own, and those blank throughout.
fn starts(grid: Grid<'_>, first: usize, width: usize) -> Vec<bool> {
    let mut open = false;
    let start = |column| {
        let (above, below) = (grid.cell(first, column), grid.cell(first + 1, column));
        if !above.is_empty() {
            // What follows a column without a name below is not its continuation.
            open = !below.is_empty();
            return true;
        }
        !open || below.is_empty()
    };
    (0..width).map(start).collect()
}

/// The question's text, with its number where the same text was asked before.
fn groups(starts: &[bool], questions: &[&str]) -> Vec<String> {
    let mut asked: BTreeMap<String, u32> = BTreeMap::new();
    let mut groups = Vec::with_capacity(starts.len());
    let mut last = String::new();
    for (start, question) in starts.iter().zip(questions) {
        if *start {
            let text = clean_text(question);
            let times = asked.entry(text.clone()).or_default();
            *times += 1;
            last = if *times > 1 { format!("{text} ({times})") } else { text };
        }
        groups.push(last.clone());
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let rows = head(text);
        let columns = columns(Grid::of(&of(&rows)), 0, |label| label == "Response");
        columns.into_iter().map(|column| (column.name, column.group, column.part)).collect()
    }

    fn is(name: &str, group: &str, part: &str) -> (String, Option<String>, Option<String>) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (name.to_owned(), some(group), some(part))
    }

    #[test]
    fn blank_cells_continue_a_question_that_has_names_below_it() {
        assert_eq!(
            found("id,Teas?,,,Age,\n,Green,Black,,Response,\n"),
            [
                is("id", "", ""),
                is("Teas? - Green", "Teas?", "Green"),
                is("Teas? - Black", "Teas?", "Black"),
                is("#4", "", ""),
                is("Age", "", ""),
                is("#6", "", ""),
            ]
        );
    }

    #[test]
    fn a_question_asked_twice_is_two_questions() {
        let groups: Vec<_> = found("id,T,,T,\n,a,b,a,b\n").into_iter().filter_map(|(_, group, _)| group).collect();
        assert_eq!(groups, ["T", "T", "T (2)", "T (2)"]);
    }

    #[test]
    fn a_response_is_no_row_of_names() {
        for (text, expected) in [
            ("id,Teas?,,Age\n,Green,Black,\n", true),
            ("id,Teas?,,Age\n7,Green,Black,\n", false),
            ("id,,tea\n,x,y\n1,,a\n", false),
            ("id,tea,age\n,x,\n", false),
            ("id,Scores,,Age\n,3,4,\n", false),
        ] {
            assert_eq!(is_label_row(Grid::of(&of(&head(text))), 1), expected, "{text}");
        }
    }
}

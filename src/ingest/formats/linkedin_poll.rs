//! A poll's own file, one row an option: `option,percent,votes`; also the rows that `json` makes of a poll.

use super::grid::{Grid, is_number, squash};
use super::{Format, Head, Header, Layout, Role, Score};

pub(super) const FORMAT: Format = Format {
    id: "linkedin_poll",
    name: "Poll results",
    about: "one row an option with its percentage, its votes, or both; or the poll JSON of LinkedIn",
    score,
    layout,
};

const OPTION: &[&str] = &["option", "options", "answer", "choice", "polloption", "answeroption"];
const PERCENT: &[&str] = &["percent", "percentage", "share", "pct", "votesharepercent", "percentofvotes"];
const VOTES: &[&str] = &["votes", "votecount", "numberofvotes", "totalvotes", "count"];
const QUESTION: &[&str] = &["question", "pollquestion"];

/// What the columns of a poll's file are, in the order in which they stand.
fn names(grid: Grid<'_>) -> Vec<Option<&'static str>> {
    grid.row(0)
        .map(|cell| {
            let name = if cell == "%" { "percent".to_owned() } else { squash(cell) };
            let lists = [(OPTION, "option"), (PERCENT, "percent"), (VOTES, "votes"), (QUESTION, "question")];
            lists.into_iter().find(|(list, _)| list.contains(&name.as_str())).map(|(_, name)| name)
        })
        .collect()
}

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let names = names(grid);
    let place = |name: &str| names.iter().position(|found| *found == Some(name));
    let (Some(option), numbers) = (place("option"), [place("percent"), place("votes")]) else {
        return Score::default();
    };
    let numbers: Vec<usize> = numbers.into_iter().flatten().collect();
    let counted = numbers.iter().all(|&column| grid.column(1, column).all(is_number));
    let mut options: Vec<&str> = grid.column(1, option).collect();
    let all = options.len();
    options.sort_unstable();
    options.dedup();
    // An option stands once, and a poll is short: anything longer is a table of responses.
    if numbers.is_empty() || !counted || names.len() > 6 || all > 60 || all != options.len() {
        return Score::default();
    }
    let plain = squash(grid.cell(0, option)) == "option" && names.iter().all(Option::is_some);
    Score::seen(if plain { 0.95 } else { 0.6 }, "each row is an option with its percentage or its votes")
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let names = names(grid);
    let asked = names.iter().position(|name| *name == Some("question")).map_or("", |column| grid.cell(1, column));
    let columns = grid.row(0).zip(&names).enumerate().map(|(place, (cell, name))| {
        let question = if *name == Some("option") && !asked.is_empty() { asked } else { cell };
        let role = match *name {
            Some("question") => Role::Metadata,
            // A count, however small; a rating it is never.
            Some("votes") => Role::Reactions,
            _ => Role::Answer,
        };
        Header { role, ..Header::at(place, name.unwrap_or(cell), question) }
    });
    Layout { header_rows: 1, columns: columns.collect(), ..Layout::default() }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, score_of};
    use super::*;

    #[test]
    fn a_poll_is_one_row_an_option() {
        for text in
            ["option,percent\nNever,20\nSome,80\n", "Option,%,Votes\nYes,20%,2\nNo,80%,8\n", "option,votes\nYes,\n"]
        {
            assert!(score_of(&FORMAT, text) > 0.9, "{text}");
        }
        for text in
            ["option,percent\nYes,20\nYes,80\n", "option,why\nYes,a\n", "option,votes\nYes,many\n", "id,votes\n1,2\n"]
        {
            assert!(score_of(&FORMAT, text) < 0.5, "{text}");
        }
    }

    #[test]
    fn the_columns_get_the_names_of_a_poll_file() {
        let layout = layout_of(&FORMAT, &head("question,Option,Vote count\nTea?,Yes,3\n"));
        let names: Vec<&str> = layout.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["question", "option", "votes"]);
        assert_eq!(layout.columns[1].question, "Tea?");
    }
}

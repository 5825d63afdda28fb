//! Columns that are one question because of how they are named, in a file of no platform: `meds___1`, `q4_0002`,
//! `lang.Java` over cells that say *Java*, `Rate us >> Price`, `Which? (choice=Tea)`, `Tea:Which do you drink?`.
//!
//! A form that only a program writes (`>>`, `(choice=…)`, a question behind a colon) joins neighbours by itself. For every
//! other form their cells must be alike, or name their options.

use std::collections::BTreeSet;

use super::boxes::{NOT_TICKED, TICKED};
use super::grid::{Grid, is_same, key};
use super::groups::echo;
use super::words::is_other;
use super::{Header, Role};
use crate::text::fold_accents;

/// One way in which names of one question are alike.
type Way = fn(&Header, Cells<'_>) -> Option<(String, String)>;

/// The cells of one column.
#[derive(Clone, Copy)]
struct Cells<'a> {
    grid: Grid<'a>,
    first: usize,
    column: usize,
}

impl<'a> Cells<'a> {
    fn filled(self) -> impl Iterator<Item = &'a str> {
        self.grid.column(self.first, self.column)
    }
}

/// Ways that join without a look at whether neighbours have the same answers.
const WAYS: &[Way] = &[by_arrow, by_choice, by_cell_behind, by_cell_before, by_ticks, by_head];

/// Joins neighbours that stand alone and are named alike.
pub(super) fn join_named_alike(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) {
    let cells = |column| Cells { grid, first: header_rows, column };
    let mut start = 0;
    while start < columns.len() {
        let worded = WAYS.iter().find_map(|way| run(columns, start, *way, &cells));
        let numbered = || run(columns, start, by_number, &cells).filter(|run| are_alike(start, run.1.len(), &cells));
        let begun = || same_beginning(columns, start).filter(|run| is_rated_alike(start, run.1.len(), &cells));
        let behind =
            || run(columns, start, by_stem_behind, &cells).filter(|run| is_rated_alike(start, run.1.len(), &cells));
        let Some((stem, parts)) = worded.or_else(numbered).or_else(behind).or_else(begun) else {
            start += 1;
            continue;
        };
        let end = start + parts.len();
        let question = shared_text(&columns[start..end]);
        let inner = columns[start..end].iter_mut().zip(parts);
        inner.for_each(|(column, part)| join(column, part, &stem, question.as_deref()));
        end_run(columns, start, end, &stem);
        start = end;
    }
}

fn join(column: &mut Header, part: String, stem: &str, question: Option<&str>) {
    column.group = Some(stem.to_owned());
    match question {
        Some(text) => {
            let rest = column.question[text.len()..].trim_start_matches([':', '-', '–', '|', ' ']).trim().to_owned();
            column.part = Some(if rest.is_empty() { part } else { rest });
            column.question = text.trim_end_matches([':', '-', '–', '|', ' ']).to_owned();
        }
        None => {
            column.part = Some(part);
            column.question = stem.to_owned();
        }
    }
}

/// What was written beside an option, and a column that holds all ticked options in one cell, belong to the run.
fn end_run(columns: &mut [Header], start: usize, end: usize, stem: &str) {
    let wanted = key(stem);
    if let Some(parent) = start.checked_sub(1).and_then(|place| columns.get_mut(place))
        && parent.group.is_none()
        && parent.role == Role::Answer
        && key(&parent.question) == wanted
    {
        parent.role = Role::Metadata;
    }
    let beside = |text: &Header| {
        let written = text.question.split_once(':').filter(|(part, _)| is_other(&key(part)));
        text.name.to_lowercase().strip_suffix("_text").is_some_and(|before| before.starts_with(&wanted))
            || written.is_some_and(|(_, question)| key(question) == wanted)
    };
    if let Some(text) = columns.get_mut(end).filter(|text| text.group.is_none() && beside(text)) {
        text.group = Some(stem.to_owned());
        text.part = Some("Text".to_owned());
        text.role = Role::OtherText;
    }
}

/// The stem and the parts of neighbours from `start` on; nothing for fewer than two.
fn run<'a>(
    columns: &[Header],
    start: usize,
    way: Way,
    cells: &impl Fn(usize) -> Cells<'a>,
) -> Option<(String, Vec<String>)> {
    let halves = |place: usize| {
        let column = columns.get(place)?;
        let free = column.group.is_none() && matches!(column.role, Role::Answer | Role::Open);
        way(column, cells(place)).filter(|_| free)
    };
    let (stem, first) = halves(start)?;
    let mut parts = vec![first];
    while let Some((other, part)) = halves(start + parts.len()) {
        if other != stem || parts.contains(&part) {
            break;
        }
        parts.push(part);
    }
    (parts.len() >= 2).then_some((stem, parts))
}

fn halves(stem: &str, part: &str) -> Option<(String, String)> {
    let (stem, part) = (stem.trim(), part.trim());
    (!stem.is_empty() && !part.is_empty()).then(|| (stem.to_owned(), part.to_owned()))
}

/// `Rate us >> Price`.
fn by_arrow(header: &Header, _: Cells<'_>) -> Option<(String, String)> {
    header.question.split_once(" >> ").and_then(|(stem, part)| halves(stem, part))
}

/// `Which? (choice=Tea)`.
fn by_choice(header: &Header, _: Cells<'_>) -> Option<(String, String)> {
    header.question.strip_suffix(')')?.split_once("(choice=").and_then(|(stem, part)| halves(stem, part))
}

/// `lang.Java`, `Which? [Tea]` over cells that say nothing but *Java*, *Tea*.
fn by_cell_behind(header: &Header, cells: Cells<'_>) -> Option<(String, String)> {
    let cell = cells.filled().next()?;
    let text = header.question.trim_end_matches([']', ')']);
    let at = text.len().checked_sub(cell.len()).filter(|&at| text.is_char_boundary(at))?;
    let (stem, part) = text.split_at(at);
    let parted = stem.ends_with(['.', '_', ':', '/', '[', '(', ' ', '-']);
    let said = is_same(part, &key(cell)) && echo(cells.grid, cells.first, cells.column, cell)? >= 1.0;
    (parted && said).then(|| halves(stem.trim_end_matches(['.', '_', ':', '/', '[', '(', ' ', '-']), part)).flatten()
}

/// `Tea:Which do you drink?` over cells that say nothing but *Tea*.
fn by_cell_before(header: &Header, cells: Cells<'_>) -> Option<(String, String)> {
    let (part, stem) = header.question.split_once(':')?;
    let said = echo(cells.grid, cells.first, cells.column, &key(part)).is_none_or(|share| share >= 1.0);
    said.then(|| halves(stem, part)).flatten()
}

/// `Easy to use:How much do you agree?`: a question stands behind the colon.
fn by_head(header: &Header, _: Cells<'_>) -> Option<(String, String)> {
    let (part, stem) = header.question.split_once(':')?;
    (stem.ends_with('?') && !stem.starts_with(' ') && !part.contains('?')).then(|| halves(stem, part)).flatten()
}

/// `Price:Please rate these`: words stand behind the colon, and no blank.
fn by_stem_behind(header: &Header, _: Cells<'_>) -> Option<(String, String)> {
    let (part, stem) = header.question.split_once(':')?;
    let worded = stem.split_whitespace().count() >= 3 && !stem.starts_with(' ');
    worded.then(|| halves(stem, part)).flatten()
}

/// `Which? (Tea)` over cells that say whether a box was ticked.
fn by_ticks(header: &Header, cells: Cells<'_>) -> Option<(String, String)> {
    let (stem, part) = header.question.strip_suffix(')')?.rsplit_once('(')?;
    let ticked = cells.filled().all(is_tick);
    ticked.then(|| halves(stem, part)).flatten()
}

/// `meds___1`, `q4_0002`, `Q7_Part_3`: a name of one word, and a number behind an underscore.
fn by_number(header: &Header, _: Cells<'_>) -> Option<(String, String)> {
    let digits = header.name.trim_end_matches(|c: char| c.is_ascii_digit());
    let part = &header.name[digits.len()..];
    let stem = digits.strip_suffix('_')?.trim_end_matches('_');
    let stem = stem.strip_suffix("_Part").or_else(|| stem.strip_suffix("_part")).unwrap_or(stem);
    let plain = stem.starts_with(char::is_alphabetic) && !stem.contains(char::is_whitespace);
    (plain && (1..=4).contains(&part.len())).then(|| halves(stem, part)).flatten()
}

/// Whether a cell says nothing but that a box was ticked, or was not.
fn is_tick(cell: &str) -> bool {
    is_one_of(TICKED, cell) || is_one_of(NOT_TICKED, cell)
}

fn is_one_of(list: &[&str], cell: &str) -> bool {
    list.contains(&&*fold_accents(&key(cell)))
}

/// Words that questions of a grid begin with at least, all of them.
const BEGINNING: usize = 4;

/// The beginning that three neighbours or more share, and what is left of each: `How much do you like the food of`.
fn same_beginning(columns: &[Header], start: usize) -> Option<(String, Vec<String>)> {
    let free = |column: &&Header| column.group.is_none() && column.role == Role::Answer;
    let words = |column: &Header| column.question.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let first = words(columns.get(start).filter(free)?);
    let shared = |other: &[String]| first.iter().zip(other).take_while(|(a, b)| a == b).count();
    let second = words(columns.get(start + 1).filter(free)?);
    let length = shared(&second);
    let whole = |words: &[String]| words.len() > length && length * 2 >= words.len();
    if length < BEGINNING || !whole(&first) {
        return None;
    }
    // A question that ends within the beginning is the whole of it.
    let ended = |word: &String| word.ends_with([':', '?', '？', '.']) || matches!(word.as_str(), "-" | "–" | "|");
    let stem = first[..length].iter().rposition(ended).map_or(length, |at| at + 1);
    let mut parts: Vec<String> = Vec::new();
    for column in columns[start..].iter().take_while(free) {
        let own = words(column);
        if shared(&own) < length || !whole(&own) {
            break;
        }
        let part = own[stem..].join(" ").trim_end_matches(['.', ':', '?', ' ']).to_owned();
        if part.is_empty() || parts.contains(&part) {
            break;
        }
        parts.push(part);
    }
    let text = || first[..stem].join(" ").trim_end_matches([':', '-', '–', '|', ' ']).to_owned();
    (parts.len() >= 3).then(|| (text(), parts))
}

/// Whether neighbours have the same few answers, and more than a tick.
fn is_rated_alike<'a>(start: usize, columns: usize, cells: &impl Fn(usize) -> Cells<'a>) -> bool {
    are_alike(start, columns, cells) && (start..start + columns).all(|place| !cells(place).filled().all(is_tick))
}

/// Whether neighbours hold the same answers, or each the name of its own option, and so may be one question.
fn are_alike<'a>(start: usize, columns: usize, cells: &impl Fn(usize) -> Cells<'a>) -> bool {
    let sets: Vec<BTreeSet<String>> =
        (start..start + columns).map(|column| cells(column).filled().map(key).collect()).collect();
    // What says nothing of its own may stand beside an option; two columns of one text each are two options.
    let silent = |cell: &String| is_one_of(NOT_TICKED, cell) || matches!(cell.as_str(), "na" | "n/a");
    let own = |set: &BTreeSet<String>| set.iter().filter(|cell| !silent(cell)).count() <= 1;
    if sets.iter().all(own) {
        return sets.iter().any(|set| !set.is_empty());
    }
    let all: BTreeSet<&String> = sets.iter().flatten().collect();
    let shared = |set: &BTreeSet<String>| set.len() * 2 > all.len();
    // Texts of the respondents' own never come back.
    let few = all.len() <= 60 && all.iter().all(|cell| cell.len() <= 80);
    few && sets.iter().filter(|set| !set.is_empty()).all(shared)
}

/// The beginning, up to a colon or a dash, that the texts of all columns share; nothing where they say no more than
/// their names.
fn shared_text(columns: &[Header]) -> Option<String> {
    let first = columns.first().filter(|column| column.question != column.name)?;
    let ends = [": ", " - ", " – ", " | "];
    let mut stems: Vec<usize> =
        ends.iter().flat_map(|end| first.question.match_indices(end).map(|(at, end)| at + end.len())).collect();
    stems.sort_unstable();
    stems.into_iter().rev().take(16).map(|at| &first.question[..at]).find_map(|stem| {
        let shared =
            columns.iter().all(|column| column.question.starts_with(stem) && column.question.len() > stem.len());
        shared.then(|| stem.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    type Joined = (Option<String>, Option<String>, Role);

    fn joined(text: &str) -> Vec<Joined> {
        let rows = head(text);
        let head = of(&rows);
        let grid = Grid::of(&head);
        let mut columns: Vec<Header> =
            grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
        join_named_alike(&mut columns, grid, 1);
        columns.into_iter().map(|column| (column.group, column.part, column.role)).collect()
    }

    fn of_group(group: &str, part: &str) -> Joined {
        (Some(group.to_owned()), Some(part.to_owned()), Role::Answer)
    }

    #[test]
    fn names_of_one_question_are_joined() {
        for (text, group, parts) in [
            ("a,Us >> Price,Us >> Taste\n1,Good,Bad\n2,Bad,Bad\n", "Us", ["Price", "Taste"]),
            ("a,T? (choice=Tea),T? (choice=Milk)\n1,Checked,Unchecked\n", "T?", ["Tea", "Milk"]),
            ("a,in.tea,in.milk\n1,Tea,\n2,,Milk\n", "in", ["tea", "milk"]),
            ("a,Tea:Which cup?,Milk:Which cup?\n1,Tea,\n2,,Milk\n", "Which cup?", ["Tea", "Milk"]),
            ("a,Hot:How is it?,Big:How is it?\n1,Very,Not\n2,Not,Very\n", "How is it?", ["Hot", "Big"]),
            (
                "a,Hot:Please rate these,Big:Please rate these\n1,Very,Not\n2,Not,Very\n",
                "Please rate these",
                ["Hot", "Big"],
            ),
            ("a,m___1,m___99\n1,0,1\n2,1,0\n", "m", ["1", "99"]),
            ("a,q4_0001,q4_0002\n1,Tea,Not selected\n2,Not selected,Milk\n", "q4", ["0001", "0002"]),
            ("a,q7_1,q7_2\n1,Often,Never\n2,Never,Often\n", "q7", ["1", "2"]),
        ] {
            let found = joined(text);
            assert_eq!(found[1..], parts.map(|part| of_group(group, part)), "{text}");
            assert_eq!(found[0].0, None);
        }
    }

    #[test]
    fn names_that_look_alike_over_other_answers_stay_alone() {
        for text in [
            "q1_1,q1_2\n1,South\n2,North\n1,East\n2,West\n",
            "score_1,score_2\n871.5,Because\n12.25,I like it\n",
            "Q1,Q2\nYes,No\nNo,Yes\n",
            "Note: a,Note: b\n1,2\n",
            "Have you ever been to A?,Have you ever been to B?,Have you ever been to C?\nYes,No,No\nNo,Yes,No\n",
        ] {
            assert!(joined(text).iter().all(|(group, ..)| group.is_none()), "{text}");
        }
    }

    #[test]
    fn three_questions_with_one_beginning_and_the_same_answers_are_a_grid() {
        let found =
            joined("How do you like the tea?,How do you like the cake?,How do you like the pie?\n5,4,N/A\n4,5,5\n");
        assert_eq!(found, ["tea", "cake", "pie"].map(|part| of_group("How do you like the", part)));
        let found = joined(
            "Do you agree that?: The tea,Do you agree that?: The pie,Do you agree that?: The bun\n5,4,3\n4,5,4\n",
        );
        assert_eq!(found, ["The tea", "The pie", "The bun"].map(|part| of_group("Do you agree that?", part)));
    }

    #[test]
    fn a_column_of_all_ticked_options_and_a_text_beside_them_belong_to_the_question() {
        let found = joined("Cup?,Cup? (Tea),Cup? (Milk)\n\"Tea, Milk\",TRUE,TRUE\nTea,TRUE,FALSE\n");
        assert_eq!((found[0].2, found[1].clone()), (Role::Metadata, of_group("Cup?", "Tea")));
        let found = joined("q_1,q_2,q_2_TEXT\n1,,\n,1,Rooibos\n");
        assert_eq!(found[2].2, Role::OtherText);
    }
}

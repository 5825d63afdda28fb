//! Boxes of one question that nothing but their names joins: `EventMeetup`, `EventTalk` or `event_meetup`, `event_talk`,
//! with a mark where the box was ticked and nothing, or `NA`, where it was not.
//!
//! A cell that says *no* makes a column a question of its own (`HasCar`, `HasDog`): only boxes are left blank.

use super::boxes::TICKED;
use super::grid::{Grid, key};
use super::words::is_other;
use super::{Header, Role};

/// Boxes that are a question, at least, with the text beside them.
const BOXES: usize = 3;

/// Letters of the word that names of one question share.
const LETTERS: usize = 3;

/// Joins neighbours that stand alone, are boxes, and begin with the same word.
pub(super) fn join_boxes(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) {
    let mut start = 0;
    while start < columns.len() {
        let end = run(columns, start, grid, header_rows);
        let boxes = (start..end).filter(|&place| is_box(grid, header_rows, place)).count();
        if boxes < 2 || end - start < BOXES {
            start += 1;
            continue;
        }
        let shared = shared_words(&columns[start..end]);
        for (place, column) in columns.iter_mut().enumerate().take(end).skip(start) {
            let ends = ends(&column.name);
            let (stem, part) = column.name.split_at(ends[shared - 1]);
            let part = part.trim_start_matches(['_', '.', ' ']).to_owned();
            if !is_box(grid, header_rows, place) {
                column.role = Role::OtherText;
            }
            column.question = stem.to_owned();
            column.group = Some(column.question.clone());
            column.part = Some(part);
        }
        start = end;
    }
}

/// Where the columns end that begin with the first word of the one at `start`.
fn run(columns: &[Header], start: usize, grid: Grid<'_>, header_rows: usize) -> usize {
    let first = |column: &Header| {
        let ends = ends(&column.name);
        let word = column.name.get(..*ends.first()?)?;
        let alone = column.group.is_none() && column.role == Role::Answer && column.name == column.question;
        (alone && ends.len() > 1 && word.chars().count() >= LETTERS).then(|| word.to_owned())
    };
    let Some(word) = columns.get(start).and_then(first) else { return start };
    let fits = |place: usize| {
        let column = &columns[place];
        let last = || column.name[word.len()..].trim_start_matches(['_', '.', ' ']);
        let other = || column.name.to_lowercase().ends_with("other") || is_other(&key(last()));
        first(column).as_ref() == Some(&word) && (is_box(grid, header_rows, place) || other())
    };
    (start..columns.len()).find(|&place| !fits(place)).unwrap_or(columns.len())
}

/// Whether a column holds nothing but marks, blanks and `NA`.
fn is_box(grid: Grid<'_>, header_rows: usize, place: usize) -> bool {
    grid.column(header_rows, place).all(|cell| matches!(cell, "NA" | "N/A" | "na") || TICKED.contains(&&*key(cell)))
}

/// How many words all names share, and leave one of each at least.
fn shared_words(columns: &[Header]) -> usize {
    let words = |column: &Header| {
        let mut before = 0;
        let word = |end: usize| column.name[std::mem::replace(&mut before, end)..end].to_owned();
        ends(&column.name).into_iter().map(word).collect::<Vec<_>>()
    };
    let names: Vec<Vec<String>> = columns.iter().map(words).collect();
    let most = names.iter().map(|words| words.len().saturating_sub(1)).min().unwrap_or(0);
    (1..=most).take_while(|&count| names.iter().all(|words| words[..count] == names[0][..count])).last().unwrap_or(1)
}

/// Where each word of a name ends: before a capital behind a small letter, and behind `_` or `.`.
fn ends(name: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        if c.is_whitespace() {
            return vec![name.len()];
        }
        let capital = c.is_uppercase() && before.is_lowercase();
        if at > 0 && (capital || matches!(c, '_' | '.') && !matches!(before, '_' | '.')) {
            ends.push(at);
        }
        before = c;
    }
    ends.push(name.len());
    ends
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn joined(text: &str) -> Vec<(Option<String>, Option<String>, Role)> {
        let rows = head(text);
        let head = of(&rows);
        let grid = Grid::of(&head);
        let mut columns: Vec<Header> =
            grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
        join_boxes(&mut columns, grid, 1);
        columns.into_iter().map(|column| (column.group, column.part, column.role)).collect()
    }

    #[test]
    fn boxes_that_begin_with_the_same_words_are_one_question() {
        let of_group = |part: &str, role| (Some("TeaShop".to_owned()), Some(part.to_owned()), role);
        let found =
            joined("Age,TeaShopOld,TeaShopNew,TeaShopOther,TeaShopPier,TeaTime\n3,1,NA,,1,9\n4,,1,A cart,NA,7\n");
        let expected = [
            of_group("Old", Role::Answer),
            of_group("New", Role::Answer),
            of_group("Other", Role::OtherText),
            of_group("Pier", Role::Answer),
        ];
        assert_eq!(found[1..5], expected);
        assert!(found[0].0.is_none() && found[5].0.is_none());
        let found = joined("tea_old,tea_new,tea_pier\n1,,\n,1,1\n");
        assert_eq!(found[2].1.as_deref(), Some("pier"));
    }

    #[test]
    fn columns_that_say_no_or_are_too_few_stay_alone() {
        for text in [
            "HasCar,HasDog,HasCat\n1,0,1\n0,1,NA\n",
            "TeaOld,TeaNew,Cake\n1,NA,2\n",
            "Tea,TeaNew,TeaOld\n1,1,1\n",
            "Old tea,Old cake,Old pie\n1,,1\n",
        ] {
            assert!(joined(text).iter().all(|(group, ..)| group.is_none()), "{text}");
        }
    }
}

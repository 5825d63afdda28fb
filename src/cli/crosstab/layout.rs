//! Crosstabs as text: what does not fit into a line of the terminal stands below, and long labels take several lines.

use std::io::{self, Write};
use std::ops::Range;

use super::grid::{Grid, Printing, grid};
use crate::cli::terminal::STRONG;
use crate::study::Crossed;

/// Where lines end, a head that is longer than its column and than this stands in several lines.
const HEAD: usize = 14;
/// The first column has two fifths of a line, and at least this.
const LABEL: usize = 20;

/// Tables for a person: the first column left, numbers right.
pub(super) fn text(out: &mut impl Write, crossed: &Crossed, printing: &Printing) -> io::Result<()> {
    for grid in crossed.questions.iter().map(|question| grid(crossed, question, printing)) {
        writeln!(out, "{STRONG}{}{STRONG:#}", grid.title)?;
        let widths: Vec<usize> = (0..grid.head.len()).map(|column| width(&grid, column, printing.width)).collect();
        for (at, columns) in blocks(&widths, printing.width.unwrap_or(usize::MAX)).into_iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            block(out, &grid, &widths, columns)?;
        }
        grid.below.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out)?;
    }
    Ok(())
}

fn width(grid: &Grid, column: usize, room: Option<usize>) -> usize {
    let head = grid.head[column].chars().count();
    let cells = grid.rows.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    match room {
        None => head.max(cells),
        Some(room) if column == 0 => cells.min(LABEL.max(room * 2 / 5)),
        Some(_) => cells.max(head.min(HEAD)),
    }
}

/// The columns that stand side by side, at least one at a time; the first column stands before each.
fn blocks(widths: &[usize], room: usize) -> Vec<Range<usize>> {
    let first = widths.first().copied().unwrap_or(0);
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (place, width) in widths.iter().enumerate().skip(1) {
        used += width + 2;
        match blocks.last_mut().filter(|_| first + used <= room) {
            Some(block) => block.end = place + 1,
            None => {
                blocks.push(place..place + 1);
                used = width + 2;
            }
        }
    }
    blocks
}

fn block(out: &mut impl Write, grid: &Grid, widths: &[usize], columns: Range<usize>) -> io::Result<()> {
    let places: Vec<usize> = std::iter::once(0).chain(columns.clone()).collect();
    let of_block: Vec<usize> = places.iter().map(|place| widths[*place]).collect();
    if let Some(questions) = &grid.questions {
        let mut own: Vec<String> = places.iter().map(|place| questions[*place].clone()).collect();
        // A question whose columns go on is named again.
        let begun = questions[..=columns.start].iter().rev().find(|question| !question.is_empty());
        own[1] = begun.cloned().unwrap_or_default();
        writeln!(out, "{}", over(&own, &of_block))?;
    }
    let heads: Vec<Vec<String>> =
        places.iter().zip(&of_block).map(|(place, width)| wrapped(&grid.head[*place], *width)).collect();
    let deepest = heads.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..deepest {
        let part = |head: &Vec<String>| (line + head.len()).checked_sub(deepest).map(|at| head[at].clone());
        let cells: Vec<String> = heads.iter().map(|head| part(head).unwrap_or_default()).collect();
        writeln!(out, "{}", aligned(&cells, &of_block))?;
    }
    for row in &grid.rows {
        let mut cells: Vec<String> = places.iter().map(|place| row[*place].clone()).collect();
        for (line, label) in wrapped(&row[0], of_block[0]).into_iter().enumerate() {
            cells[0] = label;
            writeln!(out, "{}", aligned(if line == 0 { &cells } else { &cells[..1] }, &of_block))?;
        }
    }
    Ok(())
}

fn aligned(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
        let space = " ".repeat(width.saturating_sub(cell.chars().count()));
        if at == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// A text in lines of a width, between words where that can be; at least one line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    if text.chars().count() <= width || width == 0 {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        while !rest.is_empty() {
            let last = lines.len() - 1;
            let used = lines[last].chars().count();
            let gap = usize::from(used > 0);
            if used + gap + rest.len() > width && used > 0 {
                lines.push(String::new());
                continue;
            }
            let taken: String = rest.drain(..rest.len().min(width)).collect();
            lines[last].push_str(&" ".repeat(gap));
            lines[last].push_str(&taken);
        }
    }
    lines
}

/// The column questions in a line, each from where its first column begins, cut where the next one begins.
fn over(questions: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    let mut at = 0;
    for (place, (question, width)) in questions.iter().zip(widths).enumerate() {
        if !question.is_empty() {
            let room: usize = widths[place..]
                .iter()
                .zip(&questions[place..])
                .enumerate()
                .take_while(|(after, (_, next))| *after == 0 || next.is_empty())
                .map(|(_, (width, _))| width + 2)
                .sum();
            let space = at - line.chars().count();
            line.push_str(&" ".repeat(space));
            line.extend(question.chars().take(room.saturating_sub(2)));
        }
        at += width + 2;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_wrapped_between_words_and_a_long_word_where_the_line_ends() {
        assert_eq!(wrapped("I buy it every week", 10), ["I buy it", "every week"]);
        assert_eq!(wrapped("Unforgettable (A)", 8), ["Unforget", "table", "(A)"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    #[test]
    fn columns_fill_a_line_and_one_stands_there_however_wide() {
        assert_eq!(blocks(&[10, 8, 8, 8], 30), [1..3, 3..4]);
        assert_eq!(blocks(&[10, 80, 8], 30), [1..2, 2..3]);
        assert_eq!(blocks(&[10], 30), Vec::<Range<usize>>::new());
    }
}

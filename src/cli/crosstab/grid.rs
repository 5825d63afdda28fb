//! Crosstabs side by side, as text and as Markdown.

use std::io::{self, Write};

use crate::cli::terminal::STRONG;
use crate::measure::contingency::WeightedCount;
use crate::study::{Crossed, CrossedQuestion, MEAN, STATISTICS, Shown, column_label, notes, test_lines};

/// One row question with every column question beside it: heads and rows of one length, and what is said below.
struct Grid {
    title: String,
    /// The column questions, where there are any; each stands over its first column.
    questions: Option<Vec<String>>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    below: Vec<String>,
}

fn grid(crossed: &Crossed, question: &CrossedQuestion) -> Grid {
    // The total of everyone stands once, first; that of those who answered a column question is in the tidy form.
    let groups = |(table, shown): (usize, &Shown)| (0..shown.table.groups()).map(move |column| (table, column));
    let columns: Vec<(usize, usize)> =
        std::iter::once((0, 0)).chain(question.tables.iter().enumerate().flat_map(groups)).collect();
    let shown = |column: &(usize, usize)| &question.tables[column.0];
    let line = |first: &str, cell: &dyn Fn(&(usize, usize)) -> String| {
        std::iter::once(first.to_owned()).chain(columns.iter().map(cell)).collect::<Vec<String>>()
    };
    let over = line("", &|column| match column {
        (table, 0) => question.tables[*table].table.column_question.clone(),
        _ => String::new(),
    });
    let share = |column: &(usize, usize), row: usize| {
        let of = shown(column);
        let share = match of.column_share(row, column.1) {
            Some(share) => format!("{}%", (100.0 * share).round()),
            None if of.hides(row, column.1) => "hidden".to_owned(),
            None => "–".to_owned(),
        };
        let letters = of.letters(row, column.1);
        if letters.is_empty() { share } else { format!("{share} {letters}") }
    };
    let labels = question.tables.first().map_or(&[][..], |first| first.table.rows.as_slice());
    let mut rows: Vec<Vec<String>> =
        labels.iter().enumerate().map(|(row, label)| line(label, &|column| share(column, row))).collect();
    let base = |label: &str, of: &dyn Fn(&WeightedCount) -> String| {
        line(label, &|column| match shown(column).hides_base(column.1) {
            true => "hidden".to_owned(),
            false => of(&shown(column).table.bases[column.1]),
        })
    };
    for (name, of) in STATISTICS {
        let cell = |column: &(usize, usize)| {
            let Some((found, letters)) = shown(column).mean(column.1) else { return String::new() };
            let value = of(found).map_or("–".to_owned(), |value| format!("{value:.2}"));
            if letters.is_empty() || *name != MEAN { value } else { format!("{value} {letters}") }
        };
        if columns.iter().any(|column| shown(column).mean(column.1).is_some()) {
            rows.push(line(name, &cell));
        }
    }
    rows.push(base("Base: answered", &|base| base.n.to_string()));
    if question.weighted {
        rows.push(base("Weighted base", &|base| format!("{:.1}", base.weight)));
        rows.push(base("Effective base", &|base| base.effective().map_or("–".to_owned(), |n| format!("{n:.1}"))));
    }
    Grid {
        title: format!("{}: {}", question.id, question.title),
        questions: (question.tables.len() > 1).then_some(over),
        head: line("", &|column| column_label(shown(column), column.1)),
        rows,
        below: test_lines(question).into_iter().chain(notes(crossed, question)).collect(),
    }
}

/// Tables for a person: the first column left, numbers right.
pub(super) fn text(out: &mut impl Write, crossed: &Crossed) -> io::Result<()> {
    for grid in crossed.questions.iter().map(|question| grid(crossed, question)) {
        writeln!(out, "{STRONG}{}{STRONG:#}", grid.title)?;
        let width = |column: usize| {
            let lines = std::iter::once(&grid.head).chain(&grid.rows);
            lines.map(|line| line[column].chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..grid.head.len()).map(width).collect();
        if let Some(questions) = &grid.questions {
            writeln!(out, "{}", over(questions, &widths))?;
        }
        for line in std::iter::once(&grid.head).chain(&grid.rows) {
            let cells = line.iter().zip(&widths).enumerate().map(|(place, (cell, width))| {
                let space = " ".repeat(width - cell.chars().count());
                if place == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
            });
            writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        grid.below.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out)?;
    }
    Ok(())
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

/// The same as Markdown.
pub(super) fn markdown(out: &mut impl Write, crossed: &Crossed) -> io::Result<()> {
    let escaped =
        |cell: &String| cell.replace('\\', "\\\\").replace('|', "\\|").replace('*', "\\*").replace(['\n', '\r'], " ");
    for grid in crossed.questions.iter().map(|question| grid(crossed, question)) {
        writeln!(out, "**{}**\n", escaped(&grid.title))?;
        let line = |cells: &[String]| format!("| {} |", cells.iter().map(escaped).collect::<Vec<_>>().join(" | "));
        let mut of = String::new();
        let head: Vec<String> = (0..grid.head.len())
            .map(|place| {
                let over = grid.questions.as_ref().map_or("", |questions| questions[place].as_str());
                of = if over.is_empty() { of.clone() } else { over.to_owned() };
                if of.is_empty() { grid.head[place].clone() } else { format!("{of}: {}", grid.head[place]) }
            })
            .collect();
        writeln!(out, "{}", line(&head))?;
        writeln!(out, "|---|{}", "---:|".repeat(grid.head.len() - 1))?;
        grid.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))?;
        writeln!(out)?;
        grid.below.iter().try_for_each(|note| writeln!(out, "{}\n", escaped(note)))?;
    }
    Ok(())
}

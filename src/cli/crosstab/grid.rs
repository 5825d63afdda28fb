//! Crosstabs side by side, and as Markdown; as text they are laid out in `layout`.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::measure::contingency::WeightedCount;
use crate::study::{Crossed, CrossedQuestion, MEAN, STATISTICS, Shown, column_label, notes, test_lines};

/// One row question with every column question beside it: heads and rows of one length, and what is said below.
pub(super) struct Grid {
    pub title: String,
    /// The column questions, where there are any; each stands over its first column.
    pub questions: Option<Vec<String>>,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub below: Vec<String>,
}

/// How tables are printed for a person.
#[derive(Debug, Clone)]
pub(super) struct Printing {
    /// What stands in a cell; several stand below each other.
    pub parts: Vec<Part>,
    /// Decimals of percent.
    pub decimals: usize,
    /// Characters of a line, where there is an end to it.
    pub width: Option<usize>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Part {
    /// Column percent, with letters
    Column,
    /// Row percent
    Row,
    /// Number of respondents
    Count,
    /// Sum of their weights
    Weighted,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Column => "Column percent",
            Self::Row => "Row percent",
            Self::Count => "Count",
            Self::Weighted => "Weighted count",
        }
    }

    fn cell(self, of: &Shown, row: usize, column: usize, decimals: usize) -> String {
        let count = of.table.cell(row, column);
        let shown = (!of.hides(row, column)).then_some(count);
        // Half a point is rounded up, as everywhere else.
        let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or_default());
        let percent = |share: f64| format!("{:.decimals$}%", (100.0 * share * unit).round() / unit);
        let value = match self {
            Self::Column => of.column_share(row, column).map(percent),
            Self::Row => of.row_share(row, column).map(percent),
            Self::Count => shown.map(|count| count.n.to_string()),
            Self::Weighted => shown.map(|count| format!("{:.1}", count.weight)),
        };
        let missing = || if of.hides(row, column) { "hidden" } else { "–" }.to_owned();
        let value = value.unwrap_or_else(missing);
        let letters = if self == Self::Column { of.letters(row, column) } else { "" };
        if letters.is_empty() { value } else { format!("{value} {letters}") }
    }
}

pub(super) fn grid(crossed: &Crossed, question: &CrossedQuestion, printing: &Printing) -> Grid {
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
    let labels = question.tables.first().map_or(&[][..], |first| first.table.rows.as_slice());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for part in &printing.parts {
        if printing.parts.len() > 1 && !labels.is_empty() {
            rows.push(line(part.name(), &|_| String::new()));
        }
        let cell =
            |row: usize| move |column: &(usize, usize)| part.cell(shown(column), row, column.1, printing.decimals);
        rows.extend(labels.iter().enumerate().map(|(row, label)| line(label, &cell(row))));
    }
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

/// Tables as Markdown.
pub(super) fn markdown(out: &mut impl Write, crossed: &Crossed, printing: &Printing) -> io::Result<()> {
    let escaped =
        |cell: &String| cell.replace('\\', "\\\\").replace('|', "\\|").replace('*', "\\*").replace(['\n', '\r'], " ");
    for grid in crossed.questions.iter().map(|question| grid(crossed, question, printing)) {
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

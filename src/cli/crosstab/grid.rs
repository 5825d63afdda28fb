//! Crosstabs side by side, as text and as Markdown, and their tidy form as JSON.

use std::io::{self, Write};

use crate::cli::terminal::STRONG;
use crate::measure::contingency::WeightedCount;
use crate::measure::crosstab::Crosstab;
use crate::measure::{Cell, Table};
use crate::study::Crossed;

/// One row question with every column question beside it: a head, and rows as long as the head.
struct Grid {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn grids(crossed: &Crossed) -> Vec<Grid> {
    let mut letters = crossed.letters.iter();
    let grid = |(spec, tables): &(crate::ingest::responses::QuestionSpec, Vec<Crosstab>)| {
        let letters: Vec<&Vec<String>> = letters.by_ref().take(tables.len()).collect();
        // The total of everyone stands once, first; that of those who answered a column question is in the tidy form.
        let groups = |(table, of): (usize, &Crosstab)| (0..of.columns.len() - 1).map(move |column| (table, column));
        let columns: Vec<(usize, usize)> =
            std::iter::once((0, 0)).chain(tables.iter().enumerate().flat_map(groups)).collect();
        let name = |(place, (table, column)): (usize, &(usize, usize))| {
            let label = &tables[*table].columns[*column];
            let lettered = letters[*table].iter().any(|letters| !letters.is_empty());
            if place == 0 || !lettered {
                label.clone()
            } else {
                format!("{label} ({})", char::from(b'A' + (*column % 26) as u8))
            }
        };
        let head = std::iter::once(String::new()).chain(columns.iter().enumerate().map(name)).collect();
        let row = |row: usize| {
            let shown = |(table, column): &(usize, usize)| {
                let of = &tables[*table];
                let share = of
                    .column_share(row, *column)
                    .map_or("–".to_owned(), |share| format!("{}%", (100.0 * share).round()));
                let letters = &letters[*table][row * of.columns.len() + column];
                if letters.is_empty() { share } else { format!("{share} {letters}") }
            };
            std::iter::once(tables[0].rows[row].clone()).chain(columns.iter().map(shown)).collect()
        };
        let base = |label: &str, of: &dyn Fn(&WeightedCount) -> String| {
            let bases = columns.iter().map(|(table, column)| of(&tables[*table].bases[*column]));
            std::iter::once(label.to_owned()).chain(bases).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<String>> = (0..tables[0].rows.len()).map(row).collect();
        rows.push(base("Base: answered", &|base| base.n.to_string()));
        let weighted = |base: &WeightedCount| base.n as f64 != base.weight;
        if tables.iter().flat_map(|table| &table.bases).any(weighted) {
            rows.push(base("Weighted base", &|base| format!("{:.1}", base.weight)));
            rows.push(base("Effective base", &|base| base.effective().map_or("–".to_owned(), |n| format!("{n:.1}"))));
        }
        Grid { title: format!("{}: {}", spec.id, spec.question), head, rows }
    };
    crossed.questions.iter().map(grid).collect()
}

/// Tables for a person: the first column left, numbers right.
pub(super) fn text(out: &mut impl Write, crossed: &Crossed) -> io::Result<()> {
    for grid in grids(crossed) {
        writeln!(out, "{STRONG}{}{STRONG:#}", grid.title)?;
        let width = |column: usize| {
            let lines = std::iter::once(&grid.head).chain(&grid.rows);
            lines.map(|line| line[column].chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..grid.head.len()).map(width).collect();
        for line in std::iter::once(&grid.head).chain(&grid.rows) {
            let cells = line.iter().zip(&widths).enumerate().map(|(place, (cell, width))| {
                let space = " ".repeat(width - cell.chars().count());
                if place == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
            });
            writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The same as Markdown.
pub(super) fn markdown(out: &mut impl Write, crossed: &Crossed) -> io::Result<()> {
    let escaped = |cell: &String| cell.replace('\\', "\\\\").replace('|', "\\|").replace('\n', " ");
    for grid in grids(crossed) {
        writeln!(out, "**{}**\n", escaped(&grid.title))?;
        let line = |cells: &[String]| format!("| {} |", cells.iter().map(escaped).collect::<Vec<_>>().join(" | "));
        writeln!(out, "{}", line(&grid.head))?;
        writeln!(out, "|---|{}", "---:|".repeat(grid.head.len() - 1))?;
        grid.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))?;
        writeln!(out)?;
    }
    Ok(())
}

/// A tidy table as an array of objects.
pub(super) fn json(table: &Table) -> serde_json::Result<String> {
    let value = |cell: &Cell| match cell {
        Cell::Empty => serde_json::Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Int(number) => (*number).into(),
        Cell::Real(number) => (*number).into(),
    };
    let object = |row: &Vec<Cell>| {
        let named = table.columns.iter().zip(row).map(|(column, cell)| (column.name().to_owned(), value(cell)));
        named.collect::<serde_json::Map<_, _>>()
    };
    serde_json::to_string_pretty(&table.rows.iter().map(object).collect::<Vec<_>>())
}

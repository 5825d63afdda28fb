//! Where crosstabs go, and in which form.

use std::io::Write;

use super::super::table_json::table_json;
use super::super::terminal::Terminal;
use super::super::write::to_file;
use super::{CrosstabArgs, CrosstabFormat, grid, layout};
use crate::export;
use crate::study::{Crossed, book_bytes, tidy, tidy_statistics, tidy_tests};

/// Writes what was printed to the file named, or to standard output.
pub(super) fn write(terminal: &Terminal, args: &CrosstabArgs, bytes: &[u8]) -> anyhow::Result<()> {
    let coloured = args.format == CrosstabFormat::Table;
    match &args.out {
        Some(file) if coloured => {
            let mut plain = anstream::StripStream::new(Vec::new());
            plain.write_all(bytes)?;
            to_file(file, |to| Ok(to.write_all(&plain.into_inner())?))?;
        }
        Some(file) => to_file(file, |to| Ok(to.write_all(bytes)?))?,
        None if coloured => {
            let mut out = terminal.out();
            out.write_all(bytes)?;
            out.flush()?;
        }
        None => {
            std::io::stdout().write_all(bytes)?;
            std::io::stdout().flush()?;
        }
    }
    Ok(())
}

/// The characters of a line, where there is an end to it.
fn width(args: &CrosstabArgs) -> Option<usize> {
    let seen = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0);
    let width = if args.out.is_some() { args.width } else { args.width.or_else(seen) };
    width.filter(|width| *width >= 20).map(usize::from)
}

fn printing(args: &CrosstabArgs) -> grid::Printing {
    let mut parts = args.cells.clone();
    let mut known = Vec::new();
    parts.retain(|part| {
        !known.contains(part) && {
            known.push(*part);
            true
        }
    });
    grid::Printing { parts, decimals: usize::from(args.decimals), width: width(args) }
}

/// The tables in the form wanted; `said` stands in a workbook under its title.
pub(super) fn printed(args: &CrosstabArgs, crossed: &Crossed, title: &str, said: &[String]) -> anyhow::Result<Vec<u8>> {
    let table = || match (args.tests, args.statistics) {
        (true, _) => tidy_tests(crossed),
        (_, true) => tidy_statistics(crossed),
        _ => tidy(crossed),
    };
    let mut bytes = Vec::new();
    match args.format {
        CrosstabFormat::Table => layout::text(&mut bytes, crossed, &printing(args))?,
        CrosstabFormat::Md => grid::markdown(&mut bytes, crossed, &printing(args))?,
        CrosstabFormat::Csv => bytes = export::csv_table(&table())?,
        CrosstabFormat::Json => writeln!(bytes, "{}", table_json(&table())?)?,
        CrosstabFormat::Xlsx => bytes = book_bytes(crossed, title, said)?,
    }
    Ok(bytes)
}

/// What to ask for where questions have nothing but means, and cells are printed.
pub(super) fn without_cells(args: &CrosstabArgs, crossed: &Crossed) -> Option<String> {
    let only_means = crossed.questions.iter().filter(|of| of.tables.iter().all(|shown| shown.table.rows.is_empty()));
    let named: Vec<String> = only_means.map(|question| format!("`{}`", question.id)).collect();
    (!named.is_empty() && !args.tests && !args.statistics)
        .then(|| format!("numbers have means and no cells: `--statistics` gives those of {}", named.join(", ")))
}

//! `verbatims crosstab`.

mod args;
mod grid;

use std::io::Write;

use anyhow::bail;
use clap::ValueEnum;

use super::Ended;
use super::terminal::Terminal;
pub(super) use args::CrosstabArgs;

use crate::export;
use crate::ingest::sheet::Opening;
use crate::measure::contingency::{CORRECTIONS, Correction, Letters};
use crate::measure::{Design, Sample};
use crate::study::{CrosstabJob, crosstab, tidy};

/// How tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CrosstabFormat {
    /// Column percent with letters and bases, for a person
    Table,
    /// One row a cell, at full precision
    Csv,
    /// The table as Markdown
    Md,
    /// As csv, as an array of objects
    Json,
}

pub(super) fn run(terminal: &Terminal, args: &CrosstabArgs) -> anyhow::Result<Ended> {
    let letters = letters(terminal, args)?;
    let opening = Opening { encoding: args.encoding.clone(), sheet: args.sheet.clone(), ..Opening::default() };
    let wanted = |id: &str| CORRECTIONS.iter().find(|(_, known, _)| *known == id).map(|(correction, ..)| *correction);
    let job = CrosstabJob {
        file: &args.file,
        opening: &opening,
        format: args.platform.as_deref(),
        rows: &args.rows,
        columns: &args.columns,
        weight: args.weight.as_ref(),
        letters,
        correction: wanted(&args.correction).unwrap_or(Correction::default()),
    };
    let crossed = crosstab(&job)?;
    terminal.diagnostics(&crossed.warnings);
    let mut out = terminal.out();
    match args.format {
        CrosstabFormat::Table => grid::text(&mut out, &crossed)?,
        CrosstabFormat::Md => grid::markdown(&mut out, &crossed)?,
        CrosstabFormat::Csv => out.write_all(&(export::csv_table(&tidy(&crossed)))?)?,
        CrosstabFormat::Json => writeln!(out, "{}", grid::json(&tidy(&crossed))?)?,
    }
    out.flush()?;
    Ok(Ended::Fine)
}

/// The levels of letters, where the design or a stated model allows them; one line says what is withheld otherwise.
fn letters(terminal: &Terminal, args: &CrosstabArgs) -> anyhow::Result<Option<Letters>> {
    let design = Design::ALL.into_iter().find(|design| design.id() == args.design).unwrap_or_default();
    let sample = Sample { design, frame: args.frame.clone(), selection: args.selection.clone(), ..Sample::default() };
    if design == Design::Probability && !design.allows_intervals(&sample) {
        bail!("`--design probability` needs `--frame` and `--selection`: the list the sample was drawn from, and how");
    }
    if args.columns.is_empty() {
        return Ok(None);
    }
    let levels = Letters { level: 0.05, second: None };
    if design.allows_intervals(&sample) {
        return Ok(Some(levels));
    }
    if let Some(model) = args.model.as_deref().filter(|model| !model.trim().is_empty() && design != Design::Census) {
        terminal.say(&format!("letters compare columns under this model: {model}"));
        return Ok(Some(levels));
    }
    terminal.say(match design {
        Design::Census => "not given: letters that compare columns; everyone was asked, so nothing was sampled",
        _ => "withheld: letters that compare columns; `--design probability` with `--frame` and `--selection`, or `--model`, allows them",
    });
    Ok(None)
}

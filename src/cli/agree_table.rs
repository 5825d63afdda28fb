//! `verbatims agree` of a table: one row a unit, one column a coder.

use std::io::Write;
use std::path::Path;

use anyhow::bail;

use super::Ended;
use super::agree::{AgreeArgs, AgreeFormat, cell};
use super::columns::{Look, lines};
use super::table_json::table_json;
use super::terminal::{STRONG, Terminal, shown};
use crate::export::csv_table;
use crate::measure::coders::{Coefficients, agreement_table};
use crate::study::{Scale, agree_table};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum AgreeLevel {
    /// Categories
    Nominal,
    /// Categories in an order: their numbers', or that of --order
    Ordinal,
    /// Numbers with equal steps
    Interval,
    /// Numbers with a zero
    Ratio,
    /// Several labels in a cell, parted by --separator: alpha with the distances of MASI and of Jaccard
    Sets,
}

pub(super) fn run(terminal: &Terminal, args: &AgreeArgs) -> anyhow::Result<Ended> {
    let of_study = [
        (args.question.is_some(), "--question"),
        (args.without_tagger, "--without-tagger"),
        (args.held_out, "--held-out"),
        (args.resolve.is_some(), "--resolve"),
    ];
    if let Some((_, flag)) = of_study.iter().find(|(given, _)| *given) {
        bail!("`{flag}` is about a study, and `{}` is a table", shown(&args.study));
    }
    let level = args.level.unwrap_or(AgreeLevel::Nominal);
    if !args.order.is_empty() && level != AgreeLevel::Ordinal {
        bail!("`--order` is the order of categories: add `--level ordinal`");
    }
    let scale = match level {
        AgreeLevel::Nominal => Scale::Nominal,
        AgreeLevel::Ordinal => Scale::Ordinal(args.order.clone()),
        AgreeLevel::Interval => Scale::Interval,
        AgreeLevel::Ratio => Scale::Ratio,
        AgreeLevel::Sets => Scale::Sets(args.separator.clone()),
    };
    let found = agree_table(&args.study, &shown(&args.study), &args.coders, &args.missing, &scale)?;
    let name = args.study.file_name().unwrap_or_default().to_string_lossy();
    let mut out = terminal.out();
    match args.format {
        AgreeFormat::Csv => out.write_all(&csv_table(&agreement_table(&name, &found, &[]))?)?,
        AgreeFormat::Json => writeln!(out, "{}", table_json(&agreement_table(&name, &found, &[]))?)?,
        AgreeFormat::Table => text(&mut out, &name, &found, Look::Padded)?,
        AgreeFormat::Md => text(&mut out, &name, &found, Look::Markdown)?,
    }
    out.flush()?;
    Ok(Ended::Fine)
}

/// One line for all coders and one for each two; what two have more than many, Cohen's kappa, is blank for many.
fn text(out: &mut impl Write, name: &str, found: &[Coefficients], look: Look) -> std::io::Result<()> {
    match look {
        Look::Padded => writeln!(out, "{STRONG}{name}{STRONG:#}")?,
        Look::Markdown => writeln!(out, "## {name}\n")?,
    }
    let measures: Vec<&str> = found.last().map_or(Vec::new(), |of| of.measures.iter().map(|one| one.measure).collect());
    let header: Vec<String> = ["coders", "units"].iter().chain(&measures).map(|head| (*head).to_owned()).collect();
    let row = |of: &Coefficients| {
        let value = |name: &&str| of.measures.iter().find(|one| one.measure == *name).map_or(String::new(), cell);
        [of.coders.clone(), of.units.to_string()].into_iter().chain(measures.iter().map(value)).collect()
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    for line in lines(&header, &rows, look) {
        writeln!(out, "{line}")?;
    }
    let of_pair = |of: &Coefficients| of.measures.iter().find_map(|one| Some((of.coders.clone(), one.undefined?)));
    for (coders, why) in found.iter().filter_map(of_pair) {
        writeln!(out, "– {coders}: {why}")?;
    }
    Ok(())
}

/// Whether what was named is a table and no study.
pub(super) fn is_table(path: &Path) -> bool {
    path.is_file()
}

//! `verbatims crosstab`.

mod args;
mod grid;
mod layout;
mod output;

use std::io::IsTerminal;

use anyhow::bail;
use clap::ValueEnum;

use super::Ended;
use super::terminal::Terminal;
use super::write::refuse_target;
pub(super) use args::CrosstabArgs;
use args::{CompareArgs, SampleArgs};
use output::{printed, without_cells, write};

use crate::ingest::sheet::Opening;
use crate::measure::contingency::{COLUMN_BASES, CORRECTIONS, Letters, Style};
use crate::measure::crosstab::{Compare, LIKE, WEIGHTINGS};
use crate::measure::{Comparing, Design, Sample};
use crate::study::{Crossing, CrosstabJob, NO_ANSWER, Study, crosstab, filter_line};

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
    /// A workbook: an index, a sheet for each row question, and all cells
    Xlsx,
}

pub(super) fn run(terminal: &Terminal, args: &CrosstabArgs) -> anyhow::Result<Ended> {
    refuse(args)?;
    let filtered = |study| Study { filter: args.filter.clone(), ..study };
    let study = if args.input.is_dir() { Some(filtered(Study::load(&args.input)?)) } else { None };
    let opening = Opening { encoding: args.encoding.clone(), sheet: args.sheet.clone(), ..Opening::default() };
    let no_answer: Vec<String> = NO_ANSWER.iter().map(|cell| (*cell).to_owned()).collect();
    let crossing = match &study {
        Some(study) => Crossing::Study(study),
        None => Crossing::File {
            file: &args.input,
            opening: &opening,
            format: args.platform.as_deref(),
            filter: args.filter.as_deref(),
            missing: args.missing.as_ref().unwrap_or(&no_answer),
        },
    };
    let banner = study.as_ref().and_then(|study| study.banner.as_ref()).map(|banner| banner.questions.as_slice());
    let columns = if args.columns.is_empty() { banner.unwrap_or_default() } else { &args.columns };
    let (compare, said) = compare(study.as_ref(), args, columns)?;
    let job = CrosstabJob {
        crossing,
        rows: if args.rows.is_empty() && study.is_none() { &["all".to_owned()] } else { &args.rows },
        columns,
        nets: &args.net,
        bands: &args.bands,
        weight: args.weight.as_ref(),
        compare,
        hide_below: args.hide_below,
    };
    let crossed = crosstab(&job)?;
    terminal.diagnostics(&crossed.warnings);
    said.iter().for_each(|line| terminal.say(line));
    if matches!(args.format, CrosstabFormat::Csv | CrosstabFormat::Json) {
        crossed.filter.iter().for_each(|filter| terminal.say(&filter_line(filter, args.hide_below)));
        if let Some(line) = without_cells(args, &crossed) {
            terminal.say(&line);
        }
    }
    let title = study
        .map_or_else(|| args.input.file_name().unwrap_or_default().to_string_lossy().into_owned(), |study| study.title);
    let bytes = printed(args, &crossed, &title, &said)?;
    write(terminal, args, &bytes)?;
    Ok(Ended::Fine)
}

/// Refuses what would be known only after the work is done.
fn refuse(args: &CrosstabArgs) -> anyhow::Result<()> {
    match &args.out {
        Some(out) => refuse_target(out, &[&args.input])?,
        None if args.format == CrosstabFormat::Xlsx && std::io::stdout().is_terminal() => {
            bail!("a workbook is no text for a terminal: name a file with `--out`, or send the output to one")
        }
        None => {}
    }
    if args.missing.is_some() && args.input.is_dir() {
        bail!("a study says itself what is no answer: add `missing = [..]` to the `[[question]]` in study.toml");
    }
    if (args.tests || args.statistics) && !matches!(args.format, CrosstabFormat::Csv | CrosstabFormat::Json) {
        let flag = if args.tests { "--tests" } else { "--statistics" };
        bail!("`{flag}` gives a tidy table: add `--format csv` or `--format json`");
    }
    Ok(())
}

/// How columns are compared, where the design or a stated model allows it; and what a reader must know of that.
fn compare(
    study: Option<&Study>,
    args: &CrosstabArgs,
    columns: &[String],
) -> anyhow::Result<(Option<Compare>, Vec<String>)> {
    let sample = sample(study, &args.sample)?;
    if columns.is_empty() {
        return Ok((None, Vec::new()));
    }
    let mut said = match sample.comparing() {
        Comparing::Withheld(line) => return Ok((None, vec![line.to_owned()])),
        Comparing::UnderModel(model) => vec![format!("letters and tests compare columns under this model: {model}")],
        Comparing::Allowed => Vec::new(),
    };
    let like = LIKE.iter().find(|like| Some(like.id) == args.compare.like.as_deref());
    if let Some(like) = like {
        said.extend(like.departures.iter().map(|departure| format!("unlike {}: {departure}", like.name)));
    }
    let start = like.map_or_else(Compare::default, |like| like.compare);
    Ok((Some(chosen(start, &args.compare)), said))
}

fn sample(study: Option<&Study>, args: &SampleArgs) -> anyhow::Result<Sample> {
    let mut sample = study.map(|study| study.sample.clone()).unwrap_or_default();
    let said = Design::ALL.into_iter().find(|design| Some(design.id()) == args.design.as_deref());
    sample.design = said.unwrap_or(sample.design);
    for (own, given) in
        [(&mut sample.frame, &args.frame), (&mut sample.selection, &args.selection), (&mut sample.model, &args.model)]
    {
        *own = given.clone().or_else(|| own.take());
    }
    if sample.design == Design::Probability && !sample.design.allows_intervals(&sample) {
        bail!("`--design probability` needs `--frame` and `--selection`: the list the sample was drawn from, and how");
    }
    Ok(sample)
}

/// A program's defaults, or ours, with what the flags say.
fn chosen(start: Compare, args: &CompareArgs) -> Compare {
    let named = |id: &Option<String>, known: &str| id.as_deref() == Some(known);
    let find = |id: &Option<String>| CORRECTIONS.iter().find(|(_, known, _)| named(id, known)).map(|(one, ..)| *one);
    let base = COLUMN_BASES.iter().find(|(_, known, _)| named(&args.base, known)).map(|(one, ..)| *one);
    let weighting = WEIGHTINGS.iter().find(|(_, known, _)| named(&args.weighting, known)).map(|(one, ..)| *one);
    let mut letters = match args.levels.as_slice() {
        [] => start.letters,
        [level] => Letters { level: *level, second: None, ..Letters::DEFAULT },
        [one, other, ..] => Letters { level: one.min(*other), second: Some(one.max(*other)), ..Letters::DEFAULT },
    };
    letters.style = if args.apa { Style::Apa } else { start.letters.style };
    Compare {
        letters,
        base: base.unwrap_or(start.base),
        correction: find(&args.correction).unwrap_or(start.correction),
        weighting: weighting.unwrap_or(start.weighting),
    }
}

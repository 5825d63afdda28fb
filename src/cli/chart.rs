//! `verbatims chart`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::Ended;
use super::terminal::{FAINT, GOOD, STRONG, Terminal, shown};
use super::write::{refuse_target, to_file};
use crate::chart::{CHARTS, PRESETS, png};
use crate::diag::{Diagnostic, Place};
use crate::export::write_pictures;
use crate::study::{Drawn, FromPoll, GivenOption, Study, Wanted, able, draw_study, draw_typed, picture_files};

/// Where pictures go that no flag sends elsewhere.
const OUT: &str = "charts";

/// What is drawn, and how.
#[derive(Debug, Args)]
pub(super) struct ChartArgs {
    /// The study's folder
    #[arg(required_unless_present_any = ["list", "question"], conflicts_with = "question")]
    study: Option<PathBuf>,
    /// List the charts and the presets; of a study, what it can draw, and what the others need
    #[arg(long)]
    list: bool,
    /// The chart; may be given again [default: those of a report]
    #[arg(long = "chart", value_name = "ID", value_parser = charts())]
    charts: Vec<String>,
    #[command(flatten)]
    look: LookArgs,
    /// Only this theme, question or claim, by its id; in a chart of several themes it stands out
    #[arg(long, value_name = "ID", conflicts_with = "question")]
    only: Option<String>,
    /// A title in the place of the one by rule; it must hold
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What a poll asked, where there is no study of it
    #[arg(long, value_name = "TEXT", requires = "options")]
    question: Option<String>,
    /// An option of the poll with its share or its votes; again for each, in the order shown
    #[arg(long = "option", value_name = "LABEL=20%", requires = "question")]
    options: Vec<GivenOption>,
    /// The number of votes, where the options have shares
    #[arg(long, value_name = "N", requires = "options")]
    votes: Option<u64>,
    /// Write here: a file that ends in .png or .svg, or a folder [default: charts]
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
}

/// The shape and the brand.
#[derive(Debug, Args)]
pub(super) struct LookArgs {
    /// The shape [default: report]
    #[arg(long, value_name = "ID", value_parser = presets())]
    pub preset: Option<String>,
    /// The brand file [default: the study's, if it names one]
    #[arg(long, value_name = "FILE")]
    pub brand: Option<PathBuf>,
}

pub(super) fn charts() -> PossibleValuesParser {
    PossibleValuesParser::new(CHARTS.iter().map(|chart| PossibleValue::new(chart.id).help(chart.about)))
}

fn presets() -> PossibleValuesParser {
    PossibleValuesParser::new(PRESETS.iter().map(|preset| PossibleValue::new(preset.id).help(preset.about)))
}

pub(super) fn run(terminal: &Terminal, args: &ChartArgs) -> anyhow::Result<Ended> {
    if args.list {
        return list(terminal, args);
    }
    let target = Target::of(args.out.as_deref().unwrap_or(Path::new(OUT)))?;
    let wanted = Wanted {
        charts: &args.charts,
        preset: args.look.preset.as_deref(),
        brand: args.look.brand.as_deref(),
        only: args.only.as_deref(),
        title: args.title.as_deref(),
    };
    let drawn = match (&args.study, &args.question) {
        (Some(study), _) => draw_study(&Study::load(study)?, &wanted)?,
        (None, question) => {
            let question = question.as_deref().unwrap_or_default();
            let typed = FromPoll { question, options: &args.options, votes: args.votes, comments: None };
            draw_typed(&typed, &wanted)?
        }
    };
    terminal.diagnostics(&drawn.warnings);
    let written = target.write(&drawn)?;
    let mut out = terminal.out();
    for figure in &drawn.figures {
        writeln!(out, "{STRONG}{}{STRONG:#}: {}", figure.id, figure.alt_long)?;
        writeln!(out, "    {FAINT}short:{FAINT:#} {}", figure.alt_short)?;
    }
    out.flush()?;
    drop(out);
    terminal.say(&format!("{GOOD}wrote{GOOD:#} {written}"));
    Ok(Ended::Fine)
}

fn list(terminal: &Terminal, args: &ChartArgs) -> anyhow::Result<Ended> {
    if let Some(study) = &args.study {
        return list_of(terminal, study, args);
    }
    let mut out = terminal.out();
    writeln!(out, "{STRONG}charts{STRONG:#}")?;
    for chart in CHARTS {
        writeln!(out, "  {:<20}{}", chart.id, chart.about)?;
    }
    writeln!(out, "\n{STRONG}presets{STRONG:#}")?;
    for preset in PRESETS {
        let height = preset.height.map_or_else(|| "any".to_owned(), |height| height.to_string());
        let size = format!("{} × {height}", preset.width);
        writeln!(out, "  {:<20}{size:<14}{}", preset.id, preset.about)?;
    }
    out.flush()?;
    Ok(Ended::Fine)
}

/// What a study can draw, then the charts that it cannot, each with what it needs.
fn list_of(terminal: &Terminal, study: &Path, args: &ChartArgs) -> anyhow::Result<Ended> {
    let look = Wanted { preset: args.look.preset.as_deref(), brand: args.look.brand.as_deref(), ..Wanted::default() };
    let all = able(&Study::load(study)?, &look)?;
    let (drawn, none): (Vec<_>, Vec<_>) = all.iter().partition(|able| !able.figures.is_empty());
    let mut out = terminal.out();
    writeln!(out, "{STRONG}this study can draw{STRONG:#}")?;
    for able in drawn {
        writeln!(out, "  {:<20}{}", able.chart.id, able.figures.join(", "))?;
    }
    writeln!(out, "\n{STRONG}and not{STRONG:#}")?;
    for able in &none {
        let why = if able.left_out.is_empty() { "needs " } else { "has letters that no font has; needs " };
        writeln!(out, "  {:<20}{why}{}", able.chart.id, able.chart.needs)?;
    }
    out.flush()?;
    drop(out);
    let left_out: Vec<Diagnostic> = all.into_iter().flat_map(|able| able.left_out).collect();
    terminal.diagnostics(&left_out);
    Ok(Ended::Fine)
}

/// What pictures are written to.
enum Target<'a> {
    Svg(&'a Path),
    Png(&'a Path),
    Folder(&'a Path),
}

impl<'a> Target<'a> {
    fn of(out: &'a Path) -> Result<Self, Diagnostic> {
        let ends = |with: &str| out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(with));
        let target = match () {
            () if ends("svg") => Self::Svg(out),
            () if ends("png") => Self::Png(out),
            () => return Ok(Self::Folder(out)),
        };
        refuse_target(out, &[])?;
        Ok(target)
    }

    /// Writes the pictures; gives what was written, in words.
    fn write(&self, drawn: &Drawn) -> anyhow::Result<String> {
        let (file, bytes) = match self {
            Self::Folder(folder) => {
                let files: BTreeMap<String, Vec<u8>> = picture_files(drawn)?;
                write_pictures(&files, folder)?;
                return Ok(format!("{} files to {}", files.len(), shown(folder)));
            }
            Self::Svg(file) => (file, one(drawn)?.svg.clone().into_bytes()),
            Self::Png(file) => (file, png(&one(drawn)?.svg, 1.0, &drawn.drawing.brand.fonts)?),
        };
        to_file(file, |out| Ok(out.write_all(&bytes)?))?;
        Ok(shown(file))
    }
}

/// The picture, where a file is to hold it.
fn one(drawn: &Drawn) -> Result<&crate::chart::Figure, Diagnostic> {
    match drawn.figures.as_slice() {
        [figure] => Ok(figure),
        several => {
            let ids: Vec<&str> = several.iter().map(|figure| figure.id.as_str()).collect();
            let message = format!("names one file, and there are {} pictures: {}", ids.len(), ids.join(", "));
            Err(Diagnostic::error(Place::file("--out"), message)
                .hint("choose one with `--chart` and `--only`, or name a folder"))
        }
    }
}

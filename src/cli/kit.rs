//! `verbatims kit`.

use std::path::PathBuf;

use clap::Args;

use super::Ended;
use super::chart::{LookArgs, charts};
use super::terminal::{FAINT, GOOD, STRONG, Terminal, shown};
use crate::export::publish;
use crate::study::{Study, Wanted, kit};

/// What is made a kit of, and how.
#[derive(Debug, Args)]
pub(super) struct KitArgs {
    /// The study's folder
    study: PathBuf,
    /// A chart for the carousel; again for each, in their order [default: those of a report]
    #[arg(long = "chart", value_name = "ID", value_parser = charts())]
    charts: Vec<String>,
    #[command(flatten)]
    look: LookArgs,
    /// The folder to write
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// The shape of a carousel where none is asked for.
const PRESET: &str = "linkedin-portrait";

pub(super) fn run(terminal: &Terminal, args: &KitArgs) -> anyhow::Result<Ended> {
    let study = Study::load(&args.study)?;
    let wanted = Wanted {
        charts: &args.charts,
        preset: Some(args.look.preset.as_deref().unwrap_or(PRESET)),
        brand: args.look.brand.as_deref(),
        ..Wanted::default()
    };
    let kit = kit(&study, &wanted)?;
    terminal.diagnostics(&kit.warnings);
    publish(&kit.outputs, kit.manifest, &args.out)?;
    for (file, alt) in &kit.cards {
        terminal.say(&format!("{STRONG}{file}{STRONG:#} {FAINT}{alt}{FAINT:#}"));
    }
    let rest = "carousel.pdf, post.txt, alt.csv";
    let count = kit.cards.len();
    terminal.say(&format!("{GOOD}wrote{GOOD:#} {count} cards, {rest} to {}", shown(&args.out)));
    Ok(Ended::Fine)
}

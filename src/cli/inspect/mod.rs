//! `verbatims inspect`.

mod json;
mod text;

use std::io::Write;

use super::Ended;
use super::args::InspectArgs;
use super::terminal::Terminal;
use crate::ingest::inspect::inspect;
use crate::ingest::sheet::Opening;
use crate::study::poll_warnings;

/// A file with more rows is no poll's.
const MOST_OPTIONS: u64 = 200;

pub(super) fn run(terminal: &Terminal, args: &InspectArgs) -> anyhow::Result<Ended> {
    let opening = Opening {
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        ..Opening::default()
    };
    let mut found = inspect(&args.file, &opening, args.format.as_deref())?;
    if found.responses <= MOST_OPTIONS {
        found.warnings.extend(poll_warnings(&args.file, &found.shown));
    }
    let mut out = terminal.out();
    if args.json {
        writeln!(out, "{}", json::render(&found)?)?;
    } else {
        text::write(&mut out, &found)?;
    }
    out.flush()?;
    Ok(Ended::Fine)
}

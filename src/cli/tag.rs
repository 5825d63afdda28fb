//! `verbatims tag`.

use std::io::{self, BufWriter, IsTerminal};
use std::path::Path;

use super::Ended;
use super::args::TagArgs;
use super::terminal::{GOOD, Terminal, shown};
use super::write::{refuse_target, to_file};
use crate::codebook;
use crate::diag::{Diagnostic, Place};
use crate::export::{ROW_FORMATS, RowFormat};
use crate::ingest::sheet::Opening;
use crate::study::{Shape, TagJob, Tagged, tag_file};

/// What stands for standard input, and for standard output.
const STANDARD: &str = "-";

pub(super) fn run(terminal: &Terminal, args: &TagArgs) -> anyhow::Result<Ended> {
    let out = args.out.as_deref().filter(|out| *out != Path::new(STANDARD));
    let format = format(args, out)?;
    let codebook = codebook::load(&args.codebook, &shown(&args.codebook))?;
    let file = if args.file == Path::new(STANDARD) { "standard input".to_owned() } else { shown(&args.file) };
    let opening = Opening {
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        ..Opening::default()
    };
    let job = TagJob {
        file: &args.file,
        shown: &file,
        opening: &opening,
        platform: args.platform.as_deref(),
        codebook: &codebook,
        texts: &args.text,
        id: args.id.as_ref(),
        shape: if args.wide { Shape::Wide } else { Shape::Long },
        format,
        strict: args.strict,
        drop_personal: args.drop_personal,
    };
    let progress = terminal.progress();
    let report = |rows: u64| {
        progress.set_message(format!("tagged {rows} rows"));
        progress.tick();
    };
    let tagged = match out {
        Some(out) => {
            refuse_target(out, &[job.file, &args.codebook])?;
            to_file(out, |to| Ok(tag_file(&job, to, &report)?))?
        }
        None => tag_file(&job, &mut BufWriter::new(io::stdout()), &report)?,
    };
    progress.finish_and_clear();
    say(terminal, &job, out, &tagged);
    Ok(Ended::Fine)
}

/// The format that is asked for, or that the name of the output stands for.
fn format(args: &TagArgs, out: Option<&Path>) -> Result<&'static RowFormat, Diagnostic> {
    let default = &ROW_FORMATS[0];
    let format = match (args.format.as_deref(), out) {
        (Some(id), _) => RowFormat::of_id(id).unwrap_or(default),
        (None, Some(out)) => match (RowFormat::of_path(out), out.extension()) {
            (Some(format), _) => format,
            (None, None) => default,
            (None, Some(ending)) => {
                let found = format!("no format has the ending `.{}`", ending.display());
                let known: Vec<String> =
                    ROW_FORMATS.iter().flat_map(|format| format.extensions).map(|known| format!(".{known}")).collect();
                let hint = format!("expected one of {}, or name the format with `--format`", known.join(", "));
                return Err(Diagnostic::error(Place::file(shown(out)), found).hint(hint));
            }
        },
        (None, None) => default,
    };
    if format.binary && out.is_none() && io::stdout().is_terminal() {
        let found = format!("{} is nothing that a terminal can show", format.id);
        return Err(Diagnostic::error(Place::file("--format"), found).hint("name a file with `--out`"));
    }
    Ok(format)
}

fn say(terminal: &Terminal, job: &TagJob<'_>, out: Option<&Path>, tagged: &Tagged) {
    terminal.diagnostics(&tagged.warnings);
    terminal.diagnostics(&tagged.bad_rows);
    if let Some(reading) = tagged.reading() {
        terminal.say(&reading);
    }
    if tagged.bad_row_count > 0 {
        terminal.warn(&format!("{} rows could not be read and are left out", tagged.bad_row_count));
    }
    if let Some(warning) = tagged.warning(job) {
        terminal.diagnostic(&warning);
    } else if !tagged.personal.is_empty() {
        terminal.say(&format!("left out as personal: {}", tagged.personal_columns()));
    }
    let unit = if job.texts.len() > 1 { "rows" } else { "comments" };
    let what = format!("{} of {} {unit} show a theme, {} mentions", tagged.tagged, tagged.rows, tagged.mentions);
    match out {
        Some(out) => terminal.say(&format!("{GOOD}wrote{GOOD:#} {}: {what}", shown(out))),
        None => terminal.say(&what),
    }
}

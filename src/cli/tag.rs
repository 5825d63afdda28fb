//! `verbatims tag`.

use std::io::{self, BufWriter};

use super::Ended;
use super::args::TagArgs;
use super::terminal::{GOOD, Terminal, shown};
use super::write::{refuse_target, to_file};
use crate::codebook;
use crate::study::{Shape, TagJob, tag_file};

pub(super) fn run(terminal: &Terminal, args: &TagArgs) -> anyhow::Result<Ended> {
    let codebook = codebook::load(&args.codebook, &shown(&args.codebook))?;
    let job = TagJob {
        file: &args.file,
        codebook: &codebook,
        text: &args.text,
        id: args.id.as_ref(),
        shape: if args.wide { Shape::Wide } else { Shape::Long },
        strict: args.strict,
    };
    let progress = terminal.progress();
    let report = |rows: u64| {
        progress.set_message(format!("tagged {rows} rows"));
        progress.tick();
    };
    let tagged = match &args.out {
        Some(out) => {
            refuse_target(out, &[job.file])?;
            to_file(out, |mut to| Ok(tag_file(&job, &mut to, &report)?))?
        }
        None => tag_file(&job, &mut BufWriter::new(io::stdout().lock()), &report)?,
    };
    progress.finish_and_clear();
    terminal.diagnostics(&tagged.bad_rows);
    if tagged.bad_row_count > 0 {
        terminal.warn(&format!("{} rows could not be read and are left out", tagged.bad_row_count));
    }
    let what = format!("{} of {} comments show a theme, {} mentions", tagged.tagged, tagged.rows, tagged.mentions);
    match &args.out {
        Some(out) => terminal.say(&format!("{GOOD}wrote{GOOD:#} {}: {what}", shown(out))),
        None => terminal.say(&what),
    }
    Ok(Ended::Fine)
}

//! `verbatims tag`.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use super::Ended;
use super::args::TagArgs;
use super::terminal::{GOOD, Terminal, shown};
use crate::codebook;
use crate::diag::{Diagnostic, Place};
use crate::study::{Shape, TagJob, Tagged, tag_file};

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
        Some(out) => to_file(&job, out, &report)?,
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

/// Writes beside the target and moves the file into place at the end, so that an earlier one is never half replaced.
fn to_file(job: &TagJob<'_>, out: &Path, report: &dyn Fn(u64)) -> anyhow::Result<Tagged> {
    let same = fs::canonicalize(out).ok().is_some_and(|out| fs::canonicalize(job.file).ok() == Some(out));
    if same || out.is_dir() {
        let found = if same { "is the input, which is never changed" } else { "is a folder, expected a file" };
        return Err(Diagnostic::error(Place::file(shown(out)), found).hint("name another file with `--out`").into());
    }
    let cannot = || format!("{}: cannot be written", shown(out));
    if out.metadata().is_ok_and(|found| !found.is_file()) {
        // A pipe or a device is written to: putting a file in its place would destroy it.
        let device = fs::OpenOptions::new().write(true).open(out).with_context(cannot)?;
        return Ok(tag_file(job, &mut BufWriter::new(device), report)?);
    }
    let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut staged = BufWriter::new(tempfile::NamedTempFile::new_in(folder).with_context(cannot)?);
    let tagged = tag_file(job, &mut staged, report)?;
    staged.flush().with_context(cannot)?;
    let staged = staged.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot)?;
    readable(staged.as_file()).with_context(cannot)?;
    staged.persist(out).map_err(|error| error.error).with_context(cannot)?;
    Ok(tagged)
}

/// A temporary file is its owner's alone; the result is a file like any other.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

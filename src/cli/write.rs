//! A result to a file: beside its target first, then moved in whole, so that an earlier file is never half replaced.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use super::terminal::shown;
use crate::diag::{Diagnostic, Place};

/// Refuses a target that is one of the inputs, or a folder.
pub(super) fn refuse_target(out: &Path, inputs: &[&Path]) -> Result<(), Diagnostic> {
    let target = fs::canonicalize(out).ok();
    let same = target.is_some() && inputs.iter().any(|input| fs::canonicalize(input).ok() == target);
    if same || out.is_dir() {
        let found = if same { "is the input, which is never changed" } else { "is a folder, expected a file" };
        return Err(Diagnostic::error(Place::file(shown(out)), found).hint("name another file with `--out`"));
    }
    Ok(())
}

/// Writes a file whole or not at all.
pub(super) fn to_file<T>(
    out: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let cannot = || format!("{}: cannot be written", shown(out));
    if out.metadata().is_ok_and(|found| !found.is_file()) {
        // A pipe or a device is written to: putting a file in its place would destroy it.
        let mut device = BufWriter::new(fs::OpenOptions::new().write(true).open(out).with_context(cannot)?);
        let written = write(&mut device)?;
        device.flush().with_context(cannot)?;
        return Ok(written);
    }
    let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut staged = BufWriter::new(tempfile::NamedTempFile::new_in(folder).with_context(cannot)?);
    let written = write(&mut staged)?;
    staged.flush().with_context(cannot)?;
    let staged = staged.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot)?;
    allow(staged.as_file(), out).with_context(cannot)?;
    staged.persist(out).map_err(|error| error.error).with_context(cannot)?;
    Ok(written)
}

/// A temporary file is its owner's alone; the result may be read as the file that it replaces, or as any other.
#[cfg(unix)]
fn allow(file: &fs::File, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let earlier = target.metadata().map(|found| found.permissions());
    file.set_permissions(earlier.unwrap_or_else(|_| fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn allow(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

//! `verbatims codebook import` and `export`.

use std::path::Path;

use super::super::Ended;
use super::super::terminal::{GOOD, Terminal, shown};
use super::super::write::{refuse_target, to_file};
use super::args::{ExportArgs, ImportArgs};
use super::load;
use crate::codebook::exchange::{self, Format, Options};
use crate::codebook::read_file;
use crate::diag::{Diagnostic, Place};

pub(super) fn import(terminal: &Terminal, args: &ImportArgs) -> anyhow::Result<Ended> {
    refuse_target(&args.out, &[&args.file])?;
    let format = format(args.format.as_deref(), &args.file)?;
    let options = Options { values: args.valuetype, scope: args.nested_scope, levels: args.levels.clone() };
    let file = shown(&args.file);
    let bytes = read_file(&args.file).map_err(|error| {
        Diagnostic::error(Place::file(&file), format!("cannot be read: {error}"))
            .hint("check the path of the dictionary")
    })?;
    let found = exchange::import(&bytes, &file, format, &options)?;
    let text = found.value.to_toml(&origin(&args.file, format))?;
    to_file(&args.out, |to| Ok(to.write_all(text.as_bytes())?))?;
    // Every line is reported: what was lost is what a person has to mend.
    found.warnings.iter().for_each(|warning| terminal.diagnostic(warning));
    let themes = found.value.themes.len();
    let patterns: usize = found.value.themes.iter().map(|theme| theme.patterns.len()).sum();
    let lost = found.warnings.len();
    terminal.say(&format!(
        "{GOOD}wrote{GOOD:#} {}: {themes} themes, {patterns} patterns, {lost} warnings",
        shown(&args.out)
    ));
    Ok(Ended::Fine)
}

/// Where a codebook comes from, without the folder, which is nobody else's.
fn origin(file: &Path, format: &Format) -> String {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    format!("{name} ({})", format.about)
}

pub(super) fn export(terminal: &Terminal, args: &ExportArgs) -> anyhow::Result<Ended> {
    refuse_target(&args.out, &[&args.codebook])?;
    let format = format(args.format.as_deref(), &args.out)?;
    let found = exchange::export(&load(&args.codebook)?, format)?;
    to_file(&args.out, |to| Ok(to.write_all(found.value.as_bytes())?))?;
    found.warnings.iter().for_each(|warning| terminal.diagnostic(warning));
    terminal.say(&format!("{GOOD}wrote{GOOD:#} {}: {} warnings", shown(&args.out), found.warnings.len()));
    Ok(Ended::Fine)
}

fn format(id: Option<&str>, file: &Path) -> Result<&'static Format, Diagnostic> {
    match id.and_then(Format::by_id) {
        Some(format) => Ok(format),
        None => Format::of_file(file),
    }
}

//! `verbatims demo`.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::terminal::{GOOD, Terminal, shown};
use super::{Ended, report};
use crate::diag::{Diagnostic, Place};
use crate::study::DEMO;

/// Where the demo's report goes: the study itself names the output folder of this repository, which is not there.
const OUT: &str = "out";

pub(super) fn run(terminal: &Terminal, folder: &Path) -> anyhow::Result<Ended> {
    let occupied = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.symlink_metadata().is_ok(),
    };
    if occupied {
        let error = Diagnostic::error(Place::file(shown(folder)), "is not empty, expected a folder to create");
        return Err(error.hint("name a folder that does not exist yet").into());
    }
    for file in DEMO {
        let path = folder.join(file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("{}: cannot be created", shown(parent)))?;
        }
        fs::write(&path, content(file.path, file.content))
            .with_context(|| format!("{}: cannot be written", shown(&path)))?;
    }
    terminal.say(&format!("{GOOD}wrote{GOOD:#} the study to {}", shown(folder)));
    report::run(terminal, &report::ReportArgs::plain(folder))
}

/// The file as it stands in a folder of its own, where the report goes to the study's `out`.
fn content(path: &str, content: &str) -> String {
    if path != "study.toml" {
        return content.to_owned();
    }
    let lines = content
        .lines()
        .map(|line| if line.starts_with("output = ") { format!("output = \"{OUT}\"\n") } else { format!("{line}\n") });
    lines.collect()
}

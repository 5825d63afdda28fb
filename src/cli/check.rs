//! `verbatims check`, and the findings of every other check.

use std::io::Write;
use std::path::Path;

use super::Ended;
use super::terminal::{BAD, FAINT, GOOD, Terminal};
use crate::study::{Finding, Level, Study, check};

pub(super) fn run(terminal: &Terminal, folder: &Path) -> anyhow::Result<Ended> {
    print(terminal, &check(&Study::load(folder)?)?)
}

/// A line for each finding; problems are found where one failed.
pub(super) fn print(terminal: &Terminal, findings: &[Finding]) -> anyhow::Result<Ended> {
    let mut out = terminal.out();
    for finding in findings {
        let (style, word) = match finding.level {
            Level::Pass => (GOOD, "ok"),
            Level::Note => (FAINT, "note"),
            Level::Fail => (BAD, "fail"),
        };
        writeln!(out, "{style}{word:<4}{style:#} {}: {}", finding.subject, finding.message)?;
    }
    let failed = findings.iter().filter(|finding| finding.level == Level::Fail).count();
    out.flush()?;
    drop(out);
    terminal.say(&format!("{} findings, {failed} failed", findings.len()));
    Ok(if failed > 0 { Ended::FoundProblems } else { Ended::Fine })
}

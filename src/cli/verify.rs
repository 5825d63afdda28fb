//! `verbatims verify`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{BAD, CARE, FAINT, GOOD, Terminal, shown};
use super::{Ended, write};
use crate::article::Holds;
use crate::diag::{Diagnostic, Place};
use crate::study::{Study, fixed, verify};

/// What is verified.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The study's folder
    study: PathBuf,
    /// The text: Markdown (a template too), HTML or a Word document (.docx)
    article: PathBuf,
    /// Fail on what nothing in the study supports, too
    #[arg(long)]
    strict: bool,
    /// Put the right values between the marks first; nothing else is touched
    #[arg(long)]
    fix: bool,
}

pub(super) fn run(terminal: &Terminal, args: &VerifyArgs) -> anyhow::Result<Ended> {
    let study = Study::load(&args.study)?;
    if args.fix {
        fix(terminal, &study, &args.article)?;
    }
    let verified = verify(&study, &args.article)?;
    terminal.diagnostics(&verified.warnings);
    let mut out = terminal.out();
    for statement in &verified.statements {
        let style = match statement.holds {
            Holds::Yes => GOOD,
            Holds::Unsupported => CARE,
            Holds::Off => BAD,
        };
        let (place, word) = (&statement.place, statement.holds.word());
        writeln!(out, "{place}: {style}{word}{style:#}: {}: {}", excerpt(&statement.found), statement.message)?;
        if !statement.candidates.is_empty() {
            writeln!(out, "    {FAINT}might be {}{FAINT:#}", statement.candidates.join("; "))?;
        }
    }
    out.flush()?;
    drop(out);
    let count = |holds: Holds| verified.statements.iter().filter(|statement| statement.holds == holds).count();
    let (off, unsupported) = (count(Holds::Off), count(Holds::Unsupported));
    let all = verified.statements.len();
    terminal.say(&format!("{all} statements: {} hold, {off} off, {unsupported} unsupported", count(Holds::Yes)));
    Ok(if off > 0 || (args.strict && unsupported > 0) { Ended::FoundProblems } else { Ended::Fine })
}

/// What was found, on one line and not too long.
fn excerpt(found: &str) -> String {
    const LONGEST: usize = 60;
    let line = found.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}

fn fix(terminal: &Terminal, study: &Study, article: &Path) -> anyhow::Result<()> {
    let Some((text, changed)) = fixed(study, article)? else {
        let found = Diagnostic::error(Place::file(shown(article)), "`--fix` needs marks, which this file cannot have");
        return Err(found.hint("put the values right by hand, or fix the Markdown or the HTML").into());
    };
    if changed > 0 {
        write::to_file(article, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    terminal.say(&format!("{changed} marked values put right"));
    Ok(())
}

//! `verbatims init`.

mod args;

pub(super) use args::InitArgs;

use super::Ended;
use super::terminal::{GOOD, Terminal, shown};
use crate::diag::{Diagnostic, Place};
use crate::export::write_draft;
use crate::ingest::sheet::Opening;
use crate::study::{Begun, FromExport, FromPoll, from_export, from_poll};

pub(super) fn run(terminal: &Terminal, args: &InitArgs) -> anyhow::Result<Ended> {
    let begun = begin(args)?;
    write_draft(&begun.draft, &args.out)?;
    begun.said.iter().for_each(|line| terminal.say(line));
    begun.warnings.iter().for_each(|line| terminal.warn(line));
    let out = shown(&args.out);
    terminal.say(&format!("{GOOD}wrote{GOOD:#} the study to {out}; look at {}", shown(&args.out.join("study.toml"))));
    terminal.say(&format!("then run: verbatims report {out}"));
    Ok(compared(terminal, args, &begun))
}

fn begin(args: &InitArgs) -> anyhow::Result<Begun> {
    let Some(file) = args.files.first() else {
        let question = args.question.as_deref().unwrap_or_default();
        if args.options.is_empty() && args.comments.is_none() {
            let nothing = Diagnostic::error(Place::file("--question"), "stands alone, expected options or comments");
            return Err(nothing
                .hint("add `--option \"Never=20%\"` for each option, or `--comments thread.txt`")
                .into());
        }
        let (options, comments) = (&args.options, args.comments.as_deref());
        return Ok(from_poll(&FromPoll { question, options, votes: args.votes, comments })?);
    };
    if args.files.len() > 1 {
        let message = format!("found {} files, expected one", args.files.len());
        let several = Diagnostic::error(Place::file("FILE"), message);
        let hint =
            "begin the study with one file; files that are one survey are put together first, by the respondent's id";
        return Err(several.hint(hint).into());
    }
    let opening = Opening {
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        ..Opening::default()
    };
    Ok(from_export(&FromExport { file, opening: &opening, format: args.format.as_deref() })?)
}

/// Holds the comments that were read against the number that the page shows.
fn compared(terminal: &Terminal, args: &InitArgs, begun: &Begun) -> Ended {
    let (Some(expected), Some(read)) = (args.expect, begun.thread) else { return Ended::Fine };
    if read == expected {
        terminal.say(&format!("{expected} comments were expected, and read"));
        return Ended::Fine;
    }
    terminal.diagnostic(
        &Diagnostic::error(Place::file("--comments"), format!("{read} comments were read, expected {expected}"))
            .hint("unfold all comments and replies on the page before you copy; the study was written all the same"),
    );
    Ended::FoundProblems
}

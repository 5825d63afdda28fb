//! `verbatims init`.

mod args;

pub(super) use args::InitArgs;

use super::Ended;
use super::terminal::{GOOD, Terminal, shown};
use crate::diag::{Diagnostic, Place};
use crate::export::write_draft;
use crate::ingest::sheet::Opening;
use crate::study::{Begun, FromExport, FromPoll, Plan, ask, from_poll};

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
    if args.files.is_empty() {
        let question = args.question.as_deref().unwrap_or_default();
        if args.options.is_empty() && args.comments.is_none() {
            let nothing = Diagnostic::error(Place::file("--question"), "stands alone, expected options or comments");
            return Err(nothing
                .hint("add `--option \"Never=20%\"` for each option, or `--comments thread.txt`")
                .into());
        }
        let (options, comments) = (&args.options, args.comments.as_deref());
        return Ok(from_poll(&FromPoll { question, options, votes: args.votes, comments })?);
    }
    let opening = Opening {
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        ..Opening::default()
    };
    let (files, format) = (&args.files, args.format.as_deref());
    let mut plan = Plan::find(FromExport { files, opening: &opening, format, folder: &args.out })?;
    if args.interactive {
        let (input, output) = (std::io::stdin(), std::io::stderr());
        ask(&mut plan, &mut input.lock(), &mut output.lock()).map_err(|error| {
            Diagnostic::error(Place::file("--interactive"), error.to_string()).hint(
                "nothing was written; answer on a terminal, or give a line for each question at the standard input",
            )
        })?;
    }
    Ok(plan.begin()?)
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

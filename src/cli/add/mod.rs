//! `verbatims add`.

mod args;

use std::io::Write;

pub(super) use args::AddArgs;

use super::Ended;
use super::terminal::{BAD, FAINT, GOOD, Terminal, shown};
use crate::export::{WavesRecord, digest_file, write_addition};
use crate::ingest::sheet::Opening;
use crate::study::{DRIFT, Drift, Joined, Joining, Study, add};

pub(super) fn run(terminal: &Terminal, args: &AddArgs) -> anyhow::Result<Ended> {
    let study = Study::load(&args.study)?;
    let record = WavesRecord::of(&args.study)?;
    let opening = Opening {
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        ..Opening::default()
    };
    let joined = add(
        &study,
        &record,
        &Joining {
            file: &args.file,
            digest: &digest_file(&args.file)?,
            wave: &args.wave,
            first: args.first.as_deref(),
            source: args.source.as_deref(),
            opening: &opening,
            format: args.format.as_deref(),
        },
    )?;
    let written = write_addition(&joined.addition, &record, &args.study)?;
    joined.said.iter().for_each(|line| terminal.say(line));
    joined.warnings.iter().for_each(|line| terminal.warn(line));
    print(terminal, &joined)?;
    Ok(conclude(terminal, args, &joined, &written))
}

/// A line for each difference, and below it what settles it.
fn print(terminal: &Terminal, joined: &Joined) -> anyhow::Result<()> {
    let mut out = terminal.out();
    for row in &joined.drift {
        let (style, word) = if row.settled { (GOOD, "settled") } else { (BAD, "open") };
        writeln!(out, "{style}{word:<7}{style:#} {} {} {}", row.change.word(), row.what(), texts(row))?;
        if !row.settled {
            writeln!(out, "        {FAINT}{}{FAINT:#}", row.how)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn texts(row: &Drift) -> String {
    let of = match (&row.was, &row.now) {
        (Some(was), Some(now)) if was != now => format!("“{was}” → “{now}”"),
        (Some(text), _) | (None, Some(text)) => format!("“{text}”"),
        (None, None) => String::new(),
    };
    format!("`{}`: {of}", row.question)
}

fn conclude(terminal: &Terminal, args: &AddArgs, joined: &Joined, written: &[String]) -> Ended {
    let open = joined.drift.iter().filter(|row| !row.settled).count();
    if open > 0 {
        let all = joined.drift.len();
        terminal.say(&format!(
            "{BAD}not joined{BAD:#}: {open} of {all} differences are not settled; they stand in {}",
            shown(&args.study.join(DRIFT))
        ));
        terminal.say("write what each of them says into study.toml, then run this again");
        return Ended::FoundProblems;
    }
    let study = shown(&args.study);
    if written.iter().any(|path| path != DRIFT && !path.starts_with('.')) {
        terminal.say(&format!("{GOOD}joined{GOOD:#} the wave `{}` to {study}", args.wave));
        terminal.say(&format!("then run: verbatims report {study}"));
    } else {
        terminal.say(&format!("the wave `{}` is in {study} already; nothing was changed", args.wave));
    }
    Ended::Fine
}

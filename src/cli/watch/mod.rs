//! `verbatims watch`.
//!
//! One thread works: it waits for a change, rebuilds, prints. The other waits for Ctrl-C, so that it is heard while a
//! rebuild runs; an output that is being written is finished first.

mod changes;
mod print;

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;

use super::Ended;
use super::report::{ReportArgs, summary, target};
use super::terminal::{FAINT, Terminal, shown};
use crate::diag::{Diagnostic, Place, Severity};
use crate::export::{ExportError, publish};
use crate::study::{StudyError, Watched};
use changes::Changes;

/// What is watched, and how.
#[derive(Debug, Clone, Args)]
pub(super) struct WatchArgs {
    #[command(flatten)]
    report: ReportArgs,
    /// Look at the files every so many seconds, where the system does not tell of changes, as on network drives
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "1", value_parser = seconds)]
    poll: Option<Duration>,
}

fn seconds(given: &str) -> Result<Duration, String> {
    let seconds = given.parse().ok().filter(|seconds| (0.1..=3600.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "expected seconds between 0.1 and 3600".to_owned())
}

/// What the thread that waits is told.
enum Told {
    /// Whoever watches has had enough.
    Stop,
    /// The watch cannot go on.
    Ended(anyhow::Error),
}

/// Whether an output may be written; locked while one is.
type MayWrite = Arc<Mutex<bool>>;

/// What a thread may need: the main one has as much, and deeply nested input is read on it by every other command.
const STACK: usize = 8 << 20;

pub(super) fn run(terminal: &Terminal, args: &WatchArgs) -> anyhow::Result<Ended> {
    // Before anything else is set up, because a folder that is no study is a mistake of the command line.
    if !args.report.study.join("study.toml").is_file() {
        args.report.study()?;
    }
    let (tell, told) = channel();
    let may_write: MayWrite = Arc::new(Mutex::new(true));
    on_interrupt(tell.clone()).context("Ctrl-C cannot be listened to")?;
    let (terminal, args, writing) = (*terminal, args.clone(), Arc::clone(&may_write));
    let work = move || {
        let watch = || follow(&terminal, &args, &writing);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(watch));
        let error = match ended {
            Ok(Err(error)) => error,
            Ok(Ok(never)) => match never {},
            Err(_) => anyhow::anyhow!("the watch ended at a mistake in the program"),
        };
        // Nobody hears it where Ctrl-C came first.
        let _ = tell.send(Told::Ended(error));
    };
    thread::Builder::new().name("watch".to_owned()).stack_size(STACK).spawn(work)?;
    match told.recv() {
        Ok(Told::Stop) | Err(_) => {
            *may_write.lock().unwrap_or_else(PoisonError::into_inner) = false;
            Ok(Ended::Fine)
        }
        Ok(Told::Ended(error)) => Err(error),
    }
}

fn on_interrupt(tell: Sender<Told>) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || {
        let _ = tell.send(Told::Stop);
    })
}

/// No value: a watch ends with an error or from outside.
enum Never {}

fn follow(terminal: &Terminal, args: &WatchArgs, may_write: &MayWrite) -> anyhow::Result<Never> {
    let mut watched = Watched::new(&args.report.study);
    let mut changes = Changes::new(args.poll)?;
    let mut first = true;
    loop {
        still_there(&args.report.study)?;
        changes.follow(&args.report.study, &watched.files())?;
        let changed = watched.look();
        if !changed.is_empty() {
            if !first {
                print::changed(terminal, &changed)?;
            }
            match rebuilt(terminal, args, may_write, &mut watched) {
                Err(error) if first && error.is::<ExportError>() || super::is_closed_pipe(&error) => return Err(error),
                Err(error) => {
                    terminal.fail(&error);
                    terminal.say(&format!("{FAINT}the output stays as it was{FAINT:#}"));
                }
                Ok(()) => {}
            }
            if first {
                terminal.say(&format!("{FAINT}watching {}; Ctrl-C ends{FAINT:#}", shown(&args.report.study)));
                first = false;
            }
            // A file that was named for the first time is not followed yet.
            continue;
        }
        changes.wait();
    }
}

fn still_there(folder: &Path) -> Result<(), Diagnostic> {
    if folder.is_dir() {
        return Ok(());
    }
    let place = Place::file(shown(folder));
    Err(Diagnostic::error(place, "the study's folder is there no more").hint("start again where it is now"))
}

/// One rebuild: what moved is printed, and the output replaced.
fn rebuilt(terminal: &Terminal, args: &WatchArgs, may_write: &MayWrite, watched: &mut Watched) -> anyhow::Result<()> {
    let start = Instant::now();
    let study = args.report.study()?;
    let progress = terminal.progress();
    let built = watched.build(&study, &|step| {
        progress.set_message(step.label());
        progress.tick();
    });
    progress.finish_and_clear();
    let mut built = built?;
    if args.report.strict && !built.ran.bad_rows.is_empty() {
        built.ran.bad_rows.iter_mut().for_each(|row| row.severity = Severity::Error);
        return Err(StudyError::Invalid(built.ran.bad_rows).into());
    }
    let target = target(&study, args.report.out.as_deref());
    let allowed = may_write.lock().unwrap_or_else(PoisonError::into_inner);
    if !*allowed {
        return Ok(());
    }
    publish(&built.ran.outputs, built.ran.manifest.clone(), &target)?;
    drop(allowed);
    match watched.keep(built.snapshot) {
        Some(moved) => print::moved(terminal, &moved)?,
        None => {
            terminal.diagnostics(&built.ran.warnings);
            terminal.diagnostics(&built.ran.bad_rows);
            summary(terminal, &built.ran, &target);
        }
    }
    Ok(print::built(terminal, start.elapsed())?)
}

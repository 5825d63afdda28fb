//! Flags, terminal, files out, exit codes. Everything that prints is here.
//!
//! Exit codes: 0 fine; 1 a command whose question is yes or no found problems; 2 the input or the output cannot be used,
//! and nothing was written.

mod add;
mod agree;
mod agree_table;
mod args;
mod chart;
mod check;
mod codebook;
mod columns;
mod crosstab;
mod demo;
mod explain;
mod forms;
mod init;
mod inspect;
mod kit;
mod report;
mod sample;
mod table_json;
mod tag;
mod terminal;
mod verify;
mod watch;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use terminal::Terminal;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    let terminal = Terminal::new(args.quiet);
    if let Some(threads) = args.threads
        && let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()
    {
        terminal.warn(&format!("--threads {threads} has no effect: {error}"));
    }
    let run = match &args.command {
        Command::Report(report) => report::run(&terminal, report),
        Command::Check { study } => check::run(&terminal, study),
        Command::Codebook { command } => codebook::run(&terminal, command),
        Command::Explain(explain) => explain::run(&terminal, explain),
        Command::Tag(tag) => tag::run(&terminal, tag),
        Command::Crosstab(crosstab) => crosstab::run(&terminal, crosstab),
        Command::Inspect(inspect) => inspect::run(&terminal, inspect),
        Command::Sample(sample) => sample::run(&terminal, sample),
        Command::Agree(agree) => agree::run(&terminal, agree),
        Command::Watch(watch) => watch::run(&terminal, watch),
        Command::Verify(verify) => verify::run(&terminal, verify),
        Command::Chart(chart) => chart::run(&terminal, chart),
        Command::Kit(kit) => kit::run(&terminal, kit),
        Command::Init(init) => init::run(&terminal, init),
        Command::Add(add) => add::run(&terminal, add),
        Command::Demo { folder } => demo::run(&terminal, folder),
        Command::Completions { shell } => {
            completions(*shell);
            Ok(Ended::Fine)
        }
    };
    match run {
        Ok(Ended::Fine) => ExitCode::SUCCESS,
        Ok(Ended::FoundProblems) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.fail(&error);
            ExitCode::from(2)
        }
    }
}

/// How a command that ran came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Fine,
    FoundProblems,
}

/// Whether the reader of standard output went away, as `head` does: no mistake of anybody's.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

fn completions(shell: clap_complete::Shell) {
    clap_complete::generate(shell, &mut Args::command(), "verbatims", &mut anstream::stdout());
}

//! `verbatims report`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Ended;
use super::terminal::{GOOD, STRONG, Terminal, shown};
use crate::diag::Severity;
use crate::export::publish;
use crate::measure::Verdict;
use crate::measure::wording::grouped;
use crate::study::{Ran, Study, StudyError, run as run_study};

/// A study, and how its report is written.
#[derive(Debug, Clone, Args)]
pub(super) struct ReportArgs {
    /// The study's folder
    pub study: PathBuf,
    /// Write here and not where the study says
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Stop at rows that cannot be read, which are otherwise set aside and listed
    #[arg(long)]
    pub strict: bool,
    /// Write a draft whatever stands against publishing it, marked as one
    #[arg(long)]
    pub draft: bool,
    /// Write CSV that is safe to open in a spreadsheet: an apostrophe before texts that begin with = + - or @
    #[arg(long)]
    pub spreadsheet: bool,
}

impl ReportArgs {
    /// A study, with nothing else asked for.
    pub fn plain(study: &Path) -> Self {
        Self { study: study.to_owned(), out: None, strict: false, draft: false, spreadsheet: false }
    }

    /// The study as it is to be reported.
    pub fn study(&self) -> Result<Study, StudyError> {
        Ok(Study { spreadsheet: self.spreadsheet, draft: self.draft, ..Study::load(&self.study)? })
    }
}

pub(super) fn run(terminal: &Terminal, args: &ReportArgs) -> anyhow::Result<Ended> {
    let study = args.study()?;
    let progress = terminal.progress();
    let ran = run_study(&study, &|step| {
        progress.set_message(step.label());
        progress.tick();
    });
    progress.finish_and_clear();
    let mut ran = ran?;
    if args.strict && !ran.bad_rows.is_empty() {
        ran.bad_rows.iter_mut().for_each(|row| row.severity = Severity::Error);
        return Err(StudyError::Invalid(ran.bad_rows).into());
    }
    terminal.diagnostics(&ran.warnings);
    terminal.diagnostics(&ran.bad_rows);
    let target = target(&study, args.out.as_deref());
    publish(&ran.outputs, ran.manifest.clone(), &target)?;
    summary(terminal, &ran, &target);
    Ok(Ended::Fine)
}

/// The folder that the report goes to.
pub(super) fn target(study: &Study, out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| tidy(&study.output_folder()), Path::to_owned)
}

/// What was found, and where it was written.
pub(super) fn summary(terminal: &Terminal, ran: &Ran, target: &Path) {
    if let Some(poll) = &ran.results.poll {
        terminal.say(&format!("{STRONG}{}{STRONG:#}", poll.headline));
    }
    for read in &ran.results.responses {
        let closed = ran.results.closed().filter(|found| found.source.as_ref() == Some(&read.source)).count();
        let (questions, responses) = (grouped(closed as u64), grouped(read.responses));
        terminal.say(&format!("closed questions: {questions}; responses in `{}`: {responses}.", read.source));
    }
    for question in &ran.results.questions {
        terminal.say(&crate::measure::wording::comments_line(question));
        if let Some(note) = crate::measure::wording::no_themes_note(question) {
            terminal.say(&note);
        }
        if let Some(note) = crate::measure::wording::constructed_note(question) {
            terminal.say(&note);
        }
    }
    let claims = &ran.results.claims;
    if !claims.is_empty() {
        let count = |verdict: Verdict| claims.iter().filter(|claim| claim.verdict == verdict).count();
        let verdicts = [Verdict::Holds, Verdict::ShownOnConstructed, Verdict::DoesNotHold, Verdict::CannotBeKnown];
        let parts: Vec<String> = verdicts
            .into_iter()
            .filter(|verdict| count(*verdict) > 0)
            .map(|verdict| format!("{} {}", count(verdict), verdict.label().to_lowercase()))
            .collect();
        terminal.say(&format!("{} claims: {}.", claims.len(), parts.join(", ")));
    }
    let files = ran.outputs.files.len() + 1;
    terminal.say(&format!("{GOOD}wrote{GOOD:#} {files} files; read {}", shown(&target.join("report.md"))));
}

/// The path without the steps that lead nowhere, for showing: `a/b/../c` is `a/c` where `b` is no link.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        let parent = tidied.file_name().is_some() && !tidied.is_symlink();
        if part == std::path::Component::ParentDir && parent {
            tidied.pop();
        } else {
            tidied.push(part);
        }
    }
    tidied
}

//! What is said, and how: results to standard output, everything else to standard error, colours on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::codebook::CodebookError;
use crate::diag::{Diagnostic, Severity};
use crate::export::ExportError;
use crate::ingest::IngestError;
use crate::study::StudyError;

pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const CARE: Style = AnsiColor::Yellow.on_default();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const EVIDENCE: Style = Style::new().bold().underline();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Where the program speaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    quiet: bool,
}

impl Terminal {
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// Standard output, with colours only where they are seen.
    pub(super) fn out(&self) -> impl Write {
        anstream::AutoStream::new(io::stdout().lock(), anstream::AutoStream::choice(&io::stdout()))
    }

    /// A line for a person who waits; nothing with `--quiet`.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            // Nobody can be told that standard error is closed.
            let _ = writeln!(anstream::stderr(), "{line}");
        }
    }

    pub(super) fn warn(&self, line: &str) {
        self.say(&format!("{CARE}warning:{CARE:#} {line}"));
    }

    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) {
        let style = match diagnostic.severity {
            Severity::Error => BAD,
            Severity::Warning if self.quiet => return,
            Severity::Warning => CARE,
        };
        let _ = writeln!(anstream::stderr(), "{style}{}:{style:#} {diagnostic}", diagnostic.severity.word());
    }

    /// At most the first few, and how many more there are: a file of bad rows must not scroll the rest away.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        const SHOWN: usize = 20;
        diagnostics.iter().take(SHOWN).for_each(|diagnostic| self.diagnostic(diagnostic));
        if diagnostics.len() > SHOWN {
            self.say(&format!("… and {} more", diagnostics.len() - SHOWN));
        }
    }

    /// The error that ends the program.
    pub(super) fn fail(&self, error: &anyhow::Error) {
        if let Some(error) = error.downcast_ref::<StudyError>() {
            return self.diagnostics(&error.diagnostics());
        }
        if let Some(error) = error.downcast_ref::<CodebookError>() {
            return self.diagnostics(&error.diagnostics());
        }
        if let Some(error) = error.downcast_ref::<IngestError>() {
            return self.diagnostic(&error.diagnostic());
        }
        if let Some(diagnostic) = error.downcast_ref::<Diagnostic>() {
            return self.diagnostic(diagnostic);
        }
        let _ = writeln!(anstream::stderr(), "{BAD}error:{BAD:#} {error:#}");
        if let Some(error) = error.downcast_ref::<ExportError>() {
            let _ = writeln!(anstream::stderr(), "hint: {}", error.hint());
        }
    }

    /// A spinner on a terminal; nothing elsewhere.
    pub(super) fn progress(&self) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style =
            ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
        ProgressBar::new_spinner().with_style(style)
    }
}

/// A path as a person would type it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

//! What moved, as lines: the results of `watch`, on standard output.

use std::io::{self, Write};
use std::time::Duration;

use super::super::terminal::{BAD, CARE, FAINT, GOOD, STRONG, Terminal};
use crate::article::Holds;
use crate::measure::Verdict;
use crate::study::{ClaimMoved, Moved, MovedComments, NumberMoved, StatementMoved, ThemeMoved};

/// Numbers that are shown.
const NUMBERS: usize = 40;

pub(super) fn changed(terminal: &Terminal, names: &[String]) -> io::Result<()> {
    let mut out = terminal.out();
    writeln!(out, "{STRONG}changed: {}{STRONG:#}", names.join(", "))?;
    out.flush()
}

/// The last line of a build.
pub(super) fn built(terminal: &Terminal, took: Duration) -> io::Result<()> {
    let mut out = terminal.out();
    writeln!(out, "{FAINT}built in {:.2} s{FAINT:#}", took.as_secs_f64())?;
    out.flush()
}

pub(super) fn moved(terminal: &Terminal, moved: &Moved) -> io::Result<()> {
    let mut out = terminal.out();
    lines(moved, &mut out)?;
    out.flush()?;
    drop(out);
    terminal.diagnostics(&moved.appeared);
    Ok(())
}

fn lines(moved: &Moved, out: &mut impl Write) -> io::Result<()> {
    if moved.is_nothing() {
        return writeln!(out, "nothing moved");
    }
    for theme in &moved.tags {
        tags(theme, out)?;
    }
    if moved.hidden > 0 && !moved.tags.is_empty() {
        writeln!(out, "{FAINT}comments held out for testing, not shown: {}{FAINT:#}", moved.hidden)?;
    }
    for number in moved.numbers.iter().take(NUMBERS) {
        let NumberMoved { name, before, after } = number;
        writeln!(out, "{name}: {} → {}", side(before.as_deref()), side(after.as_deref()))?;
    }
    if moved.numbers.len() > NUMBERS {
        writeln!(out, "… and {} more numbers", moved.numbers.len() - NUMBERS)?;
    }
    for claim in &moved.claims {
        self::claim(claim, out)?;
    }
    for statement in &moved.statements {
        self::statement(statement, out)?;
    }
    if moved.gone > 0 {
        writeln!(out, "{GOOD}warnings gone: {}{GOOD:#}", moved.gone)?;
    }
    if !moved.appeared.is_empty() {
        writeln!(out, "{CARE}new warnings: {}{CARE:#}", moved.appeared.len())?;
    }
    Ok(())
}

fn side(shown: Option<&str>) -> &str {
    shown.unwrap_or("not there")
}

fn tags(theme: &ThemeMoved, out: &mut impl Write) -> io::Result<()> {
    let ThemeMoved { question, theme, gained, lost } = theme;
    writeln!(out, "{question}: {STRONG}{theme}{STRONG:#} +{} −{}", gained.count, lost.count)?;
    for (style, word, comments) in [(GOOD, "gained", gained), (BAD, "lost", lost)] {
        if comments.count > 0 {
            writeln!(out, "  {style}{word}{style:#} {}", ids(comments))?;
        }
    }
    Ok(())
}

fn ids(comments: &MovedComments) -> String {
    let named = comments.first.join(", ");
    match comments.count - comments.first.len() {
        0 => named,
        more => format!("{named} … and {more} more"),
    }
}

fn claim(claim: &ClaimMoved, out: &mut impl Write) -> io::Result<()> {
    let style = match claim.after {
        Some(Verdict::Holds | Verdict::ShownOnConstructed) => GOOD,
        Some(Verdict::DoesNotHold) => BAD,
        Some(Verdict::CannotBeKnown) | None => CARE,
    };
    let word = |verdict: Option<Verdict>| verdict.map_or("not there", Verdict::label);
    let (before, after) = (word(claim.before), word(claim.after));
    write!(out, "claim {}: {before} → {style}{after}{style:#}", claim.id)?;
    if claim.found.is_empty() { writeln!(out) } else { writeln!(out, ": {}", claim.found) }
}

fn statement(statement: &StatementMoved, out: &mut impl Write) -> io::Result<()> {
    let style = match statement.after {
        Holds::Yes => GOOD,
        Holds::Unsupported => CARE,
        Holds::Off => BAD,
    };
    let before = statement.before.map_or("not there", Holds::word);
    let found = statement.found.split_whitespace().collect::<Vec<_>>().join(" ");
    let StatementMoved { place, after, message, .. } = statement;
    writeln!(out, "{place}: “{found}”: {before} → {style}{}{style:#}: {message}", after.word())
}

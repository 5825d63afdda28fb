//! What `inspect` found, for a person: the file, its rows, its columns, its questions, and what to look out for.

use std::io::{self, Write};

use crate::cli::terminal::{CARE, FAINT, GOOD, STRONG};
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, QuestionSeen};
use crate::ingest::responses::Kind;

pub(super) fn write(out: &mut impl Write, found: &Inspection) -> io::Result<()> {
    file(out, found)?;
    rows(out, found)?;
    writeln!(out, "\n{STRONG}Columns{STRONG:#} ({})", found.columns.len())?;
    found.columns.iter().try_for_each(|seen| column(out, seen))?;
    writeln!(out, "\n{STRONG}Questions{STRONG:#} ({})", found.questions.len())?;
    found.questions.iter().try_for_each(|seen| question(out, seen))?;
    if !found.warnings.is_empty() {
        writeln!(out, "\n{STRONG}Look out for{STRONG:#}")?;
    }
    for warning in &found.warnings {
        let line = warning.place.as_ref().and_then(|place| place.line).map(|line| format!("line {line}: "));
        writeln!(out, "  {CARE}warning:{CARE:#} {}{}", line.unwrap_or_default(), one_line(&warning.message))?;
        if let Some(hint) = &warning.hint {
            writeln!(out, "           {FAINT}hint: {hint}{FAINT:#}")?;
        }
    }
    Ok(())
}

fn file(out: &mut impl Write, found: &Inspection) -> io::Result<()> {
    writeln!(out, "{STRONG}{}{STRONG:#}", found.shown)?;
    let mut facts = vec![("container", found.container.to_owned())];
    facts.push(("encoding", format!("{} {FAINT}({}){FAINT:#}", found.encoding, found.encoding_evidence)));
    facts.extend(found.line_ends.map(|ends| ("line ends", ends.to_owned())));
    facts.extend(found.delimiter.map(|byte| ("delimiter", delimiter(byte))));
    facts.push((
        "platform",
        format!("{GOOD}{}{GOOD:#} ({}), score {:.2}", found.format_name, found.format, found.score),
    ));
    facts.extend(found.evidence.iter().map(|seen| ("", format!("{FAINT}because {seen}{FAINT:#}"))));
    facts.push(("header rows", found.header_rows.to_string()));
    facts.extend(found.id.iter().map(|id| ("respondents", format!("by the column {}", named(id)))));
    facts.extend(found.weight.iter().map(|weight| ("weights", format!("in the column {}", named(weight)))));
    for (what, fact) in facts {
        writeln!(out, "  {what:<12} {fact}")?;
    }
    Ok(())
}

fn rows(out: &mut impl Write, found: &Inspection) -> io::Result<()> {
    writeln!(out, "  {:<12} {}, of which {} are kept", "responses", found.responses, found.kept)?;
    for aside in &found.set_aside {
        let lines: Vec<String> = aside.lines.iter().map(u64::to_string).collect();
        let more = if aside.count > aside.lines.len() as u64 { " …" } else { "" };
        let lines = format!("{FAINT}(line {}{more}){FAINT:#}", lines.join(", "));
        writeln!(out, "  {:<12} {} set aside: {} {lines}", "", aside.count, aside.reason)?;
    }
    for bad in &found.bad_rows {
        writeln!(out, "  {:<12} {CARE}{}{CARE:#}: {}", "", bad.place, bad.reason)?;
    }
    let doubles = &found.doubles;
    let kinds =
        [(doubles.ids, "ids"), (doubles.rows, "whole rows"), (doubles.texts, "texts"), (doubles.near, "near texts")];
    let doubled: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !doubled.is_empty() {
        let partial = if doubles.partial { ", as far as compared" } else { "" };
        writeln!(out, "  {:<12} {}{partial}", "doubles", doubled.join(", "))?;
    }
    Ok(())
}

fn column(out: &mut impl Write, seen: &ColumnSeen) -> io::Result<()> {
    let what = if seen.question.is_empty() { &seen.name } else { &seen.question };
    let part = seen.part.as_ref().map(|part| format!(" → {}", short(part, 60))).unwrap_or_default();
    let name = if seen.name == *what { String::new() } else { format!("{} ", short(&seen.name, 30)) };
    writeln!(out, "  {FAINT}#{:<4}{FAINT:#}{STRONG}{name}{STRONG:#}{}{part}", seen.position, short(what, 90))?;
    let distinct = match seen.distinct {
        Some(distinct) => format!("{distinct} different"),
        None => "many different".to_owned(),
    };
    let facts = format!("{}: {}", seen.kind.words(), seen.why);
    writeln!(out, "       {GOOD}{facts}{GOOD:#}; base {}, missing {}, {distinct}", seen.base, seen.missing)?;
    let order = if seen.values.is_empty() && seen.kind != ColumnKind::Scale { ", " } else { " < " };
    if !seen.options.is_empty() {
        let option = |place: usize| {
            let option = &seen.options[place];
            let code = option.code.as_ref().map(|code| format!("{code} = ")).unwrap_or_default();
            format!("{code}{} ({})", short(&option.label, 50), option.count)
        };
        // Options past the numbers stand outside the scale.
        let inside =
            if seen.values.is_empty() { seen.options.len() } else { seen.values.len().min(seen.options.len()) };
        let scale: Vec<String> = (0..inside).take(OPTIONS).map(option).collect();
        let outside: Vec<String> = (inside..seen.options.len()).map(option).collect();
        let more = if inside > OPTIONS { format!("{order}… {} more", inside - OPTIONS) } else { String::new() };
        let apart = if outside.is_empty() { String::new() } else { format!("; outside: {}", outside.join(", ")) };
        writeln!(out, "       {}{more}{apart}", scale.join(order))?;
    } else if !seen.examples.is_empty() {
        let examples: Vec<String> = seen.examples.iter().map(|example| format!("“{example}”")).collect();
        writeln!(out, "       {FAINT}{}{FAINT:#}", examples.join(" "))?;
    }
    if let Some(format) = &seen.date_format {
        writeln!(out, "       written {format}")?;
    }
    Ok(())
}

/// Options that are listed of a column.
const OPTIONS: usize = 12;

fn question(out: &mut impl Write, seen: &QuestionSeen) -> io::Result<()> {
    let spec = &seen.spec;
    let kind = match spec.kind {
        Kind::Single => "single choice",
        Kind::Multiple => "multiple choice",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open-ended",
    };
    let mut facts = vec![format!("{kind}, base {}", seen.base)];
    if !spec.options.is_empty() {
        facts.push(format!("{} options", spec.options.len()));
    }
    if spec.columns.len() > 1 {
        facts.push(format!("{} columns", spec.columns.len()));
    }
    facts.extend(spec.grid.iter().map(|grid| format!("row of {grid}")));
    facts.extend(seen.other_of.iter().map(|other| format!("written beside {other}")));
    writeln!(out, "  {STRONG}{}{STRONG:#}  {}", spec.id, both_ends(&spec.question))?;
    writeln!(out, "       {GOOD}{}{GOOD:#}", facts.join(", "))
}

fn delimiter(byte: u8) -> String {
    match byte {
        b'\t' => "tab".to_owned(),
        b',' => "comma".to_owned(),
        b';' => "semicolon".to_owned(),
        b'|' => "bar".to_owned(),
        other => char::from(other).to_string(),
    }
}

fn named(column: &Column) -> String {
    match column {
        Column::Name(name) => short(name, 60),
        Column::Position(position) => format!("#{position}"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line, cut where it is long.
fn short(text: &str, longest: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest).collect();
    format!("{}…", cut.trim_end())
}

/// A text on one line, cut in its middle where it is long: the row of a grid stands at the end.
fn both_ends(text: &str) -> String {
    let line = one_line(text);
    let length = line.chars().count();
    if length <= 90 {
        return line;
    }
    let start: String = line.chars().take(48).collect();
    let end: String = line.chars().skip(length - 40).collect();
    format!("{} … {}", start.trim_end(), end.trim_start())
}

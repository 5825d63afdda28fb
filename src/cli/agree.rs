//! `verbatims agree`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Ended;
use super::agree_table::{self, AgreeLevel};
use super::columns::{Look, lines};
use super::forms::{bytes, write};
use super::table_json::table_json;
use super::terminal::{FAINT, STRONG, Terminal, shown};
use crate::export::csv_table;
use crate::ingest::{Column, SETTLED_COLUMNS};
use crate::measure::coders::{Coefficients, Measured, TAGGER, agreement_table};
use crate::measure::{Agreement, Bounds, HalfAgreement, Share, Table};
use crate::study::{
    Agreed, Asking, Question, Study, Survey, agree, is_listed, question_of, read_prepared, read_settled, with_settled,
};

#[derive(Debug, clap::Args)]
pub(super) struct AgreeArgs {
    /// The study's folder, or a table with one row a comment and one column a coder
    #[arg(value_name = "STUDY|FILE")]
    pub study: PathBuf,
    /// Of a table: the columns of the coders, by name or as #n
    #[arg(long, value_name = "COLUMN[,COLUMN]", value_delimiter = ',')]
    pub coders: Vec<Column>,
    /// Of a table: what the cells are [default: nominal]
    #[arg(long)]
    pub level: Option<AgreeLevel>,
    /// Of a table: the categories from the lowest to the highest
    #[arg(long, value_name = "LABEL[,LABEL]", value_delimiter = ',')]
    pub order: Vec<String>,
    /// Of a table: what parts the labels in a cell
    #[arg(long, value_name = "TEXT", default_value = ";")]
    pub separator: String,
    /// Of a table: cells that are no decision, beside blank ones
    #[arg(long, value_name = "CELL", value_delimiter = ',', default_value = "?")]
    pub missing: Vec<String>,
    /// One open question only
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// The people among themselves, the tagger no coder
    #[arg(long)]
    pub without_tagger: bool,
    /// Show also where the tagger differs on comments held out; for when the patterns are done
    #[arg(long)]
    pub held_out: bool,
    /// Disagreements shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub most: usize,
    /// Tables to read, as text or as Markdown, or every measure with its method as CSV or JSON, one row each
    #[arg(long, default_value = "table")]
    pub format: AgreeFormat,
    /// Write the sheet in which to settle the disagreements (CSV, or XLSX by its ending); what a person wrote into an
    /// earlier one is kept
    #[arg(long, value_name = "FILE")]
    pub resolve: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum AgreeFormat {
    /// Columns for a terminal
    Table,
    /// CSV
    Csv,
    /// As csv, as an array of objects
    Json,
    /// Markdown
    Md,
}

pub(super) fn run(terminal: &Terminal, args: &AgreeArgs) -> anyhow::Result<Ended> {
    if agree_table::is_table(&args.study) {
        return agree_table::run(terminal, args);
    }
    if !args.coders.is_empty() || args.level.is_some() || !args.order.is_empty() {
        bail!("`--coders`, `--level` and `--order` are about a table; the coders of a study are its `codings`");
    }
    let study = Study::load(&args.study)?;
    let (survey, _) = read_prepared(&study)?;
    let asking = Asking { tagger: !args.without_tagger, held_out: args.held_out };
    let mut found = Vec::new();
    for question in asked(&survey, args)? {
        found.push((question, agree(&study, question, asking)?));
    }
    if let (Some(file), [(question, agreed)]) = (&args.resolve, found.as_slice()) {
        resolve(terminal, &study, question, agreed, file)?;
    }
    let mut out = terminal.out();
    let look = match args.format {
        AgreeFormat::Csv | AgreeFormat::Json => {
            let table = tidy(&found)?;
            if args.format == AgreeFormat::Json {
                writeln!(out, "{}", table_json(&table)?)?;
            } else {
                out.write_all(&csv_table(&table)?)?;
            }
            out.flush()?;
            return Ok(Ended::Fine);
        }
        AgreeFormat::Md => Look::Markdown,
        AgreeFormat::Table => Look::Padded,
    };
    for (question, agreed) in &found {
        coefficients(&mut out, agreed, look)?;
        for of in &agreed.scores {
            scores(&mut out, of, look)?;
        }
        disagreements(&mut out, question, agreed, args.most, look)?;
    }
    out.flush()?;
    drop(out);
    for (question, agreed) in &found {
        say(terminal, question, agreed);
    }
    Ok(Ended::Fine)
}

/// The question named; without a name all that have codings, and one only where a sheet is to be written.
fn asked<'q, 's>(survey: &'q Survey<'s>, args: &AgreeArgs) -> anyhow::Result<Vec<&'q Question<'s>>> {
    let coded: Vec<&Question<'_>> =
        survey.questions.iter().chain(&survey.earlier).filter(|question| !question.codings.is_empty()).collect();
    if args.question.is_none() && !coded.is_empty() && (args.resolve.is_none() || coded.len() == 1) {
        return Ok(coded);
    }
    Ok(vec![question_of(survey, args.question.as_deref())?])
}

fn tidy(found: &[(&Question<'_>, Agreed)]) -> anyhow::Result<Table> {
    let mut tables = found.iter().map(|(_, of)| agreement_table(&of.question, &of.coefficients, &of.scores));
    let mut table = tables.next().context("there is no open question")?;
    tables.for_each(|more| table.rows.extend(more.rows));
    Ok(table)
}

fn heading(out: &mut impl Write, text: &str, look: Look) -> std::io::Result<()> {
    match look {
        Look::Padded => writeln!(out, "{STRONG}{text}{STRONG:#}"),
        Look::Markdown => writeln!(out, "## {text}\n"),
    }
}

fn coefficients(out: &mut impl Write, agreed: &Agreed, look: Look) -> std::io::Result<()> {
    for of_set in agreed.coefficients.chunk_by(|a, b| a.coders == b.coders) {
        let Some(first) = of_set.first() else { continue };
        heading(out, &format!("{}: {}{}", agreed.question, first.coders, on_half(first.half)), look)?;
        let themes: Vec<&Coefficients> = of_set.iter().filter(|of| of.theme.is_some()).collect();
        let measures = themes.first().map_or(&[][..], |of| of.measures.as_slice());
        let header = ["theme", "comments"].into_iter().chain(measures.iter().map(|one| one.measure));
        let header: Vec<String> = header.map(str::to_owned).collect();
        let row = |of: &&Coefficients| {
            let start = [of.theme.clone().unwrap_or_default(), of.units.to_string()];
            start.into_iter().chain(of.measures.iter().map(cell)).collect()
        };
        let rows: Vec<Vec<String>> = themes.iter().map(row).collect();
        for line in lines(&header, &rows, look) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
        for of in of_set.iter().filter(|of| of.theme.is_none()) {
            let said: Vec<String> = of.measures.iter().map(|one| format!("{} {}", one.measure, cell(one))).collect();
            writeln!(out, "all themes of {} as a set, {} comments: {}", of.group, of.units, said.join(", "))?;
        }
        undefined(out, of_set)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A line for each reason for which something has no value.
fn undefined(out: &mut impl Write, of_set: &[Coefficients]) -> std::io::Result<()> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for of in of_set {
        for why in of.measures.iter().filter_map(|one| one.undefined) {
            let subject = of.theme.as_deref().unwrap_or(&of.group);
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, subjects)) if subjects.contains(&subject) => {}
                Some((_, subjects)) => subjects.push(subject),
                None => reasons.push((why, vec![subject])),
            }
        }
    }
    for (why, subjects) in reasons {
        writeln!(out, "– not defined ({}): {why}", subjects.join(", "))?;
    }
    Ok(())
}

pub(super) fn cell(one: &Measured) -> String {
    match one.value {
        Some(value) if one.measure == "percent" => {
            let between = |bounds: Bounds| format!(" ({:.1} to {:.1})", bounds.low * 100.0, bounds.high * 100.0);
            format!("{:.1}%{}", value * 100.0, one.bounds.map(between).unwrap_or_default())
        }
        value => number(value, one.bounds),
    }
}

fn number(value: Option<f64>, bounds: Option<Bounds>) -> String {
    match (value, bounds) {
        (None, _) => "–".to_owned(),
        (Some(value), None) => format!("{value:.2}"),
        (Some(value), Some(bounds)) => format!("{value:.2} ({:.2} to {:.2})", bounds.low, bounds.high),
    }
}

fn on_half(half: &str) -> &'static str {
    match half {
        "test" => ", on the comments held out",
        "tune" => ", on the comments that were open",
        _ => "",
    }
}

fn scores(out: &mut impl Write, of: &Agreement, look: Look) -> std::io::Result<()> {
    for half in of.halves.iter().filter(|half| half.comments > 0) {
        let about = format!("{TAGGER} against {}, {}{}", of.coder, of.group, on_half(&half.half));
        heading(out, &format!("{about}: {} comments", half.comments), look)?;
        for line in lines(&["theme", "precision", "recall", "f1"].map(str::to_owned), &scored(half), look) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn scored(half: &HalfAgreement) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for of in &half.scores {
        rows.push(vec![
            of.theme.clone(),
            number(of.precision.value(), of.precision_bounds),
            number(of.recall.value(), of.recall_bounds),
            number(of.f1, of.f1_bounds),
        ]);
    }
    let mean = |(value, themes): (Option<f64>, u64)| match value {
        Some(value) => format!("{value:.2} of {themes} themes"),
        None => "–".to_owned(),
    };
    rows.push(vec![
        "macro".to_owned(),
        mean(half.macro_mean(|of| of.precision.value())),
        mean(half.macro_mean(|of| of.recall.value())),
        mean(half.macro_mean(|of| of.f1)),
    ]);
    rows
}

fn disagreements(
    out: &mut impl Write,
    question: &Question<'_>,
    agreed: &Agreed,
    most: usize,
    look: Look,
) -> std::io::Result<()> {
    let (disputed, themes) = (&agreed.disputed, &question.codebook.themes);
    if disputed.movements.is_empty() {
        return Ok(());
    }
    heading(out, "What the disagreements could do to the share of authors", look)?;
    let share = |share: Share| share.value().map_or("–".to_owned(), |value| format!("{:.1}%", value * 100.0));
    let row = |of: &crate::measure::coders::Movement| {
        let id = themes[of.theme].id.clone();
        vec![id, of.disagreements.to_string(), share(of.counted), share(of.least), share(of.most)]
    };
    let rows: Vec<Vec<String>> = disputed.movements.iter().map(row).collect();
    let header = ["theme", "disagreements", "counted", "all settled as no", "all as yes"].map(str::to_owned);
    for line in lines(&header, &rows, look) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    // A row of the sheet is a disagreement of the list.
    let evidence = agreed.sheet.header.iter().position(|name| name == SETTLED_COLUMNS[1]);
    let listed = disputed.list.iter().zip(&agreed.sheet.rows);
    for (one, row) in listed.filter(|(one, _)| !one.held_out || one.tagger.is_some()).take(most) {
        let comment = &question.comments.comments[one.comment];
        let people = agreed.people.iter().zip(&one.people);
        let said = people.filter_map(|(name, decision)| Some(format!("{name} {}", (*decision)?.id())));
        let said: Vec<String> = said.chain(one.tagger.map(|shows| format!("{TAGGER} {}", u8::from(shows)))).collect();
        let effect = one.effect * 100.0;
        // One of many authors must not look like none.
        let digits = if effect > 0.0 && effect < 0.1 { 3 } else { 1 };
        writeln!(
            out,
            "{STRONG}{} {}{STRONG:#}: {}; {effect:.digits$} points",
            comment.id,
            themes[one.theme].id,
            said.join(", ")
        )?;
        writeln!(out, "  {}", comment.text.replace(['\n', '\r'], " "))?;
        if let Some(evidence) = evidence.and_then(|place| row.get(place)).filter(|evidence| !evidence.is_empty()) {
            writeln!(out, "  {FAINT}{TAGGER}: {evidence}{FAINT:#}")?;
        }
    }
    Ok(())
}

fn say(terminal: &Terminal, question: &Question<'_>, agreed: &Agreed) {
    let disputed = &agreed.disputed;
    if !agreed.silent.is_empty() {
        terminal.warn(&format!("{} decided on no comment that is counted, and is left out", agreed.silent.join(", ")));
    }
    let blind = disputed.list.iter().filter(|one| one.held_out && one.tagger.is_none()).count();
    let settled = if disputed.settled > 0 { format!(", {} settled", disputed.settled) } else { String::new() };
    terminal.say(&format!("{}: {} disagreements{settled}", question.open.id, disputed.list.len()));
    if blind > 0 {
        terminal.say(&format!("{blind} of them are on comments held out: they stand in the sheet of --resolve only"));
    }
    if disputed.hidden > 0 {
        terminal.say(&format!(
            "{} more are the tagger's on comments held out, and hidden from whoever writes patterns; --held-out shows them",
            disputed.hidden
        ));
    }
}

fn resolve(
    terminal: &Terminal,
    study: &Study,
    question: &Question<'_>,
    agreed: &Agreed,
    file: &Path,
) -> anyhow::Result<()> {
    let mut sheet = agreed.sheet.clone();
    let mut values = 0;
    if file.exists() {
        let settled = read_settled(file, &shown(file))?;
        values = settled.values;
        sheet = with_settled(sheet, &settled);
    }
    let rows = sheet.rows.len();
    write(file, &bytes(file, &[sheet])?)?;
    terminal.say(&format!("{}: {values} of {rows} disagreements settled", shown(file)));
    if values > 0 && !is_listed(study, question, file) {
        terminal.say(&format!(
            "to count them, name the file first under `codings` of `{}` in study.toml, with `themes.source = \"reviewed\"`",
            question.open.id
        ));
    } else if values < rows {
        terminal.say("fill in `value` with 1, 0 or ?; run the same command again: what is filled in stays");
    }
    Ok(())
}

//! `verbatims sample`.

use std::path::{Path, PathBuf};

use super::Ended;
use super::forms::{bytes, is_workbook, refuse_other, write};
use super::terminal::{Terminal, shown};
use crate::diag::{Diagnostic, Place};
use crate::measure::coders::TAGGER;
use crate::study::{Question, SampleSheet, Study, question_of, read_prepared, sample_sheet};

#[derive(Debug, clap::Args)]
pub(super) struct SampleArgs {
    /// The study's folder
    pub study: PathBuf,
    /// How many comments
    #[arg(short = 'n', long = "size", value_name = "N", default_value_t = 100)]
    pub size: usize,
    /// The number that the draw starts from: the same seed draws the same comments, and more of them with a larger -n
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// The coder's name, which is also the name of the file
    #[arg(long, value_name = "NAME")]
    pub coder: String,
    /// The open question, where the study has several
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// Write the sheet to this file: NAME.csv, or NAME.xlsx, which offers the values in each cell [default:
    /// STUDY/codings/NAME.csv]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

pub(super) fn run(terminal: &Terminal, args: &SampleArgs) -> anyhow::Result<Ended> {
    let out = target(args)?;
    let study = Study::load(&args.study)?;
    let (survey, _) = read_prepared(&study)?;
    let question = question_of(&survey, args.question.as_deref())?;
    let SampleSheet { sheet, themes, split, counted, open } = sample_sheet(question, args.size, args.seed)?;
    let (beside, drawn) = (|what: &str| out.with_file_name(format!("{}-{what}.csv", args.coder)), sheet.rows.len());
    let splits = beside("split");
    let mut files = vec![(splits.clone(), bytes(&splits, &[split])?)];
    if is_workbook(&out) {
        files.push((out.clone(), bytes(&out, &[sheet, themes])?));
    } else {
        files.push((out.clone(), bytes(&out, &[sheet])?));
        files.push((beside("themes"), bytes(&beside("themes"), &[themes])?));
    }
    for (path, bytes) in &files {
        refuse_other(path, bytes)?;
    }
    for (path, bytes) in &files {
        write(path, bytes)?;
    }
    terminal.say(&format!("{drawn} of {counted} comments drawn with seed {}: {}", args.seed, shown(&out)));
    terminal.say("code each column a theme with 1 (yes), 0 (no) or ? (cannot say); a blank cell is not read");
    if open > 0 {
        terminal.warn(&format!(
            "{open} of them are `tune` in the study's split and stay so: they cannot tell the tagger's error"
        ));
    }
    next(terminal, args, question, (&out, &splits));
    Ok(Ended::Fine)
}

/// Says what to write into `study.toml`.
fn next(terminal: &Terminal, args: &SampleArgs, question: &Question<'_>, (sheet, split): (&Path, &Path)) {
    let own = |path: &Path| shown(path.strip_prefix(&args.study).unwrap_or(path));
    let mut codings: Vec<String> = question.open.codings.iter().map(|path| shown(path)).collect();
    if !codings.contains(&own(sheet)) {
        codings.push(own(sheet));
    }
    terminal.say(&format!("then, in study.toml under the open question `{}`:", question.open.id));
    terminal.say(&format!("  codings = {codings:?}\n  split = {:?}", own(split)));
}

fn target(args: &SampleArgs) -> Result<PathBuf, Diagnostic> {
    let wrong = |found: String, hint: &str| Err(Diagnostic::error(Place::file("--coder"), found).hint(hint));
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if args.coder.trim().is_empty() || args.coder.starts_with('.') || !args.coder.chars().all(is_name) {
        return wrong(format!("`{}` cannot name a file", args.coder), "use letters, digits, `-` and `_`");
    }
    if args.coder == TAGGER {
        return wrong(format!("`{TAGGER}` is the program's own coder"), "name the person");
    }
    let Some(out) = &args.out else {
        return Ok(args.study.join("codings").join(format!("{}.csv", args.coder)));
    };
    let named = out.file_stem().is_some_and(|stem| stem.to_string_lossy() == args.coder);
    let ending = out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) || is_workbook(out);
    if named && ending {
        return Ok(out.clone());
    }
    let expected = format!("`{}` was found, expected {}.csv or {}.xlsx", shown(out), args.coder, args.coder);
    Err(Diagnostic::error(Place::file("--out"), expected).hint("a coder is named as the file"))
}

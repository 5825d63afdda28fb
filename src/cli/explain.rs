//! `verbatims explain`.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::Ended;
use super::args::ExplainArgs;
use super::terminal::{CARE, EVIDENCE, FAINT, GOOD, STRONG, Terminal};
use crate::codebook::Codebook;
use crate::diag::{Diagnostic, Place, did_you_mean, nearest};
use crate::measure::{Exclusion, set_aside};
use crate::study::{Question, Study, Survey, read, read_prepared};
use crate::tag::{Cells, Explanation, Tagger, explain_row};
use crate::text::Span;

pub(super) fn run(terminal: &Terminal, args: &ExplainArgs) -> anyhow::Result<Ended> {
    let study = Study::load(&args.study)?;
    let survey = read(&study)?;
    let mut out = terminal.out();
    for said in not_counted(&study, &survey, args)? {
        writeln!(out, "{CARE}not counted{CARE:#}: {said}")?;
    }
    let mut theme_found = args.theme.is_none();
    unknown_cell(&survey, args)?;
    for Asked { question, text, cells } in texts(&survey, args)? {
        let wanted = args.theme.as_ref().map(|id| question.codebook.theme(id));
        if wanted == Some(None) {
            continue;
        }
        theme_found = true;
        let cell = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| *cell);
        explain_text(&mut out, &question.codebook, (text, &cell), wanted.flatten())?;
    }
    if !theme_found {
        return Err(no_theme(&survey, args.theme.as_deref().unwrap_or_default()).into());
    }
    out.flush()?;
    Ok(Ended::Fine)
}

/// Why the comment is in no count: what the study excludes or sets aside.
fn not_counted(study: &Study, survey: &Survey<'_>, args: &ExplainArgs) -> anyhow::Result<Vec<String>> {
    let Some(id) = args.comment.as_deref().filter(|_| args.text.is_none()) else { return Ok(Vec::new()) };
    let mut said = Vec::new();
    for question in &survey.questions {
        let comments = &question.comments.comments;
        if let Some(place) = comments.iter().position(|comment| comment.id == id) {
            let reason = set_aside(comments, &question.open.set_aside)[place];
            said.extend(reason.map(|reason| reason.explain().to_owned()));
        }
    }
    if !study.exclude.is_empty() {
        let (prepared, _) = read_prepared(study)?;
        let holds = |exclusion: &&Exclusion| exclusion.comments.iter().any(|(_, comment)| comment == id);
        let exclusion = prepared.treatment.exclusions.iter().find(holds);
        said.extend(exclusion.map(|of| format!("`[[exclude]]` leaves it out, {} (`{}`)", of.reason, of.when)));
    }
    Ok(said)
}

/// A text to explain, the question whose codebook it is held against, and the cells of its row by their columns.
struct Asked<'q, 's> {
    question: &'q Question<'s>,
    text: &'q str,
    cells: Vec<(&'q str, &'q str)>,
}

fn texts<'q, 's>(survey: &'q Survey<'s>, args: &'q ExplainArgs) -> Result<Vec<Asked<'q, 's>>, Diagnostic> {
    if let Some(text) = &args.text {
        let cells: Vec<_> = args.cells.iter().map(|(column, cell)| (column.as_str(), cell.as_str())).collect();
        return Ok(survey.questions.iter().map(|question| Asked { question, text, cells: cells.clone() }).collect());
    }
    let id = args.comment.as_deref().unwrap_or_default();
    let found: Vec<_> = survey
        .questions
        .iter()
        .chain(&survey.earlier)
        .filter_map(|question| {
            let comment = question.comments.comments.iter().find(|comment| comment.id == id)?;
            let columns = question.codebook.columns().into_iter();
            let cells = columns.filter_map(|column| Some((column, comment.cells.get(column)?))).collect();
            Some(Asked { question, text: &comment.text, cells })
        })
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let ids =
        survey.questions.iter().flat_map(|question| &question.comments.comments).map(|comment| comment.id.as_str());
    let error = Diagnostic::error(Place::file("COMMENT"), format!("the study has no comment `{id}`"));
    Err(match nearest(id, ids) {
        Some(near) => error.hint(format!("did you mean `{near}`? For a text of your own pass `--text`")),
        None => error.hint("give a comment's id as in its source; for a text of your own pass `--text`"),
    })
}

/// A cell given for a column that no pattern asks for would change nothing: most likely it is misspelled.
fn unknown_cell(survey: &Survey<'_>, args: &ExplainArgs) -> Result<(), Diagnostic> {
    let columns: Vec<&str> = survey.questions.iter().flat_map(|question| question.codebook.columns()).collect();
    match args.cells.iter().find(|(column, _)| !columns.contains(&column.as_str())) {
        None => Ok(()),
        Some((column, _)) => {
            let error = Diagnostic::error(Place::file("--cell"), format!("no pattern asks for the column `{column}`"));
            Err(match columns.as_slice() {
                [] => error.hint("leave it out; patterns ask for columns as in `[role = \"student\"]`"),
                columns => error.hint(did_you_mean(column, columns)),
            })
        }
    }
}

fn no_theme(survey: &Survey<'_>, id: &str) -> Diagnostic {
    let themes: Vec<&str> =
        survey.questions.iter().flat_map(|q| q.codebook.themes.iter().map(|theme| theme.id.as_str())).collect();
    Diagnostic::error(Place::file("--theme"), format!("there is no theme `{id}`")).hint(did_you_mean(id, &themes))
}

fn explain_text(
    out: &mut impl Write,
    codebook: &Codebook,
    (text, cells): (&str, Cells<'_>),
    wanted: Option<usize>,
) -> io::Result<()> {
    let tagger = Tagger::new(codebook);
    let row = codebook.columns().into_iter().filter_map(|column| Some(format!("{column}: “{}”", cells(column)?)));
    let row: Vec<String> = row.collect();
    if !row.is_empty() {
        writeln!(out, "{FAINT}its row has {}{FAINT:#}", row.join(", ").replace(['\n', '\r'], " "))?;
    }
    let mut shown = 0;
    for (place, theme) in codebook.themes.iter().enumerate() {
        let explanation = explain_row(codebook, &tagger, place, text, cells);
        if wanted.is_none_or(|wanted| wanted == place) && !explanation.matches.is_empty() {
            shown += 1;
            writeln!(out, "{GOOD}shows{GOOD:#} {STRONG}{}{STRONG:#} ({})", theme.label, theme.id)?;
            let mut spans: Vec<Span> = explanation.matches.iter().flat_map(|(_, spans)| spans.clone()).collect();
            spans.sort();
            writeln!(out, "  {}", marked(text, &spans))?;
            for (pattern, spans) in &explanation.matches {
                writeln!(out, "  {FAINT}{} by the pattern `{pattern}`{FAINT:#}", quoted(text, spans))?;
            }
        }
        if wanted.is_none_or(|wanted| wanted == place)
            && explanation.matches.is_empty()
            && !explanation.through.is_empty()
        {
            writeln!(out, "{GOOD}shows{GOOD:#} {STRONG}{}{STRONG:#} ({})", theme.label, theme.id)?;
            writeln!(out, "  {FAINT}through {}, below it{FAINT:#}", list(&explanation.through))?;
        }
        if wanted == Some(place) {
            if explanation.matches.is_empty() && explanation.through.is_empty() {
                writeln!(out, "{CARE}does not show{CARE:#} {STRONG}{}{STRONG:#} ({})", theme.label, theme.id)?;
                writeln!(out, "  {}", marked(text, &[]))?;
            }
            why_not(out, text, &explanation)?;
        }
    }
    if shown == 0 && wanted.is_none() {
        writeln!(out, "{CARE}shows no theme{CARE:#}\n  {}", marked(text, &[]))?;
        writeln!(out, "  {FAINT}name one with --theme to see why it is not shown{FAINT:#}")?;
    }
    Ok(())
}

/// The nearest patterns are worth reading; the rest are noise.
const NEAR_SHOWN: usize = 8;

fn why_not(out: &mut impl Write, text: &str, explanation: &Explanation) -> io::Result<()> {
    for cancelled in &explanation.cancelled {
        let words = quoted(text, &cancelled.spans);
        writeln!(out, "  cancelled: {words} by the pattern `{}`: {}", cancelled.pattern, cancelled.reason)?;
    }
    let mut near: Vec<_> = explanation.partial.iter().collect();
    near.sort_by_key(|(_, found, missing)| (missing.len(), Reverse(found.len())));
    for (pattern, found, missing) in near.iter().take(NEAR_SHOWN) {
        let why =
            if missing.is_empty() { "but not as it asks".to_owned() } else { format!("without {}", list(missing)) };
        match found.as_slice() {
            [] => writeln!(out, "  near: the pattern `{pattern}` asks for {}", list(missing))?,
            _ => writeln!(out, "  near: the pattern `{pattern}` has {} {why}", list(found))?,
        }
    }
    if near.len() > NEAR_SHOWN {
        writeln!(out, "  near: some words of {} more patterns occur, but not the whole", near.len() - NEAR_SHOWN)?;
    }
    if !explanation.absent.is_empty() {
        writeln!(out, "  absent: no word of {} patterns occurs", explanation.absent.len())?;
    }
    Ok(())
}

/// The words of a match; nothing where it has none.
fn quoted(text: &str, spans: &[Span]) -> String {
    match spans {
        [] => "without a word of its own".to_owned(),
        _ => format!("“{}”", spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ").replace('\n', " ")),
    }
}

fn list(words: &[String]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
}

/// The text on one line with the evidence between « and ».
fn marked(text: &str, spans: &[Span]) -> String {
    let mut line = String::new();
    let mut at = 0;
    for span in spans {
        line.push_str(&text[at..span.start]);
        line.push_str(&format!("«{EVIDENCE}{}{EVIDENCE:#}»", span.of(text)));
        at = span.end;
    }
    line.push_str(&text[at..]);
    line.replace(['\n', '\r'], " ")
}

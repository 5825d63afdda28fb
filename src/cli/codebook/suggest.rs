//! `verbatims codebook suggest`.

use std::fs;
use std::io::Write;

use super::super::Ended;
use super::super::terminal::{FAINT, GOOD, STRONG, Terminal, shown};
use super::super::write::to_file;
use super::args::SuggestArgs;
use super::hidden;
use crate::codebook::{add_pattern, is_sheet, is_workbook};
use crate::diag::{Diagnostic, Place, nearest};
use crate::measure::{Asked, Suggestion};
use crate::study::{Study, Suggested, Survey, read_prepared, suggestions};

pub(super) fn run(terminal: &Terminal, args: &SuggestArgs) -> anyhow::Result<Ended> {
    let study = Study::load(&args.study)?;
    let (survey, _) = read_prepared(&study)?;
    let asked = if args.untagged { [Asked::Untagged, Asked::All] } else { [Asked::All, Asked::Untagged] };
    let mut found = suggestions(&study, &survey, asked[0]);
    if let (Some(id), Some(theme)) = (&args.accept, &args.theme) {
        // An id is the same in both lists, so it need not be said again in which one it was read.
        found.extend(suggestions(&study, &survey, asked[1]));
        return accept(terminal, &survey, &found, id, theme);
    }
    print(terminal, &survey, &found)
}

/// The id of a suggestion; with the question's where there are several.
fn id(survey: &Survey<'_>, question: usize, suggestion: &Suggestion) -> String {
    match survey.questions.as_slice() {
        [_] => suggestion.id.clone(),
        questions => format!("{}:{}", questions[question].open.id, suggestion.id),
    }
}

fn print(terminal: &Terminal, survey: &Survey<'_>, found: &[Suggested]) -> anyhow::Result<Ended> {
    let mut out = terminal.out();
    for of_question in found {
        for group in &of_question.groups {
            for (place, suggestion) in group.iter().enumerate() {
                let (id, indent) = (id(survey, of_question.question, suggestion), if place == 0 { "" } else { "  " });
                writeln!(out, "{indent}{STRONG}{id}{STRONG:#}  `{}`  {}", suggestion.pattern, counts(suggestion))?;
                let surfaces: Vec<String> =
                    suggestion.surfaces.iter().map(|(words, count)| format!("{words} {count}")).collect();
                if surfaces.len() > 1 {
                    writeln!(out, "{indent}  {FAINT}{}{FAINT:#}", surfaces.join(", "))?;
                }
                for comment in &suggestion.examples {
                    let comment = &survey.questions[of_question.question].comments.comments[*comment];
                    writeln!(out, "{indent}  {}: {}", comment.id, comment.text.replace(['\n', '\r'], " "))?;
                }
            }
            writeln!(out)?;
        }
    }
    out.flush()?;
    drop(out);
    let groups: usize = found.iter().map(|found| found.groups.len()).sum();
    let groups = if groups == 1 { "1 group".to_owned() } else { format!("{groups} groups") };
    terminal.say(&format!("{groups}; write one into the codebook with --accept ID --theme THEME"));
    hidden(terminal, found.iter().map(|found| found.hidden).sum());
    Ok(Ended::Fine)
}

fn counts(suggestion: &Suggestion) -> String {
    let mut said = format!("{} uses in {} comments", suggestion.uses, suggestion.comments);
    if let (Some(rest), Some(g2)) = (suggestion.rest, suggestion.g2) {
        said.push_str(&format!(", {rest} in the other comments, G² {g2:.1}"));
    }
    said
}

fn accept(
    terminal: &Terminal,
    survey: &Survey<'_>,
    found: &[Suggested],
    wanted: &str,
    theme: &str,
) -> anyhow::Result<Ended> {
    let mut all: Vec<(String, &Suggested, &Suggestion)> = Vec::new();
    for of in found {
        all.extend(of.groups.iter().flatten().map(|found| (id(survey, of.question, found), of, found)));
    }
    let Some((_, of_question, suggestion)) = all.iter().find(|(id, ..)| id == wanted) else {
        let error = Diagnostic::error(Place::file("--accept"), format!("there is no suggestion `{wanted}`"));
        let hint = match nearest(wanted, all.iter().map(|(id, ..)| id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "ids are the first words of the lines that `codebook suggest` prints".to_owned(),
        };
        return Err(error.hint(hint).into());
    };
    // The file itself, where the study names a link to it.
    let path = fs::canonicalize(&of_question.codebook)?;
    let name = shown(&of_question.codebook);
    if is_workbook(&path) {
        let error = Diagnostic::error(Place::file(name), "workbooks are read and never written");
        let row = format!("add a row by hand: theme `{theme}`, pattern `{}`", suggestion.pattern);
        return Err(error.hint(format!("{row}; or keep the codebook as CSV or TOML")).into());
    }
    let text = fs::read_to_string(&path)?;
    let edited = add_pattern(&text, &name, is_sheet(&path), theme, &suggestion.pattern)?;
    to_file(&path, |to| Ok(to.write_all(edited.as_bytes())?))?;
    terminal.say(&format!("{GOOD}added{GOOD:#} `{}` to `{theme}` in {name}", suggestion.pattern));
    Ok(Ended::Fine)
}

//! `verbatims codebook diff`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::Ended;
use super::super::terminal::{BAD, FAINT, GOOD, STRONG, Terminal};
use super::args::DiffArgs;
use super::{hidden, load};
use crate::diag::{Diagnostic, Place};
use crate::study::{Changes, Held, Study, Turn, at_revision, changes, read_for};

pub(super) fn run(terminal: &Terminal, args: &DiffArgs) -> anyhow::Result<Ended> {
    let found = match (&args.git, args.paths.as_slice()) {
        (Some(revision), [study]) => since(revision, study)?,
        (None, [before, after, study]) => between(before, after, study)?,
        (git, _) => {
            let wanted = if git.is_some() { "the study's folder only" } else { "two codebooks and the study's folder" };
            let error = Diagnostic::error(Place::file("codebook diff"), format!("expected {wanted}"));
            return Err(error.hint("codebook diff A B STUDY, or codebook diff --git REV STUDY").into());
        }
    };
    print(terminal, &found)?;
    Ok(Ended::Fine)
}

fn between(before: &Path, after: &Path, study: &Path) -> anyhow::Result<Changes> {
    let study = Study::load(study)?;
    let (old, new) = (load(before)?, load(after)?);
    let survey = read_for(&study, &[Held { codebook: &old, path: after }, Held { codebook: &new, path: after }])?;
    Ok(changes(&old, (&new, after), &study, &survey))
}

fn since(revision: &str, study: &Path) -> anyhow::Result<Changes> {
    let study = Study::load(study)?;
    let mut codebooks: Vec<&PathBuf> = study.open.iter().map(|open| &open.codebook).collect();
    codebooks.sort();
    codebooks.dedup();
    let mut pairs = Vec::new();
    for codebook in codebooks {
        let path = study.folder.join(codebook);
        pairs.push((at_revision(&study, codebook, revision)?, load(&path)?, path));
    }
    // The study reads its own codebooks; those of then may ask for other columns.
    let held: Vec<Held<'_>> = pairs.iter().map(|(codebook, _, path)| Held { codebook, path }).collect();
    let survey = read_for(&study, &held)?;
    let mut found = Changes::default();
    for (before, after, path) in &pairs {
        let Changes { changes, hidden } = changes(before, (after, path), &study, &survey);
        found.changes.extend(changes);
        found.hidden += hidden;
    }
    Ok(found)
}

fn print(terminal: &Terminal, found: &Changes) -> anyhow::Result<()> {
    let mut out = terminal.out();
    let mut themes: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for change in &found.changes {
        let totals = themes.entry(&change.theme).or_default();
        let (style, word) = match change.turn {
            Turn::Gains => {
                totals.0 += 1;
                (GOOD, "gains")
            }
            Turn::Loses => {
                totals.1 += 1;
                (BAD, "loses")
            }
        };
        let by: Vec<String> = change.by.iter().map(|(pattern, words)| shown(pattern, words)).collect();
        let by = if by.is_empty() { "by a theme within it".to_owned() } else { format!("by {}", by.join(", ")) };
        writeln!(
            out,
            "{} {style}{word}{style:#} {STRONG}{}{STRONG:#} {FAINT}{by}{FAINT:#}",
            change.comment, change.theme
        )?;
    }
    for (theme, (gained, lost)) in &themes {
        writeln!(out, "{STRONG}{theme}{STRONG:#}: {gained} gained, {lost} lost")?;
    }
    out.flush()?;
    drop(out);
    terminal.say(&format!("{} changes", found.changes.len()));
    hidden(terminal, found.hidden);
    Ok(())
}

fn shown(pattern: &str, words: &str) -> String {
    let words = words.replace(['\n', '\r'], " ");
    if words.is_empty() { format!("`{pattern}`") } else { format!("`{pattern}` on “{words}”") }
}

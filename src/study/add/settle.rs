//! The files of a wave of which all is settled: its responses, what `study.toml` gains, and the export itself.

use std::collections::BTreeMap;

use super::cells::{Cells, cells};
use super::questions::{self, Known};
use super::{DRIFT, Joined, Joining, Wave, again, drift, edit, first, page};
use crate::study::StudyError;
use crate::study::init::{Clean, IGNORED, Names};

/// Makes the files of a wave of which all is settled.
pub(super) fn settle(
    wave: &Wave<'_>,
    joining: &Joining<'_>,
    (known, found): (&[Known<'_>], &[Option<usize>]),
    mut answers: Vec<Cells>,
    joined: &mut Joined,
) -> Result<(), StudyError> {
    let study = wave.study;
    let source = wave.own.map_or_else(|| first::free_source(study, wave), |own| own.id.clone());
    let mut new = page::Page::default();
    let began = questions::known(study, &wave.first.id, wave.id, true);
    let rest: Vec<&Clean> = wave.responded.others(found).into_iter().map(|at| &wave.responded.questions[at]).collect();
    let mut names = Names::default();
    ["id", "date", "weight"].iter().for_each(|taken| drop(names.unique(taken)));
    answers.iter().for_each(|(name, _)| drop(names.unique(name)));
    let mut ids = Names::default();
    known.iter().for_each(|known| drop(ids.unique(known.asked().id)));
    let taken = study.open.iter().map(|open| &open.id).chain(study.closed.iter().map(|closed| &closed.id));
    let taken = taken.chain(study.variables.iter().map(|variable| &variable.id));
    taken.for_each(|id| drop(ids.unique(id)));
    for clean in rest {
        let own = began.iter().find(|own| crate::study::waves::same_text(own.asked().text, &clean.spec.question));
        match own {
            Some(own) => answers.extend(cells(study, *own, clean, &BTreeMap::new())?),
            None => answers.extend(new.question(wave, clean, &source, (&mut ids, &mut names))?),
        }
    }
    let file = wave.own.map_or_else(|| format!("{source}.csv"), |own| own.file.display().to_string());
    joined.addition.files.insert(file.clone(), page::rows(wave, &answers)?);
    let raw = format!("raw/{}-{}", wave.id, wave.responded.raw.trim_start_matches("raw/"));
    let heading = if wave.own.is_none() { page::source(wave, (&source, &file), &raw) } else { String::new() };
    let named = first::named(study, joining, wave)?;
    if let Some((id, said)) = &named {
        joined.said.push(format!("the first wave is `{id}`, {said}"));
    }
    let edit = named.as_ref().map(|(id, _)| (wave.first.id.as_str(), id.as_str()));
    let text = edit::edited(study, edit, &format!("{heading}{}", new.finish(&mut joined.addition)))?;
    joined.addition.edits.insert("study.toml".to_owned(), (study.text.clone().into_bytes(), text.into_bytes()));
    joined.addition.copies.insert(raw.clone(), joining.file.to_owned());
    joined.addition.wave = Some((wave.id.to_owned(), joining.digest.to_owned()));
    match std::fs::read_to_string(study.folder.join(".gitignore")) {
        Ok(ignored) if ignored.lines().any(|line| matches!(line.trim(), "raw" | "raw/" | "/raw/" | "/raw")) => {}
        Ok(_) => joined.warnings.push(format!("{raw} has personal data: put `raw/` into .gitignore")),
        Err(_) => drop(joined.addition.files.insert(".gitignore".to_owned(), IGNORED.to_owned().into_bytes())),
    }
    Ok(())
}

/// The list of differences: in place of an earlier one, also where a spreadsheet has saved it anew.
pub(super) fn list(wave: &Wave<'_>, joined: &mut Joined) -> Result<(), StudyError> {
    let made = drift::file(wave.id, &joined.drift)?;
    match std::fs::read(wave.study.folder.join(DRIFT)) {
        Ok(now) if drift::is_list(&now) => drop(joined.addition.edits.insert(DRIFT.to_owned(), (now, made))),
        _ => drop(joined.addition.files.insert(DRIFT.to_owned(), made)),
    }
    Ok(())
}

/// Tells what was read, what was left out, and who is known again.
pub(super) fn say(wave: &Wave<'_>, known: &[Known<'_>], found: &[Option<usize>], joined: &mut Joined) {
    let read = &wave.responded;
    joined.said.push(format!("{}: {}", read.shown, read.summary));
    let there = found.iter().flatten().count();
    joined.said.push(format!("{there} of the {} questions of `{}` are in it", known.len(), wave.first.id));
    if !read.dropped.is_empty() {
        joined.said.push(format!("personal data left out: {}", read.dropped.join(", ")));
    }
    let people = read.said.iter().filter(|(what, _)| *what == again::PEOPLE);
    joined.said.extend(people.map(|(_, said)| said.clone()));
    let masked = &wave.responded.masked;
    joined.said.extend(masked.found().map(|(mask, word, count)| format!("{word} in texts: {count}, masked as {mask}")));
    let kept =
        known.iter().zip(found).filter(|(known, at)| at.is_some() && wave.study.is_gone(Some(wave.id), known.asked()));
    joined.warnings.extend(
        kept.map(|(known, _)| {
            format!("`{}` is said to be gone in this wave, and the export asks it", known.asked().id)
        }),
    );
}

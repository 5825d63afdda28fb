//! `--interactive`: what `init` decided on its own, asked step by step, with what it would do as the default. Columns that
//! are no questions are `ask_columns`'.
//!
//! An answer changes what was found; the study is then made of that as it is without questions, so that pressing Enter
//! throughout gives the same study. Nothing is written before the last question is answered.

use std::io::{self, BufRead, Write};

use super::ask_columns::columns;
use super::plan::Plan;
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, ColumnSeen, Inspection, QuestionSeen};
use crate::ingest::responses::{Kind, QuestionSpec};

/// What a question can be, and the word for it.
const KINDS: [(&str, Kind); 5] = [
    ("single", Kind::Single),
    ("multiple", Kind::Multiple),
    ("scale", Kind::Scale),
    ("number", Kind::Number),
    ("open", Kind::Open),
];

/// The word for leaving a question out.
const LEAVE: &str = "drop";

/// Asks about everything that was decided; the answers are in the plan afterwards.
///
/// # Errors
/// The input ends before the last question, or the output cannot be written to.
pub fn ask(plan: &mut Plan<'_>, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut asking = Asking { input, output };
    writeln!(asking.output, "Enter keeps what stands in brackets. Nothing is written before the last question.\n")?;
    plan.title = asking.text("Title of the study", &plan.title)?;
    for at in 0..plan.found.len() {
        let found = &mut plan.found[at];
        writeln!(
            asking.output,
            "\n{}: {}, {} responses, {} kept",
            found.shown, found.format_name, found.responses, found.kept
        )?;
        kinds(&mut asking, found)?;
        missing(&mut asking, found)?;
        personal(&mut asking, found)?;
        columns(&mut asking, plan, at)?;
    }
    if plan.found.iter().all(|found| found.questions.is_empty()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "no question is left to begin a study with"));
    }
    Ok(())
}

pub(super) struct Asking<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
}

impl Asking<'_> {
    /// Says something that is not asked.
    pub(super) fn tell(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")
    }

    /// A line as it was typed; the default where it is blank.
    pub(super) fn text(&mut self, question: &str, default: &str) -> io::Result<String> {
        /// A longer line is no answer.
        const LONGEST: u64 = 64 << 10;
        write!(self.output, "{question} [{default}]: ")?;
        self.output.flush()?;
        let mut line = String::new();
        if io::Read::take(&mut *self.input, LONGEST).read_line(&mut line)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the answers ended before the last question"));
        }
        let answer = line.trim();
        Ok(if answer.is_empty() { default.to_owned() } else { answer.to_owned() })
    }

    /// One of some words, or the beginning of one; asked again until it is.
    pub(super) fn one_of(&mut self, question: &str, words: &[&str], default: &str) -> io::Result<String> {
        loop {
            let answer = self.text(question, default)?.to_lowercase();
            let mut fitting = words.iter().filter(|word| word.starts_with(&answer));
            if let (Some(word), None) = (fitting.next(), fitting.next()) {
                return Ok((*word).to_owned());
            }
            writeln!(self.output, "  found `{answer}`, expected one of: {}", words.join(", "))?;
        }
    }

    fn yes(&mut self, question: &str, default: bool) -> io::Result<bool> {
        Ok(self.one_of(question, &["yes", "no"], if default { "yes" } else { "no" })? == "yes")
    }
}

/// Which column is which kind.
fn kinds(asking: &mut Asking<'_>, found: &mut Inspection) -> io::Result<()> {
    let mut kept = Vec::with_capacity(found.questions.len());
    for mut seen in std::mem::take(&mut found.questions) {
        if Some(&seen.spec.columns) == found.comment.reactions.clone().map(|column| vec![column]).as_ref() {
            kept.push(seen);
            continue;
        }
        let options = some(&seen.spec.options);
        let said = if options.is_empty() { String::new() } else { format!("\n  {options}") };
        writeln!(asking.output, "\n{} ({} answered){said}", one_line(&seen.spec.question), seen.base)?;
        let now = KINDS.iter().find(|(_, kind)| *kind == seen.spec.kind).map_or("open", |(word, _)| word);
        // What stands in several columns is one question in this form only.
        let words: Vec<&str> = if seen.spec.columns.len() > 1 {
            vec![now, LEAVE]
        } else {
            KINDS.iter().map(|(word, _)| *word).chain([LEAVE]).collect()
        };
        let answer = asking.one_of(&format!("  kind: {}", words.join(", ")), &words, now)?;
        if answer == LEAVE {
            continue;
        }
        if answer != now {
            become_kind(asking, &mut seen, &answer)?;
        }
        kept.push(seen);
    }
    found.questions = kept;
    Ok(())
}

fn become_kind(asking: &mut Asking<'_>, seen: &mut QuestionSeen, word: &str) -> io::Result<()> {
    let spec = &mut seen.spec;
    spec.kind = KINDS.iter().find(|(known, _)| *known == word).map_or(Kind::Open, |(_, kind)| *kind);
    spec.separator = None;
    if spec.kind != Kind::Scale {
        spec.values.clear();
    }
    match spec.kind {
        Kind::Multiple => {
            spec.options.clear();
            spec.separator = Some(asking.text("  what parts several answers in a cell", ";")?);
        }
        Kind::Number | Kind::Open => spec.options.clear(),
        Kind::Scale => {
            let now = spec.options.join("; ");
            let order = asking.text("  from the lowest to the highest, parted by `;`", &now)?;
            spec.options = order.split(';').map(|option| option.trim().to_owned()).filter(|o| !o.is_empty()).collect();
            spec.values.clear();
        }
        Kind::Single => {}
    }
    Ok(())
}

/// Which cells stand for no answer.
fn missing(asking: &mut Asking<'_>, found: &mut Inspection) -> io::Result<()> {
    for seen in &mut found.questions {
        let mut kept = Vec::new();
        for cell in std::mem::take(&mut seen.proposed_missing) {
            let question =
                format!("\nDoes `{}` stand for no answer to “{}”?", one_line(&cell), one_line(&seen.spec.question));
            if asking.yes(&question, true)? {
                kept.push(cell);
            }
        }
        seen.proposed_missing = kept;
    }
    Ok(())
}

/// Which columns say who somebody is, and are left out.
fn personal(asking: &mut Asking<'_>, found: &mut Inspection) -> io::Result<()> {
    let mut kept = Vec::new();
    for column in found.columns.iter_mut().filter(|column| column.kind == ColumnKind::Personal && column.base > 0) {
        let is_author = found.comment.author.as_ref().is_some_and(|author| is(author, column));
        if is_author
            || asking.yes(&format!("\nLeave out `{}`, which says who somebody is?", one_line(&column.name)), true)?
        {
            continue;
        }
        let words = ["single", "open"];
        let word = asking.one_of(&format!("  kind: {}", words.join(", ")), &words, "single")?;
        let kind = if word == "open" { Kind::Open } else { Kind::Single };
        column.kind = if kind == Kind::Open { ColumnKind::Open } else { ColumnKind::Single };
        kept.push(question(column, kind));
    }
    let taken = |id: &str, questions: &[QuestionSeen]| questions.iter().any(|seen| seen.spec.id == id);
    for mut seen in kept {
        while taken(&seen.spec.id, &found.questions) {
            seen.spec.id.push_str("-2");
        }
        found.questions.push(seen);
    }
    Ok(())
}

fn is(reference: &Column, column: &ColumnSeen) -> bool {
    match reference {
        Column::Name(name) => name.trim() == column.name.trim(),
        Column::Position(position) => *position == column.position,
    }
}

/// A question of a column that was none.
pub(super) fn question(column: &ColumnSeen, kind: Kind) -> QuestionSeen {
    let question = if column.question.is_empty() { column.name.clone() } else { column.question.clone() };
    let id = super::ids::slug(&column.name, "column");
    let spec = QuestionSpec::in_column(&id, &question, kind, Column::Position(column.position));
    let spec = QuestionSpec { missing: column.declared_missing.clone(), ..spec };
    QuestionSeen { spec, base: column.base, other_of: None, proposed_missing: Vec::new() }
}

pub(super) fn one_line(text: &str) -> String {
    const SHOWN: usize = 120;
    let line = super::page::one_line(text);
    let short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}

/// The first options, on a line.
fn some(options: &[String]) -> String {
    const SHOWN: usize = 8;
    let first: Vec<String> = options.iter().take(SHOWN).map(|option| one_line(option)).collect();
    let more = options.len().saturating_sub(SHOWN);
    let and = if more > 0 { format!("; {more} more") } else { String::new() };
    format!("{}{and}", first.join("; "))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::PathBuf;

    use super::super::plan::FromExport;
    use super::*;
    use crate::ingest::sheet::Opening;
    use crate::study::Begun;

    fn export() -> (tempfile::TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        let mut text = String::from("Town,Boats,E-mail,Why?\n");
        for n in 0..24 {
            let (town, boats) = (["North", "South", "N/A"][n % 3], ["Early", "Late"][n % 2]);
            text.push_str(&format!(
                "{town},{boats},a{n}@example.org,Because boat number {n} is never on time for my work.\n"
            ));
        }
        let file = folder.path().join("ferry.csv");
        std::fs::write(&file, text).unwrap();
        (folder, vec![file])
    }

    fn asked(answers: &str) -> (io::Result<Begun>, String) {
        let (folder, files) = export();
        let opening = Opening::default();
        let from = FromExport { files: &files, opening: &opening, format: None, folder: folder.path() };
        let mut plan = Plan::find(from).unwrap();
        let mut said = Vec::new();
        let done = ask(&mut plan, &mut Cursor::new(answers.as_bytes()), &mut said);
        (done.map(|()| plan.begin().unwrap()), String::from_utf8(said).unwrap())
    }

    fn study(begun: &Begun) -> String {
        String::from_utf8(begun.draft.files["study.toml"].clone()).unwrap()
    }

    #[test]
    fn enter_throughout_gives_the_study_that_is_written_without_questions() {
        let (folder, files) = export();
        let opening = Opening::default();
        let from = FromExport { files: &files, opening: &opening, format: None, folder: folder.path() };
        let silent = super::super::from_export(&from).unwrap();
        let (begun, said) = asked(&"\n".repeat(20));
        assert_eq!(begun.unwrap().draft.files, silent.draft.files);
        for default in
            ["Title of the study [Ferry]:", "[single]:", "[open]:", "no answer to “Town”? [yes]:", "`E-mail`"]
        {
            assert!(said.contains(default), "{default}\n{said}");
        }
    }

    #[test]
    fn an_answer_changes_what_is_written_and_a_wrong_one_is_asked_again() {
        // The title; Town stays; Boats is a scale in an order that is typed; the text is dropped; N/A is an answer; the
        // address is left out.
        let (begun, said) = asked("Boats of the bay\n\nladder\nscale\nLate; Early\ndrop\nno\n\n\n");
        let study = study(&begun.unwrap());
        assert!(
            said.contains("found `ladder`, expected one of: single, multiple, scale, number, open, drop"),
            "{said}"
        );
        assert!(study.contains("title = \"Boats of the bay\""));
        assert!(study.contains("options = [\"Late\", \"Early\"]"), "{study}");
        assert!(!study.contains("[[open]]") && !study.contains("missing ="), "{study}");
        assert!(study.contains("\"N/A\""));
    }

    #[test]
    fn ids_and_what_is_about_the_response_are_asked_for_and_a_wrong_name_is_asked_again() {
        let (begun, said) = asked("\n\n\n\n\n\nTowns\n#2\n");
        let study = study(&begun.unwrap());
        assert!(said.contains("Column with the respondent's id, or none [none]:"), "{said}");
        assert!(said.contains("found `Towns`, expected the name of a column, or #3 for the third"), "{said}");
        assert!(study.contains("are not kept") && !study.contains("id = \"Boats\""), "{study}");
    }

    #[test]
    fn answers_that_end_early_are_an_error() {
        let (begun, _) = asked("Boats\n");
        assert_eq!(begun.map(drop).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}

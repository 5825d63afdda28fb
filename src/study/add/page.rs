//! The files of a new wave: its responses, and what is appended to `study.toml`.

use std::collections::BTreeMap;

use super::Wave;
use super::cells::Cells;
use crate::export::Addition;
use crate::ingest::Column;
use crate::ingest::responses::Kind;
use crate::study::StudyError;
use crate::study::init::{self, Clean, Names, Open, codebook, is_missing, slug};

/// What is appended for questions that a wave is the first to ask, and their codebooks.
#[derive(Default)]
pub(super) struct Page {
    text: init::Page,
    codebooks: BTreeMap<String, String>,
}

impl Page {
    /// Declares a question, and gives its columns.
    pub(super) fn question(
        &mut self,
        wave: &Wave<'_>,
        clean: &Clean,
        source: &str,
        (ids, names): (&mut Names, &mut Names),
    ) -> Result<Vec<Cells>, StudyError> {
        let cells: Vec<Cells> = clean.columns.iter().map(|(name, cells)| (names.unique(name), cells.clone())).collect();
        let mut spec = clean.spec.clone();
        spec.id = ids.unique(&spec.id);
        spec.columns = cells.iter().map(|(name, _)| Column::Name(name.clone())).collect();
        let made = Clean { spec, columns: cells };
        if made.spec.kind == Kind::Open {
            let texts = made.columns.iter().flat_map(|(_, cells)| cells).map(|cell| cell.trim());
            let texts: Vec<&str> = texts.filter(|text| !text.is_empty() && !is_missing(&made.spec, text)).collect();
            if !texts.is_empty() {
                let file = self.free_codebook(wave, &made.spec.id);
                self.codebooks.insert(file.clone(), codebook(&made.spec.question, &texts)?);
                let open = Open { clean: &made, codebook: file, texts };
                let beside = init::parent(&wave.responded.questions, &clean.spec.id);
                init::open_question(&mut self.text, &open, beside, source);
            }
        } else {
            init::closed(&mut self.text, &made, source);
        }
        Ok(made.columns)
    }

    fn free_codebook(&self, wave: &Wave<'_>, id: &str) -> String {
        let base = format!("codebook-{}", slug(id, "open"));
        let taken = |file: &str| self.codebooks.contains_key(file) || wave.study.folder.join(file).exists();
        let mut file = format!("{base}.toml");
        let mut number = 2_u64;
        while taken(&file) {
            file = format!("{base}-{number}.toml");
            number += 1;
        }
        file
    }

    /// The text to append; the codebooks become files.
    pub(super) fn finish(self, addition: &mut Addition) -> String {
        addition.files.extend(self.codebooks.into_iter().map(|(file, text)| (file, text.into_bytes())));
        self.text.finish()
    }
}

/// The declaration of the source of a wave.
pub(super) fn source(wave: &Wave<'_>, (id, file): (&str, &str), raw: &str) -> String {
    let read = &wave.responded;
    let mut page = init::Page::default();
    page.blank();
    page.comment(&format!("The wave {}, joined by `verbatims add`.", wave.id));
    for (place, (what, said)) in read.facts.iter().enumerate() {
        page.fact(what, said);
        if place == 0 {
            page.fact("file", raw);
        }
    }
    for (what, said) in &read.said {
        page.fact(what, said);
    }
    page.line("[[source]]");
    page.text("id", id);
    page.text("file", file);
    page.text("wave", wave.id);
    page.text("wave_of", &wave.first.id);
    page.line("pseudonymous = true");
    if read.same_people {
        page.comment("An id stands for the same person as in the other waves.");
        page.line("same_people = true");
    } else {
        page.comment("Where an id stands for the same person as in the other waves: same_people = true");
    }
    page.line("[source.columns]");
    page.text("id", "id");
    let has = |name: &str| wave.responded.beside.iter().any(|(column, _)| *column == name);
    page.text("author", if has("author") { "author" } else { "id" });
    for key in ["date", "reply_to", "reactions"].into_iter().filter(|key| has(key)) {
        page.text(key, key);
    }
    if has("weight") {
        page.comment("The column `weight` holds the weight of each response.");
    }
    page.finish()
}

/// The responses as the study reads them.
pub(super) fn rows(wave: &Wave<'_>, answers: &[Cells]) -> Result<Vec<u8>, StudyError> {
    let beside = wave.responded.beside.iter().map(|(name, cells)| (*name, cells.as_slice()));
    let columns: Vec<(&str, &[String])> =
        beside.chain(answers.iter().map(|(name, cells)| (name.as_str(), cells.as_slice()))).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| StudyError::Write(error.into());
    writer.write_record(columns.iter().map(|(name, _)| name)).map_err(failed)?;
    for row in 0..columns.first().map_or(0, |(_, cells)| cells.len()) {
        let cells = columns.iter().map(|(_, cells)| cells.get(row).map_or("", String::as_str));
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))
}

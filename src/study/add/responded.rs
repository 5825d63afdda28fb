//! What the export of a new wave holds, made clean as `init` makes it.
//!
//! Rows and authors that were numbered are named with the wave, so that they stand for nobody of another wave. Where the
//! study has a key of its people, the export's ids become the same keyed hashes as in its other waves.

use super::Joining;
use crate::diag::{Diagnostic, Place};
use crate::ingest::inspect::Inspection;
use crate::ingest::personal::Masked;
use crate::study::init::{self, Clean, CleanSource, FromExport, KEY_FILE, Names, PeopleKey, Plan, sources};
use crate::study::{Study, StudyError};

/// What the export holds.
pub(super) struct Responded {
    /// As it was found.
    pub found: Inspection,
    /// Where `init` would keep the export.
    pub raw: String,
    /// What stands beside the answers, by the name of its column; `id` is the first.
    pub beside: Vec<(&'static str, Vec<String>)>,
    /// The questions.
    pub questions: Vec<Clean>,
    /// What is masked in texts.
    pub masked: Masked,
    /// What became of ids and authors.
    pub said: Vec<(&'static str, String)>,
    /// What should be looked at.
    pub warnings: Vec<String>,
}

/// Reads an export and makes it clean.
///
/// # Errors
/// The file cannot be read, holds no responses, or none that are kept; or the key of the study's people cannot be read.
pub(super) fn responded(study: &Study, joining: &Joining<'_>) -> Result<Responded, StudyError> {
    let files = [joining.file.to_owned()];
    let (opening, format) = (joining.opening, joining.format);
    let plan = Plan::find(FromExport { files: &files, opening, format, folder: &study.folder })?;
    let mut made = sources(&plan)?;
    let Some((mut source, found)) = made.sources.pop().zip(plan.found.first().cloned()) else {
        let none = Diagnostic::error(Place::file(joining.file.display().to_string()), "holds no responses");
        return Err(none.hint("`verbatims inspect` shows what every row was taken for").into());
    };
    let numbered = is_numbered(&source);
    if numbered {
        name_with_wave(&mut source, joining.wave);
    } else if study.folder.join(KEY_FILE).exists() {
        let key = PeopleKey::of(&study.folder)?;
        let ids = source.beside.iter_mut().filter(|(name, _)| *name == "id").flat_map(|(_, ids)| ids);
        ids.for_each(|id| *id = key.id(id));
        let hashed = "a keyed hash of those of the export, with the key in raw/ as in the first wave".to_owned();
        made.said.iter_mut().filter(|(what, _)| *what == "ids").for_each(|(_, said)| said.clone_from(&hashed));
    }
    Ok(Responded {
        raw: init::raw(joining.file, &mut Names::default()),
        found,
        beside: source.beside,
        questions: source.questions,
        masked: made.cleaning.masked,
        said: made.said,
        warnings: made.warnings,
    })
}

/// Whether the ids are numbers of rows, and not the export's own.
fn is_numbered(source: &CleanSource) -> bool {
    let of_row = |(row, id): (usize, &String)| *id == format!("R{}", row + 1);
    source.comments || source.beside.first().is_some_and(|(_, ids)| ids.iter().enumerate().all(of_row))
}

fn name_with_wave(source: &mut CleanSource, wave: &str) {
    let names = source.beside.iter_mut().filter(|(name, _)| matches!(*name, "id" | "author" | "reply_to"));
    for cell in names.flat_map(|(_, cells)| cells).filter(|cell| !cell.is_empty()) {
        *cell = format!("{wave}-{cell}");
    }
}

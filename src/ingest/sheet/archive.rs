//! Zip archives: what is inside, whether that can be unpacked safely, and the one text that some exports come in.
//!
//! Nothing is believed of an archive that its size does not bear out: the entries, and what they unpack to, are counted
//! before any is read, and those that could unpack to more than they say are unpacked once to see.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::input::{Bytes, Input, part};
use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;

/// Bytes that a workbook may unpack to.
pub(super) const UNPACKED: u64 = 1 << 30;

/// Entries that an archive may have.
const ENTRIES: usize = 10_000;

/// No deflated byte becomes more than this.
const RATIO: u64 = 1032;

/// Endings of the one text that a zip may hold.
const TEXTS: [&str; 7] = ["csv", "tsv", "tab", "psv", "txt", "json", "jsonl"];

type Archive = ZipArchive<BufReader<File>>;

/// Opens an archive; what is cut off or encrypted is said.
pub(super) fn open(path: &Path, shown: &str) -> Result<Archive, IngestError> {
    let file = File::open(path).map_err(|source| IngestError::Read { path: path.to_owned(), source })?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| {
        wrong(shown, format!("the zip cannot be read: {error}"))
            .hint("it was cut off on its way or is damaged; download or copy it again")
            .into()
    })
}

/// The names of the files in an archive.
pub(super) fn names(archive: &Archive) -> Vec<String> {
    archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// Refuses an archive that would unpack to more than [`UNPACKED`] bytes, or holds what is encrypted.
pub(super) fn guard(archive: &mut Archive, shown: &str) -> Result<(), IngestError> {
    if archive.len() > ENTRIES {
        return Err(too_large(shown, format!("it has {} entries, at most {ENTRIES} are read", archive.len())));
    }
    let (mut said, mut possible) = (0_u64, 0_u64);
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(|error| damaged(shown, &error))?;
        if entry.encrypted() {
            return Err(protected(shown).into());
        }
        said = said.saturating_add(entry.size());
        possible = possible.saturating_add(entry.compressed_size().saturating_mul(RATIO));
    }
    let limit = UNPACKED >> 20;
    if said > UNPACKED {
        return Err(too_large(shown, format!("it unpacks to {} MiB, at most {limit} MiB are read", said >> 20)));
    }
    if possible <= UNPACKED {
        return Ok(());
    }
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| damaged(shown, &error))?;
        // What is damaged is said by whoever reads it.
        left -= io::copy(&mut entry.take(left), &mut io::sink()).unwrap_or(0);
        if left == 0 {
            return Err(too_large(shown, format!("it unpacks to more than {limit} MiB")));
        }
    }
    Ok(())
}

/// The text in a zip that holds one, as a form's download is; `None` where the zip is something else.
pub(super) fn single_text(input: &Input) -> Result<Option<Bytes>, IngestError> {
    let mut archive = open(&input.path, &input.shown)?;
    let names = names(&archive);
    if names.iter().any(|name| matches!(name.as_str(), "[Content_Types].xml" | "mimetype" | "content.xml")) {
        return Ok(None);
    }
    let is_file = |name: &str| !name.ends_with('/') && !name.starts_with("__MACOSX/") && !name.ends_with(".DS_Store");
    let files: Vec<usize> = (0..names.len()).filter(|&place| is_file(&names[place])).collect();
    let is_text = |name: &str| {
        name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.iter().any(|text| ending.eq_ignore_ascii_case(text)))
    };
    let [place] = files[..] else {
        let some: Vec<&str> = files.iter().take(5).map(|&place| names[place].as_str()).collect();
        let found = format!("the zip holds {} files ({}), expected one CSV", files.len(), some.join(", "));
        return Err(input.error(found).hint("unpack it, and give the file with the data").into());
    };
    if !is_text(&names[place]) {
        let found = format!("the zip holds `{}`, expected one CSV", names[place]);
        return Err(input.error(found).hint("unpack it, and give the file with the data").into());
    }
    let (from, length, method) = {
        let entry = archive.by_index_raw(place).map_err(|error| damaged(&input.shown, &error))?;
        if entry.encrypted() {
            return Err(protected(&input.shown).into());
        }
        (entry.data_start().unwrap_or_default(), entry.compressed_size(), entry.compression())
    };
    let packed = BufReader::new(part(&input.path, from, length).map_err(|source| input.failed(source))?);
    match method {
        CompressionMethod::Stored => Ok(Some(Box::new(packed))),
        CompressionMethod::Deflated => Ok(Some(Box::new(DeflateDecoder::new(packed)))),
        other => Err(input.error(format!("the zip is packed with {other}, expected deflate")).into()),
    }
}

/// That a file opens only with a password.
pub(super) fn protected(shown: &str) -> Diagnostic {
    wrong(shown, "the file is protected by a password".to_owned())
        .hint("remove the password: open the file, save it without one, and give that file")
}

fn damaged(shown: &str, error: &dyn std::error::Error) -> IngestError {
    wrong(shown, format!("the zip is damaged: {error}")).hint("download or copy it again").into()
}

fn too_large(shown: &str, found: String) -> IngestError {
    wrong(shown, format!("the zip is too large: {found}"))
        .hint("export the data as CSV, which has no such limit")
        .into()
}

fn wrong(shown: &str, found: String) -> Diagnostic {
    Diagnostic::error(Place::file(shown), found)
}

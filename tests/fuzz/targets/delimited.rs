//! Delimited text. The first byte sets the encoding and the delimiter, or leaves them to be seen.

use verbatims::ingest::sheet::Opening;

use super::{Target, read_as_a_file};

pub const TARGET: Target = Target { name: "delimited", run };

fn run(data: &[u8]) {
    let Some((settings, bytes)) = data.split_first() else { return };
    let encodings = [None, Some("utf-8"), Some("utf-16le"), Some("utf-16be"), Some("windows-1252"), Some("macintosh")];
    let delimiters = [None, Some(b','), Some(b';'), Some(b'\t')];
    read_as_a_file(
        bytes,
        &Opening {
            container: (settings & 128 == 0).then(|| "csv".to_owned()),
            encoding: encodings[usize::from(settings & 7) % encodings.len()].map(str::to_owned),
            delimiter: delimiters[usize::from(settings >> 3 & 3)],
            sheet: None,
        },
    );
}

//! An SPSS system file.

use verbatims::ingest::sheet::Opening;

use super::{Target, read_as_a_file};

pub const TARGET: Target = Target { name: "sav", run };

fn run(bytes: &[u8]) {
    read_as_a_file(bytes, &Opening { container: Some("sav".to_owned()), ..Opening::default() });
}

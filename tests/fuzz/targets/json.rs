//! JSON, or JSON Lines where the first byte is odd.

use verbatims::ingest::sheet::Opening;

use super::{Target, read_as_a_file};

pub const TARGET: Target = Target { name: "json", run };

fn run(data: &[u8]) {
    let Some((settings, bytes)) = data.split_first() else { return };
    let container = if settings & 1 == 1 { "jsonl" } else { "json" };
    read_as_a_file(bytes, &Opening { container: Some(container.to_owned()), ..Opening::default() });
}

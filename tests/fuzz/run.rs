//! What libFuzzer runs: the target that `VERBATIMS_FUZZ` names. The targets themselves are in `targets`, which the
//! program's own tests run too.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
// The slow matcher asks for these by their names in the program.
use verbatims::{codebook, condition, tag, text};

mod targets;

static RUN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("VERBATIMS_FUZZ").expect("`make fuzz` names a target");
    targets::TARGETS.iter().find(|target| target.name == name).expect("the target stands in the list").run
});

fuzz_target!(|data: &[u8]| RUN(data));

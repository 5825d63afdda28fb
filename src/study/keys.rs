//! Every key of `study.toml` with what it takes and means: the reference page is made from these lists.

mod answered;
mod asked;
mod told;

pub use crate::codebook::Key;

const fn key(section: &'static str, key: &'static str, takes: &'static str, means: &'static str) -> Key {
    Key { section, key, takes, means }
}

/// Every key of `study.toml`, part by part: the reference page is made from these lists, and a test holds that none is
/// missing.
pub const KEYS: &[&[Key]] = &[asked::ASKED, answered::ANSWERED, told::TOLD];

//! What is fuzzed: one file a target, one line in [`TARGETS`]. A target takes any bytes and panics where a promise is
//! broken. libFuzzer makes the bytes in `make fuzz`; `make test` runs every file of `seeds/NAME` and `finds/NAME`.

mod codebook;
mod dictionary;
mod pattern;
mod tagger;
mod words;

/// A function that must keep its promises on any bytes.
pub struct Target {
    /// The name of its folders, and of `make fuzz TARGET=name`.
    pub name: &'static str,
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[codebook::TARGET, dictionary::TARGET, pattern::TARGET, tagger::TARGET, words::TARGET];

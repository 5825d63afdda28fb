//! How large a codebook may be. Reading takes some hundred bytes of memory for a byte of TOML, so that a file which nobody
//! can have written is refused before it is read.

use std::io::{self, Read};
use std::path::Path;

use crate::diag::{Diagnostic, Place};

/// The bytes of a codebook or a dictionary.
pub(super) const BYTES: usize = 16 << 20;

/// Themes of a codebook.
pub(super) const THEMES: usize = 100_000;

/// The bytes of a codebook's or a dictionary's file, and no more than one over the limit: a device may have no end.
///
/// # Errors
/// The file cannot be read.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is wrong with so many bytes.
pub(super) fn too_long(shown: &str, bytes: usize) -> Option<Diagnostic> {
    (bytes > BYTES).then(|| {
        let message = format!("the file has more than {} MiB", BYTES >> 20);
        Diagnostic::error(Place::file(shown), message)
            .hint("take the themes apart into several codebooks, each of its own")
    })
}

/// What is wrong with so many themes.
pub(super) fn too_many(shown: &str, themes: usize) -> Option<Diagnostic> {
    (themes > THEMES).then(|| {
        let message = format!("the codebook has {themes} themes, expected at most {THEMES}");
        Diagnostic::error(Place::file(shown), message)
            .hint("put the words that mean one thing into one theme, each as a pattern of it")
    })
}

/// The tables of themes that a text seems to hold, told without reading it.
pub(super) fn themes_in(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with("[[theme]]")).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;

    #[test]
    fn what_nobody_can_have_written_is_refused_before_it_is_read() {
        let first = |text: &str| parse(text, "c.toml").unwrap_err().diagnostics()[0].to_string();
        let themes = "[[theme]]\nid = 'a'\n".repeat(THEMES + 1);
        assert!(first(&themes).starts_with("c.toml: the codebook has 100001 themes, expected at most 100000\nhint:"));
        let inline = format!("theme = [{}]", "{id='a'},".repeat(THEMES + 1));
        assert!(first(&inline).contains("100001 themes"));
        assert!(first(&" ".repeat(BYTES + 1)).starts_with("c.toml: the file has more than 16 MiB\nhint:"));
    }
}

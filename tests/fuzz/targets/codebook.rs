//! A codebook: TOML, or a sheet where the first byte is odd. What is read can be checked, matched, written and edited;
//! what is refused has a place.

use std::path::Path;

use verbatims::codebook::exchange::{FORMATS, export};
use verbatims::codebook::{Codebook, add_pattern, dead, lint, parse_as, shadowed};
use verbatims::tag::{Tagger, explain};

use super::Target;

pub const TARGET: Target = Target { name: "codebook", run };

fn run(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let sheet = kind % 2 == 1;
    let name = if sheet { "codebook.csv" } else { "codebook.toml" };
    match parse_as(Path::new(name), bytes, name) {
        Ok(codebook) => held(&codebook, bytes, sheet),
        Err(error) => {
            let found = error.diagnostics();
            assert!(!found.is_empty() && found.len() <= 101);
            let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
            for diagnostic in found {
                assert!(diagnostic.to_string().starts_with(name), "{diagnostic}");
                assert!(diagnostic.place.and_then(|place| place.line).is_none_or(|line| line <= lines.max(1)));
            }
        }
    }
}

fn held(codebook: &Codebook, bytes: &[u8], sheet: bool) {
    let _ = (lint(codebook), shadowed(codebook), dead(codebook));
    let tagger = Tagger::new(codebook);
    for (place, theme) in codebook.themes.iter().enumerate() {
        assert_eq!(codebook.theme(&theme.id), Some(place));
        assert!(codebook.above(place).count() <= 16);
        let example = theme.matches.first().map_or("a note, hello", |example| example.text.as_str());
        let shows = tagger.tag(example).shows(place);
        let explained = explain(codebook, &tagger, place, example);
        assert_eq!(shows, !explained.matches.is_empty() || !explained.through.is_empty());
    }
    for format in FORMATS {
        let _ = export(codebook, format);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(theme) = codebook.themes.first() else { return };
    // Refused, or a codebook with this pattern more.
    if let Ok(edited) = add_pattern(text, "c", sheet, &theme.id, "\"it's so\" OR zebra") {
        assert!(edited.contains("zebra"));
    }
}

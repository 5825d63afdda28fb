//! A dictionary of another program. The first byte names the format, the second how it is to be read. What is taken
//! over is a codebook that can be written in the same format again.

use verbatims::codebook::exchange::{FORMATS, NestedScope, Options, ValueType, export, import};
use verbatims::codebook::parse;

use super::Target;

pub const TARGET: Target = Target { name: "dictionary", run };

fn run(data: &[u8]) {
    let [format, how, bytes @ ..] = data else { return };
    let format = &FORMATS[usize::from(*format) % FORMATS.len()];
    let values = match how % 8 {
        0 => Some(ValueType::Glob),
        1 => Some(ValueType::Fixed),
        2 => Some(ValueType::Regex),
        _ => None,
    };
    let options = Options {
        values,
        scope: if how & 8 == 0 { NestedScope::Key } else { NestedScope::Dictionary },
        levels: ["1", "2-3", "1,3"].get(usize::from(how >> 4)).and_then(|levels| levels.parse().ok()),
    };
    let Ok(imported) = import(bytes, "d", format, &options) else { return };
    let own_language = imported.value.own_language;
    match imported.value.to_toml("d") {
        Ok(text) => {
            let codebook = parse(&text, "c").unwrap();
            for format in FORMATS {
                if let Ok(written) = export(&codebook, format) {
                    let again = import(written.value.as_bytes(), "w", format, &Options::default());
                    assert!(again.is_ok() || written.value.len() < 4096, "{}: {:?}", format.id, again.err());
                }
            }
        }
        // In our own language a pattern may be wrong, and is shown when the codebook is read.
        Err(error) => assert!(own_language, "{:?}", error.diagnostics()),
    }
}

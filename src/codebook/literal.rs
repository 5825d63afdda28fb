//! Text as a TOML string on one line: literal where it can be, so that a pattern stands in the file as it is read.

/// The text as a TOML string.
#[must_use]
pub(super) fn literal(text: &str) -> String {
    let plain = |c: char| !c.is_control() || c == '\t';
    if text.chars().all(plain) && !text.contains('\'') {
        return format!("'{text}'");
    }
    if text.chars().all(plain) && !text.contains("'''") && !text.ends_with('\'') {
        return format!("'''{text}'''");
    }
    let mut escaped = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c if plain(c) => escaped.push(c),
            c => escaped.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    escaped.push('"');
    escaped
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::literal;

    #[test]
    fn a_literal_string_is_written_wherever_it_can_be() {
        assert_eq!(literal(r#""personal" note*"#), r#"'"personal" note*'"#);
        assert_eq!(literal("don't"), "'''don't'''");
        assert_eq!(literal("it's'"), "\"it's'\"");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "\\PC{0,12}|['\"\\\\\n\t\u{0}a]{0,8}") {
            let read: BTreeMap<String, String> = toml::from_str(&format!("a = {}", literal(&text))).unwrap();
            prop_assert_eq!(&read["a"], &text);
        }
    }
}

//! Names that SPSS takes, made from any text: a letter first, then letters, digits, `_` and `.`; up to 64 bytes; no
//! word of its language; no two that differ only in case.

use std::collections::BTreeSet;

use super::cut;

/// The longest name in bytes.
const LONGEST: usize = 64;
/// Words of SPSS's language that are no names.
const RESERVED: &[&str] = &["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"];

/// Names given so far, in capitals.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name that is valid and new, as near to the one wanted as can be.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let base = valid(wanted);
        let mut name = base.clone();
        let mut next = 2_u64;
        while RESERVED.contains(&name.to_uppercase().as_str()) || !self.0.insert(name.to_uppercase()) {
            let ending = format!("_{next}");
            name = format!("{}{ending}", cut(&base, LONGEST - ending.len()));
            next += 1;
        }
        name
    }
}

/// The text with everything else as `_`, never twice in a row.
fn valid(wanted: &str) -> String {
    let mut name = String::new();
    for letter in wanted.chars() {
        let letter = if letter.is_alphanumeric() || letter == '.' { letter } else { '_' };
        if letter == '_' && (name.is_empty() || name.ends_with('_')) {
            continue;
        }
        if name.is_empty() && !letter.is_alphabetic() {
            name.push('V');
        }
        name.push(letter);
    }
    if name.is_empty() {
        name.push('V');
    }
    // A point at the end would end a command, and names with `_` at the end are those that procedures make.
    cut(&name, LONGEST).trim_end_matches(['.', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_as_near_to_the_label_as_can_be() {
        let mut names = Names::default();
        for (wanted, expected) in [
            ("theme_price", "theme_price"),
            ("Theme Price", "Theme_Price_2"),
            ("1st choice?", "V1st_choice"),
            ("", "V"),
            ("???", "V_2"),
            ("not", "not_2"),
            ("Größe (cm).", "Größe_cm"),
            ("...", "V_3"),
        ] {
            assert_eq!(names.give(wanted), expected, "{wanted}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_valid_name_of_its_own(wanted in proptest::collection::vec("\\PC{0,80}", 1..20)) {
            let mut names = Names::default();
            let mut seen = BTreeSet::new();
            for wanted in wanted.iter().chain(&wanted) {
                let name = names.give(wanted);
                prop_assert!((1..=LONGEST).contains(&name.len()), "{}", name);
                prop_assert!(name.starts_with(char::is_alphabetic), "{}", name);
                prop_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.'), "{}", name);
                prop_assert!(!name.ends_with(['.', '_']), "{}", name);
                prop_assert!(seen.insert(name.to_uppercase()), "{} twice", name);
            }
        }
    }
}

//! Names: ids of people, short names of columns, and names of files.

use std::collections::HashSet;

use crate::ingest::personal;

/// Names that are unique in one file.
#[derive(Default)]
pub(in crate::study) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// The wanted name, with a number behind it where it is taken.
    pub(in crate::study) fn unique(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2_u64;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        name
    }
}

/// Small letters, digits and `-`, for ids and names of files; `none` where nothing is left.
pub(in crate::study) fn slug(text: &str, none: &str) -> String {
    /// Longer names are cut.
    const LONGEST: usize = 40;
    let mut slug = String::new();
    for c in crate::text::fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { none.to_owned() } else { slug.to_owned() }
}

/// Why the ids of an export cannot be kept; `None` where they can: each stands once, and none says who anybody is.
///
/// `assigned` says that the platform gives ids of this form; other ids must have a digit each, as numbers and keys have
/// and names have not.
pub(super) fn unfit(ids: &[String], assigned: bool) -> Option<&'static str> {
    /// No id is longer.
    const LONGEST: usize = 64;
    let mut seen = HashSet::new();
    for id in ids {
        let id = id.trim();
        if id.is_empty() {
            return Some("some rows have none");
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '{' | '}');
        let digit = id.bytes().any(|byte| byte.is_ascii_digit());
        if id.len() > LONGEST || !id.chars().all(plain) || !(assigned || digit) {
            return Some("they may say who somebody is");
        }
        if personal("", &mut std::iter::once(id)).is_some() {
            return Some("they may say who somebody is");
        }
        if !seen.insert(id) {
            return Some("one stands twice");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_only_where_they_are_unique_and_say_nothing() {
        let unfit = |ids: &[&str], assigned| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            unfit(&ids, assigned)
        };
        assert_eq!(unfit(&["R_ab", "R_cd"], true), None);
        assert_eq!(unfit(&["118201", "118202"], false), None);
        assert_eq!(unfit(&["annaq", "bertl"], false), Some("they may say who somebody is"));
        assert_eq!(unfit(&["a1@example.org"], true), Some("they may say who somebody is"));
        assert_eq!(unfit(&["1", "1"], false), Some("one stands twice"));
        assert_eq!(unfit(&["1", ""], false), Some("some rows have none"));
    }

    #[test]
    fn names_are_unique_in_any_case() {
        let mut names = Names::default();
        let made: Vec<String> = ["Q1", "q1", "q1_2", "Q1"].iter().map(|name| names.unique(name)).collect();
        assert_eq!(made, ["Q1", "q1_2", "q1_2_2", "Q1_3"]);
    }

    #[test]
    fn a_slug_is_an_id() {
        assert_eq!(slug("  Zoë’s 1st Façade! ", "x"), "zoe-s-1st-facade");
        assert_eq!(slug("日本", "x"), "x");
    }
}

//! The names of the people of a thread: read from the lines above a comment, masked where a text mentions one, and never
//! given to anybody.

use std::collections::{HashMap, HashSet};

use super::lines::{is_degree, is_mark};
use crate::text::{Span, fold};

/// The mask of a name.
pub const MASK: &str = "[name]";

/// Words of the longest name that is looked for in texts.
const LONGEST: usize = 6;

/// The name that a line above a comment holds, without marks; `None` where it holds none.
pub fn name(line: &str) -> Option<String> {
    let line = profile(line).unwrap_or(line);
    if is_mark(line) {
        return None;
    }
    let mut name = line.split(['•', '·', '|']).next().unwrap_or_default().trim();
    if let Some(open) = name.find('(').filter(|open| *open > 0) {
        name = &name[..open];
    }
    if let Some(tag) = name.find('#') {
        name = name[..tag].trim_end().trim_end_matches(',');
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let end = words.iter().position(|word| is_degree(&word.to_lowercase())).unwrap_or(words.len());
    let name = words[..end].join(" ");
    let once = twice(&name).unwrap_or(&name).trim();
    once.chars().any(char::is_alphanumeric).then(|| once.to_owned())
}

/// The name in `View Ada Quill’s profile`.
pub(super) fn profile(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("View ")?;
    let inner = inner.strip_suffix("profile").or_else(|| inner.strip_suffix("profile link"))?.trim_end();
    let owner = ["’s", "'s", "’", "'"].iter().find_map(|ending| inner.strip_suffix(ending));
    owner.map(str::trim).filter(|owner| !owner.is_empty())
}

/// The half of a text that says the same twice, as a name that stands over its own picture does.
fn twice(text: &str) -> Option<&str> {
    let half = text.len() / 2;
    let (first, second) = (text.get(..half)?, text.get(text.len() - half..)?);
    let between = text.get(half..text.len() - half)?;
    (half > 2 && first == second && between.trim().is_empty()).then_some(first)
}

/// By what two names are the same.
pub(super) fn key(name: &str) -> String {
    words(name).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

/// People by their names: numbers by first appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    numbers: HashMap<String, usize>,
    /// Folded words of every name of two or more words.
    full: HashSet<String>,
}

impl People {
    /// The number of this person, first = 1.
    pub fn number(&mut self, name: &str) -> usize {
        let key = key(name);
        let plain = key_without_titles(name);
        self.full.extend([&key, &plain].into_iter().filter(|key| key.contains(' ')).cloned());
        let next = self.numbers.len() + 1;
        *self.numbers.entry(key).or_insert(next)
    }

    /// By what each is the same in another thread, by number: for comparing, and never to be written.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<(usize, &str)> = self.numbers.iter().map(|(key, number)| (*number, key.as_str())).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, key)| key).collect()
    }

    /// How many people there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The text with a mask for each full name of somebody in the thread, and how many there were.
    #[must_use]
    pub fn mask(&self, text: &str) -> (String, u64) {
        let found = words(text);
        let (mut masked, mut done, mut count, mut at) = (String::with_capacity(text.len()), 0, 0, 0);
        while at < found.len() {
            let longest = (2..=LONGEST.min(found.len() - at)).rev().find(|length| {
                let run: Vec<&str> = found[at..at + length].iter().map(|(_, word)| word.as_str()).collect();
                self.full.contains(&run.join(" "))
            });
            let Some(length) = longest else {
                at += 1;
                continue;
            };
            let (start, end) = (found[at].0.start, found[at + length - 1].0.end);
            let before = text[done..start].trim_end_matches('@');
            masked.push_str(before);
            masked.push_str(MASK);
            done = end;
            count += 1;
            at += length;
        }
        masked.push_str(&text[done..]);
        (masked, count)
    }
}

/// The key of a name without what stands behind a comma: `Ada Quill, PhD`.
fn key_without_titles(name: &str) -> String {
    key(name.split(',').next().unwrap_or_default())
}

/// The words of a text, folded, with their places.
fn words(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || is_combining(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((Span::new(from, at), fold(&text[from..at])));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_without_its_marks() {
        for (line, expected) in [
            ("Ada Quill", Some("Ada Quill")),
            ("Ada QuillAda Quill", Some("Ada Quill")),
            ("Ada Quill Ada Quill", Some("Ada Quill")),
            ("Ada Quill • 2nd", Some("Ada Quill")),
            ("Ada Quill  2nd degree connection", Some("Ada Quill")),
            ("Ada Quill (She/Her) • 3rd+", Some("Ada Quill")),
            ("Ada Quill, #OPEN_TO_WORK", Some("Ada Quill")),
            ("View Ada Quill’s profile", Some("Ada Quill")),
            ("View Boris’ profile", Some("Boris")),
            ("• 2nd", None),
            ("Author", None),
            ("(He/Him)", None),
        ] {
            assert_eq!(name(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_full_name_is_masked_in_any_case_and_with_its_sign() {
        let mut people = People::default();
        assert_eq!(people.number("Zoë Quill, PhD"), 1);
        assert_eq!(people.number("Will"), 2);
        assert_eq!(people.number("zoe quill phd"), 1);
        assert_eq!(people.mask("@Zoe Quill: will you?"), ("[name]: will you?".to_owned(), 1));
        assert_eq!(people.mask("ZOË\nQUILL, PhD"), ("[name]".to_owned(), 1));
        assert_eq!(people.mask("quill"), ("quill".to_owned(), 0));
    }
}

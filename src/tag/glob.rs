//! Whether a word has the shape that a pattern with wildcards asks for.

/// Whether a glob matches a word from end to end: `*` is any run of characters, `?` is one.
pub(super) fn glob_matches(glob: &str, word: &str) -> bool {
    if glob.is_ascii() && word.is_ascii() {
        return matches(glob.as_bytes(), word.as_bytes(), b'*', b'?');
    }
    let (glob, word): (Vec<char>, Vec<char>) = (glob.chars().collect(), word.chars().collect());
    matches(&glob, &word, '*', '?')
}

/// Each `*` needs to be tried at its last place only, so the cost is at most the product of the two lengths.
fn matches<C: Copy + PartialEq>(glob: &[C], word: &[C], run: C, one: C) -> bool {
    let (mut g, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match glob.get(g) {
            Some(&c) if c == run => {
                star = Some((g, w));
                g += 1;
            }
            Some(&c) if c == one || c == word[w] => {
                g += 1;
                w += 1;
            }
            _ => {
                let Some((star_g, star_w)) = star else { return false };
                star = Some((star_g, star_w + 1));
                g = star_g + 1;
                w = star_w + 1;
            }
        }
    }
    glob[g..].iter().all(|c| *c == run)
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn a_glob_matches_from_end_to_end() {
        for (glob, word, expected) in [
            ("connect*", "connections", true),
            ("connect*", "connect", true),
            ("*mail", "gmail", true),
            ("organi?ation", "organization", true),
            ("organi?ation", "organiation", false),
            ("a*b*c", "axxbyybzc", true),
            ("a*b", "abc", false),
            ("r?sum?*", "résumés", true),
            ("re?umé", "resumé", true),
        ] {
            assert_eq!(glob_matches(glob, word), expected, "{glob} on {word}");
        }
    }
}

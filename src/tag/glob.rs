//! Whether a word has the shape that a pattern with wildcards asks for.

/// Whether a glob matches a word from end to end: `*` is any run of characters, `?` is one.
///
/// Each `*` needs to be tried at its last place only, so the cost is at most the product of the two lengths.
pub(super) fn glob_matches(glob: &str, word: &str) -> bool {
    let (glob, word): (Vec<char>, Vec<char>) = (glob.chars().collect(), word.chars().collect());
    let (mut g, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, w));
                g += 1;
            }
            Some(&c) if c == '?' || c == word[w] => {
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
    glob[g..].iter().all(|c| *c == '*')
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
        ] {
            assert_eq!(glob_matches(glob, word), expected, "{glob} on {word}");
        }
    }
}

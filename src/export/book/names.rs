//! The names of sheets: at most 31 characters, without the signs that Excel refuses, each once in any case of letters.

/// The name of the sheet in front.
pub(super) const INDEX: &str = "Index";

const LONGEST: usize = 31;
const REFUSED: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// A name for each sheet, in their order; none is that of the index.
pub(super) fn names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::from([INDEX.to_lowercase(), "history".to_owned()]);
    wanted.map(|wanted| free(&plain(wanted), &mut taken)).collect()
}

fn plain(wanted: &str) -> String {
    let kept = wanted.chars().map(|sign| if REFUSED.contains(&sign) || sign.is_control() { ' ' } else { sign });
    let kept: String = kept.collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = words.trim_matches('\'').trim();
    if plain.is_empty() { "Sheet".to_owned() } else { plain.to_owned() }
}

fn free(plain: &str, taken: &mut std::collections::BTreeSet<String>) -> String {
    let cut = |most: usize| {
        // Excel counts in units of UTF-16.
        let mut length = 0;
        let fits = |sign: &char| {
            length += sign.len_utf16();
            length <= most
        };
        plain.chars().take_while(fits).collect::<String>().trim_end().to_owned()
    };
    let mut name = cut(LONGEST);
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        let ending = format!(" ({number})");
        name = cut(LONGEST - ending.len()) + &ending;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_sheet_can_be_called_and_each_stands_once() {
        let wanted = ["a/b", "A B", "index", "", "'quoted'", &"x".repeat(50), &"x".repeat(60)];
        let found = names(wanted.into_iter());
        assert_eq!(found[..5], ["a b", "A B (2)", "index (2)", "Sheet", "quoted"]);
        assert_eq!(found[5], "x".repeat(31));
        assert_eq!(found[6], "x".repeat(27) + " (2)");
    }
}

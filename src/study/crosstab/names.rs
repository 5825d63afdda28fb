//! Questions as somebody types them: several names parted by commas, where a name may hold commas itself.
//!
//! Which names there are is known to whoever asks.

/// The names in what was given: of the parts between commas, always the longest run that is a name; a part that is in
/// none stands for itself, so that it can be reported.
pub(super) fn names(given: &[String], known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for one in given {
        let mut parts = parts(one);
        while let Some(first) = parts.first() {
            let run = |end: &usize| known(one[first.0..parts[*end].1].trim());
            let end = (1..parts.len().min(MOST_PARTS)).rev().find(run).unwrap_or(0);
            found.push(one[first.0..parts[end].1].trim().to_owned());
            parts.drain(..=end);
        }
    }
    found
}

/// The most parts of one name.
const MOST_PARTS: usize = 64;

/// Where the parts between commas begin and end.
fn parts(given: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (comma, _) in given.match_indices(',') {
        parts.push((start, comma));
        start = comma + 1;
    }
    parts.push((start, given.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: &str, known: &[&str]) -> Vec<String> {
        names(&[given.to_owned()], &|name| known.contains(&name))
    }

    #[test]
    fn a_name_with_a_comma_is_one_name_and_others_are_parted() {
        let known = ["How likely, if at all?", "age", "region"];
        assert_eq!(of("How likely, if at all?", &known), ["How likely, if at all?"]);
        assert_eq!(of("age, How likely, if at all?,region", &known), ["age", "How likely, if at all?", "region"]);
        assert_eq!(of("age,agee", &known), ["age", "agee"]);
        assert_eq!(of("all", &known), ["all"]);
        let many: Vec<&str> = std::iter::repeat_n("age", 200).collect();
        assert_eq!(of(&many.join(","), &known), many);
    }
}

//! How values stand in tables and sentences: shares with their base, bounds, ranges of numbers.
//!
//! Nothing is computed here; words and sentences that charts say too are `measure::wording`'s.

use crate::measure::{Bounds, Share, wording};

/// Stands where a value is not defined.
pub const UNDEFINED: &str = "–";

/// `52 of 131 (40%)`.
pub fn share(share: Share) -> String {
    format!("{} of {} ({})", wording::grouped(share.count), wording::grouped(share.base), wording::percent(share))
}

/// `43 of 158 comments (27%)`.
pub fn comments(share: Share) -> String {
    let base = wording::counted(share.base, "comment", "comments");
    format!("{} of {base} ({})", wording::grouped(share.count), wording::percent(share))
}

/// `52 (40%)`, where the base stands elsewhere.
pub fn part(share: Share) -> String {
    format!("{} ({})", wording::grouped(share.count), wording::percent(share))
}

/// `78–93%`.
pub fn percent_bounds(bounds: Option<Bounds>) -> String {
    bounds.map_or(UNDEFINED.to_owned(), |b| format!("{:.0}–{:.0}%", 100.0 * b.low, 100.0 * b.high))
}

/// `0.81–0.93`; `-0.84 to -0.62`, where a dash between would look like one more sign.
pub fn bounds(bounds: Option<Bounds>) -> String {
    let between = |b: Bounds| {
        let sign = if b.low < 0.0 || b.high < 0.0 { " to " } else { "–" };
        format!("{:.2}{sign}{:.2}", b.low, b.high)
    };
    bounds.map_or(UNDEFINED.to_owned(), between)
}

/// `0.86`.
pub fn decimal(value: Option<f64>) -> String {
    value.map_or(UNDEFINED.to_owned(), |value| format!("{value:.2}"))
}

/// More runs than this are cut short.
const MOST_RUNS: usize = 40;

/// `25, 41, 90–95`: ascending numbers, runs of three and more drawn together, a long list cut short.
pub fn ranges(numbers: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == number => run.1 = number,
            _ => runs.push((number, number)),
        }
    }
    let shown = |(first, last): (u64, u64)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    let more = if runs.len() > MOST_RUNS { " and others" } else { "" };
    runs.into_iter().take(MOST_RUNS).map(shown).collect::<Vec<_>>().join(", ") + more
}

/// The text with a full stop, where it does not end a sentence yet; closing quotes do not hide the end.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let inner = text.trim_end_matches(['”', '"', ')']);
    if text.is_empty() || inner.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_drawn_together() {
        assert_eq!(ranges(&[25, 41, 50, 51, 90, 91, 92, 95]), "25, 41, 50, 51, 90–92, 95");
        assert_eq!(ranges(&[]), "");
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!([sentence("One"), sentence("One."), sentence("“One?”")], ["One.", "One.", "“One?”"]);
    }
}

//! What is said of shares over waves.

use super::{percent, quoted};
use crate::measure::Share;

/// The headline of shares over waves: the line that changed most between its first and its last wave.
///
/// It says what was measured and tests nothing. `None` where no line was measured twice.
#[must_use]
pub fn waves_headline(lines: &[(String, Vec<Option<Share>>)]) -> Option<(usize, String)> {
    let ends = |shares: &[Option<Share>]| {
        let mut known = shares.iter().flatten().filter(|share| share.base > 0);
        let first = known.next().copied()?;
        known.next_back().map(|last| (first, *last))
    };
    let change = |(first, last): (Share, Share)| last.value().unwrap_or_default() - first.value().unwrap_or_default();
    let mut most: Option<(usize, Share, Share)> = None;
    for (place, (_, shares)) in lines.iter().enumerate() {
        let Some((first, last)) = ends(shares) else { continue };
        let larger = |(_, a, b): &(usize, Share, Share)| change((*a, *b)).abs() + 1e-9 >= change((first, last)).abs();
        most = most.filter(larger).or(Some((place, first, last)));
    }
    let (place, first, last) = most?;
    let label = quoted(&lines.get(place)?.0);
    let (from, to) = (percent(first), percent(last));
    let said = match change((first, last)) {
        _ if from == to => format!("{label} stays at {to}"),
        change if change > 0.0 => format!("{label} goes up from {from} to {to}"),
        _ => format!("{label} goes down from {from} to {to}"),
    };
    Some((place, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_changes_most_is_named() {
        let line = |label: &str, counts: &[Option<u64>]| {
            (label.to_owned(), counts.iter().map(|count| count.map(|count| Share::new(count, 50))).collect::<Vec<_>>())
        };
        let lines = [line("A", &[Some(10), None, Some(14)]), line("B", &[Some(30), Some(2), Some(20)])];
        assert_eq!(waves_headline(&lines), Some((1, "“B” goes down from 60% to 40%".into())));
        assert_eq!(waves_headline(&lines[..1]), Some((0, "“A” goes up from 20% to 28%".into())));
        assert_eq!(waves_headline(&[line("A", &[Some(5), Some(5)])]), Some((0, "“A” stays at 10%".into())));
        assert_eq!(waves_headline(&[line("A", &[Some(5), None])]), None);
    }
}

//! What is said of shares over waves.

use super::{FEW, percent, quoted};
use crate::measure::Portion;

/// The headline of shares over waves: the line that changed most between its first and its last wave.
///
/// It says what was measured and tests nothing. A wave with a small base is no end of a line; where that leaves no line,
/// the first line is named and nothing is said of it. `None` where no line was measured twice.
#[must_use]
pub fn waves_headline(lines: &[(String, Vec<Option<Portion>>)]) -> Option<(usize, String)> {
    let ends = |shares: &[Option<Portion>], least: u64| {
        let mut known = shares.iter().flatten().filter(|share| share.base >= least);
        let first = known.next().copied()?;
        known.next_back().map(|last| (first, *last))
    };
    let change =
        |(first, last): (Portion, Portion)| last.value().unwrap_or_default() - first.value().unwrap_or_default();
    let mut most: Option<(usize, Portion, Portion)> = None;
    for (place, (_, shares)) in lines.iter().enumerate() {
        let Some((first, last)) = ends(shares, FEW) else { continue };
        let larger =
            |(_, a, b): &(usize, Portion, Portion)| change((*a, *b)).abs() + 1e-9 >= change((first, last)).abs();
        most = most.filter(larger).or(Some((place, first, last)));
    }
    let Some((place, first, last)) = most else {
        let place = lines.iter().position(|(_, shares)| ends(shares, 1).is_some())?;
        return Some((place, "Too few to say what changed".to_owned()));
    };
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
    use crate::measure::Share;

    #[test]
    fn the_line_that_changes_most_is_named() {
        let line = |label: &str, counts: &[Option<u64>]| {
            (
                label.to_owned(),
                counts.iter().map(|count| count.map(|count| Share::new(count, 50).into())).collect::<Vec<_>>(),
            )
        };
        let lines = [line("A", &[Some(10), None, Some(14)]), line("B", &[Some(30), Some(2), Some(20)])];
        assert_eq!(waves_headline(&lines), Some((1, "“B” goes down from 60% to 40%".into())));
        assert_eq!(waves_headline(&lines[..1]), Some((0, "“A” goes up from 20% to 28%".into())));
        assert_eq!(waves_headline(&[line("A", &[Some(5), Some(5)])]), Some((0, "“A” stays at 10%".into())));
        assert_eq!(waves_headline(&[line("A", &[Some(5), None])]), None);
        let few = [("A".to_owned(), vec![Some(Share::new(1, 4).into()), Some(Share::new(3, 4).into())])];
        assert_eq!(waves_headline(&few), Some((0, "Too few to say what changed".into())));
    }
}

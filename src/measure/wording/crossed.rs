//! What is said of themes or answers by groups, of shares with their bounds, and of typical words.

use super::{FEW, counted, grouped, listed, percent, quoted};
use crate::measure::{KeyWord, Portion};

/// The headline of a crossed table: the row whose shares are furthest apart, with its highest and its lowest group.
///
/// It describes the people in the table and tests nothing. `rows` are labels with one share a group. Groups of few are not
/// compared; that there are too few is said where this leaves none to compare. `None` where no row has two groups.
#[must_use]
pub fn crossed_headline(rows: &[(String, Vec<Portion>)], groups: &[String]) -> Option<String> {
    let mut widest: Option<(f64, &str, usize, usize)> = None;
    for (label, shares) in rows {
        let known = |place: &usize| shares[*place].base >= FEW;
        let value = |place: usize| shares[place].value().unwrap_or_default();
        let mut high: Option<usize> = None;
        let mut low: Option<usize> = None;
        for place in (0..shares.len().min(groups.len())).filter(known) {
            high = high.filter(|best| value(*best) >= value(place)).or(Some(place));
            low = low.filter(|best| value(*best) <= value(place)).or(Some(place));
        }
        let (Some(high), Some(low)) = (high, low) else { continue };
        let apart = value(high) - value(low);
        if high != low && widest.is_none_or(|(most, ..)| apart > most + 1e-9) {
            widest = Some((apart, label, high, low));
        }
    }
    let several = |least: u64| rows.iter().any(|(_, shares)| shares.iter().filter(|s| s.base >= least).count() > 1);
    let Some((_, label, high, low)) = widest else {
        return match (several(FEW), several(1)) {
            (true, _) => Some("The groups answer alike".to_owned()),
            (false, true) => Some("Too few in the groups to say where they differ".to_owned()),
            _ => None,
        };
    };
    let row = rows.iter().find(|row| row.0 == label)?;
    let shown = |place: usize| format!("{} among {}", percent(row.1[place]), quoted(&groups[place]));
    if row.1[high].percent() == row.1[low].percent() {
        return Some("The groups answer alike".to_owned());
    }
    Some(format!("{} differs most: {}, {}", quoted(label), shown(high), shown(low)))
}

/// The headline of one group alone, where the others are too small: the row with its largest share.
#[must_use]
pub fn leader_among(rows: &[(String, Portion)], group: &str) -> Option<String> {
    let value = |share: &Portion| share.value().unwrap_or_default();
    let top = rows.iter().map(|(_, share)| value(share)).reduce(f64::max)?;
    let leading: Vec<&(String, Portion)> = rows.iter().filter(|(_, share)| value(share) >= top).collect();
    let (label, share) = leading.first().filter(|_| top > 0.0)?;
    let shown = percent(*share);
    Some(match leading.len() {
        1 => format!("Among {}, {} comes first: {shown}", quoted(group), quoted(label)),
        several => format!("Among {}, {several} share the first place: {shown} each", quoted(group)),
    })
}

/// The headline of shares with their bounds: the largest, and between which values it is expected to lie.
#[must_use]
pub fn intervals_headline(label: &str, share: &str, (low, high): (f64, f64)) -> String {
    format!("{} has {share}, between {:.0}% and {:.0}% allowing for chance", quoted(label), low * 100.0, high * 100.0)
}

/// The headline of typical words: the most typical of comments without a theme. `None` where there is none.
#[must_use]
pub fn typical_headline(words: &[KeyWord]) -> Option<String> {
    let first = words.first()?;
    let names: Vec<String> = words.iter().take(3).map(|key| quoted(&key.word)).collect();
    let times = counted(first.count, "time", "times");
    Some(match names.len() {
        1 => format!("Comments without a theme speak of {}: {times}, {} elsewhere", names[0], grouped(first.rest)),
        _ => format!("Comments without a theme speak of {}", listed(&names)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Share;

    #[test]
    fn the_row_with_the_widest_gap_is_named_with_both_ends() {
        let groups = ["Never", "Some", "All"].map(str::to_owned);
        let row = |label: &str, counts: [u64; 3]| {
            (label.to_owned(), counts.map(|count| Share::new(count, 30).into()).to_vec())
        };
        let rows = [row("A", [9, 15, 12]), row("B", [3, 24, 12])];
        assert_eq!(crossed_headline(&rows, &groups).unwrap(), "“B” differs most: 80% among “Some”, 10% among “Never”");
        let alike = crossed_headline(&[row("A", [3, 3, 3])], &groups);
        assert_eq!(alike.unwrap(), "The groups answer alike");
        let small = |first| {
            [("A".to_owned(), vec![Share::new(1, first).into(), Share::new(0, 40).into(), Share::new(0, 0).into()])]
        };
        let few = "Too few in the groups to say where they differ";
        assert_eq!(crossed_headline(&small(29), &groups).unwrap(), few);
        assert_eq!(crossed_headline(&small(0), &groups), None);
    }

    #[test]
    fn one_large_group_is_spoken_of_alone() {
        let row = |label: &str, count| (label.to_owned(), Share::new(count, 64).into());
        let said = leader_among(&[row("A", 18), row("B", 22)], "Some").unwrap();
        assert_eq!(said, "Among “Some”, “B” comes first: 34%");
        let tied = leader_among(&[row("A", 22), row("B", 22)], "Some").unwrap();
        assert_eq!(tied, "Among “Some”, 2 share the first place: 34% each");
        assert_eq!(leader_among(&[row("A", 0)], "Some"), None);
    }

    #[test]
    fn the_most_typical_words_are_named() {
        let key = |word: &str| KeyWord { word: word.into(), count: 5, rest: 1, g2: 9.0 };
        assert_eq!(
            typical_headline(&[key("photo")]).unwrap(),
            "Comments without a theme speak of “photo”: 5 times, 1 elsewhere"
        );
        let said = typical_headline(&[key("a"), key("b"), key("c"), key("d")]).unwrap();
        assert_eq!(said, "Comments without a theme speak of “a”, “b” and “c”");
        assert_eq!(typical_headline(&[]), None);
    }

    #[test]
    fn bounds_are_said_with_the_share() {
        let said = intervals_headline("A", "41%", (0.32, 0.51));
        assert_eq!(said, "“A” has 41%, between 32% and 51% allowing for chance");
    }
}

//! The sentence on how firm the order of the themes is.

use super::{grouped, quoted};
use crate::measure::{RankStability, Ranked};

/// "Among these commenters, “X” comes first in 94% of 2,000 resamples of the authors; second to fourth cannot be told
/// apart." Of a sample that stands for nobody else it is said to be about these people.
#[must_use]
pub fn ranks_line(found: &RankStability, volunteers: bool) -> Option<String> {
    let leader = found.themes.first()?;
    let who = if volunteers { "Among these commenters, " } else { "" };
    // 100% is said of all resamples only.
    let first = if leader.first < 1.0 { (leader.first * 100.0).round().min(99.0) } else { 100.0 };
    let leads = format!(
        "{who}{} comes first in {first}% of {} resamples of the authors",
        quoted(&leader.label),
        grouped(found.resamples)
    );
    let tiers: Vec<String> = found.themes.chunk_by(|a, b| a.tier == b.tier).filter_map(together).collect();
    let Some((together, others)) = tiers.split_first() else {
        return Some(format!("{leads}, and each other theme can be told from the next."));
    };
    let others: String = others.iter().map(|places| format!(", nor can {places}")).collect();
    Some(format!("{leads}; {together} cannot be told apart{others}."))
}

/// The places of themes that share a tier: `second to fourth`; `None` for one alone.
fn together(tier: &[Ranked]) -> Option<String> {
    let (first, last) = (tier.first()?.place, tier.last()?.place);
    let sign = if last == first + 1 { "and" } else { "to" };
    (first < last).then(|| format!("{} {sign} {}", ordinal(first), ordinal(last)))
}

/// `third`, `11th`.
fn ordinal(place: u64) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = usize::try_from(place).ok().and_then(|place| WORDS.get(place.checked_sub(1)?));
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    word.map_or_else(|| format!("{place}{ending}"), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Share;

    fn found(tiers: &[u64]) -> RankStability {
        let theme = |(tier, place): (&u64, u64)| Ranked {
            theme: format!("t{place}"),
            label: format!("T{place}"),
            authors: Share::new(1, 2),
            place,
            rank: place,
            first: if place == 1 { 0.9449 } else { 0.0 },
            ranks: (1, 2),
            above_next: None,
            tier: *tier,
        };
        RankStability { group: "g".to_owned(), resamples: 2000, themes: tiers.iter().zip(1..).map(theme).collect() }
    }

    #[test]
    fn the_sentence_says_who_leads_and_what_cannot_be_told_apart() {
        assert_eq!(
            ranks_line(&found(&[1, 2, 2, 2, 3]), true).unwrap(),
            "Among these commenters, “T1” comes first in 94% of 2,000 resamples of the authors; second to fourth cannot \
             be told apart."
        );
        assert!(
            ranks_line(&found(&[1, 2]), false).unwrap().ends_with("and each other theme can be told from the next.")
        );
        assert!(
            ranks_line(&found(&[1, 1, 2, 2]), false)
                .unwrap()
                .ends_with("; first and second cannot be told apart, nor can third and fourth.")
        );
        assert!(
            ranks_line(&found(&[1, 1, 2, 2, 3, 4, 4, 4]), false).unwrap().ends_with(
                "; first and second cannot be told apart, nor can third and fourth, nor can sixth to eighth."
            )
        );
    }

    #[test]
    fn ordinals_are_words_up_to_ten() {
        assert_eq!([1, 10, 11, 22, 43, 112].map(ordinal), ["first", "tenth", "11th", "22nd", "43rd", "112th"]);
    }
}

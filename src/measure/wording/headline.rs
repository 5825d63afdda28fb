//! Headlines by rule: what leads, what ties, what is close. No adjective that no number supports.

use std::collections::BTreeMap;

use super::{counted, fraction, grouped, listed, quoted};
use crate::measure::{Cooccurrence, Frequencies, OptionShare, Stance, StanceRow, ThemeFrequency};

/// A theme is "close behind" the first where it is at most this many percentage points behind.
const CLOSE_POINTS: u64 = 3;
/// Two published shares are equal where they differ by less than this.
const EQUAL: f64 = 1e-9;

/// The headline of a poll: a sentence on the option that leads.
///
/// `findings` holds, for an option's label, the sentence to say when it leads; `{share}` in it becomes the share in
/// words, with a capital at the start of the sentence. Without one: `“Some” is the answer of two in three`. Options with
/// the same share tie, and a tie is said as a tie.
#[must_use]
pub fn poll_headline(options: &[OptionShare], findings: &BTreeMap<String, String>) -> String {
    let top = options.iter().map(|option| option.share).fold(0.0, f64::max);
    let leaders: Vec<&OptionShare> = options.iter().filter(|option| top - option.share < EQUAL).collect();
    if top <= 0.0 {
        return "No option has a vote".to_owned();
    }
    let share = fraction(top);
    match leaders.as_slice() {
        [leader] => match findings.get(&leader.label) {
            Some(template) => say(template, &share),
            None => format!("{} is the answer of {share}", quoted(&leader.label)),
        },
        many if many.len() > 3 => format!("{} options tie: each is the answer of {share}", number_word(many.len())),
        many => {
            let names: Vec<String> = many.iter().map(|option| quoted(&option.label)).collect();
            format!("{} tie: each is the answer of {share}", listed(&names))
        }
    }
}

/// A template with the share put in, and a capital where it starts the sentence.
fn say(template: &str, share: &str) -> String {
    let template = template.trim();
    match template.strip_prefix("{share}") {
        Some(rest) => capital(share) + &rest.replace("{share}", share),
        None => template.replace("{share}", share),
    }
}

/// Words with a capital at their start.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A small number in words at the start of a headline.
pub(super) fn number_word(count: usize) -> String {
    const WORDS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    let word = count.checked_sub(2).and_then(|place| WORDS.get(place));
    word.map_or_else(|| grouped(count as u64), |word| (*word).to_owned())
}

/// The headline of the themes of one group: which comes first, and what comes next.
///
/// The next theme is "close behind" where it is at most 3 percentage points of the comments behind. Themes with the same
/// count share their place. `None` where the group has no theme or no comment is counted.
#[must_use]
pub fn themes_headline(frequencies: &Frequencies, group: &str) -> Option<String> {
    let mut themes: Vec<&ThemeFrequency> = frequencies.themes.iter().filter(|theme| theme.group == group).collect();
    themes.sort_by(|a, b| b.comments.count.cmp(&a.comments.count).then_with(|| a.id.cmp(&b.id)));
    let base = themes.first()?.comments.base;
    let top = themes.first()?.comments.count;
    if base == 0 {
        return None;
    }
    if top == 0 {
        return Some("No comment shows any of these themes".to_owned());
    }
    let (first, rest): (Vec<_>, Vec<_>) = themes.into_iter().partition(|theme| theme.comments.count == top);
    let names =
        |themes: &[&ThemeFrequency]| listed(&themes.iter().map(|theme| quoted(&theme.label)).collect::<Vec<_>>());
    let headline = match first.len() {
        1 => match rest.first().map(|theme| theme.comments.count) {
            None => format!("{} comes up in {}", names(&first), of_comments(top, base)),
            Some(0) => format!("{} comes first; no comment shows another of these themes", names(&first)),
            Some(next) => {
                let second: Vec<_> = rest.into_iter().take_while(|theme| theme.comments.count == next).collect();
                match (second.len() <= 2, 100 * (top - next) <= CLOSE_POINTS * base) {
                    (true, true) => format!("{} comes first, {} close behind", names(&first), names(&second)),
                    (true, false) => format!("{} comes first, ahead of {}", names(&first), names(&second)),
                    (false, _) => format!("{} comes first", names(&first)),
                }
            }
        },
        2 | 3 => format!("{} share first place", names(&first)),
        many => format!("{} themes share first place", number_word(many)),
    };
    Some(headline)
}

/// `65 of 158 comments`.
fn of_comments(count: u64, base: u64) -> String {
    format!("{} of {}", grouped(count), counted(base, "comment", "comments"))
}

/// The headline of co-occurrence: the two themes that comments show together most often.
///
/// `None` where the group has fewer than two themes or no comment is counted.
#[must_use]
pub fn cooccurrence_headline(found: &Cooccurrence) -> Option<String> {
    let top = found.pairs.iter().map(|pair| pair.both).max()?;
    if found.base == 0 {
        return None;
    }
    if top == 0 {
        let all = found.themes.len() * found.themes.len().saturating_sub(1) / 2;
        let nested = if found.pairs.len() < all { " of which none is above the other" } else { "" };
        return Some(format!("No comment shows two of these themes{nested}"));
    }
    let of = of_comments(top, found.base);
    let mut leaders = found.pairs.iter().filter(|pair| pair.both == top);
    let leader = leaders.next()?;
    let label = |place: usize| found.themes.get(place).map(|(_, label)| quoted(label)).unwrap_or_default();
    Some(match leaders.count() {
        0 => format!("{} and {} go together most often: in {of}", label(leader.a), label(leader.b)),
        others => format!("{} pairs of themes go together equally often: in {of} each", number_word(others + 1)),
    })
}

/// The headline of stance beside the poll: which stance leads among voters, and which among commenters.
///
/// It says who leads, never how the two groups differ: they are different people. `None` where no commenter states one.
#[must_use]
pub fn stance_headline(stance: &Stance) -> Option<String> {
    let top = stance.rows.iter().map(|row| row.authors.count).max().filter(|top| *top > 0)?;
    let commenters = leaders(stance, |row| row.authors.count == top);
    let votes = stance.rows.iter().filter_map(|row| row.poll.as_ref()).map(|(_, share)| *share).fold(0.0, f64::max);
    let among = "among commenters who state a stance";
    if votes <= 0.0 {
        return Some(format!("{} {among}", lead(&commenters)));
    }
    let voters = leaders(stance, |row| row.poll.as_ref().is_some_and(|(_, share)| votes - share < EQUAL));
    Some(if voters == commenters {
        format!("{} among voters and {among}", lead(&voters))
    } else {
        format!("{} among voters, {} {among}", lead(&voters), listed(&commenters))
    })
}

fn leaders(stance: &Stance, leads: impl Fn(&StanceRow) -> bool) -> Vec<String> {
    stance.rows.iter().filter(|row| leads(row)).map(|row| quoted(&row.label)).collect()
}

fn lead(labels: &[String]) -> String {
    format!("{} {}", listed(labels), if labels.len() == 1 { "leads" } else { "lead" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::wording::sample;

    #[test]
    fn a_poll_headline_takes_the_study_s_sentence_for_the_option_that_leads() {
        let findings =
            BTreeMap::from([("Some of them".to_owned(), "{share} accept only some invites from strangers".to_owned())]);
        let options = sample::poll().options;
        assert_eq!(poll_headline(&options, &findings), "Two in three accept only some invites from strangers");
        assert_eq!(poll_headline(&options, &BTreeMap::new()), "“Some of them” is the answer of two in three");
    }

    #[test]
    fn a_tie_is_said_as_a_tie() {
        let options = sample::options(&[("A", 0.4), ("B", 0.4), ("C", 0.2)]);
        assert_eq!(poll_headline(&options, &BTreeMap::new()), "“A” and “B” tie: each is the answer of two in five");
        assert_eq!(poll_headline(&[], &BTreeMap::new()), "No option has a vote");
    }

    #[test]
    fn themes_are_close_behind_within_three_points_and_not_beyond() {
        let headline = |counts: &[u64]| themes_headline(&sample::frequencies(counts, 100), "guidelines");
        let said = |counts: &[u64]| headline(counts).unwrap_or_default();
        assert_eq!(said(&[41, 38, 2]), "“Be relevant” comes first, “Write a personal invite” close behind");
        assert_eq!(said(&[41, 37, 2]), "“Be relevant” comes first, ahead of “Write a personal invite”");
        assert_eq!(said(&[41, 41, 2]), "“Be relevant” and “Write a personal invite” share first place");
        assert_eq!(said(&[41]), "“Be relevant” comes up in 41 of 100 comments");
        assert_eq!(said(&[41, 0]), "“Be relevant” comes first; no comment shows another of these themes");
        assert_eq!(said(&[0, 0]), "No comment shows any of these themes");
        assert_eq!(headline(&[]), None);
    }

    #[test]
    fn the_pair_that_goes_together_most_often_is_named() {
        let mut found = sample::cooccurrence();
        assert_eq!(
            cooccurrence_headline(&found).unwrap_or_default(),
            "“Be relevant” and “Write a personal invite” go together most often: in 24 of 158 comments"
        );
        for pair in &mut found.pairs {
            pair.both = 0;
        }
        assert_eq!(cooccurrence_headline(&found).unwrap_or_default(), "No comment shows two of these themes");
    }

    #[test]
    fn stance_says_who_leads_in_each_group_and_no_more() {
        let mut stance = sample::stance();
        assert_eq!(
            stance_headline(&stance).unwrap_or_default(),
            "“Accepts some” leads among voters and among commenters who state a stance"
        );
        stance.rows[0].authors.count = 40;
        assert_eq!(
            stance_headline(&stance).unwrap_or_default(),
            "“Accepts some” leads among voters, “Accepts none” among commenters who state a stance"
        );
        stance.rows.iter_mut().for_each(|row| row.authors.count = 0);
        assert_eq!(stance_headline(&stance), None);
    }
}

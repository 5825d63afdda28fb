//! Headlines by rule: what leads, what ties, what is close. No adjective that no number supports.

use std::collections::BTreeMap;

use super::{FEW, counted, fraction, grouped, level, listed, overlapping, quoted, too_few};
use crate::measure::{
    Cooccurrence, Estimate, EstimateUnit, OptionShare, QuestionResults, Stance, StanceRow, ThemeFrequency,
};

/// A theme is "close behind" the first where it is at most this many percentage points behind.
const CLOSE_POINTS: u64 = 3;
/// Two published shares are equal where they differ by less than this.
const EQUAL: f64 = 1e-9;

/// The headline of a poll: a sentence on the option that leads.
///
/// `findings` holds, for an option's label, the sentence to say when it leads; `{share}` in it becomes the share in
/// words, with a capital at the start of the sentence. Without one: `“Some” is the answer of two in three`. Options with
/// the same share are level; where only their percentages are known, that rounding may have made them so is said.
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
        many => {
            let known = many.iter().all(|option| option.counts.is_some_and(|(low, high)| low == high));
            let rounded = if known { "" } else { " in rounded percentages" };
            let names: Vec<String> = many.iter().map(|option| quoted(&option.label)).collect();
            format!("{}{rounded}: each is the answer of {share}", level_or_number(&names, "options"))
        }
    }
}

/// Names of things that are level; more than three are only counted.
pub(super) fn level_or_number(names: &[String], what: &str) -> String {
    if names.len() > 3 { format!("{} {what} are level", number_word(names.len())) } else { level(names) }
}

/// What is said of an order that intervals leave open: who is level with the first; `None` where it is firm, or where no
/// interval is given.
pub(super) fn level_by_chance<'e>(
    estimates: impl Iterator<Item = &'e Estimate>,
    things: &str,
    ends: &str,
) -> Option<String> {
    let of: Vec<&Estimate> = estimates.collect();
    let shares: Vec<_> = of.iter().map(|of| (of.share.unwrap_or_default(), of.bounds)).collect();
    let names: Vec<String> = overlapping(&shares).into_iter().map(|place| quoted(&of[place].label)).collect();
    (names.len() > 1).then(|| format!("{} {ends}, allowing for chance", level_or_number(&names, things)))
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
/// count are level, and so are those whose order the intervals leave open, where the design allows any. `None` where the
/// group has no theme or no comment is counted.
#[must_use]
pub fn themes_headline(question: &QuestionResults, group: &str) -> Option<String> {
    let of_group = |theme: &&ThemeFrequency| theme.group == group;
    let mut themes: Vec<&ThemeFrequency> = question.frequencies.themes.iter().filter(of_group).collect();
    themes.sort_by(|a, b| b.comments.count.cmp(&a.comments.count).then_with(|| a.id.cmp(&b.id)));
    let base = themes.first()?.comments.base;
    let top = themes.first()?.comments.count;
    if base == 0 {
        return None;
    }
    if top == 0 {
        return Some("No comment shows any of these themes".to_owned());
    }
    if let Some(few) = too_few(base, "which theme comes first", ("comment", "comments")) {
        return Some(few);
    }
    let ids: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
    // Where authors wrote several comments both are estimated, and the headline is about comments.
    let of_comments_alone = question.estimates.iter().any(|of| of.unit == EstimateUnit::Comments);
    let own = |of: &&Estimate| !of_comments_alone || of.unit == EstimateUnit::Comments;
    let estimates = question.estimates.iter().filter(own);
    let estimates = estimates.filter(|of| of.theme.as_deref().is_some_and(|theme| ids.contains(&theme)));
    if let Some(level) = level_by_chance(estimates, "themes", "in first place") {
        return Some(level);
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
        _ => {
            let names: Vec<String> = first.iter().map(|theme| quoted(&theme.label)).collect();
            format!("{} in first place", level_or_number(&names, "themes"))
        }
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
    if let Some(few) = too_few(found.base, "which themes go together", ("comment", "comments")) {
        return Some(few);
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
    let few = stance.rows.first().map(|row| row.authors.base).filter(|base| *base < FEW);
    let few = few.map(|base| format!("oo few commenters state a stance to say which leads: {}", grouped(base)));
    if votes <= 0.0 {
        return Some(few.map_or_else(|| format!("{} {among}", lead(&commenters)), |few| format!("T{few}")));
    }
    let voters = leaders(stance, |row| row.poll.as_ref().is_some_and(|(_, share)| votes - share < EQUAL));
    if let Some(few) = few {
        return Some(format!("{} among voters; t{few}", lead(&voters)));
    }
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
    fn a_tie_is_said_as_level_and_whether_rounding_may_have_made_it() {
        let mut options = sample::options(&[("A", 0.4), ("B", 0.4), ("C", 0.2)]);
        let said = |options: &[OptionShare]| poll_headline(options, &BTreeMap::new());
        assert_eq!(said(&options), "“A” is level with “B” in rounded percentages: each is the answer of two in five");
        options.iter_mut().for_each(|option| option.counts = Some((40, 40)));
        assert_eq!(said(&options), "“A” is level with “B”: each is the answer of two in five");
        options.iter_mut().for_each(|option| option.share = 0.2);
        options.push(options[0].clone());
        assert_eq!(said(&options), "Four options are level: each is the answer of one in five");
        assert_eq!(poll_headline(&[], &BTreeMap::new()), "No option has a vote");
    }

    #[test]
    fn themes_are_close_behind_within_three_points_and_not_beyond() {
        let headline = |counts: &[u64]| {
            let frequencies = sample::frequencies(counts, 100);
            themes_headline(&QuestionResults { frequencies, ..sample::question() }, "guidelines")
        };
        let said = |counts: &[u64]| headline(counts).unwrap_or_default();
        assert_eq!(said(&[41, 38, 2]), "“Be relevant” comes first, “Write a personal invite” close behind");
        assert_eq!(said(&[41, 37, 2]), "“Be relevant” comes first, ahead of “Write a personal invite”");
        assert_eq!(said(&[41, 41, 2]), "“Be relevant” is level with “Write a personal invite” in first place");
        assert_eq!(said(&[41]), "“Be relevant” comes up in 41 of 100 comments");
        assert_eq!(said(&[41, 0]), "“Be relevant” comes first; no comment shows another of these themes");
        assert_eq!(said(&[0, 0]), "No comment shows any of these themes");
        assert_eq!(headline(&[]), None);
    }

    /// The intervals are Wilson's: 41 of 100 between 32% and 51%, 30 between 22% and 40%, 15 between 9% and 23%.
    #[test]
    fn themes_whose_order_chance_may_have_made_are_level_where_the_design_allows_intervals() {
        let mut question =
            QuestionResults { frequencies: sample::frequencies(&[41, 30, 15], 100), ..sample::question() };
        let estimate = |theme: &ThemeFrequency| Estimate {
            question: "comments".into(),
            unit: crate::measure::EstimateUnit::Authors,
            theme: Some(theme.id.clone()),
            label: theme.label.clone(),
            counted: theme.comments,
            weighted: false,
            weighted_n: 0.0,
            base: None,
            share: theme.comments.value(),
            of_asked: None,
            of_mentions: None,
            standard_error: None,
            bounds: crate::measure::wilson(theme.comments),
        };
        question.estimates = question.frequencies.themes.iter().map(estimate).collect();
        let said = themes_headline(&question, "guidelines").unwrap();
        assert_eq!(said, "“Be relevant” is level with “Write a personal invite” in first place, allowing for chance");
        question.estimates.iter_mut().for_each(|of| of.bounds = None);
        let said = themes_headline(&question, "guidelines").unwrap();
        assert_eq!(said, "“Be relevant” comes first, ahead of “Write a personal invite”");
    }

    #[test]
    fn of_few_comments_it_is_not_said_what_comes_first() {
        let few = QuestionResults { frequencies: sample::frequencies(&[9, 2], 29), ..sample::question() };
        let said = themes_headline(&few, "guidelines").unwrap();
        assert_eq!(said, "Too few to say which theme comes first: 29 comments");
        let pairs = Cooccurrence { base: 29, ..sample::cooccurrence() };
        assert_eq!(cooccurrence_headline(&pairs).unwrap(), "Too few to say which themes go together: 29 comments");
        let mut stance = sample::stance();
        stance.rows.iter_mut().for_each(|row| row.authors = crate::measure::Share::new(4, 12));
        let few = "few commenters state a stance to say which leads: 12";
        assert_eq!(stance_headline(&stance).unwrap(), format!("“Accepts some” leads among voters; too {few}"));
        stance.rows.iter_mut().for_each(|row| row.poll = None);
        assert_eq!(stance_headline(&stance).unwrap(), format!("Too {few}"));
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

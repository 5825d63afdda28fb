//! The breakdown of a poll: what is known of each option, from counts, from percentages and a total, or from
//! percentages alone.
//!
//! Which counts fit percentages is computed in `poll_counts`; the sentence on the leading option is `wording`'s.
//!
//! # What it answers
//! Which share has each option, between which counts does it lie, and which numbers of votes fit what is published?
//!
//! # Formula
//! Votes / total where the votes are known; else the published percentage, with the ranges of `poll_counts`.
//! Percentages alone are tried against every number of votes from 1 to 10,000.
//!
//! # Assumptions and when not to use it
//! One answer a voter. For questions with several answers the shares do not sum to one, and this must not be used.
//!
//! # Reference
//! See `poll_counts`.
//!
//! # Example
//! 20, 68 and 12 percent fit 25, 41, 50 … votes, and every number from 113 on.

use super::poll_counts::{Range, count_range, count_ranges, count_vectors, fits, points_of};
use super::{PollError, PollInput, Share, wording};
use crate::ingest::PollOption;

/// The largest number of votes that percentages alone are tried against.
const MOST_VOTES: u64 = 10_000;

/// What is known of the number of votes behind a breakdown.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// Every option has its count; shares are exact.
    Counts {
        /// Number of votes.
        total: u64,
    },
    /// Percentages and the number of votes: each option has a range of counts.
    Total {
        /// Number of votes.
        total: u64,
        /// How many ways of sharing out the votes give these percentages; [`u64::MAX`] means more than can be counted.
        vectors: u64,
    },
    /// Percentages only: the numbers of votes that fit them.
    PercentOnly {
        /// The numbers of votes below `all_from` that fit, ascending.
        fits: Vec<u64>,
        /// From this number of votes on, every number up to the limit of the search (10,000) fits; `None` if there is
        /// none.
        all_from: Option<u64>,
    },
}

/// An option with its share and the counts that are possible.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionShare {
    /// The option's text.
    pub label: String,
    /// Share between 0 and 1: exact where the counts of all options are known, else as published.
    pub share: f64,
    /// The percentage as shown, with the poll's decimals and no sign: `68`.
    pub percent: String,
    /// Lowest and highest count that is possible; equal where it is known; `None` where the number of votes is not.
    pub counts: Option<(u64, u64)>,
}

/// The breakdown of a poll's answers.
#[derive(Debug, Clone, PartialEq)]
pub struct PollBreakdown {
    /// The question as asked.
    pub question: String,
    /// Options in the order in which they were shown.
    pub options: Vec<OptionShare>,
    /// What is known of the votes.
    pub basis: Basis,
    /// Digits after the decimal point.
    pub decimals: u32,
    /// The headline: a sentence on the leading option, with its share in words.
    pub headline: String,
    /// The rule by which the published percentages are taken to be rounded.
    pub rounding: Rounding,
}

impl PollBreakdown {
    /// The option with this label, whatever its case.
    #[must_use]
    pub fn option(&self, label: &str) -> Option<&OptionShare> {
        let lower = label.to_lowercase();
        let same = |option: &&OptionShare| option.label.to_lowercase() == lower;
        self.options.iter().find(|option| option.label == label).or_else(|| self.options.iter().find(same))
    }

    /// The number of votes for these options together and of all votes, where the counts are known.
    #[must_use]
    pub fn net_votes(&self, labels: &[&str]) -> Option<Share> {
        let total = self.exact_total()?;
        let exact = |label: &&str| self.option(label)?.counts.map(|counts| counts.0);
        Some(Share::new(labels.iter().map(exact).sum::<Option<u64>>()?, total))
    }

    /// The share of several options together: exact where the counts are known, else the sum of the published shares.
    /// `None` where there is no such option.
    #[must_use]
    pub fn net(&self, labels: &[&str]) -> Option<f64> {
        if self.exact_total().is_some() {
            return self.net_votes(labels)?.value();
        }
        let whole = whole(self.decimals) as f64;
        // Summed in whole points, so that 20% and 12% give 32% and no trailing digits.
        let points = |label: &&str| self.option(label).map(|option| (option.share * whole).round());
        Some(labels.iter().map(points).sum::<Option<f64>>()? / whole)
    }

    /// The number of votes where every option's count is known.
    #[must_use]
    pub fn exact_total(&self) -> Option<u64> {
        match self.basis {
            Basis::Counts { total } | Basis::Total { total, vectors: 1 } => Some(total),
            Basis::Total { .. } | Basis::PercentOnly { .. } => None,
        }
    }
}

/// How published percentages were rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// A half goes up.
    #[default]
    HalfUp,
    /// A half goes to the even neighbour.
    HalfEven,
    /// Cut off.
    Floor,
    /// Not known: a half may go either way.
    Any,
}

/// Breaks a poll down. Votes win over percentages, and are checked against them.
///
/// # Errors
/// The options do not say enough, or what is published contradicts itself.
pub fn breakdown(input: &PollInput) -> Result<PollBreakdown, PollError> {
    let options = &input.poll.options;
    if options.is_empty() {
        return Err(PollError::NoOptions);
    }
    if let Some(option) = options.iter().find(|option| option.points.is_none() && option.votes.is_none()) {
        return Err(PollError::NoShare { option: option.label.clone() });
    }
    let (basis, options) = if let Some(votes) = options.iter().map(|option| option.votes).collect::<Option<Vec<_>>>() {
        from_votes(input, &votes)?
    } else if let Some(option) = options.iter().find(|option| option.votes.is_some()) {
        return Err(PollError::SomeVotes { option: option.label.clone() });
    } else {
        // Every option has points here: one without votes and points was refused above.
        let points: Vec<u64> = options.iter().filter_map(|option| option.points).collect();
        match input.total_votes {
            Some(total) => from_total(input, &points, total)?,
            None => from_percents(input, &points)?,
        }
    };
    Ok(PollBreakdown {
        question: input.question.to_owned(),
        headline: wording::poll_headline(&options, input.findings),
        options,
        basis,
        decimals: input.poll.decimals,
        rounding: input.rounding,
    })
}

type Parts = (Basis, Vec<OptionShare>);

fn from_votes(input: &PollInput, votes: &[u64]) -> Result<Parts, PollError> {
    let decimals = input.poll.decimals;
    let total = votes.iter().fold(0, |sum: u64, votes| sum.saturating_add(*votes));
    if let Some(published) = input.total_votes.filter(|published| *published != total) {
        return Err(PollError::VotesDoNotSum { votes: total, total: published });
    }
    if total == 0 {
        return Err(PollError::NoVotes);
    }
    let shown = |(option, &votes): (&PollOption, &u64)| {
        let points = points_of(votes, whole(decimals), total, input.rounding);
        let Some(published) = option.points else { return Ok(exact(option, (votes, total), points, decimals)) };
        let range = count_range(published, whole(decimals), total, input.rounding);
        if range.is_some_and(|(low, high)| low <= votes && votes <= high) {
            return Ok(exact(option, (votes, total), published, decimals));
        }
        let (expected, found) = (percent(points, decimals), percent(published, decimals));
        Err(PollError::VotesDoNotFitPercent { option: option.label.clone(), votes, total, expected, found })
    };
    let options = input.poll.options.iter().zip(votes).map(shown).collect::<Result<_, _>>()?;
    Ok((Basis::Counts { total }, options))
}

fn from_total(input: &PollInput, points: &[u64], total: u64) -> Result<Parts, PollError> {
    if total == 0 {
        return Err(PollError::NoVotes);
    }
    let decimals = input.poll.decimals;
    let ranges =
        count_ranges(points, whole(decimals), total, input.rounding).ok_or_else(|| do_not_fit(input, points, total))?;
    let vectors = count_vectors(&ranges, total);
    let shown = |((option, &points), &range): ((&PollOption, &u64), &Range)| match vectors {
        1 => exact(option, (range.0, total), points, decimals),
        _ => published(option, points, Some(range), decimals),
    };
    let options = input.poll.options.iter().zip(points).zip(&ranges).map(shown).collect();
    Ok((Basis::Total { total, vectors }, options))
}

fn from_percents(input: &PollInput, points: &[u64]) -> Result<Parts, PollError> {
    let decimals = input.poll.decimals;
    let fit: Vec<u64> =
        (1..=MOST_VOTES).filter(|total| fits(points, whole(decimals), *total, input.rounding)).collect();
    if fit.is_empty() {
        let (percents, sum) = (percents(points, decimals), summed(points, decimals));
        return Err(PollError::FitNothing { percents, sum, limit: MOST_VOTES });
    }
    // The last run of numbers without a gap that reaches the limit.
    let run = fit.iter().rev().zip((1..=MOST_VOTES).rev()).take_while(|(fit, every)| *fit == every).count();
    let all_from = (run > 0).then(|| MOST_VOTES + 1 - run as u64);
    let fits = fit[..fit.len() - run].to_vec();
    let shown = |(option, &points): (&PollOption, &u64)| published(option, points, None, decimals);
    let options = input.poll.options.iter().zip(points).map(shown).collect();
    Ok((Basis::PercentOnly { fits, all_from }, options))
}

fn do_not_fit(input: &PollInput, points: &[u64], total: u64) -> PollError {
    let decimals = input.poll.decimals;
    let alone = points.iter().filter(|points| count_range(**points, whole(decimals), total, input.rounding).is_none());
    PollError::DoNotFitTotal {
        percents: percents(points, decimals),
        alone: alone.map(|points| format!("{}%", percent(*points, decimals))).collect(),
        sum: summed(points, decimals),
        total,
    }
}

fn exact(option: &PollOption, (votes, total): (u64, u64), points: u64, decimals: u32) -> OptionShare {
    let percent = percent(points, decimals);
    OptionShare {
        label: option.label.clone(),
        share: votes as f64 / total as f64,
        percent,
        counts: Some((votes, votes)),
    }
}

fn published(option: &PollOption, points: u64, counts: Option<Range>, decimals: u32) -> OptionShare {
    let share = points as f64 / whole(decimals) as f64;
    OptionShare { label: option.label.clone(), share, percent: percent(points, decimals), counts }
}

/// A hundred percent in units of the last digit shown.
fn whole(decimals: u32) -> u64 {
    10_u64.saturating_pow(decimals.saturating_add(2))
}

/// Points as a percentage with its decimals: `683` is `68.3`.
pub(super) fn percent(points: u64, decimals: u32) -> String {
    let unit = whole(decimals) / 100;
    match decimals {
        0 => points.to_string(),
        _ => format!("{}.{:0width$}", points / unit, points % unit, width = decimals as usize),
    }
}

fn summed(points: &[u64], decimals: u32) -> String {
    format!("{}%", percent(points.iter().sum(), decimals))
}

fn percents(points: &[u64], decimals: u32) -> String {
    points.iter().map(|points| format!("{}%", percent(*points, decimals))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::Poll;

    type Row = (&'static str, Option<u64>, Option<u64>);

    fn poll(rows: &[Row], total: Option<u64>, decimals: u32) -> Result<PollBreakdown, PollError> {
        let option = |&(label, points, votes): &Row| PollOption { label: label.to_owned(), points, votes };
        let poll = Poll { options: rows.iter().map(option).collect(), decimals };
        let findings = BTreeMap::new();
        let rounding = Rounding::HalfUp;
        breakdown(&PollInput { question: "?", poll: &poll, total_votes: total, rounding, findings: &findings })
    }

    fn percents_only(points: &[u64]) -> (Vec<u64>, Option<u64>) {
        let labels = ["a", "b", "c", "d"];
        let rows: Vec<Row> =
            labels.into_iter().zip(points).map(|(label, points)| (label, Some(*points), None)).collect();
        match poll(&rows, None, 0).unwrap().basis {
            Basis::PercentOnly { fits, all_from } => (fits, all_from),
            other => panic!("{other:?}"),
        }
    }

    const NEVER_SOME_ALL: [Row; 3] = [("Never", Some(20), None), ("Some", Some(68), None), ("All", Some(12), None)];

    /// The lists were computed by a Python program that shares no code with this one.
    #[test]
    fn percentages_alone_give_the_numbers_of_votes_that_fit() {
        let mut below: Vec<u64> = vec![25, 41, 50, 59, 60, 65, 66, 69, 74, 75, 76, 81, 82, 84, 85];
        below.extend((90..=95).chain([97]).chain(99..=101).chain(103..=111));
        assert_eq!(percents_only(&[20, 68, 12]), (below, Some(113)));
        let (fits, all_from) = percents_only(&[33, 33, 33]);
        assert_eq!((fits.iter().all(|votes| votes % 3 == 0 || *votes > 129), all_from), (true, Some(401)));
        let (fits, all_from) = percents_only(&[34, 33, 33]);
        assert_eq!((fits.first(), all_from), (Some(&58), Some(118)));
        let (fits, all_from) = percents_only(&[20, 68, 13]);
        assert_eq!((&fits[..4], all_from), (&[40, 56, 71, 80][..], Some(330)));
        let (fits, all_from) = percents_only(&[45, 30, 15, 10]);
        assert_eq!((fits.first(), all_from), (Some(&20), Some(115)));
    }

    #[test]
    fn decimals_narrow_the_numbers_of_votes_that_fit() {
        let shown = poll(&[("a", Some(200), None), ("b", Some(683), None), ("c", Some(117), None)], None, 1).unwrap();
        let Basis::PercentOnly { fits, all_from } = shown.basis else { panic!("percentages only") };
        assert_eq!((&fits[..5], all_from), (&[60, 120, 145, 180, 205][..], Some(1183)));
        assert_eq!((shown.options[1].percent.as_str(), shown.options[1].share), ("68.3", 0.683));
    }

    #[test]
    fn shares_that_fit_nothing_are_an_error() {
        let total = poll(&[("a", Some(20), None), ("b", Some(68), None), ("c", Some(13), None)], Some(100), 0);
        assert_eq!(
            total.unwrap_err().to_string(),
            "20%, 68%, 13% do not fit 100 votes: each alone is possible, and all together are not (they sum to 101%)"
        );
        let alone = poll(&[("a", Some(20), None), ("b", Some(67), None), ("c", Some(13), None)], Some(25), 0);
        assert_eq!(
            alone.unwrap_err().to_string(),
            "20%, 67%, 13% do not fit 25 votes: no whole number of votes is shown as 67%, or as 13%"
        );
        let alone = poll(&[("a", Some(20), None), ("b", Some(68), None), ("c", Some(14), None)], None, 0);
        let error = alone.unwrap_err();
        assert_eq!(
            error.to_string(),
            "20%, 68%, 14% sum to 102% and fit no number of votes from 1 to 10000, expected percentages of one whole"
        );
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn votes_win_and_are_checked_against_what_is_published() {
        let rows = [("a", Some(20), Some(29)), ("b", None, Some(100)), ("c", None, Some(18))];
        let shown = poll(&rows, Some(147), 0).unwrap();
        assert_eq!(shown.basis, Basis::Counts { total: 147 });
        assert_eq!(shown.options[1].percent, "68");
        assert_eq!(shown.net_votes(&["a", "C"]), Some(Share::new(47, 147)));
        assert!(matches!(poll(&rows, Some(150), 0), Err(PollError::VotesDoNotSum { votes: 147, total: 150 })));
        let wrong = poll(&[("a", Some(21), Some(29)), ("b", None, Some(118))], None, 0);
        assert!(matches!(wrong, Err(PollError::VotesDoNotFitPercent { .. })));
    }

    #[test]
    fn a_total_gives_ranges_and_one_way_gives_counts() {
        let ranges = poll(&NEVER_SOME_ALL, Some(147), 0).unwrap();
        assert_eq!(ranges.basis, Basis::Total { total: 147, vectors: 2 });
        assert_eq!(ranges.options[0].counts, Some((29, 30)));
        assert_eq!(ranges.options[0].share, 0.2);
        let one = poll(&NEVER_SOME_ALL, Some(25), 0).unwrap();
        assert_eq!((one.exact_total(), one.options[1].counts), (Some(25), Some((17, 17))));
    }

    #[test]
    fn published_shares_add_up_without_trailing_digits() {
        let shown = poll(&NEVER_SOME_ALL, None, 0).unwrap();
        assert_eq!(shown.net(&["never", "all"]), Some(0.32));
        assert_eq!(shown.net(&["maybe"]), None);
    }

    #[test]
    fn options_that_say_too_little_are_refused() {
        assert_eq!(poll(&[], None, 0), Err(PollError::NoOptions));
        assert!(matches!(poll(&[("a", None, None)], None, 0), Err(PollError::NoShare { .. })));
        assert!(matches!(
            poll(&[("a", Some(50), Some(1)), ("b", Some(50), None)], None, 0),
            Err(PollError::SomeVotes { .. })
        ));
        assert_eq!(poll(&[("a", None, Some(0))], None, 0), Err(PollError::NoVotes));
    }
}

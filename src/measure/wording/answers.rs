//! What is said of a closed question: its headline by rule, its bases, its numbers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::headline::{level_by_chance, level_or_number};
use super::{counted, fraction, grouped, listed, percent, poll_headline, quoted, too_few};
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption, POLL_ID};
use crate::measure::{About, Basis, Estimate, OptionShare, PollBreakdown, Results};

/// The headline of a closed question: what leads, what is level, or where the numbers lie. Where its answers have weights
/// it speaks of the weighted shares and says so.
#[must_use]
pub fn answers_headline(found: &AnswerBreakdown, results: &Results) -> String {
    if !results.has_weights(found) {
        return headline(found, &of_options(found), estimates(found, results), found.middle());
    }
    let weighted: Vec<(&str, f64)> =
        estimates(found, results).filter_map(|of| Some((of.label.as_str(), of.share?))).collect();
    let middle = weighted_middle(found, results);
    if weighted.is_empty() && middle.is_none() {
        return counted_headline(found, results);
    }
    marked("weighted", found, headline(found, &weighted, estimates(found, results), middle))
}

/// The same where each answer counts once, as in pictures of counts; where there are weights it says that it is unweighted.
#[must_use]
pub fn counted_headline(found: &AnswerBreakdown, results: &Results) -> String {
    if !results.has_weights(found) {
        return answers_headline(found, results);
    }
    // The intervals are those of weighted shares.
    marked("unweighted", found, headline(found, &of_options(found), std::iter::empty(), found.middle()))
}

/// A headline with the word on weights behind it, where it says something of the shares or of the middle.
fn marked(word: &str, found: &AnswerBreakdown, headline: String) -> String {
    let says = found.answered >= super::FEW || found.middle().is_some();
    if says { format!("{headline} ({word})") } else { headline }
}

fn estimates<'r>(found: &AnswerBreakdown, results: &'r Results) -> impl Iterator<Item = &'r Estimate> {
    let id = found.id.clone();
    results.estimates.iter().filter(move |of| of.question == id && of.theme.is_none())
}

fn of_options(found: &AnswerBreakdown) -> Vec<(&str, f64)> {
    let share = |option: &AnswerOption| found.of_answered(option).value().unwrap_or_default();
    found.options.iter().map(|option| (option.label.as_str(), share(option))).collect()
}

fn weighted_middle(found: &AnswerBreakdown, results: &Results) -> Option<(&'static str, f64)> {
    let (name, _) = found.middle()?;
    let rating = results.ratings.iter().find(|rating| rating.question == found.id)?;
    let value = rating.values.iter().find(|value| value.group.is_none() && value.statistic == name)?;
    Some((name, value.value?))
}

fn headline<'e>(
    found: &AnswerBreakdown,
    shares: &[(&str, f64)],
    estimates: impl Iterator<Item = &'e Estimate>,
    middle: Option<(&str, f64)>,
) -> String {
    if found.answered == 0 {
        return "Nobody answered".to_owned();
    }
    if let Some((name, value)) = middle {
        let numbers = found.spread.map_or(found.answered, |spread| spread.n);
        let few = (numbers < super::FEW).then(|| counted(numbers, "answer", "answers"));
        let of = few.map_or_else(|| "answer".to_owned(), |few| format!("of {few}"));
        return format!("The {name} {of} is {}{}", plain_number(value), on_scale(found));
    }
    if let Some(few) = too_few(found.answered, "which leads", ("answer", "answers")) {
        return few;
    }
    if let Some(level) = level_by_chance(estimates, "options", "as the most frequent answer") {
        return level;
    }
    if found.kind == Kind::Multiple {
        return multiple_headline(shares);
    }
    let option = |(label, share): &(&str, f64)| OptionShare {
        label: (*label).to_owned(),
        share: *share,
        percent: String::new(),
        // Shares that are equal are so by their counts, or by their weights, and not by rounding.
        counts: Some((0, 0)),
    };
    let options: Vec<OptionShare> = shares.iter().map(option).collect();
    poll_headline(&options, &BTreeMap::new())
}

/// ` on the scale from 0 to 10`; nothing for a question that is no scale.
fn on_scale(found: &AnswerBreakdown) -> String {
    let ranked = |a: &&AnswerOption, b: &&AnswerOption| a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal);
    let levels = || found.options.iter().filter(|option| option.value.is_some());
    match (levels().min_by(ranked), levels().max_by(ranked)) {
        (Some(low), Some(high)) => format!(" on the scale from {} to {}", low.label.trim(), high.label.trim()),
        _ => String::new(),
    }
}

fn multiple_headline(shares: &[(&str, f64)]) -> String {
    let top = shares.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    if top <= 0.0 {
        return "Nobody chose any of the options".to_owned();
    }
    let leaders: Vec<String> =
        shares.iter().filter(|(_, share)| top - share < 1e-9).map(|(label, _)| quoted(label)).collect();
    let by = fraction(top);
    match leaders.len() {
        1 => format!("{} is chosen most often, by {by}", listed(&leaders)),
        _ => format!("{}, each chosen by {by}", level_or_number(&leaders, "options")),
    }
}

/// The headline of a poll of which more is known than its percentages: that there are too few votes to say which leads, or
/// that the intervals of the study's estimates leave the order open. `None` where its own headline may stand.
#[must_use]
pub fn poll_leads(poll: &PollBreakdown, estimates: &[Estimate]) -> Option<String> {
    let total = match poll.basis {
        Basis::Counts { total } | Basis::Total { total, .. } => Some(total),
        Basis::PercentOnly { .. } => None,
    };
    let few = total.and_then(|total| too_few(total, "which leads", ("vote", "votes")));
    let own = estimates.iter().filter(|of| of.question == POLL_ID && of.theme.is_none());
    few.or_else(|| level_by_chance(own, "options", "as the most frequent answer"))
}

/// The bases of a closed question: `38 of 40 responses (95%) answer this question.`, and how many answers each may have.
#[must_use]
pub fn answers_line(found: &AnswerBreakdown) -> String {
    let answered = match found.asked {
        None => format!("{} are counted.", counted(found.answered, "answer", "answers")),
        Some(asked) => format!(
            "{} of {} ({}) answer this question.",
            grouped(found.answered),
            counted(asked, "response", "responses"),
            percent(crate::measure::Share::new(found.answered, asked)),
        ),
    };
    let none = match found.none {
        0 => String::new(),
        none => format!(" {} of them chose none of the options.", grouped(none)),
    };
    let several = if found.mentions.is_some() { " Multiple answers possible." } else { "" };
    format!("{answered}{none}{several}")
}

/// Where the numbers of a scale or of a question for a number lie; `None` where there are none.
#[must_use]
pub fn spread_line(found: &AnswerBreakdown) -> Option<String> {
    let spread = found.spread.as_ref()?;
    let mean = spread.mean.map(|mean| format!("mean {}, ", plain_number(mean))).unwrap_or_default();
    let scale = match found.kind {
        Kind::Scale => {
            let values = found.options.iter().filter_map(|option| option.value);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
            format!("On the scale from {} to {}: ", plain_number(low), plain_number(high))
        }
        _ => String::new(),
    };
    let middle = format!(
        "median {}, quartiles {} and {} (type 7), lowest {}, highest {}; n = {}.",
        plain_number(spread.median),
        plain_number(spread.lower),
        plain_number(spread.upper),
        plain_number(spread.min),
        plain_number(spread.max),
        grouped(spread.n),
    );
    let top = found.top_two.as_ref().map(|([first, second], share)| {
        let of = format!("{} of {}", grouped(share.count), grouped(share.base));
        format!(" Top two, {} or {}: {of} ({}).", quoted(first), quoted(second), percent(*share))
    });
    Some(super::headline::capital(&format!("{scale}{mean}{middle}")) + &top.unwrap_or_default())
}

/// The survey and its sample: `Opt-in: the people who saw it and chose to answer.`
#[must_use]
pub fn survey_line(about: &About) -> String {
    super::source::design_words(&about.sample, false)
}

/// A number with at most two decimals; with an exponent where it would be very long.
#[must_use]
pub fn plain_number(number: f64) -> String {
    if number.abs() >= 1e15 {
        return format!("{number:e}");
    }
    let two = format!("{number:.2}");
    let short = two.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::answers::spread;
    use crate::measure::wording::sample;
    use crate::measure::{EstimateUnit, Share, Treatment};

    fn found(kind: Kind, counts: &[(&str, u64)], answered: u64) -> AnswerBreakdown {
        let option = |(place, (label, count)): (usize, &(&str, u64))| AnswerOption {
            label: (*label).to_owned(),
            count: *count,
            declared: true,
            value: (kind == Kind::Scale).then_some(place as f64 + 1.0),
        };
        AnswerBreakdown {
            id: "q".to_owned(),
            question: "?".to_owned(),
            kind,
            grid: None,
            source: Some("s".to_owned()),
            asked: Some(40),
            answered,
            none: 0,
            mentions: (kind == Kind::Multiple).then(|| counts.iter().map(|count| count.1).sum()),
            options: counts.iter().enumerate().map(option).collect(),
            spread: None,
            top_two: None,
        }
    }

    #[test]
    fn the_headline_says_what_leads() {
        let said = |kind, counts: &[(&str, u64)], answered| {
            answers_headline(&found(kind, counts, answered), &sample::results())
        };
        assert_eq!(said(Kind::Single, &[("A", 20), ("B", 10)], 30), "“A” is the answer of two in three");
        assert_eq!(said(Kind::Multiple, &[("A", 20), ("B", 30)], 30), "“B” is chosen most often, by all");
        assert_eq!(said(Kind::Multiple, &[("A", 15), ("B", 15)], 30), "“A” is level with “B”, each chosen by half");
        assert_eq!(said(Kind::Single, &[("A", 20), ("B", 9)], 29), "Too few to say which leads: 29 answers");
        assert_eq!(said(Kind::Multiple, &[("A", 2)], 2), "Too few to say which leads: 2 answers");
        assert_eq!(said(Kind::Multiple, &[("A", 0)], 30), "Nobody chose any of the options");
        assert_eq!(said(Kind::Scale, &[("A", 0)], 0), "Nobody answered");
    }

    /// A study whose weights turn 20 and 10 of 30 into a third and two thirds.
    fn turned(bounds: impl Fn(Share) -> Option<crate::measure::Bounds>) -> Results {
        let estimate = |(label, count, share): (&str, u64, f64)| Estimate {
            question: "q".to_owned(),
            unit: EstimateUnit::Answered,
            theme: None,
            label: label.to_owned(),
            counted: Share::new(count, 30),
            weighted: true,
            weighted_n: 30.0 * share,
            base: None,
            share: Some(share),
            of_asked: None,
            of_mentions: None,
            standard_error: None,
            bounds: bounds(Share::new((30.0 * share).round() as u64, 30)),
        };
        let estimates = [("A", 20, 1.0 / 3.0), ("B", 10, 2.0 / 3.0)].map(estimate).to_vec();
        Results { estimates, treatment: Treatment::example(), ..sample::results() }
    }

    #[test]
    fn where_weighting_turns_the_order_each_headline_says_which_shares_it_speaks_of() {
        let (plain, with_bounds) = (turned(|_| None), turned(crate::measure::wilson));
        let single = found(Kind::Single, &[("A", 20), ("B", 10)], 30);
        assert_eq!(answers_headline(&single, &plain), "“B” is the answer of two in three (weighted)");
        assert_eq!(counted_headline(&single, &plain), "“A” is the answer of two in three (unweighted)");
        let level = "“B” is level with “A” as the most frequent answer, allowing for chance (weighted)";
        assert_eq!(answers_headline(&single, &with_bounds), level);
        assert_eq!(counted_headline(&single, &with_bounds), "“A” is the answer of two in three (unweighted)");
        let multiple = found(Kind::Multiple, &[("A", 20), ("B", 10)], 30);
        assert_eq!(answers_headline(&multiple, &plain), "“B” is chosen most often, by two in three (weighted)");
        let elsewhere = AnswerBreakdown { source: Some("other".to_owned()), ..single.clone() };
        assert_eq!(counted_headline(&elsewhere, &plain), "“A” is the answer of two in three");
        let few = AnswerBreakdown { answered: 29, ..single.clone() };
        assert_eq!(answers_headline(&few, &plain), "Too few to say which leads: 29 answers");
        let without_share = Results { estimates: Vec::new(), ..plain };
        assert_eq!(answers_headline(&single, &without_share), "“A” is the answer of two in three (unweighted)");
    }

    #[test]
    fn the_bases_are_said() {
        let mut multiple = found(Kind::Multiple, &[("A", 20)], 38);
        multiple.none = 18;
        assert_eq!(
            answers_line(&multiple),
            "38 of 40 responses (95%) answer this question. 18 of them chose none of the options. Multiple answers possible."
        );
        multiple.asked = None;
        assert!(answers_line(&multiple).starts_with("38 answers are counted."));
    }

    #[test]
    fn numbers_are_said_with_their_n_and_their_rule() {
        let mut number = found(Kind::Number, &[], 4);
        number.spread = spread(vec![1.0, 2.0, 3.0, 4.0]);
        assert_eq!(
            spread_line(&number).unwrap(),
            "Mean 2.5, median 2.5, quartiles 1.75 and 3.25 (type 7), lowest 1, highest 4; n = 4."
        );
        assert_eq!(answers_headline(&number, &sample::results()), "The median of 4 answers is 2.5");
        let mut rated = found(Kind::Scale, &[("0", 10), ("5", 10), ("10", 20)], 40);
        rated.options.iter_mut().for_each(|option| option.value = option.label.parse().ok());
        let numbers = [[0.0; 10], [5.0; 10], [10.0; 10], [10.0; 10]].concat();
        rated.spread = spread(numbers);
        let said = "The mean answer is 6.25 on the scale from 0 to 10";
        assert_eq!(answers_headline(&rated, &sample::results()), said);
        assert_eq!(plain_number(1e300), "1e300");
        assert_eq!([plain_number(-0.001), plain_number(31.0), plain_number(2.346)], ["0", "31", "2.35"]);
    }
}

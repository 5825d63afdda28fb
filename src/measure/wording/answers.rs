//! What is said of a closed question: its headline by rule, its bases, its numbers.

use std::collections::BTreeMap;

use super::headline::number_word;
use super::{counted, fraction, grouped, listed, percent, poll_headline, quoted};
use crate::ingest::responses::Kind;
use crate::measure::answers::AnswerBreakdown;
use crate::measure::{About, OptionShare};

/// The headline of a closed question: what leads, or where the numbers lie.
#[must_use]
pub fn answers_headline(found: &AnswerBreakdown) -> String {
    if found.answered == 0 {
        return "Nobody answered".to_owned();
    }
    match (found.kind, &found.spread) {
        (Kind::Multiple, _) => multiple_headline(found),
        (Kind::Number, Some(spread)) => format!("The median answer is {}", plain_number(spread.median)),
        _ => {
            let option = |option: &crate::measure::answers::AnswerOption| OptionShare {
                label: option.label.clone(),
                share: found.of_answered(option).value().unwrap_or_default(),
                percent: String::new(),
                counts: None,
            };
            let options: Vec<OptionShare> = found.options.iter().map(option).collect();
            poll_headline(&options, &BTreeMap::new())
        }
    }
}

fn multiple_headline(found: &AnswerBreakdown) -> String {
    let top = found.options.iter().map(|option| option.count).max().unwrap_or_default();
    if top == 0 {
        return "Nobody chose any of the options".to_owned();
    }
    let leaders: Vec<String> =
        found.options.iter().filter(|option| option.count == top).map(|option| quoted(&option.label)).collect();
    let by = fraction(top as f64 / found.answered as f64);
    match leaders.len() {
        1 => format!("{} is chosen most often, by {by}", listed(&leaders)),
        2 | 3 => format!("{} are chosen most often, each by {by}", listed(&leaders)),
        many => format!("{} options are chosen equally often, each by {by}", number_word(many)),
    }
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
    use crate::measure::answers::{AnswerOption, spread};

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
        let said = |kind, counts: &[(&str, u64)], answered| answers_headline(&found(kind, counts, answered));
        assert_eq!(said(Kind::Single, &[("A", 20), ("B", 10)], 30), "“A” is the answer of two in three");
        assert_eq!(said(Kind::Multiple, &[("A", 20), ("B", 30)], 30), "“B” is chosen most often, by all");
        assert_eq!(
            said(Kind::Multiple, &[("A", 15), ("B", 15)], 30),
            "“A” and “B” are chosen most often, each by half"
        );
        assert_eq!(said(Kind::Multiple, &[("A", 0)], 30), "Nobody chose any of the options");
        assert_eq!(said(Kind::Scale, &[("A", 0)], 0), "Nobody answered");
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
        assert_eq!(answers_headline(&number), "The median answer is 2.5");
        assert_eq!(plain_number(1e300), "1e300");
        assert_eq!([plain_number(-0.001), plain_number(31.0), plain_number(2.346)], ["0", "31", "2.35"]);
    }
}

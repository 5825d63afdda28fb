//! How often each option of a closed question was chosen, and of whom: from rows, or from the totals of a poll.
//!
//! # What it answers
//! Which part of the people chose each option, and how many gave no answer?
//!
//! # Formula
//! Count / base, with up to three bases, each named. *Answered*: those who gave an answer; to a multiple choice that
//! tells *not answered* from *none of these*, the latter is an answer. *Asked*: every response of the source; who was
//! shown a question is not in the file. *Mentions*, for multiple choice only: all options chosen by all people.
//! Top two: the two options with the highest numbers, of those who answered with an option of the scale.
//!
//! # Assumptions and when not to use it
//! Every response counts once: there are no weights. Nothing is said of people who did not answer.
//!
//! # Reference
//! The three percentages are those of SPSS, MULT RESPONSE (counts, percent of responses, percent of cases), and the
//! share of everyone. SPSS leaves out of its cases who chose nothing; so does *answered* where the file does not tell
//! choosing nothing from not answering.
//!
//! # Example
//! Five people choose {l, p, t}, {p}, {l, p}, nothing, {p, t}: p has 4, which is 100% of the four who answered, 80% of
//! the five asked, 50% of the eight mentions.

use super::{AnswerBreakdown, AnswerOption, ClosedInput, POLL_ID, spread};
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec};
use crate::measure::{OptionShare, PollBreakdown, Share};

/// Points that a scale has at least for its top two to say something.
const TOP_TWO_FROM: usize = 4;

/// The breakdown of a poll whose votes are known option by option; `None` where they are not.
#[must_use]
pub fn answers_of_poll(poll: &PollBreakdown) -> Option<AnswerBreakdown> {
    let total = poll.exact_total()?;
    let option = |option: &OptionShare| {
        Some(AnswerOption { label: option.label.clone(), count: option.counts?.0, declared: true, value: None })
    };
    Some(AnswerBreakdown {
        id: POLL_ID.to_owned(),
        question: poll.question.clone(),
        kind: Kind::Single,
        grid: None,
        source: None,
        asked: None,
        answered: total,
        none: 0,
        mentions: None,
        options: poll.options.iter().map(option).collect::<Option<_>>()?,
        spread: None,
        top_two: None,
    })
}

/// The breakdown of a question from the answers of every respondent.
#[must_use]
pub fn answers_of_rows(input: &ClosedInput<'_>) -> AnswerBreakdown {
    let Answered { spec, answers } = input.answered;
    let counted = match answers {
        Answers::One { options, chosen } => {
            count(options.len(), chosen.iter().map(|one| one.as_ref().map(std::slice::from_ref)))
        }
        Answers::Several { options, chosen } => count(options.len(), chosen.iter().map(Option::as_deref)),
        Answers::Numbers(numbers) => count(0, numbers.iter().map(|number| number.map(|_| &[][..]))),
        Answers::Texts(texts) => count(0, texts.iter().map(|text| text.as_ref().map(|_| &[][..]))),
    };
    let labels: &[String] = match answers {
        Answers::One { options, .. } | Answers::Several { options, .. } => options,
        Answers::Numbers(_) | Answers::Texts(_) => &[],
    };
    let options = options(spec, labels, &counted.counts);
    // Of bands neither a mean nor a top two can be made.
    let averaged = spec.numbers(labels).iter().any(Option::is_some);
    let numbers: Vec<f64> = match answers {
        Answers::Numbers(numbers) => numbers.iter().flatten().copied().collect(),
        _ if averaged => on_scale(&options).flat_map(|(option, value)| repeated(value, option.count)).collect(),
        _ => Vec::new(),
    };
    let multiple = matches!(answers, Answers::Several { .. });
    AnswerBreakdown {
        id: spec.id.clone(),
        question: spec.question.clone(),
        kind: spec.kind,
        grid: spec.grid.clone(),
        source: Some(input.source.to_owned()),
        asked: Some(counted.asked),
        answered: counted.answered,
        none: if multiple { counted.none } else { 0 },
        mentions: multiple.then(|| counted.counts.iter().sum()),
        top_two: if averaged { top_two(&options) } else { None },
        spread: spread(numbers),
        options,
    }
}

fn repeated(value: f64, count: u64) -> impl Iterator<Item = f64> {
    (0..count).map(move |_| value)
}

#[derive(Default)]
struct Counted {
    asked: u64,
    answered: u64,
    none: u64,
    counts: Vec<u64>,
}

/// Counts answers, each with the places of the options chosen; `None` is no answer.
fn count<'a>(options: usize, chosen: impl Iterator<Item = Option<&'a [u32]>>) -> Counted {
    let mut counted = Counted { counts: vec![0; options], ..Counted::default() };
    for answer in chosen {
        counted.asked += 1;
        let Some(places) = answer else { continue };
        counted.answered += 1;
        counted.none += u64::from(places.is_empty());
        for &place in places {
            if let Some(count) = counted.counts.get_mut(place as usize) {
                *count += 1;
            }
        }
    }
    counted
}

/// The options with their counts: declared ones as declared, others by how often they were chosen, ties by their text.
fn options(spec: &QuestionSpec, labels: &[String], counts: &[u64]) -> Vec<AnswerOption> {
    let declared = spec.options.len();
    let option = |(place, (label, &count)): (usize, (&String, &u64))| AnswerOption {
        label: label.clone(),
        count,
        declared: declared == 0 || place < declared,
        value: spec.value(place),
    };
    let mut options: Vec<AnswerOption> = labels.iter().zip(counts).enumerate().map(option).collect();
    if let Some(others) = options.get_mut(declared..) {
        others.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    }
    options
}

fn on_scale(options: &[AnswerOption]) -> impl Iterator<Item = (&AnswerOption, f64)> {
    options.iter().filter_map(|option| Some((option, option.value?)))
}

fn top_two(options: &[AnswerOption]) -> Option<([String; 2], Share)> {
    let mut scale: Vec<(&AnswerOption, f64)> = on_scale(options).collect();
    scale.sort_by(|a, b| b.1.total_cmp(&a.1));
    let [first, second, ..] = scale.as_slice() else { return None };
    let base = scale.iter().map(|(option, _)| option.count).sum();
    let labels = [first.0.label.clone(), second.0.label.clone()];
    let share = Share::new(first.0.count + second.0.count, base);
    (scale.len() >= TOP_TWO_FROM && base > 0).then_some((labels, share))
}

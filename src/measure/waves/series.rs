//! One question over its waves: each option as a row, with what every wave gave. Themes are `themes`'.

use std::collections::HashSet;

use super::change::{Change, Given, change};
use super::weighted::{self, Weighted};
use super::{Unit, Value, WaveAnswers, WaveInput, WaveItem};
use crate::ingest::responses::{Answered, Answers};
use crate::measure::answers::{AnswerBreakdown, ClosedInput, answers_of_rows};
use crate::measure::{Coded, QuestionInput, Share, WeightedComments, decide, set_aside};

/// What is compared of one wave.
pub(super) struct Measured<'a> {
    pub wave: &'a WaveInput<'a>,
    pub of: Of<'a>,
}

pub(super) enum Of<'a> {
    Closed(Box<AnswerBreakdown>, &'a Answered, Option<&'a [f64]>),
    Open(Box<Coded<'a>>, Option<WeightedComments<'a>>),
}

/// The rows of one question; `options` are those that came later and those that are gone.
pub(super) fn items(waves: &[WaveInput<'_>], options: (&[String], &[String]), allowed: bool) -> Vec<WaveItem> {
    let measured: Vec<Measured<'_>> = waves.iter().map(measure).collect();
    let mut items = closed_items(&measured, options, allowed);
    items.extend(super::themes::theme_items(&measured, allowed));
    items
}

fn measure<'a>(wave: &'a WaveInput<'a>) -> Measured<'a> {
    let of = match &wave.answers {
        WaveAnswers::Closed { answered, weights, .. } => {
            let found = answers_of_rows(&ClosedInput { source: wave.id, answered });
            Of::Closed(Box::new(found), answered, *weights)
        }
        WaveAnswers::Open(question) => Of::Open(Box::new(coded(question)), question.weights),
    };
    Measured { wave, of }
}

fn coded<'a>(question: &QuestionInput<'a>) -> Coded<'a> {
    let reasons = set_aside(question.comments, question.set_aside);
    decide(question.codebook, question.comments, question.tags, reasons, question.codings, question.source)
}

/// Builds a row from its value in every wave, each compared with the wave before it that has one.
pub(super) fn item(
    (unit, id, label): (Unit, &str, &str),
    measured: &[Measured<'_>],
    value: &dyn Fn(&Measured<'_>) -> Option<Value>,
    change_of: &dyn Fn(&Measured<'_>, &Measured<'_>, Value, Value) -> Option<Change>,
) -> WaveItem {
    let values: Vec<Option<Value>> = measured.iter().map(value).collect();
    let changes = (0..measured.len()).map(|place| {
        let earlier = (0..place).rev().find_map(|place| Some((place, values[place]?)))?;
        change_of(&measured[earlier.0], &measured[place], earlier.1, values[place]?)
    });
    let changes = changes.collect();
    WaveItem { unit, id: id.to_owned(), label: label.to_owned(), values, changes }
}

fn closed_items(measured: &[Measured<'_>], options: (&[String], &[String]), allowed: bool) -> Vec<WaveItem> {
    let closed = |one: &Measured<'_>| matches!(one.of, Of::Closed(..));
    if !measured.iter().any(closed) {
        return Vec::new();
    }
    let compared = |label: Option<&str>, before: &Measured<'_>, after: &Measured<'_>, one: Value, two: Value| {
        let people = after.wave.same_people.then(|| (given(before, label), given(after, label)));
        change_of(before.wave.id, (one, two), people.as_ref().map(|(one, two)| (one, two)), allowed)
    };
    let mut rows: Vec<WaveItem> = labels(measured)
        .iter()
        .map(|label| {
            let value = |one: &Measured<'_>| option_share(one, label, options);
            let change =
                |before: &Measured<'_>, after: &Measured<'_>, one, two| compared(Some(label), before, after, one, two);
            item((Unit::Answered, label, label), measured, &value, &change)
        })
        .collect();
    let without_people =
        |before: &Measured<'_>, after: &Measured<'_>, one, two| compared(None, before, after, one, two);
    if let Some(labels) = measured.iter().rev().find_map(|one| Some(&breakdown(one)?.top_two.as_ref()?.0)) {
        let top = |one: &Measured<'_>| top_two(one);
        let label = format!("“{}” or “{}”", labels[0], labels[1]);
        // Those who answer in both waves are counted option by option.
        if !measured.iter().any(|one| one.wave.same_people) {
            rows.push(item((Unit::OnScale, "top two", &label), measured, &top, &without_people));
        }
    }
    let mean = |one: &Measured<'_>| {
        let spread = breakdown(one)?.spread.as_ref()?;
        let plain = Value::Mean { mean: spread.mean?, n: spread.n };
        Some(weighted_mean(one).map_or(plain, Value::Weighted))
    };
    if measured.iter().any(|one| mean(one).is_some()) {
        rows.push(item((Unit::Mean, "mean", "Mean"), measured, &mean, &without_people));
    }
    rows
}

/// The change of a share or of a mean; nothing is tested of means.
pub(super) fn change_of(
    from: &str,
    values: (Value, Value),
    people: Option<(&Given<'_>, &Given<'_>)>,
    allowed: bool,
) -> Option<Change> {
    match values {
        (Value::Share(one), Value::Share(two)) => change(from, (one, two), people, allowed),
        (Value::Weighted(one), Value::Weighted(two)) => {
            let is_share = one.weighted_n.is_some();
            weighted::change(from, (&one, &two), people, allowed && is_share)
        }
        (one, two) => {
            let difference = Some(two.number()? - one.number()?).filter(|difference| difference.is_finite())?;
            Some(Change { from: from.to_owned(), difference, bounds: None, paired: None, mark: None })
        }
    }
}

fn breakdown<'m>(one: &'m Measured<'_>) -> Option<&'m AnswerBreakdown> {
    if let Of::Closed(found, ..) = &one.of { Some(found) } else { None }
}

/// The options: of the newest wave in its order, then those that only earlier waves have.
fn labels(measured: &[Measured<'_>]) -> Vec<String> {
    let mut seen: HashSet<&str> = HashSet::new();
    let newest_first = measured.iter().rev().filter_map(breakdown).flat_map(|found| &found.options);
    newest_first.filter(|option| seen.insert(&option.label)).map(|option| option.label.clone()).collect()
}

/// The share of an option; `None` where nobody could choose it yet, or any more.
fn option_share(one: &Measured<'_>, label: &str, (new, gone): (&[String], &[String])) -> Option<Value> {
    let found = breakdown(one)?;
    let count = found.options.iter().find(|option| option.label == label).map_or(0, |option| option.count);
    let was_there = count > 0 || ![new, gone].into_iter().flatten().any(|option| option == label);
    let weighted = || weighted_of(one, &|option: &str| Some(option == label));
    was_there.then(|| weighted().map_or(Value::Share(Share::new(count, found.answered)), Value::Weighted))
}

/// The two highest options of a scale, of those who answered with an option of it.
fn top_two(one: &Measured<'_>) -> Option<Value> {
    let found = breakdown(one)?;
    let (top, share) = found.top_two.as_ref()?;
    let on_scale = |label: &str| found.options.iter().any(|option| option.label == label && option.value.is_some());
    let wanted = |label: &str| on_scale(label).then(|| top.iter().any(|top| top == label));
    Some(weighted_of(one, &wanted).map_or(Value::Share(*share), Value::Weighted))
}

/// The weighted share of those who chose an option that is `wanted`; an option of which it says nothing is outside the
/// base. `None` where nothing is weighted.
fn weighted_of(one: &Measured<'_>, wanted: &dyn Fn(&str) -> Option<bool>) -> Option<Weighted> {
    let Of::Closed(_, answered, weights) = &one.of else { return None };
    let (Answers::One { options, .. } | Answers::Several { options, .. }) = &answered.answers else { return None };
    let wanted: Vec<Option<bool>> = options.iter().map(|label| wanted(label)).collect();
    let of = |place: &u32| wanted.get(*place as usize).copied().flatten();
    let holds = |row: usize| match &answered.answers {
        Answers::One { chosen, .. } => of(chosen.get(row)?.as_ref()?),
        Answers::Several { chosen, .. } => Some(chosen.get(row)?.as_ref()?.iter().any(|place| of(place) == Some(true))),
        Answers::Numbers(_) | Answers::Texts(_) => None,
    };
    weights.map(|weights| Weighted::share(weights, None, &holds))
}

fn weighted_mean(one: &Measured<'_>) -> Option<Weighted> {
    let Of::Closed(found, answered, weights) = &one.of else { return None };
    let number = |row: usize| match &answered.answers {
        Answers::Numbers(numbers) => *numbers.get(row)?,
        Answers::One { options, chosen } => {
            let label = options.get((*chosen.get(row)?)? as usize)?;
            found.options.iter().find(|option| option.label == *label)?.value
        }
        Answers::Several { .. } | Answers::Texts(_) => None,
    };
    weights.map(|weights| Weighted::mean(weights, &number))
}

/// Who of those who answered chose an option, by id; somebody whom nothing names where there is no option.
fn given<'m>(one: &'m Measured<'_>, label: Option<&str>) -> Given<'m> {
    let nobody_named = || Given::from([("", false)]);
    let (Some(label), true) = (label, one.wave.known) else { return nobody_named() };
    let WaveAnswers::Closed { answered, ids, unnamed, .. } = &one.wave.answers else { return nobody_named() };
    let names = ids.iter().enumerate().map(|(row, id)| match unnamed.get(row) {
        Some(true) => "",
        _ => id.as_str(),
    });
    let place = |options: &[String]| options.iter().position(|option| option == label).map(|place| place as u32);
    match &answered.answers {
        Answers::One { options, chosen } => {
            let place = place(options);
            names.zip(chosen).filter_map(|(id, one)| Some((id, Some((*one)?) == place))).collect()
        }
        Answers::Several { options, chosen } => {
            let place = place(options);
            let chose = |all: &Vec<u32>| place.is_some_and(|place| all.contains(&place));
            names.zip(chosen).filter_map(|(id, all)| Some((id, chose(all.as_ref()?)))).collect()
        }
        Answers::Numbers(_) | Answers::Texts(_) => nobody_named(),
    }
}

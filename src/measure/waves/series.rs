//! One question over its waves: each option and each theme as a row, with what every wave gave.

use std::collections::HashSet;

use super::change::{Change, Given, change};
use super::{Unit, Value, WaveAnswers, WaveInput, WaveItem};
use crate::ingest::responses::{Answered, Answers};
use crate::measure::answers::{AnswerBreakdown, ClosedInput, answers_of_rows};
use crate::measure::{Coded, QuestionInput, Share, decide, frequencies, set_aside};

/// What is compared of one wave.
struct Measured<'a> {
    wave: &'a WaveInput<'a>,
    of: Of<'a>,
}

enum Of<'a> {
    Closed(Box<AnswerBreakdown>, &'a Answered, &'a [String]),
    Open(Box<Coded<'a>>),
}

/// The rows of one question; `options` are those that came later and those that are gone.
pub(super) fn items(waves: &[WaveInput<'_>], options: (&[String], &[String]), allowed: bool) -> Vec<WaveItem> {
    let measured: Vec<Measured<'_>> = waves.iter().map(measure).collect();
    let mut items = closed_items(&measured, options, allowed);
    items.extend(theme_items(&measured, allowed));
    items
}

fn measure<'a>(wave: &'a WaveInput<'a>) -> Measured<'a> {
    let of = match &wave.answers {
        WaveAnswers::Closed { answered, ids } => {
            let found = answers_of_rows(&ClosedInput { source: wave.id, answered });
            Of::Closed(Box::new(found), answered, ids)
        }
        WaveAnswers::Open(question) => Of::Open(Box::new(coded(question))),
    };
    Measured { wave, of }
}

fn coded<'a>(question: &QuestionInput<'a>) -> Coded<'a> {
    let reasons = set_aside(question.comments, question.set_aside);
    decide(question.codebook, question.comments, question.tags, reasons, question.codings, question.source)
}

/// Builds a row from its value in every wave, each compared with the wave before it that has one.
fn item(
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
        let (Value::Share(one), Value::Share(two)) = (one, two) else {
            return mean_change(before, one, two);
        };
        let people = label.filter(|_| after.wave.same_people);
        let people = people.and_then(|label| Some((given(before, label)?, given(after, label)?)));
        change(before.wave.id, (one, two), people.as_ref().map(|(one, two)| (one, two)), allowed)
    };
    let mut rows: Vec<WaveItem> = labels(measured)
        .iter()
        .map(|label| {
            let value = |one: &Measured<'_>| option_share(one, label, options).map(Value::Share);
            let change =
                |before: &Measured<'_>, after: &Measured<'_>, one, two| compared(Some(label), before, after, one, two);
            item((Unit::Answered, label, label), measured, &value, &change)
        })
        .collect();
    let without_people =
        |before: &Measured<'_>, after: &Measured<'_>, one, two| compared(None, before, after, one, two);
    if let Some(labels) = measured.iter().rev().find_map(|one| Some(&breakdown(one)?.top_two.as_ref()?.0)) {
        let top = |one: &Measured<'_>| breakdown(one)?.top_two.as_ref().map(|(_, share)| Value::Share(*share));
        let label = format!("“{}” or “{}”", labels[0], labels[1]);
        // Those who answer in both waves are counted option by option.
        if !measured.iter().any(|one| one.wave.same_people) {
            rows.push(item((Unit::OnScale, "top two", &label), measured, &top, &without_people));
        }
    }
    let mean = |one: &Measured<'_>| {
        let spread = breakdown(one)?.spread.as_ref()?;
        Some(Value::Mean { mean: spread.mean?, n: spread.n })
    };
    if measured.iter().any(|one| mean(one).is_some()) {
        rows.push(item((Unit::Mean, "mean", "Mean"), measured, &mean, &without_people));
    }
    rows
}

fn mean_change(before: &Measured<'_>, one: Value, two: Value) -> Option<Change> {
    let (Value::Mean { mean: one, .. }, Value::Mean { mean: two, .. }) = (one, two) else { return None };
    let difference = Some(two - one).filter(|difference| difference.is_finite())?;
    Some(Change { from: before.wave.id.to_owned(), difference, bounds: None, paired: None, mark: None })
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
fn option_share(one: &Measured<'_>, label: &str, (new, gone): (&[String], &[String])) -> Option<Share> {
    let found = breakdown(one)?;
    let count = found.options.iter().find(|option| option.label == label).map_or(0, |option| option.count);
    let was_there = count > 0 || ![new, gone].into_iter().flatten().any(|option| option == label);
    was_there.then(|| Share::new(count, found.answered))
}

/// Who of those who answered chose an option, by id.
fn given<'m>(one: &'m Measured<'_>, label: &str) -> Option<Given<'m>> {
    let Of::Closed(_, answered, ids) = &one.of else { return None };
    let place = |options: &[String]| options.iter().position(|option| option == label).map(|place| place as u32);
    let given = match &answered.answers {
        Answers::One { options, chosen } => {
            let place = place(options);
            let rows = ids.iter().zip(chosen).filter_map(|(id, one)| Some((id.as_str(), Some((*one)?) == place)));
            rows.collect()
        }
        Answers::Several { options, chosen } => {
            let place = place(options);
            let chose = |all: &Vec<u32>| place.is_some_and(|place| all.contains(&place));
            ids.iter().zip(chosen).filter_map(|(id, all)| Some((id.as_str(), chose(all.as_ref()?)))).collect()
        }
        Answers::Numbers(_) | Answers::Texts(_) => return None,
    };
    Some(given)
}

/// Each theme, by the authors and by the comments that show it. Comments of one author are not drawn apart, so only
/// shares of authors get bounds.
fn theme_items(measured: &[Measured<'_>], allowed: bool) -> Vec<WaveItem> {
    let coded = |one: &Measured<'_>| -> bool { matches!(one.of, Of::Open(_)) };
    let Some(Measured { of: Of::Open(newest), .. }) = measured.iter().rfind(|one| coded(one)) else {
        return Vec::new();
    };
    let all: Vec<Option<crate::measure::Frequencies>> = measured
        .iter()
        .map(|one| if let Of::Open(coded) = &one.of { Some(frequencies(coded)) } else { None })
        .collect();
    let frequency = |one: &Measured<'_>, theme: usize| {
        let place = measured.iter().position(|other| std::ptr::eq(other, one))?;
        all[place].as_ref()?.themes.get(theme)
    };
    let mut rows = Vec::new();
    for unit in [Unit::Authors, Unit::Comments] {
        for (theme, declared) in newest.codebook.themes.iter().enumerate() {
            let value = |one: &Measured<'_>| {
                let found = frequency(one, theme)?;
                Some(Value::Share(if unit == Unit::Authors { found.authors } else { found.comments }))
            };
            let compared = |before: &Measured<'_>, after: &Measured<'_>, one, two| {
                let (Value::Share(one), Value::Share(two)) = (one, two) else { return None };
                let people = (unit == Unit::Authors && after.wave.same_people)
                    .then(|| Some((showing(before, theme)?, showing(after, theme)?)))
                    .flatten();
                let people = people.as_ref().map(|(one, two)| (one, two));
                change(before.wave.id, (one, two), people, allowed && unit == Unit::Authors)
            };
            rows.push(item((unit, &declared.id, &declared.label), measured, &value, &compared));
        }
    }
    rows
}

/// Which authors show a theme, by id; those without one are nobody whom another wave could know.
fn showing<'m>(one: &'m Measured<'_>, theme: usize) -> Option<Given<'m>> {
    let Of::Open(coded) = &one.of else { return None };
    let mut given = Given::default();
    for comment in coded.counted() {
        if let Some(author) = &coded.comments[comment].author {
            *given.entry(author.as_str()).or_insert(false) |= coded.shown[comment][theme];
        }
    }
    Some(given)
}

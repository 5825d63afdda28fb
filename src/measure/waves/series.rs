//! One question over its waves: each option as a row, with what every wave gave. Themes are `themes`'.

use std::collections::HashSet;

use super::change::{Between, change};
use super::rows::{Numbers, Rows, as_number};
use super::themes::{people, theme_items};
use super::{Unit, WaveAnswers, WaveInput, WaveItem};
use crate::ingest::responses::{Answered, Answers};
use crate::measure::answers::{AnswerBreakdown, ClosedInput, answers_of_rows};
use crate::measure::design_based::SurveyDesign;
use crate::measure::{Coded, QuestionInput, WeightedComments, decide, set_aside};

/// What is compared of one wave.
pub(super) struct Measured<'a> {
    pub wave: &'a WaveInput<'a>,
    pub of: Of<'a>,
    /// Whose each row is, a number that is the same in every wave: rows of responses, or of authors without weights.
    pub people: Vec<Option<u32>>,
}

pub(super) enum Of<'a> {
    Closed(Box<AnswerBreakdown>, &'a Answered, Option<SurveyDesign<'a>>),
    /// With the comments counted, by author.
    Open(Box<Coded<'a>>, Option<WeightedComments<'a>>, Vec<Vec<usize>>),
}

/// The rows of one question; `options` are those that came later and those that are gone.
pub(super) fn items(waves: &[WaveInput<'_>], options: (&[String], &[String]), allowed: bool) -> Vec<WaveItem> {
    let mut numbers = Numbers::default();
    let measured: Vec<Measured<'_>> = waves.iter().map(|wave| measure(wave, &mut numbers)).collect();
    let mut items = closed_items(&measured, options, allowed);
    items.extend(theme_items(&measured, allowed));
    items
}

fn measure<'a>(wave: &'a WaveInput<'a>, numbers: &mut Numbers<'a>) -> Measured<'a> {
    match &wave.answers {
        WaveAnswers::Closed { answered, ids, unnamed, design } => {
            let found = answers_of_rows(&ClosedInput { source: wave.id, answered });
            let named = |row: usize| wave.known && unnamed.get(row) != Some(&true);
            let people = ids.iter().enumerate().map(|(row, id)| numbers.of(id).filter(|_| named(row)));
            Measured { wave, people: people.collect(), of: Of::Closed(Box::new(found), answered, *design) }
        }
        WaveAnswers::Open { question, ids } => {
            let coded = coded(question);
            let authors = coded.authors();
            let people = people(wave.known, (&coded, &authors, question.weights), ids, numbers);
            Measured { wave, people, of: Of::Open(Box::new(coded), question.weights, authors) }
        }
    }
}

fn coded<'a>(question: &QuestionInput<'a>) -> Coded<'a> {
    let reasons = set_aside(question.comments, question.set_aside);
    decide(question.codebook, question.comments, question.tags, reasons, question.codings, question.source)
}

/// Builds a row from what every wave gave, each compared with the wave before it that gave something.
pub(super) fn item(
    (unit, id, label): (Unit, &str, &str),
    measured: &[Measured<'_>],
    rows: &dyn for<'m, 'a> Fn(&'m Measured<'a>) -> Option<Rows<'m>>,
    allowed: bool,
) -> WaveItem {
    let rows: Vec<Option<Rows<'_>>> = measured.iter().map(rows).collect();
    let value = |rows: &Option<Rows<'_>>| rows.as_ref()?.value(unit == Unit::Mean);
    let values: Vec<_> = rows.iter().map(value).collect();
    let changes = (0..rows.len()).map(|place| {
        let (earlier, before) = (0..place).rev().find_map(|place| Some((place, values[place]?)))?;
        let between = Between {
            values: (before, values[place]?),
            rows: (rows[earlier].as_ref()?, rows[place].as_ref()?),
            same_people: measured[place].wave.same_people && unit != Unit::Comments,
        };
        change(measured[earlier].wave.id, &between, allowed && unit != Unit::Comments)
    });
    let changes = changes.collect();
    WaveItem { unit, id: id.to_owned(), label: label.to_owned(), values, changes }
}

fn closed_items(measured: &[Measured<'_>], options: (&[String], &[String]), allowed: bool) -> Vec<WaveItem> {
    let option = |label: &String| {
        item((Unit::Answered, label, label), measured, &|one| option_rows(one, label, options), allowed)
    };
    let mut items: Vec<WaveItem> = labels(measured).iter().map(option).collect();
    if let Some(labels) = measured.iter().rev().find_map(|one| Some(&breakdown(one)?.top_two.as_ref()?.0)) {
        let label = format!("“{}” or “{}”", labels[0], labels[1]);
        items.push(item((Unit::OnScale, "top two", &label), measured, &top_two, allowed));
    }
    if measured.iter().any(|one| breakdown(one).is_some_and(|found| found.spread.is_some())) {
        items.push(item((Unit::Mean, "mean", "Mean"), measured, &numbers, allowed));
    }
    items
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

/// Who chose an option; `None` where nobody could choose it yet, or any more.
fn option_rows<'m>(one: &'m Measured<'_>, label: &str, (new, gone): (&[String], &[String])) -> Option<Rows<'m>> {
    let chosen = breakdown(one)?.options.iter().any(|option| option.label == label && option.count > 0);
    let was_there = chosen || ![new, gone].into_iter().flatten().any(|option| option == label);
    if was_there { rows_of(one, &|option: &str| Some(option == label)) } else { None }
}

/// The two highest options of a scale, of those who answered with an option of it.
fn top_two<'m>(one: &'m Measured<'_>) -> Option<Rows<'m>> {
    let found = breakdown(one)?;
    let (top, _) = found.top_two.as_ref()?;
    let on_scale = |label: &str| found.options.iter().any(|option| option.label == label && option.value.is_some());
    rows_of(one, &|label: &str| on_scale(label).then(|| top.iter().any(|top| top == label)))
}

/// Who chose an option that is `wanted`; an option of which it says nothing is outside the base.
fn rows_of<'m>(one: &'m Measured<'_>, wanted: &dyn Fn(&str) -> Option<bool>) -> Option<Rows<'m>> {
    let Of::Closed(_, answered, design) = &one.of else { return None };
    let (Answers::One { options, .. } | Answers::Several { options, .. }) = &answered.answers else { return None };
    let wanted: Vec<Option<bool>> = options.iter().map(|label| wanted(label)).collect();
    let of = |place: &u32| wanted.get(*place as usize).copied().flatten();
    let values = match &answered.answers {
        Answers::One { chosen, .. } => chosen.iter().map(|one| of(one.as_ref()?).map(as_number)).collect(),
        Answers::Several { chosen, .. } => {
            let any = |all: &Vec<u32>| as_number(all.iter().any(|place| of(place) == Some(true)));
            chosen.iter().map(|all| all.as_ref().map(any)).collect()
        }
        Answers::Numbers(_) | Answers::Texts(_) => return None,
    };
    Some(Rows::new(values, *design, &one.people))
}

/// The numbers that people gave, or of the options they chose; `None` where no mean is made of them.
fn numbers<'m>(one: &'m Measured<'_>) -> Option<Rows<'m>> {
    let Of::Closed(found, answered, design) = &one.of else { return None };
    found.spread?;
    let values = match &answered.answers {
        Answers::Numbers(numbers) => numbers.iter().map(|number| number.filter(|number| number.is_finite())).collect(),
        Answers::One { options, chosen } => {
            let of = |label: &String| found.options.iter().find(|option| option.label == *label)?.value;
            let values: Vec<Option<f64>> = options.iter().map(of).collect();
            chosen.iter().map(|one| values.get((*one)? as usize).copied().flatten()).collect()
        }
        Answers::Several { .. } | Answers::Texts(_) => return None,
    };
    Some(Rows::new(values, *design, &one.people))
}

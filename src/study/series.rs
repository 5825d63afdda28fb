//! The questions that were asked in several waves, as `measure` compares them.

use super::run::question_input;
use super::waves::Asked;
use super::{Question, Source, Study, Survey};
use crate::measure::waves::{SeriesInput, WaveAnswers, WaveInput};
use crate::tag::Tags;

/// The series of a study: its closed questions, then its open ones. `tags` are those of the survey's open questions, then
/// those of earlier waves.
pub(super) fn series<'a>(study: &'a Study, survey: &'a Survey<'_>, tags: &'a [Vec<Tags>]) -> Vec<SeriesInput<'a>> {
    let read: Vec<(&'a Question<'_>, &'a [Tags])> =
        survey.questions.iter().chain(&survey.earlier).zip(tags).map(|(read, tags)| (read, tags.as_slice())).collect();
    let closed = study.closed.iter().enumerate().filter_map(|(place, closed)| {
        let wave = |source: &'a Source| {
            let read = survey.answers.iter().find(|read| read.source.id == source.id)?;
            let at = read.places.iter().position(|other| *other == place)?;
            let answered = read.responses.questions.get(at)?;
            let ids = &read.responses.ids;
            Some((source.columns.id.is_some(), WaveAnswers::Closed { answered, ids }))
        };
        let options = (closed.new_options.as_slice(), closed.gone_options.as_slice());
        one(study, closed.place(), (closed.was.iter().collect(), options), &wave)
    });
    let open = study.open.iter().filter_map(|open| {
        let wave = |source: &'a Source| {
            let of = |(read, _): &&(&Question<'_>, &[Tags])| read.open.id == open.id && read.source.id == source.id;
            let (read, tags) = read.iter().find(of)?;
            let answers = WaveAnswers::Open(Box::new(question_input(study, survey, read, tags)));
            Some((source.pseudonymous && source.columns.author.is_some(), answers))
        };
        one(study, open.place(), (open.was.iter().collect(), (&[], &[])), &wave)
    });
    closed.chain(open).collect()
}

/// The series of one question; `None` where its survey has no second wave. A wave says with its answers whether its ids
/// are those of the export.
fn one<'a>(
    study: &'a Study,
    asked: Asked<'a>,
    (was, (new_options, gone_options)): (Vec<&'a str>, (&'a [String], &'a [String])),
    wave: &dyn Fn(&'a Source) -> Option<(bool, WaveAnswers<'a>)>,
) -> Option<SeriesInput<'a>> {
    let all = study.waves_of(&study.first_of(study.source(asked.source)?).id);
    let (newest, many) = (all.last()?.wave.as_deref()?, all.len() > 1);
    let waves = study.sources_of(asked).into_iter().filter_map(|source| {
        let (ids, answers) = wave(source)?;
        Some(WaveInput { id: source.wave.as_deref()?, same_people: source.same_people && ids, answers })
    });
    let waves = waves.collect();
    many.then_some(SeriesInput { id: asked.id, question: asked.text, was, new_options, gone_options, waves, newest })
}

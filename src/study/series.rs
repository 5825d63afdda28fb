//! The questions that were asked in several waves, as `measure` compares them.

use super::run::question_input;
use super::waves::Asked;
use super::{Question, Source, Study, Survey};
use crate::ingest::responses::Responses;
use crate::measure::waves::{SeriesInput, WaveAnswers, WaveInput};
use crate::tag::Tags;

/// The series of a study: its closed questions, its variables, then its open questions. `tags` are those of the survey's open questions, then
/// those of earlier waves.
pub(super) fn series<'a>(study: &'a Study, survey: &'a Survey<'_>, tags: &'a [Vec<Tags>]) -> Vec<SeriesInput<'a>> {
    let read: Vec<(&'a Question<'_>, &'a [Tags])> =
        survey.questions.iter().chain(&survey.earlier).zip(tags).map(|(read, tags)| (read, tags.as_slice())).collect();
    let answers = |source: &'a Source, place: usize| {
        let read = survey.answers.iter().find(|read| read.source.id == source.id)?;
        let at = read.places.iter().position(|other| *other == place)?;
        let answered = read.responses.questions.get(at)?;
        let Responses { ids, unnamed, .. } = &read.responses;
        let design = read.design();
        Some((source.columns.id.is_some(), WaveAnswers::Closed { answered, ids, unnamed, design }))
    };
    let closed = study.closed.iter().enumerate().filter_map(|(place, closed)| {
        let options = (closed.new_options.as_slice(), closed.gone_options.as_slice());
        let (asked, wave) = (closed.place(), |source: &'a Source| answers(source, place));
        one(study, asked, study.sources_of(asked), (closed.was.iter().collect(), options), &wave)
    });
    let variables = study.variables.iter().enumerate().filter_map(|(place, variable)| {
        let source = study.source_of(variable.source.as_deref())?;
        let asked = Asked { id: &variable.id, text: &variable.question, source };
        let wave = |source: &'a Source| answers(source, study.closed.len() + place);
        one(study, asked, study.waves_of(study.survey_of(source)), (Vec::new(), (&[], &[])), &wave)
    });
    let open = study.open.iter().filter_map(|open| {
        let wave = |source: &'a Source| {
            let of = |(read, _): &&(&Question<'_>, &[Tags])| read.open.id == open.id && read.source.id == source.id;
            let (read, tags) = read.iter().find(of)?;
            let responses = survey.answers.iter().find(|read| read.source.id == source.id);
            let ids = responses.map_or(&[][..], |read| read.responses.ids.as_slice());
            let answers = WaveAnswers::Open { question: Box::new(question_input(study, survey, read, tags)), ids };
            Some((source.pseudonymous && source.columns.author.is_some(), answers))
        };
        let asked = open.place();
        one(study, asked, study.sources_of(asked), (open.was.iter().collect(), (&[], &[])), &wave)
    });
    closed.chain(variables).chain(open).collect()
}

/// The series of one question over the sources that may answer it; `None` where its survey has no second wave. A wave says
/// with its answers whether its ids are those of the export.
fn one<'a>(
    study: &'a Study,
    asked: Asked<'a>,
    sources: Vec<&'a Source>,
    (was, (new_options, gone_options)): (Vec<&'a str>, (&'a [String], &'a [String])),
    wave: &dyn Fn(&'a Source) -> Option<(bool, WaveAnswers<'a>)>,
) -> Option<SeriesInput<'a>> {
    let all = study.waves_of(&study.first_of(study.source(asked.source)?).id);
    let (newest, many) = (all.last()?.wave.as_deref()?, all.len() > 1);
    let waves = sources.into_iter().filter_map(|source| {
        let (known, answers) = wave(source)?;
        Some(WaveInput { id: source.wave.as_deref()?, same_people: source.same_people, known, answers })
    });
    let waves = waves.collect();
    many.then_some(SeriesInput { id: asked.id, question: asked.text, was, new_options, gone_options, waves, newest })
}

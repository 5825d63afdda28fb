//! What a report crosses by itself, for its pictures: the themes of each open question by what the same people answered.
//!
//! A study with a banner says itself what it crosses, and its table book is all that is drawn.

use super::{Crossed, Crossing, CrosstabJob, crosstab_book, of_study};
use crate::ingest::responses::{Answers, Kind};
use crate::study::{Question, Study, StudyError, Survey};
use crate::tag::Tags;

/// Questions that the themes of one open question are crossed with, the first of the study.
const MOST: usize = 3;
/// Answers of a question beyond which its columns could not be told apart.
const MOST_ANSWERS: usize = 12;

/// The table book of a study that has a banner; else the themes of each open question by the side that its comments take
/// and by the closed questions in their rows. `None` where nothing can be crossed, or small counts are hidden.
pub(in crate::study) fn pictured(
    study: &Study,
    survey: &Survey<'_>,
    tags: &[Vec<Tags>],
) -> Result<Option<Crossed>, StudyError> {
    if study.banner.is_some() {
        return crosstab_book(study, survey, tags);
    }
    // What is hidden of an answer would be looked for in every table; a study that hides says which tables it wants.
    if study.publish.hide_below > 0 {
        return Ok(None);
    }
    let wanted: Vec<(String, Vec<String>)> =
        survey.questions.iter().flat_map(|question| themes_by(survey, question)).collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let job = CrosstabJob {
        crossing: Crossing::Study(study),
        rows: &[],
        columns: &[],
        nets: &[],
        bands: &[],
        weight: None,
        compare: None,
        hide_below: 0,
    };
    let crossed = of_study::each_over(&job, (study, survey, tags), &wanted)?;
    // Nobody asked for these tables, so what they leave out is no news.
    Ok(Some(Crossed { warnings: Vec::new(), ..crossed }))
}

/// Each group of themes with what it is crossed with.
fn themes_by(survey: &Survey<'_>, question: &Question<'_>) -> Vec<(String, Vec<String>)> {
    let codebook = &question.codebook;
    let groups = |exclusive| {
        let of_kind = move |group: &usize| codebook.groups[*group].exclusive == exclusive;
        let has_themes = |group: &usize| codebook.themes_of(*group).next().is_some();
        let all = (0..codebook.groups.len()).filter(of_kind).filter(has_themes);
        all.map(|group| format!("{}.{}", question.open.id, codebook.groups[group].id)).collect::<Vec<_>>()
    };
    let read = survey.answers.iter().filter(|read| read.source.id == question.source.id);
    let answered = read.flat_map(|read| &read.responses.questions);
    let one_of_few = answered.filter(|answered| {
        let of_kind = matches!(answered.spec.kind, Kind::Single | Kind::Scale);
        let few = |options: &Vec<String>| (2..=MOST_ANSWERS).contains(&options.len());
        of_kind && matches!(&answered.answers, Answers::One { options, .. } if few(options))
    });
    let closed = one_of_few.take(MOST).map(|answered| answered.spec.id.clone());
    let columns: Vec<String> = groups(true).into_iter().chain(closed).collect();
    if columns.is_empty() {
        return Vec::new();
    }
    groups(false).into_iter().map(|row| (row, columns.clone())).collect()
}

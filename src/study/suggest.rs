//! What the codebooks of a study may lack, question by question.

use std::path::PathBuf;

use super::{Study, Survey, held_out, tag_all};
use crate::measure::{Asked, Suggestion, decide, set_aside, suggest};

/// The suggestions for one open question.
#[derive(Debug)]
pub struct Suggested {
    /// Position of the question in the survey.
    pub question: usize,
    /// The codebook that they would go into.
    pub codebook: PathBuf,
    /// The suggestions in groups, what stands out most first.
    pub groups: Vec<Vec<Suggestion>>,
    /// Comments held out for testing, which were not asked.
    pub hidden: usize,
}

/// The suggestions for each open question of a study.
#[must_use]
pub fn suggestions(study: &Study, survey: &Survey<'_>, asked: Asked) -> Vec<Suggested> {
    let tagged = tag_all(survey);
    let questions = survey.questions.iter().zip(&tagged).enumerate();
    let of_question = |(place, (question, tags)): (usize, (&super::Question<'_>, &Vec<_>))| {
        let comments = &question.comments.comments;
        let hidden = held_out(question);
        let reasons = set_aside(comments, &question.open.set_aside);
        let coded = decide(&question.codebook, comments, tags, reasons, &question.codings, study.themes.source);
        Suggested {
            question: place,
            codebook: study.folder.join(&question.open.codebook),
            groups: suggest(&coded, asked, &hidden),
            hidden: hidden.len(),
        }
    };
    questions.map(of_question).collect()
}

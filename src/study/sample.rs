//! A random sample of comments as a blind coding sheet, and the split that holds those comments out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Question, StudyError, Survey};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::export::Form;
use crate::ingest::{Half, SHEET_COLUMNS, THEME};
use crate::measure::{draw, set_aside};

/// A blind coding sheet and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSheet {
    /// One row a comment: its id, its text, a blank column a theme, a note.
    pub sheet: Form,
    /// What the themes mean.
    pub themes: Form,
    /// Which comments are held out: the study's split with the sample added.
    pub split: Form,
    /// Comments counted, from which the sample was drawn.
    pub counted: usize,
    /// Comments of the sample that are open already, and stay so.
    pub open: usize,
}

/// The open question with this id; without an id the only one.
///
/// # Errors
/// There is none, or an id is needed to choose.
pub fn question_of<'q, 's>(survey: &'q Survey<'s>, id: Option<&str>) -> Result<&'q Question<'s>, Diagnostic> {
    let ids: Vec<&str> = survey.questions.iter().map(|question| question.open.id.as_str()).collect();
    let found = match (id, survey.questions.as_slice()) {
        (None, [only]) => return Ok(only),
        (None, []) => Diagnostic::error(Place::file("study.toml"), "the study has no open question")
            .hint("comments are read for the questions under `[[open]]`"),
        (None, _) => Diagnostic::error(Place::file("--question"), "the study has several open questions, expected one")
            .hint(format!("name one of {}", ids.join(", "))),
        (Some(id), questions) => match questions.iter().find(|question| question.open.id == id) {
            Some(question) => return Ok(question),
            None => Diagnostic::error(Place::file("--question"), format!("there is no open question `{id}`"))
                .hint(did_you_mean(id, &ids)),
        },
    };
    Err(found)
}

/// Draws `size` of the comments counted.
///
/// # Errors
/// There are not as many.
pub fn sample_sheet(question: &Question<'_>, size: usize, seed: u64) -> Result<SampleSheet, StudyError> {
    let comments = &question.comments.comments;
    let reasons = set_aside(comments, &question.open.set_aside);
    let counted: Vec<usize> = (0..comments.len()).filter(|comment| reasons[*comment].is_none()).collect();
    if size > counted.len() {
        let found = format!("{size} comments are asked for, and {} are counted", counted.len());
        return Err(Diagnostic::error(Place::file("-n"), found).hint("ask for as many or fewer").into());
    }
    let themes = &question.codebook.themes;
    // A theme that is named as another column is told apart by what stands before it, and so are the others then.
    let before = if themes.iter().any(|theme| SHEET_COLUMNS.contains(&theme.id.as_str())) { THEME } else { "" };
    let drawn: Vec<usize> = draw(counted.len(), size, seed).into_iter().map(|place| counted[place]).collect();
    let blank = || themes.iter().map(|_| String::new()).chain([String::new()]);
    let row = |comment: &usize| {
        let comment = &comments[*comment];
        [comment.id.clone(), comment.text.clone()].into_iter().chain(blank()).collect()
    };
    let named = themes.iter().map(|theme| format!("{before}{}", theme.id));
    let [comment, text, note] = SHEET_COLUMNS.map(str::to_owned);
    let last = u16::try_from(themes.len() + 1).unwrap_or(u16::MAX);
    let sheet = Form {
        name: "coding".to_owned(),
        header: [comment, text].into_iter().chain(named).chain([note]).collect(),
        rows: drawn.iter().map(row).collect(),
        fill: (!themes.is_empty()).then_some((2, last)),
    };
    let (split, open) = split(question, &drawn);
    Ok(SampleSheet { sheet, themes: legend(question), split, counted: counted.len(), open })
}

/// What the themes mean, and nothing of how they are found.
fn legend(question: &Question<'_>) -> Form {
    let codebook = &question.codebook;
    let row = |theme: &crate::codebook::Theme| {
        let group = &codebook.groups[theme.group];
        vec![theme.id.clone(), theme.label.clone(), group.label.clone(), theme.definition.clone()]
    };
    Form {
        name: "themes".to_owned(),
        header: ["theme", "label", "group", "definition"].map(str::to_owned).to_vec(),
        rows: codebook.themes.iter().map(row).collect(),
        fill: None,
    }
}

/// The study's split with the sample held out; comments that the study's split calls open stay open, because whoever
/// wrote patterns has seen them.
fn split(question: &Question<'_>, drawn: &[usize]) -> (Form, usize) {
    let comments = &question.comments.comments;
    let ids: BTreeSet<&str> = drawn.iter().map(|comment| comments[*comment].id.as_str()).collect();
    let mut halves: BTreeMap<&str, Half> = question.split.iter().map(|(id, half)| (id.as_str(), *half)).collect();
    let open = ids.iter().filter(|id| halves.get(*id) == Some(&Half::Tune)).count();
    ids.iter().for_each(|id| {
        halves.entry(id).or_insert(Half::Test);
    });
    let named = comments.iter().filter_map(|comment| Some((comment.id.clone(), halves.remove(comment.id.as_str())?)));
    // What the study leaves out now it may count again.
    let mut named: Vec<(String, Half)> = named.collect();
    named.extend(halves.into_iter().map(|(id, half)| (id.to_owned(), half)));
    let rows: Vec<Vec<String>> = named.into_iter().map(|(id, half)| vec![id, half.id().to_owned()]).collect();
    let header = ["comment", "split"].map(str::to_owned).to_vec();
    (Form { name: "split".to_owned(), header, rows, fill: None }, open)
}

//! What stands against publishing a study: personal columns in places that are shown, and the words of people who did not
//! agree to be quoted.

use super::super::{Study, StudyError, Survey};
use super::QuoteSource;
use crate::diag::{Diagnostic, Place, Severity};
use crate::ingest::Column;
use crate::ingest::personal::{Personal, personal};
use crate::ingest::responses::Answers;
use crate::report::{Block, Line};

/// Everything in the study that stands against publishing it; the article is `article`'s to read.
pub(in crate::study) fn breaches(study: &Study, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = answers(study, survey);
    found.extend(people(study, survey));
    for quote in study.quotes.iter().filter(|quote| quote.pin.is_some() && !quote.drop) {
        let all = survey.questions.iter().flat_map(|question| &question.comments.comments);
        if all.filter(|comment| comment.id == quote.comment).any(|comment| comment.withheld) {
            let message =
                format!("the comment `{}` is pinned, and its author did not agree to be quoted", quote.comment);
            found.push(study.mistake(&quote.comment, message, "take the `[[quote]]` out".to_owned()));
        }
    }
    if study.quoting.source == Some(QuoteSource::Consent) {
        let read = |survey: &Survey<'_>| survey.questions.iter().all(|question| agreed_somebody(question));
        if !read(survey) {
            let message = "nobody agreed to be quoted in one of the open questions".to_owned();
            let hint = "name in `yes` the cells that mean yes, or look at the column that `consent` names".to_owned();
            found.push(study.mistake("[quotes]", message, hint));
        }
    }
    if study.publish.hide_below > 0 && study.publish.comments && !study.closed.is_empty() {
        let message =
            "`publish.comments` shows what the author of each comment answered, and `publish.hide_below` hides \
                       counts that can be counted from it"
                .to_owned();
        found.push(study.mistake("hide_below", message, "set one of the two".to_owned()));
    }
    found
}

fn agreed_somebody(question: &super::super::Question<'_>) -> bool {
    question.comments.comments.iter().any(|comment| !comment.withheld)
}

/// Closed questions whose answers say who people are.
fn answers(study: &Study, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for answered in survey.answers.iter().flat_map(|read| &read.responses.questions) {
        let (Answers::One { options, .. } | Answers::Several { options, .. }) = &answered.answers else { continue };
        let named = |column: &Column| match column {
            Column::Name(name) => personal(name, &mut options.iter().map(String::as_str)),
            Column::Position(_) => None,
        };
        // One column an option: its header is the option, and cells say whether it was chosen.
        let one = (answered.spec.columns.len() == 1).then(|| answered.spec.columns.first().and_then(named)).flatten();
        let by_cells = || personal("", &mut options.iter().map(String::as_str));
        if let Some(kind) = one.or_else(by_cells) {
            found.push(named_as(study, &answered.spec.id, kind, "is a closed question, whose answers are listed"));
        }
    }
    found
}

/// Ids and pseudonyms that say who people are.
fn people(study: &Study, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for question in &survey.questions {
        let comments = &question.comments.comments;
        let source = question.source.id.as_str();
        let mut look = |what: &str, cells: &mut dyn Iterator<Item = &str>| {
            if let Some(kind) = personal("", cells) {
                found.push(named_as(study, source, kind, &format!("is a source whose {what} are shown")));
            }
        };
        look("ids of comments", &mut comments.iter().map(|comment| comment.id.as_str()));
        look("provenances", &mut comments.iter().filter_map(|comment| comment.provenance.as_deref()));
        look("dates", &mut comments.iter().filter_map(|comment| comment.date.as_deref()));
        if question.source.pseudonymous {
            look("authors", &mut comments.iter().filter_map(|comment| comment.author.as_deref()));
        }
    }
    found.dedup();
    found
}

fn named_as(study: &Study, id: &str, kind: Personal, what: &str) -> Diagnostic {
    let message = format!("`{id}` {what}, and they look like {kind}");
    study.mistake(&format!("\"{id}\""), message, "leave that column out of the study".to_owned())
}

/// The breach of an article that has words of somebody who did not agree.
pub(in crate::study) fn quoted_without_consent(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error(place, format!("these are the words of comment `{id}`, whose author did not agree to be quoted"))
        .hint("take the quotation out, or ask the author")
}

/// What a draft is called at its top, and in the last line of its pictures.
pub(in crate::study) const DRAFT: &str = "Draft, not for publication.";

/// Refuses to publish where something stands against it; of a draft it becomes warnings.
pub(in crate::study) fn gate(study: &Study, mut breaches: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, StudyError> {
    if study.draft {
        breaches.iter_mut().for_each(|breach| breach.severity = Severity::Warning);
        return Ok(breaches);
    }
    let Some(last) = breaches.last_mut() else { return Ok(breaches) };
    let hint = last.hint.take().map(|hint| format!("{hint}; ")).unwrap_or_default();
    last.hint = Some(format!("{hint}`--draft` writes a report that is marked as one"));
    Err(StudyError::Invalid(breaches))
}

/// What a reader is told before anything else: that it is a draft, and which answers are not shown.
pub(in crate::study) fn notice(study: &Study, hidden: &[String]) -> Option<Block> {
    let draft = study.draft.then(|| Line::default().strong(DRAFT));
    let lines: Vec<Line> = draft.into_iter().chain(hidden.iter().map(|said| said.as_str().into())).collect();
    (!lines.is_empty()).then_some(Block::Note(lines))
}

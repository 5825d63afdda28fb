//! What charts of open questions share: which groups of themes there are, the ids of their figures, their footer.

use super::Sheet;
use crate::measure::wording::{
    comments_line, constructed_note, constructed_short, decision_line, quoted, source_line, source_short, survey_line,
};
use crate::measure::{QuestionResults, Results};

/// A group of themes of one open question, with the id of the figure that shows it.
pub struct Part<'a> {
    /// Id of the figure.
    pub figure: String,
    /// The question.
    pub question: &'a QuestionResults,
    /// Id of the group.
    pub group: &'a str,
    /// Its label.
    pub label: &'a str,
    /// The question in quotes, where a study has several: the start of the subtitle.
    pub asked: String,
}

/// The groups that a kind of chart shows.
///
/// The figure's id is the kind, with the question before it where there are several questions, and the group after it
/// where the question has several such groups.
pub fn parts<'a>(results: &'a Results, kind: &str, exclusive: bool) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for question in &results.questions {
        let groups: Vec<_> = question.groups.iter().filter(|group| group.2 == exclusive).collect();
        for (group, label, _) in &groups {
            let (before, asked) = match results.questions.len() {
                1 => Default::default(),
                _ => (format!("{}-", question.id), quoted(&question.question) + " "),
            };
            let after = if groups.len() > 1 { format!("-{group}") } else { String::new() };
            let figure = file_name(&format!("{before}{kind}{after}"));
            parts.push(Part { figure, question, group, label, asked });
        }
    }
    parts
}

/// An id that can be a file name and an XML id: letters, digits, `-` and `_`.
pub fn file_name(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' }).collect()
}

/// The poll, or else the survey, and its sample: in few words on a shape for posts.
pub fn source(results: &Results, sheet: &Sheet<'_>) -> String {
    let short = sheet.preset.is_fixed();
    let about = &results.about;
    match (results.poll.is_some() || about.platform.is_some(), short) {
        (true, true) => source_short(about),
        (true, false) => source_line(about),
        (false, true) => source_short(about).replacen("Poll", "Survey", 1),
        (false, false) => survey_line(about),
    }
}

/// That comments are constructed, where some are: on one line where words stand beside the picture.
pub fn note(question: &QuestionResults, sheet: &Sheet<'_>) -> Option<String> {
    if sheet.preset.words > 0 { constructed_short(question) } else { constructed_note(question) }
}

/// The note of an open question by its id, with what else a reader must not miss.
pub fn note_with(results: &Results, open: Option<&str>, more: Option<&str>, sheet: &Sheet<'_>) -> Option<String> {
    let question = open.and_then(|open| results.questions.iter().find(|question| question.id == open));
    let own = question.and_then(|question| note(question, sheet));
    let notes: Vec<String> = own.into_iter().chain(more.map(str::to_owned)).collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// Where the numbers of an open question come from; a shape for posts says first what fits one line.
pub fn comments_footer(results: &Results, question: &QuestionResults, sheet: &Sheet<'_>, small: &str) -> Vec<String> {
    let weighted = question.estimates.iter().any(|of| of.weighted);
    let once = if weighted { " Comments are counted each once, not weighted." } else { "" };
    let (line, decided) = (comments_line(question), format!("{}{once}", decision_line(question)));
    match line.split_once("; ").filter(|_| sheet.preset.is_fixed()) {
        Some((counted, left_out)) => {
            let first = format!("{} {counted}.", source(results, sheet));
            vec![first, left_out.to_owned(), decided, small.to_owned()]
        }
        None if sheet.preset.is_fixed() => vec![format!("{} {line}", source(results, sheet)), decided],
        None => vec![line, small.to_owned(), decided, source(results, sheet)],
    }
}

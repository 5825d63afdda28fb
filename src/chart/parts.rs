//! What charts of open questions share: which groups of themes there are, the ids of their figures, their footer.

use super::Sheet;
use crate::measure::wording::{comments_line, decision_line, quoted, source_line, source_short};
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

/// Where the numbers of an open question come from; a shape for posts says first what fits one line.
pub fn comments_footer(results: &Results, question: &QuestionResults, sheet: &Sheet<'_>, small: &str) -> Vec<String> {
    let (line, decided) = (comments_line(question), decision_line(question));
    match line.split_once("; ").filter(|_| sheet.preset.is_fixed()) {
        Some((counted, left_out)) => {
            let first = format!("{} {counted}.", source_short(&results.about));
            vec![first, left_out.to_owned(), decided, small.to_owned()]
        }
        None if sheet.preset.is_fixed() => vec![format!("{} {line}", source_short(&results.about)), decided],
        None => vec![line, small.to_owned(), decided, source_line(&results.about)],
    }
}

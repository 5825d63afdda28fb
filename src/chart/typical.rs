//! The words typical of the comments without a theme, as dots: where a codebook may have a gap.

use super::dots::{Dot, Dots};
use super::layout::{Page, Sheet, figure};
use super::{Chart, Datum, Input, Outcome, comments_footer, file_name, note};
use crate::measure::QuestionResults;
use crate::measure::wording::{counted, grouped, typical_headline};

/// Typical words.
pub const CHART: Chart = Chart {
    id: "typical-words",
    about: "the words typical of comments without a theme, by how typical they are",
    needs: "comments without a theme that share words",
    in_report: false,
    draw: typical,
};

fn typical(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let of_question = |question| of_question(input, question, sheet);
    input.results.questions.iter().filter_map(of_question).collect()
}

fn of_question(input: &Input<'_>, question: &QuestionResults, sheet: &Sheet<'_>) -> Option<Outcome> {
    let words = &question.untagged.words;
    let title = typical_headline(words)?;
    let before = if input.results.questions.len() > 1 { format!("{}-", question.id) } else { String::new() };
    let row = |(place, key): (usize, &crate::measure::KeyWord)| Dot {
        label: key.word.clone(),
        at: key.g2,
        bounds: None,
        value: format!("{} vs {}", grouped(key.count), grouped(key.rest)),
        strong: place < 3,
        datum: Datum::Word(key.word.clone()),
    };
    let value = |key: &crate::measure::KeyWord| {
        format!("{} {} here, {} elsewhere", key.word, counted(key.count, "time", "times"), grouped(key.rest))
    };
    let of = counted(question.untagged.share.count, "comment", "comments");
    let mut footer = comments_footer(input.results, question, sheet, "");
    footer.insert(1.min(footer.len()), "A dot further right: more typical (log-likelihood G²).".to_owned());
    let page = Page {
        id: file_name(&format!("{before}{}", CHART.id)),
        table: "typical_words",
        kicker: "Without a theme".to_owned(),
        title: input.titled(title),
        subtitle: match sheet.preset.words {
            0 => format!("Words typical of the {of} without a theme: times used in them vs in all others"),
            _ => format!("Times used in the {of} without a theme vs in all others"),
        },
        footer,
        note: note(question, sheet),
        kind: "Dot plot",
        data: format!("Dot plot of the words typical of {of} without a theme"),
        values: words.iter().map(value).collect(),
    };
    let rows = words.iter().enumerate().map(row).collect();
    Some(figure(page, sheet, &Dots { rows, more: ("more word", "more words") }))
}

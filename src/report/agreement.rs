//! How well the program agrees with the reference coding: the tables, and what their columns mean in plain words.

use super::coders;
use super::model::{Align, Block, Grid};
use super::shown::{bounds, decimal, percent_bounds, sentence, share};
use crate::measure::wording::{counted, percent};
use crate::measure::{Agreement, HalfAgreement, QuestionResults, Scores};

/// The id of the scores of all themes together.
const ALL: &str = "micro";

/// The section of one open question; nothing where nobody coded.
pub fn blocks(question: &QuestionResults) -> Vec<Block> {
    if question.agreement.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading(3, "How well the program agrees with the reference coding".to_owned()),
        Block::List(vec![
            "Precision: of the comments that the program tagged with a theme, the share that the coder coded too."
                .into(),
            "Recall: of the comments that the coder coded with a theme, the share that the program tagged too.".into(),
            "F1: precision and recall in one number, 1 where the two agree everywhere and 0 where they never do."
                .into(),
        ]),
    ];
    blocks.extend(coders::blocks(question));
    for agreement in &question.agreement {
        let group = question.groups.iter().find(|(id, _, _)| *id == agreement.group);
        let label = group.map_or(agreement.group.as_str(), |(_, label, _)| label);
        for half in &agreement.halves {
            blocks.push(Block::Table(grid(question, agreement, half, label)));
            blocks.extend(in_words(half).map(|words| Block::Paragraph(words.into())));
        }
    }
    blocks
}

/// The scores of one half.
fn grid(question: &QuestionResults, agreement: &Agreement, half: &HalfAgreement, label: &str) -> Grid {
    let undecided = match agreement.undecided {
        0 => String::new(),
        cells => format!(" {} left out.", counted(cells, "undecided decision is", "undecided decisions are")),
    };
    let caption = format!(
        "{label}, coder “{}”, {}: {}. Intervals are 95% intervals for other comments of this kind.{undecided}",
        agreement.coder,
        half_words(&half.half),
        counted(half.comments, "comment", "comments"),
    );
    let header = [
        ("Theme", Align::Left),
        ("Precision", Align::Right),
        ("Interval", Align::Right),
        ("Recall", Align::Right),
        ("Interval", Align::Right),
        ("F1", Align::Right),
        ("Interval", Align::Right),
    ];
    let mut grid = Grid::new(caption, &header).numbers_in("agreement");
    for scores in &half.scores {
        grid.push([
            theme(question, scores),
            share(scores.precision),
            percent_bounds(scores.precision_bounds),
            share(scores.recall),
            percent_bounds(scores.recall_bounds),
            decimal(scores.f1),
            bounds(scores.f1_bounds),
        ]);
    }
    grid
}

fn theme(question: &QuestionResults, scores: &Scores) -> String {
    if scores.theme == ALL {
        return "All themes together".to_owned();
    }
    let found = question.frequencies.themes.iter().find(|theme| theme.id == scores.theme);
    found.map_or_else(|| scores.theme.clone(), |theme| theme.label.clone())
}

/// Which comments a half holds.
pub fn half_words(half: &str) -> &str {
    match half {
        "test" => "test half, not opened while patterns were written",
        "tune" => "other half, open while patterns were written",
        "all" => "all comments coded, no half of them kept apart",
        other => other,
    }
}

/// What the scores of all themes together say, in a sentence.
fn in_words(half: &HalfAgreement) -> Option<String> {
    let all = half.scores.iter().find(|scores| scores.theme == ALL)?;
    if all.precision.base == 0 || all.recall.base == 0 {
        return None;
    }
    Some(sentence(&format!(
        "In words: where the program says that a comment shows a theme, the coder says so too in {} of cases; and it \
         finds {} of what the coder found",
        percent(all.precision),
        percent(all.recall),
    )))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_two_halves_are_named_apart_and_said_in_words() {
        let text = format!("{:?}", blocks(&sample::results().questions[0]));
        assert!(text.contains("test half, not opened while patterns were written: 75 comments."), "{text}");
        assert!(text.contains("other half, open while patterns were written: 74 comments."));
        assert!(text.contains("78–93%"));
        assert!(text.contains("0.87"));
        assert!(text.contains("the coder says so too in 86% of cases; and it finds 88% of what the coder found."));
        assert!(text.contains("2 undecided decisions are left out."));
    }

    #[test]
    fn a_study_without_codings_has_no_section() {
        let mut question = sample::results().questions.remove(0);
        question.agreement.clear();
        assert!(blocks(&question).is_empty());
    }
}

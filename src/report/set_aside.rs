//! What is not in the counts, or stands in them with a word of care: listed, so that a reader can look.

use super::model::{Align, Block, Grid, Line};
use super::shown::comments;
use super::{answers, each_question, treatment};
use crate::measure::wording::{counted, listed, quoted};
use crate::measure::{QuestionResults, Results};

/// Typical words shown of the comments without a theme.
const WORDS_SHOWN: usize = 10;

/// The section; nothing for a study without open questions whose answers were all read.
pub fn blocks(results: &Results) -> Vec<Block> {
    let mut answers = treatment::exclusions(results);
    answers.extend(answers::set_aside(results));
    if results.questions.is_empty() && answers.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, "What was set aside".to_owned())];
    blocks.extend(each_question(results, of_question));
    blocks.extend(answers);
    blocks
}

fn of_question(question: &QuestionResults) -> Vec<Block> {
    let mut blocks = Vec::new();
    if question.set_aside.iter().any(|(_, ids)| !ids.is_empty()) {
        blocks.push(Block::Table(by_rule(question)));
    }
    blocks.push(Block::List(remarks(question)));
    if !question.bad_rows.is_empty() {
        let header = [("Row", Align::Left), ("What is wrong with it", Align::Left)];
        let mut grid = Grid::new("Rows that could not be read, and are in no count.", &header).numbers_in("bad_rows");
        for row in &question.bad_rows {
            grid.push([row.place.to_string(), row.reason.clone()]);
        }
        blocks.push(Block::Table(grid));
    }
    blocks
}

/// Comments left out of the counts, rule by rule.
fn by_rule(question: &QuestionResults) -> Grid {
    let caption = "Comments kept in the data and left out of the counts.";
    let header = [("Left out", Align::Left), ("Comments", Align::Right), ("Rule", Align::Left), ("Ids", Align::Left)];
    let mut grid = Grid::new(caption, &header).numbers_in("set_aside");
    for (reason, ids) in question.set_aside.iter().filter(|(_, ids)| !ids.is_empty()) {
        grid.push([reason.label().to_owned(), ids.len().to_string(), reason.explain().to_owned(), ids.join(", ")]);
        grid.view(1, [("on", question.id.clone()), ("counted", reason.id().to_owned())]);
    }
    grid
}

/// Comments in the counts that a reader should know of.
fn remarks(question: &QuestionResults) -> Vec<Line> {
    let untagged = &question.untagged;
    let words: Vec<String> = untagged.words.iter().take(WORDS_SHOWN).map(|key| quoted(&key.word)).collect();
    let typical = if words.is_empty() { String::new() } else { format!(" Words typical of them: {}.", listed(&words)) };
    let mut lines = vec![Line::from(format!(
        "{} show no theme at all; tables/untagged.csv lists them.{typical}",
        comments(untagged.share)
    ))];
    lines.extend(question.rows_aside.iter().map(|(reason, rows)| answers::rows_aside(reason, *rows)));
    for language in &question.languages {
        lines.push(
            format!(
                "{} counted in {}, which the codebook is not written for: {}.",
                counted(language.comments.len() as u64, "comment is", "comments are"),
                language.language,
                language.comments.join(", ")
            )
            .into(),
        );
    }
    for stance in question.stance.iter().filter(|stance| !stance.mixed_comments.is_empty()) {
        lines.push(
            format!(
                "{} mixed, stating more than one stance: {}.",
                counted(stance.mixed_comments.len() as u64, "comment is", "comments are"),
                stance.mixed_comments.join(", ")
            )
            .into(),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn everything_that_is_left_out_is_counted_and_listed() {
        let text = format!("{:?}", blocks(&sample::results()));
        for said in [
            "replies by the poster",
            "43 of 158 comments (27%) show no theme at all; tables/untagged.csv lists them. Words typical of them: “following”.",
            "1 comment is counted in German, which the codebook is not written for: c9.",
            "1 comment is mixed, stating more than one stance: c3.",
            "comments.csv:7",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}

//! What a reader sees first: that comments are constructed, where they are.

use super::model::{Block, Line};
use crate::measure::wording::{counted, grouped, listed};
use crate::measure::{QuestionResults, Results};

/// The note at the top; nothing where every comment is real.
pub fn blocks(results: &Results) -> Vec<Block> {
    let mut lines: Vec<Line> =
        results.questions.iter().filter_map(|question| note(question, &results.about.constructed)).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    if let Some(poll) = &results.poll {
        lines.push(Line::default().strong("The poll is another matter:").text(format!(
            " its {} are as published and rest on no comment.",
            counted(poll.options.len() as u64, "share", "shares")
        )));
    }
    vec![Block::Note(lines)]
}

/// How many comments of one question are constructed, and what the others are.
fn note(question: &QuestionResults, constructed: &[String]) -> Option<Line> {
    if question.constructed == 0 {
        return None;
    }
    let lead = if 2 * question.constructed > question.counted { "Most" } else { "Some" };
    let others: Vec<String> = question
        .provenance
        .iter()
        .filter(|(name, _)| !constructed.contains(name))
        .map(|(name, count)| format!("{count} marked “{name}”"))
        .collect();
    let others = if others.is_empty() { String::new() } else { format!(" The other comments: {}.", listed(&others)) };
    Some(Line::default().strong(format!("{lead} comments here are constructed.")).text(format!(
        " {} of the {} counted were written for the study; nobody said them. Every count, share and quote taken \
         from them shows how the program works and is not a finding about people.{others}",
        grouped(question.constructed),
        counted(question.counted, "comment", "comments"),
    )))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_note_gives_the_numbers_and_what_the_rest_is() {
        let Some(Block::Note(lines)) = blocks(&sample::results()).pop() else { panic!("no note") };
        let text = format!("{:?}", lines[0]);
        assert!(text.contains("145 of the 158 comments counted"), "{text}");
        assert!(text.contains("13 marked “published”"), "{text}");
        assert!(format!("{:?}", lines[1]).contains("its 3 shares are as published and rest on no comment"));
    }

    #[test]
    fn a_study_of_real_comments_has_no_note() {
        let mut results = sample::results();
        results.questions[0].constructed = 0;
        assert!(blocks(&results).is_empty());
    }
}

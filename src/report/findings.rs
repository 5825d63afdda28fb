//! The findings as plain sentences: for a reader who knows spreadsheets, not statistics.

use super::model::{Block, Line};
use super::shown::{comments, part, sentence};
use super::{answers, each_question};
use crate::measure::wording::{counted, fraction, listed, quoted};
use crate::measure::{PollBreakdown, QuestionResults, Results, Stance, wording};

/// The section.
pub fn blocks(results: &Results) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "What was found".to_owned())];
    if let Some(poll) = &results.poll {
        blocks.push(Block::Heading(3, "What people voted".to_owned()));
        blocks.push(Block::List(voted(poll)));
    }
    blocks.extend(answers::findings(results));
    if !results.questions.is_empty() {
        blocks.push(Block::Heading(3, "What the comments say".to_owned()));
        blocks.extend(each_question(results, said));
    }
    blocks
}

/// The leading answer, then every answer in words and as a percentage.
fn voted(poll: &PollBreakdown) -> Vec<Line> {
    let answers: Vec<String> = poll
        .options
        .iter()
        .map(|option| format!("{} ({}%) chose {}", fraction(option.share), option.percent, quoted(&option.label)))
        .collect();
    vec![Line::default().strong(sentence(&poll.headline)), format!("Of those who voted, {}.", listed(&answers)).into()]
}

/// What the comments on one question show.
fn said(question: &QuestionResults) -> Vec<Block> {
    let mut lines = Vec::new();
    for (group, label, exclusive) in &question.groups {
        if !exclusive {
            lines.extend(
                wording::themes_headline(&question.frequencies, group)
                    .map(|headline| Line::default().strong(sentence(&headline))),
            );
            lines.extend(ranking(question, group, label));
        }
    }
    lines.extend(question.cooccurrence.iter().filter_map(wording::cooccurrence_headline).map(plain));
    for stance in &question.stance {
        lines.extend(wording::stance_headline(stance).map(plain));
        lines.extend(beside_poll(stance));
    }
    let no_themes = wording::no_themes_note(question);
    lines.extend(
        no_themes.iter().map(|note| Line::from(format!("{} {note}", sentence(&wording::comments_line(question))))),
    );
    let untagged = question.untagged.share;
    if untagged.base > 0 && no_themes.is_none() {
        lines.push(format!("{} speak of none of the themes.", comments(untagged)).into());
    }
    lines.extend(left_out(question));
    let mut blocks = Vec::new();
    blocks.extend(wording::constructed_note(question).map(|note| Block::Paragraph(sentence(&note).into())));
    blocks.push(Block::List(lines));
    blocks
}

fn plain(headline: String) -> Line {
    sentence(&headline).into()
}

/// The themes of one group, most frequent first; ties stay in the codebook's order.
fn ranking(question: &QuestionResults, group: &str, label: &str) -> Option<Line> {
    let mut themes: Vec<_> = question.frequencies.themes.iter().filter(|theme| theme.group == group).collect();
    themes.sort_by_key(|theme| std::cmp::Reverse(theme.comments.count));
    let base = themes.first()?.comments.base;
    let ranked: Vec<String> =
        themes.iter().map(|theme| format!("{} in {}", quoted(&theme.label), part(theme.comments))).collect();
    Some(format!("{label}, by comments out of {base}: {}.", listed(&ranked)).into())
}

/// What commenters say they do, beside what voters answered.
fn beside_poll(stance: &Stance) -> Option<Line> {
    let base = stance.rows.first()?.authors.base;
    let said: Vec<String> =
        stance.rows.iter().map(|row| format!("{} for {}", part(row.authors), quoted(&row.label))).collect();
    let voted: Vec<String> = stance
        .rows
        .iter()
        .filter_map(|row| row.poll.as_ref())
        .map(|(option, share)| format!("{} chose {}", fraction(*share), quoted(option)))
        .collect();
    let poll = if voted.is_empty() { String::new() } else { format!(" In the poll, {}.", listed(&voted)) };
    let who = counted(base, "commenter", "commenters");
    let care = "Commenters and voters are not the same people.";
    Some(format!("Of the {who} whose comments take one side: {}.{poll} {care}", listed(&said)).into())
}

/// How many comments are not counted, and the most common reason.
fn left_out(question: &QuestionResults) -> Option<Line> {
    let total: usize = question.set_aside.iter().map(|(_, ids)| ids.len()).sum();
    let (reason, ids) = question.set_aside.iter().rev().max_by_key(|(_, ids)| ids.len())?;
    if ids.is_empty() {
        return None;
    }
    let left = counted(total as u64, "comment is", "comments are");
    Some(format!("{left} left out of these counts, most of all {} ({}).", reason.label(), ids.len()).into())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn all() -> String {
        format!("{:?}", blocks(&sample::results()))
    }

    #[test]
    fn every_answer_is_said_in_words_and_as_a_percentage() {
        assert!(all().contains("(20%) chose “Never”"));
        assert!(all().contains("(68%) chose “Some of them”"));
        assert!(all().contains("(12%) chose “All of them”"));
    }

    #[test]
    fn themes_are_ranked_with_their_counts() {
        assert!(all().contains("Guidelines, by comments out of 158: “Be relevant” in 65 (41%), “Write a personal"));
    }

    #[test]
    fn voters_and_commenters_are_told_apart() {
        let text = all();
        assert!(text.contains("14 (24%) for “Accepts none”, 35 (60%) for"), "{text}");
        assert!(text.contains("Commenters and voters are not the same people."));
    }

    #[test]
    fn what_is_left_out_is_said_with_its_most_common_reason() {
        let text = all();
        let expected = "22 comments are left out of these counts, most of all replies by the poster (12).";
        assert!(text.contains(expected), "{text}");
    }
}

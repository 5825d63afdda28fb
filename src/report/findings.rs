//! The findings as plain sentences: for a reader who knows spreadsheets, not statistics.

use super::model::{Block, Line};
use super::shown::{comments, part, sentence};
use super::{answers, each_question};
use crate::measure::named::{Named, TableCell, named};
use crate::measure::wording::{counted, fraction, listed, quoted, simple_fraction};
use crate::measure::{PollBreakdown, QuestionResults, Ranked, Results, Stance, wording};

/// A sentence of the findings, and the cells of the tidy tables that it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence.
    pub line: Line,
    /// Where its numbers stand: table, row, column.
    pub cells: Vec<TableCell>,
}

/// The section.
pub fn blocks(results: &Results) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "What was found".to_owned())];
    let known = named(results);
    if let Some(poll) = &results.poll {
        blocks.push(Block::Heading(3, "What people voted".to_owned()));
        blocks.push(list(voted(poll, &known)));
    }
    let answered = answers::findings(results, &known);
    if !answered.is_empty() {
        blocks.push(Block::Heading(3, "What people answered".to_owned()));
        blocks.push(list(answered));
    }
    if !results.questions.is_empty() {
        blocks.push(Block::Heading(3, "What the comments say".to_owned()));
        blocks.extend(each_question(results, |question| {
            let note = wording::constructed_note(question).map(|note| Block::Paragraph(sentence(&note).into()));
            note.into_iter().chain([list(said(question, &known, volunteers(results)))]).collect()
        }));
    }
    blocks
}

/// Every sentence on the poll, on the closed questions and on what the comments show, with the cells that it says.
#[must_use]
pub fn sentences(results: &Results) -> Vec<Sentence> {
    let known = named(results);
    let poll = results.poll.iter().flat_map(|poll| voted(poll, &known));
    let comments = results.questions.iter().flat_map(|question| said(question, &known, volunteers(results)));
    poll.chain(answers::findings(results, &known)).chain(comments).collect()
}

fn list(sentences: Vec<Sentence>) -> Block {
    Block::List(sentences.into_iter().map(|sentence| sentence.line).collect())
}

/// The cells of the named numbers that a sentence says.
fn cells(known: &[Named], says: impl Fn(&Named) -> bool) -> Vec<TableCell> {
    known.iter().filter(|named| says(named)).map(|named| named.cell.clone()).collect()
}

/// The cells of the numbers of one closed question that a sentence says.
pub(super) fn cells_of(known: &[Named], question: &str, says: impl Fn(&TableCell) -> bool) -> Vec<TableCell> {
    let own = |cell: &TableCell| cell.key.iter().any(|(column, cell)| *column == "question" && cell == question);
    cells(known, |named| own(&named.cell) && says(&named.cell))
}

/// The cells of one open question in a table.
fn of_question(
    known: &[Named],
    question: &QuestionResults,
    table: &str,
    says: impl Fn(&Named) -> bool,
) -> Vec<TableCell> {
    let here = |cell: &TableCell| cell.table == table && cell.key.contains(&("question", question.id.clone()));
    cells(known, |named| here(&named.cell) && says(named))
}

/// The leading answer, then every answer in words and as a percentage.
fn voted(poll: &PollBreakdown, known: &[Named]) -> Vec<Sentence> {
    let answers: Vec<String> = poll
        .options
        .iter()
        .map(|option| {
            let share = match simple_fraction(option.share) {
                Some(words) => format!("{words} ({}%)", option.percent),
                None => format!("{}%", option.percent),
            };
            format!("{share} chose {}", quoted(&option.label))
        })
        .collect();
    let cells = cells(known, |named| named.cell.table == "poll");
    let lines =
        [Line::default().strong(sentence(&poll.headline)), format!("Of those who voted, {}.", listed(&answers)).into()];
    lines.map(|line| Sentence { line, cells: cells.clone() }).into()
}

/// Whether the sample stands for these people only.
fn volunteers(results: &Results) -> bool {
    results.about.sample.intervals().is_none()
}

/// What the comments on one question show.
fn said(question: &QuestionResults, known: &[Named], volunteers: bool) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut push = |line: Option<Line>, cells: Vec<TableCell>| {
        found.extend(line.map(|line| Sentence { line, cells }));
    };
    for (group, label, exclusive) in &question.groups {
        if !exclusive {
            let family = format!("themes.{group}");
            let cells = of_question(known, question, "themes", |named| named.family.ends_with(&family));
            let headline = wording::themes_headline(question, group);
            push(headline.map(|headline| Line::default().strong(sentence(&headline))), cells.clone());
            push(ranking(question, group, label), cells);
            let ranks = question.ranks.iter().find(|ranks| ranks.group == *group);
            let tiers =
                ranks.into_iter().flat_map(|ranks| ranks.themes.iter().map(|theme| tier(question, group, theme)));
            push(ranks.and_then(|ranks| wording::ranks_line(ranks, volunteers)).map(Line::from), tiers.collect());
        }
    }
    for together in &question.cooccurrence {
        let family = format!("pairs.{}", together.group);
        let first = |named: &Named| named.rank == Some(1) && named.family.ends_with(&family);
        let cells = of_question(known, question, "cooccurrence", first);
        push(wording::cooccurrence_headline(together).map(plain), cells);
    }
    for stance in &question.stance {
        let family = format!("stance.{}", stance.group);
        let mut cells = of_question(known, question, "stance", |named| named.family.ends_with(&family));
        cells.extend(self::cells(known, |named| named.cell.table == "poll" && !named.also.is_empty()));
        push(wording::stance_headline(stance).map(plain), cells.clone());
        push(beside_poll(stance), cells);
    }
    let no_themes = wording::no_themes_note(question);
    let note = |note: &String| Line::from(format!("{} {note}", sentence(&wording::comments_line(question))));
    let count = |name: &str| {
        let is = |named: &Named| !named.is_share && (named.name == name || named.name.ends_with(&format!(".{name}")));
        of_question(known, question, "bases", is)
    };
    push(no_themes.as_ref().map(note), count("comments.counted"));
    let untagged = question.untagged.share;
    if untagged.base > 0 && no_themes.is_none() {
        let line = format!("{} speak of none of the themes.", comments(untagged));
        push(Some(line.into()), count("comments.untagged"));
    }
    let left = of_question(known, question, "bases", |named| named.name.contains("set_aside."));
    push(left_out(question), left);
    found
}

/// Where it stands which themes cannot be told from one.
fn tier(question: &QuestionResults, group: &str, theme: &Ranked) -> TableCell {
    let key = vec![("question", question.id.clone()), ("group", group.to_owned()), ("theme", theme.theme.clone())];
    TableCell { table: "rank_stability", key, column: if theme.place == 1 { "first" } else { "tier" } }
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
    let weighted = question.estimates.iter().any(|of| of.weighted);
    let once = if weighted { " Comments are counted each once, not weighted." } else { "" };
    Some(format!("{label}, by comments out of {base}: {}.{once}", listed(&ranked)).into())
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
    fn every_sentence_knows_its_cells() {
        let found = sentences(&sample::results());
        assert!(found.len() >= 8);
        for sentence in found {
            assert!(!sentence.cells.is_empty(), "{:?}", sentence.line);
        }
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

//! The words and phrases that stand out among those who gave one answer to a closed question, against those who gave
//! another. Those of themes stand in the tidy table alone: a theme's own patterns lead them.

use super::model::{Align, Block, Grid, Line};
use super::shown::UNDEFINED;
use crate::measure::wording::{FEW, listed, quoted};
use crate::measure::{QuestionResults, Results, Typical};

/// Words, and phrases, named of a group.
const MOST: usize = 5;
/// Where tests are allowed, only terms with a smaller p, corrected, are named.
const SAID: f64 = 0.05;
/// Where they are not, only terms with at least this G²: the usual cut of corpus linguistics.
const LEAST_G2: f64 = 15.13;

/// A table for each closed question in which something stands out.
pub fn blocks(results: &Results, question: &QuestionResults) -> Vec<Block> {
    let by_question = question.typical.chunk_by(|a, b| a.by == b.by);
    let tables = by_question.filter_map(|terms| Some((terms.first()?.by.as_deref()?, terms)));
    tables.filter_map(|(id, terms)| table(results, id, terms)).collect()
}

fn table(results: &Results, id: &str, terms: &[Typical]) -> Option<Block> {
    let asked = results.closed().find(|found| found.id == id);
    let name = asked.map_or(id, |found| found.question.as_str());
    let tested = terms.iter().any(|term| term.p.is_some());
    let which = if tested { ", p below 0.05, corrected over the terms of a group" } else { ", 15.13 at least" };
    let caption = format!(
        "Words and phrases that stand out by {}, each answer that {FEW} people or more gave against the others: highest G² (four terms) first{which}; with \
         the log ratio, how many times as often as a power of two, in the tidy table.",
        quoted(name)
    );
    let header = [("Answer", Align::Left), ("Words", Align::Left), ("Phrases", Align::Left)];
    let mut grid = Grid::new(caption, &header).numbers_in("keyness");
    for of_group in terms.chunk_by(|a, b| a.group == b.group) {
        let said = |size: u64| {
            let telling = |term: &&Typical| term.words == size && term.p.map_or(term.key.g2 >= LEAST_G2, |p| p < SAID);
            let words = of_group.iter().filter(telling).take(MOST).map(|term| quoted(&term.key.word));
            let words: Vec<String> = words.collect();
            if words.is_empty() { UNDEFINED.to_owned() } else { listed(&words) }
        };
        let (words, phrases) = (said(1), said(2));
        let label = of_group.first().map_or("", |term| term.group.as_str());
        // Of few people the words are those of one or two.
        let few =
            asked.is_some_and(|asked| asked.options.iter().any(|option| option.label == label && option.count < FEW));
        if few {
            continue;
        }
        if words != UNDEFINED || phrases != UNDEFINED {
            grid.rows.push([label.to_owned(), words, phrases].into_iter().map(Line::from).collect());
        }
    }
    (!grid.rows.is_empty()).then_some(Block::Table(grid))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::measure::KeyWord;

    fn term(by: Option<&str>, group: &str, words: u64, word: &str, p: Option<f64>) -> Typical {
        let key = KeyWord { word: word.to_owned(), count: 9, rest: 1, g2: 20.0 };
        let (by, group) = (by.map(str::to_owned), group.to_owned());
        Typical { by, group, words, key, all: [100, 100], log_ratio: Some(3.0), p }
    }

    #[test]
    fn answers_are_named_with_their_words_and_themes_are_not() {
        let results = sample::results();
        let mut question = results.questions[0].clone();
        question.typical = vec![
            term(Some("region"), "North", 1, "ice", None),
            term(Some("region"), "North", 2, "ice bridge", None),
            term(Some("region"), "South", 1, "sun", None),
            term(None, "price", 1, "price", None),
        ];
        let found = blocks(&results, &question);
        let [Block::Table(grid)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(grid.rows[0], ["North", "“ice”", "“ice bridge”"].map(Line::from));
        assert_eq!(grid.rows[1], ["South", "“sun”", UNDEFINED].map(Line::from));
    }

    #[test]
    fn where_tests_are_allowed_what_chance_explains_is_not_named() {
        let results = sample::results();
        let mut question = results.questions[0].clone();
        question.typical = vec![term(Some("region"), "North", 1, "ice", Some(0.2))];
        assert!(blocks(&results, &question).is_empty());
    }
}

//! Comments that speak for each theme, with the words that made the program tag them.

use super::each_question;
use super::model::{Block, Line};
use crate::measure::{QuestionResults, Quote, Results};

/// The heading of the section.
pub const HEADING: &str = "In their own words";

/// The section; nothing where no comment was chosen.
pub fn blocks(results: &Results) -> Vec<Block> {
    let quotes = each_question(results, of_question);
    if quotes.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading(2, HEADING.to_owned()),
        Block::Paragraph(
            "Comments chosen by a fixed rule, not by taste. The words that show the theme are bold.".into(),
        ),
    ];
    blocks.extend(quotes);
    blocks
}

/// The quotes of one open question, theme by theme.
fn of_question(question: &QuestionResults) -> Vec<Block> {
    let mut blocks = Vec::new();
    for theme in &question.frequencies.themes {
        let mut chosen = question.quotes.iter().filter(|quote| quote.theme == theme.id).peekable();
        if chosen.peek().is_some() {
            blocks.push(Block::Heading(3, theme.label.clone()));
            blocks.extend(chosen.map(block));
        }
    }
    blocks
}

fn block(quote: &Quote) -> Block {
    let provenance = quote.provenance.as_ref().map(|provenance| format!(", {provenance}")).unwrap_or_default();
    Block::Quote { text: evidence(quote), by: format!("{}, comment {}{provenance}", quote.by, quote.id) }
}

/// The comment with its evidence strong; a span that does not fit the text is passed over.
fn evidence(quote: &Quote) -> Line {
    let mut line = Line::default();
    let mut end = 0;
    for span in &quote.evidence {
        if let (Some(before), Some(words)) = (quote.text.get(end..span.start), quote.text.get(span.start..span.end)) {
            line = line.text(before).strong(words);
            end = span.end;
        }
    }
    line.text(quote.text.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn evidence_is_strong_and_the_rest_is_as_written() {
        let quote = sample::results().questions[0].quotes[1].clone();
        assert_eq!(evidence(&quote), Line::default().text("A ").strong("note").text(", please."));
    }

    #[test]
    fn a_span_that_does_not_fit_marks_nothing() {
        let mut quote = sample::results().questions[0].quotes[1].clone();
        quote.text = "é".to_owned();
        for (start, end) in [(1, 2), (0, 9)] {
            (quote.evidence[0].start, quote.evidence[0].end) = (start, end);
            assert_eq!(evidence(&quote), Line::default().text("é"));
        }
    }

    #[test]
    fn who_said_it_and_where_it_comes_from_stand_beneath() {
        let text = format!("{:?}", blocks(&sample::results()));
        assert!(text.contains("a commenter, comment c2, constructed"), "{text}");
    }
}

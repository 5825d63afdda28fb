//! The report of a study: what is said and in which order, and the documents that it is written to.
//!
//! [`build`] puts [`Results`] and figures into a [`Report`]; a [`Document`] turns that into the bytes of a file.
//! Every number comes from `measure`: nothing is computed here.

mod agreement;
mod answers;
mod charts;
mod claims;
mod coders;
mod derived;
mod disclosure;
mod findings;
mod grids;
mod keyness;
mod markdown;
mod method;
mod model;
mod notebook;
mod page;
mod poll;
mod quotes;
mod ratings;
#[cfg(test)]
mod sample;
mod set_aside;
mod shown;
mod themes;
mod top;
mod treatment;
mod waves;

pub use disclosure::{DISCLOSURE, DisclosureItem};
pub use findings::{Sentence, sentences};
pub use grids::closed_lines;
pub(crate) use markdown::escaped as markdown_escaped;
pub use model::{Align, Block, Grid, Inline, Line, Picture, Report, View};
pub use page::MOST_COMMENTS;

use crate::chart::Figure;
use crate::measure::answers::POLL_ID;
use crate::measure::{EstimateUnit, QuestionResults, Results};

/// A kind of document.
pub struct Document {
    /// Id, as a flag or a study names it.
    pub id: &'static str,
    /// The name of the file in the output folder.
    pub file: &'static str,
    /// What it is good for, in one line.
    pub about: &'static str,
    /// The report as the bytes of the file.
    pub write: fn(&Report) -> Vec<u8>,
}

/// Every kind of document, in the order shown.
pub const DOCUMENTS: &[Document] = &[markdown::DOCUMENT, page::DOCUMENT, notebook::DOCUMENT];

/// The whole report: findings first, the method last.
#[must_use]
pub fn build(results: &Results, figures: &[Figure]) -> Report {
    let blocks = [
        top::blocks(results),
        waves::top(results),
        findings::blocks(results),
        claims::blocks(results),
        charts::blocks(results, figures),
        tables(results, figures),
        waves::blocks(results),
        quotes::blocks(results),
        set_aside::blocks(results),
        method::blocks(results),
    ];
    Report {
        title: results.about.title.clone(),
        blocks: blocks.into_iter().flatten().collect(),
        comments: Vec::new(),
        fonts: String::new(),
    }
}

/// The tables of the poll, of each closed question with its figure, and of each open question.
fn tables(results: &Results, figures: &[Figure]) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "The numbers".to_owned())];
    blocks.extend(results.poll.iter().flat_map(poll::blocks));
    blocks.extend(treatment::estimates(results, results.estimates.iter().filter(|of| of.question == POLL_ID)));
    blocks.extend(answers::blocks(results, figures));
    blocks.extend(each_question(results, |question| {
        let mut blocks = themes::blocks(question);
        for unit in [EstimateUnit::Commented, EstimateUnit::Authors, EstimateUnit::Comments] {
            let own = question.estimates.iter().filter(|of| of.unit == unit);
            blocks.extend(treatment::estimates(results, own));
        }
        blocks.extend(ratings::drivers(results, question));
        blocks.extend(keyness::blocks(results, question));
        blocks.extend(agreement::blocks(question));
        blocks
    }));
    // A heading with nothing under it says nothing.
    if blocks.len() > 1 { blocks } else { Vec::new() }
}

/// The blocks of every open question; each under its own words where there are several.
fn each_question(results: &Results, section: impl Fn(&QuestionResults) -> Vec<Block>) -> Vec<Block> {
    let several = results.questions.len() > 1;
    let mut blocks = Vec::new();
    for question in &results.questions {
        let found = section(question);
        if several && !found.is_empty() {
            blocks.push(Block::Paragraph(Line::default().strong(format!("On “{}”", question.question))));
        }
        blocks.extend(found);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_on_constructed_comments_stands_before_everything_else() {
        let report = build(&sample::results(), &sample::figures());
        assert!(matches!(&report.blocks[0], Block::Note(lines)
            if lines[0].0[0] == Inline::Strong("Most comments here are constructed.".to_owned())));
    }

    #[test]
    fn sections_come_in_the_order_of_what_a_reader_wants() {
        let report = build(&sample::results(), &sample::figures());
        let headings: Vec<_> = report
            .blocks
            .iter()
            .filter_map(|block| if let Block::Heading(2, text) = block { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(
            headings,
            [
                "What was found",
                "The claims",
                "Charts",
                "The numbers",
                "In their own words",
                "What was set aside",
                "How this was done"
            ]
        );
    }

    #[test]
    fn an_opt_in_study_never_speaks_of_margins_or_of_people_at_large() {
        for document in DOCUMENTS {
            let text = String::from_utf8((document.write)(&build(&sample::results(), &sample::figures()))).unwrap();
            let text = text.to_lowercase();
            for phrase in ["margin of error", "representative", "significan"] {
                assert!(!text.contains(phrase), "{}: {phrase}", document.id);
            }
            assert!(text.contains("no margin of sampling error can be calculated"), "{}", document.id);
        }
    }

    #[test]
    fn a_study_without_a_poll_or_without_comments_still_gives_a_report() {
        let mut results = sample::results();
        results.questions.clear();
        results.claims.clear();
        assert!(!build(&results, &[]).blocks.is_empty());
        let mut results = sample::results();
        results.poll = None;
        assert!(!build(&results, &[]).blocks.is_empty());
    }

    #[test]
    fn several_questions_are_told_apart() {
        let mut results = sample::results();
        let mut second = results.questions[0].clone();
        second.question = "Why?".to_owned();
        results.questions.push(second);
        let named = Block::Paragraph(Line::default().strong("On “Why?”"));
        assert!(build(&results, &[]).blocks.iter().filter(|block| **block == named).count() >= 4);
    }
}

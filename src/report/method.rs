//! The method box: the sample and what may be said of it, then every disclosure item that can be filled.

use super::derived::{NO_SAMPLING_ERROR, volunteers};
use super::disclosure::DISCLOSURE;
use super::model::{Align, Block, Grid, Line};
use super::shown::sentence;
use super::treatment;
use crate::measure::{Results, wording};

/// The section.
pub fn blocks(results: &Results) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, "How this was done".to_owned())];
    let source = match results.poll {
        None if results.closed().next().is_some() => wording::survey_line(&results.about),
        _ => wording::source_line(&results.about),
    };
    blocks.push(Block::Paragraph(sentence(&source).into()));
    if volunteers(results) {
        blocks.push(Block::Paragraph(self_selected(results).into()));
    }
    blocks.extend(treatment::intervals_line(results).map(|said| Block::Paragraph(said.into())));
    if let Some(withheld) = results.about.sample.withheld() {
        blocks.push(Block::Paragraph(Line::marked(&sentence(&withheld))));
    }
    let header = [("Item", Align::Left), ("What can be said", Align::Left)];
    let mut grid = Grid::new("What a reader may ask of the method.", &header);
    let mut open = Vec::new();
    for item in DISCLOSURE.iter().filter(|item| item.applies(results)) {
        match item.said(results) {
            Some(said) => grid.push([item.title.to_owned(), said]),
            None => open.push(item.title.to_lowercase()),
        }
    }
    blocks.push(Block::Table(grid));
    blocks.extend(treatment::weighting(results));
    if !open.is_empty() {
        blocks.push(Block::Paragraph(
            Line::default().strong("Not stated by the study: ").text(format!("{}.", open.join("; "))),
        ));
    }
    blocks
}

/// What AAPOR recommends to say of people who volunteered.
fn self_selected(results: &Results) -> String {
    let weighted = match results.treatment.weighting {
        Some(_) => "The data have been weighted, as told below, which makes no random sample of them.",
        None => "The data have not been weighted.",
    };
    let error = match results.about.sample.intervals() {
        Some(_) => {
            "No estimates of sampling error can be calculated from how they were chosen; the intervals in this report are those of a model."
        }
        None => NO_SAMPLING_ERROR,
    };
    format!(
        "Those who answered were selected from among those who have volunteered to take part: they saw the question \
         and chose to answer it. {weighted} {error} All sample surveys and polls \
         may be subject to multiple sources of error, including, but not limited to, coverage error and measurement \
         error."
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::measure::Design;

    #[test]
    fn every_item_is_either_filled_or_named_as_not_stated() {
        let text = format!("{:?}", blocks(&sample::results())).to_lowercase();
        for item in DISCLOSURE {
            assert!(text.contains(&item.title.to_lowercase()), "{}", item.id);
        }
        assert!(text.contains("not stated by the study"));
    }

    #[test]
    fn the_words_on_volunteers_are_said_of_volunteers_only() {
        let mut results = sample::results();
        assert!(format!("{:?}", blocks(&results)).contains("volunteered to take part"));
        results.about.sample.design = Design::Census;
        results.about.sample.population = Some("the club".to_owned());
        assert!(!format!("{:?}", blocks(&results)).contains("volunteered to take part"));
    }
}

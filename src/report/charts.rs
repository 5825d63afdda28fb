//! The charts, each with its finding, its alt text and its files.

use super::grids;
use super::model::{Block, Picture};
use crate::chart::{Figure, answers_figure_id};
use crate::measure::Results;

/// The section; nothing for a study without figures.
pub fn blocks(results: &Results, figures: &[Figure]) -> Vec<Block> {
    let mut beside = grids::figure_ids(results);
    beside.extend(results.closed().map(|found| answers_figure_id(results, found)));
    // Those of closed questions stand under each.
    let mut shown = figures.iter().filter(|figure| !beside.contains(&figure.id)).map(picture).peekable();
    if shown.peek().is_none() {
        return Vec::new();
    }
    std::iter::once(Block::Heading(2, "Charts".to_owned())).chain(shown).collect()
}

/// A figure with its files.
pub fn picture(figure: &Figure) -> Block {
    Block::Figure(Picture {
        title: figure.title.clone(),
        alt: figure.alt_long.clone(),
        png: format!("charts/{}.png", figure.id),
        svg: format!("charts/{}.svg", figure.id),
        drawn: figure.svg.clone(),
        inline: figure.inline(),
        table: figure.table.clone(),
    })
}

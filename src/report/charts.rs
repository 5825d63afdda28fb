//! The charts, each with its finding, its alt text and its files.

use super::grids;
use super::model::{Block, Picture};
use crate::chart::Figure;
use crate::measure::Results;

/// The table and the kind of the figures that stand beside it, each under its closed question.
const BESIDE: &str = "answers";

fn is_beside(figure: &Figure, of_grids: &[String]) -> bool {
    figure.table == BESIDE && figure.id.starts_with(BESIDE) || of_grids.contains(&figure.id)
}

/// The section; nothing for a study without figures.
pub fn blocks(results: &Results, figures: &[Figure]) -> Vec<Block> {
    let of_grids = grids::figure_ids(results);
    let mut shown = figures.iter().filter(|figure| !is_beside(figure, &of_grids)).map(picture).peekable();
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

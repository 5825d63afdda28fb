//! The charts, each with its finding, its alt text and its files.

use super::model::{Block, Picture};
use crate::chart::Figure;

/// The table and the kind of the figures that stand beside it, each under its closed question.
const BESIDE: &str = "answers";

fn is_beside(figure: &Figure) -> bool {
    figure.table == BESIDE && figure.id.starts_with(BESIDE)
}

/// The section; nothing for a study without figures.
pub fn blocks(figures: &[Figure]) -> Vec<Block> {
    let mut shown = figures.iter().filter(|figure| !is_beside(figure)).map(picture).peekable();
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

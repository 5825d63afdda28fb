//! The charts, each with its finding, its alt text and its files.

use super::model::{Block, Picture};
use crate::chart::Figure;

/// The section; nothing for a study without figures.
pub fn blocks(figures: &[Figure]) -> Vec<Block> {
    if figures.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, "Charts".to_owned())];
    blocks.extend(figures.iter().map(|figure| {
        Block::Figure(Picture {
            title: figure.title.clone(),
            alt: figure.alt_long.clone(),
            png: format!("charts/{}.png", figure.id),
            svg: format!("charts/{}.svg", figure.id),
            table: figure.table.clone(),
        })
    }));
    blocks
}

//! What can come of a chart beside a figure: left out for want of letters, or a picture that cannot be made.

use super::Figure;
use crate::diag::{Diagnostic, Place};

/// A figure that was not drawn: a text of it has characters that no font has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Id of the figure.
    pub id: String,
    /// The characters.
    pub missing: Vec<char>,
}

impl LeftOut {
    /// What is told of it.
    #[must_use]
    pub fn warning(&self) -> Diagnostic {
        let shown: Vec<String> = self.missing.iter().take(12).map(ToString::to_string).collect();
        let more = match self.missing.len().saturating_sub(shown.len()) {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!("the chart is left out: no font has the letters {}{more}", shown.join(" "));
        Diagnostic::warning(Place::file(format!("charts/{}.svg", self.id)), message)
            .hint("give a font that has them as `font` in a brand file, and name that file as `brand` in study.toml")
    }
}

/// A figure, or why it was left out.
pub type Outcome = Result<Figure, LeftOut>;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The SVG cannot be read.
    #[error("the chart's SVG cannot be read: {0}")]
    Svg(String),
    /// The picture has no pixels, or too many.
    #[error("a picture of {width} by {height} pixels cannot be drawn, expected 1 to 20,000 a side")]
    Size {
        /// Width in pixels.
        width: f32,
        /// Height in pixels.
        height: f32,
    },
    /// The PNG cannot be written.
    #[error("the PNG cannot be written: {0}")]
    Encode(String),
}

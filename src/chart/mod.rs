//! Pictures of results: each chart is laid out here, drawn as SVG by plotters, and made a PNG from that SVG.
//!
//! Charts show what `measure` computed; nothing is computed here but places on the canvas. One file a chart, and one
//! line in [`CHARTS`].

mod alt;
mod answers;
mod bars;
mod canvas;
mod cooccurrence;
mod font;
mod layout;
mod palette;
mod png;
mod stance;
mod themes;

pub use answers::figure_id as answers_figure_id;
pub use png::png;

use crate::measure::wording::quoted;
use crate::measure::{QuestionResults, Results};

/// A picture of a table, with what a reader who cannot see it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Id, which is also the name of its files.
    pub id: String,
    /// The finding.
    pub title: String,
    /// The picture as SVG, with real text.
    pub svg: String,
    /// Alt text of at most 100 characters.
    pub alt_short: String,
    /// Alt text of at most 1,000 characters.
    pub alt_long: String,
    /// Id of the table that holds the numbers.
    pub table: String,
}

/// A kind of chart.
pub struct Chart {
    /// Id.
    pub id: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// Draws every figure of this kind that the results have something for.
    pub draw: fn(&Results) -> Vec<Figure>,
}

/// Every kind of chart, in the order in which a report shows them.
pub const CHARTS: &[Chart] = &[answers::CHART, themes::CHART, cooccurrence::CHART, stance::CHART];

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

/// Every figure that the results have something for.
#[must_use]
pub fn figures(results: &Results) -> Vec<Figure> {
    CHARTS.iter().flat_map(|chart| (chart.draw)(results)).collect()
}

/// A group of themes of one open question, with the id of the figure that shows it.
struct Part<'a> {
    figure: String,
    question: &'a QuestionResults,
    group: &'a str,
    label: &'a str,
    /// The question in quotes, where a study has several: the start of the subtitle.
    asked: String,
}

/// The groups that a kind of chart shows.
///
/// The figure's id is the kind, with the question before it where there are several questions, and the group after it
/// where the question has several such groups.
fn parts<'a>(results: &'a Results, kind: &str, exclusive: bool) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for question in &results.questions {
        let groups: Vec<_> = question.groups.iter().filter(|group| group.2 == exclusive).collect();
        for (group, label, _) in &groups {
            let (before, asked) = match results.questions.len() {
                1 => Default::default(),
                _ => (format!("{}-", question.id), quoted(&question.question) + " "),
            };
            let after = if groups.len() > 1 { format!("-{group}") } else { String::new() };
            let figure = file_name(&format!("{before}{kind}{after}"));
            parts.push(Part { figure, question, group, label, asked });
        }
    }
    parts
}

/// An id that can be a file name and an XML id: letters, digits, `-` and `_`.
fn file_name(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' }).collect()
}

#[cfg(test)]
mod tests;

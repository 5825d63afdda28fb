//! Pictures of results: each chart is laid out here, drawn as SVG by plotters, and made a PNG from that SVG.
//!
//! Charts show what `measure` computed; nothing is computed here but places on the canvas. One file a chart, and one
//! line in [`CHARTS`]; one entry a shape in [`PRESETS`].
//!
//! # To add a chart
//! 1. A file with `pub const CHART: Chart` and a function that takes an [`Input`] and a [`Sheet`] (the shape and the
//!    brand) and gives one [`Outcome`] for each figure that the input has something for; nothing for the others.
//!    `in_report` says whether a report shows it; the title goes through `input.titled`.
//! 2. It fills a [`layout::Page`] with the words around the picture: kicker, finding, question, footer (most needed
//!    sentence first), note, and what the alt text says. Sentences are made in `measure::wording`.
//! 3. The picture is a [`layout::Body`]: `least` says what height it needs at the smallest sizes of the shape
//!    (`sheet.preset.label.least`), or in a report all it takes; `draw` draws into the room it is given and leaves out
//!    what does not fit, and says so. Bodies that are there already: rows of bars ([`bars::Bars`]), parts of a
//!    whole (`slices`), scales (`scales`), a heat map (`heat`), lines over waves (`series`), dots (`dots`), cards (`card`).
//! 4. `layout::figure(page, sheet, &body)` makes the figure. It draws the words, embeds the letters, and leaves the
//!    figure out where the fonts lack a letter.
//!
//! In `draw`, use only [`canvas::Canvas`]: `fill`, `edged`, `line`, `dot`, `text`, with colours of `canvas.palette()`
//! and text measured by `canvas.width` and broken by `lines::Room`. Call `canvas.stands_for(Some(datum))` before the
//! marks of a theme or an option and `stands_for(None)` after them: a page finds them by it. Everything lands in
//! [`Scene`], which the tests of `tests.rs` judge for every chart of the registry on every shape: texts inside and apart,
//! legible in size and contrast. Draw what a text stands on before the text.

mod alt;
mod answers;
mod bar_sizes;
mod bars;
mod brand;
mod brand_check;
mod canvas;
mod card;
mod claim;
mod cooccurrence;
mod diverging;
mod dots;
mod embed;
mod fit;
mod flow;
mod font;
mod grouped;
mod heat_map;
mod input;
mod intervals;
mod keys;
mod layout;
mod likert;
mod line;
mod lines;
mod logo;
mod number;
mod outcome;
mod palette;
mod parts;
mod png;
mod preset;
mod quote;
mod scale_sets;
mod scales;
mod scene;
mod series;
mod slices;
mod slope;
mod stacked;
mod stance;
mod themes;
mod typical;
mod vision;
mod waffle;
mod weighed;

pub use answers::figure_id as answers_figure_id;
pub use bars::{Bar, Bars, Fill, Row};
pub use brand::{Brand, BrandKey, Corner, KEYS as BRAND_KEYS};
pub use canvas::{Anchor, Canvas, Style};
pub use font::{Fonts, Weight};
pub use input::{Crossed, Input, Named, Waves};
pub use layout::{Body, Page, Sheet, figure};
pub use likert::figure_id as likert_figure_id;
pub use logo::Logo;
pub use outcome::{ChartError, LeftOut, Outcome};
pub use palette::Palette;
pub use png::{Pixels, pixels, png};
pub use preset::{Labels, PRESETS, Preset, REPORT, Type, preset};
pub use scene::{Area, Datum, Mark, Scene, TextBox};
pub use vision::{Vision, contrast, distance, least_distance};

use crate::measure::Results;
use parts::{Part, comments_footer, file_name, note, parts};

/// A picture of a table, with what a reader who cannot see it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Id, which is also the name of its files.
    pub id: String,
    /// The finding.
    pub title: String,
    /// The picture as SVG, with real text and the letters that it uses.
    pub svg: String,
    /// Alt text of at most 100 characters.
    pub alt_short: String,
    /// Alt text of at most 1,000 characters.
    pub alt_long: String,
    /// Id of the table that holds the numbers.
    pub table: String,
    /// What stands where.
    pub scene: Scene,
}

impl Figure {
    /// The picture for use inside a page: without its fonts, which [`page_fonts`] gives once for all pictures of a page.
    ///
    /// Its ids start with the figure's own, so that several stand in one page.
    #[must_use]
    pub fn inline(&self) -> String {
        embed::without_fonts(&self.svg)
    }
}

/// The rules of CSS that bring the letters of these figures to a page.
#[must_use]
pub fn page_fonts(figures: &[Figure], brand: &Brand) -> String {
    embed::rules(&brand.fonts, figures.iter().flat_map(|figure| &figure.scene.texts))
}

/// A kind of chart.
pub struct Chart {
    /// Id.
    pub id: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// What a study must have for it to be drawn, in a few words.
    pub needs: &'static str,
    /// Whether a report shows it. The others show the same numbers in another way and are drawn on demand.
    pub in_report: bool,
    /// Draws every figure of this kind that the input has something for.
    pub draw: fn(&Input<'_>, &Sheet<'_>) -> Vec<Outcome>,
}

/// Every kind of chart, in the order in which a report shows them.
pub const CHARTS: &[Chart] = &[
    answers::CHART,
    stacked::CHART,
    waffle::CHART,
    number::CHART,
    likert::CHART,
    diverging::CHART,
    themes::CHART,
    cooccurrence::CHART,
    stance::CHART,
    grouped::CHART,
    heat_map::CHART,
    slope::CHART,
    line::CHART,
    intervals::CHART,
    typical::CHART,
    quote::CHART,
    claim::CHART,
];

/// The figures of one kind of chart, drawn or left out; none where there is nothing to show. `None`: no chart has this id.
#[must_use]
pub fn draw_chart(id: &str, input: &Input<'_>, sheet: &Sheet<'_>) -> Option<Vec<Outcome>> {
    CHARTS.iter().find(|chart| chart.id == id).map(|chart| (chart.draw)(input, sheet))
}

/// Every figure of a report that the input has something for, drawn or left out.
#[must_use]
pub fn draw_report(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    CHARTS.iter().filter(|chart| chart.in_report).flat_map(|chart| (chart.draw)(input, sheet)).collect()
}

/// Every figure of a report in the plain look; those left out are not among them.
#[must_use]
pub fn figures(results: &Results) -> Vec<Figure> {
    figures_of(&Input::of(results))
}

/// The same with what was measured beside the results.
#[must_use]
pub fn figures_of(input: &Input<'_>) -> Vec<Figure> {
    draw_report(input, &Sheet { preset: &REPORT, brand: &Brand::default() }).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;

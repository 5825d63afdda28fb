//! The poll's answers as bars, the largest first.

use super::bars::{Bar, Fill, Row, draw};
use super::layout::{Page, figure};
use super::{Chart, Figure};
use crate::measure::wording::{grouped, quoted, source_line, votes_line};
use crate::measure::{OptionShare, Results};

/// The poll's answers.
pub const CHART: Chart = Chart { id: "answers", about: "the poll's answers as bars, the largest first", draw: answers };

fn answers(results: &Results) -> Vec<Figure> {
    let Some(poll) = results.poll.as_ref().filter(|poll| !poll.options.is_empty()) else { return Vec::new() };
    let mut options: Vec<&OptionShare> = poll.options.iter().collect();
    // The sort is stable: options with the same share stay in the order in which they were asked.
    options.sort_by(|a, b| b.share.total_cmp(&a.share));
    let top = options.first().map_or(0.0, |option| option.share);
    let rows: Vec<Row> = options.iter().map(|option| row(option, top)).collect();
    let counted = rows.iter().flat_map(|row| &row.bars).any(|bar| !bar.aside.is_empty());
    let small = if counted { " Small figures: votes." } else { "" };
    let page = Page {
        id: CHART.id.to_owned(),
        table: "poll",
        title: poll.headline.clone(),
        subtitle: quoted(&poll.question),
        footer: format!("{} {}{small}", source_line(&results.about), votes_line(poll)),
        note: None,
        kind: "Bar chart",
        data: format!("Bar chart of the answers to {}", quoted(&poll.question)),
        values: options.iter().map(|option| format!("{} {}%", option.label.trim(), option.percent)).collect(),
    };
    vec![figure(page, |canvas, top| draw(canvas, top, &rows))]
}

fn row(option: &OptionShare, top: f64) -> Row {
    let leads = option.share > 0.0 && option.share >= top;
    let bar = Bar {
        who: String::new(),
        share: option.share,
        value: format!("{}%", option.percent),
        aside: option.counts.filter(|(low, high)| low == high).map(|(count, _)| grouped(count)).unwrap_or_default(),
        fill: if leads { Fill::Strong } else { Fill::Plain },
    };
    Row { label: option.label.clone(), bars: vec![bar], apart: false }
}

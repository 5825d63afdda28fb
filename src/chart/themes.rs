//! How many comments show each theme of a group, the most frequent first, and how many show none.

use super::bars::{Bar, Fill, Row, draw};
use super::layout::{Page, figure};
use super::{Chart, Figure, Part, parts};
use crate::measure::wording::{
    comments_line, constructed_note, decision_line, grouped, percent, source_line, themes_headline,
};
use crate::measure::{Results, Share, ThemeFrequency};

/// Theme frequencies.
pub const CHART: Chart =
    Chart { id: "themes", about: "the share of comments that show each theme, the largest first", draw: themes };

fn themes(results: &Results) -> Vec<Figure> {
    parts(results, CHART.id, false).into_iter().filter_map(|part| group(results, part)).collect()
}

fn group(results: &Results, part: Part<'_>) -> Option<Figure> {
    let question = part.question;
    let title = themes_headline(&question.frequencies, part.group)?;
    let mut themes: Vec<&ThemeFrequency> =
        question.frequencies.themes.iter().filter(|theme| theme.group == part.group).collect();
    themes.sort_by(|a, b| b.comments.count.cmp(&a.comments.count).then_with(|| a.id.cmp(&b.id)));
    let top = themes.first().map_or(0, |theme| theme.comments.count);
    let mut rows: Vec<Row> = themes
        .iter()
        .map(|theme| {
            let leads = top > 0 && theme.comments.count == top;
            let fill = if leads { Fill::Strong } else { Fill::Plain };
            row(&theme.label, theme.comments, fill)
        })
        .collect();
    let place = question.groups.iter().position(|group| group.0 == part.group);
    let none = place.and_then(|place| question.frequencies.none.get(place));
    rows.extend(none.map(|share| Row { apart: true, ..row("None of these", *share, Fill::Outlined) }));
    let page = Page {
        id: part.figure,
        table: "themes",
        title,
        subtitle: format!(
            "{}{}: share of comments that show each one; a comment can show several",
            part.asked, part.label
        ),
        footer: format!(
            "{} Small figures: comments. {} {}",
            comments_line(question),
            decision_line(question),
            source_line(&results.about)
        ),
        note: constructed_note(question),
        kind: "Bar chart",
        data: format!("Bar chart of the share of comments that show each theme of “{}”", part.label),
        values: rows
            .iter()
            .flat_map(|row| row.bars.iter().map(move |bar| format!("{} {}", row.label, bar.value)))
            .collect(),
    };
    Some(figure(page, |canvas, top| draw(canvas, top, &rows)))
}

fn row(label: &str, share: Share, fill: Fill) -> Row {
    let bar = Bar {
        who: String::new(),
        share: share.value().unwrap_or(0.0),
        value: percent(share),
        aside: grouped(share.count),
        fill,
    };
    Row { label: label.to_owned(), bars: vec![bar], apart: false }
}

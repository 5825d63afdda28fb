//! What commenters say they do, beside what voters answered: two groups of people, shown side by side and never tested.

use super::bars::{Bar, Fill, Row, draw};
use super::layout::{Page, figure};
use super::{Chart, Figure, Part, parts};
use crate::measure::wording::{
    constructed_note, counted, grouped, listed, percent, source_line, stance_headline, votes_line,
};
use crate::measure::{PollBreakdown, Results, Stance, StanceRow};

/// With fewer people than this, the chart says that they are few.
const FEW: u64 = 30;

/// Stance beside the poll.
pub const CHART: Chart =
    Chart { id: "stance", about: "what commenters say they do, beside what voters answered", draw: stances };

fn stances(results: &Results) -> Vec<Figure> {
    parts(results, CHART.id, true).into_iter().filter_map(|part| group(results, part)).collect()
}

fn group(results: &Results, part: Part<'_>) -> Option<Figure> {
    let stance = part.question.stance.iter().find(|stance| stance.group == part.group)?;
    let title = stance_headline(stance)?;
    let rows: Vec<Row> = stance.rows.iter().map(|row| bars(row, results.poll.as_ref())).collect();
    let beside = stance.rows.iter().any(|row| row.poll.is_some());
    let (shown, among) = if beside {
        (
            "voters’ answers beside what commenters say; voters and commenters are different people",
            "voters and among commenters, two groups of people",
        )
    } else {
        ("what commenters say", "commenters")
    };
    let votes = results.poll.as_ref().filter(|_| beside).map(votes_line).unwrap_or_default();
    let page = Page {
        id: part.figure,
        table: "stance",
        title,
        subtitle: format!("{}{}: {shown}", part.asked, part.label),
        footer: format!("{} {votes} {}", source_line(&results.about), base_line(stance)),
        note: constructed_note(part.question),
        kind: "Bar chart",
        data: format!("Bar chart of “{}” among {among}", part.label),
        values: rows.iter().map(value).collect(),
    };
    Some(figure(page, |canvas, top| draw(canvas, top, &rows)))
}

/// `Accepts some 68% of voters and 60% of commenters`.
fn value(row: &Row) -> String {
    let bars: Vec<String> = row.bars.iter().map(|bar| format!("{} of {}", bar.value, bar.who)).collect();
    format!("{} {}", row.label.trim(), listed(&bars))
}

fn bars(row: &StanceRow, poll: Option<&PollBreakdown>) -> Row {
    let voters = row.poll.as_ref().map(|(label, share)| {
        let published = poll.and_then(|poll| poll.options.iter().find(|option| option.label == *label));
        let value = published.map_or_else(|| format!("{:.0}%", share * 100.0), |option| format!("{}%", option.percent));
        Bar { who: "voters".into(), share: *share, value, aside: String::new(), fill: Fill::Colored }
    });
    let commenters = Bar {
        who: "commenters".into(),
        share: row.authors.value().unwrap_or(0.0),
        value: percent(row.authors),
        aside: grouped(row.authors.count),
        fill: Fill::Plain,
    };
    Row { label: row.label.clone(), bars: voters.into_iter().chain([commenters]).collect(), apart: false }
}

/// Which commenters are counted, and which are not.
fn base_line(stance: &Stance) -> String {
    let base = stance.rows.first().map_or(0, |row| row.authors.base);
    let few = if base < FEW { " They are few: read the percentages with care." } else { "" };
    format!(
        "Commenters: the {} of {} who state exactly one stance; {} state more than one, {} none.{few} Small figures: commenters.",
        grouped(base),
        counted(stance.all_authors, "person", "people"),
        grouped(stance.mixed_authors),
        grouped(stance.silent_authors),
    )
}

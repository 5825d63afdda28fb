//! The answers to a closed question as bars: the largest first, a scale in its order. The poll is one such question.

use super::bars::{Bar, Fill, Row, draw};
use super::layout::{Page, figure};
use super::{Chart, Figure, file_name};
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::wording::{answers_headline, answers_line, grouped, percent, quoted, survey_line};
use crate::measure::wording::{source_line, votes_line};
use crate::measure::{OptionShare, PollBreakdown, Results};

/// The answers to closed questions.
pub const CHART: Chart =
    Chart { id: "answers", about: "the answers to the poll and to each closed question as bars", draw: answers };

/// Bars that a figure has at most; the table has the other options.
const MOST_BARS: usize = 40;

fn answers(results: &Results) -> Vec<Figure> {
    let poll = results.poll.as_ref().filter(|poll| !poll.options.is_empty());
    let closed = results.closed().filter_map(|found| question(results, found));
    poll.map(|poll| of_poll(results, poll)).into_iter().chain(closed).collect()
}

/// The id of the figure of a closed question: that of the chart, with the question's where there are several.
#[must_use]
pub fn figure_id(results: &Results, found: &AnswerBreakdown) -> String {
    let alone = results.poll.is_none() && results.closed().count() == 1;
    if alone { CHART.id.to_owned() } else { file_name(&format!("{}-{}", CHART.id, found.id)) }
}

fn of_poll(results: &Results, poll: &PollBreakdown) -> Figure {
    let mut options: Vec<&OptionShare> = poll.options.iter().collect();
    // The sort is stable: options with the same share stay in the order in which they were asked.
    options.sort_by(|a, b| b.share.total_cmp(&a.share));
    let top = options.first().map_or(0.0, |option| option.share);
    let votes = |option: &OptionShare| option.counts.filter(|(low, high)| low == high).map(|(count, _)| grouped(count));
    let row = |option: &&OptionShare| {
        let value = format!("{}%", option.percent);
        row(&option.label, (option.share, value, votes(option).unwrap_or_default()), top)
    };
    let rows: Vec<Row> = options.iter().map(row).collect();
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
    figure(page, |canvas, top| draw(canvas, top, &rows))
}

/// The figure of a closed question; nothing where it has no option, or no answer.
fn question(results: &Results, found: &AnswerBreakdown) -> Option<Figure> {
    let mut options = found.ranked();
    if found.answered == 0 || options.is_empty() {
        return None;
    }
    let left_out = options.len().saturating_sub(MOST_BARS);
    options.truncate(MOST_BARS);
    let share = |option: &AnswerOption| found.of_answered(option).value().unwrap_or_default();
    let top = options.iter().map(|option| share(option)).fold(0.0, f64::max);
    let mut beside = false;
    let row = |option: &&AnswerOption| {
        let shown = (share(option), percent(found.of_answered(option)), grouped(option.count));
        let mut row = row(&option.label, shown, top);
        if found.is_off_scale(option) {
            row.bars.iter_mut().for_each(|bar| bar.fill = Fill::Outlined);
            row.apart = !beside;
            beside = true;
        }
        row
    };
    let rows: Vec<Row> = options.iter().map(row).collect();
    let more = match left_out {
        0 => String::new(),
        count => format!(" {} more options stand in tables/answers.csv.", grouped(count as u64)),
    };
    let line = answers_line(found);
    let page = Page {
        id: figure_id(results, found),
        table: "answers",
        title: answers_headline(found),
        subtitle: quoted(&found.question),
        footer: format!(
            "{} {line} Shares of those who answered; small figures: how many.{more}",
            survey_line(&results.about)
        ),
        note: None,
        kind: "Bar chart",
        data: format!("Bar chart of the answers to {}", quoted(&found.question)),
        values: options
            .iter()
            .map(|option| format!("{} {}", option.label.trim(), percent(found.of_answered(option))))
            .collect(),
    };
    Some(figure(page, |canvas, top| draw(canvas, top, &rows)))
}

/// An option with its share, the share as shown, and what stands small beside it; the largest stands out.
fn row(label: &str, (share, value, aside): (f64, String, String), top: f64) -> Row {
    let fill = if share > 0.0 && share >= top { Fill::Strong } else { Fill::Plain };
    Row { label: label.to_owned(), bars: vec![Bar { who: String::new(), share, value, aside, fill }], apart: false }
}

//! The answers to a closed question as bars: the largest first, a scale in its order. The poll is one such question.
//!
//! *Other*, *don't know* and what else stands apart comes last, whatever its share.

use super::bars::{Bar, Bars, Fill, Row};
use super::layout::{Page, Sheet, figure};
use super::{Chart, Datum, Outcome, file_name};
use crate::measure::answers::{AnswerBreakdown, AnswerOption, POLL_ID, stands_apart};
use crate::measure::wording::{answers_headline, answers_line, counted, grouped, percent, quoted, survey_line};
use crate::measure::wording::{source_line, votes_line};
use crate::measure::{OptionShare, PollBreakdown, Results, Share};

/// The answers to closed questions.
pub const CHART: Chart =
    Chart { id: "answers", about: "the answers to the poll and to each closed question as bars", draw: answers };

fn answers(results: &Results, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let poll = results.poll.as_ref().filter(|poll| !poll.options.is_empty());
    let closed = results.closed().filter_map(|found| question(results, found, sheet));
    poll.map(|poll| of_poll(results, poll, sheet)).into_iter().chain(closed).collect()
}

/// The id of the figure of a closed question: that of the chart, with the question's where there are several.
#[must_use]
pub fn figure_id(results: &Results, found: &AnswerBreakdown) -> String {
    let alone = results.poll.is_none() && results.closed().count() == 1;
    if alone { CHART.id.to_owned() } else { file_name(&format!("{}-{}", CHART.id, found.id)) }
}

fn of_poll(results: &Results, poll: &PollBreakdown, sheet: &Sheet<'_>) -> Outcome {
    let mut options: Vec<&OptionShare> = poll.options.iter().collect();
    // The sort is stable: options with the same share stay in the order in which they were asked.
    options.sort_by(|a, b| b.share.total_cmp(&a.share));
    options.sort_by_key(|option| stands_apart(&option.label));
    let top = options.iter().map(|option| option.share).fold(0.0, f64::max);
    let votes = |option: &OptionShare| option.counts.filter(|(low, high)| low == high).map(|(count, _)| grouped(count));
    let row = |option: &&OptionShare| {
        let value = format!("{}%", option.percent);
        let shown = (option.share, value, votes(option).unwrap_or_default());
        row((POLL_ID, &option.label), shown, top, stands_apart(&option.label))
    };
    let rows = with_gap(options.iter().map(row).collect());
    let is_counted = rows.iter().flat_map(|row| &row.bars).any(|bar| !bar.aside.is_empty());
    let small = if is_counted && sheet.preset.asides { "Small figures: votes." } else { "" };
    let page = Page {
        id: CHART.id.to_owned(),
        table: "poll",
        kicker: results.about.platform.as_ref().map_or("Poll".to_owned(), |platform| format!("{platform} poll")),
        title: poll.headline.clone(),
        subtitle: quoted(&poll.question),
        footer: vec![source_line(&results.about), votes_line(poll), small.to_owned()],
        note: None,
        kind: "Bar chart",
        data: format!("Bar chart of the answers to {}", quoted(&poll.question)),
        values: options.iter().map(|option| format!("{} {}%", option.label.trim(), option.percent)).collect(),
    };
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    let more = |out: &[usize]| {
        let left: Vec<&str> = out.iter().map(|place| labels[*place]).collect();
        let decimals = poll.decimals as usize;
        let together = poll.net(&left).map(|share| format!(": {:.decimals$}% together", 100.0 * share));
        more_options(out.len()) + &together.unwrap_or_default()
    };
    figure(page, sheet, &Bars { rows, more: Box::new(more) })
}

/// The figure of a closed question; nothing where it has no option, or no answer.
fn question(results: &Results, found: &AnswerBreakdown, sheet: &Sheet<'_>) -> Option<Outcome> {
    let mut options = found.ranked();
    if found.answered == 0 || options.is_empty() {
        return None;
    }
    let apart = |option: &AnswerOption| found.stands_apart(option);
    options.sort_by_key(|option| apart(option));
    let share = |option: &AnswerOption| found.of_answered(option).value().unwrap_or_default();
    let top = options.iter().map(|option| share(option)).fold(0.0, f64::max);
    let row = |option: &&AnswerOption| {
        let shown = (share(option), percent(found.of_answered(option)), grouped(option.count));
        row((&found.id, &option.label), shown, top, apart(option))
    };
    let rows = with_gap(options.iter().map(row).collect());
    let small = if sheet.preset.asides { "; small figures: how many" } else { "" };
    let page = Page {
        id: figure_id(results, found),
        table: "answers",
        kicker: "Survey".to_owned(),
        title: answers_headline(found),
        subtitle: quoted(&found.question),
        footer: vec![survey_line(&results.about), answers_line(found), format!("Shares of those who answered{small}.")],
        note: None,
        kind: "Bar chart",
        data: format!("Bar chart of the answers to {}", quoted(&found.question)),
        values: options
            .iter()
            .map(|option| format!("{} {}", option.label.trim(), percent(found.of_answered(option))))
            .collect(),
    };
    let more = |out: &[usize]| {
        let count = out.iter().map(|place| options[*place].count).sum();
        // Who chose several options is in the count of each, so only the choices have a total.
        match found.mentions {
            Some(_) => format!("{}, chosen {}", more_options(out.len()), counted(count, "time", "times")),
            None => format!("{}: {} together", more_options(out.len()), percent(Share::new(count, found.answered))),
        }
    };
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
}

fn more_options(count: usize) -> String {
    counted(count as u64, "more option", "more options")
}

/// An option with its share, the share as shown, and what stands small beside it; the largest stands out.
fn row((question, label): (&str, &str), (share, value, aside): (f64, String, String), top: f64, is_apart: bool) -> Row {
    let fill = match is_apart {
        _ if share > 0.0 && share >= top => Fill::Strong,
        true => Fill::Outlined,
        false => Fill::Plain,
    };
    let bars = vec![Bar { who: String::new(), share, value, aside, fill }];
    let datum = Some(Datum::Answer(question.to_owned(), label.to_owned()));
    Row { label: label.to_owned(), bars, apart: is_apart, datum }
}

/// The rows with a gap before the first one that stands apart, and none between those.
fn with_gap(mut rows: Vec<Row>) -> Vec<Row> {
    let first = rows.iter().position(|row| row.apart);
    rows.iter_mut().enumerate().for_each(|(place, row)| row.apart = place > 0 && Some(place) == first);
    rows
}

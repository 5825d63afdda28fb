//! The answers to a closed question as bars: the largest first, a scale in its order. The poll is one such question.
//!
//! *Other*, *don't know* and what else stands apart comes last, whatever its share. The words around the picture are
//! those of every chart of one question.

use std::collections::BTreeSet;

use super::bars::{Bar, Bars, Fill, Row};
use super::layout::{Page, Sheet, figure};
use super::scale_sets::rows_of_grids;
use super::weighed::{Options, Weighed, options};
use super::{Chart, Datum, Input, Outcome, file_name};
use crate::measure::answers::{AnswerBreakdown, POLL_ID, stands_apart};
use crate::measure::wording::{answers_line, counted, grouped, quoted, source_line, survey_line, votes_line};
use crate::measure::{OptionShare, PollBreakdown, Results};

/// The answers to closed questions.
pub const CHART: Chart = Chart {
    id: "answers",
    about: "the answers to the poll and to each closed question as bars; the rows of a grid are one picture of likert",
    needs: "a poll, or a closed question with answers",
    in_report: true,
    draw: answers,
};

fn answers(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let poll = asked_poll(input).map(|poll| of_poll(input, poll, sheet));
    // The rows of a grid stand in one picture; one of them is drawn by itself where it is asked for.
    let together = if input.only.is_none() { rows_of_grids(input.results) } else { BTreeSet::new() };
    let alone = asked(input).filter(|found| !together.contains(found.id.as_str()));
    poll.into_iter().chain(alone.filter_map(|found| question(input, found, sheet))).collect()
}

/// The poll, where it has options and is among what is drawn.
pub fn asked_poll<'a>(input: &Input<'a>) -> Option<&'a PollBreakdown> {
    input.results.poll.as_ref().filter(|poll| !poll.options.is_empty() && input.takes(&[POLL_ID]))
}

/// The closed questions that are among what is drawn.
pub fn asked<'a>(input: &Input<'a>) -> impl Iterator<Item = &'a AnswerBreakdown> {
    let input = *input;
    input.results.closed().filter(move |found| input.takes(&[&found.id]))
}

/// The id of the figure of a closed question: that of the chart, with the question's where there are several.
#[must_use]
pub fn figure_id(results: &Results, found: &AnswerBreakdown) -> String {
    id_of(CHART.id, results, found)
}

/// The same for another kind of chart.
pub fn id_of(kind: &str, results: &Results, found: &AnswerBreakdown) -> String {
    let alone = results.poll.is_none() && results.closed().count() == 1;
    if alone { kind.to_owned() } else { file_name(&format!("{kind}-{}", found.id)) }
}

/// The options of the poll, the largest first; those with the same share stay in the order in which they were asked.
pub fn ranked(poll: &PollBreakdown) -> Vec<&OptionShare> {
    let mut options: Vec<&OptionShare> = poll.options.iter().collect();
    options.sort_by(|a, b| b.share.total_cmp(&a.share));
    options.sort_by_key(|option| stands_apart(&option.label));
    options
}

/// The words around a picture of the poll: the chart's id, and its type such as `Bar chart`.
pub fn poll_page(input: &Input<'_>, poll: &PollBreakdown, id: &str, kind: &'static str) -> Page {
    let about = &input.results.about;
    Page {
        id: id.to_owned(),
        table: "poll",
        kicker: about.platform.as_ref().map_or("Poll".to_owned(), |platform| format!("{platform} poll")),
        title: input.titled(&poll.headline),
        subtitle: quoted(&poll.question),
        footer: vec![format!("{} {}", source_line(about), votes_line(poll))],
        note: None,
        kind,
        data: format!("{kind} of the answers to {}", quoted(&poll.question)),
        values: ranked(poll).iter().map(|option| format!("{} {}%", option.label.trim(), option.percent)).collect(),
    }
}

/// The words around a picture of a closed question, whose options are shown so.
pub fn question_page(
    input: &Input<'_>,
    (found, options): (&AnswerBreakdown, &Options<'_>),
    id: &str,
    kind: &'static str,
) -> Page {
    let value = |one: &Weighed<'_>| format!("{} {}", one.option.label.trim(), one.value);
    let of = if options.weighted == Some(true) { "Weighted shares" } else { "Shares" };
    let mut shares = vec![format!("{of} of those who answered.")];
    shares.extend(options.footnote());
    Page {
        id: id_of(id, input.results, found),
        table: if options.weighted == Some(true) { "estimates" } else { "answers" },
        kicker: "Survey".to_owned(),
        title: input.titled(options.headline(input.results)),
        subtitle: options.subtitle(quoted(&found.question)),
        footer: vec![format!("{} {}", survey_line(&input.results.about), answers_line(found)), shares.join(" ")],
        note: None,
        kind,
        data: format!("{kind} of the answers to {}", quoted(&found.question)),
        values: options.all.iter().map(value).collect(),
    }
}

/// The total of some options of the poll, as shown; `None` where it is not known.
pub fn together(poll: &PollBreakdown, labels: &[&str]) -> Option<String> {
    let decimals = poll.decimals as usize;
    poll.net(labels).map(|share| format!("{:.decimals$}%", 100.0 * share))
}

/// What stands for an option in a picture.
pub fn datum(question: &str, label: &str) -> Option<Datum> {
    Some(Datum::Answer(question.to_owned(), label.to_owned()))
}

fn of_poll(input: &Input<'_>, poll: &PollBreakdown, sheet: &Sheet<'_>) -> Outcome {
    let options = ranked(poll);
    let top = options.iter().map(|option| option.share).fold(0.0, f64::max);
    let votes = |option: &OptionShare| option.counts.filter(|(low, high)| low == high).map(|(count, _)| grouped(count));
    let row = |option: &&OptionShare| {
        let value = format!("{}%", option.percent);
        let shown = (option.share, value, votes(option).unwrap_or_default());
        row((POLL_ID, &option.label), shown, top, stands_apart(&option.label))
    };
    let rows = with_gap(options.iter().map(row).collect());
    let mut page = poll_page(input, poll, CHART.id, "Bar chart");
    if sheet.preset.asides && rows.iter().flat_map(|row| &row.bars).any(|bar| !bar.aside.is_empty()) {
        page.footer.push("Small figures: votes.".to_owned());
    }
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    let more = |out: &[usize]| {
        let left: Vec<&str> = out.iter().map(|place| labels[*place]).collect();
        let together = together(poll, &left).map(|share| format!(": {share} together"));
        more_options(out.len()) + &together.unwrap_or_default()
    };
    figure(page, sheet, &Bars { rows, more: Box::new(more) })
}

/// The figure of a closed question; nothing where it has no option, or no answer.
fn question(input: &Input<'_>, found: &AnswerBreakdown, sheet: &Sheet<'_>) -> Option<Outcome> {
    let options = options(input.results, found);
    if found.answered == 0 || options.all.is_empty() {
        return None;
    }
    let top = options.all.iter().map(|one| one.share).fold(0.0, f64::max);
    let row = |one: &Weighed<'_>| {
        let shown = (one.share, one.value.clone(), grouped(one.option.count));
        row((&found.id, &one.option.label), shown, top, found.stands_apart(one.option))
    };
    let rows = with_gap(options.all.iter().map(row).collect());
    let mut page = question_page(input, (found, &options), CHART.id, "Bar chart");
    if let Some(last) = page.footer.last_mut().filter(|_| sheet.preset.asides) {
        *last = last.replacen("answered.", "answered; small figures: how many.", 1);
    }
    let more = |out: &[usize]| {
        let left = || out.iter().map(|place| &options.all[*place]);
        let count = left().map(|one| one.option.count).sum();
        // Who chose several options is in the count of each, so only the choices have a total.
        match found.mentions {
            Some(_) => format!("{}, chosen {}", more_options(out.len()), counted(count, "time", "times")),
            None => format!("{}: {} together", more_options(out.len()), options.together(left()).1),
        }
    };
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
}

/// `3 more options`.
pub fn more_options(count: usize) -> String {
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
    Row { label: label.to_owned(), bars, apart: is_apart, datum: datum(question, label) }
}

/// The rows with a gap before the first one that stands apart, and none between those.
fn with_gap(mut rows: Vec<Row>) -> Vec<Row> {
    let first = rows.iter().position(|row| row.apart);
    rows.iter_mut().enumerate().for_each(|(place, row)| row.apart = place > 0 && Some(place) == first);
    rows
}

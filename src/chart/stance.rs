//! What commenters say they do, beside what voters answered: two groups of people, shown side by side and never tested.

use super::bars::{Bar, Bars, Fill, Row};
use super::layout::{Page, Sheet, figure};
use super::{Chart, Datum, Input, Outcome, Part, note, parts};
use crate::measure::wording::{
    FEW, counted, grouped, listed, percent, source_line, source_short, stance_headline, votes_line,
};
use crate::measure::{PollBreakdown, Results, Stance, StanceRow};

/// Stance beside the poll.
pub const CHART: Chart = Chart {
    id: "stance",
    about: "what commenters say they do, beside what voters answered",
    needs: "a group of themes of which a comment shows one: `exclusive = true`",
    in_report: true,
    draw: stances,
};

fn stances(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    parts(input.results, CHART.id, true).into_iter().filter_map(|part| group(input, part, sheet)).collect()
}

fn group(input: &Input<'_>, part: Part<'_>, sheet: &Sheet<'_>) -> Option<Outcome> {
    let results = input.results;
    let stance = part.question.stance.iter().find(|stance| stance.group == part.group)?;
    let title = stance_headline(stance)?;
    let rows: Vec<Row> = stance.rows.iter().map(|row| bars(row, results.poll.as_ref())).collect();
    let beside = stance.rows.iter().any(|row| row.poll.is_some());
    let (shown, among) = if beside {
        let different = match sheet.preset.words {
            0 => "voters’ answers beside what commenters say; voters and commenters are different people",
            _ => "voters and commenters are different people",
        };
        (different, "voters and among commenters, two groups of people")
    } else {
        ("what commenters say", "commenters")
    };
    let votes = results.poll.as_ref().filter(|_| beside).map(votes_line).unwrap_or_default();
    let page = Page {
        id: part.figure,
        table: "stance",
        kicker: part.label.to_owned(),
        title: input.titled(title),
        subtitle: format!("{}{}: {shown}", part.asked, part.label),
        footer: footer(results, stance, votes, sheet),
        note: note(part.question, sheet),
        kind: "Bar chart",
        data: format!("Bar chart of “{}” among {among}", part.label),
        values: rows.iter().map(value).collect(),
    };
    let more = |out: &[usize]| {
        let people = out.iter().filter_map(|place| stance.rows.get(*place)).map(|row| row.authors.count).sum();
        format!("{} more: {}", out.len(), counted(people, "commenter", "commenters"))
    };
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
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
    Row {
        label: row.label.clone(),
        bars: voters.into_iter().chain([commenters]).collect(),
        apart: false,
        datum: Some(Datum::Theme(row.id.clone())),
    }
}

/// Where the numbers come from; a small shape leaves out the last.
fn footer(results: &Results, stance: &Stance, votes: String, sheet: &Sheet<'_>) -> Vec<String> {
    let base = stance.rows.first().map_or(0, |row| row.authors.base);
    let few = if base < FEW { "They are few: read the percentages with care." } else { "" };
    let small = if sheet.preset.asides { "Small figures: commenters." } else { "" };
    let of = format!("{} who state one stance.", counted(base, "commenter", "commenters"));
    match sheet.preset.is_fixed() {
        true => vec![format!("{} {of}", source_short(&results.about)), few.to_owned(), votes, small.to_owned()],
        false => vec![source_line(&results.about), votes, base_line(stance), few.to_owned(), small.to_owned()],
    }
}

/// Which commenters are counted, and which are not.
fn base_line(stance: &Stance) -> String {
    let base = stance.rows.first().map_or(0, |row| row.authors.base);
    format!(
        "Commenters: the {} of {} who state exactly one stance; {} state more than one, {} none.",
        grouped(base),
        counted(stance.all_authors, "person", "people"),
        grouped(stance.mixed_authors),
        grouped(stance.silent_authors),
    )
}

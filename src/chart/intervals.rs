//! The answers to a question as dots with the bounds that chance allows; only for a sample that allows them.

use super::answers::{asked, datum, question_page};
use super::dots::{Dot, Dots};
use super::layout::{Sheet, figure};
use super::weighed::options;
use super::{Chart, Input, Outcome};
use crate::measure::answers::AnswerBreakdown;
use crate::measure::wording::intervals_headline;

/// Answers with their bounds.
pub const CHART: Chart = Chart {
    id: "intervals",
    about: "the answers to each closed question with the bounds that chance allows; only for a random sample",
    needs: "a random sample, or a stated model: see `[sample]`",
    in_report: false,
    draw: intervals,
};

fn intervals(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    asked(input).filter_map(|found| question(input, found, sheet)).collect()
}

fn question(input: &Input<'_>, found: &AnswerBreakdown, sheet: &Sheet<'_>) -> Option<Outcome> {
    let options = options(input.results, found);
    let top = options.top()?.share;
    let mut rows = Vec::new();
    let (mut first, mut method) = (None, "");
    for one in &options.all {
        let option = one.option;
        let strong = one.share >= top;
        if let Some(bounds) = one.bounds.filter(|_| strong && first.is_none()) {
            first = Some(intervals_headline(&option.label, &one.value, (bounds.low, bounds.high)));
            method = bounds.method;
        }
        // Of weighted people none or all vary in no sample like theirs.
        let between = one.bounds.map(|bounds| format!(" ({:.0}–{:.0})", 100.0 * bounds.low, 100.0 * bounds.high));
        rows.push(Dot {
            label: option.label.clone(),
            at: one.share,
            bounds: one.bounds.map(|bounds| (bounds.low, bounds.high)),
            value: format!("{}{}", one.value, between.unwrap_or_default()),
            strong,
            datum: datum(&found.id, &option.label)?,
        });
    }
    let mut page = question_page(input, (found, &options), CHART.id, "Dot plot");
    let weighted = if options.weighted == Some(true) { " (weighted)" } else { "" };
    page.title = input.titled(format!("{}{weighted}", first?));
    let interval = if method == "Wilson" { "Wilson’s interval".to_owned() } else { format!("the {method} interval") };
    let together = input.results.about.sample.simultaneous.is_some() && rows.len() > 1;
    let of = if together { "all answers at once" } else { "each answer by itself" };
    page.footer.push(format!("In brackets and as lines: {interval} at 95% for {of}."));
    page.values = rows.iter().map(|row| format!("{} {}", row.label.trim(), row.value)).collect();
    Some(figure(page, sheet, &Dots { rows, more: ("more option", "more options") }))
}

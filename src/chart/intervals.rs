//! The answers to a question as dots with the bounds that chance allows; only for a sample that allows them.

use super::answers::{asked, datum, in_order, question_page};
use super::dots::{Dot, Dots};
use super::layout::{Sheet, figure};
use super::{Chart, Input, Outcome};
use crate::measure::answers::{AnswerBreakdown, answer_bounds};
use crate::measure::wording::{intervals_headline, percent};

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
    let top = found.options.iter().map(|option| option.count).max()?;
    let mut rows = Vec::new();
    let mut first = None;
    for option in in_order(found) {
        let bounds = answer_bounds(found, option, &input.results.about.sample)?;
        let share = found.of_answered(option);
        let strong = option.count == top && top > 0;
        if strong && first.is_none() {
            first = Some(intervals_headline(&option.label, share, (bounds.low, bounds.high)));
        }
        rows.push(Dot {
            label: option.label.clone(),
            at: share.value()?,
            bounds: Some((bounds.low, bounds.high)),
            value: format!("{} ({:.0}–{:.0})", percent(share), 100.0 * bounds.low, 100.0 * bounds.high),
            strong,
            datum: datum(&found.id, &option.label)?,
        });
    }
    let mut page = question_page(input, found, CHART.id, "Dot plot");
    let first = if input.results.has_weights(found) { format!("{} (unweighted)", first?) } else { first? };
    page.title = input.titled(first);
    page.footer.push("In brackets and as lines: Wilson’s interval at 95% for each answer by itself.".to_owned());
    page.values = rows.iter().map(|row| format!("{} {}", row.label.trim(), row.value)).collect();
    Some(figure(page, sheet, &Dots { rows, more: ("more option", "more options") }))
}

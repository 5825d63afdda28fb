//! The names of the numbers of closed questions: options, bases, means and medians.

use super::{Named, NamedUnit, TableCell, name_of, percent};
use crate::measure::answers::AnswerBreakdown;
use crate::measure::{Results, Share};

pub(super) fn numbers(results: &Results) -> Vec<Named> {
    results.closed().flat_map(|found| of_question(found).into_iter().chain(weighted(found, results))).collect()
}

/// The weighted shares of a question, or its weighted mean and median; none where it has no weights.
fn weighted(found: &AnswerBreakdown, results: &Results) -> Vec<Named> {
    if !results.has_weights(found) {
        return Vec::new();
    }
    let question = || ("question", found.id.clone());
    let own = results.estimates.iter().filter(|of| of.question == found.id && of.weighted);
    let shares = own.map(|of| {
        let key = vec![question(), ("unit", of.unit.id().to_owned()), ("label", of.label.clone())];
        let cell = TableCell { table: "estimates", key, column: "share" };
        let named = share_of(&["weighted", &found.id, &of.label], &of.label, Share::new(0, 0), cell);
        let percent = of.share.map(|share| format!("{:.0}", 100.0 * share));
        Named { value: of.share, share: None, percent, family: format!("weighted.{}", found.id), ..named }
    });
    let rating = results.ratings.iter().filter(|rating| rating.question == found.id);
    let overall = rating.flat_map(|rating| rating.values.iter().filter(|value| value.group.is_none()));
    let numbers = overall.filter_map(|value| {
        let kind = match value.statistic {
            "mean" => "weighted_mean",
            "median" => "weighted_median",
            _ => return None,
        };
        let key = vec![question(), ("by", String::new()), ("statistic", value.statistic.to_owned())];
        let cell = TableCell { table: "ratings", key, column: "value" };
        let named = share_of(&[kind, &found.id], value.statistic, Share::new(0, 0), cell);
        let value = value.value;
        Some(Named { unit: NamedUnit::Answer, is_share: false, value, share: None, percent: None, ..named })
    });
    shares.chain(numbers).collect()
}

fn of_question(found: &AnswerBreakdown) -> Vec<Named> {
    let question = || ("question", found.id.clone());
    let mut all = Vec::new();
    for option in &found.options {
        let key = || vec![question(), ("option", option.label.clone())];
        let answered = Some((found.of_answered(option), "answers", "share_answered"));
        let asked = found.of_asked(option).map(|share| (share, "asked", "share_asked"));
        for (share, kind, column) in [answered, asked].into_iter().flatten() {
            let cell = TableCell { table: "answers", key: key(), column };
            let named = share_of(&[kind, &found.id, &option.label], &option.label, share, cell);
            let family = if kind == "answers" { format!("answers.{}", found.id) } else { String::new() };
            all.push(Named { family, ..named });
        }
    }
    let bases = |column| TableCell { table: "answer_bases", key: vec![question()], column };
    if let Some(asked) = found.asked {
        let share = Share::new(found.answered, asked);
        all.push(share_of(&["answered", &found.id], "answered", share, bases("answered")));
    }
    let statistic = |name: &str| {
        let key = vec![question(), ("statistic", name.to_owned())];
        TableCell { table: "answer_statistics", key, column: "value" }
    };
    if let Some(spread) = &found.spread {
        let values = [("mean", spread.mean), ("median", Some(spread.median))];
        for (name, value) in values {
            let cell = statistic(name);
            let named = share_of(&[name, &found.id], name, Share::new(0, 0), cell);
            all.push(Named { unit: NamedUnit::Answer, is_share: false, value, share: None, percent: None, ..named });
        }
    }
    if let Some(([first, second], share)) = &found.top_two {
        let label = format!("“{first}” or “{second}”");
        all.push(share_of(&["top_two", &found.id], &label, *share, statistic("top two")));
    }
    all
}

fn share_of(parts: &[&str], label: &str, share: Share, cell: TableCell) -> Named {
    Named {
        name: name_of(parts),
        id: parts.last().copied().unwrap_or_default().to_owned(),
        label: label.to_owned(),
        also: Vec::new(),
        unit: NamedUnit::Responses,
        is_share: true,
        value: share.value(),
        share: Some(share),
        percent: percent(share),
        family: String::new(),
        rank: None,
        constructed: false,
        cell,
    }
}

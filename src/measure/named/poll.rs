//! The names of the poll's numbers.

use super::{Named, NamedUnit, TableCell, name_of};
use crate::measure::{Results, Share};

pub(super) fn numbers(results: &Results) -> Vec<Named> {
    let Some(poll) = &results.poll else { return Vec::new() };
    let total = poll.exact_total();
    let stances = results.questions.iter().flat_map(|question| &question.stance).flat_map(|stance| &stance.rows);
    let also = |label: &str| {
        let same = stances.clone().filter(|row| row.poll.as_ref().is_some_and(|(option, _)| option == label));
        same.map(|row| row.label.clone()).collect()
    };
    let option = |option: &crate::measure::OptionShare| {
        let labels = [option.label.as_str()];
        Named {
            name: name_of(&["poll", &option.label]),
            id: option.label.clone(),
            label: option.label.clone(),
            also: also(&option.label),
            unit: NamedUnit::Votes,
            is_share: true,
            value: poll.net(&labels),
            share: poll.net_votes(&labels),
            percent: Some(option.percent.clone()),
            family: "poll".to_owned(),
            rank: None,
            constructed: false,
            cell: TableCell { table: "poll", key: vec![("option", option.label.clone())], column: "percent" },
        }
    };
    let mut all: Vec<Named> = poll.options.iter().map(option).collect();
    all.extend(total.map(|total| Named {
        name: "votes".to_owned(),
        id: "votes".to_owned(),
        label: "votes".to_owned(),
        also: Vec::new(),
        unit: NamedUnit::Votes,
        is_share: false,
        value: Some(total as f64),
        share: None::<Share>,
        percent: None,
        family: String::new(),
        rank: None,
        constructed: false,
        cell: TableCell { table: "poll_votes", key: Vec::new(), column: "votes" },
    }));
    all
}
